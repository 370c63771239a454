#include "rows/json_lines_private.h"

#include <string.h>

#include "base/text/json.h"
#include "rows/line.h"

#define COLUMNS_MOST 1000

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
		at++;
	return at;
}

bool json_lines_begin(const char *text, size_t length)
{
	const char *end = text + length, *at = skip_blanks(text, end);
	if (at == end || *at != '{')
		return false;
	at = skip_blanks(at + 1, end);
	return at < end && (*at == '"' || *at == '}');
}

/* An empty value is one too: null as "", so that its key is kept. */
static void quote_nulls(char *text)
{
	bool quoted = false;
	for (char *at = text; *at; at++) {
		if (quoted && *at == '\\' && at[1])
			at++;
		else if (*at == '"')
			quoted = !quoted;
		else if (!quoted && strncmp(at, "null", 4) == 0)
			memcpy(at, "\"\"  ", 4);
	}
}

/* The text of a list or an object inside, and past it. */
static const char *inner_text(void *with, const char **at)
{
	const char *from = *at, *end = from;
	bool quoted = false;
	int depth = 0;
	do {
		if (*end == '\0')
			return NULL;
		if (quoted && *end == '\\' && end[1])
			end++;
		else if (*end == '"')
			quoted = !quoted;
		else if (!quoted)
			depth += (*end == '{' || *end == '[') - (*end == '}' || *end == ']');
		end++;
	} while (depth > 0);
	*at = end;
	return arena_text(with, from, (size_t)(end - from));
}

static int column_of(const struct json_lines *j, const char *key)
{
	for (int i = 0; i < j->n; i++)
		if (strcmp(j->key[i], key) == 0)
			return i;
	return -1;
}

static bool add_column(struct json_lines *j, const char *key)
{
	if (j->n == j->room) {
		int room = j->room ? j->room * 2 : 32;
		const char **more = arena_get(&j->keys, (size_t)room * sizeof *more);
		if (!more)
			return false;
		if (j->n)
			memcpy(more, j->key, (size_t)j->n * sizeof *more);
		j->key = more;
		j->room = room;
	}
	return (j->key[j->n++] = arena_copy(&j->keys, key)) != NULL;
}

static enum status parse_line(
    struct json_lines *j, const char *from, const char *end, struct json *json, struct why *why)
{
	arena_reset(&j->line);
	char *text = arena_text(&j->line, from, (size_t)(end - from));
	if (!text)
		return why_memory(why);
	quote_nulls(text);
	if (json_parse_nested(json, text, inner_text, &j->line, &j->line) == 0)
		return CRM_OK;
	return why_set(why, CRM_DATA, "%s", _("no JSON object: give one object a line"));
}

static enum status put_row(struct json_lines *j, const struct json *json, struct why *why)
{
	const char **cell = arena_zero(&j->line, (size_t)(j->n + json->n + 1) * sizeof *cell);
	int n = j->n;
	if (!cell)
		return why_memory(why);
	for (int i = 0; i < json->n; i++) {
		int column = column_of(j, json->field[i].key);
		if (column >= 0)
			cell[column] = json->field[i].value;
		else if (*json->field[i].value)
			cell[n++] = json->field[i].value;
	}
	line_csv(&j->csv, cell, n, ',');
	return j->csv.failed ? why_memory(why) : CRM_OK;
}

static enum status take_columns(struct json_lines *j, const struct json *json, struct why *why)
{
	for (int i = 0; i < json->n && j->n < COLUMNS_MOST; i++)
		if (column_of(j, json->field[i].key) < 0 && !add_column(j, json->field[i].key))
			return why_memory(why);
	return CRM_OK;
}

/* The whole lines of ${text}; with ${columns} only for their keys. *${done}: bytes that are done with. */
static enum status each_line(
    struct json_lines *j, const char *text, size_t length, bool columns, size_t *done, struct why *why)
{
	const char *end = text + length, *at = text;
	enum status status = CRM_OK;
	struct json json;
	while (at < end && status == CRM_OK) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		if (!stop)
			stop = end;
		if (skip_blanks(at, stop) < stop) {
			status = parse_line(j, at, stop, &json, why);
			if (status == CRM_OK)
				status = columns ? take_columns(j, &json, why) : put_row(j, &json, why);
		}
		if (status == CRM_OK)
			at = stop < end ? stop + 1 : end;
	}
	*done = (size_t)(at - text);
	return status;
}

/* A line that is no object ends the input, behind those before it: they are handed over first. */
static bool is_for_later(const struct json_lines *j, enum status status)
{
	return status == CRM_DATA && j->csv.length > 0;
}

enum status json_lines_add(struct json_lines *j, const char *text, size_t length, bool end, struct why *why)
{
	enum status status = CRM_OK;
	buf_clear(&j->csv);
	if (length)
		buf_add(&j->rest, text, length);
	if (j->rest.failed)
		return why_memory(why);
	size_t whole = j->rest.length, done = 0;
	while (!end && whole > 0 && j->rest.text[whole - 1] != '\n')
		whole--;
	if (whole == 0)
		return CRM_OK;
	if (!j->key) {
		status = each_line(j, j->rest.text, whole, true, &done, why);
		if (j->n)
			line_csv(&j->csv, j->key, j->n, ',');
		status = is_for_later(j, status) ? CRM_OK : status;
	}
	if (status == CRM_OK)
		status = each_line(j, j->rest.text, whole, false, &done, why);
	memmove(j->rest.text, j->rest.text + done, j->rest.length - done);
	j->rest.length -= done;
	if (is_for_later(j, status))
		status = CRM_OK;
	return status == CRM_OK && j->csv.failed ? why_memory(why) : status;
}

void json_lines_free(struct json_lines *j)
{
	buf_free(&j->rest);
	buf_free(&j->csv);
	arena_free(&j->keys);
	arena_free(&j->line);
}
