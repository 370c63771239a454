#include "rows/columns/synonyms_private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"

struct synonyms {
	struct arena arena;
	struct synonym *word; /* by key, one each */
	int n, room;
	int map; /* the number of the --map file, -1 if none */
	struct map_row *row;
	int n_rows, room_rows;
};

const char *synonyms_key(struct arena *arena, const char *text)
{
	struct buf key = {0};
	const char *copy;

	casefold_key_put(&key, text);
	copy = key.failed ? NULL : arena_text(arena, key.text == NULL ? "" : key.text, key.length);
	buf_free(&key);
	return copy;
}

/* The words of a column stand in its file from the best to the worst. */
static int rank_of(const struct synonyms *s, const struct synonym *word)
{
	for (int i = s->n - 1; i >= 0 && s->word[i].file == word->file && word->ours[0] != '\0'; i--)
		if (strcmp(s->word[i].ours, word->ours) == 0)
			return s->word[i].rank + 1;
	return 0;
}

static enum status add_word(struct synonyms *s, const char *theirs, const char *ours, int file, struct why *why)
{
	struct synonym word = {.file = file, .place = s->n};

	if (s->n == s->room) {
		int room = s->room == 0 ? 1024 : s->room * 2;
		struct synonym *more = realloc(s->word, (size_t)room * sizeof *more);
		if (more == NULL)
			return why_memory(why);
		s->word = more;
		s->room = room;
	}
	word.key = synonyms_key(&s->arena, theirs);
	word.ours = synonyms_key(&s->arena, ours);
	if (word.key == NULL || word.ours == NULL)
		return why_memory(why);
	word.rank = rank_of(s, &word);
	s->word[s->n++] = word;
	return CRM_OK;
}

/* ${text}: theirs, ours, and of which column it is a word of cells. */
static enum status add_map_row(struct synonyms *s, const char *const text[3], struct why *why)
{
	struct arena *arena = &s->arena;
	if (s->n_rows == s->room_rows) {
		int room = s->room_rows == 0 ? 64 : s->room_rows * 2;
		struct map_row *more = realloc(s->row, (size_t)room * sizeof *more);
		if (more == NULL)
			return why_memory(why);
		s->row = more;
		s->room_rows = room;
	}
	struct map_row row = {arena_copy(arena, text[2]), arena_copy(arena, text[0]), arena_copy(arena, text[1]),
	    synonyms_key(arena, text[2]), synonyms_key(arena, text[0])};
	if (row.column == NULL || row.from == NULL || row.to == NULL || row.column_key == NULL || row.from_key == NULL)
		return why_memory(why);
	s->row[s->n_rows++] = row;
	return *text[2] != '\0' ? CRM_OK : add_word(s, text[0], text[1], s->map, why);
}

int synonyms_map_rows(const struct synonyms *s, const struct map_row **rows)
{
	*rows = s == NULL ? NULL : s->row;
	return s == NULL ? 0 : s->n_rows;
}

static enum status read_rows(
    struct synonyms *s, struct reader *reader, const struct binding *to, int file, struct why *why)
{
	struct arena arena = {0};
	struct cells row;
	enum status status;

	while ((status = reader_next(reader, &row, &arena, -1, why)) == CRM_OK) {
		const char *text[3] = {"", "", ""};
		for (int i = 0; i < row.n && i < to->n; i++)
			if (to->ours[i] >= 0)
				text[to->ours[i]] = row.cell[i];
		if (row.n != to->n)
			status = why_set(why, CRM_DATA, _("%s: row %ld (line %ld): %d cells instead of %d"),
			    reader_name(reader), row.row, row.line, row.n, to->n);
		else
			status = file == s->map ? add_map_row(s, text, why) : add_word(s, text[0], text[1], file, why);
		if (status != CRM_OK)
			break;
		arena_reset(&arena);
	}
	arena_free(&arena);
	return status == CRM_NONE ? CRM_OK : status;
}

/* The files that come with us are read at each start: what parts their cells is not guessed. */
static bool begins_plainly(int fd)
{
	static const char heading[] = "ours,theirs\n";
	char begin[sizeof heading - 1];
	return pread(fd, begin, sizeof begin, 0) == (ssize_t)sizeof begin && memcmp(begin, heading, sizeof begin) == 0;
}

/* ${columns}: theirs, ours. */
static enum status read_file(
    struct synonyms *s, const char *path, const struct column *columns, int file, struct why *why)
{
	struct reader_options options = {.name = path, .strict = true};
	struct reader *reader = NULL;
	struct binding binding;
	enum status status;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return why_errno(why, CRM_NOINPUT, "%s", path);
	if (begins_plainly(fd))
		options.delimiter = ',';
	status = reader_open(&reader, fd, &options, why);
	if (status == CRM_OK) {
		const struct cells *header = reader_header(reader);
		status = bind_header(&binding, header->cell, header->n, columns, NULL, &s->arena, why);
	}
	if (status == CRM_OK)
		status = read_rows(s, reader, &binding, file, why);
	reader_close(reader);
	close(fd);
	if (status != CRM_DATA)
		return status;
	struct why said = *why;
	bool named = strncmp(said.text, path, strlen(path)) == 0;
	return why_set(why, CRM_CONFIG, "%s%s%s", named ? "" : path, named ? "" : ": ", said.text);
}

static int is_csv(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] != '.' && length > 4 && strcmp(entry->d_name + length - 4, ".csv") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum status read_folder(struct synonyms *s, const char *folder, int *files, struct why *why)
{
	static const struct column columns[] = {
	    {.name = "theirs", .required = true}, {.name = "ours", .required = true}, {0}};
	struct dirent **entry = NULL;
	enum status status = CRM_OK;

	*files = scandir(folder, &entry, is_csv, by_bytes);
	if (*files < 0) {
		*files = 0;
		return why_errno(why, CRM_CONFIG, "%s", folder);
	}
	for (int i = 0; i < *files; i++) {
		const char *path = arena_format(&s->arena, "%s/%s", folder, entry[i]->d_name);
		if (status == CRM_OK)
			status = path == NULL ? why_memory(why) : read_file(s, path, columns, i, why);
		free(entry[i]);
	}
	free(entry);
	return status;
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct synonym *)a)->key, ((const struct synonym *)b)->key);
}

static int by_key_and_file(const void *a, const void *b)
{
	const struct synonym *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order != 0)
		return order;
	return x->file != y->file ? (x->file < y->file) - (x->file > y->file)
	                          : (x->place > y->place) - (x->place < y->place);
}

static void sort_words(struct synonyms *s)
{
	int kept = 0;

	if (s->n > 0)
		qsort(s->word, (size_t)s->n, sizeof *s->word, by_key_and_file);
	for (int i = 0; i < s->n; i++)
		if (kept == 0 || strcmp(s->word[kept - 1].key, s->word[i].key) != 0)
			s->word[kept++] = s->word[i];
	s->n = kept;
}

enum status synonyms_open(struct synonyms **synonyms, const char *folder, const char *map, struct why *why)
{
	static const struct column columns[] = {
	    {.name = "from", .required = true}, {.name = "to", .required = true}, {.name = "column"}, {0}};
	struct synonyms *s = calloc(1, sizeof *s);
	enum status status = CRM_OK;
	int files = 0;

	*synonyms = NULL;
	if (s == NULL)
		return why_memory(why);
	s->map = -1;
	if (folder != NULL)
		status = read_folder(s, folder, &files, why);
	s->map = map != NULL ? files : -1;
	if (status == CRM_OK && map != NULL)
		status = read_file(s, map, columns, files, why);
	if (status != CRM_OK) {
		synonyms_free(s);
		return status;
	}
	sort_words(s);
	*synonyms = s;
	return CRM_OK;
}

void synonyms_free(struct synonyms *s)
{
	if (s == NULL)
		return;
	arena_free(&s->arena);
	free(s->word);
	free(s->row);
	free(s);
}

/* The longest beginning that is listed: "Opted out of email: *" for whatever kinds of letters there are. */
static const struct synonym *find_beginning(const struct synonyms *s, const char *key)
{
	const struct synonym *best = NULL;
	size_t longest = 0;
	for (int i = 0; i < s->n; i++) {
		size_t length = strlen(s->word[i].key);
		if (length > longest && s->word[i].key[length - 1] == '*' &&
		    strncmp(key, s->word[i].key, length - 1) == 0) {
			best = &s->word[i];
			longest = length;
		}
	}
	return best;
}

const struct synonym *synonyms_find(const struct synonyms *s, const char *key)
{
	struct synonym wanted = {.key = key};

	if (s == NULL || s->n == 0 || key[0] == '\0')
		return NULL;
	const struct synonym *word = bsearch(&wanted, s->word, (size_t)s->n, sizeof *s->word, by_key);
	return word != NULL ? word : find_beginning(s, key);
}

const char *synonyms_nearest(const struct synonyms *s, const char *key, int least)
{
	const char *ours = NULL;
	for (int i = 0; s != NULL && i < s->n; i++) {
		int distance = text_distance(key, s->word[i].key);
		if (distance < least && s->word[i].ours[0] != '\0') {
			least = distance;
			ours = s->word[i].ours;
		}
	}
	return ours;
}

bool synonyms_mapped(const struct synonyms *s, const struct synonym *word)
{
	return word->file == s->map;
}

bool synonyms_known(const struct synonyms *s, const char *ours)
{
	for (int i = 0; i < s->n; i++)
		if (s->word[i].file != s->map && strcmp(s->word[i].ours, ours) == 0)
			return true;
	return false;
}
