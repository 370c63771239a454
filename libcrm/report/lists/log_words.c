#include "report/lists/log_words.h"

#include "book/history/history.h"
#include "report/kit/scan.h"
#include "report/lists/log_words.sql.h"

/* ${form}: D, M and Y stand for the numbers. */
static void put_day(struct buf *out, const char *form, day_t day)
{
	int year, month, mday;
	day_split(day, &year, &month, &mday);
	for (; *form; form++)
		if (*form == 'Y')
			buf_format(out, "%04d", year);
		else if (*form == 'M' || *form == 'D')
			buf_format(out, "%02d", *form == 'M' ? month : mday);
		else
			buf_char(out, *form);
}

void log_words_time(struct crm *crm, struct buf *out, instant_t at)
{
	day_t day = zone_day(crm->zone, at), today = zone_day(crm->zone, crm->now);
	int minutes = (int)((at + zone_offset(crm->zone, at) - (int64_t)day * 86400) / 60);
	int year, this_year, month, mday;
	day_split(day, &year, &month, &mday);
	day_split(today, &this_year, &month, &mday);
	if (day == today || day == today - 1)
		buf_put(out, day == today ? _("today") : _("yesterday"));
	else if (year == this_year)
		put_day(out, _("M-D"), day);
	else
		put_day(out, _("Y-M-D"), day);
	buf_format(out, " %02d:%02d", minutes / 60, minutes % 60);
}

/* What the events of a batch are about: each lead, client or task once. */
struct batch_holds {
	struct crm *crm;
	int column, events;
	struct wanted what;
};

static enum status add_held(void *arg, struct stmt *row)
{
	struct batch_holds *holds = arg;
	holds->events++;
	return db_null(row, holds->column) ? CRM_OK : wanted_add(holds->crm, &holds->what, db_int(row, holds->column));
}

static enum status count_held(struct batch_holds *holds, int column, const struct val *range)
{
	holds->column = column;
	holds->events = 0;
	enum status status = scan_rows(holds->crm, sql_words_batch_holds, range, add_held, holds);
	wanted_sort(&holds->what);
	return status;
}

/* Leads if there are any, else clients, else tasks and the like, else settings. */
static enum status put_counts(struct crm *crm, struct buf *out, int64_t batch, int64_t first, int64_t last)
{
	struct batch_holds holds = {.crm = crm};
	enum status status = CRM_OK;
	int column = 0, n;
	while (column < 3 && status == CRM_OK && holds.what.n == 0)
		status = count_held(&holds, column++, VALS(V_INT(first), V_INT(last), V_INT(batch)));
	n = holds.what.n;
	wanted_free(&holds.what);
	if (status != CRM_OK)
		return status;
	if (n == 0)
		buf_format(out, ngettext("%d row of settings", "%d rows of settings", (unsigned long)holds.events),
		    holds.events);
	else if (column == 1)
		buf_format(out, ngettext("%d lead", "%d leads", (unsigned long)n), n);
	else if (column == 2)
		buf_format(out, ngettext("%d client", "%d clients", (unsigned long)n), n);
	else
		buf_format(out, ngettext("%d task", "%d tasks", (unsigned long)n), n);
	return CRM_OK;
}

enum status log_words_batch(struct crm *crm, struct buf *out, int64_t batch)
{
	struct stmt *row;
	enum status status = db_ask_one(crm->db, sql_words_batch, VALS(V_INT(batch)), &row);
	if (status != CRM_OK)
		return status;
	int64_t first = db_int(row, 3), last = db_int(row, 4);
	bool stands = true;
	log_words_time(crm, out, db_int(row, 2));
	buf_format(out, " %s %s: ", db_text(row, 1), db_text(row, 0));
	db_done(row);
	status = put_counts(crm, out, batch, first, last);
	if (status == CRM_OK)
		status = history_batch_stands(crm, batch, &stands);
	if (!stands)
		buf_put(out, _(" (taken back)"));
	return status == CRM_OK && out->failed ? why_memory(&crm->why) : status;
}
