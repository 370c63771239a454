#include "book/projection/rollup.h"
#include "book/history/lead_entries.h"
#include "book/projection/apply_private.h"

#include "book/projection/rollup.sql.h"

enum { CREDIT = SUM_STAYS + 1 }; /* not of lead_sum: what a route owes a manager */

#define MANY 64      /* so many are worth a statement of their own */
#define AT_ONCE 8192 /* more are written piece by piece */

/* A row of lead_sum or of credit and what is to be added to it. A free place has no sum. */
struct rollup_cell {
	int sum; /* enum lead_sum, or CREDIT */
	day_t day;
	int64_t who;   /* manager or source */
	int64_t stage; /* CREDIT: the route in rollup.route */
	int64_t n;
	money_t amount;
	int32_t state; /* or the day on which a stay began */
};

struct rollup {
	struct rollup_cell *cell;             /* open addressing; room is a power of two */
	struct rollup_cell *last[CREDIT + 1]; /* of each sum, added to last: leads come day by day */
	size_t used, room;
	struct rollup_cell *log; /* since the mark, to take it back */
	size_t logged, log_room;
	char **route;
	int routes;
	bool marked;
	bool stale, stale_at_mark; /* what is counted was counted by other settings */
};

static size_t place_of(const struct rollup_cell *cell)
{
	uint64_t hash = (uint64_t)cell->day * 0x9e3779b97f4a7c15u;
	hash = (hash ^ (uint64_t)cell->who ^ hash >> 29) * 0xbf58476d1ce4e5b9u;
	uint64_t kind = ((uint64_t)cell->stage << 8 | (uint64_t)cell->sum) ^ (uint64_t)cell->state * 0x10000001b3u;
	hash = (hash ^ kind ^ hash >> 32) * 0x94d049bb133111ebu;
	return (size_t)(hash ^ hash >> 31);
}

static bool same_row(const struct rollup_cell *a, const struct rollup_cell *b)
{
	return a->day == b->day && a->who == b->who && a->stage == b->stage && a->state == b->state && a->sum == b->sum;
}

static inline struct rollup_cell *find_cell(const struct rollup *rollup, const struct rollup_cell *key)
{
	size_t at = place_of(key) & (rollup->room - 1);
	while (rollup->cell[at].sum && !same_row(&rollup->cell[at], key))
		at = (at + 1) & (rollup->room - 1);
	return &rollup->cell[at];
}

static bool grow_cells(struct rollup *rollup)
{
	struct rollup larger = {.room = rollup->room != 0 ? rollup->room * 2 : 64};
	larger.cell = calloc(larger.room, sizeof *larger.cell);
	if (larger.cell == NULL)
		return false;
	for (size_t i = 0; i < rollup->room; i++)
		if (rollup->cell[i].sum)
			*find_cell(&larger, &rollup->cell[i]) = rollup->cell[i];
	free(rollup->cell);
	rollup->cell = larger.cell;
	rollup->room = larger.room;
	memset(rollup->last, 0, sizeof rollup->last);
	return true;
}

static inline bool add_delta(struct rollup *rollup, const struct rollup_cell *delta)
{
	if (rollup->used * 4 >= rollup->room * 3 && !grow_cells(rollup))
		return false;
	struct rollup_cell *cell = rollup->last[delta->sum];
	if (cell == NULL || !same_row(cell, delta))
		cell = rollup->last[delta->sum] = find_cell(rollup, delta);
	if (!cell->sum) {
		*cell = *delta;
		rollup->used++;
		return true;
	}
	cell->n += delta->n;
	return !__builtin_add_overflow(cell->amount, delta->amount, &cell->amount);
}

static bool keep_delta(struct rollup *rollup, const struct rollup_cell *delta)
{
	if (rollup->logged == rollup->log_room) {
		size_t room = rollup->log_room != 0 ? rollup->log_room * 2 : 64;
		struct rollup_cell *log = realloc(rollup->log, room * sizeof *log);
		if (log == NULL)
			return false;
		rollup->log = log;
		rollup->log_room = room;
	}
	rollup->log[rollup->logged++] = *delta;
	return true;
}

static enum status open_rollup(struct crm *crm)
{
	if (crm->rollup == NULL && (crm->rollup = calloc(1, sizeof *crm->rollup)) == NULL)
		return why_memory(&crm->why);
	return CRM_OK;
}

/* What is counted for one lead, gathered on the stack. */
struct lead_count {
	struct crm *crm;
	int64_t source;
	instant_t came;
	day_t came_on;
	int sign;
	bool failed;
};

static void count_cell(struct lead_count *count, const struct rollup_cell *cell)
{
	struct rollup *rollup = count->crm->rollup;
	if (!add_delta(rollup, cell) || (rollup->marked && !keep_delta(rollup, cell)))
		count->failed = true;
}

/* For the manager, whose sum ${cell} names, and for the source, whose sum is the next. */
static void count_twice(struct lead_count *count, struct rollup_cell cell)
{
	cell.n = count->sign;
	cell.amount *= count->sign;
	count_cell(count, &cell);
	cell.sum++;
	cell.who = count->source;
	count_cell(count, &cell);
}

static enum status count_entry(void *arg, const struct lead_entry *entry)
{
	struct lead_count *count = arg;
	struct rollup_cell cell = {.sum = SUM_ENTRIES_OF_MANAGER,
	    .day = entry->at == count->came ? count->came_on : zone_day(count->crm->zone, entry->at),
	    .who = entry->manager,
	    .stage = entry->stage,
	    .state = entry->annulled ? ENTRY_ANNULLED : ENTRY_MADE,
	    .amount = entry->amount};
	count_twice(count, cell);
	cell.state = ENTRY_SKIPPED;
	cell.amount = 0;
	if (entry->skipped)
		count_twice(count, cell);
	return CRM_OK;
}

static void count_cohort(struct lead_count *count, const struct lead_folded *folded, const struct stage *first)
{
	const struct lead *lead = &folded->lead;
	int64_t furthest = folded->n_reach > 0 ? folded->reach[folded->n_reach - 1].stage : first->id;
	bool there = lead->stage == furthest;
	struct rollup_cell cell = {.sum = SUM_COHORT_OF_MANAGER, .day = count->came_on, .who = lead->manager};
	cell.state = COHORT_SKIPPED;
	for (int i = 0; i < folded->n_reach; i++) {
		cell.stage = folded->reach[i].stage;
		if (folded->reach[i].skipped)
			count_twice(count, cell);
	}
	cell.stage = furthest;
	cell.state = COHORT_FURTHEST;
	if (!there)
		count_twice(count, cell);
	cell.stage = lead->stage;
	cell.state = (there ? 0 : COHORT_ELSEWHERE) + (int32_t)lead->state;
	cell.amount = lead->state == LEAD_WON || lead->state == LEAD_OPEN ? lead_amount_counted(lead) : 0;
	count_twice(count, cell);
}

static void count_stay(struct lead_count *count, int64_t stage, day_t since, day_t until, int64_t manager)
{
	struct rollup_cell cell = {.sum = SUM_STAYS, .day = until, .stage = stage, .state = since, .n = count->sign};
	count_cell(count, &cell);
	cell.sum = SUM_STAYS_OF_MANAGER;
	cell.who = manager;
	if (until != STAY_RUNS)
		count_cell(count, &cell);
}

static void count_stays(struct lead_count *count, const struct lead_folded *folded)
{
	struct zone *zone = count->crm->zone;
	const struct lead *lead = &folded->lead;
	for (const struct stay *stay = folded->stays; stay != NULL; stay = stay->before)
		if (stay_counts(lead, stay))
			count_stay(count, stay->stage, zone_day(zone, stay->since), zone_day(zone, stay->until),
			    stay->manager);
	instant_t since = lead->stage_since > count->came ? lead->stage_since : count->came;
	if (lead->state == LEAD_OPEN)
		count_stay(
		    count, lead->stage, since == count->came ? count->came_on : zone_day(zone, since), STAY_RUNS, 0);
}

bool rollup_counts_as_lead(const struct crm *crm, const struct lead *lead)
{
	if (lead->state != LEAD_DISQUALIFIED)
		return true;
	const struct reason *reason = reason_id(crm, lead->reason);
	return reason == NULL || (strcmp(reason->code, "spam") != 0 && strcmp(reason->code, "duplicate") != 0);
}

enum status rollup_lead(struct crm *crm, const struct lead_folded *folded, int sign)
{
	const struct lead *lead = &folded->lead;
	const struct stage *first = stage_at(crm, 0);
	struct lead_count c = {.crm = crm, .source = lead->source, .sign = sign};
	if (!folded->exists || !rollup_counts_as_lead(crm, lead))
		return CRM_OK;
	if (first == NULL)
		return why_set(&crm->why, CRM_CONFIG, _("there are no stages: see crm-conf put stage"));
	enum status status = open_rollup(crm);
	if (status != CRM_OK)
		return status;
	c.came = lead->created_at;
	c.came_on = zone_day(crm->zone, c.came);
	count_cohort(&c, folded, first);
	count_stays(&c, folded);
	status = lead_entries(crm, folded, count_entry, &c);
	if (status != CRM_OK)
		return status;
	return c.failed
	           ? why_set(&crm->why, CRM_IO, _("no memory, or the amounts of lead %lld add up to more than can be"),
	                 (long long)lead->lead)
	           : CRM_OK;
}

static enum status route_index(struct crm *crm, const char *name, int *index)
{
	struct rollup *rollup = crm->rollup;
	for (*index = 0; *index < rollup->routes; ++*index)
		if (strcmp(rollup->route[*index], name) == 0)
			return CRM_OK;
	char **more = realloc(rollup->route, ((size_t)rollup->routes + 1) * sizeof *more);
	if (more != NULL)
		rollup->route = more;
	if (more == NULL || (more[rollup->routes] = strdup(name)) == NULL)
		return why_memory(&crm->why);
	rollup->routes++;
	return CRM_OK;
}

enum status rollup_credits(struct crm *crm, const char *route, const struct rollup_credit *credit, int n)
{
	int index;
	enum status status = open_rollup(crm);
	if (status == CRM_OK)
		status = route_index(crm, route, &index);
	if (status != CRM_OK)
		return status;
	struct rollup *rollup = crm->rollup;
	for (int i = 0; i < n; i++) {
		const struct rollup_cell cell = {
		    .sum = CREDIT, .who = credit[i].manager, .stage = index, .amount = credit[i].parts};
		if (!add_delta(rollup, &cell) || (rollup->marked && !keep_delta(rollup, &cell)))
			return why_memory(&crm->why);
	}
	return CRM_OK;
}

int64_t rollup_credit_added(const struct crm *crm, const char *route, int64_t manager)
{
	const struct rollup *rollup = crm->rollup;
	struct rollup_cell key = {.sum = CREDIT, .who = manager};
	if (rollup == NULL || rollup->used == 0)
		return 0;
	while (key.stage < rollup->routes && strcmp(rollup->route[key.stage], route) != 0)
		key.stage++;
	return key.stage < rollup->routes ? find_cell(rollup, &key)->amount : 0;
}

static int by_row(const void *a, const void *b)
{
	const struct rollup_cell *x = a, *y = b;
	if (x->sum != y->sum)
		return x->sum < y->sum ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->who != y->who)
		return x->who < y->who ? -1 : 1;
	if (x->stage != y->stage)
		return x->stage < y->stage ? -1 : 1;
	return x->state < y->state ? -1 : x->state > y->state;
}

static enum status write_credit(struct crm *crm, const struct rollup_cell *cell)
{
	const char *route = crm->rollup->route[cell->stage];
	enum status status =
	    db_run(crm->db, sql_credit_add, VALS(V_TEXT(route), V_INT(cell->who), V_INT(cell->amount)));
	return status == CRM_OK ? db_run(crm->db, sql_credit_drop, VALS(V_TEXT(route), V_INT(cell->who))) : status;
}

static const struct val *vals_of(const struct rollup_cell *cell, struct val vals[8])
{
	memcpy(vals,
	    VALS(V_INT(cell->sum), V_INT(cell->day), V_INT(cell->who), V_INT(cell->stage), V_INT(cell->state),
	        V_INT(cell->n), V_INT(cell->amount)),
	    8 * sizeof *vals);
	return vals;
}

/* Credits, and what comes to nothing, which goes. CRM_NONE: it is to be added. */
static enum status write_apart(struct crm *crm, const struct rollup_cell *cell)
{
	struct val vals[8];
	if (cell->n == 0 && cell->amount == 0)
		return CRM_OK;
	if (cell->sum == CREDIT)
		return write_credit(crm, cell);
	if (cell->n >= 0)
		return CRM_NONE;
	enum status status = db_run(crm->db, sql_sum_drop, vals_of(cell, vals));
	return status == CRM_OK && db_changed(crm->db) == 0 ? CRM_NONE : status;
}

static enum status add_many(struct crm *crm, const struct rollup_cell *cell, size_t n, int64_t *ints)
{
	enum { COLUMNS = 7 };
	struct batch_column columns[COLUMNS] = {{0}};
	struct val vals[COLUMNS + 1];
	for (int c = 0; c < COLUMNS; c++)
		columns[c].ints = ints + (size_t)c * n;
	for (size_t i = 0; i < n; i++) {
		(void)vals_of(&cell[i], vals);
		for (size_t c = 0; c < COLUMNS; c++)
			ints[c * n + i] = vals[c].i;
	}
	enum status status = db_batch_table(crm->db, "sums", "sum, day, who, stage, state, n, amount");
	if (status == CRM_OK)
		status = db_batch(crm->db, "sums", columns, COLUMNS, (int)n);
	return status == CRM_OK ? db_run(crm->db, sql_sum_add_many, NULL) : status;
}

static enum status add_rest(struct crm *crm, const struct rollup_cell *cell, size_t n, int64_t *ints)
{
	struct val vals[8];
	enum status status = CRM_OK;
	if (n >= MANY)
		return add_many(crm, cell, n, ints);
	for (size_t i = 0; i < n && status == CRM_OK; i++)
		status = db_run(crm->db, sql_sum_add, vals_of(&cell[i], vals));
	return status;
}

/* In the order of the table, which is easier on its pages. */
static enum status write_cells(struct crm *crm, struct rollup_cell *cell, size_t n)
{
	size_t room = n < AT_ONCE ? n + 1 : AT_ONCE, left = 0;
	struct rollup_cell *rest = arena_get(&crm->chunk, room * sizeof *rest);
	int64_t *ints = arena_get(&crm->chunk, room * 7 * sizeof *ints);
	enum status status = rest && ints ? CRM_OK : why_memory(&crm->why);
	if (n > 1)
		qsort(cell, n, sizeof *cell, by_row);
	for (size_t i = 0; i < n && status == CRM_OK; i++) {
		status = write_apart(crm, &cell[i]);
		if (status != CRM_NONE)
			continue;
		status = CRM_OK;
		rest[left++] = cell[i];
		if (left < room)
			continue;
		status = add_rest(crm, rest, left, ints);
		left = 0;
	}
	return status == CRM_OK ? add_rest(crm, rest, left, ints) : status;
}

/* The cohorts of all days, each once: how many they are. The others are given up. False: the amounts add up to more
   than can be. */
static bool merge_days(struct rollup_cell *cell, size_t *n)
{
	size_t kept = 0, merged = 0;
	for (size_t i = 0; i < *n; i++) {
		if (cell[i].sum != SUM_COHORT_OF_MANAGER && cell[i].sum != SUM_COHORT_OF_SOURCE)
			continue;
		cell[kept] = cell[i];
		cell[kept].sum += SUM_EVER_OF_MANAGER - SUM_COHORT_OF_MANAGER;
		cell[kept++].day = 0;
	}
	if (kept > 1)
		qsort(cell, kept, sizeof *cell, by_row);
	for (size_t i = 0; i < kept; i++) {
		struct rollup_cell *last = &cell[merged - (merged > 0)];
		if (merged == 0 || !same_row(last, &cell[i])) {
			cell[merged++] = cell[i];
			continue;
		}
		last->n += cell[i].n;
		if (__builtin_add_overflow(last->amount, cell[i].amount, &last->amount))
			return false;
	}
	*n = merged;
	return true;
}

/* Those from sum ${first} on, to which something was added: of a lead that changes most is taken away and added again.
   The hash is given up: packed to the front. */
static enum status write_all(struct crm *crm, struct rollup *rollup, int first)
{
	size_t n = 0;
	for (size_t i = 0; i < rollup->room; i++)
		if (rollup->cell[i].sum >= first && (rollup->cell[i].n != 0 || rollup->cell[i].amount != 0))
			rollup->cell[n++] = rollup->cell[i];
	enum status status = write_cells(crm, rollup->cell, n);
	if (status == CRM_OK && !merge_days(rollup->cell, &n))
		status = why_set(&crm->why, CRM_IO, _("the amounts add up to more than can be"));
	return status == CRM_OK ? write_cells(crm, rollup->cell, n) : status;
}

enum status rollup_flush(struct crm *crm)
{
	struct rollup *rollup = crm->rollup;
	enum status status = CRM_OK;
	if (rollup == NULL)
		return CRM_OK;
	if (rollup->stale) {
		status = write_all(crm, rollup, CREDIT); /* which hangs on no settings */
		rollup_clear(crm);
		if (status == CRM_OK)
			status = apply_settings_again(crm);
	}
	if (status == CRM_OK && rollup->used > 0)
		status = write_all(crm, rollup, SUM_ENTRIES_OF_MANAGER);
	rollup_clear(crm);
	return status;
}

void rollup_clear(struct crm *crm)
{
	struct rollup *rollup = crm->rollup;
	if (rollup == NULL)
		return;
	if (rollup->room > 0)
		memset(rollup->cell, 0, rollup->room * sizeof *rollup->cell);
	memset(rollup->last, 0, sizeof rollup->last);
	rollup->used = rollup->logged = 0;
	rollup->marked = rollup->stale = false;
}

enum status rollup_stale(struct crm *crm)
{
	enum status status = open_rollup(crm);
	if (status == CRM_OK)
		crm->rollup->stale = true;
	return status;
}

enum status rollup_mark(struct crm *crm)
{
	enum status status = open_rollup(crm);
	if (status != CRM_OK)
		return status;
	crm->rollup->marked = true;
	crm->rollup->logged = 0;
	crm->rollup->stale_at_mark = crm->rollup->stale;
	return CRM_OK;
}

/* The rows are in the hash already, so that nothing here can fail. */
void rollup_giveup(struct crm *crm)
{
	struct rollup *rollup = crm->rollup;
	if (rollup == NULL || !rollup->marked)
		return;
	for (size_t i = 0; i < rollup->logged; i++) {
		struct rollup_cell *cell = find_cell(rollup, &rollup->log[i]);
		cell->n -= rollup->log[i].n;
		cell->amount -= rollup->log[i].amount;
	}
	rollup->logged = 0;
	rollup->marked = false;
	rollup->stale = rollup->stale_at_mark;
}

void rollup_free(struct crm *crm)
{
	if (crm->rollup == NULL)
		return;
	free(crm->rollup->cell);
	free(crm->rollup->log);
	for (int i = 0; i < crm->rollup->routes; i++)
		free(crm->rollup->route[i]);
	free(crm->rollup->route);
	free(crm->rollup);
	crm->rollup = NULL;
}
