/*
 * A letter made small enough to take apart: GMime's work grows with the number of parts times the number of lines that
 * look like borders, and with each header. What people send is far below; beyond, headers are passed over, and the
 * letter ends.
 */
#include "post/mail_read/message_private.h"

#define HEADERS_MOST (512u << 10) /* bytes of all headers of all parts */
#define BORDERS_MOST 1000         /* lines that begin with -- */

struct copying {
	GByteArray *out;
	bool header; /* in what may be headers: at the beginning, below a border, and once more below those of a letter
	    in the letter */
	bool nested; /* these headers speak of one, or there are none: parts of a digest are letters */
	size_t headers;
	int borders;
};

static bool is_empty(const char *line, size_t length)
{
	return length == 0 || line[0] == '\n' || (line[0] == '\r' && (length == 1 || line[1] == '\n'));
}

static bool speaks_of_letter(const char *line, size_t length)
{
	static const char word[] = "message/";
	for (size_t i = 0; i + sizeof word - 1 <= length; i++)
		if (g_ascii_strncasecmp(line + i, word, sizeof word - 1) == 0)
			return true;
	return false;
}

/* False: the letter ends before this line. */
static bool copy_line(struct copying *c, const char *line, size_t length)
{
	if (length > 1 && line[0] == '-' && line[1] == '-') {
		c->header = c->nested = true;
		if (++c->borders > BORDERS_MOST)
			return false;
	} else if (c->header && is_empty(line, length)) {
		c->header = c->nested;
		c->nested = false;
	} else if (c->header) {
		c->headers += length;
		if (c->headers > HEADERS_MOST)
			return true;
		c->nested = (c->nested && !memchr(line, ':', length)) || speaks_of_letter(line, length);
	}
	g_byte_array_append(c->out, (const guint8 *)line, (guint)length);
	return true;
}

GByteArray *message_within_limits(const char *bytes, size_t length)
{
	struct copying c = {.out = g_byte_array_sized_new((guint)length), .header = true};
	for (const char *line = bytes, *end = bytes + length; line < end;) {
		const char *newline = memchr(line, '\n', (size_t)(end - line)), *next = newline ? newline + 1 : end;
		if (!copy_line(&c, line, (size_t)(next - line)))
			break;
		line = next;
	}
	return c.out;
}
