#include "report/find/find.h"

#include "report/find/find_hits_private.h"
#include "report/kit/asked.h"

#define LIMIT_USUAL 20
#define LIMIT_MOST 10000

static enum status take_limit(struct find_hits *hits)
{
	const char *word = option(hits->crm, "limit");
	int64_t n = LIMIT_USUAL;
	if (word && (!asked_number(word, &n) || n > LIMIT_MOST))
		return why_set(
		    &hits->crm->why, CRM_USAGE, _("--limit is a number from 1 to %d, not «%s»"), LIMIT_MOST, word);
	hits->limit = (int)n;
	return CRM_OK;
}

static enum status check_query(struct crm *crm, const struct query *query)
{
	bool route = option(crm, "route"), refresh = option(crm, "refresh");
	if (query->has_horizon || query->has_period)
		return why_set(
		    &crm->why, CRM_USAGE, _("a search is about how things are now: leave -p, -T and --known-at out"));
	if (route && refresh)
		return why_set(&crm->why, CRM_USAGE, _("--route does not use the search index: leave --refresh out"));
	if ((route || refresh) && query->n_operands)
		return why_set(&crm->why, CRM_USAGE,
		    _("what is «%s»? with that option there is nothing else to look for"), query->operands[0]);
	if (!route && !refresh && !query->n_operands)
		return why_set(&crm->why, CRM_USAGE, _("what is to be found? give a phone, an address or words"));
	return CRM_OK;
}

enum status find_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct find_hits hits = {.crm = crm, .query = query};
	(void)page;
	enum status status = check_query(crm, query);
	if (status == CRM_OK && option(crm, "route"))
		return find_route(crm, option(crm, "route"), writer);
	if (status == CRM_OK)
		status = take_limit(&hits);
	if (status == CRM_OK)
		status = find_index_open(crm, option(crm, "refresh") != NULL, &hits.index);
	if (status == CRM_OK)
		status = find_ask_read(crm, hits.index.stemmer, query->operands, query->n_operands, &hits.ask);
	if (status == CRM_OK && hits.ask.n)
		status = find_hits_find(&hits);
	if (status == CRM_OK)
		status = find_hits_show(&hits, writer);
	find_index_close(&hits.index);
	return status;
}
