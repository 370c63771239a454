#include "report/quality/quality.h"

#include <math.h>

#include "base/statistics/stats.h"
#include "base/text/word_meant.h"
#include "report/kit/sheet.h"
#include "report/quality/quality_private.h"

enum judged_figure { DECIDED, REAL, DISQUALIFIED, WON, BOOMERANG, UNTOUCHED, HASTY };
static const char *const figure_names[] = {[DECIDED] = "decided",
    [REAL] = "real",
    [DISQUALIFIED] = "disqualified",
    [WON] = "won",
    [BOOMERANG] = "boomerang",
    [UNTOUCHED] = "untouched",
    [HASTY] = "hasty",
    NULL};
static const char *const thing_names[] = {"decided", NULL};

enum {
	GROUP,
	COL_DECIDED,
	COL_REAL,
	RATE,
	RATE_LO,
	RATE_HI,
	COL_DISQUALIFIED,
	EXPECTED,
	RATIO,
	Z,
	LIGHT,
	COL_WON,
	WON_REAL,
	WON_REAL_LO,
	WON_REAL_HI,
	WON_ALL,
	WON_ALL_LO,
	WON_ALL_HI,
	COL_BOOMERANG,
	BACK,
	BACK_LO,
	BACK_HI,
	COL_UNTOUCHED,
	COL_HASTY
};

const struct field quality_fields[] = {[GROUP] = {"group", KIND_TEXT, N_("group")},
    [COL_DECIDED] = {"decided", KIND_INT, N_("judged")},
    [COL_REAL] = {"real", KIND_INT, N_("real")},
    [RATE] = {"rate", KIND_REAL, N_("share of real ones")},
    [RATE_LO] = {"rate_lo", KIND_REAL, N_("from 95%")},
    [RATE_HI] = {"rate_hi", KIND_REAL, N_("to 95%")},
    [COL_DISQUALIFIED] = {"disqualified", KIND_INT, N_("disqualified")},
    [EXPECTED] = {"expected", KIND_REAL, N_("as others would")},
    [RATIO] = {"ratio", KIND_REAL, N_("times that")},
    [Z] = {"z", KIND_REAL, N_("z")},
    [LIGHT] = {"light", KIND_TEXT, N_("light")},
    [COL_WON] = {"won", KIND_INT, N_("won")},
    [WON_REAL] = {"won_real", KIND_REAL, N_("won of the real")},
    [WON_REAL_LO] = {"won_real_lo", KIND_REAL, N_("from 95%")},
    [WON_REAL_HI] = {"won_real_hi", KIND_REAL, N_("to 95%")},
    [WON_ALL] = {"won_all", KIND_REAL, N_("won of all")},
    [WON_ALL_LO] = {"won_all_lo", KIND_REAL, N_("from 95%")},
    [WON_ALL_HI] = {"won_all_hi", KIND_REAL, N_("to 95%")},
    [COL_BOOMERANG] = {"boomerang", KIND_INT, N_("came back")},
    [BACK] = {"back", KIND_REAL, N_("share that came back")},
    [BACK_LO] = {"back_lo", KIND_REAL, N_("from 95%")},
    [BACK_HI] = {"back_hi", KIND_REAL, N_("to 95%")},
    [COL_UNTOUCHED] = {"untouched", KIND_INT, N_("without a touch")},
    [COL_HASTY] = {"hasty", KIND_INT, N_("within two minutes")},
    {0}};

enum { LEAD, CLIENT, MANAGER, STATE, SOURCE, REASON, CREATED, VERDICT, DECIDED_AT, IS_BACK, IS_UNTOUCHED, IS_HASTY };

const struct field quality_lead_fields[] = {[LEAD] = {"lead", KIND_INT, N_("lead")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [STATE] = {"state", KIND_TEXT, N_("state")},
    [SOURCE] = {"source", KIND_TEXT, N_("source")},
    [REASON] = {"reason", KIND_TEXT, N_("reason")},
    [CREATED] = {"created_at", KIND_TIME, N_("created")},
    [VERDICT] = {"judged", KIND_TEXT, N_("judged")},
    [DECIDED_AT] = {"judged_at", KIND_TIME, N_("when")},
    [IS_BACK] = {"boomerang", KIND_INT, N_("came back")},
    [IS_UNTOUCHED] = {"untouched", KIND_INT, N_("without a touch")},
    [IS_HASTY] = {"hasty", KIND_INT, N_("within two minutes")},
    {0}};

/* In order of how bad they are. */
enum quality_light { FEW, GREEN, YELLOW, RED };
static const char *const light_names[] = {[FEW] = "few", [GREEN] = "green", [YELLOW] = "yellow", [RED] = "red", NULL};

struct quality_cell {
	struct sheet_cell cell;
	int64_t manager; /* with --anomaly */
};

struct quality {
	struct sheet sheet;
	bool anomaly;
	double reference; /* the share of disqualified that is borne */
	struct manager_comparison comparison;
	int worst; /* of what was printed, an enum quality_light */
};

static enum status list_lead(struct line *line, const struct judged_lead *judged)
{
	line_lead(line, &judged->lead);
	line_text(line, MANAGER, manager_code(line->crm, judged->manager));
	line_text(line, VERDICT, figure_names[judged->verdict == JUDGED_REAL ? REAL : DISQUALIFIED]);
	line_time(line, DECIDED_AT, judged->at);
	line_id(line, IS_BACK, judged->boomerang);
	line_id(line, IS_UNTOUCHED, judged->untouched);
	line_id(line, IS_HASTY, judged->hasty);
	return line_write(line);
}

/* Managers are compared with all there are, whomever -m and -u leave out. What nobody had tells nothing of anybody. */
static enum status compare(struct quality *quality, const struct judged_lead *judged)
{
	if (!quality->anomaly || !judged->manager)
		return CRM_OK;
	bool disqualified = judged->verdict == JUDGED_DISQUALIFIED;
	return comparison_add(&quality->comparison, judged->manager, judged->lead.source, disqualified)
	           ? CRM_OK
	           : why_memory(&quality->sheet.crm->why);
}

static enum status count_judged(void *arg, const struct judged_lead *judged)
{
	struct quality *quality = arg;
	const struct lead *lead = &judged->lead;
	const bool counts[] = {[DECIDED] = true,
	    [REAL] = judged->verdict == JUDGED_REAL,
	    [DISQUALIFIED] = judged->verdict == JUDGED_DISQUALIFIED,
	    [WON] = judged->verdict == JUDGED_REAL && lead->state == LEAD_WON,
	    [BOOMERANG] = judged->boomerang,
	    [UNTOUCHED] = judged->untouched,
	    [HASTY] = judged->hasty};
	const struct group_keys keys = group_keys_of(lead, judged->manager, judged->at);
	struct sheet_cell *cell = NULL;
	enum status status = compare(quality, judged);
	if (status == CRM_OK)
		status = sheet_cell(&quality->sheet, &keys, 0, &cell);
	if (!cell)
		return status;
	((struct quality_cell *)cell)->manager = judged->manager;
	for (int figure = 0; figure_names[figure] && status == CRM_OK; figure++) {
		struct line *line = counts[figure] ? sheet_count(&quality->sheet, cell, figure) : NULL;
		if (line)
			status = list_lead(line, judged);
	}
	return status;
}

/* Against the share that is borne: only what is above it for sure. */
static enum quality_light light_of_share(const struct quality *quality, const struct sheet_cell *cell)
{
	double n = (double)cell->n[DECIDED];
	if (n < QUALITY_LEAST)
		return FEW;
	return stats_wilson((double)cell->n[DISQUALIFIED], n).lo > quality->reference ? RED : GREEN;
}

static enum quality_light light_of_outlier(const struct outlier *judged)
{
	if (!judged || judged->light == OUTLIER_FEW)
		return FEW;
	if (!judged->found)
		return GREEN;
	return judged->light == OUTLIER_FAR ? RED : YELLOW;
}

static enum quality_light put_comparison(struct quality *quality, const struct sheet_cell *cell)
{
	struct line *line = &quality->sheet.line;
	const struct outlier *judged =
	    comparison_of(&quality->comparison, ((const struct quality_cell *)cell)->manager);
	if (judged && judged->light != OUTLIER_FEW) {
		line_real(line, EXPECTED, 2, judged->expected);
		line_real(line, RATIO, 2, judged->expected > 0 ? judged->k / judged->expected : NAN);
		line_real(line, Z, 2, judged->z);
	}
	return light_of_outlier(judged);
}

static enum status print_group(struct sheet *sheet, struct sheet_cell *cell)
{
	struct quality *quality = (struct quality *)sheet;
	struct line *line = &sheet->line;
	const int64_t *n = cell->n;
	line_text(line, GROUP, cell->group);
	line_int(line, COL_DECIDED, n[DECIDED]);
	line_int(line, COL_REAL, n[REAL]);
	line_share(line, RATE, (double)n[REAL], (double)n[DECIDED]);
	line_int(line, COL_DISQUALIFIED, n[DISQUALIFIED]);
	line_int(line, COL_WON, n[WON]);
	line_share(line, WON_REAL, (double)n[WON], (double)n[REAL]);
	line_share(line, WON_ALL, (double)n[WON], (double)n[DECIDED]);
	line_int(line, COL_BOOMERANG, n[BOOMERANG]);
	line_share(line, BACK, (double)n[BOOMERANG], (double)n[DISQUALIFIED]);
	line_int(line, COL_UNTOUCHED, n[UNTOUCHED]);
	line_int(line, COL_HASTY, n[HASTY]);
	enum quality_light light = quality->anomaly ? put_comparison(quality, cell) : light_of_share(quality, cell);
	line_text(line, LIGHT, light_names[light]);
	quality->worst = (int)light > quality->worst ? (int)light : quality->worst;
	return line_write(line);
}

static const struct sheet_of counted = {.fields = quality_fields,
    .ids_fields = quality_lead_fields,
    .things = thing_names,
    .figures = figure_names,
    .usage = N_(
        "--ids [GROUP/]decided[.FIGURE], FIGURE is real, disqualified, won, boomerang, untouched or hasty, not «%s»"),
    .size = sizeof(struct quality_cell),
    .print = print_group};

static enum status take_fail_on(const struct quality *quality, const char *word)
{
	int light = word_meant(word, light_names);
	if (light < YELLOW)
		return why_set(&quality->sheet.crm->why, CRM_USAGE, _("--fail-on yellow or red, not «%s»"), word);
	return !quality->sheet.lists && quality->worst >= light ? CRM_CONDITION : CRM_OK;
}

enum status quality_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct quality quality = {.anomaly = option(crm, "anomaly") != NULL,
	    .reference = (double)setting_int(crm, "quality.disqualified", 80) / 100};
	struct query of_managers = *query;
	(void)page;
	if (quality.anomaly) {
		if (query->n_by > 0)
			return why_set(&crm->why, CRM_USAGE, _("--anomaly compares managers: without -g"));
		of_managers.by[of_managers.n_by++] = QUERY_BY_MANAGER;
	}
	enum status status = sheet_open(&quality.sheet, crm, &of_managers, writer, &counted);
	if (status == CRM_OK && query->fail_on)
		status = take_fail_on(&quality, query->fail_on);
	const struct judging_of judging = {.crm = crm,
	    .query = query,
	    .from = quality.sheet.from,
	    .to = quality.sheet.to,
	    .each = count_judged,
	    .arg = &quality};
	if (status == CRM_OK)
		status = judged_each(&judging);
	if (status == CRM_OK && quality.anomaly && !comparison_judge(&quality.comparison))
		status = why_memory(&crm->why);
	if (status == CRM_OK)
		status = sheet_print(&quality.sheet);
	if (status == CRM_OK && query->fail_on)
		status = take_fail_on(&quality, query->fail_on);
	comparison_free(&quality.comparison);
	sheet_close(&quality.sheet);
	return status;
}
