#define MIME_LIBRARY_LOADER
#include "post/mime/mime_library.h"

#include <dlfcn.h>

#define NAME "libgmime-3.0.so.0"

struct mime_library mime_library;

static const char *const names[] = {
#define X(name) #name,
    MIME_LIBRARY(X)
#undef X
};

/* What GMime thinks of broken letters is nothing to tell anybody. */
static void ignore_log(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer arg)
{
	(void)domain;
	(void)level;
	(void)text;
	(void)arg;
}

enum status mime_library_load(struct why *why)
{
	static bool loaded;
	void *functions[sizeof names / sizeof *names];
	_Static_assert(sizeof functions == sizeof mime_library, "a pointer to a function is one to anything");
	if (loaded)
		return CRM_OK;
	void *library = dlopen(NAME, RTLD_NOW | RTLD_LOCAL);
	bool whole = library != NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names && whole; i++)
		whole = (functions[i] = dlsym(library, names[i])) != NULL;
	if (!whole)
		return why_set(why, CRM_UNAVAILABLE, _("letters need the library GMime: %s"), dlerror());
	memcpy(&mime_library, functions, sizeof mime_library);
	mime_library.g_log_set_default_handler(ignore_log, NULL);
	mime_library.g_mime_init();
	loaded = true;
	return CRM_OK;
}
