#include "post/dispatch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include "post/mailer.h"
#include "post/mime.h"

enum status post_lock(struct crm *crm, int seconds, int *lock)
{
	const char *path = arena_format(&crm->run, "%s.post-lock", db_url(crm->db));
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

void post_unlock(int lock)
{
	close(lock);
}

static enum status hand_over(struct crm *crm, const struct dispatch *d, const struct letter *letter)
{
	const char *from, *domain;
	struct buf message = {0};
	enum status status = post_from(crm, &from, &domain);
	if (status == CRM_OK)
		status = mime_build(crm, letter, from, &message);
	if (status == CRM_OK)
		status = mailer_send(d->mailer, message.text, message.length, d->seconds, &crm->why);
	buf_free(&message);
	return status;
}

/*
 * A letter found in `sending` was handed over by a run that died: nobody can tell whether it left. A colleague may get it twice under one Message-ID;
 * a stranger must not.
 */
static enum status send_one(struct crm *crm, struct dispatch *d, const struct letter *letter)
{
	enum status status;
	if (letter->state == OUTBOX_SENDING && letter->stranger) {
		status = outbox_settle(crm, letter, OUTBOX_HELD, "the run that sent it died");
		d->held++;
		return status == CRM_OK ? d->settled(d->arg, crm, letter, CRM_NONE) : status;
	}
	status = outbox_claim(crm, letter);
	if (status != CRM_OK)
		return status;
	enum status taken = hand_over(crm, d, letter);
	struct why said = crm->why;
	status = outbox_settle(crm, letter, taken == CRM_OK ? OUTBOX_SENT : OUTBOX_QUEUED, taken == CRM_OK ? NULL : said.text);
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
	enum status status = CRM_OK;
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = send_one(crm, d, &letters[i]);
	return status;
}
