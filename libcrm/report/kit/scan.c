#include "report/kit/scan.h"

#include "report/kit/lives.h"

enum status scan_rows_of(
    struct db *db, const char *sql, const struct val *vals, enum status (*each)(void *arg, struct stmt *row), void *arg)
{
	struct stmt *row;
	enum status status = db_ask(db, sql, vals, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		status = each(arg, row);
		if (status != CRM_OK)
			db_done(row);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status scan_rows(struct crm *crm, const char *sql, const struct val *vals,
    enum status (*each)(void *arg, struct stmt *row), void *arg)
{
	return scan_rows_of(crm->db, sql, vals, each, arg);
}

struct reading {
	const struct scan *scan;
	struct lead_folded lead; /* exists: its rows are being read */
	int told;                /* of the leads with something ahead, so many have been */
};

/* Those with something ahead that stand before ${lead}, as the journal tells them. */
static enum status tell_ahead(struct reading *reading, int64_t lead)
{
	const struct scan *scan = reading->scan;
	const struct query *query = scan->query;
	enum status status = CRM_OK;
	while (status == CRM_OK && reading->told < query->n_ahead && query->ahead[reading->told] < lead) {
		struct lead_folded folded;
		status = lead_fold(scan->crm, query->ahead[reading->told++], &query->horizon, &folded);
		if (status == CRM_OK && folded.exists)
			status = scan->each(scan->arg, &folded, NULL);
	}
	return status;
}

/* Does the row have to stand back, because its lead has something ahead? */
static bool is_ahead(struct reading *reading, int64_t lead)
{
	const struct query *query = reading->scan->query;
	return reading->told < query->n_ahead && query->ahead[reading->told] == lead;
}

static enum status take_row(void *arg, struct stmt *row)
{
	struct reading *reading = arg;
	const struct scan *scan = reading->scan;
	struct lead_folded *lead = &reading->lead;
	int64_t number = lead_row_number(row);
	enum status status = CRM_OK;
	if (!lead->exists || number != lead->lead.lead) {
		if (scan->reach && lead->exists)
			status = scan->each(scan->arg, lead, NULL);
		lead->exists = false;
		if (status == CRM_OK)
			status = tell_ahead(reading, number);
		if (status != CRM_OK || is_ahead(reading, number))
			return status;
		lead_row(row, &lead->lead);
		lead->exists = true;
		lead->n_reach = 0;
	}
	if (!scan->reach)
		return scan->each(scan->arg, lead, row);
	int at = scan->reach;
	if (!db_null(row, at) && lead->n_reach < STAGES_MAX)
		lead->reach[lead->n_reach++] = (struct reach){.stage = db_int(row, at),
		    .at = db_int(row, at + 1),
		    .manager = db_int(row, at + 2),
		    .skipped = db_int(row, at + 3) != 0};
	return CRM_OK;
}

/* In order of lead: neighbours lie on one page. */
static enum status find_sorted(const struct scan *scan, struct wanted *wanted)
{
	enum status status =
	    scan->find ? scan->find(scan->arg, wanted) : wanted_find(scan->crm, wanted, scan->found, scan->vals);
	wanted_sort(wanted);
	return status == CRM_OK ? wanted_bind(scan->crm, "found", wanted->key, wanted->n) : status;
}

static enum status scan_tables(const struct scan *scan)
{
	struct reading reading = {.scan = scan};
	struct wanted wanted = {0};
	enum status status = CRM_OK;
	if (scan->found || scan->find)
		status = find_sorted(scan, &wanted);
	if (status == CRM_OK)
		status = scan_rows(scan->crm, scan->sql, scan->found ? NULL : scan->vals, take_row, &reading);
	if (status == CRM_OK && scan->reach && reading.lead.exists)
		status = scan->each(scan->arg, &reading.lead, NULL);
	if (status == CRM_OK)
		status = tell_ahead(&reading, INT64_MAX);
	wanted_free(&wanted);
	return status;
}

static enum status scan_journal(const struct scan *scan)
{
	return lives_read(&(const struct lives){
	    .crm = scan->crm, .query = scan->query, .find = scan->find, .lead = scan->each, .arg = scan->arg});
}

/* In the sums a lead stands as all that was said of it, what is ahead too. */
static enum status mend_sums(const struct scan *scan)
{
	const struct query *query = scan->query;
	const struct horizon *const horizons[] = {&horizon_none, &query->horizon};
	enum status status = CRM_OK;
	for (int i = 0; i < query->n_ahead && status == CRM_OK; i++)
		for (int k = 0; k < 2 && status == CRM_OK; k++) {
			struct lead_folded folded;
			status = lead_fold(scan->crm, query->ahead[i], horizons[k], &folded);
			if (status == CRM_OK && folded.exists)
				status = scan->mend(scan->arg, &folded, k == 0);
		}
	return status;
}

static enum status ask_sums(const struct scan *scan)
{
	bool mends = scan->query->ahead && scan->mend;
	if (!scan->sums || (scan->query->has_horizon && !mends))
		return CRM_NONE;
	enum status status = scan->sums(scan->arg);
	return status == CRM_OK && scan->query->has_horizon ? mend_sums(scan) : status;
}

enum status scan_leads(const struct scan *scan)
{
	enum status status = ask_sums(scan);
	if (status != CRM_NONE)
		return status;
	return lives_by_journal(scan->query) || !scan->sql || scan->by_journal ? scan_journal(scan) : scan_tables(scan);
}

enum status wanted_add(struct crm *crm, struct wanted *wanted, int64_t key)
{
	if (wanted->n == wanted->room) {
		int room = wanted->room ? wanted->room * 2 : 1024;
		int64_t *grown = reallocarray(wanted->key, (size_t)room, sizeof *grown);
		if (!grown)
			return why_memory(&crm->why);
		wanted->key = grown;
		wanted->room = room;
	}
	wanted->key[wanted->n++] = key;
	return CRM_OK;
}

struct wanted_finding {
	struct crm *crm;
	struct wanted *wanted;
};

static enum status add_found(void *arg, struct stmt *row)
{
	const struct wanted_finding *finding = arg;
	return wanted_add(finding->crm, finding->wanted, db_int(row, 0));
}

enum status wanted_find(struct crm *crm, struct wanted *wanted, const char *sql, const struct val *vals)
{
	struct wanted_finding finding = {crm, wanted};
	return scan_rows(crm, sql, vals, add_found, &finding);
}

static int by_key(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

void wanted_sort(struct wanted *wanted)
{
	int kept = 0, in_order = 1;
	while (in_order < wanted->n && wanted->key[in_order - 1] <= wanted->key[in_order])
		in_order++;
	if (in_order < wanted->n)
		qsort(wanted->key, (size_t)wanted->n, sizeof *wanted->key, by_key);
	for (int i = 0; i < wanted->n; i++)
		if (kept == 0 || wanted->key[kept - 1] != wanted->key[i])
			wanted->key[kept++] = wanted->key[i];
	wanted->n = kept;
}

int wanted_place(const struct wanted *wanted, int64_t key)
{
	const int64_t *at = wanted->n ? bsearch(&key, wanted->key, (size_t)wanted->n, sizeof key, by_key) : NULL;
	return at ? (int)(at - wanted->key) : -1;
}

enum status wanted_bind(struct crm *crm, const char *table, const int64_t *key, int n)
{
	const struct batch_column column = {.ints = key};
	enum status status = db_batch_table(crm->db, table, "key");
	return status == CRM_OK ? db_batch(crm->db, table, &column, 1, n) : status;
}

void wanted_free(struct wanted *wanted)
{
	free(wanted->key);
	*wanted = (struct wanted){0};
}
