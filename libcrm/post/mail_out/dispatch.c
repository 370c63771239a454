#include "post/mail_out/dispatch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include "post/mail_out/mailer_private.h"
#include "post/mail_out/mime_private.h"

enum status dispatch_lock(struct crm *crm, int seconds, int *lock)
{
	const char *path = db_sibling(db_url(crm->db), ".post-lock", &crm->run);
	if (!path)
		return why_memory(&crm->why);
	*lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (*lock < 0)
		return why_errno(&crm->why, CRM_CANTCREATE, _("cannot create %s"), path);
	for (int tenth = 0; flock(*lock, LOCK_EX | LOCK_NB) != 0; tenth++) {
		if ((errno != EWOULDBLOCK && errno != EINTR) || tenth >= seconds * 10) {
			close(*lock);
			return why_set(&crm->why, CRM_BUSY, _("somebody else is sending letters; try again"));
		}
		poll(NULL, 0, 100);
	}
	return CRM_OK;
}

void dispatch_unlock(int lock)
{
	close(lock);
}

static enum status hand_over(struct crm *crm, struct dispatch *d, const struct letter *letter)
{
	const char *from, *domain;
	struct buf message = {0};
	enum status status = outbox_from(crm, &from, &domain);
	if (status == CRM_OK)
		status = mime_build(crm, letter, from, &message);
	if (status == CRM_OK)
		status = mailer_send(d->mailer, message.text, message.length, d->seconds, &d->hangs, &crm->why);
	buf_free(&message);
	return status;
}

/* Clients are written to between the hours reanimate.from and reanimate.to of the department. */
static bool quiet_hour(struct crm *crm)
{
	day_t today = zone_day(crm->zone, crm->now);
	int64_t second = crm->now - zone_start(crm->zone, today);
	return second < setting_int(crm, "reanimate.from", 9) * 3600 ||
	       second >= setting_int(crm, "reanimate.to", 20) * 3600;
}

static enum status hold_letter(struct crm *crm, struct dispatch *d, const struct letter *letter, const char *reason)
{
	enum status status = outbox_settle(crm, letter, OUTBOX_HELD, reason);
	d->held++;
	if (status != CRM_OK)
		return status;
	why_set(&crm->why, CRM_OK, "%s", reason);
	return d->settled(d->arg, crm, letter, CRM_NONE);
}

/* One time-out is what a run waits for a mailer that hangs: who comes behind stays where he is, and the run still ends
   with what the mailer did. */
static enum status leave_letter(struct crm *crm, struct dispatch *d, const struct letter *letter)
{
	struct why said = crm->why;
	d->failed++;
	why_set(&crm->why, CRM_BUSY, _("the mailer hangs: not tried in this run"));
	enum status status = d->settled(d->arg, crm, letter, CRM_BUSY);
	if (status == CRM_OK)
		crm->why = said;
	return status;
}

/*
 * A letter found in `sending` was handed over by a run that died: nobody can tell whether it left. A colleague may get
 * it twice under one Message-ID; a stranger must not.
 */
static enum status send_one(struct crm *crm, struct dispatch *d, const struct letter *letter)
{
	const char *unwanted = NULL;
	enum status status = CRM_OK;
	if (letter->state == OUTBOX_SENDING && letter->stranger)
		return hold_letter(
		    crm, d, letter, _("held: the run that sent it died, and a client must not get it twice"));
	if (letter->stranger && quiet_hour(crm)) {
		d->waiting++;
		return CRM_OK;
	}
	if (d->hangs)
		return leave_letter(crm, d, letter);
	/* What was true in the morning may not be true now: the client has called, or the lead is open again. */
	if (letter->stranger)
		status = d->wanted(crm, letter, &unwanted);
	if (status == CRM_OK && unwanted)
		return hold_letter(crm, d, letter, arena_format(&crm->run, _("held: %s"), unwanted));
	if (status == CRM_OK)
		status = outbox_claim(crm, letter);
	if (status != CRM_OK)
		return status;
	enum status taken = hand_over(crm, d, letter);
	struct why said = crm->why;
	status = outbox_settle(
	    crm, letter, taken == CRM_OK ? OUTBOX_SENT : OUTBOX_QUEUED, taken == CRM_OK ? NULL : said.text);
	if (status != CRM_OK)
		return status;
	crm->why = said;
	if (taken == CRM_OK) {
		d->sent++;
	} else {
		d->failed++;
		d->worst = taken;
	}
	return d->settled(d->arg, crm, letter, taken);
}

enum status dispatch(struct crm *crm, struct dispatch *d, const struct letter *letters, int n)
{
	const char *from, *domain;
	enum status status = n ? outbox_from(crm, &from, &domain) : CRM_OK;
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = send_one(crm, d, &letters[i]);
	return status;
}
