/*
 * A client: somebody with leads, or whom crm-client-add put. His number is given once and never again.
 *
 * Merging is a link: every record goes on naming the client it came to, and stands under the end of the chain, the
 * root. lead.client and task.client are roots; in events, phone, email, inn stands the client a record came to.
 */
#ifndef CRM_BOOK_RECORDS_CLIENT_H
#define CRM_BOOK_RECORDS_CLIENT_H

#include "book/context/crm.h"

/* Under whom the records of ${client} stand: himself, unless he was merged. */
enum status client_root(struct crm *crm, int64_t client, int64_t *root);

/* The last event that said that these two, or two whose records stand under them, are two people; 0: none. */
enum status client_pair_refused(struct crm *crm, int64_t a, int64_t b, int64_t *event);

/* Make the row and the role of a client, and of the root he stands under, from all their records as of event ${upto}.
   For book/ and the bulk intake. */
enum status client_refresh(struct crm *crm, int64_t client, int64_t upto);

/* What he is called, in crm->chunk; NULL: nothing. ${client}: a root. */
enum status client_name(struct crm *crm, int64_t client, const char **name);

/* The client whom a cell names by number. CRM_DATA or CRM_NONE, with a sentence in crm->why, if it is no number or
   there is no such client. */
enum status client_resolve(struct crm *crm, const char *text, int64_t *client);

/* What he is to us, in crm->chunk; NULL: nothing was said. ${client}: a root. */
enum status client_role(struct crm *crm, int64_t client, const char **role);

#endif
