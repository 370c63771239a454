#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/core/buf.h"
#include "rows/columns/cell.h"

#define COUNT(array) (sizeof array / sizeof array[0])

static void test_names(void **state)
{
	static const struct {
		const char *piece[NAME_PIECES], *joined;
	} example[] = {
	    {{"Ivan", NULL, "Petrov"}, "Ivan Petrov"},
	    {{"Ivan", "S.", "Petrov"}, "Ivan S. Petrov"},
	    {{"Иван", NULL, "Петров"}, "Иван Петров"},
	    {{"Иван", "Сергеевич", "Петров"}, "Петров Иван Сергеевич"},
	    {{"Иван", "Сергеевич", NULL}, "Иван Сергеевич"},
	    {{NULL, NULL, "Петров"}, "Петров"},
	    {{"Иван Петров", NULL, NULL}, "Иван Петров"},
	    {{NULL, NULL, NULL}, NULL},
	};
	struct arena arena = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(example); i++) {
		const char *joined = cell_name_join(&arena, example[i].piece);
		if (example[i].joined)
			assert_string_equal(joined, example[i].joined);
		else
			assert_null(joined);
	}
	arena_free(&arena);
}

static void test_several(void **state)
{
	static const struct {
		const char *cell, *values; /* in brackets */
	} example[] = {
	    {"+7 916 123-45-67", "[+7 916 123-45-67]"},
	    {"+79161234567, +79161234568", "[+79161234567][+79161234568]"},
	    {"+79161234567;84951112233\n8 (812) 123-45-67", "[+79161234567][84951112233][8 (812) 123-45-67]"},
	    {"8 495 111-22-33, доб. 105", "[8 495 111-22-33, доб. 105]"},
	    {"8 495 111-22-33, доб. 105 / 8 916 111-22-33", "[8 495 111-22-33, доб. 105][8 916 111-22-33]"},
	    {"+79161234567,,;  +79161234568", "[+79161234567][+79161234568]"},
	    {"\r\n+79161234567 \r\n+79161234568\r\n", "[+79161234567][+79161234568]"},
	    {"нет", "[нет]"},
	    {"", "[]"},
	    {"a@b.ru; c@d.ru", "[a@b.ru][c@d.ru]"},
	    {"Иванов, И. <a@b.ru>, c@d.ru", "[Иванов, И. <a@b.ru>][c@d.ru]"},
	    {"+79161234567, a@b.ru", "[+79161234567][a@b.ru]"},
	};
	struct arena arena = {0};
	struct buf out = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(example); i++) {
		buf_clear(&out);
		for (const char *rest = example[i].cell; rest != NULL;)
			buf_format(&out, "[%s]", cell_next(&arena, &rest));
		assert_string_equal(out.text, example[i].values);
	}
	/* One value is not copied. */
	const char *rest = example[0].cell;
	assert_ptr_equal(cell_next(&arena, &rest), example[0].cell);
	buf_free(&out);
	arena_free(&arena);
}

static void test_person(void **state)
{
	static const struct {
		const char *cell, *name, *contact, *others; /* NULL: as if it was not asked */
	} example[] = {
	    {"Anna Petrova (anna@x.ru)", "Anna Petrova", "anna@x.ru", NULL},
	    {"Oleg <oleg@x.ru>", "Oleg", "oleg@x.ru", NULL},
	    {"\"Kim, Oleg\" <Kim@x.ru>", "Kim, Oleg", "Kim@x.ru", NULL},
	    {"Иванов И. [mailto:iv@x.ru]", "Иванов И.", "mailto:iv@x.ru", NULL},
	    {"Сидоров, sid@x.ru", "Сидоров", "sid@x.ru", NULL},
	    {"Сидоров — sid@my_shop.ru", "Сидоров", "sid@my_shop.ru", NULL},
	    {"a@x.ru Иванов Иван", "Иванов Иван", "a@x.ru", NULL},
	    {"Иванов (a@x.ru) Иван", "Иванов Иван", "a@x.ru", NULL},
	    {"Иванов (Москва) a@x.ru", "Иванов (Москва)", "a@x.ru", NULL},
	    {"c5@x.ru", "", "c5@x.ru", NULL},
	    {"Пётр Ким (8 916 123-45-67)", "Пётр Ким", "8 916 123-45-67", NULL},
	    {"Anna (a@x.ru); Boris (b@x.ru)", "Anna", "a@x.ru", "Boris (b@x.ru)"},
	    {"Anna (a@x.ru);Boris", "Anna", "a@x.ru", "Boris"},
	    {"Anna;Boris (b@x.ru)", "Anna", NULL, "Boris (b@x.ru)"},
	    {"Anna (a@x.ru), Boris (b@x.ru)", "Anna", "a@x.ru", "Boris (b@x.ru)"},
	    {"a@x.ru, b@x.ru", "", "a@x.ru", "b@x.ru"},
	    {"Иванов Иван (Москва)", NULL, NULL, NULL},
	    {"Пётр 8 (916) 123-45-67", NULL, NULL, NULL},
	    {"Пётр (доб. 1234)", NULL, NULL, NULL},
	    {"Пётр (8 916 123-45-67", NULL, NULL, NULL},
	    {"@anna_telegram", NULL, NULL, NULL},
	    {"Anna @ home", NULL, NULL, NULL},
	    {"", NULL, NULL, NULL},
	};
	struct arena arena = {0};
	struct cell_person person;
	(void)state;
	for (size_t i = 0; i < COUNT(example); i++) {
		assert_true(cell_person_read(&arena, example[i].cell, "RU", &person));
		const char *contact = person.email ? person.email : person.phone;
		const char *const wanted[] = {example[i].name, example[i].contact, example[i].others},
		                  *const got[] = {person.name, contact, person.others};
		for (int k = 0; k < 3; k++)
			if ((wanted[k] == NULL) != (got[k] == NULL) || (got[k] && strcmp(got[k], wanted[k]) != 0))
				fail_msg("%s: «%s» instead of «%s»", example[i].cell, got[k] ? got[k] : "(none)",
				    wanted[k] ? wanted[k] : "(none)");
	}
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_several),
	    cmocka_unit_test(test_person),
	};
	return cmocka_run_group_tests_name("cell", tests, NULL, NULL);
}
