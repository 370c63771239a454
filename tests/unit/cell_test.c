#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_several),
	};
	return cmocka_run_group_tests_name("cell", tests, NULL, NULL);
}
