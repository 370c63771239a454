/* One property of a business card: what its line says, decoded. Private to the reader of cards. */
#ifndef CRM_POST_VCARD_VCARD_LINE_PRIVATE_H
#define CRM_POST_VCARD_VCARD_LINE_PRIVATE_H

#include "base/core/arena.h"
#include "base/core/buf.h"

struct vcard_line {
	char name[32];     /* in capitals, without its group; longer ones are cut */
	const char *value; /* UTF-8, quoted-printable decoded, escapes as they came */
	bool cell, fax, pref, binary;
};

enum vcard_read { VCARD_LINE, VCARD_NO_LINE, VCARD_NO_MEMORY };

/* ${line}: unfolded. VCARD_NO_LINE: there is no `NAME:`. Bytes that are no text become U+FFFD: programs cut notes in
 * the middle of a character. */
enum vcard_read vcard_line_read(struct vcard_line *line, const char *text, struct arena *arena);

/* Does the line begin a property in quoted-printable, and does one whose value is of no use here (pictures, keys)? */
bool vcard_line_is_quoted(const char *text);
bool vcard_line_is_skipped(const char *text);

/*
 * The next component of a value, unescaped, up to ${stop} (a semicolon, or 0 for the whole), in ${arena}. *${rest} is
 * NULL after the last.
 * ${old}: version 2.1, where a backslash stands for itself unless before a semicolon.
 */
const char *vcard_component(struct arena *arena, const char **rest, char stop, bool old);

#endif
