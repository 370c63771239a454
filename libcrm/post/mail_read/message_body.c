/* The parts of a letter: what is to be read, what is attached, what the post has to say. */
#include "post/mail_read/message_private.h"

#include <strings.h>

#include "base/text/casefold.h"
#include "post/mail_read/html_text_private.h"

#define DEPTH_MOST 32
#define PARTS_MOST 500
#define FILES_MOST 20
#define FILE_NAME_MOST 100
#define FAILURE_MOST 300

struct body {
	struct message_reading *r;
	struct buf text, files;
	int parts, n_files;
	bool html;          /* of the text there is */
	const char *closed; /* a part that may have the text, and nobody here can open */
	GMimeObject *tnef;  /* Outlook's, which somebody may */
	GMimeMessage *attached;
};

/* The bytes of a part without their transfer encoding; false if there are none. g_object_unref(*stream) afterwards. */
static bool decode_part(GMimeObject *part, GMimeStream **stream, GByteArray **bytes)
{
	GMimeDataWrapper *content = GMIME_IS_PART(part) ? g_mime_part_get_content((GMimePart *)part) : NULL;
	if (!content)
		return false;
	*stream = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, *stream);
	*bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)*stream);
	return true;
}

/* A text part as UTF-8; html as it is to be read. */
static void part_text(struct body *b, GMimeObject *part, bool html, struct buf *out)
{
	GMimeStream *stream;
	GByteArray *bytes;
	struct buf text = {0};
	if (!decode_part(part, &stream, &bytes))
		return;
	size_t length = bytes->len < MESSAGE_TEXT_MAX ? bytes->len : MESSAGE_TEXT_MAX;
	mime_decode_put(
	    &text, (const char *)bytes->data, length, g_mime_object_get_content_type_parameter(part, "charset"));
	if (text.length && html)
		html_text_put(out, text.text, text.length);
	else if (text.length)
		buf_add(out, text.text, text.length);
	b->r->failed = b->r->failed || text.failed || out->failed;
	buf_free(&text);
	g_object_unref(stream);
}

static bool has_letters(const struct buf *text)
{
	const char *s = text->text ? text->text : "";
	for (uint32_t code; (code = utf8_next(&s)) != 0;)
		if (!utf8_blank(code) && !utf8_format(code))
			return true;
	return false;
}

/* Parts that follow each other are read one after the other. */
static void add_text(struct body *b, const struct buf *text)
{
	if (!has_letters(text) || b->text.length > MESSAGE_TEXT_MAX)
		return;
	if (b->text.length)
		buf_put(&b->text, b->text.text[b->text.length - 1] == '\n' ? "\n" : "\n\n");
	buf_add(&b->text, text->text, text->length);
}

static void add_file(struct body *b, const char *name, size_t length)
{
	struct buf text = {0}, seen = {0};
	if (b->n_files++ >= FILES_MOST)
		return;
	mime_decode_header_put(&text, name, length);
	message_cut(&text, FILE_NAME_MOST);
	text_visible_put(&seen, text.text ? text.text : "");
	if (b->files.length)
		buf_put(&b->files, ", ");
	buf_put(&b->files, seen.text);
	b->r->failed = b->r->failed || text.failed || seen.failed || b->files.failed;
	buf_free(&text);
	buf_free(&seen);
}

/* A name that stands there in raw bytes, for which GMime would have to guess: [file]name="…". */
static const char *raw_name(GMimeObject *part, size_t *length)
{
	static const char *const headers[] = {"Content-Disposition", "Content-Type", NULL};
	for (int i = 0; headers[i]; i++) {
		size_t n = 0, foreign = 0;
		const char *raw = message_header_raw(part, headers[i], &n),
		           *name = raw ? strcasestr(raw, "name=\"") : NULL;
		if (!name || name + 6 > raw + n)
			continue;
		name += 6;
		*length = strcspn(name, "\"\r\n");
		for (size_t c = 0; c < *length; c++)
			foreign += (unsigned char)name[c] >= 0x80;
		if (foreign)
			return name;
	}
	return NULL;
}

/* What an attachment is called: by its sender, else by its kind; a letter by its subject. */
static void name_part(struct body *b, GMimeObject *part)
{
	GMimeMessage *inner =
	    GMIME_IS_MESSAGE_PART(part) ? g_mime_message_part_get_message((GMimeMessagePart *)part) : NULL;
	const char *subject = inner ? message_header_text(b->r, (GMimeObject *)inner, "Subject", FILE_NAME_MOST) : NULL;
	const char *given = GMIME_IS_PART(part) ? g_mime_part_get_filename((GMimePart *)part)
	                                        : g_mime_object_get_content_disposition_parameter(part, "filename");
	char *kind = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part));
	size_t length;
	const char *name = raw_name(part, &length);
	if (!name) {
		name = subject ? subject : given && *given ? given : kind;
		length = strnlen(name, MESSAGE_HEADER_MAX);
	}
	add_file(b, name, length);
	g_free(kind);
}

/* What is to be read: 't' plain, 'h' html; 0: it is attached. */
static char kind_of(GMimeObject *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(part);
	const char *disposition = g_mime_object_get_disposition(part);
	if (!GMIME_IS_PART(part) || (disposition && strcasecmp(disposition, "attachment") == 0))
		return 0;
	if (g_mime_content_type_is_type(type, "text", "html"))
		return 'h';
	if (!g_mime_content_type_is_type(type, "text", "*"))
		return 0;
	bool plain = g_mime_content_type_is_type(type, "text", "plain");
	return plain && !g_mime_part_get_filename((GMimePart *)part) ? 't' : 0;
}

static bool is_tnef(GMimeObject *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(part);
	const char *name = GMIME_IS_PART(part) ? g_mime_part_get_filename((GMimePart *)part) : NULL;
	return g_mime_content_type_is_type(type, "application", "ms-tnef") ||
	       g_mime_content_type_is_type(type, "application", "vnd.ms-tnef") ||
	       (name && strcasecmp(name, "winmail.dat") == 0);
}

/* What holds a whole letter in a form of its own: Outlook's, or one that is encrypted. */
static bool is_closed(GMimeObject *part)
{
	static const char *const kinds[][2] = {
	    {"application", "pkcs7-mime"}, {"application", "x-pkcs7-mime"}, {"application", "pgp-encrypted"}};
	GMimeContentType *type = g_mime_object_get_content_type(part);
	const char *name = GMIME_IS_PART(part) ? g_mime_part_get_filename((GMimePart *)part) : NULL;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (g_mime_content_type_is_type(type, kinds[i][0], kinds[i][1]))
			return true;
	return is_tnef(part) || (name && strcasecmp(name, "smime.p7m") == 0);
}

static void read_object(struct body *b, GMimeObject *object, int depth);

/* The same thing in several forms: the plain one if it says anything, else the first that does; the others only name
   what they carry. */
static void read_alternative(struct body *b, GMimeMultipart *multipart, int depth)
{
	int n = g_mime_multipart_get_count(multipart), chosen = -1;
	for (int pass = 0; pass < 2 && chosen < 0; pass++)
		for (int i = 0; i < n && i < PARTS_MOST && chosen < 0; i++) {
			GMimeObject *part = g_mime_multipart_get_part(multipart, i);
			struct buf text = {0};
			if (pass == 0 && kind_of(part) == 't')
				part_text(b, part, false, &text);
			if (pass == 0 ? has_letters(&text) : kind_of(part) == 'h' || GMIME_IS_MULTIPART(part))
				chosen = i;
			buf_free(&text);
		}
	for (int i = 0; i < n && i < PARTS_MOST; i++) {
		GMimeObject *part = g_mime_multipart_get_part(multipart, i);
		if (i == chosen || (!kind_of(part) && !GMIME_IS_MULTIPART(part)))
			read_object(b, part, depth + 1);
	}
}

static void read_object(struct body *b, GMimeObject *object, int depth)
{
	if (!object || depth > DEPTH_MOST || ++b->parts > PARTS_MOST)
		return;
	if (GMIME_IS_MULTIPART(object)) {
		GMimeMultipart *multipart = (GMimeMultipart *)object;
		if (g_mime_content_type_is_type(g_mime_object_get_content_type(object), "multipart", "alternative")) {
			read_alternative(b, multipart, depth);
			return;
		}
		for (int i = 0; i < g_mime_multipart_get_count(multipart) && i < PARTS_MOST; i++)
			read_object(b, g_mime_multipart_get_part(multipart, i), depth + 1);
		return;
	}
	char kind = kind_of(object);
	if (kind) {
		struct buf text = {0};
		part_text(b, object, kind == 'h', &text);
		b->html = b->html || kind == 'h';
		add_text(b, &text);
		buf_free(&text);
	} else {
		size_t named = b->files.length;
		name_part(b, object);
		if (!b->closed && is_closed(object) && b->files.length > named)
			b->closed = arena_copy(b->r->arena, b->files.text + named + (named ? 2 : 0));
		if (!b->tnef && is_tnef(object))
			b->tnef = object;
		if (!b->attached && GMIME_IS_MESSAGE_PART(object))
			b->attached = g_mime_message_part_get_message((GMimeMessagePart *)object);
	}
}

/* A letter that is attached, as one that is passed on. */
static const struct forwarded *read_attached(struct body *outer)
{
	struct message_reading *r = outer->r;
	struct body b = {.r = r, .parts = outer->parts};
	struct forwarded *attached = outer->attached ? arena_zero(r->arena, sizeof *attached) : NULL;
	r->failed = r->failed || (outer->attached && !attached);
	if (!attached)
		return NULL;
	GMimeObject *object = (GMimeObject *)outer->attached;
	message_read_sender(r, object, &attached->name, &attached->address);
	attached->subject = message_header_text(r, object, "Subject", 500);
	read_object(&b, g_mime_message_get_mime_part(outer->attached), 1);
	const char *text = message_keep(r, &b.text);
	attached->text = text ? text : "";
	buf_free(&b.text);
	buf_free(&b.files);
	return attached->name || attached->address ? attached : NULL;
}

/* The value of a line "Name: value" among those of a part that is made of headers; in the arena. */
static const char *line_value(struct message_reading *r, const char *text, const char *name)
{
	for (const char *line = text; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
		if (strncasecmp(line, name, strlen(name)) != 0 || line[strlen(name)] != ':')
			continue;
		const char *value = line + strlen(name) + 1;
		struct buf buf = {0};
		buf_add(&buf, value, strcspn(value, "\n"));
		message_cut(&buf, FAILURE_MOST);
		const char *kept = message_keep(r, &buf);
		buf_free(&buf);
		return kept;
	}
	return NULL;
}

static const char *bare_id(struct message_reading *r, const char *value)
{
	return value ? message_next_id(r, &value, value + strlen(value)) : NULL;
}

/* message/delivery-status, message/disposition-notification, text/rfc822-headers: all are lines of headers. */
static void read_status(struct message_reading *r, GMimeObject *part, bool *failed)
{
	GMimeContentType *type = g_mime_object_get_content_type(part);
	GMimeStream *stream;
	GByteArray *bytes;
	struct buf text = {0};
	if (GMIME_IS_MESSAGE_PART(part)) {
		GMimeMessage *inner = g_mime_message_part_get_message((GMimeMessagePart *)part);
		size_t length;
		const char *raw = inner ? message_header_raw((GMimeObject *)inner, "Message-ID", &length) : NULL;
		if (raw && !r->message->returned)
			r->message->returned = message_next_id(r, &raw, raw + length);
		return;
	}
	if (g_mime_content_type_is_type(type, "text", "plain") || !decode_part(part, &stream, &bytes))
		return;
	mime_decode_put(
	    &text, (const char *)bytes->data, bytes->len < MESSAGE_HEADER_MAX ? bytes->len : MESSAGE_HEADER_MAX, NULL);
	if (text.length) {
		bool notice = g_mime_content_type_is_type(type, "message", "*");
		const char *action = line_value(r, text.text, "Action"),
		           *why = line_value(r, text.text, "Diagnostic-Code");
		*failed = *failed || (action && strncasecmp(action, "failed", 6) == 0);
		if (!r->message->failure)
			r->message->failure = why ? why : line_value(r, text.text, "Status");
		if (!r->message->returned)
			r->message->returned =
			    bare_id(r, line_value(r, text.text, notice ? "Original-Message-ID" : "Message-ID"));
	}
	r->failed = r->failed || text.failed;
	buf_free(&text);
	g_object_unref(stream);
}

static void read_report(struct message_reading *r, GMimeMultipart *report)
{
	bool failed = false;
	for (int i = 0; i < g_mime_multipart_get_count(report) && i < 10; i++)
		read_status(r, g_mime_multipart_get_part(report, i), &failed);
	r->message->delivery = failed ? DELIVERY_FAILED : DELIVERY_OTHER;
}

/* Only where nothing else is to be read: beside a text it has the same again. */
static void open_tnef(struct body *b)
{
	GMimeStream *stream;
	GByteArray *bytes;
	struct buf text = {0}, names = {0};
	if (!b->tnef || b->text.length || !decode_part(b->tnef, &stream, &bytes))
		return;
	message_read_tnef(b->r, (const char *)bytes->data, bytes->len, &text, &names);
	add_text(b, &text);
	for (const char *s = names.text ? names.text : ""; *s; s += strcspn(s, "\n") + 1)
		add_file(b, s, strcspn(s, "\n"));
	buf_free(&text);
	buf_free(&names);
	g_object_unref(stream);
}

void message_read_body(struct message_reading *r, GMimeMessage *mime)
{
	struct body b = {.r = r};
	GMimeObject *root = g_mime_message_get_mime_part(mime);
	read_object(&b, root, 0);
	open_tnef(&b);
	r->message->text = message_keep(r, &b.text);
	r->message->files = message_keep(r, &b.files);
	r->message->html = b.html;
	r->message->unread = r->message->text ? NULL : b.closed;
	r->message->attached = read_attached(&b);
	if (GMIME_IS_MULTIPART(root) &&
	    g_mime_content_type_is_type(g_mime_object_get_content_type(root), "multipart", "report"))
		read_report(r, (GMimeMultipart *)root);
	buf_free(&b.text);
	buf_free(&b.files);
}
