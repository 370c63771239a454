/* Which step is due, which letter of it fits the lead, and may it be sent? */
#include "base/text/phone.h"
#include "book/records/consent.h"
#include "flow/reanimate/reanimate_private.h"
#include "flow/lead/segment.h"

#include "flow/reanimate/reanimate_step.sql.h"

/* Of the rows from run->step[*i] that are one step: the one with most pairs. NULL if none fits. Moves *i behind them.
 */
static enum status choose_segment(
    struct reanimate_run *run, const struct json *row, int *i, const struct reanimate_step **chosen)
{
	const struct reanimate_step *first = &run->step[*i];
	int best = -1, n;
	enum status status = CRM_OK;
	*chosen = NULL;
	for (; status == CRM_OK && *i < run->n_steps; ++*i) {
		const struct reanimate_step *step = &run->step[*i];
		if (step->step != first->step || strcmp(step->programme, first->programme) != 0)
			break;
		status = segment_rank(run->crm, step->segment, row, &n);
		if (n > best) {
			best = n;
			*chosen = step;
		}
	}
	return status;
}

/* A step is said in the settings' words, with what is known of the lead. */
struct now {
	struct reanimate_run *run;
	struct reanimate_enrolment *enrolment;
	struct json row;   /* what the lead came with */
	day_t lost;        /* local day */
	uint8_t *recorded; /* by index of run->step: is there a record of that step? */
};

static enum status add_row(struct now *now, const struct reanimate_step *step, const char *verdict, const char *reason)
{
	const struct reanimate_row row = {.lead = now->enrolment->lead.lead,
	    .programme = now->enrolment->programme,
	    .step = step->number,
	    .segment = step->segment,
	    .channel = step->channel,
	    .template = step->template,
	    .verdict = verdict,
	    .reason = reason};
	return reanimate_add_row(now->run, &row);
}

static enum status record_step(struct now *now, const struct reanimate_step *step, const char *skipped)
{
	return reanimate_record(now->run, now->enrolment, EV_PROGRAMME_SENT,
	    (const char *const[]){
	        "step", step->number, "template", step->template, "segment", step->segment, "skipped", skipped, NULL});
}

/* Pass over a step for good. */
static enum status pass_over(
    struct now *now, const struct reanimate_step *step, const char *skipped, const char *reason)
{
	if (!reason)
		return why_memory(&now->run->crm->why);
	enum status status = record_step(now, step, skipped);
	return status == CRM_OK ? add_row(now, step, "skipped", reason) : status;
}

/* What stands against a letter to this lead; NULL: nothing. ${address} is in crm->chunk. */
static enum status find_hindrance(
    struct now *now, const struct reanimate_step *step, const char **address, const char **reason)
{
	struct crm *crm = now->run->crm;
	const char *email = json_get(&now->row, "email");
	char folded[256];
	int64_t blocked = 0;
	/* Advertising: never without a consent. */
	enum status status = consent_hindrance(crm, now->enrolment->lead.lead, step->channel, true, reason);
	if (status != CRM_OK || *reason)
		return status;
	if (strcmp(step->channel, "email") != 0) {
		*reason = arena_format(&crm->run, _("channel %s is not connected"), step->channel);
		return *reason ? CRM_OK : why_memory(&crm->why);
	}
	email_fold(email ? email : "", folded);
	*reason = "no_address";
	if (!*folded)
		return CRM_OK;
	*address = arena_copy(&crm->chunk, folded);
	status = *address ? db_number(crm->db, sql_reanimate_blocked, VALS(V_TEXT(folded)), 0, &blocked)
	                  : why_memory(&crm->why);
	*reason = blocked ? "blocked" : NULL;
	return status;
}

/* ${open}: it stays due. */
static enum status hand_over(struct now *now, const struct reanimate_step *step, const char *address, bool *open)
{
	struct reanimate_run *run = now->run;
	struct crm *crm = run->crm;
	const struct reanimate_letter letter = {.lead = &now->enrolment->lead,
	    .row = &now->row,
	    .programme = now->enrolment->programme,
	    .step = step->number,
	    .template = step->template,
	    .address = address,
	    .entry = now->enrolment->entry};
	enum status posted = run->post(run->arg, crm, &letter);
	if (posted == CRM_CONFIG || posted == CRM_DATA) {
		const char *reason = arena_copy(&crm->run, crm->why.text);
		*open = true;
		return reason ? add_row(now, step, "rejected", reason) : why_memory(&crm->why);
	}
	if (posted != CRM_OK && posted != CRM_NONE)
		return posted;
	enum status status = record_step(now, step, NULL);
	return status == CRM_OK
	           ? add_row(now, step, "sent", posted == CRM_NONE ? _("the letter is there already") : NULL)
	           : status;
}

static enum status send_step(struct now *now, const struct reanimate_step *step, bool *open)
{
	struct crm *crm = now->run->crm;
	int64_t late = now->run->today - (now->lost + step->delay_days);
	const char *address = NULL, *reason;
	if (late > now->run->late_days)
		return pass_over(now, step, "late", arena_format(&crm->run, _("%lld days late"), (long long)late));
	enum status status = find_hindrance(now, step, &address, &reason);
	if (status != CRM_OK)
		return status;
	if (!reason)
		return hand_over(now, step, address, open);
	*open = true;
	return add_row(now, step, "skipped", reason);
}

/* Read which steps have a record, and what the lead came with. */
static enum status read_recorded(struct now *now)
{
	struct crm *crm = now->run->crm;
	const struct reanimate_run *run = now->run;
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_reanimate_row, VALS(V_INT(now->enrolment->lead.event)), &stmt);
	if (status == CRM_OK) {
		if (json_parse(&now->row, db_text(stmt, 0), &crm->chunk) != 0)
			status = why_memory(&crm->why);
		db_done(stmt);
	}
	now->recorded = arena_zero(&crm->chunk, (size_t)run->n_steps + 1);
	if (status == CRM_OK || status == CRM_NONE)
		status = now->recorded
		             ? db_ask(crm->db, sql_reanimate_sent, VALS(V_INT(now->enrolment->enrolment)), &stmt)
		             : why_memory(&crm->why);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK)
		for (int i = 0; i < run->n_steps; i++)
			now->recorded[i] |= run->step[i].step == db_int(stmt, 0);
	return status == CRM_NONE ? CRM_OK : status;
}

/* The steps of the programme for this lead: those to come, and those that are due, the latest last. */
static enum status sort_out(struct now *now, const struct reanimate_step **due, int *n, bool *more)
{
	struct reanimate_run *run = now->run;
	enum status status = CRM_OK;
	for (int i = 0; i < run->n_steps && status == CRM_OK;) {
		const struct reanimate_step *step;
		bool done = now->recorded[i];
		if (strcmp(run->step[i].programme, now->enrolment->programme) != 0) {
			i++;
			continue;
		}
		status = choose_segment(run, &now->row, &i, &step);
		if (status != CRM_OK || !step || done)
			continue;
		if (now->lost + step->delay_days > run->today) {
			*more = true;
			continue;
		}
		due[(*n)++] = step;
		if (*n > 1 && due[*n - 2]->delay_days > step->delay_days) { /* a list that is not in order of time */
			due[*n - 1] = due[*n - 2];
			due[*n - 2] = step;
		}
	}
	return status;
}

static enum status finish_enrolment(struct now *now)
{
	const struct reanimate_row row = {
	    .lead = now->enrolment->lead.lead, .programme = now->enrolment->programme, .verdict = "finished"};
	enum status status = reanimate_record(now->run, now->enrolment, EV_PROGRAMME_ENDED,
	    (const char *const[]){"state", "finished", "why", "last_step", NULL});
	return status == CRM_OK ? reanimate_add_row(now->run, &row) : status;
}

enum status reanimate_step_due(struct reanimate_run *run, struct reanimate_enrolment *enrolment)
{
	struct crm *crm = run->crm;
	struct now now = {.run = run, .enrolment = enrolment, .lost = zone_day(crm->zone, enrolment->lost_at)};
	const struct reanimate_step **due = arena_zero(&crm->chunk, ((size_t)run->n_steps + 1) * sizeof *due);
	int n = 0;
	bool more = false;
	enum status status = due ? read_recorded(&now) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = sort_out(&now, due, &n, &more);
	for (int i = 0; i < n - 1 && status == CRM_OK; i++)
		status = pass_over(&now, due[i], "overtaken",
		    arena_format(&crm->run, _("step %s is due already"), due[n - 1]->number));
	if (status == CRM_OK && n)
		status = send_step(&now, due[n - 1], &more);
	return status == CRM_OK && !more ? finish_enrolment(&now) : status;
}
