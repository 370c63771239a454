#include "rows/delimiter_private.h"

#include <string.h>
#include <strings.h>

#define RECORDS 200 /* looked at, of the sample */

struct record_scan {
	const char *at, *end;
	char delimiter;
	bool quoted; /* a cell was in quotes */
	bool stray;  /* a quote opened a cell and did not close it */
	bool cut;    /* the last record is not complete */
};

static bool line_end(char c)
{
	return c == '\n' || c == '\r';
}

static bool blank(const struct record_scan *s, char c)
{
	return (c == ' ' || c == '\t') && c != s->delimiter;
}

static const char *skip_blanks(const struct record_scan *s, const char *at)
{
	while (at < s->end && blank(s, *at))
		at++;
	return at;
}

/* Past the cell in quotes that begins at ${at}; the end if it is not closed. */
static const char *skip_quoted(struct record_scan *s, const char *at)
{
	s->quoted = true;
	for (at++; (at = memchr(at, '"', (size_t)(s->end - at))) != NULL; at++)
		if (++at == s->end || *at != '"')
			break;
	if (at == NULL) {
		s->stray = true;
		return s->end;
	}
	at = skip_blanks(s, at);
	if (at < s->end && *at != s->delimiter && !line_end(*at))
		s->stray = true;
	return at;
}

/* The number of cells of the next record; 0 when there are no more. */
static int count_cells(struct record_scan *s)
{
	const char *at = s->at;
	int cells = 1;

	while (at < s->end && (line_end(*at) || blank(s, *at)))
		at++;
	if (at == s->end)
		return 0;
	for (;; cells++, at++) {
		at = skip_blanks(s, at);
		if (at < s->end && *at == '"')
			at = skip_quoted(s, at);
		while (at < s->end && *at != s->delimiter && !line_end(*at))
			at++;
		if (at == s->end || line_end(*at))
			break;
	}
	s->cut = at == s->end;
	s->at = at;
	return cells;
}

size_t delimiter_said(const char *text, size_t length, char *delimiter)
{
	size_t end = 5;

	if (length < 6 || strncasecmp(text, "sep=", 4) != 0 || !line_end(text[5]) || strchr(",;\t|: ", text[4]) == NULL)
		return 0;
	if (text[end] == '\r' && length > 6 && text[6] == '\n')
		end++;
	*delimiter = text[4];
	return end + 1;
}

struct score {
	int cells;         /* of the header */
	long same, others; /* records with as many cells, and all others */
};

static struct score score_delimiter(const char *text, size_t length, char delimiter)
{
	struct record_scan s = {.at = text, .end = text + length, .delimiter = delimiter};
	struct score score = {.cells = count_cells(&s)};

	for (int i = 0, cells; i < RECORDS && (cells = count_cells(&s)) > 0 && !s.cut; i++) {
		score.same += cells == score.cells;
		score.others += cells != score.cells;
	}
	return score;
}

static bool is_better(const struct score *a, const struct score *b)
{
	/* with no records at all both are right */
	long share_a = (a->same + 1) * (b->same + b->others + 1), share_b = (b->same + 1) * (a->same + a->others + 1);

	return share_a != share_b ? share_a > share_b : a->cells > b->cells;
}

/* Do cells in quotes end where quotes end, all through the sample? */
static bool quotes_are_tidy(const char *text, size_t length, char delimiter)
{
	struct record_scan s = {.at = text, .end = text + length, .delimiter = delimiter};

	while (!s.stray && count_cells(&s) > 0)
		;
	/* A quote that the end of the sample cuts tells nothing. */
	return !s.stray || s.cut;
}

char delimiter_guess(const char *text, size_t length)
{
	/* a comma is also in texts and amounts, so of equals it is the last */
	static const char candidates[] = {'\t', ';', '|', ','};
	struct score best = {0};
	char delimiter = DELIMITER_NONE;

	for (size_t i = 0; i < sizeof candidates; i++) {
		struct score now = score_delimiter(text, length, candidates[i]);
		if (now.cells >= 2 && (delimiter == DELIMITER_NONE || is_better(&now, &best))) {
			best = now;
			delimiter = candidates[i];
		}
	}
	/* A header of one column parts nothing, but cells in quotes may. */
	if (delimiter == DELIMITER_NONE && !quotes_are_tidy(text, length, DELIMITER_NONE))
		for (size_t i = 0; i < sizeof candidates && delimiter == DELIMITER_NONE; i++)
			if (quotes_are_tidy(text, length, candidates[i]))
				delimiter = candidates[i];
	return delimiter;
}

bool delimiter_tab_quotes(const char *text, size_t length)
{
	struct record_scan s = {.at = text, .end = text + length, .delimiter = '\t'};

	while (count_cells(&s) > 0 && !s.stray)
		;
	return s.quoted && !s.stray;
}
