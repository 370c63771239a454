/* A letter as it goes over the wire (GMime). */
#ifndef CRM_POST_MAIL_OUT_MIME_PRIVATE_H
#define CRM_POST_MAIL_OUT_MIME_PRIVATE_H

#include "base/core/buf.h"
#include "post/mail_out/outbox.h"

/*
 * The message of ${letter} from ${from}: UTF-8, no line above 998 bytes, headers that data cannot add to,
 * Auto-Submitted, and for a stranger List-Unsubscribe with, if setting mail.unsubscribe is there,
 * List-Unsubscribe-Post. CRM_DATA if an id or address cannot stand in a header.
 */
enum status mime_build(struct crm *crm, const struct letter *letter, const char *from, struct buf *out);

#endif
