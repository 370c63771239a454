#include "report/client/card_page.h"

#include "base/text/casefold.h"
#include "render/page.h"

static const char css[] = "body{font:16px/1.45 system-ui,sans-serif;max-width:46em;margin:1.5em auto;padding:0 1em}"
                          "h1{font-size:1.4em;margin-top:2em}h2{font-size:1.05em;margin-bottom:.2em}p{margin:.15em 0}";

struct writing {
	struct crm *crm;
	const struct query *query;
	const struct card *card;
	struct buf *page;
	struct buf line; /* in hand */
	bool html;
};

static void put_heading(struct writing *out, const char *text, bool first)
{
	if (out->html) {
		html_tag(out->page, first ? "<h1>" : "<h2>", text, first ? "</h1>\n" : "</h2>\n");
		return;
	}
	if (!first || out->page->length)
		buf_char(out->page, '\n');
	page_text_wrap(out->page, "", text);
}

/* The line in hand goes out. */
static void put_line(struct writing *out)
{
	const char *text = out->line.text ? out->line.text : "";
	if (out->html)
		html_tag(out->page, "<p>", text, "</p>\n");
	else
		page_text_wrap(out->page, "  ", text);
	out->page->failed |= out->line.failed;
	buf_clear(&out->line);
}

static void put_part(struct writing *out, const char *before, const char *text)
{
	if (!text || !*text)
		return;
	buf_put(&out->line, before);
	text_visible_put(&out->line, text);
}

static void put_day(struct writing *out, instant_t at)
{
	int year, month, mday;
	day_split(zone_day(out->crm->zone, at), &year, &month, &mday);
	buf_format(&out->line, _("%04d-%02d-%02d"), year, month, mday);
}

static void put_moment(struct writing *out, instant_t at)
{
	int64_t second = ((at + zone_offset(out->crm->zone, at)) % 86400 + 86400) % 86400;
	put_day(out, at);
	buf_format(&out->line, " %02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
}

static const char *manager_name(const struct writing *out, int64_t manager)
{
	const struct manager *who = manager_id(out->crm, manager);
	if (!who)
		return _("without an owner");
	return who->name && *who->name ? who->name : who->code;
}

static void put_head(struct writing *out)
{
	const struct person *person = &out->card->person;
	struct buf head = {0};
	buf_format(&head, _("Client %lld"), (long long)person->client);
	if (person->name) {
		buf_put(&head, " – ");
		text_visible_put(&head, person->name);
	}
	if (out->card->role)
		buf_format(&head, " (%s)", out->card->role);
	put_heading(out, head.text ? head.text : "", true);
	out->page->failed |= head.failed;
	buf_free(&head);
	if (person->n_merged) {
		buf_put(&out->line, _("also the records of clients"));
		for (int i = 0; i < person->n_merged; i++)
			buf_format(&out->line, "%s%lld", i ? ", " : " ", (long long)person->merged[i]);
		put_line(out);
	}
}

static void put_points(struct writing *out)
{
	put_heading(out, _("Contacts"), false);
	for (int i = 0; i < out->card->n_points; i++) {
		const struct card_point *point = &out->card->point[i];
		text_visible_put(&out->line, point->value);
		if (*point->said->extension)
			buf_format(&out->line, _(" ext. %s"), point->said->extension);
		if (strcmp(point->value, point->said->text) != 0) {
			put_part(out, " («", point->said->text);
			buf_put(&out->line, "»)");
		}
		put_line(out);
	}
	for (int i = 0; i < out->card->n_consents; i++) {
		const struct card_consent *consent = &out->card->consent[i];
		put_part(out, consent->given ? _("consent: ") : _("no consent: "), consent->channel);
		buf_put(&out->line, ", ");
		put_day(out, consent->told);
		put_part(out, ", ", consent->proof);
		put_line(out);
	}
	if (out->card->n_points + out->card->n_consents == 0) {
		buf_put(&out->line, _("none"));
		put_line(out);
	}
}

static const char *state_text(enum lead_state state)
{
	static const char *const texts[] = {N_("open"), N_("won"), N_("lost"), N_("disqualified")};
	return _(texts[state]);
}

static void put_lead(struct writing *out, const struct calendar *calendar, int i)
{
	const struct lead *lead = &out->card->person.lead[i];
	const struct stage *stage = stage_id(out->crm, lead->stage);
	const struct reason *reason = reason_id(out->crm, lead->reason);
	const struct card_task *task = card_next_task(out->card, lead->lead);
	buf_format(&out->line, _("lead %lld: %s"), (long long)lead->lead, state_text(lead->state));
	if (stage)
		put_part(out, ", ", stage->name && *stage->name ? stage->name : stage->code);
	if (reason)
		put_part(out, ", ", reason->name && *reason->name ? reason->name : reason->code);
	buf_format(&out->line, _(", working days: %d"), card_days(out->crm, calendar, lead));
	if (stage && stage->target_days)
		buf_format(&out->line, _(" of %d"), stage->target_days);
	put_part(out, "; ", manager_name(out, lead->manager));
	put_part(out, "; ", dict_shown(out->crm, DICT_SOURCE, lead->source));
	put_part(out, "; ", dict_word(out->crm, DICT_PROJECT, lead->project));
	if (lead->amount != AMOUNT_NONE) {
		buf_put(&out->line, "; ");
		money_put(&out->line, lead->amount);
	}
	put_part(out, "; ", out->card->foreign[i]);
	if (task) {
		buf_put(&out->line, _("; next task "));
		put_moment(out, task->due);
	}
	put_line(out);
}

static enum status put_leads(struct writing *out)
{
	const struct person *person = &out->card->person;
	struct calendar *calendar = crm_calendar(out->crm);
	int n = 0;
	if (!calendar)
		return out->crm->why.status;
	put_heading(out, _("Interests"), false);
	for (int i = 0; i < person->n_leads; i++)
		if (query_takes(out->crm, out->query, person->lead[i].manager)) {
			put_lead(out, calendar, i);
			n++;
		}
	if (n == 0) {
		buf_put(&out->line, _("none"));
		put_line(out);
	}
	return CRM_OK;
}

static void put_tasks(struct writing *out)
{
	if (out->card->n_tasks)
		put_heading(out, _("Open tasks"), false);
	for (int i = 0; i < out->card->n_tasks; i++) {
		const struct card_task *task = &out->card->task[i];
		put_moment(out, task->due);
		if (task->due < out->crm->now)
			put_part(out, " ", _("(overdue)"));
		buf_format(&out->line, _(", task %lld: "), (long long)task->task);
		put_part(out, "", task->kind);
		put_part(out, ", ", task->text);
		put_part(out, "; ", manager_name(out, task->manager));
		put_line(out);
	}
}

static void put_touches(struct writing *out)
{
	if (out->card->n_touches)
		put_heading(out, _("Last touches"), false);
	for (int i = 0; i < out->card->n_touches; i++) {
		const struct card_touch *touch = &out->card->touch[i];
		put_moment(out, touch->at);
		put_part(out, ", ", touch->kind);
		put_part(out, " ", touch->direction);
		put_part(out, ": ", touch->text);
		put_part(out, " – ", touch->result);
		if (touch->manager) {
			const struct manager *who = manager_find(out->crm, touch->manager);
			put_part(out, "; ", who ? manager_name(out, who->id) : touch->manager);
		}
		put_line(out);
	}
}

void card_page_begin(struct crm *crm, enum format format, struct buf *page)
{
	if (format == FORMAT_HTML)
		html_begin(page, crm->lang, _("Card of a client"), css);
}

void card_page_end(enum format format, struct buf *page)
{
	if (format == FORMAT_HTML)
		html_end(page);
}

enum status card_page(struct crm *crm, const struct query *query, const struct card *card, struct buf *page)
{
	struct writing out = {
	    .crm = crm, .query = query, .card = card, .page = page, .html = query->format == FORMAT_HTML};
	put_head(&out);
	put_points(&out);
	enum status status = put_leads(&out);
	put_tasks(&out);
	put_touches(&out);
	page->failed |= out.line.failed;
	buf_free(&out.line);
	return status;
}
