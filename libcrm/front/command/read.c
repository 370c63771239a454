/* All rows at once, for commands that look at them together. */
#include <limits.h>

#include "front/command/front_private.h"

#define SURVEYED_AT_ONCE 10000

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
	static const struct input_wanted all = {.rows = INT_MAX, .bytes = SIZE_MAX, .how = INPUT_WAITS};
	struct input *source = NULL;
	struct rec *taken = NULL;
	struct cells *raw = NULL;
	*n = 0;
	enum status status = input_open(&source, &feeding);
	if (status == CRM_OK)
		status = input_take(source, &all, &taken, &raw, n);
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

static const struct field map_fields[] = {
    {"column", KIND_TEXT, N_("column")}, {"from", KIND_TEXT, N_("their word")}, {"to", KIND_TEXT, N_("ours")}, {0}};

static enum status survey_rows(struct input *source, long *rows)
{
	static const struct input_wanted wanted = {.rows = SURVEYED_AT_ONCE, .bytes = SIZE_MAX, .how = INPUT_PAUSES};
	enum status ended = CRM_OK, status = CRM_OK;
	while (status == CRM_OK && (ended == CRM_OK || ended == CRM_PAUSE)) {
		struct rec *recs = NULL;
		struct cells *raw = NULL;
		int n = 0;
		ended = input_take(source, &wanted, &recs, &raw, &n);
		if (n)
			status = front.command->survey(&front.crm, recs, n);
		*rows += n;
		free(recs);
		free(raw);
		arena_reset(&front.crm.chunk);
	}
	return status != CRM_OK ? status : ended == CRM_NONE ? CRM_OK : ended;
}

static enum status print_headings(const struct input *source, struct writer *writer, int *words)
{
	const char *heading, *ours;
	enum status status = CRM_OK;
	for (int i = 0; status == CRM_OK && (status = input_unknown_column(source, i, &heading, &ours)) == CRM_OK;
	     i++) {
		if (!heading)
			continue;
		++*words;
		status = writer_row(writer, (const char *const[]){"", heading, ours}, &front.crm.why);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* Of a column the most frequent words first. */
static enum status print_words(const char *column, struct writer *writer, int *words)
{
	struct crm *crm = &front.crm;
	enum status status = CRM_OK;
	for (long most = LONG_MAX, next; most > 0 && status == CRM_OK; most = next) {
		next = 0;
		for (struct unread *one = crm->unread; one && status == CRM_OK; one = one->next) {
			bool his = one->word && strcmp(one->column, column) == 0;
			if (his && one->rows < most && one->rows > next)
				next = one->rows;
			if (!his || one->rows != most)
				continue;
			++*words;
			const char *ours = front.command->propose(crm, column, one->word);
			status = writer_row(writer, (const char *const[]){column, one->word, ours}, &crm->why);
		}
	}
	return status;
}

enum status survey(const struct feeding *feeding)
{
	static const char *const columns[] = {"stage", "state", "reason", "manager"};
	struct input *source = NULL;
	struct writer *writer = NULL;
	long rows = 0;
	int words = 0;
	enum status status = input_open(&source, feeding);
	if (status == CRM_OK)
		status = setup_output(&writer, stdout, map_fields);
	if (status == CRM_OK)
		status = survey_rows(source, &rows);
	if (status == CRM_OK)
		status = print_headings(source, writer, &words);
	for (size_t i = 0; i < sizeof columns / sizeof *columns && status == CRM_OK; i++)
		status = print_words(columns[i], writer, &words);
	front.crm.unread = NULL; /* told */
	status = front_ended(writer, status);
	if (status == CRM_OK)
		front_note(_("read %ld rows: %d headings and words to map"), rows, words);
	input_close(source);
	return status;
}
