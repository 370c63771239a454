/* Made-up leads: the shares are what was promised, every repeat is the same person, and the bytes never change. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/time/clock.h"
#include "base/text/phone.h"
#include "demo/demo.h"

#define ROWS 100000
#define NUMBERS 1000000

/* FNV-1a, so that the test has nothing in common with what it tests. */
static uint64_t hash_of(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return (hash ^ '\n') * UINT64_C(0x100000001b3);
}

static uint64_t hash_of_rows(uint64_t seed, int64_t rows, int64_t upto)
{
	struct demo_lead lead;
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (int64_t row = 0; row < upto; row++) {
		demo_lead(&lead, seed, rows, row);
		for (int i = 0; i < DEMO_COLUMNS; i++)
			hash = hash_of(hash, lead.cell[i]);
	}
	return hash;
}

static void test_same_seed_same_bytes(void **state)
{
	(void)state;
	assert_int_equal(hash_of_rows(1, 10000, 10000), hash_of_rows(1, 10000, 10000));
	assert_int_equal(hash_of_rows(1, 10000, 10000), UINT64_C(0x433ba15407565211));
	assert_int_not_equal(hash_of_rows(2, 10000, 10000), UINT64_C(0x433ba15407565211));
}

/* The first rows of a longer file are other rows: only their times differ. */
static void test_a_row_by_itself(void **state)
{
	struct demo_lead a, b;

	(void)state;
	demo_lead(&a, 7, 5000, 4321);
	demo_lead(&b, 7, 50000, 4321);
	for (int i = DEMO_AT + 1; i < DEMO_COLUMNS; i++)
		assert_string_equal(a.cell[i], b.cell[i]);
	assert_true(strcmp(a.at, b.at) > 0);
}

struct census {
	unsigned char phone[NUMBERS / 8], email[ROWS / 8];
	int64_t phone_of[NUMBERS]; /* the row that had it first, + 1 */
	char spelling_of[ROWS][24];
	int repeats, spam, odd, no_phone, unreachable, spellings[8];
	int same_spelling;
};

static bool seen(unsigned char *bits, size_t n)
{
	bool was = bits[n / 8] >> n % 8 & 1;
	bits[n / 8] |= (unsigned char)(1 << n % 8);
	return was;
}

/* A number's pattern: which of the ways of writing it is. */
static void pattern(const char *phone, char out[24])
{
	size_t i = 0;
	for (; phone[i] && i < 23; i++)
		out[i] = isdigit((unsigned char)phone[i]) ? '#' : phone[i];
	out[i] = '\0';
	if (phone[0] != '+' && i == 11 && strspn(phone, "0123456789") == 11)
		out[0] = phone[0];
}

static int spelling(const char *form)
{
	static const char *const forms[] = {"+# (###) ###-##-##", "# ### ### ## ##", "8##########", "+###########",
	    "#(###)#######", "###-###-##-##", "# (###) ### ####"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(form, forms[i]) == 0)
			return (int)i;
	fail_msg("an eighth spelling: «%s»", form);
	return 7;
}

static bool take_phone(struct census *census, const struct demo_lead *lead, int64_t row)
{
	int64_t number = phone_parse(lead->phone, "RU").e164, place;
	char form[24];

	if (!number) {
		census->no_phone++;
		return false;
	}
	assert_true(number >= INT64_C(79000000000) && number <= INT64_C(79999999999));
	assert_int_equal(number / 10000 % 1000, 0); /* +7 9xx 000-xx-xx */
	place = number / 10000000 % 100 * 10000 + number % 10000;
	pattern(lead->phone, form);
	census->spellings[spelling(form)]++;
	if (!seen(census->phone, (size_t)place)) {
		census->phone_of[place] = row;
		snprintf(census->spelling_of[row], sizeof census->spelling_of[row], "%s", form);
		return false;
	}
	census->same_spelling += strcmp(form, census->spelling_of[census->phone_of[place]]) == 0;
	return true;
}

static bool take_email(struct census *census, const struct demo_lead *lead)
{
	const char *dot = strchr(lead->email, '.'), *at = strchr(lead->email, '@');
	char folded[256];

	if (!*lead->email)
		return false;
	email_fold(lead->email, folded);
	assert_true(strlen(folded) > 8 && strcmp(folded + strlen(folded) - 8, ".example") == 0);
	assert_true(dot && at && dot < at);
	return seen(census->email, (size_t)strtoll(dot + 1, NULL, 10));
}

static void take(struct census *census, const struct demo_lead *lead, int64_t row)
{
	bool by_phone = take_phone(census, lead, row), by_email = take_email(census, lead);

	census->repeats += by_phone || by_email;
	census->unreachable += !phone_parse(lead->phone, "RU").e164 && !*lead->email;
	census->spam += strchr(lead->cell[DEMO_COMMENT], '(') != NULL;
	census->odd += strpbrk(lead->name, "\",\n") != NULL;
}

static void between(const char *what, int n, int least, int most)
{
	if (n < least || n > most)
		fail_msg("%s: %d of %d, not %d to %d", what, n, ROWS, least, most);
}

static void test_shares(void **state)
{
	struct census *census = calloc(1, sizeof *census);
	struct demo_lead lead;
	char before[24] = "";

	(void)state;
	assert_non_null(census);
	for (int64_t row = 0; row < ROWS; row++) {
		demo_lead(&lead, 1, ROWS, row);
		take(census, &lead, row);
		assert_true(strcmp(before, lead.at) <= 0);
		memcpy(before, lead.at, sizeof before);
	}
	between("repeats", census->repeats, 7800, 8200);
	between("spam", census->spam, 1900, 2100);
	between("odd names", census->odd, 2850, 3150);
	between("without a phone", census->no_phone, 5500, 7500);
	assert_int_equal(census->unreachable, 0);
	assert_int_equal(census->same_spelling, 0);
	for (int i = 0; i < 7; i++)
		between("a spelling", census->spellings[i], 12500, 14500);
	assert_true(strcmp(before, "2026-11-20 21:50") > 0 && strcmp(before, "2026-11-21") < 0);
	free(census);
}

/* Beyond a million people the numbers go on in the next block. */
static void test_millions(void **state)
{
	static const int64_t rows[] = {0, 999999, 1000001, 2500000, DEMO_MOST - 1};
	struct demo_lead lead;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		instant_t at;
		struct zone *zone;
		struct why why;
		demo_lead(&lead, 3, DEMO_MOST, rows[i]);
		assert_int_equal(zone_open(&zone, "UTC", &why), CRM_OK);
		assert_int_equal(instant_parse(lead.at, zone, DATES_DMY, &at), CRM_OK);
		zone_free(zone);
		assert_true(*lead.email || phone_parse(lead.phone, "RU").e164 / 10000 % 1000 <= rows[i] / NUMBERS);
	}
}

static void test_department(void **state)
{
	static const char *const names[DEMO_TABLES] = {"unit", "manager", "plan", "list", "leads", "assign", "qualify",
	    "move", "touch", "task", "task-done", "win", "lose", "disqualify"};
	struct demo_table one[DEMO_TABLES], two[DEMO_TABLES];
	struct why why;
	size_t bytes = 0;

	(void)state;
	assert_int_equal(demo_department(one, &why), CRM_OK);
	assert_int_equal(demo_department(two, &why), CRM_OK);
	for (int i = 0; i < DEMO_TABLES; i++) {
		assert_string_equal(one[i].name, names[i]);
		assert_true(one[i].rows > 0);
		assert_string_equal(one[i].csv.text, two[i].csv.text);
		bytes += one[i].csv.length;
	}
	assert_in_range(bytes, 100000, 300000);
	assert_int_equal(one[0].rows, 3);
	assert_int_equal(one[1].rows, 7);
	assert_in_range(one[4].rows, 300, 700);
	demo_department_free(one);
	demo_department_free(two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_seed_same_bytes),
	    cmocka_unit_test(test_a_row_by_itself), cmocka_unit_test(test_shares), cmocka_unit_test(test_millions),
	    cmocka_unit_test(test_department)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
