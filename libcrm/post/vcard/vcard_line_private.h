/* One property of a business card: what its line says, decoded. Private to the reader of cards. */
#ifndef CRM_POST_VCARD_VCARD_LINE_PRIVATE_H
#define CRM_POST_VCARD_VCARD_LINE_PRIVATE_H

#include "base/core/arena.h"
#include "base/core/buf.h"

struct vcard_line {
	const char *group; /* "ITEM1" of item1.TEL, in capitals; "" */
	const char *name;  /* in capitals, without its group; PHONE of PHONE.WORK, whose group says of what it is */
	const char *value; /* UTF-8, quoted-printable decoded, escapes as they came */
	bool cell, voice, fax, pager, pref, binary;
};

enum vcard_read { VCARD_LINE, VCARD_NO_LINE, VCARD_NO_MEMORY };

/* ${line}: unfolded. VCARD_NO_LINE: there is no `NAME:`. Bytes that are no text become U+FFFD: programs cut notes in
   the middle of a character. */
enum vcard_read vcard_line_read(struct vcard_line *line, const char *text, struct arena *arena);

/* Does the line begin a property in quoted-printable, and does one whose value is of no use here (pictures, keys)? */
bool vcard_line_is_quoted(const char *text);
bool vcard_line_is_skipped(const char *text);

/* Does the line begin a property that cards have, and is no more of the text above it? */
bool vcard_line_begins(const char *text);

/* What the words of a label or type (fax, «Рабочий факс», iPhone) say of a number, added to ${line}. */
void vcard_line_label(struct vcard_line *line, const char *words, size_t length);

/*
 * The next component of a value, unescaped, up to ${stop} (a semicolon, or 0 for the whole), in ${arena}. *${rest} is
 * NULL after the last.
 * ${old}: version 2.1, where a backslash stands for itself unless before a semicolon.
 */
const char *vcard_component(struct arena *arena, const char **rest, char stop, bool old);

#endif
