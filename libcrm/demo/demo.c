#include "demo/demo_private.h"

#include <ctype.h>

#include "base/time/clock.h"

#define REPEATS 80 /* of a thousand */
#define SPAM 20
#define ODD 30
#define MORNING (8 * 3600) /* people write from eight to ten in the evening */
#define AWAKE (14 * 3600)
#define NUMBERS 1000000 /* +7 9xx 000-xx-xx; then 9xx 001 and so on */

const struct field demo_fields[DEMO_COLUMNS + 1] = {[DEMO_AT] = {"at", KIND_TEXT, N_("at")},
    [DEMO_NAME] = {"name", KIND_TEXT, N_("name")},
    [DEMO_PHONE] = {"phone", KIND_PHONE, N_("phone")},
    [DEMO_EMAIL] = {"email", KIND_TEXT, N_("email")},
    [DEMO_SOURCE] = {"source", KIND_TEXT, N_("source")},
    [DEMO_CAMPAIGN] = {"campaign", KIND_TEXT, N_("campaign")},
    [DEMO_PROJECT] = {"project", KIND_TEXT, N_("project")},
    [DEMO_PAYMENT] = {"payment", KIND_TEXT, N_("payment")},
    [DEMO_FAMILY] = {"family", KIND_TEXT, N_("family")},
    [DEMO_COMMENT] = {"comment", KIND_TEXT, N_("comment")},
    [DEMO_COMPANY] = {"company", KIND_TEXT, N_("company")},
    [DEMO_COLUMNS] = {0}};

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

struct demo_dice demo_dice(uint64_t seed, uint64_t number)
{
	return (struct demo_dice){mix(seed + UINT64_C(0x9e3779b97f4a7c15)) ^ mix(number * 2 + 1)};
}

uint32_t demo_roll(struct demo_dice *dice, uint32_t sides)
{
	dice->state += UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)((mix(dice->state) >> 32) * sides >> 32);
}

bool demo_chance(struct demo_dice *dice, uint32_t permille)
{
	return demo_roll(dice, 1000) < permille;
}

/* The last ${n} digits of ${number}. */
static void put_digits(char *to, uint64_t number, int n)
{
	for (int i = n - 1; i >= 0; i--, number /= 10)
		to[i] = (char)('0' + number % 10);
}

void demo_phone(char out[24], uint64_t seed, uint64_t person, int spelling)
{
	static const char *const spellings[DEMO_SPELLINGS] = {"+7 (###) ###-##-##", "8 ### ### ## ##", "8##########",
	    "+7##########", "7(###)#######", "###-###-##-##", "8 (###) ### ####"};
	/* Neighbours do not get neighbouring numbers: the factor has no divisor in common with NUMBERS. */
	uint64_t place = (person % NUMBERS * 618033 + mix(seed) % NUMBERS) % NUMBERS;
	char digit[10] = "9";
	const char *form = spellings[spelling];
	size_t i = 0, used = 0;

	put_digits(digit + 1, place / 10000, 2);
	put_digits(digit + 3, person / NUMBERS, 3);
	put_digits(digit + 6, place % 10000, 4);
	for (; form[i]; i++)
		out[i] = form[i] == '#' ? digit[used++] : form[i];
	out[i] = '\0';
}

/* Somebody who came before, or row itself for somebody new. */
static int64_t person_of(uint64_t seed, int64_t row)
{
	while (row > 0) {
		struct demo_dice dice = demo_dice(seed, (uint64_t)row);
		if (!demo_chance(&dice, REPEATS))
			break;
		/* One draw after the other: the order within an expression is the compiler's. */
		uint64_t high = demo_roll(&dice, UINT32_MAX), low = demo_roll(&dice, UINT32_MAX);
		row = (int64_t)((high << 32 | low) % (uint64_t)row);
	}
	return row;
}

void demo_time(char out[24], int64_t second)
{
	int year, month, day;

	day_split((day_t)(second / 86400), &year, &month, &day);
	second %= 86400;
	memcpy(out, "0000-00-00 00:00:00", sizeof "0000-00-00 00:00:00");
	put_digits(out, (uint64_t)year, 4);
	put_digits(out + 5, (uint64_t)month, 2);
	put_digits(out + 8, (uint64_t)day, 2);
	put_digits(out + 11, (uint64_t)second / 3600, 2);
	put_digits(out + 14, (uint64_t)second / 60 % 60, 2);
	put_digits(out + 17, (uint64_t)second % 60, 2);
}

/* Rows come one after the other, each somewhere in its own share of the time there is. */
static void put_at(struct demo_lead *lead, struct demo_dice *dice, int64_t rows, int64_t row)
{
	const int64_t span = (int64_t)DEMO_DAYS * AWAKE;
	int64_t from = span * row / rows, to = span * (row + 1) / rows;
	int64_t at = from + (to > from ? demo_roll(dice, (uint32_t)(to - from)) : 0);

	lead->second = (DEMO_FIRST_DAY + at / AWAKE) * 86400 + MORNING + at % AWAKE;
	demo_time(lead->at, lead->second);
}

static void put_name(struct demo_lead *lead, struct demo_dice *dice, const struct demo_name *name)
{
	uint32_t how = demo_roll(dice, 1000);
	char *to = lead->name;
	size_t room = sizeof lead->name;

	if (how < ODD / 3)
		snprintf(to, room, "%s \"%.6s\" %s", name->first, name->surname, name->surname);
	else if (how < ODD / 3 * 2)
		snprintf(to, room, "%s, %s", name->surname, name->first);
	else if (how < ODD)
		snprintf(to, room, "%s\n%s", name->surname, name->first);
	else if (name->patronymic)
		snprintf(to, room, "%s %s %s", name->surname, name->first, name->patronymic);
	else
		snprintf(
		    to, room, "%s %s", how % 2 ? name->surname : name->first, how % 2 ? name->first : name->surname);
}

static void put_email(struct demo_lead *lead, const char *latin, int64_t number, const char *domain)
{
	snprintf(lead->email, sizeof lead->email, "%s.%lld@%s", latin, (long long)number, domain);
}

static void shout(char *text)
{
	for (; *text; text++)
		*text = (char)toupper((unsigned char)*text);
}

struct made_contacts {
	bool phone, email;
	int spelling;
	const char *domain;
};

/* How ${person} can be reached; his own dice, the same whenever he comes. */
static struct made_contacts contacts_of(struct demo_dice *his)
{
	struct made_contacts contacts = {.spelling = (int)demo_roll(his, DEMO_SPELLINGS)};
	uint32_t kind = demo_roll(his, 100);

	contacts.phone = kind >= 6;
	contacts.email = kind < 70;
	contacts.domain = demo_word(&demo_domains, his);
	return contacts;
}

static void put_contacts(struct demo_lead *lead, struct demo_dice *dice, struct made_contacts his, const char *latin,
    uint64_t seed, int64_t person, int64_t row)
{
	bool again = person != row;
	uint32_t how = demo_roll(dice, 100), another = demo_roll(dice, DEMO_SPELLINGS - 1);
	bool new_email = again && his.phone && his.email && how < 45;

	lead->phone[0] = lead->email[0] = '\0';
	if (again && his.phone && his.email && how >= 85)
		his.phone = false;
	if (his.phone)
		demo_phone(lead->phone, seed, (uint64_t)person,
		    (his.spelling + (again ? 1 + (int)another : 0)) % DEMO_SPELLINGS);
	else if (!again && how < 10)
		snprintf(lead->phone, sizeof lead->phone, "доб. %u", 100 + another);
	if (his.email)
		put_email(lead, latin, new_email ? row : person, his.domain);
	if (again && !new_email)
		shout(lead->email);
}

void demo_lead(struct demo_lead *lead, uint64_t seed, int64_t rows, int64_t row)
{
	int64_t person = person_of(seed, row);
	struct demo_dice his = demo_dice(~seed, (uint64_t)person),
	                 dice = demo_dice(seed ^ UINT64_C(0x64656d6f), (uint64_t)row);
	struct demo_name name = demo_name(&his);
	enum demo_source source = demo_source(&dice);
	const char **cell = lead->cell;

	put_at(lead, &dice, rows, row);
	put_name(lead, &dice, &name);
	put_contacts(lead, &dice, contacts_of(&his), name.latin, seed, person, row);
	cell[DEMO_AT] = lead->at;
	cell[DEMO_NAME] = lead->name;
	cell[DEMO_PHONE] = lead->phone;
	cell[DEMO_EMAIL] = lead->email;
	cell[DEMO_SOURCE] = demo_source_name(source);
	cell[DEMO_CAMPAIGN] = demo_campaign(source, &dice);
	cell[DEMO_PROJECT] = demo_word(&demo_projects, &dice);
	cell[DEMO_PAYMENT] = demo_word(&demo_payments, &his);
	cell[DEMO_FAMILY] = demo_word(&demo_families, &his);
	cell[DEMO_COMMENT] = demo_word(&demo_comments, &dice);
	cell[DEMO_COMPANY] = demo_chance(&his, 60) ? demo_word(&demo_companies, &his) : "";
	if (!demo_chance(&dice, SPAM))
		return;
	uint32_t number = demo_roll(&dice, 1000000);
	snprintf(lead->comment, sizeof lead->comment, "%s (%u)", demo_word(&demo_spam, &dice), number);
	cell[DEMO_COMMENT] = lead->comment;
}
