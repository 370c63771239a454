#include "base/core/status.h"

#include <errno.h>

/* Cut at a character, not inside one. */
static void cut_at_character(char *text, size_t room)
{
	size_t end = room - 1;

	while (end > 0 && ((unsigned char)text[end - 1] & 0xC0) == 0x80)
		end--;
	if (end > 0 && (unsigned char)text[end - 1] >= 0xC0)
		end--;
	text[end] = '\0';
}

/* The sentence may quote the one it replaces, so it is made aside. */
static void set_sentence(struct why *why, enum status status, const char *format, va_list args)
{
	char text[sizeof why->text];
	int length = vsnprintf(text, sizeof text, format, args);

	if (length < 0)
		text[0] = '\0';
	else if ((size_t)length >= sizeof text)
		cut_at_character(text, sizeof text);
	why->status = status;
	memcpy(why->text, text, strlen(text) + 1);
}

enum status why_set(struct why *why, enum status status, const char *format, ...)
{
	va_list args;

	if (why == NULL)
		return status;
	va_start(args, format);
	set_sentence(why, status, format, args);
	va_end(args);
	return status;
}

enum status why_errno(struct why *why, enum status status, const char *format, ...)
{
	int error = errno;
	va_list args;

	if (error == ENOSPC || error == EDQUOT || error == EFBIG || error == EIO)
		status = CRM_IO;
	if (why == NULL)
		return status;
	va_start(args, format);
	set_sentence(why, status, format, args);
	va_end(args);
	char reason[128];
	const char *text = strerror_r(error, reason, sizeof reason);
	size_t used = strlen(why->text), room = sizeof why->text - used;
	if ((size_t)snprintf(why->text + used, room, ": %s", text) >= room)
		cut_at_character(why->text, sizeof why->text);
	errno = error;
	return status;
}

enum status why_memory(struct why *why)
{
	return why_set(why, CRM_IO, "%s", _("no memory"));
}
