#include "book/projection/apply.h"
#include "book/projection/apply_private.h"
#include "book/projection/rollup.h"

#include "book/projection/apply_lead.sql.h"

static bool same_reach(const struct reach *a, const struct reach *b)
{
	return a->stage == b->stage && a->at == b->at && a->manager == b->manager && a->skipped == b->skipped;
}

/* Nearly always a lead has only got further. Between a change of settings and its end, what is stored may be what the
   settings before said. */
static enum status write_reach(
    struct crm *crm, int64_t lead, const struct lead_folded *before, const struct lead_folded *after)
{
	enum status status = CRM_OK;
	int kept = 0;
	while (kept < before->n_reach && kept < after->n_reach && same_reach(&before->reach[kept], &after->reach[kept]))
		kept++;
	if (kept < before->n_reach) {
		status = db_run(crm->db, sql_reach_delete, VALS(V_INT(lead)));
		kept = 0;
	}
	for (int i = kept; i < after->n_reach && status == CRM_OK; i++) {
		const struct reach *reach = &after->reach[i];
		status = db_run(crm->db, sql_reach_add,
		    VALS(V_INT(lead), V_INT(reach->stage), V_INT(reach->at), V_ID(reach->manager),
		        V_INT(reach->skipped)));
	}
	return status;
}

/* The row is what the event made it that brought the lead, and nothing is counted of it yet. */
static enum status write_grown(struct crm *crm, const struct lead_made *is)
{
	static const struct lead_made nothing;
	const struct lead_folded *after = &is->folded;
	enum status status = lead_grown(crm, &after->lead);
	if (status == CRM_OK)
		status = write_reach(crm, after->lead.lead, &nothing.folded, after);
	if (status == CRM_OK)
		status = kept_clocks_write(crm, after->lead.lead, &nothing.clocks, &is->clocks);
	return status == CRM_OK ? rollup_lead(crm, after, +1) : status;
}

/* What is made of the lead as far as it was gathered. */
static enum status make_lead(struct lead_life *life, struct lead_made *made)
{
	made->folded = life->folded;
	made->clocks = (struct kept_clocks){0};
	return made->folded.exists && rollup_counts_as_lead(life->crm, &made->folded.lead)
	           ? kept_clocks_of(life, &made->clocks)
	           : CRM_OK;
}

enum status apply_lead_make(struct crm *crm, const struct history *history, struct arena *arena, struct lead_made *made)
{
	struct lead_life life;
	enum status status = lead_life_read(&life, crm, arena, history);
	return status == CRM_OK ? make_lead(&life, made) : status;
}

/* The row of a lead, what it reached, and what is counted of it. */
static enum status write_rows(struct crm *crm, const struct lead_folded *before, const struct lead_folded *after)
{
	int64_t lead = after->exists ? after->lead.lead : before->lead.lead;
	enum status status = CRM_OK;
	if (after->exists)
		status = before->exists ? lead_change(crm, &before->lead, &after->lead) : lead_put(crm, &after->lead);
	else if (before->exists)
		status = lead_delete(crm, lead);
	if (status == CRM_OK)
		status = write_reach(crm, lead, before, after);
	if (status == CRM_OK)
		status = rollup_lead(crm, before, -1);
	if (status == CRM_OK)
		status = rollup_lead(crm, after, +1);
	return status;
}

enum status apply_lead_write(struct crm *crm, const struct lead_made *was, const struct lead_made *is)
{
	int64_t lead = is->folded.exists ? is->folded.lead.lead : was->folded.lead.lead;
	enum status status = write_rows(crm, &was->folded, &is->folded);
	return status == CRM_OK ? kept_clocks_write(crm, lead, &was->clocks, &is->clocks) : status;
}

/* In a replay: leads whose rows, and what is counted of them, are older than what was applied. */
struct leads_behind {
	int64_t *made; /* by lead: 1 + the event up to which its row was made; 0: it is not behind */
	size_t leads;
	int64_t *lead; /* those that fell behind, in that order; some have caught up since */
	size_t n, room;
};

static bool grow_numbers(int64_t **numbers, size_t *room, size_t wanted)
{
	size_t more = *room ? *room : 1024;
	while (more < wanted)
		more *= 2;
	int64_t *larger = realloc(*numbers, more * sizeof *larger);
	if (larger == NULL)
		return false;
	memset(larger + *room, 0, (more - *room) * sizeof *larger);
	*numbers = larger;
	*room = more;
	return true;
}

/* The row is made up to event ${made}, unless it was behind before. */
static enum status fall_behind(struct crm *crm, int64_t lead, int64_t made)
{
	struct leads_behind *behind = crm->behind;
	size_t at = (size_t)lead;
	if (at >= behind->leads && !grow_numbers(&behind->made, &behind->leads, at + 1))
		return why_memory(&crm->why);
	if (behind->made[at] != 0)
		return CRM_OK;
	if (behind->n == behind->room && !grow_numbers(&behind->lead, &behind->room, behind->n + 1))
		return why_memory(&crm->why);
	behind->made[at] = 1 + made;
	behind->lead[behind->n++] = lead;
	return CRM_OK;
}

/* Not what makes a lead or ends one, for others ask for its row; not what has words of its own, which are numbered as
   they come. A lead has no more than the number of its event, unless the journal is none. */
static bool may_wait(const struct crm *crm, const struct event *event)
{
	return crm->behind != NULL && event->kind != EV_UNDONE && event->kind != EV_LEAD_UPDATED && event->lead > 0 &&
	       event->lead <= event->event;
}

static enum status catch_up(struct crm *crm, int64_t lead, int64_t upto, struct arena *arena)
{
	struct leads_behind *behind = crm->behind;
	struct lead_made before, after;
	struct history history;
	if (lead < 0 || (size_t)lead >= behind->leads || behind->made[lead] == 0)
		return CRM_OK;
	int64_t made = behind->made[lead] - 1;
	behind->made[lead] = 0;
	enum status status = history_lead(crm, lead, upto, arena, &history);
	if (status != CRM_OK)
		return status;
	history_judge(&history, history.n, &horizon_none);
	status = apply_lead_make(crm, &history, arena, &after);
	if (status == CRM_OK && made == 0 && after.folded.exists)
		return write_grown(crm, &after);
	while (history.n > 0 && history.event[history.n - 1].event > made)
		history.n--;
	history_judge(&history, history.n, &horizon_none);
	if (status == CRM_OK)
		status = apply_lead_make(crm, &history, arena, &before);
	return status == CRM_OK ? apply_lead_write(crm, &before, &after) : status;
}

static int by_lead(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

enum status apply_leads_caught_up(struct crm *crm, int64_t upto)
{
	struct leads_behind *behind = crm->behind;
	struct arena arena = {0};
	enum status status = CRM_OK;
	if (behind == NULL || behind->n == 0)
		return CRM_OK;
	qsort(behind->lead, behind->n, sizeof *behind->lead, by_lead);
	for (size_t i = 0; i < behind->n && status == CRM_OK; i++) {
		status = catch_up(crm, behind->lead[i], upto, &arena);
		arena_reset(&arena);
		if (i % 1000 == 999)
			arena_reset(&crm->chunk);
		tell_progress(crm, N_("what became of %lld of %lld leads"), (int64_t)i + 1, (int64_t)behind->n);
	}
	behind->n = 0;
	arena_free(&arena);
	return status;
}

enum status apply_leads_later(struct crm *crm)
{
	crm->behind = calloc(1, sizeof *crm->behind);
	crm->none_merged = true;
	return crm->behind != NULL ? CRM_OK : why_memory(&crm->why);
}

void apply_leads_at_once(struct crm *crm)
{
	crm->none_merged = false;
	if (crm->behind == NULL)
		return;
	free(crm->behind->made);
	free(crm->behind->lead);
	free(crm->behind);
	crm->behind = NULL;
}

/* Of a lead that comes in a replay only the row is made, so that others find it. */
static enum status write_lead(
    struct crm *crm, const struct event *event, const struct lead_made *before, const struct lead_made *after)
{
	if (!may_wait(crm, event) || !after->folded.exists)
		return apply_lead_write(crm, before, after);
	enum status status = lead_put(crm, &after->folded.lead);
	return status == CRM_OK ? fall_behind(crm, event->lead, 0) : status;
}

/* The lead before the last event, and after it. Only what takes back changes what the others made. */
static enum status make_last(struct crm *crm, const struct history *history, struct arena *arena,
    struct lead_made *before, struct lead_made *after)
{
	struct history told = *history;
	struct lead_life life;
	const struct event *last = &told.event[--told.n];
	history_judge(&told, told.n, &horizon_none);
	enum status status = lead_life_read(&life, crm, arena, &told);
	if (status == CRM_OK)
		status = make_lead(&life, before);
	if (status != CRM_OK)
		return status;
	if (last->kind != EV_UNDONE) {
		status = lead_life_event(&life, last);
		return status == CRM_OK ? make_lead(&life, after) : status;
	}
	history_judge(&told, ++told.n, &horizon_none);
	return apply_lead_make(crm, &told, arena, after);
}

static enum status bring_lead(
    struct crm *crm, const struct event *event, const struct history *history, struct arena *arena)
{
	struct lead_made before, after;
	enum status status = make_last(crm, history, arena, &before, &after);
	if (status == CRM_OK)
		status = write_lead(crm, event, &before, &after);
	bool was = before.folded.exists, is = after.folded.exists;
	if (status != CRM_OK || was == is)
		return status;
	bool again = event->kind == EV_UNDONE;
	status = is ? apply_fingerprint_join(crm, &after.folded, again) : apply_fingerprint_leave(crm, &before.folded);
	if (status == CRM_OK)
		status = is ? apply_client_join(crm, &after.folded, event->event, again)
		            : apply_client_leave(crm, &before.folded, event->event);
	return status == CRM_OK ? apply_consent_follow(crm, event, is ? &after.folded : &before.folded) : status;
}

/* By its rows ${before}: does the event ask for nothing that they do not say? */
static enum status asks_for_rows(
    struct crm *crm, const struct event *event, const struct lead_folded *before, bool *asks)
{
	const struct lead *lead = &before->lead;
	int64_t returned = 0;
	enum status status = CRM_OK;
	*asks = false;
	if (lead->state == LEAD_WON) /* its win may be annulled */
		return CRM_OK;
	switch (event->kind) {
	case EV_LEAD_LOST:
	case EV_LEAD_DISQUALIFIED: *asks = true; break;
	case EV_LEAD_ASSIGNED:
	case EV_LEAD_RETURNED: /* to its first owner? */ *asks = lead->manager != 0; break;
	case EV_LEAD_QUALIFIED:
	case EV_LEAD_MOVED: /* recorded late? */ *asks = event->occurred_at >= lead->stage_since; break;
	case EV_LEAD_WON: /* not for the first time? An open lead that was won before was returned. */
		status = db_number(crm->db, sql_lead_was_returned, VALS(V_INT(lead->lead)), 0, &returned);
		*asks = lead->state == LEAD_OPEN && returned == 0;
		break;
	default: break;
	}
	return status;
}

/* Does what is counted of it change by nothing that its rows do not say? What it had reached stays, and with it what
   was won by that; it is counted as a lead, or it is not, as before. */
static bool counts_on(const struct crm *crm, const struct lead_folded *before, const struct lead_folded *after)
{
	int kept = 0;
	while (kept < before->n_reach && same_reach(&before->reach[kept], &after->reach[kept]))
		kept++;
	return kept == before->n_reach &&
	       rollup_counts_as_lead(crm, &before->lead) == rollup_counts_as_lead(crm, &after->lead);
}

/* CRM_NONE: the lead's history is needed. */
static enum status bring_rows(struct crm *crm, const struct event *event)
{
	struct lead_folded before, after;
	bool asks = false;
	if (crm->behind != NULL || event->kind == EV_LEAD_CREATED || event->kind == EV_UNDONE)
		return CRM_NONE;
	enum status status = lead_fold_stored(crm, event->lead, &before);
	if (status == CRM_OK)
		status = asks_for_rows(crm, event, &before, &asks);
	if (status != CRM_OK || !asks)
		return status == CRM_OK ? CRM_NONE : status;
	after = before;
	status = lead_fold_event(crm, &after, event);
	if (status != CRM_OK || !counts_on(crm, &before, &after))
		return status == CRM_OK ? CRM_NONE : status;
	status = kept_clocks_step(crm, event, &before, &after);
	return status == CRM_OK ? write_rows(crm, &before, &after) : status;
}

enum status apply_lead(struct crm *crm, const struct event *event)
{
	struct arena arena = {0};
	struct history history = {0};
	enum status status = CRM_OK;
	if (may_wait(crm, event) && event->kind != EV_LEAD_CREATED)
		return fall_behind(crm, event->lead, event->event - 1);
	/* A touch is a moment, and may be an answer; what is counted does not ask for it. */
	if (crm->behind == NULL && event->kind == EV_TOUCH_ADDED) {
		bool hang;
		status = kept_clocks_hang_on(crm, event, &hang);
		if (status != CRM_OK || !hang)
			return status == CRM_OK ? lead_touched(crm, event->lead, event->occurred_at) : status;
	}
	if ((status = bring_rows(crm, event)) != CRM_NONE)
		return status;
	status = CRM_OK;
	if (crm->behind != NULL)
		status = catch_up(crm, event->lead, event->event - 1, &arena);
	if (status == CRM_OK && event->kind == EV_LEAD_CREATED)
		status = history_add(crm, &history, event, &arena);
	else if (status == CRM_OK)
		status = history_lead(crm, event->lead, event->event, &arena, &history);
	if (status == CRM_OK && (history.n == 0 || history.event[history.n - 1].event != event->event))
		status = why_set(&crm->why, CRM_INTERNAL, _("event %lld is not among those of lead %lld"),
		    (long long)event->event, (long long)event->lead);
	if (status == CRM_OK)
		status = bring_lead(crm, event, &history, &arena);
	arena_free(&arena);
	return status;
}
