/* Texts: buf, arena, status, json, UTF-8 and folding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>

#include "base/core/arena.h"
#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/core/sort_index.h"
#include "base/core/status.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_buf(void **state)
{
	struct buf buf = {0};
	char digit[2] = "0";

	(void)state;
	buf_put(&buf, NULL);
	assert_null(buf.text);
	buf_put(&buf, "");
	assert_string_equal(buf.text, "");
	buf_add(&buf, "a\0b", 3);
	assert_memory_equal(buf.text, "a\0b", 4);
	buf_clear(&buf);
	assert_string_equal(buf.text, "");
	buf_int(&buf, INT64_MIN);
	buf_char(&buf, ' ');
	buf_int(&buf, INT64_MAX);
	buf_char(&buf, ' ');
	buf_int(&buf, 0);
	buf_format(&buf, " %s %d", "x", -7);
	assert_string_equal(buf.text, "-9223372036854775808 9223372036854775807 0 x -7");
	assert_int_equal(buf.length, strlen(buf.text));
	buf_clear(&buf);
	for (int i = 0; i < 100000; i++) {
		digit[0] = (char)('0' + i % 10);
		buf_put(&buf, digit);
	}
	assert_int_equal(buf.length, 100000);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(buf.text[i], '0' + i % 10);
	buf_format(&buf, "%5000d|", 1);
	assert_int_equal(buf.length, 105001);
	assert_string_equal(buf.text + 104999, "1|");
	buf_free(&buf);
	assert_true(buf.text == NULL && buf.length == 0 && buf.room == 0);
}

static void test_buf_failure(void **state)
{
	struct buf buf = {0};

	(void)state;
	buf_put(&buf, "kept");
	assert_false(buf_reserve(&buf, SIZE_MAX));
	assert_true(buf.failed);
	buf_put(&buf, "x");
	buf_char(&buf, 'x');
	buf_int(&buf, 5);
	buf_format(&buf, "%d", 5);
	casefold_put(&buf, "X");
	assert_string_equal(buf.text, "kept");
	buf_clear(&buf);
	assert_true(buf.failed);
	buf_free(&buf);
	assert_false(buf.failed);
}

static void test_arena(void **state)
{
	struct arena arena = {0};
	static const size_t sizes[] = {0, 1, 7, 100, 4096, 65536, 65537, 3, 200000, 5000000, 9, 70000};
	char *place[COUNT(sizes)];

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < COUNT(sizes); i++) {
			place[i] = arena_get(&arena, sizes[i]);
			assert_non_null(place[i]);
			assert_int_equal((uintptr_t)place[i] % _Alignof(max_align_t), 0);
			memset(place[i], (int)i, sizes[i]);
		}
		for (size_t i = 0; i < COUNT(sizes); i++)
			for (size_t j = 0; j < sizes[i]; j++)
				assert_int_equal(place[i][j], i);
		char *first = arena_format(&arena, "%d-%s", 7, "семь");
		for (int i = 0; i < 50000; i++)
			assert_non_null(arena_format(&arena, "%d", i));
		assert_string_equal(first, "7-семь");
		arena_reset(&arena);
		assert_non_null(arena.block);
	}
	assert_string_equal(arena_text(&arena, "Иван Петров", 8), "Иван");
	assert_string_equal(arena_copy(&arena, "x"), "x");
	assert_null(arena_copy(&arena, NULL));
	assert_string_equal(arena_text(&arena, NULL, 0), "");
	char *zero = arena_zero(&arena, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(zero[i], 0);
	assert_null(arena_get(&arena, SIZE_MAX - 8));
	assert_null(arena_text(&arena, "x", SIZE_MAX));
	arena_free(&arena);
	arena_free(&arena);
	arena_reset(&arena);
	assert_null(arena.block);
}

static void test_why(void **state)
{
	struct why why;
	static char text[3000];

	(void)state;
	assert_int_equal(why_set(&why, CRM_DATA, "not a date: «%s»", "32.13"), CRM_DATA);
	assert_string_equal(why.text, "not a date: «32.13»");
	assert_int_equal(why_set(&why, CRM_CONFIG, "calendar: %s", why.text), CRM_CONFIG);
	assert_string_equal(why.text, "calendar: not a date: «32.13»");
	assert_int_equal(why.status, CRM_CONFIG);
	errno = ENOENT;
	assert_int_equal(why_errno(&why, CRM_NOINPUT, "cannot open «%s»", "x.csv"), CRM_NOINPUT);
	assert_string_equal(why.text, "cannot open «x.csv»: No such file or directory");
	errno = ENOSPC;
	assert_int_equal(why_errno(&why, CRM_CANTCREATE, "cannot write"), CRM_IO);
	assert_int_equal(why.status, CRM_IO);
	assert_int_equal(why_memory(&why), CRM_IO);
	assert_int_equal(why_set(NULL, CRM_DATA, "x"), CRM_DATA);
	/* Cut at a character, wherever it falls. */
	for (size_t shift = 0; shift < 2; shift++) {
		text[0] = 'a';
		for (size_t i = shift; i + 2 < sizeof text; i += 2)
			memcpy(text + i, "я", 2);
		text[sizeof text - 2] = '\0';
		why_set(&why, CRM_DATA, "%s", text);
		assert_in_range(strlen(why.text), 1019, 1023);
		assert_true(utf8_valid(why.text, strlen(why.text)));
		errno = EACCES;
		why_errno(&why, CRM_NOPERM, "%s", text);
		assert_true(utf8_valid(why.text, strlen(why.text)));
	}
}

static void test_json_write(void **state)
{
	struct buf buf = {0};

	(void)state;
	json_open(&buf);
	json_close(&buf);
	assert_string_equal(buf.text, "{}");
	buf_clear(&buf);
	json_open(&buf);
	json_text(&buf, "empty", "");
	json_text(&buf, "none", NULL);
	json_text(&buf, "name", "Иван «{»");
	json_int(&buf, "n", -5);
	json_text(&buf, "a\"b", "\"\\/\b\f\n\r\t\x01\x1f\x7f 日本 😀");
	json_text(&buf, "brace", "{");
	json_text(&buf, "bad", "x\xff\xd0 \xed\xa0\x80y");
	json_close(&buf);
	assert_string_equal(buf.text,
	    "{\"name\":\"Иван «{»\",\"n\":\"-5\",\"a\\\"b\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f 日本 😀\","
	    "\"brace\":\"{\",\"bad\":\"x\uFFFD\uFFFD \uFFFD\uFFFD\uFFFDy\"}");
	buf_clear(&buf);
	json_quote(&buf, NULL);
	json_quote(&buf, "");
	assert_string_equal(buf.text, "\"\"\"\"");
	buf_free(&buf);
}

static void test_json_read(void **state)
{
	struct arena arena = {0};
	struct json json;

	(void)state;
	assert_int_equal(json_parse(&json, NULL, &arena), 0);
	assert_int_equal(json.n, 0);
	assert_int_equal(json_parse(&json, " { } ", &arena), 0);
	assert_int_equal(json.n, 0);
	assert_int_equal(
	    json_parse(&json,
	        " {\"a\" : \"x\\\"\\\\\\/\\b\\f\\n\\r\\ty\" ,\"ж\":\"\\u0436\\uD83D\\uDE00\\u00e9\", \"n\":-12.5e+3,"
	        "\"t\":true,\"f\":false,\"z\":null,\"i\":\"42\",\"e\":\"\",\"i\":43,\"s\":\"\\ud800x\\u0000\"}\n",
	        &arena),
	    0);
	assert_int_equal(json.n, 9);
	assert_string_equal(json_get(&json, "a"), "x\"\\/\b\f\n\r\ty");
	assert_string_equal(json_get(&json, "ж"), "ж😀é");
	assert_string_equal(json_get(&json, "n"), "-12.5e+3");
	assert_string_equal(json_get(&json, "t"), "true");
	assert_string_equal(json_get(&json, "f"), "false");
	assert_string_equal(json_get(&json, "e"), "");
	assert_string_equal(json_get(&json, "s"), "\uFFFDx\uFFFD");
	assert_null(json_get(&json, "z"));
	assert_null(json_get(&json, "absent"));
	assert_int_equal(json_get_int(&json, "i", -1), 43);
	assert_int_equal(json_get_int(&json, "n", -1), -1);
	assert_int_equal(json_get_int(&json, "e", -1), -1);
	assert_int_equal(json_get_int(&json, "absent", 7), 7);
	assert_int_equal(
	    json_parse(&json, "{\"a\":\"-9223372036854775808\",\"b\":\"9223372036854775808\",\"c\":\" 1\"}", &arena),
	    0);
	assert_true(json_get_int(&json, "a", 0) == INT64_MIN);
	assert_int_equal(json_get_int(&json, "b", 0), 0);
	assert_int_equal(json_get_int(&json, "c", 0), 0);
	arena_free(&arena);
}

static void test_json_refuse(void **state)
{
	static const char *const row[] = {
	    "",
	    " ",
	    "x",
	    "[]",
	    "\"a\"",
	    "{",
	    "}",
	    "{\"",
	    "{\"a",
	    "{\"a\"",
	    "{\"a\":",
	    "{\"a\":}",
	    "{\"a\":1",
	    "{\"a\":1,}",
	    "{,}",
	    "{\"a\":1}x",
	    "{\"a\":1}{}",
	    "{a:1}",
	    "{'a':1}",
	    "{\"a\":{}}",
	    "{\"a\":[1]}",
	    "{\"a\":01}",
	    "{\"a\":1.}",
	    "{\"a\":.5}",
	    "{\"a\":+1}",
	    "{\"a\":-}",
	    "{\"a\":1e}",
	    "{\"a\":tru}",
	    "{\"a\":nulll}",
	    "{\"a\":\"\\x\"}",
	    "{\"a\":\"\\u12\"}",
	    "{\"a\":\"\\u12g4\"}",
	    "{\"a\":\"\\",
	    "{\"a\":\"\\u",
	    "{\"a\":\"\n\"}",
	    "{\"a\":\"\\u123\"",
	    "{\"a\" 1}",
	    "{1:1}",
	    "{\"a\":\"\\ud83d\\u\"}",
	    "{\"a\":NaN}",
	};
	struct arena arena = {0};
	struct json json;
	static char deep[100001];

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		if (json_parse(&json, row[i], &arena) != -1 || json.n != 0)
			fail_msg("«%s»", row[i]);
	memset(deep, '{', sizeof deep - 1);
	assert_int_equal(json_parse(&json, deep, &arena), -1);
	arena_free(&arena);
}

static void test_json_again(void **state)
{
	struct arena arena = {0};
	struct buf buf = {0}, long_text = {0};
	struct json json;

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_put(&long_text, i % 3 == 0 ? "ж" : i % 3 == 1 ? "\"" : "\n");
	json_open(&buf);
	json_text(&buf, "long", long_text.text);
	for (int i = 0; i < 1000; i++) {
		char key[16];
		snprintf(key, sizeof key, "key%d", i);
		json_int(&buf, key, i * i);
	}
	json_close(&buf);
	assert_int_equal(json_parse(&json, buf.text, &arena), 0);
	assert_int_equal(json.n, 1001);
	assert_string_equal(json_get(&json, "long"), long_text.text);
	assert_int_equal(json_get_int(&json, "key0", -1), 0);
	assert_int_equal(json_get_int(&json, "key999", -1), 998001);
	arena_free(&arena);
	buf_free(&buf);
	buf_free(&long_text);
}

static void test_utf8(void **state)
{
	static const struct {
		const char *text;
		size_t length;
		bool valid;
	} row[] = {
	    {"", 0, true},
	    {"abcdefghijklmnop", 16, true},
	    {"абв", 6, true},
	    {"日本€", 9, true},
	    {"😀", 4, true},
	    {"\xf4\x8f\xbf\xbf", 4, true},
	    {"\xed\x9f\xbf\xee\x80\x80", 6, true},
	    {"абв", 5, false},  /* cut */
	    {"😀", 3, false},    /* cut */
	    {"a\0b", 3, false}, /* NUL */
	    {"abcdefg\0abcdefg", 15, false},
	    {"\x80", 1, false},     /* continuation alone */
	    {"\xc0\x80", 2, false}, /* overlong */
	    {"\xc1\xbf", 2, false},
	    {"\xe0\x9f\xbf", 3, false},
	    {"\xf0\x8f\xbf\xbf", 4, false},
	    {"\xed\xa0\x80", 3, false},     /* surrogate */
	    {"\xf4\x90\x80\x80", 4, false}, /* above U+10FFFF */
	    {"\xf8\x88\x80\x80\x80", 5, false},
	    {"\xff", 1, false},
	    {"abcdefg\xff", 8, false},
	    {"abcdefgh\xd0", 9, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		if (utf8_valid(row[i].text, row[i].length) != row[i].valid)
			fail_msg("row %zu", i);
	for (uint32_t code = 1; code < 0x110000; code++) {
		char text[5] = "";
		const char *at = text;
		size_t length = utf8_encode(text, code);
		bool surrogate = code >= 0xD800 && code < 0xE000;
		assert_int_equal(utf8_valid(text, length), !surrogate);
		assert_int_equal(utf8_next(&at), surrogate ? 0xFFFD : code);
		assert_int_equal(at - text, surrogate ? 1 : length);
	}
	const char *end = "";
	assert_int_equal(utf8_next(&end), 0);
	assert_string_equal(end, "");
	const char *broken = "\xe2\x82x";
	assert_int_equal(utf8_next(&broken), 0xFFFD);
	assert_int_equal(utf8_next(&broken), 0xFFFD);
	assert_int_equal(utf8_next(&broken), 'x');
}

static void test_width(void **state)
{
	static const struct {
		const char *text;
		int width;
	} row[] = {
	    {"", 0},
	    {"abc", 3},
	    {"Иван", 4},
	    {"日本", 4},
	    {"e\u0301", 1},
	    {"и\u0306", 1},
	    {"😀", 2},
	    {"☎", 1},
	    {"✅", 2},
	    {"a\u200bb\u00ad", 2},
	    {"\u202e"
	     "x",
	        1},
	    {"❤\ufe0f", 1},
	    {"₽ 5", 3},
	    {"한국", 4},
	    {"\x01\x7f\xc2\x85", 0},
	    {"\xff", 1},
	    {"Ａ", 2},
	    {"\u1112\u1161\u11ab", 2},
	    {"הֲלָכָה", 4},
	    {"हिन्दी", 5},
	    {"\u3164", 2},
	    {"\U0001FAE8\U00020000", 4},
	    {"\ue000", 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(utf8_width(row[i].text), row[i].width);
}

static void test_blank_and_format(void **state)
{
	static const uint32_t blank[] = {
	    '\t', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0};
	static const uint32_t format[] = {0xAD, 0x34F, 0x61C, 0x180B, 0x180F, 0x200B, 0x200F, 0x202A, 0x202E, 0x2060,
	    0x206F, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFB, 0xE0000, 0xE0020, 0xE0FFF, 0};
	static const uint32_t neither[] = {0, 8, 0x1F, '!', 0x7F, 0x84, 0xA1, 0xAC, 0xAE, 0x301, 0x3C2, 0x430, 0x600,
	    0x6DD, 0xFE10, 0xFFFC, 0xFFFD, 0x1F600, 0xE1000, 0x110000, UINT32_MAX};

	(void)state;
	for (size_t i = 0; blank[i] != 0; i++)
		assert_true(utf8_blank(blank[i]) && !utf8_format(blank[i]));
	for (size_t i = 0; format[i] != 0; i++)
		assert_true(utf8_format(format[i]) && !utf8_blank(format[i]));
	for (size_t i = 0; i < COUNT(neither); i++)
		assert_false(utf8_format(neither[i]) || utf8_blank(neither[i]));
}

static void test_lower(void **state)
{
	static const struct {
		uint32_t upper, lower;
	} row[] = {
	    {'A', 'a'},
	    {'Z', 'z'},
	    {'[', '['},
	    {'@', '@'},
	    {0xC0, 0xE0},
	    {0xD7, 0xD7},
	    {0xDE, 0xFE},
	    {0xDF, 0xDF},
	    {0xFF, 0xFF},
	    {0x100, 0x101},
	    {0x101, 0x101},
	    {0x130, 'i'},
	    {0x131, 0x131},
	    {0x139, 0x13A},
	    {0x13A, 0x13A},
	    {0x148, 0x148},
	    {0x14A, 0x14B},
	    {0x178, 0xFF},
	    {0x17D, 0x17E},
	    {0x18F, 0x259},
	    {0x218, 0x219},
	    {0x386, 0x3AC},
	    {0x391, 0x3B1},
	    {0x3A3, 0x3C3},
	    {0x3C2, 0x3C3},
	    {0x400, 0x450},
	    {0x401, 0x451},
	    {0x40F, 0x45F},
	    {0x410, 0x430},
	    {0x42F, 0x44F},
	    {0x430, 0x430},
	    {0x460, 0x461},
	    {0x490, 0x491},
	    {0x4C0, 0x4CF},
	    {0x4C1, 0x4C2},
	    {0x4D8, 0x4D9},
	    {0x52E, 0x52F},
	    {0x531, 0x561},
	    {0x556, 0x586},
	    {0x10D0, 0x10D0},
	    {0x1C90, 0x10D0},
	    {0x1E9E, 0xDF},
	    {0x1EA0, 0x1EA1},
	    {0xFF21, 0xFF41},
	    {0x4E00, 0x4E00},
	    {0x1F600, 0x1F600},
	    {0x17F, 's'},
	    {0x187, 0x188},
	    {0x1C5, 0x1C6},
	    {0x1F88, 0x1F80},
	    {0x212A, 'k'},
	    {0x13A0, 0xAB70},
	    {0xA64A, 0xA64B},
	    {0x10400, 0x10428},
	    {0x1E900, 0x1E922},
	    {0x2163, 0x2163},
	    {0x24B6, 0x24B6},
	    {0x23A, 0x23A},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(utf8_lower(row[i].upper), row[i].lower);
	for (uint32_t code = 0; code < 0x110000; code++) {
		char room[4];
		uint32_t lower = utf8_lower(code);
		assert_int_equal(utf8_lower(lower), lower);
		assert_true(utf8_encode(room, lower) <= utf8_encode(room, code));
	}
}

static const struct {
	const char *text, *folded, *key;
} folds[] = {
    {"", "", ""},
    {"   ", "", ""},
    {"Иван ПЕТРОВ", "иван петров", "иванпетров"},
    {"  Иван \t\r\n Петров  ", "иван петров", "иванпетров"},
    {"Ёлка ёж Её", "елка еж ее", "елкаежее"},
    {"Йод йод", "йод йод", "йодйод"},
    {"И\u0306од и\u0306од", "йод йод", "йодйод"},
    {"Е\u0308лка е\u0308ж", "елка еж", "елкаеж"},
    {"І\u0308жак У\u0306", "їжак ў", "їжакў"},
    {"и \u0306", "и \u0306", "и\u0306"},
    {"\u0306x", "\u0306x", "\u0306x"},
    {"e\u0301", "e\u0301", "e\u0301"},
    {"a\u00a0\u2009b\u202f", "a b", "ab"},
    {"\uFEFFName", "name", "name"},
    {"те\u00adле\u200bфон", "телефон", "телефон"},
    {"First_Name", "first_name", "firstname"},
    {"E-mail", "e-mail", "email"},
    {"Тел.", "тел.", "тел"},
    {"Ремонт № 5", "ремонт № 5", "ремонт№5"},
    {"ÄÖÜß ŠŽ ŁÓDŹ", "äöüß šž łódź", "äöüßšžłódź"},
    {"ΑΘΉΝΑΣ", "αθήνασ", "αθήνασ"},
    {"ҚАЗАҚСТАН ӘЛЕМ", "қазақстан әлем", "қазақстанәлем"},
    {"ЄВРО ІЇҐ Ў", "євро іїґ ў", "євроіїґў"},
    {"ԵՐԵՎԱՆ", "երեվան", "երեվան"},
    {"BAKI Ə", "baki ə", "bakiə"},
    {"日本 ＡＢ 😀", "日本 ａｂ 😀", "日本ａｂ😀"},
    {"a\x01\x7f\xc2\x85z", "a z", "az"},
    {"a\xff\xd0 b\xed\xa0\x80", "a\uFFFD\uFFFD b\uFFFD\uFFFD\uFFFD", "a\uFFFD\uFFFDb\uFFFD\uFFFD\uFFFD"},
    {"\xd0", "\uFFFD", "\uFFFD"},
    {"Ѐ Џ Ѡ", "ѐ џ ѡ", "ѐџѡ"},
};

static void test_fold(void **state)
{
	struct buf buf = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(folds); i++) {
		buf_clear(&buf);
		buf_put(&buf, "и ");
		casefold_put(&buf, folds[i].text);
		assert_string_equal(buf.text + 3, folds[i].folded);
		assert_int_equal(strlen(buf.text), buf.length);
		buf_clear(&buf);
		casefold_key_put(&buf, folds[i].text);
		assert_string_equal(buf.text, folds[i].key);
		assert_int_equal(strlen(buf.text), buf.length);
		buf_clear(&buf);
		casefold_put(&buf, folds[i].folded);
		assert_string_equal(buf.text, folds[i].folded);
	}
	buf_clear(&buf);
	casefold_put(&buf, NULL);
	casefold_key_put(&buf, NULL);
	assert_int_equal(buf.length, 0);
	buf_free(&buf);
}

/* Broken bytes grow to three: the room must follow. Every start of the alphabet of bytes, long. */
static void test_fold_long(void **state)
{
	static const struct {
		const char *unit, *folded;
	} row[] = {
	    {"\xff", "\uFFFD"},
	    {"Ж", "ж"},
	    {"X", "x"},
	    {"\u1C90", "\u10D0"},
	    {" \xd0", " \uFFFD"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct buf in = {0}, out = {0}, expected = {0};
		for (int n = 0; n < 100000; n++) {
			buf_put(&in, row[i].unit);
			buf_put(&expected, row[i].folded + (n == 0 && row[i].folded[0] == ' '));
		}
		casefold_put(&out, in.text);
		assert_false(out.failed);
		assert_int_equal(out.length, expected.length);
		assert_memory_equal(out.text, expected.text, expected.length + 1);
		buf_free(&in);
		buf_free(&out);
		buf_free(&expected);
	}
}

/* Any bytes fold to valid UTF-8, and folding again changes nothing. */
static void test_fold_any(void **state)
{
	uint32_t seed = 20261123;

	(void)state;
	for (int n = 0; n < 20000; n++) {
		char text[24];
		struct buf once = {0}, twice = {0};
		for (size_t i = 0; i < sizeof text - 1; i++) {
			seed = seed * 1664525u + 1013904223u;
			unsigned byte = seed >> 24;
			text[i] = (char)(byte == 0 ? 0xD0 : n % 2 == 0 && byte > 200 ? 0xD0 + byte % 2 : byte);
		}
		text[sizeof text - 1] = '\0';
		casefold_put(&once, text);
		assert_true(utf8_valid(once.text, once.length));
		casefold_put(&twice, once.text);
		assert_string_equal(once.text, twice.text);
		buf_clear(&twice);
		text_visible_put(&twice, text);
		assert_true(utf8_valid(twice.text == NULL ? "" : twice.text, twice.length));
		buf_free(&once);
		buf_free(&twice);
	}
}

static void test_visible(void **state)
{
	static const struct {
		const char *text, *line, *lines;
	} row[] = {
	    {"", "", ""},
	    {"Иван 😀", "Иван 😀", "Иван 😀"},
	    {"a\tb", "a b", "a b"},
	    {"a\nb\r\nc\rd", "a b c d", "a\nb\nc d"},
	    {"\x1b[31mred\x07", "\uFFFD[31mred\uFFFD", "\uFFFD[31mred\uFFFD"},
	    {"\x7f\xc2\x9b"
	     "1m",
	        "\uFFFD\uFFFD1m", "\uFFFD\uFFFD1m"},
	    {"a\u202e"
	     "b\u2066\u200f",
	        "a\uFFFDb\uFFFD\uFFFD", "a\uFFFDb\uFFFD\uFFFD"},
	    {"a\u00a0b\u2028"
	     "c",
	        "a b c", "a b c"},
	    {"\xff\xd0", "\uFFFD\uFFFD", "\uFFFD\uFFFD"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct buf buf = {0};
		text_visible_put(&buf, row[i].text);
		assert_string_equal(buf.text, row[i].line);
		buf_clear(&buf);
		text_visible_lines_put(&buf, row[i].text);
		assert_string_equal(buf.text, row[i].lines);
		buf_free(&buf);
	}
	struct buf none = {0};
	text_visible_put(&none, NULL);
	assert_int_equal(none.length, 0);
	buf_free(&none);
}

static void test_distance(void **state)
{
	static const struct {
		const char *a, *b;
		int distance;
	} row[] = {
	    {"", "", 0},
	    {"", "abc", 3},
	    {"abc", "abc", 0},
	    {"kitten", "sitting", 3},
	    {"ab", "ba", 1},
	    {"ca", "abc", 3}, /* optimal string alignment: a swapped pair is not touched again */
	    {"phone", "phnoe", 1},
	    {"телефон", "тилефон", 1},
	    {"телефон", "телефн", 1},
	    {"name", "phone", 4},
	};
	static char x[5001], y[5001];

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		assert_int_equal(text_distance(row[i].a, row[i].b), row[i].distance);
		assert_int_equal(text_distance(row[i].b, row[i].a), row[i].distance);
	}
	memset(x, 'x', sizeof x - 1);
	memset(y, 'y', sizeof y - 1);
	assert_int_equal(text_distance(x, y), 128);
	assert_int_equal(text_distance(x, "x"), 127);
}

/* What is cut in the middle of a letter loses that letter, and nothing else. */
/* Wherever in a text it stands, and whatever stands around it. */
static void test_utf8_everywhere(void **state)
{
	static const struct {
		const char *text;
		bool valid;
	} piece[] = {{"\xd1\x91", true}, {"\xdf\xbf", true}, {"\xc2\x80", true}, {"\x7f", true}, {"日", true},
	    {"😀", true}, {"\xc1\xbf", false}, {"\xc0", false}, {"\xd0", false}, {"\x80", false},
	    {"\xd0\xd0\x80", false}, {"\xe0\x9f\xbf", false}, {"\xed\xa0\x80", false}, {"\xff", false},
	    {"\xd0\x90\x90", false}};
	static const char *const around[] = {"a", "я"};

	(void)state;
	for (size_t p = 0; p < COUNT(piece); p++)
		for (size_t k = 0; k < COUNT(around); k++)
			for (int at = 0; at < 40; at++)
				for (int after = 0; after < 40; after += 3) {
					struct buf buf = {0};
					for (int i = 0; i < at; i++)
						buf_put(&buf, around[k]);
					size_t place = buf.length;
					buf_put(&buf, piece[p].text);
					for (int i = 0; i < after; i++)
						buf_put(&buf, around[(size_t)i % 2]);
					size_t simple = utf8_simple_span(buf.text, buf.length);
					if (utf8_valid(buf.text, buf.length) != piece[p].valid || simple > buf.length ||
					    !utf8_valid(buf.text, simple))
						fail_msg("piece %zu behind %d, %d after it", p, at, after);
					buf.text[place] = '\0';
					assert_false(utf8_valid(buf.text, buf.length));
					buf_free(&buf);
				}
}

/* What is to be escaped, at each place of a text of each length. */
static void test_json_everywhere(void **state)
{
	static const char *const piece[] = {"\"", "\\", "\n", "\x01", "\x1f", "ё", "日", "\x7f"};
	struct arena arena = {0};

	(void)state;
	for (size_t p = 0; p < COUNT(piece); p++)
		for (int length = 1; length < 40; length++)
			for (int at = 0; at < length; at++) {
				struct buf text = {0}, buf = {0};
				struct json json;
				for (int i = 0; i < length; i++)
					buf_put(&text, i == at ? piece[p] : "x");
				json_open(&buf);
				json_text(&buf, text.text, text.text);
				json_close(&buf);
				assert_int_equal(json_parse(&json, buf.text, &arena), 0);
				assert_string_equal(json_get(&json, text.text), text.text);
				buf_free(&text);
				buf_free(&buf);
				arena_reset(&arena);
			}
	arena_free(&arena);
}

static void test_sort_texts(void **state)
{
	enum { N = 3000 };
	static const char *const begin[] = {"", "a", "яблоко", "ivanov.p", "ivanov.petr", "ivanov.petrova", "zzzzzzzz"};
	struct arena arena = {0};
	const char *text[N] = {0};
	unsigned roll = 1;

	(void)state;
	for (int n = 0; n <= N; n = n == 0 ? 1 : n < 70 ? n + 23 : n * 3) {
		for (int i = 0; i < n; i++) {
			roll = roll * 1103515245u + 12345u;
			text[i] = arena_format(&arena, roll >> 20 & 1 ? "%s" : "%s%u",
			    begin[(roll >> 16) % COUNT(begin)], roll >> 10 & 63);
		}
		const uint32_t *order = sort_index_texts(&arena, text, n);
		for (int i = 1; i < n; i++) {
			int sign = strcmp(text[order[i - 1]], text[order[i]]);
			assert_true(sign < 0 || (sign == 0 && order[i - 1] < order[i]));
		}
	}
	arena_free(&arena);
}

static void test_mend(void **state)
{
	static const struct {
		const char *text, *mended;
	} row[] = {{"", ""}, {"abc", "abc"}, {"руб\xd1", "руб"}, {"\xd1\x80\xd1»", "р»"},
	    {"\xff"
	     "a\xc0\x80",
	        "a"},
	    {"\xe2\x82", ""}, {"€\xe2", "€"}, {"\xef\xbf\xbd", "\xef\xbf\xbd"}};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		char text[32];
		snprintf(text, sizeof text, "%s", row[i].text);
		utf8_mend(text);
		assert_string_equal(text, row[i].mended);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_buf),
	    cmocka_unit_test(test_buf_failure),
	    cmocka_unit_test(test_arena),
	    cmocka_unit_test(test_why),
	    cmocka_unit_test(test_json_write),
	    cmocka_unit_test(test_json_read),
	    cmocka_unit_test(test_json_refuse),
	    cmocka_unit_test(test_json_again),
	    cmocka_unit_test(test_utf8),
	    cmocka_unit_test(test_utf8_everywhere),
	    cmocka_unit_test(test_json_everywhere),
	    cmocka_unit_test(test_sort_texts),
	    cmocka_unit_test(test_mend),
	    cmocka_unit_test(test_width),
	    cmocka_unit_test(test_blank_and_format),
	    cmocka_unit_test(test_lower),
	    cmocka_unit_test(test_fold),
	    cmocka_unit_test(test_fold_long),
	    cmocka_unit_test(test_fold_any),
	    cmocka_unit_test(test_visible),
	    cmocka_unit_test(test_distance),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
