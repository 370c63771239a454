#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "base/text/pattern.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static enum pattern_answer match(struct pattern *pattern, const struct buf *folded)
{
	struct pattern_budget budget = {.left = 1000 * PATTERN_MS};

	return pattern_match(pattern, folded->text, folded->length, &budget);
}

static enum pattern_answer ask(const char *text, const char *subject, bool jit)
{
	struct pattern *pattern;
	struct buf folded = {0};
	struct why why;

	if (pattern_new(&pattern, text, jit, &why) != CRM_OK)
		fail_msg("%s", why.text);
	casefold_put(&folded, subject);
	enum pattern_answer answer = match(pattern, &folded);
	buf_free(&folded);
	pattern_free(pattern);
	return answer;
}

static void test_match(void **state)
{
	static const struct {
		const char *pattern, *subject;
		enum pattern_answer answer;
	} row[] = {
	    {"дольщик", "Я ваш ДОЛЬЩИК", PATTERN_YES},
	    {"ДОЛЬЩИК", "дольщик", PATTERN_YES},
	    {"дольщик", "покупатель", PATTERN_NO},
	    {"Ё[лЛ]ка", "елка", PATTERN_YES},
	    {"елка", "ЁЛКА", PATTERN_YES},
	    {"", "", PATTERN_YES},
	    {"", "x", PATTERN_YES},
	    {"^$", "", PATTERN_YES},
	    {"х", "", PATTERN_NO},
	    /* escapes keep their case */
	    {"^\\W$", "!", PATTERN_YES},
	    {"^\\W$", "ж", PATTERN_NO},
	    {"^\\w+$", "Жук", PATTERN_YES},
	    {"^\\D+$", "abc", PATTERN_YES},
	    {"^\\S+$", "a b", PATTERN_NO},
	    {"\\bдом\\b", "Мой ДОМ!", PATTERN_YES},
	    {"\\bдом\\b", "домик", PATTERN_NO},
	    {"о\\Bм", "дом", PATTERN_YES},
	    {"^\\P{L}+$", "123", PATTERN_YES},
	    {"^\\p{L}+$", "Жук", PATTERN_YES},
	    {"^\\p{Cyrillic}+$", "Жук", PATTERN_YES},
	    {"^\\pL+$", "Жук", PATTERN_YES},
	    {"^\\PL+$", "Жук", PATTERN_NO},
	    {"^\\X$", "x", PATTERN_YES},
	    {"\\Aa\\Z", "A", PATTERN_YES},
	    {"^\\x{436}$", "ж", PATTERN_YES},
	    {"^\\x41?\\x61$", "a", PATTERN_YES},
	    {"^\\N{U+0436}\\o{141}\\N$", "жaж", PATTERN_YES},
	    {"\\QA.B\\E", "a.b", PATTERN_YES},
	    {"\\QA.B\\E", "axb", PATTERN_NO},
	    {"\\Q\\W\\EB", "\\wb", PATTERN_YES},
	    {"\\Q[A", "[a", PATTERN_YES},
	    {"\\Ё\\.", "ё.", PATTERN_YES},
	    {"a\\(?B", "AB", PATTERN_YES},
	    /* classes */
	    {"^[А-ЯЁ]+$", "Ёж", PATTERN_YES},
	    {"^[А-Я]+$", "abc", PATTERN_NO},
	    {"^[^А-Я]+$", "abc", PATTERN_YES},
	    {"^[^А-Я]+$", "жук", PATTERN_NO},
	    {"^[Ё-Я]+$", "абвя", PATTERN_YES},
	    {"^[а-ё]+$", "щ", PATTERN_YES},
	    {"^[A-Z]+$", "Abc", PATTERN_YES},
	    {"^[A-Z]+$", "ab1", PATTERN_NO},
	    {"^[\\W]$", "!", PATTERN_YES},
	    {"^[^\\W]$", "Я", PATTERN_YES},
	    {"^[[:alpha:]Ж]+$", "xЖ", PATTERN_YES},
	    {"^[]A]+$", "a]", PATTERN_YES},
	    {"^[^]A]+$", "b", PATTERN_YES},
	    {"^[(?C]+$", "(?c", PATTERN_YES},
	    {"^[A\\]B]+$", "a]b", PATTERN_YES},
	    {"^[A-]+$", "a-", PATTERN_YES},
	    {"^[\\Q]A\\E]+$", "]a", PATTERN_YES},
	    {"^[a\u00a0]+$", "a a", PATTERN_YES},
	    /* groups */
	    {"(?<Имя>Ж+)-\\k<Имя>", "жж-жж", PATTERN_YES},
	    {"(?'Name'a)\\k'Name'", "aa", PATTERN_YES},
	    {"(?P<Name>A)(?P=Name)", "aa", PATTERN_YES},
	    {"(?P<Name>A)(?P>Name)", "aa", PATTERN_YES},
	    {"(?<Name>A)(?&Name)\\g{Name}", "aaa", PATTERN_YES},
	    {"(?<Name>A)?(?(<Name>)B|C)", "ab", PATTERN_YES},
	    {"^(?<Name>A)?(?(Name)B|C)$", "c", PATTERN_YES},
	    {"(?(?=A)AB|C)", "ab", PATTERN_YES},
	    {"(?(DEFINE)(?<Q>B))A(?&Q)", "ab", PATTERN_YES},
	    {"(?:A|Б)", "б", PATTERN_YES},
	    {"(?i:A)(?U)B+(?-U)", "ab", PATTERN_YES},
	    {"(?>A)B(?=C)(?!D)(?<=B)(?<!A)C", "abc", PATTERN_YES},
	    {"(?|(A)|(B))", "b", PATTERN_YES},
	    {"A(?#Ж (A)B", "ab", PATTERN_YES},
	    {"^(A(?1)?B)$", "aabb", PATTERN_YES},
	    {"^(A(?R)?B)", "ab", PATTERN_YES},
	    {"(*UCP)A", "a", PATTERN_YES},
	    {"(*positive_lookahead:A)A", "a", PATTERN_YES},
	    {"A(*COMMIT)B", "ab", PATTERN_YES},
	    {"A{1,2}B", "aab", PATTERN_YES},
	    {"\\Ga", "ab", PATTERN_YES},
	    {"\\Gb", "ab", PATTERN_NO},
	    {"(*CHARS=2)B", "ab", PATTERN_YES},
	    {"(*CHARS=1)B", "ab", PATTERN_NO},
	    {"(*CHARS=1)A$", "ab", PATTERN_NO},
	    {"(*CHARS=2)(*UCP)Ж$", "ёж", PATTERN_YES},
	    /* a subject with broken bytes folds to U+FFFD */
	    {"a.b",
	        "a\xff"
	        "b",
	        PATTERN_YES},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		for (int jit = 0; jit < 2; jit++)
			if (ask(row[i].pattern, row[i].subject, jit == 1) != row[i].answer)
				fail_msg("«%s» on «%s», jit %d", row[i].pattern, row[i].subject, jit);
	}
}

/* Broken bytes come through casefold_put, which leaves none: after that nothing is checked for every rule again. */
static void test_broken_subject(void **state)
{
	static const char *const subject[] = {"\xff\xd0 Дом \xed\xa0\x80", "\xff\xd0 ", "\xff\xff", ""};
	static const enum pattern_answer answer[] = {PATTERN_YES, PATTERN_NO, PATTERN_NO, PATTERN_NO};

	(void)state;
	for (int jit = 0; jit < 2; jit++)
		for (size_t i = 0; i < COUNT(subject); i++)
			assert_int_equal(ask("дом", subject[i], jit == 1), answer[i]);
	pattern_free(NULL);
}

static void test_refuse(void **state)
{
	static const struct {
		const char *pattern, *why;
	} row[] = {
	    {"(дом", "pattern «(дом»: character 5: "},
	    {"Ж[", "pattern «Ж[»: character 3: "},
	    {"дом)", "pattern «дом)»: character 4: "},
	    {"*", "pattern «*»: character "},
	    {"[Я-А]", "pattern «[Я-А]»: character "},
	    {"[[:ALPHA:]]", "pattern «[[:ALPHA:]]»: character "},
	    {"a\\", "pattern «a\\»: character "},
	    {"\\Cx", "pattern «\\Cx»: character "},
	    {"[x\\C]", "pattern «[x\\C]»: character "},
	    {"a(?C)b", "pattern «a(?C)b»: callouts"},
	    {"a(?C1)b", "pattern «a(?C1)b»: callouts"},
	    {"a(?C'text')b", "pattern «a(?C'text')b»: callouts"},
	    {"(?(?C9)(?=a)b|c)", "pattern «(?(?C9)(?=a)b|c)»: callouts"},
	    {"(?<Name", "pattern «(?<Name»: character "},
	    {"(?P<", "pattern «(?P<»: character "},
	    {"(?", "pattern «(?»: character "},
	    {"(*", "pattern «(*»: character "},
	    {"\\p{", "pattern «\\p{»: character "},
	    {"\\k<", "pattern «\\k<»: character "},
	    {"\\c", "pattern «\\c»: character "},
	    {"\\p", "pattern «\\p»: character "},
	    {"(?(", "pattern «(?(»: character "},
	    {"[a-", "pattern «[a-»: character "},
	    {"[[:a", "pattern «[[:a»: character "},
	    {"\\1(a", "pattern «\\1(a»: character "},
	    {"(*CHARS=)x", "pattern «(*CHARS=)x»: how many characters?"},
	    {"(*CHARS=0)x", "pattern «(*CHARS=0)x»: how many characters?"},
	    {"(*CHARS=100", "pattern «(*CHARS=100»: how many characters?"},
	    {"(*CHARS=1000000000)x", "pattern «(*CHARS=1000000000)x»: how many characters?"},
	    {"(*CHARS=90)Ж[", "pattern «(*CHARS=90)Ж[»: character 14: "},
	    {"\xff", "pattern is not UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct pattern *pattern;
		struct why why;
		if (pattern_new(&pattern, row[i].pattern, true, &why) != CRM_CONFIG || pattern != NULL ||
		    strncmp(why.text, row[i].why, strlen(row[i].why)) != 0)
			fail_msg("«%s»: %s", row[i].pattern, pattern != NULL ? "accepted" : why.text);
	}
}

/* Patterns that would run for years are given up; the answer is not "no". */
static void test_hostile(void **state)
{
	static const struct {
		const char *pattern, *unit;
	} row[] = {
	    {"^(a+)+$", "a"},
	    {"^(a|aa)+$", "a"},
	    {"^(\\w+\\s?)*$", "ж"},
	    {"(*LIMIT_MATCH=4000000000)^(a+)+$", "a"},
	};
	struct buf subject = {0};
	struct pattern *pattern;
	struct why why;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		buf_clear(&subject);
		for (int n = 0; n < 40; n++)
			buf_put(&subject, row[i].unit);
		buf_put(&subject, "!");
		for (int jit = 0; jit < 2; jit++) {
			assert_int_equal(pattern_new(&pattern, row[i].pattern, jit == 1, &why), CRM_OK);
			enum pattern_answer answer = match(pattern, &subject);
			if (answer != PATTERN_GAVE_UP)
				fail_msg("«%s» jit %d: %d", row[i].pattern, jit, (int)answer);
			pattern_free(pattern);
		}
	}
	buf_free(&subject);
}

/* Deep recursion and long texts: whatever the answer, it comes and nothing breaks. */
static void test_long(void **state)
{
	static const char *const patterns[] = {"(a(?1)?b)+", "((a|b)*)*c", "^(?:a|b|ab)*$", "a*b*c*", "(?s).*z"};
	static const char *const units[] = {
	    "(", "[", "a|", "\\Q", "(?:a", "[a-я]", "x{1000}", "\\", "(?<N>", "[[:", "[\x01-\xd7\xbf]"};
	struct buf text = {0};
	struct pattern *pattern;
	struct why why;

	(void)state;
	for (int n = 0; n < 200000; n++)
		buf_char(&text, "ab"[n % 2]);
	for (size_t i = 0; i < COUNT(patterns); i++)
		for (int jit = 0; jit < 2; jit++) {
			assert_int_equal(pattern_new(&pattern, patterns[i], jit == 1, &why), CRM_OK);
			assert_in_range(match(pattern, &text), PATTERN_NO, PATTERN_LATE);
			pattern_free(pattern);
		}
	for (size_t i = 0; i < COUNT(units); i++) {
		buf_clear(&text);
		while (text.length < 16000)
			buf_put(&text, units[i]);
		if (pattern_new(&pattern, text.text, true, &why) == CRM_OK)
			pattern_free(pattern);
		else
			assert_int_equal(why.status, CRM_CONFIG);
	}
	while (text.length < 20000)
		buf_put(&text, "ж");
	assert_int_equal(pattern_new(&pattern, text.text, false, &why), CRM_CONFIG);
	assert_true(utf8_valid(why.text, strlen(why.text)));
	buf_free(&text);
}

static void fill(struct buf *text, const char *unit, size_t n)
{
	buf_clear(text);
	while (n-- > 0)
		buf_put(text, unit);
}

/* A long text is searched in slices: what is found, and where a text begins and ends, is as if it were searched in one.
 */
static void test_slices(void **state)
{
	static const struct {
		const char *pattern;
		bool first, middle, last; /* is «, дом,» found there? */
	} row[] = {
	    {"дом", true, true, true},
	    {"(?<=, )дом(?=,)", true, true, true},
	    {"\\bдом\\b", true, true, true},
	    {"^, дом", true, false, false},
	    {"\\A, дом", true, false, false},
	    {"\\G, дом", true, false, false},
	    {"дом,$", false, false, true},
	    {"дом,\\z", false, false, true},
	    {"дом,ж", true, true, false},
	    {"ж, дом", false, true, true},
	    {"ж(*COMMIT)(*FAIL)|дом", true, false, false},
	    {"ж+(*SKIP)(*FAIL)|дом", true, true, true},
	    {"(?>ж*), дом", true, true, true},
	};
	struct buf text = {0}, rest = {0};
	struct pattern *pattern;
	struct why why;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		for (int jit = 0; jit < 2; jit++)
			for (size_t at = 0; at <= 1500; at += at < 400 ? 1 : 100) {
				bool first = at == 0, last = at == 1500;
				fill(&text, "ж", at);
				fill(&rest, "ж", 1500 - at);
				buf_put(&text, ", дом,");
				buf_put(&text, rest.text);
				assert_int_equal(pattern_new(&pattern, row[i].pattern, jit == 1, &why), CRM_OK);
				bool found = first ? row[i].first : last ? row[i].last : row[i].middle;
				if (match(pattern, &text) != (found ? PATTERN_YES : PATTERN_NO))
					fail_msg("«%s» at %zu, jit %d", row[i].pattern, at, jit);
				pattern_free(pattern);
			}
	buf_free(&text);
	buf_free(&rest);
}

/* The first 8000 characters, whatever they take in bytes, unless the pattern says otherwise. */
static void test_first_characters(void **state)
{
	static const struct {
		const char *pattern, *unit;
		size_t before;
		enum pattern_answer answer;
	} row[] = {
	    {"спам", "ж", 7996, PATTERN_YES},
	    {"спам", "ж", 7997, PATTERN_NO},
	    {"спам", "a", 7997, PATTERN_NO},
	    {"спам$", "ж", 7996, PATTERN_NO}, /* something follows */
	    {"ж$", "ж", 8000, PATTERN_NO},
	    {"(*CHARS=60000)спам", "ж", 50000, PATTERN_YES},
	    {"(*CHARS=60000)спам", "ж", 60000, PATTERN_NO},
	    {"(*CHARS=60000)спам!$", "😀", 50000, PATTERN_YES},
	    {"(*CHARS=10)спам", "ж", 6, PATTERN_YES},
	    {"(*CHARS=10)спам", "ж", 7, PATTERN_NO},
	};
	struct buf text = {0};
	struct pattern *pattern;
	struct why why;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		for (int jit = 0; jit < 2; jit++) {
			fill(&text, row[i].unit, row[i].before);
			buf_put(&text, "спам!");
			assert_int_equal(pattern_new(&pattern, row[i].pattern, jit == 1, &why), CRM_OK);
			if (match(pattern, &text) != row[i].answer)
				fail_msg("«%s» after %zu, jit %d", row[i].pattern, row[i].before, jit);
			pattern_free(pattern);
		}
	buf_free(&text);
}

/* Without time a short text is judged all the same, and a long one is not. A pattern takes half of what there is at
   most: what one is late with, another may find. */
/* A callout of ours stands before each look ahead: it changes no answer, wherever the look ahead stands. */
static void test_look_ahead(void **state)
{
	static const struct {
		const char *pattern, *subject;
		enum pattern_answer answer;
	} row[] = {
	    {"^(?=.*займ)(?=.*карт)", "Карта и займ", PATTERN_YES},
	    {"^(?=.*займ)(?=.*карт)", "карта", PATTERN_NO},
	    {"^(?:(?!спам).)*$", "просто текст", PATTERN_YES},
	    {"^(?:(?!спам).)*$", "и СПАМ тут", PATTERN_NO},
	    {"^(?(?=а)аб|вг)$", "аб", PATTERN_YES},
	    {"^(?(?=а)аб|вг)$", "вг", PATTERN_YES},
	    {"^(?(?!а)вг|аб)$", "аг", PATTERN_NO},
	    {"^(?(*pla:а)аб|вг)$", "вг", PATTERN_YES},
	    {"^(*positive_lookahead:.*я)(*nla:.*ю)", "моя", PATTERN_YES},
	    {"^(*positive_lookahead:.*я)(*nla:.*ю)", "мою я", PATTERN_NO},
	    {"(?=(а))\\1б", "аб", PATTERN_YES},
	    {"(?<=а)(?=б)(?<!в)б", "аб", PATTERN_YES},
	    {"(?:(?=а)|б)+?в", "бв", PATTERN_YES},
	    {"[(?=]", "(", PATTERN_YES},
	    {"\\(?=х", "=х", PATTERN_YES},
	    {"\\Q(?=х\\E", "(?=х", PATTERN_YES},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		for (int jit = 0; jit < 2; jit++)
			if (ask(row[i].pattern, row[i].subject, jit) != row[i].answer)
				fail_msg("«%s» on «%s»", row[i].pattern, row[i].subject);
}

/* From one place a look ahead in a loop goes to the end of the text thousands of times: the clock is looked at between,
   and what it took is taken off. */
static void test_look_ahead_budget(void **state)
{
	static const char *const patterns[] = {
	    "^(?:(?!.*spam).)*$", "^(?:(*nla:.*spam).)*$", "^(?:(?(?=.*spam)q|.))*$", "(?:(?=.*я.*ю).)+$"};
	struct buf text = {0};
	struct pattern *pattern;
	struct why why;

	(void)state;
	for (int i = 0; i < 7000; i++)
		buf_put(&text, "я");
	for (size_t i = 0; i < COUNT(patterns); i++) {
		struct pattern_budget budget = {.left = 2 * PATTERN_MS};
		assert_int_equal(pattern_new(&pattern, patterns[i], true, &why), CRM_OK);
		enum pattern_answer answer = pattern_match(pattern, text.text, text.length, &budget);
		assert_in_range(answer, PATTERN_GAVE_UP, PATTERN_LATE);
		if (answer == PATTERN_LATE)
			assert_true(budget.left <= PATTERN_MS);
		pattern_free(pattern);
	}
	buf_free(&text);
}

static void test_budget(void **state)
{
	static const char *const patterns[] = {"a+$", "\\w+$", "(?=\\w)\\w+$", "(?:a|b)*\\d", "ж|ё"};
	struct buf text = {0};
	struct pattern *pattern;
	struct why why;

	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++)
		for (int jit = 0; jit < 2; jit++) {
			struct pattern_budget none = {0}, little = {.left = 1000};
			assert_int_equal(pattern_new(&pattern, patterns[i], jit == 1, &why), CRM_OK);
			fill(&text, "a", 500);
			buf_put(&text, "!");
			assert_int_equal(pattern_match(pattern, text.text, text.length, &none), PATTERN_NO);
			fill(&text, "a", 5000);
			buf_put(&text, "!");
			assert_int_equal(pattern_match(pattern, text.text, text.length, &none), PATTERN_LATE);
			assert_int_equal(pattern_match(pattern, text.text, text.length, &little), PATTERN_LATE);
			assert_true(little.left <= 500);
			fill(&text, "a", 20);
			assert_int_equal(
			    pattern_match(pattern, text.text, text.length, &little), i < 3 ? PATTERN_YES : PATTERN_NO);
			pattern_free(pattern);
		}
	buf_free(&text);
}

/* What is slow is told by counting, the same on every machine; and by which text. */
static void test_steps(void **state)
{
	static const struct {
		const char *pattern;
		bool slow;
		const char *hard; /* NULL: whatever */
	} row[] = {
	    {"a+$", true, "aaaaaaaaaaaaaaaaaaaa"}, {"\\w+$", true, "aaaaaaaaaaaaaaaaaaaa"},
	    {"Ж+$", true, "жжжжжжжжжжжжжжжжжжжж"}, {"(x+x+)+y", true, "xxxxxxxxxxxxxxxxxxxx"}, {"\\s+$", true, NULL},
	    {"(?:a|b)+$", true, NULL}, {"(?=\\w)\\w+$", true, NULL}, {"(?>\\w+)\\d", true, NULL},
	    {"\\w++\\d", true, NULL}, {"(\\S+\\s*)+@", true, NULL}, {"[^,]*,[^,]*;$", true, NULL},
	    {"\\d{10,}x", true, "55555555555555555555"}, {"займ[а-я]*.{0,60}срочно", true, NULL},
	    {"^(a+)+$", true, NULL}, {"(*CHARS=60000)a+$", true, NULL}, {"спам", false, NULL},
	    {"кредит|займ", false, NULL}, {"\\bseo\\b", false, NULL}, {"https?://|t[.]me/", false, NULL},
	    {"^\\S+@mail[.]ru$", false, NULL}, {"[a-z]{30,}", false, NULL},
	    {"займ[а-я]{0,12}.{0,40}срочно", false, NULL}, {".*", false, NULL}, {"", false, NULL},
	    {"(", false, NULL}, /* told of elsewhere */
	};
	struct why why;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct buf hard = {0};
		double steps = -1, again = -2;
		assert_int_equal(pattern_steps(row[i].pattern, &steps, &hard, &why), CRM_OK);
		if ((steps >= PATTERN_SLOW) != row[i].slow)
			fail_msg("«%s» takes %.0f steps", row[i].pattern, steps);
		if (row[i].hard)
			assert_string_equal(hard.text, row[i].hard);
		assert_int_equal(pattern_steps(row[i].pattern, &again, &hard, &why), CRM_OK);
		assert_true(steps == again);
		buf_free(&hard);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_match),
	    cmocka_unit_test(test_broken_subject),
	    cmocka_unit_test(test_refuse),
	    cmocka_unit_test(test_hostile),
	    cmocka_unit_test(test_long),
	    cmocka_unit_test(test_slices),
	    cmocka_unit_test(test_first_characters),
	    cmocka_unit_test(test_look_ahead),
	    cmocka_unit_test(test_look_ahead_budget),
	    cmocka_unit_test(test_budget),
	    cmocka_unit_test(test_steps),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
