/* Groups by points of contact that are the same; pairs by the end of a phone. */
#include "book/records/identity_key.h"
#include "report/dups/dups_private.h"

#define TAIL 't'
#define EXTENSIONS_SCORE 0.5

static char class_of(char kind)
{
	return kind == 'u' ? TAIL : kind;
}

static int by_value(const void *a, const void *b)
{
	const struct dup_point *x = a, *y = b;
	char p = class_of(x->kind), q = class_of(y->kind);
	if (p != q)
		return p < q ? -1 : 1;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	int text = p == IDENTITY_EMAIL ? strcmp(x->said, y->said) : 0;
	if (text)
		return text;
	if (x->client != y->client)
		return x->client < y->client ? -1 : 1;
	/* A record without an extension last: it tells no two apart. */
	int extension = p == IDENTITY_PHONE ? strcmp(y->said ? y->said : "", x->said ? x->said : "") : 0;
	return extension ? extension : x->kind - y->kind;
}

/* One phone, two extensions: two people, as far as this tells. Of a client his first point of the run speaks. */
static bool are_apart(const struct dup_point *x, const struct dup_point *y)
{
	return x->kind == IDENTITY_PHONE && x->said && y->said && strcmp(x->said, y->said) != 0;
}

static bool same_value(const struct dup_point *x, const struct dup_point *y)
{
	return class_of(x->kind) == class_of(y->kind) && x->hash == y->hash &&
	       (x->kind != IDENTITY_EMAIL || strcmp(x->said, y->said) == 0);
}

/* Points of one value, each client once and at its first place; 0 if so many records have it that it tells nothing. */
struct sharers {
	const struct dup_point *first;
	uint32_t records, n;
};

/* The run that begins at ${at}; CRM_NONE after the last. */
static bool next_run(const struct dups *dups, uint32_t *at, struct sharers *run)
{
	if (*at >= dups->n_points)
		return false;
	*run = (struct sharers){.first = &dups->point[*at]};
	for (; *at < dups->n_points && same_value(run->first, &dups->point[*at]); ++*at) {
		run->n += run->records == 0 || dups->point[*at].client != dups->point[*at - 1].client;
		run->records++;
	}
	return true;
}

uint32_t dups_group(struct dups *dups, uint32_t client)
{
	while (dups->client[client].group != client) {
		uint32_t *group = &dups->client[client].group;
		*group = dups->client[*group].group;
		client = *group;
	}
	return client;
}

static const char *value_text(struct arena *arena, const struct dup_point *point)
{
	switch (point->kind) {
	case IDENTITY_EMAIL: return arena_format(arena, "%s %s", _("email"), point->said);
	case IDENTITY_INN: return arena_format(arena, "%s %llu", _("tax number"), (unsigned long long)point->hash);
	default: return arena_format(arena, "%s +%llu", _("phone"), (unsigned long long)point->hash);
	}
}

/* With whom he shares it is said where that may not be seen: in a group. */
static bool add_reason(struct dups *dups, uint32_t who, uint32_t with, const struct dup_point *point)
{
	struct dup_client *client = &dups->client[who];
	if (client->n_reasons++ >= REASONS_NAMED)
		return true;
	const char *value = value_text(&dups->row, point);
	const char *before = client->reasons;
	client->reasons =
	    !value   ? NULL
	    : before ? arena_format(&dups->text, "%s; %s = %lld", before, value, (long long)dups->client[with].client)
	             : arena_format(&dups->text, "%s = %lld", value, (long long)dups->client[with].client);
	return client->reasons != NULL;
}

static bool join_two(struct dups *dups, uint32_t a, uint32_t b, const struct dup_point *point)
{
	uint32_t x = dups_group(dups, a), y = dups_group(dups, b);
	if (x < y)
		dups->client[y].group = x;
	else
		dups->client[x].group = y;
	return add_reason(dups, a, b, point) && add_reason(dups, b, a, point);
}

static bool is_again(const struct sharers *run, uint32_t i)
{
	return i > 0 && run->first[i].client == run->first[i - 1].client;
}

/* Each with the first before him who was not called another. */
static bool join_run(struct dups *dups, const struct sharers *run)
{
	for (uint32_t i = 1; i < run->records; i++) {
		uint32_t k = 0;
		if (is_again(run, i))
			continue;
		while (k < i && (is_again(run, k) || are_apart(&run->first[k], &run->first[i]) ||
		                    dups_refused(dups, run->first[k].client, run->first[i].client)))
			k++;
		if (k < i && !join_two(dups, run->first[k].client, run->first[i].client, run->first))
			return false;
	}
	return true;
}

static int by_group(const void *a, const void *b)
{
	const struct dup_pair *x = a, *y = b;
	return x->keep != y->keep ? (x->keep > y->keep) - (x->keep < y->keep)
	                          : (x->drop > y->drop) - (x->drop < y->drop);
}

/* The oldest of the group whom nobody called another than ${drop}. */
static uint32_t keep_of(struct dups *dups, uint32_t drop)
{
	uint32_t group = dups_group(dups, drop);
	for (uint32_t i = group; i < drop; i++)
		if (dups_group(dups, i) == group && !dups_refused(dups, i, drop))
			return i;
	return drop;
}

static enum status print_groups(struct dups *dups)
{
	struct dup_pair *pairs = NULL;
	size_t n = 0, room = 0;
	enum status status = CRM_OK;
	for (uint32_t i = 0; i < dups->n_clients && status == CRM_OK; i++) {
		if (dups_group(dups, i) == i)
			continue;
		if (dups_grow(&pairs, n, &room, sizeof *pairs))
			pairs[n++] = (struct dup_pair){dups_group(dups, i), i, DUP_CERTAIN, 1, dups->client[i].reasons};
		else
			status = why_memory(&dups->crm->why);
	}
	if (n)
		qsort(pairs, n, sizeof *pairs, by_group);
	for (size_t i = 0; i < n && status == CRM_OK; i++) {
		pairs[i].keep = keep_of(dups, pairs[i].drop);
		if (pairs[i].keep != pairs[i].drop)
			status = dups_print(dups, &pairs[i]);
	}
	free(pairs);
	return status;
}

enum status dups_certain(struct dups *dups)
{
	struct sharers run;
	uint32_t at = 0;
	int64_t limit = identity_shared_limit(dups->crm);
	if (dups->n_points)
		qsort(dups->point, dups->n_points, sizeof *dups->point, by_value);
	while (next_run(dups, &at, &run)) {
		arena_reset(&dups->row);
		if (class_of(run.first->kind) != TAIL && run.n > 1 && run.records < limit && !join_run(dups, &run))
			return why_memory(&dups->crm->why);
	}
	return dups->levels[DUP_CERTAIN] ? print_groups(dups) : CRM_OK;
}

static bool is_unclear(const struct sharers *run, uint32_t client)
{
	for (uint32_t i = 0; i < run->records; i++)
		if (run->first[i].client == client && run->first[i].kind == 'u')
			return true;
	return false;
}

/* Of two clear phones it is known that they are two. */
static enum status print_tails(struct dups *dups, const struct sharers *run)
{
	enum status status = CRM_OK;
	char reason[64];
	(void)snprintf(reason, sizeof reason, _("phone …%010llu"), (unsigned long long)run->first->hash);
	for (uint32_t i = 1; i < run->records && status == CRM_OK; i++) {
		uint32_t drop = run->first[i].client;
		if (drop == run->first[i - 1].client)
			continue;
		for (uint32_t k = 0; k < i && status == CRM_OK; k++) {
			uint32_t keep = run->first[k].client;
			bool again = keep == drop || (k > 0 && run->first[k - 1].client == keep);
			if (again || dups_group(dups, keep) == dups_group(dups, drop) ||
			    (!is_unclear(run, keep) && !is_unclear(run, drop)))
				continue;
			const struct dup_pair pair = {keep, drop, DUP_PROBABLE, 0.9, reason};
			status = dups_print(dups, &pair);
		}
	}
	return status;
}

/* Each with the first before him at another extension. */
static enum status print_extensions(struct dups *dups, const struct sharers *run)
{
	enum status status = CRM_OK;
	char reason[96];
	for (uint32_t i = 1; i < run->records && status == CRM_OK; i++) {
		const struct dup_point *drop = &run->first[i];
		uint32_t k = 0;
		if (is_again(run, i))
			continue;
		while (k < i && (is_again(run, k) || !are_apart(&run->first[k], drop)))
			k++;
		if (k == i || dups_group(dups, run->first[k].client) == dups_group(dups, drop->client))
			continue;
		(void)snprintf(reason, sizeof reason, _("phone +%llu, extensions %.12s and %.12s"),
		    (unsigned long long)drop->hash, run->first[k].said, drop->said);
		const struct dup_pair pair = {run->first[k].client, drop->client, DUP_REVIEW, EXTENSIONS_SCORE, reason};
		status = dups_print(dups, &pair);
	}
	return status;
}

enum status dups_extensions(struct dups *dups)
{
	struct sharers run;
	uint32_t at = 0;
	int64_t limit = identity_shared_limit(dups->crm);
	enum status status = CRM_OK;
	while (status == CRM_OK && next_run(dups, &at, &run))
		if (run.first->kind == IDENTITY_PHONE && run.n > 1 && run.records < limit)
			status = print_extensions(dups, &run);
	return status;
}

enum status dups_probable(struct dups *dups)
{
	struct sharers run;
	uint32_t at = 0;
	int64_t limit = identity_shared_limit(dups->crm);
	enum status status = CRM_OK;
	while (status == CRM_OK && next_run(dups, &at, &run))
		if (class_of(run.first->kind) == TAIL && run.n > 1 && run.records < limit && run.records <= DUPS_BLOCK)
			status = print_tails(dups, &run);
	return status;
}
