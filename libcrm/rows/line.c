#include "rows/line.h"

#include <string.h>
#include <strings.h>

#include "base/text/json.h"
#include "rows/excel_private.h"

bool line_kind_numeric(enum field_kind kind)
{
	return kind == KIND_INT || kind == KIND_MONEY || kind == KIND_REAL;
}

/* A reader takes off outer blanks, a byte order mark and a line "sep=;": quotes keep them. */
static bool needs_quotes(const char *cell, size_t length)
{
	char first = cell[0], last = cell[length - 1];

	return first == ' ' || first == '\t' || last == ' ' || last == '\t' || first == '\xEF' ||
	       ((first == 's' || first == 'S') && strncasecmp(cell, "sep=", 4) == 0);
}

static void put_quoted(struct buf *text, const char *cell)
{
	buf_char(text, '"');
	for (;;) {
		size_t length = strcspn(cell, "\"");
		buf_add(text, cell, length);
		if (cell[length] == '\0')
			break;
		buf_put(text, "\"\"");
		cell += length + 1;
	}
	buf_char(text, '"');
}

/* ${alone}: an empty line is no row, so the only cell of a row is quoted when it is empty. */
static void put_cell(struct buf *text, const char *cell, const char *special, bool alone)
{
	size_t length = *cell == '\0' ? 0 : strcspn(cell, special);

	if (cell[length] != '\0' || (length == 0 ? alone : needs_quotes(cell, length)))
		put_quoted(text, cell);
	else
		buf_add(text, cell, length);
}

void line_csv(struct buf *text, const char *const *cells, int n, char delimiter)
{
	const char special[] = {'"', '\r', '\n', delimiter, '\0'};

	for (int i = 0; i < n; i++) {
		if (i > 0)
			buf_char(text, delimiter);
		put_cell(text, cells[i] == NULL ? "" : cells[i], special, n == 1);
	}
	buf_char(text, '\n');
}

/* A decimal comma in numbers, times and phones as people write them, an apostrophe before what would not be left alone.
   A cell that changes is NULL then, and next in ${scratch}. */
static void make_excel(const struct field *const *fields, const char **cells, int n, struct buf *scratch)
{
	for (int i = 0; i < n; i++) {
		const char *cell = cells[i], *point = strchr(cell, '.');
		bool number = line_kind_numeric(fields[i]->kind) && excel_number(cell);
		if (number && point != NULL) {
			buf_add(scratch, cell, (size_t)(point - cell));
			buf_char(scratch, ',');
			buf_put(scratch, point + 1);
		} else if ((fields[i]->kind == KIND_TIME && excel_put_time(scratch, cell)) ||
		           (fields[i]->kind == KIND_PHONE && excel_put_phone(scratch, cell))) {
			/* it is there */
		} else if (!number && excel_live(cell)) {
			buf_char(scratch, '\'');
			buf_put(scratch, cell);
		} else {
			continue;
		}
		buf_char(scratch, '\0');
		cells[i] = NULL;
	}
}

void line_excel(struct buf *text, const struct field *const *fields, const char **cells, int n, struct buf *scratch)
{
	buf_clear(scratch);
	make_excel(fields, cells, n, scratch);
	if (scratch->failed) {
		text->failed = true;
		return;
	}
	const char *next = scratch->text;
	for (int i = 0; i < n; i++)
		if (cells[i] == NULL) {
			cells[i] = next;
			next += strlen(next) + 1;
		}
	for (int i = 0; i < n; i++) {
		/* opened with another delimiter, a text must not fall into cells of its own */
		bool number = line_kind_numeric(fields[i]->kind) && cells[i][strspn(cells[i], "+-0123456789,")] == '\0';
		if (i > 0)
			buf_char(text, ';');
		put_cell(text, cells[i], number ? "" : "\"\r\n;,\t|", n == 1);
	}
	buf_put(text, "\r\n");
}

void line_tsv(struct buf *text, const char *const *cells, int n)
{
	static const char special[] = "\t\n\r\\", letters[] = "tnr\\";

	for (int i = 0; i < n; i++) {
		const char *cell = cells[i];
		if (i > 0)
			buf_char(text, '\t');
		for (;;) {
			size_t length = strcspn(cell, special);
			buf_add(text, cell, length);
			if (cell[length] == '\0')
				break;
			buf_char(text, '\\');
			buf_char(text, letters[strchr(special, cell[length]) - special]);
			cell += length + 1;
		}
	}
	buf_char(text, '\n');
}

/* As JSON has numbers: no plus, no leading zeros, digits on both sides of the point. */
static bool json_number(const char *text)
{
	size_t n;

	text += *text == '-';
	n = strspn(text, "0123456789");
	if (n == 0 || (n > 1 && text[0] == '0'))
		return false;
	text += n;
	if (*text == '.') {
		n = strspn(++text, "0123456789");
		if (n == 0)
			return false;
		text += n;
	}
	if (*text == 'e' || *text == 'E') {
		text++;
		text += *text == '+' || *text == '-';
		n = strspn(text, "0123456789");
		if (n == 0)
			return false;
		text += n;
	}
	return *text == '\0';
}

void line_json(struct buf *text, const struct field *const *fields, const char *const *cells, int n)
{
	for (int i = 0; i < n; i++) {
		buf_char(text, i == 0 ? '{' : ',');
		json_quote(text, fields[i]->name);
		buf_char(text, ':');
		if (*cells[i] == '\0')
			buf_put(text, "null");
		else if (line_kind_numeric(fields[i]->kind) && json_number(cells[i]))
			buf_put(text, cells[i]);
		else
			json_quote(text, cells[i]);
	}
	buf_put(text, "}\n");
}
