#include "flow/privacy/erasure_certificate.h"

#include "render/template.h"

const struct field erased_fields[] = {{"client", KIND_INT, N_("client")}, {"table", KIND_TEXT, N_("table")},
    {"rows", KIND_INT, N_("rows")}, {"event", KIND_INT, N_("event")}, {0}};

static const char *join_numbers(struct arena *arena, const int64_t *list, int n)
{
	struct buf text = {0};
	for (int i = 0; i < n; i++)
		buf_format(&text, "%s%lld", i ? ", " : "", (long long)list[i]);
	const char *copy = text.failed ? NULL : arena_copy(arena, text.text ? text.text : "");
	buf_free(&text);
	return copy;
}

static const char *time_of(struct crm *crm, instant_t at)
{
	struct buf text = {0};
	instant_put(&text, crm->zone, at);
	const char *copy = text.failed ? NULL : arena_copy(&crm->run, text.text);
	buf_free(&text);
	return copy;
}

static enum status write_head(
    struct crm *crm, const struct data_subject *subject, const struct erasure *erasure, struct buf *out)
{
	struct arena *run = &crm->run;
	char *template;
	const char *folder = arena_format(run, "%s/templates", crm->share), *at = time_of(crm, erasure->at);
	struct json_field fields[] = {{"event", arena_format(run, "%lld", (long long)erasure->event)},
	    {"date", at ? arena_text(run, at, 10) : NULL}, {"department", setting(crm, "department", "")},
	    {"base", db_name(crm->db)}, {"host", erasure->by.host ? erasure->by.host : ""},
	    {"client", join_numbers(run, subject->client, subject->n_clients)},
	    {"leads", join_numbers(run, subject->lead, subject->n_leads)}, {"basis", erasure->basis},
	    {"user", erasure->by.actor}, {"login", erasure->by.login},
	    {"batch", arena_format(run, "%lld", (long long)erasure->batch)}, {"at", at}};
	struct json json = {.field = fields, .n = (int)(sizeof fields / sizeof *fields)};
	bool failed = !folder;
	for (int i = 0; i < json.n; i++)
		failed = failed || !fields[i].value;
	if (failed)
		return why_memory(&crm->why);
	enum status status = template_read(folder, "erase-deed", run, &template, &crm->why);
	return status == CRM_OK ? template_render(template, &json, out, &crm->why) : status;
}

static enum status write_deed(
    struct crm *crm, const struct data_subject *subject, const struct erasure *erasure, struct buf *out)
{
	enum status status = write_head(crm, subject, erasure, out);
	if (status != CRM_OK)
		return status;
	buf_char(out, '\n');
	for (int i = 0; erasure->rows[i].table; i++)
		buf_format(out, "%-16s %lld\n", erasure->rows[i].table, (long long)erasure->rows[i].rows);
	buf_char(out, '\n');
	for (int i = 0; i < erasure->n_events; i++) {
		const struct event *event = &erasure->emptied[i];
		const char *occurred = time_of(crm, event->occurred_at), *recorded = time_of(crm, event->recorded_at);
		if (!occurred || !recorded)
			return why_memory(&crm->why);
		buf_format(out, "%8lld  %-20s %s  %s\n", (long long)event->event, event_kind_name(event->kind),
		    occurred, recorded);
	}
	return out->failed ? why_memory(&crm->why) : CRM_OK;
}

enum status erasure_certificate_write(
    struct crm *crm, const struct data_subject *subject, const struct erasure *erasure, int n, struct buf *out)
{
	enum status status = CRM_OK;
	for (int i = 0; i < n && status == CRM_OK; i++) {
		buf_put(out, i ? "\f\n" : "");
		status = write_deed(crm, subject, &erasure[i], out);
	}
	return status;
}

enum status erasure_rows(
    struct crm *crm, const struct data_subject *subject, const struct erasure *erasure, int n, struct writer *writer)
{
	char client[24], rows[24], event[24];
	enum status status = CRM_OK;
	for (const struct erasure *one = erasure; one < erasure + n; one++)
		for (int i = 0; status == CRM_OK && one->rows[i].table; i++) {
			const char *const cells[] = {buf_int_text(client, subject->client[0]), one->rows[i].table,
			    buf_int_text(rows, one->rows[i].rows), buf_int_text(event, one->event)};
			status = writer_row(writer, cells, &crm->why);
		}
	return status;
}
