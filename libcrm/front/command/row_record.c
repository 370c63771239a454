/* From the cells of a row, with the operands, to the record that a command sees; or why it must not see it. */
#include "base/text/casefold.h"
#include "base/text/name.h"
#include "base/text/phone.h"
#include "front/command/input_private.h"
#include "rows/columns/activity.h"
#include "rows/columns/bind_cells.h"
#include "rows/columns/cell.h"

bool row_more_add(struct row_more *more, const char *name, const char *value, int maybe)
{
	if (more->n == more->room) {
		int room = more->room ? more->room * 2 : 16;
		struct row_extra *grown = realloc(more->extra, (size_t)room * sizeof *grown);
		if (!grown)
			return false;
		more->extra = grown;
		more->room = room;
	}
	more->extra[more->n++] = (struct row_extra){name, value, maybe};
	return true;
}

void row_more_free(struct row_more *more)
{
	free(more->extra);
	*more = (struct row_more){0};
}

/* One more value for one of our columns: the first stays, others stand beside it. */
static bool add_value(struct input *source, const char **value, int column, const char *cell)
{
	const char *name = source->feeding->in[column].name;
	if (!value[column]) {
		value[column] = cell;
		return true;
	}
	return strcmp(value[column], cell) == 0 || row_more_add(&source->more, name, cell, -1);
}

/* An address in a column of phones is an address, and the other way round. */
static int column_of_value(const struct input *source, int column, const char *one)
{
	const struct column *in = source->feeding->in;
	bool phones = strcmp(in[column].name, "phone") == 0;
	char address[256] = "";
	if (phones != (strchr(one, '@') != NULL))
		return column;
	if (phones)
		email_fold(one, address);
	if (phones ? !*address : !phone_parse(one, source->crm->country).e164)
		return column;
	for (int i = 0; in[i].name; i++)
		if (strcmp(in[i].name, phones ? "email" : "phone") == 0)
			return i;
	return column;
}

static bool add_cell(struct input *source, const char **value, int column, const char *cell)
{
	if (!source->several[column])
		return add_value(source, value, column, cell);
	bool ok = true;
	while (ok && cell) {
		const char *one = cell_next(&source->crm->chunk, &cell);
		ok = one && (!*one || add_value(source, value, column_of_value(source, column, one), one));
	}
	return ok;
}

/* One that is written behind a name goes where it belongs. */
static bool add_contact(struct input *source, const char **value, const char *column, const char *contact)
{
	const struct column *in = source->feeding->in;
	for (int i = 0; contact && in[i].name; i++)
		if (strcmp(in[i].name, column) == 0)
			return add_value(source, value, i, contact);
	return true;
}

static bool part_name(struct input *source, const char **value)
{
	const char **name = &value[source->named >= 0 ? source->named : source->n_columns]; /* the last is NULL */
	struct cell_person person;
	if (!*name || !strpbrk(*name, "@(<["))
		return true;
	if (!cell_person_read(&source->crm->chunk, *name, source->crm->country, &person))
		return false;
	if (!person.name)
		return true;
	*name = *person.name ? person.name : NULL;
	return (!person.others || row_more_add(&source->more, "name", person.others, -1)) &&
	       add_contact(source, value, "email", person.email) && add_contact(source, value, "phone", person.phone);
}

/* 1C calls whoever buys «Контрагент», persons too: where no column names one, who has no form of organisation and two
   words or more may be one. */
static bool name_of_company(struct input *source, const char **value)
{
	struct buf sound = {0};
	const char **company = NULL;
	for (int i = 0; source->nameless && source->feeding->in[i].name && !company; i++)
		company = strcmp(source->feeding->in[i].name, "company") == 0 ? &value[i] : NULL;
	if (!company || !*company || value[source->named] || !strchr(*company, ' ') ||
	    strpbrk(*company, "\"«»0123456789"))
		return true;
	bool organisation = organisation_sound_put(&sound, *company), failed = sound.failed;
	buf_free(&sound);
	if (!organisation) {
		value[source->named] = *company;
		*company = NULL;
	}
	return !failed;
}

/* A name in pieces is one name; pieces beside a whole name are attributes. */
static bool add_pieces(struct input *source, const struct cells *cells, const char **value, int column)
{
	const struct binding *b = &source->binding;
	const char *whole = value[column];
	bool ok = cell_name_of_pieces(&source->crm->chunk, b, cells->cell, cells->n, column, &value[column]);
	if (value[column] != whole)
		return ok;
	for (int i = 0; ok && i < b->n && i < cells->n; i++)
		if (b->of[i] == column && cell_is_piece(b, i) && *cells->cell[i])
			ok = row_more_add(&source->more, b->name[i], cells->cell[i], -1);
	return ok;
}

/* Not a column of ours: an attribute, or a piece of one that waits for the others. */
static bool add_other(struct input *source, const char *cell, int i)
{
	const struct binding *b = &source->binding;
	return cell_is_piece(b, i) ||
	       row_more_add(&source->more, b->name[i], cell, b->use[i] == USE_MAYBE ? b->of[i] : -1);
}

/* 20.11.2026 and 10:00:15 of two columns. */
static bool add_time(struct arena *chunk, const char **date, const char *time)
{
	if (!*date || strchr(*date, ':') || !strchr(time, ':') || strpbrk(time, ".-/"))
		return true;
	*date = arena_format(chunk, "%s %s", *date, time);
	return *date != NULL;
}

/* What the map makes of a cell. What stands there for something of ours keeps its own words beside it, and has nothing
   more to say. Returns the column it goes to. */
static int translate_cell(struct input *source, const char **value, int i, const char **cell)
{
	struct binding *b = &source->binding;
	const struct column *in = source->feeding->in;
	const char *to = bind_translate(b, source->header.cell, in, front_synonyms(source->crm), i, *cell);
	int ours = b->ours[i];
	if (!to || ours >= 0 || b->use[i] != USE_MAYBE) {
		*cell = to ? to : *cell;
		return ours;
	}
	if (*to && !value[b->of[i]])
		value[b->of[i]] = to;
	return INPUT_SAID;
}

static bool add_cells(struct input *source, const struct cells *cells, const char **value)
{
	const struct binding *b = &source->binding;
	bool ok = true;
	for (int i = 0; ok && i < b->n && i < cells->n; i++) {
		int ours = b->ours[i];
		if (!*cells->cell[i])
			continue;
		const char *cell = cell_plain(&source->crm->chunk, cells->cell[i]);
		if (!cell)
			return false;
		if (*cell && b->translated && b->translated[i])
			ours = translate_cell(source, value, i, &cell);
		if (*cell && ours != INPUT_NOT_TAKEN)
			ok = ours >= 0            ? add_cell(source, value, ours, cell)
			     : ours == INPUT_SAID ? row_more_add(&source->more, b->name[i], cell, -1)
			                          : add_other(source, cell, i);
	}
	for (int i = 0; i < b->n && i < cells->n; i++)
		if (b->use[i] == USE_SPARE && b->ours[i] == -1 && *cells->cell[i] && !value[b->of[i]])
			value[b->of[i]] = cells->cell[i];
		else if (b->use[i] == USE_TIME && *cells->cell[i])
			ok = ok && add_time(&source->crm->chunk, &value[b->of[i]], cells->cell[i]);
	for (int j = 0; ok && b->pieces && j < source->n_columns; j++)
		ok = add_pieces(source, cells, value, j);
	return ok && name_of_company(source, value) && part_name(source, value);
}

/* What the operands say where the record says nothing, and their attributes. */
static bool add_operands(struct input *source, const char **value)
{
	const struct operands *operands = &source->operands;
	bool ok = true;
	if (!operands->fill)
		return true;
	for (int i = 0; ok && i < source->n_columns; i++)
		if (!value[i] && operands->filled[i] && *operands->filled[i])
			ok = add_cell(source, value, i, operands->filled[i]);
	for (int i = 0; ok && i < operands->more.n; i++) {
		const struct row_extra *extra = &operands->more.extra[i];
		ok = !*extra->value || row_more_add(&source->more, extra->name, extra->value, extra->maybe);
	}
	return ok;
}

/* The attributes gathered, into crm->chunk. */
static enum status keep_attributes(const struct input *source, struct rec *rec)
{
	const struct row_more *more = &source->more;
	size_t n = (size_t)more->n;
	const char **names = n ? arena_get(&source->crm->chunk, n * 2 * sizeof *names) : NULL,
	           **values = names ? names + n : NULL;
	int *maybe = NULL;
	bool any = false;
	for (int i = 0; i < more->n; i++)
		any = any || more->extra[i].maybe >= 0;
	if (any)
		maybe = arena_get(&source->crm->chunk, n * sizeof *maybe);
	if ((n && !names) || (any && !maybe))
		return why_memory(&source->crm->why);
	for (size_t i = 0; i < n; i++) {
		names[i] = more->extra[i].name;
		values[i] = more->extra[i].value;
		if (maybe)
			maybe[i] = more->extra[i].maybe;
	}
	rec->n_more = more->n;
	rec->more_name = names;
	rec->more_value = values;
	rec->maybe = maybe;
	return CRM_OK;
}

enum status row_record_make(struct input *source, const struct cells *cells, struct rec *rec)
{
	const char **value = arena_zero(&source->crm->chunk, ((size_t)source->n_columns + 1) * sizeof *value);
	source->more.n = 0;
	if (!value || (cells && !add_cells(source, cells, value)) || !add_operands(source, value) ||
	    (!cells && !part_name(source, value)))
		return why_memory(&source->crm->why);
	*rec = (struct rec){.value = value, .operand = source->operands.filled};
	return keep_attributes(source, rec);
}

static void tell_contacts(struct input *source, const struct contact_column *found, int n)
{
	for (int i = 0; i < n; i++)
		input_note(source,
		    found[i].taken
		        ? _("column «%s» is taken for %s: that is what stands in its cells")
		        : _("column «%s» is not taken, though its cells look like %s, which no column gives: "
		            "--map (from,to) says what it is"),
		    found[i].heading, found[i].column);
}

/* Calls, tasks and meetings of another system are no inquiries; but calls with the phones of who called are. */
static enum status check_activities(const struct input *source)
{
	static const char *const reach[] = {"phone", "email", "inn"};
	const struct binding *b = &source->binding;
	const char *told[ACTIVITY_TOLD];
	struct crm *crm = source->crm;
	for (int i = 0; i < b->n; i++)
		for (size_t j = 0; j < sizeof reach / sizeof *reach; j++)
			if (b->ours[i] >= 0 && strcmp(source->feeding->in[b->ours[i]].name, reach[j]) == 0)
				return CRM_OK;
	enum status status = activity_headings(source->header.cell, b->n, &crm->chunk, told, &crm->why);
	if (status != CRM_OK || !told[0])
		return status;
	return why_set(&crm->why, CRM_DATA,
	    _("columns «%.60s» and «%.60s» are of a list of calls, tasks or meetings, and none is of phones or "
	      "addresses: "
	      "its rows are no inquiries; crm-touch-add and crm-task-add take it with the lead of each row, and --map "
	      "(from,to) says which column tells who it is"),
	    told[0], told[1]);
}

/* Phones and addresses under a heading that nobody knows. What tells who it is may be among them. */
static enum status look_at_cells(struct input *source, const struct cells *raw, int n)
{
	const struct feeding *feeding = source->feeding;
	struct crm *crm = source->crm;
	const struct bind_sample sample = {&source->header, raw, n, crm->country};
	struct contact_column *found;
	int n_found;
	bool any_filled = false, first = !source->seen;
	if (!feeding->keeps_more || source->header_is_id)
		return CRM_OK;
	if (!source->seen && !(source->seen = arena_zero(&crm->run, (size_t)source->binding.n + 1)))
		return why_memory(&crm->why);
	const struct synonyms *synonyms = source->plain ? NULL : front_synonyms(source->crm);
	enum status status = bind_cells(
	    &source->binding, &sample, feeding->in, synonyms, source->seen, &crm->run, &found, &n_found, &crm->why);
	if (status != CRM_OK)
		return status;
	tell_contacts(source, found, n_found);
	if (first && source->named >= 0 && !front.options.map && (status = check_activities(source)) != CRM_OK)
		return status;
	for (int i = 0; feeding->in[i].name; i++)
		any_filled = any_filled || (feeding->in[i].any && source->operands.filled[i]);
	return any_filled ? CRM_OK : bind_check_any(&source->binding, feeding->in, &crm->why);
}

enum status row_records_make(struct input *source, struct rec *recs, const struct cells *raw, int n)
{
	if (!source->reader)
		return CRM_OK;
	enum status status = look_at_cells(source, raw, n);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		status = row_record_make(source, &raw[i], &recs[i]);
		recs[i].line = raw[i].line;
		recs[i].row = raw[i].row + source->header_is_id;
	}
	return status;
}

enum status row_record_fill(struct input *source, struct rec *rec)
{
	const char **value = (const char **)(uintptr_t)rec->value; /* ours, given to the command to fill */
	source->more.n = 0;
	for (int i = 0; i < rec->n_more; i++)
		if (!row_more_add(&source->more, rec->more_name[i], rec->more_value[i], -1))
			return why_memory(&source->crm->why);
	rec->operand = source->operands.filled;
	return add_operands(source, value) ? keep_attributes(source, rec) : why_memory(&source->crm->why);
}

static const char *list_any(struct arena *chunk, const struct column *in)
{
	struct buf names = {0};
	for (; in->name; in++) {
		if (!in->any)
			continue;
		if (names.length)
			buf_char(&names, ' ');
		buf_put(&names, in->name);
	}
	const char *text = arena_format(chunk, _("needs at least one of: %s"), names.text ? names.text : "");
	buf_free(&names);
	return text;
}

static bool has_column(const struct input *source, int column)
{
	bool has = false;
	for (int i = 0; source->operands.from_stdin && i < source->binding.n && !has; i++)
		has = source->binding.ours[i] == column;
	return has;
}

static const char *find_missing(const struct input *source, const struct rec *rec, const char **column)
{
	const struct column *in = source->feeding->in;
	bool need_any = false, has_any = false;
	for (int k = 0; k < source->n_asked; k++) {
		int i = source->asked[k];
		if (in[i].required && !rec->value[i]) {
			*column = in[i].name;
			const char *reason = arena_format(&source->crm->chunk,
			    has_column(source, i) ? _("missing: %s (its column is empty)") : _("missing: %s"),
			    in[i].name);
			return reason ? reason : _("no memory");
		}
		need_any = need_any || in[i].any;
		has_any = has_any || (in[i].any && rec->value[i]);
	}
	return need_any && !has_any ? list_any(&source->crm->chunk, in) : NULL;
}

static const char *upstream_reason(struct arena *chunk, const char *reason)
{
	const char *said = arena_format(chunk, _("rejected before: %s"), "");
	if (said && *said && strncmp(reason, said, strlen(said)) == 0)
		return reason;
	return arena_format(chunk, _("rejected before: %s"), reason);
}

/* The reason for a cell that is not UTF-8, and the column as we or they call it. */
static const char *broken_cell(const struct input *source, const struct cells *raw, const char **column)
{
	struct buf text = {0};
	const struct binding *b = &source->binding;
	int ours = raw->fault < b->n ? b->ours[raw->fault] : -1;
	if (ours == -1 && raw->fault < b->n && cell_is_piece(b, raw->fault))
		ours = b->of[raw->fault];
	if (raw->fault < b->n)
		*column = ours >= 0 ? source->feeding->in[ours].name : b->name[raw->fault];
	text_visible_put(&text, raw->cell[raw->fault]);
	const char *reason = text.failed ? NULL : arena_format(&source->crm->chunk, _("not UTF-8: «%s»"), text.text);
	buf_free(&text);
	return reason ? reason : _("no memory");
}

const char *row_record_fault(
    const struct input *source, const struct rec *rec, const struct cells *raw, const char **column)
{
	bool from_stdin = source->operands.from_stdin;
	*column = NULL;
	if (rec->fault)
		return rec->fault;
	if (from_stdin && raw->fault >= 0)
		return broken_cell(source, raw, column);
	if (from_stdin && raw->n > source->binding.n)
		for (int i = source->binding.n; i < raw->n; i++)
			if (*raw->cell[i])
				return arena_format(&source->crm->chunk, _("%d cells, but the header has %d"), raw->n,
				    source->binding.n);
	/* What was rejected upstream has no number to work on; it stays rejected, and says why. */
	if (source->feeding->bare_ids && source->verdict >= 0 && source->verdict < raw->n && !rec->value[0] &&
	    strcmp(raw->cell[source->verdict], VERDICT_REJECTED) == 0)
		return upstream_reason(&source->crm->chunk,
		    source->reason >= 0 && source->reason < raw->n ? raw->cell[source->reason] : "");
	return find_missing(source, rec, column);
}

enum status row_record_remark(const struct cells *raw, struct answer *answer)
{
	if (!raw->remark || answer_is_rejected(answer))
		return CRM_OK;
	const char *said = answer->reason ? answer->reason : "";
	answer->reason = arena_format(&front.crm.chunk, "%s%s%s", said, *said ? "; " : "", raw->remark);
	return answer->reason ? CRM_OK : why_memory(&front.crm.why);
}
