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

struct ahead_name {
	instant_t at;
	int64_t lead; /* 0: of none */
};

static struct ahead_name read_name(const char *name)
{
	char *rest;
	struct ahead_name one = {.at = strtoll(name + strlen("ahead "), &rest, 10)};
	one.lead = strtoll(rest, NULL, 10);
	return one;
}

static void name_one(const struct crm *crm, const struct ahead_name *one, struct buf *text)
{
	buf_put(text, text->length ? ", " : "");
	if (one->lead)
		buf_format(text, _("lead %lld: "), (long long)one->lead);
	instant_put(text, crm->zone, one->at);
}

/* In its place among the leads, unless it is there. */
static void add_lead(struct ahead *ahead, int64_t lead)
{
	int at = ahead->n;
	while (at > 0 && ahead->lead[at - 1] >= lead)
		at--;
	if (at < ahead->n && ahead->lead[at] == lead)
		return;
	if (lead == 0 || ahead->n == AHEAD_LEADS) {
		ahead->of_leads = false;
		return;
	}
	memmove(ahead->lead + at + 1, ahead->lead + at, (size_t)(ahead->n - at) * sizeof *ahead->lead);
	ahead->lead[at] = lead;
	ahead->n++;
}

static enum status read_all(struct crm *crm, struct ahead *ahead, struct buf *text, int *n)
{
	char after[32];
	struct stmt *row;
	snprintf(after, sizeof after, NAME_FORMAT, (long long)crm->now + 1);
	enum status status = db_ask(crm->db, sql_ahead_after, VALS(V_TEXT(after), V_TEXT(NAMES_END)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		const struct ahead_name one = read_name(db_text(row, 0));
		if (!ahead->lead && !(ahead->lead = arena_get(&crm->run, AHEAD_LEADS * sizeof *ahead->lead))) {
			db_done(row);
			return why_memory(&crm->why);
		}
		if (ahead->of_leads)
			add_lead(ahead, one.lead);
		if ((*n)++ < NAMED)
			name_one(crm, &one, text);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status ahead_note(struct crm *crm, struct ahead *ahead)
{
	struct buf text = {0};
	int n = 0;
	*ahead = (struct ahead){.of_leads = true};
	enum status status = read_all(crm, ahead, &text, &n);
	if (n > NAMED)
		buf_format(&text, _(" and %d more"), n - NAMED);
	if (status == CRM_OK && text.failed)
		status = why_memory(&crm->why);
	ahead->any = n > 0;
	if (status == CRM_OK && n)
		note(crm, _("not yet, so in no figure: %s"), text.text);
	buf_free(&text);
	return status;
}
