#include "flow/privacy/request.h"

#include "book/context/verdict.h"
#include "flow/privacy/readmit.h"

enum status request_begin(
    struct crm *crm, const char *verb, const char *word, const char *basis, struct person_request *request)
{
	bool erased = strcmp(verb, "readmit") == 0; /* nobody knows him */
	request->word = word;
	request->basis = basis;
	enum status status = tally_open(crm, &request->tally, NULL);
	if (status == CRM_OK && !erased)
		status = data_subject_find(crm, word, &request->subject);
	if (status != CRM_OK)
		return status;
	crm->who.line =
	    erased ? "crm-person readmit"
	           : arena_format(&crm->run, "crm-person %s %lld", verb, (long long)request->subject.client[0]);
	return crm->who.line ? CRM_OK : why_memory(&crm->why);
}

enum status request_export(struct crm *crm, void *arg)
{
	struct person_request *request = arg;
	enum status status = data_subject_export(crm, &request->subject, &request->text);
	tally_count(&request->tally, VERDICT_DONE);
	return status == CRM_OK ? data_subject_note_export(crm, &request->subject) : status;
}

enum status request_erase(struct crm *crm, void *arg)
{
	struct person_request *request = arg;
	enum status status = data_subject_erase(crm, &request->subject, request->basis, &request->erasure);
	tally_count(&request->tally, status == CRM_NONE ? VERDICT_KNOWN : VERDICT_DONE);
	request->erasures = &request->erasure;
	request->n_erasures = 1;
	if (status == CRM_OK)
		return data_subject_erase_end(crm);
	if (status != CRM_NONE)
		return status;
	status = erasure_read(crm, &request->subject, &request->erasures, &request->n_erasures);
	return status == CRM_OK ? CRM_NONE : status;
}

enum status request_readmit(struct crm *crm, void *arg)
{
	struct person_request *request = arg;
	struct readmission readmission = {.word = request->word, .proof = request->basis};
	enum status status = readmit(crm, &readmission);
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	int64_t *client = arena_get(&crm->run, sizeof *client);
	if (!client)
		return why_memory(&crm->why);
	*client = readmission.client;
	tally_count(&request->tally, status == CRM_NONE ? VERDICT_KNOWN : VERDICT_DONE);
	request->subject = (struct data_subject){.n_clients = 1, .client = client};
	request->erasure = (struct erasure){.event = readmission.event, .rows = {{"suppressed", readmission.keys}}};
	request->erasures = &request->erasure;
	request->n_erasures = status == CRM_OK;
	return status;
}
