#include "post/mail_read/html_text_private.h"

#include <strings.h>

#include "base/text/casefold.h"
#include "base/web/html_entity.h"

struct plain {
	struct buf *out;
	int quoted;        /* how many blockquotes around */
	bool blank, begun; /* a blank is due; the line has something */
	int empty;         /* line ends in a row */
	const char *skip;  /* until this element ends */
};

static void put_code(struct plain *p, uint32_t code)
{
	if (code == 0xA0)
		code = ' ';
	if (utf8_blank(code) && code != '\t') {
		p->blank = true;
		return;
	}
	if (!p->begun)
		for (int i = 0; i < p->quoted && i < 3; i++)
			buf_put(p->out, "> ");
	if (p->blank && p->begun)
		buf_char(p->out, ' ');
	p->blank = false;
	p->begun = true;
	p->empty = 0;
	utf8_put(p->out, code);
}

static void new_line(struct plain *p)
{
	if (p->out->length && p->empty < 2) {
		buf_char(p->out, '\n');
		p->empty++;
	}
	p->blank = p->begun = false;
}

/* A block begins and ends a line; twice in a row is one. */
static void begin_block(struct plain *p)
{
	if (p->begun)
		new_line(p);
}

static bool is_one_of(const char *name, size_t length, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == length && strncasecmp(*list, name, length) == 0)
			return true;
	return false;
}

static void handle_element(struct plain *p, const char *name, size_t length, bool closing)
{
	static const char *const lines[] = {"br", NULL};
	static const char *const blocks[] = {"p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5",
	    "h6", "hr", "pre", "dt", "dd", "section", "article", "header", "footer", "form", "center", NULL};
	static const char *const apart[] = {"p", "h1", "h2", "h3", "table", "ul", "ol", NULL};
	static const char *const cells[] = {"td", "th", NULL};
	static const char *const quotes[] = {"blockquote", NULL};
	static const char *const hidden[] = {"script", "style", "title", "template", "noscript", NULL};
	if (is_one_of(name, length, lines)) {
		new_line(p);
	} else if (is_one_of(name, length, quotes)) {
		begin_block(p);
		p->quoted += closing ? -(p->quoted > 0) : p->quoted < 1000;
	} else if (is_one_of(name, length, cells)) {
		if (closing && p->begun)
			put_code(p, '\t');
	} else if (is_one_of(name, length, blocks)) {
		begin_block(p);
		if (closing && is_one_of(name, length, apart) && p->empty == 1)
			new_line(p);
	} else if (!closing) {
		for (int i = 0; hidden[i]; i++)
			if (strlen(hidden[i]) == length && strncasecmp(hidden[i], name, length) == 0)
				p->skip = hidden[i];
	}
}

/* The end of the tag at ${s} ("<…"): quotes may hold a `>`. NULL if it never ends. */
static const char *tag_end(const char *s, const char *end)
{
	char quote = '\0';
	for (; s < end; s++) {
		if (quote)
			quote = *s == quote ? '\0' : quote;
		else if ((*s == '"' || *s == '\'') && s[-1] == '=')
			quote = *s;
		else if (*s == '>')
			return s;
	}
	return NULL;
}

/* From a `<` to after what it begins; NULL if it is only a sign. */
static const char *skip_markup(struct plain *p, const char *s, const char *end)
{
	bool closing = end - s > 1 && s[1] == '/';
	const char *name = s + 1 + closing, *after = name;
	if (end - s >= 4 && memcmp(s, "<!--", 4) == 0) {
		const char *close = memmem(s + 4, (size_t)(end - s - 4), "-->", 3);
		return close ? close + 3 : end;
	}
	while (after < end && ((*after >= 'a' && *after <= 'z') || (*after >= 'A' && *after <= 'Z') ||
	                          (*after >= '0' && *after <= '9')))
		after++;
	if (after == name && (name == end || (*name != '!' && *name != '?')))
		return NULL;
	const char *close = tag_end(after, end);
	if (!p->skip)
		handle_element(p, name, (size_t)(after - name), closing);
	else if (closing && strlen(p->skip) == (size_t)(after - name) &&
	         strncasecmp(p->skip, name, strlen(p->skip)) == 0)
		p->skip = NULL;
	return close ? close + 1 : end;
}

/* After the &…; at ${s}; NULL if it is only a sign. */
static const char *put_entity(struct plain *p, const char *s, const char *end)
{
	uint32_t code;
	const char *after = html_entity(s, end, &code);
	if (after)
		put_code(p, code);
	return after;
}

void html_text_put(struct buf *out, const char *html, size_t length)
{
	struct plain p = {.out = out};
	const char *s = html, *end = html + length;
	while (s < end && !out->failed) {
		const char *after = *s == '<'              ? skip_markup(&p, s, end)
		                    : *s == '&' && !p.skip ? put_entity(&p, s, end)
		                                           : NULL;
		if (after) {
			s = after;
			continue;
		}
		uint32_t code = utf8_next(&s);
		if (code == 0)
			s++;
		else if (!p.skip)
			put_code(&p, code == '\t' ? ' ' : code);
	}
}
