#include "base/web/url.h"

#include <string.h>
#include <strings.h>

static const char host_letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";

static bool is_clean(const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] <= ' ' || (unsigned char)text[i] >= 0x7f || strchr("\"<>\\^`{|}", text[i]))
			return false;
	return length > 0 && length <= URL_MAX;
}

size_t url_origin(const char *text)
{
	size_t scheme = strncasecmp(text, "https://", 8) == 0 ? 8 : strncasecmp(text, "http://", 7) == 0 ? 7 : 0;
	size_t host = scheme ? strspn(text + scheme, host_letters) : 0, length = scheme + host, port = 0;

	if (!host || !is_clean(text))
		return 0;
	if (text[length] == ':') {
		port = strspn(text + length + 1, "0123456789");
		if (port == 0 || port > 5)
			return 0;
		length += port + 1;
	}
	return strchr("/?#", text[length]) ? length : 0; /* the end of the text is among them */
}

bool url_is_path(const char *text)
{
	return is_clean(text) && text[0] == '/' && text[1] != '/';
}

bool url_is_of(const char *text, const char *origins)
{
	size_t length = url_origin(text);

	for (size_t n; length && *origins; origins += n) {
		origins += strspn(origins, " ");
		n = strcspn(origins, " ");
		size_t bare = n && origins[n - 1] == '/' ? n - 1 : n;
		if (bare == length && strncasecmp(origins, text, length) == 0)
			return true;
	}
	return false;
}
