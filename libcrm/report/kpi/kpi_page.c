/* What the page of the day tells, in whatever form. */
#include "report/kpi/kpi_page.h"

#include <math.h>

#include "base/value/number.h"
#include "render/page.h"

static const struct kpi_person *total_of(const struct kpi *kpi)
{
	return &kpi->person[0];
}

const char *kpi_person_name(const struct kpi_person *person)
{
	const struct manager *manager = person->manager;

	if (!manager)
		return "";
	if (kpi_is_nobody(person))
		return _(manager->name);
	return manager->name && *manager->name ? manager->name : manager->code;
}

void kpi_owner_put(const struct kpi_person *person, struct buf *buf)
{
	buf_put(buf, person->manager ? kpi_person_name(person) : _("the head"));
}

static double order_of(const struct kpi_line *line)
{
	return isnan(line->lag_days) ? 0 : line->lag_days;
}

/* Is ${a} the more pressing one? Of equals the first stays. */
static bool is_worse(const struct kpi_do *a, const struct kpi_do *b)
{
	if (a->line->light != b->line->light)
		return a->line->light > b->line->light;
	if (a->line->low != b->line->low)
		return a->line->low;
	if (!a->person->manager != !b->person->manager)
		return a->person->manager != NULL;
	return order_of(a->line) > order_of(b->line);
}

static void insert_action(struct kpi_story *story, const struct kpi_do *action)
{
	int at = story->n, same = 0;

	while (at > 0 && is_worse(action, &story->action[at - 1]))
		at--;
	while (same < story->n && strcmp(story->action[same].line->action, action->line->action) != 0)
		same++;
	if (same < at || at == KPI_ACTIONS)
		return;
	int last = same < story->n ? same : story->n < KPI_ACTIONS ? story->n++ : KPI_ACTIONS - 1;
	for (int i = last; i > at; i--)
		story->action[i] = story->action[i - 1];
	story->action[at] = *action;
}

static void choose_actions(struct kpi_story *story)
{
	const struct kpi *kpi = story->kpi;

	for (int i = 0; i < kpi->n; i++)
		for (int m = 0; m < KPI_METRICS; m++) {
			struct kpi_do action = {&kpi->person[i], (enum kpi_metric)m, &kpi->person[i].line[m]};
			/* Without any plan the first thing to do is to set one. */
			bool first_plan = !kpi->any_plan && i == 0 && m == KPI_LEADS && action.line->counted;
			if (*action.line->action && (first_plan || action.line->light >= KPI_YELLOW ||
			                                (action.line->planned && action.line->low)))
				insert_action(story, &action);
		}
}

/* The line of the total that the verdict is about: the worst, or, when all is well, the one nearest to money. */
static int headline_metric(const struct kpi *kpi)
{
	const struct kpi_line *line = total_of(kpi)->line;
	int best = -1, good = -1;

	for (int m = 0; m < KPI_METRICS; m++) {
		if (!line[m].planned)
			continue;
		if (m != KPI_AMOUNT || good < 0)
			good = m;
		if (best < 0 || line[m].light > line[best].light ||
		    (line[m].light == line[best].light && order_of(&line[m]) > order_of(&line[best])))
			best = m;
	}
	return best >= 0 && line[best].light > KPI_GREEN ? best : good;
}

static void put_facts(const struct kpi *kpi, const char *head, struct buf *out)
{
	buf_put(out, head);
	for (int m = 0, n = 0; m < KPI_METRICS; m++) {
		const struct kpi_line *line = &total_of(kpi)->line[m];
		if (!line->counted)
			continue;
		buf_put(out, n++ ? ", " : " ");
		buf_put(out, _(kpi_metric_names[m]));
		buf_put(out, "\u00a0");
		kpi_value_put(out, (enum kpi_metric)m, (double)line->sum.day);
	}
	buf_char(out, '.');
}

static void put_day(struct buf *out, day_t day)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	buf_format(out, _("%04d-%02d-%02d"), year, month, mday);
}

static void tell_unplanned(struct kpi_story *story)
{
	const struct kpi_line *line = total_of(story->kpi)->line;
	bool any = false;

	for (int m = 0; m < KPI_METRICS; m++)
		any = any || line[m].sum.month != 0;
	buf_put(&story->verdict, any ? _("No verdict: there are no plans for this month")
	                             : _("No verdict: this month has neither plans nor events yet"));
}

static void tell_verdict(struct kpi_story *story)
{
	static const char *const heads[] = {N_("Good day"), N_("Good day"), N_("Uneasy day"), N_("Bad day")};
	int m = headline_metric(story->kpi);
	struct buf fact = {0}, wanted = {0}, gap = {0}, lag = {0};

	if (m < 0) {
		tell_unplanned(story);
		return;
	}
	const struct kpi_line *line = &total_of(story->kpi)->line[m];
	const char *head = _(heads[line->light]), *name = _(kpi_metric_names[m]);
	bool slow = line->gap >= 0 && line->light > KPI_GREEN;
	story->light = line->light;
	kpi_value_put(&fact, (enum kpi_metric)m, slow ? round(line->pace.forecast) : (double)line->sum.month);
	kpi_value_put(&wanted, (enum kpi_metric)m, slow ? (double)line->plan : line->expected);
	percent_put_signed(&gap, isnan(line->gap_pct) ? 0 : line->gap_pct / 100, 1);
	number_put(&lag, fabs(order_of(line)), 1);
	if (fact.failed || wanted.failed || gap.failed || lag.failed)
		story->verdict.failed = true;
	else if (slow && kpi_tight(line))
		buf_format(&story->verdict, _("%s: %s on schedule, but the plan of %s is not certain"), head, name,
		    wanted.text);
	else if (slow)
		buf_format(&story->verdict, _("%s: %s on schedule, but only %s of %s in sight"), head, name, fact.text,
		    wanted.text);
	else if (line->gap < 0)
		buf_format(&story->verdict, _("%s: %s %s of %s expected (%s, %s days behind)"), head, name, fact.text,
		    wanted.text, gap.text, lag.text);
	else
		buf_format(&story->verdict, _("%s: %s %s of %s expected (%s, %s days ahead)"), head, name, fact.text,
		    wanted.text, gap.text, lag.text);
	buf_free(&fact);
	buf_free(&wanted);
	buf_free(&gap);
	buf_free(&lag);
}

static void put_sentence(struct buf *out, const struct kpi_person *person, int metric, const char *reason)
{
	if (person->manager) {
		buf_put(out, kpi_person_name(person));
		buf_put(out, ", ");
	}
	buf_put(out, _(kpi_metric_names[metric]));
	buf_put(out, ": ");
	buf_put(out, reason);
}

/* The whole where it is not green or its plan lacks somebody, the managers where they differ from the department. */
bool kpi_why(const struct kpi_story *story, int *i, struct buf *sentence)
{
	const struct kpi *kpi = story->kpi;

	for (; *i < kpi->n * KPI_METRICS; (*i)++) {
		const struct kpi_person *person = &kpi->person[*i / KPI_METRICS];
		const struct kpi_line *line = &person->line[*i % KPI_METRICS];
		bool whole = *i < KPI_METRICS;
		if (line->planned &&
		    (line->low || (whole && (line->light > KPI_GREEN || line->lacks || line->loose || line->below)))) {
			put_sentence(sentence, person, *i % KPI_METRICS, line->reason);
			(*i)++;
			return true;
		}
	}
	return false;
}

static void tell_horizon(struct kpi_story *story)
{
	const struct horizon *horizon = &story->query->horizon;

	if (story->query->of_evening)
		return;
	if (horizon->as_of != INSTANT_MAX) {
		buf_put(&story->foot, _("What had happened by"));
		buf_char(&story->foot, ' ');
		instant_put(&story->foot, story->crm->zone, horizon->as_of);
		buf_put(&story->foot, ".\n");
	}
	if (horizon->known_at != INSTANT_MAX) {
		buf_put(&story->foot, _("What had been recorded by"));
		buf_char(&story->foot, ' ');
		instant_put(&story->foot, story->crm->zone, horizon->known_at);
		buf_put(&story->foot, ".\n");
	}
}

static void tell_few(struct kpi_story *story)
{
	const struct kpi *kpi = story->kpi;
	int n = 0;

	if (!kpi->history)
		buf_format(&story->foot, "%s\n",
		    _("Little data: no months before this one, the pace is taken from the plan."));
	for (int i = 0; i < kpi->n; i++) {
		if (!kpi->person[i].manager || kpi->person[i].line[KPI_LEADS].sum.month >= KPI_FEW)
			continue;
		if (n++ == 0)
			buf_format(
			    &story->foot, _("Little data (below %d leads), conversions are not compared:"), KPI_FEW);
		buf_put(&story->foot, n > 1 ? ", " : " ");
		buf_put(&story->foot, kpi_person_name(&kpi->person[i]));
	}
	if (n > 0)
		buf_put(&story->foot, ".\n");
}

/* What the brackets and the lights mean: whoever reads it need not know statistics. */
static void tell_meaning(struct kpi_story *story)
{
	if (story->kpi->any_plan)
		buf_format(&story->foot,
		    _("In brackets: from where to where the true conversion lies (95%%), and the forecast (80%%). "
		      "Light: "
		      "the chance to reach the plan, green from %lld%%, red below %lld%%; of the amount, the gap.\n"),
		    (long long)kpi_limit(story->crm, KPI_GREEN), (long long)kpi_limit(story->crm, KPI_RED));
}

static void tell_foot(struct kpi_story *story)
{
	struct crm *crm = story->crm;
	const struct kpi_days *days = &story->kpi->days;
	int minutes = zone_offset(crm->zone, zone_start(crm->zone, days->day)) / 60;

	put_day(&story->foot, days->day);
	buf_format(&story->foot, ", %s (UTC%c%02d:%02d). ", zone_name(crm->zone), minutes < 0 ? '-' : '+',
	    abs(minutes) / 60, abs(minutes) % 60);
	buf_format(&story->foot, _("Working day %d of %d."), days->elapsed, days->all);
	buf_char(&story->foot, '\n');
	if (story->query->n_managers == 0 && story->query->n_units == 0)
		buf_format(
		    &story->foot, _("Leads of this month without an owner: %lld.\n"), (long long)story->kpi->unowned);
	tell_meaning(story);
	tell_horizon(story);
	tell_few(story);
}

enum status kpi_page(struct crm *crm, const struct query *query, struct buf *page)
{
	struct kpi kpi;
	enum status status = kpi_make(crm, query, &kpi);
	struct kpi_story story = {.crm = crm, .query = query, .kpi = &kpi};

	if (status != CRM_OK)
		return status;
	tell_verdict(&story);
	put_facts(&kpi, _("This day:"), &story.facts);
	tell_foot(&story);
	choose_actions(&story);
	if (story.verdict.failed || story.facts.failed || story.foot.failed)
		page->failed = true;
	else if (query->format == FORMAT_HTML)
		kpi_html(&story, page);
	else
		kpi_text(&story, page);
	buf_free(&story.verdict);
	buf_free(&story.facts);
	buf_free(&story.foot);
	return page->failed ? why_memory(&crm->why) : kpi_condition(query, &kpi);
}
