#include "report/kit/line.h"

#include <math.h>

#include "base/statistics/stats.h"

enum lead_cell {
	LEAD_CELL_LEAD,
	LEAD_CELL_CLIENT,
	LEAD_CELL_MANAGER,
	LEAD_CELL_STATE,
	LEAD_CELL_STAGE,
	LEAD_CELL_SOURCE,
	LEAD_CELL_CAMPAIGN,
	LEAD_CELL_PROJECT,
	LEAD_CELL_AMOUNT,
	LEAD_CELL_CREATED_AT,
	LEAD_CELL_STAGE_SINCE,
	LEAD_CELL_DECIDED_AT,
	LEAD_CELL_LAST_TOUCH,
	LEAD_CELL_REASON,
	LEAD_CELLS
};

static const char *const lead_cell_names[LEAD_CELLS] = {[LEAD_CELL_LEAD] = "lead",
    [LEAD_CELL_CLIENT] = "client",
    [LEAD_CELL_MANAGER] = "manager",
    [LEAD_CELL_STATE] = "state",
    [LEAD_CELL_STAGE] = "stage",
    [LEAD_CELL_SOURCE] = "source",
    [LEAD_CELL_CAMPAIGN] = "campaign",
    [LEAD_CELL_PROJECT] = "project",
    [LEAD_CELL_AMOUNT] = "amount",
    [LEAD_CELL_CREATED_AT] = "created_at",
    [LEAD_CELL_STAGE_SINCE] = "stage_since",
    [LEAD_CELL_DECIDED_AT] = "decided_at",
    [LEAD_CELL_LAST_TOUCH] = "last_touch",
    [LEAD_CELL_REASON] = "reason"};

static int lead_cell_called(const char *name)
{
	for (int i = 0; i < LEAD_CELLS; i++)
		if (strcmp(lead_cell_names[i], name) == 0)
			return i;
	return -1;
}

void line_open(struct line *line, struct crm *crm, struct writer *writer, const struct field *fields)
{
	*line = (struct line){.crm = crm, .writer = writer, .fields = fields};
	for (; fields[line->n].name; line->n++) {
		line->lead_cell[line->n] = lead_cell_called(fields[line->n].name);
		line->wanted[line->n] = writer_prints(writer, line->n);
	}
}

void line_text(struct line *line, int cell, const char *text)
{
	line->given[cell] = text;
}

struct buf *line_begin(struct line *line, int cell)
{
	if (!line->wanted[cell])
		return NULL;
	if (line->n_made++ > 0)
		buf_char(&line->text, '\0'); /* the end of the one before */
	line->made[cell] = line->text.length + 1;
	return &line->text;
}

void line_int(struct line *line, int cell, int64_t number)
{
	struct buf *text = line_begin(line, cell);
	if (text)
		buf_int(text, number);
}

void line_id(struct line *line, int cell, int64_t number)
{
	if (number != 0)
		line_int(line, cell, number);
}

void line_real(struct line *line, int cell, int decimals, double number)
{
	struct buf *text = isnan(number) ? NULL : line_begin(line, cell);
	if (text)
		buf_format(text, "%.*f", decimals, number);
}

void line_money(struct line *line, int cell, money_t money)
{
	struct buf *text = money == AMOUNT_NONE ? NULL : line_begin(line, cell);
	if (text)
		money_put(text, money);
}

void line_time(struct line *line, int cell, instant_t at)
{
	struct buf *text = at == INSTANT_MIN || at == INSTANT_MAX ? NULL : line_begin(line, cell);
	if (text)
		instant_put(text, line->crm->zone, at);
}

void line_time_or_none(struct line *line, int cell, instant_t at)
{
	if (at != 0)
		line_time(line, cell, at);
}

void line_day(struct line *line, int cell, day_t day)
{
	struct buf *text = line_begin(line, cell);
	if (text)
		day_put(text, day);
}

void line_share(struct line *line, int cell, double k, double n)
{
	if (n == 0)
		return;
	struct stats_interval interval = stats_wilson(k, n);
	line_real(line, cell, 4, k / n);
	line_real(line, cell + 1, 4, interval.lo);
	line_real(line, cell + 2, 4, interval.hi);
}

static const char *stage_code(const struct crm *crm, int64_t id)
{
	const struct stage *stage = stage_id(crm, id);
	return stage ? stage->code : NULL;
}

static const char *reason_code(const struct crm *crm, int64_t id)
{
	const struct reason *reason = reason_id(crm, id);
	return reason ? reason->code : NULL;
}

/* A number without its word: the words could not be read. */
static void put_word(struct line *line, int cell, enum dict dict, int64_t id)
{
	const char *word = dict_shown(line->crm, dict, id);
	line->text.failed |= id != 0 && !*word;
	line_text(line, cell, word);
}

static void put_lead_cell(struct line *line, int cell, const struct lead *lead)
{
	struct crm *crm = line->crm;
	switch (line->lead_cell[cell]) {
	case LEAD_CELL_LEAD: line_int(line, cell, lead->lead); break;
	case LEAD_CELL_CLIENT: line_int(line, cell, lead->client); break;
	case LEAD_CELL_MANAGER: line_text(line, cell, manager_code(crm, lead->manager)); break;
	case LEAD_CELL_STATE: line_text(line, cell, lead_state_name(lead->state)); break;
	case LEAD_CELL_STAGE: line_text(line, cell, stage_code(crm, lead->stage)); break;
	case LEAD_CELL_SOURCE: put_word(line, cell, DICT_SOURCE, lead->source); break;
	case LEAD_CELL_CAMPAIGN: put_word(line, cell, DICT_CAMPAIGN, lead->campaign); break;
	case LEAD_CELL_PROJECT: put_word(line, cell, DICT_PROJECT, lead->project); break;
	case LEAD_CELL_AMOUNT: line_money(line, cell, lead->amount); break;
	case LEAD_CELL_CREATED_AT: line_time(line, cell, lead->created_at); break;
	case LEAD_CELL_STAGE_SINCE: line_time(line, cell, lead->stage_since); break;
	case LEAD_CELL_DECIDED_AT: line_time_or_none(line, cell, lead->decided_at); break;
	case LEAD_CELL_LAST_TOUCH: line_time_or_none(line, cell, lead->last_touch); break;
	case LEAD_CELL_REASON: line_text(line, cell, reason_code(crm, lead->reason)); break;
	}
}

void line_lead(struct line *line, const struct lead *lead)
{
	for (int cell = 0; cell < line->n; cell++)
		if (line->wanted[cell])
			put_lead_cell(line, cell, lead);
}

static void line_clear(struct line *line)
{
	buf_clear(&line->text);
	memset(line->given, 0, sizeof line->given);
	memset(line->made, 0, sizeof line->made);
	line->n_made = 0;
}

enum status line_write(struct line *line)
{
	const char *cells[LINE_CELLS];
	bool failed = line->text.failed;
	for (int i = 0; i < line->n && !failed; i++)
		cells[i] = line->made[i] && line->made[i] <= line->text.length ? line->text.text + line->made[i] - 1
		                                                               : line->given[i];
	enum status status = failed ? why_memory(&line->crm->why) : writer_row(line->writer, cells, &line->crm->why);
	line_clear(line);
	return status;
}

void line_close(struct line *line)
{
	buf_free(&line->text);
}
