#include "post/mail_read/mime_decode_private.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <strings.h>

#include "base/text/ascii.h"
#include "base/text/casefold.h"
#include "rows/charset.h"

#define WORD_MAX 2000 /* bytes of an encoded word; RFC 2047 says 75, not everybody obeys */
#define SURE 3        /* letters of more than one byte, and none broken: that is UTF-8, whatever was declared */

/*
 * The encodings of mail that people send here. Others are resolved: a converter for each of the hundreds the C library
 * knows would be open to anybody's bytes.
 */
static const struct {
	const char *called, *converter;
} charsets[] = {{"utf-8", "UTF-8"}, {"utf8", "UTF-8"}, {"unicode-1-1-utf-8", "UTF-8"}, {"us-ascii", "UTF-8"},
    {"ascii", "UTF-8"}, {"windows-1251", "CP1251"}, {"cp1251", "CP1251"}, {"cp-1251", "CP1251"}, {"win-1251", "CP1251"},
    {"x-cp1251", "CP1251"}, {"koi8-r", "KOI8-R"}, {"x-koi8-r", "KOI8-R"}, {"koi8", "KOI8-R"}, {"koi8-u", "KOI8-U"},
    {"koi8-ru", "KOI8-U"}, {"cp866", "CP866"}, {"ibm866", "CP866"}, {"iso-8859-1", "CP1252"}, {"latin1", "CP1252"},
    {"windows-1252", "CP1252"}, {"cp1252", "CP1252"}, {"iso-8859-2", "ISO-8859-2"}, {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-7", "ISO-8859-7"}, {"iso-8859-9", "ISO-8859-9"}, {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-15", "ISO-8859-15"}, {"windows-1250", "CP1250"}, {"windows-1253", "CP1253"}, {"windows-1254", "CP1254"},
    {"windows-1257", "CP1257"}, {"x-mac-cyrillic", "MAC-CYRILLIC"}, {"mac-cyrillic", "MAC-CYRILLIC"},
    {"utf-16", "UTF-16"}, {"utf-16le", "UTF-16LE"}, {"utf-16be", "UTF-16BE"}, {"gb2312", "GB18030"}, {"gbk", "GB18030"},
    {"gb18030", "GB18030"}, {"big5", "BIG5"}, {"shift_jis", "SHIFT_JIS"}, {"euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"}, {"euc-kr", "CP949"}, {"ks_c_5601-1987", "CP949"}};

static const char *converter_of(const char *charset)
{
	for (size_t i = 0; charset && i < sizeof charsets / sizeof *charsets; i++)
		if (strcasecmp(charset, charsets[i].called) == 0)
			return charsets[i].converter;
	return NULL;
}

/* Characters that are safe to keep, one after another; line ends become \n. */
static void clean_put(struct buf *out, const char *text, size_t length)
{
	const char *end = text + length;
	bool first = true;
	while (text < end) {
		uint32_t code = *text ? utf8_next(&text) : 0;
		bool mark = first && code == 0xFEFF;
		first = false;
		if (code == 0) {
			text++;
			continue;
		}
		if (code == '\r') {
			code = text < end && *text == '\n' ? 0 : '\n';
			if (!code)
				continue;
		}
		if (!mark && ((code >= 0x20 && code < 0x7F) || code >= 0xA0 || code == '\n' || code == '\t'))
			utf8_put(out, code);
	}
}

/* What cannot be converted becomes U+FFFD. False if there is no such converter. ${wrong}: how often. */
static bool convert_bytes(struct buf *out, const char *bytes, size_t length, const char *from, size_t *wrong)
{
	iconv_t way = iconv_open("UTF-8", from);
	char *in = (char *)(uintptr_t)bytes, room[4096];
	*wrong = 0;
	if (way == (iconv_t)-1)
		return false;
	while (length > 0 && !out->failed) {
		char *to = room;
		size_t left = sizeof room;
		size_t done = iconv(way, &in, &length, &to, &left);
		buf_add(out, room, (size_t)(to - room));
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		buf_put(out, "\xEF\xBF\xBD");
		++*wrong;
		in++;
		length--;
	}
	iconv_close(way);
	return true;
}

/* How many characters above ASCII; 0 if it is no UTF-8. */
static size_t foreign_letters(const char *bytes, size_t length)
{
	size_t n = 0;
	if (!utf8_valid(bytes, length))
		return 0;
	for (size_t i = 0; i < length; i++)
		n += ((unsigned char)bytes[i] & 0xC0) == 0xC0;
	return n;
}

static void resolved_put(struct buf *out, const char *bytes, size_t length)
{
	struct buf bare = {0}, text = {0};
	size_t wrong;
	for (size_t i = 0; i < length; i++)
		if (bytes[i])
			buf_char(&bare, bytes[i]);
	const char *charset = bare.length ? charset_of_text(bare.text, bare.length, true) : NULL;
	if (charset && strcmp(charset, "UTF-8") != 0 && convert_bytes(&text, bare.text, bare.length, charset, &wrong))
		clean_put(out, text.text ? text.text : "", text.length);
	else
		clean_put(out, bare.text ? bare.text : "", bare.length);
	out->failed = out->failed || bare.failed || text.failed;
	buf_free(&bare);
	buf_free(&text);
}

void mime_decode_put(struct buf *out, const char *bytes, size_t length, const char *charset)
{
	const char *converter = converter_of(charset);
	struct buf text = {0};
	size_t wrong = 0;
	if (!length)
		return; /* an empty part has no bytes to point at */
	if (converter && strncmp(converter, "UTF-16", 6) != 0 && foreign_letters(bytes, length) >= SURE)
		converter = "UTF-8";
	if (converter && strcmp(converter, "UTF-8") == 0 && !utf8_valid(bytes, length))
		converter = NULL; /* a lie */
	if (!converter || !convert_bytes(&text, bytes, length, converter, &wrong))
		resolved_put(out, bytes, length);
	else
		clean_put(out, text.text ? text.text : "", text.length);
	out->failed = out->failed || text.failed;
	buf_free(&text);
}

size_t mime_encoded_word(const char *at, const char *end)
{
	const char *s = at + 2;
	if (end - at < 8 || at[0] != '=' || at[1] != '?')
		return 0;
	while (s<end && * s> ' ' && *s != '?')
		s++;
	if (s == at + 2 || s - at > 60 || end - s < 5 || s[0] != '?' || s[2] != '?' || !strchr("bBqQ", s[1]))
		return 0;
	for (s += 3; s + 1 < end && s - at < WORD_MAX && *s != '\n' && *s != '\r'; s++)
		if (s[0] == '?' && s[1] == '=')
			return (size_t)(s + 2 - at);
	return 0;
}

static void q_put(struct buf *out, const char *s, const char *end)
{
	for (; s < end; s++) {
		if (*s == '=' && end - s > 2 && ascii_hex(s[1]) >= 0 && ascii_hex(s[2]) >= 0) {
			buf_char(out, (char)(ascii_hex(s[1]) << 4 | ascii_hex(s[2])));
			s += 2;
		} else {
			buf_char(out, *s);
			if (*s == '_')
				out->text[out->failed ? 0 : out->length - 1] = ' ';
		}
	}
}

static void b_put(struct buf *out, const char *s, const char *end)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;
	int n = 0;
	for (; s < end && *s != '='; s++) {
		const char *place = *s ? strchr(alphabet, *s) : NULL;
		if (!place)
			continue;
		bits = bits << 6 | (uint32_t)(place - alphabet);
		n += 6;
		if (n >= 8)
			buf_char(out, (char)(bits >> (n -= 8)));
	}
}

/* Words that follow each other in one encoding are one text: a character may be cut between them. */
struct encoded_words {
	struct buf bytes;
	char charset[64];
};

static void words_end(struct encoded_words *words, struct buf *out)
{
	if (words->bytes.length)
		mime_decode_put(out, words->bytes.text, words->bytes.length, words->charset);
	out->failed = out->failed || words->bytes.failed;
	buf_clear(&words->bytes);
}

static void word_take(struct encoded_words *words, struct buf *out, const char *at, size_t length)
{
	const char *name = at + 2, *mark = memchr(name, '?', length - 2), *text = mark + 3, *end = at + length - 2;
	const char *language = memchr(name, '*', (size_t)(mark - name)); /* RFC 2231: charset*language */
	size_t n = (size_t)((language ? language : mark) - name);
	if (strlen(words->charset) != n || strncasecmp(words->charset, name, n) != 0)
		words_end(words, out);
	memcpy(words->charset, name, n);
	words->charset[n] = '\0';
	if ((mark[1] | 32) == 'b')
		b_put(&words->bytes, text, end);
	else
		q_put(&words->bytes, text, end);
}

static bool all_blank(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n'))
		s++;
	return s == end;
}

/* Line ends go where the folding blank stays. */
static void plain_put(struct buf *out, const char *s, const char *end)
{
	struct buf joined = {0};
	for (; s < end; s++)
		if (*s != '\r' && *s != '\n')
			buf_char(&joined, *s == '\t' ? ' ' : *s);
	if (joined.length)
		mime_decode_put(out, joined.text, joined.length, NULL);
	out->failed = out->failed || joined.failed;
	buf_free(&joined);
}

void mime_decode_header_put(struct buf *out, const char *raw, size_t length)
{
	const char *end = raw + length, *plain = raw, *s = raw;
	struct encoded_words words = {.charset = ""};
	while (s < end) {
		size_t word = mime_encoded_word(s, end);
		if (!word) {
			s++;
			continue;
		}
		if (!words.bytes.length || !all_blank(plain, s)) {
			words_end(&words, out);
			plain_put(out, plain, s);
		}
		word_take(&words, out, s, word);
		plain = s += word;
	}
	words_end(&words, out);
	plain_put(out, plain, end);
	buf_free(&words.bytes);
}
