/*
 * A client as one person: his own records and those that were merged into his.
 */
#ifndef CRM_REPORT_CLIENT_PERSON_H
#define CRM_REPORT_CLIENT_PERSON_H

#include "report/client/client_texts.h"

struct person {
	int64_t client;   /* whose record stands for all */
	const char *name; /* NULL: unknown */
	int n_merged, n_leads, n_talks;
	int64_t *merged;           /* the other records */
	struct lead *lead;         /* all of theirs, in order of number */
	struct client_texts *talk; /* of leads in their order, then of clients; filled by person_listen */
};

/* Of whatever client it is, his own record or a merged one; CRM_NONE if there is none. Texts and arrays are the
   arena's. */
enum status person_get(struct crm *crm, int64_t client, struct arena *arena, struct person *person);

/* What was said of the first ${most} leads of the person, and of him. */
enum status person_listen(struct crm *crm, struct person *person, int most, struct arena *arena);

/* The first of a kind in what was said: NULL. A phone or address that is none counts if there is no other. */
const struct client_text *person_first(const struct person *person, enum client_text_kind kind);

/* A phone as +digits, an address folded; what is none as it came. */
const char *client_text_value(const struct client_text *said, struct arena *arena);

/* Is more said of some client than in his leads: by crm-client-add, or by one who was merged into him? */
enum status person_any_elsewhere(struct crm *crm, bool *some);
/* If it is of this one: a phone and an address of his, where they are NULL. Texts are the arena's. */
enum status person_reach(struct crm *crm, int64_t client, struct arena *arena, const char **phone, const char **email);

#endif
