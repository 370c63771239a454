/* What may stand in a whole row of the settings. */
#include "base/text/casefold.h"
#include "base/text/phone.h"
#include "book/settings/conf.h"
#include "book/context/absence.h"
#include "book/context/route_members.h"

const char *conf_nearest(struct crm *crm, const struct conf_table *table, const char *code)
{
	struct stmt *stmt;
	const char *best = NULL;
	int nearest = (int)strlen(code) / 3 + 2;

	if (db_ask(crm->db, table->get, NULL, &stmt) != CRM_OK)
		return NULL;
	while (db_next(stmt) == CRM_OK) {
		int distance = text_distance(code, db_text(stmt, 0));
		if (distance >= nearest)
			continue;
		nearest = distance;
		best = arena_copy(&crm->chunk, db_text(stmt, 0));
	}
	return best;
}

/* Does the table ${column} refers to have that code? */
static enum status check_code(
    struct crm *crm, const struct conf_column *column, const char *code, struct answer *answer)
{
	const struct conf_table *table = conf_find(column->about);
	const char *row[CONF_WIDTH], *keys[CONF_WIDTH] = {code}, *near;
	enum status status = conf_one(crm, table, keys, row);

	if (status != CRM_NONE)
		return status;
	if (conf_meant(crm, table->name, &code) == CRM_DATA)
		return reject_cell_why(crm, answer, column->name);
	near = conf_nearest(crm, table, code);
	if (near)
		return reject_cell(
		    crm, answer, column->name, _("no %s «%s»: did you mean %s?"), table->name, code, near);
	return reject_cell(
	    crm, answer, column->name, _("no %s «%s»: see crm-conf get %s"), table->name, code, table->name);
}

static enum status check_reference(
    struct crm *crm, const struct conf_column *column, const char *value, struct answer *answer)
{
	enum status status = CRM_OK;
	char *copy, *rest, *word;

	if (!column->about || column->type == CONF_CHOICE || !*value)
		return CRM_OK;
	if (column->type != CONF_WORDS)
		return check_code(crm, column, value, answer);
	copy = rest = arena_copy(&crm->chunk, value);
	if (!copy)
		return why_memory(&crm->why);
	while (status == CRM_OK && (word = strsep(&rest, " ")) != NULL)
		status = check_code(crm, column, word, answer);
	return status;
}

enum status conf_check(struct crm *crm, const struct conf_table *table, const char **row, struct answer *answer)
{
	enum status status = CRM_OK;

	for (int i = 0; table->column[i].name && status == CRM_OK; i++) {
		const struct conf_column *column = &table->column[i];
		if ((column->flags & CONF_NEED) && !*row[i])
			status = reject_cell(crm, answer, column->name, _("missing: %s"), column->name);
		else
			status = check_reference(crm, column, row[i], answer);
	}
	return status == CRM_OK && table->check ? table->check(crm, row, answer) : status;
}

/* A head and a unit above by what people call them; who is not there yet stays as he is called (lint tells). */
enum status conf_check_unit(struct crm *crm, const char **row, struct answer *answer)
{
	enum status status = *row[2] ? conf_meant(crm, "unit", &row[2]) : CRM_OK;
	(void)answer;
	if ((status == CRM_OK || status == CRM_DATA) && *row[3])
		status = conf_meant(crm, "manager", &row[3]);
	return status == CRM_DATA ? CRM_OK : status;
}

/* His unit likewise: managers may name one before it has a row. */
enum status conf_check_manager(struct crm *crm, const char **row, struct answer *answer)
{
	enum status status = *row[4] ? conf_meant(crm, "unit", &row[4]) : CRM_OK;
	(void)answer;
	return status == CRM_DATA ? CRM_OK : status;
}

enum status conf_check_calendar(struct crm *crm, const char **row, struct answer *answer)
{
	if (strcmp(row[1], "off") == 0 && *row[2])
		return reject_cell(crm, answer, "intervals", "%s", _("a day off has no hours"));
	return CRM_OK;
}

enum status conf_check_absence(struct crm *crm, const char **row, struct answer *answer)
{
	int64_t from, to;

	if (absence_bound_parse(row[1], &from) != CRM_OK || absence_bound_parse(row[2], &to) != CRM_OK ||
	    absence_bound_to(to) <= absence_bound_from(from))
		return reject_cell(crm, answer, "to", _("%s is before %s"), row[2], row[1]);
	return CRM_OK;
}

enum status conf_check_route(struct crm *crm, const char **row, struct answer *answer)
{
	if (!row[3][strspn(row[3], " \t,;|")])
		return reject_cell(crm, answer, "members", _("«%s» names nobody"), row[3]);
	enum status status = route_members_meant(crm, row[3], &row[3]);
	return status == CRM_DATA ? reject_cell_why(crm, answer, "members") : status;
}

/* As intake will compare it: digits of a phone, folded address, else folded text. */
enum status conf_check_list(struct crm *crm, const char **row, struct answer *answer)
{
	struct phone phone = phone_parse(row[1], crm->country);
	struct buf norm = {0};
	char address[256];

	email_fold(row[1], address);
	if (phone.e164)
		buf_int(&norm, phone.e164);
	else if (address[0])
		buf_put(&norm, address);
	else
		casefold_put(&norm, row[1]);
	if (!norm.failed && norm.length == 0) {
		buf_free(&norm);
		return reject_cell(crm, answer, "value", _("«%s» says nothing"), row[1]);
	}
	row[3] = norm.failed ? NULL : arena_copy(&crm->chunk, norm.text);
	buf_free(&norm);
	return row[3] ? CRM_OK : why_memory(&crm->why);
}

#define ASSIGN_STAGE "assign.stage." /* and a stage: how heavy an open lead is there */

/* All settings there are. A name that ends with a dot stands for all that begin so. */
static const struct {
	const char *name;
	struct conf_column value;
} settings[] = {
    {"timezone", {"value", CONF_ZONE, 0, NULL, NULL}},
    {"lang", {"value", CONF_CHOICE, 0, NULL, "ru en"}},
    {"country", {"value", CONF_COUNTRY, 0, NULL, NULL}},
    {"currency", {"value", CONF_WORD, 0, NULL, NULL}},
    {"dates", {"value", CONF_CHOICE, 0, NULL, "dmy mdy"}},
    {"department", {"value", CONF_TEXT, 0, NULL, NULL}},
    {"mail.from", {"value", CONF_EMAIL, 0, NULL, NULL}},
    {"mail.robots", {"value", CONF_WORDS, 0, NULL, NULL}},
    {"mail.own", {"value", CONF_WORDS, 0, NULL, NULL}},
    {"mail.unsubscribe", {"value", CONF_HTTPS, 0, NULL, NULL}},
    {"workday", {"value", CONF_HOURS, 0, NULL, NULL}},
    {"light.profile_pct", {"value", CONF_PCT, 0, NULL, NULL}},
    {"light.contacts_pct", {"value", CONF_PCT, 0, NULL, NULL}},
    {"light.red_norm_pct", {"value", CONF_PCT, 0, NULL, NULL}},
    {"light.grace_hours", {"value", CONF_COUNT, 0, NULL, NULL}},
    {"metric.", {"value", CONF_WORD, 0, NULL, "stage"}},
    {"assign.method", {"value", CONF_CHOICE, 0, NULL, CONF_METHODS}},
    {"assign.sticky", {"value", CONF_FLAG, 0, NULL, NULL}},
    {ASSIGN_STAGE, {"value", CONF_COUNT, 0, NULL, NULL}},
    {"intake.won_client", {"value", CONF_CHOICE, 0, NULL, "existing repeat"}},
    {"form.rate", {"value", CONF_COUNT, 0, NULL, NULL}},
    {"form.honeypot", {"value", CONF_WORD, 0, NULL, NULL}},
    {"form.source", {"value", CONF_CODE, 0, NULL, NULL}},
    {"form.proxy", {"value", CONF_WORDS, 0, NULL, NULL}},
    {"form.sites", {"value", CONF_SITES, 0, NULL, NULL}},
    {"form.thanks", {"value", CONF_PAGE, 0, NULL, NULL}},
    {"intake.shared_limit", {"value", CONF_COUNT, 0, NULL, NULL}},
    {"intake.email_aliases", {"value", CONF_FLAG, 0, NULL, NULL}},
    {"rule.ms", {"value", CONF_COUNT, 0, NULL, NULL}},
    {"consent.required", {"value", CONF_FLAG, 0, NULL, NULL}},
    {"reanimate.from", {"value", CONF_HOUR, 0, NULL, NULL}},
    {"reanimate.to", {"value", CONF_HOUR, 0, NULL, NULL}},
    {"reanimate.late_days", {"value", CONF_COUNT, 0, NULL, NULL}},
    {"reanimate.lookback_days", {"value", CONF_COUNT, 0, NULL, NULL}},
    {"kpi.green_pct", {"value", CONF_PCT, 0, NULL, NULL}},
    {"kpi.red_pct", {"value", CONF_PCT, 0, NULL, NULL}},
    {"sla.first_response", {"value", CONF_SPAN, 0, NULL, NULL}},
    {"sla.qualify", {"value", CONF_SPAN, 0, NULL, NULL}},
    {"sla.callback", {"value", CONF_SPAN, 0, NULL, NULL}},
    {"sla.missed", {"value", CONF_WORDS, 0, NULL, NULL}},
    {"sla.absences", {"value", CONF_FLAG, 0, NULL, NULL}},
    {"sla.notify", {"value", CONF_WORDS, 0, NULL, NULL}},
    {"sla.notify_manager", {"value", CONF_FLAG, 0, NULL, NULL}},
    {"forgotten.days", {"value", CONF_COUNT, 0, NULL, NULL}},
    {"quality.disqualified", {"value", CONF_COUNT, 0, NULL, NULL}},
    {"profile.fields", {"value", CONF_WORDS, 0, NULL, NULL}},
    {"contacts.fields", {"value", CONF_WORDS, 0, NULL, NULL}},
};

static const struct conf_column *setting_column(const char *name)
{
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		size_t length = strlen(settings[i].name);
		bool family = settings[i].name[length - 1] == '.';
		if (family ? strncmp(name, settings[i].name, length) == 0 : strcmp(name, settings[i].name) == 0)
			return &settings[i].value;
	}
	return NULL;
}

/* A misspelt one would be kept and change nothing. */
static enum status unknown_setting(struct crm *crm, const char *name, struct answer *answer)
{
	const char *best = NULL;
	int nearest = (int)strlen(name) / 3 + 2;

	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		int distance = text_distance(name, settings[i].name);
		if (distance < nearest) {
			nearest = distance;
			best = settings[i].name;
		}
	}
	if (best)
		return reject_cell(crm, answer, "key", _("no setting «%s»: did you mean %s?"), name, best);
	return reject_cell(crm, answer, "key", _("no setting «%s»: they are in crm-conf(1)"), name);
}

/* Each word must be the name of a clock (report/sla/sla.h). */
static enum status check_clocks(struct crm *crm, const char **words, struct answer *answer)
{
	static const struct conf_column clock = {"value", CONF_CHOICE, 0, NULL, CONF_CLOCKS};
	char *rest = arena_copy(&crm->chunk, *words), *word;
	const char *clean;
	enum status status = rest ? CRM_OK : why_memory(&crm->why);

	*words = "";
	while (status == CRM_OK && (word = strsep(&rest, " ")) != NULL) {
		status = conf_clean(crm, &clock, word, NULL, &clean, answer);
		if (status == CRM_OK)
			*words = arena_format(&crm->chunk, "%s%s%s", *words, **words ? " " : "", clean);
		if (!*words)
			return why_memory(&crm->why);
	}
	return status;
}

enum status conf_check_setting(struct crm *crm, const char **row, struct answer *answer)
{
	static const struct conf_column metric = {"key", CONF_CHOICE, 0, NULL, CONF_METRICS};
	static const struct conf_column stage = {"key", CONF_WORD, 0, NULL, "stage"};
	const struct conf_column *column = setting_column(row[0]);
	const char *clean;
	enum status status = CRM_OK;

	if (!column)
		return unknown_setting(crm, row[0], answer);
	if (strncmp(row[0], "metric.", 7) == 0) {
		status = conf_clean(crm, &metric, row[0] + 7, NULL, &clean, answer);
		if (status == CRM_OK && strcmp(clean, row[0] + 7) != 0)
			return reject_cell(
			    crm, answer, "key", _("no setting «%s»: did you mean metric.%s?"), row[0], clean);
	} else if (strncmp(row[0], ASSIGN_STAGE, strlen(ASSIGN_STAGE)) == 0)
		status = check_reference(crm, &stage, row[0] + strlen(ASSIGN_STAGE), answer);
	if (status == CRM_OK)
		status = conf_meant_cell(crm, column, &row[1]);
	if (status == CRM_OK)
		status = conf_clean(crm, column, row[1], NULL, &row[1], answer);
	if (status == CRM_OK && strcmp(row[0], "sla.notify") == 0)
		status = check_clocks(crm, &row[1], answer);
	return status == CRM_OK ? check_reference(crm, column, row[1], answer) : status;
}
