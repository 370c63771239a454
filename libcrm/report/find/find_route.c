/* Whose is a call? Straight from the database, for an exchange that waits. */
#include "base/text/phone.h"
#include "report/find/find.h"
#include "report/find/find_hits.h"
#include "report/client/person.h"

#include "report/find/find_route.sql.h"

const struct field find_route_fields[] = {{"client", KIND_INT, N_("client")}, {"name", KIND_TEXT, N_("name")},
    {"manager", KIND_TEXT, N_("manager")}, {"extension", KIND_TEXT, N_("extension")}, {"phone", KIND_TEXT, N_("phone")},
    {0}};

/* Of the lead that matters most: of those with an owner an open one, the newest. */
static int64_t owner(const struct person *person)
{
	const struct lead *best = NULL;
	for (int i = 0; i < person->n_leads; i++) {
		const struct lead *lead = &person->lead[i];
		if (lead->manager && (!best || lead->state == LEAD_OPEN || best->state != LEAD_OPEN))
			best = lead;
	}
	return best ? best->manager : 0;
}

static enum status print(struct crm *crm, const struct person *person, int64_t number, struct writer *writer)
{
	struct stmt *stmt = NULL;
	const char *cells[] = {arena_format(&crm->run, "%lld", (long long)person->client), person->name, NULL, NULL,
	    arena_format(&crm->run, "+%lld", (long long)number)};
	if (!cells[0] || !cells[4])
		return why_memory(&crm->why);
	enum status status = db_ask_one(crm->db, sql_route_manager, VALS(V_INT(owner(person))), &stmt);
	if (status == CRM_OK) {
		cells[2] = db_text(stmt, 0);
		cells[3] = db_text(stmt, 1);
	}
	if (status == CRM_OK || status == CRM_NONE)
		status = writer_row(writer, cells, &crm->why);
	db_done(stmt);
	return status;
}

enum status find_route(struct crm *crm, const char *phone, struct writer *writer)
{
	int64_t number = phone_parse(phone, crm->country).e164, client = 0;
	struct person person;
	/* An exchange asks for hidden numbers and for its own too, and must not stumble. */
	if (!number) {
		note(crm, _("not a phone number: «%.60s»"), phone);
		return CRM_OK;
	}
	enum status status = db_number(crm->db, sql_route, VALS(V_INT(number)), 0, &client);
	if (status == CRM_OK)
		status = client ? person_get(crm, client, &crm->run, &person) : CRM_NONE;
	if (status == CRM_OK)
		status = print(crm, &person, number, writer);
	return status == CRM_NONE ? CRM_OK : status;
}
