#include "store/journal.h"
#include "store/engine.h"

#include "store/journal.sql.h"

/* What the handle knows between journal_begin and the commit. */
struct journal_state {
	int64_t batch;
	instant_t now;
	int64_t first_event, event, lead; /* the first and the next number of an event, the next one of a lead */
};

static const char *const kind_names[EV_KINDS] = {
    [EV_LEAD_CREATED] = "lead.created",
    [EV_LEAD_ASSIGNED] = "lead.assigned",
    [EV_LEAD_QUALIFIED] = "lead.qualified",
    [EV_LEAD_DISQUALIFIED] = "lead.disqualified",
    [EV_LEAD_MOVED] = "lead.moved",
    [EV_LEAD_WON] = "lead.won",
    [EV_LEAD_LOST] = "lead.lost",
    [EV_LEAD_RETURNED] = "lead.returned",
    [EV_TOUCH_ADDED] = "touch.added",
    [EV_TASK_ADDED] = "task.added",
    [EV_TASK_DONE] = "task.done",
    [EV_CONF_PUT] = "conf.put",
    [EV_PROGRAMME_ENROLLED] = "programme.enrolled",
    [EV_PROGRAMME_SENT] = "programme.sent",
    [EV_PROGRAMME_ENDED] = "programme.ended",
    [EV_UNDONE] = "undone",
    [EV_CLIENT_PUT] = "client.put",
    [EV_CLIENT_MERGED] = "client.merged",
    [EV_CLIENT_SPLIT] = "client.split",
    [EV_PAIR_REFUSED] = "pair.refused",
    [EV_CONSENT_GIVEN] = "consent.given",
    [EV_CONSENT_WITHDRAWN] = "consent.withdrawn",
    [EV_PERSON_ERASED] = "person.erased",
    [EV_LEAD_POOLED] = "lead.pooled",
    [EV_ALERTED] = "alerted",
    [EV_PERSON_EXPORTED] = "person.exported",
    [EV_LEAD_CORRECTED] = "lead.corrected",
    [EV_TASK_SET] = "task.set",
    [EV_PERSON_READMITTED] = "person.readmitted",
    [EV_LEAD_UPDATED] = "lead.updated",
};

const char *event_kind_name(enum event_kind kind)
{
	return (int)kind > 0 && kind < EV_KINDS ? kind_names[kind] : NULL;
}

enum event_kind event_kind_find(const char *name)
{
	for (int kind = 1; kind < EV_KINDS; kind++)
		if (strcmp(kind_names[kind], name) == 0)
			return (enum event_kind)kind;
	return (enum event_kind)0;
}

static struct journal_state *state_of(struct db *db)
{
	return db->journal;
}

static const char *text_or_empty(const char *text)
{
	return text ? text : "";
}

static enum status begin_batch(struct db *db, const struct run *run, instant_t now, int64_t *batch)
{
	enum status status = db_number(db, sql_next_batch, NULL, 1, batch);
	if (status != CRM_OK)
		return status;
	return db_run(db, sql_batch_begin,
	    VALS(V_INT(*batch), V_TEXT(text_or_empty(run->command)), V_TEXT(text_or_empty(run->line)),
	        V_TEXT(text_or_empty(run->actor)), V_TEXT(text_or_empty(run->login)), V_TEXT(text_or_empty(run->host)),
	        V_INT(now)));
}

static enum status go_on_with(struct db *db, int64_t batch)
{
	int64_t known;
	enum status status = db_number(db, sql_batch_known, VALS(V_INT(batch)), 0, &known);
	if (status == CRM_OK && known == 0)
		return why_set(db_why(db), CRM_INTERNAL, _("there is no batch %lld to go on with"), (long long)batch);
	return status;
}

static enum status learn_numbers(struct db *db, struct journal_state *state)
{
	struct stmt *row;
	enum status status = db_ask_one(db, sql_next_numbers, NULL, &row);
	if (status != CRM_OK)
		return status;
	state->first_event = state->event = db_int(row, 0);
	state->lead = db_int(row, 1);
	db_done(row);
	return CRM_OK;
}

enum status journal_begin(struct db *db, const struct run *run, instant_t now, int64_t *batch)
{
	struct journal_state **slot = &db->journal;
	if (!*slot && !(*slot = calloc(1, sizeof **slot)))
		return why_memory(db_why(db));
	struct journal_state state = {.now = now};
	int64_t number = *batch;
	enum status status = number > 0 ? go_on_with(db, number) : begin_batch(db, run, now, &number);
	if (status == CRM_OK)
		status = learn_numbers(db, &state);
	if (status != CRM_OK)
		return status;
	state.batch = *batch = number;
	**slot = state;
	return CRM_OK;
}

bool journal_is_first(struct db *db)
{
	return state_of(db)->lead == 1;
}

int64_t journal_next_event(struct db *db)
{
	return state_of(db)->event++;
}

int64_t journal_next_lead(struct db *db)
{
	return state_of(db)->lead++;
}

static enum status put_event(struct db *db, const struct event *event)
{
	const struct val vals[EVENT_COLUMNS + 1] = {
	    [EVENT_COLUMN_event] = V_INT(event->event),
	    [EVENT_COLUMN_batch] = V_INT(event->batch),
	    [EVENT_COLUMN_kind] = V_INT(event->kind),
	    [EVENT_COLUMN_lead] = V_ID(event->lead),
	    [EVENT_COLUMN_client] = V_ID(event->client),
	    [EVENT_COLUMN_ref] = V_ID(event->ref),
	    [EVENT_COLUMN_occurred_at] = V_INT(event->occurred_at),
	    [EVENT_COLUMN_recorded_at] = V_INT(event->recorded_at),
	    [EVENT_COLUMN_reverses] = V_ID(event->reverses),
	    [EVENT_COLUMN_old] = V_TEXT(event->old),
	    [EVENT_COLUMN_new] = V_TEXT(event->new),
	    [EVENT_COLUMNS] = {.kind = VAL_END},
	};
	return db_run(db, sql_event_add, vals);
}

enum status journal_add(struct db *db, struct event *event)
{
	struct journal_state *state = state_of(db);
	event->event = state->event;
	event->batch = state->batch;
	event->recorded_at = state->now;
	enum status status = put_event(db, event);
	if (status == CRM_OK)
		state->event++;
	return status;
}

enum status journal_end(struct db *db, const char *counts, bool finished)
{
	const struct journal_state *state = state_of(db);
	bool any = state->event > state->first_event;
	return db_run(db, sql_batch_end,
	    VALS(V_INT(state->batch), V_TEXT(counts), any ? V_INT(state->first_event) : V_NULL,
	        any ? V_INT(state->event - 1) : V_NULL, finished ? V_INT(state->now) : V_NULL));
}

int64_t journal_batch(struct db *db)
{
	const struct journal_state *state = state_of(db);
	return state ? state->batch : 0;
}

instant_t journal_now(struct db *db)
{
	const struct journal_state *state = state_of(db);
	return state ? state->now : 0;
}

void event_row(struct stmt *stmt, struct event *event)
{
	*event = (struct event){
	    .event = db_int(stmt, EVENT_COLUMN_event),
	    .batch = db_int(stmt, EVENT_COLUMN_batch),
	    .kind = (enum event_kind)db_int(stmt, EVENT_COLUMN_kind),
	    .lead = db_int(stmt, EVENT_COLUMN_lead),
	    .client = db_int(stmt, EVENT_COLUMN_client),
	    .ref = db_int(stmt, EVENT_COLUMN_ref),
	    .occurred_at = db_int(stmt, EVENT_COLUMN_occurred_at),
	    .recorded_at = db_int(stmt, EVENT_COLUMN_recorded_at),
	    .reverses = db_int(stmt, EVENT_COLUMN_reverses),
	    .old = db_text(stmt, EVENT_COLUMN_old),
	    .new = db_text(stmt, EVENT_COLUMN_new),
	};
}
