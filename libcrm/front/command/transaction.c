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
