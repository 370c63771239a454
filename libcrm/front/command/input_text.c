/* Standard input as text, for commands whose records are not CSV. */
#include <sys/stat.h>

#include "front/command/front_private.h"
#include "rows/encode.h"

static struct reader_options how;
static struct encode *input;

bool front_is_fed(void)
{
	struct stat st;
	return fstat(0, &st) == 0 && !S_ISCHR(st.st_mode);
}

static void tell(void *arg, const char *text)
{
	(void)arg;
	front_note("%s", text);
}

enum status front_text(struct crm *crm, const char **text, size_t *length)
{
	if (!input) {
		how = (struct reader_options){.name = "stdin", .encoding = front.options.encoding, .note = tell};
		enum status status = encode_open(&input, 0, &how, &crm->why);
		if (status != CRM_OK)
			return status;
	}
	return encode_next(input, text, length, -1, &crm->why);
}

void input_text_close(void)
{
	encode_close(input);
	input = NULL;
}
