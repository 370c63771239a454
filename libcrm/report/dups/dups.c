#include "report/dups/dups.h"

#include "report/dups/dups_private.h"

static const char *const level_names[] = {"certain", "probable", "review", NULL};

const struct field dups_fields[] = {{"group", KIND_INT, N_("group")}, {"keep", KIND_INT, N_("client")},
    {"drop", KIND_INT, N_("the same as")}, {"level", KIND_TEXT, N_("level")}, {"score", KIND_REAL, N_("score")},
    {"reasons", KIND_TEXT, N_("reasons")}, {"keep_name", KIND_TEXT, N_("name")},
    {"drop_name", KIND_TEXT, N_("other name")}, {0}};

static enum status take_level(struct dups *dups)
{
	const char *word = option(dups->crm, "level");
	for (int i = 0; level_names[i]; i++)
		dups->levels[i] = !word || strcmp(word, level_names[i]) == 0;
	for (int i = 0; level_names[i]; i++)
		if (dups->levels[i])
			return CRM_OK;
	return why_set(&dups->crm->why, CRM_USAGE, _("no level «%s»: certain, probable, review"), word);
}

static enum status check(struct dups *dups)
{
	const struct query *query = dups->query;
	if (query->has_horizon)
		return why_set(&dups->crm->why, CRM_USAGE,
		    _("who may be one person is asked as of now: leave -T and --known-at out"));
	if (query->n_operands)
		return why_set(
		    &dups->crm->why, CRM_USAGE, _("what is «%s»? this list takes options only"), query->operands[0]);
	return take_level(dups);
}

enum status dups_show(struct dups *dups, const struct dup_pair *pair)
{
	const struct dup_client *keep = &dups->client[pair->keep], *drop = &dups->client[pair->drop];
	char group[24], a[24], b[24], score[16];
	if (!(keep->wanted || drop->wanted) || !(keep->in_period || drop->in_period) ||
	    dups_refused(dups, pair->keep, pair->drop))
		return CRM_OK;
	(void)snprintf(score, sizeof score, "%.3f", pair->score);
	int64_t first = pair->level == DUP_CERTAIN ? dups->client[dups_group(dups, pair->drop)].client : keep->client;
	const char *cells[] = {int_text(group, first), int_text(a, keep->client), int_text(b, drop->client),
	    level_names[pair->level], score, pair->reasons, keep->name, drop->name};
	return writer_row(dups->writer, cells, &dups->crm->why);
}

static void free_all(struct dups *dups)
{
	free(dups->client);
	free(dups->point);
	free(dups->lead);
	free(dups->refused);
	arena_free(&dups->text);
	arena_free(&dups->row);
}

enum status dups_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct dups dups = {.crm = crm, .query = query, .writer = writer};
	(void)page;
	enum status status = check(&dups);
	if (status == CRM_OK)
		status = dups_read(&dups);
	if (status == CRM_OK)
		status = dups_certain(&dups);
	if (status == CRM_OK && dups.levels[DUP_PROBABLE])
		status = dups_probable(&dups);
	if (status == CRM_OK && dups.levels[DUP_REVIEW])
		status = dups_review(&dups);
	free_all(&dups);
	return status;
}
