/* Words of other systems that name something of ours. */
#include "base/text/casefold.h"
#include "flow/intake/inquiry_private.h"

#define NOTHING (-1) /* looked for, and not ours; beside 0, not looked for yet */

/* ${folded}: the other text, as it is compared. */
static bool same_folded(struct buf *room, const char *text, const char *folded)
{
	buf_clear(room);
	casefold_put(room, text ? text : "");
	return !room->failed && room->length && strcmp(room->text, folded) == 0;
}

/* The manager who is here by that code or name; NOTHING if nobody is, or two are. */
static int64_t manager_named(struct crm *crm, struct buf *room, const char *text, const char *folded)
{
	day_t today = zone_day(crm->zone, crm->now);
	const struct manager *coded = manager_find(crm, text);
	int64_t found = NOTHING;
	if (coded)
		return coded->left > today ? coded->id : NOTHING;
	for (int i = 0; i < manager_count(crm); i++) {
		const struct manager *manager = manager_at(crm, i);
		if (manager->left <= today || !same_folded(room, manager->name, folded))
			continue;
		if (found != NOTHING)
			return NOTHING;
		found = manager->id;
	}
	return found;
}

/* Each lead begins at the first stage anyway. */
static int64_t stage_named(struct crm *crm, struct buf *room, const char *text, const char *folded)
{
	for (int i = 1; i < stage_count(crm); i++)
		if (strcmp(stage_at(crm, i)->code, text) == 0 || same_folded(room, stage_at(crm, i)->name, folded))
			return stage_at(crm, i)->id;
	return NOTHING;
}

typedef int64_t finder(struct crm *crm, struct buf *room, const char *text, const char *folded);

/* Files say the same few words over and over: each is looked for once in a chunk, while there are not too many. */
static enum status resolve_name(
    struct intake *in, struct intake_resolved *resolved, const char *text, finder *find, int64_t *id)
{
	struct buf folded = {0}, room = {0};
	if (!resolved->known.slot && hashmap_open_texts(&resolved->known, &in->crm->chunk, INTAKE_RESOLVED_MAX) != 0)
		return why_memory(&in->crm->why);
	int64_t *place = resolved->n < INTAKE_RESOLVED_MAX ? hashmap_at_text(&resolved->known, text) : NULL;
	*id = place ? *place : 0;
	if (!*id) {
		buf_put(&folded, "");
		casefold_put(&folded, text);
		*id = folded.failed ? NOTHING : find(in->crm, &room, text, folded.text);
		resolved->n++;
	}
	if (place)
		*place = *id;
	bool failed = folded.failed || room.failed;
	buf_free(&folded);
	buf_free(&room);
	return failed ? why_memory(&in->crm->why) : CRM_OK;
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
			status = resolve_name(in, &in->managers, rec->more_value[i], manager_named, &id);
			q->given = id == NOTHING ? NULL : manager_id(in->crm, id);
		} else if (rec->maybe[i] == INTAKE_STAGE && !q->stage) {
			status = resolve_name(in, &in->stages, rec->more_value[i], stage_named, &id);
			q->stage = id == NOTHING ? NULL : stage_id(in->crm, id);
		}
	}
	return status;
}
