/* A piece of text in some encoding, as UTF-8. For those who read text that is no table; tables are recognised by the
   reader as a whole. */
#ifndef CRM_ROWS_CONVERT_H
#define CRM_ROWS_CONVERT_H

#include "base/core/buf.h"

/*
 * Add ${bytes} to ${out} as UTF-8. ${charset}: what the sender says; NULL, or one that is not known here: valid UTF-8
 * is UTF-8, else what makes likelier text of windows-1251, koi8-r and windows-1252. What is UTF-8 already though the
 * sender says otherwise stays if ${trust} is false. Zero bytes are left out. False if it cannot be text of that
 * encoding; see out->failed too.
 */
bool convert_put(struct buf *out, const char *bytes, size_t length, const char *charset, bool trust);

#endif
