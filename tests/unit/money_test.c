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
	    {"1 250 000=", 125000000},
	    {"1 250 000 =", 125000000},
	    {"1 250 000-00", 125000000},
	    {"1 250 000–00", 125000000},
	    {"1250000-50", 125000050},
	    {"1 250 000=00 руб.", 125000000},
	    {"5 000 000 ₽.", 500000000},
	    {"1.250.000,00 руб.", 125000000},
	    {"RUB 1,250,000.00", 125000000},
	    {"1 250 000,--", 125000000},
	    {"1_250_000", 125000000},
	    {"1 250 000 руб. РФ", 125000000},
	    {"1250000 руб. 05", 125000005},
	    {"1 250 000 (один миллион двести пятьдесят тысяч) рублей 00 копеек", 125000000},
	    {"1 250 000 (Один миллион двести пятьдесят тысяч рублей)", 125000000},
	    {"$500 (five hundred)", 50000},
	    {"~1 250 000", 125000000},
	    {"около 5 млн руб.", 500000000},
	    {"5 000 000 руб. с НДС", 500000000},
	    {"5 000 000 (в т.ч. НДС)", 500000000},
	    {"2,5kk", 250000000},
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
	    {"512,77", 51277},
	    {"21.500,00", 2150000},
	    {"1.324,32", 132432},
	    {"0.225", 23},
	    {"0,125", 13},
	    {"0.500", 50},
	    {"3,100", 310000},
	    {"14.000", 1400000},
	    {"1.000", 100000},
	    {"1 250 000,50 ₽", 125000050},
	    {"1,250,000.50", 125000050},
	    {"1'250'000", 125000000},
	    {"1’250’000.50", 125000050},
	    {"1`250`000", 125000000},
	    {"1.250.000", 125000000},
	    {"1\u202f250\u2009000,00\u00a0₽", 125000000},
	    {"12,50,000", 125000000},
	    {"₹12,50,000.00", 125000000},
	    {"'1250000", 125000000},
	    {"12,5 млн", 1250000000},
	    {"7.5 млн руб", 750000000},
	    {"7,5 млн. руб.", 750000000},
	    {"1,250 млн", 125000000},
	    {"1.250 Млн", 125000000},
	    {"3 тыс", 300000},
	    {"3тыс.руб.", 300000},
	    {"1 250 тыс. ₽", 125000000},
	    {"1,2 млрд", 120000000000},
	    {"2 миллиона рублей", 200000000},
	    {"300 т.р.", 30000000},
	    {"300 т. р.", 30000000},
	    {"300 тр", 30000000},
	    {"300т.р", 30000000},
	    {"500k", 50000000},
	    {"500 К", 50000000},
	    {"$1.5M", 150000000},
	    {"$1.5 mln", 150000000},
	    {"€2bn", 200000000000},
	    {"1.5M USD", 150000000},
	    {"1,5м", 150000000},
	    {"5 лямов", 500000000},
	    {"1 млн 200 тыс", 120000000},
	    {"1 млн 200 тыс. руб.", 120000000},
	    {"1,5 млрд 200 млн", 170000000000},
	    {"1 500 тыр", 150000000},
	    {"5e6", 500000000},
	    {"5E+06", 500000000},
	    {"1.25E+6", 125000000},
	    {"1,25E+06", 125000000},
	    {"1,1225e2", 11225},
	    {"RUB|1250000", 125000000},
	    {"1250000|RUB", 125000000},
	    {"1250000 | RUB", 125000000},
	    {"1250000.50|USD", 125000050},
	    {"(1 200,00)", -120000},
	    {"( 1200 )", -120000},
	    {"($1,200.00)", -120000},
	    {"(1 200 руб.)", -120000},
	    {"(1 200) руб.", -120000},
	    {"$(1,200)", -120000},
	    {"–5", -500},
	    {"-1 200 ₽", -120000},
	    {"5 руб. 50 коп.", 550},
	    {"1 250 000 руб. 00 коп.", 125000000},
	    {"1250 р 05 к", 125005},
	    {"1250,-", 125000},
	    {"1 250.—", 125000},
	    {"1250000.0000", 125000000},
	    {"1250000,000", 125000000},
	    {"1234,567", 123457},
	    {"1 234.567", 123457},
	    {"1,234.567", 123457},
	    {"1,2345", 123},
	    {"1234567.8899999999", 123456789},
	    {"1e5", 10000000},
	    {"4,5 млн", 450000000},
	    {"$1,000 USD", 100000},
	    {"USD 1000 $", 100000},
	    {"$1000 CAD", 100000},
	    {"1000 SEK", 100000},
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
	    "5.",
	    "5,",
	    ".5",
	    ",5",
	    "1 23",
	    "12 34",
	    "1 2345",
	    "1  234",
	    "1.50.5",
	    "1,234,56",
	    "1,234.567,8",
	    "0 500",
	    "1,,5",
	    "1.,5",
	    "--5",
	    "5-",
	    "5 5",
	    "5,5 000",
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
	    "—",
	    "n/a",
	    "не указана",
	    "1250000 - 1500000",
	    "1250000-1500000",
	    "5-7 млн",
	    "от 5 до 7 млн",
	    "до 5 млн",
	    "5..7",
	    "5 млн 5",
	    "млн",
	    "5 млн млн",
	    "200 тыс 1 млн",
	    "1 млн 200 млн",
	    "5 кг",
	    "45 м2",
	    "5 mg",
	    "1000 pcs",
	    "1000 SEKS",
	    "$5 €",
	    "€5 USD",
	    "(5",
	    "5)",
	    "((5))",
	    "-(5)",
	    "5 руб. 500 коп.",
	    "5,50 руб. 50 коп.",
	    "5 руб. 5 шт.",
	    "5e",
	    "5e-3",
	    "5e99",
	    "5e100",
	    "99999999 млрд",
	    "012.345",
	    "1,250,00,000",
	    "|",
	    "RUB",
	    "RUB|",
	    "89161234567 доб. 3",
	    "12-50",
	    "2026-11",
	    "12-05-2026",
	    "1250-5",
	    "1 250 000-000",
	    "1,5-50",
	    "5 млн-50",
	    "5 000 000 -",
	    "5 000 000 — 00",
	    "1 250 000 (примерно)",
	    "1 250 000 (USD)",
	    "1 250 000 руб/мес",
	    "5 млн+",
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

static void test_currency(void **state)
{
	static const struct {
		const char *text, *code;
	} row[] = {{"5", ""}, {"5 ₽", "RUB"}, {"5 Руб.", "RUB"}, {"5р", "RUB"}, {"5 рублей", "RUB"}, {"RUR 5", "RUB"},
	    {"5 т.р.", "RUB"}, {"5 тыс.руб.", "RUB"}, {"$5", "USD"}, {"5$", "USD"}, {"US$5", "USD"}, {"5 USD", "USD"},
	    {"5 долл.", "USD"}, {"5 долларов США", "USD"}, {"5 долл США", "USD"}, {"5 рубл.", "RUB"},
	    {"5 Dollars", "USD"}, {"5 у.е.", "у.е."}, {"5 УЕ", "у.е."}, {"5 y.e.", "у.е."}, {"€5", "EUR"},
	    {"5 Евро", "EUR"}, {"eur5", "EUR"}, {"£5", "GBP"}, {"5 ₸", "KZT"}, {"5 тг", "KZT"}, {"5 тыс. тенге", "KZT"},
	    {"5 ₴", "UAH"}, {"5 грн.", "UAH"}, {"5 Br", "BYN"}, {"5 бел. руб.", "BYN"}, {"5 бел.руб.", "BYN"},
	    {"5 белорусских рублей", "BYN"}, {"¥5", "CNY"}, {"5 юаней", "CNY"}, {"5 zł", "PLN"}, {"5 SEK", "SEK"},
	    {"NOK 5", "NOK"}, {"A$5", "AUD"}, {"$5 CAD", "CAD"}, {"$5 USD", "USD"}, {"5 сум", "UZS"}, {"5 сом", "KGS"},
	    {"5k €", "EUR"}, {"5 MDL", "MDL"}, {"5 KZT", "KZT"}, {"(5 €)", "EUR"}, {"-€5", "EUR"}, {"EUR|5", "EUR"},
	    {"5|BYN", "BYN"}, {"5 руб. 50 коп.", "RUB"}};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct money_written written;
		if (money_read(row[i].text, NULL, &written) != CRM_OK || strcmp(written.currency, row[i].code) != 0)
			fail_msg("«%s»: %s", row[i].text, written.currency);
	}
}

static void test_currency_named(void **state)
{
	static const struct {
		const char *text, *code;
	} row[] = {{"RUB", "RUB"}, {"rub", "RUB"}, {" руб. ", "RUB"}, {"₽", "RUB"}, {"Рубль", "RUB"}, {"RUR", "RUB"},
	    {"Российский рубль", "RUB"}, {"RUB - Russian Ruble", "RUB"}, {"RUB (₽)", "RUB"}, {"643", "RUB"},
	    {"810", "RUB"}, {"USD", "USD"}, {"$", "USD"}, {"Доллар США", "USD"}, {"US Dollar", "USD"},
	    {"U.S. Dollar", "USD"}, {"USD - U.S. Dollar", "USD"}, {"840", "USD"}, {"Евро", "EUR"}, {"€", "EUR"},
	    {"EUR", "EUR"}, {"Белорусский рубль", "BYN"}, {"933", "BYN"}, {"Тенге", "KZT"}, {"у.е.", "у.е."},
	    {"SEK", "SEK"}, {"Доллар Австралии", "Доллар Австралии"}, {"бонусы", "бонусы"}};
	static const char *const none[] = {"", " ", "-", "—", "нет", "n/a"};
	char code[CURRENCY_ROOM];

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		if (!currency_named(row[i].text, NULL, code) || strcmp(code, row[i].code) != 0)
			fail_msg("«%s»: %s", row[i].text, code);
	for (size_t i = 0; i < COUNT(none); i++)
		assert_false(currency_named(none[i], NULL, code));
}

/* A word that several countries have is the department's own where it can be; a code is a code. */
static void test_own_currency(void **state)
{
	static const struct {
		const char *text, *own, *code;
	} row[] = {{"5 руб.", "BYN", "BYN"}, {"5 р.", "BYN", "BYN"}, {"5 RUB", "BYN", "RUB"}, {"5 ₽", "BYN", "RUB"},
	    {"5 руб.", "RUB", "RUB"}, {"5 руб.", "KZT", "RUB"}, {"$5", "CAD", "CAD"}, {"5 USD", "CAD", "USD"},
	    {"$5", "RUB", "USD"}, {"£5", "GBP", "GBP"}, {"5 крон", "SEK", "SEK"}};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct money_written written;
		struct money_way way = {.own = row[i].own};
		if (money_read(row[i].text, &way, &written) != CRM_OK || strcmp(written.currency, row[i].code) != 0)
			fail_msg("«%s»: %s", row[i].text, written.currency);
	}
}

static void test_heading(void **state)
{
	static const struct {
		const char *heading, *code;
		int power;
	} row[] = {{"Бюджет", "", 0}, {"Бюджет ₽", "RUB", 0}, {"Бюджет $", "USD", 0}, {"Бюджет, €", "EUR", 0},
	    {"Сумма, руб.", "RUB", 0}, {"Сумма, тыс. руб.", "RUB", 3}, {"Сумма (тыс.руб.)", "RUB", 3},
	    {"Бюджет, млн ₽", "RUB", 6}, {"Amount (USD)", "USD", 0}, {"Amount, EUR", "EUR", 0},
	    {"Amount MRR", "", 0}, {"Сумма к оплате", "", 0}, {"Deal - Value", "", 0}, {"Сумма с НДС", "", 0},
	    {"Стоимость м2", "", 0}, {"Цена за кв. м", "", 0}, {"Budget in thousand USD", "USD", 3}, {"", "", 0},
	    {"Стоимость, т.р.", "RUB", 3}, {"Сумма т.р.", "RUB", 3}, {"Сумма, т. р.", "RUB", 3},
	    {"Сумма (т.руб.)", "RUB", 3}, {"Сумма в тысячах", "", 3}, {"Сумма в миллионах рублей", "RUB", 6},
	    {"Amount ($000)", "USD", 3}, {"Amount, $k", "USD", 3}, {"Сумма, 000 руб.", "RUB", 3},
	    {"Amount (in thousands)", "", 3}, {"Сумма (x1000)", "", 3}, {"Сумма, 10^6 руб.", "RUB", 6},
	    {"Сумма, коп.", "", -2}, {"Сумма в копейках", "", -2}, {"Amount (cents)", "", -2}, {"Сумма т", "", 0},
	    {"Сумма, т", "", 3}, {"Amount (M)", "", 6}, {"Amount in company currency", "", 0},
	    {"Сумма договора 1000", "", 0}};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		char code[CURRENCY_ROOM];
		int power = 7;
		money_heading(row[i].heading, NULL, &power, code);
		if (strcmp(code, row[i].code) != 0 || power != row[i].power)
			fail_msg("«%s»: %s %d", row[i].heading, code, power);
	}
	char code[CURRENCY_ROOM];
	int power;
	assert_true(money_heading("Сумма, тыс. руб.", NULL, &power, code));
	assert_true(money_heading("Сумма т.р.", NULL, &power, code));
	assert_false(money_heading("Сумма, т", NULL, &power, code));
	assert_false(money_heading("Amount (M)", NULL, &power, code));
	struct money_written written;
	struct money_way thousands = {.power = 3}, kopecks = {.power = -2}, letter = {.power = 3, .unsure = true};
	assert_int_equal(money_read("125050", &kopecks, &written), CRM_OK);
	assert_true(written.money == 125050 && !written.contradicts && !written.rounded);
	assert_int_equal(money_read("1250 руб.", &kopecks, &written), CRM_OK);
	assert_true(written.contradicts);
	assert_int_equal(money_read("1 250 000 руб.", &thousands, &written), CRM_OK);
	assert_true(written.contradicts);
	assert_int_equal(money_read("1250 т.р.", &thousands, &written), CRM_OK);
	assert_true(!written.contradicts && written.money == 125000000);
	assert_int_equal(money_read("1250000", &thousands, &written), CRM_OK);
	assert_true(written.contradicts);
	assert_int_equal(money_read("999999", &thousands, &written), CRM_OK);
	assert_true(!written.contradicts && !written.unsure);
	assert_int_equal(money_read("1250", &letter, &written), CRM_OK);
	assert_true(written.unsure && written.money == 125000000);
	assert_int_equal(money_read("2 млн", &letter, &written), CRM_OK);
	assert_false(written.unsure);
	assert_int_equal(money_read("1250-50", &thousands, &written), CRM_OK);
	assert_int_equal(written.money, 125050000);
	assert_int_equal(money_read("1 250,5", &thousands, &written), CRM_OK);
	assert_int_equal(written.money, 125050000);
	assert_int_equal(money_read("2 млн", &thousands, &written), CRM_OK);
	assert_int_equal(written.money, 200000000);
	assert_int_equal(money_read("12,345", &thousands, &written), CRM_OK);
	assert_int_equal(written.money, 1234500000);
}

/* What a column as a whole proves, and how the sum that can be read both ways is read then. */
static void test_column(void **state)
{
	static const struct {
		const char *sum[5];
		char decimals;
		int64_t last; /* of the sums */
	} column[] = {
	    {{"3,100"}, 0, 310000},
	    {{"512,77", "3,100"}, ',', 310},
	    {{"512.77", "3.100"}, '.', 310},
	    {{"0,225", "14,000"}, ',', 1400},
	    {{"1250000.0000", "14.000"}, '.', 1400},
	    {{"21.500,00", "3,100"}, ',', 310},
	    {{"21.500,00", "14.000"}, 0, 1400000},
	    {{"1,250,000", "3,100"}, 0, 310000},
	    {{"1,250.50", "3,100"}, 0, 310000},
	    {{"512.77", "3,100"}, 0, 310000},
	    {{"512,77", "1,250,000.50", "3,100"}, 0, 310000},
	    {{"12,5 млн", "3,100"}, 0, 310000},
	    {{"5 000", "14.000"}, 0, 1400000},
	    {{"512,77", "12.5", "3,100"}, 0, 310000},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(column); i++) {
		struct money_written written = {0};
		unsigned says = 0;
		int n = 0;
		for (; n < 5 && column[i].sum[n]; n++) {
			assert_int_equal(money_read(column[i].sum[n], NULL, &written), CRM_OK);
			says |= written.says;
		}
		assert_true(money_either(column[i].sum[n - 1]));
		struct money_way way = {.decimals = money_decimals(says)};
		assert_int_equal(money_read(column[i].sum[n - 1], &way, &written), CRM_OK);
		if (way.decimals != column[i].decimals || written.money != column[i].last)
			fail_msg("column %zu: %c %lld", i, way.decimals, (long long)written.money);
	}
	assert_false(money_either("512.77"));
	assert_false(money_either("1250000"));
	assert_false(money_either("1,2345"));
}

static void test_rounded(void **state)
{
	static const char *const exact[] = {"5", "5,50", "5.5000", "1234,560", "1,25 млн", "1,2345 тыс"};
	static const char *const rounded[] = {"0.225", "1234,567", "1.2345", "1,23456789 тыс"};
	struct money_written written;

	(void)state;
	for (size_t i = 0; i < COUNT(exact); i++)
		assert_true(money_read(exact[i], NULL, &written) == CRM_OK && !written.rounded);
	for (size_t i = 0; i < COUNT(rounded); i++)
		assert_true(money_read(rounded[i], NULL, &written) == CRM_OK && written.rounded);
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
	    cmocka_unit_test(test_currency),
	    cmocka_unit_test(test_currency_named),
	    cmocka_unit_test(test_own_currency),
	    cmocka_unit_test(test_heading),
	    cmocka_unit_test(test_column),
	    cmocka_unit_test(test_rounded),
	    cmocka_unit_test(test_long),
	    cmocka_unit_test(test_put),
	};

	return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
