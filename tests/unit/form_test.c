/* A form as bytes and as texts: urlencoded, multipart, JSON; addresses of pages; the keyed hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/web/url.h"
#include "base/web/urlencode.h"
#include "rows/form_body.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define URL "application/x-www-form-urlencoded"
#define PARTS "multipart/form-data; boundary=B"

static void test_url_decode(void **state)
{
	static const struct {
		const char *from, *to; /* NULL: broken */
	} cases[] = {{"", ""}, {"a+b", "a b"}, {"%d0%98", "\xd0\x98"}, {"%2B%26%3d%25", "+&=%"}, {"%", NULL},
	    {"%4", NULL}, {"%4g", NULL}, {"%g4", NULL}, {"a%00b", "a"}, {"%0d%0A", "\r\n"}, {"100%25", "100%"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[64];
		snprintf(text, sizeof text, "%s", cases[i].from);
		ptrdiff_t length = url_decode(text, strlen(text));
		if (!cases[i].to) {
			assert_int_equal(length, -1);
			continue;
		}
		assert_true(length >= 0);
		text[length] = '\0';
		assert_string_equal(text, cases[i].to);
	}
}

struct reading {
	const char *type, *body;
	size_t length; /* 0: of the text */
	enum status status;
	const char *fields; /* name=value|name=value */
	int files;
};

static void try_reading(const struct reading *c)
{
	struct arena arena = {0};
	struct form form;
	struct why why = {0};
	size_t length = c->length ? c->length : strlen(c->body);
	/* Just as long as it is: one byte too far is seen by the sanitizer. */
	char *body = malloc(length + 1), fields[1024] = "";

	assert_non_null(body);
	memcpy(body, c->body, length);
	body[length] = '\0';
	enum status status = form_body_read(&form, c->type, body, length, &arena, &why);
	if (status != c->status)
		fail_msg("%s: %s: %d %s", c->type, c->body, (int)status, why.text);
	for (int i = 0; i < form.n && status == CRM_OK; i++) {
		size_t at = strlen(fields);
		snprintf(
		    fields + at, sizeof fields - at, "%s%s=%s", i ? "|" : "", form.field[i].name, form.field[i].value);
	}
	assert_string_equal(fields, c->fields);
	if (status == CRM_OK)
		assert_int_equal(form.files, c->files);
	else
		assert_true(why.text[0] != '\0');
	free(body);
	arena_free(&arena);
}

#define PART(name, value) "--B\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define FILE_PART(name, value)                                                                                         \
	"--B\r\nContent-Disposition: form-data; name=\"" name                                                          \
	"\"; filename=\"a.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n" value "\r\n"

static void test_read(void **state)
{
	static const struct reading cases[] = {
	    {URL, "name=%D0%98%D0%B2%D0%B0%D0%BD&phone=8+916", 0, CRM_OK, "name=Иван|phone=8 916", 0},
	    {URL "; charset=UTF-8", "a=1&&b=&c&=d&a=2&", 0, CRM_OK, "a=1|=d|a=2", 0},
	    {URL, "comment=%20%0D%0Aone%0D%0Atwo%0D%0A", 0, CRM_OK, "comment=one\ntwo", 0}, {URL, "", 0, CRM_OK, "", 0},
	    {URL, "a=b=c", 0, CRM_OK, "a=b=c", 0},
	    {URL, "../../etc/passwd=../x%0d%0aSet-Cookie:1", 0, CRM_OK, "../../etc/passwd=../x\nSet-Cookie:1", 0},
	    {URL "; charset=windows-1251", "name=%C8%E2%E0%ED", 0, CRM_OK, "name=Иван", 0},
	    {URL "; charset=\"KOI8-R\"", "name=%E9%D7%C1%CE", 0, CRM_OK, "name=Иван", 0},
	    {URL, "name=%C8%E2%E0%ED&_charset_=windows-1251", 0, CRM_OK, "name=Иван|_charset_=windows-1251", 0},
	    {URL, "name=%C8%E2%E0%ED&_charset_=utf-7", 0, CRM_DATA, "", 0},
	    {URL, "name=%C8%E2%E0%ED", 0, CRM_DATA, "", 0}, {URL, "name=%00", 0, CRM_DATA, "", 0},
	    {URL, "na\0me=1", 7, CRM_DATA, "", 0}, {URL, "name=%zz", 0, CRM_DATA, "", 0},
	    {URL, "name=\xed\xa0\x80", 0, CRM_DATA, "", 0}, {URL "; charset=utf-16", "name=1", 0, CRM_USAGE, "", 0},
	    {"text/plain", "name=1", 0, CRM_USAGE, "", 0}, {URL "x", "name=1", 0, CRM_USAGE, "", 0},
	    {NULL, "name=1", 0, CRM_USAGE, "", 0},
	    {"APPLICATION/X-WWW-FORM-URLENCODED", "name=1", 0, CRM_OK, "name=1", 0},
	    {PARTS, PART("name", "Иван") PART("a\\\"b%22c%0D%0Ad", "") PART("x", "\r\n--\r\ny") "--B--\r\n", 0, CRM_OK,
	        "name=Иван|x=--\ny", 0},
	    {"multipart/form-data; charset=utf-8; boundary=\"B\"", "preamble\r\n" PART("a\\\"b%22c", "1") "--B--", 0,
	        CRM_OK, "a\"b\"c=1", 0},
	    {PARTS, FILE_PART("f", "\xff\xfe--B") FILE_PART("g", "") PART("name", "1") "--B--\r\n", 0, CRM_OK, "name=1",
	        1},
	    {PARTS, PART("name", "1") "--B--", 0, CRM_OK, "name=1", 0},
	    {PARTS, PART("name", "1") "--B", 0, CRM_DATA, "", 0}, {PARTS, PART("name", "1"), 0, CRM_DATA, "", 0},
	    {PARTS, "--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n--B--", 0, CRM_DATA, "", 0},
	    {PARTS, "--B\r\nContent-Disposition: form-data; name=\"a", 0, CRM_DATA, "", 0},
	    {PARTS, "--Bx\r\n", 0, CRM_DATA, "", 0}, {PARTS, "x--B\r\n", 0, CRM_DATA, "", 0},
	    {PARTS, "B", 0, CRM_DATA, "", 0}, {PARTS, "", 0, CRM_DATA, "", 0},
	    {"multipart/form-data", PART("name", "1") "--B--", 0, CRM_DATA, "", 0},
	    {"multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789X",
	        "--0--", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"name\":\" Иван\\r\\n\",\"phone\":79161234567,\"yes\":true,\"no\":null,\"e\":\"\"}",
	        0, CRM_OK, "name=Иван|phone=79161234567|yes=true", 0},
	    {"application/json; charset=windows-1251", "{\"name\":\"\xc8\xe2\xe0\xed\"}", 0, CRM_OK, "name=Иван", 0},
	    {"application/json",
	        "{\"utm\": { \"a b\" : [ 1.10, 12345678901234567890 ,-0.0e+05,true,null, \"\\u0418\\\"\\n \\/\" "
	        "],\n\"a b\":{} } ,\"n\":1}",
	        0, CRM_OK, "utm={\"a b\":[1.10,12345678901234567890,-0.0e+05,true,null,\"И\\\"\\n /\"],\"a b\":{}}|n=1",
	        0},
	    {"application/json", "{\"id\":12345678901234567890,\"sum\":1.10,\"e\":1E999,\"id\":-0}", 0, CRM_OK,
	        "id=12345678901234567890|sum=1.10|e=1E999|id=-0", 0},
	    {"application/json", "{\"a\":[ ],\"b\":{\r\n},\"c\":[[]],\"d\":[\"\"]}", 0, CRM_OK, "c=[[]]|d=[\"\"]", 0},
	    {"application/json; charset=windows-1251", "{\"a\":[\"\xc8\"]}", 0, CRM_OK, "a=[\"И\"]|a[0]=И", 0},
	    {"application/json", "{\"a\":[{\"q\":\"T\",\"a\":[1]},{\"name\":\"N\",\"phone\":\"5\",\"value\":3}]}", 0,
	        CRM_OK,
	        "a=[{\"q\":\"T\",\"a\":[1]},{\"name\":\"N\",\"phone\":\"5\",\"value\":3}]|a[T][0]=1|a[1][name]=N|"
	        "a[1][phone]=5|a[1][value]=3",
	        0},
	    {"application/json", "[{\"a\":\"1\"}]", 0, CRM_OK, "a=1", 0},
	    {"application/json", "[{\"a\":\"1\"},{}]", 0, CRM_DATA, "", 0},
	    {URL, "a=%7B%22b%22:%22c%22%7D&d=%5B1%5D&e=%7Bf", 0, CRM_OK, "a={\"b\":\"c\"}|d=[1]|e={f|a[b]=c", 0},
	    {"application/json", "{\"a\":[1,]}", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":[1}", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":[1]]}", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":[1] [2]}", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":[1]}x", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":[01]}", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":[\"\\u0000\"]}", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":[\"\\ud800\"]}", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":[\"\xff\"]}", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":[\"\0\"]}", 11, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":{\"\\u0000\":1}}", 0, CRM_DATA, "", 0},
	    {"application/json", "{{\"a\":1}:2}", 0, CRM_DATA, "", 0}, {"application/json", "[1]", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"name\":\"\xff\"}", 0, CRM_DATA, "", 0},
	    {"application/json", "{\"a\":\"\\u0000\"}", 0, CRM_OK, "a=\xef\xbf\xbd", 0},
	    {"application/json", "", 0, CRM_DATA, "", 0}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		try_reading(&cases[i]);
}

/* Lists in lists: as many as anybody means, and as many as nobody does. */
static void test_deep(void **state)
{
	static char body[200010];

	(void)state;
	for (size_t depth = 1; depth <= 100000; depth *= 10) {
		struct arena arena = {0};
		struct form form;
		struct why why = {0};
		size_t length = (size_t)snprintf(body, sizeof body, "{\"a\":");
		memset(body + length, '[', depth + 1);
		memset(body + length + depth + 1, ']', depth + 1);
		length += 2 * depth + 2;
		body[length++] = '}';
		body[length] = '\0';
		enum status status = form_body_read(&form, "application/json", body, length, &arena, &why);
		assert_int_equal(status, depth <= 1000 ? CRM_OK : CRM_DATA);
		if (status == CRM_OK) {
			assert_true(form.n == 1 && form.field[0].nested);
			assert_int_equal(strlen(form.field[0].value), 2 * depth + 2);
		}
		arena_reset(&arena);
		length = (size_t)snprintf(body, sizeof body, "{\"a\":");
		memset(body + length, "[{"[depth % 2], depth);
		body[length + depth] = '\0';
		status = form_body_read(&form, "application/json", body, length + depth, &arena, &why);
		assert_int_equal(status, CRM_DATA);
		arena_free(&arena);
	}
}

/* A hundred fields are a form, one more is an attack; so are ten thousand. */
static void test_many(void **state)
{
	char body[65536];

	(void)state;
	for (int n = 99; n <= 10000; n = n <= 101 ? n + 1 : n * 98) {
		char fields[1024] = "";
		size_t at = 0, shown = 0;
		struct arena arena = {0};
		struct form form;
		struct why why = {0};
		for (int i = 0; i < n && at + 8 < sizeof body; i++)
			at += (size_t)snprintf(body + at, sizeof body - at, "a=%d&", i % 10);
		enum status status = form_body_read(&form, URL, body, at, &arena, &why);
		assert_int_equal(status, n <= FORM_FIELDS_MAX ? CRM_OK : CRM_DATA);
		for (int i = 0; status == CRM_OK && i < form.n; i++)
			shown += (size_t)snprintf(fields + shown, sizeof fields - shown, "%s", form.field[i].value);
		if (status == CRM_OK)
			assert_int_equal(strlen(fields), n);
		else
			assert_non_null(strstr(why.text, "more than 100 fields"));
		arena_free(&arena);
	}
}

static void test_addresses(void **state)
{
	static const struct {
		const char *text;
		size_t origin;
		bool path, ours;
	} cases[] = {{"https://site.example/thanks?a=1#b", 20, false, true}, {"https://SITE.example", 20, false, true},
	    {"https://site.example:8443/x", 25, false, false}, {"http://site.example/", 19, false, false},
	    {"http://other.example:80/", 23, false, true}, {"https://site.example.evil.example/", 33, false, false},
	    {"https://site.example@evil.example/", 0, false, false},
	    {"https://evil.example/https://site.example", 20, false, false},
	    {"https://site.example\\@evil.example/", 0, false, false},
	    {"https://site.example/\r\nSet-Cookie: a=1", 0, false, false},
	    {"https://site.example/\xd1\x8f", 0, false, false}, {"https:///x", 0, false, false},
	    {"https://site.example:/x", 0, false, false}, {"https://site.example:123456/", 0, false, false},
	    {"https://[::1]/", 0, false, false}, {"javascript:alert(1)", 0, false, false},
	    {"ftp://site.example/", 0, false, false}, {"//site.example/x", 0, false, false},
	    {"/thanks.html", 0, true, false}, {"/", 0, true, false}, {"/\\evil.example", 0, false, false},
	    {"/a b", 0, false, false}, {"thanks.html", 0, false, false}, {"", 0, false, false}};
	static const char origins[] = " https://site.example/  http://other.example:80 ";
	char longer[URL_MAX + 40] = "https://site.example/";

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (url_origin(cases[i].text) != cases[i].origin)
			fail_msg("%s: %zu", cases[i].text, url_origin(cases[i].text));
		assert_int_equal(url_is_path(cases[i].text), cases[i].path);
		assert_int_equal(url_is_of(cases[i].text, origins), cases[i].ours);
	}
	assert_false(url_is_of("https://site.example/", ""));
	memset(longer + 21, 'a', URL_MAX);
	assert_int_equal(url_origin(longer), 0);
	longer[URL_MAX] = '\0';
	assert_int_equal(url_origin(longer), 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_url_decode), cmocka_unit_test(test_read),
	    cmocka_unit_test(test_deep), cmocka_unit_test(test_many), cmocka_unit_test(test_addresses)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
