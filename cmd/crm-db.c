/* crm-db - the database as a whole: make it, look it over, repair it, copy it */
#include "book/setup/pack.h"
#include "flow/privacy/data_subject.h"
#include "flow/upkeep/db_admin.h"
#include "front/command/front.h"

static const struct field out[] = {
    {"check", KIND_TEXT, N_("check")}, {"result", KIND_TEXT, N_("result")}, {"detail", KIND_TEXT, N_("detail")}, {0}};

static const struct option_spec options[] = {{"pack", "NAME", N_("init: the settings of a trade: realty or b2b")},
    {"timezone", "Z", N_("init: the department's zone, such as Europe/Moscow")},
    {"hash", NULL, N_("check: one hash of what is in the database, instead of checks")}, {0}};

struct printing {
	struct crm *crm;
	struct writer *writer;
};

static enum status print(void *arg, const char *check, bool good, const char *detail)
{
	struct printing *printing = arg;
	const char *const cells[] = {check, good ? "ok" : "bad", detail};
	return writer_row(printing->writer, cells, &printing->crm->why);
}

static enum status fill(struct crm *crm)
{
	const char *pack = option(crm, "pack");
	enum status status = front_need(crm, NEEDS_WRITE);
	if (status == CRM_OK)
		status = front_begin(crm);
	if (status != CRM_OK)
		return status;
	status = pack_load(crm, pack ? pack : "realty", option(crm, "timezone"), front_lang());
	if (status == CRM_OK)
		return front_end(crm, NULL);
	front_abandon(crm);
	return status;
}

static enum status init(struct crm *crm, const char *url, struct printing *printing)
{
	enum status status = upkeep_create(url, &crm->why);
	if (status != CRM_OK)
		return status;
	status = fill(crm);
	if (status != CRM_OK || crm->dry_run)
		upkeep_remove(crm, url);
	return status == CRM_OK ? print(printing, "init", true, url) : status;
}

static enum status erase_in(struct crm *crm, int64_t *erased)
{
	enum status status = front_begin(crm);
	if (status != CRM_OK)
		return status;
	status = erase_again(crm, erased);
	if (status == CRM_OK && *erased)
		return front_end(crm, NULL);
	front_abandon(crm);
	return status;
}

/* Whoever was erased after the backup was made is in it still. */
static enum status without_erased(struct crm *crm, const char *url, struct printing *printing)
{
	char detail[24];
	int64_t erased = 0;
	bool listed;
	enum status status = erase_list_there(crm, url, &listed);
	if (status != CRM_OK || !listed)
		return status;
	status = front_need(crm, NEEDS_WRITE);
	if (status == CRM_OK)
		status = erase_in(crm, &erased);
	if (status == CRM_OK && erased)
		status = erase_traces(crm);
	snprintf(detail, sizeof detail, "%lld", (long long)erased);
	struct why said = crm->why;
	enum status told = print(printing, "erased", status == CRM_OK, status == CRM_OK ? detail : said.text);
	if (status != CRM_OK)
		crm->why = said;
	return status != CRM_OK ? status : told;
}

/* Whatever is wrong is printed before the status says so. */
static enum status check(struct crm *crm, struct printing *printing)
{
	enum status status = upkeep_check(crm, print, printing);
	struct why said = crm->why;
	if (status == CRM_IO || status == CRM_INTERNAL) {
		(void)writer_flush(printing->writer, &crm->why);
		crm->why = said;
	}
	return status;
}

static enum status with_crm(struct crm *crm, const char *verb, const char *file, struct printing *printing)
{
	bool writes = strcmp(verb, "rebuild") == 0;
	enum status status = front_need(crm, writes ? NEEDS_WRITE : NEEDS_READ);
	if (status != CRM_OK)
		return status;
	if (writes)
		return upkeep_rebuild(crm, print, printing);
	if (strcmp(verb, "backup") == 0)
		return upkeep_backup(crm, file, print, printing);
	if (strcmp(verb, "stats") == 0)
		return upkeep_stats(crm, print, printing);
	return option(crm, "hash") ? upkeep_hash(crm, print, printing) : check(crm, printing);
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	static const char *const verbs[] = {"init", "check", "rebuild", "upgrade", "backup", "restore", "stats", NULL};
	struct printing printing = {crm, writer};
	const char *url = front_url(), *verb = n > 0 ? args[0] : "";
	int i = 0;
	(void)query;
	while (verbs[i] && strcmp(verbs[i], verb) != 0)
		i++;
	if (!verbs[i])
		return why_set(&crm->why, CRM_USAGE,
		    _("what is «%s»? init, check, rebuild, upgrade, backup FILE, restore FILE or stats"), verb);
	int wanted = strcmp(verb, "backup") == 0 || strcmp(verb, "restore") == 0 ? 2 : 1;
	if (n != wanted)
		return why_set(&crm->why, CRM_USAGE,
		    wanted == 2 ? _("crm-db %s takes the name of one file") : _("crm-db %s takes no operands"), verb);
	if (!url)
		return why_set(&crm->why, CRM_NOINPUT, _("which database? give -d FILE or set CRM_DB"));
	if (strcmp(verb, "init") == 0)
		return init(crm, url, &printing);
	/* rebuild knows -n; a copy over the base or beside it cannot be rolled back */
	if (front_dry_run() && (strcmp(verb, "upgrade") == 0 || wanted == 2))
		return why_set(&crm->why, CRM_USAGE, _("crm-db %s cannot be tried: leave -n out"), verb);
	if (strcmp(verb, "restore") == 0 || strcmp(verb, "upgrade") == 0) {
		enum status status = wanted == 2 ? upkeep_restore(args[1], url, &crm->why, print, &printing)
		                                 : upkeep_upgrade(url, &crm->why, print, &printing);
		return status == CRM_OK ? without_erased(crm, url, &printing) : status;
	}
	return with_crm(crm, verb, wanted == 2 ? args[1] : NULL, &printing);
}

static const struct command command = {.name = "crm-db",
    .summary = N_("The database as a whole: make it, check it, repair it, copy it."),
    .synopsis = "[options] init [--pack realty|b2b] [--timezone Z] [--lang ru|en]\n"
                "       crm-db [options] check [--hash] | rebuild | upgrade | backup FILE | restore FILE | stats",
    .kind = COMMAND_RUNS,
    .out = out,
    .options = options,
    .run = run,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
