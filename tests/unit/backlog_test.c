/* Open tasks in memory: order, and the earliest of a lead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/kit/task_history.h"

#define N 5

static void fill(struct task_history *backlog, struct past_task *tasks)
{
	static const struct past_task all[N] = {{.task = 1, .lead = 7, .due = 300}, {.task = 2, .lead = 5, .due = 200},
	    {.task = 4, .lead = 7, .due = 200}, {.task = 5, .lead = 0, .due = 50}, {.task = 6, .lead = 5, .due = 200}};
	memcpy(tasks, all, sizeof all);
	*backlog = (struct task_history){.n = N, .task = tasks};
}

static void numbers(const struct task_history *backlog, const int64_t *wanted, int n)
{
	assert_int_equal(backlog->n, n);
	for (int i = 0; i < n; i++)
		assert_int_equal(backlog->task[i].task, wanted[i]);
}

static void test_by_due(void **state)
{
	struct past_task tasks[N];
	struct task_history backlog;
	(void)state;
	fill(&backlog, tasks);
	task_history_by_due(&backlog);
	numbers(&backlog, (const int64_t[]){5, 2, 4, 6, 1}, 5);
}

static void test_by_lead(void **state)
{
	static const struct {
		int64_t lead, task;
	} cases[] = {{0, 5}, {5, 2}, {7, 4}, {1, 0}, {6, 0}, {8, 0}};
	struct past_task tasks[N];
	struct task_history backlog;
	(void)state;
	fill(&backlog, tasks);
	task_history_by_lead(&backlog);
	numbers(&backlog, (const int64_t[]){5, 2, 6, 4, 1}, 5);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct past_task *next = task_history_next(&backlog, cases[i].lead);
		assert_int_equal(next ? next->task : 0, cases[i].task);
	}
}

static void test_empty(void **state)
{
	struct task_history backlog = {0};
	(void)state;
	task_history_by_due(&backlog);
	task_history_by_lead(&backlog);
	assert_null(task_history_next(&backlog, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_by_due), cmocka_unit_test(test_by_lead), cmocka_unit_test(test_empty)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
