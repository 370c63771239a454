/* Money is an integer number of minor units (kopecks, cents); every currency here has two decimals. */
#ifndef CRM_BASE_VALUE_MONEY_H
#define CRM_BASE_VALUE_MONEY_H

#include <stdint.h>

#include "base/core/buf.h"
#include "base/core/status.h"
#include "base/value/currency.h"

typedef int64_t money_t;

/* What the spelling of one sum, or of several together, says of `,` and `.`. */
enum {
	MONEY_COMMA_PARTS = 1,  /* `,` parts kopecks off */
	MONEY_COMMA_GROUPS = 2, /* `,` stands between thousands */
	MONEY_DOT_PARTS = 4,
	MONEY_DOT_GROUPS = 8,
	MONEY_COMMA_EITHER = 16, /* "3,100": read by the rule, and it could have been the other */
	MONEY_DOT_EITHER = 32
};

/* How the sums of a column are to be read; all zero: nothing is known of it. */
struct money_way {
	char decimals;   /* `,` or `.` is the decimal sign; 0: each sum tells by itself */
	int power;       /* of ten, that the heading names: «Сумма, тыс. руб.»; -2 for kopecks */
	bool unsure;     /* by one letter: «Сумма, т» */
	const char *own; /* code of the department's currency: what "$" or "руб." may mean; NULL */
};

struct money_written {
	money_t money;
	char currency[CURRENCY_ROOM]; /* the code of what stands beside it; "": nothing does */
	bool rounded;                 /* it had more decimals than a sum has, and not all were 0 */
	bool unsure;                  /* "~", "with VAT", thousands by one letter of the heading: to be told */
	bool contradicts; /* the heading says thousands, and the sum does not look like it: "1 250 000 руб." */
	unsigned says;    /* of the above */
};

/*
 * A sum as people and programs write it:
 *	4500000 · 4 500 000,50 ₽ · $22,700.00 · 1.234,56 · 1'250'000 · 12,50,000
 *	12,5 млн · 7.5 млн руб · 500k · $1.5M · 5e6 · 300 т.р.
 *	1250000|RUB · USD 1000 · 5 руб. 50 коп. · 1250,- · 1 250= · 1250-50
 *	~5 млн · 5 млн с НДС · 1 250 000 (один миллион двести пятьдесят тысяч) руб.
 *	-5 · −5 · (1 200,00), which is −1200
 * Blanks include NBSP and thin spaces. Of two kinds of separators the last is the decimal sign. One alone is it if one,
 * two, four or more digits follow; three digits behind it are thousands, unless 0 or more than three digits stand
 * before it, or a word for thousands or millions follows, or the column has that separator for decimals: "3,100" is
 * 3100 and "0.225" is 0.23. ${way} may be NULL. CRM_DATA for anything else, two sums ("5 - 7 млн") and overflow.
 */
enum status money_read(const char *text, const struct money_way *way, struct money_written *written);
/* What sums written with ${says} together prove the decimal sign to be, where one of them can be read both ways: `,`,
   `.` or 0 for nothing. */
char money_decimals(unsigned says);
/* May the text be one that can be read both ways? Cheap, and never false for one that can. */
bool money_either(const char *text);

/* What a heading says of its sums: "Бюджет $" (into ${code}, "" for nothing), «Сумма, тыс. руб.» (*${power}). False: it
   says so by one letter, «Сумма, т», and may mean something else. */
bool money_heading(const char *heading, const char *own, int *power, char code[CURRENCY_ROOM]);
/* Is the end of a heading, from a blank, a comma or a bracket on, nothing but such words: «, тыс. руб.»? */
bool money_is_unit(const char *tail);

/* A sum where nobody asks for the currency. */
enum status money_parse(const char *text, money_t *money);
void money_put(struct buf *buf, money_t money); /* 4500000.50; always two decimals */

#endif
