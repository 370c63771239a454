#include "base/value/stats.h"
#include "report/funnel/funnel_table.h"

const struct field funnel_fields[] = {{"mode", KIND_TEXT, N_("mode")}, {"from", KIND_TEXT, N_("from")},
    {"to", KIND_TEXT, N_("to")}, {"group", KIND_TEXT, N_("group")}, {"stage", KIND_TEXT, N_("stage")},
    {"name", KIND_TEXT, N_("name")}, {"reached", KIND_INT, N_("reached")}, {"open", KIND_INT, N_("open")},
    {"dropped", KIND_INT, N_("dropped")}, {"skipped", KIND_INT, N_("skipped")}, {"rate", KIND_REAL, N_("rate")},
    {"rate_lo", KIND_REAL, N_("from 95%")}, {"rate_hi", KIND_REAL, N_("to 95%")},
    {"total_rate", KIND_REAL, N_("of all")}, {"amount", KIND_MONEY, N_("amount")}, {0}};

const struct field funnel_ids_fields[] = {{"lead", KIND_INT, N_("lead")}, {"client", KIND_INT, N_("client")},
    {"manager", KIND_TEXT, N_("manager")}, {"state", KIND_TEXT, N_("state")}, {"stage", KIND_TEXT, N_("stage")},
    {"source", KIND_TEXT, N_("source")}, {"created_at", KIND_TIME, N_("created")}, {0}};

static const char *const mode_names[] = {"cohort", "period", "snapshot"};

static enum status take_mode(struct sheet *sheet, const struct funnel_options *options)
{
	struct why *why = &sheet->crm->why;
	if (sheet->query->n_operands)
		return why_set(
		    why, CRM_USAGE, _("what is «%s»? this list takes options only"), sheet->query->operands[0]);
	const char *mode = options->mode ? options->mode : "cohort";
	int i = 0;
	while (i < 3 && strcmp(mode, mode_names[i]) != 0)
		i++;
	if (i == 3)
		return why_set(why, CRM_USAGE, _("no mode «%s»: cohort, period or snapshot"), mode);
	sheet->mode = (enum funnel_mode)i;
	if (options->within && sheet->mode != FUNNEL_COHORT)
		return why_set(why, CRM_USAGE, _("--within goes with --mode cohort"));
	if (options->within && (span_parse(options->within, &sheet->within) != CRM_OK || sheet->within <= 0))
		return why_set(why, CRM_USAGE, _("not a span of time: «%s» (30d, 12h, 2w)"), options->within);
	return CRM_OK;
}

/* --ids [GROUP/]STAGE[.open|.dropped|.skipped] */
static enum status take_ids(struct sheet *sheet)
{
	static const char *const whats[] = {"reached", "open", "dropped", "skipped"};
	struct crm *crm = sheet->crm;
	char *key = arena_copy(&crm->run, sheet->query->ids);
	sheet->ids_rank = -1;
	if (!sheet->query->ids)
		return CRM_OK;
	if (!key)
		return why_memory(&crm->why);
	char *slash = strrchr(key, '/'), *stage = slash ? slash + 1 : key, *dot = strrchr(stage, '.');
	sheet->ids_group = slash ? key : "";
	if (slash)
		*slash = '\0';
	if (dot) {
		int i = 0;
		while (i < 4 && strcmp(dot + 1, whats[i]) != 0)
			i++;
		if (i == 4)
			return why_set(&crm->why, CRM_USAGE,
			    _("--ids [GROUP/]STAGE[.open|.dropped|.skipped], not «%s»"), sheet->query->ids);
		sheet->ids_what = (unsigned)i;
		*dot = '\0';
	}
	const struct stage *found = stage_find(crm, stage);
	if (!found)
		return why_set(&crm->why, CRM_USAGE, "%s", stage_unknown(crm, stage));
	sheet->ids_rank = found->pos;
	return CRM_OK;
}

struct line {
	const char *cells[15];
	struct buf text[15];
};

static void put_int(struct line *line, int i, int64_t number)
{
	buf_int(&line->text[i], number);
	line->cells[i] = line->text[i].text;
}

static void put_rate(struct line *line, int i, double rate)
{
	buf_format(&line->text[i], "%.4f", rate);
	line->cells[i] = line->text[i].text;
}

static void put_rates(struct line *line, const struct sheet *sheet, const struct group_row *row, int rank)
{
	int64_t k = row->cell[rank].reached, n = rank ? row->cell[rank - 1].reached : 0, all = row->cell[0].reached;
	if (sheet->mode == FUNNEL_SNAPSHOT)
		return;
	if (rank && n > 0)
		put_rate(line, 10, (double)k / (double)n);
	if (rank && n > 0 && sheet->mode == FUNNEL_COHORT) {
		struct interval interval = wilson((double)k, (double)n);
		put_rate(line, 11, interval.lo);
		put_rate(line, 12, interval.hi);
	}
	if (all > 0)
		put_rate(line, 13, (double)k / (double)all);
}

static void put_period(struct line *line, const struct sheet *sheet)
{
	const struct query *q = sheet->query;
	if (sheet->mode == FUNNEL_SNAPSHOT || (q->has_horizon && !q->has_period))
		instant_put(&line->text[2], sheet->crm->zone, sheet->at);
	if (q->has_period) {
		buf_clear(&line->text[2]);
		day_put(&line->text[1], q->period.from);
		day_put(&line->text[2], q->period.to);
	}
	line->cells[1] = line->text[1].text;
	line->cells[2] = line->text[2].text;
}

static enum status print_cell(struct sheet *sheet, const struct group_row *row, int rank)
{
	struct line line = {0};
	const struct stage *stage = stage_at(sheet->crm, rank);
	const struct cell *cell = &row->cell[rank];
	int64_t next = rank + 1 < stage_count(sheet->crm) ? row->cell[rank + 1].reached : 0;
	line.cells[0] = mode_names[sheet->mode];
	put_period(&line, sheet);
	line.cells[3] = row->group;
	line.cells[4] = stage->code;
	line.cells[5] = stage->name;
	put_int(&line, 6, cell->reached);
	if (sheet->mode != FUNNEL_PERIOD)
		put_int(&line, 7, cell->open);
	if (sheet->mode == FUNNEL_COHORT)
		put_int(&line, 8, cell->reached - next - cell->open - cell->won);
	if (sheet->mode != FUNNEL_SNAPSHOT)
		put_int(&line, 9, cell->skipped);
	put_rates(&line, sheet, row, rank);
	if (sheet->mode == FUNNEL_SNAPSHOT || stage->kind == STAGE_WON) {
		money_put(&line.text[14], cell->amount);
		line.cells[14] = line.text[14].text;
	}
	bool failed = false;
	for (int i = 0; i < 15; i++)
		failed = failed || line.text[i].failed;
	enum status status =
	    failed ? why_memory(&sheet->crm->why) : writer_row(sheet->writer, line.cells, &sheet->crm->why);
	for (int i = 0; i < 15; i++)
		buf_free(&line.text[i]);
	return status;
}

static enum status print_sheet(struct sheet *sheet)
{
	enum status status = CRM_OK;
	struct keys nothing = {0};
	/* Without groups there is a funnel even when nothing has come in. */
	if (!sheet->first && sheet->query->n_by == 0 && !sheet_group(sheet, &nothing))
		return CRM_IO;
	for (const struct group_row *row = sheet->first; row && status == CRM_OK; row = row->next)
		for (int rank = 0; rank < stage_count(sheet->crm) && status == CRM_OK; rank++)
			status = print_cell(sheet, row, rank);
	return status;
}

enum status funnel(
    struct crm *crm, const struct query *query, const struct funnel_options *options, struct writer *writer)
{
	struct sheet sheet = {.crm = crm, .query = query, .writer = writer, .from = INSTANT_MIN, .to = INSTANT_MAX};
	sheet.at = query->horizon.as_of != INSTANT_MAX ? query->horizon.as_of : crm->now;
	if (query->has_period) {
		sheet.from = zone_start(crm->zone, query->period.from);
		sheet.to = zone_start(crm->zone, query->period.to);
	}
	enum status status = take_mode(&sheet, options);
	if (status == CRM_OK)
		status = take_ids(&sheet);
	if (status != CRM_OK)
		return status;
	status = options->slow ? CRM_NONE : road_sums(&sheet);
	if (status == CRM_NONE)
		status = query->has_horizon || sheet.mode == FUNNEL_PERIOD ? road_journal(&sheet) : road_leads(&sheet);
	return status == CRM_OK && sheet.ids_rank < 0 ? print_sheet(&sheet) : status;
}
