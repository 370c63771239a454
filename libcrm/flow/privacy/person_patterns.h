/*
 * By what a person is known: names, phones, addresses, tax numbers; and looking for them in texts that somebody wrote.
 *
 * A phone is found in every spelling (+7, 8, or neither, whatever stands between the digits), an address in any case, a
 * name of two or more words in any order and case, with ё or е; the surname alone only where nobody else has it.
 */
#ifndef CRM_FLOW_PRIVACY_PERSON_PATTERNS_H
#define CRM_FLOW_PRIVACY_PERSON_PATTERNS_H

#include "book/context/crm.h"

struct person_patterns {
	struct arena *arena; /* what is added lives there */
	int n_names, n_phones, n_emails, n_inns, n_surnames;
	const char **name;    /* as it was written */
	int64_t *phone;       /* E.164 */
	const char **email;   /* folded */
	const char **inn;     /* twelve digits: one of a company is not his alone */
	const char **surname; /* those that nobody else has, by person_patterns_add_surname */
};

/* Each only once; what is empty, 0 or no address is passed over. CRM_IO: no memory. */
enum status person_patterns_add_name(struct crm *crm, struct person_patterns *patterns, const char *name);
enum status person_patterns_add_phone(struct crm *crm, struct person_patterns *patterns, int64_t phone);
enum status person_patterns_add_email(struct crm *crm, struct person_patterns *patterns, const char *address);
/* One of the names' surnames, folded. */
enum status person_patterns_add_surname(struct crm *crm, struct person_patterns *patterns, const char *surname);
/* All that an event which created a lead, or put a client, says. */
enum status person_patterns_add_event(struct crm *crm, struct person_patterns *patterns, const char *document);

/* The text with everything that is found in it replaced by ERASED_TEXT, into ${out}; false, and nothing is written, if
   nothing is. */
bool person_patterns_scrub(const struct person_patterns *patterns, const char *text, struct buf *out);

/* Is the text as a whole a phone or an address of the person, or his name? */
bool person_patterns_match(struct crm *crm, const struct person_patterns *patterns, const char *text);

#endif
