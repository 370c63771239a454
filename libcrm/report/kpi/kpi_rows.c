/* The report of the day as rows. */
#include <math.h>

#include "report/kit/line.h"
#include "report/kpi/kpi_private.h"

enum {
	DAY,
	MANAGER,
	METRIC,
	FACT,
	MONTH_FACT,
	PLAN,
	EXPECTED,
	GAP,
	GAP_PCT,
	LAG_DAYS,
	RATE,
	RATE_LO,
	RATE_HI,
	LIGHT,
	REASON,
	ACTION
};

const struct field kpi_fields[] = {[DAY] = {"day", KIND_TIME, N_("day")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [METRIC] = {"metric", KIND_TEXT, N_("metric")},
    [FACT] = {"fact", KIND_REAL, N_("this day")},
    [MONTH_FACT] = {"month_fact", KIND_REAL, N_("this month")},
    [PLAN] = {"plan", KIND_REAL, N_("plan")},
    [EXPECTED] = {"expected", KIND_REAL, N_("expected")},
    [GAP] = {"gap", KIND_REAL, N_("gap")},
    [GAP_PCT] = {"gap_pct", KIND_REAL, N_("gap, %")},
    [LAG_DAYS] = {"lag_days", KIND_REAL, N_("days behind")},
    [RATE] = {"rate", KIND_REAL, N_("rate")},
    [RATE_LO] = {"rate_lo", KIND_REAL, N_("from 95%")},
    [RATE_HI] = {"rate_hi", KIND_REAL, N_("to 95%")},
    [LIGHT] = {"light", KIND_TEXT, N_("light")},
    [REASON] = {"reason", KIND_TEXT, N_("reason")},
    [ACTION] = {"action", KIND_TEXT, N_("what to do")},
    {0}};

/* At most two decimals, at least ${least}; never -0. */
static void put_number(struct line *line, int cell, double number, int least)
{
	char text[352];
	struct buf *out = isnan(number) ? NULL : line_begin(line, cell);

	if (!out)
		return;
	size_t length = (size_t)snprintf(text, sizeof text, "%.2f", number);
	for (int decimals = 2; decimals > least && text[length - 1] == '0'; decimals--)
		length -= decimals == 1 ? 2 : 1;
	text[length] = '\0';
	bool minus = text[0] == '-' && strspn(text, "-0.") == length;
	buf_put(out, text + minus);
}

static void put_value(struct line *line, int cell, enum kpi_metric metric, double value)
{
	if (metric == KPI_AMOUNT)
		line_money(line, cell, (money_t)value);
	else
		put_number(line, cell, value, 0);
}

/* In data a blank is a blank. */
static void put_plain(struct line *line, int cell, const char *text)
{
	static const char nbsp[] = "\u00a0";
	const char *next = strstr(text, nbsp);
	struct buf *out = next ? line_begin(line, cell) : NULL;

	if (!out) {
		line_text(line, cell, text);
		return;
	}
	for (; next; next = strstr(text, nbsp)) {
		buf_add(out, text, (size_t)(next - text));
		buf_char(out, ' ');
		text = next + strlen(nbsp);
	}
	buf_put(out, text);
}

static enum status print_line(
    struct line *out, const struct kpi *kpi, const struct kpi_person *person, enum kpi_metric metric)
{
	const struct kpi_line *line = &person->line[metric];

	line_day(out, DAY, kpi->days.day);
	line_text(out, MANAGER, person->manager ? person->manager->code : "");
	line_text(out, METRIC, kpi_metric_names[metric]);
	put_value(out, FACT, metric, (double)line->sum.day);
	put_value(out, MONTH_FACT, metric, (double)line->sum.month);
	if (line->planned) {
		put_value(out, PLAN, metric, (double)line->plan);
		put_value(out, EXPECTED, metric, line->expected);
		put_value(out, GAP, metric, line->gap);
		put_number(out, GAP_PCT, line->gap_pct, 1);
		put_number(out, LAG_DAYS, line->lag_days, 1);
	}
	line_real(out, RATE, 4, line->rate);
	line_real(out, RATE_LO, 4, line->rate_lo);
	line_real(out, RATE_HI, 4, line->rate_hi);
	line_text(out, LIGHT, kpi_light_names[line->light]);
	put_plain(out, REASON, line->reason);
	line_text(out, ACTION, line->action);
	return line_write(out);
}

enum status kpi_report(struct crm *crm, const struct query *query, struct writer *writer)
{
	struct kpi kpi;
	struct line line;
	enum status status = kpi_make(crm, query, &kpi);

	line_open(&line, crm, writer, kpi_fields);
	for (int i = 0; status == CRM_OK && i < kpi.n; i++)
		for (int m = 0; m < KPI_METRICS && status == CRM_OK; m++)
			if (kpi.person[i].line[m].counted)
				status = print_line(&line, &kpi, &kpi.person[i], (enum kpi_metric)m);
	line_close(&line);
	return status == CRM_OK ? kpi_condition(query, &kpi) : status;
}
