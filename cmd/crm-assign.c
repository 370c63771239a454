/* crm-assign - hand leads out to managers */
#include "flow/assign/assign_all.h"
#include "front/command/front.h"
#include "post/letters/assigned_letter.h"

static const struct option_spec options[] = {
    {"all-of", "M", N_("all that this manager has: his open leads, and his open tasks")},
    {"notify", NULL, N_("write to each manager what was handed to him: one letter a run")}, {0}};

#define COMMON                                                                                                         \
	.name = "crm-assign",                                                                                          \
	.summary = N_("Hand leads out: to the manager named, the owner of the client, else whose turn it is."),        \
	.synopsis = "[options] [--all-of M] [--notify] [manager=M] [LEAD ...] [-]", .options = options,                \
	.listed = {GROUP_INTAKE, 6}, .kind = COMMAND_WRITES, .out = assign_fields,                                     \
	.verdicts = VERDICT_DONE " " ASSIGN_POOL " " VERDICT_KNOWN, .paced = true

/* The one run. */
static struct assign_all all;
static struct assigned_letters letters;

/* Whoever gets a lead is told by a letter that is queued together with it. */
static enum status assign_and_tell(struct crm *crm, const struct rec *recs, int n, struct answer *answers)
{
	enum status status = flow_assign(crm, recs, n, answers);
	if (status != CRM_OK || !option(crm, "notify") || crm->dry_run)
		return status;
	front_letters(crm, true);
	status = assigned_letters_put(crm, &letters, answers, n);
	front_letters(crm, false);
	assigned_letters_note(crm, &letters);
	return status;
}

/* Reached when the word of the option was cut short. */
static enum status assign_rows(struct crm *crm, const struct rec *recs, int n, struct answer *answers)
{
	if (option(crm, "all-of"))
		return why_set(&crm->why, CRM_USAGE, _("--all-of is written in full"));
	return assign_and_tell(crm, recs, n, answers);
}

static enum status open_all(struct crm *crm, const char **name)
{
	enum status status = assign_all_find(crm, option(crm, "all-of"), &all);
	*name = all.manager ? all.manager->code : NULL;
	return status;
}

static enum status next_of_all(struct crm *crm, struct rec *rec)
{
	return assign_all_next(crm, &all, rec);
}

static const struct command rows = {COMMON, .in = assign_columns, .bare_ids = true, .chunk = assign_rows};
static const struct command all_of = {
    COMMON, .in = assign_all_columns, .open = open_all, .next = next_of_all, .chunk = assign_and_tell};

int main(int argc, char **argv)
{
	static const char *const sending[] = {"-q", "--queue", "--name", ASSIGNED_LETTERS, NULL};
	int status = front_main(front_has_option(argc, argv, "--all-of") ? &all_of : &rows, argc, argv);
	assigned_letters_free(&letters);
	/* Letters wait where this fails; what was handed out stays. */
	int sent = letters.queued ? front_run("crm-mail-out", sending) : 0;
	return status ? status : sent;
}
