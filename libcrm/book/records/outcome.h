/*
 * How a deal of another system ended, as that system says it: "Closed Won", «Закрыто и не реализовано», LOSE, 142.
 */
#ifndef CRM_BOOK_RECORDS_OUTCOME_H
#define CRM_BOOK_RECORDS_OUTCOME_H

#include "book/context/dictionaries.h"

enum outcome {
	OUTCOME_UNKNOWN, /* the words say nothing of it */
	OUTCOME_OPEN,
	OUTCOME_CLOSED, /* it has ended, how is not said */
	OUTCOME_WON,
	OUTCOME_LOST,
	OUTCOME_DISQUALIFIED
};

/* What the words of a stage, a state or a status say. Only a cell all of whose words are about that says anything: a
   «Успешный звонок» is a call. ${text} is folded (casefold_put). */
enum outcome outcome_read(const char *text);

/* The reason of the settings that ${text} names: by code or name, whatever the case, blanks and ё, or by other words
   that are usual for a shipped one («Высокая цена»: price). NULL if there is none. */
enum status outcome_reason(struct crm *crm, const char *text, const struct reason **reason);

#endif
