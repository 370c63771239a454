/* What a person, or whoever stands up for him, asks of us: to see what we know of him, or that it is erased. */
#ifndef CRM_FLOW_PRIVACY_REQUEST_H
#define CRM_FLOW_PRIVACY_REQUEST_H

#include "book/context/tally.h"
#include "flow/privacy/data_subject.h"

struct person_request {
	struct data_subject subject;
	const char *basis;      /* of an erasing: why */
	struct erasure erasure; /* what was erased now */
	struct erasure *erasures;
	int n_erasures;    /* that; else what was erased before, in the order of that */
	struct buf export; /* what we know; the caller's to free */
	struct tally tally;
};

/* ${verb}: "export" or "erase"; ${word} as for data_subject_find. The journal keeps what was done, and not by which
   words somebody was looked for. */
enum status request_begin(struct crm *crm, const char *verb, const char *word, struct person_request *request);

/* Inside a batch. The second: CRM_NONE if he was erased before; after the commit erase_traces must follow. */
enum status request_export(struct crm *crm, void *request);
enum status request_erase(struct crm *crm, void *request);

#endif
