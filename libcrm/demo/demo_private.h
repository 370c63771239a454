/* What the files of the generator share, and nobody else. */
#ifndef CRM_DEMO_DEMO_PRIVATE_H
#define CRM_DEMO_DEMO_PRIVATE_H

#include "demo/demo.h"

/* Dice that fall the same way every time: each thing has its own, by its number. */
struct demo_dice {
	uint64_t state;
};
struct demo_dice demo_dice(uint64_t seed, uint64_t number);
uint32_t demo_roll(struct demo_dice *dice, uint32_t sides); /* 0 .. sides - 1 */
bool demo_chance(struct demo_dice *dice, uint32_t permille);

/* The days that demo_lead spreads its rows over. */
#define DEMO_FIRST_DAY day_of(2024, 12, 1)
#define DEMO_DAYS 720
/* 2026-11-23 17:55:00; ${second} is local, since 1970. */
void demo_time(char out[24], int64_t second);

/* demo_words.c */
struct demo_name {
	const char *first, *surname, *patronymic, *latin; /* latin: the surname, for an address */
};
/* A person's name, a man's or a woman's; the texts live for ever. */
struct demo_name demo_name(struct demo_dice *dice);
struct demo_words {
	const char *const *word;
	uint32_t n;
};
extern const struct demo_words demo_projects, demo_payments, demo_families, demo_comments, demo_companies, demo_domains,
    demo_spam;
/* One of the words, each as likely. */
const char *demo_word(const struct demo_words *words, struct demo_dice *dice);
/* Where from: the odds are those of a department that advertises. */
enum demo_source { DEMO_SITE, DEMO_ADS, DEMO_CALL, DEMO_REFERRAL, DEMO_EXPO, DEMO_SOURCES };
enum demo_source demo_source(struct demo_dice *dice);
const char *demo_source_name(enum demo_source source);
const char *demo_campaign(enum demo_source source, struct demo_dice *dice); /* may be "" */

#define DEMO_SPELLINGS 7
/* The telephone of person ${person}, in one of the spellings people use: ${spelling} is below DEMO_SPELLINGS. */
void demo_phone(char out[24], uint64_t seed, uint64_t person, int spelling);

#endif
