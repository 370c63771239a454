#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/value/money.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_parse(void **state)
{
	static const struct {
		const char *text;
		int64_t money;
	} row[] = {
	    {"4500000", 450000000},
	    {"0", 0},
	    {"007", 700},
	    {"4 500 000,50 ₽", 450000050},
	    {"4\u00a0500\u00a0000,50\u00a0₽", 450000050},
	    {"4\u202f500\u202f000", 450000000},
	    {"4\u2009500.5", 450050},
	    {"$22,700.00", 2270000},
	    {"1.234,56", 123456},
	    {"1,234.56", 123456},
	    {"1,234", 123400},
	    {"1.234", 123400},
	    {"1,234,567", 123456700},
	    {"1.234.567,8", 123456780},
	    {"12,34", 1234},
	    {"12.3", 1230},
	    {"0,5", 50},
	    {"0.05", 5},
	    {"1234567,89", 123456789},
	    {"-5", -500},
	    {"−5,01", -501},
	    {"- 5", -500},
	    {"+5", 500},
	    {"-$5", -500},
	    {"$-5", -500},
	    {"$ 5", 500},
	    {"€5", 500},
	    {"5 руб.", 500},
	    {"5 РУБ", 500},
	    {"5руб", 500},
	    {"5 р.", 500},
	    {"5 рублей", 500},
	    {"rub 1 000", 100000},
	    {"1 000 тенге", 100000},
	    {"1 000 USD", 100000},
	    {"  42  ", 4200},
	    {"\xEF\xBB\xBF"
	     "42",
	        4200},
	    {"92233720368547758.07", INT64_MAX},
	    {"-92233720368547758,07", -INT64_MAX},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		money_t money = 77;
		if (money_parse(row[i].text, &money) != CRM_OK || money != row[i].money)
			fail_msg("«%s»: %lld", row[i].text, (long long)money);
	}
}

static void test_refuse(void **state)
{
	static const char *const row[] = {
	    "",
	    " ",
	    "-",
	    "+",
	    "$",
	    "нет",
	    "x",
	    "5x",
	    "5 штук",
	    "4,5 млн",
	    "5.",
	    "5,",
	    ".5",
	    ",5",
	    "1,2345",
	    "1234,567",
	    "1 23",
	    "12 34",
	    "1 2345",
	    "1  234",
	    "1.50.5",
	    "1,234,56",
	    "1,234.567,8",
	    "1 234.567",
	    "0.500",
	    "0 500",
	    "1,,5",
	    "1.,5",
	    "--5",
	    "5-",
	    "5 5",
	    "5,5 000",
	    "1e5",
	    "0x10",
	    "Infinity",
	    "92233720368547758.08",
	    "99999999999999999999",
	    "1000000000000000000000000000000000",
	    "$5 $",
	    "$5 руб",
	    "5 ₽ ₽",
	    "12:30",
	    "23.11.2026",
	    "5\xff",
	    "\xff",
	    "٥",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		money_t money = 77;
		if (money_parse(row[i], &money) != CRM_DATA || money != 77)
			fail_msg("«%s»: %lld", row[i], (long long)money);
	}
	money_t money;
	assert_int_equal(money_parse(NULL, &money), CRM_DATA);
}

static void test_long(void **state)
{
	static char text[100001];
	money_t money;

	(void)state;
	memset(text, '0', sizeof text - 1);
	assert_int_equal(money_parse(text, &money), CRM_OK);
	assert_int_equal(money, 0);
	memset(text, '1', sizeof text - 1);
	assert_int_equal(money_parse(text, &money), CRM_DATA);
	memset(text, ' ', sizeof text - 1);
	assert_int_equal(money_parse(text, &money), CRM_DATA);
}

static void test_put(void **state)
{
	static const struct {
		int64_t money;
		const char *text;
	} row[] = {
	    {450000050, "4500000.50"},
	    {0, "0.00"},
	    {5, "0.05"},
	    {-5, "-0.05"},
	    {-123456, "-1234.56"},
	    {INT64_MAX, "92233720368547758.07"},
	    {INT64_MIN, "-92233720368547758.08"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct buf buf = {0};
		money_put(&buf, row[i].money);
		assert_string_equal(buf.text, row[i].text);
		if (row[i].money != INT64_MIN) {
			money_t back;
			assert_int_equal(money_parse(buf.text, &back), CRM_OK);
			assert_int_equal(back, row[i].money);
		}
		buf_free(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_parse),
	    cmocka_unit_test(test_refuse),
	    cmocka_unit_test(test_long),
	    cmocka_unit_test(test_put),
	};

	return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
