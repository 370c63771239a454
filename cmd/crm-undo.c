/* crm-undo - take back what one run of a command did */
#include "flow/undo/undo.h"
#include "flow/undo/undo_which.h"
#include "front/command/front.h"
#include "report/lists/batches.h"
#include "report/lists/log_words.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"event", KIND_INT, N_("event")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"lead", KIND_INT, N_("lead")}, {0}};

/* The one run: what it is asked, and what was done. */
static struct undo_which which;
static struct undone undone;

static enum status choose_last(struct crm *crm)
{
	struct buf words = {0};
	enum status status = undo_which_last(crm, &which);
	if (status == CRM_OK)
		status = log_words_batch(crm, &words, undo_which_number(which.text[0]));
	if (status == CRM_OK)
		note(crm, _("batch %s: %s"), which.text[0], words.text);
	buf_free(&words);
	return status;
}

static enum status ready(struct crm *crm, const char *const *args, int n)
{
	bool last = option(crm, "last");
	if (last && n)
		return why_set(&crm->why, CRM_USAGE, _("--last is one batch: leave «%s» out"), args[0]);
	if (last)
		return choose_last(crm);
	if (n == 0 && !front_is_fed()) {
		enum status listed = front_print(crm, batches_fields, batches_print);
		return listed == CRM_OK ? CRM_PAUSE : listed;
	}
	enum status status = undo_which_read(crm, args, n, 0, &which);
	return status == CRM_OK && !which.n ? CRM_NONE : status;
}

static enum status undo_batches(struct crm *crm, struct tally *tally)
{
	enum status status = CRM_OK;
	bool with_later = option(crm, "with-later") != NULL;
	for (int i = 0; i < which.n && status == CRM_OK; i++) {
		int first = undone.n;
		status = undo_batch(crm, undo_which_number(which.text[i]), with_later, &undone);
		for (int k = first; k < undone.n; k++)
			undone.answer[k].row = i + 1;
		if (status == CRM_OK && !undo_which_number(which.text[i]))
			undone.answer[first].reason = undo_which_not(crm, which.text[i]);
	}
	if (status == CRM_OK && undone.rejected && front_atomic())
		status = undo_none(crm, &undone);
	for (int i = 0; i < undone.n; i++)
		tally_count(tally, undone.answer[i].verdict);
	return status == CRM_OK && !undone.done ? CRM_NONE : status;
}

static const char *number_text(char text[24], int64_t value)
{
	return value ? buf_int_text(text, value) : NULL;
}

static enum status print_answers(struct crm *crm, struct writer *writer)
{
	enum status status = CRM_OK;
	for (int i = 0; i < undone.n && status == CRM_OK; i++) {
		const struct undo_answer *answer = &undone.answer[i];
		char row[24], event[24], lead[24];
		const char *const cells[] = {number_text(row, answer->row), number_text(event, answer->event),
		    answer->verdict, answer->reason, number_text(lead, answer->lead)};
		status = writer_row(writer, cells, &crm->why);
	}
	return status;
}

static const struct option_spec options[] = {
    {"last", NULL, N_("the latest batch of whoever acts that is not taken back yet")},
    {"with-later", NULL, N_("what was done since and is in the way is taken back too, the latest first")}, {0}};

static const struct command command = {.name = "crm-undo",
    .summary = N_("Take back what one run of a command did, where nothing was changed since."),
    .synopsis = "[--last] [--with-later] [options] [batch=N] [BATCH ...] [-]",
    .listed = {GROUP_UPKEEP, 4},
    .kind = COMMAND_MAKES,
    .out = out,
    .options = options,
    .ready = ready,
    .make = undo_batches,
    .show = print_answers};

int main(int argc, char **argv)
{
	int status = front_main(&command, argc, argv);
	undone_free(&undone);
	return status;
}
