/* Letters from templates: what stands in a field, what an empty one does, and what data may not do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "render/template.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct json_field cells[] = {{"name", "Анна"}, {"project", ""}, {"lead", "7"}, {"bad", "a\r\nBcc: x@y.example"},
    {"brace", "{{name}}"}, {"esc", "\x1b[31m\xE2\x80\xAEx"}, {"two", "first"}, {"two", "last"}};
static const struct json fields = {cells, COUNT(cells)};

static const struct {
	const char *text, *wanted, *why; /* wanted NULL: refused, with why */
} renders[] = {
    {"", "", NULL},
    {"no field\n", "no field\n", NULL},
    {"{{name}}", "Анна", NULL},
    {"a {{name}} b {{lead}}\n", "a Анна b 7\n", NULL},
    {"{{name|nobody}}", "Анна", NULL},
    {"{{project|our houses}}!", "our houses!", NULL},
    {"{{unknown|}}.", ".", NULL},
    {"{{unknown|a|b}}", "a|b", NULL},
    {"{{two}}", "last", NULL},
    {"{ {name} }", "{ {name} }", NULL},
    {"}}{{lead}}{", "}}7{", NULL},
    /* What comes from data is text: not a line, not a field, not a command to a terminal. */
    {"Subject: {{bad}}\n", "Subject: a Bcc: x@y.example\n", NULL},
    {"{{brace}}", "{{name}}", NULL},
    {"{{esc}}", "\xEF\xBF\xBD[31m\xEF\xBF\xBDx", NULL},
    {"1\n2 {{project}}\n", NULL, "line 2: field «project» is empty and has no default"},
    {"{{unknown}}", NULL, "line 1: field «unknown» is empty and has no default"},
    {"\n\n{{name", NULL, "line 3: {{ without }}"},
    {"{{}}", NULL, "line 1: not a field: «{{}}»"},
    {"{{|x}}", NULL, "line 1: not a field: «{{|x}}»"},
};

static void test_render(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(renders); i++) {
		struct buf out = {0};
		struct why why = {0};
		enum status status = template_render(renders[i].text, &fields, &out, &why);
		assert_int_equal(status, renders[i].wanted ? CRM_OK : CRM_CONFIG);
		if (renders[i].wanted)
			assert_string_equal(out.text ? out.text : "", renders[i].wanted);
		else
			assert_string_equal(why.text, renders[i].why);
		buf_free(&out);
	}
}

static void test_split(void **state)
{
	static const struct {
		const char *letter, *subject, *body; /* subject NULL: refused */
	} cases[] = {
	    {"Subject: Hello\n\nText\nmore\n", "Hello", "Text\nmore\n"},
	    {"Subject: Hello\nText", "Hello", "Text"},
	    {"Subject: Hello", NULL, NULL},
	    {"Hello\nSubject: x\n", NULL, NULL},
	    {"", NULL, NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char letter[64];
		const char *subject, *body;
		struct why why = {0};
		snprintf(letter, sizeof letter, "%s", cases[i].letter);
		enum status status = template_split_letter(letter, &subject, &body, &why);
		assert_int_equal(status, cases[i].subject ? CRM_OK : CRM_CONFIG);
		if (status != CRM_OK)
			continue;
		assert_string_equal(subject, cases[i].subject);
		assert_string_equal(body, cases[i].body);
	}
}

static void put_file(const char *folder, const char *name, const char *text)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static void test_read(void **state)
{
	static const struct {
		const char *name;
		enum status status;
	} cases[] = {{"good", CRM_OK}, {"latin", CRM_CONFIG}, {"absent", CRM_CONFIG}, {"", CRM_CONFIG},
	    {"../good", CRM_CONFIG}, {"/etc/passwd", CRM_CONFIG}, {"a.b", CRM_CONFIG}, {"good ", CRM_CONFIG}};
	char folder[] = "/tmp/crm-template-XXXXXX", path[128];
	(void)state;
	assert_non_null(mkdtemp(folder));
	put_file(folder, "good.txt", "Subject: Привет\n\nx\n");
	put_file(folder, "latin.txt", "Subject: \xCF\xF0\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena arena = {0};
		struct why why = {0};
		char *text = NULL;
		assert_int_equal(template_read(folder, cases[i].name, &arena, &text, &why), cases[i].status);
		if (cases[i].status == CRM_OK)
			assert_string_equal(text, "Subject: Привет\n\nx\n");
		else
			assert_true(why.text[0] != '\0');
		arena_free(&arena);
	}
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, i ? "latin.txt" : "good.txt");
		assert_int_equal(unlink(path), 0);
	}
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_render), cmocka_unit_test(test_split), cmocka_unit_test(test_read)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
