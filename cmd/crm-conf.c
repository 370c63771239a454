/* crm-conf - the settings: look at them, change them, check them */
#include "book/conf.h"
#include "front/front.h"

/* The front hands over one row at a time, and nothing else: the table they are for. */
static const struct conf_table *table;

static enum status put_row(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	answer->named = table->name;
	/* Rejects fed back bring their reason along. */
	for (int i = 0; i < rec->n_more; i++)
		if (strncmp(rec->more_name[i], "reason", 6) != 0)
			return reject(
			    crm, answer, rec->more_name[i], _("settings %s have no such column"), table->name);
	return conf_put(crm, table, rec->value, answer);
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
	if (status == CRM_OK)
		return writer_close(writer, &crm->why);
	writer_discard(writer);
	return status;
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
	if (status == CRM_OK)
		return writer_close(writer, &crm->why);
	writer_discard(writer);
	return status;
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
	if (status != CRM_OK) {
		writer_discard(found.writer);
		return status;
	}
	status = writer_close(found.writer, &crm->why);
	if (status == CRM_OK && errors)
		return why_set(&crm->why, CRM_CONFIG,
		    ngettext("%d error in the settings", "%d errors in the settings", (unsigned long)errors), errors);
	return status;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	bool writes = n > 0 && strcmp(args[0], "put") == 0, reads = n > 0 && strcmp(args[0], "get") == 0;

	(void)query;
	(void)writer;
	if (n == 0)
		return list(crm);
	if (n == 1 && strcmp(args[0], "lint") == 0)
		return lint(crm);
	if (!writes && !reads)
		return why_set(&crm->why, CRM_USAGE,
		    _("what is «%s»? crm-conf, crm-conf get TABLE, crm-conf put TABLE, crm-conf lint"), args[0]);
	if (n < 2 || (reads && n > 2))
		return why_set(
		    &crm->why, CRM_USAGE, _("crm-conf %s takes the name of one table: crm-conf lists them"), args[0]);
	table = conf_find(args[1]);
	if (!table)
		return why_set(&crm->why, CRM_USAGE, "%s", conf_unknown(crm, args[1]));
	return writes ? put(crm, args + 2, n - 2) : get(crm);
}

int main(int argc, char **argv)
{
	struct command command = {.name = "crm-conf",
	    .summary = N_("The settings: list the tables, get or put one as rows, check them all."),
	    .synopsis = "[options] [get TABLE | put TABLE [column=value ...] [-] | lint]",
	    .kind = COMMAND_RUNS,
	    .run = run,
	    .feeds = true,
	    .needs = NEEDS_READ};

	/* Only who writes needs to be allowed to write. */
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "put") == 0)
			command.needs = NEEDS_WRITE;
	return front_main(&command, argc, argv);
}
