/* The sample department, between its files. Times are minutes of local time since 1970. */
#ifndef CRM_DEMO_DEMO_DEPARTMENT_PRIVATE_H
#define CRM_DEMO_DEMO_DEPARTMENT_PRIVATE_H

#include "base/core/arena.h"
#include "base/time/clock.h"
#include "demo/demo_private.h"

typedef int64_t minute_t;

#define A_DAY 1440
#define DEMO_FIRST day_of(2026, 8, 17)
#define DEMO_LAST day_of(2026, 11, 23)
#define DEMO_NOW ((minute_t)DEMO_LAST * A_DAY + 18 * 60) /* nothing is later, but what is planned */
#define NEVER INT64_MAX

enum sheet {
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

struct dept {
	struct arena arena;
	struct {
		struct timed_line *line;
		int n, room;
	} sheet[SHEETS];
	bool failed; /* no memory */
};

/* demo_sheet.c: rows are kept until the end, and then sorted by time. Without memory dept->failed is set. */
#define ROW(dept, sheet, at, ...) sheet_row(dept, sheet, at, (const char *const[]){__VA_ARGS__, NULL})
/* ${cells} end with NULL, and are copied. */
void sheet_row(struct dept *dept, enum sheet sheet, minute_t at, const char *const *cells);
/* Texts for cells, in dept->arena: 2026-11-23 17:55, and a number in decimal. */
const char *when(struct dept *dept, minute_t at);
const char *amount(struct dept *dept, int64_t number);
/* A sheet into ${table}: its name, the header, the rows in order of time. The caller looks at csv.failed. */
void sheet_print(struct dept *dept, enum sheet sheet, struct demo_table *table);

/* demo_staff.c: who works here, and how; odds are of a thousand. */
struct staff {
	const char *code, *name, *unit, *extension, *hired;
	int reply;      /* minutes to the first call, as a rule */
	uint32_t hasty; /* disqualified at once, nobody called */
	uint32_t qualify, meet, book, win;
	uint32_t late, stale; /* tasks overdue; leads left lying */
	int share;            /* of a full plan, percent */
};
#define STAFF 6
extern const struct staff staff[STAFF];
/* The rows of units, managers and plans. */
void staff_rows(struct dept *dept);

/* demo_work.c */
struct lead_work {
	struct dice dice;
	const char *ext_id;
	const struct staff *who; /* NULL: nobody yet */
	enum demo_source source;
	bool mortgage;
	minute_t at, closed; /* closed: NEVER while open */
	minute_t called;     /* NEVER */
	int stage;           /* 0 new .. 3 booking */
};
minute_t next_work(minute_t at, struct dice *dice); /* at, or when the next working day begins */
/* The rows of what becomes of the lead until DEMO_NOW; closed, called and stage are set. Nothing if nobody has it. */
void work(struct dept *dept, struct lead_work *lead);

#endif
