#include "report/lists/log_words.h"

#include "book/history/history.h"
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

/* What its events are about: leads if there are any, else clients, else tasks and the like, else settings. */
static enum status put_counts(struct crm *crm, struct buf *out, int64_t batch, int64_t first, int64_t last)
{
	struct stmt *row;
	enum status status =
	    db_ask_one(crm->db, sql_words_batch_holds, VALS(V_INT(first), V_INT(last), V_INT(batch)), &row);
	if (status != CRM_OK)
		return status;
	int events = (int)db_int(row, 0), leads = (int)db_int(row, 1), clients = (int)db_int(row, 2),
	    refs = (int)db_int(row, 3);
	db_done(row);
	if (leads)
		buf_format(out, ngettext("%d lead", "%d leads", (unsigned long)leads), leads);
	else if (clients)
		buf_format(out, ngettext("%d client", "%d clients", (unsigned long)clients), clients);
	else if (refs)
		buf_format(out, ngettext("%d task", "%d tasks", (unsigned long)refs), refs);
	else
		buf_format(out, ngettext("%d row of settings", "%d rows of settings", (unsigned long)events), events);
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
