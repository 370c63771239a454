/*
 * When a letter was written, by its header Date: RFC 5322, and what programs make of it. GMime reads the zone
 * "GMT+3" as GMT, and what has none as if it had.
 */
#include "post/mail_read/message_private.h"

#include "base/text/ascii.h"
#include "base/text/casefold.h"

#define HOUR 3600
#define WORD_MOST 40

struct date {
	int day, month, year; /* 0: not found yet; the year -1 */
	int seconds;          /* of the day; -1 */
	int offset;           /* seconds east of UTC */
	bool zoned, numbered; /* there is a zone; by a number */
	bool fault;
};

/* By the beginnings of their names, folded. */
static int month_named(const char *word)
{
	static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
	    "dec", "янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "jan", "fév",
	    "mär", "avr", "mai", "juin", "juil", "aoû", "sep", "okt", "nov", "dez"};
	for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
		if (strncmp(word, names[i], strlen(names[i])) == 0)
			return i % 12 + 1;
	return 0;
}

/* Zones by the names that mail programs write, hours east times ten. */
static bool zone_named(const char *word, int *offset)
{
	static const struct {
		const char *name;
		int tenths;
	} zones[] = {{"gmt", 0}, {"utc", 0}, {"ut", 0}, {"z", 0}, {"wet", 0}, {"west", 10}, {"bst", 10}, {"cet", 10},
	    {"met", 10}, {"cest", 20}, {"mest", 20}, {"eet", 20}, {"eest", 30}, {"msk", 30}, {"мск", 30}, {"msd", 40},
	    {"samt", 40}, {"yekt", 50}, {"alma", 50}, {"almt", 50}, {"omst", 60}, {"novt", 70}, {"krat", 70},
	    {"irkt", 80}, {"yakt", 90}, {"vlat", 100}, {"magt", 110}, {"sakt", 110}, {"pett", 120}, {"est", -50},
	    {"edt", -40}, {"cst", -60}, {"cdt", -50}, {"mst", -70}, {"mdt", -60}, {"pst", -80}, {"pdt", -70}};
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
		if (strcmp(word, zones[i].name) == 0) {
			*offset = zones[i].tenths * (HOUR / 10);
			return true;
		}
	return false;
}

/* +3, +03, +300, +0300, +03:00. */
static bool zone_numbered(const char *word, int *offset)
{
	int digits = 0, number = 0;
	for (const char *s = word + 1; *s; s++) {
		if (*s == ':' && digits)
			continue;
		if (!ascii_is_digit(*s) || ++digits > 4)
			return false;
		number = number * 10 + *s - '0';
	}
	int minutes = digits <= 2 ? number * 60 : number / 100 * 60 + number % 100;
	if (!digits || minutes > 14 * 60)
		return false;
	*offset = (*word == '-' ? -60 : 60) * minutes;
	return true;
}

/* 10:00, 10:00:05, 10:00:05.123 */
static bool take_time(struct date *date, const char *word)
{
	int part[3] = {0}, n = 0, digits = 0;
	for (const char *s = word; *s && *s != '.'; s++) {
		if (*s == ':' && digits && n < 2) {
			n++;
			digits = 0;
		} else if (ascii_is_digit(*s) && ++digits <= 2) {
			part[n] = part[n] * 10 + *s - '0';
		} else {
			return false;
		}
	}
	if (!n || !digits || part[0] > 24 || part[1] > 59 || part[2] > 60 || date->seconds >= 0)
		return false;
	date->seconds = (part[0] * 60 + part[1]) * 60 + part[2];
	return true;
}

static bool take_number(struct date *date, const char *word)
{
	size_t digits = strspn(word, "0123456789");
	const char *behind = word + digits;
	if (!digits || digits > 4 || (*behind && strcmp(behind, ".") != 0 && strcmp(behind, "th") != 0))
		return false;
	int number = (int)strtol(word, NULL, 10);
	if (digits <= 2 && !date->day && number >= 1 && number <= 31)
		date->day = number;
	else if (digits == 4 || (digits == 2 && date->month))
		date->year = digits == 4 ? number : number + (number < 70 ? 2000 : 1900);
	else
		return false;
	return true;
}

/* 2026-11-23, 23.11.2026 */
static bool take_date(struct date *date, const char *word)
{
	int part[3] = {0}, n = 0, digits = 0, first = 0;
	for (const char *s = word; *s; s++) {
		if (strchr("-./", *s) && digits && n < 2) {
			n++;
			digits = 0;
		} else if (ascii_is_digit(*s) && ++digits <= 4) {
			part[n] = part[n] * 10 + *s - '0';
			first += n == 0;
		} else {
			return false;
		}
	}
	if (n != 2 || !digits || date->day)
		return false;
	date->day = part[first == 4 ? 2 : 0];
	date->month = part[1];
	date->year = part[first == 4 ? 0 : 2];
	return date->day <= 31 && date->month >= 1 && date->month <= 12 && date->year > 1900;
}

static void take_afternoon(struct date *date, bool pm)
{
	int hour = date->seconds / HOUR;
	if (date->seconds >= 0 && pm && hour < 12)
		date->seconds += 12 * HOUR;
	else if (date->seconds >= 0 && !pm && hour == 12)
		date->seconds -= 12 * HOUR;
}

/* "gmt+3" is gmt and +3: the number tells. */
static bool take_zone(struct date *date, char *word)
{
	size_t letters = strcspn(word, "+-");
	int offset;
	if (word[letters] && zone_numbered(word + letters, &offset)) {
		date->zoned = date->numbered = true;
		date->offset = offset;
		word[letters] = '\0';
		return !letters || zone_named(word, &offset);
	}
	if (!zone_named(word, &offset))
		return false;
	if (!date->numbered)
		date->offset = offset;
	date->zoned = true;
	return true;
}

static void take_word(struct date *date, char *word)
{
	int month = date->month ? 0 : month_named(word);
	if (month)
		date->month = month;
	else if (strchr(word, ':') && ascii_is_digit(*word))
		date->fault = !take_time(date, word) || date->fault;
	else if (ascii_is_digit(*word))
		date->fault = !(take_number(date, word) || take_date(date, word)) || date->fault;
	else if (strcmp(word, "am") == 0 || strcmp(word, "pm") == 0)
		take_afternoon(date, *word == 'p');
	else
		take_zone(date, word); /* or the name of a day, or a zone nobody knows */
}

/* Words of the folded text without what stands in brackets. */
static void take_words(struct date *date, const char *s)
{
	int depth = 0;
	while (*s) {
		char word[WORD_MOST];
		size_t n = 0;
		for (; *s && strchr(" ,()\t", *s); s++)
			depth += *s == '(' ? 1 : *s == ')' && depth ? -1 : 0;
		/* What stands together in 2026-11-23T10:00:00+03:00 are three words. */
		for (bool time = false; *s && !strchr(" ,()\t", *s); s++) {
			if (n && ((time && strchr("+-z", *s)) || (*s == 't' && ascii_is_digit(s[-1]))))
				break;
			time = time || *s == ':';
			if (n < sizeof word - 1)
				word[n++] = *s;
		}
		s += *s == 't';
		word[n] = '\0';
		if (n && !depth)
			take_word(date, word);
	}
}

void message_read_date(struct message_reading *r, GMimeMessage *mime)
{
	struct message *message = r->message;
	struct date date = {.year = -1, .seconds = -1};
	struct buf folded = {0};
	int year, month, mday;
	GDateTime *other = g_mime_message_get_date(mime);
	message->date = message_header_text(r, (GMimeObject *)mime, "Date", 80);
	message->at = other ? g_date_time_to_unix(other) : INSTANT_MIN;
	casefold_put(&folded, message->date ? message->date : "");
	take_words(&date, folded.text ? folded.text : "");
	r->failed = r->failed || folded.failed;
	buf_free(&folded);
	if (date.fault || !date.day || !date.month || date.year < 0 || date.seconds < 0)
		return;
	day_t day = day_of(date.year, date.month, date.day);
	day_split(day, &year, &month, &mday);
	if (mday != date.day)
		return;
	message->local = !date.zoned;
	message->at = (instant_t)day * 24 * HOUR + date.seconds - date.offset;
}
