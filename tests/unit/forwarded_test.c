#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "post/mail_read/forwarded.h"

static const char *given(const char *text)
{
	return text ? text : "-";
}

/* "name|address|subject|text|before", "" if there is none */
static void check(const char *text, const char *expected)
{
	struct arena arena = {0};
	struct forwarded found;
	bool failed = false;
	const char *got = "";
	if (forwarded_find(&found, text, &arena, &failed))
		got = arena_format(&arena, "%s|%s|%s|%s|%s", given(found.name), given(found.address),
		    given(found.subject), found.text, given(found.before));
	assert_false(failed);
	assert_string_equal(got, expected);
	arena_free(&arena);
}

static void test_programs(void **state)
{
	(void)state;
	/* Gmail */
	check("Возьмите\n\n---------- Forwarded message ---------\nОт: Сергей Рябов <Ryabov@Mail.example>\nDate: пн, "
	      "23 нояб. 2026 г. в "
	      "09:50\nSubject: Квартира\nTo: <ivanov@dept.example>\n\n\nХочу двушку.\n",
	    "Сергей Рябов|ryabov@mail.example|Квартира|Хочу двушку.|Возьмите\n\n");
	/* Mail.ru, Thunderbird */
	check("-------- Пересылаемое сообщение --------\nОт кого: Анна <anna@mail.example>\nКому: "
	      "sales@dept.example\nДата: 23 ноября "
	      "2026\nТема: Дом\n\nтекст",
	    "Анна|anna@mail.example|Дом|текст|-");
	check("-------- Перенаправленное сообщение --------\nТема: \tДом\nДата: \tMon, 23 Nov 2026\nОт: \tАнна "
	      "<anna@mail.example>\nКому: "
	      "\tivanov@dept.example\n\nтекст",
	    "Анна|anna@mail.example|Дом|текст|-");
	/* Yandex */
	check("fyi\n-------- Пересылаемое сообщение --------\n23.11.2026, 09:50, \"Сергей Рябов\" "
	      "<ryabov@mail.example>:\n\nтекст\n-------- "
	      "Конец пересылаемого сообщения --------\n",
	    "Сергей Рябов|ryabov@mail.example|-|текст|fyi\n");
	/* Apple, quoted */
	check("Begin forwarded message:\n\n> From: Anna Lee <anna@mail.example>\n> Subject: House\n> Date: 23 "
	      "November\n> To: "
	      "ivanov@dept.example\n> \n> Hello\n> there\n",
	    "Anna Lee|anna@mail.example|House|Hello\nthere|-");
	check("Начало переадресованного сообщения:\n\nОт: Анна <anna@mail.example>\nТема: Дом\n\nтекст",
	    "Анна|anna@mail.example|Дом|текст|-");
	/* Outlook, with and without an address */
	check("Олег, возьми.\n\nОт: Сергей Рябов [mailto:ryabov@mail.example] \nОтправлено: 23 ноября 2026 г. "
	      "9:50\nКому: Иванов\nТема: "
	      "Дом\n\nтекст",
	    "Сергей Рябов|ryabov@mail.example|Дом|текст|Олег, возьми.\n\n");
	check("*From:* Anna Lee\n*Sent:* Monday\n*To:* Ivanov\n*Subject:* House\n\ntext", "Anna Lee|-|House|text|-");
	check("________________________________\nFrom: anna@mail.example <anna@mail.example>\nSent: Monday\n\ntext",
	    "-|anna@mail.example|-|text|________________________________\n");
	check("-----Original Message-----\nFrom: \"Lee, Anna\" <anna@mail.example>\nTo: x\n\ntext",
	    "Lee, Anna|anna@mail.example|-|text|-");
	/* mutt, Zoho, German */
	check("----- Forwarded message from Anna <anna@mail.example> -----\n\nDate: Mon\nSubject: "
	      "House\n\ntext\n\n----- End forwarded "
	      "message -----\n",
	    "Anna|anna@mail.example|House|Date: Mon\nSubject: House\n\ntext|-");
	check("============ Forwarded message ============\nFrom: Anna<anna@mail.example>\nTo: <x@y.example>\n\ntext",
	    "Anna|anna@mail.example|-|text|-");
	check("-------- Weitergeleitete Nachricht --------\nBetreff: Haus\nVon: Anna <anna@mail.example>\n\ntext",
	    "Anna|anna@mail.example|Haus|text|-");
	/* html in a table */
	check("От:\tАнна <anna@mail.example>\nКому:\tИванов\n\nтекст", "Анна|anna@mail.example|-|текст|-");
}

static void test_none(void **state)
{
	(void)state;
	check("", "");
	check("Возьмите в работу", "");
	check("От: меня\nпривет", "");
	check("From: here to there is a long way\n\nand so on", "");
	check("---------- Forwarded message ---------\n", "");
	check("---------- Forwarded message ---------\nничего", "");
	check("Тема: Дом\nДата: вчера\n\nтекст", "");
	check("От:*\nКому:*\n", "");
	check("> @:\n@@\nFrom:@\nTo:@", "");
}

static void test_subjects(void **state)
{
	static const char *const marked[] = {"Fwd: x", "FW: x", "fw:x", "Re: Fwd: x", "ПС: x", "Пересл.: x",
	    "Пересл: x", "[Fwd: x]", "Fwd[2]: x", "WG: x", "TR: x", "RV: x", "转发: x", "Re[2]: Fw: x", NULL};
	static const char *const not [] = {"x", "Re: x", "Fwdx", "Ответ: x", "", "FW", ":", NULL};
	(void)state;
	for (int i = 0; marked[i]; i++)
		assert_true(forwarded_subject(marked[i]));
	for (int i = 0; not [i]; i++)
		assert_false(forwarded_subject(not [i]));
	assert_string_equal(forwarded_bare_subject("Re: Fwd: FW: Дом: 2 этажа"), "Дом: 2 этажа");
	assert_string_equal(forwarded_bare_subject("Дом"), "Дом");
	assert_false(forwarded_subject(NULL));
	assert_null(forwarded_bare_subject(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_programs), cmocka_unit_test(test_none), cmocka_unit_test(test_subjects)};
	return cmocka_run_group_tests_name("forwarded", tests, NULL, NULL);
}
