/* A letter about deadlines, in plain words: what, whose, by when, and the command that acts. */
#include "render/page.h"
#include "post/letters/sla_alert.h"

#define LINES_MAX 40 /* of a part; the list has the others */

static const char *kind_sentence(enum sla_kind kind)
{
	static const char *const names[] = {N_("first answer"), N_("qualification"), N_("missed call, call back"),
	    N_("stage"), N_("task"), N_("nobody may have it")};
	return _(names[kind]);
}

/* 2026-11-23 10:20, as the wall clock shows it. */
static void put_time(struct buf *out, struct crm *crm, instant_t at)
{
	struct buf iso = {0};
	instant_put(&iso, crm->zone, at);
	out->failed = out->failed || iso.failed;
	if (!iso.failed) {
		iso.text[10] = ' ';
		buf_add(out, iso.text, 16);
	}
	buf_free(&iso);
}

static void put_length(struct buf *out, int64_t seconds)
{
	int64_t minutes = llabs(seconds) / 60;
	if (minutes >= 60)
		buf_format(out, _("%lld h %lld min"), (long long)(minutes / 60), (long long)(minutes % 60));
	else
		buf_format(out, _("%lld min"), (long long)minutes);
}

static void put_subject_line(struct buf *out, struct crm *crm, const struct sla_alert *alert)
{
	const struct sla_clock *clock = alert->clock;
	const struct stage *stage = clock->kind == SLA_STAGE ? stage_id(crm, clock->stage) : NULL;
	if (clock->task)
		buf_format(out, _("task %lld"), (long long)clock->task);
	if (clock->task && clock->lead)
		buf_put(out, ", ");
	if (clock->lead)
		buf_format(out, _("lead %lld"), (long long)clock->lead);
	if (alert->name)
		buf_format(out, ", %s", alert->name);
	if (!clock->task)
		buf_format(out, ": %s", kind_sentence(clock->kind));
	if (stage)
		buf_format(out, " «%s»", stage->name && *stage->name ? stage->name : stage->code);
}

static void put_line(struct buf *body, struct crm *crm, const struct sla_alert *alert, bool own)
{
	const struct sla_clock *clock = alert->clock;
	const struct manager *manager = manager_id(crm, clock->owner);
	struct buf line = {0};
	put_subject_line(&line, crm, alert);
	buf_put(&line, "; ");
	buf_put(&line, alert->news == SLA_NEWS_POOLED     ? _("waits since ")
	               : alert->news == SLA_NEWS_BREACHED ? _("was due ")
	                                                  : _("due "));
	put_time(&line, crm, clock->deadline);
	if (alert->news != SLA_NEWS_POOLED) {
		buf_put(&line, ", ");
		buf_put(&line, alert->news == SLA_NEWS_BREACHED ? _("late by ") : _("left: "));
		put_length(&line, clock->left);
	}
	if (!own && alert->news != SLA_NEWS_POOLED) {
		const char *who = !manager                          ? _("nobody's")
		                  : manager->name && *manager->name ? manager->name
		                                                    : manager->code;
		buf_format(&line, "; %s", who);
	}
	body->failed = body->failed || line.failed;
	page_text_wrap(body, "  - ", line.text ? line.text : "");
	buf_free(&line);
}

/* The same lead may have several clocks, one after the other or not. */
static bool is_again(const struct sla_alert *const *alert, int i)
{
	for (int k = 0; k < i; k++)
		if (alert[k]->clock->lead == alert[i]->clock->lead)
			return true;
	return false;
}

static void put_command(
    struct buf *body, const char *say, const char *command, const char *const numbers, const char *end)
{
	page_text_wrap(body, "", say);
	buf_format(body, "    %s%s%s\n", command, numbers, end);
}

/* What to do about the leads of a part. A command stays one line, so that it can be copied. */
static void put_commands(struct buf *body, const struct sla_alert *const *alert, int n, enum sla_news news, bool own)
{
	struct buf leads = {0};
	bool tasks = false;
	for (int i = 0; i < n; i++) {
		tasks = tasks || alert[i]->clock->task;
		if (alert[i]->clock->lead && !is_again(alert, i))
			buf_format(&leads, " %lld", (long long)alert[i]->clock->lead);
	}
	body->failed = body->failed || leads.failed;
	if (leads.length && news != SLA_NEWS_POOLED)
		put_command(body, _("Look at them:"), "crm-leads", leads.text, "");
	if (leads.length && !own)
		put_command(body,
		    news == SLA_NEWS_POOLED ? _("Give them to somebody:") : _("Give them to somebody else:"),
		    "crm-assign", leads.text, _(" manager=CODE"));
	if (tasks)
		put_command(body, _("Tasks in the order in which they are due:"), "crm-tasks", "", "");
	buf_free(&leads);
}

static void put_part(
    struct buf *body, struct crm *crm, const struct sla_alert *const *alert, int n, enum sla_news news, bool own)
{
	static const char *const titles[SLA_NEWS] = {
	    N_("The deadline is over"), N_("Nobody may have them"), N_("The deadline is near")};
	static const char *const rest[SLA_NEWS] = {
	    "crm-sla --state breached", "crm-leads --state open", "crm-sla --state due_soon"};
	int shown = n < LINES_MAX ? n : LINES_MAX;
	if (n == 0)
		return;
	if (body->length)
		buf_char(body, '\n');
	buf_format(body, "%s (%d)\n\n", _(titles[news]), n);
	for (int i = 0; i < shown; i++)
		put_line(body, crm, alert[i], own);
	if (n > shown)
		buf_format(body, _("  and %d more: %s\n"), n - shown, rest[news]);
	buf_char(body, '\n');
	put_commands(body, alert, shown, news, own);
}

void sla_letter(
    struct crm *crm, const struct sla_alert *const *alert, int n, bool own, struct buf *subject, struct buf *body)
{
	int count[SLA_NEWS] = {0}, at = 0;
	for (int i = 0; i < n; i++)
		count[alert[i]->news]++;
	const char *between = " ";
	static const char *const parts[SLA_NEWS] = {N_("missed %d"), N_("with nobody %d"), N_("near %d")};
	buf_put(subject, own ? _("Your deadlines:") : _("Deadlines:"));
	for (int news = 0; news < SLA_NEWS; news++) {
		if (count[news]) {
			buf_put(subject, between);
			buf_format(subject, _(parts[news]), count[news]);
			between = ", ";
		}
		put_part(body, crm, alert + at, count[news], (enum sla_news)news, own);
		at += count[news];
	}
	buf_char(body, '\n');
	page_text_wrap(body, "",
	    _("Time left and late is working time of the department's calendar. Each of these is told once; crm-sla "
	      "shows all."));
}
