#include "book/context/column_reading.h"

#include "base/text/casefold.h"

bool column_is_due(const char *name)
{
	return strcmp(name, "due") == 0 || strcmp(name, "next_due") == 0;
}

bool column_holds_times(const char *name)
{
	static const char *const times[] = {"at", "closed", "stage_since", "created_at", NULL};
	return column_is_due(name) || text_is_among(name, times);
}

static bool holds_sums(const char *name)
{
	return strcmp(name, "amount") == 0;
}

const struct column_reading *column_reading(const struct crm *crm, const char *column)
{
	for (int i = 0; i < crm->n_readings; i++)
		if (strcmp(crm->readings[i].column, column) == 0)
			return &crm->readings[i];
	return NULL;
}

const char *column_called(const struct crm *crm, const char *column)
{
	const struct column_reading *reading = column_reading(crm, column);
	return reading && reading->heading ? reading->heading : column;
}

static enum status remember(struct crm *crm, struct column_cell *cell, const struct rec *rec, const char *text)
{
	if (cell->row)
		return CRM_OK;
	cell->row = rec->row;
	cell->text = arena_format(&crm->run, "%.60s", text);
	return cell->text ? CRM_OK : why_memory(&crm->why);
}

static enum status look_at_times(
    struct crm *crm, struct column_reading *reading, int column, const struct rec *recs, int n)
{
	enum status status = CRM_OK;
	for (int i = 0; i < n && status == CRM_OK; i++) {
		const char *text = recs[i].value[column];
		switch (text ? date_says(text) : DATE_SAYS_NOTHING) {
		case DATE_SAYS_NOTHING: break;
		case DATE_EITHER: status = remember(crm, &reading->either, &recs[i], text); break;
		case DATE_DAY_FIRST: status = remember(crm, &reading->day_first, &recs[i], text); break;
		case DATE_MONTH_FIRST: status = remember(crm, &reading->month_first, &recs[i], text); break;
		}
	}
	return status;
}

static char sign_of(const struct column_cell *cell)
{
	return cell->row ? cell->text[strspn(cell->text, " 0123456789")] : '\0';
}

/* A column that does not tell is as the others of its file that are written alike: one program has written them. */
static enum date_order order_of_others(const struct crm *crm, const struct column_reading *reading)
{
	bool day = false, month = false;
	char sign = sign_of(&reading->either);
	for (int i = 0; i < crm->n_readings && sign; i++) {
		day = day || sign_of(&crm->readings[i].day_first) == sign;
		month = month || sign_of(&crm->readings[i].month_first) == sign;
	}
	return day == month ? crm->dates : day ? DATES_DMY : DATES_MDY;
}

/* ${before}: as it was read until now. */
static enum status judge_times(struct crm *crm, struct column_reading *reading, const struct column_reading *before)
{
	const char *called = reading->heading ? reading->heading : reading->column;
	const struct column_cell *day = &reading->day_first, *month = &reading->month_first;
	if (day->row && month->row)
		return why_set(&crm->why, CRM_DATA,
		    _("column %.100s: the day comes first in row %ld («%s»), the month in row %ld («%s»): one of them "
		      "is wrong; "
		      "--dates dmy or mdy takes the rows that fit"),
		    called, day->row, day->text, month->row, month->text);
	if (day->row || month->row)
		reading->order = day->row ? DATES_DMY : DATES_MDY;
	else if (!before->either.row)
		reading->order = order_of_others(crm, reading);
	if (before->either.row && !before->day_first.row && !before->month_first.row &&
	    reading->order != before->order && (day->row || month->row))
		return why_set(&crm->why, CRM_DATA,
		    _("column %.100s: row %ld («%s») shows that rows before, such as row %ld («%s»), were read the "
		      "wrong way "
		      "round: take them back with crm-undo, and give --dates"),
		    called, day->row ? day->row : month->row, day->row ? day->text : month->text, before->either.row,
		    before->either.text);
	if (before->day_first.row || before->month_first.row)
		return CRM_OK;
	if (day->row)
		explain(
		    crm, _("column %s: the day comes before the month, by row %ld: «%s»"), called, day->row, day->text);
	else if (month->row)
		explain(crm, _("column %s: the month comes before the day, by row %ld: «%s»"), called, month->row,
		    month->text);
	else if (reading->either.row && !before->either.row && reading->order != crm->dates)
		explain(crm,
		    reading->order == DATES_MDY ? _("column %s: the month comes before the day, as in another column")
		                                : _("column %s: the day comes before the month, as in another column"),
		    called);
	else if (reading->either.row && !before->either.row)
		explain(crm,
		    reading->order == DATES_MDY ? _("column %s: no row tells the day from the month; the month is "
		                                    "taken to come first, as is usual here")
		                                : _("column %s: no row tells the day from the month; the day is taken "
		                                    "to come first, as is usual here"),
		    called);
	return CRM_OK;
}

static void look_at_sums(struct crm *crm, struct column_reading *reading, int column, const struct rec *recs, int n)
{
	bool either = false;
	unsigned says = 0;
	if (reading->way.decimals) /* it was decided before */
		return;
	for (int i = 0; i < n && !either; i++)
		either = recs[i].value[column] && money_either(recs[i].value[column]);
	for (int i = 0; i < n && either; i++) {
		struct money_written written;
		if (recs[i].value[column] && money_read(recs[i].value[column], &reading->way, &written) == CRM_OK)
			says |= written.says;
	}
	reading->way.decimals = money_decimals(says);
	if (reading->way.decimals)
		explain(crm, _("column %s: «%c» parts decimals off"),
		    reading->heading ? reading->heading : reading->column, reading->way.decimals);
}

static void begin_sums(struct crm *crm, struct column_reading *reading)
{
	if (!currency_named(setting(crm, "currency", "RUB"), NULL, reading->own))
		memcpy(reading->own, "RUB", 4);
	reading->way.own = reading->own;
	if (!reading->heading)
		return;
	reading->way.unsure = !money_heading(reading->heading, reading->own, &reading->way.power, reading->currency);
	if (*reading->currency && strcmp(reading->currency, reading->own) != 0)
		explain(crm, _("column %s: sums are in %s, by its heading"), reading->heading, reading->currency);
	if (reading->way.power)
		explain(crm, _("column %s: sums are counted by 10 to the power of %d, by its heading"),
		    reading->heading, reading->way.power);
}

static enum status begin(struct crm *crm, const struct column *columns, const char *const *headings)
{
	int n = 0;
	for (int c = 0; columns[c].name; c++)
		n += column_holds_times(columns[c].name) || holds_sums(columns[c].name);
	crm->readings = arena_zero(&crm->run, ((size_t)n + 1) * sizeof *crm->readings);
	if (!crm->readings)
		return why_memory(&crm->why);
	for (int c = 0; columns[c].name; c++) {
		if (!column_holds_times(columns[c].name) && !holds_sums(columns[c].name))
			continue;
		struct column_reading *reading = &crm->readings[crm->n_readings++];
		*reading = (struct column_reading){
		    .column = columns[c].name, .heading = headings ? headings[c] : NULL, .order = crm->dates};
		if (holds_sums(columns[c].name))
			begin_sums(crm, reading);
	}
	return CRM_OK;
}

static int column_at(const struct column *columns, const char *name)
{
	for (int c = 0; columns[c].name; c++)
		if (strcmp(columns[c].name, name) == 0)
			return c;
	return -1;
}

enum status column_reading_learn(
    struct crm *crm, const struct column *columns, const char *const *headings, const struct rec *recs, int n)
{
	enum status status = crm->readings ? CRM_OK : begin(crm, columns, headings);
	size_t size = (size_t)crm->n_readings * sizeof *crm->readings;
	struct column_reading *before = status == CRM_OK ? arena_get(&crm->chunk, size + 1) : NULL;
	if (!before)
		return status == CRM_OK ? why_memory(&crm->why) : status;
	memcpy(before, crm->readings, size);
	for (int i = 0; i < crm->n_readings && status == CRM_OK; i++) {
		struct column_reading *reading = &crm->readings[i];
		int c = column_at(columns, reading->column);
		if (c >= 0 && holds_sums(reading->column))
			look_at_sums(crm, reading, c, recs, n);
		else if (c >= 0 && !crm->dates_given)
			status = look_at_times(crm, reading, c, recs, n);
	}
	for (int i = 0; i < crm->n_readings && status == CRM_OK && !crm->dates_given; i++)
		if (!holds_sums(crm->readings[i].column))
			status = judge_times(crm, &crm->readings[i], &before[i]);
	return status;
}

enum status column_time(struct crm *crm, const char *column, const char *text, instant_t *at, bool *day_only)
{
	const struct column_reading *reading = column_reading(crm, column);
	enum date_order order = reading ? reading->order : crm->dates;
	if (crm->dates_given && order != DATES_YMD) {
		enum date_says says = date_says(text);
		if (says == (order == DATES_DMY ? DATE_MONTH_FIRST : DATE_DAY_FIRST))
			return CRM_DATA;
	}
	return instant_read(text, crm->zone, order, at, day_only);
}
