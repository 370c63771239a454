#include "post/mail_read/rtf_text_private.h"

#include "base/text/ascii.h"
#include "base/text/casefold.h"
#include "post/mail_read/mime_decode_private.h"

#define DEPTH_MOST 200

struct group {
	bool hidden;
	int skip; /* characters behind \u that stand for it where nobody knows \u */
};

struct document {
	struct buf *out;
	struct buf bytes; /* of one encoding, not decoded yet */
	char charset[24];
	struct group group[DEPTH_MOST];
	int depth;      /* of the group at hand */
	int too_deep;   /* groups below the deepest that is looked at */
	int left;       /* characters to be passed over, behind \u */
	bool of_markup; /* between \htmlrtf and \htmlrtf0: it stands in tags as well */
};

static bool is_hidden(const struct document *d)
{
	return d->too_deep || d->of_markup || d->group[d->depth].hidden;
}

static void end_bytes(struct document *d)
{
	if (d->bytes.length)
		mime_decode_put(d->out, d->bytes.text, d->bytes.length, d->charset);
	d->out->failed = d->out->failed || d->bytes.failed;
	buf_clear(&d->bytes);
}

static void put_byte(struct document *d, char c)
{
	if (d->left)
		d->left--;
	else if (!is_hidden(d))
		buf_char(&d->bytes, c);
}

static void put_code(struct document *d, uint32_t code)
{
	if (is_hidden(d))
		return;
	end_bytes(d);
	if (code == '\n' || code == '\t' || (code >= 0x20 && code < 0x7F) ||
	    (code >= 0xA0 && code < 0x110000 && (code < 0xD800 || code >= 0xE000)))
		utf8_put(d->out, code);
}

static void handle_word(struct document *d, const char *word, int number)
{
	static const struct {
		const char *word;
		uint32_t code;
	} signs[] = {{"par", '\n'}, {"line", '\n'}, {"row", '\n'}, {"sect", '\n'}, {"page", '\n'}, {"tab", '\t'},
	    {"cell", '\t'}, {"emdash", 0x2014}, {"endash", 0x2013}, {"lquote", 0x2018}, {"rquote", 0x2019},
	    {"ldblquote", 0x201C}, {"rdblquote", 0x201D}, {"bullet", 0x2022}};
	static const char *const hidden[] = {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header",
	    "footer", "listtable", "filetbl", "themedata", "datastore", NULL};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strcmp(word, signs[i].word) == 0)
			put_code(d, signs[i].code);
	if (text_is_among(word, hidden))
		d->group[d->depth].hidden = true;
	else if (strcmp(word, "uc") == 0)
		d->group[d->depth].skip = number >= 0 && number < 10 ? number : 1;
	else if (strcmp(word, "htmlrtf") == 0)
		d->of_markup = number != 0;
	else if (strcmp(word, "ansicpg") == 0)
		snprintf(d->charset, sizeof d->charset, "windows-%d", number);
	else if (strcmp(word, "u") == 0) {
		put_code(d, (uint32_t)(number < 0 ? number + 65536 : number));
		d->left = d->group[d->depth].skip;
	}
}

static void begin_group(struct document *d)
{
	if (d->depth + 1 == DEPTH_MOST)
		d->too_deep++;
	else
		d->group[d->depth + 1] = d->group[d->depth], d->depth++;
}

static void end_group(struct document *d)
{
	if (d->too_deep)
		d->too_deep--;
	else if (d->depth)
		d->depth--;
}

/* Behind a backslash; the place after what it begins. */
static const char *take_control(struct document *d, const char *s, const char *end)
{
	char word[32];
	size_t n = 0;
	if (s < end && *s == '\'' && end - s > 2 && ascii_hex(s[1]) >= 0 && ascii_hex(s[2]) >= 0) {
		put_byte(d, (char)(ascii_hex(s[1]) << 4 | ascii_hex(s[2])));
		return s + 3;
	}
	while (s < end && ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z'))) {
		if (n < sizeof word - 1)
			word[n++] = *s;
		s++;
	}
	word[n] = '\0';
	if (!n) {
		if (s < end && *s == '*')
			d->group[d->depth].hidden = true;
		else if (s < end && strchr("\\{}", *s))
			put_byte(d, *s);
		else if (s < end && *s == '~')
			put_code(d, 0xA0);
		return s < end ? s + 1 : s;
	}
	bool minus = s < end && *s == '-';
	int number = 0, digits = 0;
	for (s += minus; s < end && ascii_is_digit(*s) && digits < 8; s++, digits++)
		number = number * 10 + *s - '0';
	handle_word(d, word, digits ? minus ? -number : number : 1);
	s += s < end && *s == ' ';
	if (strcmp(word, "bin") == 0 && digits)
		s += number < end - s ? number : end - s;
	return s;
}

void rtf_text_put(struct buf *out, const char *rtf, size_t length)
{
	struct document d = {.out = out, .charset = "windows-1252", .group = {{.skip = 1}}};
	const char *end = rtf + length, *s = memmem(rtf, length, "{\\rtf", 5);
	while (s && s < end && !out->failed) {
		if (*s == '\\') {
			s = take_control(&d, s + 1, end);
			continue;
		}
		if (*s == '{')
			begin_group(&d);
		else if (*s == '}')
			end_group(&d);
		else if (*s != '\r' && *s != '\n' && *s)
			put_byte(&d, *s);
		s++;
	}
	end_bytes(&d);
	buf_free(&d.bytes);
}
