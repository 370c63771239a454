/*
 * Segments: column=value;column=value, compared with the row a lead came with without regard to case, blanks, ё and е.
 * A value may be several, of which one is enough, with commas between: source=call,expo.
 */
#ifndef CRM_FLOW_LEAD_SEGMENT_H
#define CRM_FLOW_LEAD_SEGMENT_H

#include "base/text/json.h"
#include "book/context/crm.h"

/* How many pairs the segment has: 0 if it is empty, -1 unless the row has them all. */
enum status segment_rank(struct crm *crm, const char *segment, const struct json *row, int *n);

/* Are the two texts equal as values of a segment are? */
enum status segment_equal(struct crm *crm, const char *a, const char *b, size_t b_length, bool *equal);

#endif
