/* What --map says of one input: words for the cells of its columns, and what does not fit. */
#include "rows/columns/bind.h"

#include <string.h>

#include "base/text/casefold.h"
#include "rows/columns/synonyms_private.h"

/* The name of the command's column behind ${key}, "stage" for "stage?"; NULL for none. */
static const char *own_name(const struct binding *b, const struct column *columns, int i)
{
	int own = b->ours[i] >= 0 ? b->ours[i] : b->use[i] == USE_MAYBE ? b->of[i] : -1;
	return own < 0 ? NULL : columns[own].name;
}

static bool same_name(const char *key, const char *name)
{
	struct buf folded = {0};
	casefold_key_put(&folded, name);
	size_t length = folded.length;
	bool same = !folded.failed && length > 0 && strncmp(key, folded.text, length) == 0 &&
	            (key[length] == '\0' || strcmp(key + length, "?") == 0);
	buf_free(&folded);
	return same;
}

/* Does ${column_key} of the map mean input column ${i}: by its heading, our name for it, or another word for that? */
static bool means_column(const struct binding *b, const char *const *header, const struct column *columns,
    const struct synonyms *synonyms, int i, const char *column_key)
{
	const char *own = own_name(b, columns, i);
	const struct synonym *word = synonyms_find(synonyms, column_key);
	if (same_name(column_key, header[i]))
		return true;
	return own != NULL && (same_name(column_key, own) || (word != NULL && same_name(word->ours, own)));
}

const char *bind_translate(const struct binding *binding, const char *const *header, const struct column *columns,
    const struct synonyms *synonyms, int i, const char *cell)
{
	const struct map_row *row;
	int n = synonyms_map_rows(synonyms, &row);
	struct buf key = {0};
	const char *to = NULL;
	casefold_key_put(&key, cell);
	for (int k = 0; k < n && to == NULL && !key.failed && key.text != NULL; k++)
		if (*row[k].column != '\0' && *row[k].to != '\0' && strcmp(row[k].from_key, key.text) == 0 &&
		    means_column(binding, header, columns, synonyms, i, row[k].column_key))
			to = row[k].to;
	buf_free(&key);
	return to != NULL && strcmp(to, "-") == 0 ? "" : to;
}

static bool has_heading(const char *const *header, int n, const char *key)
{
	for (int i = 0; i < n; i++)
		if (same_name(key, header[i]))
			return true;
	return false;
}

/* A heading of the map: is it there, once, and alone with its aim? */
static void judge_heading(
    const struct binding *b, const char *const *header, const struct map_row *row, int k, struct buf *told)
{
	if (!*row[k].from_key)
		return;
	if (!has_heading(header, b->n, row[k].from_key)) {
		buf_format(told, _("the map's «%s» is no column of this file\n"), row[k].from);
		return;
	}
	for (int j = 0; j < k; j++) {
		if (*row[j].column != '\0')
			continue;
		if (strcmp(row[j].from_key, row[k].from_key) == 0) {
			buf_format(told, _("the map has «%s» twice: the first counts\n"), row[k].from);
			return;
		}
	}
}

static void judge_aim(const struct binding *b, const char *const *header, const struct column *columns,
    const struct map_row *row, int n, int k, struct buf *told)
{
	int i = 0, j = 0;
	while (i < b->n && !same_name(row[k].from_key, header[i]))
		i++;
	if (i == b->n || *row[k].to == '\0' || b->ours[i] >= 0 || b->use[i] != USE_NONE)
		return;
	for (j = 0; j < n && (j == k || *row[j].column != '\0' || strcmp(row[j].to, row[k].to) != 0); j++)
		;
	for (int c = 0; j < n && columns[c].name != NULL; c++)
		if (strcmp(columns[c].name, row[k].to) == 0 && strcmp(row[j].from_key, row[k].from_key) != 0)
			buf_format(told, _("the map leads «%s» and «%s» to %s: «%s» is kept as it is\n"), row[j].from,
			    row[k].from, row[k].to, row[k].from);
}

static bool judge_words(struct binding *b, const char *const *header, const struct column *columns,
    const struct synonyms *synonyms, const struct map_row *row, int k)
{
	bool any = false;
	for (int i = 0; i < b->n; i++)
		if (means_column(b, header, columns, synonyms, i, row[k].column_key))
			b->translated[i] = any = true;
	return any;
}

enum status bind_map(struct binding *binding, const char *const *header, const struct column *columns,
    const struct synonyms *synonyms, struct arena *arena, struct buf *told, struct why *why)
{
	const struct map_row *row;
	int n = synonyms_map_rows(synonyms, &row);
	const char *missing = "";
	if (n == 0)
		return CRM_OK;
	binding->translated = arena_zero(arena, (size_t)binding->n * sizeof *binding->translated);
	if (binding->translated == NULL)
		return why_memory(why);
	for (int k = 0; k < n; k++) {
		if (*row[k].column == '\0') {
			judge_heading(binding, header, row, k, told);
			judge_aim(binding, header, columns, row, n, k, told);
		} else if (!judge_words(binding, header, columns, synonyms, row, k) &&
		           strcmp(missing, row[k].column_key) != 0) {
			missing = row[k].column_key;
			buf_format(told, _("the map's column «%s» is no column of this file\n"), row[k].column);
		}
	}
	return told->failed ? why_memory(why) : CRM_OK;
}

enum status bind_propose(const char *heading, const struct column *columns, const struct synonyms *synonyms,
    struct arena *arena, const char **ours, struct why *why)
{
	const char *key = synonyms_key(arena, heading);
	if (key == NULL)
		return why_memory(why);
	*ours = NULL;
	if (*key == '\0' || synonyms_find(synonyms, key) != NULL)
		return CRM_OK;
	int least = 2 + (int)(strlen(key) / 16);
	const char *near = synonyms_nearest(synonyms, key, least);
	*ours = "";
	for (int c = 0; columns[c].name != NULL; c++) {
		/* "Content" is no consent: that is never guessed. */
		if (strncmp(columns[c].name, "consent", 7) == 0 || strncmp(columns[c].name, "optout", 6) == 0)
			continue;
		if (near != NULL && same_name(near, columns[c].name))
			*ours = columns[c].name;
		if (text_distance(key, columns[c].name) < least)
			*ours = columns[c].name;
	}
	return CRM_OK;
}

bool bind_is_word(const char *heading, const struct synonyms *synonyms)
{
	struct buf key = {0};
	casefold_key_put(&key, heading);
	bool known = !key.failed && key.length > 0 &&
	             (synonyms_find(synonyms, key.text) != NULL || synonyms_known(synonyms, key.text));
	buf_free(&key);
	return known;
}

/* The key of the column that a heading means, with how it is one (name.first is name's); "": none. */
static const char *meaning_of(const struct buf *key, const struct synonyms *synonyms)
{
	const struct synonym *word = key->failed || key->length == 0 ? NULL : synonyms_find(synonyms, key->text);
	if (word != NULL)
		return strcmp(word->ours, "namefirst") == 0 ? "name" : word->ours;
	return !key->failed && key->length > 0 && synonyms_known(synonyms, key->text) ? key->text : "";
}

bool bind_same_column(const char *a, const char *b, const struct synonyms *synonyms)
{
	struct buf key_a = {0}, key_b = {0};
	casefold_key_put(&key_a, a);
	casefold_key_put(&key_b, b);
	const char *meaning = meaning_of(&key_a, synonyms);
	bool same = *meaning != '\0' && strcmp(meaning, meaning_of(&key_b, synonyms)) == 0;
	buf_free(&key_a);
	buf_free(&key_b);
	return same;
}
