/* Records from operands, from ids, or from standard input with operands filling the gaps. */
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fold.h"
#include "front/inside.h"

#define COLUMNS_MAX 64
#define PAUSE_MS 20
#define NOT_TAKEN (-2) /* beside -1, an attribute */

struct source {
	const struct feeding *feeding;
	int n_columns;                         /* of the command */
	const char *filled[COLUMNS_MAX];       /* operand values by column */
	int n_more;                            /* operands that are attributes */
	const char **more_name, **more_value;
	const char *const *ids;
	int n_ids, next_id;
	bool from_stdin, one;                  /* one: the operands alone are a record */
	struct reader *reader;
	struct binding binding;
	int verdict, reason;                   /* columns of an upstream verdict stream; -1 */
	long foreign_rows;                     /* read by the command itself */
	bool header_is_id, header_given;       /* a bare list of ids has no header */
	enum status ended;                     /* CRM_OK: more may come */
	char name[NAME_MAX + 1];
};

static int column_of(const struct feeding *feeding, const char *name)
{
	for (int i = 0; feeding->in[i].name; i++)
		if (strcmp(feeding->in[i].name, name) == 0)
			return i;
	return -1;
}

static enum status unknown_column(const struct feeding *feeding, const char *name)
{
	const char *names[COLUMNS_MAX + 1];
	int n = 0;
	for (; n < COLUMNS_MAX && feeding->in[n].name; n++)
		names[n] = feeding->in[n].name;
	names[n] = NULL;
	const char *near = nearest(name, names);
	if (near)
		return why_set(&front.crm.why, CRM_USAGE, _("no column %s here: did you mean %s?"), name, near);
	return why_set(&front.crm.why, CRM_USAGE, _("no column %s here: see %s --help"), name, front.command->name);
}

/* Our name for a column that an operand calls by another word. */
static enum status operand_column(struct source *source, const char *name, int *column)
{
	struct binding binding;
	*column = column_of(source->feeding, name);
	if (*column >= 0)
		return CRM_OK;
	const struct synonyms *synonyms = synonyms_get();
	if (!synonyms)
		return front.crm.why.status;
	struct column loose[COLUMNS_MAX + 1] = {{0}};
	for (int i = 0; source->feeding->in[i].name; i++)
		loose[i].name = source->feeding->in[i].name;
	enum status status = bind_header(&binding, &name, 1, loose, synonyms, &front.crm.run, &front.crm.why);
	if (status == CRM_OK)
		*column = binding.ours[0];
	if (status == CRM_OK && *column < 0 && !source->feeding->keeps_more)
		status = unknown_column(source->feeding, name);
	return status;
}

static enum status take_operand(struct source *source, const char *operand, const char *equals)
{
	char *name = arena_text(&front.crm.run, operand, (size_t)(equals - operand));
	int column;
	if (!name)
		return why_memory(&front.crm.why);
	enum status status = operand_column(source, name, &column);
	if (status != CRM_OK)
		return status;
	if (column < 0) {
		source->more_name[source->n_more] = name;
		source->more_value[source->n_more++] = equals + 1;
	} else if (source->filled[column]) {
		return why_set(&front.crm.why, CRM_USAGE, _("%s is given twice"), name);
	} else {
		source->filled[column] = equals + 1;
	}
	return CRM_OK;
}

static enum status take_operands(struct source *source)
{
	const struct feeding *feeding = source->feeding;
	const char **ids = arena_get(&front.crm.run, ((size_t)feeding->n_operands + 1) * 3 * sizeof *ids);
	if (!ids)
		return why_memory(&front.crm.why);
	source->ids = ids;
	source->more_name = ids + feeding->n_operands + 1;
	source->more_value = source->more_name + feeding->n_operands + 1;
	for (int i = 0; i < feeding->n_operands; i++) {
		const char *operand = feeding->operands[i], *equals = strchr(operand, '=');
		enum status status = CRM_OK;
		if (!utf8_valid(operand, strlen(operand)))
			return why_set(&front.crm.why, CRM_USAGE, _("not UTF-8: «%s»"), operand);
		if (strcmp(operand, "-") == 0)
			source->from_stdin = true;
		else if (equals && equals > operand)
			status = take_operand(source, operand, equals);
		else if (feeding->bare_ids)
			ids[source->n_ids++] = operand;
		else
			status = why_set(&front.crm.why, CRM_USAGE, _("what is «%s»? rows are given as column=value"), operand);
		if (status != CRM_OK)
			return status;
	}
	if (source->from_stdin && source->n_ids)
		return why_set(&front.crm.why, CRM_USAGE, _("ids or `-`, not both: with `-` the rows come from standard input"));
	/* A command that opens its own input has no other: its operands always fill. */
	source->from_stdin = source->from_stdin || feeding->open || feeding->n_operands == 0;
	source->one = !source->from_stdin && source->n_ids == 0;
	return CRM_OK;
}

static bool all_digits(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

/*
 * What another command answered names leads and tasks. Its other columns are its own words: its reason is no reason to lose, and the stage it found is not the
 * one to move to.
 */
static void take_only_objects(struct source *source)
{
	static const char *const objects[] = {"lead", "task", "ext_id"};
	for (int i = 0; i < source->binding.n; i++) {
		int ours = source->binding.ours[i];
		bool object = false;
		for (size_t j = 0; j < sizeof objects / sizeof *objects && ours >= 0; j++)
			object = object || strcmp(source->feeding->in[ours].name, objects[j]) == 0;
		if (!object)
			source->binding.ours[i] = NOT_TAKEN;
	}
}

static enum status bind(struct source *source)
{
	const struct feeding *feeding = source->feeding;
	const struct cells *header = reader_header(source->reader);
	struct column given[COLUMNS_MAX + 1] = {{0}};
	source->header_is_id = feeding->bare_ids && header->n == 1 && all_digits(header->cell[0]);
	/* What the operands fill need not be in the file. */
	bool any_filled = false;
	for (int i = 0; feeding->in[i].name; i++)
		any_filled = any_filled || (feeding->in[i].any && source->filled[i]);
	for (int i = 0; feeding->in[i].name; i++) {
		given[i] = feeding->in[i];
		given[i].required = given[i].required && !source->filled[i];
		given[i].any = given[i].any && !any_filled;
	}
	if (source->header_is_id) {
		for (int i = 0; given[i].name; i++)
			if (given[i].required && i > 0)
				return why_set(&front.crm.why, CRM_DATA, _("a bare list of ids has no column %s: give %s=… and -"), given[i].name, given[i].name);
		given[0].required = given[0].any = false;
		given[1].name = NULL;
		return bind_header(&source->binding, &feeding->in[0].name, 1, given, NULL, &front.crm.run, &front.crm.why);
	}
	const struct synonyms *synonyms = synonyms_get();
	if (!synonyms)
		return front.crm.why.status;
	for (int i = 0; i < header->n; i++) {
		if (strcmp(header->cell[i], "verdict") == 0)
			source->verdict = i;
		if (strcmp(header->cell[i], "reason") == 0)
			source->reason = i;
	}
	enum status status = bind_header(&source->binding, header->cell, header->n, given, synonyms, &front.crm.run, &front.crm.why);
	if (status == CRM_OK && source->verdict > 0 && strcmp(header->cell[0], "row") == 0)
		take_only_objects(source);
	return status;
}

static void name_input(struct source *source)
{
	char path[PATH_MAX];
	struct stat st;
	ssize_t n = fstat(0, &st) == 0 && S_ISREG(st.st_mode) ? readlink("/proc/self/fd/0", path, sizeof path - 1) : -1;
	snprintf(source->name, sizeof source->name, "stdin");
	if (n > 0) {
		path[n] = '\0';
		snprintf(source->name, sizeof source->name, "%.*s", NAME_MAX, strrchr(path, (int)'/') ? strrchr(path, '/') + 1 : path);
	}
}

static void tell(void *arg, const char *text)
{
	(void)arg;
	front_note("%s", text);
}

static enum status open_stdin(struct source *source)
{
	struct reader_options options = {.encoding = front.options.encoding, .delimiter = front.options.delimiter, .note = tell};
	const char *name = NULL;
	enum status status = source->feeding->open ? source->feeding->open(&front.crm, &name) : CRM_OK;
	if (status != CRM_OK)
		return status;
	name_input(source);
	options.name = source->name;
	if (name) {
		snprintf(source->name, sizeof source->name, "%s", name);
		return CRM_OK;
	}
	if (isatty(0))
		return why_set(&front.crm.why, CRM_USAGE, _("no rows: give column=value, or a file on standard input; see %s --help"), front.command->name);
	if (source->feeding->next)
		return CRM_OK;
	status = reader_open(&source->reader, 0, &options, &front.crm.why);
	if (status == CRM_OK)
		status = bind(source);
	if (status == CRM_DATA) {
		struct why said = front.crm.why;
		if (strncmp(said.text, source->name, strlen(source->name)) != 0)
			why_set(&front.crm.why, CRM_DATA, "%s: %.900s", source->name, said.text);
	}
	return status;
}

enum status source_open(struct source **out, const struct feeding *feeding)
{
	struct source *source = *out = arena_zero(&front.crm.run, sizeof *source);
	if (!source)
		return why_memory(&front.crm.why);
	source->feeding = feeding;
	source->verdict = source->reason = -1;
	while (feeding->in[source->n_columns].name)
		source->n_columns++;
	enum status status = take_operands(source);
	if (status == CRM_OK && source->from_stdin)
		status = open_stdin(source);
	return status;
}

/* An attribute's value, or one more value for one of our columns. */
static void keep_more(struct rec *rec, const char **names, const char **values, const char *name, const char *value)
{
	names[rec->n_more] = name;
	values[rec->n_more++] = value;
}

/* A rejects file is fed back with its own last column: that is not the record's. */
static bool is_own_reject_reason(const struct source *source, int i)
{
	return source->feeding->keeps_more && i == source->reason && i == source->binding.n - 1 && source->binding.ours[i] < 0;
}

/* Cells that are no column of ours, and second values of one that is. */
static int count_more(const struct source *source, const struct cells *cells, const char **value)
{
	int more = source->n_more;
	for (int i = 0; cells && i < source->binding.n && i < cells->n; i++) {
		const char *cell = cells->cell[i];
		int ours = source->binding.ours[i];
		if (!*cell || ours == NOT_TAKEN || is_own_reject_reason(source, i))
			continue;
		if (ours >= 0 && !value[ours])
			value[ours] = cell;
		else if (ours < 0 || strcmp(value[ours], cell) != 0)
			more++;
	}
	return more;
}

static void fill_more(const struct source *source, const struct cells *cells, struct rec *rec, const char **names, const char **values)
{
	for (int i = 0; cells && i < source->binding.n && i < cells->n; i++) {
		const char *cell = cells->cell[i];
		int ours = source->binding.ours[i];
		if (!*cell || ours == NOT_TAKEN || is_own_reject_reason(source, i) || (ours >= 0 && strcmp(rec->value[ours], cell) == 0))
			continue;
		keep_more(rec, names, values, ours < 0 ? source->binding.name[i] : source->feeding->in[ours].name, cell);
	}
	for (int i = 0; i < source->n_more; i++)
		if (*source->more_value[i])
			keep_more(rec, names, values, source->more_name[i], source->more_value[i]);
}

static enum status to_record(struct source *source, const struct cells *cells, struct rec *rec)
{
	struct arena *arena = &front.crm.chunk;
	const char **value = arena_zero(arena, ((size_t)source->n_columns + 1) * sizeof *value), **names = NULL;
	if (!value)
		return why_memory(&front.crm.why);
	int more = count_more(source, cells, value);
	if (more && !(names = arena_get(arena, (size_t)more * 2 * sizeof *names)))
		return why_memory(&front.crm.why);
	*rec = (struct rec){.value = value, .more_name = names, .more_value = names ? names + more : NULL};
	if (more)
		fill_more(source, cells, rec, names, names + more);
	for (int i = 0; i < source->n_columns; i++)
		if (!value[i] && source->filled[i] && *source->filled[i])
			value[i] = source->filled[i];
	return CRM_OK;
}

/* Attributes given as operands, after those of the record. */
static enum status add_operands(const struct source *source, struct rec *rec)
{
	if (!source->n_more)
		return CRM_OK;
	size_t room = (size_t)(rec->n_more + source->n_more);
	const char **names = arena_get(&front.crm.chunk, room * 2 * sizeof *names), **values = names ? names + room : NULL;
	if (!names)
		return why_memory(&front.crm.why);
	struct rec more = {.n_more = 0};
	for (int i = 0; i < rec->n_more; i++)
		keep_more(&more, names, values, rec->more_name[i], rec->more_value[i]);
	for (int i = 0; i < source->n_more; i++)
		if (*source->more_value[i])
			keep_more(&more, names, values, source->more_name[i], source->more_value[i]);
	rec->n_more = more.n_more;
	rec->more_name = names;
	rec->more_value = values;
	return CRM_OK;
}

static enum status next_operand(struct source *source, struct rec *rec, struct cells *raw)
{
	*raw = (struct cells){0};
	if (source->one) {
		source->one = false;
		return to_record(source, NULL, rec);
	}
	if (source->next_id == source->n_ids)
		return CRM_NONE;
	enum status status = to_record(source, NULL, rec);
	if (status == CRM_OK)
		((const char **)(uintptr_t)rec->value)[0] = source->ids[source->next_id++];
	return status;
}

/* What the command itself read; the operands fill the gaps as they do for CSV. */
static enum status next_foreign(struct source *source, struct rec *rec, struct cells *raw)
{
	struct rec theirs = {.value = arena_zero(&front.crm.chunk, ((size_t)source->n_columns + 1) * sizeof *theirs.value)};
	*raw = (struct cells){.fault = -1};
	enum status status = theirs.value ? source->feeding->next(&front.crm, &theirs) : why_memory(&front.crm.why);
	if (status != CRM_OK)
		return status;
	for (int i = 0; i < source->n_columns; i++)
		if (!theirs.value[i] && source->filled[i] && *source->filled[i])
			((const char **)(uintptr_t)theirs.value)[i] = source->filled[i];
	*rec = theirs;
	rec->row = ++source->foreign_rows;
	return add_operands(source, rec);
}

static enum status next_row(struct source *source, struct rec *rec, struct cells *raw, int patience)
{
	enum status status = CRM_OK;
	if (source->feeding->next)
		return next_foreign(source, rec, raw);
	if (source->header_is_id && !source->header_given) {
		source->header_given = true;
		*raw = *reader_header(source->reader);
		raw->row = 0;
	} else {
		status = reader_next(source->reader, raw, &front.crm.chunk, patience, &front.crm.why);
	}
	if (status != CRM_OK)
		return status;
	status = to_record(source, raw, rec);
	rec->line = raw->line;
	rec->row = raw->row + source->header_is_id;
	return status;
}

enum status source_take(struct source *source, int max, size_t bytes, bool all, struct rec **recs, struct cells **raw, int *n)
{
	int room = 64;
	size_t taken = 0;
	*n = 0;
	*recs = malloc((size_t)room * sizeof **recs);
	*raw = malloc((size_t)room * sizeof **raw);
	enum status status = *recs && *raw ? source->ended : why_memory(&front.crm.why);
	while (status == CRM_OK && (all || (*n < max && taken < bytes))) {
		if (*n == room) {
			room *= 2;
			void *more_recs = realloc(*recs, (size_t)room * sizeof **recs);
			*recs = more_recs ? more_recs : *recs;
			void *more_raw = realloc(*raw, (size_t)room * sizeof **raw);
			*raw = more_raw ? more_raw : *raw;
			if (!more_recs || !more_raw)
				return why_memory(&front.crm.why);
		}
		struct rec *rec = *recs + *n;
		struct cells *cells = *raw + *n;
		status = source->from_stdin ? next_row(source, rec, cells, *n && !all ? PAUSE_MS : -1) : next_operand(source, rec, cells);
		if (status != CRM_OK)
			break;
		if (!source->from_stdin)
			rec->row = (source->next_id ? source->next_id : 1);
		for (int i = 0; i < cells->n; i++)
			taken += strlen(cells->cell[i]);
		++*n;
	}
	if (status == CRM_PAUSE)
		return CRM_OK;
	if (status != CRM_OK)
		source->ended = status;
	return status;
}

const char *source_name(const struct source *source)
{
	return source->from_stdin ? source->name : NULL;
}

const struct cells *source_header(const struct source *source)
{
	return source->reader && !source->header_is_id ? reader_header(source->reader) : NULL;
}

static const char *list_any(const struct column *in)
{
	struct buf names = {0};
	for (; in->name; in++) {
		if (!in->any)
			continue;
		if (names.length)
			buf_char(&names, ' ');
		buf_put(&names, in->name);
	}
	const char *text = arena_format(&front.crm.chunk, _("needs at least one of: %s"), names.text ? names.text : "");
	buf_free(&names);
	return text;
}

static const char *missing(const struct source *source, const struct rec *rec, const char **column)
{
	const struct column *in = source->feeding->in;
	bool need_any = false, has_any = false;
	for (int i = 0; i < source->n_columns; i++) {
		if (in[i].required && !rec->value[i]) {
			*column = in[i].name;
			return _("missing");
		}
		need_any = need_any || in[i].any;
		has_any = has_any || (in[i].any && rec->value[i]);
	}
	return need_any && !has_any ? list_any(in) : NULL;
}

static const char *upstream_reason(const char *reason)
{
	const char *said = arena_format(&front.crm.chunk, _("rejected before: %s"), "");
	if (said && *said && strncmp(reason, said, strlen(said)) == 0)
		return reason;
	return arena_format(&front.crm.chunk, _("rejected before: %s"), reason);
}

/* The reason for a cell that is not UTF-8, and the column as we or they call it. */
static const char *broken_cell(const struct source *source, const struct cells *raw, const char **column)
{
	struct buf text = {0};
	int ours = raw->fault < source->binding.n ? source->binding.ours[raw->fault] : -1;
	if (raw->fault < source->binding.n)
		*column = ours >= 0 ? source->feeding->in[ours].name : source->binding.name[raw->fault];
	visible_put(&text, raw->cell[raw->fault]);
	const char *reason = text.failed ? NULL : arena_format(&front.crm.chunk, _("not UTF-8: «%s»"), text.text);
	buf_free(&text);
	return reason ? reason : _("no memory");
}

const char *source_fault(const struct source *source, const struct rec *rec, const struct cells *raw, const char **column)
{
	*column = NULL;
	if (source->from_stdin && raw->fault >= 0)
		return broken_cell(source, raw, column);
	if (source->from_stdin && raw->n > source->binding.n)
		for (int i = source->binding.n; i < raw->n; i++)
			if (*raw->cell[i])
				return arena_format(&front.crm.chunk, _("%d cells, but the header has %d"), raw->n, source->binding.n);
	/* What was rejected upstream has no number to work on; it stays rejected, and says why. */
	if (source->feeding->bare_ids && source->verdict >= 0 && source->verdict < raw->n && !rec->value[0] &&
	    strcmp(raw->cell[source->verdict], REJECTED) == 0)
		return upstream_reason(source->reason >= 0 && source->reason < raw->n ? raw->cell[source->reason] : "");
	return missing(source, rec, column);
}

void source_close(struct source *source)
{
	if (source && source->reader)
		reader_close(source->reader);
}
