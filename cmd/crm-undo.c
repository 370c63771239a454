/* crm-undo - take back what one run of a command did */
#include "flow/undo/undo.h"
#include "flow/undo/undo_which.h"
#include "front/command/front.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"event", KIND_INT, N_("event")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"lead", KIND_INT, N_("lead")}, {0}};

static const char *number(char text[24], int64_t value)
{
	if (value == 0)
		return NULL;
	snprintf(text, 24, "%lld", (long long)value);
	return text;
}

static enum status print(struct crm *crm, const struct undone *undone, struct writer *writer)
{
	enum status status = CRM_OK;
	for (int i = 0; i < undone->n && status == CRM_OK; i++) {
		const struct undo_answer *answer = &undone->answer[i];
		char texts[3][24];
		const char *const cells[] = {number(texts[0], answer->row), number(texts[1], answer->event),
		    answer->verdict, answer->reason, number(texts[2], answer->lead)};
		status = writer_row(writer, cells, &crm->why);
	}
	return status == CRM_OK ? writer_flush(writer, &crm->why) : status;
}

static void sum_put(struct buf *buf, const struct undone *undone)
{
	const struct {
		const char *verdict;
		int n;
	} counts[] = {{DONE, undone->done}, {KNOWN, undone->known}, {REJECTED, undone->rejected}};
	const char *plus = "";
	buf_format(buf, "read %d =", undone->n);
	for (int i = 0; i < 3; i++)
		if (counts[i].n || (i == 0 && !undone->n)) {
			buf_format(buf, "%s %s %d", plus, counts[i].verdict, counts[i].n);
			plus = " +";
		}
}

static void say_sum(const struct crm *crm, const struct undone *undone)
{
	struct buf text = {0};
	sum_put(&text, undone);
	if (!text.failed)
		front_sum(text.text, crm->batch);
	buf_free(&text);
}

static enum status take_back(struct crm *crm, const struct which *which, struct undone *undone)
{
	enum status status = CRM_OK;
	for (int i = 0; i < which->n && status == CRM_OK; i++) {
		int first = undone->n;
		status = undo_batch(crm, which_number(which->text[i]), undone);
		for (int k = first; k < undone->n; k++)
			undone->answer[k].row = i + 1;
	}
	if (status == CRM_OK && undone->rejected && front_atomic())
		status = undone_none(crm, undone);
	return status;
}

/* All of it in one transaction, which leaves no batch behind if there was nothing to do. */
static enum status work(struct crm *crm, const struct which *which, struct undone *undone)
{
	struct buf counts = {0};
	enum status status = front_begin(crm);
	if (status != CRM_OK)
		return status;
	status = take_back(crm, which, undone);
	if (status == CRM_OK && undone->done) {
		sum_put(&counts, undone);
		status = front_end(crm, counts.failed ? NULL : counts.text);
	} else {
		front_abandon(crm);
		crm->batch = 0;
	}
	buf_free(&counts);
	return status;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	struct undone undone = {0};
	struct which which;
	(void)query;
	enum status status = which_read(crm, args, n, 0, &which);
	if (status == CRM_OK && which.n)
		status = work(crm, &which, &undone);
	if (status == CRM_OK)
		status = print(crm, &undone, writer);
	if (status == CRM_OK)
		say_sum(crm, &undone);
	if (status == CRM_OK && undone.rejected) {
		status = CRM_DATA;
		crm->why.text[0] = '\0'; /* the reasons are in the rows */
	}
	undone_free(&undone);
	return status;
}

static const struct command command = {.name = "crm-undo",
    .summary = N_("Take back what one run of a command did, where nothing was changed since."),
    .synopsis = "[options] [batch=N] [BATCH ...] [-]",
    .kind = COMMAND_RUNS,
    .out = out,
    .run = run,
    .needs = NEEDS_WRITE};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
