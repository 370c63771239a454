#include "book/client.h"

#include "book/client.sql.h"

enum status client_root(struct crm *crm, int64_t client, int64_t *root)
{
	return db_number(crm->db, sql_client_root, VALS(V_INT(client)), client, root);
}

enum status client_pair_refused(struct crm *crm, int64_t a, int64_t b, bool *refused)
{
	int64_t found;
	enum status status = db_number(crm->db, sql_client_refused, VALS(V_INT(a), V_INT(b)), 0, &found);
	*refused = found != 0;
	return status;
}

enum status client_role(struct crm *crm, int64_t client, const char **role)
{
	struct stmt *stmt;
	*role = NULL;
	enum status status = db_ask_one(crm->db, sql_client_role, VALS(V_INT(client)), &stmt);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	*role = arena_copy(&crm->chunk, db_text(stmt, 0));
	db_done(stmt);
	return *role != NULL ? CRM_OK : why_memory(&crm->why);
}
