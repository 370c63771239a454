#include "report/lists/log.h"

#include <errno.h>

#include "book/history/history.h"

#include "report/lists/log.sql.h"

/* Numbers that an operand may name more than once. In crm->run. */
struct numbers {
	int n;
	int64_t *item;
};

struct log {
	struct crm *crm;
	const struct query *query;
	struct writer *writer;
	struct numbers leads, batches, kinds;
	const char **users;
	int n_users;
};

static enum status not_a(struct crm *crm, const char *what, const char *text)
{
	return why_set(&crm->why, CRM_USAGE, _("not %s: «%s»"), what, text);
}

static enum status add_number(struct log *log, struct numbers *numbers, const char *what, const char *text)
{
	char *end;
	errno = 0;
	long long number = *text >= '0' && *text <= '9' ? strtoll(text, &end, 10) : 0;
	if (number < 1 || errno != 0 || *end != '\0')
		return not_a(log->crm, what, text);
	numbers->item[numbers->n++] = number;
	return CRM_OK;
}

static enum status add_kind(struct log *log, const char *text)
{
	struct buf names = {0};
	enum event_kind kind = event_kind_find(text);
	if (kind != 0) {
		log->kinds.item[log->kinds.n++] = (int64_t)kind;
		return CRM_OK;
	}
	for (int i = 1; i < EV_KINDS; i++)
		buf_format(&names, " %s", event_kind_name((enum event_kind)i));
	enum status status = names.failed
	                         ? why_memory(&log->crm->why)
	                         : why_set(&log->crm->why, CRM_USAGE, _("no kind «%s»: there are%s"), text, names.text);
	buf_free(&names);
	return status;
}

static enum status take_operand(struct log *log, const char *word)
{
	if (strncmp(word, "lead=", 5) == 0)
		return add_number(log, &log->leads, _("the number of a lead"), word + 5);
	if (strncmp(word, "batch=", 6) == 0)
		return add_number(log, &log->batches, _("the number of a batch"), word + 6);
	if (strncmp(word, "kind=", 5) == 0)
		return add_kind(log, word + 5);
	if (strncmp(word, "user=", 5) == 0) {
		log->users[log->n_users++] = word + 5;
		return CRM_OK;
	}
	if (strchr(word, '=') != NULL)
		return why_set(&log->crm->why, CRM_USAGE, _("no column «%s»: lead, batch, kind, user"), word);
	return add_number(log, &log->leads, _("the number of a lead"), word);
}

static enum status take_operands(struct log *log)
{
	struct numbers *lists[] = {&log->leads, &log->batches, &log->kinds};
	size_t room = (size_t)log->query->n_operands + 1;
	enum status status = CRM_OK;
	for (int i = 0; i < 3; i++)
		if ((lists[i]->item = arena_get(&log->crm->run, room * sizeof(int64_t))) == NULL)
			return why_memory(&log->crm->why);
	log->users = arena_get(&log->crm->run, room * sizeof *log->users);
	if (log->users == NULL)
		return why_memory(&log->crm->why);
	for (int i = 0; i < log->query->n_operands && status == CRM_OK; i++)
		status = take_operand(log, log->query->operands[i]);
	return status;
}

static bool has(const struct numbers *numbers, int64_t number)
{
	for (int i = 0; i < numbers->n; i++)
		if (numbers->item[i] == number)
			return true;
	return numbers->n == 0;
}

/* Somebody is meant by either name: the one he acts under, or the one he is logged in with. */
static bool is_user(const struct log *log, const char *user, const char *login)
{
	for (int i = 0; i < log->n_users; i++)
		if (strcmp(log->users[i], user) == 0 || strcmp(log->users[i], login) == 0)
			return true;
	return log->n_users == 0;
}

static bool wanted(const struct log *log, const struct event *event, const char *user, const char *login)
{
	const struct query *query = log->query;
	if (!is_user(log, user, login) || !has(&log->leads, event->lead) || !has(&log->batches, event->batch) ||
	    !has(&log->kinds, (int64_t)event->kind))
		return false;
	if (query->has_horizon &&
	    (event->occurred_at >= query->horizon.as_of || event->recorded_at > query->horizon.known_at))
		return false;
	if (!query->has_period)
		return true;
	day_t day = zone_day(log->crm->zone, event->occurred_at);
	return day >= query->period.from && day < query->period.to;
}

static const char *number_text(char text[24], int64_t number)
{
	snprintf(text, 24, "%lld", (long long)number);
	return number != 0 ? text : "";
}

static enum status show(struct log *log, struct stmt *row)
{
	struct event event;
	event_row(row, &event);
	const char *user = db_text(row, EVENT_COLUMNS), *login = db_text(row, EVENT_COLUMNS + 1),
	           *kind = event_kind_name(event.kind);
	if (!wanted(log, &event, user, login))
		return CRM_OK;
	char number[24], lead[24], batch[24], client[24], ref[24], reverses[24];
	struct buf occurred = {0}, recorded = {0};
	instant_put(&occurred, log->crm->zone, event.occurred_at);
	instant_put(&recorded, log->crm->zone, event.recorded_at);
	const char *const cells[] = {number_text(number, event.event), kind, number_text(lead, event.lead),
	    occurred.text, recorded.text, user, number_text(batch, event.batch), event.old, event.new,
	    number_text(client, event.client), number_text(ref, event.ref), number_text(reverses, event.reverses),
	    login};
	enum status status = occurred.failed || recorded.failed ? why_memory(&log->crm->why)
	                                                        : writer_row(log->writer, cells, &log->crm->why);
	buf_free(&occurred);
	buf_free(&recorded);
	return status;
}

static enum status show_all(struct log *log, const char *sql, const struct val *vals)
{
	struct stmt *row;
	enum status status = db_ask(log->crm->db, sql, vals, &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		status = show(log, row);
		if (status != CRM_OK) {
			db_done(row);
			return status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void sort_once(struct numbers *numbers)
{
	int kept = 0;
	if (numbers->n > 0)
		qsort(numbers->item, (size_t)numbers->n, sizeof *numbers->item, by_number);
	for (int i = 0; i < numbers->n; i++)
		if (kept == 0 || numbers->item[kept - 1] != numbers->item[i])
			numbers->item[kept++] = numbers->item[i];
	numbers->n = kept;
}

/* The events of the leads, in order of event and not of lead. */
static enum status events_of_leads(struct log *log, struct numbers *events)
{
	struct crm *crm = log->crm;
	int room = 0;
	for (int i = 0; i < log->leads.n; i++) {
		struct history history;
		arena_reset(&crm->chunk);
		enum status status = history_lead(crm, log->leads.item[i], UPTO_END, &crm->chunk, &history);
		if (status != CRM_OK)
			return status;
		if (events->n + history.n > room) {
			room = 2 * (events->n + history.n);
			int64_t *grown = arena_get(&crm->run, (size_t)room * sizeof *grown);
			if (grown == NULL)
				return why_memory(&crm->why);
			if (events->n > 0)
				memcpy(grown, events->item, (size_t)events->n * sizeof *grown);
			events->item = grown;
		}
		for (int k = 0; k < history.n; k++)
			events->item[events->n++] = history.event[k].event;
	}
	sort_once(events);
	return CRM_OK;
}

static enum status show_leads(struct log *log)
{
	struct numbers events = {0};
	enum status status = events_of_leads(log, &events);
	for (int i = 0; i < events.n && status == CRM_OK; i++)
		status = show_all(log, sql_log_one, VALS(V_INT(events.item[i])));
	return status;
}

/* A run that went on for long has events of others between its own: the order of two is found by reading all. */
static enum status show_batches(struct log *log)
{
	sort_once(&log->batches);
	if (log->batches.n > 1)
		return show_all(log, sql_log_all, NULL);
	return show_all(log, sql_log_batch, VALS(V_INT(log->batches.item[0])));
}

enum status log_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct log log = {.crm = crm, .query = query, .writer = writer};
	enum status status = take_operands(&log);
	(void)page;
	if (status != CRM_OK)
		return status;
	if (log.leads.n > 0)
		return show_leads(&log);
	return log.batches.n > 0 ? show_batches(&log) : show_all(&log, sql_log_all, NULL);
}
