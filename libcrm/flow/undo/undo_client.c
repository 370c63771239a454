#include "flow/undo/undo_client_private.h"

#include "base/text/json.h"
#include "book/records/client.h"
#include "book/history/event_traits.h"
#include "book/history/history.h"

/* Another batch said something of the same since this one began to: the last it said. */
static const struct event *find_later(
    const struct history *history, int64_t batch, const struct event *event, const struct event *root)
{
	int64_t first = event->event;
	for (int i = history->n; i-- > 0;)
		if (history->event[i].batch == batch)
			first = history->event[i].event;
	for (int i = history->n; i-- > 0;) {
		const struct event *other = &history->event[i];
		if (history->counts[i] && other->event > first && other->batch != batch &&
		    event_same_matter(root->kind, other->kind))
			return other;
	}
	return NULL;
}

/* Into whom the client would be merged again; 0: nobody. */
static enum status target_again(
    struct crm *crm, struct history *history, const struct event *root, bool back, struct arena *arena, int64_t *target)
{
	struct json json;
	const char *new = NULL;
	*target = 0;
	if (root->kind == EV_CLIENT_MERGED && back)
		new = root->new;
	for (int i = 0;
	     root->kind == EV_CLIENT_SPLIT && !back && i < history->n && history->event[i].event < root->event; i++)
		if (history->counts[i] && history->event[i].kind == EV_CLIENT_MERGED)
			new = history->event[i].new;
	if (new == NULL)
		return CRM_OK;
	if (json_parse(&json, new, arena) != 0)
		return why_memory(&crm->why);
	*target = json_get_int(&json, "into", 0);
	return CRM_OK;
}

/* Taking event ${event} back merges the client again: is that a ring, or did somebody say since that they are two? */
static enum status check_merge(struct crm *crm, int64_t event, int64_t client, int64_t target, char why[300])
{
	int64_t end, refused = 0;
	enum status status = client_root(crm, target, &end);
	if (status == CRM_OK && end == client)
		snprintf(why, 300, _("client %lld stands under client %lld now"), (long long)target, (long long)client);
	else if (status == CRM_OK)
		status = client_pair_refused(crm, client, end, &refused);
	if (refused > event)
		snprintf(why, 300, _("somebody said since that clients %lld and %lld are two people"),
		    (long long)client, (long long)end);
	return status;
}

static enum status check_history(struct crm *crm, int64_t batch, const struct event *event, const struct event *root,
    bool back, struct arena *arena, char why[300], int64_t *in_way)
{
	struct history history;
	int64_t target = 0;
	enum status status = history_client(crm, root->client, HISTORY_END, arena, &history);
	if (status != CRM_OK)
		return status;
	history_judge(&history, history.n, &horizon_none);
	const struct event *other = find_later(&history, batch, event, root);
	if (other != NULL) {
		*in_way = other->event;
		snprintf(why, 300,
		    _("client %lld changed since: event %lld (%s) of batch %lld; --with-later takes that back too"),
		    (long long)root->client, (long long)other->event, event_kind_name(other->kind),
		    (long long)other->batch);
		return CRM_OK;
	}
	status = target_again(crm, &history, root, back, arena, &target);
	return status == CRM_OK && target != 0 ? check_merge(crm, event->event, root->client, target, why) : status;
}

enum status undo_client(struct crm *crm, int64_t batch, const struct event *event, const struct event *root, bool back,
    char why[300], int64_t *in_way)
{
	struct arena arena = {0};
	why[0] = '\0';
	enum status status = check_history(crm, batch, event, root, back, &arena, why, in_way);
	arena_free(&arena);
	return status;
}
