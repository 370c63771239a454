#include "report/lights/lights.h"

#include "book/history/client_facts.h"
#include "report/lights/lights_private.h"

#define COLUMNS 11

const struct field lights_fields[] = {{"client", KIND_INT, N_("client")}, {"name", KIND_TEXT, N_("name")},
    {"manager", KIND_TEXT, N_("manager")}, {"light", KIND_TEXT, N_("light")}, {"reasons", KIND_TEXT, N_("reasons")},
    {"interest", KIND_INT, N_("interest")}, {"overdue_hours", KIND_REAL, N_("overdue, hours")},
    {"next_task", KIND_TIME, N_("next task")}, {"profile_pct", KIND_INT, N_("profile, %")},
    {"contacts_pct", KIND_INT, N_("contacts, %")}, {"fix", KIND_TEXT, N_("fix")}, {0}};

const struct field lights_ids_fields[] = {{"lead", KIND_INT, N_("lead")}, {"client", KIND_INT, N_("client")},
    {"manager", KIND_TEXT, N_("manager")}, {"state", KIND_TEXT, N_("state")}, {"stage", KIND_TEXT, N_("stage")}, {0}};

static enum status take_light(struct crm *crm, const char *option, const char *word)
{
	for (int i = 0; i < LIGHTS; i++)
		if (!word || strcmp(word, light_name((enum light)i)) == 0)
			return CRM_OK;
	return why_set(&crm->why, CRM_USAGE, _("%s is red, yellow or green, not «%s»"), option, word);
}

static enum status check(struct crm *crm, const struct query *query)
{
	struct why *why = &crm->why;
	if (query->n_operands)
		return why_set(why, CRM_USAGE, _("what is «%s»? this list takes options only"), query->operands[0]);
	if (query->has_period)
		return why_set(why, CRM_USAGE, _("lights are of one moment: give -T instead of -p"));
	if (query->n_by)
		return why_set(why, CRM_USAGE, _("lights are not grouped: -f text adds them up by manager"));
	enum status status = take_light(crm, "--ids", query->ids);
	return status == CRM_OK ? take_light(crm, "--fail-on", query->fail_on) : status;
}

static enum status take_fields(struct crm *crm, const char *list, struct light_fields *fields)
{
	char *rest = arena_copy(&crm->run, list), *word;
	if (!rest)
		return why_memory(&crm->why);
	while (fields->n < LIGHT_FIELDS && (word = strsep(&rest, " ")) != NULL)
		if (*word)
			fields->name[fields->n++] = word;
	return CRM_OK;
}

static enum status take_rules(struct crm *crm, struct light_rules *rules)
{
	*rules = (struct light_rules){.grace = setting_int(crm, "light.grace_hours", 4) * 3600,
	    .profile_pct = setting_int(crm, "light.profile_pct", 60),
	    .contacts_pct = setting_int(crm, "light.contacts_pct", 80),
	    .red_norm_pct = setting_int(crm, "light.red_norm_pct", 10)};
	enum status status = take_fields(crm, setting(crm, "profile.fields", PROFILE_DEFAULT), &rules->profile);
	if (status == CRM_OK)
		status = take_fields(crm, setting(crm, "contacts.fields", "phone email"), &rules->contacts);
	return status;
}

static int row_order(const void *a, const void *b)
{
	const struct light_row *x = a, *y = b;
	int64_t hours = light_tenths(y->late) - light_tenths(x->late);
	if (x->light != y->light)
		return x->light < y->light ? -1 : 1;
	if (hours != 0)
		return hours < 0 ? -1 : 1;
	return x->client < y->client ? -1 : x->client > y->client;
}

static int lead_order(const void *a, const void *b)
{
	const struct light_lead *x = a, *y = b;
	if (x->client != y->client)
		return x->client < y->client ? -1 : 1;
	return x->lead < y->lead ? -1 : x->lead > y->lead;
}

/* What was gathered, judged: clients that are working and pass. */
static enum status judge(struct light_live *live, const struct query *query, struct lights *lights)
{
	lights->row = malloc(((size_t)live->n + 1) * sizeof *lights->row);
	if (!lights->row)
		return why_memory(&live->crm->why);
	for (int i = 0; i < live->n; i++) {
		struct light_row row = live->client[i].row;
		if (!row.manager)
			row.manager = live->client[i].task_manager;
		if ((row.interest == 0 && !row.task) || !query_takes(live->crm, query, row.manager))
			continue;
		light_judge(&lights->rules, &row);
		lights->row[lights->n++] = row;
	}
	qsort(lights->row, (size_t)lights->n, sizeof *lights->row, row_order);
	if (live->n_leads)
		qsort(live->lead, (size_t)live->n_leads, sizeof *live->lead, lead_order);
	lights->lead = live->lead;
	lights->n_leads = live->n_leads;
	live->lead = NULL;
	return CRM_OK;
}

enum status lights_make(struct crm *crm, const struct query *query, struct lights *lights)
{
	*lights = (struct lights){.at = crm->now};
	struct light_live live = {.crm = crm, .rules = &lights->rules, .with_leads = query->ids != NULL};
	enum status status = check(crm, query);
	if (status == CRM_OK)
		status = take_rules(crm, &lights->rules);
	if (status == CRM_OK && !crm_calendar(crm))
		status = crm->why.status;
	if (query->has_horizon && query->horizon.as_of < crm->now)
		lights->at = query->horizon.as_of;
	live.at = lights->at;
	if (status == CRM_OK)
		status = live_open(&live);
	if (status == CRM_OK)
		status = query->has_horizon ? road_then(&live, &query->horizon) : road_now(&live);
	if (status == CRM_OK)
		status = judge(&live, query, lights);
	live_free(&live);
	return status;
}

void lights_free(struct lights *lights)
{
	free(lights->row);
	free(lights->lead);
	*lights = (struct lights){0};
}

enum status lights_condition(const struct query *query, const struct lights *lights)
{
	for (int i = 0; query->fail_on && i < lights->n; i++)
		if (strcmp(light_name(lights->row[i].light), query->fail_on) == 0)
			return CRM_CONDITION;
	return CRM_OK;
}

/* The texts of a row, one after the other's end. */
struct line {
	const char *cells[COLUMNS];
	struct buf text[COLUMNS];
};

static void put_row(struct line *line, struct crm *crm, const struct light_rules *rules, const struct light_row *row)
{
	int64_t tenths = light_tenths(row->late);
	struct buf *text = line->text;
	buf_int(&text[0], row->client);
	light_reasons_put(&text[4], rules, row);
	buf_int(&text[5], row->interest);
	buf_int(&text[6], tenths / 10);
	buf_char(&text[6], '.');
	buf_char(&text[6], (char)('0' + tenths % 10));
	if (row->next_task != INSTANT_MAX)
		instant_put(&text[7], crm->zone, row->next_task);
	buf_int(&text[8], light_pct(&rules->profile, row->profile));
	buf_int(&text[9], light_pct(&rules->contacts, row->contacts));
	light_fix_put(&text[10], rules, row);
	for (int i = 0; i < COLUMNS; i++)
		line->cells[i] = text[i].length ? text[i].text : NULL;
	line->cells[1] = row->name;
	line->cells[2] = manager_code(crm, row->manager);
	line->cells[3] = light_name(row->light);
}

enum status lights_rows(struct crm *crm, const struct lights *lights, struct writer *writer)
{
	struct line line = {0};
	enum status status = CRM_OK;
	for (int i = 0; i < lights->n && status == CRM_OK; i++) {
		bool failed = false;
		put_row(&line, crm, &lights->rules, &lights->row[i]);
		for (int c = 0; c < COLUMNS; c++)
			failed = failed || line.text[c].failed;
		status = failed ? why_memory(&crm->why) : writer_row(writer, line.cells, &crm->why);
		for (int c = 0; c < COLUMNS; c++)
			buf_clear(&line.text[c]);
	}
	for (int c = 0; c < COLUMNS; c++)
		buf_free(&line.text[c]);
	return status;
}

static enum status print_lead(struct crm *crm, const struct light_lead *lead, struct writer *writer)
{
	const struct stage *stage = stage_id(crm, lead->stage);
	char number[24], client[24];
	snprintf(number, sizeof number, "%lld", (long long)lead->lead);
	snprintf(client, sizeof client, "%lld", (long long)lead->client);
	const char *cells[] = {
	    number, client, manager_code(crm, lead->manager), lead_state_name(LEAD_OPEN), stage ? stage->code : NULL};
	return writer_row(writer, cells, &crm->why);
}

/* The place of the first lead of a client. */
static int first_lead(const struct lights *lights, int64_t client)
{
	int from = 0, to = lights->n_leads;
	while (from < to) {
		int middle = from + (to - from) / 2;
		if (lights->lead[middle].client < client)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

enum status lights_ids(struct crm *crm, const struct query *query, const struct lights *lights, struct writer *writer)
{
	enum status status = CRM_OK;
	for (int i = 0; i < lights->n; i++) {
		const struct light_row *row = &lights->row[i];
		if (strcmp(light_name(row->light), query->ids) != 0)
			continue;
		int at = first_lead(lights, row->client);
		for (; at < lights->n_leads && lights->lead[at].client == row->client && status == CRM_OK; at++)
			status = print_lead(crm, &lights->lead[at], writer);
	}
	return status;
}
