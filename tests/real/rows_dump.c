/* The rows of the file that is named, or of standard input, as JSON: an array a line, the header first. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/core/buf.h"
#include "base/text/json.h"
#include "rows/reader.h"

static int put(const struct cells *row)
{
	struct buf line = {0};

	buf_char(&line, '[');
	for (int i = 0; i < row->n; i++) {
		if (i > 0)
			buf_char(&line, ',');
		json_quote(&line, row->cell[i]);
	}
	buf_put(&line, "]\n");
	int failed = line.failed || fputs(line.text, stdout) == EOF;
	buf_free(&line);
	return failed;
}

static void note(void *arg, const char *text)
{
	(void)arg;
	(void)fprintf(stderr, "note: %s\n", text);
}

int main(int n, char **words)
{
	int fd = n > 1 ? open(words[1], O_RDONLY) : STDIN_FILENO, failed = 0;
	struct reader_options options = {.name = n > 1 ? words[1] : "stdin", .strict = true, .note = note};
	struct arena arena = {0};
	struct reader *reader;
	struct cells row;
	struct why why = {0};
	enum status status = reader_open(&reader, fd, &options, &why);

	if (status == CRM_OK) {
		failed = put(reader_header(reader));
		while (!failed && (status = reader_next(reader, &row, &arena, -1, &why)) == CRM_OK) {
			failed = put(&row);
			arena_reset(&arena);
		}
		reader_close(reader);
	}
	arena_free(&arena);
	if (failed || fflush(stdout) != 0)
		return 74;
	if (status == CRM_NONE)
		return 0;
	(void)fprintf(stderr, "%s\n", why.text);
	return 65;
}
