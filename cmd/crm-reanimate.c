/* crm-reanimate - lead lost clients through a programme of letters */
#include "front/command/front.h"
#include "post/letters/reanimation.h"

static const struct field out[] = {{"lead", KIND_INT, N_("lead")}, {"programme", KIND_TEXT, N_("programme")},
    {"step", KIND_INT, N_("step")}, {"segment", KIND_TEXT, N_("segment")}, {"channel", KIND_TEXT, N_("channel")},
    {"template", KIND_TEXT, N_("template")}, {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")},
    {0}};

/* "read 5 = enrolled 4 + stopped 1" */
static void sum_put(struct buf *sum, const struct reanimated *done)
{
	const char *plus = "";
	buf_format(sum, "read %d =", done->n);
	for (int v = 0; reanimate_verdicts[v]; v++) {
		int count = 0;
		for (int i = 0; i < done->n; i++)
			count += strcmp(done->row[i].verdict, reanimate_verdicts[v]) == 0;
		if (!count && (v || done->n))
			continue;
		buf_format(sum, "%s %s %d", plus, reanimate_verdicts[v], count);
		plus = " +";
	}
}

/* Commit, unless nothing happened: then the run leaves no batch. */
static enum status end(struct crm *crm, const struct reanimated *done, int withdrawn, struct buf *sum)
{
	sum_put(sum, done);
	if (sum->failed)
		return why_memory(&crm->why);
	if (done->changed || withdrawn)
		return front_end(crm, sum->text);
	front_abandon(crm);
	crm->batch = 0;
	return CRM_OK;
}

static enum status work(struct crm *crm, struct reanimated *done, int *withdrawn, struct buf *sum)
{
	struct reanimation reanimation;
	enum status status = reanimation_open(crm, &reanimation);
	if (status == CRM_OK)
		status = front_begin(crm);
	if (status != CRM_OK)
		return status;
	status = reanimate(crm, reanimation_put, &reanimation, done);
	if (status == CRM_OK)
		status = reanimation_sweep(crm, withdrawn);
	if (status == CRM_OK)
		return end(crm, done, *withdrawn, sum);
	front_abandon(crm);
	return status;
}

static enum status print_row(struct crm *crm, const struct reanimate_row *row, struct writer *writer)
{
	char lead[24];
	const char *cells[] = {
	    lead, row->programme, row->step, row->segment, row->channel, row->template, row->verdict, row->reason};
	snprintf(lead, sizeof lead, "%lld", (long long)row->lead);
	return writer_row(writer, cells, &crm->why);
}

/* Rows, and a line for each that was rejected. */
static enum status print(struct crm *crm, const struct reanimated *done, struct writer *writer, bool *rejected)
{
	enum status status = CRM_OK;
	for (int i = 0; i < done->n && status == CRM_OK; i++) {
		const struct reanimate_row *row = &done->row[i];
		status = print_row(crm, row, writer);
		if (strcmp(row->verdict, REJECTED) != 0)
			continue;
		*rejected = true;
		front_note(
		    _("lead %lld, %s step %s: %s"), (long long)row->lead, row->programme, row->step, row->reason);
	}
	return status == CRM_OK ? writer_flush(writer, &crm->why) : status;
}

static void print_explained(struct crm *crm)
{
	char *rest = crm->explained.failed ? NULL : crm->explained.text, *line;
	while (rest && (line = strsep(&rest, "\n")) != NULL)
		if (*line)
			front_note("%s", line);
}

static void print_sum(const struct crm *crm, const struct buf *sum, int withdrawn)
{
	if (withdrawn)
		front_note(_("letters withdrawn before they were sent: %d"), withdrawn);
	front_sum(sum->text, crm->batch);
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n_args, struct writer *writer)
{
	struct reanimated done = {0};
	struct buf sum = {0};
	int withdrawn = 0;
	bool rejected = false;
	(void)query;
	if (n_args)
		return why_set(&crm->why, CRM_USAGE, _("what is «%s»? the settings say who gets a letter"), args[0]);
	enum status status = work(crm, &done, &withdrawn, &sum);
	if (status == CRM_OK) {
		print_explained(crm);
		status = print(crm, &done, writer, &rejected);
		print_sum(crm, &sum, withdrawn);
	}
	buf_free(&sum);
	if (status != CRM_OK || !rejected)
		return status;
	crm->why = (struct why){0}; /* all is said */
	return CRM_DATA;
}

static const struct command command = {.name = "crm-reanimate",
    .summary = N_("Lead lost clients through a programme of letters."),
    .synopsis = "[options]",
    .kind = COMMAND_RUNS,
    .out = out,
    .run = run,
    .needs = NEEDS_WRITE};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
