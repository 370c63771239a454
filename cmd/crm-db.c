/* crm-db - the database as a whole: make it, look it over, repair it, copy it */
#include "book/setup/pack.h"
#include "flow/privacy/data_subject.h"
#include "flow/upkeep/db_admin.h"
#include "front/command/front.h"

static const struct option_spec options[] = {{"pack", "NAME", N_("init: the settings of a trade: realty or b2b")},
    {"timezone", "Z", N_("init: the department's zone, such as Europe/Moscow")},
    {"force", NULL, N_("restore: though the database has events that the backup has not")},
    {"hash", NULL, N_("check: one hash of what is in the database, instead of checks")}, {0}};

static enum status fill_new(struct crm *crm, void *arg)
{
	const char *pack = option(crm, "pack");
	(void)arg;
	return pack_load(crm, pack ? pack : "realty", option(crm, "timezone"), front_lang());
}

static enum status init_database(const struct upkeep *upkeep)
{
	struct crm *crm = upkeep->crm;
	enum status status = db_admin_create(upkeep->url, &crm->why);
	if (status != CRM_OK)
		return status;
	status = front_need(crm, NEEDS_WRITE);
	if (status == CRM_OK)
		status = front_batch(crm, fill_new, NULL, NULL);
	if (status != CRM_OK || crm->dry_run)
		db_admin_remove(crm, upkeep->url);
	return status == CRM_OK ? db_admin_put(upkeep, "init", true, upkeep->url) : status;
}

/* Whoever was erased after the backup was made is in it still. */
static enum status without_erased(const struct upkeep *upkeep)
{
	struct crm *crm = upkeep->crm;
	char detail[24];
	int64_t erased = 0;
	bool listed;
	enum status status = erase_list_there(crm, upkeep->url, &listed);
	if (status != CRM_OK || !listed)
		return status;
	status = front_need(crm, NEEDS_WRITE);
	if (status == CRM_OK)
		status = front_batch(crm, erase_again, &erased, NULL);
	if (status == CRM_OK)
		status = erase_traces(crm);
	bool good = status == CRM_OK || status == CRM_NONE;
	struct why said = crm->why;
	enum status told = db_admin_put(upkeep, "erased", good, good ? buf_int_text(detail, erased) : said.text);
	if (!good)
		crm->why = said;
	return good ? told : status;
}

static const struct verb {
	const char *name;
	enum status (*work)(const struct upkeep *upkeep);
	int needs;
	bool file, no_trial, may_bring_back; /* no_trial: what is made of files cannot be rolled back */
} verbs[] = {{"init", init_database, NEEDS_NOTHING, false, false, false},
    {"check", db_admin_check, NEEDS_READ, false, false, false},
    {"rebuild", db_admin_rebuild, NEEDS_WRITE, false, false, false},
    {"upgrade", db_admin_upgrade, NEEDS_NOTHING, false, true, true},
    {"rewrite", db_admin_rewrite, NEEDS_UPGRADE, false, true, false},
    {"backup", db_admin_backup, NEEDS_READ, true, true, false},
    {"restore", db_admin_restore, NEEDS_NOTHING, true, true, true},
    {"stats", db_admin_stats, NEEDS_READ, false, false, false}, {0}};

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	const struct verb *verb = verbs;
	(void)query;
	struct upkeep upkeep = {crm, front_url(), n > 1 ? args[1] : NULL, writer};
	while (verb->name && strcmp(verb->name, n > 0 ? args[0] : "") != 0)
		verb++;
	if (!verb->name)
		return why_set(&crm->why, CRM_USAGE,
		    _("what is «%s»? init, check, rebuild, upgrade, rewrite, backup FILE, restore FILE or stats"),
		    n > 0 ? args[0] : "");
	if (n != 1 + verb->file)
		return why_set(&crm->why, CRM_USAGE,
		    verb->file ? _("crm-db %s takes the name of one file") : _("crm-db %s takes no operands"),
		    verb->name);
	if (!upkeep.url)
		return why_set(&crm->why, CRM_NOINPUT, _("which database? give -d FILE or set CRM_DB"));
	if (front_dry_run() && verb->no_trial)
		return why_set(&crm->why, CRM_USAGE, _("crm-db %s cannot be tried: leave -n out"), verb->name);
	enum status status = verb->needs == NEEDS_NOTHING ? CRM_OK : front_need(crm, verb->needs);
	status = status == CRM_OK ? verb->work(&upkeep) : status;
	return status == CRM_OK && verb->may_bring_back ? without_erased(&upkeep) : status;
}

static const struct command command = {.name = "crm-db",
    .summary = N_("The database as a whole: make it, check it, repair it, copy it."),
    .synopsis =
        "[options] init [--pack realty|b2b] [--timezone Z] [--lang ru|en]\n"
        "       crm-db [options] check [--hash] | rebuild | upgrade | rewrite | backup FILE | restore FILE | stats",
    .listed = {GROUP_UPKEEP, 5},
    .kind = COMMAND_RUNS,
    .out = db_admin_fields,
    .options = options,
    .run = run,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
