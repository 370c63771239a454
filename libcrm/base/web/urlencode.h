/*
 * What a browser makes of a form: name=value&name=value with + and %XX (application/x-www-form-urlencoded), and parts
 * between boundaries (multipart/form-data, RFC 7578). Bytes only: which characters they are is not asked here. Both
 * work in place.
 */
#ifndef CRM_BASE_WEB_URLENCODE_H
#define CRM_BASE_WEB_URLENCODE_H

#include <stdbool.h>
#include <stddef.h>

struct form_bytes {
	char *name, *value;
	size_t name_length, length;
	bool file; /* of multipart: a file, whose bytes are not looked at */
};

/* What is still to be read. */
struct form_rest {
	char *at, *end;
	const char *boundary; /* of multipart; borrowed */
};

#define FORM_BOUNDARY_MAX 70

/* 1: a field; 0: there are no more; -1: what comes next is no form. */
int urlencoded_next(struct form_rest *rest, struct form_bytes *field);

/* Finds the first boundary; false if there is none. Then multipart_next as above. */
bool multipart_begin(struct form_rest *rest, char *body, size_t length, const char *boundary);
int multipart_next(struct form_rest *rest, struct form_bytes *field);

/* Undo + and %XX in place; the new length, or -1 where % stands before anything else. */
ptrdiff_t url_decode(char *text, size_t length);

#endif
