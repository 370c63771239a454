/* «Anna (anna@x.ru)»: whoever exports a person beside something else writes how to reach him behind his name. */
#include <string.h>

#include "base/text/phone.h"
#include "rows/columns/cell.h"

#define BETWEEN " \t\r\n,;:|/\"()<>[]{}"
#define OPENING "(<[{"
#define CLOSING ")>]}"
#define ADDRESS_ROOM 256

struct span {
	const char *from, *end;
};

static struct span text_of(const char *text)
{
	return (struct span){text, text + strlen(text)};
}

static bool has(struct span s, char c)
{
	return memchr(s.from, c, (size_t)(s.end - s.from)) != NULL;
}

/* A dash or a hard blank of more than one byte at ${at}; its length. */
static size_t dash_length(const char *at, const char *end)
{
	static const char *const dashes[] = {"\xC2\xA0", "–", "—", NULL};
	for (int i = 0; dashes[i] != NULL; i++) {
		size_t length = strlen(dashes[i]);
		if ((size_t)(end - at) >= length && memcmp(at, dashes[i], length) == 0)
			return length;
	}
	return 0;
}

static bool is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* Without what stands between a name and an address: before it a bracket that opens, behind it one that closes. */
static struct span trim(struct span s, const char *brackets)
{
	static const char around[] = " \t\r\n,;:|/\"-";
	size_t step;
	while (s.from < s.end && ((step = dash_length(s.from, s.end)) > 0 || is_one_of(*s.from, around) ||
	                             (*brackets == *CLOSING && is_one_of(*s.from, brackets))))
		s.from += step > 0 ? step : 1;
	for (; s.end > s.from; s.end -= step) {
		step = 1;
		if (is_one_of(s.end[-1], around) || (*brackets == *OPENING && is_one_of(s.end[-1], brackets)))
			continue;
		step = s.end - s.from >= 3 && dash_length(s.end - 3, s.end) == 3   ? 3
		       : s.end - s.from >= 2 && dash_length(s.end - 2, s.end) == 2 ? 2
		                                                                   : 0;
		if (step == 0)
			break;
	}
	return s;
}

/* The first word that is an address, folded into ${address}. */
static bool find_address(const char *cell, struct span *word, char address[ADDRESS_ROOM])
{
	for (const char *at = cell + strspn(cell, BETWEEN); *at != '\0'; at = word->end + strspn(word->end, BETWEEN)) {
		char text[ADDRESS_ROOM];
		size_t length = strcspn(at, BETWEEN);
		*word = (struct span){at, at + length};
		if (!has(*word, '@') || length >= sizeof text)
			continue;
		memcpy(text, at, length);
		text[length] = '\0';
		email_fold_loose(text, address);
		if (address[0] == '\0')
			continue;
		if (at - cell >= 7 && memcmp(at - 7, "mailto:", 7) == 0)
			word->from -= 7;
		return true;
	}
	return false;
}

/* A phone that has brackets of its own: «Пётр (8 916 123-45-67)». */
static bool find_phone(const char *cell, const char *country, struct span *inside)
{
	for (const char *at = strpbrk(cell, OPENING); at != NULL; at = strpbrk(at + 1, OPENING)) {
		char text[64];
		size_t length = strcspn(at + 1, CLOSING);
		if (at[length + 1] == '\0' || length >= sizeof text || strspn(at + 1, "+0123456789- .") < length)
			continue;
		memcpy(text, at + 1, length);
		text[length] = '\0';
		*inside = (struct span){at + 1, at + 1 + length};
		if (phone_parse(text, country).e164 != 0)
			return true;
	}
	return false;
}

/* What stands on both sides of the contact is one name; more behind it, with an address too or behind a semicolon, is
   somebody else. */
static bool take_names(struct arena *arena, const char *cell, struct span contact, struct cell_person *person)
{
	struct span before = trim((struct span){cell, contact.from}, OPENING),
	            rest = {contact.end, cell + strlen(cell)}, after = trim(rest, CLOSING);
	size_t closed = strspn(contact.end, CLOSING " ");
	int n_before = (int)(before.end - before.from), n_after = (int)(after.end - after.from);
	bool others = n_after > 0 && (contact.end[closed] == ';' || has(after, '@'));

	if (others && (person->others = arena_text(arena, after.from, (size_t)n_after)) == NULL)
		return false;
	if (n_before > 0 && n_after > 0 && !others)
		person->name = arena_format(arena, "%.*s %.*s", n_before, before.from, n_after, after.from);
	else if (n_before > 0 || others)
		person->name = arena_text(arena, before.from, (size_t)n_before);
	else
		person->name = arena_text(arena, after.from, (size_t)n_after);
	return person->name != NULL;
}

/* Of several persons the first: he has no address, if one comes only behind the semicolon. */
static bool first_has_none(const char *cell, struct span contact)
{
	const char *parting = memchr(cell, ';', (size_t)(contact.from - cell));
	struct span first = trim((struct span){cell, parting != NULL ? parting : cell}, "");
	return first.end > first.from;
}

bool cell_person_read(struct arena *arena, const char *cell, const char *country, struct cell_person *person)
{
	struct span contact = {cell, cell};
	char address[ADDRESS_ROOM];
	*person = (struct cell_person){0};
	bool email = find_address(cell, &contact, address);

	if (!email && !find_phone(cell, country, &contact))
		return true;
	if (first_has_none(cell, contact)) {
		const char *parting = strchr(cell, ';');
		struct span first = trim((struct span){cell, parting}, OPENING), rest = trim(text_of(parting), "");
		person->name = arena_text(arena, first.from, (size_t)(first.end - first.from));
		person->others = arena_text(arena, rest.from, (size_t)(rest.end - rest.from));
		return person->name != NULL && person->others != NULL;
	}
	const char *text = arena_text(arena, contact.from, (size_t)(contact.end - contact.from));
	person->email = email ? text : NULL;
	person->phone = email ? NULL : text;
	return text != NULL && take_names(arena, cell, contact, person);
}
