#include "report/lists/batches.h"

#include "report/kit/scan.h"
#include "report/lists/batches.sql.h"
#include "report/lists/log_words.h"

const struct field batches_fields[] = {{"batch", KIND_INT, N_("batch")}, {"what", KIND_TEXT, N_("what was done")}, {0}};

enum status batches_print(struct crm *crm, struct writer *writer)
{
	struct wanted last = {0};
	enum status status = wanted_find(crm, &last, sql_batches_last, NULL);
	for (int i = 0; i < last.n && status == CRM_OK; i++) {
		struct buf what = {0};
		char number[24];
		status = log_words_batch(crm, &what, last.key[i]);
		if (status == CRM_OK)
			status = writer_row(
			    writer, (const char *const[]){buf_int_text(number, last.key[i]), what.text}, &crm->why);
		buf_free(&what);
	}
	wanted_free(&last);
	return status;
}
