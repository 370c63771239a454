#include "rows/foreign_private.h"

#include <string.h>
#include <strings.h>

/* In letters of one case, behind blanks and a mark. */
static const char *const page[] = {"<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<style"};

static const struct {
	const char *magic;
	size_t size;
	const char *what;
} files[] = {{"\xD0\xCF\x11\xE0", 4, N_("an old Excel workbook")},
    {"PK\3\4", 4, N_("an Excel workbook or another archive")}, {"%PDF-", 5, N_("a PDF")},
    {"\x1F\x8B", 2, N_("a packed file")}, {"<?xml", 5, N_("an XML document")}};

static size_t skipped_length(const char *bytes, size_t length)
{
	size_t at = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	while (at < length && bytes[at] != '\0' && strchr(" \t\r\n", bytes[at]) != NULL)
		at++;
	return at;
}

enum status foreign_check(const char *bytes, size_t length, struct why *why)
{
	size_t at = skipped_length(bytes, length), left = length - at;

	for (size_t i = 0; i < sizeof page / sizeof page[0]; i++)
		if (left >= strlen(page[i]) && strncasecmp(bytes + at, page[i], strlen(page[i])) == 0)
			return why_set(why, CRM_DATA, "%s",
			    _("this is a table of a web page (HTML), whatever its name says: export it as CSV, or open "
			      "it in a spreadsheet "
			      "and save it as CSV"));
	if (left > 1 && bytes[at] == '[' && (bytes[at + 1 + skipped_length(bytes + at + 1, left - 1)] == '{'))
		return why_set(why, CRM_DATA, "%s",
		    _("this is one JSON list: give an object a line, without the list around them (jq -c '.[]')"));
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		if (left >= files[i].size && memcmp(bytes + at, files[i].magic, files[i].size) == 0)
			return why_set(why, CRM_DATA, _("this is %s, not CSV: save it as CSV"), _(files[i].what));
	return CRM_OK;
}
