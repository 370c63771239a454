#include "book/setup/conf_put.h"

#include "base/text/json.h"
#include "book/projection/record.h"
#include "book/setup/lint.h"

static int count_columns(const struct conf_table *table)
{
	int n = 0;

	while (table->column[n].name)
		n++;
	return n;
}

static const char *to_json(struct crm *crm, const struct conf_table *table, const char *const *row)
{
	struct buf text = {0};
	const char *copy;

	json_open(&text);
	json_text(&text, "table", table->name);
	for (int i = 0; table->column[i].name; i++)
		json_text(&text, table->column[i].name, row[i]);
	json_close(&text);
	copy = text.failed ? NULL : arena_copy(&crm->chunk, text.text);
	buf_free(&text);
	return copy;
}

/* Clean what was given, keys first: the row they name fills the gaps. */
static enum status fill_row(struct crm *crm, const struct conf_table *table, const char *const *values, bool keys,
    const char *const *now, const char **row, struct answer *answer)
{
	for (int i = 0; table->column[i].name; i++) {
		const struct conf_column *column = &table->column[i];
		bool own = column->flags & CONF_OWN;
		const char *given = own ? NULL : values[i], *fallback = column->fallback ? column->fallback : "";
		enum status status = CRM_OK;
		if (keys != !!(column->flags & CONF_KEY))
			continue;
		if (!given)
			row[i] = now && !own ? now[i] : fallback;
		else if (strcmp(given, "-") == 0)
			row[i] = fallback;
		else
			status = conf_meant_cell(crm, column, &given);
		if (given && status == CRM_OK && strcmp(given, "-") != 0)
			status = conf_clean(crm, column, given, row, &row[i], answer);
		if (status == CRM_OK && keys && !*row[i] && (column->flags & CONF_NEED))
			status = reject_cell(crm, answer, column->name, _("missing: %s"), column->name);
		if (status != CRM_OK)
			return status;
	}
	return CRM_OK;
}

/* Either may be NULL: a row that was not there, or is not any more. */
static enum status put_event(
    struct crm *crm, const struct conf_table *table, const char *const *now, const char *const *row)
{
	struct event event = {.kind = EV_CONF_PUT, .occurred_at = crm->now};

	event.old = now ? to_json(crm, table, now) : NULL;
	event.new = row ? to_json(crm, table, row) : NULL;
	if ((row && !event.new) || (now && !event.old))
		return why_memory(&crm->why);
	return record(crm, &event);
}

/* ${row}: as it is kept. */
static enum status put_row(
    struct crm *crm, const struct conf_table *table, const char *const *values, const char **row, struct answer *answer)
{
	const char *there[CONF_WIDTH] = {0}, **now = NULL;
	enum status status = fill_row(crm, table, values, true, NULL, row, answer);
	bool same = true;

	if (status == CRM_OK) {
		status = conf_one(crm, table, row, there);
		now = status == CRM_OK ? there : NULL;
		status = status == CRM_NONE ? CRM_OK : status;
	}
	if (status == CRM_OK)
		status = fill_row(crm, table, values, false, now, row, answer);
	if (status == CRM_OK)
		status = conf_check(crm, table, row, answer);
	if (status != CRM_OK)
		return reject_end(answer, status);
	for (int i = 0; now && i < count_columns(table); i++)
		same = same && strcmp(now[i], row[i]) == 0;
	if (now && same) {
		answer->verdict = VERDICT_KNOWN;
		return CRM_OK;
	}
	status = put_event(crm, table, now, row);
	if (status == CRM_OK)
		answer->verdict = VERDICT_DONE;
	return status;
}

static enum status no_column(struct crm *crm, const struct conf_table *table, const char *name, struct answer *answer)
{
	struct buf known = {0};
	for (int i = 0; table->column[i].name && !(table->column[i].flags & CONF_OWN); i++)
		buf_format(&known, " %s", table->column[i].name);
	enum status status = known.failed ? why_memory(&crm->why)
	                                  : reject(crm, answer, name, _("settings %s have no column «%s», but%s"),
	                                        table->name, name, known.text);
	buf_free(&known);
	return status;
}

enum status conf_put(struct crm *crm, const struct conf_table *table, const char *const *values, struct answer *answer)
{
	const char *row[CONF_WIDTH] = {0};

	return put_row(crm, table, values, row, answer);
}

enum status conf_put_rec(struct crm *crm, const struct conf_table *table, const struct rec *rec, struct answer *answer)
{
	answer->named = table->name;
	/* Rejects fed back bring their reason along. */
	for (int i = 0; i < rec->n_more; i++)
		if (strncmp(rec->more_name[i], "reason", 6) != 0)
			return no_column(crm, table, rec->more_name[i], answer);
	const char *row[CONF_WIDTH] = {0};
	enum status status = put_row(crm, table, rec->value, row, answer);
	if (status != CRM_OK || answer_is_rejected(answer) || strcmp(answer->verdict, VERDICT_DONE) != 0 ||
	    answer->reason)
		return status;
	return conf_remark(crm, table, row[0], &answer->reason);
}

/* The keys as they are kept. The first is what people call the row, if nothing else is called so: *said is why not. */
static enum status take_keys(struct crm *crm, const struct conf_table *table, const struct rec *rec, const char **keys,
    const char **said, struct answer *answer)
{
	enum status status = CRM_OK;

	*said = NULL;
	for (int i = 0; table->column[i].name; i++)
		keys[i] = "";
	for (int i = 0, k = 0; table->column[i].name && status == CRM_OK; i++) {
		const struct conf_column *column = &table->column[i];
		const char *given = column->flags & CONF_KEY ? rec->value[k++] : NULL;
		if (!given)
			continue;
		status = i == 0 ? conf_meant(crm, table->name, &given) : CRM_NONE;
		if (status == CRM_DATA) {
			keys[0] = given;
			*said = arena_copy(&crm->chunk, crm->why.text);
			return *said ? CRM_OK : why_memory(&crm->why);
		}
		if (status == CRM_NONE)
			status = conf_meant_cell(crm, column, &given);
		if (status == CRM_OK)
			status = conf_clean(crm, column, given, keys, &keys[i], answer);
	}
	return status;
}

/* Who says known where a key is only misspelt lets a row stand that nobody wants. */
static enum status drop_nothing(
    struct crm *crm, const struct conf_table *table, const char *const *keys, const char *said, struct answer *answer)
{
	const char *near = conf_nearest(crm, table, keys[0]), *all = keys[0];

	if (near && strcmp(near, keys[0]) != 0)
		return reject(
		    crm, answer, table->column[0].name, _("no %s «%s»: did you mean %s?"), table->name, keys[0], near);
	for (int i = 1; !said && all && table->column[i].name; i++)
		if (*keys[i])
			all = arena_format(&crm->chunk, "%s %s", all, keys[i]);
	answer->verdict = VERDICT_KNOWN;
	answer->reason = said || !all ? said : arena_format(&crm->chunk, _("there is no %s «%s»"), table->name, all);
	return answer->reason ? CRM_OK : why_memory(&crm->why);
}

static enum status drop_row(struct crm *crm, const struct conf_table *table, const char *const *keys,
    const char *const *row, struct answer *answer)
{
	const char *why;
	enum status status = conf_keeps(crm, table, keys, &why);

	if (status == CRM_OK && why)
		return reject(crm, answer, table->column[0].name, "%s", why);
	if (status == CRM_OK)
		status = put_event(crm, table, row, NULL);
	if (status == CRM_OK)
		answer->verdict = VERDICT_DONE;
	return status;
}

enum status conf_drop_rec(struct crm *crm, const struct conf_table *table, const struct rec *rec, struct answer *answer)
{
	const char *keys[CONF_WIDTH] = {0}, *row[CONF_WIDTH], *said;

	answer->named = table->name;
	enum status status = take_keys(crm, table, rec, keys, &said, answer);
	if (status != CRM_OK)
		return reject_end(answer, status);
	status = said ? CRM_NONE : conf_one(crm, table, keys, row);
	if (status == CRM_NONE)
		return drop_nothing(crm, table, keys, said, answer);
	return status == CRM_OK ? drop_row(crm, table, keys, row, answer) : status;
}
