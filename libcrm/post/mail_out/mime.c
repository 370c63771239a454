#include "post/mail_out/mime_private.h"

#include "base/text/casefold.h"
#include "post/mail_out/unsubscribe.h"
#include "post/mime/mime_library.h"

/* GMime writes ids and parameters as they are given: only printable ASCII may come so far. */
static bool header_safe(const char *text)
{
	for (; *text; text++)
		if (*text <= ' ' || *text > '~' || strchr("<>,;:\"()[]\\", *text))
			return false;
	return true;
}

/* No control characters, and nothing that a reader would take for an encoded word: GMime leaves =?utf-8?Q?…?= as it
   came. */
static void header_put(struct buf *out, const char *text)
{
	struct buf clean = {0};
	text_visible_put(&clean, text);
	for (const char *at = clean.text; at;) {
		const char *word = strstr(at, "=?");
		buf_add(out, at, word ? (size_t)(word + 1 - at) : strlen(at));
		if (word)
			buf_char(out, ' ');
		at = word ? word + 1 : NULL;
	}
	out->failed = out->failed || clean.failed;
	buf_free(&clean);
}

static void add_mailbox(GMimeMessage *message, GMimeAddressType type, const char *name, const char *address)
{
	g_mime_message_add_mailbox(message, type, name, address);
	InternetAddressList *list = g_mime_message_get_addresses(message, type);
	for (int i = 0; i < internet_address_list_length(list); i++)
		internet_address_set_charset(internet_address_list_get_address(list, i), "utf-8");
}

static void add_body(GMimeMessage *message, const struct letter *letter)
{
	GMimeTextPart *part = g_mime_text_part_new_with_subtype(letter->html ? "html" : "plain");
	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_text_part_set_text(part, letter->body);
	g_mime_part_set_content_encoding((GMimePart *)part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	g_mime_message_set_mime_part(message, (GMimeObject *)part);
	g_object_unref(part);
}

static enum status put_message(GMimeMessage *message, struct buf *out, struct why *why)
{
	GMimeFormatOptions *format = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_UNIX);
	char *text = g_mime_object_to_string((GMimeObject *)message, format);
	g_mime_format_options_free(format);
	if (!text)
		return why_memory(why);
	buf_put(out, text);
	g_free(text);
	return out->failed ? why_memory(why) : CRM_OK;
}

/* As it stands: GMime would encode an address that is longer than a line as if it were a word. */
static void set_raw_header(GMimeMessage *message, const char *name, const char *raw)
{
	GMimeObject *object = (GMimeObject *)message;
	g_mime_object_set_header(object, name, "", "utf-8");
	GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
	if (header && raw)
		g_mime_header_set_raw_value(header, raw);
}

/* By one click where that is answered, and by mail in any case. */
static enum status unsubscribe_put(
    struct crm *crm, const struct letter *letter, const char *from, struct buf *out, bool *one_click)
{
	struct buf address = {0};
	enum status status = letter->stranger ? unsubscribe_address_put(crm, letter->lead, &address) : CRM_OK;
	*one_click = address.length > 0;
	if (*one_click)
		buf_format(out, " <%s>,\n", address.text);
	buf_format(out, " <mailto:%s?subject=stop>\n", from);
	out->failed = out->failed || address.failed;
	buf_free(&address);
	return status;
}

enum status mime_build(struct crm *crm, const struct letter *letter, const char *from, struct buf *out)
{
	struct buf subject = {0}, sender = {0}, unsubscribe = {0};
	bool one_click;
	const char *department = setting(crm, "department", NULL);
	if (!header_safe(letter->msgid) || !header_safe(letter->address) || !header_safe(from))
		return why_set(&crm->why, CRM_DATA, _("cannot stand in a header: «%.200s»"), letter->address);
	enum status status = mime_library_load(&crm->why);
	if (status != CRM_OK)
		return status;
	GMimeMessage *message = g_mime_message_new(FALSE);
	GDateTime *date = g_date_time_new_from_unix_utc(letter->queued_at);
	GTimeZone *zone = g_time_zone_new_offset(zone_offset(crm->zone, letter->queued_at));
	GDateTime *local = g_date_time_to_timezone(date, zone);
	header_put(&subject, letter->subject);
	header_put(&sender, department);
	status = unsubscribe_put(crm, letter, from, &unsubscribe, &one_click);
	add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, sender.text, from);
	add_mailbox(message, GMIME_ADDRESS_TYPE_TO, NULL, letter->address);
	g_mime_message_set_subject(message, subject.text ? subject.text : "", "utf-8");
	g_mime_message_set_date(message, local);
	g_mime_message_set_message_id(message, letter->msgid);
	g_mime_object_set_header((GMimeObject *)message, "Auto-Submitted", "auto-generated", "utf-8");
	if (letter->stranger)
		set_raw_header(message, "List-Unsubscribe", unsubscribe.text);
	if (letter->stranger && one_click)
		g_mime_object_set_header(
		    (GMimeObject *)message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click", "utf-8");
	add_body(message, letter);
	if (subject.failed || sender.failed || unsubscribe.failed)
		status = why_memory(&crm->why);
	if (status == CRM_OK)
		status = put_message(message, out, &crm->why);
	g_date_time_unref(local);
	g_time_zone_unref(zone);
	g_date_time_unref(date);
	g_object_unref(message);
	buf_free(&subject);
	buf_free(&sender);
	buf_free(&unsubscribe);
	return status;
}
