#include "rows/columns/synonyms_private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/core/buf.h"
#include "base/core/hashmap.h"
#include "base/text/casefold.h"

/* A column of ours that words of the file at hand lead to. */
struct aim {
	const char *said, *ours; /* as the file has it, and by casefold_key_put */
	int words;
};

struct synonyms {
	struct arena arena;
	struct synonym *word; /* one each, as they were read */
	int n, room;
	struct hashmap place; /* of a key, its word's place + 1 */
	struct aim *aim;
	int n_aims, room_aims, aims_file, last_aim;
	struct buf key;
	int map; /* the number of the --map file, -1 if none */
	struct map_row *row;
	int n_rows, room_rows;
};

static const char *fold_key(struct arena *arena, struct buf *key, const char *text)
{
	buf_clear(key);
	casefold_key_put(key, text);
	return key->failed ? NULL : arena_text(arena, key->text == NULL ? "" : key->text, key->length);
}

const char *synonyms_key(struct arena *arena, const char *text)
{
	struct buf key = {0};
	const char *copy = fold_key(arena, &key, text);
	buf_free(&key);
	return copy;
}

static bool add_aim(struct synonyms *s, const char *said, const char *ours)
{
	if (s->n_aims == s->room_aims) {
		int room = s->room_aims == 0 ? 64 : s->room_aims * 2;
		struct aim *more = realloc(s->aim, (size_t)room * sizeof *more);
		if (more == NULL)
			return false;
		s->aim = more;
		s->room_aims = room;
	}
	s->aim[s->n_aims++] = (struct aim){.said = arena_copy(&s->arena, said), .ours = ours};
	return s->aim[s->n_aims - 1].said != NULL;
}

/* The column that ${said} in ${file} means; words of one mostly follow each other. NULL without memory. */
static struct aim *aim_of(struct synonyms *s, const char *said, int file)
{
	if (file != s->aims_file)
		s->n_aims = s->last_aim = 0;
	s->aims_file = file;
	if (s->last_aim < s->n_aims && strcmp(s->aim[s->last_aim].said, said) == 0)
		return &s->aim[s->last_aim];
	const char *ours = fold_key(&s->arena, &s->key, said);
	if (ours == NULL)
		return NULL;
	for (s->last_aim = 0; s->last_aim < s->n_aims; s->last_aim++)
		if (strcmp(s->aim[s->last_aim].ours, ours) == 0)
			return &s->aim[s->last_aim];
	return add_aim(s, said, ours) ? &s->aim[s->last_aim] : NULL;
}

static enum status add_word(struct synonyms *s, const char *theirs, const char *ours, int file, struct why *why)
{
	struct synonym word = {.file = file};

	if (s->n == s->room) {
		int room = s->room == 0 ? 1024 : s->room * 2;
		struct synonym *more = realloc(s->word, (size_t)room * sizeof *more);
		if (more == NULL)
			return why_memory(why);
		s->word = more;
		s->room = room;
	}
	word.key = fold_key(&s->arena, &s->key, theirs);
	struct aim *aim = word.key == NULL ? NULL : aim_of(s, ours, file);
	if (aim == NULL)
		return why_memory(why);
	word.ours = aim->ours;
	word.rank = word.ours[0] == '\0' ? 0 : aim->words++;
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

/* Of one word in several files the last counts, of one that a file has twice the first. */
static enum status keep_one_each(struct synonyms *s, struct why *why)
{
	int n = 0;

	if (hashmap_open_texts(&s->place, &s->arena, s->n) != 0)
		return why_memory(why);
	for (int i = 0; i < s->n; i++) {
		int64_t *place = hashmap_at_text(&s->place, s->word[i].key);
		if (*place == 0)
			*place = n + 1;
		else if (s->word[*place - 1].file == s->word[i].file)
			continue;
		s->word[*place - 1] = s->word[i];
		n = *place > n ? (int)*place : n;
	}
	s->n = n;
	return CRM_OK;
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
	s->map = s->aims_file = -1;
	if (folder != NULL)
		status = read_folder(s, folder, &files, why);
	s->map = map != NULL ? files : -1;
	if (status == CRM_OK && map != NULL)
		status = read_file(s, map, columns, files, why);
	if (status == CRM_OK)
		status = keep_one_each(s, why);
	if (status != CRM_OK) {
		synonyms_free(s);
		return status;
	}
	*synonyms = s;
	return CRM_OK;
}

void synonyms_free(struct synonyms *s)
{
	if (s == NULL)
		return;
	arena_free(&s->arena);
	buf_free(&s->key);
	free(s->aim);
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
	if (s == NULL || s->n == 0 || key[0] == '\0')
		return NULL;
	int64_t place = hashmap_get_text(&s->place, key);
	return place > 0 ? &s->word[place - 1] : find_beginning(s, key);
}

const char *synonyms_nearest(const struct synonyms *s, const char *key, int least)
{
	const struct synonym *near = NULL;
	for (int i = 0; s != NULL && i < s->n; i++) {
		const struct synonym *word = &s->word[i];
		int distance = word->ours[0] == '\0' ? least : text_distance(key, word->key);
		/* Of two that are as near the one that comes first by its letters. */
		if (distance < least ||
		    (distance == least && near != NULL && strcmp(word->key, near->key) < 0 && word->ours[0] != '\0')) {
			least = distance;
			near = word;
		}
	}
	return near != NULL ? near->ours : NULL;
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
