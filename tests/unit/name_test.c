#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/text/name.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct pair {
	const char *text, *key;
};

static void check(void (*put)(struct buf *, const char *), const struct pair *pair, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf buf = {0};
		buf_put(&buf, "> ");
		put(&buf, pair[i].text);
		assert_false(buf.failed);
		assert_string_equal(buf.text + 2, pair[i].key);
		buf_free(&buf);
	}
}

static void test_in_text(void **state)
{
	static const struct {
		const char *text, *name;
		size_t bytes; /* of the beginning; 0: it is not there */
	} row[] = {
	    {"Анна Белова звонила", "Анна Белова", sizeof "Анна Белова" - 1},
	    {"Белова Анна его жена", "Анна Белова", sizeof "Белова Анна" - 1},
	    {"Беловой Анне", "Анна Белова", sizeof "Беловой Анне" - 1},
	    {"АННУ  БЕЛОВУ", "анна белова", sizeof "АННУ  БЕЛОВУ" - 1},
	    {"А. Беловой дать скидку", "Анна Белова", sizeof "А. Беловой" - 1},
	    {"Белова А.", "Анна Белова", sizeof "Белова А." - 1},
	    {"Белова А.С.", "Белова Анна Сергеевна", sizeof "Белова А.С." - 1},
	    {"Анне Сергеевне Беловой", "Белова Анна Сергеевна", sizeof "Анне Сергеевне Беловой" - 1},
	    {"Петра Волкова", "Пётр Волков", sizeof "Петра Волкова" - 1},
	    {"Сергеем Белым", "Сергей Белый", sizeof "Сергеем Белым" - 1},
	    {"Марии Зиминой", "Мария Зимина", sizeof "Марии Зиминой" - 1},
	    {"Любови Ким", "Любовь Ким", sizeof "Любови Ким" - 1},
	    {"Smith, John", "John Smith", sizeof "Smith, John" - 1},
	    {"Smith John", "John Smith", sizeof "Smith John" - 1},
	    {"J. Smith", "John Smith", sizeof "J. Smith" - 1},
	    {"Anna Belova", "Анна Белова", sizeof "Anna Belova" - 1},
	    {"BELOVA ANNA", "Анна Белова", sizeof "BELOVA ANNA" - 1},
	    {"A. Belova", "Анна Белова", sizeof "A. Belova" - 1},
	    {"Iuliia Shchukina", "Юлия Щукина", sizeof "Iuliia Shchukina" - 1},
	    {"Yulia Schukina", "Юлия Щукина", sizeof "Yulia Schukina" - 1},
	    {"Julija Shchukina", "Щукина Юлия Олеговна", sizeof "Julija Shchukina" - 1},
	    {"Yu. Shchukina", "Юлия Щукина", sizeof "Yu. Shchukina" - 1},
	    {"Dmitry Tsoy", "Дмитрий Цой", sizeof "Dmitry Tsoy" - 1},
	    {"Dmitrii Tsoi", "Дмитрий Цой", sizeof "Dmitrii Tsoi" - 1},
	    {"Alexey Zhukov", "Алексей Жуков", sizeof "Alexey Zhukov" - 1},
	    {"Ekaterina Khodorova", "Екатерина Ходорова", sizeof "Ekaterina Khodorova" - 1},
	    {"Yekaterina Hodorova", "Екатерина Ходорова", sizeof "Yekaterina Hodorova" - 1},
	    {"Fyodor Solovyov", "Фёдор Соловьёв", sizeof "Fyodor Solovyov" - 1},
	    {"Anna Belovskaya", "Анна Белова", 0},
	    {"Anton Belov", "Анна Белова", 0},
	    {"Anna", "Анна Белова", 0},
	    {"Анна", "Анна Белова", 0},
	    {"Анна Иванова", "Анна Белова", 0},
	    {"А. Б.", "Анна Белова", 0},
	    {"Беловежская Анна", "Анна Белова", 0},
	    {"белый аннулирован", "Анна Белова", 0},
	    {"Анна", "Анна", 0},
	    {"", "Анна Белова", 0},
	    {"Анна Белова", "", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		if (name_in_text(row[i].text, row[i].name) != row[i].bytes)
			fail_msg("«%s» in «%s»: %zu", row[i].name, row[i].text, name_in_text(row[i].text, row[i].name));
}

static void test_surname(void **state)
{
	static const struct pair row[] = {
	    {"Анна Белова", "белова"},
	    {"Белова Анна", "белова"},
	    {"БЕЛОВА А. П.", "белова"},
	    {"Иванов Иван Петрович", "иванов"},
	    {"Роман Аркадьевич Абрамович", "абрамович"},
	    {"Абрамович Роман Аркадьевич", "абрамович"},
	    {"Ким Олег Ильич", "ким"},
	    {"Борис Лис", "лис"},
	    {"Римская-Корсакова Анна", "римская-корсакова"},
	    {"Фёдор Достоевский", "достоевский"},
	    {"Алиев Али Ахмед оглы", "алиев"},
	    {"Шевченко Тарас", "шевченко"},
	    {"Белова", "белова"},
	    {"John Smith", "smith"},
	    {"Ivanova Anna", "ivanova"},
	    {"Марина", ""},
	    {"Анна", ""},
	    {"Иван Иванович", ""},
	    {"Анна Мария", ""},
	    {"Ирина Галина", ""},
	    {"просто имя", ""},
	    {"", ""},
	    {"—", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct buf buf = {0};
		name_surname_put(&buf, row[i].text);
		assert_string_equal(buf.text ? buf.text : "", row[i].key);
		buf_free(&buf);
	}
}

static void test_surname_in_text(void **state)
{
	static const struct {
		const char *surname, *text, *found;
	} row[] = {
	    {"белова", "Беловой передать", "Беловой"},
	    {"белова", "беловою", "беловою"},
	    {"белова", "БЕЛОВУ,", "БЕЛОВУ"},
	    {"белова", "Беловы", "Беловы"},
	    {"белова", "Белов Антон", ""},
	    {"белова", "Беловка", ""},
	    {"белова", "Белова-Петрова", ""},
	    {"белов", "Белова", "Белова"},
	    {"белов", "Беловым", "Беловым"},
	    {"белов", "Беловой", ""},
	    {"достоевский", "достоевского", "достоевского"},
	    {"достоевская", "Достоевскую", "Достоевскую"},
	    {"шевченко", "Шевченко", "Шевченко"},
	    {"ким", "Кима", "Кима"},
	    {"ким", "Ким", "Ким"},
	    {"лис", "лис", ""},
	    {"лис", "Лису", "Лису"},
	    {"лис", "Лист", ""},
	    {"заяц", "Зайца", ""},
	    {"гусь", "Гуся", "Гуся"},
	    {"ёлкина", "Елкиной", "Елкиной"},
	    {"римская-корсакова", "Римская-Корсакова", "Римская-Корсакова"},
	    {"белова", "Belova called", "Belova"},
	    {"белова", "belova", ""},
	    {"белова", "Belov", ""},
	    {"щукина", "Schukina", "Schukina"},
	    {"ким", "Kim", "Kim"},
	    {"smith", "Smith's", "Smith"},
	    {"smith", "Smithson", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		if (surname_in_text(row[i].text, row[i].surname) != strlen(row[i].found))
			fail_msg("«%s» in «%s»: %zu", row[i].surname, row[i].text,
			    surname_in_text(row[i].text, row[i].surname));
	assert_true(surname_is_of("белова", "Пётр Белов"));
	assert_true(surname_is_of("белов", "А. Белова"));
	assert_true(surname_is_of("достоевская", "Достоевский Ф."));
	assert_false(surname_is_of("белова", "Беловодская Анна"));
	assert_false(surname_is_of("лис", "Алиса"));
}

static void test_key(void **state)
{
	static const struct pair row[] = {
	    {"", ""},
	    {"  ", ""},
	    {"🙂", ""},
	    {"Иван", "иван"},
	    {"Иванов Иван Иванович", "иван иванов"},
	    {"Иван Иванов", "иван иванов"},
	    {"  ИВАНОВ,  ИВАН\t", "иван иванов"},
	    {"Иван Иванович", "иван иванович"}, /* of two words both stay */
	    {"Роман Аркадьевич Абрамович", "абрамович роман"},
	    {"Абрамович Роман Аркадьевич", "абрамович роман"},
	    {"Соловьёва Анна Ильинична", "анна соловьева"},
	    {"Петров Пётр Кузьмич", "петр петров"},
	    {"Петров Пётр Никитич", "петр петров"},
	    {"Алиев Али Ахмед оглы", "али алиев"},
	    {"Иванов И. И.", "и и иванов"},
	    {"Римский-Корсаков Николай Андреевич", "корсаков николай римский"},
	    {"О’Коннор Джон", "джон оконнор"},
	    {"O'Connor, John", "john oconnor"},
	    {"Ivanov Ivan Petrovich", "ivan ivanov"},
	    {"Ivanova Anna Petrovna", "anna ivanova"},
	    {"«Иванов»", "иванов"},
	    {"Иванов Иван, кв. 12", "12 иван иванов кв"},
	};
	(void)state;
	check(name_key_put, row, COUNT(row));
}

static void test_patronymic(void **state)
{
	static const struct pair row[] = {
	    {"Иванов Иван Иванович", "иванович"},
	    {"Соловьёва Анна Ильинична", "ильинична"},
	    {"Иван Иванович", ""},
	    {"Роман Аркадьевич Абрамович", "аркадьевич"},
	    {"Алиев Али Ахмед оглы", "ахмед"},
	    {"Иванов Пётр Иваныч", "иваныч"},
	    {"", ""},
	};
	(void)state;
	check(name_patronymic_put, row, COUNT(row));
}

/* A row of many words is a key like any other. */
static void test_key_long(void **state)
{
	struct buf text = {0}, key = {0};
	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_put(&text, "я ");
	name_key_put(&key, text.text);
	assert_int_equal(key.length, 5000 * 3 - 1);
	buf_free(&text);
	buf_free(&key);
}

static void test_organisation(void **state)
{
	static const struct pair row[] = {
	    {"ООО «Ромашка»", "ромашка"},
	    {"\"Ромашка\", ООО", "ромашка"},
	    {"ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ \"РОМАШКА\"", "ромашка"},
	    {"ПАО Сбербанк", "сбербанк"},
	    {"Публичное акционерное общество «Сбербанк»", "сбербанк"},
	    {"ИП Иванов И.И.", "иванов и и"},
	    {"Acme Ltd.", "acme"},
	    {"ООО", "ооо"},
	    {"Ао Хуэй", "хуэй"},
	    {"Дом ип Сад", "дом ип сад"},
	    {"", ""},
	};
	(void)state;
	check(organisation_key_put, row, COUNT(row));
	static const struct pair same[] = {
	    {"ООО «Ромашка»", "Romashka LLC"},
	    {"Ромашка, АО", "romashka, o.o.o."},
	    {"ООО Щука", "Shchuka Co., Ltd"},
	};
	for (size_t i = 0; i < COUNT(same); i++) {
		struct buf a = {0}, b = {0};
		assert_true(organisation_sound_put(&a, same[i].text));
		assert_true(organisation_sound_put(&b, same[i].key));
		assert_string_equal(a.text, b.text);
		buf_free(&a);
		buf_free(&b);
	}
	struct buf none = {0};
	assert_false(organisation_sound_put(&none, "Ромашка Анна"));
	assert_false(organisation_sound_put(&none, "ООО"));
	assert_int_equal(none.length, 0);
	buf_free(&none);
}

/* Numbers of the tax service's own format; the wrong ones differ by one digit. */
static void test_inn(void **state)
{
	static const struct {
		const char *text;
		int64_t inn;
	} row[] = {
	    {"7707083893", 7707083893},
	    {"7736050003", 7736050003},
	    {"500100732259", 500100732259},
	    {"0105018196", 105018196},
	    {" ИНН: 7707083893 ", 7707083893},
	    {"inn 7707083893", 7707083893},
	    {"'7707083893", 7707083893},
	    {"7707083894", 0},
	    {"500100732250", 0},
	    {"500100732269", 0},
	    {"770708389", 0},
	    {"77070838931", 0},
	    {"7707083893/773601001", 0},
	    {"0000000000", 0},
	    {"000000000000", 0},
	    {"", 0},
	    {"ИНН", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(inn_parse(row[i].text), row[i].inn);
	assert_int_equal(inn_parse(NULL), 0);
}

static void test_letters(void **state)
{
	static const struct pair to_latin[] = {
	    {"Иванов", "ivanov"},
	    {"Щербаков Юрий", "shcherbakov yuriy"},
	    {"Подъячий", "podyachiy"},
	    {"Smith Анна", "smith anna"},
	    {"Їжак", "yizhak"},
	    {"", ""},
	};
	static const struct pair to_cyrillic[] = {
	    {"Ivanov", "иванов"},
	    {"Shcherbakov Yuriy", "щербаков юрий"},
	    {"Khabarova Anna", "хабарова анна"},
	    {"Zhukov Ёж", "жуков еж"},
	    {"", ""},
	};
	(void)state;
	check(name_latin_put, to_latin, COUNT(to_latin));
	check(name_cyrillic_put, to_cyrillic, COUNT(to_cyrillic));
}

/* Each line is one name; the first spelling is as good as any. */
static void test_sound(void **state)
{
	static const char *const same[][5] = {
	    {"Юлия", "Yulia", "Iuliia", "Julija", "Yuliya"},
	    {"Дмитрий", "Dmitry", "Dmitrii", "Dmitriy", "Dmitrij"},
	    {"Алексей", "Alexey", "Aleksei", "Alexej", "Aleksey"},
	    {"Щукин", "Shchukin", "Schukin"},
	    {"Хабарова", "Khabarova", "Habarova"},
	    {"Цой", "Tsoy", "Tsoi", "Coj"},
	    {"Семён", "Semyon", "Semen", "Семен"},
	    {"Наталья", "Natalia", "Natalya", "Natalija", "Наталия"},
	    {"Евгений", "Evgeny", "Yevgeniy", "Evgenii"},
	    {"Филиппов", "Filippov", "Philippov", "Filipov"},
	};
	struct buf first = {0}, other = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		buf_clear(&first);
		name_sound_put(&first, same[i][0]);
		for (int j = 1; j < 5 && same[i][j] != NULL; j++) {
			buf_clear(&other);
			name_sound_put(&other, same[i][j]);
			assert_string_equal(other.text, first.text);
		}
	}
	buf_clear(&other);
	name_sound_put(&other, "Иванов");
	buf_clear(&first);
	name_sound_put(&first, "Петров");
	assert_string_not_equal(other.text, first.text);
	buf_free(&first);
	buf_free(&other);
}

static void test_keyboard(void **state)
{
	static const struct {
		const char *typed, *meant; /* NULL: nothing to swap */
	} row[] = {
	    {"bdfyjd", "иванов"},
	    {"Gtnhjd", "петров"},
	    {"шмфтщм", "ivanov"},
	    {"'kbyf .hmtdyf", "элина юрьевна"},
	    {"`;brjd", "ежиков"},
	    {"123", NULL},
	    {"", NULL},
	};
	struct buf buf = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		buf_clear(&buf);
		assert_int_equal(name_keyboard_swap_put(&buf, row[i].typed), row[i].meant != NULL);
		assert_string_equal(buf.text != NULL ? buf.text : "", row[i].meant != NULL ? row[i].meant : "");
	}
	buf_free(&buf);
}

/* The first three are Winkler's own examples. */
static void test_jaro_winkler(void **state)
{
	static const struct {
		const char *a, *b;
		double like;
	} row[] = {
	    {"martha", "marhta", 0.961111},
	    {"dwayne", "duane", 0.84},
	    {"dixon", "dicksonx", 0.813333},
	    {"", "", 1},
	    {"", "иван", 0},
	    {"я", "я", 1},
	    {"я", "ю", 0},
	    {"иванов", "иванов", 1},
	    {"иван иванов", "иван иваноф", 0.963636},
	    {"abc", "xyz", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		double ab = name_jaro_winkler(row[i].a, row[i].b), ba = name_jaro_winkler(row[i].b, row[i].a);
		if (fabs(ab - row[i].like) > 0.000001 || fabs(ba - ab) > 1e-12)
			fail_msg("%s, %s: %.9f and %.9f instead of %.9f", row[i].a, row[i].b, ab, ba, row[i].like);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_surname),
	    cmocka_unit_test(test_surname_in_text),
	    cmocka_unit_test(test_key),
	    cmocka_unit_test(test_patronymic),
	    cmocka_unit_test(test_in_text),
	    cmocka_unit_test(test_key_long),
	    cmocka_unit_test(test_organisation),
	    cmocka_unit_test(test_inn),
	    cmocka_unit_test(test_letters),
	    cmocka_unit_test(test_sound),
	    cmocka_unit_test(test_keyboard),
	    cmocka_unit_test(test_jaro_winkler),
	};

	return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
