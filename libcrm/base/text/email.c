#include <stdbool.h>
#include <string.h>

#include "base/text/casefold.h"
#include "base/text/phone.h"

#define MOST_BYTES 254

/* Lower case of what may stand in an address without quotes, 0 for the rest of ASCII. */
static char address_letter(unsigned char c)
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
		char c = (unsigned char)*s < 0x80 ? address_letter((unsigned char)*s) : '\0';
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

/* One @ with something before it, and after it labels, two at least; ${loose}: with underscores. */
static bool looks_like_address(const char *address, bool loose)
{
	const char *at = strchr(address, '@'), *s;
	bool dot = false;

	if (at == NULL || at == address)
		return false;
	for (s = at + 1; *s != '\0'; s++) {
		if (*s == '.' && (s[-1] == '.' || s[-1] == '@'))
			return false;
		dot = dot || *s == '.';
		bool usual = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '-' || *s == '.' ||
		             (loose && *s == '_');
		if (!usual && (unsigned char)*s < 0x80)
			return false;
	}
	return dot && s[-1] != '.';
}

static const char *skip_scheme(const char *s)
{
	static const char scheme[] = "mailto:";

	for (size_t i = 0; i < sizeof scheme - 1; i++)
		if (utf8_lower((unsigned char)s[i]) != (unsigned char)scheme[i])
			return s;
	return utf8_skip_blanks(s + sizeof scheme - 1);
}

static void fold_address(const char *text, bool loose, char out[256])
{
	char word[MOST_BYTES + 6]; /* one character more than is allowed */
	const char *s, *bracket;

	out[0] = '\0';
	if (text == NULL)
		return;
	bracket = strchr(text, '<');
	s = skip_scheme(utf8_skip_blanks(bracket == NULL ? text : bracket + 1));
	s = copy_word(s, word, sizeof word);
	if (s == NULL)
		return;
	s = utf8_skip_blanks(s);
	if (bracket != NULL) {
		if (*s != '>')
			return;
		s = utf8_skip_blanks(s + 1);
	}
	size_t length = strlen(word);
	if (*s == '\0' && length <= MOST_BYTES && looks_like_address(word, loose))
		memcpy(out, word, length + 1);
}

void email_fold(const char *text, char out[256])
{
	fold_address(text, false, out);
}

void email_fold_loose(const char *text, char out[256])
{
	fold_address(text, true, out);
}

/* Houses that write one box in several ways. */
static const struct house {
	const char *domains; /* a blank before and after each */
	const char *name;
	char dot; /* what a dot in a login is: 0 nothing */
} houses[] = {
    {" ya.ru yandex.ru yandex.com yandex.by yandex.kz yandex.ua yandex.uz narod.ru ", "yandex.ru", '-'},
    {" gmail.com googlemail.com ", "gmail.com", '\0'},
};

static const struct house *house_of(const char *domain)
{
	for (size_t i = 0; i < sizeof houses / sizeof *houses; i++) {
		const char *at = houses[i].domains;
		while ((at = strstr(at, domain)) != NULL) {
			if (at[-1] == ' ' && at[strlen(domain)] == ' ')
				return &houses[i];
			at++;
		}
	}
	return NULL;
}

void email_box(const char *folded, char out[256])
{
	char login[MOST_BYTES + 1];
	const char *at = strchr(folded, '@');
	const struct house *house = at != NULL ? house_of(at + 1) : NULL;
	const char *end = at != NULL ? memchr(folded, '+', (size_t)(at - folded)) : NULL;
	size_t n = 0;

	if (end == NULL || end == folded)
		end = at;
	for (const char *s = folded; at != NULL && s < end && n < MOST_BYTES; s++)
		if (*s != '.' || house == NULL)
			login[n++] = *s;
		else if (house->dot != '\0')
			login[n++] = house->dot;
	login[n] = '\0';
	if (n == 0)
		snprintf(out, 256, "%.*s", MOST_BYTES, folded);
	else
		snprintf(out, 256, "%s@%s", login, house != NULL ? house->name : at + 1);
}
