/* The sample department, between its files. Times are minutes of local time since 1970. */
#ifndef CRM_DEMO_DEMO_DEPARTMENT_PRIVATE_H
#define CRM_DEMO_DEMO_DEPARTMENT_PRIVATE_H

#include "base/core/arena.h"
#include "base/time/clock.h"
#include "demo/demo_private.h"

typedef int64_t minute_t;

#define DEMO_A_DAY 1440
#define DEMO_FIRST day_of(2026, 8, 17)
#define DEMO_LAST day_of(2026, 11, 23)
#define DEMO_NOW ((minute_t)DEMO_LAST * DEMO_A_DAY + 18 * 60) /* nothing is later, but what is planned */
#define DEMO_NEVER INT64_MAX

enum demo_sheet {
	UNIT,
	MANAGER,
	PLAN,
	LIST,
	LEADS,
	ASSIGN,
	QUALIFY,
	MOVE,
	TOUCH,
	TASK,
	TASK_DONE,
	WIN,
	LOSE,
	DISQUALIFY,
	SHEETS
};
_Static_assert((int)SHEETS == (int)DEMO_TABLES, "a file for every sheet");

struct timed_line {
	minute_t at;
	int order;
	const char *text; /* the record as CSV */
};

struct demo_dept {
	struct arena arena;
	struct {
		struct timed_line *line;
		int n, room;
	} sheet[SHEETS];
	bool failed; /* no memory */
};

/* demo_sheet.c: rows are kept until the end, and then sorted by time. Without memory dept->failed is set. */
#define DEMO_ROW(dept, sheet, at, ...) demo_sheet_row(dept, sheet, at, (const char *const[]){__VA_ARGS__, NULL})
/* ${cells} end with NULL, and are copied. */
void demo_sheet_row(struct demo_dept *dept, enum demo_sheet sheet, minute_t at, const char *const *cells);
/* Texts for cells, in dept->arena: 2026-11-23 17:55, and a number in decimal. */
const char *demo_when(struct demo_dept *dept, minute_t at);
const char *demo_amount(struct demo_dept *dept, int64_t number);
/* A sheet into ${table}: its name, the header, the rows in order of time. The caller looks at csv.failed. */
void demo_sheet_print(struct demo_dept *dept, enum demo_sheet sheet, struct demo_table *table);

/* demo_staff.c: who works here, and how; odds are of a thousand. */
struct demo_staff {
	const char *code, *name, *unit, *extension, *hired;
	int reply;      /* minutes to the first call, as a rule */
	uint32_t hasty; /* disqualified at once, nobody called */
	uint32_t qualify, meet, book, win;
	uint32_t late, stale; /* tasks overdue; leads left lying */
	int share;            /* of a full plan, percent */
};
#define DEMO_STAFF 6
extern const struct demo_staff demo_staff[DEMO_STAFF];
/* The rows of units, managers and plans. */
void demo_staff_rows(struct demo_dept *dept);

/* demo_work.c */
struct demo_lead_work {
	struct demo_dice dice;
	const char *ext_id;
	const struct demo_staff *who; /* NULL: nobody yet */
	enum demo_source source;
	bool mortgage;
	minute_t at, closed; /* closed: DEMO_NEVER while open */
	minute_t called;     /* DEMO_NEVER */
	int stage;           /* 0 new .. 3 booking */
};
minute_t demo_next_work(minute_t at, struct demo_dice *dice); /* at, or when the next working day begins */
/* The rows of what becomes of the lead until DEMO_NOW; closed, called and stage are set. Nothing if nobody has it. */
void demo_work(struct demo_dept *dept, struct demo_lead_work *lead);

#endif
