/*
 * One person's data: all that the base keeps about somebody, shown to him or erased.
 *
 * A person is a client with all who were merged into him: their leads, with every event of those; what was said of the
 * clients themselves; letters; entries in lists. Leads that were taken back are in the journal still, and belong to it.
 */
#ifndef CRM_FLOW_PRIVACY_DATA_SUBJECT_H
#define CRM_FLOW_PRIVACY_DATA_SUBJECT_H

#include "base/core/buf.h"
#include "flow/privacy/person_patterns.h"

struct data_subject {
	int n_clients, n_leads;
	int64_t *client, *lead; /* the client under whom the others stand first; leads in the order they came */
	struct person_patterns patterns;
};

/* May who acts see and erase people? Where the staff has a head or an admin, only they may: CRM_NOPERM. */
enum status data_subject_permitted(struct crm *crm);

/*
 * Whom ${word} means: the number of a client, a phone or an address in any spelling, or a whole name. CRM_DATA with a
 * sentence if that is nobody, or several. In crm->run.
 */
enum status data_subject_find(struct crm *crm, const char *word, struct data_subject *subject);

/* Every event of the journal, in order; ${own}: it is about the person. ${by}: actor, login and
   command of its batch. Texts are borrowed for the call. */
typedef enum status data_subject_each(void *arg, const struct event *event, const struct run *by, bool own);
enum status data_subject_walk(struct crm *crm, struct data_subject *subject, data_subject_each *each, void *arg);
/* Only what is his, by the indexes. */
enum status data_subject_walk_own(struct crm *crm, struct data_subject *subject, data_subject_each *each, void *arg);

/* All there is about the person as one JSON object. */
enum status data_subject_export(struct crm *crm, struct data_subject *subject, struct buf *json);
/* Inside a batch: that he was looked at. */
enum status data_subject_note_export(struct crm *crm, const struct data_subject *subject);

/* What was erased: how many rows of which table. */
struct erasure_rows {
	const char *table;
	int64_t rows;
};
#define ERASURE_TABLES 8
struct erasure {
	int64_t event;                            /* that says so; 0: he was erased before */
	struct erasure_rows rows[ERASURE_TABLES]; /* ends with a NULL table */
	int n_events, room;
	struct event *emptied; /* what was emptied, without texts; in crm->run */
	const char *basis;
	int64_t batch;
	instant_t at;
	struct run by; /* actor, login, host */
};

/*
 * Inside a batch: empty what the journal says of the person. CRM_OK; CRM_NONE if nothing is left to erase. When the
 * last one is emptied, data_subject_erase_end makes everything derived anew; after the commit erase_traces must follow.
 * Until it has, the base says that there is an unfinished erasing.
 */
enum status data_subject_erase(
    struct crm *crm, struct data_subject *subject, const char *basis, struct erasure *erasure);
enum status data_subject_erase_end(struct crm *crm);

/* All erasings of the person as the journal tells them, in crm->run; those of a version before this one, which did not
   write down what was emptied, are left out. */
enum status erasure_read(struct crm *crm, const struct data_subject *subject, struct erasure **list, int *n);

/*
 * Outside of a transaction, as often as one likes: the list of all who were erased, as BASE-erased beside the base, and
 * then no byte of them in its files. CRM_BUSY if a reader holds old pages.
 */
enum status erase_traces(struct crm *crm);
/* The event of an erasing after which erase_traces has not come to its end (somebody was killed, or read meanwhile); 0:
   there is none. */
enum status erase_unfinished(struct crm *crm, int64_t *event);

/* That list alone. */
enum status erase_list_write(struct crm *crm);

/* Is there such a list beside the base of ${url}? */
enum status erase_list_there(struct crm *crm, const char *url, bool *there);

/* Inside a batch, after a backup was put back: erase again whom that list names and the backup still had; how many, an
   int64_t. CRM_NONE if there is nobody; else ends with data_subject_erase_end. */
enum status erase_again(struct crm *crm, void *erased);

/* What stands for this base in that list; in crm->run, NULL without memory. */
enum status erase_base_name(struct crm *crm, const char **name);

#endif
