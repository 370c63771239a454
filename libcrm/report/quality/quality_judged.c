#include "base/text/json.h"
#include "book/projection/rollup.h"
#include "report/kit/lives.h"
#include "report/kit/ordered.h"
#include "report/quality/quality.sql.h"
#include "report/quality/quality_private.h"

#define COMES_BACK (60 * 86400)
#define HASTE 120

struct judge {
	const struct judging_of *of;
	const struct stage *qualified; /* never NULL */
	struct ordered ordered;        /* struct judged_lead, by home */
	struct arena arena;            /* of one touch */
	/* of the client whose leads are being taken out */
	struct judged_lead *held;
	size_t n, room;
};

/* Those of a client together, in the order in which they came. */
static int by_client(const void *a, const void *b)
{
	int64_t home = ((const struct judged_lead *)a)->home, other = ((const struct judged_lead *)b)->home;
	const struct lead *x = &((const struct judged_lead *)a)->lead, *y = &((const struct judged_lead *)b)->lead;
	if (home != other)
		return home < other ? -1 : 1;
	if (x->created_at != y->created_at)
		return x->created_at < y->created_at ? -1 : 1;
	return x->lead < y->lead ? -1 : x->lead > y->lead;
}

/* Where it was first disqualified by somebody, by its own time; -1: never. */
static int first_disqualified(const struct history *history)
{
	int first = -1;
	for (int i = 0; i < history->n; i++)
		if (history->counts[i] && history->event[i].kind == EV_LEAD_DISQUALIFIED &&
		    (first < 0 || history->event[i].occurred_at < history->event[first].occurred_at))
			first = i;
	return first;
}

static bool is_word(const char *text, const char *word)
{
	return text && strcmp(text, word) == 0;
}

/* A touch before the verdict, or the client himself after it. */
static enum status take_touch(struct judge *judge, const struct event *event, struct judged_lead *judged)
{
	struct json json;
	arena_reset(&judge->arena);
	if (json_parse(&json, event->new, &judge->arena) != 0)
		return json_why(&judge->of->crm->why, &json, _("event %lld cannot be read"), (long long)event->event);
	if (is_word(json_get(&json, "kind"), "note"))
		return CRM_OK;
	if (event->occurred_at <= judged->at)
		judged->untouched = false;
	else if (event->occurred_at <= judged->at + COMES_BACK && is_word(json_get(&json, "direction"), "in"))
		judged->boomerang = true;
	return CRM_OK;
}

/* Did somebody else have it qualified after event ${from}? Only a return begins that. */
static enum status take_requalified(
    struct judge *judge, const struct history *history, int from, struct judged_lead *judged)
{
	bool returned = false;
	enum status status = CRM_OK;
	for (int i = from + 1; i < history->n && status == CRM_OK && !judged->boomerang; i++) {
		enum event_kind kind = history->event[i].kind;
		struct lead_folded then;
		returned |= history->counts[i] && kind == EV_LEAD_RETURNED;
		if (!returned || !history->counts[i] ||
		    (kind != EV_LEAD_RETURNED && kind != EV_LEAD_QUALIFIED && kind != EV_LEAD_MOVED &&
		        kind != EV_LEAD_WON))
			continue;
		status = history_fold(judge->of->crm, history, i + 1, &then);
		const struct stage *stage = stage_id(judge->of->crm, then.lead.stage);
		judged->boomerang = (then.lead.state == LEAD_OPEN || then.lead.state == LEAD_WON) && stage &&
		                    stage->pos >= judge->qualified->pos && then.lead.manager &&
		                    then.lead.manager != judged->manager;
	}
	return status;
}

static enum status take_disqualified(
    struct judge *judge, const struct history *history, int at, struct judged_lead *judged)
{
	struct lead_folded then;
	enum status status = history_fold(judge->of->crm, history, at + 1, &then);
	judged->verdict = JUDGED_DISQUALIFIED;
	judged->at = history->event[at].occurred_at;
	judged->manager = then.lead.manager;
	judged->untouched = true;
	judged->hasty = judged->at < judged->lead.created_at + HASTE;
	for (int i = 0; i < history->n && status == CRM_OK; i++)
		if (history->counts[i] && history->event[i].kind == EV_TOUCH_ADDED)
			status = take_touch(judge, &history->event[i], judged);
	return status == CRM_OK ? take_requalified(judge, history, at, judged) : status;
}

static void take_real(const struct judge *judge, const struct lead_folded *folded, struct judged_lead *judged)
{
	if (judge->qualified->pos == 0) {
		judged->verdict = JUDGED_REAL;
		judged->at = folded->lead.created_at;
		judged->manager = folded->first_owner;
	}
	for (int i = 0; i < folded->n_reach; i++)
		if (folded->reach[i].stage == judge->qualified->id) {
			judged->verdict = JUDGED_REAL;
			judged->at = folded->reach[i].at;
			judged->manager = folded->reach[i].manager;
		}
}

static enum status judge_life(void *arg, struct crm *crm, const struct history *history)
{
	struct judge *judge = arg;
	const struct judging_of *of = judge->of;
	struct lead_folded folded;
	enum status status = history_fold(crm, history, history->n, &folded);
	if (status != CRM_OK || !folded.exists)
		return status;
	struct judged_lead judged = {
	    .lead = folded.lead, .home = folded.home, .inquiry = rollup_counts_as_lead(crm, &folded.lead)};
	int at = first_disqualified(history);
	if (at >= 0)
		status = take_disqualified(judge, history, at, &judged);
	else if (folded.lead.state != LEAD_DISQUALIFIED)
		take_real(judge, &folded, &judged);
	if (judged.at < of->from || judged.at >= of->to)
		judged.verdict = NOT_JUDGED;
	if (status == CRM_OK &&
	    (judged.verdict != NOT_JUDGED || (judged.inquiry && judged.lead.created_at >= of->from)))
		status = ordered_add(&judge->ordered, &judged);
	return status;
}

/* Those disqualified in the period, and the others of their clients, who came again by one of them. */
static enum status find_disqualified(const struct judging_of *of, struct wanted *leads)
{
	struct crm *crm = of->crm;
	struct wanted disqualified = {0};
	const struct val *vals = VALS(V_INT(of->from), V_INT(of->to), V_INT(EV_LEAD_DISQUALIFIED));
	enum status status = wanted_find(crm, &disqualified, sql_quality_happened, vals);
	wanted_sort(&disqualified);
	for (int i = 0; i < disqualified.n && status == CRM_OK; i++)
		status = wanted_add(crm, leads, disqualified.key[i]);
	if (status == CRM_OK)
		status = wanted_bind(crm, "quality_disqualified", disqualified.key, disqualified.n);
	if (status == CRM_OK)
		status = wanted_find(crm, leads, sql_quality_others, VALS(V_INT(of->from)));
	if (status == CRM_OK)
		status = wanted_find(crm, leads, sql_quality_firsts, VALS(V_INT(of->from)));
	wanted_free(&disqualified);
	return status;
}

/* Leads judged in the period, by the tables. */
static enum status find_leads(void *arg, struct wanted *leads)
{
	static const enum event_kind ways[] = {EV_LEAD_QUALIFIED, EV_LEAD_MOVED, EV_LEAD_WON, EV_LEAD_RETURNED};
	const struct judge *judge = arg;
	const struct judging_of *of = judge->of;
	struct crm *crm = of->crm;
	struct val from = V_INT(of->from), to = V_INT(of->to), stage = V_INT(judge->qualified->id);
	enum status status = find_disqualified(of, leads);
	for (size_t i = 0; i < sizeof ways / sizeof *ways && status == CRM_OK; i++)
		status = wanted_find(crm, leads, sql_quality_entered, VALS(from, to, V_INT(ways[i]), stage));
	if (status != CRM_OK)
		return status;
	return judge->qualified->pos == 0 ? wanted_find(crm, leads, sql_quality_came, VALS(from, to))
	                                  : wanted_find(crm, leads, sql_quality_came_at, VALS(from, to, stage));
}

/* Did the client come again, with an inquiry that is one? The leads held are in the order in which they came. */
static bool came_again(const struct judge *judge, size_t lead)
{
	instant_t at = judge->held[lead].at;
	size_t below = 0, above = judge->n;
	while (below < above) {
		size_t middle = (below + above) / 2;
		if (judge->held[middle].lead.created_at > at)
			above = middle;
		else
			below = middle + 1;
	}
	for (size_t i = below; i < judge->n; i++)
		if (i != lead && judge->held[i].inquiry)
			return judge->held[i].lead.created_at <= at + COMES_BACK;
	return false;
}

static enum status hand_on(struct judge *judge)
{
	enum status status = CRM_OK;
	for (size_t i = 0; i < judge->n && status == CRM_OK; i++) {
		struct judged_lead *judged = &judge->held[i];
		if (judged->verdict == JUDGED_DISQUALIFIED && !judged->boomerang)
			judged->boomerang = came_again(judge, i);
		if (judged->verdict != NOT_JUDGED)
			status = judge->of->each(judge->of->arg, judged);
	}
	judge->n = 0;
	return status;
}

static enum status take_out(void *arg, const void *row, const char *name)
{
	struct judge *judge = arg;
	const struct judged_lead *judged = row;
	(void)name;
	if (judge->n > 0 && judge->held[0].home != judged->home) {
		enum status status = hand_on(judge);
		if (status != CRM_OK)
			return status;
	}
	if (judge->n == judge->room) {
		size_t room = judge->room ? judge->room * 2 : 16;
		struct judged_lead *grown = reallocarray(judge->held, room, sizeof *grown);
		if (!grown)
			return why_memory(&judge->of->crm->why);
		judge->held = grown;
		judge->room = room;
	}
	judge->held[judge->n++] = *judged;
	return CRM_OK;
}

enum status judged_each(const struct judging_of *judging)
{
	struct crm *crm = judging->crm;
	struct judge judge = {.of = judging,
	    .qualified = stage_of_metric(crm, "qualified"),
	    .ordered = {.crm = crm,
	        .sorter = {.size = sizeof(struct judged_lead), .compare = by_client},
	        .client_at = offsetof(struct judged_lead, lead.client)}};
	/* Where no stage is called so, what left the first one is real. */
	if (!judge.qualified && stage_count(crm) > 0)
		judge.qualified = stage_at(crm, stage_count(crm) > 1 ? 1 : 0);
	if (!judge.qualified)
		return why_set(&crm->why, CRM_CONFIG, _("there are no stages: see crm-conf put stage"));
	const struct lives lives = {
	    .crm = crm, .query = judging->query, .find = find_leads, .life = judge_life, .arg = &judge};
	enum status status = lives_read(&lives);
	if (status == CRM_OK)
		status = ordered_each(&judge.ordered, false, take_out, &judge);
	if (status == CRM_OK)
		status = hand_on(&judge);
	ordered_free(&judge.ordered);
	arena_free(&judge.arena);
	free(judge.held);
	return status;
}
