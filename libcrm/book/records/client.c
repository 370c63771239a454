#include "book/records/client.h"

#include <errno.h>

#include "book/records/client.sql.h"

enum status client_root(struct crm *crm, int64_t client, int64_t *root)
{
	*root = client;
	return crm->none_merged ? CRM_OK : db_number(crm->db, sql_client_root, VALS(V_INT(client)), client, root);
}

enum status client_pair_refused(struct crm *crm, int64_t a, int64_t b, int64_t *event)
{
	return db_number(crm->db, sql_client_refused, VALS(V_INT(a), V_INT(b)), 0, event);
}

/* One text that may be NULL, in crm->chunk; also NULL if there is no row. */
static enum status text_of(struct crm *crm, const char *sql, int64_t client, const char **text)
{
	struct stmt *stmt;
	*text = NULL;
	enum status status = db_ask_one(crm->db, sql, VALS(V_INT(client)), &stmt);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	bool there = !db_null(stmt, 0);
	*text = arena_copy(&crm->chunk, db_text(stmt, 0));
	db_done(stmt);
	return *text != NULL || !there ? CRM_OK : why_memory(&crm->why);
}

enum status client_name(struct crm *crm, int64_t client, const char **name)
{
	return text_of(crm, sql_client_name, client, name);
}

enum status client_role(struct crm *crm, int64_t client, const char **role)
{
	return text_of(crm, sql_client_role, client, role);
}

enum status client_resolve(struct crm *crm, const char *text, int64_t *client)
{
	char *end;
	int64_t there;
	errno = 0;
	long long number = *text >= '0' && *text <= '9' ? strtoll(text, &end, 10) : 0;
	if (number < 1 || errno != 0 || *end != '\0')
		return why_set(&crm->why, CRM_DATA, _("not a client number: «%s»"), text);
	enum status status = db_number(crm->db, sql_client_there, VALS(V_INT(number)), 0, &there);
	if (status == CRM_OK && there == 0)
		return why_set(&crm->why, CRM_NONE, _("no client %lld"), number);
	*client = number;
	return status;
}
