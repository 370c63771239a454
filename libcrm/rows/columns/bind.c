#include "rows/columns/bind.h"

#include <string.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "base/value/money.h"
#include "rows/columns/synonyms_private.h"

/* How good a claim of an input column on one of ours is: less is better. */
enum { CLAIM_MAP, CLAIM_NAME, CLAIM_WORD, CLAIM_NUMBERED = 1000000 };

struct bind_work {
	const struct column *columns;
	const struct synonyms *synonyms;
	struct arena *arena;
	int known; /* columns of the command */
	const char **known_key;
	const char *const *header;
	const char **key; /* of the input's columns */
	int *claim;
};

/* The endings of `name.first` and the like, as keys. */
static const char *const piece_endings[] = {[USE_FIRST] = "first", [USE_MIDDLE] = "middle", [USE_LAST] = "last"};

/* Of these one row may have several: the first that is not empty counts, and the command sees the others too. */
static bool repeats(const char *name)
{
	return strcmp(name, "phone") == 0 || strcmp(name, "email") == 0 || strcmp(name, "closed") == 0 ||
	       strncmp(name, "consent", 7) == 0 || strncmp(name, "optout", 6) == 0;
}

static int column_of(const struct bind_work *w, const char *key)
{
	for (int i = 0; i < w->known; i++)
		if (strcmp(w->known_key[i], key) == 0)
			return i;
	return -1;
}

/* The other column speaks in the rows where the better one is empty. */
static bool has_spare(const char *name)
{
	return strcmp(name, "name") == 0 || strcmp(name, "source") == 0 || strcmp(name, "campaign") == 0 ||
	       strcmp(name, "reason") == 0;
}

static size_t blank_length(const char *text)
{
	if (strncmp(text, "\xC2\xA0", 2) == 0)
		return 2;
	return *text != '\0' && strchr(" \t\r\n", *text) != NULL;
}

static const char *trim_copy(struct arena *arena, const char *text)
{
	size_t length, step;

	while ((step = blank_length(text)) > 0)
		text += step;
	length = strlen(text);
	while (length > 0 &&
	       (blank_length(text + length - 1) == 1 || (length > 1 && blank_length(text + length - 2) == 2)))
		length -= blank_length(text + length - 1) == 1 ? 1 : 2;
	return arena_text(arena, text, length);
}

/* The nearest of ${keys} if it is near enough to be a slip; -1 if none is. */
static int find_nearest(const char *key, const char *const *keys, int n)
{
	int best = -1, least = (int)strlen(key) / 3 + 2;

	for (int i = 0; i < n; i++) {
		int distance = text_distance(key, keys[i]);
		if (distance < least) {
			least = distance;
			best = i;
		}
	}
	return best;
}

/* A map that leads to a column nobody has is a slip; to one that another command has, is not. */
static enum status check_map(const struct bind_work *w, const struct synonym *word, struct why *why)
{
	int near;

	if (word->ours[0] == '\0' || synonyms_known(w->synonyms, word->ours))
		return CRM_OK;
	near = find_nearest(word->ours, w->known_key, w->known);
	return near < 0 ? why_set(why, CRM_USAGE, _("the map leads to «%s»: there is no such column"), word->ours)
	                : why_set(why, CRM_USAGE, _("the map leads to «%s»: is «%s» meant?"), word->ours,
	                      w->columns[near].name);
}

/* A key that is one of ours, a piece of one (namefirst), or may name something of ours (stage?). */
static bool match_own_key(const struct bind_work *w, struct binding *b, int i, const char *key)
{
	b->ours[i] = key[0] == '\0' ? -1 : column_of(w, key);
	for (int j = 0; j < w->known && b->ours[i] < 0; j++) {
		size_t length = strlen(w->known_key[j]);
		const char *rest = key + length;
		if (strncmp(key, w->known_key[j], length) != 0)
			continue;
		for (int use = USE_FIRST; use <= USE_LAST; use++)
			if (strcmp(rest, piece_endings[use]) == 0)
				b->use[i] = (enum binding_use)use;
		if (strcmp(rest, "?") == 0)
			b->use[i] = USE_MAYBE;
		if (b->use[i] != USE_NONE)
			b->of[i] = j;
	}
	return b->ours[i] >= 0 || b->use[i] != USE_NONE;
}

/* "Phone 3", "E-mail 2 - Value": one more of what may be there several times; "Organization 1 - Name": the first. */
static enum status claim_numbered(struct bind_work *w, struct binding *b, int i, struct why *why)
{
	const char *key = w->key[i];
	size_t length = 0;
	bool first = true;

	if (strpbrk(key, "0123456789") == NULL)
		return CRM_OK;
	char *plain = arena_get(w->arena, strlen(key) + 1);
	if (plain == NULL)
		return why_memory(why);
	for (; *key != '\0'; key++)
		if (*key < '0' || *key > '9')
			plain[length++] = *key;
		else
			first = first && *key == '1' && (key[1] < '0' || key[1] > '9');
	plain[length] = '\0';
	const struct synonym *word = synonyms_find(w->synonyms, plain);
	int column = column_of(w, word != NULL ? word->ours : plain);
	w->claim[i] = CLAIM_NUMBERED;
	if (column >= 0 && (first || repeats(w->columns[column].name)))
		b->ours[i] = column;
	return CRM_OK;
}

/* «Бюджет, тыс. руб.», "Deal Amount (USD)": a sum, with its unit. */
static enum status claim_sum(struct bind_work *w, struct binding *b, int i, struct why *why)
{
	int amount = column_of(w, "amount");
	const char *heading = w->header[i];

	for (const char *at = strpbrk(heading, " ,(["); amount >= 0 && at != NULL; at = strpbrk(at + 1, " ,([")) {
		if (!money_is_unit(at))
			continue;
		const char *plain = arena_text(w->arena, heading, (size_t)(at - heading));
		const char *key = plain != NULL ? synonyms_key(w->arena, plain) : NULL;
		if (key == NULL)
			return why_memory(why);
		const struct synonym *word = synonyms_find(w->synonyms, key);
		if (column_of(w, word != NULL ? word->ours : key) != amount)
			return CRM_OK;
		b->ours[i] = amount;
		w->claim[i] = CLAIM_WORD + (word != NULL ? word->rank : 0);
		return CRM_OK;
	}
	return CRM_OK;
}

/* «Как вас зовут?», «Телефон*» of a form are looked for without the sign at the end, if nobody lists them with it. */
static const struct synonym *find_word(struct bind_work *w, int i)
{
	const char *key = w->key[i];
	const struct synonym *word = synonyms_find(w->synonyms, key);
	size_t length = strlen(key), signs = 0;

	while (signs < length && strchr("?:*!", key[length - signs - 1]) != NULL)
		signs++;
	if (word != NULL || signs == 0 || signs == length)
		return word;
	const char *bare = arena_text(w->arena, key, length - signs);
	if (bare == NULL)
		return NULL; /* as if nobody knew it */
	word = synonyms_find(w->synonyms, bare);
	if (word != NULL || column_of(w, bare) >= 0)
		w->key[i] = bare;
	return word;
}

/* What input column ${i} may be. */
static enum status claim_column(struct bind_work *w, struct binding *b, int i, struct why *why)
{
	const struct synonym *word = find_word(w, i);
	bool mapped = word != NULL && synonyms_mapped(w->synonyms, word);

	b->of[i] = -1;
	if (mapped) {
		w->claim[i] = CLAIM_MAP;
		if (match_own_key(w, b, i, word->ours))
			return CRM_OK;
		/* Ours may be named as people call it, «Телефон». */
		const struct synonym *called = synonyms_find(w->synonyms, word->ours);
		return called != NULL && !synonyms_mapped(w->synonyms, called) && called->ours[0] != '\0' &&
		               match_own_key(w, b, i, called->ours)
		           ? CRM_OK
		           : check_map(w, word, why);
	}
	int own = w->key[i][0] == '\0' ? -1 : column_of(w, w->key[i]);
	bool spelled = own >= 0 && strcmp(w->header[i], w->columns[own].name) == 0;
	/* An address has a "State": only what is written as we write it is ours whatever the lists say. */
	if (word != NULL && !spelled && match_own_key(w, b, i, word->ours)) {
		w->claim[i] = CLAIM_WORD + word->rank;
		return CRM_OK;
	}
	b->ours[i] = own;
	w->claim[i] = CLAIM_NAME;
	if (own >= 0 || word != NULL)
		return CRM_OK;
	enum status status = claim_sum(w, b, i, why);
	return status != CRM_OK || b->ours[i] >= 0 ? status : claim_numbered(w, b, i, why);
}

/* Whose name a heading speaks of, beside one that is only "Name": "Contact.Name" is a person's, «Контакт» may be how to
   reach him, «Клиент» has a name in a list of deals. */
enum whose { OF_ANYTHING, OF_SOMEBODY, OF_PERSON };
static enum whose whose_name(const char *key, bool deals)
{
	static const char *const people[] = {"contact", "контакт", "person", NULL};
	static const char *const clients[] = {
	    "clientname", "customer", "buyer", "клиент", "покупател", "заказчик", NULL};
	for (int i = 0; people[i] != NULL; i++)
		if (strstr(key, people[i]) != NULL)
			return strcmp(key, people[i]) == 0 ? OF_SOMEBODY : OF_PERSON;
	for (int i = 0; clients[i] != NULL && deals; i++)
		if (strstr(key, clients[i]) != NULL)
			return OF_SOMEBODY;
	return OF_ANYTHING;
}

static bool lists_deals(const struct bind_work *w, const struct binding *b)
{
	for (int i = 0; i < b->n; i++) {
		int column = b->ours[i] >= 0 ? b->ours[i] : b->of[i];
		const char *ours = column >= 0 ? w->columns[column].name : "";
		if (strcmp(ours, "amount") == 0 || strcmp(ours, "stage") == 0 || strcmp(ours, "closed") == 0)
			return true;
	}
	return false;
}

/* "Name" beside "Contact.Name" is what the deal is called: the client is the person. */
static void yield_to_person(const struct bind_work *w, struct binding *b)
{
	enum whose whose = OF_ANYTHING;
	int name = column_of(w, "name"), deal = -1;
	bool deals = lists_deals(w, b);

	for (int i = 0; name >= 0 && i < b->n; i++) {
		if (b->ours[i] != name && b->of[i] != name)
			continue;
		if (w->claim[i] == CLAIM_MAP)
			return;
		if (b->ours[i] == name && strcmp(w->key[i], "name") == 0) {
			deal = i;
			continue;
		}
		enum whose of = whose_name(w->key[i], deals);
		whose = of > whose ? of : whose;
	}
	if (deal < 0 || whose == OF_ANYTHING)
		return;
	b->ours[deal] = -1;
	b->use[deal] = whose == OF_PERSON ? USE_NONE : USE_SPARE;
	b->of[deal] = whose == OF_PERSON ? -1 : name;
}

static bool begins_with(const char *key, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strncmp(key, *words, strlen(*words)) == 0)
			return true;
	return false;
}

/* In a list of calls «Статус» says what became of the call: «Успешный» wins no deal. */
static void leave_status_of_calls(const struct bind_work *w, struct binding *b)
{
	static const char *const calls[] = {"длительност", "продолжительност", "времяразговора", "duration",
	    "callduration", "talktime", "ктозвонил", "скемговорил", NULL},
	                         *const status[] = {
	                             "статус", "status", "состояние", "state", "результат", "result", NULL};
	bool any = false;

	for (int i = 0; i < b->n && !any; i++)
		any = begins_with(w->key[i], calls);
	for (int i = 0; i < b->n && any; i++) {
		int column = b->ours[i] >= 0 ? b->ours[i] : b->of[i];
		const char *ours = column >= 0 ? w->columns[column].name : "";
		if (w->claim[i] == CLAIM_MAP || !begins_with(w->key[i], status) ||
		    (strcmp(ours, "stage") != 0 && strcmp(ours, "state") != 0))
			continue;
		b->ours[i] = b->of[i] = -1;
		b->use[i] = USE_NONE;
	}
}

/* «Дата звонка» and «Время звонка»: the time belongs to the date, which counts. */
static void join_times(const struct bind_work *w, struct binding *b)
{
	static const char *const dates[] = {"дата", "date", "calldate", NULL}, *const times[] = {
	                                                                           "время", "time", "calltime", NULL};
	int at = column_of(w, "at"), date = -1;

	for (int i = 0; at >= 0 && i < b->n && date < 0; i++)
		if (b->ours[i] == at && begins_with(w->key[i], dates))
			date = i;
	for (int i = 0; date >= 0 && i < b->n; i++) {
		if (b->ours[i] != at || !begins_with(w->key[i], times) || w->claim[i] == CLAIM_MAP)
			continue;
		b->ours[i] = -1;
		b->use[i] = USE_TIME;
		b->of[i] = at;
		return;
	}
}

/* One input column for each of ours. */
static void settle_claims(const struct bind_work *w, struct binding *b)
{
	for (int j = 0; j < w->known; j++) {
		int best = -1;
		if (repeats(w->columns[j].name))
			continue;
		for (int i = 0; i < b->n; i++)
			if (b->ours[i] == j && (best < 0 || w->claim[i] < w->claim[best]))
				best = i;
		for (int i = 0; i < b->n; i++) {
			if (b->ours[i] != j || i == best)
				continue;
			b->ours[i] = -1;
			bool spare = has_spare(w->columns[j].name) && w->claim[i] != CLAIM_MAP; /* that is told */
			b->use[i] = spare ? USE_SPARE : USE_NONE;
			b->of[i] = b->use[i] == USE_SPARE ? j : -1;
		}
	}
}

/* And one for each piece of it. */
static void settle_pieces(const struct bind_work *w, struct binding *b)
{
	for (int i = 0; i < b->n; i++) {
		b->maybes = b->maybes || b->use[i] == USE_MAYBE;
		if (b->use[i] < USE_FIRST || b->use[i] > USE_LAST)
			continue;
		b->pieces = true;
		for (int k = i + 1; k < b->n; k++) {
			if (b->use[k] != b->use[i] || b->of[k] != b->of[i])
				continue;
			int worse = w->claim[k] < w->claim[i] ? i : k;
			b->use[worse] = USE_NONE;
			b->of[worse] = -1;
			if (worse == i)
				break;
		}
	}
}

static bool is_name_taken(const struct binding *b, int before, const char *name)
{
	for (int i = 0; i < before; i++)
		if (strcmp(b->name[i], name) == 0)
			return true;
	return false;
}

/* Attributes keep their name; the second of a name gets a number. */
static bool name_attributes(struct bind_work *w, struct binding *b, const char *const *header)
{
	for (int i = 0; i < b->n; i++) {
		int count = 2;
		if (b->ours[i] >= 0) {
			b->name[i] = w->columns[b->ours[i]].name;
			continue;
		}
		const char *name = trim_copy(w->arena, header[i]);
		if (name != NULL && *name == '\0')
			name = arena_format(w->arena, "column %d", i + 1);
		if (name == NULL)
			return false;
		for (int k = 0; k < i; k++)
			count += strcmp(w->key[k], w->key[i]) == 0 && w->key[i][0] != '\0';
		b->name[i] = name;
		for (count = count > 2 ? count - 1 : 2; is_name_taken(b, i, b->name[i]); count++)
			if ((b->name[i] = arena_format(w->arena, "%s %d", name, count)) == NULL)
				return false;
	}
	return true;
}

static bool is_bound(const struct binding *b, int column)
{
	for (int i = 0; i < b->n; i++)
		if (b->ours[i] == column || (b->of[i] == column && b->use[i] >= USE_FIRST && b->use[i] <= USE_LAST))
			return true;
	return false;
}

static enum status check_required(const struct bind_work *w, const struct binding *b, struct why *why)
{
	for (int j = 0; j < w->known; j++) {
		if (!w->columns[j].required || is_bound(b, j))
			continue;
		int near = find_nearest(w->known_key[j], w->key, b->n);
		return near < 0 ? why_set(why, CRM_DATA, _("no column «%s»"), w->columns[j].name)
		                : why_set(why, CRM_DATA, _("no column «%s»: is «%s» meant?"), w->columns[j].name,
		                      b->name[near]);
	}
	return bind_check_any(b, w->columns, why);
}

enum status bind_check_any(const struct binding *b, const struct column *columns, struct why *why)
{
	struct buf names = {0};
	bool one = false;

	for (int j = 0; columns[j].name != NULL; j++) {
		if (!columns[j].any)
			continue;
		one = one || is_bound(b, j);
		buf_put(&names, names.length > 0 ? ", " : "");
		buf_put(&names, columns[j].name);
	}
	enum status status = CRM_OK;
	if (names.failed)
		status = why_memory(why);
	else if (names.length > 0 && !one)
		status = why_set(why, CRM_DATA, _("none of the columns %s"), names.text);
	buf_free(&names);
	return status;
}

static bool prepare_keys(struct bind_work *w, struct binding *b, const char *const *header)
{
	while (w->columns[w->known].name != NULL)
		w->known++;
	b->ours = arena_get(w->arena, (size_t)b->n * sizeof *b->ours);
	b->name = arena_get(w->arena, (size_t)b->n * sizeof *b->name);
	b->use = arena_zero(w->arena, (size_t)b->n * sizeof *b->use);
	b->of = arena_get(w->arena, (size_t)b->n * sizeof *b->of);
	w->key = arena_get(w->arena, (size_t)b->n * sizeof *w->key);
	w->claim = arena_get(w->arena, (size_t)b->n * sizeof *w->claim);
	w->known_key = arena_get(w->arena, (size_t)(w->known + 1) * sizeof *w->known_key);
	if (b->ours == NULL || b->name == NULL || b->use == NULL || b->of == NULL || w->key == NULL ||
	    w->claim == NULL || w->known_key == NULL)
		return false;
	for (int j = 0; j < w->known; j++)
		if ((w->known_key[j] = synonyms_key(w->arena, w->columns[j].name)) == NULL)
			return false;
	for (int i = 0; i < b->n; i++)
		if ((w->key[i] = synonyms_key(w->arena, header[i])) == NULL)
			return false;
	return true;
}

bool bind_is_ours(const char *const *header, int n, const struct column *columns)
{
	for (int i = 0; i < n; i++) {
		const struct column *own = columns;
		while (own->name != NULL && strcmp(own->name, header[i]) != 0)
			own++;
		if (own->name == NULL)
			return false;
	}
	return true;
}

enum status bind_header(struct binding *binding, const char *const *header, int n, const struct column *columns,
    const struct synonyms *synonyms, struct arena *arena, struct why *why)
{
	struct bind_work w = {.columns = columns, .synonyms = synonyms, .arena = arena, .header = header};

	*binding = (struct binding){.n = n};
	if (!prepare_keys(&w, binding, header))
		return why_memory(why);
	for (int i = 0; i < n; i++) {
		enum status status = claim_column(&w, binding, i, why);
		if (status != CRM_OK)
			return status;
	}
	yield_to_person(&w, binding);
	leave_status_of_calls(&w, binding);
	join_times(&w, binding);
	settle_claims(&w, binding);
	settle_pieces(&w, binding);
	if (!name_attributes(&w, binding, header))
		return why_memory(why);
	return check_required(&w, binding, why);
}
