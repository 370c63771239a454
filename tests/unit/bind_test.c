#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "base/core/buf.h"
#include "rows/columns/bind.h"

static struct why why;

static const struct column lead[] = {{.name = "at"}, {.name = "name", .any = true}, {.name = "phone", .any = true},
    {.name = "email", .any = true}, {.name = "company"}, {.name = "source"}, {.name = "campaign"}, {.name = "amount"},
    {.name = "comment"}, {.name = "manager"}, {.name = "stage"}, {.name = "ext_id", .any = true}, {0}};
static const struct column lose[] = {
    {.name = "lead", .required = true}, {.name = "reason", .required = true}, {.name = "note"}, {0}};

static char folder[] = "/tmp/crm-bind-test-XXXXXX";

static const char *put(const char *name, const char *text)
{
	static char path[128];
	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	return path;
}

static void drop(const char *name)
{
	char path[128];
	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	assert_int_equal(unlink(path), 0);
}

static int setup(void **state)
{
	(void)state;
	return mkdtemp(folder) == NULL;
}

static int teardown(void **state)
{
	(void)state;
	return rmdir(folder);
}

/* "*ours|attribute|1~piece|…" or the error: the input's columns in order, ours marked by a star. */
static const char *const use[] = {[USE_NONE] = "",
    [USE_FIRST] = "1~",
    [USE_MIDDLE] = "2~",
    [USE_LAST] = "3~",
    [USE_SPARE] = "spare~",
    [USE_MAYBE] = "maybe~"};

static char *bound(const char *header, const struct column *columns, const struct synonyms *synonyms)
{
	struct buf out = {0};
	struct arena arena = {0};
	struct binding binding;
	const char *cell[32];
	int n = 0;
	char *copy = strdup(header), *rest = copy;
	assert_non_null(copy);
	while (rest != NULL)
		cell[n++] = strsep(&rest, "|");
	enum status status = bind_header(&binding, cell, n, columns, synonyms, &arena, &why);
	if (status == CRM_OK) {
		assert_int_equal(binding.n, n);
		for (int i = 0; i < n; i++) {
			buf_format(&out, "%s%s%s%s", i ? "|" : "", binding.ours[i] >= 0 ? "*" : "", use[binding.use[i]],
			    binding.name[i]);
			assert_true((binding.use[i] == USE_NONE) == (binding.of[i] == -1));
			if (binding.ours[i] >= 0)
				assert_string_equal(columns[binding.ours[i]].name, binding.name[i]);
		}
	} else {
		buf_format(&out, "!%d %s", status, why.text);
	}
	arena_free(&arena);
	free(copy);
	assert_false(out.failed);
	return out.text;
}

struct example {
	const char *header, *expected;
	const struct column *columns;
};

static void check(const struct example *example, size_t n, const struct synonyms *synonyms)
{
	for (size_t i = 0; i < n; i++) {
		char *text = bound(example[i].header, example[i].columns ? example[i].columns : lead, synonyms);
		assert_string_equal(text, example[i].expected);
		free(text);
	}
}

static void test_names(void **state)
{
	static const struct example examples[] = {
	    {.header = "name|phone", .expected = "*name|*phone"},
	    {.header = " NAME |Pho-ne|ext id|EXT.ID", .expected = "*name|*phone|*ext_id|EXT.ID"},
	    {.header = "name|name|name|Name", .expected = "*name|spare~name 2|spare~name 3|spare~Name"},
	    {.header = "name|x|x|x 2|x", .expected = "*name|x|x 2|x 2 2|x 3"},
	    {.header = "name||\xC2\xA0 |\xC2\xA0x y\xC2\xA0", .expected = "*name|column 2|column 3|x y"},
	    {.header = "phone|phone|email|phone", .expected = "*phone|*phone|*email|*phone"},
	    {.header = "Имя|Телефон", .expected = "!5 none of the columns name, phone, email, ext_id"},
	    {.header = "reason|lead", .expected = "*reason|*lead", .columns = lose},
	    {.header = "reason|laed|x", .expected = "!5 no column «lead»: is «laed» meant?", .columns = lose},
	    {.header = "lead|x", .expected = "!5 no column «reason»", .columns = lose},
	};
	(void)state;
	check(examples, sizeof examples / sizeof examples[0], NULL);
}

static void test_synonyms(void **state)
{
	static const struct example examples[] = {
	    {.header = "Имя|Фамилия|ФИО|Телефон", .expected = "spare~Имя|spare~Фамилия|*name|*phone"},
	    {.header = "Имя|Фамилия|тел.", .expected = "spare~Имя|*name|*phone"},
	    {.header = "ФИО|name|Мобильный  телефон|phone", .expected = "spare~ФИО|*name|*phone|*phone"},
	    {.header = "name|Съёмка", .expected = "*name|*comment"},
	    {.header = "name|Съемка", .expected = "*name|*comment"},
	    {.header = "name|E-mail владельца|e_mail", .expected = "*name|E-mail владельца|*email"},
	    {.header = "name|Этап|Сумма, руб", .expected = "*name|Этап|*amount"},
	    {.header = "name|Причина", .expected = "*name|Причина"},
	    {.header = "Лид|Причина", .expected = "*lead|*reason", .columns = lose},
	    {.header = "name|Дважды", .expected = "*name|*source"},
	};
	struct synonyms *synonyms;
	(void)state;
	put("a.csv", "ours,theirs\ncampaign,Дважды\nname,ФИО\nname,Фамилия\nname,Имя\nphone,Тел\nphone,Телефон\nphone,"
	             "Мобильный телефон\n");
	put("b.csv", "theirs;ours\nДважды;source\nСъёмка;comment\nE-mail владельца;\n\"Сумма, "
	             "руб\";amount\nПричина;reason\nЛид;lead\n");
	put("c.txt", "not,read\n");
	assert_int_equal(synonyms_open(&synonyms, folder, NULL, &why), CRM_OK);
	check(examples, sizeof examples / sizeof examples[0], synonyms);
	synonyms_free(synonyms);
	drop("a.csv");
	drop("b.csv");
	drop("c.txt");
}

static void test_map(void **state)
{
	static const struct example examples[] = {
	    {.header = "ФИО|name", .expected = "*name|name 2"},
	    {.header = "Кто|ФИО|name", .expected = "*name|spare~ФИО|name 2"},
	    {.header = "Телефон|ФИО", .expected = "Телефон|*name"},
	    {.header = "ФИО|Дело", .expected = "*name|Дело"},
	};
	struct synonyms *synonyms;
	char *text;
	(void)state;
	put("a.csv", "ours,theirs\nname,ФИО\nphone,Телефон\nreason,Причина\n");
	const char *map = put("map", "from,to\nname,\nКто,NAME\nТелефон,\nДело,reason\nБеда,pohne\nПечаль,zzz\n");
	assert_int_equal(synonyms_open(&synonyms, folder, map, &why), CRM_OK);
	check(examples, sizeof examples / sizeof examples[0], synonyms);
	text = bound("ФИО|Беда", lead, synonyms);
	assert_string_equal(text, "!4 the map leads to «pohne»: is «phone» meant?");
	free(text);
	text = bound("ФИО|Печаль", lead, synonyms);
	assert_string_equal(text, "!4 the map leads to «zzz»: there is no such column");
	free(text);
	synonyms_free(synonyms);
	drop("map");
	drop("a.csv");
}

static void test_broken_files(void **state)
{
	struct synonyms *synonyms;
	char expected[256];
	(void)state;
	assert_int_equal(synonyms_open(&synonyms, "/no/such/folder", NULL, &why), CRM_CONFIG);
	assert_null(synonyms);
	assert_string_equal(why.text, "/no/such/folder: No such file or directory");
	assert_int_equal(synonyms_open(&synonyms, NULL, "/no/such/map", &why), CRM_NOINPUT);
	put("a.csv", "our,theirs\nname,x\n");
	assert_int_equal(synonyms_open(&synonyms, folder, NULL, &why), CRM_CONFIG);
	(void)snprintf(expected, sizeof expected, "%s/a.csv: no column «ours»: is «our» meant?", folder);
	assert_string_equal(why.text, expected);
	put("a.csv", "ours,theirs\nname\n");
	assert_int_equal(synonyms_open(&synonyms, folder, NULL, &why), CRM_CONFIG);
	(void)snprintf(expected, sizeof expected, "%s/a.csv: row 1 (line 2): 1 cells instead of 2", folder);
	assert_string_equal(why.text, expected);
	drop("a.csv");
}

/* A name in pieces, what stands in when the better column is empty, and words that may be ours. */
static void test_uses(void **state)
{
	static const struct example examples[] = {
	    {.header = "Имя|Фамилия", .expected = "1~Имя|3~Фамилия"},
	    {.header = "Отчество|Имя|Фамилия|Surname", .expected = "2~Отчество|1~Имя|Фамилия|3~Surname"},
	    {.header = "Имя|name", .expected = "1~Имя|*name"},
	    {.header = "Имя|x", .expected = "!5 no column «lead»", .columns = lose},
	    {.header = "UTM|Источник|phone", .expected = "spare~UTM|*source|*phone"},
	    {.header = "Стадия|Статус|phone", .expected = "maybe~Стадия|maybe~Статус|*phone"},
	    {.header = "Стадия|stage|phone", .expected = "maybe~Стадия|*stage|*phone"},
	    {.header = "Стадия|lead|reason", .expected = "Стадия|*lead|*reason", .columns = lose},
	};
	struct synonyms *synonyms;
	(void)state;
	put("a.csv", "ours,theirs\nname.last,Surname\nname.last,Фамилия\nname.first,Имя\nname.middle,Отчество\n"
	             "source,Источник\nsource,UTM\nstage?,Стадия\nstage?,Статус\n");
	assert_int_equal(synonyms_open(&synonyms, folder, NULL, &why), CRM_OK);
	check(examples, sizeof examples / sizeof examples[0], synonyms);
	synonyms_free(synonyms);
	drop("a.csv");
}

/* The columns of real exports by the words that are shipped. */
static void test_shipped(void **state)
{
	static const struct example examples[] = {
	    {.header = "LEADID|Last Name|Company|Lead Owner|Email|Mobile|Website|Lead Source|Lead Status|Created Time",
	        .expected = "*ext_id|3~Last Name|*company|maybe~Lead Owner|*email|*phone|Website|*source|maybe~Lead "
	                    "Status|*at"},
	    {.header = "ID|Название сделки|Бюджет |Ответственный|Дата создания сделки|Полное имя контакта|Компания "
	               "контакта|"
	               "Ответственный за контакт|Компания|Рабочий телефон|Мобильный телефон|Рабочий "
	               "email|Источник|utm_source|Этап сделки|Источник",
	        .expected = "*ext_id|Название сделки|*amount|maybe~Ответственный|*at|*name|*company|Ответственный за "
	                    "контакт|Компания|"
	                    "*phone|*phone|*email|*source|spare~utm_source|maybe~Этап сделки|spare~Источник"},
	    {.header = "ID|Название лида|Обращение|Имя|Фамилия|Отчество|Имя, Фамилия|Рабочий телефон|Мобильный "
	               "телефон|Номер факса|"
	               "Рабочий e-mail|Название компании|Комментарий|Стадия|Цена|Возможная "
	               "сумма|Источник|Ответственный|Источник телефона|Дополнительно об источнике",
	        .expected = "*ext_id|Название лида|Обращение|1~Имя|3~Фамилия|2~Отчество|*name|*phone|*phone|Номер "
	                    "факса|*email|*company|"
	                    "*comment|maybe~Стадия|Цена|*amount|*source|maybe~Ответственный|Источник "
	                    "телефона|Дополнительно об источнике"},
	    {.header = "Название сделки|Стадия сделки|Контакт: ID|Контакт: Имя|Контакт: Фамилия|Контакт: Мобильный "
	               "телефон|Компания: Рабочий телефон",
	        .expected = "Название сделки|maybe~Стадия сделки|Контакт: ID|1~Контакт: Имя|3~Контакт: Фамилия|*phone|"
	                    "Компания: Рабочий телефон"},
	    {.header = "Record ID|First Name|Last Name|Email|Phone Number|Contact owner|Lead Status|Original "
	               "Source|Create Date",
	        .expected =
	            "*ext_id|1~First Name|3~Last Name|*email|*phone|maybe~Contact owner|maybe~Lead Status|*source|*at"},
	    {.header = "Lead ID|First Name|Last Name|Email|Phone|Other Phone|Lead Owner|Company / "
	               "Account|Description|Created By|Lead Source|Email Opt Out",
	        .expected =
	            "*ext_id|1~First Name|3~Last Name|*email|*phone|*phone|maybe~Lead Owner|*company|*comment|Created "
	            "By|*source|Email Opt Out"},
	    {.header = "Deal - ID|Deal - Title|Deal - Owner|Deal - Value|Deal - Organization|Deal - Contact "
	               "person|Deal - Deal created|Deal - Update time",
	        .expected = "*ext_id|Deal - Title|maybe~Deal - Owner|*amount|*company|*name|*at|Deal - Update time"},
	    {.header = "Person - Name*|Person - First name|Person - Last name|Person - Phone|Person - Email "
	               "(Work)|Deal - Value",
	        .expected = "*name|1~Person - First name|3~Person - Last name|*phone|*email|*amount"},
	    {.header = "ФИО|Телефон|Эл. почта|Источник|Дата обращения|Комментарий|ФИО менеджера|Account Owner Email",
	        .expected = "*name|*phone|*email|*source|*at|*comment|maybe~ФИО менеджера|Account Owner Email"},
	    {.header =
	            "id|created_time|ad_id|ad_name|campaign_id|campaign_name|form_name|is_organic|platform|full_name|"
	            "phone_number|email|when_to_call?",
	        .expected =
	            "*ext_id|*at|ad_id|ad_name|campaign_id|*campaign|form_name|is_organic|*source|*name|*phone|*email|"
	            "when_to_call?"},
	    {.header = "ID|Lead title|Sale|Responsible user|Lead created at|Contact full name|Responsible for "
	               "contact|Work "
	               "direct phone",
	        .expected =
	            "*ext_id|Lead title|*amount|maybe~Responsible user|*at|*name|Responsible for contact|*phone"},
	};
	struct synonyms *synonyms;
	(void)state;
	if (access("share/columns", R_OK) != 0)
		skip();
	assert_int_equal(synonyms_open(&synonyms, "share/columns", NULL, &why), CRM_OK);
	check(examples, sizeof examples / sizeof examples[0], synonyms);
	synonyms_free(synonyms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_synonyms),
	    cmocka_unit_test(test_map),
	    cmocka_unit_test(test_broken_files),
	    cmocka_unit_test(test_uses),
	    cmocka_unit_test(test_shipped),
	};
	return cmocka_run_group_tests_name("bind", tests, setup, teardown);
}
