#include "book/projection/record.h"
#include "book/projection/apply.h"

enum status record(struct crm *crm, struct event *event)
{
	enum status status = journal_add(crm->db, event);
	return status == CRM_OK ? apply(crm, event) : status;
}
