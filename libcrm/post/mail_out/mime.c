#include "post/mail_out/mime_private.h"

#include <gmime/gmime.h>

#include "base/text/casefold.h"

/* GMime writes ids and parameters as they are given: only printable ASCII may come so far. */
static bool header_safe(const char *text)
{
	for (; *text; text++)
		if (*text <= ' ' || *text > '~' || strchr("<>,;:\"()[]\\", *text))
			return false;
	return true;
}

/* No control characters, and nothing that a reader would take for an encoded word: GMime leaves =?utf-8?Q?…?= as it
 * came. */
static void header_put(struct buf *out, const char *text)
{
	struct buf clean = {0};
	visible_put(&clean, text);
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

enum status mime_build(struct crm *crm, const struct letter *letter, const char *from, struct buf *out)
{
	struct buf subject = {0}, sender = {0}, unsubscribe = {0};
	const char *department = setting(crm, "department", NULL);
	if (!header_safe(letter->msgid) || !header_safe(letter->address) || !header_safe(from))
		return why_set(&crm->why, CRM_DATA, _("cannot stand in a header: «%.200s»"), letter->address);
	g_mime_init();
	GMimeMessage *message = g_mime_message_new(FALSE);
	GDateTime *date = g_date_time_new_from_unix_utc(letter->queued_at);
	GTimeZone *zone = g_time_zone_new_offset(zone_offset(crm->zone, letter->queued_at));
	GDateTime *local = g_date_time_to_timezone(date, zone);
	header_put(&subject, letter->subject);
	header_put(&sender, department);
	buf_format(&unsubscribe, "<mailto:%s?subject=stop>", from);
	add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, sender.text, from);
	add_mailbox(message, GMIME_ADDRESS_TYPE_TO, NULL, letter->address);
	g_mime_message_set_subject(message, subject.text ? subject.text : "", "utf-8");
	g_mime_message_set_date(message, local);
	g_mime_message_set_message_id(message, letter->msgid);
	g_mime_object_set_header((GMimeObject *)message, "Auto-Submitted", "auto-generated", "utf-8");
	if (letter->stranger)
		g_mime_object_set_header((GMimeObject *)message, "List-Unsubscribe", unsubscribe.text, "utf-8");
	add_body(message, letter);
	enum status status = subject.failed || sender.failed || unsubscribe.failed
	                         ? why_memory(&crm->why)
	                         : put_message(message, out, &crm->why);
	g_date_time_unref(local);
	g_time_zone_unref(zone);
	g_date_time_unref(date);
	g_object_unref(message);
	buf_free(&subject);
	buf_free(&sender);
	buf_free(&unsubscribe);
	return status;
}
