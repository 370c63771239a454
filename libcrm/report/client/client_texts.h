/*
 * All that was said of a lead or of a client, in words: what a search reads, and what a card shows. As it stands now,
 * with what was taken back left out.
 */
#ifndef CRM_REPORT_CLIENT_CLIENT_TEXTS_H
#define CRM_REPORT_CLIENT_CLIENT_TEXTS_H

#include "book/records/lead.h"

enum client_text_kind {
	CLIENT_TEXT_NAME,
	CLIENT_TEXT_PHONE,  /* number: E.164, or 0 if the text is not a phone */
	CLIENT_TEXT_EMAIL,  /* folded: the address, or "" if the text is not one */
	CLIENT_TEXT_LEAD,   /* company, comment, attributes of the inquiry */
	CLIENT_TEXT_NOTE,   /* the text or result of a touch, a note at a step of the lead's life */
	CLIENT_TEXT_LETTER, /* a touch that was a letter */
	CLIENT_TEXT_TASK    /* what is to be done, what came of it */
};

struct client_text {
	enum client_text_kind kind;
	int64_t id;       /* of the lead, the event or the task; of the client for what he is called and his points */
	const char *text; /* as it came */
	int64_t number;
	const char *folded;
	char extension[12];
};

struct client_texts {
	int64_t lead, client; /* lead 0: what was said of the client himself */
	const char *called;   /* the client's name now; NULL */
	int n, room;
	struct client_text *item; /* the name now, then in the order recorded; texts and array are the arena's */
};

/* CRM_NONE if there is no such lead (any more). */
enum status client_texts_lead(struct crm *crm, int64_t lead, struct arena *arena, struct client_texts *texts);
/* What was said of the client in no lead: CRM_NONE if nothing was. */
enum status client_texts_client(struct crm *crm, int64_t client, struct arena *arena, struct client_texts *texts);

#endif
