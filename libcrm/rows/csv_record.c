#include "rows/csv_record_private.h"

#include <stdlib.h>
#include <string.h>

#define ROW_MAX ((size_t)64 << 20) /* bytes of all cells of a row */
#define STEP ((size_t)64 << 10)    /* by which libcsv's field grows */

static void on_field(void *text, size_t length, void *arg)
{
	struct csv_record *record = arg;

	if (record->trouble != RECORD_FINE)
		return;
	if (length > READER_FIELD_MAX)
		record->trouble = RECORD_FIELD_LONG;
	else if (record->n == READER_COLUMNS_MAX)
		record->trouble = RECORD_MANY_CELLS;
	else if (record->text.length + length > ROW_MAX)
		record->trouble = RECORD_LONG;
	if (record->trouble != RECORD_FINE)
		return;
	record->cell[record->n++] = record->text.length;
	buf_add(&record->text, text, length);
	buf_char(&record->text, '\0');
}

static void on_row(int c, void *arg)
{
	struct csv_record *record = arg;

	(void)c;
	record->complete = true;
}

/* The cap on a field. The step beyond it is where on_field sees that a field is too long. */
static void *field_memory(void *old, size_t size)
{
	return size > READER_FIELD_MAX + STEP ? NULL : realloc(old, size);
}

bool csv_record_init(struct csv_record *record)
{
	csv_init(&record->csv, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_realloc_func(&record->csv, field_memory);
	csv_set_blk_size(&record->csv, STEP);
	record->cell = malloc(READER_COLUMNS_MAX * sizeof *record->cell);
	return record->cell != NULL;
}

void csv_record_dialect(struct csv_record *record, char delimiter, char quote)
{
	csv_set_delim(&record->csv, (unsigned char)delimiter);
	csv_set_quote(&record->csv, (unsigned char)quote);
}

void csv_record_clear(struct csv_record *record)
{
	record->complete = false;
	record->n = 0;
	buf_clear(&record->text);
}

void csv_record_free(struct csv_record *record)
{
	csv_free(&record->csv);
	free(record->cell);
	buf_free(&record->text);
}

enum status csv_record_many_cells(struct why *why)
{
	return why_set(why, CRM_DATA, _("more than %d cells"), READER_COLUMNS_MAX);
}

static enum status judge_framing(const struct csv_record *record, struct why *why)
{
	switch (record->trouble) {
	case RECORD_FIELD_LONG:
		return why_set(
		    why, CRM_DATA, _("cell %d is longer than 1 MiB (a quote that is not closed?)"), record->n + 1);
	case RECORD_MANY_CELLS: return csv_record_many_cells(why);
	case RECORD_LONG:
		return why_set(
		    why, CRM_DATA, _("longer than %d MiB (a quote that is not closed?)"), (int)(ROW_MAX >> 20));
	case RECORD_FINE: break;
	}
	return record->text.failed ? why_memory(why) : CRM_OK;
}

/* libcsv stopped before its end, at ${sign}. */
static enum status explain_stop(struct csv_record *record, char sign, struct why *why)
{
	if (csv_error(&record->csv) == CSV_EPARSE && sign != '\0' && strchr(",;|\t", sign) != NULL)
		return why_set(why, CRM_DATA,
		    _("its cells are parted by «%c», not by «%c»: does another file begin here? give each by itself"),
		    sign, csv_get_delim(&record->csv));
	if (csv_error(&record->csv) == CSV_EPARSE)
		return why_set(why, CRM_DATA, "%s", _("text after a closing quote"));
	if (csv_get_buffer_size(&record->csv) <= READER_FIELD_MAX)
		return why_memory(why);
	record->trouble = RECORD_FIELD_LONG;
	return judge_framing(record, why);
}

enum status csv_record_add(struct csv_record *record, const char *text, size_t length, struct why *why)
{
	struct csv_parser *csv = &record->csv;

	while (length > 0) {
		size_t done = csv_parse(csv, text, length, on_field, on_row, record);
		text += done;
		length -= done;
		if (length == 0)
			break;
		if (csv_error(csv) != CSV_EPARSE || csv->quoted)
			return explain_stop(record, *text, why);
		csv_set_opts(csv, 0);
		csv_parse(csv, text++, 1, on_field, on_row, record);
		csv_set_opts(csv, CSV_STRICT | CSV_STRICT_FINI);
		length--;
	}
	return judge_framing(record, why);
}

enum status csv_record_end(struct csv_record *record, struct why *why)
{
	if (csv_fini(&record->csv, on_field, on_row, record) != 0)
		return why_set(why, CRM_DATA, "%s", _("a quote is not closed before the end of the input"));
	return judge_framing(record, why);
}
