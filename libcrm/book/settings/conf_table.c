/* Which settings there are. */
#include "base/text/casefold.h"
#include "base/text/word_meant.h"
#include "book/settings/conf.h"
#include "book/settings/conf.sql.h"

#define COL(n, t, f, o, a)                                                                                             \
	{                                                                                                              \
		.name = n, .type = CONF_##t, .flags = f, .fallback = o, .about = a                                     \
	}
#define SQL(t) .get = sql_##t##_get, .one = sql_##t##_one, .put = sql_##t##_put, .del = sql_##t##_del
#define KEY (CONF_KEY | CONF_NEED)
#define NEED CONF_NEED

static const struct conf_table tables[] = {
    {.name = "stage",
        .column = {COL("stage", WORD, KEY, NULL, NULL), COL("name", TEXT, 0, NULL, NULL),
            COL("pos", COUNT, NEED, NULL, NULL), COL("kind", CHOICE, NEED, "open", "new open won"),
            COL("target_days", COUNT, 0, NULL, NULL), COL("rot_days", COUNT, 0, NULL, NULL),
            COL("required", WORDS, 0, NULL, NULL)},
        SQL(stage),
        .uses = sql_stage_uses},
    {.name = "reason",
        .column = {COL("reason", WORD, KEY, NULL, NULL), COL("name", TEXT, 0, NULL, NULL),
            COL("kind", CHOICE, NEED, NULL, "lose disqualify"), COL("reanimate", FLAG, NEED, "0", NULL)},
        SQL(reason),
        .uses = sql_reason_uses},
    {.name = "source",
        .column = {COL("source", CODE, KEY, NULL, NULL), COL("name", TEXT, 0, NULL, NULL),
            COL("channel", TEXT, 0, NULL, NULL)},
        SQL(source)},
    {.name = "unit",
        .column = {COL("unit", CODE, KEY, NULL, NULL), COL("name", TEXT, 0, NULL, NULL),
            COL("parent", CODE, 0, NULL, NULL), COL("head", CODE, 0, NULL, NULL)},
        SQL(unit),
        .check = conf_check_unit},
    {.name = "manager",
        .column = {COL("manager", CODE, KEY, NULL, NULL), COL("name", TEXT, 0, NULL, NULL),
            COL("email", EMAIL, 0, NULL, NULL), COL("role", CHOICE, NEED, "manager", "manager head admin"),
            COL("unit", CODE, 0, NULL, NULL), COL("phone", TEXT, 0, NULL, NULL), COL("extension", TEXT, 0, NULL, NULL),
            COL("weight", COUNT, 0, NULL, NULL), COL("capacity", COUNT, 0, NULL, NULL),
            COL("zone", ZONE, 0, NULL, NULL), COL("hired", DAY, 0, NULL, NULL), COL("left", DAY, 0, NULL, NULL),
            COL("wip", COUNT, 0, NULL, NULL)},
        SQL(manager),
        .check = conf_check_manager,
        .uses = sql_manager_uses},
    {.name = "calendar",
        .column = {COL("day", DAY, KEY, NULL, NULL), COL("kind", CHOICE, NEED, NULL, "work short off"),
            COL("intervals", HOURS, 0, NULL, NULL)},
        SQL(calendar),
        .check = conf_check_calendar},
    {.name = "absence",
        .column = {COL("manager", CODE, KEY, NULL, "manager"), COL("from", FROM, KEY, NULL, NULL),
            COL("to", UNTIL, NEED, NULL, NULL), COL("kind", TEXT, 0, NULL, NULL)},
        SQL(absence),
        .check = conf_check_absence},
    {.name = "route",
        .column = {COL("route", WORD, KEY, NULL, NULL), COL("pos", COUNT, NEED, "100", NULL),
            COL("segment", SEGMENT, 0, "", NULL), COL("members", TEXT, NEED, NULL, NULL),
            COL("method", CHOICE, NEED, "rr", CONF_METHODS)},
        SQL(route),
        .check = conf_check_route},
    {.name = "rule",
        .column = {COL("rule", WORD, KEY, NULL, NULL), COL("pos", COUNT, NEED, "100", NULL),
            COL("column", CODE, NEED, NULL, NULL), COL("pattern", PATTERN, NEED, NULL, NULL),
            COL("verdict", CHOICE, NEED, NULL, "spam shareholder existing"), COL("reason", TEXT, 0, NULL, NULL),
            COL("example", TEXT, 0, NULL, NULL)},
        SQL(rule)},
    {.name = "list",
        .column = {COL("list", CHOICE, KEY, NULL, "blocked shareholder"), COL("value", CODE, KEY, NULL, NULL),
            COL("note", TEXT, 0, NULL, NULL), COL("norm", TEXT, CONF_OWN, "", NULL)},
        SQL(list),
        .check = conf_check_list},
    {.name = "criterion",
        .column = {COL("criterion", WORD, KEY, NULL, NULL), COL("stage", WORD, NEED, NULL, "stage"),
            COL("column", CODE, NEED, NULL, NULL), COL("pattern", PATTERN, 0, NULL, NULL),
            COL("message", TEXT, 0, NULL, NULL)},
        SQL(criterion)},
    {.name = "programme",
        .column = {COL("programme", WORD, KEY, NULL, NULL), COL("reasons", WORDS, NEED, NULL, "reason"),
            COL("cooldown_days", COUNT, NEED, "90", NULL), COL("max_entries", COUNT, NEED, "3", NULL),
            COL("holdout_pct", PCT, NEED, "10", NULL)},
        SQL(programme),
        .uses = sql_programme_uses},
    {.name = "step",
        .column = {COL("programme", WORD, KEY, NULL, "programme"), COL("step", COUNT, KEY, NULL, NULL),
            COL("delay_days", COUNT, NEED, NULL, NULL),
            COL("channel", CHOICE, NEED, "email", "call email letter messenger sms"),
            COL("template", WORD, NEED, NULL, NULL), COL("segment", SEGMENT, CONF_KEY, "", NULL)},
        SQL(step)},
    {.name = "setting",
        .column = {COL("key", CODE, KEY, NULL, NULL), COL("value", TEXT, NEED, NULL, NULL)},
        SQL(setting),
        .check = conf_check_setting},
    {.name = "plan",
        .column = {COL("month", MONTH, KEY, NULL, NULL), COL("metric", CHOICE, KEY, NULL, CONF_METRICS),
            COL("value", FIGURE, NEED, NULL, NULL), COL("manager", CODE, CONF_KEY, "", "manager"),
            COL("unit", CODE, CONF_KEY, "", "unit")},
        SQL(plan)},
};
#define N_TABLES ((int)(sizeof tables / sizeof *tables))

const struct conf_table *conf_at(int i)
{
	return i < N_TABLES ? &tables[i] : NULL;
}

const struct conf_table *conf_find(const char *name)
{
	for (int i = 0; name && i < N_TABLES; i++)
		if (strcmp(tables[i].name, name) == 0)
			return &tables[i];
	return NULL;
}

const struct conf_table *conf_meant_table(const char *name)
{
	const char *names[N_TABLES + 1];
	for (int i = 0; i < N_TABLES; i++)
		names[i] = tables[i].name;
	names[N_TABLES] = NULL;
	int i = word_meant(name, names);
	return i < 0 ? NULL : &tables[i];
}

const char *conf_unknown(struct crm *crm, const char *name)
{
	const char *best = NULL, *sentence;
	int nearest = 4;

	for (int i = 0; i < N_TABLES; i++) {
		int distance = text_distance(name, tables[i].name);
		if (distance < nearest) {
			nearest = distance;
			best = tables[i].name;
		}
	}
	if (best)
		sentence = arena_format(&crm->chunk, _("no settings table «%s»: did you mean %s?"), name, best);
	else
		sentence = arena_format(&crm->chunk, _("no settings table «%s»: crm-conf lists them"), name);
	return sentence ? sentence : "";
}

bool conf_is_number(enum conf_type type)
{
	return type == CONF_COUNT || type == CONF_FLAG || type == CONF_PCT || type == CONF_HOUR;
}

const struct column *conf_columns(struct crm *crm, const struct conf_table *table)
{
	struct column *columns = arena_zero(&crm->run, (CONF_WIDTH + 1) * sizeof *columns);

	if (!columns)
		why_memory(&crm->why);
	for (int i = 0; columns && table->column[i].name && !(table->column[i].flags & CONF_OWN); i++)
		columns[i] =
		    (struct column){.name = table->column[i].name, .required = (table->column[i].flags & KEY) == KEY};
	return columns;
}

const struct column *conf_keys(struct crm *crm, const struct conf_table *table)
{
	struct column *columns = arena_zero(&crm->run, (CONF_WIDTH + 1) * sizeof *columns);
	int n = 0;

	if (!columns)
		why_memory(&crm->why);
	for (int i = 0; columns && table->column[i].name; i++)
		if (table->column[i].flags & CONF_KEY)
			columns[n++] = (struct column){
			    .name = table->column[i].name, .required = (table->column[i].flags & KEY) == KEY};
	return columns;
}

const struct field *conf_fields(struct crm *crm, const struct conf_table *table)
{
	struct field *fields = arena_zero(&crm->run, (CONF_WIDTH + 1) * sizeof *fields);

	if (!fields)
		why_memory(&crm->why);
	for (int i = 0; fields && table->column[i].name && !(table->column[i].flags & CONF_OWN); i++) {
		enum conf_type type = table->column[i].type;
		fields[i].name = table->column[i].name;
		fields[i].kind = conf_is_number(type) ? KIND_INT : type == CONF_FIGURE ? KIND_MONEY : KIND_CODE;
	}
	return fields;
}
