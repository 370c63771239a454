/*
 * Three promises of the reader and the writer, for any bytes:
 *   whatever comes is read or refused;
 *   the rows do not depend on how the bytes are cut into reads;
 *   what writer_csv_record wrote is what the reader gives back, and a spreadsheet's guard comes off exactly.
 *
 * With libFuzzer: clang -fsanitize=fuzzer,address,undefined. Without: -DFUZZ_MAIN, then each file that is named is
 * tried, or standard input; -r N tries N random inputs.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "rows/excel_private.h"
#include "rows/reader.h"
#include "rows/writer.h"

#define FILLER 18 /* lines of 4 KiB: more than the sample the reader wants to see at once */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int good, const char *what)
{
	if (good)
		return;
	(void)fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

static void put_row(struct buf *out, const struct cells *row)
{
	buf_format(out, "%ld@%ld %d", row->row, row->line, row->fault);
	for (int i = 0; i < row->n; i++)
		buf_format(out, "[%s]", row->cell[i]);
	buf_char(out, '\n');
}

static int memory_file(const char *bytes, size_t length)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	must(fd >= 0 && write(fd, bytes, length) == (ssize_t)length && lseek(fd, 0, SEEK_SET) == 0, "a file in memory");
	return fd;
}

/* Nothing is said about it: it is read, or refused. */
static void anything(const char *bytes, size_t length)
{
	struct reader_options options = {.name = "in"};
	struct arena arena = {0};
	struct reader *reader;
	struct cells row;
	struct why why = {0};
	int fd = memory_file(bytes, length);
	enum status status = reader_open(&reader, fd, &options, &why);

	if (status == CRM_OK) {
		while ((status = reader_next(reader, &row, &arena, -1, &why)) == CRM_OK)
			for (int i = 0; i < row.n; i++)
				must(utf8_valid(row.cell[i], strlen(row.cell[i])) || (row.fault >= 0 && row.fault <= i),
				    "cells are UTF-8, or said not to be");
		reader_close(reader);
	}
	must(status == CRM_NONE || (status == CRM_DATA && why.text[0] != '\0'), "read or refused");
	arena_free(&arena);
	close(fd);
}

static void send_some(int fd, const char *bytes, size_t length)
{
	must(length == 0 || write(fd, bytes, length) == (ssize_t)length, "a packet");
}

/* The rows of ${bytes} after the filler, when each read gets ${step} of them. */
static char *pieces(
    const struct reader_options *options, const struct buf *filler, const char *bytes, size_t length, size_t step)
{
	struct buf out = {0};
	struct arena arena = {0};
	struct reader *reader;
	struct cells row;
	struct why why = {0};
	int end[2];
	size_t half = filler->length / 2;

	must(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, end) == 0, "a pair of sockets");
	send_some(end[1], filler->text, half);
	send_some(end[1], filler->text + half, filler->length - half);
	must(reader_open(&reader, end[0], options, &why) == CRM_OK, "the filler has a header");
	for (bool open = true;;) {
		enum status status = reader_next(reader, &row, &arena, 0, &why);
		if (status == CRM_OK && row.line > FILLER)
			put_row(&out, &row);
		arena_reset(&arena);
		if (status == CRM_OK)
			continue;
		if (status != CRM_PAUSE) {
			buf_format(&out, "%d %s\n", status, why.text);
			break;
		}
		must(open, "the end is seen");
		size_t part = length < step ? length : step;
		send_some(end[1], bytes, part);
		bytes += part;
		length -= part;
		open = part > 0;
		if (!open) {
			close(end[1]);
			end[1] = -1;
		}
	}
	reader_close(reader);
	arena_free(&arena);
	close(end[0]);
	if (end[1] >= 0)
		close(end[1]);
	must(!out.failed, "memory");
	return out.text;
}

static void cuts(uint8_t how, const char *bytes, size_t length)
{
	static const char delimiters[] = ",;\t|";
	struct reader_options options = {
	    .name = "in", .encoding = how & 4 ? "windows-1251" : "UTF-8", .delimiter = delimiters[how & 3]};
	struct buf filler = {0};

	buf_put(&filler, how & 8 ? "\"a\"\n" : "a\n");
	for (int i = 1; i < FILLER; i++)
		buf_format(&filler, "%04096d\n", i);
	char *whole = pieces(&options, &filler, bytes, length, length + 1);
	for (int i = 0; i < 2; i++) {
		char *cut = pieces(&options, &filler, bytes, length, i == 0 ? 1 : 2 + (how >> 4));
		must(strcmp(cut, whole) == 0, "cutting changes nothing");
		free(cut);
	}
	free(whole);
	buf_free(&filler);
}

#define COLUMNS 3

/* The bytes as cells: any byte below 4 parts them. */
static int cells_of(char *text, size_t length, const char **cell, int most)
{
	int n = 0;

	for (size_t i = 0, begin = 0; i <= length && n < most; i++)
		if (i == length || (unsigned char)text[i] < 4) {
			text[i] = '\0';
			if (utf8_valid(text + begin, i - begin))
				cell[n++] = text + begin;
			begin = i + 1;
		}
	while (n % COLUMNS != 0)
		cell[n++] = "";
	return n;
}

static void guard(const char *cell)
{
	struct buf guarded = {0};

	buf_put(&guarded, excel_live(cell) ? "'" : "");
	buf_put(&guarded, cell);
	must(guarded.text == NULL || strcmp(excel_bare(guarded.text), cell) == 0, "the guard comes off");
	buf_free(&guarded);
}

static void round_trip(uint8_t how, const char *bytes, size_t length)
{
	static const char *const header[COLUMNS] = {"a", "b", "c"};
	struct reader_options options = {.name = "in", .delimiter = ",;|"[how % 3]};
	const char *cell[300 + COLUMNS];
	char *copy = malloc(length + 1), *file = NULL;
	size_t file_length = 0;
	struct arena arena = {0};
	struct reader *reader;
	struct cells row;
	struct why why = {0};
	FILE *out = open_memstream(&file, &file_length);

	must(copy != NULL && out != NULL, "memory");
	memcpy(copy, bytes, length);
	int n = cells_of(copy, length, cell, 300);
	must(writer_csv_record(out, header, COLUMNS, options.delimiter), "a header is written");
	for (int i = 0; i < n; i += COLUMNS)
		must(writer_csv_record(out, cell + i, COLUMNS, options.delimiter), "a row is written");
	must(fclose(out) == 0, "all is written");
	int fd = memory_file(file, file_length);
	must(reader_open(&reader, fd, &options, &why) == CRM_OK, "what was written is opened");
	for (int i = 0; i < n; i += COLUMNS) {
		must(reader_next(reader, &row, &arena, -1, &why) == CRM_OK && row.n == COLUMNS,
		    "what was written is read");
		for (int k = 0; k < COLUMNS; k++)
			must(strcmp(row.cell[k], cell[i + k]) == 0, "what was written is what is read");
	}
	must(reader_next(reader, &row, &arena, -1, &why) == CRM_NONE, "no more is read than was written");
	for (int i = 0; i < n; i++)
		guard(cell[i]);
	reader_close(reader);
	arena_free(&arena);
	close(fd);
	free(copy);
	free(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 60000)
		return 0;
	const char *bytes = (const char *)data + 1;
	anything(bytes, size - 1);
	cuts(data[0], bytes, size - 1);
	round_trip(data[0], bytes, size - 1);
	return 0;
}

#ifdef FUZZ_MAIN
static void random_inputs(long n)
{
	static const char *const parts[] = {"\"", "\"\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", " ", "a", "ё", "漢",
	    "\xD0", "\xFF", "'", "=1", "007", "sep=;", "\xEF\xBB\xBF", "word", "\x01", "\x02", "-5", "\n\n"};
	struct buf input = {0};
	uint64_t seed = 88172645463325252U;

	while (n-- > 0) {
		buf_clear(&input);
		for (int i = 0; i < 60; i++) {
			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			if (i == 0)
				buf_char(&input, (char)seed);
			else
				buf_put(&input, parts[seed % (sizeof parts / sizeof parts[0])]);
			if (seed >> 58 == 0)
				break;
		}
		LLVMFuzzerTestOneInput((const uint8_t *)input.text, input.length);
	}
	buf_free(&input);
}

static void try_file(FILE *file)
{
	struct buf input = {0};
	int c;

	while ((c = getc(file)) != EOF)
		buf_char(&input, (char)c);
	LLVMFuzzerTestOneInput((const uint8_t *)input.text, input.length);
	buf_free(&input);
}

int main(int n, char **words)
{
	if (n == 3 && strcmp(words[1], "-r") == 0) {
		random_inputs(strtol(words[2], NULL, 10));
		return 0;
	}
	for (int i = 1; i < n; i++) {
		FILE *file = fopen(words[i], "rb");
		must(file != NULL, words[i]);
		try_file(file);
		(void)fclose(file);
	}
	if (n == 1)
		try_file(stdin);
	return 0;
}
#endif
