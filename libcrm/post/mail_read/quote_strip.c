#include "post/mail_read/quote_strip.h"

#include "base/text/ascii.h"
#include "base/text/casefold.h"
#include "base/text/phone.h"

#define LINE_MOST 2000 /* bytes of a line that can be an introduction */
#define LAST_LINES 5   /* where people sign without "-- " */

/* A line without its end and the blanks there. */
struct text_line {
	const char *text;
	size_t length;
	const char *next; /* NULL: the last one */
};

static struct text_line line_at(const char *text)
{
	const char *end = strchr(text, '\n');
	struct text_line line = {text, end ? (size_t)(end - text) : strlen(text), end ? end + 1 : NULL};
	while (line.length && strchr(" \t\r", line.text[line.length - 1]))
		line.length--;
	return line;
}

static const char *skip_blanks(const char *s, const char *end)
{
	for (const char *next = s; s < end && utf8_blank(utf8_next(&next)); s = next)
		;
	return s;
}

static bool is_quote(const struct text_line *line)
{
	const char *end = line->text + line->length, *s = skip_blanks(line->text, end);
	return s < end && *s == '>';
}

static bool is_empty(const struct text_line *line)
{
	return skip_blanks(line->text, line->text + line->length) == line->text + line->length;
}

static bool is_signature(const struct text_line *line)
{
	return line->length == 2 && memcmp(line->text, "--", 2) == 0;
}

static const char *fold_line(struct buf *room, const struct text_line *line)
{
	char copy[LINE_MOST + 1];
	size_t n = line->length < LINE_MOST ? line->length : LINE_MOST;
	memcpy(copy, line->text, n);
	copy[n] = '\0';
	buf_clear(room);
	casefold_put(room, copy);
	return room->text ? room->text : "";
}

static bool ends_with(const char *text, const char *const *endings)
{
	size_t length = strlen(text);
	for (; *endings; endings++)
		if (length >= strlen(*endings) && strcmp(text + length - strlen(*endings), *endings) == 0)
			return true;
	return false;
}

static bool starts_with(const char *text, const char *const *starts)
{
	for (; *starts; starts++)
		if (strncmp(text, *starts, strlen(*starts)) == 0)
			return true;
	return false;
}

/* "ivan@mail.example>:" — the line before has the other half. */
static bool is_half(const char *text)
{
	const char *open = strchr(text, '<');
	return !strchr(text, ' ') || (strchr(text, '@') && (!open || open == text));
}

/* «23.11.2026 10:00, Иван пишет:», "On … wrote:", «пн, 23 нояб. 2026 г. в 10:00, Иван <…>:» */
static bool introduces_quote(struct buf *room, const struct text_line *line)
{
	static const char *const verbs[] = {" пишет:", " писал:", " писала:", " писал(а):", " написал:", " написала:",
	    " написал(а):", " пишет (a):", " пишете:", " вы писали:", " wrote:", " writes:", " schrieb:", NULL};
	static const char *const bare[] = {">:", NULL};
	const char *text = fold_line(room, line);
	if (ends_with(text, verbs) || strcmp(text, "wrote:") == 0 || strcmp(text, "пишет:") == 0 ||
	    strcmp(text, "вы писали:") == 0)
		return true;
	return ends_with(text, bare) && strchr(text, '@') && *text != '>';
}

/* "-----Original Message-----". What is passed on (пересылаемое сообщение) is what the sender wants to show: it
   stays. */
static bool is_divider(struct buf *room, const struct text_line *line)
{
	static const char *const words[] = {
	    "original message", "исходное сообщение", "оригинальное сообщение", "первоначальное сообщение", NULL};
	const char *text = fold_line(room, line);
	if (strncmp(text, "--", 2) != 0)
		return false;
	text += strspn(text, "- ");
	return starts_with(text, words);
}

/* От: … Отправлено: … Кому: … Тема: … : three of them in a row. */
static bool is_outlook_block(struct buf *room, const struct text_line *line)
{
	static const char *const heads[] = {"from:", "sent:", "to:", "subject:", "date:", "cc:", "от:", "отправлено:",
	    "кому:", "тема:", "дата:", "копия:", NULL};
	static const char *const first[] = {"from:", "от:", NULL};
	struct text_line at = *line;
	for (int n = 0; n < 3; n++) {
		const char *text = fold_line(room, &at);
		text += strspn(text, "*");
		if (!starts_with(text, n ? heads : first))
			return false;
		if (!at.next)
			return n == 2;
		at = line_at(at.next);
	}
	return true;
}

static struct text_line next_with_text(struct text_line line)
{
	while (line.next) {
		line = line_at(line.next);
		if (!is_empty(&line))
			break;
	}
	return line;
}

/* From here on all is somebody else's. */
static bool is_below_all(struct buf *room, const struct text_line *line)
{
	struct text_line below = *line;
	if (line->length >= 10 && strspn(line->text, "_") >= line->length)
		below = next_with_text(below);
	return is_divider(room, line) || is_outlook_block(room, &below);
}

/* Takes the first half of an introduction away again: "On Mon, 23 Nov 2026, Ivan <ivan@mail.example>". */
static void drop_half(struct buf *out, size_t last)
{
	const char *half = out->text ? out->text + last : "";
	if (last < out->length && (strncmp(half, "On ", 3) == 0 || strstr(half, " 20"))) {
		while (last && out->text[last - 1] == '\n')
			last--;
		out->length = last;
		out->text[last] = '\0';
	}
}

static void add_line(struct buf *out, const struct text_line *line, int *empty)
{
	if (is_empty(line)) {
		++*empty;
		return;
	}
	if (out->length)
		buf_put(out, *empty ? "\n\n" : "\n");
	*empty = 0;
	buf_add(out, line->text, line->length);
}

/* All of it, tidy. */
static void whole_put(struct buf *out, const char *text)
{
	int empty = 0;
	while (text) {
		struct text_line line = line_at(text);
		add_line(out, &line, &empty);
		text = line.next;
	}
}

void quote_strip_put(struct buf *out, const char *text)
{
	struct buf room = {0}, own = {0};
	size_t last = 0; /* where its last line begins */
	int empty = 0;
	for (const char *s = text; s;) {
		struct text_line line = line_at(s);
		s = line.next;
		if (is_signature(&line) || is_below_all(&room, &line))
			break;
		if (introduces_quote(&room, &line)) {
			struct text_line below = next_with_text(line);
			if (is_half(fold_line(&room, &line)))
				drop_half(&own, last);
			if (!is_quote(&below))
				break;
			continue;
		}
		if (is_quote(&line))
			continue;
		size_t before = own.length;
		add_line(&own, &line, &empty);
		if (own.length > before)
			last = own.length - line.length;
	}
	if (own.length)
		buf_add(out, own.text, own.length);
	else
		whole_put(out, text);
	out->failed = out->failed || own.failed || room.failed;
	buf_free(&own);
	buf_free(&room);
}

const char *quote_strip_signature(const char *text, struct arena *arena)
{
	struct buf room = {0}, own = {0};
	bool inside = false;
	int empty = 0;
	for (const char *s = text; s;) {
		struct text_line line = line_at(s);
		s = line.next;
		if (inside && (is_quote(&line) || introduces_quote(&room, &line) || is_below_all(&room, &line)))
			break;
		if (inside)
			add_line(&own, &line, &empty);
		inside = inside || is_signature(&line);
	}
	const char *found = own.length && !own.failed ? arena_text(arena, own.text, own.length) : NULL;
	buf_free(&own);
	buf_free(&room);
	return found;
}

/* The text of a number at the front of ${s}; NULL if it is none. */
static const char *number_at(const char *s, const char *country, struct arena *arena)
{
	s += strspn(s, " .:)\t/-");
	size_t length = strspn(s, "+0123456789 ()-.\t");
	/* Blanks of letters: no-break, and dashes. */
	while (strncmp(s + length, "\xC2\xA0", 2) == 0 || strncmp(s + length, "\xE2\x80\x91", 3) == 0 ||
	       strncmp(s + length, "\xE2\x80\x93", 3) == 0) {
		length += s[length] == '\xC2' ? 2 : 3;
		length += strspn(s + length, "+0123456789 ()-.\t");
	}
	while (length && !ascii_is_digit(s[length - 1]))
		length--;
	const char *text = length ? arena_text(arena, s, length) : NULL;
	return text && phone_parse(text, country).e164 ? text : NULL;
}

/* The number behind a word for a phone in a folded line; NULL. It must be a word by itself: «хотел 8» is none. */
static const char *behind_word(const char *line, const char *country, struct arena *arena)
{
	static const char *const words[] = {"телефон", "тел", "мобильный", "моб", "сотовый", "сот", "номер", "phone",
	    "number", "tel", "mobile", "cell", "whatsapp", "ватсап", "viber", "telegram"};
	const char *found = NULL;
	for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++)
		for (const char *at = strstr(line, words[i]); at && !found; at = strstr(at + 1, words[i])) {
			const char *after = at + strlen(words[i]);
			bool begins = at == line || strchr(" ,;.:/(|", at[-1]),
			     ends = *after && (strchr(" .:)(+/", *after) || ascii_is_digit(*after));
			found = begins && ends ? number_at(after, country, arena) : NULL;
		}
	return found;
}

static const char *labelled_phone(const char *text, const char *country, struct arena *arena)
{
	struct buf room = {0};
	const char *found = NULL;
	for (const char *s = text; s && !found;) {
		struct text_line line = line_at(s);
		found = behind_word(fold_line(&room, &line), country, arena);
		s = line.next;
	}
	buf_free(&room);
	return found;
}

/* A line that is a number and nothing else, and looks like one for people: with a plus, or parted. */
static const char *phone_alone(const struct text_line *line, const char *country, struct arena *arena)
{
	const char *end = line->text + line->length, *s = skip_blanks(line->text, end);
	char copy[64];
	int digits = 0;
	if (s == end || (size_t)(end - s) >= sizeof copy)
		return NULL;
	memcpy(copy, s, (size_t)(end - s));
	copy[end - s] = '\0';
	for (const char *c = copy; *c; c++)
		digits += ascii_is_digit(*c);
	bool parted = strpbrk(copy, " -(") != NULL || *copy == '+';
	if (digits < 10 || !parted || strspn(copy, "+0123456789 ()-.") != strlen(copy))
		return NULL;
	return number_at(copy, country, arena);
}

static const char *last_alone(const char *text, int lines, const char *country, struct arena *arena)
{
	struct text_line last[LAST_LINES];
	const char *found = NULL;
	int n = 0;
	for (const char *s = text; s;) {
		struct text_line line = line_at(s);
		if (!is_empty(&line))
			last[n++ % LAST_LINES] = line;
		s = line.next;
	}
	for (int i = n > lines ? n - lines : 0; i < n && !found; i++)
		found = phone_alone(&last[i % LAST_LINES], country, arena);
	return found;
}

const char *quote_strip_phone(const char *own, const char *signature, const char *country, struct arena *arena)
{
	const char *found = signature ? labelled_phone(signature, country, arena) : NULL;
	if (!found && signature)
		found = last_alone(signature, LAST_LINES, country, arena);
	if (!found && own)
		found = labelled_phone(own, country, arena);
	return found || !own ? found : last_alone(own, LAST_LINES, country, arena);
}
