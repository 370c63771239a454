/* What a person, or whoever stands up for him, asks of us: to see what we know of him, or that it is erased. */
#ifndef CRM_FLOW_PRIVACY_REQUEST_H
#define CRM_FLOW_PRIVACY_REQUEST_H

#include "book/context/tally.h"
#include "flow/privacy/data_subject.h"

struct person_request {
	const char *word; /* who is meant */
	struct data_subject subject;
	const char *basis;      /* of an erasing: why; of a readmission: the paper on which he consented anew */
	struct erasure erasure; /* what was erased now */
	struct erasure *erasures;
	int n_erasures;  /* that; else what was erased before, in the order of that */
	struct buf text; /* what we know; the caller's to free */
	struct tally tally;
};

/* ${verb}: "export", "erase" or "readmit"; ${word} as for data_subject_find, or as for readmit. The journal keeps what
   was done, and not by which words somebody was looked for. */
enum status request_begin(
    struct crm *crm, const char *verb, const char *word, const char *basis, struct person_request *request);

/* Inside a batch. The second and the third: CRM_NONE if that was done before; after the commit of the second
   erase_traces must follow, of the third erase_list_write. */
enum status request_export(struct crm *crm, void *request);
enum status request_erase(struct crm *crm, void *request);
enum status request_readmit(struct crm *crm, void *request);

#endif
