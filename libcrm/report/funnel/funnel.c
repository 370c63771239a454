#include "base/statistics/stats.h"
#include "base/text/word_meant.h"
#include "report/funnel/funnel.sql.h"
#include "report/funnel/funnel_private.h"
#include "report/kit/scan.h"

enum {
	MODE,
	FROM,
	TO,
	GROUP,
	STAGE,
	NAME,
	REACHED,
	OPEN,
	DROPPED,
	SKIPPED,
	RATE,
	RATE_LO,
	RATE_HI,
	TOTAL_RATE,
	AMOUNT
};

const struct field funnel_fields[] = {[MODE] = {"mode", KIND_TEXT, N_("mode")},
    [FROM] = {"from", KIND_TIME, N_("from")},
    [TO] = {"to", KIND_TIME, N_("to")},
    [GROUP] = {"group", KIND_TEXT, N_("group")},
    [STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [REACHED] = {"reached", KIND_INT, N_("reached")},
    [OPEN] = {"open", KIND_INT, N_("open")},
    [DROPPED] = {"dropped", KIND_INT, N_("dropped")},
    [SKIPPED] = {"skipped", KIND_INT, N_("skipped")},
    [RATE] = {"rate", KIND_REAL, N_("rate")},
    [RATE_LO] = {"rate_lo", KIND_REAL, N_("from 95%")},
    [RATE_HI] = {"rate_hi", KIND_REAL, N_("to 95%")},
    [TOTAL_RATE] = {"total_rate", KIND_REAL, N_("of all")},
    [AMOUNT] = {"amount", KIND_MONEY, N_("amount")},
    {0}};

const struct field funnel_ids_fields[] = {{"lead", KIND_INT, N_("lead")}, {"client", KIND_INT, N_("client")},
    {"manager", KIND_TEXT, N_("manager")}, {"state", KIND_TEXT, N_("state")}, {"stage", KIND_TEXT, N_("stage")},
    {"source", KIND_TEXT, N_("source")}, {"created_at", KIND_TIME, N_("created")}, {0}};

static const char *const mode_names[] = {
    [FUNNEL_COHORT] = "cohort", [FUNNEL_PERIOD] = "period", [FUNNEL_SNAPSHOT] = "snapshot", NULL};

static const char *const figure_names[] = {[FIGURE_REACHED] = "reached",
    [FIGURE_OPEN] = "open",
    [FIGURE_DROPPED] = "dropped",
    [FIGURE_SKIPPED] = "skipped",
    NULL};

static enum status take_mode(struct funnel *funnel, const struct funnel_options *options)
{
	struct why *why = &funnel->crm->why;
	int mode = options->mode ? word_meant(options->mode, mode_names) : FUNNEL_COHORT;
	if (mode < 0)
		return why_set(why, CRM_USAGE, _("no mode «%s»: cohort, period or snapshot"), options->mode);
	funnel->mode = (enum funnel_mode)mode;
	if (options->within && funnel->mode != FUNNEL_COHORT)
		return why_set(why, CRM_USAGE, _("--within goes with --mode cohort"));
	if (options->within && (span_parse(options->within, &funnel->within) != CRM_OK || funnel->within <= 0))
		return why_set(why, CRM_USAGE, _("not a span of time: «%s» (30d, 12h, 2w)"), options->within);
	return CRM_OK;
}

static enum status take_ids(struct funnel *funnel)
{
	struct crm *crm = funnel->crm;
	enum status status = asked_ids(crm, funnel->query, figure_names,
	    _("--ids [GROUP/]STAGE[.open|.dropped|.skipped], not «%s»"), &funnel->ids);
	funnel->ids_rank = -1;
	if (status != CRM_OK || !funnel->ids.thing)
		return status;
	const struct stage *stage;
	status = meant_option(crm, stage_meant(crm, funnel->ids.thing, &stage));
	if (status != CRM_OK)
		return status;
	funnel->ids_rank = stage->pos;
	if (funnel->ids.figure < 0)
		funnel->ids.figure = FIGURE_REACHED;
	return CRM_OK;
}

static void put_rates(struct funnel *funnel, const struct funnel_group *group, int rank)
{
	struct line *line = &funnel->line;
	double k = (double)group->cell[rank].reached, n = rank ? (double)group->cell[rank - 1].reached : 0,
	       all = (double)group->cell[0].reached;
	if (funnel->mode == FUNNEL_SNAPSHOT)
		return;
	if (funnel->mode == FUNNEL_COHORT)
		line_share(line, RATE, k, n);
	else if (n > 0)
		line_real(line, RATE, 4, k / n);
	if (all > 0)
		line_real(line, TOTAL_RATE, 4, k / all);
}

static void put_period(struct funnel *funnel)
{
	const struct query *q = funnel->query;
	if (q->has_period) {
		line_day(&funnel->line, FROM, q->period.from);
		line_day(&funnel->line, TO, q->period.to);
	} else if (funnel->mode == FUNNEL_SNAPSHOT || (q->has_horizon && !q->of_evening)) {
		line_time(&funnel->line, TO, funnel->at);
	}
}

static enum status print_cell(struct funnel *funnel, const struct funnel_group *group, int rank)
{
	struct line *line = &funnel->line;
	const struct stage *stage = stage_at(funnel->crm, rank);
	const struct funnel_cell *cell = &group->cell[rank];
	line_text(line, MODE, mode_names[funnel->mode]);
	put_period(funnel);
	line_text(line, GROUP, group->row.name);
	line_text(line, STAGE, stage->code);
	line_text(line, NAME, stage->name);
	line_int(line, REACHED, cell->reached);
	if (funnel->mode != FUNNEL_PERIOD)
		line_int(line, OPEN, cell->open);
	if (funnel->mode == FUNNEL_COHORT || (funnel->mode == FUNNEL_PERIOD && stage->kind == STAGE_WON))
		line_int(line, DROPPED, cell->dropped);
	if (funnel->mode != FUNNEL_SNAPSHOT)
		line_int(line, SKIPPED, cell->skipped);
	put_rates(funnel, group, rank);
	if (funnel->mode == FUNNEL_SNAPSHOT || stage->kind == STAGE_WON)
		line_money(line, AMOUNT, cell->amount);
	return line_write(line);
}

/* What was counted in it was taken off again. */
static bool is_empty(const struct funnel *funnel, const struct funnel_group *group)
{
	static const struct funnel_cell nothing = {0};
	bool empty = funnel->mended && funnel->query->n_by > 0;
	for (int rank = 0; rank < stage_count(funnel->crm); rank++)
		empty = empty && memcmp(&group->cell[rank], &nothing, sizeof nothing) == 0;
	return empty;
}

static enum status print_cells(struct funnel *funnel)
{
	/* Without groups there is a funnel even when nothing has come in. */
	if (funnel->query->n_by == 0 && !groups_at(&funnel->groups, &(struct group_keys){0}))
		return funnel->crm->why.status;
	struct group_row **all = groups_in_order(&funnel->groups);
	enum status status = all ? CRM_OK : funnel->crm->why.status;
	for (int i = 0; i < funnel->groups.n && status == CRM_OK; i++)
		for (int rank = 0; rank < stage_count(funnel->crm) && status == CRM_OK &&
		                   !is_empty(funnel, (struct funnel_group *)all[i]);
		     rank++)
			status = print_cell(funnel, (struct funnel_group *)all[i], rank);
	return status;
}

/* Who came in the period, and whatever may have been an entry in it, or annulled one. */
static enum status find_entries(void *arg, struct wanted *wanted)
{
	static const enum event_kind kinds[] = {
	    EV_LEAD_QUALIFIED, EV_LEAD_MOVED, EV_LEAD_WON, EV_LEAD_LOST, EV_LEAD_DISQUALIFIED, EV_LEAD_RETURNED};
	const struct funnel *funnel = arg;
	struct crm *crm = funnel->crm;
	if (!funnel->query->has_period)
		return CRM_NONE;
	enum status status = wanted_find(crm, wanted, sql_find_came, VALS(V_INT(funnel->from), V_INT(funnel->to)));
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && status == CRM_OK; i++)
		status = wanted_find(
		    crm, wanted, sql_find_happened, VALS(V_INT(funnel->from), V_INT(funnel->to), V_INT(kinds[i])));
	return status;
}

enum status funnel_report(
    struct crm *crm, const struct query *query, const struct funnel_options *options, struct writer *writer)
{
	struct funnel funnel = {.crm = crm,
	    .query = query,
	    .sign = 1,
	    .groups = {.crm = crm, .query = query, .size = sizeof(struct funnel_group)}};
	asked_period(crm, query, &funnel.from, &funnel.to);
	funnel.at = query->horizon.as_of != INSTANT_MAX && !query->of_evening ? query->horizon.as_of : crm->now;
	enum status status = asked_options_only(crm, query);
	if (status == CRM_OK)
		status = take_mode(&funnel, options);
	if (status == CRM_OK)
		status = take_ids(&funnel);
	bool snapshot = funnel.mode == FUNNEL_SNAPSHOT;
	line_open(&funnel.line, crm, writer, funnel.ids.thing ? funnel_ids_fields : funnel_fields);
	if (status == CRM_OK)
		status = scan_leads(&(struct scan){.crm = crm,
		    .query = query,
		    .sums = options->slow ? NULL : funnel_sums,
		    .mend = funnel_mend,
		    .found = query->has_period ? sql_find_came
		             : snapshot        ? sql_find_open
		                               : NULL,
		    .sql = snapshot            ? sql_leads_snapshot_found
		           : query->has_period ? sql_leads_cohort_found
		                               : sql_leads_cohort,
		    .vals = query->has_period ? VALS(V_INT(funnel.from), V_INT(funnel.to)) : NULL,
		    .reach = snapshot ? 0 : LEAD_COLUMNS,
		    .by_journal = funnel.mode == FUNNEL_PERIOD, /* who owned a lead first is there alone */
		    .find = funnel.mode == FUNNEL_PERIOD ? find_entries : NULL,
		    .each = funnel_count,
		    .arg = &funnel});
	if (status == CRM_OK && !funnel.ids.thing)
		status = print_cells(&funnel);
	line_close(&funnel.line);
	groups_close(&funnel.groups);
	return status;
}
