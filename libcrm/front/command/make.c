/* Commands that make their rows themselves: the same order of things as for rows that came in. */
#include "front/command/front_private.h"

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
