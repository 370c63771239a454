/* crm-conf - the settings: look at them, change them, check them */
#include "book/setup/conf_put.h"
#include "book/setup/lint.h"
#include "flow/intake/what_if.h"
#include "front/command/front.h"

/* The front hands over one row at a time, and nothing else: the table they are for. */
static const struct conf_table *table;

static enum status put_row(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	return conf_put_rec(crm, table, rec, answer);
}

static enum status put(struct crm *crm, const char *const *operands, int n)
{
	const struct column *columns = conf_columns(crm, table);

	return columns ? front_rows(crm, columns, operands, n, "table", put_row) : crm->why.status;
}

static enum status get(struct crm *crm)
{
	const struct field *fields = conf_fields(crm, table);
	struct writer *writer = NULL;
	enum status status = fields ? front_writer(fields, &writer) : crm->why.status;

	if (status == CRM_OK)
		status = conf_get(crm, table, writer);
	return front_finish(crm, writer, status);
}

static enum status list(struct crm *crm)
{
	static const struct field fields[] = {{"table", KIND_TEXT, N_("table")}, {"rows", KIND_INT, N_("rows")}, {0}};
	struct writer *writer = NULL;
	enum status status = front_writer(fields, &writer);

	for (int i = 0; conf_at(i) && status == CRM_OK; i++) {
		struct conf_rows rows;
		char count[24];
		status = conf_load(crm, conf_at(i), &rows);
		snprintf(count, sizeof count, "%d", rows.n);
		if (status == CRM_OK)
			status = writer_row(writer, (const char *const[]){conf_at(i)->name, count}, &crm->why);
	}
	return front_finish(crm, writer, status);
}

struct found {
	struct crm *crm;
	struct writer *writer;
};

static enum status print(void *arg, const struct conf_finding *finding)
{
	struct found *found = arg;
	const char *const cells[] = {finding->table, finding->row, finding->level, finding->message};

	return writer_row(found->writer, cells, &found->crm->why);
}

static enum status lint(struct crm *crm)
{
	static const struct field fields[] = {{"table", KIND_TEXT, N_("table")}, {"row", KIND_TEXT, N_("row")},
	    {"level", KIND_TEXT, N_("level")}, {"message", KIND_TEXT, N_("message")}, {0}};
	struct found found = {.crm = crm};
	int errors = 0;
	enum status status = front_writer(fields, &found.writer);

	if (status == CRM_OK)
		status = conf_lint(crm, print, &found, &errors);
	status = front_finish(crm, found.writer, status);
	if (status == CRM_OK && errors)
		return why_set(&crm->why, CRM_CONFIG,
		    ngettext("%d error in the settings", "%d errors in the settings", (unsigned long)errors), errors);
	return status;
}

static enum status judge_by(
    struct crm *crm, const struct rec *recs, int n, const struct period *period, struct replay *replay)
{
	struct answer answer = {0};
	int bad = 0;
	enum status status = front_begin(crm);

	if (status != CRM_OK)
		return status;
	status = what_if(
	    crm, &(struct what_if){table, recs, n, option(crm, "replace") != NULL, *period}, replay, &answer, &bad);
	front_abandon(crm);
	return is_rejected(&answer) ? front_rejected(crm, &recs[bad], &answer) : status;
}

static enum status print_replay(struct crm *crm, const struct replay *replay)
{
	static const struct field fields[] = {{"lead", KIND_INT, N_("lead")}, {"was", KIND_TEXT, N_("was")},
	    {"would", KIND_TEXT, N_("would be")}, {"rule", KIND_TEXT, N_("rule")}, {"name", KIND_TEXT, N_("name")},
	    {0}};
	struct writer *writer = NULL;
	char counts[96], number[24];
	enum status status = front_writer(fields, &writer);

	for (int i = 0; i < replay->n && status == CRM_OK; i++) {
		const struct otherwise *o = &replay->list[i];
		const char *const cells[] = {int_text(number, o->lead), o->was, o->would, o->rule, o->name};
		status = writer_row(writer, cells, &crm->why);
	}
	if (status != CRM_OK) {
		writer_discard(writer);
		return status;
	}
	status = writer_close(writer, &crm->why);
	snprintf(counts, sizeof counts, "replayed %ld = same %ld + otherwise %d", replay->all, replay->all - replay->n,
	    replay->n);
	front_sum(counts, 0);
	return status;
}

static enum status replay_by(struct crm *crm, const struct query *query, const char *const *operands, int n_operands)
{
	const struct column *columns = conf_columns(crm, table);
	struct replay replay;
	struct rec *recs;
	int n;

	if (strcmp(table->name, "rule") != 0 && strcmp(table->name, "list") != 0)
		return why_set(&crm->why, CRM_USAGE, _("what if is asked of rule and list, not of %s"), table->name);
	enum status status = columns ? front_read(crm, columns, operands, n_operands, &recs, &n) : crm->why.status;
	if (status == CRM_OK)
		status = judge_by(crm, recs, n, &query->period, &replay);
	return status == CRM_OK ? print_replay(crm, &replay) : status;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	bool writes = n > 0 && strcmp(args[0], "put") == 0, reads = n > 0 && strcmp(args[0], "get") == 0;
	bool asks = n > 0 && strcmp(args[0], "what-if") == 0;

	(void)writer;
	if (option(crm, "replace") && !asks)
		return why_set(&crm->why, CRM_USAGE, _("--replace goes with what-if"));
	if (n == 0)
		return list(crm);
	if (n == 1 && strcmp(args[0], "lint") == 0)
		return lint(crm);
	if (!writes && !reads && !asks)
		return why_set(&crm->why, CRM_USAGE,
		    _("what is «%s»? crm-conf, crm-conf get TABLE, put TABLE, what-if TABLE, lint"), args[0]);
	if (n < 2 || (reads && n > 2))
		return why_set(
		    &crm->why, CRM_USAGE, _("crm-conf %s takes the name of one table: crm-conf lists them"), args[0]);
	table = conf_find(args[1]);
	if (!table)
		return why_set(&crm->why, CRM_USAGE, "%s", conf_unknown(crm, args[1]));
	if (asks)
		return replay_by(crm, query, args + 2, n - 2);
	return writes ? put(crm, args + 2, n - 2) : get(crm);
}

int main(int argc, char **argv)
{
	static const struct option_spec options[] = {
	    {"replace", NULL, N_("what-if: these rows instead of those that are there")}, {0}};
	struct command command = {.name = "crm-conf",
	    .summary = N_("The settings: list the tables, get or put one as rows, check them all."),
	    .synopsis = "[options] [get TABLE | put TABLE [column=value ...] [-] | what-if rule|list [-p PERIOD] "
	                "[--replace] | lint]",
	    .options = options,
	    .kind = COMMAND_RUNS,
	    .run = run,
	    .feeds = true,
	    .needs = NEEDS_READ};

	/* Only who writes needs to be allowed to write. */
	for (int i = 1; i < argc; i++) {
		bool asks = strcmp(argv[i], "what-if") == 0;
		if (asks || strcmp(argv[i], "put") == 0)
			command.needs = NEEDS_WRITE;
		if (asks)
			command.default_period = "30d";
	}
	return front_main(&command, argc, argv);
}
