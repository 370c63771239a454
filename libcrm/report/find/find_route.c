/* Whose is a call? Straight from the database, for an exchange that waits. */
#include "base/text/phone.h"
#include "report/find/find.h"
#include "report/find/find_hits_private.h"
#include "report/client/person.h"
#include "report/find/find_route.sql.h"
#include "report/kit/line.h"

enum { CLIENT, NAME, MANAGER, EXTENSION, PHONE };

const struct field find_route_fields[] = {[CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [EXTENSION] = {"extension", KIND_TEXT, N_("extension")},
    [PHONE] = {"phone", KIND_PHONE, N_("phone")},
    {0}};

/* Of the lead that matters most: of those with an owner an open one, the newest. */
static int64_t owner_of(const struct person *person)
{
	const struct lead *best = NULL;
	for (int i = 0; i < person->n_leads; i++) {
		const struct lead *lead = &person->lead[i];
		if (lead->manager && (!best || lead->state == LEAD_OPEN || best->state != LEAD_OPEN))
			best = lead;
	}
	return best ? best->manager : 0;
}

static enum status print_owner(struct crm *crm, const struct person *person, int64_t number, struct writer *writer)
{
	struct stmt *manager = NULL;
	struct line line;
	struct buf *phone;
	enum status status = db_ask_one(crm->db, sql_route_manager, VALS(V_INT(owner_of(person))), &manager);
	line_open(&line, crm, writer, find_route_fields);
	line_int(&line, CLIENT, person->client);
	line_text(&line, NAME, person->name);
	line_text(&line, MANAGER, manager ? db_text(manager, 0) : NULL);
	line_text(&line, EXTENSION, manager ? db_text(manager, 1) : NULL);
	if ((phone = line_begin(&line, PHONE)))
		buf_format(phone, "+%lld", (long long)number);
	if (status == CRM_OK || status == CRM_NONE)
		status = line_write(&line);
	line_close(&line);
	db_done(manager);
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
		status = print_owner(crm, &person, number, writer);
	return status == CRM_NONE ? CRM_OK : status;
}
