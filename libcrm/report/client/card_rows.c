/* The card as rows: a lead each, or a point of contact each. */
#include "report/client/card.h"

const struct field card_fields[] = {{"client", KIND_INT, N_("client")}, {"name", KIND_TEXT, N_("name")},
    {"lead", KIND_INT, N_("lead")}, {"state", KIND_TEXT, N_("state")}, {"stage", KIND_TEXT, N_("stage")},
    {"age_days", KIND_INT, N_("days at stage")}, {"target_days", KIND_INT, N_("norm of days")},
    {"manager", KIND_TEXT, N_("manager")}, {"next_task", KIND_TIME, N_("next task")},
    {"last_touch", KIND_TIME, N_("last touch")}, {"source", KIND_TEXT, N_("source")},
    {"project", KIND_TEXT, N_("project")}, {"amount", KIND_MONEY, N_("amount")}, {0}};

const struct field card_contact_fields[] = {{"client", KIND_INT, N_("client")}, {"kind", KIND_TEXT, N_("kind")},
    {"value", KIND_TEXT, N_("value")}, {"raw", KIND_TEXT, N_("as it came")}, {"extension", KIND_TEXT, N_("extension")},
    {"lead", KIND_INT, N_("lead")}, {0}};

int card_days(struct crm *crm, const struct calendar *calendar, const struct lead *lead)
{
	instant_t end = lead->state == LEAD_OPEN || !lead->decided_at ? crm->now : lead->decided_at;
	day_t from = zone_day(crm->zone, lead->stage_since), to = zone_day(crm->zone, end);
	return from < to ? calendar_count(calendar, from, to) : 0;
}

const struct card_task *card_next_task(const struct card *card, int64_t lead)
{
	for (int i = 0; i < card->n_tasks; i++)
		if (card->task[i].lead == lead)
			return &card->task[i];
	return NULL;
}

static const char *number(struct arena *row, int64_t n)
{
	return n ? arena_format(row, "%lld", (long long)n) : "";
}

static const char *text_of(struct buf *buf, struct arena *row)
{
	const char *text = buf->failed ? NULL : arena_text(row, buf->text ? buf->text : "", buf->length);
	buf_free(buf);
	return text;
}

static const char *time_text(struct crm *crm, instant_t at, struct arena *row)
{
	struct buf buf = {0};
	if (!at)
		return "";
	instant_put(&buf, crm->zone, at);
	return text_of(&buf, row);
}

static const char *money_text(money_t amount, struct arena *row)
{
	struct buf buf = {0};
	if (amount == AMOUNT_NONE)
		return "";
	money_put(&buf, amount);
	return text_of(&buf, row);
}

static enum status lead_row_out(
    struct crm *crm, const struct card *card, const struct lead *lead, struct arena *row, struct writer *writer)
{
	const struct stage *stage = stage_id(crm, lead->stage);
	const struct card_task *task = card_next_task(card, lead->lead);
	struct calendar *calendar = crm_calendar(crm);
	if (!calendar)
		return crm->why.status;
	const char *cells[] = {number(row, card->person.client), card->person.name, number(row, lead->lead),
	    lead_state_name(lead->state), stage ? stage->code : NULL,
	    arena_format(row, "%d", card_days(crm, calendar, lead)), stage ? number(row, stage->target_days) : "",
	    manager_code(crm, lead->manager), time_text(crm, task ? task->due : 0, row),
	    time_text(crm, lead->last_touch, row), dict_word(crm, DICT_SOURCE, lead->source),
	    dict_word(crm, DICT_PROJECT, lead->project), money_text(lead->amount, row)};
	bool whole = cells[0] && cells[2] && cells[5] && cells[6] && cells[8] && cells[9] && cells[12];
	enum status status = whole ? writer_row(writer, cells, &crm->why) : why_memory(&crm->why);
	arena_reset(row);
	return status;
}

static enum status points_out(struct crm *crm, const struct card *card, struct arena *row, struct writer *writer)
{
	enum status status = CRM_OK;
	for (int i = 0; i < card->n_points && status == CRM_OK; i++) {
		const struct card_point *point = &card->point[i];
		const char *cells[] = {number(row, card->person.client),
		    point->said->kind == SPOKEN_PHONE ? "phone" : "email", point->value, point->said->text,
		    point->said->extension, number(row, point->lead)};
		status = cells[0] && cells[5] ? writer_row(writer, cells, &crm->why) : why_memory(&crm->why);
		arena_reset(row);
	}
	return status;
}

/* Who has no lead is there all the same. */
static enum status nothing_out(struct crm *crm, const struct card *card, struct arena *row, struct writer *writer)
{
	const char *cells[13] = {number(row, card->person.client), card->person.name};
	return cells[0] ? writer_row(writer, cells, &crm->why) : why_memory(&crm->why);
}

enum status card_rows(struct crm *crm, const struct query *query, const struct card *card, struct writer *writer)
{
	struct arena row = {0};
	enum status status = CRM_OK;
	if (option(crm, "contacts"))
		status = points_out(crm, card, &row, writer);
	else if (card->person.n_leads == 0 && query_takes(crm, query, 0))
		status = nothing_out(crm, card, &row, writer);
	for (int i = 0; i < card->person.n_leads && status == CRM_OK && !option(crm, "contacts"); i++)
		if (query_takes(crm, query, card->person.lead[i].manager))
			status = lead_row_out(crm, card, &card->person.lead[i], &row, writer);
	arena_free(&row);
	return status;
}

enum status card_check(struct crm *crm, const struct query *query)
{
	if (query->has_horizon || query->has_period || query->n_by || query->fail_on)
		return why_set(&crm->why, CRM_USAGE,
		    _("a card is about how things are now: leave -p, -T, --known-at, -g and --fail-on out"));
	if (!query->n_operands)
		return why_set(&crm->why, CRM_USAGE, _("whose card? give the number of a client"));
	return CRM_OK;
}
