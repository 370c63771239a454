/*
 * Search: whom do these digits, this address, these words mean?
 *
 * Ways of finding, best first: a point of contact; the end or the beginning of a phone, the beginning of an address;
 * words of a name; words in their grammatical forms; a word begun; another form of a first name, a name in other
 * letters or with the other keyboard layout on; one typing error in a name. A worse way is gone only when the better
 * ones have found fewer than are wanted.
 */
#ifndef CRM_REPORT_FIND_FIND_H
#define CRM_REPORT_FIND_FIND_H

#include "book/records/query.h"

extern const struct field find_fields[];
extern const struct field find_route_fields[];

/*
 * kind: what of it fits: client (name or point of contact; one row a client, with the lead that matters most), lead
 * (the inquiry), note, letter, task; id is its number. With --route: client, name, manager, extension, phone of whom
 * calls; without the index.
 */
enum status find_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

/*
 * The clients whom the operands mean by phone, address or name, the best first: those for whom nothing better speaks
 * than for the others. Released with wanted_free.
 */
struct wanted;
enum status find_clients(struct crm *crm, const struct query *query, struct wanted *clients);

/* A line of text for each: number, name, phone, address. */
enum status find_clients_put(struct crm *crm, const struct wanted *clients, struct buf *page);

#endif
