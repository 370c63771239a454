#include "report/dups/dups_private.h"
#include "base/text/word_meant.h"
#include "report/kit/asked.h"

enum { GROUP, KEEP, DROP, LEVEL, SCORE, DUPS_REASONS, KEEP_NAME, DROP_NAME };

const struct field dups_fields[] = {[GROUP] = {"group", KIND_INT, N_("group")},
    [KEEP] = {"keep", KIND_INT, N_("client")},
    [DROP] = {"drop", KIND_INT, N_("the same as")},
    [LEVEL] = {"level", KIND_TEXT, N_("level")},
    [SCORE] = {"score", KIND_REAL, N_("score")},
    [DUPS_REASONS] = {"reasons", KIND_TEXT, N_("reasons")},
    [KEEP_NAME] = {"keep_name", KIND_TEXT, N_("name")},
    [DROP_NAME] = {"drop_name", KIND_TEXT, N_("other name")},
    {0}};

static const char *const level_names[] = {
    [DUP_CERTAIN] = "certain", [DUP_PROBABLE] = "probable", [DUP_REVIEW] = "review", NULL};

static enum status take_level(struct dups *dups)
{
	const char *word = option(dups->crm, "level");
	int asked = word ? word_meant(word, level_names) : -1;
	for (int i = 0; level_names[i]; i++)
		dups->levels[i] = !word || i == asked;
	return word && asked < 0
	           ? why_set(&dups->crm->why, CRM_USAGE, _("no level «%s»: certain, probable, review"), word)
	           : CRM_OK;
}

static enum status check_query(struct dups *dups)
{
	const struct query *query = dups->query;
	if (query->has_horizon)
		return why_set(&dups->crm->why, CRM_USAGE,
		    _("who may be one person is asked as of now: leave -T and --known-at out"));
	enum status status = asked_options_only(dups->crm, query);
	return status == CRM_OK ? take_level(dups) : status;
}

enum status dups_print(struct dups *dups, const struct dup_pair *pair)
{
	const struct dup_client *keep = &dups->client[pair->keep], *drop = &dups->client[pair->drop];
	struct line *line = &dups->line;
	if (!(keep->wanted || drop->wanted) || !(keep->in_period || drop->in_period) ||
	    dups_refused(dups, pair->keep, pair->drop))
		return CRM_OK;
	line_int(
	    line, GROUP, pair->level == DUP_CERTAIN ? dups->client[dups_group(dups, pair->drop)].client : keep->client);
	line_int(line, KEEP, keep->client);
	line_int(line, DROP, drop->client);
	line_text(line, LEVEL, level_names[pair->level]);
	line_real(line, SCORE, 3, pair->score);
	line_text(line, DUPS_REASONS, pair->reasons);
	line_text(line, KEEP_NAME, keep->name);
	line_text(line, DROP_NAME, drop->name);
	return line_write(line);
}

static void free_all(struct dups *dups)
{
	line_close(&dups->line);
	free(dups->client);
	free(dups->point);
	free(dups->lead);
	free(dups->refused);
	free(dups->known);
	arena_free(&dups->text);
	arena_free(&dups->row);
}

enum status dups_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct dups dups = {.crm = crm, .query = query};
	(void)page;
	line_open(&dups.line, crm, writer, dups_fields);
	enum status status = check_query(&dups);
	if (status == CRM_OK)
		status = dups_read(&dups);
	if (status == CRM_OK)
		status = dups_certain(&dups);
	if (status == CRM_OK && dups.levels[DUP_PROBABLE])
		status = dups_probable(&dups);
	if (status == CRM_OK && dups.levels[DUP_REVIEW])
		status = dups_extensions(&dups);
	if (status == CRM_OK && dups.levels[DUP_REVIEW])
		status = dups_review(&dups);
	free_all(&dups);
	return status;
}
