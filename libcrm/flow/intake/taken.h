/* What is answered of an inquiry, whatever it came as: a row, a business card, a letter. */
#ifndef CRM_FLOW_INTAKE_TAKEN_H
#define CRM_FLOW_INTAKE_TAKEN_H

#include "book/context/verdict.h"

/* Verdicts in the order of the sum line; rejected besides. */
#define INTAKE_VERDICTS "added repeat duplicate returned existing shareholder spam updated known"

enum { TAKEN_CLIENT, TAKEN_MANAGER, TAKEN_MATCH, TAKEN_OWN }; /* of answer->own */
extern const struct field intake_fields[];
/* clang-format off */
#define TAKEN_FIELDS                                                                                                   \
	ANSWER_FIELDS(N_("lead")), [OWN(TAKEN_CLIENT)] = {"client", KIND_INT, N_("client")},                           \
	[OWN(TAKEN_MANAGER)] = {"manager", KIND_TEXT, N_("manager")},                                                  \
	[OWN(TAKEN_MATCH)] = {"match", KIND_TEXT, N_("match")}
/* clang-format on */

#endif
