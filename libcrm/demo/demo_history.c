#include "demo/demo_history.h"

#include "book/context/tally.h"
#include "book/known/known.h"
#include "book/projection/rollup.h"
#include "book/setup/conf_put.h"
#include "book/setup/pack.h"
#include "demo/demo_life_private.h"
#include "flow/assign/assign.h"
#include "flow/intake/intake.h"
#include "flow/lead/close.h"
#include "flow/lead/move.h"
#include "flow/lead/qualify.h"
#include "flow/lead/reopen.h"
#include "flow/lead/task.h"
#include "flow/lead/touch.h"

#define MANAGERS 50
#define UNITS 5
#define HOUR INT64_C(3600)
#define EVENING (22 * HOUR) /* the last turn of a day */
#define ROWS_A_COMMIT 100000

const struct field demo_history_fields[] = {{"command", KIND_TEXT, N_("command")}, {"rows", KIND_INT, N_("rows")}, {0}};

typedef enum status deed_row(struct crm *crm, const struct rec *rec, struct answer *answer);

/* What people would have called; the intake and the settings beside the deeds. */
enum { BY_INTAKE = DEEDS, BY_CONF, COMMANDS };
static const struct {
	const char *command, *verdicts;
	deed_row *row;
} commands[COMMANDS] = {[DEED_ASSIGN] = {"crm-assign", VERDICT_DONE " " ASSIGN_POOL " " VERDICT_KNOWN, NULL},
    [DEED_RETURN] = {"crm-return", NULL, flow_reopen},
    [DEED_TOUCH] = {"crm-touch-add", NULL, flow_touch},
    [DEED_QUALIFY] = {"crm-qualify", NULL, flow_qualify},
    [DEED_MOVE] = {"crm-move", NULL, flow_move},
    [DEED_LOSE] = {"crm-lose", NULL, flow_lose},
    [DEED_DISQUALIFY] = {"crm-disqualify", NULL, flow_disqualify},
    [DEED_WIN] = {"crm-win", NULL, flow_win},
    [DEED_TASK] = {"crm-task-add", NULL, flow_task_add},
    [DEED_TASK_DONE] = {"crm-task-done", NULL, flow_task_done},
    [BY_INTAKE] = {"crm-lead-add", INTAKE_VERDICTS, NULL},
    [BY_CONF] = {"crm-conf", NULL, NULL}};

/* What will be told at one hour. */
struct pending {
	struct demo_act *act;
	int n, room;
};

struct living {
	struct crm *crm;
	const struct demo_history *asked;
	const struct rhythm *rhythm;
	second_t first, now; /* midnight of the first day; this hour */
	int turn;            /* of all, from 0 */
	int64_t taken;       /* leads */
	struct pending *pending;
	struct tally tally[COMMANDS]; /* without counts */
	long rows[COMMANDS], uncommitted;
};

/* How often a department of so many leads tells what it did; in a small one most hours would be empty. */
static const struct rhythm {
	int64_t leads;
	int turns;      /* a day */
	second_t apart; /* the last is in the evening */
} rhythms[] = {{100000, 7, 2 * HOUR}, {20000, 4, 4 * HOUR}, {0, 2, 6 * HOUR}};

static int turns(const struct living *living)
{
	return DEMO_DAYS * living->rhythm->turns;
}

static second_t morning(const struct living *living)
{
	return EVENING - (living->rhythm->turns - 1) * living->rhythm->apart;
}

static second_t hour_of(const struct living *living, int turn)
{
	const struct rhythm *rhythm = living->rhythm;

	return living->first + turn / rhythm->turns * DEMO_DAY + morning(living) + turn % rhythm->turns * rhythm->apart;
}

/* The first turn that is not before ${at}. */
static int turn_of(const struct living *living, second_t at)
{
	second_t day = (at - living->first) / DEMO_DAY, late = (at - living->first) % DEMO_DAY - morning(living);
	second_t turn = late <= 0 ? 0 : (late + living->rhythm->apart - 1) / living->rhythm->apart;

	return (int)(day * living->rhythm->turns + turn);
}

/* Until its hour comes, which is not before turn ${earliest}. What is after today is not told. */
static enum status put_off(struct living *living, const struct demo_act *act, int earliest)
{
	int turn = turn_of(living, act->told);

	turn = turn > earliest ? turn : earliest;
	if (turn >= turns(living))
		return CRM_OK;
	struct pending *pending = &living->pending[turn];
	if (pending->n == pending->room) {
		int room = pending->room ? pending->room * 2 : 8;
		struct demo_act *grown = realloc(pending->act, (size_t)room * sizeof *grown);
		if (!grown)
			return why_memory(&living->crm->why);
		pending->act = grown;
		pending->room = room;
	}
	pending->act[pending->n++] = *act;
	return CRM_OK;
}

static enum status begin(struct living *living, int by)
{
	struct crm *crm = living->crm;
	enum status status = living->uncommitted ? CRM_OK : db_begin(crm->db);

	crm->batch = 0;
	crm->who.command = crm->who.line = commands[by].command;
	return status == CRM_OK ? journal_begin(crm->db, &crm->who, crm->now, &crm->batch) : status;
}

/* The batch is complete; ${tally} NULL: it keeps no counts. */
static enum status end(struct living *living, int by, const struct tally *tally)
{
	struct crm *crm = living->crm;
	struct buf counts = {0};

	if (tally)
		tally_put(&counts, tally);
	enum status status = counts.failed ? why_memory(&crm->why) : journal_end(crm->db, counts.text, true);
	buf_free(&counts);
	arena_reset(&crm->chunk);
	living->rows[by] += tally ? tally->read : 0;
	living->uncommitted += tally ? tally->read : 1;
	return status;
}

/* The sums of all batches since the last commit are written and all is committed, if that makes ${least} rows: nobody
   waits for a verdict here. */
static enum status settle(struct living *living, long least)
{
	if (!living->uncommitted || living->uncommitted < least)
		return CRM_OK;
	enum status status = known_flush(living->crm);
	if (status == CRM_OK)
		status = rollup_flush(living->crm);
	if (status != CRM_OK)
		return status;
	living->uncommitted = 0;
	return db_commit(living->crm->db);
}

static enum status refused(struct living *living, int by, const struct answer *answer)
{
	return why_set(&living->crm->why, CRM_INTERNAL, "%s: row %ld: %s", commands[by].command, answer->row,
	    answer->reason ? answer->reason : "");
}

static enum status put_row(struct living *living, const char *name, const char *const *pairs)
{
	struct crm *crm = living->crm;
	const struct conf_table *table = conf_find(name);
	const char *values[CONF_WIDTH] = {0};
	struct answer answer = {.row = 1};

	for (; *pairs; pairs += 2)
		for (int i = 0; table->column[i].name; i++)
			if (strcmp(table->column[i].name, pairs[0]) == 0)
				values[i] = pairs[1];
	enum status status = conf_put(crm, table, values, &answer);
	return status == CRM_OK && answer_is_rejected(&answer) ? refused(living, BY_CONF, &answer) : status;
}
#define PUT_ROW(living, name, ...) put_row(living, name, (const char *const[]){__VA_ARGS__, NULL})

static enum status put_staff(struct living *living)
{
	enum status status = CRM_OK;

	for (int i = 0; i < UNITS && status == CRM_OK; i++) {
		char unit[16], name[32];
		snprintf(unit, sizeof unit, "u%d", i);
		snprintf(name, sizeof name, "Группа %d", i + 1);
		status = PUT_ROW(living, "unit", "unit", unit, "name", name);
	}
	for (int i = 0; i < MANAGERS && status == CRM_OK; i++) {
		struct demo_dice dice = demo_dice(living->asked->seed, (uint64_t)i);
		struct demo_name his = demo_name(&dice);
		char code[16], unit[16], name[128];
		snprintf(code, sizeof code, "m%d", i);
		snprintf(unit, sizeof unit, "u%d", i % UNITS);
		snprintf(name, sizeof name, "%s %s %d", his.surname, his.first, i + 1);
		status = PUT_ROW(living, "manager", "manager", code, "name", name, "role", "manager", "unit", unit,
		    "hired", "2020-01-13");
	}
	return status;
}

static enum status put_settings(struct living *living)
{
	struct crm *crm = living->crm;
	enum status status = begin(living, BY_CONF);

	if (status == CRM_OK)
		status = pack_load(crm, "realty", NULL, living->asked->lang);
	if (status == CRM_OK)
		status = put_staff(living);
	if (status == CRM_OK)
		status = end(living, BY_CONF, NULL);
	if (status == CRM_OK)
		status = settle(living, 0);
	return status == CRM_OK ? crm_reload(crm) : status;
}

/* Row ${row} as the intake reads it, of the last two years. */
static bool read_lead(const struct living *living, int64_t row, struct rec *rec, second_t *came)
{
	static const int column[DEMO_COLUMNS] = {INTAKE_AT, INTAKE_NAME, INTAKE_PHONE, INTAKE_EMAIL, INTAKE_SOURCE,
	    INTAKE_CAMPAIGN, INTAKE_PROJECT, INTAKE_PAYMENT, INTAKE_FAMILY, INTAKE_COMMENT, INTAKE_COMPANY};
	struct arena *chunk = &living->crm->chunk;
	const char **value = arena_zero(chunk, INTAKE_COLUMNS * sizeof *value);
	struct demo_lead lead = {0};

	demo_lead(&lead, living->asked->seed, living->asked->leads, row);
	*came = lead.second - DEMO_FIRST_DAY * DEMO_DAY + living->first;
	demo_time(lead.at, *came);
	for (int i = 0; value && i < DEMO_COLUMNS; i++)
		if (*lead.cell[i] && !(value[column[i]] = arena_copy(chunk, lead.cell[i])))
			return false;
	*rec = (struct rec){.value = value};
	return value != NULL;
}

/* The inquiries until now. Returns how many, or -1 without memory. */
static int read_leads(struct living *living, struct rec **recs, second_t **came)
{
	int64_t left = living->asked->leads - living->taken;
	/* The rows of one turn lie close together; of ten times as many as there should be, the last is later. */
	int most = (int)(living->asked->leads / turns(living)) * 10 + 16, n = 0;

	most = most < left ? most : (int)left;
	*recs = arena_get(&living->crm->chunk, ((size_t)most + 1) * sizeof **recs);
	*came = arena_get(&living->crm->chunk, ((size_t)most + 1) * sizeof **came);
	for (; *recs && *came && n < most; n++) {
		if (!read_lead(living, living->taken + n, &(*recs)[n], &(*came)[n]))
			return -1;
		if ((*came)[n] > living->now)
			break;
		(*recs)[n].row = n + 1;
	}
	return *recs && *came ? n : -1;
}

/* Does somebody have to take care of it? */
static bool is_work(const struct answer *answer)
{
	return strcmp(answer->verdict, "added") == 0 || strcmp(answer->verdict, "repeat") == 0 ||
	       strcmp(answer->verdict, "returned") == 0;
}

static enum status hand_out(struct living *living, int64_t lead, second_t came)
{
	struct demo_act act = demo_life_begin(lead, living->asked->seed, came);

	return put_off(living, &act, living->turn);
}

static enum status take_in(struct living *living, const struct rec *recs, const second_t *came, int n)
{
	struct tally tally = living->tally[BY_INTAKE];
	struct answer *answers = arena_zero(&living->crm->chunk, (size_t)n * sizeof *answers);
	enum status status = answers ? begin(living, BY_INTAKE) : why_memory(&living->crm->why);

	for (int i = 0; i < n && status == CRM_OK; i++)
		answers[i].row = i + 1;
	if (status == CRM_OK)
		status = intake(living->crm, recs, n, answers);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		tally_count(&tally, answers[i].verdict);
		if (answer_is_rejected(&answers[i]))
			status = refused(living, BY_INTAKE, &answers[i]);
		else if (is_work(&answers[i]))
			status = hand_out(living, answers[i].object, came[i]);
	}
	living->taken += n;
	return status == CRM_OK ? end(living, BY_INTAKE, &tally) : status;
}

static enum status take_in_new(struct living *living)
{
	struct rec *recs;
	second_t *came;
	int n = read_leads(living, &recs, &came);

	if (n < 0)
		return why_memory(&living->crm->why);
	if (n)
		return take_in(living, recs, came, n);
	arena_reset(&living->crm->chunk);
	return CRM_OK;
}

static int by_deed(const void *a, const void *b)
{
	const struct demo_act *x = a, *y = b;

	if (x->deed != y->deed)
		return x->deed < y->deed ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->lead > y->lead) - (x->lead < y->lead);
}

static enum status do_acts(
    struct living *living, enum demo_deed deed, const struct rec *recs, int n, struct answer *answers)
{
	enum status status = CRM_OK;

	if (!commands[deed].row)
		return flow_assign(living->crm, recs, n, answers);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = commands[deed].row(living->crm, &recs[i], &answers[i]);
	return status;
}

static enum status think_on(struct living *living, const struct demo_act *act, const struct answer *answer)
{
	struct demo_act done = *act, next[DEMO_NEXT];
	enum status status = CRM_OK;

	if (strcmp(answer->verdict, ASSIGN_POOL) == 0) {
		done.told = living->now + 1;
		return put_off(living, &done, living->turn + 1);
	}
	/* It came back by itself meanwhile, and has a life of its own again. */
	if (done.deed == DEED_RETURN && strcmp(answer->verdict, VERDICT_DONE) != 0)
		return CRM_OK;
	if (done.deed == DEED_TASK)
		done.task = answer->object;
	int n = demo_life_next(&done, living->now, next);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = put_off(living, &next[i], living->turn + 1);
	return status;
}

/* All acts of one kind of this hour, in a batch. */
static enum status tell(struct living *living, const struct demo_act *acts, int n)
{
	struct crm *crm = living->crm;
	enum demo_deed deed = acts[0].deed;
	struct tally tally = living->tally[deed];
	struct rec *recs = arena_get(&crm->chunk, (size_t)n * sizeof *recs);
	struct answer *answers = arena_zero(&crm->chunk, (size_t)n * sizeof *answers);
	enum status status = recs && answers ? begin(living, deed) : why_memory(&crm->why);

	for (int i = 0; i < n && status == CRM_OK; i++) {
		if (!demo_act_row(crm, &acts[i], &recs[i]))
			return why_memory(&crm->why);
		recs[i].row = answers[i].row = i + 1;
	}
	if (status == CRM_OK)
		status = do_acts(living, deed, recs, n, answers);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		tally_count(&tally, answers[i].verdict);
		status = answer_is_rejected(&answers[i]) ? refused(living, deed, &answers[i])
		                                         : think_on(living, &acts[i], &answers[i]);
	}
	return status == CRM_OK ? end(living, deed, &tally) : status;
}

static enum status tell_all(struct living *living)
{
	struct pending *pending = &living->pending[living->turn];
	enum status status = CRM_OK;

	if (pending->n)
		qsort(pending->act, (size_t)pending->n, sizeof *pending->act, by_deed);
	for (int first = 0, end; first < pending->n && status == CRM_OK; first = end) {
		for (end = first; end < pending->n && pending->act[end].deed == pending->act[first].deed;)
			end++;
		status = tell(living, pending->act + first, end - first);
	}
	free(pending->act);
	*pending = (struct pending){0};
	return status;
}

static void tell_month(const struct living *living)
{
	day_t day = (day_t)(living->now / DEMO_DAY);
	struct buf month = {0};

	if (!living->asked->told || living->turn % living->rhythm->turns || day != month_start(day))
		return;
	month_put(&month, day);
	if (!month.failed)
		living->asked->told(month.text, living->taken, living->asked->leads);
	buf_free(&month);
}

static enum status live(struct living *living)
{
	struct crm *crm = living->crm;
	enum status status = CRM_OK;

	for (living->turn = 0; living->turn < turns(living) && status == CRM_OK; living->turn++) {
		living->now = hour_of(living, living->turn);
		crm->now = zone_instant(crm->zone, (day_t)(living->now / DEMO_DAY), (int)(living->now % DEMO_DAY));
		tell_month(living);
		status = take_in_new(living);
		if (status == CRM_OK)
			status = tell_all(living);
		if (status == CRM_OK)
			status = settle(living, ROWS_A_COMMIT);
	}
	return status == CRM_OK ? settle(living, 1) : status;
}

static enum status open_tallies(struct living *living)
{
	enum status status = CRM_OK;

	for (int i = 0; i < COMMANDS && status == CRM_OK; i++)
		status = tally_open(living->crm, &living->tally[i], commands[i].verdicts);
	return status;
}

/* The first of the days of which the last is over. */
static day_t first_day(struct crm *crm, instant_t now)
{
	day_t last = zone_day(crm->zone, now);

	if (zone_instant(crm->zone, last, (int)EVENING) > now)
		last--;
	return last - DEMO_DAYS + 1;
}

enum status demo_history(struct crm *crm, const struct demo_history *asked, struct writer *writer)
{
	instant_t now = crm->now;
	const struct run who = crm->who;
	struct living living = {.crm = crm, .asked = asked, .rhythm = rhythms};

	while (asked->leads < living.rhythm->leads)
		living.rhythm++;
	living.pending = calloc((size_t)turns(&living), sizeof *living.pending);
	enum status status = living.pending ? open_tallies(&living) : why_memory(&crm->why);

	crm->force = true; /* what a stage asks for is not always there, and people go on all the same */
	crm->now = now - (DEMO_DAYS + 2) * DEMO_DAY; /* the settings come before the first day, wherever it is */
	if (status == CRM_OK)
		status = put_settings(&living);
	if (status == CRM_OK) {
		living.first = first_day(crm, now) * DEMO_DAY;
		status = live(&living);
	}
	for (int i = 0; living.pending && i < turns(&living); i++)
		free(living.pending[i].act);
	free(living.pending);
	if (status != CRM_OK)
		db_rollback(crm->db);
	crm->now = now;
	crm->who = who;
	for (int i = 0; i < BY_CONF && status == CRM_OK; i++) {
		int by = i ? i - 1 : BY_INTAKE; /* in the order of a life */
		char rows[24];
		status = writer_row(writer,
		    (const char *const[]){commands[by].command, buf_int_text(rows, living.rows[by])}, &crm->why);
	}
	return status;
}
