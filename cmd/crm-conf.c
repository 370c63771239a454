/* crm-conf - the settings: look at them, change them, check them */
#include "base/text/casefold.h"
#include "book/setup/conf_put.h"
#include "book/setup/lint.h"
#include "flow/intake/what_if.h"
#include "front/command/front.h"

static const struct conf_table *table;
static struct what_if what;
static int errors;
static enum { GET, LINT, PUT, DROP, WHAT_IF } verb; /* the last three write */
static const char *const verbs[] = {"get", "lint", "put", "drop", "what-if", NULL};

static enum status change_row(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	return verb == DROP ? conf_drop_rec(crm, table, rec, answer) : conf_put_rec(crm, table, rec, answer);
}

static enum status get_rows(struct crm *crm, struct writer *writer)
{
	return conf_get(crm, table, writer);
}

static enum status lint_rows(struct crm *crm, struct writer *writer)
{
	enum status status = conf_lint_rows(crm, writer, &errors);
	return status == CRM_OK ? what_if_shares(crm, writer) : status;
}

static enum status replay_rows(struct crm *crm, struct writer *writer)
{
	return what_if_rows(crm, &what.replay, writer);
}

static enum status lint_settings(struct crm *crm)
{
	enum status status = front_print(crm, conf_lint_fields, lint_rows);
	if (status != CRM_OK || !errors)
		return status;
	return why_set(&crm->why, CRM_CONFIG,
	    ngettext("%d error in the settings", "%d errors in the settings", (unsigned long)errors), errors);
}

static enum status ask_what_if(
    struct crm *crm, const struct query *query, const struct column *columns, const char *const *operands, int n)
{
	char sum[WHAT_IF_SUM];
	what = (struct what_if){.table = table, .instead = option(crm, "replace") != NULL, .period = query->period};
	if (strcmp(table->name, "rule") != 0 && strcmp(table->name, "list") != 0)
		return why_set(&crm->why, CRM_USAGE, _("what if is asked of rule and list, not of %s"), table->name);
	enum status status = front_read(crm, columns, operands, n, &what.recs, &what.n);
	status = status == CRM_OK ? front_batch(crm, what_if, &what, NULL) : status;
	if (status != CRM_NONE)
		return status;
	if (answer_is_rejected(&what.answer))
		return front_rejected(crm, &what.recs[what.bad], &what.answer);
	status = front_print(crm, what_if_fields, replay_rows);
	what_if_sum(&what.replay, sum);
	front_sum(sum, 0);
	return status;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	(void)writer;
	for (verb = GET; n > 0 && verbs[verb] && strcmp(verbs[verb], args[0]) != 0; verb++)
		;
	if (option(crm, "replace") && (n == 0 || verb != WHAT_IF))
		return why_set(&crm->why, CRM_USAGE, _("--replace goes with what-if"));
	if (n == 0 || (n == 1 && verb == LINT))
		return n ? lint_settings(crm) : front_print(crm, conf_list_fields, conf_list);
	if (!verbs[verb] || verb == LINT)
		return why_set(&crm->why, CRM_USAGE,
		    _("what is «%s»? crm-conf, crm-conf get TABLE, put TABLE, drop TABLE, what-if TABLE, lint"),
		    args[0]);
	if (n < 2 || (verb == GET && n > 2))
		return why_set(
		    &crm->why, CRM_USAGE, _("crm-conf %s takes the name of one table: crm-conf lists them"), args[0]);
	if (!(table = conf_meant_table(args[1])))
		return why_set(&crm->why, CRM_USAGE, "%s", conf_unknown(crm, args[1]));
	if (verb == GET)
		return front_print(crm, conf_fields(crm, table), get_rows);
	const struct column *columns = verb == DROP ? conf_keys(crm, table) : conf_columns(crm, table);
	if (!columns || verb == WHAT_IF)
		return !columns ? crm->why.status : ask_what_if(crm, query, columns, args + 2, n - 2);
	return (verb == DROP ? front_keys : front_rows)(crm, columns, args + 2, n - 2, "table", change_row);
}

static const struct option_spec options[] = {
    {"replace", NULL, N_("what-if: these rows instead of those that are there")}, {0}};

int main(int argc, char **argv)
{
	struct command command = {.name = "crm-conf",
	    .summary = N_("The settings: list the tables, get or put one as rows, check them all."),
	    .synopsis = "[options] [get TABLE | put TABLE [column=value ...] [-] | drop TABLE [KEY ...] [-] | "
	                "what-if rule|list [-p PERIOD] [--replace] | lint]",
	    .options = options,
	    .listed = {GROUP_UPKEEP, 2},
	    .kind = COMMAND_RUNS,
	    .run = run,
	    .feeds = true,
	    .needs = NEEDS_READ};
	for (int i = 1; i < argc; i++) {
		command.needs = text_is_among(argv[i], verbs + PUT) ? NEEDS_WRITE : command.needs;
		command.default_period = strcmp(argv[i], verbs[WHAT_IF]) == 0 ? "30d" : command.default_period;
	}
	return front_main(&command, argc, argv);
}
