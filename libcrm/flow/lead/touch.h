/*
 * A touch: a call, letter, meeting, message or note, ours or theirs. It changes nothing about the lead but when it was
 * last touched, and is allowed in any state.
 */
#ifndef CRM_FLOW_LEAD_TOUCH_H
#define CRM_FLOW_LEAD_TOUCH_H

#include "flow/lead/lead_action.h"

enum { TOUCH_KIND = ACTION_OWN, TOUCH_DIRECTION, TOUCH_AT, TOUCH_MINUTES, TOUCH_RESULT, TOUCH_TEXT, TOUCH_MANAGER };
extern const struct column touch_columns[];
enum { TOUCHED_EVENT }; /* of answer->own */
extern const struct field touch_fields[];

/* One row. */
enum status flow_touch(struct crm *crm, const struct rec *rec, struct answer *answer);

/* A cell that is one word, such as a kind of touch or task: folded, in crm->chunk. Rejects blanks inside and what is
   too long. */
enum status touch_word(struct lead_action *act, const char *text, const char *column, const char **word);
/* A number of minutes that is not negative, as text for JSON; NULL for an absent one. */
enum status touch_minutes(struct lead_action *act, const char *text, const char **minutes);

#endif
