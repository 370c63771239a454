#include "post/vcard/vcard.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/core/buf.h"
#include "post/vcard/vcard_card_private.h"

struct vcards {
	vcard_more *more;
	void *arg;
	const char *at, *end; /* text that is not read yet */
	bool after_cr, any;   /* any: a card has come */
	struct buf line;      /* as it came; what is beyond VCARD_MAX is not kept */
	long number;          /* of the line */

	/* the card at hand */
	bool inside, next_begun;
	bool after_agent, agent; /* the card of an agent may stand inside; we are in it */
	long begun_at, next_begun_at;
	const char *fault;
	size_t size;
	struct vcard_card card;

	/* the property at hand: its lines put together */
	struct buf property;
	bool skipped, quoted;
};

struct vcards *vcards_new(vcard_more *more, void *arg)
{
	struct vcards *v = calloc(1, sizeof *v);

	if (v != NULL) {
		v->more = more;
		v->arg = arg;
	}
	return v;
}

void vcards_free(struct vcards *v)
{
	if (v == NULL)
		return;
	buf_free(&v->line);
	buf_free(&v->property);
	free(v);
}

static void keep_line(struct buf *buf, const char *text, size_t length)
{
	size_t room = buf->length < VCARD_MAX ? VCARD_MAX - buf->length : 0;

	buf_add(buf, text, length < room ? length : room);
}

/* A line without its end. CRM_NONE when there are no more. */
static enum status next_line(struct vcards *v, struct why *why)
{
	bool begun = false;

	buf_clear(&v->line);
	buf_put(&v->line, "");
	for (;;) {
		while (v->at < v->end) {
			const char *stop = v->at;
			if (v->after_cr && *stop == '\n') {
				v->after_cr = false;
				v->at++;
				continue;
			}
			v->after_cr = false;
			while (stop < v->end && *stop != '\n' && *stop != '\r')
				stop++;
			keep_line(&v->line, v->at, (size_t)(stop - v->at));
			begun = true;
			v->at = stop;
			if (stop == v->end)
				break;
			v->after_cr = *v->at++ == '\r';
			v->number++;
			return v->line.failed ? why_memory(why) : CRM_OK;
		}
		size_t length = 0;
		enum status status = v->more(v->arg, &v->at, &length, why);
		if (status == CRM_NONE && begun) {
			v->at = v->end = NULL;
			v->number++;
			return v->line.failed ? why_memory(why) : CRM_OK;
		}
		if (status != CRM_OK)
			return status;
		v->end = v->at + length;
	}
}

/* BEGIN:VCARD, END:VCARD in any case, with blanks around and a mark in front. */
static bool line_is(const struct vcards *v, const char *word)
{
	const char *at = v->line.text;
	size_t length = strlen(word);

	at += v->number == 1 && strncmp(at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	at += strspn(at, " \t");
	return strncasecmp(at, word, length) == 0 && at[length + strspn(at + length, " \t")] == '\0';
}

/* The property at hand is whole. */
static enum status finish_property(struct vcards *v, struct arena *arena, struct why *why)
{
	struct vcard_line line;
	size_t length = v->property.length;

	if (length == 0 || v->skipped || v->fault != NULL) {
		v->after_agent = false;
		buf_clear(&v->property);
		return CRM_OK;
	}
	if ((v->size += length) >= VCARD_MAX)
		v->fault = _("longer than 1 MiB, pictures aside");
	enum vcard_read read = v->fault != NULL ? VCARD_NO_LINE : vcard_line_read(&line, v->property.text, arena);
	bool fits = !v->property.failed;
	buf_clear(&v->property);
	v->after_agent = read == VCARD_LINE && strcmp(line.name, "AGENT") == 0;
	if (read == VCARD_NO_LINE)
		return fits ? CRM_OK : why_memory(why);
	if (strcmp(line.name, "VERSION") == 0)
		v->card.old = line.value[strspn(line.value, " ")] == '2';
	bool added = read == VCARD_LINE && vcard_card_add(&v->card, &line, arena);
	return added && fits ? CRM_OK : why_memory(why);
}

/* One more line of the property at hand, or the first of the next. */
static enum status take_line(struct vcards *v, struct arena *arena, struct why *why)
{
	const char *text = v->line.text;
	size_t length = v->property.length;
	bool soft = v->quoted && length > 0 && v->property.text[length - 1] == '=';

	if (soft)
		v->property.text[--v->property.length] = '\0';
	/* A value may end in a soft break: some phones put one behind every line. */
	soft = soft && !vcard_line_begins(text);
	if (soft || (length > 0 && (*text == ' ' || *text == '\t'))) {
		/* Version 2.1 folds where a blank is, the later ones anywhere. */
		text += !soft && !v->card.old;
		if (!v->skipped)
			keep_line(&v->property, text, strlen(text));
		return CRM_OK;
	}
	enum status status = finish_property(v, arena, why);
	v->skipped = vcard_line_is_skipped(text);
	v->quoted = vcard_line_is_quoted(text);
	keep_line(&v->property, text, v->skipped && v->line.length > 64 ? 64 : v->line.length);
	return status;
}

static void begin_card(struct vcards *v, long line)
{
	v->inside = v->any = true;
	v->next_begun = v->after_agent = v->agent = v->skipped = v->quoted = false;
	v->begun_at = line;
	v->fault = v->card.pieces = NULL;
	v->size = 0;
	v->card.old = v->card.group = false;
	v->card.n = 0;
	buf_clear(&v->property);
}

static enum status end_card(struct vcards *v, struct vcard *card, struct arena *arena, struct why *why)
{
	v->inside = false;
	*card = (struct vcard){.line = v->begun_at, .fault = v->fault};
	return v->fault != NULL || vcard_card_end(&v->card, card, arena) ? CRM_OK : why_memory(why);
}

/* What the line at hand means for cards as such. CRM_PAUSE: nothing, and the card goes on; CRM_OK: there is one. */
static enum status handle_line(struct vcards *v, struct vcard *card, struct arena *arena, struct why *why)
{
	bool begins = line_is(v, "BEGIN:VCARD"), ends = line_is(v, "END:VCARD");
	enum status status = CRM_OK;

	if (!v->inside) {
		if (begins)
			begin_card(v, v->number);
		return CRM_PAUSE;
	}
	if (v->agent && !begins) {
		v->agent = !ends;
		return CRM_PAUSE;
	}
	if (!begins && !ends) {
		status = take_line(v, arena, why);
		return status == CRM_OK ? CRM_PAUSE : status;
	}
	status = finish_property(v, arena, why);
	if (status != CRM_OK)
		return status;
	if (begins && v->after_agent && !v->agent) {
		v->agent = true;
		v->after_agent = false;
		return CRM_PAUSE;
	}
	if (begins)
		v->fault = _("the card is cut off: no END:VCARD");
	v->next_begun = begins;
	v->next_begun_at = v->number;
	return end_card(v, card, arena, why);
}

enum status vcards_next(struct vcards *v, struct vcard *card, struct arena *arena, struct why *why)
{
	enum status status = CRM_PAUSE;

	if (v->next_begun)
		begin_card(v, v->next_begun_at);
	while (status == CRM_PAUSE) {
		status = next_line(v, why);
		if (status == CRM_OK)
			status = handle_line(v, card, arena, why);
	}
	if (status != CRM_NONE)
		return status;
	if (v->inside) {
		v->fault = _("the card is cut off: no END:VCARD");
		return end_card(v, card, arena, why);
	}
	if (v->any)
		return CRM_NONE;
	if (v->number == 0)
		return why_set(why, CRM_DATA, "%s", _("the input is empty, not one card: did the program before die?"));
	return why_set(why, CRM_DATA, "%s", _("no BEGIN:VCARD in the input: is it a file of business cards?"));
}
