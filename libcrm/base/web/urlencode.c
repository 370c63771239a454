#include "base/web/urlencode.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/text/ascii.h"

ptrdiff_t url_decode(char *text, size_t length)
{
	size_t out = 0;

	for (size_t i = 0; i < length; i++) {
		char c = text[i] == '+' ? ' ' : text[i];
		if (c == '%') {
			int high = i + 2 < length ? ascii_hex(text[i + 1]) : -1,
			    low = high >= 0 ? ascii_hex(text[i + 2]) : -1;
			if (low < 0)
				return -1;
			c = (char)(high << 4 | low);
			i += 2;
		}
		text[out++] = c;
	}
	return (ptrdiff_t)out;
}

int urlencoded_next(struct form_rest *rest, struct form_bytes *field)
{
	while (rest->at < rest->end && *rest->at == '&')
		rest->at++;
	if (rest->at == rest->end)
		return 0;
	char *begin = rest->at, *end = memchr(begin, '&', (size_t)(rest->end - begin));
	end = end ? end : rest->end;
	char *equals = memchr(begin, '=', (size_t)(end - begin));
	char *name_end = equals ? equals : end, *value = equals ? equals + 1 : end;
	ptrdiff_t name_length = url_decode(begin, (size_t)(name_end - begin)),
	          length = url_decode(value, (size_t)(end - value));
	rest->at = end;
	if (name_length < 0 || length < 0)
		return -1;
	*field = (struct form_bytes){
	    .name = begin, .name_length = (size_t)name_length, .value = value, .length = (size_t)length};
	return 1;
}

static char *find_bytes(char *from, const char *end, const char *what, size_t length)
{
	return memmem(from, (size_t)(end - from), what, length);
}

/* After a boundary: -- ends the form, a line end goes on with the next part. */
static int after_boundary(struct form_rest *rest)
{
	if (rest->end - rest->at >= 2 && memcmp(rest->at, "--", 2) == 0)
		return 0;
	while (rest->at < rest->end && (*rest->at == ' ' || *rest->at == '\t'))
		rest->at++;
	if (rest->end - rest->at < 2 || memcmp(rest->at, "\r\n", 2) != 0)
		return -1;
	rest->at += 2;
	return 1;
}

bool multipart_begin(struct form_rest *rest, char *body, size_t length, const char *boundary)
{
	size_t n = strlen(boundary);

	*rest = (struct form_rest){.at = body, .end = body + length, .boundary = boundary};
	for (char *dashes; n > 0 && (dashes = find_bytes(rest->at, rest->end, boundary, n)) != NULL;
	     rest->at = dashes + 1) {
		bool line = dashes - body == 2 || (dashes - body > 3 && dashes[-4] == '\r' && dashes[-3] == '\n');
		if (!line || dashes[-1] != '-' || dashes[-2] != '-')
			continue;
		rest->at = dashes + n;
		return true;
	}
	return false;
}

/* A browser writes a quote in a name as %22 and a line end as %0D%0A; others put a backslash before the quote. */
static size_t unquote(char *name, size_t length)
{
	size_t out = 0;

	for (size_t i = 0; i < length; i++) {
		char c = name[i];
		if (c == '\\' && i + 1 < length && (name[i + 1] == '"' || name[i + 1] == '\\')) {
			c = name[++i];
		} else if (c == '%' && i + 2 < length) {
			int code = strncasecmp(name + i, "%22", 3) == 0   ? '"'
			           : strncasecmp(name + i, "%0D", 3) == 0 ? '\r'
			           : strncasecmp(name + i, "%0A", 3) == 0 ? '\n'
			                                                  : 0;
			c = code ? (char)code : c;
			i += code ? 2 : 0;
		}
		name[out++] = c;
	}
	return out;
}

/* One parameter of a header, ; name="value": where it begins and ends. Moves *at behind it. */
static bool next_parameter(char **at, char *end, char **name, size_t *name_length, char **value, size_t *length)
{
	char *s = memchr(*at, ';', (size_t)(end - *at));

	if (!s)
		return false;
	for (s++; s < end && (*s == ' ' || *s == '\t'); s++)
		;
	*name = s;
	while (s < end && *s != '=' && *s != ';')
		s++;
	*name_length = (size_t)(s - *name);
	s += s < end && *s == '=';
	bool quoted = s < end && *s == '"';
	s += quoted;
	*value = s;
	while (s < end && (quoted ? *s != '"' : *s != ';' && *s != ' '))
		s += quoted && *s == '\\' && s + 1 < end ? 2 : 1;
	s = s < end ? s : end;
	*length = (size_t)(s - *value);
	*at = s + (quoted && s < end);
	return true;
}

/* Content-Disposition: form-data; name="phone"; filename="a.png" */
static void read_disposition(struct form_bytes *field, char *line, char *end)
{
	static const char header[] = "content-disposition:";
	char *name, *value;
	size_t name_length, length;

	if ((size_t)(end - line) < sizeof header || strncasecmp(line, header, sizeof header - 1) != 0)
		return;
	while (next_parameter(&line, end, &name, &name_length, &value, &length)) {
		if (name_length == 4 && strncasecmp(name, "name", 4) == 0 && !field->name) {
			field->name = value;
			field->name_length = unquote(value, length);
		}
		field->file = field->file || (name_length >= 8 && strncasecmp(name, "filename", 8) == 0);
	}
}

/* Lines up to the empty one; false if it does not come. */
static bool read_headers(struct form_rest *rest, struct form_bytes *field)
{
	for (char *end; (end = find_bytes(rest->at, rest->end, "\r\n", 2)) != NULL; rest->at = end + 2) {
		if (end == rest->at) {
			rest->at += 2;
			return true;
		}
		read_disposition(field, rest->at, end);
	}
	return false;
}

int multipart_next(struct form_rest *rest, struct form_bytes *field)
{
	size_t n = strlen(rest->boundary);
	int more = after_boundary(rest);

	*field = (struct form_bytes){0};
	if (more <= 0)
		return more;
	if (!read_headers(rest, field) || !field->name)
		return -1;
	field->value = rest->at;
	/* The line end before the boundary is the boundary's; an empty value has it from the headers. */
	for (char *at = rest->at - 2; (at = find_bytes(at, rest->end, "\r\n--", 4)) != NULL; at += 2) {
		if ((size_t)(rest->end - at) < n + 4 || memcmp(at + 4, rest->boundary, n) != 0)
			continue;
		field->length = at < rest->at ? 0 : (size_t)(at - rest->at);
		rest->at = at + 4 + n;
		return 1;
	}
	return -1;
}
