/*
 * crm-consent: a client gives his consent to be written to or called by a channel, or withdraws it, and what proves
 * that.
 */
#ifndef CRM_FLOW_CLIENT_CONSENT_CHANGE_H
#define CRM_FLOW_CLIENT_CONSENT_CHANGE_H

#include "book/context/verdict.h"
#include "rows/columns/bind.h"

enum consent_column {
	CONSENT_LEAD,
	CONSENT_CLIENT,
	CONSENT_PHONE,
	CONSENT_EMAIL,
	CONSENT_EXT_ID,
	CONSENT_SOURCE,
	CONSENT_CHANNEL,
	CONSENT_STATE,
	CONSENT_AT,
	CONSENT_PROOF,
	CONSENT_TEXT,
	CONSENT_COLUMNS
};
extern const struct column consent_columns[CONSENT_COLUMNS + 1];
enum { CONSENTED_CHANNEL, CONSENTED_STATE }; /* of answer->own */
extern const struct field consent_fields[];

/* One row; without a state it gives, or withdraws with --withdraw. The answer's object is the client. */
enum status flow_consent(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
