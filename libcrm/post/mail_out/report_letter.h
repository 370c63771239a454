/* A report, a page or plain text, as a letter to colleagues. */
#ifndef CRM_POST_MAIL_OUT_REPORT_LETTER_H
#define CRM_POST_MAIL_OUT_REPORT_LETTER_H

#include "post/mail_out/outbox.h"
#include "rows/writer.h"

/* What all its letters have in common. ${subject}: {date} becomes today; ${name}: NULL, then its subject is its name;
   ${text} is borrowed, and CRM_DATA if it has NUL bytes. */
enum status report_letter(
    struct crm *crm, const char *subject, const char *name, const char *text, size_t length, struct letter *letter);

/* What became of letters, as rows. */
extern const struct field report_letter_fields[];
/* Put it in for each of ${n} colleagues: those who have it are told so, the others' letters are open now. */
enum status report_queue(
    struct crm *crm, const struct letter *like, const struct manager *const *to, int n, struct writer *writer);
/* For struct dispatch, with the writer as `arg`: each row as soon as it is true. */
enum status report_letter_settled(void *writer, struct crm *crm, const struct letter *letter, enum status status);

#endif
