#include "report/kit/lives.h"

#include "report/kit/lives.sql.h"

#define SLICE 2000 /* leads whose events are in memory together */

static int by_lead(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	if (x->lead != y->lead)
		return x->lead < y->lead ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

/* As a rule it is in order already. */
static void sort_by_lead(struct history *history)
{
	int i = 1;
	while (i < history->n && by_lead(&history->event[i - 1], &history->event[i]) < 0)
		i++;
	if (i < history->n)
		qsort(history->event, (size_t)history->n, sizeof *history->event, by_lead);
}

/* What is found by the tables is judged as the journal tells it: without what is ahead. */
static const struct horizon *horizon_of(const struct query *query)
{
	return query->has_horizon ? &query->horizon : &horizon_none;
}

/* As it is asked for. What a fold leaves in crm->chunk goes with its lead, and what others keep there stays. */
struct life_telling {
	const struct lives *lives;
	struct arena chunk;
};

static enum status fold_life(const struct lives *lives, const struct history *history)
{
	struct lead_folded folded;
	enum status status = history_fold(lives->crm, history, history->n, &folded);
	return status == CRM_OK && folded.exists ? lives->lead(lives->arg, &folded, NULL) : status;
}

static enum status tell_life(void *arg, struct crm *crm, const struct history *history)
{
	struct life_telling *telling = arg;
	const struct lives *lives = telling->lives;
	struct arena kept = crm->chunk;
	arena_reset(&telling->chunk);
	crm->chunk = telling->chunk;
	enum status status = lives->life ? lives->life(lives->arg, crm, history) : fold_life(lives, history);
	telling->chunk = crm->chunk;
	crm->chunk = kept;
	return status;
}

/* Those that the tables found. */
struct life_reading {
	struct life_telling *telling;
	struct arena arena; /* of a slice */
};

/* One lead: what created it, and what of ${after} from *${next} on is about it. */
static enum status read_lead(struct life_reading *reading, const struct event *created, const struct history *after,
    int *next, struct history *one)
{
	const struct lives *lives = reading->telling->lives;
	one->n = 0;
	enum status status = history_add(lives->crm, one, created, &reading->arena);
	while (*next < after->n && after->event[*next].lead < created->lead)
		++*next;
	for (; *next < after->n && after->event[*next].lead == created->lead && status == CRM_OK; ++*next)
		status = history_add(lives->crm, one, &after->event[*next], &reading->arena);
	if (status != CRM_OK)
		return status;
	history_judge(one, one->n, horizon_of(lives->query));
	return tell_life(reading->telling, lives->crm, one);
}

static enum status read_slice(struct life_reading *reading, const int64_t *key, int n)
{
	struct crm *crm = reading->telling->lives->crm;
	struct history created = {0}, after = {0}, one = {0};
	int next = 0;
	arena_reset(&reading->arena);
	enum status status = wanted_bind(crm, "lives_wanted", key, n);
	if (status == CRM_OK)
		status = history_read(crm, sql_lives_created, NULL, &reading->arena, &created);
	if (status == CRM_OK)
		status = history_read(crm, sql_lives_after, NULL, &reading->arena, &after);
	sort_by_lead(&created);
	sort_by_lead(&after);
	for (int i = 0; i < created.n && status == CRM_OK; i++)
		status = read_lead(reading, &created.event[i], &after, &next, &one);
	return status;
}

static enum status read_all(struct life_telling *telling)
{
	const struct lives *lives = telling->lives;
	return lead_fold_histories(lives->crm, horizon_of(lives->query), tell_life, telling);
}

static enum status read_found(struct life_telling *telling)
{
	const struct lives *lives = telling->lives;
	const struct query *query = lives->query;
	struct life_reading reading = {.telling = telling};
	struct wanted leads = {0};
	enum status status = lives->find(lives->arg, &leads);
	if (status == CRM_NONE) {
		wanted_free(&leads);
		return read_all(telling);
	}
	for (int i = 0; i < query->n_ahead && status == CRM_OK; i++)
		status = wanted_add(lives->crm, &leads, query->ahead[i]);
	wanted_sort(&leads);
	for (int i = 0; i < leads.n && status == CRM_OK; i += SLICE)
		status = read_slice(&reading, leads.key + i, leads.n - i < SLICE ? leads.n - i : SLICE);
	wanted_free(&leads);
	arena_free(&reading.arena);
	return status;
}

bool lives_by_journal(const struct query *query)
{
	return query->has_horizon && !query->ahead;
}

bool lives_is_ahead(const struct query *query, int64_t lead)
{
	for (int i = 0; i < query->n_ahead; i++)
		if (query->ahead[i] == lead)
			return true;
	return false;
}

enum status lives_read(const struct lives *lives)
{
	struct life_telling telling = {.lives = lives};
	bool found = lives->find && !lives_by_journal(lives->query);
	enum status status = found ? read_found(&telling) : read_all(&telling);
	arena_free(&telling.chunk);
	return status;
}
