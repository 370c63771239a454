#include "flow/lead/segment.h"

#include "base/text/casefold.h"
#include "book/context/dictionaries.h"

static enum status equal_folded(struct crm *crm, const char *a, const char *b, size_t b_length, bool key, bool *equal)
{
	struct buf x = {0}, y = {0};
	char *copy = arena_text(&crm->chunk, b, b_length);
	(key ? casefold_key_put : casefold_put)(&x, a);
	(key ? casefold_key_put : casefold_put)(&y, copy ? copy : "");
	bool failed = !copy || x.failed || y.failed;
	*equal = !failed && x.length == y.length && (x.length == 0 || memcmp(x.text, y.text, x.length) == 0);
	buf_free(&x);
	buf_free(&y);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

/* A source by its code or by its name, here and there. */
static enum status equal_source(struct crm *crm, const char *a, const char *b, size_t b_length, bool *equal)
{
	const char *copy = arena_text(&crm->chunk, b, b_length), *called_a[SOURCE_NAMES], *called_b[SOURCE_NAMES];
	enum status status = copy ? source_called(crm, a, called_a) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = source_called(crm, copy, called_b);
	if (status == CRM_OK)
		status = equal_folded(crm, called_a[0], called_b[0], strlen(called_b[0]), false, equal);
	return status;
}

static enum status equal_value(
    struct crm *crm, bool source, const char *value, const char *wanted, size_t length, bool *equal)
{
	return source ? equal_source(crm, value, wanted, length, equal)
	              : equal_folded(crm, value, wanted, length, false, equal);
}

/* As it stands, or as one of several with commas between: source=call,expo. */
static enum status is_among(
    struct crm *crm, bool source, const char *value, const char *wanted, size_t length, bool *yes)
{
	enum status status = equal_value(crm, source, value, wanted, length, yes);
	const char *end = wanted + length;
	if (!memchr(wanted, ',', length))
		return status;
	for (size_t n; status == CRM_OK && !*yes && wanted < end; wanted += n + 1) {
		const char *comma = memchr(wanted, ',', (size_t)(end - wanted));
		n = (size_t)((comma ? comma : end) - wanted);
		if (n > 0)
			status = equal_value(crm, source, value, wanted, n, yes);
	}
	return status;
}

/* Does the row say what ${pair}, column=value, asks for? */
static enum status has_pair(struct crm *crm, const struct json *row, const char *pair, size_t length, bool *yes)
{
	size_t name = strcspn(pair, "=");
	enum status status = CRM_OK;
	*yes = false;
	for (int i = 0; i < row->n && status == CRM_OK && !*yes; i++) {
		if (row->field[i].key[0] == '_')
			continue;
		status = equal_folded(crm, row->field[i].key, pair, name, true, yes);
		if (status != CRM_OK || !*yes)
			continue;
		const char *value = row->field[i].value, *wanted = pair + name + 1;
		status = is_among(crm, strcmp(row->field[i].key, "source") == 0, value, wanted, length - name - 1, yes);
	}
	return status;
}

enum status segment_rank(struct crm *crm, const char *segment, const struct json *row, int *n)
{
	bool fits = true;
	enum status status = CRM_OK;
	*n = 0;
	for (size_t length; fits && status == CRM_OK && *segment; segment += length + (segment[length] == ';')) {
		length = strcspn(segment, ";");
		status = has_pair(crm, row, segment, length, &fits);
		++*n;
	}
	if (!fits)
		*n = -1;
	return status;
}

enum status segment_equal(struct crm *crm, const char *a, const char *b, size_t b_length, bool *equal)
{
	return equal_folded(crm, a, b, b_length, false, equal);
}
