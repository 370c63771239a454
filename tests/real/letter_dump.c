/* What is read of a letter, as one line of JSON: for tests/real/eml. The whole text, before anything is cut off. */
#include "base/text/json.h"
#include "post/mail_read/mailbox.h"
#include "post/mail_read/message.h"

static void put(struct buf *line, const struct message *message)
{
	json_open(line);
	json_text(line, "msgid", message->msgid);
	json_text(line, "name", message->name);
	json_text(line, "address", message->address);
	json_text(line, "subject", message->subject);
	if (message->at != INSTANT_MIN)
		json_int(line, "at", message->at);
	json_text(line, "text", message->text);
	json_text(line, "files", message->files);
	json_text(line, "automatic", message->automatic);
	json_text(line, "fault", message->fault);
	json_close(line);
}

int main(void)
{
	struct mailbox *mailbox;
	struct arena arena = {0};
	struct buf bytes = {0}, line = {0};
	struct message message;
	struct why why = {0};
	const char *file;
	const char *fault;
	enum status status = message_ready(&why);
	if (status == CRM_OK)
		status = mailbox_open(&mailbox, NULL, 0, &why);

	while (
	    status == CRM_OK && (status = mailbox_next(mailbox, MESSAGE_MAX, &bytes, &fault, &file, &why)) == CRM_OK) {
		if (!message_read(&message, bytes.text, bytes.length, &arena))
			return 74;
		buf_clear(&line);
		put(&line, &message);
		puts(line.text);
	}
	mailbox_close(mailbox);
	buf_free(&bytes);
	buf_free(&line);
	arena_free(&arena);
	return status == CRM_NONE ? 0 : 65;
}
