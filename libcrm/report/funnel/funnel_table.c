#include "book/projection/rollup.h"
#include "report/funnel/funnel_table.h"

struct group_row *sheet_group(struct sheet *sheet, const struct keys *keys)
{
	struct buf text = {0};
	struct group_row **place = &sheet->first;
	group_put(&text, sheet->crm, sheet->query, keys);
	const char *group = text.text ? text.text : "";
	if (sheet->last_found && strcmp(sheet->last_found->group, group) == 0) {
		buf_free(&text);
		return sheet->last_found;
	}
	while (*place && strcmp((*place)->group, group) < 0)
		place = &(*place)->next;
	if (!*place || strcmp((*place)->group, group) != 0) {
		struct group_row *row = arena_zero(&sheet->crm->run, sizeof *row);
		if (!row || text.failed || !(row->group = arena_copy(&sheet->crm->run, group))) {
			buf_free(&text);
			why_memory(&sheet->crm->why);
			return NULL;
		}
		row->next = *place;
		*place = row;
	}
	buf_free(&text);
	return sheet->last_found = *place;
}

static enum status print_lead(struct sheet *sheet, const struct lead *lead)
{
	struct crm *crm = sheet->crm;
	char id[24], client[24];
	struct buf created = {0};
	const struct stage *stage = stage_id(crm, lead->stage);
	snprintf(id, sizeof id, "%lld", (long long)lead->lead);
	snprintf(client, sizeof client, "%lld", (long long)lead->client);
	instant_put(&created, crm->zone, lead->created_at);
	const char *cells[] = {id, client, manager_code(crm, lead->manager), lead_state_name(lead->state),
	    stage ? stage->code : "", dict_word(crm, DICT_SOURCE, lead->source), created.text};
	enum status status = created.failed ? why_memory(&crm->why) : writer_row(sheet->writer, cells, &crm->why);
	buf_free(&created);
	return status;
}

static bool in_period(const struct sheet *sheet, instant_t at)
{
	return at >= sheet->from && at < sheet->to;
}

/* Count ${what} of a lead at a rank: the one place where a count and its list are the same thing. */
static enum status count(struct sheet *sheet, struct group_row *row, int rank, int what, const struct lead *lead)
{
	struct cell *cell = &row->cell[rank];
	if (what == IDS_REACHED)
		cell->reached++;
	else if (what == IDS_OPEN)
		cell->open++;
	else if (what == IDS_SKIPPED)
		cell->skipped++;
	if (sheet->ids_rank == rank && (int)sheet->ids_what == what && strcmp(sheet->ids_group, row->group) == 0)
		return print_lead(sheet, lead);
	return CRM_OK;
}

static int rank_of(const struct crm *crm, int64_t stage)
{
	const struct stage *s = stage_id(crm, stage);
	return s ? s->pos : 0;
}

static enum status cohort(struct sheet *sheet, const struct folded *f)
{
	const struct lead *lead = &f->lead;
	instant_t limit = sheet->within ? lead->created_at + sheet->within : INSTANT_MAX;
	int highest = 0;
	if (!in_period(sheet, lead->created_at) || !query_takes(sheet->crm, sheet->query, lead->manager) ||
	    (sheet->within && limit > sheet->at))
		return CRM_OK;
	struct keys keys = keys_of(lead, lead->manager, lead->created_at);
	struct group_row *row = sheet_group(sheet, &keys);
	enum status status = row ? CRM_OK : CRM_IO;
	for (int i = 0; i < f->n_reach && status == CRM_OK; i++) {
		int rank = rank_of(sheet->crm, f->reach[i].stage);
		if (f->reach[i].at >= limit)
			continue;
		highest = rank > highest ? rank : highest;
		if (f->reach[i].skipped)
			status = count(sheet, row, rank, IDS_SKIPPED, lead);
	}
	for (int rank = 0; rank <= highest && status == CRM_OK; rank++)
		status = count(sheet, row, rank, IDS_REACHED, lead);
	bool won = lead->state == LEAD_WON && highest == rank_of(sheet->crm, lead->stage);
	bool open = lead->state == LEAD_OPEN || (!won && lead->decided_at >= limit);
	if (status == CRM_OK && won) {
		row->cell[highest].won++;
		row->cell[highest].amount += lead->amount == AMOUNT_NONE ? 0 : lead->amount;
	} else if (status == CRM_OK) {
		status = count(sheet, row, highest, open ? IDS_OPEN : IDS_DROPPED, lead);
	}
	return status;
}

static enum status entered(
    struct sheet *sheet, const struct lead *lead, int rank, int64_t manager, instant_t at, bool skipped)
{
	if (!in_period(sheet, at) || !query_takes(sheet->crm, sheet->query, manager))
		return CRM_OK;
	struct keys keys = keys_of(lead, manager, at);
	struct group_row *row = sheet_group(sheet, &keys);
	if (!row)
		return CRM_IO;
	const struct stage *won = stage_won(sheet->crm);
	if (lead->state == LEAD_WON && won && won->pos == rank && lead->amount != AMOUNT_NONE)
		row->cell[rank].amount += lead->amount;
	enum status status = count(sheet, row, rank, IDS_REACHED, lead);
	return status == CRM_OK && skipped ? count(sheet, row, rank, IDS_SKIPPED, lead) : status;
}

static enum status period(struct sheet *sheet, const struct folded *f)
{
	const struct lead *lead = &f->lead;
	enum status status = entered(sheet, lead, 0, f->first_owner, lead->created_at, false);
	for (int i = 0; i < f->n_reach && status == CRM_OK; i++)
		status = entered(sheet, lead, rank_of(sheet->crm, f->reach[i].stage), f->reach[i].manager,
		    f->reach[i].at, f->reach[i].skipped);
	return status;
}

static enum status snapshot(struct sheet *sheet, const struct folded *f)
{
	const struct lead *lead = &f->lead;
	if (lead->state != LEAD_OPEN || !query_takes(sheet->crm, sheet->query, lead->manager) ||
	    !in_period(sheet, lead->created_at))
		return CRM_OK;
	struct keys keys = keys_of(lead, lead->manager, lead->created_at);
	struct group_row *row = sheet_group(sheet, &keys);
	if (!row)
		return CRM_IO;
	int rank = rank_of(sheet->crm, lead->stage);
	row->cell[rank].amount += lead->amount == AMOUNT_NONE ? 0 : lead->amount;
	enum status status = count(sheet, row, rank, IDS_REACHED, lead);
	return status == CRM_OK ? count(sheet, row, rank, IDS_OPEN, lead) : status;
}

enum status sheet_lead(struct sheet *sheet, const struct folded *folded)
{
	if (!folded->exists)
		return CRM_OK;
	switch (sheet->mode) {
	case FUNNEL_COHORT: return counts_as_lead(sheet->crm, &folded->lead) ? cohort(sheet, folded) : CRM_OK;
	case FUNNEL_PERIOD: return counts_as_lead(sheet->crm, &folded->lead) ? period(sheet, folded) : CRM_OK;
	case FUNNEL_SNAPSHOT: return snapshot(sheet, folded);
	}
	return CRM_OK;
}
