#include "rows/columns/bind_cells.h"

#include <string.h>

#include "base/text/casefold.h"
#include "base/text/phone.h"
#include "rows/columns/synonyms_private.h"

#define ROWS_LOOKED_AT 200
#define MOST_LETTERS 12 /* beside a phone: "моб. ", "доб. 12", a name's worth is a sentence */

/* Pieces of headings, as casefold_key_put leaves them. */
static const char *const of_phones[] = {"phone", "tel", "mob", "cell", "number", "whatsapp", "viber", "contact", "тел",
    "моб", "сот", "номер", "связ", "контакт", "ватсап", "вотсап", "вайбер", NULL};
/* Somebody else's, or no number to call. */
static const char *const of_others[] = {"manager", "owner", "agent", "assistant", "employee", "operator", "createdby",
    "referr", "company", "organi", "fax", "pager", "invoice", "order", "account", "passport", "contract", "taxn",
    "ourn", "dialed", "called", "менеджер", "ответствен", "агент", "риелтор", "риэлтор", "помощник", "секретар",
    "сотрудник", "руковод", "оператор", "куратор", "рекоменд", "компани", "организ", "факс", "пейджер", "договор",
    "заказ", "паспорт", "снилс", "инн", "счет", "карт", "нашномер", "подмен", "атс", NULL};

static bool speaks_of(const char *key, const char *const *pieces)
{
	for (; *pieces != NULL; pieces++)
		if (strstr(key, *pieces) != NULL)
			return true;
	return false;
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

struct cells_look {
	int full, alike, same; /* cells that are not empty; of these, phones or addresses; of these, as the first one */
};

static struct cells_look look_at(const struct cells *rows, int n, int column, bool phone, const char *country)
{
	struct cells_look look = {0};
	char address[256], first_address[256] = "";
	int64_t first_phone = 0;

	for (int i = 0; i < n && i < ROWS_LOOKED_AT; i++) {
		if (column >= rows[i].n || rows[i].cell[column][0] == '\0')
			continue;
		look.full++;
		if (phone) {
			int64_t number = cell_phone(rows[i].cell[column], country);
			first_phone = first_phone != 0 ? first_phone : number;
			look.alike += number != 0;
			look.same += number != 0 && number == first_phone;
		} else {
			email_fold(rows[i].cell[column], address);
			if (first_address[0] == '\0')
				memcpy(first_address, address, sizeof address);
			look.alike += address[0] != '\0';
			look.same += address[0] != '\0' && strcmp(address, first_address) == 0;
		}
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

/* Is the column nobody's yet: neither ours, nor a piece, nor listed as somebody else's? */
static bool is_free(const struct binding *b, int i, const struct synonyms *synonyms, const char *key)
{
	return b->ours[i] == -1 && b->use[i] == USE_NONE && synonyms_find(synonyms, key) == NULL;
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
		if (look.alike == 0 || look.alike * 10 < look.full * 9)
			continue;
		bool taken = !speaks_of(w->key[i], of_others) && (!phone || speaks_of(w->key[i], of_phones)) &&
		             (look.alike < 4 || look.same * 2 <= look.alike);
		w->seen[i] = true;
		found[(*n_found)++] = (struct contact_column){s->header->cell[i], name, taken};
		if (!taken)
			continue;
		b->ours[i] = column;
		b->name[i] = name;
	}
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
	for (int j = 0; columns[j].name != NULL; j++)
		if (strcmp(columns[j].name, "phone") == 0 || strcmp(columns[j].name, "email") == 0)
			find_alike(&w, columns[j].name, j, *found, n_found);
	return CRM_OK;
}
