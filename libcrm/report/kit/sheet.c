#include "report/kit/sheet.h"

#include "base/text/word_meant.h"

const struct field sheet_lead_fields[] = {{"lead", KIND_INT, N_("lead")}, {"client", KIND_INT, N_("client")},
    {"manager", KIND_TEXT, N_("manager")}, {"state", KIND_TEXT, N_("state")}, {"stage", KIND_TEXT, N_("stage")},
    {"source", KIND_TEXT, N_("source")}, {"created_at", KIND_TIME, N_("created")}, {0}};

/* Cells stand behind the name of their group. */
#define CELLS_AT ((sizeof(struct group_row) + 15) / 16 * 16)

static int count_names(const char *const *names)
{
	int n = 0;
	while (names[n])
		n++;
	return n;
}

static enum status take_thing(struct sheet *sheet)
{
	struct crm *crm = sheet->crm;
	const struct stage *stage;
	if (!sheet->of->things) {
		enum status status = meant_option(crm, stage_meant(crm, sheet->ids.thing, &stage));
		if (status == CRM_OK)
			sheet->ids_thing = stage->pos;
		return status;
	}
	sheet->ids_thing = word_meant(sheet->ids.thing, sheet->of->things);
	return sheet->ids_thing < 0 ? why_set(&crm->why, CRM_USAGE, _(sheet->of->usage), sheet->query->ids) : CRM_OK;
}

enum status sheet_open(
    struct sheet *sheet, struct crm *crm, const struct query *query, struct writer *writer, const struct sheet_of *of)
{
	size_t size = of->size ? of->size : sizeof(struct sheet_cell);
	*sheet = (struct sheet){.crm = crm, .query = query, .of = of, .ids_thing = -1, .at = asked_moment(crm, query)};
	sheet->today = zone_day(crm->zone, sheet->at == query->horizon.as_of ? sheet->at - 1 : sheet->at);
	sheet->n_things = of->things ? count_names(of->things) : stage_count(crm);
	sheet->size = (size + 15) / 16 * 16;
	sheet->groups =
	    (struct groups){.crm = crm, .query = query, .size = CELLS_AT + (size_t)sheet->n_things * sheet->size};
	asked_period(crm, query, &sheet->from, &sheet->to);
	enum status status = asked_options_only(crm, query);
	if (status == CRM_OK)
		status = asked_ids(crm, query, of->figures, _(of->usage), &sheet->ids);
	if (status == CRM_OK && sheet->ids.thing) {
		status = take_thing(sheet);
		sheet->ids_figure = sheet->ids.figure < 0 ? 0 : sheet->ids.figure;
	}
	sheet->lists = query->ids || (of->lists && query->n_by == 0);
	line_open(&sheet->line, crm, writer, sheet->lists ? of->ids_fields : of->fields);
	return status;
}

static struct sheet_cell *cell_at(const struct sheet *sheet, struct group_row *group, int thing)
{
	struct sheet_cell *cell = (void *)((char *)group + CELLS_AT + (size_t)thing * sheet->size);
	cell->group = group->name;
	cell->thing = thing;
	return cell;
}

void sheet_close(struct sheet *sheet)
{
	const struct groups *groups = &sheet->groups;
	for (size_t i = 0; i < groups->slots && sheet->of->release; i++)
		for (int thing = 0; groups->slot[i] && thing < sheet->n_things; thing++)
			sheet->of->release(cell_at(sheet, groups->slot[i], thing));
	line_close(&sheet->line);
	groups_close(&sheet->groups);
}

enum status sheet_cell(struct sheet *sheet, const struct group_keys *keys, int thing, struct sheet_cell **cell)
{
	*cell = NULL;
	if (!query_takes(sheet->crm, sheet->query, keys->manager))
		return CRM_OK;
	struct group_row *group = groups_at(&sheet->groups, keys);
	if (!group)
		return sheet->crm->why.status;
	*cell = cell_at(sheet, group, thing);
	return CRM_OK;
}

struct line *sheet_count(struct sheet *sheet, struct sheet_cell *cell, int figure)
{
	cell->n[figure]++;
	if (sheet->lists && !sheet->ids.thing)
		return figure == 0 ? &sheet->line : NULL;
	if (sheet->ids_thing != cell->thing || sheet->ids_figure != figure ||
	    strcmp(sheet->ids.group ? sheet->ids.group : "", cell->group) != 0)
		return NULL;
	return &sheet->line;
}

enum status sheet_print(struct sheet *sheet)
{
	if (sheet->lists)
		return CRM_OK;
	/* Without groups nothing is a figure too. */
	if (sheet->query->n_by == 0 && !groups_at(&sheet->groups, &(struct group_keys){0}))
		return sheet->crm->why.status;
	struct group_row **all = groups_in_order(&sheet->groups);
	enum status status = all ? CRM_OK : sheet->crm->why.status;
	for (int i = 0; i < sheet->groups.n && status == CRM_OK; i++)
		for (int thing = 0; thing < sheet->n_things && status == CRM_OK; thing++)
			status = sheet->of->print(sheet, cell_at(sheet, all[i], thing));
	return status;
}

const char *sheet_thing(const struct sheet *sheet, int thing)
{
	return sheet->of->things ? sheet->of->things[thing] : stage_at(sheet->crm, thing)->code;
}
