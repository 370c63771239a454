/*
 * The text of an RTF document, as somebody would read it. Pure, linear in time, one pass.
 */
#ifndef CRM_POST_MAIL_READ_RTF_TEXT_PRIVATE_H
#define CRM_POST_MAIL_READ_RTF_TEXT_PRIVATE_H

#include "base/core/buf.h"

/* UTF-8 without control characters but \n and \t. Pictures, fonts, styles and what a program keeps for itself are left
   out; nothing at all if it is no RTF. */
void rtf_text_put(struct buf *out, const char *rtf, size_t length);

#endif
