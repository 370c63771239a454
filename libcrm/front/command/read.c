/* All rows at once, for commands that look at them together. */
#include <limits.h>

#include "front/command/front_private.h"

enum status front_rejected(struct crm *crm, const struct rec *rec, const struct answer *answer)
{
	struct buf text = {0};
	buf_format(&text, _("row %ld"), rec->row);
	if (answer->column)
		buf_format(&text, _(", column %s"), answer->column);
	enum status status = why_set(
	    &crm->why, CRM_DATA, "%.200s: %.800s", text.failed ? "" : text.text, answer->reason ? answer->reason : "");
	buf_free(&text);
	return status;
}

static enum status judge_framing(
    struct crm *crm, struct input *source, const struct rec *recs, const struct cells *raw, int n)
{
	for (int i = 0; i < n; i++) {
		struct answer answer = {0};
		answer.reason = row_record_fault(source, &recs[i], &raw[i], &answer.column);
		if (answer.reason)
			return front_rejected(crm, &recs[i], &answer);
	}
	return CRM_OK;
}

enum status front_read(struct crm *crm, const struct column *columns, const char *const *operands, int n_operands,
    struct rec **recs, int *n)
{
	struct feeding feeding = {.in = columns, .operands = operands, .n_operands = n_operands};
	struct input *source = NULL;
	struct rec *taken = NULL;
	struct cells *raw = NULL;
	*n = 0;
	enum status status = input_open(&source, &feeding);
	if (status == CRM_OK)
		status = input_take(source, INT_MAX, SIZE_MAX, true, &taken, &raw, n);
	if (status == CRM_NONE || status == CRM_OK)
		status = judge_framing(crm, source, taken, raw, *n);
	if (status == CRM_OK && !(*recs = arena_get(&crm->chunk, ((size_t)*n + 1) * sizeof **recs)))
		status = why_memory(&crm->why);
	if (status == CRM_OK && *n)
		memcpy(*recs, taken, (size_t)*n * sizeof **recs);
	free(taken);
	free(raw);
	input_close(source);
	return status;
}
