#include "book/projection/ahead.h"

#include "book/projection/ahead.sql.h"

#define NAMED 3 /* so many are named */

/* In order of time as texts. */
#define NAME_FORMAT "ahead %012lld"
#define NAMES_END "ahead!"

enum status ahead_count(struct crm *crm, instant_t at, int64_t lead, int sign)
{
	char name[64];
	snprintf(name, sizeof name, NAME_FORMAT " %lld", (long long)at, (long long)lead);
	enum status status = db_run(crm->db, sql_ahead_add, VALS(V_TEXT(name), V_INT(sign)));
	return status == CRM_OK && sign < 0 ? db_run(crm->db, sql_ahead_drop, VALS(V_TEXT(name))) : status;
}

static void name_one(const struct crm *crm, const char *name, struct buf *text)
{
	char *rest;
	instant_t at = strtoll(name + strlen("ahead "), &rest, 10);
	int64_t lead = strtoll(rest, NULL, 10);
	buf_put(text, text->length ? ", " : "");
	if (lead)
		buf_format(text, _("lead %lld: "), (long long)lead);
	instant_put(text, crm->zone, at);
}

enum status ahead_note(struct crm *crm, bool *any)
{
	char after[32];
	struct stmt *row;
	struct buf text = {0};
	int n = 0;
	snprintf(after, sizeof after, NAME_FORMAT, (long long)crm->now + 1);
	enum status status = db_ask(crm->db, sql_ahead_after, VALS(V_TEXT(after), V_TEXT(NAMES_END)), &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK)
		if (n++ < NAMED)
			name_one(crm, db_text(row, 0), &text);
	if (n > NAMED)
		buf_format(&text, _(" and %d more"), n - NAMED);
	if (status == CRM_NONE && text.failed)
		status = why_memory(&crm->why);
	*any = n > 0;
	if (status == CRM_NONE && n)
		note(crm, _("not yet, so in no figure: %s"), text.text);
	buf_free(&text);
	return status == CRM_NONE ? CRM_OK : status;
}
