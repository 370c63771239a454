/*
 * What one record says of the person it came from: a lead as it was created, or a row of crm-client-add. And all that
 * a client's records say.
 */
#ifndef CRM_BOOK_HISTORY_CLIENT_FACTS_H
#define CRM_BOOK_HISTORY_CLIENT_FACTS_H

#include "book/context/crm.h"
#include "book/records/identity_key.h"

/* A phone, an address, the box behind it, a tax number. */
#define CLIENT_POINTS_MAX 4

#define PROFILE_MAX 62 /* bits of client.filled */
#define PROFILE_DEFAULT "name phone email source project payment family amount"

/* Fields of a created row that the profile of a client wants (setting profile.fields), as bits for client.filled. */
int64_t client_profile_filled(struct crm *crm, const char *created_new);

struct client_facts {
	int64_t event;
	int64_t lead;     /* whose row it is; 0: of none */
	bool again;       /* a row that came again: what differed */
	bool put;         /* by crm-client-add: its name and role are the client's until the next one says otherwise */
	const char *name; /* NULL: nothing */
	const char *role; /* the same; "-" takes it away */
	const char *extension; /* of the phone; NULL: none */
	int64_t filled;        /* fields of the profile, as bits */
	int n_points;
	struct identity_key point[CLIENT_POINTS_MAX];
};

/* Texts are the arena's. */
enum status client_facts_read(struct crm *crm, const char *new, struct arena *arena, struct client_facts *said);

/* Every record of a client that counts, in the order recorded, as of event ${upto}. Records of those merged into him
   are not among them. */
struct client_records {
	int n, room;
	struct client_facts *said;
};
enum status client_records_read(
    struct crm *crm, int64_t client, int64_t upto, struct arena *arena, struct client_records *records);

/* apply_point.c: a record of ${client} that has these points comes, or is gone from the ${rest} of them. */
enum status apply_points_join(struct crm *crm, int64_t client, const struct client_facts *said);
enum status apply_points_leave(
    struct crm *crm, int64_t client, const struct client_facts *said, const struct client_records *rest);

#endif
