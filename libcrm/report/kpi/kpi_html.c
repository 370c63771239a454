/* The page of the day as HTML: one file, no script, nothing loaded. */
#include <math.h>

#include "base/value/number.h"
#include "report/kpi/kpi_page.h"
#include "render/page.h"

#define BAR_WIDTH 480
#define BAR_HEIGHT 18

static const char css[] =
    "body{font:16px/1.45 system-ui,sans-serif;color:#1b1f24;background:#fff;max-width:60rem;margin:0 "
    "auto;padding:1rem}\n"
    "h1{font-size:1.4rem;border-left:.5rem solid #8a929c;padding-left:.7rem}\n"
    "h1.green{border-color:#1a7f37}h1.yellow{border-color:#bf8700}h1.red{border-color:#cf222e}\n"
    "h2{font-size:1.1rem;margin:1.6rem 0 .4rem}\n"
    "code{display:block;background:#f3f4f6;padding:.2rem .5rem;overflow-x:auto;white-space:pre-wrap}\n"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}\n"
    "th,td{padding:.2rem .5rem;border-bottom:1px solid #d8dee4;text-align:right;white-space:nowrap}\n"
    "th:first-child,td:first-child,td.text,th.text{text-align:left}td.why{text-align:left;white-space:normal;min-width:"
    "14rem}\n"
    "tr.who td{background:#f3f4f6;font-weight:600}\n"
    ".light{display:inline-block;padding:0 .5rem;border-radius:.7rem;color:#fff}\n"
    ".light.green{background:#1a7f37}.light.yellow{background:#8a6100}.light.red{background:#cf222e}\n"
    "svg{max-width:100%;height:auto;vertical-align:middle}.plan{fill:#e6e9ed}.fact{fill:#8a929c}\n"
    ".fact.green{fill:#1a7f37}.fact.yellow{fill:#bf8700}.fact.red{fill:#cf222e}.expected{fill:#1b1f24}\n"
    "footer{margin-top:1.6rem;color:#57606a;font-size:.85rem}footer p{margin:.2rem 0}\n";

static void put_why(const struct kpi_story *story, struct buf *page)
{
	struct buf sentence = {0};
	int i = 0, n = 0;

	html_tag(page, "<h2>", _("Why"), "</h2>\n<ul>\n");
	for (; kpi_why(story, &i, &sentence); n++)
		html_buf(page, "<li>", &sentence, "</li>\n");
	if (n == 0)
		html_tag(page, "<li>",
		    story->kpi->any_plan ? _("everything that has a plan is on its way")
		                         : _("without plans there is nothing to compare with"),
		    "</li>\n");
	buf_put(page, "</ul>\n");
	buf_free(&sentence);
}

static void put_actions(const struct kpi_story *story, struct buf *page)
{
	html_tag(page, "<h2>", _("What to do"), "</h2>\n");
	if (story->n == 0)
		html_tag(page, "<p>", _("nothing is pressing"), "</p>\n");
	else
		buf_put(page, "<ol>\n");
	for (int i = 0; i < story->n; i++) {
		const struct kpi_do *action = &story->action[i];
		struct buf text = {0};
		kpi_owner_put(action->person, &text);
		buf_format(&text, " – %s: %s", _(kpi_metric_names[action->metric]), action->line->cause);
		html_buf(page, "<li>", &text, "");
		html_tag(page, "<code>", action->line->action, "</code></li>\n");
	}
	if (story->n > 0)
		buf_put(page, "</ol>\n");
}

/* Of ${most} as many units of the drawing. */
static int scale_number(double number, double most)
{
	if (!(most > 0) || !(number > 0))
		return 0;
	return (int)lround(fmin(number / most, 1) * BAR_WIDTH);
}

static void put_rect(struct buf *page, const char *class, const char *light, int x, int width, int y, int height)
{
	buf_format(page, "<rect class=\"%s%s%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", class,
	    *light ? " " : "", light, x, y, width, height);
}

/* The plan as the ground, the fact on it, a mark where it should stand. */
static void put_bar(struct buf *page, const struct kpi_line *line, const char *label)
{
	double fact = (double)line->sum.month, plan = line->planned ? (double)line->plan : 0;
	double most = fmax(fact, plan);

	buf_format(page, "<svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" aria-label=\"", BAR_WIDTH,
	    BAR_HEIGHT, BAR_WIDTH, BAR_HEIGHT);
	html_put(page, label);
	buf_put(page, "\">");
	if (plan > 0)
		put_rect(page, "plan", "", 0, scale_number(plan, most), 0, BAR_HEIGHT);
	put_rect(page, "fact", kpi_light_names[line->light], 0, scale_number(fact, most), 3, BAR_HEIGHT - 6);
	if (plan > 0) {
		int at = scale_number(line->expected, most);
		put_rect(page, "expected", "", at > 0 ? at - 1 : 0, 2, 0, BAR_HEIGHT);
	}
	buf_put(page, "</svg>");
}

static void put_bars(const struct kpi_story *story, struct buf *page)
{
	html_tag(
	    page, "<h2>", _("This month: fact, expected (the mark), plan"), "</h2>\n<div class=\"scroll\"><table>\n");
	for (int m = 0; m < KPI_METRICS; m++) {
		const struct kpi_line *line = &story->kpi->person[0].line[m];
		struct buf label = {0};
		if (!line->counted)
			continue;
		kpi_value_put(&label, (enum kpi_metric)m, (double)line->sum.month);
		if (line->planned) {
			buf_put(&label, " / ");
			kpi_value_put(&label, (enum kpi_metric)m, line->expected);
			buf_put(&label, " / ");
			kpi_value_put(&label, (enum kpi_metric)m, (double)line->plan);
		}
		html_tag(page, "<tr><td>", _(kpi_metric_names[m]), "</td><td class=\"text\">");
		put_bar(page, line, label.text ? label.text : "");
		html_buf(page, "</td><td>", &label, "</td></tr>\n");
	}
	buf_put(page, "</table></div>\n");
}

static void put_value(struct buf *page, enum kpi_metric metric, bool there, double value)
{
	struct buf text = {0};

	if (there)
		kpi_value_put(&text, metric, value);
	html_buf(page, "<td>", &text, "</td>");
}

static void put_rate(struct buf *page, const struct kpi_line *line)
{
	struct buf text = {0};

	if (!isnan(line->rate))
		percent_put(&text, line->rate, 1);
	if (!isnan(line->rate_lo)) {
		buf_put(&text, " (");
		percent_put(&text, line->rate_lo, 0);
		buf_put(&text, "–");
		percent_put(&text, line->rate_hi, 0);
		buf_put(&text, ")");
	}
	html_buf(page, "<td>", &text, "</td>");
}

static void put_line(struct buf *page, enum kpi_metric metric, const struct kpi_line *line)
{
	struct buf gap = {0}, lag = {0};

	html_tag(page, "<tr><td>", _(kpi_metric_names[metric]), "</td>");
	put_value(page, metric, true, (double)line->sum.day);
	put_value(page, metric, true, (double)line->sum.month);
	put_value(page, metric, line->planned, line->expected);
	put_value(page, metric, line->planned, (double)line->plan);
	if (line->planned && !isnan(line->gap_pct))
		percent_put_signed(&gap, line->gap_pct / 100, 1);
	html_buf(page, "<td>", &gap, "</td>");
	if (line->planned && !isnan(line->lag_days))
		number_put(&lag, line->lag_days, 1);
	html_buf(page, "<td>", &lag, "</td>");
	put_rate(page, line);
	buf_put(page, "<td class=\"text\">");
	if (line->light) {
		buf_format(page, "<span class=\"light %s\">", kpi_light_names[line->light]);
		html_tag(page, "", _(kpi_light_names[line->light]), "</span>");
	}
	html_tag(page, "</td><td class=\"why\">", line->reason, "</td></tr>\n");
}

static void put_table(const struct kpi_story *story, struct buf *page)
{
	static const char *const titles[] = {N_("day"), N_("month"), N_("expect"), N_("plan"), N_("gap, %"),
	    N_("days behind"), N_("conv."), N_("light"), N_("reason"), NULL};
	const struct kpi *kpi = story->kpi;

	html_tag(page, "<h2>", _("By manager"), "</h2>\n<div class=\"scroll\"><table>\n<tr><th></th>");
	for (int i = 0; titles[i]; i++)
		html_tag(page, i < 7 ? "<th>" : "<th class=\"text\">", _(titles[i]), "</th>");
	buf_put(page, "</tr>\n");
	for (int i = 0; i < kpi->n; i++) {
		const struct kpi_person *person = &kpi->person[i];
		html_tag(page, "<tr class=\"who\"><td colspan=\"10\">",
		    person->manager ? kpi_person_name(person) : _("Total"), "</td></tr>\n");
		for (int m = 0; m < KPI_METRICS; m++)
			if (person->line[m].counted)
				put_line(page, (enum kpi_metric)m, &person->line[m]);
	}
	buf_put(page, "</table></div>\n");
}

static void put_foot(const struct kpi_story *story, struct buf *page)
{
	char *foot = story->foot.text, *line;

	buf_put(page, "<footer>\n");
	while ((line = strsep(&foot, "\n")) != NULL)
		if (*line)
			html_tag(page, "<p>", line, "</p>\n");
	buf_put(page, "</footer>\n");
}

void kpi_html(const struct kpi_story *story, struct buf *page)
{
	html_begin(page, story->crm->lang, story->verdict.text, css);
	buf_format(page, "<h1 class=\"%s\">", kpi_light_names[story->light]);
	html_tag(page, "", story->verdict.text, "</h1>\n");
	html_tag(page, "<p>", story->facts.text, "</p>\n");
	put_why(story, page);
	put_actions(story, page);
	put_bars(story, page);
	put_table(story, page);
	put_foot(story, page);
	html_end(page);
}
