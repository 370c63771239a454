/*
 * Flat JSON objects of texts: {"name":"Иван","phone":"8 916…"}. This is how the journal keeps what an event carried.
 */
#ifndef CRM_BASE_TEXT_JSON_H
#define CRM_BASE_TEXT_JSON_H

#include <stdint.h>

#include "base/core/arena.h"
#include "base/core/buf.h"
#include "base/core/status.h"

/* Writing: json_open, json_text for each field (a NULL or empty value is left out), json_close. */
void json_open(struct buf *buf);
void json_text(struct buf *buf, const char *key, const char *value);
void json_int(struct buf *buf, const char *key, int64_t value); /* written as a text too: one type, one reader */
void json_close(struct buf *buf);
/* "…" with escapes, alone; for the json output format. */
void json_quote(struct buf *buf, const char *text);

struct json_field {
	const char *key, *value;
};

struct json {
	struct json_field *field;
	int n;
	bool no_memory; /* the text could not be parsed for want of memory, and may be good */
};

/* Parse into the arena. Failure is returned as -1; 0 otherwise. A NULL text is an empty
   object. Numbers, true, false are taken as their text, null is left out. */
int json_parse(struct json *json, const char *text, struct arena *arena);
/* What could not be parsed, in a sentence: CRM_INTERNAL with that of ${format}, or no memory. */
enum status json_why(struct why *why, const struct json *json, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same where an object or a list may be a value: ${inner} gives the text of the one at *${at} and goes past it, or
   NULL if it is broken. */
typedef const char *json_inner(void *with, const char **at);
int json_parse_nested(struct json *json, const char *text, json_inner *inner, void *with, struct arena *arena);
const char *json_get(const struct json *json, const char *key); /* NULL if absent */
int64_t json_get_int(const struct json *json, const char *key, int64_t fallback);

#endif
