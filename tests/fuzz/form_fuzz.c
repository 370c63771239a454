/*
 * Promises of the form's reader, for any bytes:
 *   whatever comes is read or refused, and what is read is text in UTF-8, never empty, at most so many fields;
 *   what was encoded as a browser does it comes back to the letter, and so does an object or a list read once more;
 *   an address that may stand in a header has neither blanks nor line ends, and its origin is not somebody else's.
 *
 * With libFuzzer: clang -fsanitize=fuzzer,address,undefined. The first byte says which type the rest claims to be.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "base/web/url.h"
#include "rows/form_body.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int good, const char *what)
{
	if (good)
		return;
	(void)fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

static const char *const types[] = {"application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=windows-1251", "multipart/form-data; boundary=B",
    "multipart/form-data; boundary=\"--\"; charset=koi8-r", "application/json",
    "application/json; charset=windows-1251"};

/* A copy that is just long enough: a byte too far is seen. */
static char *copy_of(const char *bytes, size_t length)
{
	char *copy = malloc(length + 1);

	must(copy != NULL, "memory");
	memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

static void nested_again(const char *value)
{
	struct arena arena = {0};
	struct buf body = {0};
	struct form form;
	struct why why = {0};

	buf_format(&body, "{\"a\":%s}", value);
	must(form_body_read(&form, "application/json", body.text, body.length, &arena, &why) == CRM_OK && form.n == 1 &&
	         form.field[0].nested && strcmp(form.field[0].value, value) == 0,
	    "an object or a list to the letter");
	buf_free(&body);
	arena_free(&arena);
}

static void anything(const char *type, const char *bytes, size_t length)
{
	struct arena arena = {0};
	struct form form;
	struct why why = {0};
	char *body = copy_of(bytes, length);
	enum status status = form_body_read(&form, type, body, length, &arena, &why);

	must(status == CRM_OK || ((status == CRM_DATA || status == CRM_USAGE) && why.text[0] != '\0'),
	    "read or refused");
	for (int i = 0; status == CRM_OK && i < form.n; i++) {
		const char *name = form.field[i].name, *value = form.field[i].value;
		must(utf8_valid(name, strlen(name)) && utf8_valid(value, strlen(value)), "UTF-8");
		must(*value != '\0' && !strchr(" \t\r\n", *value) && !strchr(" \t\r\n", value[strlen(value) - 1]),
		    "tidy");
		must(form_body_get(&form, name) != NULL, "found by its name");
		if (form.field[i].nested)
			nested_again(value);
	}
	must(status != CRM_OK || form.n + form.files <= FORM_FIELDS_MAX, "not too many");
	arena_free(&arena);
	free(body);
}

/* The bytes as fields: any byte below 4 parts them. */
static void round_trip(const char *bytes, size_t length)
{
	const char *end = bytes + length;
	char *values[FORM_FIELDS_MAX];
	struct buf body = {0};
	struct arena arena = {0};
	struct form form;
	struct why why = {0};
	int n = 0;

	for (const char *begin = bytes, *s = bytes; s <= end && n < FORM_FIELDS_MAX; s++) {
		if (s < end && (unsigned char)*s >= 4)
			continue;
		values[n] = copy_of(begin, (size_t)(s - begin));
		begin = s + 1;
		if (!*values[n] || !utf8_valid(values[n], strlen(values[n])) || strpbrk(values[n], " \t\r\n")) {
			free(values[n]);
			continue;
		}
		buf_format(&body, "%sf=", n ? "&" : "");
		for (const char *c = values[n]; *c; c++)
			buf_format(&body, "%%%02X", (unsigned char)*c);
		n++;
	}
	char *copy = copy_of(body.text ? body.text : "", body.length);
	must(form_body_read(&form, types[0], copy, body.length, &arena, &why) == CRM_OK && form.n == n,
	    "what was encoded is read");
	for (int i = 0; i < n; i++) {
		must(strcmp(form.field[i].value, values[i]) == 0, "to the letter");
		free(values[i]);
	}
	free(copy);
	buf_free(&body);
	arena_free(&arena);
}

static void address(const char *bytes, size_t length)
{
	char *text = copy_of(bytes, length);
	size_t origin = url_origin(text);

	if (origin || url_is_path(text))
		must(strpbrk(text, " \r\n\t\"<>\\") == NULL && strlen(text) <= URL_MAX, "fit for a header");
	if (origin)
		must(strchr("/?#", text[origin]) != NULL && memchr(text, '@', origin) == NULL,
		    "an origin ends where the site ends");
	must(!url_is_of(text, "https://s.example") || strncasecmp(text, "https://s.example", 17) == 0, "nobody else's");
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 60000)
		return 0;
	const char *bytes = (const char *)data + 1;
	anything(types[data[0] % (sizeof types / sizeof *types)], bytes, size - 1);
	round_trip(bytes, size - 1);
	address(bytes, size - 1);
	return 0;
}
