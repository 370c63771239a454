/* Two files in one pipe: the heading of the second is one, and its cells stand where those of the first stand. */
#include "front/command/input_private.h"

/* The first cell of a file behind another may have its mark, and its quotes then. */
static const char *bare_cell(const char *cell)
{
	if (strncmp(cell, BOM, 3) != 0)
		return cell;
	cell += 3;
	size_t length = strlen(cell);
	if (length < 2 || *cell != '"' || cell[length - 1] != '"')
		return cell;
	const char *bare = arena_text(&front.crm.chunk, cell + 1, length - 2);
	return bare ? bare : cell;
}

static int place_in_header(const struct cells *header, const char *cell)
{
	for (int i = 0; i < header->n; i++)
		if (strcmp(header->cell[i], cell) == 0)
			return i;
	return -1;
}

static bool is_among(int number, const int *list, int n)
{
	for (int i = 0; i < n; i++)
		if (list[i] == number)
			return true;
	return false;
}

/* Of the header's columns the one that a cell of another heading means, beside those that are taken: by its letters,
   else by what it means; -1. */
static int place_of_heading(const struct input *source, const char *cell, const int *taken, int n_taken)
{
	const struct cells *header = reader_header(source->reader);
	cell = bare_cell(cell);
	for (int h = 0; h < header->n; h++)
		if (strcmp(header->cell[h], cell) == 0 && !is_among(h, taken, n_taken))
			return h;
	for (int h = 0; h < header->n; h++)
		if (!is_among(h, taken, n_taken) && bind_same_column(cell, header->cell[h], front_synonyms()))
			return h;
	return -1;
}

/* Nearly every row has a number or an address in it, and no heading has. */
static bool may_be_words(const struct cells *raw)
{
	for (int i = 0; i < raw->n; i++) {
		const char *c = raw->cell[i];
		for (; *c; c++)
			if ((*c >= '0' && *c <= '9') || *c == '@')
				return false;
		if (c == raw->cell[i])
			return false;
	}
	return raw->n > 1;
}

/* A heading in other words than the first: each is one for a column, and two at least for columns that are here. */
static bool is_heading_in_words(const struct input *source, const struct cells *raw)
{
	int taken[2], n = 0;
	if (!source->feeding->keeps_more || source->header_is_id || !may_be_words(raw))
		return false;
	for (int i = 0; i < raw->n; i++)
		if (!bind_is_word(bare_cell(raw->cell[i]), front_synonyms()))
			return false;
	for (int i = 0; i < raw->n && n < 2; i++)
		if ((taken[n] = place_of_heading(source, raw->cell[i], taken, n)) >= 0)
			n++;
	return n == 2;
}

/* Two files in one pipe: is the row a heading again, in whatever order? Its first cell is one of the header's, and the
   others are too, or other words for columns. */
static bool is_heading(struct input *source, const struct cells *raw)
{
	const struct cells *header = reader_header(source->reader);
	const char *first = raw->cell[0];
	if (!source->heads[(unsigned char)*first] || place_in_header(header, bare_cell(first)) < 0)
		return is_heading_in_words(source, raw);
	for (int i = 1; i < raw->n; i++)
		if (place_in_header(header, raw->cell[i]) < 0 && !bind_is_word(raw->cell[i], front_synonyms()))
			return false;
	/* A list of one column repeats its heading; in somebody's file of one it may be what the column holds. */
	return raw->n > 1 || (header->n == 1 && !source->feeding->keeps_more);
}

/* From now on cells stand where this heading says: place[i] of the header's, behind them for a column it has not. */
static enum status take_heading(struct input *source, const struct cells *raw)
{
	const struct cells *header = reader_header(source->reader);
	int behind = header->n;
	bool same = raw->n == header->n;
	source->place = arena_get(&front.crm.run, (size_t)raw->n * sizeof *source->place);
	if (!source->place)
		return why_memory(&front.crm.why);
	source->n_places = raw->n;
	source->headings++;
	for (int i = 0; i < raw->n; i++) {
		int place = place_of_heading(source, raw->cell[i], source->place, i);
		source->place[i] = place >= 0 ? place : behind++;
		same = same && place == i;
	}
	source->n_cells = behind;
	if (same)
		source->place = NULL;
	return CRM_OK;
}

/* What a spreadsheet writes before a heading, also of the second file. */
static bool is_sep_line(const struct cells *raw)
{
	const char *first = raw->cell[0];
	if (*first != 's' && *first != '\xEF')
		return false;
	bool sep = strncmp(bare_cell(first), "sep=", 4) == 0 && strlen(bare_cell(first)) <= 5;
	for (int i = 1; i < raw->n; i++)
		sep = sep && *raw->cell[i] == '\0';
	return sep;
}

static enum status put_in_place(const struct input *source, struct cells *raw)
{
	if (!source->place)
		return CRM_OK;
	int more = raw->n > source->n_places ? raw->n - source->n_places : 0, n = source->n_cells + more;
	const char **cell = arena_get(&front.crm.chunk, (size_t)n * sizeof *cell);
	if (!cell)
		return why_memory(&front.crm.why);
	for (int i = 0; i < n; i++)
		cell[i] = "";
	for (int i = 0; i < raw->n; i++)
		cell[i < source->n_places ? source->place[i] : source->n_cells + i - source->n_places] = raw->cell[i];
	if (raw->fault >= 0 && raw->fault < source->n_places)
		raw->fault = source->place[raw->fault];
	raw->cell = cell;
	raw->n = n;
	return CRM_OK;
}

enum status second_heading_next(struct input *source, struct cells *raw, int patience)
{
	enum status status;
	if (source->header_is_id && !source->header_given) {
		source->header_given = true;
		*raw = *reader_header(source->reader);
		raw->row = 0;
		return CRM_OK;
	}
	while ((status = reader_next(source->reader, raw, &front.crm.chunk, patience, &front.crm.why)) == CRM_OK) {
		if (is_sep_line(raw)) {
			source->headings++;
			continue;
		}
		if (!is_heading(source, raw) || (status = take_heading(source, raw)) != CRM_OK)
			break;
	}
	if (status != CRM_OK)
		return status;
	raw->row -= source->headings;
	return put_in_place(source, raw);
}
