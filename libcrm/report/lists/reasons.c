#include "report/lists/reasons.h"

#include "base/value/stats.h"
#include "report/kit/group.h"
#include "report/lists/reasons.sql.h"

const struct field reasons_fields[] = {{"kind", KIND_TEXT, N_("kind")}, {"reason", KIND_TEXT, N_("reason")},
    {"name", KIND_TEXT, N_("name")}, {"group", KIND_TEXT, N_("group")}, {"n", KIND_INT, N_("leads")},
    {"share", KIND_REAL, N_("share")}, {"lo", KIND_REAL, N_("from 95%")}, {"hi", KIND_REAL, N_("to 95%")}, {0}};

const struct field reasons_ids_fields[] = {{"lead", KIND_INT, N_("lead")}, {"client", KIND_INT, N_("client")},
    {"manager", KIND_TEXT, N_("manager")}, {"state", KIND_TEXT, N_("state")}, {"reason", KIND_TEXT, N_("reason")},
    {"source", KIND_TEXT, N_("source")}, {"decided_at", KIND_TIME, N_("decided")}, {0}};

struct count {
	int64_t reason;
	bool lose;
	int64_t n;
};

struct group_counts {
	const char *group;
	int64_t decided;
	int n, room;
	struct count *count;
	struct group_counts *next; /* in order of text */
};

struct counting {
	struct crm *crm;
	const struct query *query;
	struct writer *writer;
	instant_t from, to;
	struct group_counts *first, *found;
	const char *ids_group; /* --ids; NULL: not asked */
	int64_t ids_reason;
};

static struct group_counts *group_of(struct counting *c, const struct lead *lead)
{
	struct keys keys = keys_of(lead, lead->manager, lead->decided_at);
	struct buf text = {0};
	struct group_counts **place = &c->first, *group = c->found;
	group_put(&text, c->crm, c->query, &keys);
	if (!text.failed && !(group && strcmp(group->group, text.text) == 0)) {
		while (*place && strcmp((*place)->group, text.text) < 0)
			place = &(*place)->next;
		group = *place;
		if (!group || strcmp(group->group, text.text) != 0) {
			group = arena_zero(&c->crm->run, sizeof *group);
			if (group && !(group->group = arena_copy(&c->crm->run, text.text)))
				group = NULL;
			if (group) {
				group->next = *place;
				*place = group;
			}
		}
	}
	c->found = text.failed ? NULL : group;
	buf_free(&text);
	return c->found;
}

static enum status add(struct crm *crm, struct group_counts *group, const struct lead *lead)
{
	int i = 0;
	group->decided++;
	if (lead->state == LEAD_WON)
		return CRM_OK;
	while (i < group->n && group->count[i].reason != lead->reason)
		i++;
	if (i == group->room) {
		int room = group->room ? group->room * 2 : 8;
		struct count *more = arena_get(&crm->run, (size_t)room * sizeof *more);
		if (!more)
			return why_memory(&crm->why);
		if (group->n)
			memcpy(more, group->count, (size_t)group->n * sizeof *more);
		group->count = more;
		group->room = room;
	}
	if (i == group->n)
		group->count[group->n++] = (struct count){.reason = lead->reason, .lose = lead->state == LEAD_LOST};
	group->count[i].n++;
	return CRM_OK;
}

static enum status print_lead(struct counting *c, const struct lead *lead)
{
	struct crm *crm = c->crm;
	char id[24], client[24];
	struct buf decided = {0};
	const struct reason *reason = reason_id(crm, lead->reason);
	instant_put(&decided, crm->zone, lead->decided_at);
	const char *cells[] = {int_text(id, lead->lead), int_text(client, lead->client),
	    manager_code(crm, lead->manager), lead_state_name(lead->state), reason ? reason->code : "",
	    dict_word(crm, DICT_SOURCE, lead->source), decided.text};
	enum status status = decided.failed ? why_memory(&crm->why) : writer_row(c->writer, cells, &crm->why);
	buf_free(&decided);
	return status;
}

/* The one place where a count and its list are the same thing. */
static enum status take(struct counting *c, const struct lead *lead)
{
	if (lead->state == LEAD_OPEN || lead->decided_at < c->from || lead->decided_at >= c->to ||
	    !query_takes(c->crm, c->query, lead->manager))
		return CRM_OK;
	struct group_counts *group = group_of(c, lead);
	enum status status = group ? add(c->crm, group, lead) : why_memory(&c->crm->why);
	bool asked = c->ids_group && lead->state != LEAD_WON && lead->reason == c->ids_reason;
	return status == CRM_OK && asked && strcmp(group->group, c->ids_group) == 0 ? print_lead(c, lead) : status;
}

static enum status road_leads(struct counting *c)
{
	struct stmt *stmt;
	struct lead lead;
	enum status taking = CRM_OK,
	            status = db_ask(c->crm->db, sql_reasons_leads, VALS(V_INT(c->from), V_INT(c->to)), &stmt);
	if (status != CRM_OK)
		return status;
	while (taking == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		lead_row(stmt, &lead);
		taking = take(c, &lead);
	}
	db_done(stmt);
	return taking != CRM_OK ? taking : status == CRM_NONE ? CRM_OK : status;
}

static enum status one(void *arg, struct crm *crm, const struct folded *folded)
{
	(void)crm;
	return folded->exists ? take(arg, &folded->lead) : CRM_OK;
}

/* --ids [GROUP/]REASON */
static enum status take_ids(struct counting *c)
{
	struct crm *crm = c->crm;
	char *key = arena_copy(&crm->run, c->query->ids);
	if (!c->query->ids)
		return CRM_OK;
	if (!key)
		return why_memory(&crm->why);
	char *slash = strrchr(key, '/');
	c->ids_group = slash ? key : "";
	if (slash)
		*slash = '\0';
	const struct reason *reason = reason_find(crm, slash ? slash + 1 : key);
	if (!reason)
		return why_set(&crm->why, CRM_USAGE, "%s", reason_unknown(crm, slash ? slash + 1 : key, false));
	c->ids_reason = reason->id;
	return CRM_OK;
}

static const char *code_of(struct crm *crm, int64_t id)
{
	const struct reason *reason = reason_id(crm, id);
	return reason ? reason->code : "";
}

/* Before the lost the disqualified; what happened most first. */
static bool comes_first(struct crm *crm, const struct count *a, const struct count *b)
{
	if (a->lose != b->lose)
		return b->lose;
	return a->n != b->n ? a->n > b->n : strcmp(code_of(crm, a->reason), code_of(crm, b->reason)) < 0;
}

static void sort(struct crm *crm, struct group_counts *group)
{
	for (int i = 1; i < group->n; i++) {
		struct count moved = group->count[i];
		int k = i;
		for (; k > 0 && comes_first(crm, &moved, &group->count[k - 1]); k--)
			group->count[k] = group->count[k - 1];
		group->count[k] = moved;
	}
}

static enum status print_count(struct counting *c, const struct group_counts *group, const struct count *count)
{
	const struct reason *reason = reason_id(c->crm, count->reason);
	struct interval interval = wilson((double)count->n, (double)group->decided);
	char n[24], share[24], lo[24], hi[24];
	snprintf(share, sizeof share, "%.4f", (double)count->n / (double)group->decided);
	snprintf(lo, sizeof lo, "%.4f", interval.lo);
	snprintf(hi, sizeof hi, "%.4f", interval.hi);
	const char *cells[] = {count->lose ? "lose" : "disqualify", reason ? reason->code : "",
	    reason ? reason->name : "", group->group, int_text(n, count->n), share, lo, hi};
	return writer_row(c->writer, cells, &c->crm->why);
}

static enum status print_all(struct counting *c)
{
	enum status status = CRM_OK;
	for (struct group_counts *group = c->first; group && status == CRM_OK; group = group->next) {
		sort(c->crm, group);
		for (int i = 0; i < group->n && status == CRM_OK; i++)
			status = print_count(c, group, &group->count[i]);
	}
	return status;
}

enum status reasons_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct counting c = {.crm = crm, .query = query, .writer = writer, .from = INSTANT_MIN, .to = INSTANT_MAX};
	(void)page;
	if (query->n_operands)
		return why_set(
		    &crm->why, CRM_USAGE, _("what is «%s»? this list takes options only"), query->operands[0]);
	if (query->has_period) {
		c.from = zone_start(crm->zone, query->period.from);
		c.to = zone_start(crm->zone, query->period.to);
	}
	enum status status = take_ids(&c);
	if (status == CRM_OK)
		status = query->has_horizon ? fold_all(crm, &query->horizon, one, &c) : road_leads(&c);
	return status == CRM_OK && !c.ids_group ? print_all(&c) : status;
}
