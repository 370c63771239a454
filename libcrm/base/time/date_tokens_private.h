/* A written date taken apart: numbers, words, signs. */
#ifndef CRM_BASE_TIME_DATE_TOKENS_PRIVATE_H
#define CRM_BASE_TIME_DATE_TOKENS_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#define DATE_TOKENS 32 /* of which the last few stay empty: who reads may look ahead */
#define DATE_AHEAD 6

enum date_token_kind { DATE_END, DATE_NUMBER, DATE_WORD, DATE_SIGN };

struct date_token {
	enum date_token_kind kind;
	bool apart; /* a blank stands before it */
	int digits; /* of a number, at most 18 */
	int64_t value;
	char word[40]; /* folded; a dot behind it is gone, and so are those in "a.m." */
	char sign;     /* dashes of all kinds are '-' */
};

/* Into ${tokens}, which are zero: DATE_END stands at the end; quotation marks are left out. False for what no date
   has. */
bool date_tokens_read(const char *text, struct date_token tokens[DATE_TOKENS]);

/* 1 to 12: a month by its name in English or Russian, or three letters or more of it; 0: it is none. */
int date_month_word(const char *word);
/* 1 (Monday) to 7 in the same way, in whatever case; and "пн", "вт" …; 0. */
int date_weekday_word(const char *word);

/* A span as people write it, "30 дней", «4ч», "2 weeks": how many of which, 'm' minutes, 'h', 'd', 'w'. False: it is
   none. */
bool date_span(const char *text, int64_t *count, char *unit);

/* Is the token that very word? */
static inline bool date_is_word(const struct date_token *token, const char *word)
{
	return token->kind == DATE_WORD && __builtin_strcmp(token->word, word) == 0;
}

/* Is it that sign? */
static inline bool date_is_sign(const struct date_token *token, char sign)
{
	return token->kind == DATE_SIGN && token->sign == sign;
}

#endif
