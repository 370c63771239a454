/* column=value, ids, a file and `-`: what the command line says about the records. */
#include <ctype.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text/casefold.h"
#include "base/text/word_meant.h"
#include "book/context/column_reading.h"
#include "front/command/input_private.h"
#include "rows/columns/cell.h"

/* What an operand's name means. */
struct meant {
	int column; /* -1: none of ours */
	enum binding_use use;
	int of;
};

static int column_of(const struct feeding *feeding, const char *name)
{
	for (int i = 0; feeding->in[i].name; i++)
		if (strcmp(feeding->in[i].name, name) == 0)
			return i;
	return -1;
}

int operands_heading(const struct column *columns, const char *heading)
{
	static const char *const keys[] = {"key", "code", "ключ", "код", NULL};
	const char *names[INPUT_COLUMNS_MAX + 1];
	int n = 0;
	for (; n < INPUT_COLUMNS_MAX && columns[n].name; n++)
		names[n] = columns[n].name;
	names[n] = NULL;
	int meant = word_meant(heading, names);
	return meant < 0 && word_meant(heading, keys) >= 0 ? 0 : meant;
}

static enum status unknown_column(const struct feeding *feeding, const char *name)
{
	const char *names[INPUT_COLUMNS_MAX + 1];
	int n = 0;
	for (; n < INPUT_COLUMNS_MAX && feeding->in[n].name; n++)
		names[n] = feeding->in[n].name;
	names[n] = NULL;
	const char *near = options_nearest(name, names);
	if (near)
		return why_set(&front.crm.why, CRM_USAGE, _("no column %s here: did you mean %s?"), name, near);
	if (!feeding->settings)
		return why_set(
		    &front.crm.why, CRM_USAGE, _("no column %s here: see %s --help"), name, front.command->name);
	struct buf known = {0};
	for (int i = 0; i < n; i++)
		buf_format(&known, " %s", names[i]);
	enum status status = known.failed ? why_memory(&front.crm.why)
	                                  : why_set(&front.crm.why, CRM_USAGE, _("no column %s here: there are%s"),
	                                        name, known.text ? known.text : "");
	buf_free(&known);
	return status;
}

/* Our name for a column that an operand calls by another word. */
static enum status look_up(const struct feeding *feeding, const char *name, struct meant *meant)
{
	struct binding binding;
	*meant = (struct meant){.column = column_of(feeding, name), .of = -1};
	if (meant->column < 0 && (feeding->settings || feeding->bare_ids || !feeding->keeps_more))
		meant->column = operands_heading(feeding->in, name);
	if (meant->column >= 0)
		return CRM_OK;
	const struct synonyms *synonyms = front_synonyms(&front.crm);
	if (!synonyms)
		return front.crm.why.status;
	struct column loose[INPUT_COLUMNS_MAX + 1] = {{0}};
	for (int i = 0; feeding->in[i].name; i++)
		loose[i].name = feeding->in[i].name;
	enum status status = bind_header(&binding, &name, 1, loose, synonyms, &front.crm.run, &front.crm.why);
	if (status == CRM_OK)
		*meant = (struct meant){binding.ours[0], binding.use[0], binding.of[0]};
	if (status == CRM_OK && meant->column < 0 && !binding.pieces && !feeding->keeps_more)
		status = unknown_column(feeding, name);
	return status;
}

static bool means_piece(const struct meant *meant)
{
	return meant->use >= USE_FIRST && meant->use <= USE_LAST;
}

/* Pieces of names wait until all operands are known: piece[column][which], and the operands' own names for them. */
struct pieces {
	const char *value[INPUT_COLUMNS_MAX][NAME_PIECES], *name[INPUT_COLUMNS_MAX][NAME_PIECES];
};

static enum status take_operand(struct operands *operands, const struct feeding *feeding, struct pieces *pieces,
    const char *operand, const char *equals)
{
	char *name = arena_text(&front.crm.run, operand, (size_t)(equals - operand));
	struct meant meant;
	if (!name)
		return why_memory(&front.crm.why);
	enum status status = look_up(feeding, name, &meant);
	if (status != CRM_OK)
		return status;
	if (meant.column < 0 && !means_piece(&meant))
		return row_more_add(&operands->more, name, equals + 1, meant.use == USE_MAYBE ? meant.of : -1)
		           ? CRM_OK
		           : why_memory(&front.crm.why);
	int which = means_piece(&meant) ? (int)(meant.use - USE_FIRST) : 0;
	const char **value = means_piece(&meant) ? &pieces->value[meant.of][which] : &operands->filled[meant.column];
	if (*value)
		return why_set(&front.crm.why, CRM_USAGE, _("%s is given twice"), name);
	*value = equals + 1;
	if (means_piece(&meant))
		pieces->name[meant.of][which] = name;
	return CRM_OK;
}

static enum status join_pieces(struct operands *operands, const struct pieces *pieces, int column)
{
	const char *piece[NAME_PIECES] = {0};
	bool any = false;
	for (int p = 0; p < NAME_PIECES; p++) {
		const char *value = pieces->value[column][p];
		if (!value || !*value)
			continue;
		piece[p] = value;
		any = true;
		if (operands->filled[column] && !row_more_add(&operands->more, pieces->name[column][p], value, -1))
			return why_memory(&front.crm.why);
	}
	if (any && !operands->filled[column] && !(operands->filled[column] = cell_name_join(&front.crm.run, piece)))
		return why_memory(&front.crm.why);
	return CRM_OK;
}

/* Does it look like the name of a file: with a folder, or with an ending? */
static bool is_file_name(const char *word)
{
	const char *dot = strrchr(word, '.');
	size_t n = dot ? strlen(dot + 1) : 0;
	bool ending = n > 0 && n <= 5 && isalpha((unsigned char)dot[1]);
	for (size_t i = 1; i <= n && ending; i++)
		ending = isalnum((unsigned char)dot[i]);
	return !strchr(word, '@') && (ending || strchr(word, '/'));
}

/* Ids are digits; a key of the settings may look like a file, and is one only if it is there. */
static bool means_file(const struct feeding *feeding, const char *word)
{
	struct stat st;
	bool there = stat(word, &st) == 0;
	if (!feeding->bare_ids)
		return there || is_file_name(word);
	if (strspn(word, "0123456789") == strlen(word))
		return false;
	bool readable = there && !S_ISDIR(st.st_mode);
	return feeding->settings ? readable && is_file_name(word) : readable || is_file_name(word);
}

/* The file is standard input from here on. */
static enum status open_file(const char *name)
{
	struct stat st;
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	bool folder = fd >= 0 && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
	enum status status = CRM_OK;
	if (folder)
		status = why_set(&front.crm.why, CRM_NOINPUT, _("%s is a folder: give a file"), name);
	else if (fd < 0 || dup2(fd, 0) < 0)
		status = why_errno(&front.crm.why, CRM_NOINPUT, _("cannot read %s"), name);
	if (fd >= 0)
		close(fd);
	return status;
}

static enum status take_file(struct operands *operands, const char *name)
{
	if (operands->file)
		return why_set(&front.crm.why, CRM_USAGE, _("one file at a time: cat %s %s | %s"), operands->file, name,
		    front.command->name);
	operands->file = name;
	return CRM_OK;
}

static enum status take_all(
    struct operands *operands, const struct feeding *feeding, struct pieces *pieces, const char **ids)
{
	enum status status = CRM_OK;
	for (int i = 0; i < feeding->n_operands && status == CRM_OK; i++) {
		const char *operand = feeding->operands[i], *equals = strchr(operand, '=');
		if (!utf8_valid(operand, strlen(operand)))
			status = why_set(&front.crm.why, CRM_USAGE, _("not UTF-8: «%s»"), operand);
		else if (strcmp(operand, "-") == 0)
			operands->from_stdin = true;
		else if (equals && equals > operand && !memchr(operand, '/', (size_t)(equals - operand)))
			status = take_operand(operands, feeding, pieces, operand, equals);
		else if (means_file(feeding, operand))
			status = take_file(operands, operand);
		else if (feeding->bare_ids)
			ids[operands->n_ids++] = operand;
		else
			status = why_set(&front.crm.why, CRM_USAGE,
			    _("what is «%s»? there is no such file, and rows are given as column=value"), operand);
	}
	for (int i = 0; i < INPUT_COLUMNS_MAX && status == CRM_OK; i++)
		status = join_pieces(operands, pieces, i);
	return status;
}

/* A time in words is what it was when it was typed; a due one is looked at with its row. */
static enum status settle_time(const char **value)
{
	struct crm *crm = &front.crm;
	const struct time_frame frame = {.zone = crm->zone, .order = crm->dates, .now = crm->now, .back = true};
	struct buf text = {0};
	bool day_only;
	instant_t at;
	if (instant_read(*value, crm->zone, crm->dates, &at, &day_only) == CRM_OK ||
	    due_parse(*value, &frame, &at, &day_only) != CRM_OK)
		return CRM_OK;
	if (day_only)
		day_put(&text, zone_day(crm->zone, at));
	else
		instant_put(&text, crm->zone, at);
	*value = text.failed ? NULL : arena_copy(&crm->run, text.text);
	buf_free(&text);
	return *value ? CRM_OK : why_memory(&crm->why);
}

static enum status settle_times(struct operands *operands, const struct column *in)
{
	enum status status = CRM_OK;
	for (int i = 0; in[i].name && status == CRM_OK; i++)
		if (operands->filled[i] && column_holds_times(in[i].name) && !column_is_due(in[i].name))
			status = settle_time(&operands->filled[i]);
	return status;
}

enum status operands_take(struct operands *operands, const struct feeding *feeding)
{
	const char **ids = arena_get(&front.crm.run, ((size_t)feeding->n_operands + 1) * sizeof *ids);
	struct pieces *pieces = arena_zero(&front.crm.run, sizeof *pieces);
	if (!ids || !pieces)
		return why_memory(&front.crm.why);
	operands->ids = ids;
	enum status status = take_all(operands, feeding, pieces, ids);
	if (status == CRM_OK && front.crm.zone)
		status = settle_times(operands, feeding->in);
	if (status == CRM_OK && operands->from_stdin && operands->n_ids)
		status = why_set(
		    &front.crm.why, CRM_USAGE, _("ids or `-`, not both: with `-` the rows come from standard input"));
	if (status == CRM_OK && operands->file && (operands->from_stdin || operands->n_ids))
		status = why_set(&front.crm.why, CRM_USAGE, _("what is «%s» for? the rows come from %s"),
		    operands->n_ids ? ids[0] : "-", operands->file);
	if (status == CRM_OK && operands->file)
		status = open_file(operands->file);
	operands->from_stdin = operands->from_stdin || operands->file;
	/* A command that opens its own input has no other: its operands always fill. */
	operands->from_stdin = operands->from_stdin || feeding->open || feeding->n_operands == 0;
	operands->one = !operands->from_stdin && operands->n_ids == 0;
	operands->fill = operands->more.n > 0;
	for (int i = 0; i < INPUT_COLUMNS_MAX; i++)
		operands->fill = operands->fill || operands->filled[i];
	return status;
}
