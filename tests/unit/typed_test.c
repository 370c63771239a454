/* What people type, against what things are called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text/typed.h"
#include "base/text/word_meant.h"

struct row {
	const char *text, *name;
	enum typed typed;
};

static void check(enum typed (*compare)(const char *, const char *), const struct row *row, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (compare(row[i].text, row[i].name) != row[i].typed)
			fail_msg("«%s» and «%s»: %d, not %d", row[i].text, row[i].name,
			    (int)compare(row[i].text, row[i].name), (int)row[i].typed);
}

static void test_things(void **state)
{
	static const struct row row[] = {
	    {"Встреча", "встреча", TYPED_SAME},
	    {" ВСТРЕЧА ", "Встреча", TYPED_SAME},
	    {"no answer", "no_answer", TYPED_SAME},
	    {"Не-отвечает", "не отвечает", TYPED_SAME},
	    {"Счёт", "счет", TYPED_SAME},
	    {"встречи", "Встреча", TYPED_NEARLY},
	    {"Встреча", "встречи", TYPED_NEARLY},
	    {"договоров", "договор", TYPED_NEARLY},
	    {"брони", "Бронь", TYPED_NEARLY},
	    {"звонки", "звонок", TYPED_NEARLY},
	    {"заявок", "заявка", TYPED_NEARLY},
	    {"новые", "Новый", TYPED_NEARLY},
	    {"отказы в ипотеке", "Отказ в ипотеке", TYPED_NEARLY},
	    {"meetings", "meeting", TYPED_NEARLY},
	    {"inquiries", "inquiry", TYPED_NEARLY},
	    {"Этап 3", "Этап 2", TYPED_NOT},
	    {"встречник", "встреча", TYPED_NOT},
	    {"лидер", "лид", TYPED_NOT},
	    {"новости", "новый", TYPED_NOT},
	    {"ключи", "ключ", TYPED_NEARLY},
	    {"дорого богато", "дорого", TYPED_NOT},
	    {"", "", TYPED_NOT},
	    {"-", "-", TYPED_SAME},
	    {"-", "+", TYPED_NOT},
	    {NULL, "x", TYPED_NOT},
	    {"x", NULL, TYPED_NOT},
	    {"а б в г д е ж з и к л м н", "а б в г д е ж з и к л м н", TYPED_SAME},
	};
	(void)state;
	check(typed_thing, row, sizeof row / sizeof *row);
}

static void test_people(void **state)
{
	static const struct row row[] = {
	    {"Иванов Иван", "иван ИВАНОВ", TYPED_SAME},
	    {"Иванов, Иван [12]", "Иван Иванов", TYPED_SAME},
	    {"Семёнов Пётр", "Петр Семенов", TYPED_SAME},
	    {"Иванов", "Иван Иванов", TYPED_NEARLY},
	    {"Иванов И. П.", "Иван Иванов", TYPED_NEARLY},
	    {"Иван Петрович Иванов", "Иванов Иван", TYPED_NEARLY},
	    {"Иванов Иван", "Иванов Иван Петрович", TYPED_NEARLY},
	    {"Ivan Ivanov", "Иванов Иван", TYPED_NEARLY},
	    {"Iuliia Shchukina", "Юлия Щукина", TYPED_NEARLY},
	    {"Иванова", "Иванов Иван", TYPED_NOT},
	    {"Иванов Пётр", "Иванов Иван", TYPED_NOT},
	    {"Иванов П.", "Иванов Иван", TYPED_NOT},
	    {"Иванов Иван Сергеевич", "Иванов Иван Петрович", TYPED_NOT},
	    {"Иван Иванов Сидоров", "Иван Иванов", TYPED_NOT},
	    {"И. П.", "Иван Петров", TYPED_NOT},
	    {"ivanow", "Иванов", TYPED_NOT},
	    {"", "Иван", TYPED_NOT},
	    {"[12]", "Иван", TYPED_NOT},
	    {"Иван", "", TYPED_NOT},
	};
	(void)state;
	check(typed_person, row, sizeof row / sizeof *row);
}

static void test_words(void **state)
{
	static const char *const states[] = {"open", "won", "lost", "disqualified", NULL};
	static const char *const kinds[] = {"call", "meeting", "letter", "email", NULL};
	static const char *const metrics[] = {
	    "leads", "qualified", "meetings", "bookings", "contracts", "amount", NULL};
	static const char *const both[] = {"lose", "lost", NULL};
	static const struct {
		const char *const *words;
		const char *word;
		int place;
	} row[] = {{states, "open", 0}, {states, "OPEN", 0}, {states, "в работе", 0}, {states, "Открытые", 0},
	    {states, "выиграны", 1}, {states, "потеряна", 2}, {states, "опен", -1}, {states, "", -1},
	    {kinds, "Звонок", 0}, {kinds, "звонки", 0}, {kinds, "встречи", 1}, {kinds, "письмо", 2},
	    {kinds, "E-Mail", 3}, {kinds, "почта", 3}, {kinds, "показ", -1}, {metrics, "договоры", 4},
	    {metrics, "Договор", 4}, {metrics, "лид", 0}, {metrics, "встреча", 2}, {metrics, "meeting", 2},
	    {metrics, "СУММА", 5}, {both, "отказ", -1}, {both, "lost", 1}};
	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		if (word_meant(row[i].word, row[i].words) != row[i].place)
			fail_msg("«%s» is %d", row[i].word, word_meant(row[i].word, row[i].words));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_things), cmocka_unit_test(test_people), cmocka_unit_test(test_words)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
