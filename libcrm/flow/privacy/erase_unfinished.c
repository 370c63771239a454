/* Alone, because every command that writes asks it, and few need what erasing takes. */
#include "flow/privacy/data_subject.h"

#include "flow/privacy/erase_unfinished.sql.h"

enum status erase_unfinished(struct crm *crm, int64_t *event)
{
	return db_number(crm->db, sql_erasing_last, NULL, 0, event);
}
