/* Words and their stems: what one finds when one looks for the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/text/stem.h"

static bool gather(void *arg, const char *word, size_t length)
{
	struct buf *out = arg;

	assert_int_equal(strlen(word), length);
	buf_put(out, out->length > 0 ? "|" : "");
	buf_put(out, word);
	return true;
}

static void words(void **state)
{
	static const struct {
		const char *text, *words;
	} cases[] = {{"", ""}, {" \t\n", ""}, {"Иван", "иван"}, {"Ёлкин-Ель, Ё.", "елкин|ель|е"},
	    {"д'Артаньян O’Neill", "дартаньян|oneill"}, {"2-комн. 45,5 м²", "2|комн|45|5|м"},
	    {"a\"b*NEAR(c)^:-", "a|b|near|c"}, {"ivan.petrov@mail.ru", "ivan|petrov|mail|ru"}, {"«ООО»–№5", "ооо|5"},
	    {"李雷", "李雷"}, {"'", ""}, {"'а'", "а"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		assert_true(stem_words_each(cases[i].text, gather, &out));
		assert_string_equal(out.text ? out.text : "", cases[i].words);
		buf_free(&out);
	}
}

/* A word without end is cut between letters. */
static void long_word(void **state)
{
	struct buf text = {0}, out = {0};

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_put(&text, i ? "ж" : "a");
	assert_true(stem_words_each(text.text, gather, &out));
	assert_true(out.length <= STEM_WORD_BYTES && out.length > STEM_WORD_BYTES - 6);
	assert_int_equal(out.length % 2, 1);
	buf_free(&text);
	buf_free(&out);
}

static const char *stem(struct stemmer *stemmer, const char *word, char out[STEM_WORD_BYTES + 8])
{
	struct buf buf = {0};

	stem_put(&buf, stemmer, word);
	assert_false(buf.failed);
	(void)snprintf(out, STEM_WORD_BYTES + 8, "%s", buf.text);
	buf_free(&buf);
	return out;
}

static void same(void **state)
{
	static const char *const groups[][8] = {{"звонок", "звонка", "звонки", "звонков"},
	    {"скидка", "скидки", "скидок"}, {"рассрочка", "рассрочек", "рассрочкой"}, {"стройка", "строек"},
	    {"новостройки", "новостроек"}, {"участок", "участка"}, {"квартира", "квартир", "квартиру", "квартирами"},
	    {"ипотека", "ипотеку", "ипотек"}, {"деньги", "денег"}, {"окно", "окон", "окна"},
	    {"письмо", "писем", "письма"}, {"отец", "отца"}, {"apartment", "apartments"}, {"mortgage", "mortgages"},
	    {"срок", "сроки", "сроков"}};
	struct stemmer *stemmer = stemmer_new();
	char first[STEM_WORD_BYTES + 8], other[STEM_WORD_BYTES + 8];

	(void)state;
	assert_non_null(stemmer);
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		for (int k = 1; groups[i][k]; k++)
			assert_string_equal(stem(stemmer, groups[i][0], first), stem(stemmer, groups[i][k], other));
	stemmer_free(stemmer);
}

static void exact(void **state)
{
	static const struct {
		const char *word, *stem;
	} cases[] = {{"квартиры", "квартир"}, {"срок", "срк"}, {"houses", "hous"}, {"2026", "2026"}, {"3х", "3х"},
	    {"чек", "чек"}, {"iпотека", "iпотека"}, {"李雷", "李雷"}, {"ок", "ок"}, {"звонок", "звонк"},
	    {"строек", "стройк"}};
	struct stemmer *stemmer = stemmer_new();
	char out[STEM_WORD_BYTES + 8];

	(void)state;
	assert_non_null(stemmer);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(stem(stemmer, cases[i].word, out), cases[i].stem);
	stemmer_free(stemmer);
	stemmer_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words), cmocka_unit_test(long_word), cmocka_unit_test(same), cmocka_unit_test(exact)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
