/*
 * What a site's form sends, as texts: urlencoded, multipart/form-data, or a JSON object.
 */
#ifndef CRM_ROWS_FORM_BODY_H
#define CRM_ROWS_FORM_BODY_H

#include "base/core/arena.h"
#include "base/core/status.h"

#define FORM_FIELDS_MAX 100

struct form_field {
	const char *name, *value; /* UTF-8, blanks around them taken off, line ends as \n; the value is never empty */
	bool nested;              /* an object or a list of JSON, as its text */
	bool inner;               /* a text inside that object, as "contacts[phone]" */
};

struct form {
	int n;
	struct form_field *field; /* in the order in which they came */
	int files;                /* parts that were files, and are not kept */
};

/* Does Content-Type ${type} begin with media type ${media}? */
bool form_body_is(const char *type, const char *media);

/*
 * Read ${length} bytes of ${body}, which is NUL-terminated and is spoilt. The characters are those that ${type}
 * (Content-Type) names, else those of the field _charset_, which a browser fills in, else UTF-8. Texts live in
 * ${arena}. CRM_USAGE: that is no type, or no charset, of a form; CRM_DATA: the body is broken, or has too many fields.
 */
enum status form_body_read(
    struct form *form, const char *type, char *body, size_t length, struct arena *arena, struct why *why);

/* The first value of that name; NULL. */
const char *form_body_get(const struct form *form, const char *name);

#endif
