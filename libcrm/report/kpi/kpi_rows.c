/* The report of the day as rows. */
#include <math.h>

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
	ACTION,
	CELLS
};

struct row {
	const char *cell[CELLS];
	struct buf text[CELLS];
};

/* At most two decimals, at least ${least}; never -0. */
static void put_number(struct row *row, int i, double number, int least)
{
	char text[352];

	if (isnan(number))
		return;
	size_t length = (size_t)snprintf(text, sizeof text, "%.2f", number);
	for (int decimals = 2; decimals > least && text[length - 1] == '0'; decimals--)
		length -= decimals == 1 ? 2 : 1;
	text[length] = '\0';
	bool minus = text[0] == '-' && strspn(text, "-0.") == length;
	buf_put(&row->text[i], text + minus);
	row->cell[i] = row->text[i].text;
}

static void put_value(struct row *row, int i, enum kpi_metric metric, double value)
{
	if (metric != KPI_AMOUNT) {
		put_number(row, i, value, 0);
		return;
	}
	money_put(&row->text[i], (money_t)value);
	row->cell[i] = row->text[i].text;
}

static void put_rate(struct row *row, int i, double rate)
{
	if (isnan(rate))
		return;
	buf_format(&row->text[i], "%.4f", rate);
	row->cell[i] = row->text[i].text;
}

/* In data a blank is a blank. */
static void put_plain(struct row *row, int i, const char *text)
{
	static const char nbsp[] = "\u00a0";
	struct buf *out = &row->text[i];

	for (const char *next; (next = strstr(text, nbsp)) != NULL; text = next + strlen(nbsp)) {
		buf_add(out, text, (size_t)(next - text));
		buf_char(out, ' ');
	}
	buf_put(out, text);
	row->cell[i] = out->text;
}

static void fill(struct row *row, const struct kpi *kpi, const struct kpi_person *person, enum kpi_metric metric)
{
	const struct kpi_line *line = &person->line[metric];

	day_put(&row->text[DAY], kpi->days.day);
	row->cell[DAY] = row->text[DAY].text;
	row->cell[MANAGER] = person->manager ? person->manager->code : "";
	row->cell[METRIC] = kpi_metric_names[metric];
	put_value(row, FACT, metric, (double)line->sum.day);
	put_value(row, MONTH_FACT, metric, (double)line->sum.month);
	if (line->planned) {
		put_value(row, PLAN, metric, (double)line->plan);
		put_value(row, EXPECTED, metric, line->expected);
		put_value(row, GAP, metric, line->gap);
		put_number(row, GAP_PCT, line->gap_pct, 1);
		put_number(row, LAG_DAYS, line->lag_days, 1);
	}
	put_rate(row, RATE, line->rate);
	put_rate(row, RATE_LO, line->rate_lo);
	put_rate(row, RATE_HI, line->rate_hi);
	row->cell[LIGHT] = kpi_light_names[line->light];
	put_plain(row, REASON, line->reason);
	row->cell[ACTION] = line->action;
}

static enum status print(struct crm *crm, struct writer *writer, const struct kpi *kpi, const struct kpi_person *person,
    enum kpi_metric metric)
{
	struct row row = {0};
	bool failed = false;

	fill(&row, kpi, person, metric);
	for (int i = 0; i < CELLS; i++)
		failed = failed || row.text[i].failed;
	enum status status = failed ? why_memory(&crm->why) : writer_row(writer, row.cell, &crm->why);
	for (int i = 0; i < CELLS; i++)
		buf_free(&row.text[i]);
	return status;
}

enum status kpi_report(struct crm *crm, const struct query *query, struct writer *writer)
{
	struct kpi kpi;
	enum status status = kpi_make(crm, query, &kpi);

	for (int i = 0; status == CRM_OK && i < kpi.n; i++)
		for (int m = 0; m < KPI_METRICS && status == CRM_OK; m++)
			if (kpi.person[i].line[m].counted)
				status = print(crm, writer, &kpi, &kpi.person[i], (enum kpi_metric)m);
	return status == CRM_OK ? kpi_condition(query, &kpi) : status;
}
