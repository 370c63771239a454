#include "rows/columns/bind_cells.h"

#include <stdio.h>
#include <string.h>

#include "base/text/casefold.h"
#include "base/text/phone.h"
#include "rows/columns/synonyms_private.h"

#define ROWS_LOOKED_AT 200
#define MOST_LETTERS 12 /* beside a phone: "моб. ", "доб. 12", a name's worth is a sentence */

/* Pieces of headings, as casefold_key_put leaves them. */
static const char *const of_phones[] = {"phone", "tel", "mob", "cell", "number", "whatsapp", "viber", "contact", "тел",
    "моб", "сот", "номер", "связ", "контакт", "ватсап", "вотсап", "вайбер", "звон", NULL};
/* Somebody else's, or no number to call. */
static const char *const of_others[] = {"manager", "owner", "agent", "assistant", "employee", "operator", "createdby",
    "referr", "company", "organi", "fax", "pager", "invoice", "order", "account", "passport", "contract", "taxn",
    "ourn", "dialed", "called", "destination", "virtual", "tracking", "менеджер", "ответствен", "агент", "риелтор",
    "риэлтор", "помощник", "секретар", "сотрудник", "руковод", "оператор", "куратор", "рекоменд", "компани", "организ",
    "факс", "пейджер", "договор", "заказ", "паспорт", "снилс", "инн", "счет", "карт", "нашномер", "подмен", "назначен",
    "виртуал", "линии", "набранн", "атс", NULL};

static bool speaks_of(const char *key, const char *const *pieces)
{
	for (; *pieces != NULL; pieces++)
		if (strstr(key, *pieces) != NULL)
			return true;
	return false;
}

bool bind_is_of_others(const char *heading)
{
	struct buf key = {0};

	casefold_key_put(&key, heading);
	bool others = key.failed || (key.length > 0 && speaks_of(key.text, of_others));
	buf_free(&key);
	return others;
}

/* A number to call and nothing else: a sentence that has one in it is a comment. */
static int64_t cell_phone(const char *cell, const char *country)
{
	int letters = 0;

	for (const char *at = cell; *at != '\0';) {
		uint32_t code = utf8_fold(utf8_next(&at));
		letters += (code >= 'a' && code <= 'z') || (code >= 0x400 && code < 0x530);
	}
	return letters > MOST_LETTERS ? 0 : phone_parse(cell, country).e164;
}

#define APART ",;/| \t\r\n"

/* What is in a cell: a phone, an address, or both («8 916 …, a@b.example»). */
struct contact {
	int64_t phone;     /* 0: none */
	char address[256]; /* folded; "": none */
};

static void read_contact(const char *cell, const char *country, struct contact *contact)
{
	char word[256], rest[256] = "";
	size_t used = 0;

	*contact = (struct contact){0};
	if (strchr(cell, '@') == NULL) {
		contact->phone = cell_phone(cell, country);
		return;
	}
	for (cell += strspn(cell, APART); *cell != '\0'; cell += strspn(cell, APART)) {
		size_t length = strcspn(cell, APART);
		if (length < sizeof word && used + length + 1 < sizeof rest) {
			memcpy(word, cell, length);
			word[length] = '\0';
			if (strchr(word, '@') == NULL)
				used += (size_t)snprintf(rest + used, sizeof rest - used, " %s", word);
			else if (contact->address[0] == '\0')
				email_fold(word, contact->address);
		}
		cell += length;
	}
	contact->phone = cell_phone(rest, country);
}

struct cells_look {
	int full, alike, own, same; /* cells that are not empty; of these, phones or addresses; of these, of the kind
	                               that is looked for; of these, as the first one */
};

static struct cells_look look_at(const struct cells *rows, int n, int column, bool phone, const char *country)
{
	struct cells_look look = {0};
	struct contact first = {0}, one;

	for (int i = 0; i < n && i < ROWS_LOOKED_AT; i++) {
		if (column >= rows[i].n || rows[i].cell[column][0] == '\0')
			continue;
		look.full++;
		read_contact(rows[i].cell[column], country, &one);
		look.alike += one.phone != 0 || one.address[0] != '\0';
		if (phone ? one.phone == 0 : one.address[0] == '\0')
			continue;
		if (look.own++ == 0)
			first = one;
		look.same += phone ? one.phone == first.phone : strcmp(one.address, first.address) == 0;
	}
	return look;
}

/* Does a column that is bound to ${column} have at least one? */
static bool gives_any(
    const struct binding *b, int column, const struct cells *rows, int n, bool phone, const char *country)
{
	char address[256] = "";

	for (int i = 0; i < b->n; i++) {
		for (int r = 0; b->ours[i] == column && r < n && r < ROWS_LOOKED_AT; r++) {
			const char *cell = i < rows[r].n ? rows[r].cell[i] : "";
			if (!phone)
				email_fold(cell, address);
			if (phone ? phone_parse(cell, country).e164 != 0 : address[0] != '\0')
				return true;
		}
	}
	return false;
}

static bool is_name(const struct binding *b, int i)
{
	return b->ours[i] >= 0 && strcmp(b->name[i], "name") == 0;
}

/* Is the column nobody's yet: neither ours, nor a piece, nor listed as somebody else's? */
static bool is_free(const struct binding *b, int i, const struct synonyms *synonyms, const char *key)
{
	const struct synonym *word = synonyms_find(synonyms, key);

	/* «Контакт» is a name, or how to reach him; so is «Клиент» in a list of calls. */
	if (is_name(b, i) || b->use[i] == USE_SPARE)
		return word == NULL || !synonyms_mapped(synonyms, word);
	return b->ours[i] == -1 && b->use[i] == USE_NONE && word == NULL;
}

struct bind_cells_work {
	struct binding *binding;
	const char **key; /* of the headings */
	const struct synonyms *synonyms;
	const struct bind_sample *sample;
	bool *seen;
};

/* Looks for columns that hold ${name}, number ${column} of the command. */
static void find_alike(
    struct bind_cells_work *w, const char *name, int column, struct contact_column *found, int *n_found)
{
	const struct bind_sample *s = w->sample;
	struct binding *b = w->binding;
	bool phone = strcmp(name, "phone") == 0;

	if (gives_any(b, column, s->rows, s->n, phone, s->country))
		return;
	for (int i = 0; i < b->n; i++) {
		if (w->seen[i] || !is_free(b, i, w->synonyms, w->key[i]))
			continue;
		struct cells_look look = look_at(s->rows, s->n, i, phone, s->country);
		bool named = is_name(b, i) || b->use[i] == USE_SPARE;
		bool speaks = !phone || speaks_of(w->key[i], of_phones) || (named && look.own == look.full);
		if (look.own == 0 || look.alike * 10 < look.full * 9 || (look.own < look.alike && !speaks))
			continue;
		bool taken = !speaks_of(w->key[i], of_others) && speaks && (look.own < 4 || look.same * 2 <= look.own);
		if ((b->ours[i] >= 0 || b->use[i] == USE_SPARE) && !taken)
			continue;
		w->seen[i] = true;
		found[(*n_found)++] = (struct contact_column){s->header->cell[i], name, taken};
		if (!taken)
			continue;
		b->ours[i] = column;
		b->name[i] = name;
		b->use[i] = USE_NONE;
	}
}

/* A list without a heading: its first line is somebody. */
static enum status check_heading(const struct bind_cells_work *w, struct why *why)
{
	const struct binding *b = w->binding;
	const struct cells *header = w->sample->header;
	struct contact contact;

	for (int i = 0; i < b->n; i++)
		if (b->ours[i] != -1 || b->use[i] != USE_NONE)
			return CRM_OK;
	for (int i = 0; i < b->n && i < header->n; i++) {
		read_contact(header->cell[i], w->sample->country, &contact);
		if (contact.phone != 0 || contact.address[0] != '\0')
			return why_set(why, CRM_DATA,
			    _("the first line is no heading, «%.60s» stands in it: put one before it, such as "
			      "name,phone,email"),
			    header->cell[i]);
	}
	return CRM_OK;
}

enum status bind_cells(struct binding *binding, const struct bind_sample *sample, const struct column *columns,
    const struct synonyms *synonyms, bool *seen, struct arena *arena, struct contact_column **found, int *n_found,
    struct why *why)
{
	struct bind_cells_work w = {.binding = binding, .synonyms = synonyms, .sample = sample, .seen = seen};

	*n_found = 0;
	*found = arena_get(arena, (size_t)(binding->n + 1) * sizeof **found);
	w.key = arena_get(arena, (size_t)(binding->n + 1) * sizeof *w.key);
	if (*found == NULL || w.key == NULL)
		return why_memory(why);
	for (int i = 0; i < binding->n; i++)
		if ((w.key[i] = synonyms_key(arena, sample->header->cell[i])) == NULL)
			return why_memory(why);
	enum status status = check_heading(&w, why);
	for (int j = 0; status == CRM_OK && columns[j].name != NULL; j++)
		if (strcmp(columns[j].name, "phone") == 0 || strcmp(columns[j].name, "email") == 0)
			find_alike(&w, columns[j].name, j, *found, n_found);
	return status;
}
