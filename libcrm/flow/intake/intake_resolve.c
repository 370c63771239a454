/* Words of other systems that name something of ours. */
#include "flow/intake/inquiry_private.h"

#define NOTHING (-1) /* looked for, and not ours; beside 0, not looked for yet */

/* The manager who is here by what people call him; NOTHING if nobody is, or two are. */
static enum status find_manager(struct crm *crm, const char *text, int64_t *id)
{
	const struct manager *manager;
	enum status status = manager_meant(crm, text, &manager);
	*id = status == CRM_OK && manager->left > zone_day(crm->zone, crm->now) ? manager->id : NOTHING;
	return status == CRM_DATA ? CRM_OK : status;
}

/* Files say the same few words over and over: each is looked for once in a chunk, while there are not too many. */
static enum status resolve_manager(struct intake *in, const char *text, int64_t *id)
{
	struct intake_resolved *resolved = &in->managers;
	enum status status = CRM_OK;
	if (!resolved->known.slot && hashmap_open_texts(&resolved->known, &in->crm->chunk, INTAKE_RESOLVED_MAX) != 0)
		return why_memory(&in->crm->why);
	int64_t *place = resolved->n < INTAKE_RESOLVED_MAX ? hashmap_at_text(&resolved->known, text) : NULL;
	*id = place ? *place : 0;
	if (!*id) {
		status = find_manager(in->crm, text, id);
		resolved->n++;
	}
	if (place)
		*place = *id;
	return status;
}

static enum status resolve_source(struct crm *crm, struct inquiry *q)
{
	const char *word = q->rec->value[INTAKE_SOURCE], *called[SOURCE_NAMES];
	enum status status = source_called(crm, word, called);
	if (status == CRM_OK && word && strcmp(called[0], word) != 0)
		q->source = called[0];
	return status;
}

enum status inquiry_resolve(struct intake *in, struct inquiry *q)
{
	const struct rec *rec = q->rec;
	enum status status = resolve_source(in->crm, q);
	for (int i = 0; rec->maybe && i < rec->n_more && status == CRM_OK; i++) {
		int64_t id = NOTHING;
		if (rec->maybe[i] == INTAKE_MANAGER && !q->given) {
			status = resolve_manager(in, rec->more_value[i], &id);
			q->given = id == NOTHING ? NULL : manager_id(in->crm, id);
			if (!q->given)
				q->unread_manager = rec->more_value[i];
		}
	}
	return status;
}
