#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/core/buf.h"
#include "rows/reader.h"

static struct why why;

/* A file with these bytes. */
static int file_of(const char *bytes, size_t length)
{
	int fd = memfd_create("rows", MFD_CLOEXEC);
	assert_true(fd >= 0);
	for (size_t done = 0; done < length;) {
		ssize_t n = write(fd, bytes + done, length - done);
		assert_true(n > 0);
		done += (size_t)n;
	}
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* The same bytes, so that one read gets ${step} of them. */
static int cut_of(const char *bytes, size_t length, size_t step)
{
	int end[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, end), 0);
	for (size_t done = 0; done < length; done += step)
		assert_true(write(end[1], bytes + done, length - done < step ? length - done : step) > 0);
	close(end[1]);
	return end[0];
}

static void note(void *arg, const char *text)
{
	buf_put(arg, text);
	buf_char(arg, '\n');
}

static void put_cells(struct buf *out, const struct cells *cells)
{
	buf_format(out, "%ld@%ld", cells->row, cells->line);
	for (int i = 0; i < cells->n; i++)
		buf_format(out, i == cells->fault ? "[!%s]" : "[%s]", cells->cell[i]);
	buf_char(out, '\n');
}

/* Everything as text: notes, the header and the rows with number and line, and the error at the end. */
static char *all_of(int fd, const char *encoding, char delimiter, bool strict)
{
	struct buf out = {0};
	struct reader_options options = {.name = "in",
	    .encoding = encoding,
	    .delimiter = delimiter,
	    .strict = strict,
	    .note = note,
	    .note_arg = &out};
	struct reader *reader;
	struct arena arena = {0};
	struct cells row;
	enum status status = reader_open(&reader, fd, &options, &why);
	if (status == CRM_OK) {
		put_cells(&out, reader_header(reader));
		while ((status = reader_next(reader, &row, &arena, -1, &why)) == CRM_OK) {
			put_cells(&out, &row);
			arena_reset(&arena);
		}
		struct why again;
		assert_int_equal(reader_next(reader, &row, &arena, -1, &again), status);
		reader_close(reader);
	}
	if (status != CRM_NONE)
		buf_format(&out, "!%d %s\n", status, why.text);
	arena_free(&arena);
	close(fd);
	assert_false(out.failed);
	return out.text == NULL ? strdup("") : out.text;
}

static char *all(int fd, const char *encoding, char delimiter)
{
	return all_of(fd, encoding, delimiter, false);
}

struct sample {
	const char *bytes;
	const char *expected;
	const char *encoding;
	size_t length; /* 0: strlen */
	char delimiter;
	bool strict;
};

#define BYTES(text) .bytes = text, .length = sizeof(text) - 1

static const struct sample samples[] = {
    /* framing */
    {.bytes = "a,b\n1,2\n", .expected = "0@1[a][b]\n1@2[1][2]\n"},
    {.bytes = "a,b\n1,2", .expected = "0@1[a][b]\n1@2[1][2]\n"},
    {.bytes = "a,b", .expected = "0@1[a][b]\n"},
    {.bytes = "a,b\r\n1,2\r\n3,4\r\n", .expected = "0@1[a][b]\n1@2[1][2]\n2@3[3][4]\n"},
    {.bytes = "a,b\r1,2\r3,4", .expected = "0@1[a][b]\n1@2[1][2]\n2@3[3][4]\n"},
    {.bytes = "\n\r\n  \na,b\n\n \t \n1,2\n\n", .expected = "0@4[a][b]\n1@7[1][2]\n"},
    {.bytes = "a,b\n1\n1,2,3\n,\n", .expected = "0@1[a][b]\n1@2[1]\n2@3[1][2][3]\n3@4[][]\n"},
    {.bytes = "a,b\n  1 , \t2\t\n", .expected = "0@1[a][b]\n1@2[1][2]\n"},
    {.bytes = "a,b\nhello,      \"good, bye\"  \n", .expected = "0@1[a][b]\n1@2[hello][good, bye]\n"},
    {.bytes = "a,b\n\" 1 \",\"\"\"2\"\"\"\n", .expected = "0@1[a][b]\n1@2[ 1 ][\"2\"]\n"},
    {.bytes = "a,b\n\"1\n\n2\",\"x\r\ny\"\n3,4\n", .expected = "0@1[a][b]\n1@2[1\n\n2][x\r\ny]\n2@6[3][4]\n"},
    {.bytes = "a\n\"\"\nx\n", .expected = "0@1[a]\n1@2[]\n2@3[x]\n"},
    {.bytes = "a,b\n5\" pipe,say \"hi\" , \n1,2\n", .expected = "0@1[a][b]\n1@2[5\" pipe][say \"hi\"][]\n2@3[1][2]\n"},
    {.bytes = "a,b\n5\" pipe,\"x\ny\"\n", .expected = "0@1[a][b]\n1@2[5\" pipe][x\ny]\n"},
    /* delimiters */
    {.bytes = "a;b\n1,5;2\n", .expected = "0@1[a][b]\n1@2[1,5][2]\n"},
    {.bytes = "a|b|c\n1|2,3,4|5\n", .expected = "0@1[a][b][c]\n1@2[1][2,3,4][5]\n"},
    {.bytes = "a\tb\n1, 2\t3;4\n", .expected = "0@1[a][b]\n1@2[1, 2][3;4]\n"},
    {.bytes = "a\tb\n5\" pipe\t\"x\n", .expected = "0@1[a][b]\n1@2[5\" pipe][\"x]\n"},
    {.bytes = "a\tb\n\"1\t2\"\t\"x\"\"\ny\"\n", .expected = "0@1[a][b]\n1@2[1\t2][x\"\ny]\n"},
    {.bytes = "a\tb\n\t\n\t2\n", .expected = "0@1[a][b]\n1@2[][]\n2@3[][2]\n"},
    {.bytes = "\"Name, full\";b;c\n\"x, y\";1;2\n", .expected = "0@1[Name, full][b][c]\n1@2[x, y][1][2]\n"},
    {.bytes = "x;Name, full;c\n", .expected = "0@1[x][Name, full][c]\n"},
    {.bytes = "name;street, house, flat\nx;y\n", .expected = "0@1[name][street, house, flat]\n1@2[x][y]\n"},
    {.bytes = "phone\n8,916\n8;916\n", .expected = "0@1[phone]\n1@2[8,916]\n2@3[8;916]\n"},
    {.bytes = "lead\n1042\n1043\n", .expected = "0@1[lead]\n1@2[1042]\n2@3[1043]\n"},
    /* a header of one column: cells in quotes tell what parts them, plain text does not */
    {.bytes = "a\n\"1\",\"2\"\n3, 4\n", .expected = "0@1[a]\n1@2[1][2]\n2@3[3][4]\n"},
    {.bytes = "\"a\"\n\"1\"; 2\n3, 4\n", .expected = "0@1[a]\n1@2[1][2]\n2@3[3, 4]\n"},
    {.bytes = "a\n\"1, 2\"\n3; 4\n", .expected = "0@1[a]\n1@2[1, 2]\n2@3[3; 4]\n"},
    {.bytes = "a\n\"1\" 2\n", .expected = "0@1[a]\n!5 in: row 1 (line 2): text after a closing quote\n"},
    {.bytes = "a;b\n1;2\n", .delimiter = ',', .expected = "0@1[a;b]\n1@2[1;2]\n"},
    {.bytes = "sep=;\r\na;b,c\r\n1;2,3\r\n", .expected = "0@2[a][b,c]\n1@3[1][2,3]\n"},
    {.bytes = "SEP=|\na|b\n", .expected = "0@2[a][b]\n"},
    {.bytes = "sep=;\na,b;c\n", .delimiter = ',', .expected = "0@2[a][b;c]\n"},
    {.bytes = "sep=;,b\n1,2\n", .expected = "0@1[sep=;][b]\n1@2[1][2]\n"},
    /* encodings */
    {.bytes = "\xEF\xBB\xBF\"имя\",b\nИван,2\n", .expected = "0@1[имя][b]\n1@2[Иван][2]\n"},
    {.bytes = "\xEF\xBB\xBFsep=;\nимя;b\n", .expected = "0@2[имя][b]\n"},
    {BYTES("\xFF\xFE"
           "a\0;\0"
           "\x18\x04\n\0"
           "1\0;\0"
           "2\0\n\0"),
        .expected = "in: not UTF-8, read as UTF-16LE (--encoding says otherwise)\n0@1[a][И]\n1@2[1][2]\n"},
    {BYTES("\xFE\xFF\0a\0;\x04\x18\0\n\0"
           "1\0;\0"
           "2"),
        .expected = "in: not UTF-8, read as UTF-16BE (--encoding says otherwise)\n0@1[a][И]\n1@2[1][2]\n"},
    {BYTES("a\0\t\0"
           "\x18\x04\r\0\n\0"
           "1\0\t\0"
           "2\0"),
        .expected = "in: not UTF-8, read as UTF-16LE (--encoding says otherwise)\n0@1[a][И]\n1@2[1][2]\n"},
    {BYTES("\0a\0;\0b\0\n\0"
           "1\0;\x04\x10\0\n"),
        .expected = "in: not UTF-8, read as UTF-16BE (--encoding says otherwise)\n0@1[a][b]\n1@2[1][А]\n"},
    {.bytes = "\xC8\xEC\xFF;\xD2\xE5\xEB\xE5\xF4\xEE\xED\n\xC8\xE2\xE0\xED;1\n",
        .expected =
            "in: not UTF-8, read as windows-1251 (--encoding says otherwise)\n0@1[Имя][Телефон]\n1@2[Иван][1]\n"},
    {.bytes = "\xC8\xCC\xDF;\xD2\xC5\xCB\xC5\xD4\xCE\xCD\n",
        .expected = "in: not UTF-8, read as windows-1251 (--encoding says otherwise)\n0@1[ИМЯ][ТЕЛЕФОН]\n"},
    {.bytes = "\xE9\xCD\xD1;\xF4\xC5\xCC\xC5\xC6\xCF\xCE\n\xE9\xD7\xC1\xCE;1\n",
        .expected = "in: not UTF-8, read as koi8-r (--encoding says otherwise)\n0@1[Имя][Телефон]\n1@2[Иван][1]\n"},
    {.bytes = "id,Descripci\xF3n\n1,Espa\xF1"
              "a\n",
        .expected =
            "in: not UTF-8, read as windows-1252 (--encoding says otherwise)\n0@1[id][Descripción]\n1@2[1][España]\n"},
    {.bytes = "a,b\n\xC8\xE2\xE0\xED,2\n", .encoding = "cp1251", .expected = "0@1[a][b]\n1@2[Иван][2]\n"},
    {.bytes = "a,b\n\x88\xA2\xA0\xAD,2\n", .encoding = "cp866", .expected = "0@1[a][b]\n1@2[Иван][2]\n"},
    {BYTES("\xFF\xFE"
           "a\0;\0b\0"),
        .encoding = "UTF-16", .expected = "0@1[a][b]\n"},
    {.bytes = "\xEF\xBB\xBF"
              "a,b\n",
        .encoding = "utf8",
        .expected = "0@1[a][b]\n"},
    /* a spreadsheet's guard comes off, where the file is a spreadsheet's */
    {.bytes = "\xEF\xBB\xBF"
              "a;b\n'=1+1;'+79161234567\n'abc;'007\n''=x;O'Neil\n",
        .expected = "0@1[a][b]\n1@2[=1+1][+79161234567]\n2@3['abc][007]\n3@4['=x][O'Neil]\n"},
    {.bytes = "a,b\n'=1+1,2\n", .expected = "0@1[a][b]\n1@2['=1+1][2]\n"},
    /* a row that is not UTF-8 is a row, as it came; "!" stands before its first such cell */
    {.bytes = "имя,b\nИван Петров,2\n\xC8,4\n5,\"6\xD0\n\"\n7,8\n",
        .expected = "0@1[имя][b]\n1@2[Иван Петров][2]\n2@3[!\xC8][4]\n3@4[5][!6\xD0\n]\n4@6[7][8]\n"},
    {.bytes = "имя,b\nИван Петров,\xD0", .expected = "0@1[имя][b]\n1@2[Иван Петров][!\xD0]\n"},
    {.bytes = "a,b\n\xD0,\xE2\x82,3\n\xF0\x9F\x98\n",
        .encoding = "UTF-8",
        .expected = "0@1[a][b]\n1@2[!\xD0][\xE2\x82][3]\n2@3[!\xF0\x9F\x98]\n"},
    {.bytes = "a,b\n1,\xED\xA0\x80\n2,3\n",
        .encoding = "UTF-8",
        .expected = "0@1[a][b]\n1@2[1][!\xED\xA0\x80]\n2@3[2][3]\n"},
    {.bytes = "имя\nПётр\xFE Иванов\xFF\nИван\n", .expected = "0@1[имя]\n1@2[!Пётр\xFE Иванов\xFF]\n2@3[Иван]\n"},
    {.bytes = "имя\tb\n\xFFПётр\tx\xFF\n\xFE\t\xFE\nИван\t2\n",
        .expected = "0@1[имя][b]\n1@2[!\xFFПётр][x\xFF]\n2@3[!\xFE][\xFE]\n3@4[Иван][2]\n"},
    {.bytes = "имя;b,c\nИван;\xD0\nПётр;2\n", .expected = "0@1[имя][b,c]\n1@2[Иван][!\xD0]\n2@3[Пётр][2]\n"},
    {.bytes = "имя,b\n\"Иван\xD0,2\n",
        .expected = "0@1[имя][b]\n!5 in: row 1 (line 2): a quote is not closed before the end of the input\n"},
    {BYTES("имя,b\n\xD0,2\n3,\0\n"),
        .expected = "0@1[имя][b]\n1@2[!\xD0][2]\n!5 in: row 2 (line 3): a zero byte: this is not text\n"},
    /* what is no CSV */
    {.bytes = "\xEF\xBB\xBF\n <HTML><table>",
        .expected =
            "!5 this is a table of a web page (HTML), whatever its name says: export it as CSV, or open it in a "
            "spreadsheet and save it as CSV\n"},
    {.bytes = "<meta charset=utf-8><table><tr><td>ID",
        .expected =
            "!5 this is a table of a web page (HTML), whatever its name says: export it as CSV, or open it in a "
            "spreadsheet and save it as CSV\n"},
    {BYTES("PK\3\4\x14\0\6\0"),
        .expected = "!5 this is an Excel workbook or another archive, not CSV: save it as CSV\n"},
    {BYTES("\xD0\xCF\x11\xE0\xA1\xB1\0\0"), .expected = "!5 this is an old Excel workbook, not CSV: save it as CSV\n"},
    {.bytes = "PK,b\n<a>,2\n", .expected = "0@1[PK][b]\n1@2[<a>][2]\n"},
    /* what cannot be read */
    {.bytes = "", .expected = "!5 in: the input is empty, not even a header: did the program before die?\n"},
    {.bytes = "\n \n\r\n", .expected = "!5 in: only blank lines, not even a header\n"},
    {.bytes = "\xEF\xBB\xBF", .expected = "!5 in: only blank lines, not even a header\n"},
    {.bytes = "a,b\n1,2\n3,\"4\n5,6\n7,8\n",
        .expected = "0@1[a][b]\n1@2[1][2]\n!5 in: row 2 (line 3): a quote is not closed before the end of the input\n"},
    {.bytes = "a,\"b", .expected = "!5 in: header (line 1): a quote is not closed before the end of the input\n"},
    {.bytes = "a,b\n\"x\ny\",1\n\"3\"4,5\n6,7\n",
        .expected = "0@1[a][b]\n1@2[x\ny][1]\n!5 in: row 2 (line 4): text after a closing quote\n"},
    {BYTES("a,b\n1,2\n3,\0\n5,6\n"),
        .expected = "0@1[a][b]\n1@2[1][2]\n!5 in: row 2 (line 3): a zero byte: this is not text\n"},
    {BYTES("a,b\n1,2\n3,\0\n"), .encoding = "koi8-r",
        .expected = "0@1[a][b]\n1@2[1][2]\n!5 in: row 2 (line 3): a zero byte: this is not text\n"},
    {.bytes = "имя,b\nИван Петров,2\n\xC8,4\n5,6\n",
        .strict = true,
        .expected = "0@1[имя][b]\n1@2[Иван Петров][2]\n"
                    "!5 in: row 2 (line 3): byte 0xC8 is not UTF-8 (--encoding says what it is)\n"},
    {.bytes = "имя,b\nИван Петров,\xD0",
        .strict = true,
        .expected = "0@1[имя][b]\n!5 in: row 1 (line 2): byte 0xD0 is not UTF-8 (--encoding says what it is)\n"},
    {.bytes = "a,b\n1,\"\n\xED\xA0\x80\"\n",
        .encoding = "UTF-8",
        .strict = true,
        .expected = "0@1[a][b]\n!5 in: row 1 (line 2): byte 0xED is not UTF-8 (--encoding says what it is)\n"},
    {.bytes = "\nимя,\xD0\n1,2\n",
        .expected = "!5 in: header (line 2): byte 0xD0 is not UTF-8 (--encoding says what it is)\n"},
    {.bytes = "имя,\"b\n\xD0\"\n1,2\n",
        .expected = "!5 in: header (line 1): byte 0xD0 is not UTF-8 (--encoding says what it is)\n"},
    {BYTES("a\0,\0b\0\n\0"
           "1\0,"),
        .encoding = "UTF-16LE",
        .expected = "0@1[a][b]\n!5 in: row 1 (line 2): byte 0x2C is not UTF-16LE (--encoding says what it is)\n"},
    {.bytes = "a,b\n1,\x98\n",
        .encoding = "windows-1251",
        .expected = "0@1[a][b]\n!5 in: row 1 (line 2): byte 0x98 is not windows-1251 (--encoding says what it is)\n"},
    {.bytes = "a,b\n", .encoding = "klingon", .expected = "!4 encoding «klingon» is not known here\n"},
};

static void check(const struct sample *sample, int fd)
{
	char *text = all_of(fd, sample->encoding, sample->delimiter, sample->strict);
	assert_string_equal(text, sample->expected);
	free(text);
}

static void test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		size_t length = samples[i].length ? samples[i].length : strlen(samples[i].bytes);
		check(&samples[i], file_of(samples[i].bytes, length));
	}
}

/* However the bytes are cut, the rows are the same. */
static void test_samples_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		size_t length = samples[i].length ? samples[i].length : strlen(samples[i].bytes);
		for (size_t step = 1; step < 8; step++)
			check(&samples[i], cut_of(samples[i].bytes, length, step));
	}
}

static void put_many(struct buf *buf, char c, size_t n);

/* The rows of ${body} when each read gets ${step} bytes of it; 64 KiB before it are what the delimiter is found from.
 */
static char *in_steps(const char *body, char delimiter, size_t step)
{
	struct buf out = {0}, bytes = {0};
	struct reader_options options = {.name = "in", .encoding = "UTF-8", .delimiter = delimiter};
	struct reader *reader;
	struct arena arena = {0};
	struct cells row;
	enum status status;
	int end[2];
	size_t left = strlen(body);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, end), 0);
	buf_put(&bytes, "a,b\n");
	put_many(&bytes, 'x', 65536);
	buf_char(&bytes, '\n');
	assert_int_equal(write(end[1], bytes.text, bytes.length), (ssize_t)bytes.length);
	assert_int_equal(reader_open(&reader, end[0], &options, &why), CRM_OK);
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_OK);
	while ((status = reader_next(reader, &row, &arena, 0, &why)) == CRM_OK || status == CRM_PAUSE) {
		size_t part = left < step ? left : step;
		if (status == CRM_OK)
			put_cells(&out, &row);
		else if (part > 0)
			assert_int_equal(write(end[1], body, part), (ssize_t)part);
		else
			assert_int_equal(shutdown(end[1], SHUT_WR), 0);
		if (status == CRM_PAUSE) {
			body += part;
			left -= part;
		}
		arena_reset(&arena);
	}
	if (status != CRM_NONE)
		buf_format(&out, "!%d %s\n", status, why.text);
	reader_close(reader);
	arena_free(&arena);
	buf_free(&bytes);
	close(end[0]);
	close(end[1]);
	return out.text;
}

/* A row that comes in pieces goes another way than one that is there whole, to the same end. */
static void test_pieces(void **state)
{
	static const char *const bodies[] = {"1,2\n3,4\n", " 1 ,\t2\t\r\n\r\n ,\r3,4", "\" 1 \" ,  \"2\"\n",
	    "\"1\"\"\",\"\"\n\"\",\n", "\"1\n\r\n2\",3\n4,5\n", "5\" x,\"y\"\n", "a\"b\"c , d\"\n", "\"1\"2,3\n4,5\n",
	    "1,\"2\n3,4\n", "ё,\"漢\"\n\xF0\x9F\x98\x80,\xC2\xA0\n", ",\n,,\n\"\",\"\"\n", "   \n\t\n1\n",
	    "1,2\r3,4\r\n5,6\n\r7,8\r", "ё\n1,\x80\n2,\"\xE2\x82\n\"\n3,\xF0\x9F\x98"};
	static const char delimiters[] = ",;\t|";
	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
		for (int d = 0; d < 4; d++) {
			char *whole = in_steps(bodies[i], delimiters[d], 1000);
			for (size_t step = 1; step < 6; step++) {
				char *cut = in_steps(bodies[i], delimiters[d], step);
				assert_string_equal(cut, whole);
				free(cut);
			}
			free(whole);
		}
	char *text = in_steps("\"1\n2\" , 3\n5\" x,\"\"\"y\"\n", ',', 1);
	assert_string_equal(text, "2@3[1\n2][3]\n3@5[5\" x][\"y]\n");
	free(text);
}

static void put_many(struct buf *buf, char c, size_t n)
{
	while (n-- > 0)
		buf_char(buf, c);
}

/* A cell of exactly 1 MiB is read; one byte more is not. */
static void test_field_limit(void **state)
{
	(void)state;
	for (int quoted = 0; quoted < 2; quoted++)
		for (size_t more = 0; more < 2; more++) {
			struct buf bytes = {0}, expected = {0};
			buf_put(&bytes, quoted ? "a,b\n1,\"" : "a,b\n1,");
			put_many(&bytes, 'x', READER_FIELD_MAX + more);
			buf_put(&bytes, quoted ? "\"\n3,4\n" : "\n3,4\n");
			buf_put(&expected, "0@1[a][b]\n");
			if (more) {
				buf_put(&expected, "!5 in: row 1 (line 2): cell 2 is longer than 1 MiB (a quote that "
				                   "is not closed?)\n");
			} else {
				buf_put(&expected, "1@2[1][");
				put_many(&expected, 'x', READER_FIELD_MAX);
				buf_put(&expected, "]\n2@3[3][4]\n");
			}
			char *text = all(file_of(bytes.text, bytes.length), NULL, 0);
			assert_true(strcmp(text, expected.text) == 0);
			free(text);
			buf_free(&bytes);
			buf_free(&expected);
		}
}

static void test_endless_quote(void **state)
{
	struct buf bytes = {0};
	(void)state;
	buf_put(&bytes, "a,b\n1,2\n3,\"");
	for (int i = 0; i < 300000; i++)
		buf_put(&bytes, "line of a long file\n");
	char *text = all(file_of(bytes.text, bytes.length), NULL, 0);
	assert_string_equal(text,
	    "0@1[a][b]\n1@2[1][2]\n!5 in: row 2 (line 3): cell 2 is longer than 1 MiB (a quote that is not closed?)\n");
	free(text);
	buf_free(&bytes);
}

static void test_many_cells(void **state)
{
	(void)state;
	for (int quoted = 0; quoted < 2; quoted++) {
		struct buf bytes = {0};
		buf_put(&bytes, quoted ? "a,b\n\"\"\"\"" : "a,b\n1");
		put_many(&bytes, ',', READER_COLUMNS_MAX);
		buf_char(&bytes, '\n');
		char *text = all(file_of(bytes.text, bytes.length), NULL, 0);
		assert_string_equal(text, "0@1[a][b]\n!5 in: row 1 (line 2): more than 4096 cells\n");
		free(text);
		buf_free(&bytes);
	}
}

/* Larger than any block: numbers, lines and texts stay right to the end, and a bad byte is where it is. */
static void test_large(void **state)
{
	struct buf bytes = {0};
	struct reader_options options = {.name = "in"};
	struct reader *reader;
	struct arena arena = {0};
	struct cells row;
	(void)state;
	buf_put(&bytes, "n,имя,текст\n");
	for (int i = 1; i <= 100000; i++)
		buf_format(&bytes, i % 7 ? "%d,Иван,а б\n" : "%d,\"Иван\nПётр\",\"а \"\"б\"\"\"\n", i);
	buf_put(&bytes, "1,\xFF,2\n3,4,5\n");
	int fd = file_of(bytes.text, bytes.length);
	assert_int_equal(reader_open(&reader, fd, &options, &why), CRM_OK);
	for (int i = 1; i <= 100000; i++) {
		assert_int_equal(reader_next(reader, &row, &arena, -1, &why), CRM_OK);
		assert_int_equal(row.row, i);
		assert_int_equal(row.line, 1 + i + (i - 1) / 7);
		assert_int_equal(row.n, 3);
		assert_int_equal(row.fault, -1);
		assert_int_equal(atoll(row.cell[0]), i);
		assert_string_equal(row.cell[1], i % 7 ? "Иван" : "Иван\nПётр");
		assert_string_equal(row.cell[2], i % 7 ? "а б" : "а \"б\"");
		if (i % 1000 == 0)
			arena_reset(&arena);
	}
	assert_int_equal(reader_next(reader, &row, &arena, -1, &why), CRM_OK);
	assert_int_equal(row.row, 100001);
	assert_int_equal(row.line, 2 + 100000 + 100000 / 7);
	assert_int_equal(row.fault, 1);
	assert_string_equal(row.cell[1], "\xFF");
	assert_int_equal(reader_next(reader, &row, &arena, -1, &why), CRM_OK);
	assert_int_equal(row.fault, -1);
	assert_string_equal(row.cell[2], "5");
	assert_int_equal(reader_next(reader, &row, &arena, -1, &why), CRM_NONE);
	reader_close(reader);
	arena_free(&arena);
	buf_free(&bytes);
	close(fd);
}

/* The first foreign letter may come late: the encoding is chosen then. */
static void test_late_encoding(void **state)
{
	struct buf bytes = {0};
	(void)state;
	buf_put(&bytes, "n,name\n");
	for (int i = 1; i <= 60000; i++)
		buf_format(&bytes, "%d,Ivan\n", i);
	buf_put(&bytes, "7,\xC8\xE2\xE0\xED\n");
	char *text = all(file_of(bytes.text, bytes.length), NULL, 0);
	assert_non_null(strstr(text, "60000@60001[60000][Ivan]\n"));
	assert_non_null(strstr(text, "]\nin: not UTF-8, read as windows-1251 (--encoding says otherwise)\n"));
	assert_non_null(strstr(text, "60001@60002[7][Иван]\n"));
	free(text);
	buf_free(&bytes);
}

static void say(int fd, const char *text)
{
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}

/* A live source: what is complete is given at once, and half a row waits for the rest. */
static void test_pauses(void **state)
{
	struct reader_options options = {.name = "in"};
	struct reader *reader;
	struct arena arena = {0};
	struct cells row;
	int end[2];
	(void)state;
	assert_int_equal(pipe(end), 0);
	say(end[1], "a,b\n");
	assert_int_equal(reader_open(&reader, end[0], &options, &why), CRM_OK);
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_PAUSE);
	say(end[1], "1,2\n3,\"4");
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_OK);
	assert_string_equal(row.cell[1], "2");
	assert_int_equal(reader_next(reader, &row, &arena, 10, &why), CRM_PAUSE);
	arena_reset(&arena);
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_PAUSE);
	say(end[1], "\n\xD0");
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_PAUSE);
	say(end[1], "\x98\"\r");
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_OK);
	assert_int_equal(row.row, 2);
	assert_int_equal(row.line, 3);
	assert_string_equal(row.cell[0], "3");
	assert_string_equal(row.cell[1], "4\nИ");
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_PAUSE);
	say(end[1], "\n5,6");
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_PAUSE);
	close(end[1]);
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_OK);
	assert_int_equal(row.line, 5);
	assert_string_equal(row.cell[1], "6");
	assert_int_equal(reader_next(reader, &row, &arena, 0, &why), CRM_NONE);
	reader_close(reader);
	arena_free(&arena);
	close(end[0]);
}

static void *slow_header(void *arg)
{
	static const char text[] = "na";
	int fd = *(int *)arg;
	struct timespec nap = {.tv_nsec = 80000000};
	assert_int_equal(write(fd, text, 2), 2);
	nanosleep(&nap, NULL);
	assert_int_equal(write(fd, "me;b\n1;2\n", 9), 9);
	close(fd);
	return NULL;
}

/* A header that comes in two pieces is waited for. */
static void test_slow_header(void **state)
{
	pthread_t thread;
	int end[2];
	(void)state;
	assert_int_equal(pipe(end), 0);
	assert_int_equal(pthread_create(&thread, NULL, slow_header, &end[1]), 0);
	char *text = all(end[0], NULL, 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_string_equal(text, "0@1[name][b]\n1@2[1][2]\n");
	free(text);
}

static void test_no_input(void **state)
{
	struct reader_options options = {.name = "in"};
	struct reader *reader;
	(void)state;
	assert_int_equal(reader_open(&reader, 9999, &options, &why), CRM_NOINPUT);
	assert_null(reader);
	assert_string_equal(why.text, "in: cannot be read: Bad file descriptor");
	int fd = open("/", O_RDONLY | O_DIRECTORY);
	assert_int_equal(reader_open(&reader, fd, &options, &why), CRM_NOINPUT);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_samples),
	    cmocka_unit_test(test_samples_cut),
	    cmocka_unit_test(test_pieces),
	    cmocka_unit_test(test_field_limit),
	    cmocka_unit_test(test_endless_quote),
	    cmocka_unit_test(test_many_cells),
	    cmocka_unit_test(test_large),
	    cmocka_unit_test(test_late_encoding),
	    cmocka_unit_test(test_pauses),
	    cmocka_unit_test(test_slow_header),
	    cmocka_unit_test(test_no_input),
	};
	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
