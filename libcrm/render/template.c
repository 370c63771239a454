#include "render/template.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/text/casefold.h"

#define TEMPLATE_MAX (256 << 10)

static int line_of(const char *text, const char *at)
{
	int line = 1;
	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

/* {{field}} or {{field|default}}: ${inside} is what stands between the braces. */
static enum status put_field(
    const char *inside, size_t length, const struct json *fields, struct buf *out, struct why *why, int line)
{
	char name[64];
	const char *bar = memchr(inside, '|', length);
	size_t name_length = bar ? (size_t)(bar - inside) : length;
	if (name_length == 0 || name_length >= sizeof name)
		return why_set(why, CRM_CONFIG, _("line %d: not a field: «{{%.*s}}»"), line,
		    (int)(length > 60 ? 60 : length), inside);
	memcpy(name, inside, name_length);
	name[name_length] = '\0';
	const char *value = json_get(fields, name);
	if (value && *value)
		text_visible_put(out, value);
	else if (bar)
		buf_add(out, bar + 1, length - name_length - 1);
	else
		return why_set(why, CRM_CONFIG, _("line %d: field «%s» is empty and has no default"), line, name);
	return CRM_OK;
}

enum status template_render(const char *text, const struct json *fields, struct buf *out, struct why *why)
{
	const char *at = text, *open;
	while ((open = strstr(at, "{{")) != NULL) {
		const char *close = strstr(open, "}}");
		if (!close)
			return why_set(why, CRM_CONFIG, _("line %d: {{ without }}"), line_of(text, open));
		buf_add(out, at, (size_t)(open - at));
		enum status status =
		    put_field(open + 2, (size_t)(close - open - 2), fields, out, why, line_of(text, open));
		if (status != CRM_OK)
			return status;
		at = close + 2;
	}
	buf_put(out, at);
	return out->failed ? why_memory(why) : CRM_OK;
}

static bool plain_name(const char *name)
{
	return *name &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == strlen(name);
}

enum status template_read(const char *folder, const char *name, struct arena *arena, char **text, struct why *why)
{
	char path[4096];
	if (!plain_name(name))
		return why_set(why, CRM_CONFIG, _("not a name of a template: «%s»"), name);
	if (snprintf(path, sizeof path, "%s/%s.txt", folder, name) >= (int)sizeof path)
		return why_set(why, CRM_CONFIG, _("the folder's name is too long: %.200s"), folder);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return why_errno(why, CRM_CONFIG, _("template %s"), path);
	*text = arena_get(arena, TEMPLATE_MAX + 1);
	ssize_t n = *text ? read(fd, *text, TEMPLATE_MAX) : 0;
	close(fd);
	if (!*text)
		return why_memory(why);
	if (n < 0)
		return why_errno(why, CRM_IO, _("template %s"), path);
	(*text)[n] = '\0';
	if (!utf8_valid(*text, (size_t)n))
		return why_set(why, CRM_CONFIG, _("template %s is not UTF-8"), path);
	return CRM_OK;
}

enum status template_split_letter(char *letter, const char **subject, const char **body, struct why *why)
{
	char *end = strchr(letter, '\n');
	if (strncmp(letter, "Subject: ", 9) != 0 || !end)
		return why_set(why, CRM_CONFIG, _("a template begins with a line «Subject: …»"));
	*end = '\0';
	*subject = letter + 9;
	*body = end + 1 + strspn(end + 1, "\r\n");
	return CRM_OK;
}
