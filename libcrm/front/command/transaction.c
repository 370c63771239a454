/* A batch of the journal is a transaction: begun, ended or given up, and nothing else. */
#include "book/known/known.h"
#include "book/projection/rollup.h"
#include "front/command/front_private.h"

enum status batch_begin(struct crm *crm)
{
	enum status status = db_begin(crm->db);
	if (status == CRM_OK)
		status = journal_begin(crm->db, &crm->who, crm->now, &crm->batch);
	if (status != CRM_OK)
		batch_abandon(crm);
	return status;
}

enum status batch_end(struct crm *crm, const struct tally *tally)
{
	struct buf counts = {0};
	enum status status = known_flush(crm);
	if (status == CRM_OK)
		status = rollup_flush(crm);
	if (tally)
		tally_put(&counts, tally);
	if (status == CRM_OK)
		status = journal_end(crm->db, counts.failed ? NULL : counts.text, true);
	buf_free(&counts);
	if (status == CRM_OK && !crm->dry_run)
		return db_commit(crm->db);
	batch_abandon(crm);
	return status;
}

void batch_abandon(struct crm *crm)
{
	db_rollback(crm->db);
	known_clear(crm);
	rollup_clear(crm);
	dictionaries_forget(crm);
}

enum status front_batch(
    struct crm *crm, enum status (*work)(struct crm *crm, void *arg), void *arg, const struct tally *tally)
{
	enum status status = batch_begin(crm);
	if (status != CRM_OK)
		return status;
	status = work(crm, arg);
	if (status == CRM_OK)
		return batch_end(crm, tally);
	batch_abandon(crm);
	crm->batch = 0;
	return status;
}

/* Commands that make their rows themselves: the same order of things as for rows that came in. */

static enum status make_in_batch(struct crm *crm, void *tally)
{
	return front.command->make(crm, tally);
}

static enum status make_and_show(struct crm *crm, struct tally *tally, struct writer *writer, enum status status)
{
	const struct command *c = front.command;
	if (status == CRM_OK)
		status = front_batch(crm, make_in_batch, tally, tally);
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	console_say_lines(&crm->explained);
	status = c->show(crm, writer);
	if (status == CRM_OK)
		status = writer_flush(writer, &crm->why);
	console_say_lines(&crm->noted);
	front_tally(tally, crm->batch);
	front.any_rejected = tally_rejected(tally);
	return status == CRM_OK && c->after && !crm->dry_run ? c->after(crm) : status;
}

enum status make_run(void)
{
	struct tally tally;
	struct writer *writer = NULL;
	enum status status = tally_open(&front.crm, &tally, front.command->verdicts);
	if (status == CRM_OK)
		status = front_open_writing();
	enum status ready = CRM_OK;
	if (status == CRM_OK)
		status = ready = front.command->ready(&front.crm, front.options.operands, front.options.n_operands);
	if (ready == CRM_PAUSE) /* what was asked is printed already */
		return CRM_OK;
	if (status == CRM_OK || ready == CRM_NONE)
		status = setup_output(&writer, stdout, front.command->out);
	if (status == CRM_OK)
		status = make_and_show(&front.crm, &tally, writer, ready);
	return front_ended(writer, status);
}
