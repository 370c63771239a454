/*
 * The words by which letters of programs are known: names of boxes, subjects. Pure functions; the lists stand in
 * machine_words.c.
 */
#ifndef CRM_POST_MAIL_READ_MACHINE_WORDS_H
#define CRM_POST_MAIL_READ_MACHINE_WORDS_H

#include <stdbool.h>

/* Does a program write under this address: no-reply@, drive-shares-noreply@, mailer-daemon@, bounces+12@ …? */
bool machine_address(const char *address);

/*
 * Is the subject that of an answer nobody has written: "Automatic reply: …", «Автоответ», «В отпуске до 30 ноября»?
 * Words that people use as well (отпуск, away) tell only at the beginning of a subject that says no more than until
 * when, and not of a ${text} (NULL: none) that asks something; ${told}: a header says it too, and they tell by
 * themselves. ${failed} is set without memory.
 */
bool machine_absence(const char *subject, const char *text, bool told, bool *failed);

/* A report of the post that a letter has not arrived, or some other report of a program (DMARC, cron). */
bool machine_undelivered(const char *subject, bool *failed);
bool machine_report(const char *subject, bool *failed);

/* Does the text offer to unsubscribe, or to be looked at in a browser, as mailings do? */
bool machine_mailing(const char *text, bool *failed);
/* Does it say what somebody says who asks for himself: «подскажите», «меня интересует», "do you have"? */
bool machine_person(const char *text, bool *failed);

#endif
