#include "base/web/html_entity.h"

#include <stdbool.h>
#include <string.h>

static uint32_t named_entity(const char *name, size_t length)
{
	static const struct {
		const char *name;
		uint32_t code;
	} known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0},
	    {"laquo", 0xAB}, {"raquo", 0xBB}, {"mdash", 0x2014}, {"ndash", 0x2013}, {"hellip", 0x2026},
	    {"bdquo", 0x201E}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"lsquo", 0x2018}, {"rsquo", 0x2019},
	    {"bull", 0x2022}, {"middot", 0xB7}, {"copy", 0xA9}, {"reg", 0xAE}, {"trade", 0x2122}, {"euro", 0x20AC},
	    {"deg", 0xB0}, {"sect", 0xA7}, {"times", 0xD7}, {"minus", 0x2212}, {"shy", 0xAD}, {"zwnj", 0x200C},
	    {"ensp", ' '}, {"emsp", ' '}, {"thinsp", ' '}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].name) == length && memcmp(known[i].name, name, length) == 0)
			return known[i].code;
	return 0;
}

static uint32_t numbered_entity(const char *s, const char *end)
{
	bool hex = s < end && (*s | 32) == 'x';
	uint32_t code = 0;
	for (s += hex; s < end && code < 0x110000; s++) {
		char c = (char)(*s | 32);
		int digit = *s >= '0' && *s <= '9' ? *s - '0' : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
		if (digit >= (hex ? 16 : 10))
			return 0;
		code = code * (hex ? 16 : 10) + (uint32_t)digit;
	}
	bool control = code < 0x20 ? code != '\n' && code != '\t' : code >= 0x7F && code < 0xA0;
	return control || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0 : code;
}

const char *html_entity(const char *s, const char *end, uint32_t *code)
{
	const char *semicolon = memchr(s, ';', (size_t)(end - s < 12 ? end - s : 12));

	if (semicolon == NULL || semicolon == s + 1)
		return NULL;
	*code = s[1] == '#' ? numbered_entity(s + 2, semicolon) : named_entity(s + 1, (size_t)(semicolon - s - 1));
	return *code != 0 ? semicolon + 1 : NULL;
}
