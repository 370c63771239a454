/*
 * People, put by themselves: who has called, or whom a list names as a shareholder, a client, somebody blocked.
 *
 * Who it is: the number of a client, else the number another system gives him, else as an inquiry is recognised
 * (flow/intake/intake.h). A row about nobody known is a new client (added); one that says something new of a known one
 * is kept (done); one that does not is known.
 */
#ifndef CRM_FLOW_INTAKE_CLIENT_ADD_H
#define CRM_FLOW_INTAKE_CLIENT_ADD_H

#include "book/context/verdict.h"
#include "rows/columns/bind.h"

enum client_column {
	CL_CLIENT,
	CL_NAME,
	CL_PHONE,
	CL_EMAIL,
	CL_ROLE,
	CL_INN,
	CL_COMPANY,
	CL_NOTE,
	CL_SOURCE,
	CL_EXT_ID,
	CL_COLUMNS
};
extern const struct column client_columns[];
enum { CLIENT_ADDED_MATCH }; /* of answer->own */
extern const struct field client_add_fields[];
/* One row. */
enum status flow_client_add(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
