/* Pairs whose names are alike, and more than the names. */
#include "base/text/casefold.h"
#include "base/text/name.h"
#include "book/records/identity_key.h"
#include "report/dups/dups_private.h"
#include "report/kit/groups.h"

#define WORDS 3         /* of a name that are taken for a surname or a first name */
#define LEADS_LOOKED 64 /* of a client: the newest */

#define FATHERS_APART 0.9       /* of a score, where patronymics differ */
#define ORGANISATION_ALIKE 0.95 /* the same but for its form or its letters */

struct block {
	uint64_t hash;
	uint32_t client;
};

struct alike {
	uint32_t a, b;
	double score;
	bool apart; /* by their patronymics */
};

struct naming {
	struct dups *dups;
	struct block *block;
	size_t n_blocks, blocks_room;
	struct alike *alike;
	size_t n_alike, alike_room;
	uint64_t *key; /* hashes of all names, in order */
	size_t n_keys, keys_room;
	int64_t common; /* clients who have a name that too many have */
	int n_passed;   /* blocks in which nobody was compared */
	int64_t passed; /* their clients */
	uint32_t largest;
	const char *largest_key;
};

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static uint64_t key_hash(const char *key)
{
	return dups_hash(key, strlen(key));
}

static enum status gather_keys(struct naming *in)
{
	struct dups *dups = in->dups;
	for (uint32_t i = 0; i < dups->n_clients; i++) {
		if (!dups->client[i].key)
			continue;
		if (!dups_grow(&in->key, in->n_keys, &in->keys_room, sizeof *in->key))
			return why_memory(&dups->crm->why);
		in->key[in->n_keys++] = key_hash(dups->client[i].key);
	}
	if (in->n_keys)
		qsort(in->key, in->n_keys, sizeof *in->key, by_hash);
	return CRM_OK;
}

/* As a phone that many share tells nothing, so does a name. */
static bool is_common(const struct naming *in, const char *key, int64_t limit)
{
	uint64_t hash = key_hash(key);
	size_t from = 0, to = in->n_keys;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (in->key[middle] < hash)
			from = middle + 1;
		else
			to = middle;
	}
	return limit <= (int64_t)(in->n_keys - from) && in->key[from + (size_t)limit - 1] == hash;
}

static size_t letters_length(const char *word, size_t length, int n)
{
	const char *at = word;
	for (int i = 0; i < n && at < word + length; i++)
		(void)utf8_next(&at);
	return (size_t)(at - word);
}

/* Which word is the surname is not known: any may be. */
static enum status add_blocks(struct naming *in, uint32_t client)
{
	const char *word[WORDS], *rest = in->dups->client[client].key;
	size_t length[WORDS];
	char key[48];
	int n = 0;
	for (; *rest && n < WORDS; n++) {
		word[n] = rest;
		length[n] = strcspn(rest, " ");
		rest += length[n] + strspn(rest + length[n], " ");
	}
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++) {
			if (i == k)
				continue;
			int bytes = snprintf(key, sizeof key, "%.*s %.*s", (int)letters_length(word[i], length[i], 4),
			    word[i], (int)letters_length(word[k], length[k], 1), word[k]);
			if (!dups_grow(&in->block, in->n_blocks, &in->blocks_room, sizeof *in->block))
				return why_memory(&in->dups->crm->why);
			in->block[in->n_blocks++] = (struct block){dups_hash(key, (size_t)bytes), client};
		}
	return CRM_OK;
}

static int by_block(const void *a, const void *b)
{
	const struct block *x = a, *y = b;
	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
	                          : (x->client > y->client) - (x->client < y->client);
}

/* What two leads have in common that came within the days: bits. */
enum { SAME_CITY = 1, SAME_PROJECT = 2, SAME_SOURCE = 4 };
static int in_common(const struct dup_lead *x, const struct dup_lead *y)
{
	day_t days = x->day > y->day ? x->day - y->day : y->day - x->day;
	if (days > DUPS_DAYS)
		return 0;
	return (x->city && x->city == y->city ? SAME_CITY : 0) |
	       (x->project && x->project == y->project ? SAME_PROJECT : 0) |
	       (x->source && x->source == y->source ? SAME_SOURCE : 0);
}

static const struct dup_lead *newest_lead(const struct dups *dups, const struct dup_client *client, uint32_t *n)
{
	*n = client->n_leads < LEADS_LOOKED ? client->n_leads : LEADS_LOOKED;
	return dups->lead + client->lead + (client->n_leads - *n);
}

/* The pair of leads that says most. */
static int weigh_leads(const struct dups *dups, uint32_t a, uint32_t b, const struct dup_lead **of)
{
	uint32_t n, m;
	const struct dup_lead *x = newest_lead(dups, &dups->client[a], &n),
	                      *y = newest_lead(dups, &dups->client[b], &m);
	int best = 0;
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < m; k++) {
			int common = in_common(&x[i], &y[k]);
			if (__builtin_popcount((unsigned)common) > __builtin_popcount((unsigned)best)) {
				best = common;
				*of = &x[i];
			}
		}
	return best;
}

static bool may_be_shown(const struct dups *dups, uint32_t a, uint32_t b)
{
	const struct dup_client *x = &dups->client[a], *y = &dups->client[b];
	return (x->wanted || y->wanted) && (x->in_period || y->in_period);
}

static enum status add_alike(struct naming *in, uint32_t a, uint32_t b, double score, bool apart)
{
	if (!dups_grow(&in->alike, in->n_alike, &in->alike_room, sizeof *in->alike))
		return why_memory(&in->dups->crm->why);
	in->alike[in->n_alike++] = a < b ? (struct alike){a, b, score, apart} : (struct alike){b, a, score, apart};
	return CRM_OK;
}

static void put_patronymic(struct buf *sound, const char *name)
{
	struct buf patronymic = {0};
	name_patronymic_put(&patronymic, name);
	if (patronymic.length)
		name_sound_put(sound, patronymic.text);
	sound->failed |= patronymic.failed;
	buf_free(&patronymic);
}

/* Two fathers: more than two spellings of one. */
static enum status compare_fathers(struct naming *in, uint32_t a, uint32_t b, bool *apart)
{
	const struct dups *dups = in->dups;
	struct buf x = {0}, y = {0};
	put_patronymic(&x, dups->client[a].name);
	put_patronymic(&y, dups->client[b].name);
	*apart = x.length && y.length && name_jaro_winkler(x.text, y.text) < NAME_ALIKE;
	bool failed = x.failed || y.failed;
	buf_free(&x);
	buf_free(&y);
	return failed ? why_memory(&dups->crm->why) : CRM_OK;
}

static bool same_organisation(const struct dup_client *x, const struct dup_client *y)
{
	return x->organisation && y->organisation && strcmp(x->organisation, y->organisation) == 0;
}

static enum status compare_names(struct naming *in, uint32_t a, uint32_t b)
{
	struct dups *dups = in->dups;
	const struct dup_lead *lead;
	const char *x = dups->client[a].key, *y = dups->client[b].key;
	if (a == b || !may_be_shown(dups, a, b) || dups_group(dups, a) == dups_group(dups, b) ||
	    same_organisation(&dups->client[a], &dups->client[b]) || !weigh_leads(dups, a, b, &lead))
		return CRM_OK;
	double score = strcmp(x, y) == 0 ? 1 : name_jaro_winkler(x, y);
	bool apart = false;
	if (score < NAME_ALIKE)
		return CRM_OK;
	enum status status = compare_fathers(in, a, b, &apart);
	return status == CRM_OK ? add_alike(in, a, b, apart ? score * FATHERS_APART : score, apart) : status;
}

/* How many comparisons there would be: each of those asked about with all. */
static uint64_t work_in(const struct dups *dups, const struct block *block, uint32_t n)
{
	uint64_t asked = 0;
	for (uint32_t i = 0; i < n; i++)
		asked += dups->client[block[i].client].wanted && dups->client[block[i].client].in_period;
	return asked * n;
}

static enum status compare_block(struct naming *in, const struct block *block, uint32_t n)
{
	struct dups *dups = in->dups;
	enum status status = CRM_OK;
	if (work_in(dups, block, n) > (uint64_t)DUPS_BLOCK * DUPS_BLOCK) {
		in->n_passed++;
		in->passed += n;
		if (n > in->largest) {
			in->largest = n;
			in->largest_key = dups->client[block->client].name;
		}
		return CRM_OK;
	}
	for (uint32_t i = 0; i < n && status == CRM_OK; i++)
		for (uint32_t k = i + 1; k < n && status == CRM_OK; k++)
			status = compare_names(in, block[i].client, block[k].client);
	return status;
}

static enum status compare_all(struct naming *in)
{
	enum status status = CRM_OK;
	if (in->n_blocks)
		qsort(in->block, in->n_blocks, sizeof *in->block, by_block);
	for (size_t from = 0, to; from < in->n_blocks && status == CRM_OK; from = to) {
		for (to = from + 1; to < in->n_blocks && in->block[to].hash == in->block[from].hash; to++)
			;
		if (to - from > 1)
			status = compare_block(in, in->block + from, (uint32_t)(to - from));
	}
	return status;
}

static int by_score(const void *a, const void *b)
{
	const struct alike *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

static void put_reason(struct buf *reasons, struct crm *crm, const char *what, enum dict dict, int64_t id)
{
	buf_format(reasons, "; %s ", what);
	group_word_put(reasons, crm, dict, id);
}

static enum status print_pair(struct naming *in, const struct alike *alike)
{
	struct dups *dups = in->dups;
	struct crm *crm = dups->crm;
	const struct dup_lead *lead;
	struct buf reasons = {0};
	int common = weigh_leads(dups, alike->a, alike->b, &lead);
	buf_put(&reasons, _("name"));
	if (alike->apart)
		buf_format(&reasons, "; %s", _("another patronymic"));
	if (common & SAME_CITY)
		buf_format(&reasons, "; %s", _("city"));
	if (common & SAME_PROJECT)
		put_reason(&reasons, crm, _("project"), DICT_PROJECT, lead->project);
	if (common & SAME_SOURCE)
		put_reason(&reasons, crm, _("source"), DICT_SOURCE, lead->source);
	const struct dup_pair pair = {alike->a, alike->b, DUP_REVIEW, alike->score, reasons.text};
	enum status status = reasons.failed ? why_memory(&crm->why) : dups_print(dups, &pair);
	buf_free(&reasons);
	return status;
}

/* An organisation is called so alone: the name is reason enough. */
static enum status pair_organisations(struct naming *in, const struct block *block, uint32_t n)
{
	struct dups *dups = in->dups;
	enum status status = CRM_OK;
	for (uint32_t i = 0; i < n && status == CRM_OK; i++)
		for (uint32_t k = i + 1; k < n && status == CRM_OK; k++) {
			uint32_t a = block[i].client, b = block[k].client;
			const char *x = dups->client[a].key, *y = dups->client[b].key;
			if (may_be_shown(dups, a, b) && dups_group(dups, a) != dups_group(dups, b) &&
			    same_organisation(&dups->client[a], &dups->client[b]))
				status =
				    add_alike(in, a, b, x && y && strcmp(x, y) == 0 ? 1 : ORGANISATION_ALIKE, false);
		}
	return status;
}

static enum status compare_organisations(struct naming *in, int64_t limit)
{
	struct dups *dups = in->dups;
	struct block *block = NULL;
	size_t n = 0, room = 0;
	enum status status = CRM_OK;
	for (uint32_t i = 0; i < dups->n_clients && status == CRM_OK; i++) {
		if (!dups->client[i].organisation)
			continue;
		if (dups_grow(&block, n, &room, sizeof *block))
			block[n++] = (struct block){key_hash(dups->client[i].organisation), i};
		else
			status = why_memory(&dups->crm->why);
	}
	if (n)
		qsort(block, n, sizeof *block, by_block);
	for (size_t from = 0, to; from < n && status == CRM_OK; from = to) {
		for (to = from + 1; to < n && block[to].hash == block[from].hash; to++)
			;
		if ((int64_t)(to - from) < limit && to - from <= DUPS_BLOCK)
			status = pair_organisations(in, block + from, (uint32_t)(to - from));
		else
			in->common += (int64_t)(to - from);
	}
	free(block);
	return status;
}

enum status dups_review(struct dups *dups)
{
	struct naming in = {.dups = dups};
	enum status status = gather_keys(&in);
	int64_t limit = identity_shared_limit(dups->crm);
	for (uint32_t i = 0; i < dups->n_clients && status == CRM_OK; i++) {
		const struct dup_client *client = &dups->client[i];
		bool common = client->key && is_common(&in, client->key, limit);
		in.common += common;
		if (client->key && client->n_leads && !common)
			status = add_blocks(&in, i);
	}
	if (status == CRM_OK)
		status = compare_all(&in);
	if (status == CRM_OK)
		status = compare_organisations(&in, limit);
	if (in.n_alike)
		qsort(in.alike, in.n_alike, sizeof *in.alike, by_score);
	for (size_t i = 0; i < in.n_alike && status == CRM_OK; i++) /* two names may begin alike in two ways */
		if (i == 0 || in.alike[i].a != in.alike[i - 1].a || in.alike[i].b != in.alike[i - 1].b)
			status = print_pair(&in, &in.alike[i]);
	if (status == CRM_OK && in.n_passed)
		note(dups->crm,
		    _("not compared, for too many names begin alike: %lld names in %d groups, the largest of %u such "
		      "as «%.60s»; -p asks about fewer"),
		    (long long)in.passed, in.n_passed, in.largest, in.largest_key);
	if (status == CRM_OK && in.common)
		note(dups->crm, _("not compared: %lld clients with a name that %lld or more have"),
		    (long long)in.common, (long long)limit);
	free(in.key);
	free(in.block);
	free(in.alike);
	return status;
}
