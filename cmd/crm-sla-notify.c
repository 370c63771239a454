/* crm-sla-notify - tell heads of deadlines that are near or over, each state once */
#include "front/command/front.h"
#include "front/command/send.h"
#include "post/letters/sla_alert.h"

#define LOCK_SECONDS 300

static const struct field out[] = {{"lead", KIND_INT, N_("lead")}, {"task", KIND_INT, N_("task")},
    {"clock", KIND_TEXT, N_("clock")}, {"state", KIND_TEXT, N_("state")}, {"manager", KIND_TEXT, N_("manager")},
    {"deadline", KIND_TIME, N_("deadline")}, {"to", KIND_TEXT, N_("recipient")}, {"verdict", KIND_TEXT, N_("verdict")},
    {"reason", KIND_TEXT, N_("reason")}, {0}};

#define ALERTED "alerted"

/* The one run. */
static struct sla_alerts alerts;

static enum status ready(struct crm *crm, const char *const *args, int n)
{
	return n ? why_set(&crm->why, CRM_USAGE, _("what is «%s»? the settings say who is told of what"), args[0])
	         : CRM_OK;
}

/* Found, recorded and queued in one transaction, so that two runs at once tell nothing twice. */
static enum status queue_alerts(struct crm *crm, struct tally *tally)
{
	enum status status = sla_alerts_find(crm, &alerts);
	front_letters(crm, true);
	if (status == CRM_OK)
		status = sla_alerts_put(crm, &alerts);
	front_letters(crm, false);
	for (int i = 0; i < alerts.n; i++)
		tally_count(tally, ALERTED);
	return status == CRM_OK && !alerts.n ? CRM_NONE : status;
}

static enum status show_row(struct crm *crm, const struct sla_alert *alert, struct writer *writer)
{
	const struct sla_clock *clock = alert->clock;
	char lead[24], task[24];
	struct buf deadline = {0}, to = {0};
	instant_put(&deadline, crm->zone, clock->deadline);
	for (int i = 0; i < alert->n_heads; i++)
		buf_format(&to, "%s%s", i ? " " : "", alert->heads[i]->code);
	const char *cells[] = {clock->lead ? buf_int_text(lead, clock->lead) : NULL,
	    clock->task ? buf_int_text(task, clock->task) : NULL, sla_kind_name(clock->kind),
	    sla_news_name(alert->news), manager_code(crm, clock->owner), deadline.text, to.text, ALERTED, NULL};
	enum status status =
	    deadline.failed || to.failed ? why_memory(&crm->why) : writer_row(writer, cells, &crm->why);
	buf_free(&deadline);
	buf_free(&to);
	return status;
}

static enum status print_alerts(struct crm *crm, struct writer *writer)
{
	enum status status = CRM_OK;
	for (int i = 0; i < alerts.n && status == CRM_OK; i++)
		status = show_row(crm, &alerts.alert[i], writer);
	return status;
}

static enum status settled(void *arg, struct crm *crm, const struct letter *letter, enum status status)
{
	(void)arg;
	if (status != CRM_OK)
		front_note(_("the letter to %s waits: %s"), letter->address, crm->why.text);
	return CRM_OK;
}

/* Ours that wait, also those of a run that died. */
static enum status send_queued(struct crm *crm)
{
	struct dispatch d = {.settled = settled};
	int n = 0, lock;
	enum status status = dispatch_lock(crm, LOCK_SECONDS, &lock);
	if (status != CRM_OK)
		return status;
	status = front_send(crm, SLA_LETTERS, &d, &n);
	dispatch_unlock(lock);
	if (d.sent || d.failed)
		front_note(_("letters: read %d = sent %d + failed %d"), n, d.sent, d.failed);
	return status;
}

static const struct command command = {.name = "crm-sla-notify",
    .summary = N_("Write to heads before and after a deadline is missed; once of each."),
    .synopsis = "[options]",
    .listed = {GROUP_POST, 2},
    .kind = COMMAND_MAKES,
    .out = out,
    .verdicts = ALERTED,
    .ready = ready,
    .make = queue_alerts,
    .show = print_alerts,
    .after = send_queued};

int main(int argc, char **argv)
{
	int status = front_main(&command, argc, argv);
	sla_alerts_free(&alerts);
	return status;
}
