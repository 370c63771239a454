/*
 * Three promises of the reader of business cards, for any bytes:
 *   whatever comes is read or refused;
 *   the cards do not depend on how the bytes are cut;
 *   every value is UTF-8, and not empty.
 *
 * With libFuzzer: clang -fsanitize=fuzzer,address,undefined.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "post/vcard/vcard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int good, const char *what)
{
	if (good)
		return;
	(void)fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

struct pieces {
	const char *bytes;
	size_t left, step;
};

/* Each piece is a copy of its own, so that reading beyond it is seen. */
static enum status more(void *arg, const char **text, size_t *length, struct why *why)
{
	static char *piece;
	struct pieces *p = arg;

	(void)why;
	free(piece);
	piece = NULL;
	if (p->left == 0)
		return CRM_NONE;
	*length = p->left < p->step ? p->left : p->step;
	piece = malloc(*length);
	must(piece != NULL, "memory");
	memcpy(piece, p->bytes, *length);
	*text = piece;
	p->bytes += *length;
	p->left -= *length;
	return CRM_OK;
}

static char *all(const char *bytes, size_t length, size_t step)
{
	struct pieces pieces = {bytes, length, step};
	struct vcards *cards = vcards_new(more, &pieces);
	struct arena arena = {0};
	struct buf out = {0};
	struct vcard card;
	struct why why = {0};
	enum status status;

	must(cards != NULL, "memory");
	while ((status = vcards_next(cards, &card, &arena, &why)) == CRM_OK) {
		buf_format(&out, "@%ld %s\n", card.line, card.fault != NULL ? card.fault : "");
		for (int i = 0; card.fault == NULL && i < card.n; i++) {
			const char *value = card.field[i].value;
			must(*value != '\0' && utf8_valid(value, strlen(value)), "a value is UTF-8");
			buf_format(&out, "%s=%s\n", card.field[i].name, value);
		}
		arena_reset(&arena);
	}
	must(status == CRM_NONE || (status == CRM_DATA && why.text[0] != '\0'), "read or refused");
	buf_format(&out, "%d %s\n", status, why.text);
	must(!out.failed, "memory");
	vcards_free(cards);
	arena_free(&arena);
	return out.text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data + 1;

	if (size == 0)
		return 0;
	char *whole = all(bytes, size - 1, SIZE_MAX);
	for (int i = 0; i < 2; i++) {
		char *cut = all(bytes, size - 1, i == 0 ? 1 : 2 + (size_t)data[0] % 30);
		must(strcmp(cut, whole) == 0, "cutting changes nothing");
		free(cut);
	}
	free(whole);
	return 0;
}
