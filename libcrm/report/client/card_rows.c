/* The card as rows: a lead each, or a point of contact each. */
#include "report/client/card.h"
#include "report/kit/line.h"

enum {
	CLIENT,
	NAME,
	LEAD,
	STATE,
	STAGE,
	AGE_DAYS,
	TARGET_DAYS,
	MANAGER,
	NEXT_TASK,
	LAST_TOUCH,
	SOURCE,
	PROJECT,
	AMOUNT,
	FOREIGN
};

const struct field card_fields[] = {[CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [LEAD] = {"lead", KIND_INT, N_("lead")},
    [STATE] = {"state", KIND_TEXT, N_("state")},
    [STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [AGE_DAYS] = {"age_days", KIND_INT, N_("days at stage")},
    [TARGET_DAYS] = {"target_days", KIND_INT, N_("norm of days")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [NEXT_TASK] = {"next_task", KIND_TIME, N_("next task")},
    [LAST_TOUCH] = {"last_touch", KIND_TIME, N_("last touch")},
    [SOURCE] = {"source", KIND_TEXT, N_("source")},
    [PROJECT] = {"project", KIND_TEXT, N_("project")},
    [AMOUNT] = {"amount", KIND_MONEY, N_("amount")},
    [FOREIGN] = {"foreign", KIND_TEXT, N_("other currency")},
    {0}};

enum { POINT_CLIENT, POINT_KIND, POINT_VALUE, POINT_RAW, POINT_EXTENSION, POINT_LEAD };

const struct field card_contact_fields[] = {[POINT_CLIENT] = {"client", KIND_INT, N_("client")},
    [POINT_KIND] = {"kind", KIND_TEXT, N_("kind")},
    [POINT_VALUE] = {"value", KIND_TEXT, N_("value")},
    [POINT_RAW] = {"raw", KIND_TEXT, N_("as it came")},
    [POINT_EXTENSION] = {"extension", KIND_TEXT, N_("extension")},
    [POINT_LEAD] = {"lead", KIND_INT, N_("lead")},
    {0}};

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

static enum status print_lead(struct line *line, const struct card *card, int i)
{
	const struct lead *lead = &card->person.lead[i];
	struct crm *crm = line->crm;
	const struct stage *stage = stage_id(crm, lead->stage);
	const struct card_task *task = card_next_task(card, lead->lead);
	struct calendar *calendar = crm_calendar(crm);
	if (!calendar)
		return crm->why.status;
	line_lead(line, lead);
	line_text(line, NAME, card->person.name);
	line_int(line, AGE_DAYS, card_days(crm, calendar, lead));
	line_id(line, TARGET_DAYS, stage ? stage->target_days : 0);
	line_time_or_none(line, NEXT_TASK, task ? task->due : 0);
	line_text(line, FOREIGN, card->foreign[i]);
	return line_write(line);
}

static enum status print_leads(struct line *line, const struct query *query, const struct card *card)
{
	const struct person *person = &card->person;
	enum status status = CRM_OK;
	for (int i = 0; i < person->n_leads && status == CRM_OK; i++)
		if (query_takes(line->crm, query, person->lead[i].manager))
			status = print_lead(line, card, i);
	if (person->n_leads || !query_takes(line->crm, query, 0))
		return status;
	/* Who has no lead is there all the same. */
	line_id(line, CLIENT, person->client);
	line_text(line, NAME, person->name);
	return line_write(line);
}

static enum status print_points(struct line *line, const struct card *card)
{
	enum status status = CRM_OK;
	for (int i = 0; i < card->n_points && status == CRM_OK; i++) {
		const struct card_point *point = &card->point[i];
		line_id(line, POINT_CLIENT, card->person.client);
		line_text(line, POINT_KIND, point->said->kind == CLIENT_TEXT_PHONE ? "phone" : "email");
		line_text(line, POINT_VALUE, point->value);
		line_text(line, POINT_RAW, point->said->text);
		line_text(line, POINT_EXTENSION, point->said->extension);
		line_id(line, POINT_LEAD, point->lead);
		status = line_write(line);
	}
	return status;
}

enum status card_rows(struct crm *crm, const struct query *query, const struct card *card, struct writer *writer)
{
	struct line line;
	bool points = option(crm, "contacts") != NULL;
	line_open(&line, crm, writer, points ? card_contact_fields : card_fields);
	enum status status = points ? print_points(&line, card) : print_leads(&line, query, card);
	line_close(&line);
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
