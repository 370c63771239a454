/* Letters that wait, handed to the mailer of the environment. For commands that link the mailer. */
#ifndef CRM_FRONT_COMMAND_SEND_H
#define CRM_FRONT_COMMAND_SEND_H

#include "post/mail_out/dispatch.h"

/*
 * Send the open letters whose names begin with ${prefix} (NULL: all) by $CRM_SENDMAIL, or `sendmail -t -i`, which may
 * take $CRM_SENDMAIL_SECONDS (120) for each; under the caller's dispatch_lock. ${d}: settled and arg are the caller's,
 * the counts are filled in; *${n}: how many were open. CRM_IO when some went and some did not, the worst of them when
 * none went.
 */
enum status front_send(struct crm *crm, const char *prefix, struct dispatch *d, int *n);

#endif
