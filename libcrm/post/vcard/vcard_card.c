#include "post/vcard/vcard_card_private.h"

#include <string.h>
#include <strings.h>

#include "rows/columns/cell.h"

bool vcard_is_column(const char *name)
{
	static const char *const columns[] = {"name", "phone", "email", "company", "comment", "ext_id"};

	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		if (strcmp(name, columns[i]) == 0)
			return true;
	return false;
}

/* The same value twice is one. */
static bool add_value_of(struct vcard_card *card, const char *name, const char *value, int rank, const char *group)
{
	for (int i = 0; i < card->n; i++)
		if (strcmp(card->entry[i].name, name) == 0 && strcmp(card->entry[i].value, value) == 0) {
			if (rank < card->entry[i].rank)
				card->entry[i].rank = rank;
			return true;
		}
	if (*value != '\0' && card->n < VCARD_FIELDS_MAX)
		card->entry[card->n++] = (struct vcard_entry){name, value, rank, group};
	return true;
}

static bool add_value(struct vcard_card *card, const char *name, const char *value, int rank)
{
	return add_value_of(card, name, value, rank, "");
}

static bool is_one_of(const char *name, const char *const *names)
{
	while (*names != NULL && strcmp(name, *names) != 0)
		names++;
	return *names != NULL;
}

/* Where a number belongs by its kind: a pager cannot be called, and who takes faxes there may take calls too. */
static const char *number_name(const struct vcard_line *line)
{
	bool called = line->cell || line->voice;

	return line->fax && !called ? "fax" : line->pager && !called ? "pager" : "phone";
}

static int number_rank(const struct vcard_line *line)
{
	return (line->cell ? 0 : 2) + !line->pref;
}

/* Apple names the kind of item1.TEL in item1.X-ABLabel. */
static void add_label(struct vcard_card *card, const struct vcard_line *line)
{
	struct vcard_line kind = {0};

	vcard_line_label(&kind, line->value, strlen(line->value));
	for (int i = 0; i < card->n && *line->group != '\0'; i++) {
		struct vcard_entry *e = &card->entry[i];
		if (strcmp(e->group, line->group) != 0 || strcmp(e->name, "phone") != 0)
			continue;
		e->name = number_name(&kind);
		e->rank = kind.cell && e->rank > 1 ? e->rank - 2 : e->rank;
	}
}

static bool says(const char *value, const char *word)
{
	value += strspn(value, " ");
	return strncasecmp(value, word, strlen(word)) == 0 &&
	       value[strlen(word) + strspn(value + strlen(word), " ")] == '\0';
}

/* KIND of version 4, and what address books wrote before there was one. */
static bool tells_group(const struct vcard_line *line)
{
	static const char *const kinds[] = {"KIND", "X-KIND", "X-ADDRESSBOOKSERVER-KIND", NULL};
	static const char *const members[] = {"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER", NULL};

	if (is_one_of(line->name, kinds))
		return says(line->value, "group") || says(line->value, "list");
	if (strcmp(line->name, "X-EVOLUTION-LIST") == 0)
		return says(line->value, "true");
	return is_one_of(line->name, members);
}

/* The components of a value from ${rest} on, as one text. */
static const char *join_components(
    const struct vcard_card *card, struct arena *arena, const char *rest, const char *between)
{
	struct buf text = {0};
	const char *copy = NULL, *part = "";

	buf_put(&text, "");
	while (rest != NULL && (part = vcard_component(arena, &rest, ';', card->old)) != NULL) {
		if (*part == '\0')
			continue;
		buf_put(&text, text.length > 0 ? between : "");
		buf_put(&text, part);
	}
	if (part != NULL && !text.failed)
		copy = arena_text(arena, text.text, text.length);
	buf_free(&text);
	return copy;
}

/* N is family; given; middle. */
static bool add_pieces(struct vcard_card *card, struct arena *arena, const char *rest)
{
	const char *piece[NAME_PIECES] = {0};
	static const int place[NAME_PIECES] = {2, 0, 1};

	for (int i = 0; i < NAME_PIECES && rest != NULL; i++) {
		const char *part = vcard_component(arena, &rest, ';', card->old);
		if (part == NULL)
			return false;
		piece[place[i]] = *part != '\0' ? part : NULL;
	}
	if (piece[0] == NULL && piece[1] == NULL && piece[2] == NULL)
		return true;
	card->pieces = cell_name_join(arena, piece);
	return card->pieces != NULL;
}

static bool add_company(struct vcard_card *card, struct arena *arena, const char *rest)
{
	const char *company = vcard_component(arena, &rest, ';', card->old);
	const char *department = rest != NULL ? join_components(card, arena, rest, ", ") : "";

	return company != NULL && department != NULL && add_value(card, "company", company, 0) &&
	       add_value(card, "department", department, 0);
}

/* What says nothing about the person, or changes from one export to the next. */
static bool is_ignored(const char *name)
{
	static const char *const ignored[] = {"VERSION", "REV", "PRODID", "AGENT", "LABEL", "MAILER", "PROFILE",
	    "CLASS", "NAME", "SOURCE", "SORT-STRING", "KIND", "X-KIND", "X-ADDRESSBOOKSERVER-KIND", "FBURL",
	    "CLIENTPIDMAP", "X-ABLABEL", "X-ABADR", "X-ABSHOWAS", "X-ABUID", "X-MS-OL-DEFAULT-POSTAL-ADDRESS", NULL};

	return is_one_of(name, ignored);
}

/* Other properties under a name of ours, or their own in small letters; X-PHONE is not our phone. An attribute msgid
   acts:
   a card that somebody has sent would take over the answers to the letter of that number. */
static const char *attribute_name(struct arena *arena, const char *name)
{
	static const char *const known[][2] = {{"ADR", "address"}, {"BDAY", "birthday"},
	    {"X-PHONETIC-FIRST-NAME", "phonetic first name"}, {"X-PHONETIC-LAST-NAME", "phonetic last name"}};
	char *small = arena_copy(arena, name);

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(name, known[i][0]) == 0)
			return known[i][1];
	for (char *c = small; c != NULL && *c != '\0'; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	if (small != NULL && strstr(small, "msgid") != NULL)
		return arena_format(arena, "card %s", small);
	bool strip = small != NULL && strncmp(small, "x-", 2) == 0 && small[2] != '\0' && !vcard_is_column(small + 2);
	return strip ? small + 2 : small;
}

bool vcard_card_add(struct vcard_card *card, const struct vcard_line *line, struct arena *arena)
{
	/* TEL in other words; X-MS-TEL is how Outlook writes a number more than version 2.1 has kinds for. */
	static const char *const phones[] = {"TEL", "PHONE", "TELEPHONE", "MOBILE", "X-MS-TEL", "FAX", NULL};
	static const char *const mails[] = {"EMAIL", "E-MAIL", "MAIL", NULL};
	static const char *const addresses[] = {"ADR", "ADDR", "ADDRESS", NULL};
	const char *rest = line->value, *name = line->name;

	card->group = card->group || tells_group(line);
	if (strcmp(name, "X-ABLABEL") == 0)
		add_label(card, line);
	if (is_ignored(name) || line->binary)
		return true;
	if (strcmp(name, "N") == 0)
		return add_pieces(card, arena, rest);
	if (strcmp(name, "ORG") == 0)
		return add_company(card, arena, rest);
	if (is_one_of(name, addresses)) {
		const char *address = join_components(card, arena, rest, ", ");
		return address != NULL && add_value(card, "address", address, 0);
	}
	const char *value = vcard_component(arena, &rest, '\0', card->old);
	if (value == NULL)
		return false;
	if (strcmp(name, "FN") == 0)
		return add_value(card, "name", value, 0);
	if (is_one_of(name, phones))
		return add_value_of(card, number_name(line), value, number_rank(line), line->group);
	if (is_one_of(name, mails))
		return add_value(card, "email", value, !line->pref);
	if (strcmp(name, "NOTE") == 0)
		return add_value(card, "comment", value, 0);
	if (strcmp(name, "UID") == 0)
		return add_value(card, "ext_id", value, 0);
	const char *attribute = attribute_name(arena, name);
	return attribute != NULL && add_value(card, attribute, value, 0);
}

static bool is_of_intake(const char *name)
{
	return strcmp(name, "phone") == 0 || strcmp(name, "email") == 0;
}

/* How many before entry ${i} have its name. */
static int count_before(const struct vcard_card *card, int i)
{
	int n = 0;

	for (int k = 0; k < i; k++)
		n += strcmp(card->entry[k].name, card->entry[i].name) == 0;
	return n;
}

/* All notes as one text; NULL without memory. */
static const char *comment_of(const struct vcard_card *card, struct arena *arena)
{
	struct buf text = {0};
	const char *copy = NULL;

	for (int i = 0; i < card->n; i++) {
		if (strcmp(card->entry[i].name, "comment") != 0)
			continue;
		buf_put(&text, text.length > 0 ? "\n" : "");
		buf_put(&text, card->entry[i].value);
	}
	if (!text.failed)
		copy = arena_text(arena, text.text ? text.text : "", text.length);
	buf_free(&text);
	return copy;
}

/* A second value of what can have one only is an attribute with a number. */
static bool hand_over(const struct vcard_card *card, struct arena *arena, struct vcard_field *field, int *n)
{
	for (int i = 0; i < card->n; i++) {
		const struct vcard_entry *e = &card->entry[i];
		bool comment = strcmp(e->name, "comment") == 0;
		int nth = count_before(card, i);
		if (comment && nth > 0)
			continue;
		field[*n].value = comment ? comment_of(card, arena) : e->value;
		field[*n].name =
		    nth == 0 || is_of_intake(e->name) ? e->name : arena_format(arena, "%s %d", e->name, nth + 1);
		if (field[*n].name == NULL || field[*n].value == NULL)
			return false;
		++*n;
	}
	return true;
}

/* Stable: what came first stays first. */
static void sort_by_rank(struct vcard_card *card)
{
	for (int i = 1; i < card->n; i++) {
		struct vcard_entry moved = card->entry[i];
		int k = i;
		for (; k > 0 && card->entry[k - 1].rank > moved.rank; k--)
			card->entry[k] = card->entry[k - 1];
		card->entry[k] = moved;
	}
}

/* A number under a name of somebody's own (X-WHATSAPP, IMPP:tel:…) is better than none to call. */
static void take_any_number(struct vcard_card *card)
{
	static const char *const words[] = {"phone", "mobile", "cell", "tel", "whatsapp", "viber", "impp", NULL};
	int found = -1;

	for (int i = card->n - 1; i >= 0; i--) {
		const struct vcard_entry *e = &card->entry[i];
		if (strcmp(e->name, "phone") == 0)
			return;
		bool named = false;
		for (int w = 0; words[w] != NULL; w++)
			named = named || strstr(e->name, words[w]) != NULL;
		const char *colon = strrchr(e->value, ':'), *number = colon ? colon + 1 : e->value;
		size_t length = strspn(number, "+0123456789 ()-.\t");
		if (named && length >= 10 && number[length] == '\0')
			found = i;
	}
	if (found >= 0) {
		const char *colon = strrchr(card->entry[found].value, ':');
		card->entry[found].name = "phone";
		card->entry[found].value = colon ? colon + 1 : card->entry[found].value;
	}
}

bool vcard_card_end(struct vcard_card *card, struct vcard *out, struct arena *arena)
{
	bool named = false;

	for (int i = 0; i < card->n; i++)
		named = named || strcmp(card->entry[i].name, "name") == 0;
	if (card->n == VCARD_FIELDS_MAX && !named)
		card->n--; /* who it is comes before the last of its properties */
	if (!named && card->pieces != NULL)
		add_value(card, "name", card->pieces, 0);
	take_any_number(card);
	sort_by_rank(card);
	struct vcard_field *field = arena_get(arena, ((size_t)card->n + 1) * sizeof *field);
	out->field = field;
	out->group = card->group;
	return field != NULL && hand_over(card, arena, field, &out->n);
}
