#include "flow/undo/undo_which.h"

#include <errno.h>

#include "book/history/history.h"
#include "flow/undo/undo_which.sql.h"
#include "rows/columns/bind.h"

int64_t undo_which_number(const char *text)
{
	char *end;
	errno = 0;
	long long number = *text >= '0' && *text <= '9' ? strtoll(text, &end, 10) : 0;
	return number < 1 || errno != 0 || *end != '\0' ? 0 : number;
}

const char *undo_which_not(struct crm *crm, const char *text)
{
	const char *why = arena_format(&crm->run, _("«%.60s» is not the number of a batch: crm-log shows them"), text);
	return why != NULL ? why : "";
}

static enum status add_batch(struct crm *crm, struct undo_which *which, const char *text)
{
	if ((which->n & (which->n - 1)) == 0) { /* a power of two: full */
		const char **grown = arena_get(&crm->run, (size_t)(which->n == 0 ? 1 : which->n * 2) * sizeof *grown);
		if (grown == NULL)
			return why_memory(&crm->why);
		if (which->n > 0)
			memcpy(grown, which->text, (size_t)which->n * sizeof *grown);
		which->text = grown;
	}
	const char *copy = arena_copy(&crm->run, text);
	if (copy == NULL)
		return why_memory(&crm->why);
	which->text[which->n++] = copy;
	return CRM_OK;
}

/* The column of the batch; -1 for a list of bare numbers, whose first line is one of them. */
static enum status find_column(struct crm *crm, const struct cells *header, int *column)
{
	static const struct column columns[] = {{.name = "batch", .required = true}, {0}};
	struct binding binding;
	*column = -1;
	if (header->n == 1 && undo_which_number(header->cell[0]) != 0)
		return CRM_OK;
	enum status status = bind_header(&binding, header->cell, header->n, columns, NULL, &crm->run, &crm->why);
	for (int i = 0; i < header->n && status == CRM_OK && *column < 0; i++)
		if (binding.ours[i] == 0)
			*column = i;
	return status;
}

static enum status read_rows(struct crm *crm, struct reader *reader, struct undo_which *which)
{
	struct arena arena = {0};
	struct cells row;
	int column;
	const struct cells *header = reader_header(reader);
	enum status status = find_column(crm, header, &column);
	if (status == CRM_OK && column < 0) {
		status = add_batch(crm, which, header->cell[0]);
		column = 0;
	}
	while (status == CRM_OK && (status = reader_next(reader, &row, &arena, -1, &crm->why)) == CRM_OK) {
		status = add_batch(crm, which, column < row.n ? row.cell[column] : "");
		arena_reset(&arena);
	}
	arena_free(&arena);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status read_input(struct crm *crm, int fd, struct undo_which *which)
{
	const struct reader_options options = {.name = "stdin", .strict = true};
	struct reader *reader;
	enum status status = reader_open(&reader, fd, &options, &crm->why);
	if (status != CRM_OK)
		return status;
	status = read_rows(crm, reader, which);
	reader_close(reader);
	return status;
}

enum status undo_which_read(struct crm *crm, const char *const *operands, int n, int fd, struct undo_which *which)
{
	enum status status = CRM_OK;
	bool input = n == 0;
	*which = (struct undo_which){0};
	for (int i = 0; i < n && status == CRM_OK; i++) {
		const char *word = operands[i];
		if (strcmp(word, "-") == 0)
			input = true;
		else if (strncmp(word, "batch=", 6) == 0)
			status = add_batch(crm, which, word + 6);
		else if (undo_which_number(word) != 0)
			status = add_batch(crm, which, word);
		else
			status = why_set(&crm->why, CRM_USAGE, "%s", undo_which_not(crm, word));
	}
	return status == CRM_OK && input ? read_input(crm, fd, which) : status;
}

enum status undo_which_last(struct crm *crm, struct undo_which *which)
{
	int64_t batch = INT64_MAX;
	bool stands = false;
	enum status status = CRM_OK;
	*which = (struct undo_which){0};
	while (status == CRM_OK && !stands) {
		status =
		    db_number(crm->db, sql_own_batch_before, VALS(V_TEXT(crm->who.actor), V_INT(batch)), 0, &batch);
		if (status == CRM_OK && !batch)
			status =
			    why_set(&crm->why, CRM_DATA, _("nothing that %s did is left to take back"), crm->who.actor);
		if (status == CRM_OK)
			status = history_batch_stands(crm, batch, &stands);
	}
	char number[24];
	return status == CRM_OK ? add_batch(crm, which, buf_int_text(number, batch)) : status;
}
