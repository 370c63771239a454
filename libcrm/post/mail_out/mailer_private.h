/* The program that takes letters: sendmail -t -i, or what $CRM_SENDMAIL says. */
#ifndef CRM_POST_MAIL_OUT_MAILER_PRIVATE_H
#define CRM_POST_MAIL_OUT_MAILER_PRIVATE_H

#include "base/core/status.h"

#include <stddef.h>

/*
 * Run ${command} (words separated by blanks; no shell, no data among them) with ${message} on its standard input, and
 * wait at most ${seconds}. CRM_OK: it took the letter. CRM_UNAVAILABLE: it is not there, or says so (69). CRM_BUSY: it
 * refused for now, died, or did not end in time: then *hangs, and whoever it started is gone with it.
 */
enum status mailer_send(
    const char *command, const char *message, size_t length, int seconds, bool *hangs, struct why *why);

#endif
