#include <stdbool.h>
#include <string.h>

#include "base/fold.h"
#include "base/phone.h"

#define MOST_BYTES 254

/* Lower case of what may stand in an address without quotes, 0 for the rest of ASCII. */
static char letter(unsigned char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return (char)c;
	if (c >= 'A' && c <= 'Z')
		return (char)(c + 32);
	if (c == '.' || c == '@')
		return (char)c;
	return c != '\0' && strchr("-_+!#$%&'*/=?^`{|}~", c) != NULL ? (char)c : '\0';
}

/* Lower-case the word at ${s} into ${out} of ${room}; the place after it, NULL if there is no room. */
static const char *copy_word(const char *s, char *out, size_t room)
{
	size_t n = 0;

	while (n + 4 < room) {
		const char *start = s;
		char c = (unsigned char)*s < 0x80 ? letter((unsigned char)*s) : '\0';
		if (c != '\0') {
			out[n++] = c;
			s++;
			continue;
		}
		uint32_t code = utf8_lower(utf8_next(&s));
		if (utf8_format(code))
			continue;
		if (code < 0xC0 || code == 0xFFFD || utf8_blank(code)) {
			out[n] = '\0';
			return start;
		}
		n += utf8_encode(out + n, code);
	}
	return NULL;
}

/* One @ with something before it, and after it labels, two at least. */
static bool looks_like_address(const char *address)
{
	const char *at = strchr(address, '@'), *s;
	bool dot = false;

	if (at == NULL || at == address)
		return false;
	for (s = at + 1; *s != '\0'; s++) {
		if (*s == '.' && (s[-1] == '.' || s[-1] == '@'))
			return false;
		dot = dot || *s == '.';
		bool usual = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '-' || *s == '.';
		if (!usual && (unsigned char)*s < 0x80)
			return false;
	}
	return dot && s[-1] != '.';
}

static const char *skip_blanks(const char *s)
{
	const char *next = s;

	for (uint32_t code = utf8_next(&next); utf8_blank(code) || utf8_format(code); code = utf8_next(&next))
		s = next;
	return s;
}

static const char *skip_scheme(const char *s)
{
	static const char scheme[] = "mailto:";

	for (size_t i = 0; i < sizeof scheme - 1; i++)
		if (utf8_lower((unsigned char)s[i]) != (unsigned char)scheme[i])
			return s;
	return skip_blanks(s + sizeof scheme - 1);
}

void email_fold(const char *text, char out[256])
{
	char word[MOST_BYTES + 6]; /* one character more than is allowed */
	const char *s, *bracket;

	out[0] = '\0';
	if (text == NULL)
		return;
	bracket = strchr(text, '<');
	s = skip_scheme(skip_blanks(bracket == NULL ? text : bracket + 1));
	s = copy_word(s, word, sizeof word);
	if (s == NULL)
		return;
	s = skip_blanks(s);
	if (bracket != NULL) {
		if (*s != '>')
			return;
		s = skip_blanks(s + 1);
	}
	size_t length = strlen(word);
	if (*s == '\0' && length <= MOST_BYTES && looks_like_address(word))
		memcpy(out, word, length + 1);
}
