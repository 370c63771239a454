/*
 * Text as people compare it. Everything is UTF-8 and independent of the locale of the machine.
 */
#ifndef CRM_BASE_TEXT_CASEFOLD_H
#define CRM_BASE_TEXT_CASEFOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/core/buf.h"

bool utf8_valid(const char *text, size_t length); /* strict: no overlong forms, no surrogates, no NUL */
/* How many bytes from the beginning are ASCII and letters of two bytes, Cyrillic among them, whole and without NUL, as
   far as sixteen bytes at a time tell. What follows may be so too. */
size_t utf8_simple_span(const char *text, size_t length);
/* Next code point, advancing *text; U+FFFD and one byte for a broken sequence; 0 at the NUL. */
uint32_t utf8_next(const char **text);
size_t utf8_encode(char out[4], uint32_t code); /* how many bytes; no NUL */
void utf8_put(struct buf *buf, uint32_t code);
/* Leaves broken sequences out, such as a text that was cut has at its end. */
void utf8_mend(char *text);
/* Never longer in UTF-8; of letters only: a Roman numeral or a letter in a circle is a sign. */
uint32_t utf8_lower(uint32_t code);
/* Lower case, ё as е: a letter as names and words are compared. */
uint32_t utf8_fold(uint32_t code);
/* Any blank or line end, also NBSP and thin spaces. */
bool utf8_blank(uint32_t code);
/* The next character at ${text} that is not a format character, folded; a blank of any kind is ' ', the end 0. *${next}
   is after it. */
uint32_t utf8_peek_folded(const char *text, const char **next);
/* Shown as nothing: soft hyphen, joiners, bidirectional marks, variation selectors, BOM. */
bool utf8_format(uint32_t code);
const char *utf8_skip_blanks(const char *text); /* and format characters among them */
/* Columns on a terminal: 2 for wide East Asian and emoji, 0 for combining and format characters. */
int utf8_width(const char *text);

/* Lower case, ё as е, й kept, runs of blanks (also NBSP) as one blank, ends trimmed, format characters dropped;
   decomposed Cyrillic й ё are composed first. ASCII runs take a fast path: this is on the intake's hot path. */
void casefold_put(struct buf *buf, const char *text);
/* For column names: folded, and without blanks, `_`, `-` and `.`. */
void casefold_key_put(struct buf *buf, const char *text);

/* Control characters (C0, DEL, C1) and bidirectional controls replaced by U+FFFD, blanks and line ends by a blank: safe
   on a terminal. */
void text_visible_put(struct buf *buf, const char *text);
/* The same for text of many lines: keeps \n. */
void text_visible_lines_put(struct buf *buf, const char *text);

/* Is the text, as it stands, one of ${list} (NULL at the end)? */
bool text_is_among(const char *text, const char *const *list);

/* Edit distance (optimal string alignment), capped: for "did you mean". */
int text_distance(const char *a, const char *b);

#endif
