#include "rows/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/core/arena.h"
#include "base/text/casefold.h"
#include "base/text/word_meant.h"
#include "rows/line.h"
#include "rows/table_private.h"

#define PENDING ((size_t)32 << 10) /* bytes gathered before they go to the stream */

struct writer {
	FILE *out;
	enum format format;
	bool excel, began;
	int n;                      /* columns written */
	int *from;                  /* the place of each in a row given */
	const struct field **field; /* with a title each */
	const char **cell;          /* the row at hand, in the order written */
	struct table *table;
	struct buf text, scratch;
	struct arena arena; /* of the lists above */
};

static const char *const format_names[] = {[FORMAT_CSV] = "csv",
    [FORMAT_TSV] = "tsv",
    [FORMAT_JSON] = "json",
    [FORMAT_TABLE] = "table",
    [FORMAT_TEXT] = "text",
    [FORMAT_HTML] = "html",
    NULL};

enum status format_parse(const char *text, enum format *format)
{
	int i = word_meant(text, format_names);

	if (i < 0)
		return CRM_USAGE;
	*format = (enum format)i;
	return CRM_OK;
}

bool writer_csv_record(FILE *out, const char *const *cells, int n, char delimiter)
{
	struct buf text = {0};
	bool done;

	line_csv(&text, cells, n, delimiter);
	done = !text.failed && fwrite(text.text, 1, text.length, out) == text.length;
	buf_free(&text);
	return done;
}

bool writer_excel_record(FILE *out, const char *const *cells, int n, bool first)
{
	static const struct field any = {.name = "", .kind = KIND_PHONE}; /* a text that may be one */
	struct buf text = {0}, scratch = {0};
	const struct field **field = calloc((size_t)n + 1, sizeof *field);
	const char **own = calloc((size_t)n + 1, sizeof *own);
	bool done = field != NULL && own != NULL;

	for (int i = 0; i < n && done; i++) {
		field[i] = &any;
		own[i] = cells[i] == NULL ? "" : cells[i];
	}
	buf_put(&text, first ? "\xEF\xBB\xBF" : "");
	if (done)
		line_excel(&text, field, own, n, &scratch);
	done = done && !text.failed && fwrite(text.text, 1, text.length, out) == text.length;
	buf_free(&text);
	buf_free(&scratch);
	free(field);
	free(own);
	return done;
}

/* Not a number is nothing. */
static const char *tidy_cell(enum field_kind kind, const char *cell)
{
	if (cell == NULL)
		return "";
	const char *word = *cell == '-' ? cell + 1 : cell;
	if ((*word == 'n' || *word == 'N') && line_kind_numeric(kind) && strcasecmp(word, "nan") == 0)
		return "";
	return cell;
}

static bool add_column(struct writer *w, const struct field *field, int from)
{
	struct field *own = arena_get(&w->arena, sizeof *own);

	if (own == NULL)
		return false;
	*own = *field;
	if (own->title == NULL)
		own->title = own->name;
	w->field[w->n] = own;
	w->from[w->n++] = from;
	return true;
}

static enum status unknown_column(const char *name, const struct field *fields, struct why *why)
{
	const char *near = NULL;
	int least = (int)strlen(name) / 3 + 2;

	for (int i = 0; fields[i].name != NULL; i++) {
		int distance = text_distance(name, fields[i].name);
		if (distance < least) {
			least = distance;
			near = fields[i].name;
		}
	}
	return near == NULL ? why_set(why, CRM_USAGE, _("no column «%s» in this output"), name)
	                    : why_set(why, CRM_USAGE, _("no column «%s» in this output: is «%s» meant?"), name, near);
}

/* "A, B": ${names} is cut up. */
static enum status parse_columns(struct writer *w, const struct field *fields, char *names, struct why *why)
{
	for (char *name = names, *next; name != NULL; name = next) {
		int i = 0;
		next = strchr(name, ',');
		if (next != NULL)
			*next++ = '\0';
		name += strspn(name, " ");
		name[strcspn(name, " ")] = '\0';
		while (fields[i].name != NULL && strcmp(fields[i].name, name) != 0)
			i++;
		if (fields[i].name == NULL)
			return unknown_column(name, fields, why);
		if (!add_column(w, &fields[i], i))
			return why_memory(why);
	}
	return CRM_OK;
}

static enum status choose_columns(struct writer *w, const struct field *fields, const char *columns, struct why *why)
{
	size_t room = 0;

	while (fields[room].name != NULL)
		room++;
	for (const char *c = columns; c != NULL && *c != '\0'; c++)
		room += *c == ',';
	w->from = arena_get(&w->arena, (room + 1) * sizeof *w->from);
	w->field = arena_get(&w->arena, (room + 1) * sizeof *w->field);
	w->cell = arena_get(&w->arena, (room + 1) * sizeof *w->cell);
	if (w->from == NULL || w->field == NULL || w->cell == NULL)
		return why_memory(why);
	if (columns != NULL) {
		char *names = arena_copy(&w->arena, columns);
		return names == NULL ? why_memory(why) : parse_columns(w, fields, names, why);
	}
	for (int i = 0; fields[i].name != NULL; i++)
		if (!add_column(w, &fields[i], i))
			return why_memory(why);
	return CRM_OK;
}

enum status writer_open(struct writer **writer, FILE *out, const struct field *fields,
    const struct writer_options *options, struct why *why)
{
	struct writer *w;
	enum status status;

	*writer = NULL;
	if (options->format == FORMAT_TEXT || options->format == FORMAT_HTML)
		return why_set(
		    why, CRM_USAGE, _("format «%s» is for reports, not for rows"), format_names[options->format]);
	if (options->excel && options->format != FORMAT_CSV)
		return why_set(why, CRM_USAGE, _("a spreadsheet takes csv, not «%s»"), format_names[options->format]);
	w = calloc(1, sizeof *w);
	if (w == NULL)
		return why_memory(why);
	w->out = out;
	w->format = options->format;
	w->excel = options->excel;
	status = choose_columns(w, fields, options->columns, why);
	if (status == CRM_OK && w->format == FORMAT_TABLE &&
	    (w->table = table_new(w->field, w->n, options->eyes)) == NULL)
		status = why_memory(why);
	if (status != CRM_OK) {
		writer_discard(w);
		return status;
	}
	*writer = w;
	return CRM_OK;
}

/* What has been gathered goes to the stream. */
static enum status drain_gathered(struct writer *w, struct why *why)
{
	size_t length = w->text.length;
	bool done;

	if (w->text.failed)
		return why_memory(why);
	done = length == 0 || fwrite(w->text.text, 1, length, w->out) == length;
	w->text.length = 0;
	return done ? CRM_OK : why_errno(why, CRM_IO, "%s", _("cannot write"));
}

static enum status put_row(struct writer *w, struct why *why)
{
	switch (w->format) {
	case FORMAT_TSV: line_tsv(&w->text, w->cell, w->n); break;
	case FORMAT_JSON: line_json(&w->text, w->field, w->cell, w->n); break;
	case FORMAT_TABLE:
		if (!table_row(w->table, w->cell) || (table_full(w->table) && !table_print(w->table, &w->text)))
			return why_memory(why);
		break;
	default:
		if (w->excel)
			line_excel(&w->text, w->field, w->cell, w->n, &w->scratch);
		else
			line_csv(&w->text, w->cell, w->n, ',');
	}
	return w->text.length < PENDING && !w->text.failed ? CRM_OK : drain_gathered(w, why);
}

/* A title in the language of the reader, where it has one. */
static const char *excel_heading(const struct field *field)
{
	const char *title = _(field->title);

	return title == field->title ? field->name : title;
}

/* The line of names; json has none, and a table prints its own. */
static enum status put_header(struct writer *w, struct why *why)
{
	w->began = true;
	if (w->format == FORMAT_JSON || w->format == FORMAT_TABLE)
		return CRM_OK;
	if (w->excel)
		buf_put(&w->text, "\xEF\xBB\xBF");
	for (int i = 0; i < w->n; i++)
		w->cell[i] = w->excel ? excel_heading(w->field[i]) : w->field[i]->name;
	return put_row(w, why);
}

bool writer_prints(const struct writer *w, int field)
{
	for (int i = 0; i < w->n; i++)
		if (w->from[i] == field)
			return true;
	return false;
}

enum status writer_row(struct writer *w, const char *const *cells, struct why *why)
{
	if (!w->began) {
		enum status status = put_header(w, why);
		if (status != CRM_OK)
			return status;
	}
	for (int i = 0; i < w->n; i++)
		w->cell[i] = tidy_cell(w->field[i]->kind, cells[w->from[i]]);
	return put_row(w, why);
}

enum status writer_flush(struct writer *w, struct why *why)
{
	enum status status = w->began ? CRM_OK : put_header(w, why);

	if (status == CRM_OK && w->table != NULL && !table_print(w->table, &w->text))
		status = why_memory(why);
	if (status == CRM_OK)
		status = drain_gathered(w, why);
	if (status == CRM_OK && (fflush(w->out) != 0 || ferror(w->out)))
		status = why_errno(why, CRM_IO, "%s", _("cannot write"));
	return status;
}

void writer_discard(struct writer *w)
{
	if (w == NULL)
		return;
	table_free(w->table);
	buf_free(&w->text);
	buf_free(&w->scratch);
	arena_free(&w->arena);
	free(w);
}

enum status writer_close(struct writer *w, struct why *why)
{
	enum status status;
	int error;

	if (w == NULL)
		return CRM_OK;
	status = writer_flush(w, why);
	error = errno;
	writer_discard(w);
	errno = error;
	return status;
}
