/* Consents that come with inquiries: the same as book/projection/apply_consent.c makes of their events, many at
   once. */
#include "book/records/consent.h"
#include "flow/intake/inquiry_private.h"
#include "flow/intake/intake.sql.h"

struct agreed {
	int64_t client, at, event, state;
	const char *channel, *proof;
};

static int by_key_then_time(const void *a, const void *b)
{
	const struct agreed *x = a, *y = b;
	if (x->client != y->client)
		return x->client < y->client ? -1 : 1;
	int order = strcmp(x->channel, y->channel);
	if (order != 0)
		return order;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

struct agreement {
	struct agreed *list;
	int n, room;
};

static enum status add_agreement(struct crm *crm, struct agreement *all, const struct agreed *one)
{
	if (all->n == all->room) {
		int room = all->room ? all->room * 2 : 1024;
		struct agreed *grown = arena_get(&crm->chunk, (size_t)room * sizeof *grown);
		if (!grown)
			return why_memory(&crm->why);
		if (all->n)
			memcpy(grown, all->list, (size_t)all->n * sizeof *grown);
		all->list = grown;
		all->room = room;
	}
	all->list[all->n++] = *one;
	return CRM_OK;
}

/* A yes without a time does not undo what was withdrawn; the row says so. */
static enum status remark_withdrawn(struct intake *in, struct inquiry *q)
{
	struct crm *crm = in->crm;
	unsigned given = q->said.given & 1u << CONSENT_EVERY ? ~0u : q->said.given;
	enum consent now = CONSENT_UNKNOWN;
	int channel = 0;
	enum status status = CRM_OK;
	for (; channel < CONSENT_CHANNELS && status == CRM_OK && now != CONSENT_WITHDRAWN; channel++)
		if (given >> channel & 1)
			status = consent_now(crm, q->home, consent_channel_name(channel), &now);
	if (status != CRM_OK || now != CONSENT_WITHDRAWN)
		return status;
	return inquiry_warn(in, q, _("consent: it was withdrawn (%s), and a yes without a date does not undo that"),
	    consent_channel_name(channel - 1));
}

static enum status gather_row(struct intake *in, struct inquiry *q, struct agreement *all)
{
	struct crm *crm = in->crm;
	const char *source = q->rec->value[INTAKE_SOURCE], *ext_id = q->rec->value[INTAKE_EXT_ID];
	const char *proof = consent_proof(source, ext_id, &crm->chunk);
	instant_t at = consent_time(q->at, crm->now), given_at = q->rec->value[INTAKE_AT] ? at : CONSENT_UNDATED;
	enum status status = proof || (!source && !ext_id) ? CRM_OK : why_memory(&crm->why);
	if (status == CRM_OK && q->said.given && given_at == CONSENT_UNDATED && !q->new_client)
		status = remark_withdrawn(in, q);
	for (int i = 0; i < CONSENT_CHANNELS && status == CRM_OK; i++) {
		bool withdrawn = q->said.withdrawn >> i & 1;
		if (withdrawn || q->said.given >> i & 1)
			status = add_agreement(crm, all,
			    &(struct agreed){q->home, withdrawn ? at : given_at, q->event,
			        withdrawn ? CONSENT_WITHDRAWN : CONSENT_GIVEN, consent_channel_name(i), proof});
	}
	return status;
}

static enum status gather_agreements(struct intake *in, struct agreement *all)
{
	enum status status = CRM_OK;
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		struct inquiry *q = &in->list[i];
		if (q->event && (q->said.given || q->said.withdrawn))
			status = gather_row(in, q, all);
	}
	return status;
}

/* The last of each client and channel. */
static int keep_last(struct agreed *list, int n)
{
	int kept = 0;
	qsort(list, (size_t)n, sizeof *list, by_key_then_time);
	for (int i = 0; i < n; i++) {
		bool last = i + 1 == n || list[i + 1].client != list[i].client ||
		            strcmp(list[i + 1].channel, list[i].channel) != 0;
		if (last)
			list[kept++] = list[i];
	}
	return kept;
}

static enum status store_agreements(struct crm *crm, const struct agreed *list, int n)
{
	int64_t *client = arena_get(&crm->chunk, (size_t)n * 4 * sizeof *client);
	const char **channel = arena_get(&crm->chunk, (size_t)n * 2 * sizeof *channel);
	if (!client || !channel)
		return why_memory(&crm->why);
	int64_t *at = client + n, *event = at + n, *state = event + n;
	const char **proof = channel + n;
	for (int i = 0; i < n; i++) {
		client[i] = list[i].client;
		channel[i] = list[i].channel;
		at[i] = list[i].at;
		event[i] = list[i].event;
		state[i] = list[i].state;
		proof[i] = list[i].proof;
	}
	const struct batch_column columns[] = {
	    {.ints = client}, {.texts = channel}, {.ints = state}, {.ints = at}, {.ints = event}, {.texts = proof}};
	enum status status = db_batch_table(crm->db, "agreed", "client, channel, state, at, event, proof");
	if (status == CRM_OK)
		status = db_batch(crm->db, "agreed", columns, 6, n);
	return status == CRM_OK ? db_run(crm->db, sql_intake_store_consents, NULL) : status;
}

enum status intake_store_consents(struct intake *in)
{
	struct agreement all = {0};
	enum status status = gather_agreements(in, &all);
	if (status != CRM_OK || all.n == 0)
		return status;
	all.n = keep_last(all.list, all.n);
	return store_agreements(in->crm, all.list, all.n);
}
