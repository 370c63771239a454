#include "post/vcard/vcard_line_private.h"

#include <string.h>
#include <strings.h>

#include "base/text/ascii.h"
#include "base/text/casefold.h"
#include "rows/convert.h"

/* Group, name and parameters of a line, before its colon: item1.TEL;CELL, or the other way round PHONE.WORK. */
struct line_head {
	size_t name, name_end, end; /* end: of the parameters, at the colon */
	size_t group, group_end;    /* "" if there is none */
};

static bool is_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool is_word(const char *text, size_t length, const char *word)
{
	return length == strlen(word) && strncasecmp(text, word, length) == 0;
}

static bool is_one_of(const char *text, size_t length, const char *const *words)
{
	for (; *words != NULL; words++)
		if (is_word(text, length, *words))
			return true;
	return false;
}

/* Properties whose kind stands behind a dot where others have a group before it. */
static const char *const kinds_behind[] = {"TEL", "PHONE", "TELEPHONE", "MOBILE", "FAX", "EMAIL", "E-MAIL", "MAIL",
    "ADR", "ADDR", "ADDRESS", "URL", "IM", "IMPP", NULL};

static void turn_round(const char *text, struct line_head *head)
{
	struct line_head given = *head;

	if (!is_one_of(text + given.group, given.group_end - given.group, kinds_behind) ||
	    is_one_of(text + given.name, given.name_end - given.name, kinds_behind))
		return;
	head->name = given.group;
	head->name_end = given.group_end;
	head->group = given.name;
	head->group_end = given.name_end;
}

static bool head_of(const char *text, struct line_head *head)
{
	bool quoted = false;
	size_t at = 0;

	*head = (struct line_head){0};
	for (; text[at] != '\0' && (quoted || text[at] != ':'); at++) {
		quoted = quoted != (text[at] == '"');
		if (text[at] == '.' && head->name_end == 0) {
			head->group = head->name;
			head->group_end = at;
			head->name = at + 1;
		}
		if (text[at] == ';' && head->name_end == 0)
			head->name_end = at;
	}
	head->end = at;
	if (head->name_end == 0)
		head->name_end = at;
	for (size_t i = head->name; i < head->name_end; i++)
		if (!is_name(text[i]))
			return false;
	if (text[at] != ':' || head->name_end == head->name)
		return false;
	turn_round(text, head);
	return true;
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

/* Parameters stand behind whatever comes last before the first semicolon. */
static size_t params_at(const struct line_head *head)
{
	return head->group_end > head->name_end ? head->group_end : head->name_end;
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
	for (size_t at = params_at(&head); next_parameter(text, &head, &at, &p);)
		if (is_named(&p, "ENCODING") && is_word(p.value, p.length, "QUOTED-PRINTABLE"))
			return true;
	return false;
}

bool vcard_line_is_skipped(const char *text)
{
	static const char *const skipped[] = {
	    "PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN", NULL};
	struct line_head head;

	return head_of(text, &head) && is_one_of(text + head.name, head.name_end - head.name, skipped);
}

bool vcard_line_begins(const char *text)
{
	static const char *const names[] = {"VERSION", "FN", "N", "NICKNAME", "PHOTO", "BDAY", "ADR", "LABEL", "TEL",
	    "PHONE", "TELEPHONE", "MOBILE", "CELL", "FAX", "E-MAIL", "MAIL", "ADDR", "EMAIL", "MAILER", "TZ", "GEO",
	    "TITLE", "ROLE", "LOGO", "AGENT", "ORG", "CATEGORIES", "NOTE", "PRODID", "REV", "SORT-STRING", "SOUND",
	    "UID", "URL", "CLASS", "KEY", "KIND", "GENDER", "IMPP", "LANG", "MEMBER", "RELATED", "ANNIVERSARY", "FBURL",
	    "CALURI", "CALADRURI", "SOURCE", "BEGIN", "END", "ADDRESS", NULL};
	struct line_head head;

	if (!head_of(text, &head))
		return false;
	const char *name = text + head.name;
	size_t length = head.name_end - head.name;
	return is_one_of(name, length, names) || (length > 2 && is_word(name, 2, "X-"));
}

/* A soft break that nothing follows is none of the value. */
static void put_unquoted(struct buf *out, const char *text)
{
	for (; *text != '\0' && strcmp(text, "=") != 0; text++) {
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

/* The kinds of numbers by the words of types and labels, anywhere in them: HomeFAX, «Рабочий факс». */
static const struct kind_word {
	const char *word; /* folded */
	bool cell, voice, fax, pager, pref;
} kind_words[] = {{"cell", .cell = true}, {"iphone", .cell = true}, {"mobil", .cell = true}, {"мобил", .cell = true},
    {"сотов", .cell = true}, {"whatsapp", .cell = true}, {"voice", .voice = true}, {"fax", .fax = true},
    {"факс", .fax = true}, {"modem", .fax = true}, {"pager", .pager = true}, {"пейджер", .pager = true},
    {"pref", .pref = true}};

void vcard_line_label(struct vcard_line *line, const char *words, size_t length)
{
	char copy[64] = "";
	struct buf folded = {0};

	memcpy(copy, words, length < sizeof copy ? length : sizeof copy - 1);
	casefold_put(&folded, copy);
	for (size_t i = 0; i < sizeof kind_words / sizeof kind_words[0] && folded.length > 0; i++) {
		const struct kind_word *kind = &kind_words[i];
		if (strstr(folded.text, kind->word) == NULL)
			continue;
		line->cell = line->cell || kind->cell;
		line->voice = line->voice || kind->voice;
		line->fax = line->fax || kind->fax;
		line->pager = line->pager || kind->pager;
		line->pref = line->pref || kind->pref;
	}
	buf_free(&folded);
}

static void read_types(struct vcard_line *line, const struct parameter *p)
{
	if (is_named(p, "TYPE"))
		vcard_line_label(line, p->value, p->length);
	if (p->name_length > 0 && is_word(p->name, p->name_length, "PREF"))
		line->pref = line->pref || is_word(p->value, p->length, "1");
	if (is_named(p, "ENCODING"))
		line->binary =
		    line->binary || is_word(p->value, p->length, "BASE64") || is_word(p->value, p->length, "B");
}

static const char *capitals(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_text(arena, text, length);

	for (char *c = copy; c != NULL && *c != '\0'; c++)
		*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
	return copy;
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
	line->name = capitals(arena, text + head.name, head.name_end - head.name);
	line->group = capitals(arena, text + head.group, head.group_end - head.group);
	if (line->name == NULL || line->group == NULL)
		return VCARD_NO_MEMORY;
	/* Names that say the kind themselves: PHONE.WORK, MOBILE, FAX. */
	if (head.group > head.name)
		vcard_line_label(line, line->group, strlen(line->group));
	vcard_line_label(line, line->name, strlen(line->name));
	for (size_t at = params_at(&head); next_parameter(text, &head, &at, &p);) {
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
