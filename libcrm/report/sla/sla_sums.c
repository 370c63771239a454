/* Compliance: of the clocks whose deadline fell in a period, how many were met in time, and how fast. */
#include <math.h>

#include "report/kit/asked.h"
#include "base/text/word_meant.h"
#include "report/kit/groups.h"
#include "report/sla/sla_private.h"

enum { CLOCK, GROUP, DUE, MET, MET_LATE, BREACHED, RATE, RATE_LO, RATE_HI, MEDIAN_MIN, P90_MIN, NEVER };

const struct field sla_sums_fields[] = {[CLOCK] = {"clock", KIND_TEXT, N_("clock")},
    [GROUP] = {"group", KIND_TEXT, N_("group")},
    [DUE] = {"due", KIND_INT, N_("fell due")},
    [MET] = {"met", KIND_INT, N_("met")},
    [MET_LATE] = {"met_late", KIND_INT, N_("met late")},
    [BREACHED] = {"breached", KIND_INT, N_("breached")},
    [RATE] = {"rate", KIND_REAL, N_("share")},
    [RATE_LO] = {"rate_lo", KIND_REAL, N_("from 95%")},
    [RATE_HI] = {"rate_hi", KIND_REAL, N_("to 95%")},
    [MEDIAN_MIN] = {"median_min", KIND_REAL, N_("median, min")},
    [P90_MIN] = {"p90_min", KIND_REAL, N_("p90, min")},
    [NEVER] = {"never", KIND_REAL, N_("never")},
    {0}};

struct ranked_group {
	struct group_row row;
	int rank; /* in the order of names, once all are there */
};

/* A clock in its group. */
struct counted {
	const struct ranked_group *group;
	int64_t spent;
	uint8_t kind, state;
};

struct compliance {
	struct crm *crm;
	const struct query *query;
	struct groups groups;
	struct line line;
	struct asked_ids ids; /* figure: enum sla_state, or -1 */
	int ids_kind;
	instant_t at; /* what has fallen due by then is counted: the rest of the period is to come */
	struct counted *row;
	int n, room;
};

/* What the lead of a task is known by; a lead's own clock knows it. */
static enum status read_keys(const struct compliance *c, const struct sla_clock *clock, struct group_keys *keys)
{
	struct lead lead;
	*keys = (struct group_keys){.manager = clock->manager,
	    .source = clock->source,
	    .project = clock->project,
	    .campaign = clock->campaign,
	    .stage = clock->stage,
	    .reason = clock->reason,
	    .at = clock->deadline};
	if (clock->kind != SLA_TASK || !clock->lead || c->query->n_by == 0)
		return CRM_OK;
	enum status status = lead_get(c->crm, clock->lead, &lead);
	if (status == CRM_OK)
		*keys = group_keys_of(&lead, clock->manager, clock->deadline);
	return status == CRM_NONE ? CRM_OK : status;
}

/* By clock, group and, for the median, time; those never met come last. */
static int by_cell(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind - y->kind;
	if (x->group != y->group)
		return x->group->rank - y->group->rank;
	if ((x->state == SLA_BREACHED) != (y->state == SLA_BREACHED))
		return x->state == SLA_BREACHED ? 1 : -1;
	return (x->spent > y->spent) - (x->spent < y->spent);
}

static enum status add_counted(struct compliance *c, const struct sla_clock *clock, const struct ranked_group *group)
{
	if (c->n == c->room) {
		int room = c->room ? 2 * c->room : 1024;
		struct counted *grown = reallocarray(c->row, (size_t)room, sizeof *grown);
		if (!grown)
			return why_memory(&c->crm->why);
		c->row = grown;
		c->room = room;
	}
	c->row[c->n++] = (struct counted){
	    .group = group, .spent = clock->spent, .kind = (uint8_t)clock->kind, .state = (uint8_t)clock->state};
	return CRM_OK;
}

static enum status wants_clock(void *arg, const struct sla_clock *clock, bool *wanted)
{
	const struct compliance *c = arg;
	*wanted = clock->deadline < c->at;
	return CRM_OK;
}

/* The one place where a count and its list are the same thing. ${name}: of the client. */
static enum status count_clock(void *arg, const struct sla_clock *clock, const char *name)
{
	struct compliance *c = arg;
	struct group_keys keys;
	enum status status = read_keys(c, clock, &keys);
	if (status != CRM_OK)
		return status;
	const struct ranked_group *group = groups_at(&c->groups, &keys);
	if (!group)
		return c->crm->why.status;
	if (!c->ids.thing)
		return add_counted(c, clock, group);
	if (clock->kind != (enum sla_kind)c->ids_kind || (c->ids.group && strcmp(c->ids.group, group->row.name) != 0) ||
	    (c->ids.figure >= 0 && clock->state != (enum sla_state)c->ids.figure))
		return CRM_OK;
	return sla_print(&c->line, clock, clock->manager, name);
}

/* Rows in order, the first ${ended} of which were met, be it late. */
static void put_times(struct line *line, const struct counted *row, int ended)
{
	if (ended == 0)
		return;
	int middle = ended / 2, ninth = (9 * ended + 9) / 10 - 1;
	double median = (double)row[middle].spent;
	if (ended % 2 == 0)
		median = (median + (double)row[middle - 1].spent) / 2;
	line_real(line, MEDIAN_MIN, 1, median / 60);
	line_real(line, P90_MIN, 1, (double)row[ninth].spent / 60);
}

/* ${n} rows of one cell, in the order of by_cell. */
static enum status print_cell(struct line *line, int kind, const char *group, const struct counted *row, int n)
{
	int count[SLA_STATES] = {0};
	for (int i = 0; i < n; i++)
		count[row[i].state]++;
	line_text(line, CLOCK, sla_kind_words[kind]);
	line_text(line, GROUP, group);
	line_int(line, DUE, n);
	line_int(line, MET, count[SLA_MET]);
	line_int(line, MET_LATE, count[SLA_MET_LATE]);
	line_int(line, BREACHED, count[SLA_BREACHED]);
	line_share(line, RATE, count[SLA_MET], n);
	line_real(line, NEVER, 4, n ? (double)count[SLA_BREACHED] / n : NAN);
	put_times(line, row, count[SLA_MET] + count[SLA_MET_LATE]);
	return line_write(line);
}

static int cell_end(const struct compliance *c, int i)
{
	int end = i + 1;
	while (end < c->n && c->row[end].kind == c->row[i].kind && c->row[end].group == c->row[i].group)
		end++;
	return end;
}

/* Without groups every clock has its row, even when nothing fell due. ${asked}: a clock, or -1. */
static enum status print_cells(struct compliance *c, int asked)
{
	struct group_row **groups = groups_in_order(&c->groups);
	enum status status = groups ? CRM_OK : c->crm->why.status;
	int i = 0;
	for (int rank = 0; rank < c->groups.n && groups; rank++)
		((struct ranked_group *)groups[rank])->rank = rank;
	if (c->n > 1)
		qsort(c->row, (size_t)c->n, sizeof *c->row, by_cell);
	for (int kind = 0; kind < SLA_POOL; kind++) {
		bool prints = asked < 0 || asked == kind, any = false;
		for (int end; i < c->n && c->row[i].kind == kind; i = end) {
			end = cell_end(c, i);
			any = true;
			if (status == CRM_OK && prints)
				status = print_cell(&c->line, kind, c->row[i].group->row.name, c->row + i, end - i);
		}
		if (status == CRM_OK && prints && !any && c->query->n_by == 0)
			status = print_cell(&c->line, kind, "", c->row, 0);
	}
	return status;
}

static enum status take_asked(struct compliance *c, int *kind)
{
	static const char usage[] = N_("--ids [GROUP/]CLOCK[.met|.met_late|.breached], not «%s»");
	struct crm *crm = c->crm;
	const struct query *query = c->query;
	enum status status = asked_options_only(crm, query);
	if (status == CRM_OK)
		status = sla_take_kind(crm, kind);
	if (status != CRM_OK)
		return status;
	if (option(crm, "state") || option(crm, "due") || option(crm, "all") || query->fail_on)
		return why_set(
		    &crm->why, CRM_USAGE, _("--state, --due, --all and --fail-on do not go with --compliance"));
	status = asked_ids(crm, query, sla_state_words, _(usage), &c->ids);
	if (status != CRM_OK || !c->ids.thing)
		return status;
	c->ids_kind = word_meant(c->ids.thing, sla_kind_words);
	bool runs = c->ids.figure == SLA_WAITING || c->ids.figure == SLA_DUE_SOON;
	return c->ids_kind < 0 || runs ? why_set(&crm->why, CRM_USAGE, _(usage), query->ids) : CRM_OK;
}

enum status sla_compliance(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct compliance c = {.crm = crm,
	    .query = query,
	    .groups = {.crm = crm, .query = query, .size = sizeof(struct ranked_group)},
	    .at = asked_moment(crm, query)};
	int kind;
	(void)page;
	enum status status = take_asked(&c, &kind);
	bool lists = c.ids.thing != NULL;
	line_open(&c.line, crm, writer, lists ? sla_fields : sla_sums_fields);
	if (status == CRM_OK)
		status = sla_each(crm, query,
		    &(const struct sla_search){.scope = SLA_DUE_IN,
		        .wants = wants_clock,
		        .each = count_clock,
		        .arg = &c,
		        .in_order = lists,
		        .narrow = !lists && query->n_by == 0,
		        .named = lists});
	if (status == CRM_OK && !lists)
		status = print_cells(&c, kind);
	free(c.row);
	line_close(&c.line);
	groups_close(&c.groups);
	return status;
}
