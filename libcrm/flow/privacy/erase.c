/* A person goes: out of the journal, the letters and the command lines; then everything derived is made anew. */
#include "base/core/hash.h"
#include "base/text/json.h"
#include "base/text/name.h"
#include "book/history/event_traits.h"
#include "book/projection/apply.h"
#include "book/records/suppress.h"
#include "flow/privacy/erase_private.h"

#include "flow/privacy/erase.sql.h"

struct event_texts {
	int64_t number;
	const char *old, *new;
};

/* The same text stands in many events of others: who is not found in it need not be looked for in it again. */
#define CLEAN_TEXTS 1024
#define CLEAN_BYTES 2048
struct clean_text {
	enum event_kind kind;
	char *text; /* NULL: a free place */
};

struct erase_work {
	struct crm *crm;
	struct data_subject *subject;
	struct erasure *out;
	struct arena arena; /* of what is to be written */
	struct event_texts *change;
	int n, room;
	int64_t own, foreign, lists, letters, lines, points;
	struct clean_text clean[CLEAN_TEXTS];
};

static struct clean_text *clean_place(struct erase_work *work, const char *text, size_t length)
{
	return &work->clean[(uint64_t)hash_text(text, length) % CLEAN_TEXTS];
}

/* What is left of ${text} of another's event, as erase_foreign says it. */
static enum status find_foreign(struct erase_work *work, const struct event *event, const char *text, const char **left)
{
	size_t length = text ? strlen(text) : 0;
	bool row = event_traits(event->kind)->is_row; /* no two rows are alike */
	struct clean_text *clean = !row && length && length < CLEAN_BYTES ? clean_place(work, text, length) : NULL;
	*left = NULL;
	if (clean && clean->text && clean->kind == event->kind && strcmp(clean->text, text) == 0)
		return CRM_OK;
	enum status status = erase_foreign(work->crm, work->subject, event, text, &work->arena, left);
	if (status == CRM_OK && clean && !*left) {
		free(clean->text);
		*clean = (struct clean_text){event->kind, strdup(text)}; /* without memory it is looked at again */
	}
	return status;
}

static enum status add_change(
    struct erase_work *work, const struct event *event, const char *old, const char *new, bool own)
{
	struct crm *crm = work->crm;
	if (work->n == work->room) {
		int room = work->room ? work->room * 2 : 64;
		struct event_texts *grown = arena_get(&work->arena, (size_t)room * sizeof *grown);
		struct event *events = arena_get(&crm->run, (size_t)room * sizeof *events);
		if (!grown || !events)
			return why_memory(&crm->why);
		if (work->n) {
			memcpy(grown, work->change, (size_t)work->n * sizeof *grown);
			memcpy(events, work->out->emptied, (size_t)work->n * sizeof *events);
		}
		work->change = grown;
		work->out->emptied = events;
		work->room = room;
	}
	struct event *emptied = &work->out->emptied[work->n];
	*emptied = *event;
	emptied->old = emptied->new = NULL;
	work->change[work->n++] = (struct event_texts){event->event, old, new};
	work->out->n_events = work->n;
	if (own)
		work->own++;
	else if (event->kind == EV_CONF_PUT)
		work->lists++;
	else
		work->foreign++;
	return CRM_OK;
}

/* Nothing is written while the journal is being read. */
static enum status find_change(void *arg, const struct event *event, const struct run *by, bool own)
{
	struct erase_work *work = arg;
	struct crm *crm = work->crm;
	const char *old, *new;
	(void)by;
	enum status status = own ? erase_own(crm, work->subject, event, event->old, &work->arena, &old)
	                         : find_foreign(work, event, event->old, &old);
	if (status == CRM_OK)
		status = own ? erase_own(crm, work->subject, event, event->new, &work->arena, &new)
		             : find_foreign(work, event, event->new, &new);
	if (status != CRM_OK || (!old && !new))
		return status;
	if (!old && event->old && !(old = arena_copy(&work->arena, event->old)))
		return why_memory(&crm->why);
	if (!new && event->new && !(new = arena_copy(&work->arena, event->new)))
		return why_memory(&crm->why);
	return add_change(work, event, old, new, own);
}

static enum status write_changes(struct erase_work *work)
{
	struct db *db = work->crm->db;
	enum status status = CRM_OK;
	for (int i = 0; i < work->n && status == CRM_OK; i++) {
		const struct event_texts *change = &work->change[i];
		status = db_run(db, sql_erasing_add, VALS(V_INT(change->number)));
		if (status == CRM_OK)
			status = db_run(
			    db, sql_event_empty, VALS(V_INT(change->number), V_TEXT(change->old), V_TEXT(change->new)));
	}
	return status;
}

/* A row of some table: its number and the texts in which he may be found. */
struct row_texts {
	int64_t number;
	const char *text[2];
};

/* Rows of ${sql} (number, text, text) in which he is found, without him, in work->arena. */
static enum status find_in(struct erase_work *work, const char *sql, struct row_texts **list, int *n)
{
	struct crm *crm = work->crm;
	struct stmt *row;
	int room = 0;
	*list = NULL;
	*n = 0;
	enum status status = db_ask(crm->db, sql, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct row_texts one = {.number = db_int(row, 0)};
		bool any = false;
		for (int i = 0; i < 2 && status == CRM_OK; i++) {
			struct buf out = {0};
			const char *text = db_null(row, 1 + i) ? "" : db_text(row, 1 + i);
			bool is = person_patterns_scrub(&work->subject->patterns, text, &out);
			any = any || is;
			one.text[i] = arena_copy(&work->arena, is && !out.failed ? out.text : text);
			status = out.failed || !one.text[i] ? why_memory(&crm->why) : CRM_OK;
			buf_free(&out);
		}
		if (status == CRM_OK && any && *n == room) {
			struct row_texts *grown =
			    arena_get(&work->arena, (size_t)(room = room ? room * 2 : 16) * sizeof *grown);
			if (grown && *n)
				memcpy(grown, *list, (size_t)*n * sizeof *grown);
			*list = grown;
			status = grown ? CRM_OK : why_memory(&crm->why);
		}
		if (status == CRM_OK && any)
			(*list)[(*n)++] = one;
		if (status != CRM_OK)
			db_done(row);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* Letters to him lose all of their text, reports to colleagues what is said of him. */
static enum status write_letters(struct erase_work *work)
{
	struct db *db = work->crm->db;
	const struct data_subject *subject = work->subject;
	struct row_texts *found = NULL;
	int n = 0;
	enum status status = CRM_OK;
	for (int i = 0; i < subject->n_leads && status == CRM_OK; i++) {
		status = db_run(db, sql_letter_empty, VALS(V_INT(subject->lead[i])));
		work->letters += status == CRM_OK ? db_changed(db) : 0;
	}
	for (int i = 0; i < subject->patterns.n_emails && status == CRM_OK; i++) {
		status = db_run(db, sql_letter_empty_to, VALS(V_TEXT(subject->patterns.email[i])));
		work->letters += status == CRM_OK ? db_changed(db) : 0;
	}
	if (status == CRM_OK)
		status = find_in(work, sql_letters, &found, &n);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		status = db_run(db, sql_letter_scrub,
		    VALS(V_INT(found[i].number), V_TEXT(found[i].text[0]), V_TEXT(found[i].text[1])));
		work->letters++;
	}
	return status;
}

/* A number typed in the wrong place is in the line of its batch. */
static enum status write_lines(struct erase_work *work)
{
	struct row_texts *found = NULL;
	int n = 0;
	enum status status = find_in(work, sql_lines, &found, &n);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		status = db_run(work->crm->db, sql_line_scrub, VALS(V_INT(found[i].number), V_TEXT(found[i].text[0])));
		work->lines++;
	}
	return status;
}

/* Phones and addresses that are his and nobody else's from now on. */
static enum status count_points(struct erase_work *work)
{
	const struct person_patterns *patterns = &work->subject->patterns;
	struct db *db = work->crm->db;
	enum status status = CRM_OK;
	int64_t n = 0;
	for (int i = 0; i < patterns->n_phones && status == CRM_OK; i++) {
		status = db_number(db, sql_has_phone, VALS(V_INT(patterns->phone[i])), 0, &n);
		work->points += n;
	}
	for (int i = 0; i < patterns->n_emails && status == CRM_OK; i++) {
		status = db_number(db, sql_has_email, VALS(V_TEXT(patterns->email[i])), 0, &n);
		work->points += n;
	}
	return status;
}

static enum status put_keys(struct erase_work *work, struct buf *keys)
{
	const struct person_patterns *patterns = &work->subject->patterns;
	struct suppression suppression;
	char key[SUPPRESS_KEY];
	enum status status = suppress_open(work->crm, &suppression);
	for (int i = 0; i < patterns->n_phones && status == CRM_OK; i++) {
		suppress_phone(&suppression, patterns->phone[i], key);
		buf_format(keys, "%s%s", keys->length ? " " : "", key);
	}
	for (int i = 0; i < patterns->n_emails && status == CRM_OK; i++) {
		suppress_email(&suppression, patterns->email[i], key);
		buf_format(keys, "%s%s", keys->length ? " " : "", key);
	}
	for (int i = 0; i < patterns->n_inns && status == CRM_OK; i++) {
		suppress_inn(&suppression, strtoll(patterns->inn[i], NULL, 10), key);
		buf_format(keys, "%s%s", keys->length ? " " : "", key);
	}
	return status == CRM_OK && keys->failed ? why_memory(&work->crm->why) : status;
}

/* One event for each client, so that each is found to be erased; with the first stand the keys and the deed. */
static enum status record_erasure(struct erase_work *work, const char *basis)
{
	struct crm *crm = work->crm;
	struct buf keys = {0};
	enum status status = put_keys(work, &keys);
	for (int i = 0; i < work->subject->n_clients && status == CRM_OK; i++) {
		struct buf new = {0};
		json_open(&new);
		json_text(&new, "basis", basis);
		if (i == 0) {
			json_text(&new, "keys", keys.text);
			erasure_write(work->out, &new);
		}
		json_close(&new);
		struct event event = {.kind = EV_PERSON_ERASED,
		    .client = work->subject->client[i],
		    .occurred_at = crm->now,
		    .new = new.text};
		status = new.failed ? why_memory(&crm->why) : journal_add(crm->db, &event);
		if (i == 0)
			work->out->event = event.event;
		if (i == 0 && status == CRM_OK)
			status = db_run(crm->db, sql_erasing_add, VALS(V_INT(event.event)));
		buf_free(&new);
	}
	buf_free(&keys);
	return status;
}

/* The order of ERASURE_TABLES. */
static void sum_up(struct erase_work *work, const char *basis)
{
	struct crm *crm = work->crm;
	const struct erasure_rows rows[ERASURE_TABLES] = {{"event", work->own}, {"event_of_others", work->foreign},
	    {"list", work->lists}, {"outbox", work->letters}, {"batch", work->lines}, {"contact_point", work->points},
	    {"client", work->subject->n_clients}, {NULL, 0}};
	memcpy(work->out->rows, rows, sizeof rows);
	work->out->basis = basis;
	work->out->batch = crm->batch;
	work->out->at = crm->now;
	work->out->by = crm->who;
}

static bool is_of_staff(struct crm *crm, const char *surname)
{
	for (int i = 0; i < manager_count(crm); i++)
		if (manager_at(crm, i)->name && surname_is_of(surname, manager_at(crm, i)->name))
			return true;
	return false;
}

static bool is_his(const struct data_subject *subject, int64_t client)
{
	for (int i = 0; i < subject->n_clients; i++)
		if (subject->client[i] == client)
			return true;
	return false;
}

/* Another client of that name may be meant by it alone. */
static enum status is_of_another(struct erase_work *work, const char *surname, bool *yes)
{
	struct crm *crm = work->crm;
	struct stmt *row;
	*yes = is_of_staff(crm, surname);
	enum status status = *yes ? CRM_NONE : db_ask(crm->db, sql_client_names, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		if (is_his(work->subject, db_int(row, 0)) || !surname_is_of(surname, db_text(row, 1)))
			continue;
		*yes = true;
		db_done(row);
		return CRM_OK;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status add_surnames(struct erase_work *work)
{
	struct person_patterns *patterns = &work->subject->patterns;
	struct buf surname = {0};
	enum status status = CRM_OK;
	for (int i = 0; i < patterns->n_names && status == CRM_OK; i++) {
		bool of_another = true;
		buf_clear(&surname);
		name_surname_put(&surname, patterns->name[i]);
		if (surname.failed)
			status = why_memory(&work->crm->why);
		else if (surname.length)
			status = is_of_another(work, surname.text, &of_another);
		if (status == CRM_OK && !of_another)
			status = person_patterns_add_surname(work->crm, patterns, surname.text);
	}
	buf_free(&surname);
	return status;
}

static enum status was_erased(struct erase_work *work, bool *yes)
{
	int64_t event = 0;
	enum status status = db_number(work->crm->db, sql_erased_already,
	    VALS(V_INT(work->subject->client[0]), V_INT(EV_PERSON_ERASED)), 0, &event);
	*yes = event != 0;
	return status;
}

static enum status empty_journal(struct erase_work *work, const char *basis)
{
	struct crm *crm = work->crm;
	enum status status = count_points(work);
	if (status == CRM_OK)
		status = write_changes(work);
	if (status == CRM_OK)
		status = write_letters(work);
	if (status == CRM_OK)
		status = write_lines(work);
	if (status == CRM_OK)
		status = db_run(crm->db, sql_erasing_empty, VALS(V_INT(EV_PERSON_ERASED)));
	if (status == CRM_OK) {
		sum_up(work, basis);
		status = record_erasure(work, basis);
	}
	return status;
}

enum status data_subject_erase_end(struct crm *crm)
{
	return replay_rebuild_within(crm);
}

enum status data_subject_erase(
    struct crm *crm, struct data_subject *subject, const char *basis, struct erasure *erasure)
{
	struct erase_work work = {.crm = crm, .subject = subject, .out = erasure};
	bool before = false;
	*erasure = (struct erasure){0};
	enum status status = was_erased(&work, &before);
	if (status == CRM_OK)
		status = add_surnames(&work);
	if (status == CRM_OK)
		status = data_subject_walk(crm, subject, find_change, &work);
	if (status == CRM_OK)
		status = before && work.n == 0 ? CRM_NONE : empty_journal(&work, basis);
	for (int i = 0; i < CLEAN_TEXTS; i++)
		free(work.clean[i].text);
	arena_free(&work.arena);
	return status;
}
