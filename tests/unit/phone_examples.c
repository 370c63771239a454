/*
 * Checks phone_parse against a table of example numbers, on standard input: region, country code, type, national
 * number, E.164, trunk prefix ..., separated by tabs, with a header row. Prints TAP. Run by tests/real/phones.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text/phone.h"

enum { REGION, CODE, TYPE, NATIONAL, E164, TRUNK, COLUMNS };

static int n_tests, n_failed;

static void check(const char *const cell[COLUMNS], const char *text, const char *country)
{
	int64_t expected = strtoll(cell[E164] + 1, NULL, 10), got = phone_parse(text, country).e164;

	n_tests++;
	n_failed += got != expected;
	printf("%s %d - %s %s %s (%s)\n", got == expected ? "ok" : "not ok", n_tests, cell[REGION], cell[TYPE], text,
	    country);
	if (got != expected)
		printf("# %lld instead of %lld\n", (long long)got, (long long)expected);
}

/* The ways one number is written in its country and from abroad. */
static void check_home(const char *const cell[COLUMNS])
{
	char text[64];

	check(cell, cell[NATIONAL], cell[REGION]);
	snprintf(text, sizeof text, "%s%s", cell[TRUNK], cell[NATIONAL]);
	check(cell, text, cell[REGION]);
	snprintf(text, sizeof text, "(%s) %.2s-%.2s-%s", cell[TRUNK], cell[NATIONAL], cell[NATIONAL] + 2,
	    cell[NATIONAL] + 4);
	check(cell, text, cell[REGION]);
	check(cell, cell[E164] + 1, cell[REGION]);
	snprintf(text, sizeof text, "00 %s", cell[E164] + 1);
	check(cell, text, cell[REGION]);
	snprintf(text, sizeof text, "8~10 %s", cell[E164] + 1);
	check(cell, text, "RU");
}

static bool split(char *line, const char *cell[COLUMNS])
{
	for (int i = 0; i < COLUMNS; i++) {
		cell[i] = line;
		line += strcspn(line, "\t\n");
		if (*line == '\0')
			return false;
		*line++ = '\0';
	}
	return cell[E164][0] == '+';
}

int main(void)
{
	static const char home[] = "RU KZ BY UA UZ KG AM GE AZ TJ MD TM";
	static char line[65536];
	const char *cell[COLUMNS];

	while (fgets(line, sizeof line, stdin) != NULL) {
		if (!split(line, cell))
			continue;
		bool usual = strcmp(cell[TYPE], "fixedLine") == 0 || strcmp(cell[TYPE], "mobile") == 0;
		if (!usual)
			continue;
		check(cell, cell[E164], "RU");
		check(cell, cell[E164], "DE");
		if (strstr(home, cell[REGION]) != NULL)
			check_home(cell);
	}
	printf("1..%d\n", n_tests);
	return n_failed > 0 || n_tests == 0;
}
