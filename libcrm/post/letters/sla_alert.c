#include "post/letters/sla_alert.h"

#include "base/text/json.h"
#include "book/projection/record.h"
#include "book/settings/conf.h"
#include "post/mail_out/outbox.h"
#include "post/mail_out/recipients.h"

#include "post/letters/sla_alert.sql.h"

const char *sla_news_name(enum sla_news news)
{
	static const char *const names[] = {"breached", "pooled", "due_soon"};
	return names[news];
}

static enum sla_news news_of(const struct sla_clock *clock)
{
	if (clock->kind == SLA_POOL)
		return SLA_NEWS_POOLED;
	return clock->state == SLA_BREACHED   ? SLA_NEWS_BREACHED
	       : clock->state == SLA_DUE_SOON ? SLA_NEWS_DUE_SOON
	                                      : SLA_NEWS;
}

static bool is_told_of(struct crm *crm, enum sla_kind kind)
{
	const char *words = setting(crm, "sla.notify", CONF_CLOCKS), *name = sla_kind_name(kind);
	size_t length = strlen(name);
	for (size_t n; words += strspn(words, " "), n = strcspn(words, " "), n > 0; words += n)
		if (n == length && strncmp(words, name, n) == 0)
			return true;
	return false;
}

static enum status was_told(struct crm *crm, const struct sla_clock *clock, enum sla_news news, bool *told)
{
	int64_t one = 0;
	enum status status = db_number(crm->db, sql_sla_told,
	    VALS(V_INT(clock->lead), V_TEXT(sla_kind_name(clock->kind)), V_INT(clock->task), V_INT(clock->started),
	        V_TEXT(sla_news_name(news)), V_INT(clock->owner), V_INT(crm->now)),
	    0, &one);
	*told = one != 0;
	return status;
}

struct news_search {
	struct crm *crm;
	struct sla_alerts *alerts;
};

static enum status is_news(void *arg, const struct sla_clock *clock, bool *wanted)
{
	const struct news_search *search = arg;
	enum sla_news news = news_of(clock);
	bool told = false;
	*wanted = news != SLA_NEWS && is_told_of(search->crm, clock->kind);
	enum status status = *wanted ? was_told(search->crm, clock, news, &told) : CRM_OK;
	*wanted = *wanted && !told;
	return status;
}

static enum status add_news(void *arg, const struct sla_clock *clock, const char *name)
{
	const struct news_search *search = arg;
	struct sla_alerts *alerts = search->alerts;
	struct arena *arena = &search->crm->run;
	if (alerts->n == alerts->room) {
		int room = alerts->room ? 2 * alerts->room : 64;
		struct sla_alert *grown = reallocarray(alerts->alert, (size_t)room, sizeof *grown);
		if (!grown)
			return why_memory(&search->crm->why);
		alerts->alert = grown;
		alerts->room = room;
	}
	struct sla_clock *copy = arena_get(arena, sizeof *copy);
	const char *name_copy = arena_copy(arena, name);
	if (!copy || (name && !name_copy))
		return why_memory(&search->crm->why);
	*copy = *clock;
	alerts->alert[alerts->n++] = (struct sla_alert){.news = news_of(clock), .clock = copy, .name = name_copy};
	return CRM_OK;
}

/* Breached ones first. */
static int by_news(const void *a, const void *b)
{
	const struct sla_alert *x = a, *y = b;
	return x->news != y->news ? (int)x->news - (int)y->news : sla_clock_order(x->clock, y->clock);
}

/* Heads are looked for once for each owner: neighbours often have the same. */
static enum status find_heads(struct crm *crm, struct sla_alerts *alerts)
{
	enum status status = CRM_OK;
	for (int i = 0; i < alerts->n && status == CRM_OK; i++) {
		struct sla_alert *alert = &alerts->alert[i];
		int k = 0;
		while (k < i && alerts->alert[k].clock->owner != alert->clock->owner)
			k++;
		const struct manager **heads;
		if (k < i) {
			alert->heads = alerts->alert[k].heads;
			alert->n_heads = alerts->alert[k].n_heads;
			continue;
		}
		status = recipients_heads(crm, alert->clock->owner, &heads, &alert->n_heads);
		alert->heads = heads;
		if (status == CRM_OK && alert->n_heads == 0)
			status = why_set(&crm->why, CRM_CONFIG,
			    _("nobody can be told: no head and no admin has an e-mail address; see crm-conf put "
			      "manager"));
	}
	return status;
}

enum status sla_alerts_find(struct crm *crm, struct sla_alerts *alerts)
{
	const struct query all = {.horizon = {.as_of = INSTANT_MAX, .known_at = INSTANT_MAX}};
	struct news_search search = {crm, alerts};
	*alerts = (struct sla_alerts){0};
	enum status status = sla_each(crm, &all,
	    &(const struct sla_search){.scope = SLA_OPEN,
	        .wants = is_news,
	        .each = add_news,
	        .arg = &search,
	        .in_order = true,
	        .named = true});
	if (alerts->n > 1)
		qsort(alerts->alert, (size_t)alerts->n, sizeof *alerts->alert, by_news);
	return status == CRM_OK ? find_heads(crm, alerts) : status;
}

void sla_alerts_free(struct sla_alerts *alerts)
{
	free(alerts->alert);
	*alerts = (struct sla_alerts){0};
}

static enum status record_alert(struct crm *crm, const struct sla_alert *alert)
{
	const struct sla_clock *clock = alert->clock;
	struct buf json = {0};
	json_open(&json);
	json_text(&json, "clock", sla_kind_name(clock->kind));
	json_int(&json, "started", clock->started);
	json_text(&json, "state", sla_news_name(alert->news));
	json_text(&json, "manager", manager_code(crm, clock->owner));
	json_close(&json);
	struct event event = {.kind = EV_ALERTED,
	    .lead = clock->lead,
	    .client = clock->client,
	    .ref = clock->task,
	    .occurred_at = crm->now,
	    .new = json.text};
	enum status status = json.failed ? why_memory(&crm->why) : record(crm, &event);
	buf_free(&json);
	return status;
}

static bool is_head_of(const struct manager *who, const struct sla_alert *alert)
{
	for (int i = 0; i < alert->n_heads; i++)
		if (alert->heads[i] == who)
			return true;
	return false;
}

/* His own, and not in a letter that he gets as a head. */
static bool is_own(const struct manager *who, const struct sla_alert *alert)
{
	return alert->news == SLA_NEWS_DUE_SOON && alert->clock->owner == who->id && !is_head_of(who, alert);
}

/* A name of its own for each run, so that the Message-ID is fixed, and an alert that is told again is another letter.
 */
static enum status put_letter(
    struct crm *crm, const struct manager *to, const struct sla_alert *const *alert, int n, bool own)
{
	const char *from, *domain;
	struct buf subject = {0}, body = {0};
	sla_letter(crm, alert, n, own, &subject, &body);
	struct letter letter = {.address = to->email, .subject = subject.text, .body = body.text};
	letter.name = arena_format(
	    &crm->run, SLA_LETTERS "/%lld/%s/%s", (long long)journal_batch(crm->db), own ? "own" : "head", to->code);
	enum status status =
	    subject.failed || body.failed || !letter.name ? why_memory(&crm->why) : outbox_from(crm, &from, &domain);
	if (status == CRM_OK)
		status = outbox_put(crm, &letter, domain);
	buf_free(&subject);
	buf_free(&body);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status letters_to(
    struct crm *crm, const struct sla_alerts *alerts, const struct manager *who, const struct sla_alert **some)
{
	bool notify = setting_int(crm, "sla.notify_manager", 1) && recipient_can_be_told(crm, who);
	int n = 0, own = 0;
	for (int i = 0; i < alerts->n; i++)
		if (is_head_of(who, &alerts->alert[i]))
			some[n++] = &alerts->alert[i];
	for (int i = 0; i < alerts->n && notify; i++)
		if (is_own(who, &alerts->alert[i]))
			some[n + own++] = &alerts->alert[i];
	enum status status = n ? put_letter(crm, who, some, n, false) : CRM_OK;
	return own && status == CRM_OK ? put_letter(crm, who, some + n, own, true) : status;
}

enum status sla_alerts_put(struct crm *crm, const struct sla_alerts *alerts)
{
	const struct sla_alert **some = arena_get(&crm->run, ((size_t)alerts->n + 1) * sizeof *some);
	enum status status = some ? CRM_OK : why_memory(&crm->why);
	for (int i = 0; i < alerts->n && status == CRM_OK; i++)
		status = record_alert(crm, &alerts->alert[i]);
	for (int i = 0; i < manager_count(crm) && status == CRM_OK; i++)
		status = letters_to(crm, alerts, manager_at(crm, i), some);
	return status;
}
