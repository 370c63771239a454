/* The words of letters: encodings, html, what somebody wrote himself, forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "post/mail_read/mime_decode_private.h"
#include "post/mail_in/form_labels_private.h"
#include "post/mail_read/html_text_private.h"
#include "post/mail_read/quote_strip.h"
#include "post/mail_read/rtf_text_private.h"

static void is(struct buf *got, const char *wanted)
{
	assert_false(got->failed);
	assert_string_equal(got->text ? got->text : "", wanted);
	buf_free(got);
}

static void test_bytes(void **state)
{
	static const struct {
		const char *bytes, *charset, *text;
	} cases[] = {
	    {"plain", NULL, "plain"},
	    {"Дом", "utf-8", "Дом"},
	    {"\xC4\xEE\xEC", "windows-1251", "Дом"},
	    {"\xE4\xCF\xCD", "KOI8-R", "Дом"},
	    {"\xC4\xEE\xEC \xE8 \xF1\xE0\xE4", "utf-8", "Дом и сад"}, /* a lie */
	    {"\xE4\xCF\xCD \xC9 \xD3\xC1\xC4", NULL, "Дом и сад"},
	    {"Дом и сад", "windows-1251", "Дом и сад"}, /* a lie the other way round */
	    {"Дом", "x-unknown", "Дом"},
	    {"caf\xE9", "iso-8859-1", "café"},
	    {"\x95 \x97", "iso-8859-1", "• —"}, /* as all mail programs read it */
	    {"\xB5\xB5", "ks_c_5601-1987", "도"},
	    {"\xFF", "gb2312", "\xEF\xBF\xBD"},
	    {"a\r\nb\rc\x1B[31m\x7F", NULL, "a\nb\nc[31m"},
	    {"\xEF\xBB\xBFx", "utf-8", "x"},
	    {"x//TRANSLIT", "utf-8//IGNORE", "x//TRANSLIT"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		mime_decode_put(&out, cases[i].bytes, strlen(cases[i].bytes), cases[i].charset);
		is(&out, cases[i].text);
	}
	struct buf zeros = {0};
	mime_decode_put(&zeros, "a\0b", 3, NULL);
	is(&zeros, "ab");
	mime_decode_put(&zeros, "\x14\x04\x3E\x04", 4, "utf-16le");
	is(&zeros, "До");
	/* A part without a body: GMime has no bytes to point at. Seen to fail under UBSan. */
	static const char *const charsets[] = {NULL, "utf-8", "windows-1251", "utf-16le", "x-unknown"};
	for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
		mime_decode_put(&zeros, NULL, 0, charsets[i]);
		is(&zeros, "");
	}
}

static void test_headers(void **state)
{
	static const struct {
		const char *raw, *text;
	} cases[] = {
	    {"plain", "plain"},
	    {"=?utf-8?B?0JTQvtC8?=", "Дом"},
	    {"=?UTF-8?q?=D0=94=D0=BE=D0=BC_1?= and =?koi8-r?Q?=E4=CF=CD?=", "Дом 1 and Дом"},
	    {"=?utf-8?Q?=D0?=\r\n =?utf-8?Q?=94=D0=BE?= =?utf-8?B?0Lw=?=", "Дом"}, /* a letter cut between words */
	    {"=?utf-8*ru?Q?a?= b", "a b"},
	    {"=?utf-8?B?xO7s?=", "Дом"}, /* says utf-8, is windows-1251 */
	    {"=?utf-8?X?a?=", "=?utf-8?X?a?="},
	    {"=?utf-8?Q?a", "=?utf-8?Q?a"},
	    {"=??Q?a?=", "=??Q?a?="},
	    {"folded\r\n\tvalue", "folded value"},
	    {"\xC4\xEE\xEC", "Дом"},
	    {"=?utf-8?Q?a=0D=0Ab?=", "a\nb"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		mime_decode_header_put(&out, cases[i].raw, strlen(cases[i].raw));
		is(&out, cases[i].text);
	}
}

static void test_html(void **state)
{
	static const struct {
		const char *html, *text;
	} cases[] = {
	    {"<p>a</p><p>b</p>", "a\n\nb\n\n"},
	    {"a<br>b<br/><br>c", "a\nb\n\nc"},
	    {"<b>a</b> <i>b</i>\n c", "a b c"},
	    {"a < b &amp;&lt;&#1071;&#x42F;&nbsp;&unknown; &", "a < b &<ЯЯ &unknown; &"},
	    {"<style>x</style><SCRIPT>y</script><!-- z > --><title>t</title>a", "a"},
	    {"<td>a</td><td>b</td>", "a\tb\t"},
	    {"a<blockquote>b<blockquote>c</blockquote></blockquote>d", "a\n> b\n> > c\nd"},
	    {"<a href=\"x>y\">z</a>", "z"},
	    {"&#0;&#27;&#x110000;&#xD800;", "&#0;&#27;&#x110000;&#xD800;"},
	    {"a<script>b", "a"},
	    {"a<!-- b", "a"},
	    {"</blockquote></td>a", "a"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		html_text_put(&out, cases[i].html, strlen(cases[i].html));
		is(&out, cases[i].text);
	}
}

static void test_reply(void **state)
{
	static const struct {
		const char *text, *own;
	} cases[] = {
	    {"a  \n\n\n\nb\n", "a\n\nb"},
	    {"a\n-- \nsign", "a"},
	    {"a\n--\nsign", "a"},
	    {"a\n--- b", "a\n--- b"},
	    {"> q\na\n> q\nb", "a\nb"},
	    {"a\n\n23.11.2026 10:00, Иван пишет:\n> q\nb", "a\n\nb"},
	    {"2 комнаты\n\nИван пишет:\n> q", "2 комнаты"},
	    {"a\n\nOn Mon, 23 Nov 2026, Ivan\n<ivan@mail.example> wrote:\n\n> q", "a"},
	    {"a\nпн, 23 нояб. 2026 г. в 10:00, Иван <i@mail.example>:\n> q", "a"},
	    {"a\nИван написал:\nold", "a"},
	    {"a\n----- Original Message -----\nold", "a"},
	    {"From: me is a fine song\na", "From: me is a fine song\na"},
	    {"a\nFrom: x\nSent: y\nTo: z\nold", "a"},
	    {"a\n*От:* x\n*Отправлено:* y\n*Кому:* z\nold", "a"},
	    {"a\n____________\n\nFrom: x\nSent: y\nTo: z\nold", "a"},
	    {"a\n____________\nb", "a\n____________\nb"},
	    {"----- Пересылаемое сообщение -----\nold", "----- Пересылаемое сообщение -----\nold"},
	    {"-- \nsign", "-- \nsign"},
	    {"", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		quote_strip_put(&out, cases[i].text);
		/* Only what is all signature keeps the blank of "-- " off. */
		is(&out, i == sizeof cases / sizeof *cases - 2 ? "--\nsign" : cases[i].own);
	}
}

static void test_phone(void **state)
{
	static const struct {
		const char *text, *phone;
	} cases[] = {
	    {"Телефон: 8 (916) 123-45-67, Иван", "8 (916) 123-45-67"},
	    {"моб.8-916-123-45-67", "8-916-123-45-67"},
	    {"my phone number is not here 89161234567", NULL},
	    {"хотел 8 916 123-45-67", NULL},
	    {"a\n\n+7 916 123-45-67", "+7 916 123-45-67"},
	    {"a\n\n89161234567", NULL},
	    {"+7 916 123-45-67\n1\n2\n3\n4\n5", NULL}, /* not among the last lines */
	    {"a\n-- \nИван\n+7 (916) 123-45-67", "+7 (916) 123-45-67"},
	    {"a\n-- \nтел +7 916 123-45-67\n> тел +7 495 000-00-00", "+7 916 123-45-67"},
	    {"a\n> тел +7 495 000-00-00", NULL},
	    {"WhatsApp +998 90 123-45-67", "+998 90 123-45-67"},
	    {"тел. 12-34", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = {0};
		struct buf own = {0};
		quote_strip_put(&own, cases[i].text);
		const char *phone =
		    quote_strip_phone(own.text, quote_strip_signature(cases[i].text, &arena), "RU", &arena);
		assert_string_equal(phone ? phone : "-", cases[i].phone ? cases[i].phone : "-");
		buf_free(&own);
		arena_free(&arena);
	}
}

static void test_form(void **state)
{
	static const struct {
		const char *text;
		enum form_sender sender;
		const char *values; /* name|phone|email, or NULL: no form */
	} cases[] = {
	    {"name: Ann\nphone: 1", FORM_OF_PERSON, "Ann|1|"},
	    {"Name : Ann \n* E_Mail:\ta@b.example", FORM_OF_PERSON, "Ann||a@b.example"},
	    {"name:\nAnn\nemail:\na@b.example", FORM_OF_PERSON, "Ann||a@b.example"},
	    {"name\tAnn\nphone\t1", FORM_OF_PERSON, "Ann|1|"},
	    {"one\ntwo\nthree\nphone: 1\nemail: a@b.example", FORM_OF_PERSON, NULL}, /* a signature */
	    {"one\ntwo\nthree\nphone: 1\nemail: a@b.example", FORM_OF_ROBOT, "|1|a@b.example"},
	    {"name: Ann\nhttps://a.example\n10:30", FORM_OF_PERSON, NULL},
	    {"name: Ann\nname: Bob", FORM_OF_PERSON, NULL},
	    {"name: Ann\nphone: 1\nphone: 2", FORM_OF_PERSON, "Ann|1|"},
	    /* labels in lines of their own, and one without a value */
	    {"New entry\n\nName\nAnn\n\nPhone\n1\nCompany\nEmail\na@b.example", FORM_OF_PROGRAM, "Ann|1|a@b.example"},
	    {"Name\nAnn\nPhone\n1", FORM_OF_PERSON, NULL},
	    {"Name\nPhone\n1", FORM_OF_PROGRAM, NULL},
	    {"a very long label of more words name: Ann\nphone: 1", FORM_OF_PERSON, NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = {0};
		struct why why = {0};
		const char *value[FORM_LABEL_COLUMNS];
		char got[100];
		enum status status = form_labels_read(cases[i].text, cases[i].sender, NULL, value, &arena, &why);
		assert_int_equal(status, cases[i].values ? CRM_OK : CRM_NONE);
		snprintf(got, sizeof got, "%s|%s|%s", value[FORM_LABEL_NAME] ? value[FORM_LABEL_NAME] : "",
		    value[FORM_LABEL_PHONE] ? value[FORM_LABEL_PHONE] : "",
		    value[FORM_LABEL_EMAIL] ? value[FORM_LABEL_EMAIL] : "");
		if (cases[i].values)
			assert_string_equal(got, cases[i].values);
		arena_free(&arena);
	}
}

static void test_rtf(void **state)
{
	static const struct {
		const char *rtf, *text;
	} cases[] = {
	    {"{\\rtf1 a}", "a"},
	    {"{\\rtf1\\ansi\\ansicpg1251\\pard \\'c4\\'ee\\'ec\\par \\'f1\\'e0\\'e4}", "Дом\nсад"},
	    {"{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\*\\generator x;}{\\info{\\author y}}a{\\b "
	     "b}{\\pict 00ff}c}",
	        "abc"},
	    {"{\\rtf1\\uc1 \\u1044?\\u1086\\'ee\\u1084 {\\uc0\\u1044}x}", "ДомДx"},
	    {"{\\rtf1 a\\tab b\\line c\\emdash d\\~e\\\\ \\{\\}}", "a\tb\nc\u2014d\u00A0e\\ {}"},
	    {"{\\rtf1\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 text\\htmlrtf\\par}\\htmlrtf0 end}",
	        "textend"},
	    {"{\\rtf1 a\r\nb\\bin3 xyzc}", "abc"},
	    {"{\\rtf1 \\u-10179?\\u27?\\u99999999?x", "x"},
	    {"garbage {\\rtf1 a}", "a"},
	    {"no rtf", ""},
	    {"{\\rtf1 \\'", ""},
	    {"{\\rtf1 }}}}a\\", "a"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		rtf_text_put(&out, cases[i].rtf, strlen(cases[i].rtf));
		is(&out, cases[i].text);
	}
	/* Deeper than anybody writes. */
	struct buf deep = {0}, out = {0};
	buf_put(&deep, "{\\rtf1 ");
	for (int i = 0; i < 5000; i++)
		buf_put(&deep, "{x");
	for (int i = 0; i < 5000; i++)
		buf_put(&deep, "}");
	buf_put(&deep, "end}");
	rtf_text_put(&out, deep.text, deep.length);
	assert_non_null(strstr(out.text, "xend"));
	buf_free(&deep);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_bytes), cmocka_unit_test(test_headers),
	    cmocka_unit_test(test_html), cmocka_unit_test(test_reply), cmocka_unit_test(test_phone),
	    cmocka_unit_test(test_form), cmocka_unit_test(test_rtf)};
	return cmocka_run_group_tests_name("letter text", tests, NULL, NULL);
}
