#include "render/page.h"

#include "base/text/casefold.h"

/* As text_visible_put, but blanks that must not break a line stay. */
static void put_clean(struct buf *out, const char *text)
{
	static const char nbsp[] = "\u00a0";
	struct buf piece = {0};

	while (text) {
		const char *next = strstr(text, nbsp);
		buf_clear(&piece);
		buf_add(&piece, text, next ? (size_t)(next - text) : strlen(text));
		text_visible_put(out, piece.text);
		if (next)
			buf_put(out, nbsp);
		text = next ? next + strlen(nbsp) : NULL;
	}
	out->failed = out->failed || piece.failed;
	buf_free(&piece);
}

static void put_escaped(struct buf *page, const char *text)
{
	for (const char *c = text; *c; c++) {
		switch (*c) {
		case '&': buf_put(page, "&amp;"); break;
		case '<': buf_put(page, "&lt;"); break;
		case '>': buf_put(page, "&gt;"); break;
		case '"': buf_put(page, "&quot;"); break;
		case '\'': buf_put(page, "&#39;"); break;
		default: buf_char(page, *c);
		}
	}
}

void html_put(struct buf *page, const char *text)
{
	struct buf clean = {0};

	put_clean(&clean, text);
	page->failed = page->failed || clean.failed;
	if (clean.text)
		put_escaped(page, clean.text);
	buf_free(&clean);
}

void html_tag(struct buf *page, const char *before, const char *text, const char *after)
{
	buf_put(page, before);
	html_put(page, text);
	buf_put(page, after);
}

void html_buf(struct buf *page, const char *before, struct buf *text, const char *after)
{
	page->failed = page->failed || text->failed;
	html_tag(page, before, text->text ? text->text : "", after);
	buf_free(text);
}

void html_begin(struct buf *page, const char *lang, const char *title, const char *css)
{
	buf_put(page, "<!DOCTYPE html>\n<html lang=\"");
	html_put(page, lang);
	buf_put(page, "\">\n<head>\n<meta charset=\"utf-8\">\n"
	              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	              "<meta http-equiv=\"Content-Security-Policy\" "
	              "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
	html_put(page, title);
	buf_put(page, "</title>\n<style>\n");
	buf_put(page, css);
	buf_put(page, "</style>\n</head>\n<body>\n");
}

void html_end(struct buf *page)
{
	buf_put(page, "</body>\n</html>\n");
}

static void put_blanks(struct buf *page, int n)
{
	for (int i = 0; i < n; i++)
		buf_char(page, ' ');
}

void page_text_cell(struct buf *page, const char *text, int width, bool right)
{
	struct buf clean = {0};

	put_clean(&clean, text);
	int missing = width - (clean.text ? utf8_width(clean.text) : 0);
	page->failed = page->failed || clean.failed;
	if (right)
		put_blanks(page, missing);
	buf_put(page, clean.text);
	if (!right)
		put_blanks(page, missing);
	buf_free(&clean);
}

/* ${text} is used up. */
static void put_words(struct buf *page, char *text, int indent)
{
	int column = indent;
	char *word;

	while ((word = strsep(&text, " ")) != NULL) {
		int width = utf8_width(word);
		if (!*word)
			continue;
		if (column > indent && column + 1 + width > PAGE_WIDTH) {
			buf_char(page, '\n');
			put_blanks(page, indent);
			column = indent;
		}
		if (column > indent) {
			buf_char(page, ' ');
			column++;
		}
		buf_put(page, word);
		column += width;
	}
	buf_char(page, '\n');
}

void page_text_wrap(struct buf *page, const char *first, const char *text)
{
	struct buf clean = {0};

	put_clean(&clean, text);
	page->failed = page->failed || clean.failed;
	buf_put(page, first);
	if (clean.text)
		put_words(page, clean.text, utf8_width(first));
	else
		buf_char(page, '\n');
	buf_free(&clean);
}
