/* Everything decided goes in: the journal, then the derived tables, many rows at once and in key order. */
#include "base/text/json.h"
#include "book/records/client.h"
#include "book/history/history.h"
#include "book/history/lead_clocks.h"
#include "book/history/message_link.h"
#include "book/projection/ahead.h"
#include "book/projection/record.h"
#include "book/projection/rollup.h"
#include "flow/intake/inquiry_private.h"
#include "flow/intake/intake.sql.h"
#include "flow/lead/lead_tasks.h"

enum {
	LEAD,
	CLIENT,
	HOME,
	EVENT,
	KIND,
	AT,
	STATE,
	STAGE,
	MANAGER,
	SOURCE,
	CAMPAIGN,
	PROJECT,
	AMOUNT,
	DECIDED,
	TOUCH,
	REASON,
	ORIGIN,
	SINCE,
	DOC,
	COLUMNS
};
enum { REACH_LEAD, REACH_STAGE, REACH_AT, REACH_MANAGER, REACH_SKIPPED, REACH_COLUMNS };

static const char incoming_columns[] =
    "lead, client, home, event, kind, at, state, stage, manager, source, campaign, project, amount, decided, "
    "touch, reason, origin, since, doc";

struct lead_rows {
	int64_t *ints[DOC];
	const char **doc;
	int *doc_length;
	int n;
	/* what those reached that do not stand at the first stage */
	int64_t *reached[REACH_COLUMNS];
	int n_reached;
};

static const char *state_word(enum inquiry_verdict verdict)
{
	return verdict >= INQUIRY_DUPLICATE ? "disqualified" : NULL;
}

static const char *reason_word(enum inquiry_verdict verdict)
{
	switch (verdict) {
	case INQUIRY_DUPLICATE:
	case INQUIRY_RETURNED: return "duplicate";
	case INQUIRY_EXISTING: return "existing";
	case INQUIRY_SHAREHOLDER: return "shareholder";
	case INQUIRY_SPAM: return "spam";
	default: return NULL;
	}
}

const char *inquiry_document(struct intake *in, const struct inquiry *q)
{
	struct crm *crm = in->crm;
	struct buf *doc = &in->scratch;
	char consent[CONSENT_TEXT_MAX];
	buf_clear(doc);
	buf_add(doc, in->json.text + q->json_at, q->json_length);
	if (q->phone)
		json_int(doc, "_phone", q->phone);
	json_text(doc, "_ext", q->extension);
	json_text(doc, "_email", q->box);
	if (q->inn)
		json_int(doc, "_inn", q->inn);
	if (q->amount != AMOUNT_NONE)
		json_int(doc, "_amount", q->amount);
	json_text(doc, "_foreign", q->foreign);
	if (q->manager)
		json_text(doc, "_manager", manager_code(crm, q->manager));
	json_text(doc, "_source", q->source);
	if (q->said.asked) {
		consent_text(&q->said, consent);
		json_text(doc, CONSENT_KEY, consent);
	}
	if (q->stage && !q->moved)
		json_text(doc, "_stage", q->stage->code);
	json_text(doc, "_state", state_word(q->verdict));
	json_text(doc, "_reason", reason_word(q->verdict));
	if (q->origin)
		json_int(doc, "_origin", q->origin);
	json_close(doc);
	return doc->failed ? NULL : arena_text(&crm->chunk, doc->text, doc->length);
}

static int64_t or_null(int64_t id)
{
	return id ? id : BATCH_NULL;
}

static enum status lead_of(struct crm *crm, const struct inquiry *q, struct lead *lead)
{
	const char *reason = reason_word(q->verdict);
	const struct reason *known = reason ? reason_find(crm, reason) : NULL;
	if (reason && !known)
		return why_set(
		    &crm->why, CRM_CONFIG, _("the settings have no reason «%s», which the intake needs"), reason);
	*lead = (struct lead){.lead = q->lead,
	    .client = q->client,
	    .event = q->event,
	    .state = reason ? LEAD_DISQUALIFIED : LEAD_OPEN,
	    .stage = stage_at(crm, 0)->id,
	    .manager = q->manager,
	    .amount = q->amount,
	    .created_at = q->at,
	    .stage_since = q->at,
	    .decided_at = reason ? q->at : 0,
	    .reason = known ? known->id : 0,
	    .origin = q->origin};
	enum status status = dict_id(crm, DICT_SOURCE, q->rec->value[INTAKE_SOURCE], &lead->source);
	if (status == CRM_OK && q->source)
		status = dict_id(crm, DICT_SOURCE, q->source, &lead->source);
	if (status == CRM_OK)
		status = dict_id(crm, DICT_CAMPAIGN, q->rec->value[INTAKE_CAMPAIGN], &lead->campaign);
	if (status == CRM_OK)
		status = dict_id(crm, DICT_PROJECT, q->rec->value[INTAKE_PROJECT], &lead->project);
	return status;
}

/* An event of a lead that stands on its own. */
static enum status put_event(struct intake *in, struct lead_rows *t, const struct inquiry *q, const struct event *event)
{
	int i = t->n++;
	for (int c = 0; c < DOC; c++)
		t->ints[c][i] = BATCH_NULL;
	t->ints[LEAD][i] = event->lead;
	t->ints[CLIENT][i] = q->client;
	t->ints[HOME][i] = q->home;
	t->ints[EVENT][i] = event->event;
	t->ints[KIND][i] = event->kind;
	t->ints[AT][i] = event->occurred_at;
	t->doc[i] = event->new;
	t->doc_length[i] = event->new ? (int)strlen(event->new) : 0;
	return event->new ? CRM_OK : why_memory(&in->crm->why);
}

static const char *put_pairs(struct intake *in, const char *const pairs[][2])
{
	buf_clear(&in->scratch);
	json_open(&in->scratch);
	for (; (*pairs)[0]; pairs++)
		json_text(&in->scratch, (*pairs)[0], (*pairs)[1]);
	json_close(&in->scratch);
	return in->scratch.failed ? NULL : arena_text(&in->crm->chunk, in->scratch.text, in->scratch.length);
}

static enum status keep_reached(struct intake *in, struct lead_rows *t, const struct lead_folded *folded)
{
	for (int c = 0; c < REACH_COLUMNS && !t->reached[c]; c++)
		if (!(t->reached[c] = arena_get(
		          &in->crm->chunk, (size_t)in->n * (size_t)stage_count(in->crm) * sizeof **t->reached)))
			return why_memory(&in->crm->why);
	for (int i = 0; i < folded->n_reach; i++) {
		const struct reach *reach = &folded->reach[i];
		const int64_t row[REACH_COLUMNS] = {
		    folded->lead.lead, reach->stage, reach->at, or_null(reach->manager), reach->skipped};
		for (int c = 0; c < REACH_COLUMNS; c++)
			t->reached[c][t->n_reached] = row[c];
		t->n_reached++;
	}
	return CRM_OK;
}

/* Those of its clocks that have stopped before it came here. */
static enum status put_clocks(struct lead_life *life)
{
	static const struct kept_clocks none;
	struct kept_clocks kept;
	if (!rollup_counts_as_lead(life->crm, &life->folded.lead))
		return CRM_OK;
	enum status status = kept_clocks_of(life, &kept);
	return status == CRM_OK ? kept_clocks_write(life->crm, life->folded.lead.lead, &none, &kept) : status;
}

/* One that does not simply stand open at the first stage: gathered from its events, as a replay does. */
static enum status put_later(
    struct intake *in, struct lead_rows *t, const struct inquiry *q, struct lead_folded *folded)
{
	struct crm *crm = in->crm;
	const struct stage *first = stage_at(crm, 0), *stage = q->stage ? q->stage : first;
	static const enum event_kind ends[] = {
	    [OUTCOME_WON] = EV_LEAD_WON, [OUTCOME_LOST] = EV_LEAD_LOST, [OUTCOME_DISQUALIFIED] = EV_LEAD_DISQUALIFIED};
	struct event created = {.event = q->event,
	    .kind = EV_LEAD_CREATED,
	    .lead = q->lead,
	    .client = q->home,
	    .occurred_at = q->at,
	    .new = t->doc[t->n - 1]};
	struct lead_life life;
	enum status status = lead_life_begin(&life, crm, &crm->chunk, 3);
	if (status == CRM_OK)
		status = lead_life_event(&life, &created);
	if (status == CRM_OK && q->moved) {
		struct event moved = {.event = q->moved,
		    .kind = EV_LEAD_MOVED,
		    .lead = q->lead,
		    .occurred_at = q->stage_since,
		    .new = put_pairs(in, (const char *const[][2]){{"stage", stage->code}, {NULL, NULL}})};
		status = put_event(in, t, q, &moved);
		status = status == CRM_OK ? lead_life_event(&life, &moved) : status;
	}
	if (status == CRM_OK && q->ended) {
		struct event ended = {.event = q->ended,
		    .kind = ends[q->outcome],
		    .lead = q->lead,
		    .occurred_at = q->closed_at,
		    .new = put_pairs(
		        in, (const char *const[][2]){{"stage", q->won_at ? q->won_at->code : NULL},
		                {"reason", q->reason ? q->reason->code : NULL}, {"note", q->note}, {NULL, NULL}})};
		status = put_event(in, t, q, &ended);
		status = status == CRM_OK ? lead_life_event(&life, &ended) : status;
	}
	if (status == CRM_OK)
		status = put_clocks(&life);
	*folded = life.folded;
	folded->lead.client = q->client;
	return status == CRM_OK ? keep_reached(in, t, folded) : status;
}

static enum status put_lead(struct intake *in, struct lead_rows *t, const struct inquiry *q)
{
	static struct lead_folded folded; /* large; only the fields below are used */
	int i = t->n++;
	t->doc[i] = inquiry_document(in, q);
	if (!t->doc[i])
		return why_memory(&in->crm->why);
	t->doc_length[i] = (int)in->scratch.length;
	folded.exists = true;
	folded.n_reach = 0;
	folded.stays = NULL;
	enum status status =
	    q->stage || q->moved || q->ended ? put_later(in, t, q, &folded) : lead_of(in->crm, q, &folded.lead);
	if (status != CRM_OK)
		return status;
	const struct lead *lead = &folded.lead;
	const int64_t row[DOC] = {lead->lead, lead->client, q->home, lead->event, EV_LEAD_CREATED, q->at,
	    (int64_t)lead->state, lead->stage, or_null(lead->manager), or_null(lead->source), or_null(lead->campaign),
	    or_null(lead->project), lead->amount == AMOUNT_NONE ? BATCH_NULL : lead->amount, or_null(lead->decided_at),
	    BATCH_NULL, or_null(lead->reason), or_null(lead->origin), lead->stage_since};
	for (int c = 0; c < DOC; c++)
		t->ints[c][i] = row[c];
	folded.first_owner = lead->manager;
	return rollup_lead(in->crm, &folded, 1);
}

/* The owner of the lead sees that the client asked again. */
static enum status put_touch(struct intake *in, struct lead_rows *t, const struct inquiry *q)
{
	struct event touch = {.event = q->touch,
	    .kind = EV_TOUCH_ADDED,
	    .lead = q->origin,
	    .occurred_at = q->at,
	    .new = put_pairs(in, (const char *const[][2]){{"kind", "inquiry"}, {"direction", "in"},
	                             {"text", q->rec->value[INTAKE_COMMENT]}, {NULL, NULL}})};
	return put_event(in, t, q, &touch);
}

static enum status count_ahead(struct crm *crm, const struct inquiry *q)
{
	enum status status = q->event ? ahead_count(crm, q->at, q->lead, +1) : CRM_OK;
	return status == CRM_OK && q->touch ? ahead_count(crm, q->at, q->origin, +1) : status;
}

static enum status fill_columns(struct intake *in, struct lead_rows *t)
{
	struct arena *arena = &in->crm->chunk;
	enum status status = CRM_OK;
	size_t room = 1;
	for (int i = 0; i < in->n; i++)
		room += (in->list[i].event != 0) + (in->list[i].touch != 0) + (in->list[i].moved != 0) +
		        (in->list[i].ended != 0);
	for (int c = 0; c < DOC; c++)
		if (!(t->ints[c] = arena_get(arena, room * sizeof **t->ints)))
			return why_memory(&in->crm->why);
	if (!(t->doc = arena_get(arena, room * sizeof *t->doc)) ||
	    !(t->doc_length = arena_get(arena, room * sizeof *t->doc_length)))
		return why_memory(&in->crm->why);
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (q->event)
			status = put_lead(in, t, q);
		if (q->touch && status == CRM_OK)
			status = put_touch(in, t, q);
		if (q->at > in->crm->now && status == CRM_OK)
			status = count_ahead(in->crm, q);
	}
	return status;
}

static enum status store_reached(struct intake *in, const struct lead_rows *t)
{
	struct db *db = in->crm->db;
	struct batch_column columns[REACH_COLUMNS] = {{0}};
	if (t->n_reached == 0)
		return CRM_OK;
	for (int c = 0; c < REACH_COLUMNS; c++)
		columns[c].ints = t->reached[c];
	enum status status = db_batch_table(db, "reached", "lead, stage, at, manager, skipped");
	if (status == CRM_OK)
		status = db_batch(db, "reached", columns, REACH_COLUMNS, t->n_reached);
	return status == CRM_OK ? db_run(db, sql_intake_store_reached, NULL) : status;
}

static enum status store_many(struct db *db, const struct batch_column columns[COLUMNS], int n)
{
	enum status status = db_batch_table(db, "incoming", incoming_columns);
	if (status == CRM_OK)
		status = db_batch(db, "incoming", columns, COLUMNS, n);
	if (status == CRM_OK)
		status = db_run(db, sql_intake_store_events, VALS(V_INT(journal_batch(db)), V_INT(journal_now(db))));
	return status == CRM_OK ? db_run(db, sql_intake_store_leads, NULL) : status;
}

static enum status store_few(struct db *db, const struct batch_column columns[COLUMNS], int n)
{
	int64_t batch[BATCH_FEW], now[BATCH_FEW];
	for (int i = 0; i < n; i++) {
		batch[i] = journal_batch(db);
		now[i] = journal_now(db);
	}
	const struct batch_column event[] = {columns[EVENT], {.ints = batch}, columns[KIND], columns[LEAD],
	    columns[HOME], columns[AT], {.ints = now}, columns[DOC]};
	const struct batch_column lead[] = {columns[LEAD], columns[CLIENT], columns[EVENT], columns[STATE],
	    columns[STAGE], columns[MANAGER], columns[SOURCE], columns[CAMPAIGN], columns[PROJECT], columns[AMOUNT],
	    columns[AT], columns[SINCE], columns[DECIDED], columns[TOUCH], columns[REASON], columns[ORIGIN]};
	enum status status = db_run_each(db, sql_intake_store_event, event, sizeof event / sizeof *event, 0, n);
	for (int i = 0; i < n && status == CRM_OK; i++)
		if (columns[KIND].ints[i] == EV_LEAD_CREATED)
			status = db_run_each(db, sql_intake_store_lead, lead, sizeof lead / sizeof *lead, i, i + 1);
	return status;
}

static enum status store_leads(struct intake *in)
{
	struct lead_rows t = {.n = 0};
	struct batch_column columns[COLUMNS] = {{0}};
	enum status status = fill_columns(in, &t);
	for (int c = 0; c < DOC; c++)
		columns[c].ints = t.ints[c];
	columns[DOC].texts = t.doc;
	columns[DOC].lengths = t.doc_length;
	if (status == CRM_OK)
		status =
		    t.n <= BATCH_FEW ? store_few(in->crm->db, columns, t.n) : store_many(in->crm->db, columns, t.n);
	return status == CRM_OK ? store_reached(in, &t) : status;
}

static enum status store_people(struct intake *in, const struct intake_match *match)
{
	struct crm *crm = in->crm;
	struct match_person *people = match->people;
	int n = match->n_people, fresh = 0;
	int64_t *client = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *client);
	int64_t *filled = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *filled);
	const char **name = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *name);
	if (!client || !filled || !name)
		return why_memory(&crm->why);
	enum status status = CRM_OK;
	for (int i = 0; i < n && status == CRM_OK; i++) {
		struct match_person *person = &people[i];
		if (person->stored && person->changed && !person->grouped)
			status = db_run(crm->db, sql_intake_store_client_known,
			    VALS(V_INT(person->client), V_TEXT(person->name), V_INT(person->filled)));
		/* One that was only looked up, or comes by itself later, has nothing to store now. */
		if (person->stored || !person->fresh)
			continue;
		client[fresh] = person->client;
		filled[fresh] = person->filled;
		name[fresh++] = person->name;
	}
	const struct batch_column columns[] = {{.ints = client}, {.ints = filled}, {.texts = name}};
	if (status == CRM_OK && fresh <= BATCH_FEW)
		return db_run_each(crm->db, sql_intake_store_client, columns, 3, 0, fresh);
	if (status == CRM_OK)
		status = db_batch_table(crm->db, "person", "client, filled, name");
	if (status == CRM_OK)
		status = db_batch(crm->db, "person", columns, 3, fresh);
	return status == CRM_OK ? db_run(crm->db, sql_intake_store_clients, NULL) : status;
}

/* Merged ones: what their records say together is gathered from the journal again. */
static enum status refresh_groups(struct intake *in, struct intake_match *match)
{
	enum status status = CRM_OK;
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (q->event && match_person_of(match, q->client)->grouped)
			status = client_refresh(in->crm, q->home, HISTORY_END);
	}
	return status;
}

/* Lost leads come back. */
static enum status give_back(struct intake *in, const struct inquiry *q)
{
	struct crm *crm = in->crm;
	struct lead lost;
	enum status status = lead_get(crm, q->origin, &lost);
	if (status != CRM_OK)
		return status == CRM_NONE
		           ? why_set(&crm->why, CRM_INTERNAL, "lead %lld went away", (long long)q->origin)
		           : status;
	const struct stage *stage;
	status = lead_stage_before_win(crm, &lost, &stage);
	if (status != CRM_OK)
		return status;
	const char *owner = q->manager ? manager_code(crm, q->manager) : lost.manager ? LEAD_NOBODY : NULL;
	buf_clear(&in->scratch);
	json_open(&in->scratch);
	json_text(&in->scratch, "stage", stage ? stage->code : stage_at(crm, 0)->code);
	json_text(&in->scratch, "manager", owner);
	json_close(&in->scratch);
	struct event back = {.kind = EV_LEAD_RETURNED,
	    .lead = q->origin,
	    .client = q->client,
	    .occurred_at = q->at,
	    .new = in->scratch.text};
	return in->scratch.failed ? why_memory(&crm->why) : record(crm, &back);
}

/* Nobody waits for an owner who is not here: an open lead goes to whom the row names, or waits to be handed out. */
static enum status take_from_owner(struct intake *in, struct inquiry *q)
{
	struct crm *crm = in->crm;
	struct answer told = {0};
	struct lead_action act = {.crm = crm, .answer = &told, .at = q->at};
	enum status status = lead_get(crm, q->origin, &act.lead);
	if (status != CRM_OK)
		return status == CRM_NONE
		           ? why_set(&crm->why, CRM_INTERNAL, "lead %lld went away", (long long)q->origin)
		           : status;
	if (!act.lead.manager)
		return CRM_OK;
	const char *had = lead_action_json(&act, PAIRS("manager", manager_code(crm, act.lead.manager)));
	const char *new = q->given ? lead_action_json(&act, PAIRS("manager", q->given->code, "method", "named"))
	                           : lead_action_json(&act, PAIRS("manager", LEAD_NOBODY));
	status = lead_action_record(&act, EV_LEAD_ASSIGNED, had, new, NULL);
	if (status == CRM_OK && q->given)
		status = lead_tasks_follow(&act, q->given);
	return status == CRM_OK && told.reason ? inquiry_warn(in, q, "%s", told.reason) : status;
}

/* The leads that were asked after learn of it. */
static enum status reach_origins(struct intake *in)
{
	enum status status = intake_store_touches(in);
	for (int i = 0; i < in->n && status == CRM_OK; i++)
		if (in->list[i].touch && in->list[i].verdict == INQUIRY_RETURNED)
			status = give_back(in, &in->list[i]);
		else if (in->list[i].touch && in->list[i].orphaned)
			status = take_from_owner(in, &in->list[i]);
	return status;
}

static enum status store_letters(struct intake *in)
{
	enum status status = CRM_OK;
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (q->event && q->msgid)
			status = message_link_put(in->crm, q->msgid, q->origin ? q->origin : q->lead, q->event);
	}
	return status;
}

enum status intake_store(struct intake *in, struct intake_match *match)
{
	enum status status = store_leads(in);
	if (status == CRM_OK)
		status = store_people(in, match);
	if (status == CRM_OK)
		status = intake_store_points(in->crm, match);
	if (status == CRM_OK)
		status = intake_store_fingerprints(in, match);
	if (status == CRM_OK)
		status = refresh_groups(in, match);
	if (status == CRM_OK)
		status = store_letters(in);
	if (status == CRM_OK)
		status = intake_store_consents(in);
	return status == CRM_OK ? reach_origins(in) : status;
}
