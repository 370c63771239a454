#include "rows/reader.h"

#include <stdlib.h>
#include <string.h>

#include "rows/charset.h"
#include "rows/delimiter_private.h"
#include "rows/encode.h"
#include "rows/excel_private.h"
#include "rows/json_lines_private.h"
#include "rows/csv_record_private.h"

#define NO_QUOTE '\0' /* a byte that text never has */

struct reader {
	struct reader_options options;
	char *name, *encoding;
	struct encode *encode;
	char delimiter, quote;
	bool damaged; /* bytes have come that are not UTF-8: cells are looked at */
	bool is_json;
	struct json_lines json;
	bool guarded; /* written for a spreadsheet: apostrophes in front of formulas are taken off */

	const char *at, *end; /* text that has not been parsed */
	const char *cr, *lf;  /* the next one of each kind at or after ${at}, or ${end}; looked for once */
	long line;            /* of ${at} */
	bool after_cr;

	struct csv_record record; /* a row that does not stand in one piece on one line */
	bool begun;               /* there is one */
	long row, row_line;       /* number of the next row, 0 is the header; where it begins */

	struct why over;    /* nothing more will come, and why; CRM_NONE at the end of the input */
	struct arena arena; /* of the header */
	struct cells header;
};

/* Name the place. ${why} has the reason. */
static enum status name_the_place(struct reader *r, struct why *why)
{
	long line = r->begun ? r->row_line : r->line;
	struct why reason = *why;

	if (r->row == 0)
		return why_set(why, CRM_DATA, _("%s: header (line %ld): %s"), r->name, line, reason.text);
	return why_set(why, CRM_DATA, _("%s: row %ld (line %ld): %s"), r->name, r->row, line, reason.text);
}

static void find_known(const struct reader *r, const char **known, char c)
{
	if (*known != NULL && *known >= r->at)
		return;
	*known = memchr(r->at, c, (size_t)(r->end - r->at));
	if (*known == NULL)
		*known = r->end;
}

/* End of the line at hand; the end of the text if it has not all come. */
static const char *line_end(struct reader *r)
{
	find_known(r, &r->lf, '\n');
	find_known(r, &r->cr, '\r');
	return r->lf < r->cr ? r->lf : r->cr;
}

/* Past the line that ends at ${stop}. The LF of a CRLF comes as a line of its own, and is not counted. */
static void pass_line(struct reader *r, const char *stop)
{
	if (stop == r->end) {
		r->after_cr = false;
		r->at = stop;
		return;
	}
	if (*stop == '\r' || !r->after_cr || stop != r->at)
		r->line++;
	r->after_cr = *stop == '\r';
	r->at = stop + 1;
}

static bool is_blank(const struct reader *r, char c)
{
	return (c == ' ' || c == '\t') && c != r->delimiter;
}

static bool blank_line(const struct reader *r, const char *stop)
{
	const char *at = r->at;

	while (at < stop && is_blank(r, *at))
		at++;
	return at == stop;
}

/* The place of the first byte that is not UTF-8, and the number of its cell; NULL if there is none. */
static const char *find_damage(const char *const *cell, int n, int *fault)
{
	for (int i = 0; i < n; i++) {
		size_t length = strlen(cell[i]), good;
		enum utf8_stop stop;

		good = charset_utf8_span(cell[i], length, &stop);
		if (good < length) {
			*fault = i;
			return cell[i] + good;
		}
	}
	return NULL;
}

/* Hand over the row whose cells begin in ${text} where record.cell says. */
static enum status deliver_row(
    struct reader *r, struct cells *row, struct arena *arena, const char *text, int n, struct why *why)
{
	const char **cell = arena_get(arena, (size_t)n * sizeof *cell), *wrong;
	int fault = -1;

	if (cell == NULL)
		return why_memory(why);
	for (int i = 0; i < n; i++)
		cell[i] = text + r->record.cell[i];
	for (int i = 0; r->guarded && i < n; i++)
		cell[i] = excel_bare(cell[i]);
	wrong = r->damaged ? find_damage(cell, n, &fault) : NULL;
	if (wrong != NULL && (r->options.strict || r->row == 0)) {
		encode_wrong(*wrong, "UTF-8", why);
		return name_the_place(r, why);
	}
	*row = (struct cells){.cell = cell, .n = n, .row = r->row++, .line = r->row_line, .fault = fault};
	return CRM_OK;
}

static enum status take_record(struct reader *r, struct cells *row, struct arena *arena, struct why *why)
{
	const char *text = arena_text(arena, r->record.text.text, r->record.text.length);
	enum status status = text == NULL ? why_memory(why) : deliver_row(r, row, arena, text, r->record.n, why);

	csv_record_clear(&r->record);
	r->begun = false;
	return status;
}

/* A cell of a line that ends at ${end}: its text, and ${next} past its delimiter, NULL if it is the last. NULL: libcsv
   must look at it. */
static char *simple_cell(const struct reader *r, char *from, char *end, char **next)
{
	char *to;

	while (from < end && is_blank(r, *from))
		from++;
	if (from == end || *from != r->quote) {
		to = memchr(from, r->delimiter, (size_t)(end - from));
		*next = to == NULL ? NULL : to + 1;
		if (to == NULL)
			to = end;
		while (to > from && is_blank(r, to[-1]))
			to--;
		*to = '\0';
		return from;
	}
	from++;
	to = memchr(from, r->quote, (size_t)(end - from));
	if (to == NULL)
		return NULL;
	*to++ = '\0';
	while (to < end && is_blank(r, *to))
		to++;
	if (to < end && *to != r->delimiter)
		return NULL;
	*next = to == end ? NULL : to + 1;
	return from;
}

/*
 * The short way, for a row that is one whole line without quotes inside quotes: what libcsv would give, several times
 * as fast. No field can be too long in one span. CRM_PAUSE: it must go the long way.
 */
static enum status split_line(
    struct reader *r, const char *stop, struct cells *row, struct arena *arena, struct why *why)
{
	char *text = arena_text(arena, r->at, (size_t)(stop - r->at)), *end, *next;
	enum status status;
	int n = 0;

	if (text == NULL)
		return why_memory(why);
	end = text + (stop - r->at);
	for (char *from = text; from != NULL; from = next) {
		if (n == READER_COLUMNS_MAX) {
			csv_record_many_cells(why);
			return name_the_place(r, why);
		}
		from = simple_cell(r, from, end, &next);
		if (from == NULL)
			return CRM_PAUSE;
		r->record.cell[n++] = (size_t)(from - text);
	}
	status = deliver_row(r, row, arena, text, n, why);
	pass_line(r, stop);
	return status;
}

/* One line of the text that is there. CRM_PAUSE: it did not complete a row. */
static enum status take_line(struct reader *r, struct cells *row, struct arena *arena, struct why *why)
{
	const char *stop = line_end(r);
	enum status status;

	if (!r->begun) {
		if (blank_line(r, stop)) {
			pass_line(r, stop);
			return CRM_PAUSE;
		}
		r->row_line = r->line;
		status = stop < r->end ? split_line(r, stop, row, arena, why) : CRM_PAUSE;
		if (status != CRM_PAUSE)
			return status;
		r->begun = true;
	}
	status = csv_record_add(&r->record, r->at, (size_t)(stop - r->at) + (stop < r->end), why);
	pass_line(r, stop);
	if (status != CRM_OK)
		return status == CRM_DATA ? name_the_place(r, why) : status;
	return r->record.complete ? take_record(r, row, arena, why) : CRM_PAUSE;
}

/* The input is over: a last row without a line end. */
static enum status take_rest(struct reader *r, struct cells *row, struct arena *arena, struct why *why)
{
	enum status status;

	r->over.status = CRM_NONE;
	if (!r->begun)
		return CRM_NONE;
	status = csv_record_end(&r->record, why);
	if (status == CRM_OK)
		return take_record(r, row, arena, why);
	return status == CRM_DATA ? name_the_place(r, why) : status;
}

/* Objects, as lines of CSV; more of them until a line is whole. */
static enum status get_json(
    struct reader *r, const char *text, size_t length, enum status status, int patience, struct why *why)
{
	bool end = status == CRM_NONE;
	while (status == CRM_OK || (end && r->json.rest.length > 0)) {
		status = json_lines_add(&r->json, text, length, end, why);
		if (status != CRM_OK || r->json.csv.length > 0 || end)
			break;
		status = encode_next(r->encode, &text, &length, patience, why);
		end = status == CRM_NONE;
		length = end ? 0 : length;
	}
	if (status == CRM_DATA)
		return name_the_place(r, why);
	if (status != CRM_OK)
		return status;
	r->at = r->json.csv.text;
	r->end = r->at + r->json.csv.length;
	return CRM_OK;
}

#define JSON_SEEN (1 << 18) /* bytes in which the columns are looked for */
#define JSON_PAUSE_MS 20

/* The columns are what the first objects have, as far as they come at once. */
static enum status begin_json(struct reader *r, struct why *why)
{
	const char *text = r->at;
	size_t length = (size_t)(r->end - r->at);
	enum status status = CRM_OK;
	while (status == CRM_OK && r->json.rest.length < JSON_SEEN) {
		buf_add(&r->json.rest, text, length);
		status = encode_next(r->encode, &text, &length, JSON_PAUSE_MS, why);
	}
	if (status == CRM_DATA || status == CRM_IO)
		return name_the_place(r, why);
	return get_json(r, text, status == CRM_OK ? length : 0, status == CRM_PAUSE ? CRM_OK : status, -1, why);
}

/* More text. CRM_NONE at the end of the input. */
static enum status get_text(struct reader *r, int patience, struct why *why)
{
	const char *text = NULL;
	size_t length = 0;
	enum status status = encode_next(r->encode, &text, &length, patience, why);

	if (status == CRM_DATA)
		return name_the_place(r, why);
	r->cr = r->lf = NULL;
	if (r->is_json)
		return get_json(r, text, status == CRM_OK ? length : 0, status, patience, why);
	if (status != CRM_OK)
		return status;
	r->at = text;
	r->end = text + length;
	r->damaged = encode_damaged(r->encode);
	return CRM_OK;
}

enum status reader_next(struct reader *r, struct cells *row, struct arena *arena, int patience, struct why *why)
{
	enum status status = CRM_PAUSE;

	if (r->over.status != CRM_OK) {
		if (r->over.status != CRM_NONE)
			*why = r->over;
		return r->over.status;
	}
	while (status == CRM_PAUSE) {
		while (status == CRM_PAUSE && r->at < r->end)
			status = take_line(r, row, arena, why);
		if (status != CRM_PAUSE)
			break;
		status = get_text(r, patience, why);
		if (status == CRM_PAUSE)
			return CRM_PAUSE;
		if (status == CRM_NONE)
			status = take_rest(r, row, arena, why);
		else if (status == CRM_OK)
			status = CRM_PAUSE;
	}
	if (status != CRM_OK && status != CRM_NONE)
		r->over = *why;
	return status;
}

/* What the first span tells about the whole: mark, sep=, delimiter, quotes. */
static enum status recognise_format(struct reader *r, struct why *why)
{
	enum status status = get_text(r, -1, why);
	bool marked;
	size_t said;

	if (status == CRM_NONE)
		return why_set(why, CRM_DATA,
		    _("%s: the input is empty, not even a header: did the program before die?"), r->name);
	if (status != CRM_OK)
		return status;
	marked = r->end - r->at >= 3 && memcmp(r->at, "\xEF\xBB\xBF", 3) == 0;
	r->at += marked ? 3 : 0;
	if (json_lines_begin(r->at, (size_t)(r->end - r->at))) {
		r->is_json = true;
		r->delimiter = ',';
		r->quote = '"';
		r->line = 0; /* of the heading that it has not */
		csv_record_dialect(&r->record, r->delimiter, r->quote);
		return begin_json(r, why);
	}
	said = delimiter_said(r->at, (size_t)(r->end - r->at), &r->delimiter);
	r->at += said;
	r->line += said > 0;
	if (r->options.delimiter != 0)
		r->delimiter = r->options.delimiter;
	else if (said == 0)
		r->delimiter = delimiter_guess(r->at, (size_t)(r->end - r->at));
	r->guarded = marked && r->delimiter == ';';
	r->quote = '"';
	if (r->delimiter == '\t' && !delimiter_tab_quotes(r->at, (size_t)(r->end - r->at)))
		r->quote = NO_QUOTE;
	csv_record_dialect(&r->record, r->delimiter, r->quote);
	return CRM_OK;
}

static enum status open_all(struct reader *r, int fd, struct why *why)
{
	enum status status;

	if (!csv_record_init(&r->record))
		return why_memory(why);
	r->name = strdup(r->options.name == NULL ? "stdin" : r->options.name);
	if (r->name == NULL)
		return why_memory(why);
	if (r->options.encoding != NULL && (r->encoding = strdup(r->options.encoding)) == NULL)
		return why_memory(why);
	r->options.name = r->name;
	r->options.encoding = r->encoding;
	status = encode_open(&r->encode, fd, &r->options, why);
	if (status == CRM_OK)
		status = recognise_format(r, why);
	if (status == CRM_OK)
		status = reader_next(r, &r->header, &r->arena, -1, why);
	return status != CRM_NONE ? status
	                          : why_set(why, CRM_DATA, _("%s: only blank lines, not even a header"), r->name);
}

enum status reader_open(struct reader **reader, int fd, const struct reader_options *options, struct why *why)
{
	struct reader *r = calloc(1, sizeof *r);
	enum status status;

	*reader = NULL;
	if (r == NULL)
		return why_memory(why);
	r->options = *options;
	r->line = 1;
	status = open_all(r, fd, why);
	if (status != CRM_OK) {
		reader_close(r);
		return status;
	}
	*reader = r;
	return CRM_OK;
}

const struct cells *reader_header(const struct reader *r)
{
	return &r->header;
}

const char *reader_name(const struct reader *r)
{
	return r->name;
}

char reader_delimiter(const struct reader *r)
{
	return r->delimiter;
}

void reader_delimit(struct reader *r, char delimiter)
{
	r->delimiter = delimiter;
	r->quote = '"';
	csv_record_dialect(&r->record, r->delimiter, r->quote);
}

void reader_close(struct reader *r)
{
	if (r == NULL)
		return;
	csv_record_free(&r->record);
	json_lines_free(&r->json);
	encode_close(r->encode);
	arena_free(&r->arena);
	free(r->name);
	free(r->encoding);
	free(r);
}
