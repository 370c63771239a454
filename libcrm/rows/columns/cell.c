#include "rows/columns/cell.h"

#include <string.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "base/web/html_entity.h"

#define PARTING ",;:/|\r\n"
#define LEAST_DIGITS 7 /* of a phone; fewer are an extension */

static bool is_cyrillic(const char *text)
{
	uint32_t code;

	while ((code = utf8_next(&text)) != 0)
		if (code >= 0x400 && code < 0x530)
			return true;
	return false;
}

const char *cell_name_join(struct arena *arena, const char *const piece[NAME_PIECES])
{
	static const int usual[] = {0, 1, 2}, formal[] = {2, 0, 1};
	const int *order = piece[1] != NULL && piece[2] != NULL && is_cyrillic(piece[2]) ? formal : usual;
	struct buf name = {0};

	for (int i = 0; i < NAME_PIECES; i++) {
		if (piece[order[i]] == NULL)
			continue;
		buf_put(&name, name.length > 0 ? " " : "");
		buf_put(&name, piece[order[i]]);
	}
	const char *copy = name.failed || name.length == 0 ? NULL : arena_text(arena, name.text, name.length);
	buf_free(&name);
	return copy;
}

bool cell_has_several(const char *column)
{
	return (*column == 'p' || *column == 'e') && (strcmp(column, "phone") == 0 || strcmp(column, "email") == 0);
}

/* Is there an address or a phone between ${at} and ${end}? */
static bool is_value(const char *at, const char *end)
{
	int digits = 0;

	for (; at < end; at++) {
		if (*at == '@')
			return true;
		digits += *at >= '0' && *at <= '9';
	}
	return digits >= LEAST_DIGITS;
}

/* Blanks and what parts values. */
static bool is_between_values(char c)
{
	return c != '\0' && strchr(" \t" PARTING, c) != NULL;
}

const char *cell_next(struct arena *arena, const char **rest)
{
	const char *from = *rest, *end = from + strcspn(from, PARTING), *next;

	for (;; end = next) {
		if (*end == '\0') {
			*rest = NULL;
			break;
		}
		next = end + 1 + strcspn(end + 1, PARTING);
		if (is_value(from, end) && is_value(end + 1, next)) {
			*rest = end + 1;
			break;
		}
	}
	if (*rest == NULL && !is_between_values(*from) && (end == from || !is_between_values(end[-1])))
		return from;
	while (is_between_values(*from))
		from++;
	while (end > from && is_between_values(end[-1]))
		end--;
	return arena_text(arena, from, (size_t)(end - from));
}

bool cell_name_of_pieces(
    struct arena *arena, const struct binding *binding, const char *const *value, int n, int column, const char **name)
{
	const char *piece[NAME_PIECES] = {0}, *whole = *name;
	bool any = false;
	for (int i = 0; i < binding->n && i < n; i++) {
		if (binding->of[i] != column || !cell_is_piece(binding, i) || !*value[i])
			continue;
		piece[binding->use[i] - USE_FIRST] = value[i];
		any = true;
	}
	const char *last = piece[NAME_PIECES - 1];
	if (whole != NULL) {
		if (piece[0] != NULL || last == NULL || strchr(whole, ' ') != NULL || strcmp(whole, last) == 0)
			return true;
		piece[0] = whole;
	}
	return !any || (*name = cell_name_join(arena, piece)) != NULL;
}

const char *cell_plain(struct arena *arena, const char *cell)
{
	const char *end, *after;
	uint32_t code;
	size_t length = 0;
	char *plain;

	if (strchr(cell, '&') == NULL)
		return cell;
	end = cell + strlen(cell);
	if ((plain = arena_get(arena, (size_t)(end - cell) + 1)) == NULL)
		return NULL;
	while (cell < end) {
		if (*cell == '&' && (after = html_entity(cell, end, &code)) != NULL) {
			length += utf8_encode(plain + length, code);
			cell = after;
		} else {
			plain[length++] = *cell++;
		}
	}
	plain[length] = '\0';
	return plain;
}
