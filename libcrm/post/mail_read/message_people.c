/* Who wrote a letter, and to whom. */
#include "post/mail_read/message_private.h"

#include "base/text/casefold.h"
#include "base/text/phone.h"

#define NAME_MOST 200
#define MASK "\xEE\x80\x80" /* U+E000, for private use: an encoded word stands there */
#define WORDS_MOST 64

/* Encoded words out of the way of what reads addresses: a comma inside one parts nothing. */
struct masked {
	struct buf text;
	const char *word[WORDS_MOST];
	size_t length[WORDS_MOST];
	int n;
};

static void mask_bytes(struct masked *m, const char *s, const char *end)
{
	while (s < end) {
		size_t word = m->n < WORDS_MOST ? mime_encoded_word(s, end) : 0;
		if (!word) {
			buf_char(&m->text, *s++);
			continue;
		}
		m->word[m->n] = s;
		m->length[m->n] = word;
		buf_format(&m->text, MASK "%c%c", 'A' + m->n / 26, 'a' + m->n % 26);
		m->n++;
		s += word;
	}
}

static void unmask_put(struct buf *out, const struct masked *m, const char *s)
{
	while (*s) {
		int i = strncmp(s, MASK, 3) == 0 && s[3] >= 'A' && s[3] <= 'C' && s[4] >= 'a' && s[4] <= 'z'
		            ? (s[3] - 'A') * 26 + s[4] - 'a'
		            : m->n;
		if (i < m->n) {
			buf_add(out, m->word[i], m->length[i]);
			s += 5;
		} else {
			buf_char(out, *s++);
		}
	}
}

static const char *name_of(struct message_reading *r, const struct masked *m, const char *name)
{
	struct buf raw = {0}, text = {0}, seen = {0};
	unmask_put(&raw, m, name);
	if (raw.length)
		mime_decode_header_put(&text, raw.text, raw.length);
	message_cut(&text, NAME_MOST);
	text_visible_put(&seen, text.text ? text.text : "");
	/* "ivan@mail.example" <ivan@mail.example> names nobody. */
	const char *kept = seen.text && strchr(seen.text, '@') ? NULL : message_keep(r, &seen);
	r->failed = r->failed || raw.failed || text.failed || seen.failed;
	buf_free(&raw);
	buf_free(&text);
	buf_free(&seen);
	if (kept && (*kept == '"' || *kept == '\'') && kept[1] && kept[strlen(kept) - 1] == *kept)
		kept = arena_text(r->arena, kept + 1, strlen(kept) - 2);
	return kept && *kept ? kept : NULL;
}

/* The first mailbox of the list that has an address; of a list that has none, whatever is called there. Groups are not
   looked into. */
static bool first_mailbox(struct message_reading *r, const struct masked *m, InternetAddressList *list,
    const char **name, const char **address)
{
	char folded[256];
	for (int i = 0; i < internet_address_list_length(list); i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);
		if (!INTERNET_ADDRESS_IS_MAILBOX(one))
			continue;
		const char *called = internet_address_get_name(one),
		           *addr = internet_address_mailbox_get_addr((InternetAddressMailbox *)one);
		if (name && !*name && (called || addr))
			*name = name_of(r, m, called && *called ? called : addr);
		email_fold_loose(addr, folded);
		if (!*folded)
			continue;
		if (name && called)
			*name = name_of(r, m, called);
		*address = arena_copy(r->arena, folded);
		r->failed = r->failed || !*address;
		return true;
	}
	return false;
}

static bool read_mailbox(
    struct message_reading *r, GMimeObject *mime, const char *header, const char **name, const char **address)
{
	struct masked m = {.n = 0};
	struct buf text = {0};
	size_t length;
	const char *raw = message_header_raw(mime, header, &length);
	if (!raw)
		return false;
	mime_decode_put(&text, raw, length, NULL);
	if (text.length)
		mask_bytes(&m, text.text, text.text + text.length);
	InternetAddressList *list = m.text.length ? internet_address_list_parse(NULL, m.text.text) : NULL;
	bool found = list && first_mailbox(r, &m, list, name, address);
	if (list)
		g_object_unref(list);
	r->failed = r->failed || text.failed || m.text.failed;
	buf_free(&m.text);
	buf_free(&text);
	return found;
}

/* Addresses of a header, behind those that are there already. */
static void read_addresses(struct message_reading *r, GMimeObject *mime, const char *header, const char **all, int *n)
{
	size_t length;
	char folded[256];
	const char *raw = message_header_raw(mime, header, &length);
	char *copy = raw ? arena_text(r->arena, raw, length) : NULL;
	InternetAddressList *list = copy ? internet_address_list_parse(NULL, copy) : NULL;
	r->failed = r->failed || (raw && !copy);
	for (int i = 0; list && i < internet_address_list_length(list) && *n < MESSAGE_TO_MAX; i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);
		if (!INTERNET_ADDRESS_IS_MAILBOX(one))
			continue;
		email_fold_loose(internet_address_mailbox_get_addr((InternetAddressMailbox *)one), folded);
		if (!*folded)
			continue;
		all[*n] = arena_copy(r->arena, folded);
		r->failed = r->failed || !all[*n];
		++*n;
	}
	if (list)
		g_object_unref(list);
}

static void read_recipients(struct message_reading *r, GMimeObject *mime)
{
	const char **to = arena_zero(r->arena, MESSAGE_TO_MAX * sizeof *to);
	r->failed = r->failed || !to;
	if (!to)
		return;
	read_addresses(r, mime, "To", to, &r->message->n_to);
	read_addresses(r, mime, "Cc", to, &r->message->n_to);
	r->message->to = to;
}

void message_read_sender(struct message_reading *r, GMimeObject *mime, const char **name, const char **address)
{
	const char *nobody = NULL;
	if (!read_mailbox(r, mime, "From", name, address) &&
	    !read_mailbox(r, mime, "Reply-To", *name ? &nobody : name, address))
		read_mailbox(r, mime, "Sender", *name ? &nobody : name, address);
}

void message_read_people(struct message_reading *r, GMimeObject *mime)
{
	struct message *message = r->message;
	read_recipients(r, mime);
	if (!read_mailbox(r, mime, "X-Original-From", &message->original_name, &message->original) &&
	    !read_mailbox(r, mime, "X-Google-Original-From", &message->original_name, &message->original))
		read_mailbox(r, mime, "X-Original-Sender", &message->original_name, &message->original);
	read_mailbox(r, mime, "Reply-To", &message->reply_name, &message->reply_to);
	message_read_sender(r, mime, &message->name, &message->address);
	if (message->reply_to && message->address && strcmp(message->reply_to, message->address) == 0)
		message->reply_to = message->reply_name = NULL;
	if (message->original && message->address && strcmp(message->original, message->address) == 0)
		message->original = message->original_name = NULL;
}
