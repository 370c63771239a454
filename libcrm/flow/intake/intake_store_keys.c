/* What is found again under keys that come in no order: points, names at shared ones, fingerprints of rows, touches.
   Most of it is kept for now. */
#include "book/known/known.h"
#include "flow/intake/inquiry_private.h"
#include "flow/intake/intake.sql.h"

enum status intake_store_points(struct crm *crm, const struct intake_match *match)
{
	enum status status = CRM_OK;
	for (int i = 0; i < match->n_points && status == CRM_OK; i++) {
		const struct match_point *point = &match->points[i];
		const struct known_point known = {.client = point->client,
		    .root = point->root,
		    .event = point->event,
		    .leads = point->leads,
		    .added = (uint32_t)point->added,
		    .stored = point->stored};
		if (point->changed)
			status = known_put_point(crm, point->kept, &point->point, &known);
	}
	for (int i = 0; i < match->n_names && status == CRM_OK; i++) {
		const struct match_name *name = &match->new_name[i];
		status = db_run(
		    crm->db, sql_intake_store_shared, VALS(V_INT(name->key), V_INT(name->client), V_INT(name->event)));
	}
	return status;
}

enum status intake_store_fingerprints(struct intake *in, struct intake_match *match)
{
	struct crm *crm = in->crm;
	enum status status = CRM_OK;
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (!q->event)
			continue;
		if (q->marks)
			status = known_put_row(crm, q->hash, match_fingerprint(match, q->hash), q->event);
		if (q->hash_any && q->marks_any && status == CRM_OK)
			status = known_put_row(crm, q->hash_any, match_fingerprint(match, q->hash_any), q->event);
		else if (q->hash_any && status == CRM_OK)
			status = known_blur_row(crm, q->hash_any);
	}
	return status;
}

enum status intake_store_touches(struct intake *in)
{
	enum status status = CRM_OK;
	for (int i = 0; i < in->n && status == CRM_OK; i++)
		if (in->list[i].touch)
			status = known_put_touch(in->crm, in->list[i].origin, in->list[i].at);
	return status;
}
