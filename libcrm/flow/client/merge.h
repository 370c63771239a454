/*
 * Two records, one person: merged, split again, or called two people for good.
 *
 * A merge is a link: the records of the one dropped stand under the one kept, and go back when they are split. Who is
 * merged is spoken of by any number he ever had: it means the client he stands under.
 */
#ifndef CRM_FLOW_CLIENT_MERGE_H
#define CRM_FLOW_CLIENT_MERGE_H

#include "book/context/verdict.h"
#include "rows/columns/bind.h"

extern const struct column merge_columns[];
enum { MERGED_OTHER, MERGED_EVENT }; /* of answer->own */
extern const struct field merge_fields[];
/* Joined, unless --split, --refuse or the row says otherwise. */
enum status flow_merge(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
