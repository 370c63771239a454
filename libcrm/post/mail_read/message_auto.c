/* Did a person send it? RFC 3834, and what was usual before. */
#include "post/mail_read/message_private.h"

#include <strings.h>

static bool begins_with(const char *text, const char *word)
{
	return strncasecmp(text, word, strlen(word)) == 0;
}

static bool begins_one_of(const char *text, const char *const *words)
{
	for (; text && *words; words++)
		if (begins_with(text, *words))
			return true;
	return false;
}

bool message_address_of_program(const char *address)
{
	static const char *const programs[] = {"mailerdaemon", "postmaster", "noreply", "donotreply", NULL};
	char local[64];
	size_t n = 0;
	for (const char *s = address; *s && *s != '@' && n < sizeof local - 1; s++)
		if (*s != '-' && *s != '_' && *s != '.')
			local[n++] = *s;
	local[n] = '\0';
	/* no-reply+1234@ is one too, noreplyanov@ is somebody. */
	for (int i = 0; programs[i]; i++)
		if (begins_with(local, programs[i]) &&
		    (local[strlen(programs[i])] == '\0' || strchr("+=0123456789", local[strlen(programs[i])])))
			return true;
	return false;
}

/* "Automatic reply: …", in the words of the usual programs. */
static bool automatic_subject(const char *subject)
{
	static const char *const words[] = {"auto", "out of office", "out of the office", "away from", "Автоответ",
	    "автоответ", "АВТООТВЕТ", "Автоматический ответ", "автоматический ответ", "Нет на работе", "Вне офиса",
	    "Отсутствую", "Отсутствие", NULL};
	return begins_one_of(subject, words);
}

void message_read_automatic(struct message_reading *r, GMimeObject *mime)
{
	static const char *const bulk[] = {"bulk", "list", "junk", "auto_reply", NULL};
	static const char *const headers[] = {"Auto-Submitted", "X-Autoreply", "X-Autorespond", "X-Autoreply-From",
	    "Precedence", "List-Id", "X-Auto-Response-Suppress", "Return-Path", NULL};
	struct message *message = r->message;
	for (int i = 0; headers[i] && !message->automatic; i++) {
		const char *value = message_header_text(r, mime, headers[i], 100);
		bool says = value != NULL;
		if (!says)
			continue;
		if (i < 4)
			says = !begins_with(value, "no") || (value[2] != '\0' && !strchr(" ;\t(", value[2]));
		else if (strcmp(headers[i], "Precedence") == 0)
			says = begins_one_of(value, bulk);
		else if (strcmp(headers[i], "X-Auto-Response-Suppress") == 0)
			says = automatic_subject(message->subject);
		else if (strcmp(headers[i], "Return-Path") == 0)
			says = strcmp(value, "<>") == 0;
		if (says)
			message->automatic = arena_format(r->arena, "%s: %s", headers[i], value);
		r->failed = r->failed || (says && !message->automatic);
	}
}
