/*
 * Where letters lie: standard input with one letter or an mbox, or a Maildir.
 *
 * A Maildir is read in the order of its names. A letter stays in new/ until mailbox_done, so what a run that died has
 * not said is there for the next one.
 */
#ifndef CRM_POST_MAIL_READ_MAILBOX_H
#define CRM_POST_MAIL_READ_MAILBOX_H

#include "base/core/buf.h"
#include "base/core/status.h"

struct mailbox; /* opaque */

/* ${folder}: a Maildir (CRM_NOINPUT if it is none); NULL: file descriptor ${fd}. The caller releases with
   mailbox_close, also after a failure. */
enum status mailbox_open(struct mailbox **mailbox, const char *folder, int fd, struct why *why);
void mailbox_close(struct mailbox *mailbox); /* NULL is harmless */

/*
 * The bytes of the next letter into ${bytes}; CRM_NONE at the end. *fault: why it was passed over, and ${bytes} is
 * empty: it is longer than ${most}, or its file cannot be read; else NULL. *file: its name in the Maildir. Both are
 * borrowed until mailbox_close. Nothing at all on ${fd} is CRM_DATA.
 */
enum status mailbox_next(
    struct mailbox *mailbox, size_t most, struct buf *bytes, const char **fault, const char **file, struct why *why);

/* The letter has its verdict: from new/ to cur/, as seen, or flagged (for somebody to look at). One that is gone
   already is no error. */
enum status mailbox_done(struct mailbox *mailbox, const char *file, bool flagged, struct why *why);

#endif
