/*
 * Letters leave the house: one program at a time, each letter claimed before the mailer starts and settled after.
 */
#ifndef CRM_POST_MAIL_OUT_DISPATCH_H
#define CRM_POST_MAIL_OUT_DISPATCH_H

#include "post/mail_out/outbox.h"

/* Wait for whoever is sending from this database now, at most ${seconds}, then CRM_BUSY. Released by dispatch_unlock or
   the end of the process. */
enum status dispatch_lock(struct crm *crm, int seconds, int *lock);
void dispatch_unlock(int lock);

struct dispatch {
	const char *mailer; /* $CRM_SENDMAIL or sendmail -t -i */
	int seconds;        /* how long it may take for a letter */
	/* Asked of a client's letter just before it leaves: NULL in ${why} if it is still to be sent. */
	enum status (*wanted)(struct crm *crm, const struct letter *letter, const char **why);
	/* Told after each letter is settled: status CRM_OK (sent), CRM_NONE (held), or why not, with the sentence in
	   crm->why. */
	enum status (*settled)(void *arg, struct crm *crm, const struct letter *letter, enum status status);
	void *arg;
	int sent, failed, held;
	int waiting;       /* a client's letter outside the hours for them */
	bool hangs;        /* the mailer did not end in time: no more letters are tried */
	enum status worst; /* of what failed; CRM_OK */
};

/* Send ${n} open letters under dispatch_lock. Returns what stopped it, if anything but a letter did. */
enum status dispatch(struct crm *crm, struct dispatch *dispatch, const struct letter *letters, int n);

#endif
