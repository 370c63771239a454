#include "rows/encode.h"

#include <errno.h>
#include <iconv.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "rows/charset.h"
#include "rows/foreign_private.h"

#define SAMPLE ((size_t)64 << 10)
#define BLOCK ((size_t)256 << 10)
#define CARRY ((size_t)64)
#define QUIET 50 /* ms: a sample with a whole line is not waited for any longer */

struct encode {
	int fd;
	const struct reader_options *options;
	const char *charset; /* as iconv calls it; NULL: not known yet */
	iconv_t conv;
	bool converts, ended, damaged;
	char *raw; /* bytes as they came: those in [at, length) are still to be decoded */
	size_t at, length;
	char *text;     /* what iconv made of them */
	struct why bad; /* why the text stops after the span given last */
};

static enum status zero_byte(struct why *why)
{
	return why_set(why, CRM_DATA, "%s", _("a zero byte: this is not text"));
}

enum status encode_wrong(char byte, const char *charset, struct why *why)
{
	return why_set(
	    why, CRM_DATA, _("byte 0x%02X is not %s (--encoding says what it is)"), (unsigned char)byte, charset);
}

bool encode_damaged(const struct encode *e)
{
	return e->damaged;
}

/* One read of what is there. CRM_NONE at the end of the input. */
static enum status read_bytes(struct encode *e, int patience, struct why *why)
{
	struct pollfd wait = {.fd = e->fd, .events = POLLIN};
	int ready;
	ssize_t n;

	memmove(e->raw, e->raw + e->at, e->length - e->at);
	e->length -= e->at;
	e->at = 0;
	do {
		while ((ready = poll(&wait, 1, patience)) < 0 && errno == EINTR)
			;
		if (ready == 0)
			return CRM_PAUSE;
		n = read(e->fd, e->raw + e->length, BLOCK + CARRY - e->length);
	} while (n < 0 && (errno == EINTR || errno == EAGAIN));
	if (n < 0)
		return why_errno(why, errno == EISDIR || errno == EBADF ? CRM_NOINPUT : CRM_IO, _("%s: cannot be read"),
		    e->options->name);
	if (n == 0) {
		e->ended = true;
		return CRM_NONE;
	}
	e->length += (size_t)n;
	return CRM_OK;
}

static enum status fill_sample(struct encode *e, struct why *why)
{
	enum status status = CRM_OK;

	while (status == CRM_OK && e->length < SAMPLE) {
		bool line = memchr(e->raw, '\n', e->length) != NULL || memchr(e->raw, '\r', e->length) != NULL;
		status = read_bytes(e, line ? QUIET : -1, why);
	}
	return status == CRM_NONE || status == CRM_PAUSE ? CRM_OK : status;
}

static enum status open_converter(struct encode *e, const char *charset, struct why *why)
{
	if (strcasecmp(charset, "UTF-8") != 0 && strcasecmp(charset, "UTF8") != 0) {
		if (e->text == NULL && (e->text = malloc(BLOCK * 3)) == NULL)
			return why_memory(why);
		e->conv = iconv_open("UTF-8", charset);
		if (e->conv == (iconv_t)-1)
			return errno == EINVAL ? why_set(why, CRM_USAGE, _("encoding «%s» is not known here"), charset)
			                       : why_errno(why, CRM_IO, _("encoding «%s»"), charset);
		e->converts = true;
	}
	e->charset = charset;
	return CRM_OK;
}

static enum status use_recognised(struct encode *e, const char *charset, struct why *why)
{
	enum status status = open_converter(e, charset, why);
	struct why note;

	if (status != CRM_OK || !e->converts || e->options->note == NULL)
		return status;
	why_set(&note, CRM_OK, _("%s: not UTF-8, read as %s (--encoding says otherwise)"), e->options->name, charset);
	e->options->note(e->options->note_arg, note.text);
	return CRM_OK;
}

/* What the first bytes tell. */
static enum status recognise_start(struct encode *e, struct why *why)
{
	const char *charset = charset_of_mark(e->raw, e->length);

	if (charset == NULL)
		charset = charset_of_zeros(e->raw, e->length);
	return charset == NULL ? CRM_OK : use_recognised(e, charset, why);
}

enum status encode_open(struct encode **encode, int fd, const struct reader_options *options, struct why *why)
{
	struct encode *e = calloc(1, sizeof *e);
	enum status status;

	*encode = NULL;
	if (e == NULL)
		return why_memory(why);
	e->fd = fd;
	e->options = options;
	e->raw = malloc(BLOCK + CARRY);
	status = e->raw == NULL ? why_memory(why) : CRM_OK;
	if (status == CRM_OK && options->encoding != NULL)
		status = open_converter(e, options->encoding, why);
	if (status == CRM_OK)
		status = fill_sample(e, why);
	if (status == CRM_OK)
		status = foreign_check(e->raw, e->length, why);
	if (status == CRM_OK && e->charset == NULL)
		status = recognise_start(e, why);
	if (status != CRM_OK) {
		encode_close(e);
		return status;
	}
	*encode = e;
	return CRM_OK;
}

/* A byte that is not UTF-8 spoils its row and no other, so it goes along; a zero byte is the end of all text. */
static void decode_utf8(struct encode *e, size_t *length)
{
	size_t from = e->at;
	enum utf8_stop stop;

	for (;;) {
		e->at += charset_utf8_span(e->raw + e->at, e->length - e->at, &stop);
		if (stop == UTF8_END || (stop == UTF8_CUT && !e->ended))
			break;
		if (e->raw[e->at] == '\0') {
			zero_byte(&e->bad);
			break;
		}
		e->damaged = true;
		e->at++;
	}
	*length = e->at - from;
}

static void decode_other(struct encode *e, size_t *length)
{
	char *from = e->raw + e->at, *to = e->text;
	size_t left = e->length - e->at, room = BLOCK * 3;
	size_t made = iconv(e->conv, &from, &left, &to, &room);
	int error = made == (size_t)-1 ? errno : 0;

	e->at = (size_t)(from - e->raw);
	*length = (size_t)(to - e->text);
	const char *zero = memchr(e->text, '\0', *length);
	if (zero != NULL) {
		*length = (size_t)(zero - e->text);
		zero_byte(&e->bad);
	} else if (error == EILSEQ || (error == EINVAL && e->ended)) {
		encode_wrong(*from, e->charset, &e->bad);
	}
}

/* Bytes to text as far as they go; nothing if a character is cut at their end. */
static enum status decode(struct encode *e, const char **text, size_t *length, struct why *why)
{
	if (e->charset == NULL) {
		const char *charset = charset_of_text(e->raw + e->at, e->length - e->at, e->ended);
		enum status status = charset == NULL ? CRM_OK : use_recognised(e, charset, why);
		if (status != CRM_OK)
			return status;
	}
	*text = e->converts ? e->text : e->raw + e->at;
	if (e->converts)
		decode_other(e, length);
	else
		decode_utf8(e, length);
	return CRM_OK;
}

enum status encode_next(struct encode *e, const char **text, size_t *length, int patience, struct why *why)
{
	enum status status;

	for (;;) {
		*length = 0;
		if (e->bad.status != CRM_OK) {
			*why = e->bad;
			return e->bad.status;
		}
		if (e->at < e->length) {
			status = decode(e, text, length, why);
			if (status != CRM_OK)
				return status;
		}
		if (*length > 0)
			return CRM_OK;
		if (e->bad.status != CRM_OK)
			continue;
		if (e->ended)
			return CRM_NONE;
		status = read_bytes(e, patience, why);
		if (status != CRM_OK && status != CRM_NONE)
			return status;
	}
}

void encode_close(struct encode *e)
{
	if (e == NULL)
		return;
	if (e->converts)
		iconv_close(e->conv);
	free(e->text);
	free(e->raw);
	free(e);
}
