/*
 * Intake: an inquiry comes in, and becomes a lead.
 *
 * Who is it: the same phone (E.164), else the same e-mail, else the same tax number (ИНН), in the base or earlier in
 * the same input. One that stands on intake.shared_limit records or more tells nothing by itself, only with the name
 * (book/records/identity_key.h). What is it, first match wins: the very same row again (known) · spam by list, rule or
 * role · shareholder the same way · existing by a rule, or a client whom crm-client-add called so or who has bought
 * (setting intake.won_client) · duplicate (an open lead of the same client) · returned (a lost one, reopened) · repeat
 * (a known client) · added.
 *
 * Each row but a known one creates exactly one lead. A duplicate and what reopens a lost lead are created as
 * disqualified (duplicate) with their origin, which gets a touch, and it is the origin that the verdict names. The
 * creating event keeps the row as it came, and beside it: _phone (E.164), _ext (its extension), _email (the box, if
 * aliases are told apart), _inn, _amount (minor units), _foreign (a sum in another currency), _manager (code), _source
 * (code, if the row has its name),
 * _stage (code), _state, _reason (code), _origin (lead).
 */
#ifndef CRM_FLOW_INTAKE_INTAKE_H
#define CRM_FLOW_INTAKE_INTAKE_H

#include "flow/intake/taken.h"
#include "rows/columns/bind.h"

enum intake_column {
	INTAKE_AT,
	INTAKE_NAME,
	INTAKE_PHONE,
	INTAKE_EMAIL,
	INTAKE_COMPANY,
	INTAKE_SOURCE,
	INTAKE_CAMPAIGN,
	INTAKE_PROJECT,
	INTAKE_PAYMENT,
	INTAKE_FAMILY,
	INTAKE_AMOUNT,
	INTAKE_COMMENT,
	INTAKE_MANAGER,
	INTAKE_STAGE,
	INTAKE_EXT_ID,
	INTAKE_CONSENT,
	INTAKE_INN,
	IN_CONSENT_CALL,
	IN_CONSENT_EMAIL,
	IN_CONSENT_LETTER,
	IN_CONSENT_MESSENGER,
	IN_CONSENT_SMS,
	IN_OPTOUT,
	IN_OPTOUT_CALL,
	IN_OPTOUT_EMAIL,
	IN_OPTOUT_LETTER,
	IN_OPTOUT_MESSENGER,
	IN_OPTOUT_SMS,
	INTAKE_STATE,
	INTAKE_REASON,
	INTAKE_CLOSED,
	INTAKE_STAGE_SINCE,
	INTAKE_COLUMNS
};
extern const struct column intake_columns[INTAKE_COLUMNS + 1];

/* For --map-template: note the words of these records that nobody here knows (note_unread), and take none. */
enum status intake_survey(struct crm *crm, const struct rec *recs, int n);
/* What of ours ${word} in ${column} means, if that is sure; "". Borrowed from the settings. */
const char *intake_proposal(struct crm *crm, const char *column, const char *word);

/* Ask the patterns of the rules about ${n} records, before the lock is taken: they may take long. In crm->chunk. Those
   that were not asked about are asked about by intake. */
enum status intake_ahead(struct crm *crm, struct rec *recs, int n);

/* The same, and the cells of all of them read, so that intake, when it is given the same ${n} together, need not. */
enum status intake_read(struct crm *crm, struct rec *recs, int n);

/* What the two above need of the base, for ${reader}, who has none (crm_lend); released with intake_rejoin. Whether
   rules are others by then is seen by intake, under the lock. CRM_NONE with --make, which changes the settings. */
enum status intake_apart(struct crm *crm, struct crm *reader);
void intake_rejoin(struct crm *reader); /* harmless where there was no intake_apart */

/* Take in ${n} records in their order; inside a transaction. */
enum status intake(struct crm *crm, const struct rec *recs, int n, struct answer *answers);

#endif
