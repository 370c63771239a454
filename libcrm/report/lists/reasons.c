#include "report/lists/reasons.h"

#include "report/kit/asked.h"
#include "report/kit/groups.h"
#include "report/kit/line.h"
#include "report/kit/scan.h"
#include "report/lists/reasons.sql.h"

enum { KIND, REASON, NAME, GROUP, N, SHARE, LO, HI };

const struct field reasons_fields[] = {[KIND] = {"kind", KIND_TEXT, N_("kind")},
    [REASON] = {"reason", KIND_TEXT, N_("reason")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [GROUP] = {"group", KIND_TEXT, N_("group")},
    [N] = {"n", KIND_INT, N_("leads")},
    [SHARE] = {"share", KIND_REAL, N_("share")},
    [LO] = {"lo", KIND_REAL, N_("from 95%")},
    [HI] = {"hi", KIND_REAL, N_("to 95%")},
    {0}};

const struct field reasons_ids_fields[] = {{"lead", KIND_INT, N_("lead")}, {"client", KIND_INT, N_("client")},
    {"manager", KIND_TEXT, N_("manager")}, {"state", KIND_TEXT, N_("state")}, {"reason", KIND_TEXT, N_("reason")},
    {"source", KIND_TEXT, N_("source")}, {"decided_at", KIND_TIME, N_("decided")}, {0}};

struct reason_count {
	const struct reason *reason; /* NULL: one that is not in the settings any more */
	int64_t id;
	bool lose;
	int64_t n;
};

struct reasons_group {
	struct group_row row;
	int64_t decided;
	int n, room;
	struct reason_count *count;
};

struct counting {
	struct crm *crm;
	const struct query *query;
	instant_t from, to;
	struct groups groups;
	struct line line;
	struct asked_ids ids;
	int64_t ids_reason;
};

static struct reason_count *count_of(struct crm *crm, struct reasons_group *group, const struct lead *lead)
{
	for (int i = 0; i < group->n; i++)
		if (group->count[i].id == lead->reason)
			return &group->count[i];
	if (group->n == group->room) {
		int room = group->room ? group->room * 2 : 8;
		struct reason_count *more = arena_get(&crm->run, (size_t)room * sizeof *more);
		if (!more)
			return NULL;
		if (group->n)
			memcpy(more, group->count, (size_t)group->n * sizeof *more);
		group->count = more;
		group->room = room;
	}
	group->count[group->n] =
	    (struct reason_count){reason_id(crm, lead->reason), lead->reason, lead->state == LEAD_LOST, 0};
	return &group->count[group->n++];
}

/* The one place where a count and its list are the same thing. */
static enum status count_lead(void *arg, const struct lead_folded *folded, struct stmt *row)
{
	struct counting *c = arg;
	const struct lead *lead = &folded->lead;
	(void)row;
	if (lead->state == LEAD_OPEN || lead->decided_at < c->from || lead->decided_at >= c->to ||
	    !query_takes(c->crm, c->query, lead->manager))
		return CRM_OK;
	struct group_keys keys = group_keys_of(lead, lead->manager, lead->decided_at);
	struct reasons_group *group = groups_at(&c->groups, &keys);
	if (!group)
		return c->crm->why.status;
	group->decided++;
	if (lead->state == LEAD_WON)
		return CRM_OK;
	struct reason_count *count = count_of(c->crm, group, lead);
	if (!count)
		return why_memory(&c->crm->why);
	count->n++;
	if (!c->ids.thing || lead->reason != c->ids_reason ||
	    strcmp(group->row.name, c->ids.group ? c->ids.group : "") != 0)
		return CRM_OK;
	line_lead(&c->line, lead);
	return line_write(&c->line);
}

static const char *code_of(const struct reason_count *count)
{
	return count->reason ? count->reason->code : "";
}

/* Before the lost the disqualified; what happened most first. */
static int by_rank(const void *a, const void *b)
{
	const struct reason_count *x = a, *y = b;
	if (x->lose != y->lose)
		return x->lose ? 1 : -1;
	return x->n != y->n ? (x->n > y->n ? -1 : 1) : strcmp(code_of(x), code_of(y));
}

static enum status print_count(struct line *line, const struct reasons_group *group, const struct reason_count *count)
{
	line_text(line, KIND, count->lose ? "lose" : "disqualify");
	line_text(line, REASON, code_of(count));
	line_text(line, NAME, count->reason ? count->reason->name : NULL);
	line_text(line, GROUP, group->row.name);
	line_int(line, N, count->n);
	line_share(line, SHARE, (double)count->n, (double)group->decided);
	return line_write(line);
}

static enum status print_groups(struct counting *c)
{
	struct group_row **all = groups_in_order(&c->groups);
	enum status status = all ? CRM_OK : c->crm->why.status;
	for (int g = 0; g < c->groups.n && status == CRM_OK; g++) {
		struct reasons_group *group = (struct reasons_group *)all[g];
		if (group->n > 1)
			qsort(group->count, (size_t)group->n, sizeof *group->count, by_rank);
		for (int i = 0; i < group->n && status == CRM_OK; i++)
			status = print_count(&c->line, group, &group->count[i]);
	}
	return status;
}

static enum status take_ids(struct counting *c)
{
	enum status status = asked_ids(c->crm, c->query, NULL, NULL, &c->ids);
	if (status != CRM_OK || !c->ids.thing)
		return status;
	const struct reason *reason;
	status = meant_option(c->crm, reason_meant(c->crm, c->ids.thing, REASON_ANY, &reason));
	if (status != CRM_OK)
		return status;
	c->ids_reason = reason->id;
	return CRM_OK;
}

enum status reasons_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct counting c = {
	    .crm = crm, .query = query, .groups = {.crm = crm, .query = query, .size = sizeof(struct reasons_group)}};
	(void)page;
	asked_period(crm, query, &c.from, &c.to);
	enum status status = asked_options_only(crm, query);
	if (status == CRM_OK)
		status = take_ids(&c);
	line_open(&c.line, crm, writer, c.ids.thing ? reasons_ids_fields : reasons_fields);
	if (status == CRM_OK)
		status = scan_leads(&(struct scan){.crm = crm,
		    .query = query,
		    .found = query->has_period ? sql_reasons_find : NULL,
		    .sql = query->has_period ? sql_reasons_found : sql_reasons_leads,
		    .vals = query->has_period ? VALS(V_INT(c.from), V_INT(c.to)) : NULL,
		    .each = count_lead,
		    .arg = &c});
	if (status == CRM_OK && !c.ids.thing)
		status = print_groups(&c);
	line_close(&c.line);
	groups_close(&c.groups);
	return status;
}
