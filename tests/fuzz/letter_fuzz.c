/*
 * Promises of what reads letters, for any bytes:
 *   they are read, or have a fault, and the same bytes give the same id;
 *   every text is UTF-8 without control characters, ids and addresses are what they have to be;
 *   what is cut off a text leaves UTF-8 that is no longer than it was;
 *   an mbox is cut into letters, whatever it is made of.
 *
 * With libFuzzer: clang -fsanitize=fuzzer,address,undefined.
 */
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text/casefold.h"
#include "base/text/phone.h"
#include "post/mail_read/mime_decode_private.h"
#include "post/mail_in/form_labels_private.h"
#include "post/mail_read/forwarded.h"
#include "post/mail_read/html_text_private.h"
#include "post/mail_read/machine_words.h"
#include "post/mail_read/mailbox.h"
#include "post/mail_read/message.h"
#include "post/mail_read/quote_strip.h"
#include "post/mail_read/rtf_text_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int good, const char *what)
{
	if (good)
		return;
	(void)fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

static void text_is_clean(const char *text)
{
	must(utf8_valid(text, strlen(text)), "texts are UTF-8");
	for (const char *s = text; *s;) {
		uint32_t code = utf8_next(&s);
		must(code == '\n' || code == '\t' || (code >= 0x20 && code < 0x7F) || code >= 0xA0,
		    "no control characters");
	}
}

static void id_is_clean(const char *id)
{
	must(*id && strlen(id) <= 250, "an id has a length");
	for (; *id; id++)
		must(*id > ' ' && *id <= '~' && *id != '<' && *id != '>', "an id is printable");
}

static void address_is_one(const char *address)
{
	char folded[256];
	email_fold_loose(address, folded);
	must(strcmp(folded, address) == 0, "an address is folded");
}

static void reply(const char *text, struct arena *arena)
{
	const char *value[FORM_LABEL_COLUMNS];
	struct why why = {0};
	struct buf own = {0};
	quote_strip_put(&own, text);
	must(!own.failed && own.length <= strlen(text), "cutting off makes nothing longer");
	if (own.text)
		text_is_clean(own.text);
	const char *signature = quote_strip_signature(text, arena),
	           *phone = quote_strip_phone(own.text, signature, "RU", arena);
	if (signature)
		text_is_clean(signature);
	if (phone)
		must(phone_parse(phone, "RU").e164 != 0, "a phone is a phone");
	if (form_labels_read(text, FORM_OF_PROGRAM, NULL, value, arena, &why) == CRM_OK)
		for (int i = 0; i < FORM_LABEL_COLUMNS; i++)
			if (value[i])
				text_is_clean(value[i]);
	buf_free(&own);
}

static void passed_on(const char *text, struct arena *arena)
{
	struct forwarded found;
	bool failed = false;
	if (forwarded_find(&found, text, arena, &failed)) {
		must(found.name || found.address, "whoever is passed on has a name or an address");
		if (found.name)
			text_is_clean(found.name);
		if (found.address)
			address_is_one(found.address);
		if (found.subject)
			text_is_clean(found.subject);
		text_is_clean(found.text);
	}
	machine_absence(text, text, false, &failed);
	machine_mailing(text, &failed);
	machine_address(text);
	forwarded_subject(text);
	must(!failed, "memory");
}

static void letter(const char *bytes, size_t size)
{
	struct arena arena = {0};
	struct message message, again;
	struct why why;
	must(message_ready(&why) == CRM_OK, why.text);
	must(message_read(&message, bytes, size, &arena), "memory");
	id_is_clean(message.msgid);
	const char *texts[] = {message.name, message.subject, message.date, message.text, message.files,
	    message.automatic, message.failure};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i])
			text_is_clean(texts[i]);
	if (message.address)
		address_is_one(message.address);
	if (message.reply_to)
		address_is_one(message.reply_to);
	must(message.n_refs <= MESSAGE_REFS_MAX, "so many ids");
	for (int i = 0; i < message.n_refs; i++)
		id_is_clean(message.refs[i]);
	if (message.returned)
		id_is_clean(message.returned);
	must(message_read(&again, bytes, size, &arena) && strcmp(again.msgid, message.msgid) == 0, "the same id again");
	if (message.text)
		reply(message.text, &arena);
	if (message.text)
		passed_on(message.text, &arena);
	arena_free(&arena);
}

static void mbox(const char *bytes, size_t size)
{
	struct mailbox *mailbox;
	struct buf one = {0};
	struct why why = {0};
	const char *file;
	const char *fault;
	size_t most = 200, total = 0;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	must(fd >= 0 && write(fd, bytes, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0, "a file in memory");
	must(mailbox_open(&mailbox, NULL, fd, &why) == CRM_OK, "memory");
	enum status status;
	while ((status = mailbox_next(mailbox, most, &one, &fault, &file, &why)) == CRM_OK) {
		must(one.length <= most && (!fault || one.length == 0), "no letter above the limit");
		total += one.length;
	}
	must(total <= size && (status == CRM_NONE || (status == CRM_DATA && size == 0)), "an mbox ends");
	mailbox_close(mailbox);
	buf_free(&one);
	close(fd);
}

static void html(const char *bytes, size_t size)
{
	struct buf text = {0}, plain = {0};
	mime_decode_put(&text, bytes, size, "koi8-r");
	if (text.length)
		html_text_put(&plain, text.text, text.length);
	rtf_text_put(&plain, bytes, size);
	if (plain.text)
		text_is_clean(plain.text);
	buf_free(&text);
	buf_free(&plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + 1);
	must(copy != NULL, "memory");
	memcpy(copy, data, size);
	letter(copy, size);
	mbox(copy, size);
	html(copy, size);
	free(copy);
	return 0;
}
