/* What is in the way of an undo goes too. */
#include "flow/undo/undo_private.h"

#include "book/history/history.h"
#include "book/projection/rollup.h"

/* What was answered so far. */
struct answered {
	int n, done, known, rejected;
};

static struct answered answered(const struct undone *out, int n)
{
	struct answered so_far = {n, out->done, out->known, out->rejected};
	for (int i = n; i < out->n; i++) {
		so_far.done -= strcmp(out->answer[i].verdict, VERDICT_DONE) == 0;
		so_far.known -= strcmp(out->answer[i].verdict, VERDICT_KNOWN) == 0;
		so_far.rejected -= strcmp(out->answer[i].verdict, VERDICT_REJECTED) == 0;
	}
	return so_far;
}

static void forget_answers(struct undone *out, const struct answered *so_far)
{
	out->n = so_far->n;
	out->done = so_far->done;
	out->known = so_far->known;
	out->rejected = so_far->rejected;
}

static bool is_rejected(const struct undo_answer *answer)
{
	return strcmp(answer->verdict, VERDICT_REJECTED) == 0;
}

/* ${stuck} gets the reason why it stays. */
static enum status take_later(struct undo *undo, int64_t number, const char **stuck)
{
	struct undone *out = undo->out;
	struct event later;
	enum status status = history_event(undo->crm, number, &undo->crm->chunk, &later);
	undo->deep++;
	if (status == CRM_OK)
		status = undo_event(undo, &later);
	undo->deep--;
	if (status == CRM_OK && is_rejected(&out->answer[out->n - 1]))
		*stuck = out->answer[out->n - 1].reason;
	return status;
}

/* CRM_OK: nothing is in the way any more. CRM_DATA: something is, or the event went already with what was. */
static enum status check_again(struct undo *undo, const struct event *event, const char **stuck)
{
	struct undone *out = undo->out;
	int answers = out->n;
	arena_reset(&undo->arena);
	enum status status = undo_check(undo, event);
	if (status != CRM_DATA)
		return status;
	if (!undo->in_way && is_rejected(&out->answer[answers]))
		*stuck = out->answer[answers].reason;
	const struct answered so_far = answered(out, answers);
	forget_answers(out, &so_far);
	return status;
}

static enum status clear_way(struct undo *undo, const struct event *event, const char **stuck)
{
	enum status status = CRM_DATA;
	while (status == CRM_DATA && undo->in_way && !*stuck) {
		status = take_later(undo, undo->in_way, stuck);
		if (status == CRM_OK && !*stuck)
			status = check_again(undo, event, stuck);
	}
	return status;
}

/* Nothing of it stays: what went before the one that does not go is back. */
static enum status give_up(
    struct undo *undo, const struct event *event, const struct answered *so_far, const char *stuck)
{
	struct crm *crm = undo->crm;
	rollup_giveup(crm);
	enum status status = db_giveup(crm->db);
	dictionaries_forget(crm);
	forget_answers(undo->out, so_far);
	return status == CRM_OK ? undo_add_answer(undo, event, VERDICT_REJECTED, "%s", stuck) : status;
}

/* Nothing is in the way of it any more; but settings may have to stay because records name them. */
static enum status reverse_last(struct undo *undo, const struct event *event,
    enum status (*reverse)(struct undo *undo, const struct event *event), const char **stuck)
{
	enum status status = reverse(undo, event);
	const struct undo_answer *last = &undo->out->answer[undo->out->n - 1];
	if (status == CRM_OK && undo->deep == 0 && is_rejected(last))
		*stuck = last->reason;
	return status;
}

enum status undo_with_later(struct undo *undo, const struct event *event, int answers,
    enum status (*reverse)(struct undo *undo, const struct event *event))
{
	struct crm *crm = undo->crm;
	const struct answered so_far = answered(undo->out, answers);
	const char *stuck = NULL;
	bool outer = undo->deep == 0;
	enum status status = outer ? rollup_flush(crm) : CRM_OK; /* settings ask the sums whether they may go */
	if (status == CRM_OK && outer)
		status = db_mark(crm->db);
	if (status == CRM_OK && outer)
		status = rollup_mark(crm);
	if (status != CRM_OK)
		return status;
	undo->marked = true;
	forget_answers(undo->out, &so_far);
	status = clear_way(undo, event, &stuck);
	if (status == CRM_OK && !stuck)
		status = reverse_last(undo, event, reverse, &stuck);
	undo->marked = !outer;
	if (stuck)
		return outer ? give_up(undo, event, &so_far, stuck)
		             : undo_add_answer(undo, event, VERDICT_REJECTED, "%s", stuck);
	if (status == CRM_DATA) /* it went already, with what was in the way */
		status = CRM_OK;
	return status == CRM_OK && outer ? db_keep(crm->db) : status;
}
