/* Who may get a lead now, and why not. */
#include "flow/assign/assign_private.h"

#include "flow/lead/lead_action.h"
#include "flow/assign/assign_candidates.sql.h"

struct assign_candidate *assign_candidate_of(struct assigner *assigner, const struct manager *manager)
{
	return manager ? &assigner->who[manager - manager_at(assigner->crm, 0)] : NULL;
}

/* The same every time for a day and a code, and no one's for ever. */
static uint64_t draw_lot(day_t day, const char *code)
{
	uint64_t lot = UINT64_C(0xcbf29ce484222325) ^ (uint64_t)(uint32_t)day * UINT64_C(0x9e3779b97f4a7c15);
	for (; *code; code++)
		lot = (lot ^ (unsigned char)*code) * UINT64_C(0x100000001b3);
	lot = (lot ^ lot >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	lot = (lot ^ lot >> 27) * UINT64_C(0x94d049bb133111eb);
	return lot ^ lot >> 31;
}

static enum assign_hurdle lasting_hurdle(const struct manager *manager, day_t today)
{
	if (strcmp(manager->role, "manager") != 0)
		return HURDLE_ROLE;
	if (today >= manager->left)
		return HURDLE_LEFT;
	if (today < manager->hired)
		return HURDLE_NOT_YET;
	return manager->weight == 0 ? HURDLE_WEIGHT : HURDLE_NONE;
}

static enum status load_absence(struct assigner *assigner, struct assign_candidate *who)
{
	enum status status = manager_away(assigner->crm, who->manager, &who->until);
	if (status == CRM_OK && (who->hurdle == HURDLE_NONE || who->hurdle == HURDLE_WEIGHT))
		who->hurdle = HURDLE_AWAY;
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status load_open(struct assigner *assigner)
{
	struct crm *crm = assigner->crm;
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_who_open, NULL, &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		struct assign_candidate *who = assign_candidate_of(assigner, manager_id(crm, db_int(row, 0)));
		const struct stage *stage = stage_id(crm, db_int(row, 1));
		if (!who)
			continue;
		who->open += db_int(row, 2);
		who->load += db_int(row, 2) * (stage ? assigner->heavy[stage->pos] : 1);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status load_received(struct assigner *assigner, struct assign_candidate *who, day_t today)
{
	struct crm *crm = assigner->crm;
	struct stmt *row;
	int64_t id = who->manager->id;
	enum status status = db_number(crm->db, sql_who_last, VALS(V_INT(id)), INSTANT_MIN, &who->last);
	if (status != CRM_OK || who->manager->capacity < 0)
		return status;
	status = db_ask_one(crm->db, sql_who_received,
	    VALS(V_INT(id), V_INT(zone_start(crm->zone, month_start(today))), V_INT(zone_start(crm->zone, today))),
	    &row);
	if (status != CRM_OK)
		return status;
	who->a_month = db_int(row, 0);
	who->today = db_int(row, 1);
	db_done(row);
	return CRM_OK;
}

/* A day's share of the month's capacity, rounded up; a day off has none. */
static enum status load_quota(struct assigner *assigner, struct assign_candidate *who, day_t today)
{
	if (who->manager->capacity < 0)
		return CRM_OK;
	const struct calendar *calendar = crm_calendar(assigner->crm);
	if (!calendar)
		return CRM_CONFIG;
	assigner->works_today = calendar_works(calendar, today);
	int days = calendar_count(calendar, month_start(today), month_next(today));
	who->a_day = assigner->works_today ? (who->manager->capacity + days - 1) / days : 0;
	return CRM_OK;
}

enum status assign_candidates_load(struct assigner *assigner)
{
	struct crm *crm = assigner->crm;
	day_t today = zone_day(crm->zone, crm->now);
	enum status status = CRM_OK;
	for (int i = 0; i < assigner->n && status == CRM_OK; i++) {
		struct assign_candidate *who = &assigner->who[i];
		who->manager = manager_at(crm, i);
		who->hurdle = lasting_hurdle(who->manager, today);
		who->lot = draw_lot(today, who->manager->code);
		status = load_received(assigner, who, today);
		if (status == CRM_OK)
			status = load_quota(assigner, who, today);
		if (status == CRM_OK)
			status = load_absence(assigner, who);
	}
	return status == CRM_OK ? load_open(assigner) : status;
}

void assign_pass_over(struct assigner *assigner, const struct manager *manager)
{
	struct assign_candidate *who = assign_candidate_of(assigner, manager);
	if (who->hurdle == HURDLE_NONE || who->hurdle == HURDLE_WEIGHT)
		who->hurdle = HURDLE_GIVES;
}

int64_t assign_candidate_quota(const struct assign_candidate *who)
{
	int64_t capacity = who->manager->capacity;
	if (capacity < 0)
		return INT64_MAX;
	int64_t day = who->a_day - who->today, month = capacity - who->a_month;
	return day < month ? day : month;
}

enum assign_hurdle assign_candidate_hurdle(const struct assigner *assigner, const struct assign_candidate *who)
{
	if (who->hurdle != HURDLE_NONE)
		return who->hurdle;
	if (who->manager->wip >= 0 && who->open >= who->manager->wip)
		return HURDLE_WIP;
	if (assign_candidate_quota(who) > 0)
		return HURDLE_NONE;
	if (who->a_month >= who->manager->capacity)
		return HURDLE_MONTH;
	return assigner->works_today ? HURDLE_DAY : HURDLE_DAY_OFF;
}

const char *assign_hurdle_code(enum assign_hurdle hurdle)
{
	static const char *const codes[] = {[HURDLE_NONE] = "",
	    [HURDLE_ROLE] = "role",
	    [HURDLE_LEFT] = "left",
	    [HURDLE_NOT_YET] = "not_yet",
	    [HURDLE_AWAY] = "absent",
	    [HURDLE_GIVES] = "gives_away",
	    [HURDLE_WEIGHT] = "weight",
	    [HURDLE_WIP] = "wip",
	    [HURDLE_DAY_OFF] = "day_off",
	    [HURDLE_DAY] = "day_quota",
	    [HURDLE_MONTH] = "month_quota"};
	return codes[hurdle];
}

const char *assign_hurdle_text(struct assigner *assigner, const struct assign_candidate *who, enum assign_hurdle hurdle)
{
	struct crm *crm = assigner->crm;
	const struct manager *m = who->manager;
	const char *text = "";
	switch (hurdle) {
	case HURDLE_NONE: break;
	case HURDLE_ROLE: text = arena_format(&crm->chunk, _("role is %s"), m->role); break;
	case HURDLE_LEFT: text = arena_format(&crm->chunk, _("left on %s"), lead_action_day_text(crm, m->left)); break;
	case HURDLE_NOT_YET:
		text = arena_format(&crm->chunk, _("comes on %s"), lead_action_day_text(crm, m->hired));
		break;
	case HURDLE_AWAY: text = arena_format(&crm->chunk, _("absent until %s"), who->until); break;
	case HURDLE_GIVES: text = _("gives all of his away"); break;
	case HURDLE_WEIGHT: text = _("weight is 0"); break;
	case HURDLE_WIP:
		text = arena_format(
		    &crm->chunk, _("has %lld open leads of at most %lld"), (long long)who->open, (long long)m->wip);
		break;
	case HURDLE_DAY_OFF: text = _("has no quota on a day off"); break;
	case HURDLE_DAY:
		text = arena_format(
		    &crm->chunk, _("got %lld of %lld leads of today"), (long long)who->today, (long long)who->a_day);
		break;
	case HURDLE_MONTH:
		text = arena_format(&crm->chunk, _("got %lld of %lld leads of this month"), (long long)who->a_month,
		    (long long)m->capacity);
		break;
	}
	return text ? text : "";
}
