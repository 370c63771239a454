/* Records from operands, from ids, or from standard input with operands filling the gaps. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/core/spool.h"
#include "base/text/casefold.h"
#include "front/command/input_private.h"
#include "rows/columns/cell.h"
#include "rows/encode.h"

#define PAUSE_MS 20
#define TRICKLE_MS 1000

/* Standard input as text, for commands whose records are not CSV. */
static struct {
	struct reader_options how;
	struct encode *text; /* NULL: not asked for */
} foreign;

bool front_is_fed(void)
{
	struct stat st;
	return fstat(0, &st) == 0 && !S_ISCHR(st.st_mode);
}

void input_note(struct input *source, const char *format, ...)
{
	char text[2048];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (!source->notes) {
		front_note("%s", text);
		return;
	}
	text_visible_put(source->notes, text);
	buf_char(source->notes, '\n');
}

static void tell(void *source, const char *text)
{
	if (source)
		input_note(source, "%s", text);
	else
		front_note("%s", text);
}

enum status front_text(struct crm *crm, const char **text, size_t *length)
{
	if (!foreign.text) {
		foreign.how =
		    (struct reader_options){.name = "stdin", .encoding = front.options.encoding, .note = tell};
		enum status status = encode_open(&foreign.text, 0, &foreign.how, &crm->why);
		if (status != CRM_OK)
			return status;
	}
	return encode_next(foreign.text, text, length, -1, &crm->why);
}

static bool all_digits(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

/*
 * What another command answered names leads, tasks and clients. Its other columns are its own words: its reason is no
 * reason to lose, and the stage it found is not the one to move to.
 */
static void take_only_objects(struct input *source)
{
	static const char *const objects[] = {"lead", "task", "client", "ext_id"};
	for (int i = 0; i < source->binding.n; i++) {
		int ours = source->binding.ours[i];
		bool object = false;
		for (size_t j = 0; j < sizeof objects / sizeof *objects && ours >= 0; j++)
			object = object || strcmp(source->feeding->in[ours].name, objects[j]) == 0;
		if (object)
			continue;
		source->binding.ours[i] = INPUT_NOT_TAKEN;
		source->binding.use[i] = USE_NONE;
		source->binding.of[i] = -1;
	}
}

/* Where a row may do without a lead, a list still says of which leads it is: it is no list of other things. */
static bool names_lead(const struct feeding *feeding, int column)
{
	const char *name = feeding->in[column].name;
	return strcmp(feeding->in[0].name, "lead") == 0 && (column == 0 || strcmp(name, "ext_id") == 0);
}

/* The headings of settings by our names where they mean one. */
static const char *const *settings_header(const struct feeding *feeding, const struct cells *header)
{
	const char **cells = arena_get(&front.crm.run, ((size_t)header->n + 1) * sizeof *cells);
	for (int i = 0; cells && i < header->n; i++) {
		int column = operands_heading(feeding->in, header->cell[i]);
		cells[i] = column < 0 ? header->cell[i] : feeding->in[column].name;
	}
	return cells;
}

static bool is_bound_to(const struct input *source, int i, const char *name)
{
	const struct binding *b = &source->binding;
	int column = b->ours[i] >= 0 ? b->ours[i] : b->use[i] != USE_NONE ? b->of[i] : -1;
	return column >= 0 && strcmp(source->feeding->in[column].name, name) == 0;
}

/*
 * A rejects file is fed back with its own last column. It is the record's own reason only where other columns say how
 * the record ended, and no other gives the reason.
 */
static void judge_last_reason(struct input *source)
{
	static const char *const ends[] = {"state", "stage", "closed"};
	struct binding *b = &source->binding;
	int last = b->n - 1, other = -1;
	bool ended = false;
	if (!source->feeding->keeps_more || last < 1 || source->reason != last)
		return;
	for (int i = 0; i < last; i++) {
		if (is_bound_to(source, i, "reason"))
			other = i;
		for (size_t j = 0; j < sizeof ends / sizeof *ends; j++)
			ended = ended || is_bound_to(source, i, ends[j]);
	}
	if (b->ours[last] >= 0 && ended && other < 0)
		return;
	if (other >= 0 && b->ours[last] >= 0) {
		b->ours[other] = b->ours[last];
		b->use[other] = USE_NONE;
	}
	b->ours[last] = INPUT_NOT_TAKEN;
	source->reason_of_rejects = true;
}

static enum status tell_map(struct input *source, const struct column *columns, const struct synonyms *synonyms)
{
	struct buf told = {0};
	enum status status =
	    bind_map(&source->binding, source->header.cell, columns, synonyms, &front.crm.run, &told, &front.crm.why);
	if (status == CRM_OK)
		console_say_lines(&told);
	buf_free(&told);
	return status;
}

static bool is_nameless(const struct input *source)
{
	bool counterparty = false;
	for (int i = 0; i < source->binding.n; i++) {
		if (is_bound_to(source, i, "name"))
			return false;
		counterparty = counterparty || strstr(source->header.cell[i], "онтрагент");
	}
	return counterparty;
}

static enum status bind_columns(struct input *source)
{
	const struct feeding *feeding = source->feeding;
	const struct cells *header = &source->header;
	struct column given[INPUT_COLUMNS_MAX + 1] = {{0}};
	source->header_is_id = feeding->bare_ids && header->n == 1 && all_digits(header->cell[0]);
	/* What the operands fill need not be in the file. */
	bool any_filled = false;
	for (int i = 0; feeding->in[i].name; i++) {
		given[i] = feeding->in[i];
		given[i].any = given[i].any || names_lead(feeding, i);
		any_filled = any_filled || (given[i].any && source->operands.filled[i]);
	}
	for (int i = 0; feeding->in[i].name; i++) {
		given[i].required = given[i].required && !source->operands.filled[i];
		given[i].any = given[i].any && !any_filled && !feeding->keeps_more; /* see look_at_cells */
	}
	if (source->header_is_id) {
		for (int i = 0; given[i].name; i++)
			if (given[i].required && i > 0)
				return why_set(&front.crm.why, CRM_DATA,
				    _("a bare list of ids has no column %s: give %s=… and -"), given[i].name,
				    given[i].name);
		given[0].required = given[0].any = false;
		given[1].name = NULL;
		return bind_header(
		    &source->binding, &feeding->in[0].name, 1, given, NULL, &front.crm.run, &front.crm.why);
	}
	source->plain = !front.options.map && bind_is_ours(header->cell, header->n, feeding->in);
	const struct synonyms *synonyms = source->plain ? NULL : front_synonyms(&front.crm);
	if (!synonyms && !source->plain)
		return front.crm.why.status;
	for (int i = 0; i < header->n; i++) {
		if (strcmp(header->cell[i], "verdict") == 0)
			source->verdict = i;
		if (strcmp(header->cell[i], "reason") == 0)
			source->reason = i;
	}
	if (header->n == 1 && strstr(header->cell[0], "  ") && !bind_is_word(header->cell[0], synonyms))
		return why_set(&front.crm.why, CRM_DATA, "%s",
		    _("this is a table for eyes, as -f table prints it: give it as csv, tsv or json (-f csv)"));
	const char *const *cells = feeding->settings ? settings_header(feeding, header) : header->cell;
	enum status status =
	    cells ? bind_header(&source->binding, cells, header->n, given, synonyms, &front.crm.run, &front.crm.why)
	          : why_memory(&front.crm.why);
	if (status == CRM_OK && front.options.map)
		status = tell_map(source, given, synonyms);
	if (status == CRM_OK && source->verdict > 0 && strcmp(header->cell[0], "row") == 0)
		take_only_objects(source);
	if (status == CRM_OK)
		judge_last_reason(source);
	source->nameless = status == CRM_OK && source->named >= 0 && is_nameless(source);
	return status;
}

void input_measure(struct input *source, const struct cells *heading)
{
	source->width = source->wanted = heading->n;
	while (source->wanted > 0 && !*heading->cell[source->wanted - 1])
		source->wanted--;
	if (source->header_is_id)
		source->wanted = 0;
}

static void name_input(struct input *source)
{
	char path[PATH_MAX];
	struct stat st;
	ssize_t n = fstat(0, &st) == 0 && S_ISREG(st.st_mode) ? readlink("/proc/self/fd/0", path, sizeof path - 1) : -1;
	snprintf(source->name, sizeof source->name, "stdin");
	if (n > 0) {
		path[n] = '\0';
		snprintf(source->name, sizeof source->name, "%.*s", NAME_MAX,
		    strrchr(path, (int)'/') ? strrchr(path, '/') + 1 : path);
	}
}

/* What is wrong with the input, and in which. */
static enum status name_the_input(const struct input *source, enum status status)
{
	struct why said = source->crm->why;
	if (status == CRM_DATA && strncmp(said.text, source->name, strlen(source->name)) != 0)
		why_set(&source->crm->why, CRM_DATA, "%s: %.900s", source->name, said.text);
	return status;
}

static enum status open_stdin(struct input *source)
{
	struct reader_options options = {
	    .encoding = front.options.encoding, .delimiter = front.options.delimiter, .note = tell, .note_arg = source};
	const char *name = NULL;
	enum status status = source->feeding->open ? source->feeding->open(&front.crm, &name) : CRM_OK;
	if (status != CRM_OK)
		return status;
	if (name && source->operands.file)
		return why_set(&front.crm.why, CRM_USAGE, _("what is «%s» for? the rows come from %s"),
		    source->operands.file, name);
	name_input(source);
	options.name = source->name;
	if (name) {
		snprintf(source->name, sizeof source->name, "%s", name);
		return CRM_OK;
	}
	if (isatty(0))
		return why_set(&front.crm.why, CRM_USAGE, _("no rows: give column=value, or a file; see %s --help"),
		    front.command->name);
	if (source->feeding->next)
		return CRM_OK;
	status = reader_open(&source->reader, 0, &options, &front.crm.why);
	if (status == CRM_OK) {
		source->header = *reader_header(source->reader);
		status = bind_columns(source);
		input_measure(source, &source->header);
	}
	for (int i = 0; status == CRM_OK && i < source->header.n; i++)
		source->heads[(unsigned char)*source->header.cell[i]] = true;
	source->heads[(unsigned char)*BOM] = !source->header_is_id;
	source->heads[0] = false; /* an empty cell begins none */
	return name_the_input(source, status);
}

enum status input_open(struct input **out, const struct feeding *feeding)
{
	struct input *source = *out = arena_zero(&front.crm.run, sizeof *source);
	if (!source)
		return why_memory(&front.crm.why);
	source->feeding = feeding;
	source->crm = &front.crm;
	source->verdict = source->reason = -1;
	source->named = -1;
	for (int i = 0; feeding->in[i].name; i++) {
		if (feeding->keeps_more && strcmp(feeding->in[i].name, "name") == 0)
			source->named = i;
		source->several[i] = feeding->keeps_more && cell_has_several(feeding->in[i].name);
		if (feeding->in[i].required || feeding->in[i].any)
			source->asked[source->n_asked++] = i;
		source->n_columns++;
	}
	enum status status = operands_take(&source->operands, feeding);
	source->one_left = source->operands.one;
	if (status == CRM_OK && source->operands.from_stdin)
		status = open_stdin(source);
	return status;
}

static enum status next_operand(struct input *source, struct rec *rec, struct cells *raw)
{
	*raw = (struct cells){0};
	bool one = source->one_left;
	source->one_left = false;
	if (!one && source->next_id == source->operands.n_ids)
		return CRM_NONE;
	enum status status = row_record_make(source, NULL, rec);
	rec->typed = true;
	if (status == CRM_OK && !one)
		((const char **)(uintptr_t)rec->value)[0] = source->operands.ids[source->next_id++];
	return status;
}

/* What the command itself reads; the operands fill the gaps as they do for CSV. */
static enum status next_foreign(struct input *source, struct rec *rec, struct cells *raw)
{
	*rec = (struct rec){
	    .value = arena_zero(&source->crm->chunk, ((size_t)source->n_columns + 1) * sizeof *rec->value)};
	*raw = (struct cells){.fault = -1};
	enum status status = rec->value ? source->feeding->next(source->crm, rec) : why_memory(&source->crm->why);
	if (status != CRM_OK)
		return name_the_input(source, status);
	rec->row = ++source->foreign_rows;
	return row_record_fill(source, rec);
}

static enum status next_row(struct input *source, struct rec *rec, struct cells *raw, int patience)
{
	if (!source->operands.from_stdin)
		return next_operand(source, rec, raw);
	return source->feeding->next ? next_foreign(source, rec, raw) : second_heading_next(source, raw, patience);
}

/* Bytes of text that the record keeps. */
static size_t size_of(const struct input *source, const struct rec *rec, const struct cells *cells)
{
	size_t size = 0;
	for (int i = 0; i < cells->n; i++)
		size += strlen(cells->cell[i]);
	if (!source->feeding->next)
		return size;
	for (int i = 0; i < rec->n_more; i++)
		size += strlen(rec->more_value[i]);
	for (int i = 0; i < source->n_columns; i++)
		size += rec->value[i] ? strlen(rec->value[i]) : 0;
	return size;
}

/* Rows that come one by one without a pause between them do not keep others out: all that is waited for them together
   is bounded too. */
static enum status next_in_hurry(struct input *source, struct rec *rec, struct cells *raw, int64_t *waited)
{
	enum status status = next_row(source, rec, raw, 0);
	if (status != CRM_PAUSE || *waited > TRICKLE_MS)
		return status;
	int64_t since = front_ms();
	status = next_row(source, rec, raw, PAUSE_MS);
	*waited += front_ms() - since;
	return status;
}

enum status input_take(
    struct input *source, const struct input_wanted *wanted, struct rec **recs, struct cells **raw, int *n)
{
	int room = 64;
	size_t taken = 0;
	int64_t waited = 0;
	*n = 0;
	*recs = malloc((size_t)room * sizeof **recs);
	*raw = malloc((size_t)room * sizeof **raw);
	enum status status = *recs && *raw ? source->ended : why_memory(&source->crm->why);
	while (status == CRM_OK && *n < wanted->rows && taken < wanted->bytes) {
		if (*n == room) {
			room *= 2;
			void *more_recs = realloc(*recs, (size_t)room * sizeof **recs);
			*recs = more_recs ? more_recs : *recs;
			void *more_raw = realloc(*raw, (size_t)room * sizeof **raw);
			*raw = more_raw ? more_raw : *raw;
			if (!more_recs || !more_raw)
				return why_memory(&source->crm->why);
		}
		struct rec *rec = *recs + *n;
		struct cells *cells = *raw + *n;
		bool patient = wanted->how == INPUT_WAITS || (wanted->how == INPUT_PAUSES && *n == 0);
		status = wanted->how == INPUT_HURRIES ? next_in_hurry(source, rec, cells, &waited)
		                                      : next_row(source, rec, cells, patient ? -1 : PAUSE_MS);
		if (status != CRM_OK)
			break;
		if (!source->operands.from_stdin)
			rec->row = (source->next_id ? source->next_id : 1);
		taken += size_of(source, rec, cells);
		++*n;
	}
	if (status != CRM_OK && status != CRM_PAUSE)
		source->ended = status;
	enum status made = name_the_input(source, row_records_make(source, *recs, *raw, *n));
	if (made == CRM_OK)
		return status;
	*n = 0;
	return source->ended = made;
}

static enum status keep_rest(int to)
{
	char block[65536];
	ssize_t n, kept;
	while ((n = read(0, block, sizeof block)) != 0) {
		if (n < 0 && errno != EINTR)
			return why_errno(&front.crm.why, CRM_IO, _("cannot read standard input"));
		if (n > 0 && (kept = write(to, block, (size_t)n)) != n) {
			errno = kept < 0 ? errno : ENOSPC;
			return spool_why(&front.crm.why);
		}
	}
	if (lseek(to, 0, SEEK_SET) != 0 || dup2(to, 0) != 0)
		return spool_why(&front.crm.why);
	return CRM_OK;
}

enum status input_settle(struct input *source)
{
	struct stat st;
	if (!source->reader || (fstat(0, &st) == 0 && S_ISREG(st.st_mode)))
		return CRM_OK;
	int fd = spool_nameless();
	if (fd < 0)
		return spool_why(&front.crm.why);
	enum status status = keep_rest(fd);
	(void)close(fd);
	return status;
}

void input_apart(struct input *source, struct crm *crm, struct buf *notes)
{
	source->crm = crm;
	source->notes = notes;
}

const char *input_name(const struct input *source)
{
	return source->operands.from_stdin ? source->name : NULL;
}

enum status input_unknown_column(const struct input *source, int i, const char **heading, const char **ours)
{
	const struct binding *b = &source->binding;
	*heading = NULL;
	if (!source->reader || i >= b->n)
		return CRM_NONE;
	const char *const *header = source->header.cell;
	if (b->ours[i] != -1 || b->use[i] != USE_NONE)
		return CRM_OK;
	enum status status = bind_propose(
	    header[i], source->feeding->in, front_synonyms(&front.crm), &front.crm.run, ours, &front.crm.why);
	*heading = *ours ? header[i] : NULL;
	return status;
}

bool input_has_reject_reason(const struct input *source)
{
	return source->reason_of_rejects;
}

const struct cells *input_header(const struct input *source)
{
	return source->reader && !source->header_is_id ? &source->header : NULL;
}

const char *const *input_headings(struct input *source)
{
	const struct cells *header = input_header(source);
	const char **headings = arena_zero(&front.crm.run, ((size_t)source->n_columns + 1) * sizeof *headings);
	for (int i = 0; headings && header && i < header->n; i++)
		if (source->binding.ours[i] >= 0 && !headings[source->binding.ours[i]])
			headings[source->binding.ours[i]] = header->cell[i];
	return headings;
}

void input_close(struct input *source)
{
	if (!source)
		return;
	reader_close(source->reader);
	encode_close(foreign.text);
	foreign.text = NULL;
	row_more_free(&source->more);
	row_more_free(&source->operands.more);
}
