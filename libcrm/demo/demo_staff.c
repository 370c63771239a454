/* Who works in the sample department, and what is asked of them. */
#include "demo/demo_department_private.h"

/* The strong one, the steady one, the one who sends away too much; the one who is behind with everything, the one
   without a flaw but without luck, and the new one. */
const struct demo_staff demo_staff[DEMO_STAFF] = {
    {"sokolov", "Соколов Андрей", "north", "101", "2022-03-14", 25, 0, 930, 660, 440, 820, 40, 40, 115},
    {"petrova", "Петрова Анна", "north", "102", "2023-06-01", 45, 0, 900, 580, 360, 780, 60, 60, 105},
    {"kim", "Ким Олег", "north", "103", "2024-02-12", 40, 330, 880, 540, 350, 760, 80, 60, 100},
    {"belova", "Белова Ирина", "south", "201", "2021-09-20", 260, 0, 800, 500, 300, 740, 520, 260, 100},
    {"gromov", "Громов Павел", "south", "202", "2024-08-05", 60, 0, 880, 560, 340, 740, 70, 70, 100},
    {"danilova", "Данилова Дарья", "south", "203", "2026-10-01", 35, 0, 840, 440, 260, 700, 60, 60, 75}};

/* A full plan of one manager for November. */
static const struct {
	const char *metric;
	int64_t value;
} plan[] = {
    {"leads", 32}, {"qualified", 17}, {"meetings", 10}, {"bookings", 5}, {"contracts", 3}, {"amount", 26000000}};

/* September was easier; the new one has had no plan then. */
static void add_plans(struct demo_dept *dept, const char *month, int percent, int n)
{
	for (int i = 0; i < n; i++)
		for (size_t m = 0; m < sizeof plan / sizeof *plan; m++) {
			int64_t step = strcmp(plan[m].metric, "amount") == 0 ? 500000 : 1;
			int64_t value = plan[m].value * demo_staff[i].share * percent / 10000;
			value = (value + step - 1) / step * step;
			DEMO_ROW(dept, PLAN, 0, month, plan[m].metric, demo_amount(dept, value), demo_staff[i].code);
		}
}

static const char *mail_of(struct demo_dept *dept, const char *code)
{
	const char *address = arena_format(&dept->arena, "%s@agency.example", code);

	dept->failed |= !address;
	return address ? address : "";
}

void demo_staff_rows(struct demo_dept *dept)
{
	DEMO_ROW(dept, UNIT, 0, "sales", "Отдел продаж", "", "orlova");
	DEMO_ROW(dept, UNIT, 0, "north", "Группа «Север»", "sales", "orlova");
	DEMO_ROW(dept, UNIT, 0, "south", "Группа «Юг»", "sales", "orlova");
	DEMO_ROW(dept, MANAGER, 0, "orlova", "Орлова Мария", mail_of(dept, "orlova"), "head", "sales",
	    "+7 900 000-00-01", "100", "", "", "2020-01-13");
	for (int i = 0; i < DEMO_STAFF; i++) {
		char phone[24];
		snprintf(phone, sizeof phone, "+7 900 000-00-%02d", i + 2);
		DEMO_ROW(dept, MANAGER, 0, demo_staff[i].code, demo_staff[i].name, mail_of(dept, demo_staff[i].code),
		    "manager", demo_staff[i].unit, phone, demo_staff[i].extension, "1", "40", demo_staff[i].hired);
	}
	add_plans(dept, "2026-09", 85, DEMO_STAFF - 1);
	add_plans(dept, "2026-10", 95, DEMO_STAFF);
	add_plans(dept, "2026-11", 100, DEMO_STAFF);
}
