#include "post/mail_out/outbox.h"

#include <sys/random.h>

#include "base/text/phone.h"
#include "post/mail_out/outbox.sql.h"

static void letter_row(struct stmt *row, struct letter *letter)
{
	*letter = (struct letter){.outbox = db_int(row, 0),
	    .name = db_text(row, 1),
	    .msgid = db_text(row, 2),
	    .address = db_text(row, 3),
	    .stranger = db_int(row, 4) != 0,
	    .lead = db_int(row, 5),
	    .subject = db_text(row, 6),
	    .html = strcmp(db_text(row, 7), "html") == 0,
	    .body = db_text(row, 8),
	    .state = (enum outbox_state)db_int(row, 9),
	    .queued_at = db_int(row, 10)};
}

static enum status keep_texts(struct crm *crm, struct letter *letter)
{
	struct arena *run = &crm->run;
	letter->name = arena_copy(run, letter->name);
	letter->msgid = arena_copy(run, letter->msgid);
	letter->address = arena_copy(run, letter->address);
	letter->subject = arena_copy(run, letter->subject);
	letter->body = arena_copy(run, letter->body);
	return letter->name && letter->msgid && letter->address && letter->subject && letter->body
	           ? CRM_OK
	           : why_memory(&crm->why);
}

/* Only what a Message-ID may hold. Who could guess it could write into the lead: an answer to it is a touch there. */
static enum status new_id(struct crm *crm, const char *domain, const char **msgid)
{
	uint64_t chance[2];
	if (getrandom(chance, sizeof chance, 0) != (ssize_t)sizeof chance)
		return why_errno(&crm->why, CRM_IO, _("no random numbers"));
	*msgid = arena_format(
	    &crm->run, "%016llx%016llx@%s", (unsigned long long)chance[0], (unsigned long long)chance[1], domain);
	return *msgid ? CRM_OK : why_memory(&crm->why);
}

enum status outbox_put(struct crm *crm, struct letter *letter, const char *domain)
{
	char folded[256];
	email_fold(letter->address, folded);
	if (!*folded)
		return why_set(&crm->why, CRM_DATA, _("not an address: «%.200s»"), letter->address);
	enum status status = new_id(crm, domain, &letter->msgid);
	if (status != CRM_OK)
		return status;
	letter->state = OUTBOX_QUEUED;
	letter->queued_at = crm->now;
	status = db_run(crm->db, sql_outbox_put,
	    VALS(V_TEXT(letter->name), V_TEXT(letter->msgid), V_TEXT(letter->address), V_INT(letter->stranger),
	        V_ID(letter->lead), V_TEXT(letter->subject), V_TEXT(letter->html ? "html" : "text"),
	        V_TEXT(letter->body), V_INT(crm->now)));
	if (status != CRM_OK)
		return status;
	return db_changed(crm->db) ? CRM_OK : CRM_NONE;
}

enum status outbox_find(struct crm *crm, const char *name, struct letter *letter)
{
	struct stmt *row;
	enum status status = db_ask_one(crm->db, sql_outbox_find, VALS(V_TEXT(name)), &row);
	if (status != CRM_OK)
		return status;
	letter_row(row, letter);
	status = keep_texts(crm, letter);
	db_done(row);
	return status;
}

enum status outbox_open(struct crm *crm, const char *prefix, struct letter **letters, int *n)
{
	struct stmt *row;
	int room = 0;
	*letters = NULL;
	*n = 0;
	enum status status = db_ask(crm->db, sql_outbox_open, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct letter letter;
		letter_row(row, &letter);
		if (prefix && (strncmp(letter.name, prefix, strlen(prefix)) != 0 || letter.name[strlen(prefix)] != '/'))
			continue;
		if (*n == room) {
			struct letter *more =
			    arena_get(&crm->run, (size_t)(room = room ? room * 2 : 16) * sizeof *more);
			if (more && *n)
				memcpy(more, *letters, (size_t)*n * sizeof *more);
			*letters = more;
		}
		status = *letters ? keep_texts(crm, &letter) : why_memory(&crm->why);
		if (status == CRM_OK)
			(*letters)[(*n)++] = letter;
		else
			db_done(row);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status put_for(
    struct crm *crm, const struct letter *like, const struct manager *to, const char *domain, struct letter *letter)
{
	*letter = *like;
	letter->address = to->email;
	letter->name = arena_format(&crm->run, "%s/%s", like->name, to->email);
	enum status status = letter->name ? outbox_put(crm, letter, domain) : why_memory(&crm->why);
	return status == CRM_OK || status == CRM_NONE ? outbox_find(crm, letter->name, letter) : status;
}

enum status outbox_report(
    struct crm *crm, const struct letter *like, const struct manager *const *to, int n, struct letter **letters)
{
	const char *from, *domain;
	*letters = arena_get(&crm->run, (size_t)n * sizeof **letters);
	enum status status = *letters ? outbox_from(crm, &from, &domain) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = db_begin(crm->db);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = put_for(crm, like, to[i], domain, &(*letters)[i]);
	if (status == CRM_OK && !crm->dry_run)
		return db_commit(crm->db);
	db_rollback(crm->db);
	return status;
}

enum status outbox_last(struct crm *crm, const char *prefix, const char **name)
{
	struct stmt *row;
	struct buf tomorrow = {0};
	day_put(&tomorrow, zone_day(crm->zone, crm->now) + 1);
	const char *from = arena_format(&crm->run, "%s/", prefix),
	           *to = tomorrow.failed ? NULL : arena_format(&crm->run, "%s/%s", prefix, tomorrow.text);
	buf_free(&tomorrow);
	if (!from || !to)
		return why_memory(&crm->why);
	enum status status = db_ask_one(crm->db, sql_outbox_last, VALS(V_TEXT(from), V_TEXT(to)), &row);
	if (status != CRM_OK)
		return status;
	*name = arena_copy(&crm->run, db_text(row, 0));
	bool none = db_null(row, 0);
	db_done(row);
	return none ? CRM_NONE : *name ? CRM_OK : why_memory(&crm->why);
}

static enum status run_alone(struct crm *crm, const char *sql, const struct val *vals)
{
	enum status status = db_begin(crm->db);
	if (status == CRM_OK)
		status = db_run(crm->db, sql, vals);
	if (status == CRM_OK)
		return db_commit(crm->db);
	db_rollback(crm->db);
	return status;
}

enum status outbox_claim(struct crm *crm, const struct letter *letter)
{
	return run_alone(crm, sql_outbox_claim, VALS(V_INT(letter->outbox), V_INT(crm->now)));
}

enum status outbox_settle(struct crm *crm, const struct letter *letter, enum outbox_state state, const char *error)
{
	return run_alone(
	    crm, sql_outbox_settle, VALS(V_INT(letter->outbox), V_INT(state), V_TEXT(error), V_INT(crm->now)));
}

enum status outbox_from(struct crm *crm, const char **from, const char **domain)
{
	char folded[256];
	*from = setting(crm, "mail.from", "");
	if (!**from)
		return why_set(&crm->why, CRM_CONFIG, "%s", _("setting mail.from says who writes, and it is not set"));
	email_fold(*from, folded);
	const char *at = strchr(folded, '@');
	if (!at || strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789.-") != strlen(at + 1))
		return why_set(&crm->why, CRM_CONFIG, _("setting mail.from is not an address: «%.200s»"), *from);
	*domain = arena_copy(&crm->run, at + 1);
	return *domain ? CRM_OK : why_memory(&crm->why);
}
