/* Two files in one pipe: the heading of the second is one, and its cells stand where those of the first stand. */
#include "base/value/money.h"
#include "front/command/input_private.h"

#define WIDENED_MOST 100 /* each is held against all columns that are here */

/* The first cell of a file behind another may have its mark, and its quotes then. */
static const char *bare_cell(const struct input *source, const char *cell)
{
	if (strncmp(cell, BOM, 3) != 0)
		return cell;
	cell += 3;
	size_t length = strlen(cell);
	if (length < 2 || *cell != '"' || cell[length - 1] != '"')
		return cell;
	const char *bare = arena_text(&source->crm->chunk, cell + 1, length - 2);
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
	const struct cells *header = &source->header;
	cell = bare_cell(source, cell);
	for (int h = 0; h < header->n; h++)
		if (strcmp(header->cell[h], cell) == 0 && !is_among(h, taken, n_taken))
			return h;
	for (int h = 0; h < header->n; h++)
		if (!is_among(h, taken, n_taken) &&
		    bind_same_column(cell, header->cell[h], front_synonyms(source->crm)))
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

/* The cells of a row as words of a heading. */
struct heading_words {
	int here,
	    known;   /* that stand for different columns that are here (at most 3 are counted); that are words at all */
	int strange; /* the others */
	bool values; /* one of those is a number or an address */
};

static struct heading_words count_words(const struct input *source, const struct cells *raw)
{
	struct heading_words words = {0};
	int taken[3];
	for (int i = 0; i < raw->n; i++) {
		const char *cell = bare_cell(source, raw->cell[i]);
		int place = words.here < 3 ? place_of_heading(source, cell, taken, words.here) : -1;
		if (place >= 0)
			taken[words.here++] = place;
		if (place >= 0 || bind_is_word(cell, front_synonyms(source->crm)) ||
		    place_in_header(&source->header, cell) >= 0) {
			words.known++;
			continue;
		}
		words.strange++;
		words.values = words.values || strpbrk(cell, "0123456789@");
	}
	return words;
}

/* A heading in other words than the first: each is one for a column, and two at least for columns that are here; or
   ${known} are known, and more than are strange. */
static bool is_heading_in_words(const struct input *source, const struct cells *raw, int known)
{
	if (!source->feeding->keeps_more || source->header_is_id)
		return false;
	struct heading_words words = count_words(source, raw);
	return words.here >= 2 && !words.values &&
	       (words.strange == 0 || (words.known >= known && words.strange < words.known));
}

/* Two files in one pipe: is the row a heading again, in whatever order? Its first cell is one of the header's, and the
   others are too, or other words for columns; beside two of them, one that nobody knows. */
static bool is_heading(struct input *source, const struct cells *raw)
{
	const struct cells *header = &source->header;
	const char *first = raw->cell[0];
	if (!source->heads[(unsigned char)*first] || place_in_header(header, bare_cell(source, first)) < 0)
		return may_be_words(raw) && is_heading_in_words(source, raw, 3);
	struct heading_words words = count_words(source, raw);
	if (words.strange && (words.values || words.here < 2 || !source->feeding->keeps_more))
		return false;
	/* A list of one column repeats its heading; in somebody's file of one it may be what the column holds. */
	return raw->n > 1 || (header->n == 1 && !source->feeding->keeps_more);
}

/* A number as long as a phone, or an address: no heading has one. */
static bool has_values(const struct cells *raw)
{
	for (int i = 0; i < raw->n; i++) {
		size_t digits = 0;
		for (const char *c = raw->cell[i]; *c; c++) {
			digits = *c >= '0' && *c <= '9' ? digits + 1 : 0;
			if (digits == 5 || *c == '@')
				return true;
		}
	}
	return false;
}

/* The row as it is when ${delimiter} parts it, in crm->chunk. Quotes around a cell come off. */
static enum status split_otherwise(
    const struct input *source, const struct cells *raw, char delimiter, struct cells *split)
{
	struct buf line = {0};
	for (int i = 0; i < raw->n; i++) {
		if (i)
			buf_char(&line, reader_delimiter(source->reader));
		buf_put(&line, raw->cell[i]);
	}
	char *text = line.failed ? NULL : arena_copy(&source->crm->chunk, line.text ? line.text : ""), *rest = text,
	     *one;
	buf_free(&line);
	int room = 1, n = 0;
	for (const char *c = text; c && *c; c++)
		room += *c == delimiter;
	const char **cell = text ? arena_get(&source->crm->chunk, (size_t)room * sizeof *cell) : NULL;
	if (!cell)
		return why_memory(&source->crm->why);
	while ((one = strsep(&rest, (char[]){delimiter, '\0'})) != NULL) {
		size_t length = strlen(one);
		bool quoted = length > 1 && *one == '"' && one[length - 1] == '"';
		one[length - quoted] = '\0';
		cell[n++] = one + quoted;
	}
	*split = *raw;
	split->cell = cell;
	split->n = n;
	return CRM_OK;
}

/* A row with more or fewer cells than the heading above it may be one itself; of a file whose cells are parted
   otherwise, too: then they are from now on, and ${raw} is it. */
static enum status look_at_odd_row(struct input *source, struct cells *raw, bool *found)
{
	static const char delimiters[] = ";,\t|";
	struct cells split;
	*found = !has_values(raw) && is_heading_in_words(source, raw, 3);
	if (*found || has_values(raw) || raw->n > source->header.n)
		return CRM_OK;
	for (const char *d = delimiters; *d && source->feeding->keeps_more && !source->header_is_id; d++) {
		if (*d == reader_delimiter(source->reader) || !strchr(raw->cell[0], *d))
			continue;
		enum status status = split_otherwise(source, raw, *d, &split);
		if (status != CRM_OK)
			return status;
		/* That its cells are parted otherwise says half of it. */
		if (!is_heading(source, &split) && !is_heading_in_words(source, &split, 2))
			continue;
		reader_delimit(source->reader, *d);
		*raw = split;
		*found = true;
		return CRM_OK;
	}
	return CRM_OK;
}

/* The arrays of ${b} with room for ${n} columns; false without memory. */
static bool widen_binding(struct arena *arena, struct binding *b, int n)
{
	size_t room = (size_t)n, had = (size_t)b->n;
	struct binding wide = *b;
	wide.ours = arena_get(arena, room * sizeof *wide.ours);
	wide.name = arena_get(arena, room * sizeof *wide.name);
	wide.use = arena_get(arena, room * sizeof *wide.use);
	wide.of = arena_get(arena, room * sizeof *wide.of);
	if (!wide.ours || !wide.name || !wide.use || !wide.of)
		return false;
	memcpy(wide.ours, b->ours, had * sizeof *wide.ours);
	memcpy(wide.name, b->name, had * sizeof *wide.name);
	memcpy(wide.use, b->use, had * sizeof *wide.use);
	memcpy(wide.of, b->of, had * sizeof *wide.of);
	*b = wide;
	return true;
}

/* Sums of one input are counted in one way: a heading that has another would make them wrong. */
static enum status check_units(struct crm *crm, const char *heading)
{
	char code[CURRENCY_ROOM];
	int power;
	money_heading(heading, setting(crm, "currency", "RUB"), &power, code);
	if (!power && !*code)
		return CRM_OK;
	return why_set(&crm->why, CRM_DATA,
	    _("another file begins here, and its sums are counted by «%.60s»: give each file by itself"), heading);
}

/* Headings that the first file has not: their cells stand behind its own. */
static enum status widen(struct input *source, const char *const *headings, int n)
{
	struct crm *crm = source->crm;
	struct binding more, *b = &source->binding;
	struct column given[INPUT_COLUMNS_MAX + 1] = {{0}};
	int had = b->n, all = had + n;
	if (source->widened++ == WIDENED_MOST)
		return why_set(&crm->why, CRM_DATA,
		    _("more than %d headings with new columns: give each file by itself"), WIDENED_MOST);
	if (all > READER_COLUMNS_MAX)
		return why_set(&crm->why, CRM_DATA, _("more than %d cells"), READER_COLUMNS_MAX);
	const char **cell = arena_get(&crm->run, (size_t)all * sizeof *cell);
	bool *seen = arena_zero(&crm->run, (size_t)all + 1);
	for (int i = 0; source->feeding->in[i].name; i++)
		given[i].name = source->feeding->in[i].name;
	enum status status = cell && seen ? CRM_OK : why_memory(&crm->why);
	for (int i = 0; i < all && status == CRM_OK; i++)
		if (!(cell[i] = i < had ? source->header.cell[i] : arena_copy(&crm->run, headings[i - had])))
			status = why_memory(&crm->why);
	if (status == CRM_OK)
		status = bind_header(&more, cell + had, n, given, front_synonyms(source->crm), &crm->run, &crm->why);
	if (status == CRM_OK && !widen_binding(&crm->run, b, all))
		status = why_memory(&crm->why);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		b->ours[had + i] = more.ours[i];
		b->name[had + i] = more.name[i];
		b->use[had + i] = more.use[i];
		b->of[had + i] = more.of[i];
		if (more.ours[i] >= 0 && strcmp(more.name[i], "amount") == 0)
			status = check_units(crm, cell[had + i]);
	}
	if (status != CRM_OK)
		return status;
	b->n = all;
	b->pieces = b->pieces || more.pieces;
	b->maybes = b->maybes || more.maybes;
	source->header.cell = cell;
	source->header.n = all;
	if (source->seen)
		memcpy(seen, source->seen, (size_t)had);
	source->seen = source->seen ? seen : NULL;
	if (!b->translated)
		return CRM_OK;
	struct buf told = {0}; /* it was told of the first file */
	status = bind_map(b, cell, source->feeding->in, front_synonyms(source->crm), &crm->run, &told, &crm->why);
	buf_free(&told);
	return status;
}

/* From now on cells stand where this heading says: place[i] of the header's, which grows by the columns it has not. */
static enum status take_heading(struct input *source, const struct cells *raw)
{
	const struct cells *header = &source->header;
	int behind = header->n;
	bool same = raw->n == header->n;
	source->place = arena_get(&source->crm->run, (size_t)raw->n * sizeof *source->place);
	if (!source->place)
		return why_memory(&source->crm->why);
	const char **more = arena_get(&source->crm->chunk, (size_t)raw->n * sizeof *more);
	if (!more)
		return why_memory(&source->crm->why);
	source->n_places = raw->n;
	input_measure(source, raw);
	source->headings++;
	for (int i = 0; i < raw->n; i++) {
		int place = place_of_heading(source, raw->cell[i], source->place, i);
		if (place < 0)
			more[behind - header->n] = bare_cell(source, raw->cell[i]);
		source->place[i] = place >= 0 ? place : behind++;
		same = same && place == i;
	}
	source->n_cells = behind;
	if (same)
		source->place = NULL;
	return behind > header->n ? widen(source, more, behind - header->n) : CRM_OK;
}

/* What a spreadsheet writes before a heading, also of the second file. */
static bool is_sep_line(const struct input *source, const struct cells *raw)
{
	const char *first = raw->cell[0];
	if (*first != 's' && *first != '\xEF')
		return false;
	bool sep = strncmp(bare_cell(source, first), "sep=", 4) == 0 && strlen(bare_cell(source, first)) <= 5;
	for (int i = 1; i < raw->n; i++)
		sep = sep && *raw->cell[i] == '\0';
	return sep;
}

static enum status put_in_place(const struct input *source, struct cells *raw)
{
	if (!source->place)
		return CRM_OK;
	int more = raw->n > source->n_places ? raw->n - source->n_places : 0, n = source->n_cells + more;
	const char **cell = arena_get(&source->crm->chunk, (size_t)n * sizeof *cell);
	if (!cell)
		return why_memory(&source->crm->why);
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
		*raw = source->header;
		raw->row = 0;
		return CRM_OK;
	}
	while (
	    (status = reader_next(source->reader, raw, &source->crm->chunk, patience, &source->crm->why)) == CRM_OK) {
		if (is_sep_line(source, raw)) {
			const char *sign = strstr(raw->cell[0], "sep=") + 4;
			if (*sign)
				reader_delimit(source->reader, *sign);
			source->headings++;
			continue;
		}
		bool heading = is_heading(source, raw);
		if (!heading && raw->n != source->width)
			status = look_at_odd_row(source, raw, &heading);
		if (!heading || status != CRM_OK)
			break;
		long row = raw->row, line = raw->line;
		if ((status = take_heading(source, raw)) == CRM_OK)
			continue;
		struct why said = source->crm->why;
		return status != CRM_DATA ? status
		                          : why_set(&source->crm->why, CRM_DATA, _("%s: row %ld (line %ld): %s"),
		                                source->name, row, line, said.text);
	}
	if (status != CRM_OK)
		return status;
	raw->row -= source->headings;
	if (raw->n < source->wanted &&
	    !(raw->remark = arena_format(
	          &source->crm->chunk, _("%d cells, the header has %d: is the file cut off?"), raw->n, source->wanted)))
		return why_memory(&source->crm->why);
	return put_in_place(source, raw);
}
