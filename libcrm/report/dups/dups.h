/*
 * Who may be one person: groups and pairs of clients, each with its reasons (D11).
 *
 *	certain   the same phone, address or tax number on both, unless intake.shared_limit records or more have it.
 *	          Groups: who is one with one of a group is of the group.
 *	probable  the last ten digits of a phone are the same, and for one of them it is unclear of which country it is.
 *	review    names of two words or more are alike (base/text/name.h), and in leads that came within thirty days of
 *	          each other the city, the project or the source is the same. Names are compared that begin alike: four
 *	          letters of one word, the first of another. A name that intake.shared_limit clients or more have is
 *	          compared with none, and a note says how many they are.
 *
 * A name alone is never a reason. A pair that somebody called two people is not shown again, and who is merged already
 * is one.
 */
#ifndef CRM_REPORT_DUPS_DUPS_H
#define CRM_REPORT_DUPS_DUPS_H

#include "book/records/query.h"

#define DUPS_DAYS 30
#define DUPS_BLOCK 500 /* clients whose names begin alike; among more nobody is compared, and a note says so */

extern const struct field dups_fields[];

/* One of each pair has a lead of the managers asked for, and one that came in the period. keep is the older one. */
enum status dups_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
