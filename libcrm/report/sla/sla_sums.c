/* Compliance: of the clocks whose deadline fell in a period, how many were met in time, and how fast. */
#include "base/value/stats.h"
#include "report/kit/groups.h"
#include "report/sla/sla_private.h"

const struct field sla_sums_fields[] = {{"clock", KIND_TEXT, N_("clock")}, {"group", KIND_TEXT, N_("group")},
    {"due", KIND_INT, N_("fell due")}, {"met", KIND_INT, N_("met")}, {"met_late", KIND_INT, N_("met late")},
    {"breached", KIND_INT, N_("breached")}, {"rate", KIND_REAL, N_("share")}, {"rate_lo", KIND_REAL, N_("from 95%")},
    {"rate_hi", KIND_REAL, N_("to 95%")}, {"median_min", KIND_REAL, N_("median, min")},
    {"p90_min", KIND_REAL, N_("p90, min")}, {"never", KIND_REAL, N_("never")}, {0}};

#define CELLS 12

/* A clock in its group. */
struct counted {
	const struct sla_clock *clock;
	const char *group;
};

struct cut {
	struct crm *crm;
	const struct query *query;
	struct counted *row;
	int n;
};

/* What the lead of a task is known by; a lead's own clock knows it. */
static enum status clock_keys(struct crm *crm, const struct sla_clock *clock, struct keys *keys)
{
	struct lead lead;
	*keys = (struct keys){.manager = clock->manager,
	    .source = clock->source,
	    .project = clock->project,
	    .campaign = clock->campaign,
	    .stage = clock->stage,
	    .at = clock->deadline};
	if (clock->kind != SLA_TASK || !clock->lead)
		return CRM_OK;
	enum status status = lead_get(crm, clock->lead, &lead);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	keys->source = lead.source;
	keys->project = lead.project;
	keys->campaign = lead.campaign;
	keys->stage = lead.stage;
	return CRM_OK;
}

static enum status group_of(struct cut *cut, const struct sla_clock *clock, const char **group)
{
	struct keys keys;
	struct buf text = {0};
	*group = "";
	if (cut->query->n_by == 0)
		return CRM_OK;
	enum status status = clock_keys(cut->crm, clock, &keys);
	if (status != CRM_OK)
		return status;
	group_put(&text, cut->crm, cut->query, &keys);
	*group = text.failed ? NULL : arena_copy(&cut->crm->run, text.text ? text.text : "");
	buf_free(&text);
	return *group ? CRM_OK : why_memory(&cut->crm->why);
}

/* By clock, group and, for the median, time; those never met come last. */
static int by_cell(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;
	int order = (int)x->clock->kind - (int)y->clock->kind;
	if (order == 0)
		order = strcmp(x->group, y->group);
	if (order == 0)
		order = (int)(x->clock->state == SLA_BREACHED) - (int)(y->clock->state == SLA_BREACHED);
	if (order == 0)
		order = (x->clock->spent > y->clock->spent) - (x->clock->spent < y->clock->spent);
	return order;
}

/* Only what has fallen due by now is counted: the rest of the period is to come. */
static enum status take(struct cut *cut, const struct sla *sla)
{
	enum status status = CRM_OK;
	cut->row = arena_get(&cut->crm->run, ((size_t)sla->n + 1) * sizeof *cut->row);
	if (!cut->row)
		return why_memory(&cut->crm->why);
	for (int i = 0; i < sla->n && status == CRM_OK; i++) {
		struct counted *row = &cut->row[cut->n];
		row->clock = &sla->clock[i];
		if (row->clock->deadline >= sla->at)
			continue;
		status = group_of(cut, row->clock, &row->group);
		cut->n++;
	}
	if (cut->n > 1)
		qsort(cut->row, (size_t)cut->n, sizeof *cut->row, by_cell);
	return status;
}

struct line {
	const char *cells[CELLS];
	char text[CELLS][40];
};

static void put_int(struct line *line, int i, int64_t number)
{
	snprintf(line->text[i], sizeof line->text[i], "%lld", (long long)number);
	line->cells[i] = line->text[i];
}

static void put_real(struct line *line, int i, const char *format, double number)
{
	snprintf(line->text[i], sizeof line->text[i], format, number);
	line->cells[i] = line->text[i];
}

/* ${n} rows of one cell, in the order of by_cell. */
static void put_figures(struct line *line, const struct counted *row, int n)
{
	int count[SLA_STATES] = {0};
	for (int i = 0; i < n; i++)
		count[row[i].clock->state]++;
	int ended = count[SLA_MET] + count[SLA_MET_LATE];
	put_int(line, 2, n);
	put_int(line, 3, count[SLA_MET]);
	put_int(line, 4, count[SLA_MET_LATE]);
	put_int(line, 5, count[SLA_BREACHED]);
	if (n == 0)
		return;
	struct interval bound = wilson(count[SLA_MET], n);
	put_real(line, 6, "%.4f", (double)count[SLA_MET] / n);
	put_real(line, 7, "%.4f", bound.lo);
	put_real(line, 8, "%.4f", bound.hi);
	put_real(line, 11, "%.4f", (double)count[SLA_BREACHED] / n);
	if (ended == 0)
		return;
	int middle = ended / 2, ninth = (9 * ended + 9) / 10 - 1;
	double median = (double)row[middle].clock->spent;
	if (ended % 2 == 0)
		median = (median + (double)row[middle - 1].clock->spent) / 2;
	put_real(line, 9, "%.1f", median / 60);
	put_real(line, 10, "%.1f", (double)row[ninth].clock->spent / 60);
}

static enum status print_cell(
    struct cut *cut, enum sla_kind kind, const char *group, const struct counted *row, int n, struct writer *writer)
{
	struct line line = {.cells = {sla_kind_name(kind), group}};
	put_figures(&line, row, n);
	return writer_row(writer, line.cells, &cut->crm->why);
}

/* Without groups every clock has its row, even when nothing fell due. */
static enum status print_cells(struct cut *cut, int kind_asked, struct writer *writer)
{
	enum status status = CRM_OK;
	int i = 0;
	for (int kind = 0; kind < SLA_POOL && status == CRM_OK; kind++) {
		bool any = i < cut->n && cut->row[i].clock->kind == (enum sla_kind)kind;
		if (!any && cut->query->n_by == 0 && (kind_asked < 0 || kind_asked == kind))
			status = print_cell(cut, (enum sla_kind)kind, "", NULL, 0, writer);
		while (i < cut->n && cut->row[i].clock->kind == (enum sla_kind)kind && status == CRM_OK) {
			int end = i + 1;
			while (end < cut->n && cut->row[end].clock->kind == (enum sla_kind)kind &&
			       strcmp(cut->row[end].group, cut->row[i].group) == 0)
				end++;
			if (kind_asked < 0 || kind_asked == kind)
				status = print_cell(
				    cut, (enum sla_kind)kind, cut->row[i].group, &cut->row[i], end - i, writer);
			i = end;
		}
	}
	return status;
}

/* --ids [GROUP/]CLOCK[.met|.met_late|.breached] */
struct cell_key {
	const char *group; /* NULL: any */
	int kind, state;   /* state -1: any */
};

static enum status take_key(struct crm *crm, const char *ids, struct cell_key *key)
{
	char *copy = arena_copy(&crm->run, ids);
	if (!copy)
		return why_memory(&crm->why);
	char *slash = strrchr(copy, '/'), *clock = slash ? slash + 1 : copy, *dot = strrchr(clock, '.');
	*key = (struct cell_key){.group = slash ? copy : NULL, .state = -1};
	if (slash)
		*slash = '\0';
	if (dot) {
		*dot = '\0';
		key->state = sla_find(dot + 1, sla_state_at, SLA_STATES);
	}
	key->kind = sla_find(clock, sla_kind_at, SLA_POOL);
	if (key->kind < 0 || (dot && key->state < SLA_BREACHED))
		return why_set(&crm->why, CRM_USAGE, _("--ids [GROUP/]CLOCK[.met|.met_late|.breached], not «%s»"), ids);
	return CRM_OK;
}

static bool is_in(const struct cell_key *key, const struct counted *row)
{
	return row->clock->kind == (enum sla_kind)key->kind && (!key->group || strcmp(key->group, row->group) == 0) &&
	       (key->state < 0 || row->clock->state == (enum sla_state)key->state);
}

/* The clocks of a cell, in the order of deadlines. */
static enum status print_ids(struct cut *cut, struct sla *sla, const struct cell_key *key, struct writer *writer)
{
	struct crm *crm = cut->crm;
	const char **names;
	bool *wanted = arena_zero(&crm->run, (size_t)sla->n + 1);
	if (!wanted)
		return why_memory(&crm->why);
	for (int i = 0; i < cut->n; i++)
		wanted[cut->row[i].clock - sla->clock] = is_in(key, &cut->row[i]);
	enum status status = sla_names(crm, sla, &names);
	for (int i = 0; i < sla->n && status == CRM_OK; i++)
		if (wanted[i])
			status = sla_row(crm, &sla->clock[i], sla->clock[i].manager, names[i], writer);
	return status;
}

enum status sla_compliance(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct sla sla = {0};
	struct cut cut = {.crm = crm, .query = query};
	struct cell_key key = {0};
	const char *clock = option(crm, "clock");
	int kind = clock ? sla_find(clock, sla_kind_at, SLA_POOL) : -1;
	(void)page;
	if (query->n_operands)
		return why_set(
		    &crm->why, CRM_USAGE, _("what is «%s»? this list takes options only"), query->operands[0]);
	if (clock && kind < 0)
		return why_set(
		    &crm->why, CRM_USAGE, _("no clock «%s»: first_response qualify callback stage task"), clock);
	if (option(crm, "state") || option(crm, "due") || option(crm, "all") || query->fail_on)
		return why_set(
		    &crm->why, CRM_USAGE, _("--state, --due, --all and --fail-on do not go with --compliance"));
	enum status status = query->ids ? take_key(crm, query->ids, &key) : CRM_OK;
	if (status == CRM_OK)
		status = sla_make(crm, query, SLA_DUE_IN, &sla);
	if (status == CRM_OK)
		status = take(&cut, &sla);
	if (status == CRM_OK)
		status = query->ids ? print_ids(&cut, &sla, &key, writer) : print_cells(&cut, kind, writer);
	sla_free(&sla);
	return status;
}
