/* The page of the day as text: 72 columns, but for the verdict and the commands, which stay one line each. */
#include <math.h>

#include "base/value/number.h"
#include "report/kpi/kpi_page.h"
#include "render/page.h"

static void put_why(const struct kpi_story *story, struct buf *page)
{
	struct buf sentence = {0};
	int i = 0, n = 0;

	buf_format(page, "\n%s\n", _("Why"));
	for (; kpi_why(story, &i, &sentence); n++) {
		page_text_wrap(page, "  - ", sentence.text ? sentence.text : "");
		page->failed = page->failed || sentence.failed;
		buf_clear(&sentence);
	}
	if (n == 0)
		page_text_wrap(page, "  - ",
		    story->kpi->any_plan ? _("everything that has a plan is on its way")
		                         : _("without plans there is nothing to compare with"));
	buf_free(&sentence);
}

static void put_rate(struct buf *page, const struct kpi_person *total, enum kpi_metric metric)
{
	const struct kpi_line *line = &total->line[metric];
	int before = kpi_step_before(total, metric);
	struct buf name = {0}, rate = {0};

	if (isnan(line->rate) || before < 0)
		return;
	buf_format(&name, "%s → %s", _(kpi_metric_names[before]), _(kpi_metric_names[metric]));
	percent_put(&rate, line->rate, 1);
	buf_put(page, "  ");
	page_text_cell(page, name.text ? name.text : "", 32, false);
	page_text_cell(page, rate.text ? rate.text : "", 9, true);
	page->failed = page->failed || name.failed || rate.failed;
	buf_format(page, _("  %lld of %lld"), (long long)line->sum.month, (long long)line->of);
	if (!isnan(line->rate_lo)) {
		buf_put(page, " (95%: ");
		percent_put(page, line->rate_lo, 0);
		buf_put(page, "–");
		percent_put(page, line->rate_hi, 0);
		buf_put(page, ")");
	}
	buf_char(page, '\n');
	buf_free(&name);
	buf_free(&rate);
}

static void put_rates(const struct kpi_story *story, struct buf *page)
{
	const struct kpi_person *total = &story->kpi->person[0];
	bool any = false;

	for (int m = 0; m < KPI_METRICS; m++)
		any = any || !isnan(total->line[m].rate);
	if (!any)
		return;
	buf_format(page, "\n%s\n", _("Conversion this month"));
	for (int m = 0; m < KPI_METRICS; m++)
		put_rate(page, total, (enum kpi_metric)m);
}

static void put_actions(const struct kpi_story *story, struct buf *page)
{
	buf_format(page, "\n%s\n", _("What to do"));
	for (int i = 0; i < story->n; i++) {
		const struct kpi_do *action = &story->action[i];
		struct buf text = {0}, first = {0};
		buf_format(&first, "  %d. ", i + 1);
		kpi_owner_put(action->person, &text);
		buf_format(&text, " – %s: %s", _(kpi_metric_names[action->metric]), action->line->cause);
		page_text_wrap(page, first.text ? first.text : "", text.text ? text.text : "");
		buf_put(page, "     ");
		/* A command stays one line, whatever its width. */
		page_text_cell(page, action->line->action, 0, false);
		buf_char(page, '\n');
		page->failed = page->failed || text.failed || first.failed;
		buf_free(&text);
		buf_free(&first);
	}
	if (story->n == 0)
		page_text_wrap(page, "  ", _("nothing is pressing"));
}

/* Columns of the table after the name of the metric; with blanks between them and a light 70. */
enum { DAY, MONTH, EXPECTED, PLAN, LAG, RATE, COLUMNS };
static const int widths[COLUMNS] = {8, 8, 8, 8, 6, 6};
#define NAME_WIDTH 12

static void put_cells(struct buf *page, const char *name, const struct buf *cells, const char *light)
{
	buf_put(page, " ");
	page_text_cell(page, name, NAME_WIDTH, false);
	for (int i = 0; i < COLUMNS; i++) {
		page->failed = page->failed || cells[i].failed;
		page_text_cell(page, cells[i].text ? cells[i].text : "", widths[i], true);
		buf_char(page, ' ');
	}
	buf_put(page, light);
	while (page->length > 0 && page->text[page->length - 1] == ' ')
		page->text[--page->length] = '\0';
	buf_char(page, '\n');
}

static void free_cells(struct buf *cells)
{
	for (int i = 0; i < COLUMNS; i++)
		buf_free(&cells[i]);
}

static void put_line(struct buf *page, enum kpi_metric metric, const struct kpi_line *line)
{
	struct buf cells[COLUMNS] = {0};

	kpi_value_put(&cells[DAY], metric, (double)line->sum.day);
	kpi_value_put(&cells[MONTH], metric, (double)line->sum.month);
	if (line->planned) {
		kpi_value_put(&cells[EXPECTED], metric, line->expected);
		kpi_value_put(&cells[PLAN], metric, (double)line->plan);
	}
	if (line->planned && !isnan(line->lag_days))
		number_put(&cells[LAG], line->lag_days, 1);
	if (!isnan(line->rate))
		percent_put(&cells[RATE], line->rate, 0);
	put_cells(page, _(kpi_metric_names[metric]), cells, line->light ? _(kpi_light_names[line->light]) : "");
	free_cells(cells);
}

static void put_table(const struct kpi_story *story, struct buf *page)
{
	static const char *const titles[COLUMNS] = {
	    N_("day"), N_("month"), N_("expect"), N_("plan"), N_("lag"), N_("conv.")};
	const struct kpi *kpi = story->kpi;
	struct buf cells[COLUMNS] = {0};

	for (int i = 0; i < COLUMNS; i++)
		buf_put(&cells[i], _(titles[i]));
	buf_char(page, '\n');
	put_cells(page, "", cells, _("light"));
	free_cells(cells);
	for (int i = 0; i < kpi->n; i++) {
		const struct kpi_person *person = &kpi->person[i];
		page_text_wrap(page, "", person->manager ? kpi_person_name(person) : _("Total"));
		for (int m = 0; m < KPI_METRICS; m++)
			if (person->line[m].counted)
				put_line(page, (enum kpi_metric)m, &person->line[m]);
	}
}

static void put_foot(const struct kpi_story *story, struct buf *page)
{
	char *foot = story->foot.text, *line;

	buf_char(page, '\n');
	while ((line = strsep(&foot, "\n")) != NULL)
		if (*line)
			page_text_wrap(page, "", line);
}

void kpi_text(const struct kpi_story *story, struct buf *page)
{
	page_text_cell(page, story->verdict.text, 0, false);
	buf_char(page, '\n');
	page_text_wrap(page, "", story->facts.text);
	put_why(story, page);
	put_rates(story, page);
	put_actions(story, page);
	put_table(story, page);
	put_foot(story, page);
}
