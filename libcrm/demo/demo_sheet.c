/* Rows of the sample department, kept until they can be put in order. */
#include "demo/demo_department_private.h"
#include "rows/line.h"

static const struct {
	const char *name, *header;
} sheets[SHEETS] = {[UNIT] = {"unit", "unit,name,parent,head\n"},
    [MANAGER] = {"manager", "manager,name,email,role,unit,phone,extension,weight,capacity,hired\n"},
    [PLAN] = {"plan", "month,metric,value,manager\n"},
    [LIST] = {"list", "list,value,note\n"},
    [LEADS] = {"leads",
        "ext_id,at,name,phone,email,source,campaign,project,payment,family,comment,company,manager,consent\n"},
    [ASSIGN] = {"assign", "ext_id,manager\n"},
    [QUALIFY] = {"qualify", "ext_id,at,note\n"},
    [MOVE] = {"move", "ext_id,stage,at,note\n"},
    [TOUCH] = {"touch", "ext_id,kind,direction,at,minutes,result,text\n"},
    [TASK] = {"task", "ext_id,kind,due,minutes,text\n"},
    [TASK_DONE] = {"task-done", "row,result,at\n"},
    [WIN] = {"win", "ext_id,amount,at,note\n"},
    [LOSE] = {"lose", "ext_id,reason,at,note\n"},
    [DISQUALIFY] = {"disqualify", "ext_id,reason,at,note\n"}};

static bool make_room(struct demo_dept *dept, enum demo_sheet sheet)
{
	int room = dept->sheet[sheet].room ? dept->sheet[sheet].room * 2 : 256, n = dept->sheet[sheet].n;
	struct timed_line *more = arena_get(&dept->arena, (size_t)room * sizeof *more);

	if (!more)
		return false;
	if (n)
		memcpy(more, dept->sheet[sheet].line, (size_t)n * sizeof *more);
	dept->sheet[sheet].line = more;
	dept->sheet[sheet].room = room;
	return true;
}

void demo_sheet_row(struct demo_dept *dept, enum demo_sheet sheet, minute_t at, const char *const *cells)
{
	struct buf text = {0};
	int n = 0, *rows = &dept->sheet[sheet].n;

	while (cells[n])
		n++;
	line_csv(&text, cells, n, ',');
	const char *kept = text.failed ? NULL : arena_copy(&dept->arena, text.text);
	buf_free(&text);
	if (!kept || (*rows == dept->sheet[sheet].room && !make_room(dept, sheet))) {
		dept->failed = true;
		return;
	}
	dept->sheet[sheet].line[*rows] = (struct timed_line){at, *rows, kept};
	++*rows;
}

const char *demo_when(struct demo_dept *dept, minute_t at)
{
	struct buf text = {0};

	day_put(&text, (day_t)(at / DEMO_A_DAY));
	buf_format(&text, " %02d:%02d", (int)(at % DEMO_A_DAY / 60), (int)(at % 60));
	const char *kept = text.failed ? NULL : arena_copy(&dept->arena, text.text);
	buf_free(&text);
	dept->failed |= !kept;
	return kept ? kept : "";
}

const char *demo_amount(struct demo_dept *dept, int64_t number)
{
	const char *kept = arena_format(&dept->arena, "%lld", (long long)number);

	dept->failed |= !kept;
	return kept ? kept : "";
}

static int by_time(const void *a, const void *b)
{
	const struct timed_line *x = a, *y = b;

	return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x->order > y->order) - (x->order < y->order);
}

void demo_sheet_print(struct demo_dept *dept, enum demo_sheet sheet, struct demo_table *table)
{
	struct timed_line *line = dept->sheet[sheet].line;
	int n = dept->sheet[sheet].n;

	if (n)
		qsort(line, (size_t)n, sizeof *line, by_time);
	table->name = sheets[sheet].name;
	table->rows = n;
	buf_put(&table->csv, sheets[sheet].header);
	for (int i = 0; i < n; i++)
		buf_put(&table->csv, line[i].text);
}
