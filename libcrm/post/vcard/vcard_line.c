#include "post/vcard/vcard_line_private.h"

#include <string.h>
#include <strings.h>

#include "base/text/ascii.h"
#include "base/text/casefold.h"
#include "rows/convert.h"

/* Parameters and name of a line, before its colon. */
struct line_head {
	size_t name, name_end, end; /* end: of the parameters, at the colon */
};

static bool is_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

static bool head_of(const char *text, struct line_head *head)
{
	bool quoted = false;
	size_t at = 0;

	*head = (struct line_head){0};
	for (; text[at] != '\0' && (quoted || text[at] != ':'); at++) {
		quoted = quoted != (text[at] == '"');
		if (text[at] == '.' && head->name_end == 0)
			head->name = at + 1;
		if (text[at] == ';' && head->name_end == 0)
			head->name_end = at;
	}
	head->end = at;
	if (head->name_end == 0)
		head->name_end = at;
	for (size_t i = head->name; i < head->name_end; i++)
		if (!is_name(text[i]))
			return false;
	return text[at] == ':' && head->name_end > head->name;
}

/* The next parameter, NAME=VALUE or a value alone, without quotes around it; false after the last. */
struct parameter {
	const char *name, *value;
	size_t name_length, length;
};

static bool next_parameter(const char *text, const struct line_head *head, size_t *at, struct parameter *p)
{
	bool quoted = false;
	size_t end, equals = 0;

	if (*at >= head->end)
		return false;
	size_t begin = *at + 1; /* behind the semicolon */
	for (end = begin; end < head->end && (quoted || text[end] != ';'); end++) {
		quoted = quoted != (text[end] == '"');
		if (text[end] == '=' && equals == 0 && !quoted)
			equals = end;
	}
	*at = end;
	*p = (struct parameter){text + begin, text + (equals ? equals + 1 : begin), equals ? equals - begin : 0, 0};
	p->length = (size_t)(text + end - p->value);
	if (p->length >= 2 && p->value[0] == '"' && p->value[p->length - 1] == '"') {
		p->value++;
		p->length -= 2;
	}
	return true;
}

static bool is_word(const char *text, size_t length, const char *word)
{
	return length == strlen(word) && strncasecmp(text, word, length) == 0;
}

/* Is ${word} one of a value's words parted by commas? */
static bool has_word(const struct parameter *p, const char *word)
{
	for (size_t at = 0; at <= p->length;) {
		size_t length = 0;
		while (at + length < p->length && p->value[at + length] != ',')
			length++;
		if (is_word(p->value + at, length, word))
			return true;
		at += length + 1;
	}
	return false;
}

static bool is_named(const struct parameter *p, const char *name)
{
	return p->name_length == 0 || is_word(p->name, p->name_length, name);
}

bool vcard_line_is_quoted(const char *text)
{
	struct line_head head;
	struct parameter p;

	if (!head_of(text, &head))
		return false;
	for (size_t at = head.name_end; next_parameter(text, &head, &at, &p);)
		if (is_named(&p, "ENCODING") && is_word(p.value, p.length, "QUOTED-PRINTABLE"))
			return true;
	return false;
}

bool vcard_line_is_skipped(const char *text)
{
	static const char *const skipped[] = {"PHOTO", "LOGO", "SOUND", "KEY"};
	struct line_head head;

	if (!head_of(text, &head))
		return false;
	for (size_t i = 0; i < sizeof skipped / sizeof skipped[0]; i++)
		if (is_word(text + head.name, head.name_end - head.name, skipped[i]))
			return true;
	return false;
}

static void put_unquoted(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		int high = text[0] == '=' ? ascii_hex(text[1]) : -1, low = high >= 0 ? ascii_hex(text[2]) : -1;
		if (low < 0) {
			buf_char(out, *text);
			continue;
		}
		buf_char(out, (char)(high * 16 + low));
		text += 2;
	}
}

static void put_repaired(struct buf *out, const char *text)
{
	uint32_t code;

	while ((code = utf8_next(&text)) != 0)
		utf8_put(out, code);
}

static void read_types(struct vcard_line *line, const struct parameter *p)
{
	if (is_named(p, "TYPE")) {
		line->cell = line->cell || has_word(p, "CELL") || has_word(p, "IPHONE");
		line->fax = line->fax || has_word(p, "FAX") || has_word(p, "PAGER") || has_word(p, "MODEM");
		line->pref = line->pref || has_word(p, "PREF");
	}
	if (p->name_length > 0 && is_word(p->name, p->name_length, "PREF"))
		line->pref = line->pref || is_word(p->value, p->length, "1");
	if (is_named(p, "ENCODING"))
		line->binary =
		    line->binary || is_word(p->value, p->length, "BASE64") || is_word(p->value, p->length, "B");
}

enum vcard_read vcard_line_read(struct vcard_line *line, const char *text, struct arena *arena)
{
	struct line_head head;
	struct parameter p;
	struct buf raw = {0}, value = {0};
	const char *charset = NULL;

	*line = (struct vcard_line){0};
	if (!head_of(text, &head))
		return VCARD_NO_LINE;
	for (size_t i = 0; i + 1 < sizeof line->name && head.name + i < head.name_end; i++) {
		char c = text[head.name + i];
		line->name[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	for (size_t at = head.name_end; next_parameter(text, &head, &at, &p);) {
		read_types(line, &p);
		if (p.name_length > 0 && is_word(p.name, p.name_length, "CHARSET") &&
		    (charset = arena_text(arena, p.value, p.length)) == NULL)
			return VCARD_NO_MEMORY;
	}
	bool quoted = vcard_line_is_quoted(text);
	if (quoted)
		put_unquoted(&raw, text + head.end + 1);
	else
		buf_put(&raw, text + head.end + 1);
	bool good = raw.length == 0 || convert_put(&value, raw.text, raw.length, charset, quoted);
	if (!good) {
		buf_clear(&value);
		put_repaired(&value, raw.text);
	}
	line->value = raw.failed || value.failed ? NULL : arena_text(arena, value.text ? value.text : "", value.length);
	buf_free(&raw);
	buf_free(&value);
	return line->value == NULL ? VCARD_NO_MEMORY : VCARD_LINE;
}

/* Line ends of quoted-printable are CR and LF, and here LF alone. */
static size_t unescape_value(char *out, const char *from, size_t length, bool old)
{
	size_t n = 0;

	for (size_t i = 0; i < length; i++) {
		char next = i + 1 < length ? from[i + 1] : '\0';
		if (from[i] == '\r' && next == '\n')
			continue;
		if (from[i] == '\\' && !old && (next == 'n' || next == 'N')) {
			out[n++] = '\n';
			i++;
		} else if (from[i] == '\\' && next != '\0' && strchr(old ? ";" : "\\,;:\"", next) != NULL) {
			out[n++] = next;
			i++;
		} else {
			out[n++] = from[i];
		}
	}
	return n;
}

const char *vcard_component(struct arena *arena, const char **rest, char stop, bool old)
{
	const char *from = *rest, *end = from;

	while (*end != '\0' && *end != stop)
		end += *end == '\\' && end[1] != '\0' ? 2 : 1;
	*rest = stop != '\0' && *end == stop ? end + 1 : NULL;
	char *text = arena_text(arena, from, (size_t)(end - from));
	if (text == NULL)
		return NULL;
	size_t n = unescape_value(text, from, (size_t)(end - from), old);
	while (n > 0 && strchr(" \t\r\n", text[n - 1]) != NULL)
		n--;
	text[n] = '\0';
	return text + strspn(text, " \t\r\n");
}
