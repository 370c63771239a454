#include "post/mail_read/forwarded.h"

#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "base/text/phone.h"

#define LINE_MOST 1000 /* bytes of a line that can be a header */
#define HEADERS_MOST 20

/* How the heads of letters are called where they are passed on; folded. */
static const char *const from_labels[] = {"from", "от", "от кого", "отправитель", "автор", "sender", "von", "de", "da",
    "expéditeur", "remitente", "mittente", "od", "від", "від кого", "kimden", "gönderen", "кімнен", "жіберуші",
    "发件人", "寄件者", "差出人", "van", "fra", "från", "lähettäjä", "feladó", NULL};
static const char *const subject_labels[] = {"subject", "тема", "тема письма", "betreff", "objet", "asunto", "oggetto",
    "temat", "konu", "тақырып", "тақырыбы", "主题", "主旨", "件名", "onderwerp", "assunto", "emne", "ämne", "předmět",
    "aihe", "tárgy", NULL};
static const char *const other_labels[] = {"date", "sent", "to", "cc", "bcc", "reply-to", "дата", "отправлено",
    "дата отправки", "послано", "кому", "копия", "скрытая копия", "ответить", "получатель", "datum", "gesendet", "an",
    "kopie", "envoyé", "date d'envoi", "à", "pour", "enviado", "enviado el", "para", "fecha", "inviato", "data", "a",
    "do", "wysłano", "dw", "надіслано", "копія", "tarih", "gönderildi", "kime", "bilgi", "күні", "жіберілді", "кімге",
    "日期", "发送时间", "收件人", "抄送", "verzonden", "aan", "til", "till", "importance", "важность", "attachments",
    "вложения", "organization", "message-id", NULL};

/* What stands above them. */
static const char *const dividers[] = {"forwarded message", "forwarded by", "forwarded letter", "forward message",
    "пересылаемое сообщение", "пересланное сообщение", "пересылаемое письмо", "пересланное письмо",
    "переадресованное сообщение", "переадресуемое сообщение", "перенаправленное сообщение",
    "переадресованного сообщения", "пересылаемого сообщения", "пересланного сообщения", "original message",
    "исходное сообщение", "исходное письмо", "оригинальное сообщение", "weitergeleitete nachricht",
    "ursprüngliche nachricht", "message transféré", "message réexpédié", "mensaje reenviado", "messaggio inoltrato",
    "wiadomość przekazana", "przekazana wiadomość", "переслане повідомлення", "iletilen mesaj",
    "қайта жіберілген хабар", "转发邮件", "转发的邮件", "mensagem encaminhada", "doorgestuurd bericht", NULL};
static const char *const ends[] = {"end forwarded message", "end of forwarded message", "конец пересылаемого",
    "конец пересланного", "конец переадресованного", NULL};

struct passed_line {
	const char *text; /* without marks of quotes and bold in front */
	size_t length;
	const char *next; /* NULL: the last */
};

static struct passed_line line_at(const char *s)
{
	const char *end = strchr(s, '\n');
	struct passed_line line = {.next = end ? end + 1 : NULL};
	const char *stop = end ? end : s + strlen(s);
	for (const char *next = s; s < stop; s = next) {
		uint32_t code = utf8_next(&next);
		if (!utf8_blank(code) && code != '>' && code != '|' && code != '*')
			break;
	}
	while (stop > s && strchr(" \t\r*", stop[-1]))
		stop--;
	line.text = s;
	line.length = (size_t)(stop - s);
	return line;
}

static const char *fold(struct buf *room, const char *text, size_t length)
{
	char copy[LINE_MOST + 1];
	length = length < LINE_MOST ? length : LINE_MOST;
	memcpy(copy, text, length);
	copy[length] = '\0';
	buf_clear(room);
	casefold_put(room, copy);
	return room->text && !room->failed ? room->text : "";
}

static bool has_one_of(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strstr(text, *list))
			return true;
	return false;
}

/* "---------- Forwarded message ---------", "Begin forwarded message:", «=== Пересылаемое письмо ===» */
static bool is_divider(struct buf *room, const struct passed_line *line, const char *const *words)
{
	if (line->length > 200)
		return false;
	const char *text = fold(room, line->text, line->length);
	size_t length = strlen(text);
	bool drawn = *text == '-' || *text == '=' || *text == '_' || strncmp(text, "—", 3) == 0;
	return has_one_of(text, words) && (drawn || (length && text[length - 1] == ':' && length < 90));
}

enum label { LABEL_NONE, LABEL_FROM, LABEL_SUBJECT, LABEL_OTHER };

/* "От: Сергей <…>": the label and where its value begins. */
static enum label label_of(struct buf *room, const struct passed_line *line, const char **value)
{
	size_t colon = 0;
	while (colon < line->length && colon < 60 && line->text[colon] != ':' && line->text[colon] != '\t' &&
	       strncmp(line->text + colon, "：", 3) != 0)
		colon++;
	if (colon == line->length || colon == 60 || !colon)
		return LABEL_NONE;
	size_t name = colon;
	while (name && (line->text[name - 1] == '*' || line->text[name - 1] == ' '))
		name--;
	const char *text = fold(room, line->text, name);
	*value = line->text + colon + (line->text[colon] == ':' || line->text[colon] == '\t' ? 1 : 3);
	return text_is_among(text, from_labels)      ? LABEL_FROM
	       : text_is_among(text, subject_labels) ? LABEL_SUBJECT
	       : text_is_among(text, other_labels)   ? LABEL_OTHER
	                                             : LABEL_NONE;
}

static bool of_address(char c)
{
	return (unsigned char)c > ' ' && !strchr("<>()[]\"',;:|*", c);
}

/* The address in ${s}..${end}, folded, in ${arena}; where it begins. NULL if there is none. */
static const char *address_in(const char *s, const char *end, struct arena *arena, const char **begins, bool *failed)
{
	for (const char *at = s; at < end && (at = memchr(at, '@', (size_t)(end - at))) != NULL; at++) {
		const char *from = at, *to = at;
		char folded[256];
		while (from > s && of_address(from[-1]))
			from--;
		while (to < end && of_address(*to))
			to++;
		while (to > at && to[-1] == '.')
			to--;
		char *word = arena_text(arena, from, (size_t)(to - from));
		email_fold_loose(word, folded);
		*failed = *failed || !word;
		if (!*folded)
			continue;
		*begins = from;
		const char *kept = arena_copy(arena, folded);
		*failed = *failed || !kept;
		return kept;
	}
	return NULL;
}

/* What stands before the address, without quotes and brackets around: a name, if it has letters. */
static const char *name_in(const char *s, const char *end, struct arena *arena, bool *failed)
{
	static const char around[] = " \t\"'*<[(,;";
	while (s < end && strchr(around, *s))
		s++;
	if (s >= end)
		return NULL;
	const char *mailto = memmem(s, (size_t)(end - s), "mailto:", 7);
	end = mailto ? mailto : end;
	while (end > s && strchr(around, end[-1]))
		end--;
	if (s >= end || memchr(s, '@', (size_t)(end - s)) || end - s > 200)
		return NULL;
	const char *name = arena_text(arena, s, (size_t)(end - s));
	*failed = *failed || !name;
	return name;
}

static void take_person(struct forwarded *found, const char *s, const char *end, struct arena *arena, bool *failed)
{
	const char *begins = s < end ? end : s;
	found->address = address_in(s, end, arena, &begins, failed);
	found->name = name_in(s, begins, arena, failed);
}

/* «23.11.2026, 09:50, "Сергей Рябов" <ryabov@mail.example>:» and «Сергей <…> пишет:», behind a divider. */
static bool take_introduction(
    struct forwarded *found, const struct passed_line *line, struct arena *arena, bool *failed)
{
	const char *end = line->text + line->length, *begins, *s = line->text;
	const char *address = address_in(s, end, arena, &begins, failed);
	if (!address || end[-1] != ':' || begins == s || begins[-1] != '<')
		return false;
	/* The name stands behind the last comma of the date, or in quotes. */
	for (const char *c = s; c < begins; c++)
		if ((*c == ',' || *c == '"') && memchr(c + 1, '"', (size_t)(begins - c - 1)) == NULL && c + 3 < begins)
			s = c;
	const char *quote = memchr(line->text, '"', (size_t)(begins - line->text));
	found->name = name_in(quote ? quote : s, begins - 1, arena, failed);
	found->address = address;
	return true;
}

/* The head of a letter from ${s} on; the text behind it, NULL if it is none. Without a divider above it must say from
   whom, and something else. */
static const char *take_head(struct forwarded *found, const char *s, bool divided, struct arena *arena, bool *failed)
{
	struct buf room = {0};
	bool from = false;
	int n = 0;
	*found = (struct forwarded){.text = ""};
	while (s && n < HEADERS_MOST) {
		struct passed_line line = line_at(s);
		const char *value, *end = line.text + line.length;
		enum label label = label_of(&room, &line, &value);
		if (label == LABEL_NONE && line.length == 0 && (n == 0 || !from) && divided) {
			s = line.next;
			continue;
		}
		if (label == LABEL_NONE && divided && !n && take_introduction(found, &line, arena, failed)) {
			s = line.next;
			from = true;
			n = 2;
			break;
		}
		/* The value of the line above goes on. */
		bool folded = label == LABEL_NONE && n && line.length && (strchr(" \t", s[0]) || end[-1] == '>');
		if (label == LABEL_NONE && !folded)
			break;
		if (label == LABEL_FROM && !from)
			take_person(found, value, end, arena, failed);
		if (label == LABEL_SUBJECT && value < end)
			found->subject = name_in(value, end, arena, failed);
		from = from || label == LABEL_FROM;
		n += !folded;
		s = line.next;
	}
	*failed = *failed || room.failed;
	buf_free(&room);
	if (!from || (!divided && n < 2) || (!found->name && !found->address))
		return NULL;
	return s ? s : "";
}

/* All below the head, without a mark of quotation that is in front of every line. */
static const char *text_below(const char *s, struct arena *arena, bool *failed)
{
	struct buf text = {0}, room = {0};
	bool quoted = true, any = false;
	for (const char *at = s; at;) {
		const char *end = strchr(at, '\n'), *first = utf8_skip_blanks(at);
		bool empty = *first == '\0' || (end && first > end);
		quoted = quoted && (empty || *first == '>');
		any = any || !empty;
		at = end ? end + 1 : NULL;
	}
	for (const char *at = s; at && any;) {
		struct passed_line line = line_at(at);
		const char *end = strchr(at, '\n');
		if (is_divider(&room, &line, ends))
			break;
		if (quoted)
			buf_add(&text, line.text, line.length);
		else
			buf_add(&text, at, end ? (size_t)(end - at) : strlen(at));
		buf_char(&text, '\n');
		at = line.next;
	}
	while (text.length && strchr(" \t\r\n", text.text[text.length - 1]))
		text.text[--text.length] = '\0';
	const char *kept = text.length ? utf8_skip_blanks(text.text) : "";
	const char *copy = arena_copy(arena, kept);
	*failed = *failed || text.failed || room.failed || !copy;
	buf_free(&text);
	buf_free(&room);
	return copy ? copy : "";
}

bool forwarded_find(struct forwarded *forwarded, const char *text, struct arena *arena, bool *failed)
{
	struct buf room = {0};
	const char *below = NULL, *begin = text;
	for (const char *s = text; s && *s && !below && !*failed;) {
		struct passed_line line = line_at(s);
		const char *value;
		begin = s;
		if (is_divider(&room, &line, dividers)) {
			below = line.next ? take_head(forwarded, line.next, true, arena, failed) : NULL;
			/* "----- Forwarded message from Anna <anna@mail.example> -----" */
			const char *from = memmem(line.text, line.length, " from ", 6);
			if (!below && from && line.next) {
				take_person(forwarded, from + 6, line.text + line.length, arena, failed);
				below = forwarded->address ? line.next : NULL;
			}
		} else if (label_of(&room, &line, &value) == LABEL_FROM) {
			below = take_head(forwarded, s, false, arena, failed);
		}
		s = line.next;
	}
	*failed = *failed || room.failed;
	buf_free(&room);
	if (!below || *failed)
		return false;
	forwarded->text = text_below(below, arena, failed);
	const char *before = arena_text(arena, text, (size_t)(begin - text));
	forwarded->before = before && *utf8_skip_blanks(before) ? before : NULL;
	*failed = *failed || !before;
	return !*failed;
}

/* Marks in front of a subject, folded; with a number, as in Re[2]: */
static const char *const answer_marks[] = {
    "re", "aw", "sv", "vs", "odp", "ynt", "ответ", "отв", "на", "відповідь", "回复", "答复", NULL};
static const char *const forward_marks[] = {"fwd", "fw", "forward", "forwarded", "пс", "пр", "пересл", "переслано",
    "пересылка", "переслать", "пересыл", "пересланное", "перес", "wg", "tr", "rv", "i", "enc", "pd", "ilt", "vb",
    "doorst", "转发", "轉寄", NULL};

/* The mark at the front of ${subject} and what stands behind its colon; 0 none, 'f', 'r'. */
static char mark_at(const char *subject, const char **rest)
{
	char word[40];
	struct buf room = {0};
	subject = utf8_skip_blanks(subject);
	size_t n = strcspn(subject, ":[(. ");
	const char *colon = subject + n;
	while (*colon && strchr("[](). 0123456789", *colon))
		colon++;
	bool wide = strncmp(colon, "：", 3) == 0;
	if (!n || n >= sizeof word || (*colon != ':' && !wide))
		return 0;
	memcpy(word, subject, n);
	word[n] = '\0';
	casefold_put(&room, word);
	char mark = !room.text                                ? 0
	            : text_is_among(room.text, forward_marks) ? 'f'
	            : text_is_among(room.text, answer_marks)  ? 'r'
	                                                      : 0;
	buf_free(&room);
	if (mark)
		*rest = utf8_skip_blanks(colon + (wide ? 3 : 1));
	return mark;
}

bool forwarded_subject(const char *subject)
{
	char mark = 0;
	for (const char *s = subject; s && (mark = mark_at(s, &s)) == 'r';)
		;
	/* [Fwd: …] of old Mozilla */
	return mark == 'f' || (subject && *subject == '[' && mark_at(subject + 1, &subject) == 'f');
}

const char *forwarded_bare_subject(const char *subject)
{
	while (subject && mark_at(subject, &subject))
		;
	return subject;
}
