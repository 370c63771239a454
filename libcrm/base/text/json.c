#include "base/text/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text/bytes16_private.h"
#include "base/text/casefold.h"

void json_open(struct buf *buf)
{
	buf_char(buf, '{');
}

void json_close(struct buf *buf)
{
	buf_char(buf, '}');
}

/* How many bytes from here may be copied as they are: no quote, backslash or control, and two-byte characters
   (Cyrillic). */
static size_t plain_length(const unsigned char *s)
{
	const unsigned char *at = s;

	for (;;) {
		if (*at >= 0x20 && *at < 0x80 && *at != '"' && *at != '\\')
			at++;
		else if (*at >= 0xC2 && *at < 0xE0 && (at[1] & 0xC0) == 0x80)
			at += 2;
		else
			return (size_t)(at - s);
	}
}

static void escape(struct buf *buf, unsigned char c)
{
	static const char letters[] = "btn.fr"; /* 8 to 13 */
	char text[7] = {'\\', (char)c};

	if (c >= 8 && c <= 13 && c != 11)
		text[1] = letters[c - 8];
	else if (c < 0x20)
		snprintf(text, sizeof text, "\\u%04x", (unsigned)c);
	buf_put(buf, text);
}

void json_quote(struct buf *buf, const char *text)
{
	size_t whole = text == NULL ? 0 : plain_length((const unsigned char *)text);

	/* Nearly always there is nothing to escape. */
	if (text != NULL && text[whole] == '\0' && buf_reserve(buf, whole + 2)) {
		char *out = buf->text + buf->length;
		*out = '"';
		memcpy(out + 1, text, whole);
		memcpy(out + 1 + whole, "\"", 2);
		buf->length += whole + 2;
		return;
	}
	buf_char(buf, '"');
	while (text != NULL) {
		size_t length = plain_length((const unsigned char *)text);
		buf_add(buf, text, length);
		text += length;
		unsigned char c = (unsigned char)*text;
		if (c == '\0')
			break;
		if (c < 0x80) {
			escape(buf, c);
			text++;
		} else {
			utf8_put(buf, utf8_next(&text));
		}
	}
	buf_char(buf, '"');
}

/* Which need an escape: a control character, a quote, a backslash. */
static bytes16 to_escape(bytes16 v)
{
	return (bytes16)(v < 0x20) | (bytes16)(v == '"') | (bytes16)(v == '\\');
}

/* Copy ${length} bytes that need no escape; NULL if one does. High bytes must be UTF-8; where there are none, nobody
   looks. */
static char *copy_plain(char *out, const char *text, size_t length)
{
	bytes16 escape = {0}, any = {0}, v;
	size_t i = 0;

	for (; i + 16 <= length; i += 16) {
		v = bytes16_at(text + i);
		escape |= to_escape(v);
		any |= v;
	}
	v = bytes16_tail(text + i, length - i);
	if (bytes16_any(escape | to_escape(v)))
		return NULL;
	if (bytes16_any((any | v) & 0x80) && !utf8_valid(text, length))
		return NULL;
	memcpy(out, text, length);
	return out + length;
}

#define KEY_SHORT 32 /* bytes of a key that is copied letter by letter */

/* The same for a key of a few letters; NULL for one that is longer, or not ASCII. */
static char *copy_key(char *out, const char *key)
{
	for (const char *end = key + KEY_SHORT; *key != '\0'; key++) {
		unsigned char c = (unsigned char)*key;
		if (key == end || c < 0x20 || c >= 0x80 || c == '"' || c == '\\')
			return NULL;
		*out++ = *key;
	}
	return out;
}

/* "key":"value" in one go, which is what nearly every field is. */
static bool put_plain(struct buf *buf, const char *key, const char *value, size_t length)
{
	if (!buf_reserve(buf, KEY_SHORT + length + 6))
		return false;
	char *out = buf->text + buf->length;
	if (buf->length > 0 && out[-1] != '{')
		*out++ = ',';
	*out++ = '"';
	out = copy_key(out, key);
	if (out == NULL)
		return false;
	memcpy(out, "\":\"", 3);
	out = copy_plain(out + 3, value, length);
	if (out == NULL)
		return false;
	*out++ = '"';
	*out = '\0';
	buf->length = (size_t)(out - buf->text);
	return true;
}

void json_text(struct buf *buf, const char *key, const char *value)
{
	if (value == NULL || value[0] == '\0' || put_plain(buf, key, value, strlen(value)))
		return;
	/* A value ends with a quote, so a brace is the one of json_open. */
	if (buf->length > 0 && buf->text[buf->length - 1] != '{')
		buf_char(buf, ',');
	json_quote(buf, key);
	buf_char(buf, ':');
	json_quote(buf, value);
}

void json_int(struct buf *buf, const char *key, int64_t value)
{
	char room[24];

	json_text(buf, key, buf_int_text(room, value));
}

/* Texts stay where they are: ${at} goes through a copy in the arena, and each text ends in the place of its quote. */
struct parser {
	char *at, *end;
	struct arena *arena;
	json_inner *inner; /* NULL: flat */
	void *with;
	bool no_memory;
};

static void skip_blanks(struct parser *p)
{
	while (*p->at == ' ' || *p->at == '\t' || *p->at == '\r' || *p->at == '\n')
		p->at++;
}

static bool take_char(struct parser *p, char c)
{
	skip_blanks(p);
	if (*p->at != c)
		return false;
	p->at++;
	return true;
}

/* Four hexadecimal digits, or -1. */
static int32_t hex4(const char *s)
{
	int32_t code = 0;

	for (int i = 0; i < 4; i++) {
		char c = s[i];
		int digit = c >= '0' && c <= '9'   ? c - '0'
		            : c >= 'a' && c <= 'f' ? c - 'a' + 10
		            : c >= 'A' && c <= 'F' ? c - 'A' + 10
		                                   : -1;
		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

/* After \u: ${s} at the digits. A NUL and a lone surrogate become U+FFFD: a C text cannot hold them. NULL if broken. */
static const char *unicode(const char *s, char **out)
{
	int32_t code = hex4(s), low;

	if (code < 0)
		return NULL;
	s += 4;
	if (code >= 0xD800 && code < 0xDC00 && s[0] == '\\' && s[1] == 'u' && (low = hex4(s + 2)) >= 0xDC00 &&
	    low < 0xE000) {
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
		s += 6;
	} else if (code == 0 || (code >= 0xD800 && code < 0xE000)) {
		code = 0xFFFD;
	}
	*out += utf8_encode(*out, (uint32_t)code);
	return s;
}

/* Unescape [${s}, ${end}) to ${out}, which may be the same: no escape is shorter than what it stands for. */
static bool unescape(char *out, const char *s, const char *end)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

	while (s < end) {
		if (*s != '\\') {
			*out++ = *s++;
			continue;
		}
		const char *letter = strchr(from, s[1]);
		if (s[1] == 'u') {
			s = unicode(s + 2, &out);
			if (s == NULL || s > end)
				return false;
		} else if (letter != NULL) {
			*out++ = to[letter - from];
			s += 2;
		} else {
			return false;
		}
	}
	*out = '\0';
	return true;
}

/* To the quote, the backslash or the control character that comes next; the NUL is one. */
static char *skip_plain(const struct parser *p, char *s)
{
	int n = 16;

	for (; n == 16 && p->end - s >= 16; s += n)
		n = bytes16_first(to_escape(bytes16_at(s)));
	while (n == 16 && (unsigned char)*s >= 0x20 && *s != '"' && *s != '\\')
		s++;
	return s;
}

static const char *parse_string(struct parser *p)
{
	char *start, *end;
	bool escaped = false;

	if (!take_char(p, '"'))
		return NULL;
	for (start = end = p->at; *(end = skip_plain(p, end)) != '"'; end += 2) {
		if (end[0] != '\\' || end[1] == '\0')
			return NULL;
		escaped = true;
	}
	p->at = end + 1;
	*end = '\0';
	return escaped && !unescape(start, start, end) ? NULL : start;
}

static size_t count_digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* The length of the JSON number here, or 0. */
static size_t number_length(const char *s)
{
	const char *at = s + (*s == '-');
	size_t n = count_digits(at);

	if (n == 0 || (n > 1 && *at == '0'))
		return 0;
	at += n;
	if (*at == '.') {
		if ((n = count_digits(at + 1)) == 0)
			return 0;
		at += 1 + n;
	}
	if (*at == 'e' || *at == 'E') {
		at += 1 + (at[1] == '+' || at[1] == '-');
		if ((n = count_digits(at)) == 0)
			return 0;
		at += n;
	}
	return (size_t)(at - s);
}

static size_t word_length(const char *s, const char *expected)
{
	size_t length = strlen(expected);

	return strncmp(s, expected, length) == 0 ? length : 0;
}

static bool parse_inner(struct parser *p, const char **out)
{
	const char *at = p->at;

	*out = p->inner(p->with, &at);
	p->at += at - p->at;
	return *out != NULL;
}

/* *${out} is NULL for null. */
static bool parse_value(struct parser *p, const char **out)
{
	size_t length;

	skip_blanks(p);
	if (p->inner != NULL && (*p->at == '{' || *p->at == '['))
		return parse_inner(p, out);
	*out = NULL;
	if (*p->at == '"')
		return (*out = parse_string(p)) != NULL;
	if ((length = word_length(p->at, "null")) != 0) {
		p->at += length;
		return true;
	}
	if ((length = number_length(p->at)) == 0 && (length = word_length(p->at, "true")) == 0)
		length = word_length(p->at, "false");
	if (length == 0)
		return false;
	*out = arena_text(p->arena, p->at, length);
	p->no_memory = p->no_memory || *out == NULL;
	p->at += length;
	return *out != NULL;
}

static bool keep_field(struct json *json, int *room, struct json_field field, struct parser *p)
{
	if (json->n == *room) {
		int more = *room == 0 ? 16 : *room * 2;
		struct json_field *grown = arena_get(p->arena, (size_t)more * sizeof *grown);
		p->no_memory = grown == NULL;
		if (grown == NULL)
			return false;
		if (json->n > 0)
			memcpy(grown, json->field, (size_t)json->n * sizeof *grown);
		json->field = grown;
		*room = more;
	}
	json->field[json->n++] = field;
	return true;
}

static bool parse_object(struct json *json, struct parser *p)
{
	int room = 0;

	if (!take_char(p, '{'))
		return false;
	if (take_char(p, '}'))
		return true;
	do {
		struct json_field field;
		if ((field.key = parse_string(p)) == NULL || !take_char(p, ':') || !parse_value(p, &field.value))
			return false;
		if (field.value != NULL && !keep_field(json, &room, field, p))
			return false;
	} while (take_char(p, ','));
	return take_char(p, '}');
}

int json_parse(struct json *json, const char *text, struct arena *arena)
{
	return json_parse_nested(json, text, NULL, NULL, arena);
}

int json_parse_nested(struct json *json, const char *text, json_inner *inner, void *with, struct arena *arena)
{
	struct parser p = {.arena = arena, .inner = inner, .with = with};
	size_t length = text == NULL ? 0 : strlen(text);

	*json = (struct json){0};
	if (text == NULL)
		return 0;
	p.at = arena_text(arena, text, length);
	p.no_memory = p.at == NULL;
	if (!p.no_memory)
		p.end = p.at + length;
	if (!p.no_memory && parse_object(json, &p)) {
		skip_blanks(&p);
		if (*p.at == '\0')
			return 0;
	}
	*json = (struct json){.no_memory = p.no_memory};
	return -1;
}

enum status json_why(struct why *why, const struct json *json, const char *format, ...)
{
	char text[sizeof why->text];
	va_list args;

	if (json->no_memory)
		return why_memory(why);
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return why_set(why, CRM_INTERNAL, "%s", text);
}

const char *json_get(const struct json *json, const char *key)
{
	for (int i = json->n; i-- > 0;)
		if (json->field[i].key[0] == key[0] && strcmp(json->field[i].key, key) == 0)
			return json->field[i].value;
	return NULL;
}

int64_t json_get_int(const struct json *json, const char *key, int64_t fallback)
{
	const char *text = json_get(json, key);
	char *end;

	if (text == NULL || (*text != '-' && (*text < '0' || *text > '9')))
		return fallback;
	errno = 0;
	long long read = strtoll(text, &end, 10);
	return errno != 0 || *end != '\0' || end == text ? fallback : read;
}
