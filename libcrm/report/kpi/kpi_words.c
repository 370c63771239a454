/* Why a line is as it is, and the command to begin with. */
#include <math.h>

#include "base/value/number.h"
#include "report/kpi/kpi_private.h"

#define SAYINGS 8

/* What is put into a sentence: texts that live until the sentence is kept. */
struct kpi_saying {
	struct crm *crm;
	const struct query *query;
	const struct kpi *kpi;
	const struct kpi_person *person;
	enum kpi_metric metric;
	const struct kpi_line *line;
	struct buf piece[SAYINGS];
	int n;
};

static const char *piece_text(struct buf *buf)
{
	return buf->text ? buf->text : "";
}

static const char *value_text(struct kpi_saying *saying, double number)
{
	struct buf *buf = &saying->piece[saying->n++];

	kpi_value_put(buf, saying->metric, number);
	return piece_text(buf);
}

static const char *share_text(struct kpi_saying *saying, double number)
{
	struct buf *buf = &saying->piece[saying->n++];

	percent_put(buf, number, 0);
	return piece_text(buf);
}

static const char *days_text(struct kpi_saying *saying, double number)
{
	struct buf *buf = &saying->piece[saying->n++];

	number_put(buf, number, 1);
	return piece_text(buf);
}

static void say_low(struct kpi_saying *s, struct buf *out)
{
	const struct kpi_line *line = s->line;
	int before = kpi_step_before(s->person, s->metric);
	const char *format = s->person->manager
	                         ? _("conversion from %s to %s is %s (95%%: %s to %s), below the department's %s")
	                         : _("conversion from %s to %s is %s (95%%: %s to %s), below the usual %s");
	const char *rate = share_text(s, line->rate), *lo = share_text(s, line->rate_lo),
	           *hi = share_text(s, line->rate_hi);

	buf_format(out, format, _(kpi_metric_names[before]), _(kpi_metric_names[s->metric]), rate, lo, hi,
	    share_text(s, line->norm));
}

static void say_behind(struct kpi_saying *s, struct buf *out)
{
	const struct kpi_line *line = s->line;
	bool over = s->kpi->days.elapsed >= s->kpi->days.all, money = s->metric == KPI_AMOUNT;
	const char *lag = days_text(s, line->lag_days), *fact = value_text(s, (double)line->sum.month);
	const char *expected = value_text(s, line->expected);

	/* Who never had one has a forecast without a range, which says nothing. */
	if (over || money || line->pace.lo >= line->pace.hi) {
		buf_format(out, _("%s days behind: %s of %s expected"), lag, fact, expected);
	} else if (line->light == KPI_RED) {
		const char *forecast = value_text(s, round(line->pace.forecast)),
		           *plan = value_text(s, (double)line->plan);
		const char *lo = value_text(s, line->pace.lo);
		buf_format(out, _("%s days behind: %s of %s expected; forecast %s of %s (%s to %s)"), lag, fact,
		    expected, forecast, plan, lo, value_text(s, line->pace.hi));
	} else if ((double)line->plan <= line->pace.hi) {
		buf_format(out, _("%s days behind: %s of %s expected, within random variation"), lag, fact, expected);
	} else {
		buf_format(out, _("%s days behind: %s of %s expected"), lag, fact, expected);
	}
}

static void say_slow(struct kpi_saying *s, struct buf *out)
{
	const struct stats_pace *pace = &s->line->pace;
	const char *forecast = value_text(s, round(pace->forecast)), *plan = value_text(s, (double)s->line->plan),
	           *lo = value_text(s, pace->lo), *hi = value_text(s, pace->hi);

	if (kpi_tight(s->line))
		buf_format(out, _("on schedule, but without a margin: the month ends with %s to %s, the plan is %s"),
		    lo, hi, plan);
	else
		buf_format(out, _("on schedule, but at the usual pace the month ends with %s of %s (%s to %s)"),
		    forecast, plan, lo, hi);
}

static void say_reason(struct kpi_saying *s, struct buf *out)
{
	const struct kpi_line *line = s->line;
	bool behind = line->planned && line->gap < 0;

	if (kpi_is_nobody(s->person))
		buf_put(out, line->sum.month ? _("no manager owns them") : "");
	else if (!line->planned)
		buf_put(out, _("no plan"));
	else if (line->low)
		say_low(s, out);
	else if (behind && (line->light != KPI_GREEN || s->metric != KPI_AMOUNT))
		say_behind(s, out);
	else if (line->light != KPI_GREEN)
		say_slow(s, out);
	else
		buf_put(out, _("the plan is on its way"));
	if (line->lacks)
		buf_format(out, _("; plan incomplete: %s"), line->lacks);
}

/* As a shell takes it for one word. */
static void put_word(struct buf *out, const char *word)
{
	bool plain = *word != '\0';

	for (const char *c = word; *c; c++)
		plain = plain && ((unsigned char)*c >= 0x80 || (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') ||
		                     (*c >= 'A' && *c <= 'Z') || strchr("_-.,:@%+/", *c));
	if (plain) {
		buf_put(out, word);
		return;
	}
	buf_char(out, '\'');
	for (const char *c = word; *c; c++)
		if (*c == '\'')
			buf_put(out, "'\\''");
		else
			buf_char(out, *c);
	buf_char(out, '\'');
}

static void put_option(struct buf *out, const char *option, const char *word)
{
	buf_put(out, option);
	put_word(out, word);
}

/* A manager's lines are about him, the total's about whom the report was asked for. */
static void put_who(const struct kpi_saying *s, struct buf *out)
{
	if (s->person->manager) {
		put_option(out, " -m ", s->person->manager->code);
		return;
	}
	for (int i = 0; i < s->query->n_managers; i++)
		put_option(out, " -m ", s->query->managers[i]);
	for (int i = 0; i < s->query->n_units; i++)
		put_option(out, " -u ", s->query->units[i]);
}

/* As many as usual, so that the line can be run as it stands. */
static void put_plan_value(const struct kpi_saying *s, struct buf *out)
{
	const struct kpi_days *month = &s->kpi->days;
	const struct kpi_line *line = s->line;
	bool money = s->metric == KPI_AMOUNT;
	double usual = isnan(line->base) ? 0 : line->base * month->all;

	if (usual < 1 && month->elapsed > 0)
		usual = (double)line->sum.month * month->all / month->elapsed;
	if (usual < 1)
		usual = money ? 100000000 : 10;
	buf_format(out, " value=%.0f", ceil(money ? usual / 100 : usual));
}

static void put_plan(const struct kpi_saying *s, struct buf *out)
{
	const struct query *query = s->query;

	buf_put(out, "crm-plan-add month=");
	month_put(out, s->kpi->days.month);
	buf_format(out, " metric=%s", kpi_metric_names[s->metric]);
	put_plan_value(s, out);
	if (s->person->manager)
		put_option(out, " manager=", s->person->manager->code);
	else if (query->n_managers)
		put_option(out, " manager=", query->managers[0]);
	else if (query->n_units)
		put_option(out, " unit=", query->units[0]);
}

static void put_funnel(const struct kpi_saying *s, struct buf *out)
{
	const struct kpi_days *month = &s->kpi->days;
	bool now = month_start(zone_day(s->crm->zone, s->crm->now)) == month->month;

	buf_put(out, "crm-funnel --mode cohort -p ");
	if (now)
		buf_put(out, "mtd");
	else
		month_put(out, month->month);
	buf_put(out, " -g source");
	put_who(s, out);
}

/* Leads come by sources; what stands at the step before can be moved; else work is done late. */
static void say_action(const struct kpi_saying *s, struct buf *out)
{
	const struct kpi_line *line = s->line;
	const struct stage *stage =
	    s->metric == KPI_AMOUNT ? stage_won(s->crm) : stage_of_metric(s->crm, kpi_metric_names[s->metric]);

	if (kpi_is_nobody(s->person)) {
		if (s->metric == KPI_LEADS && line->sum.month > 0)
			buf_put(out, "crm-leads --unassigned | crm-assign");
	} else if (!line->planned) {
		put_plan(s, out);
	} else if (line->light == KPI_GREEN && !line->low) {
		return;
	} else if (s->metric == KPI_LEADS || !stage || stage->pos == 0) {
		put_funnel(s, out);
	} else if (line->low || s->metric == KPI_QUALIFIED || s->metric == KPI_AMOUNT) {
		buf_put(out, "crm-leads");
		put_who(s, out);
		put_option(out, " --stage ", stage_at(s->crm, stage->pos - 1)->code);
		if (s->metric != KPI_AMOUNT)
			buf_put(out, " --idle 2d");
	} else {
		buf_put(out, "crm-tasks");
		put_who(s, out);
		buf_put(out, " --overdue");
	}
}

static const char *keep_text(struct crm *crm, struct buf *text)
{
	const char *kept = text->failed ? NULL : arena_copy(&crm->run, piece_text(text));

	if (!kept)
		why_memory(&crm->why);
	buf_free(text);
	return kept;
}

/* Nobody advises whoever is not here to read it. */
static bool has_left(const struct kpi_saying *s)
{
	return s->person->manager && s->person->manager->left <= s->kpi->days.day;
}

static void say_left(const struct kpi_saying *s, struct buf *out)
{
	struct buf day = {0};

	day_put(&day, s->person->manager->left);
	out->failed = out->failed || day.failed;
	buf_format(out, s->line->planned ? _("left on %s: ") : _("left on %s"), piece_text(&day));
	buf_free(&day);
}

/* Of the plan, and not of what is done for it. */
static void say_remarks(const struct kpi_line *line, struct buf *out)
{
	if (line->loose)
		buf_format(out, _("; nobody's since they left: %s"), line->loose);
	if (line->below)
		buf_format(out, _("; the plans below it add up to %s"), line->below);
}

static enum status explain_line(
    struct crm *crm, const struct query *query, struct kpi *kpi, struct kpi_person *person, int metric)
{
	struct kpi_line *line = &person->line[metric];
	struct kpi_saying saying = {
	    .crm = crm, .query = query, .kpi = kpi, .person = person, .metric = (enum kpi_metric)metric, .line = line};
	struct buf reason = {0}, action = {0};

	if (has_left(&saying))
		say_left(&saying, &reason);
	if (!has_left(&saying) || line->planned)
		say_reason(&saying, &reason);
	if (!has_left(&saying))
		say_action(&saying, &action);
	for (int i = 0; i < saying.n; i++) {
		reason.failed = reason.failed || saying.piece[i].failed;
		buf_free(&saying.piece[i]);
	}
	line->cause = line->loose || line->below ? arena_copy(&crm->run, reason.text) : "";
	say_remarks(line, &reason);
	line->reason = keep_text(crm, &reason);
	if (line->cause && !*line->cause)
		line->cause = line->reason;
	line->action = keep_text(crm, &action);
	return line->cause && line->reason && line->action ? CRM_OK : CRM_IO;
}

enum status kpi_words(struct crm *crm, const struct query *query, struct kpi *kpi)
{
	enum status status = CRM_OK;

	for (int i = 0; i < kpi->n; i++)
		for (int m = 0; m < KPI_METRICS && status == CRM_OK; m++)
			if (kpi->person[i].line[m].counted)
				status = explain_line(crm, query, kpi, &kpi->person[i], m);
	return status;
}
