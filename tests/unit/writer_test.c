#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/core/buf.h"
#include "rows/excel_private.h"
#include "rows/reader.h"
#include "rows/waiting.h"
#include "rows/writer.h"

static struct why why;

static const struct field fields[] = {{.name = "lead", .kind = KIND_INT}, {.name = "name", .title = "Client"},
    {.name = "amount", .kind = KIND_MONEY}, {.name = "rate", .kind = KIND_REAL}, {.name = "at", .kind = KIND_TIME},
    {0}};

#define ROWS 3

static const char *const rows[ROWS][5] = {
    {"1", "Иван, \"Вектор\"", "4500000.50", "0.25", "2026-11-23T18:00:00+03:00"},
    {"20", "a\tb\nc\\d", "-5.00", "nan", ""},
    {"300", NULL, "", "1e-3", NULL},
};

/* What ${n} rows become. */
static char *written(const struct writer_options *options, int n)
{
	struct writer *writer;
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	assert_non_null(out);
	assert_int_equal(writer_open(&writer, out, fields, options, &why), CRM_OK);
	for (int i = 0; i < n; i++)
		assert_int_equal(writer_row(writer, rows[i], &why), CRM_OK);
	assert_int_equal(writer_close(writer, &why), CRM_OK);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void test_formats(void **state)
{
	static const struct {
		struct writer_options options;
		int rows;
		const char *expected;
	} cases[] = {
	    {{.format = FORMAT_CSV}, 0, "lead,name,amount,rate,at\n"},
	    {{.format = FORMAT_CSV}, ROWS,
	        "lead,name,amount,rate,at\n1,\"Иван, \"\"Вектор\"\"\",4500000.50,0.25,2026-11-23T18:00:00+03:00\n"
	        "20,\"a\tb\nc\\d\",-5.00,,\n300,,,1e-3,\n"},
	    {{.format = FORMAT_CSV, .excel = true}, 0, "\xEF\xBB\xBFlead;name;amount;rate;at\r\n"},
	    {{.format = FORMAT_CSV, .excel = true}, ROWS,
	        "\xEF\xBB\xBFlead;name;amount;rate;at\r\n1;\"Иван, "
	        "\"\"Вектор\"\"\";4500000,50;0,25;23.11.2026 18:00\r\n"
	        "20;\"a\tb\nc\\d\";-5,00;;\r\n300;;;1e-3;\r\n"},
	    {{.format = FORMAT_TSV}, ROWS,
	        "lead\tname\tamount\trate\tat\n1\tИван, \"Вектор\"\t4500000.50\t0.25\t2026-11-23T18:00:00+03:00\n"
	        "20\ta\\tb\\nc\\\\d\t-5.00\t\t\n300\t\t\t1e-3\t\n"},
	    {{.format = FORMAT_JSON}, 0, ""},
	    {{.format = FORMAT_JSON}, ROWS,
	        "{\"lead\":1,\"name\":\"Иван, "
	        "\\\"Вектор\\\"\",\"amount\":4500000.50,\"rate\":0.25,\"at\":\"2026-11-23T18:00:00+03:00\"}\n"
	        "{\"lead\":20,\"name\":\"a\\tb\\nc\\\\d\",\"amount\":-5.00,\"rate\":null,\"at\":null}\n"
	        "{\"lead\":300,\"name\":null,\"amount\":null,\"rate\":1e-3,\"at\":null}\n"},
	    {{.format = FORMAT_TABLE}, 0, "lead  Client  amount  rate  at\n"},
	    {{.format = FORMAT_TABLE}, ROWS,
	        "lead  Client              amount  rate  at\n"
	        "   1  Иван, \"Вектор\"  4500000.50  0.25  2026-11-23T18:00:00+03:00\n"
	        "  20  a b c\\d              -5.00\n"
	        " 300                              1e-3\n"},
	    {{.format = FORMAT_CSV, .columns = "at, lead"}, 2, "at,lead\n2026-11-23T18:00:00+03:00,1\n,20\n"},
	    {{.format = FORMAT_CSV, .columns = "name"}, ROWS, "name\n\"Иван, \"\"Вектор\"\"\"\n\"a\tb\nc\\d\"\n\"\"\n"},
	    {{.format = FORMAT_TABLE, .columns = "at,lead,lead"}, 1,
	        "at                         lead  lead\n2026-11-23T18:00:00+03:00     1     1\n"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *text = written(&cases[i].options, cases[i].rows);
		assert_string_equal(text, cases[i].expected);
		free(text);
	}
}

static void test_bad_options(void **state)
{
	static const struct {
		struct writer_options options;
		const char *expected;
	} cases[] = {
	    {{.format = FORMAT_CSV, .columns = "lead,nmae"}, "no column «nmae» in this output: is «name» meant?"},
	    {{.format = FORMAT_CSV, .columns = "lead,something"}, "no column «something» in this output"},
	    {{.format = FORMAT_CSV, .columns = ""}, "no column «» in this output"},
	    {{.format = FORMAT_TEXT}, "format «text» is for reports, not for rows"},
	    {{.format = FORMAT_HTML}, "format «html» is for reports, not for rows"},
	    {{.format = FORMAT_JSON, .excel = true}, "a spreadsheet takes csv, not «json»"},
	};
	struct writer *writer;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(writer_open(&writer, stdout, fields, &cases[i].options, &why), CRM_USAGE);
		assert_null(writer);
		assert_string_equal(why.text, cases[i].expected);
	}
	assert_int_equal(writer_close(NULL, &why), CRM_OK);
	writer_discard(NULL);
}

static void test_format_words(void **state)
{
	static const char *const words[] = {"csv", "tsv", "json", "table", "text", "html"};
	enum format format;
	(void)state;
	for (int i = 0; i < 6; i++) {
		assert_int_equal(format_parse(words[i], &format), CRM_OK);
		assert_int_equal(format, i);
	}
	assert_int_equal(format_parse("JSON", &format), CRM_OK);
	assert_int_equal(format, FORMAT_JSON);
	assert_int_equal(format_parse("Таблица", &format), CRM_OK);
	assert_int_equal(format, FORMAT_TABLE);
	assert_int_equal(format_parse("cvs", &format), CRM_USAGE);
	assert_int_equal(format_parse("", &format), CRM_USAGE);
}

/* A terminal is not driven by what a client wrote, and wide letters take two columns. */
static void test_table_is_safe(void **state)
{
	static const struct field two[] = {{.name = "a"}, {.name = "n", .kind = KIND_INT}, {0}};
	static const char *const cells[][2] = {{"x\033[2J\xC2\x9By\r\nz", "1"}, {"漢字", "22"}, {"ё\xCC\x88", "3"}};
	struct writer_options options = {.format = FORMAT_TABLE};
	struct writer *writer;
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	(void)state;
	assert_int_equal(writer_open(&writer, out, two, &options, &why), CRM_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(writer_row(writer, cells[i], &why), CRM_OK);
	assert_int_equal(writer_close(writer, &why), CRM_OK);
	assert_int_equal(fclose(out), 0);
	assert_null(strchr(text, '\033'));
	assert_null(strstr(text, "\xC2\x9B"));
	assert_null(strchr(text, '\r'));
	char *second = strchr(text, '\n') + 1, *third = strchr(second, '\n') + 1, *fourth = strchr(third, '\n') + 1;
	assert_memory_equal(second, "x\xEF\xBF\xBD[2J\xEF\xBF\xBDy", 11);
	assert_memory_equal(third, "漢字", 6);
	assert_memory_equal(fourth, "ё\xCC\x88", 4);
	/* x?[2J?y and "z" after at least one blank: the other lines are filled to that width */
	size_t width = (size_t)(strchr(second, '\n') - second) - 4 - 1;
	assert_int_equal(strchr(third, '\n') - third, width - 4 + 6 + 1);
	free(text);
}

static const char *called(void *arg, const char *column, const char *code)
{
	(void)arg;
	return strcmp(column, "name") == 0 && strcmp(code, "kim") == 0 ? "Ким Олег" : code;
}

/* Names for codes, short times, no empty columns, no more than the terminal has room for; and headings once more when a
   column gets its first value after they are printed. */
static void test_table_for_eyes(void **state)
{
	static const char *const cells[][5] = {
	    {"1", "kim", "", "", "2026-11-23T18:00:00+03:00"},
	    {"2", "Константинопольский", "", "", "2025-01-02"},
	    {"3", "", "5.00", "", "2026-11"},
	};
	static const struct {
		int width;
		bool keeps_empty;
		int flushed; /* after so many rows */
		const char *expected;
	} cases[] = {
	    {0, false, 0,
	        "lead  Client               amount  at\n   1  Ким Олег                     23.11 18:00\n"
	        "   2  Константинопольский          02.01.2025\n   3                         5.00  2026-11\n"},
	    {0, true, 0,
	        "lead  Client               amount  rate  at\n   1  Ким Олег                           23.11 18:00\n"
	        "   2  Константинопольский                02.01.2025\n   3                         5.00        "
	        "2026-11\n"},
	    {41, false, 0,
	        "lead  Client          amount  at\n   1  Ким Олег                23.11 18:00\n"
	        "   2  Константинопо…          02.01.2025\n   3                    5.00  2026-11\n"},
	    {25, false, 0, "lead  Client    amount …\n   1  Ким Олег\n   2  Констан…\n   3              5.00\n"},
	    {4, false, 0, "lead …\n   1\n   2\n   3\n"},
	    {0, false, 1,
	        "lead  Client    at\n   1  Ким Олег  23.11 18:00\nlead  Client               amount  at\n"
	        "   2  Константинопольский          02.01.2025\n   3                         5.00  2026-11\n"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct table_eyes eyes = {
		    .called = called, .year = 2026, .width = cases[i].width, .keeps_empty = cases[i].keeps_empty};
		struct writer_options options = {.format = FORMAT_TABLE, .eyes = &eyes};
		struct writer *writer;
		char *text = NULL;
		size_t length = 0;
		FILE *out = open_memstream(&text, &length);
		assert_int_equal(writer_open(&writer, out, fields, &options, &why), CRM_OK);
		for (int row = 0; row < 3; row++) {
			assert_int_equal(writer_row(writer, cells[row], &why), CRM_OK);
			if (row + 1 == cases[i].flushed)
				assert_int_equal(writer_flush(writer, &why), CRM_OK);
		}
		assert_int_equal(writer_close(writer, &why), CRM_OK);
		assert_int_equal(fclose(out), 0);
		assert_string_equal(text, cases[i].expected);
		free(text);
	}
}

/* A table that is flushed keeps its columns, and has its headings once. */
static void test_table_flush(void **state)
{
	struct writer_options options = {.format = FORMAT_TABLE, .columns = "lead,name,rate"};
	static const char *const more[5] = {"4000000", "b", "", "7", ""};
	struct writer *writer;
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	(void)state;
	assert_int_equal(writer_open(&writer, out, fields, &options, &why), CRM_OK);
	assert_int_equal(writer_row(writer, rows[0], &why), CRM_OK);
	assert_int_equal(writer_flush(writer, &why), CRM_OK);
	assert_string_equal(text, "lead  Client          rate\n   1  Иван, \"Вектор\"  0.25\n");
	assert_int_equal(writer_row(writer, more, &why), CRM_OK);
	assert_int_equal(writer_close(writer, &why), CRM_OK);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(
	    text, "lead  Client          rate\n   1  Иван, \"Вектор\"  0.25\n4000000  b                  7\n");
	free(text);
}

/* Far more than is held, and the row count is right. */
static void test_table_large(void **state)
{
	struct writer_options options = {.format = FORMAT_TABLE};
	struct writer *writer;
	char *text = NULL;
	size_t length = 0, lines = 0;
	FILE *out = open_memstream(&text, &length);
	(void)state;
	assert_int_equal(writer_open(&writer, out, fields, &options, &why), CRM_OK);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(writer_row(writer, rows[i % ROWS], &why), CRM_OK);
	assert_int_equal(writer_close(writer, &why), CRM_OK);
	assert_int_equal(fclose(out), 0);
	for (const char *c = text; *c != '\0'; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 100001);
	free(text);
}

/* What a spreadsheet must not run or spoil, and what it may have as it is. */
static void test_excel_guard(void **state)
{
	static const struct {
		const char *text;
		bool live;
	} cases[] = {
	    {"=1+1", true},
	    {"+79161234567", true},
	    {"-5", true},
	    {"@sum(a1)", true},
	    {"\tx", true},
	    {"\rx", true},
	    {"\n=x", true},
	    {" =1", true},
	    {"\xC2\xA0=1", true},
	    {"\xE2\x80\x8B=1", true},
	    {"\xEF\xBB\xBF=1", true},
	    {" \xE2\x80\x8B \xC2\xA0@x", true},
	    {"\x01=1", true},
	    {"\xE2\x80\x8F=1", true},
	    {"\xE3\x80\x80=1", true},
	    {"＝1", true},
	    {"＋1", true},
	    {"－1", true},
	    {"＠x", true},
	    {"'=1", true},
	    {"''=1", true},
	    {"007", true},
	    {"00", true},
	    {"123456789012", true},
	    {"12E5", true},
	    {"1e+10", true},
	    {"", false},
	    {"'", false},
	    {"0", false},
	    {"12345678901", false},
	    {"8 916 123-45-67", false},
	    {"O'Neil", false},
	    {"'abc", false},
	    {"a=1", false},
	    {"Иван", false},
	    {"2026-11-23", false},
	    {"12E", false},
	    {"007x", false},
	    {"  ", false},
	    {"1,5", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char guarded[64];
		if (excel_live(cases[i].text) != cases[i].live)
			fail_msg("«%s»", cases[i].text);
		(void)snprintf(guarded, sizeof guarded, "%s%s", cases[i].live ? "'" : "", cases[i].text);
		assert_string_equal(excel_bare(guarded), cases[i].text);
	}
	assert_true(excel_number("-5"));
	assert_true(excel_number("+79161234567"));
	assert_true(excel_number("4500000.50"));
	assert_false(excel_number("-"));
	assert_false(excel_number(""));
	assert_false(excel_number("-5+cmd"));
	assert_false(excel_number("1.2.3"));
}

static const char *const nasty[] = {"", "a", " a", "a ", "\ta", "a\t", "a b", ",", ";", "|", "\"", "\"\"", "a\"b",
    "\"a\"", "\n", "\r", "\r\n", "a\nb", "=1+1", "'=1", "''=1", "+7", "-1", "007", "123456789012345678",
    "\xEF\xBB\xBFx", "sep=;", "Sep=,", "'", "\\", "\\n", "\x7F", "\x01", "ё", "漢", "\xC2\xA0", "\xF0\x9F\x98\x80",
    "null", "NaN", "#N/A", "  ", "\t", "a,b;c\td|e"};

#define NASTY (sizeof nasty / sizeof nasty[0])

static void read_back(FILE *file, const char *delimiters)
{
	struct reader_options options = {.name = "in", .delimiter = delimiters[0]};
	struct reader *reader;
	struct arena arena = {0};
	struct cells row;
	assert_int_equal(lseek(fileno(file), 0, SEEK_SET), 0);
	assert_int_equal(reader_open(&reader, fileno(file), &options, &why), CRM_OK);
	assert_int_equal(reader_header(reader)->n, 3);
	for (size_t i = 0; i < NASTY; i++)
		for (size_t k = 0; k < NASTY; k++) {
			assert_int_equal(reader_next(reader, &row, &arena, -1, &why), CRM_OK);
			assert_int_equal(row.n, 3);
			assert_string_equal(row.cell[0], nasty[i]);
			assert_string_equal(row.cell[1], nasty[k]);
			assert_string_equal(row.cell[2], nasty[(i + k) % NASTY]);
		}
	assert_int_equal(reader_next(reader, &row, &arena, -1, &why), CRM_NONE);
	reader_close(reader);
	arena_free(&arena);
}

/* csv, for people and for spreadsheets, comes back as it was, with the delimiter said or found. */
static void test_round_trip(void **state)
{
	static const struct field three[] = {{.name = "a"}, {.name = "b"}, {.name = "c"}, {0}};
	(void)state;
	for (int excel = 0; excel < 2; excel++) {
		struct writer_options options = {.format = FORMAT_CSV, .excel = excel};
		struct writer *writer;
		FILE *file = tmpfile();
		assert_non_null(file);
		assert_int_equal(writer_open(&writer, file, three, &options, &why), CRM_OK);
		for (size_t i = 0; i < NASTY; i++)
			for (size_t k = 0; k < NASTY; k++)
				assert_int_equal(
				    writer_row(
				        writer, (const char *[]){nasty[i], nasty[k], nasty[(i + k) % NASTY]}, &why),
				    CRM_OK);
		assert_int_equal(writer_close(writer, &why), CRM_OK);
		read_back(file, "");
		read_back(file, excel ? ";" : ",");
		assert_int_equal(fclose(file), 0);
	}
}

static void test_record(void **state)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	(void)state;
	assert_true(writer_csv_record(out, (const char *[]){"a;b", "c,d", NULL, "\""}, 4, ';'));
	assert_true(writer_csv_record(out, (const char *[]){""}, 1, ';'));
	assert_int_equal(fclose(out), 0);
	assert_string_equal(text, "\"a;b\";c,d;;\"\"\"\"\n\"\"\n");
	free(text);
}

static void test_full_disk(void **state)
{
	struct writer_options options = {.format = FORMAT_CSV};
	struct writer *writer;
	FILE *out = fopen("/dev/full", "w");
	(void)state;
	if (out == NULL)
		skip();
	assert_int_equal(writer_open(&writer, out, fields, &options, &why), CRM_OK);
	errno = 0;
	assert_int_equal(writer_close(writer, &why), CRM_IO);
	assert_int_equal(errno, ENOSPC);
	assert_string_equal(why.text, "cannot write: No space left on device");
	(void)fclose(out);
}

static void test_reader_gone(void **state)
{
	struct writer_options options = {.format = FORMAT_CSV};
	struct writer *writer;
	int end[2];
	(void)state;
	assert_true(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	assert_int_equal(pipe(end), 0);
	close(end[0]);
	FILE *out = fdopen(end[1], "w");
	assert_non_null(out);
	assert_int_equal(writer_open(&writer, out, fields, &options, &why), CRM_OK);
	assert_int_equal(writer_row(writer, rows[0], &why), CRM_OK);
	assert_int_equal(writer_flush(writer, &why), CRM_IO);
	assert_int_equal(errno, EPIPE);
	writer_discard(writer);
	(void)fclose(out);
}

/* Rows that wait come back as they were, the second time too; none that was cleared away does. */
static void test_waiting(void **state)
{
	(void)state;
	struct waiting waiting = {0};
	const char *const *cells;
	char *large = calloc(1, 3000001);
	int n;
	assert_non_null(large);
	memset(large, 'x', 3000000);
	assert_int_equal(waiting_next(&waiting, &cells, &n, &why), CRM_NONE);
	waiting_free(&waiting);
	for (int round = 0; round < 2; round++) {
		assert_int_equal(
		    waiting_put(&waiting, (const char *const[]){"1", NULL, "", "а\nб\1\2"}, 4, &why), CRM_OK);
		assert_int_equal(waiting_put(&waiting, NULL, 0, &why), CRM_OK);
		if (round == 0)
			assert_int_equal(waiting_put(&waiting, (const char *const[]){large, "2"}, 2, &why), CRM_OK);
		assert_int_equal(waiting_next(&waiting, &cells, &n, &why), CRM_OK);
		assert_int_equal(n, 4);
		assert_string_equal(cells[0], "1");
		assert_null(cells[1]);
		assert_string_equal(cells[2], "");
		assert_string_equal(cells[3], "а\nб\1\2");
		assert_int_equal(waiting_next(&waiting, &cells, &n, &why), CRM_OK);
		assert_int_equal(n, 0);
		if (round == 0) {
			assert_int_equal(waiting_next(&waiting, &cells, &n, &why), CRM_OK);
			assert_string_equal(cells[0], large);
			assert_string_equal(cells[1], "2");
		}
		assert_int_equal(waiting_next(&waiting, &cells, &n, &why), CRM_NONE);
		assert_int_equal(waiting_next(&waiting, &cells, &n, &why), CRM_NONE);
		waiting_free(&waiting);
	}
	waiting_free(&waiting);
	free(large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_formats),
	    cmocka_unit_test(test_bad_options),
	    cmocka_unit_test(test_format_words),
	    cmocka_unit_test(test_table_is_safe),
	    cmocka_unit_test(test_table_for_eyes),
	    cmocka_unit_test(test_table_flush),
	    cmocka_unit_test(test_table_large),
	    cmocka_unit_test(test_excel_guard),
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_record),
	    cmocka_unit_test(test_full_disk),
	    cmocka_unit_test(test_reader_gone),
	    cmocka_unit_test(test_waiting),
	};
	return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
