/* The headers of a letter: who, when, about what, in answer to what. */
#include "post/mail_read/message_private.h"

#include <strings.h>

#include "base/text/casefold.h"

#define SUBJECT_MOST 500
#define ID_MOST 250

void message_cut(struct buf *text, size_t most)
{
	const char *s = text->text, *end = s ? s + text->length : NULL;
	for (size_t n = 0; s && s < end; n++) {
		if (n == most) {
			text->length = (size_t)(s - text->text);
			text->text[text->length] = '\0';
			return;
		}
		if (utf8_next(&s) == 0)
			return;
	}
}

const char *message_keep(struct message_reading *r, const struct buf *text)
{
	const char *s = text->text ? text->text : "", *next = s;
	size_t length = text->length;
	r->failed = r->failed || text->failed;
	while (utf8_blank(utf8_next(&next)))
		s = next;
	length -= (size_t)(s - (text->text ? text->text : s));
	while (length && strchr(" \t\n", s[length - 1]))
		length--;
	if (!length)
		return NULL;
	const char *copy = arena_text(r->arena, s, length);
	r->failed = r->failed || !copy;
	return copy;
}

const char *message_header_raw(GMimeObject *object, const char *name, size_t *length)
{
	GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
	const char *raw = header ? g_mime_header_get_raw_value(header) : NULL;
	if (raw)
		*length = strnlen(raw, MESSAGE_HEADER_MAX);
	return raw;
}

const char *message_header_text(struct message_reading *r, GMimeObject *object, const char *name, size_t most)
{
	struct buf text = {0};
	size_t length;
	const char *raw = message_header_raw(object, name, &length);
	if (!raw)
		return NULL;
	mime_decode_header_put(&text, raw, length);
	message_cut(&text, most);
	const char *kept = message_keep(r, &text);
	buf_free(&text);
	return kept;
}

static bool fit_for_id(const char *s, size_t length)
{
	if (!length || length > ID_MOST)
		return false;
	for (size_t i = 0; i < length; i++)
		if (s[i] <= ' ' || s[i] > '~' || s[i] == '<' || s[i] == '>')
			return false;
	return true;
}

const char *message_next_id(struct message_reading *r, const char **at, const char *end)
{
	while (*at < end) {
		const char *open = memchr(*at, '<', (size_t)(end - *at));
		const char *close = open ? memchr(open, '>', (size_t)(end - open)) : NULL;
		*at = close ? close + 1 : end;
		if (!close || !fit_for_id(open + 1, (size_t)(close - open - 1)))
			continue;
		const char *id = arena_text(r->arena, open + 1, (size_t)(close - open - 1));
		r->failed = r->failed || !id;
		return id;
	}
	return NULL;
}

/* Its own, with or without <>; else one that the same bytes will have again. */
static void read_id(struct message_reading *r, GMimeObject *mime, const char *bytes, size_t length)
{
	size_t n = 0;
	const char *raw = mime ? message_header_raw(mime, "Message-ID", &n) : NULL, *s = raw;
	r->message->msgid = raw ? message_next_id(r, &s, raw + n) : NULL;
	if (raw && !r->message->msgid) {
		while (n && strchr(" \t\r\n", raw[n - 1]))
			n--;
		for (s = raw; n && strchr(" \t\r\n", *s); s++)
			n--;
		if (fit_for_id(s, n) && memchr(s, '@', n))
			r->message->msgid = arena_text(r->arena, s, n);
	}
	r->message->named = r->message->msgid != NULL;
	if (r->message->named)
		return;
	while (length && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
		length--;
	char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
	r->message->msgid = arena_format(r->arena, "sha256.%.40s@no-message-id", digest);
	g_free(digest);
}

static void read_refs(struct message_reading *r, GMimeObject *mime)
{
	const char *back[MESSAGE_REFS_MAX], **refs = arena_get(r->arena, MESSAGE_REFS_MAX * sizeof *refs), *s;
	size_t length;
	int n = 0, n_back = 0;
	const char *raw = message_header_raw(mime, "In-Reply-To", &length);
	r->failed = r->failed || !refs;
	for (s = raw; raw && refs && n < MESSAGE_REFS_MAX / 2; n++)
		if (!(refs[n] = message_next_id(r, &s, raw + length)))
			break;
	raw = message_header_raw(mime, "References", &length);
	/* The last is the nearest: keep the last ones. */
	for (s = raw; raw && refs; n_back++) {
		const char *id = message_next_id(r, &s, raw + length);
		if (!id)
			break;
		back[n_back % MESSAGE_REFS_MAX] = id;
	}
	for (int i = 0; refs && i < n_back && i < MESSAGE_REFS_MAX && n < MESSAGE_REFS_MAX; i++)
		refs[n++] = back[(n_back - 1 - i) % MESSAGE_REFS_MAX];
	r->message->refs = refs;
	r->message->n_refs = n;
}

static GMimeMessage *parse_message(const char *bytes, size_t length)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(message_within_limits(bytes, length));
	g_mime_stream_mem_set_owner((GMimeStreamMem *)stream, TRUE);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
	g_mime_parser_set_persist_stream(parser, TRUE);
	GMimeMessage *mime = g_mime_parser_construct_message(parser, NULL);
	g_object_unref(parser);
	g_object_unref(stream);
	return mime;
}

/* Some mailers put lines of blanks before the headers. */
static size_t empty_lines(const char *bytes, size_t length)
{
	size_t at = 0;
	for (size_t i = 0; i < length && strchr(" \t\r\n", bytes[i]) && bytes[i]; i++)
		if (bytes[i] == '\n')
			at = i + 1;
	return at;
}

enum status message_ready(struct why *why)
{
	return mime_library_load(why);
}

bool message_read(struct message *message, const char *bytes, size_t length, struct arena *arena)
{
	struct message_reading r = {.message = message, .arena = arena};
	*message = (struct message){.at = INSTANT_MIN};
	size_t empty = empty_lines(bytes, length);
	GMimeMessage *mime = parse_message(bytes + empty, length - empty);
	GMimeObject *object = (GMimeObject *)mime;
	read_id(&r, object, bytes, length);
	if (!mime) {
		message->fault = _("it is no letter");
		return !r.failed && message->msgid;
	}
	message_read_people(&r, object);
	read_refs(&r, object);
	message_read_date(&r, mime);
	message->subject = message_header_text(&r, object, "Subject", SUBJECT_MOST);
	message_read_body(&r, mime);
	message_read_automatic(&r, object);
	g_object_unref(mime);
	return !r.failed && message->msgid;
}
