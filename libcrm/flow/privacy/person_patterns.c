#include "flow/privacy/person_patterns.h"

#include <inttypes.h>

#include "base/text/ascii.h"
#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/text/name.h"
#include "base/text/phone.h"
#include "book/records/erased.h"

#define GROW_BY 8
#define COMPANY_INN_END INT64_C(10000000000) /* that of a company has 10 digits, that of a person 12 */

/* Room for one more in a list of ${n} that grows by GROW_BY; NULL without memory. */
static void *room_for(struct arena *arena, void *list, int n, size_t size)
{
	if (n % GROW_BY != 0)
		return list;
	void *grown = arena_get(arena, (size_t)(n + GROW_BY) * size);
	if (grown && n)
		memcpy(grown, list, (size_t)n * size);
	return grown;
}

static enum status add_text(
    struct crm *crm, struct person_patterns *patterns, const char ***list, int *n, const char *text)
{
	for (int i = 0; i < *n; i++)
		if (strcmp((*list)[i], text) == 0)
			return CRM_OK;
	const char **grown = room_for(patterns->arena, *list, *n, sizeof *grown);
	const char *copy = arena_copy(patterns->arena, text);
	if (!grown || !copy)
		return why_memory(&crm->why);
	*list = grown;
	grown[(*n)++] = copy;
	return CRM_OK;
}

enum status person_patterns_add_name(struct crm *crm, struct person_patterns *patterns, const char *name)
{
	if (!name || !*name || strcmp(name, ERASED_TEXT) == 0)
		return CRM_OK;
	return add_text(crm, patterns, &patterns->name, &patterns->n_names, name);
}

enum status person_patterns_add_surname(struct crm *crm, struct person_patterns *patterns, const char *surname)
{
	return add_text(crm, patterns, &patterns->surname, &patterns->n_surnames, surname);
}

enum status person_patterns_add_email(struct crm *crm, struct person_patterns *patterns, const char *address)
{
	char folded[256];
	email_fold(address ? address : "", folded);
	return *folded ? add_text(crm, patterns, &patterns->email, &patterns->n_emails, folded) : CRM_OK;
}

enum status person_patterns_add_phone(struct crm *crm, struct person_patterns *patterns, int64_t phone)
{
	for (int i = 0; i < patterns->n_phones; i++)
		if (patterns->phone[i] == phone)
			return CRM_OK;
	if (phone == 0)
		return CRM_OK;
	int64_t *grown = room_for(patterns->arena, patterns->phone, patterns->n_phones, sizeof *grown);
	if (!grown)
		return why_memory(&crm->why);
	patterns->phone = grown;
	grown[patterns->n_phones++] = phone;
	return CRM_OK;
}

static enum status add_inn(struct crm *crm, struct person_patterns *patterns, int64_t inn)
{
	char digits[32];
	snprintf(digits, sizeof digits, "%012" PRId64, inn);
	return inn < COMPANY_INN_END ? CRM_OK : add_text(crm, patterns, &patterns->inn, &patterns->n_inns, digits);
}

enum status person_patterns_add_event(struct crm *crm, struct person_patterns *patterns, const char *document)
{
	struct arena arena = {0};
	struct json json;
	enum status status = json_parse(&json, document, &arena) == 0 ? CRM_OK : why_memory(&crm->why);
	for (int i = 0; status == CRM_OK && i < json.n; i++) {
		const char *key = json.field[i].key, *value = json.field[i].value;
		if (strcmp(key, "name") == 0)
			status = person_patterns_add_name(crm, patterns, value);
		else if (strcmp(key, "_phone") == 0)
			status = person_patterns_add_phone(crm, patterns, strtoll(value, NULL, 10));
		else if (strncmp(key, "phone", 5) == 0)
			status = person_patterns_add_phone(crm, patterns, phone_parse(value, crm->country).e164);
		else if (strcmp(key, "_inn") == 0)
			status = add_inn(crm, patterns, strtoll(value, NULL, 10));
		else if (strncmp(key, "email", 5) == 0)
			status = person_patterns_add_email(crm, patterns, value);
	}
	arena_free(&arena);
	return status;
}

/* Blanks, brackets and what else stands between the digits of a number; how many bytes, 0: none of these. */
static size_t between_digits(const char *text)
{
	if (*text && strchr(" -().\t/", *text))
		return 1;
	if (strncmp(text, "\xc2\xa0", 2) == 0)
		return 2;
	return strncmp(text, "\xe2\x80\x91", 3) == 0 || strncmp(text, "\xe2\x80\x93", 3) == 0 ? 3 : 0;
}

/* How many bytes of ${text} are these digits, as somebody writes a number; 0: it is another one. */
static size_t match_digits(const char *text, const char *digits)
{
	const char *at = text;
	for (; *digits; digits++) {
		size_t skip;
		for (int i = 0; at != text && i < 3 && (skip = between_digits(at)) > 0; i++)
			at += skip;
		if (*at++ != *digits)
			return 0;
	}
	return ascii_is_digit(*at) ? 0 : (size_t)(at - text);
}

/* With the code of the country, with 8 for it, and without; the longest first. */
static size_t match_phone(const char *text, int64_t phone)
{
	char forms[3][32];
	snprintf(forms[0], sizeof forms[0], "%" PRId64, phone);
	size_t length = strlen(forms[0]);
	bool ours = length == 11 && forms[0][0] == '7';
	const char *national = forms[0] + (ours ? 1 : length > 9 ? length - 9 : 0);
	snprintf(forms[1], sizeof forms[1], "8%s", national);
	snprintf(forms[2], sizeof forms[2], "%s", national);
	size_t plus = *text == '+';
	for (int i = 0; i < 3; i++) {
		size_t found = i == 1 && !ours ? 0 : match_digits(text + plus, forms[i]);
		if (found)
			return plus + found;
	}
	return 0;
}

static size_t match_email(const char *text, const char *email)
{
	size_t n = strlen(email);
	return strncasecmp(text, email, n) == 0 ? n : 0;
}

/* Blanks in the name stand for any number of blanks in the text. */
static size_t match_name(const char *text, const char *name)
{
	const char *at = text;
	while (*name) {
		uint32_t wanted = utf8_next(&name);
		if (!*at)
			return 0;
		uint32_t there = utf8_next(&at);
		if (utf8_blank(wanted) && utf8_blank(there)) {
			for (const char *next = at; *next && utf8_blank(utf8_next(&next)); at = next)
				;
			for (const char *next = name; *next && utf8_blank(utf8_next(&next)); name = next)
				;
		} else if (utf8_fold(wanted) != utf8_fold(there)) {
			return 0;
		}
	}
	return (size_t)(at - text);
}

/* Whether a word goes on at ${at}. */
static bool after_word(const char *text, const char *at)
{
	if (at == text)
		return false;
	const char *before = at - 1;
	while (before > text && ((unsigned char)*before & 0xC0) == 0x80)
		before--;
	uint32_t code = utf8_lower(utf8_next(&before));
	return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || (code >= 0xC0 && code < 0x2000);
}

static size_t match_any(const struct person_patterns *patterns, const char *text, bool inside_number, bool inside_word)
{
	size_t found = 0;
	for (int i = 0; i < patterns->n_phones && !found && !inside_number && (ascii_is_digit(*text) || *text == '+');
	     i++)
		found = match_phone(text, patterns->phone[i]);
	for (int i = 0; i < patterns->n_inns && !found && !inside_number && ascii_is_digit(*text); i++)
		found = match_digits(text, patterns->inn[i]);
	for (int i = 0; i < patterns->n_emails && !found; i++)
		found = match_email(text, patterns->email[i]);
	for (int i = 0; i < patterns->n_names && !found; i++)
		if (strchr(patterns->name[i], ' '))
			found = match_name(text, patterns->name[i]);
	for (int i = 0; i < patterns->n_names && !found && !inside_word; i++)
		found = name_in_text(text, patterns->name[i]);
	return found;
}

/* Of two surnames joined by a hyphen none is meant alone. */
static size_t match_surname(const struct person_patterns *patterns, const char *text, const char *at)
{
	size_t found = 0;
	for (int i = 0; i < patterns->n_surnames && !found && (at == text || at[-1] != '-'); i++)
		found = surname_in_text(at, patterns->surname[i]);
	return found;
}

bool person_patterns_scrub(const struct person_patterns *patterns, const char *text, struct buf *out)
{
	const char *from = text;
	bool any = false;
	for (const char *at = text; *at;) {
		bool inside_word = after_word(text, at);
		size_t found = match_any(patterns, at, at != text && ascii_is_digit(at[-1]), inside_word);
		if (!found && !inside_word)
			found = match_surname(patterns, text, at);
		if (!found) {
			at++;
			continue;
		}
		any = true;
		buf_add(out, from, (size_t)(at - from));
		buf_put(out, ERASED_TEXT);
		from = at += found;
	}
	if (any)
		buf_put(out, from);
	return any;
}

bool person_patterns_match(struct crm *crm, const struct person_patterns *patterns, const char *text)
{
	int64_t phone = phone_parse(text, crm->country).e164;
	char email[256];
	for (int i = 0; i < patterns->n_phones; i++)
		if (patterns->phone[i] == phone)
			return true;
	email_fold(text, email);
	for (int i = 0; i < patterns->n_emails; i++)
		if (strcmp(patterns->email[i], email) == 0)
			return true;
	for (int i = 0; i < patterns->n_names; i++)
		if (match_name(text, patterns->name[i]) == strlen(text))
			return true;
	return false;
}
