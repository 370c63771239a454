/*
 * The card of a client: what he wants, how to reach him, what was agreed, what was last said. As it stands now.
 *
 * Who was merged has the card of him under whom he stands.
 */
#ifndef CRM_REPORT_CLIENT_CARD_H
#define CRM_REPORT_CLIENT_CARD_H

#include "book/records/query.h"
#include "report/client/person.h"

extern const struct field card_fields[];
extern const struct field card_contact_fields[];

#define CARD_TOUCHES 10 /* the last ones are shown */

struct card_task {
	int64_t task, lead, manager;
	const char *kind, *text;
	instant_t due;
};

struct card_touch {
	int64_t event, lead;
	instant_t at;
	const char *kind, *direction, *text, *result, *manager;
};

/* What counts now: nothing later was said of that channel or of all. */
struct card_consent {
	const char *channel, *proof;
	bool given;
	instant_t at; /* as it is compared: CONSENT_UNDATED is the oldest */
	int64_t event;
	instant_t told; /* as it is shown */
};

/* One point of contact, once for all leads that name it. */
struct card_point {
	const struct client_text *said;
	const char *value;
	int64_t lead; /* the first that names it; 0: he himself */
};

struct card {
	struct person person;
	const char *role;     /* NULL: none */
	const char **foreign; /* of each lead of the person: a sum in another currency, with its code; NULL: none */
	int n_points, n_tasks, n_consents, n_touches;
	struct card_point *point;
	struct card_task *task; /* open ones, by due */
	struct card_consent *consent;
	struct card_touch touch[CARD_TOUCHES]; /* the newest first */
};

/* Of the client that ${id} names. CRM_USAGE if it is no number, CRM_DATA if there is no such client. Texts and arrays
   are the arena's. */
enum status card_make(struct crm *crm, const char *id, struct arena *arena, struct card *card);

/* Working days a lead has been at its stage, or was when it ended. */
int card_days(struct crm *crm, const struct calendar *calendar, const struct lead *lead);
const struct card_task *card_next_task(const struct card *card, int64_t lead); /* NULL: none */

/* Does each operand name a client by number? A number that nobody has is one too, unless a phone may begin so. */
enum status card_by_numbers(struct crm *crm, const struct query *query, bool *yes);

/* Rows: a lead each, or a point of contact each with --contacts. Nothing of what ${query} cannot be asked is taken.
 */
enum status card_rows(struct crm *crm, const struct query *query, const struct card *card, struct writer *writer);
enum status card_check(struct crm *crm, const struct query *query);

#endif
