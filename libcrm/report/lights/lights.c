#include "report/lights/lights.h"

#include "base/text/word_meant.h"
#include "book/history/client_facts.h"
#include "report/kit/asked.h"
#include "report/kit/line.h"
#include "report/kit/lives.h"
#include "report/lights/lights_private.h"

#define AT_ONCE 4096 /* clients that are gathered together */

enum { CLIENT, NAME, MANAGER, LIGHT, REASONS, INTEREST, OVERDUE_HOURS, NEXT_TASK, PROFILE_PCT, CONTACTS_PCT, FIX };

const struct field lights_fields[] = {[CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [LIGHT] = {"light", KIND_TEXT, N_("light")},
    [REASONS] = {"reasons", KIND_TEXT, N_("reasons")},
    [INTEREST] = {"interest", KIND_INT, N_("interest")},
    [OVERDUE_HOURS] = {"overdue_hours", KIND_REAL, N_("overdue, hours")},
    [NEXT_TASK] = {"next_task", KIND_TIME, N_("next task")},
    [PROFILE_PCT] = {"profile_pct", KIND_INT, N_("profile, %")},
    [CONTACTS_PCT] = {"contacts_pct", KIND_INT, N_("contacts, %")},
    [FIX] = {"fix", KIND_TEXT, N_("fix")},
    {0}};

const struct field lights_ids_fields[] = {{"lead", KIND_INT, N_("lead")}, {"client", KIND_INT, N_("client")},
    {"manager", KIND_TEXT, N_("manager")}, {"state", KIND_TEXT, N_("state")}, {"stage", KIND_TEXT, N_("stage")}, {0}};

/* The light that ${word} means, or -1. */
static int light_meant(const char *word)
{
	const char *names[LIGHTS + 1] = {0};
	for (int i = 0; i < LIGHTS; i++)
		names[i] = light_name((enum light)i);
	return word_meant(word, names);
}

enum status light_check(struct crm *crm, const char *option, const char *word)
{
	if (!word || light_meant(word) >= 0)
		return CRM_OK;
	return why_set(&crm->why, CRM_USAGE, _("%s is red, yellow or green, not «%s»"), option, word);
}

static enum status check_options(struct crm *crm, const struct query *query)
{
	enum status status = asked_options_only(crm, query);
	if (status != CRM_OK)
		return status;
	if (query->has_period)
		return why_set(&crm->why, CRM_USAGE, _("lights are of one moment: give -T instead of -p"));
	if (query->n_by)
		return why_set(&crm->why, CRM_USAGE, _("lights are not grouped: -f text adds them up by manager"));
	status = light_check(crm, "--ids", query->ids);
	return status == CRM_OK ? light_check(crm, "--fail-on", query->fail_on) : status;
}

static enum status read_fields(struct crm *crm, const char *list, struct light_fields *fields)
{
	char *rest = arena_copy(&crm->run, list), *word;
	if (!rest)
		return why_memory(&crm->why);
	while (fields->n < LIGHT_FIELDS && (word = strsep(&rest, " ")) != NULL)
		if (*word)
			fields->name[fields->n++] = word;
	return CRM_OK;
}

static enum status read_rules(struct crm *crm, struct light_rules *rules)
{
	*rules = (struct light_rules){.grace = setting_int(crm, "light.grace_hours", 4) * 3600,
	    .profile_pct = setting_int(crm, "light.profile_pct", 60),
	    .contacts_pct = setting_int(crm, "light.contacts_pct", 80),
	    .red_norm_pct = setting_int(crm, "light.red_norm_pct", 10)};
	enum status status = read_fields(crm, setting(crm, "profile.fields", PROFILE_DEFAULT), &rules->profile);
	if (status == CRM_OK)
		status = read_fields(crm, setting(crm, "contacts.fields", "phone email"), &rules->contacts);
	return status;
}

/* The place of the first lead of a client. */
static int first_lead(const struct light_live *live, int64_t client)
{
	int from = 0, to = live->n_leads;
	while (from < to) {
		int middle = from + (to - from) / 2;
		if (live->lead[middle].lead.client < client)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* His open leads: what is known of him is known of whom each is about. */
static const struct light_lead *judge_leads(struct light_live *live, const struct light_row *client)
{
	struct light_lead *first = live->lead + first_lead(live, client->client);
	for (int i = 0; i < client->interest; i++) {
		struct light_row *row = &first[i].row;
		row->profile = client->profile;
		row->contacts = client->contacts;
		light_judge(live->rules, row);
	}
	return first;
}

/* What was gathered, judged: clients that are working. */
static enum status judge_clients(struct light_live *live, const struct light_asked *asked)
{
	enum status status = CRM_OK;
	for (int i = 0; i < live->n && status == CRM_OK; i++) {
		struct light_row row = live->client[i].row;
		if (!row.manager)
			row.manager = live->client[i].task_manager;
		if (row.interest == 0 && !row.task)
			continue;
		if (live->with_leads && row.interest)
			row.open = judge_leads(live, &row);
		light_judge(live->rules, &row);
		status = asked->each(asked->arg, &row);
	}
	return status;
}

static enum status judge_now(struct light_live *live, const struct light_asked *asked)
{
	struct light_working working = {0};
	enum status status = lights_working_find(live, &working);
	for (int from = 0; from < working.clients.n && status == CRM_OK; from += AT_ONCE) {
		int left = working.clients.n - from;
		status = lights_live_scan(live, &working, from, left < AT_ONCE ? left : AT_ONCE);
		if (status == CRM_OK)
			status = judge_clients(live, asked);
		lights_live_clear(live);
	}
	lights_working_free(&working);
	return status;
}

static enum status judge_then(struct light_live *live, const struct light_asked *asked)
{
	enum status status = lights_live_scan_journal(live);
	return status == CRM_OK ? judge_clients(live, asked) : status;
}

enum status lights_each(const struct light_asked *asked)
{
	struct crm *crm = asked->crm;
	const struct query *query = asked->query;
	struct light_live live = {.crm = crm,
	    .query = query,
	    .rules = asked->rules,
	    .at = asked_moment(crm, query),
	    .with_leads = asked->with_leads};
	enum status status = read_rules(crm, asked->rules);
	if (status == CRM_OK && !crm_calendar(crm))
		status = crm->why.status;
	if (status == CRM_OK)
		status = lights_live_open(&live);
	if (status == CRM_OK)
		status = lives_by_journal(query) ? judge_then(&live, asked) : judge_now(&live, asked);
	lights_live_free(&live);
	return status;
}

struct lights_making {
	struct crm *crm;
	const struct query *query;
	struct lights *lights;
};

static enum status put_client(void *arg, const struct light_row *row)
{
	const struct lights_making *making = arg;
	return query_takes(making->crm, making->query, row->manager) ? lights_put(making->crm, making->lights, row)
	                                                             : CRM_OK;
}

enum status lights_make(struct crm *crm, const struct query *query, struct lights *lights)
{
	*lights = (struct lights){.at = asked_moment(crm, query)};
	struct lights_making making = {crm, query, lights};
	enum status status = check_options(crm, query);
	if (status == CRM_OK)
		status = lights_each(&(const struct light_asked){.crm = crm,
		    .query = query,
		    .with_leads = query->ids != NULL,
		    .rules = &lights->rules,
		    .each = put_client,
		    .arg = &making});
	lights_sort(lights);
	return status;
}

enum status lights_condition(const struct query *query, const struct lights *lights)
{
	for (int i = 0; query->fail_on && i < lights->n; i++)
		if (strcmp(light_name(lights->place[i].light), query->fail_on) == 0)
			return CRM_CONDITION;
	return CRM_OK;
}

static enum status print_client(struct line *line, const struct light_rules *rules, const struct light_row *row)
{
	struct buf *text;
	line_int(line, CLIENT, row->client);
	line_text(line, NAME, row->name);
	line_text(line, MANAGER, manager_code(line->crm, row->manager));
	line_text(line, LIGHT, light_name(row->light));
	if (row->defects && (text = line_begin(line, REASONS)))
		light_reasons_put(text, rules, row);
	line_int(line, INTEREST, row->interest);
	line_real(line, OVERDUE_HOURS, 1, (double)light_tenths(row->late) / 10);
	line_time(line, NEXT_TASK, row->next_task);
	line_int(line, PROFILE_PCT, light_pct(&rules->profile, row->profile));
	line_int(line, CONTACTS_PCT, light_pct(&rules->contacts, row->contacts));
	if (row->defects && (text = line_begin(line, FIX)))
		light_fix_put(text, rules, row);
	return line_write(line);
}

enum status lights_rows(struct crm *crm, struct lights *lights, struct writer *writer)
{
	struct line line;
	struct light_row row;
	enum status status = CRM_OK;
	line_open(&line, crm, writer, lights_fields);
	for (int i = 0; i < lights->n && status == CRM_OK; i++) {
		status = lights_row(crm, lights, i, &row);
		if (status == CRM_OK)
			status = print_client(&line, &lights->rules, &row);
	}
	line_close(&line);
	return status;
}

enum status lights_ids(struct crm *crm, const struct query *query, struct lights *lights, struct writer *writer)
{
	struct line line;
	struct light_row row;
	enum status status = CRM_OK;
	int wanted = light_meant(query->ids);
	line_open(&line, crm, writer, lights_ids_fields);
	for (int i = 0; i < lights->n && status == CRM_OK; i++) {
		if ((int)lights->place[i].light != wanted)
			continue;
		status = lights_row(crm, lights, i, &row);
		for (int lead = 0; row.open && lead < row.interest && status == CRM_OK; lead++) {
			line_lead(&line, &row.open[lead].lead);
			status = line_write(&line);
		}
	}
	line_close(&line);
	return status;
}
