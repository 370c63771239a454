/* Short forms of first names: Наташа is Наталья, and the other way round. The table is share/names/diminutives.csv. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/text/name.h"
#include "base/text/stem.h"
#include "report/find/find_ask_private.h"
#include "rows/reader.h"

#define FORMS_MAX 32

/* All forms of one name, as they sound, so that Latin letters find them too. */
struct forms {
	struct arena *arena;
	int n;
	const char *sound[FORMS_MAX];
};

static bool add_form(void *arg, const char *word, size_t length)
{
	struct forms *forms = arg;
	struct buf sound = {0};
	(void)length;
	if (forms->n == FORMS_MAX)
		return true;
	name_sound_put(&sound, word);
	const char *copy = sound.failed ? NULL : arena_copy(forms->arena, sound.text ? sound.text : "");
	buf_free(&sound);
	forms->sound[forms->n] = copy;
	forms->n += copy != NULL;
	return copy != NULL;
}

/* The other forms of a word that is one of them. */
static enum status add_others(struct find_index *index, struct find_word *word, const struct forms *forms)
{
	struct buf sound = {0};
	enum status status = CRM_OK;
	bool is_one = false;
	name_sound_put(&sound, word->text);
	if (sound.failed)
		status = why_memory(&index->crm->why);
	for (int i = 0; i < forms->n && sound.length && !is_one; i++)
		is_one = strcmp(forms->sound[i], sound.text) == 0;
	for (int i = 0; i < forms->n && is_one && status == CRM_OK; i++)
		if (strcmp(forms->sound[i], sound.text) != 0)
			status = find_ask_sound(index, forms->sound[i], word->text, &word->other_form);
	buf_free(&sound);
	return status;
}

static enum status read_row(
    struct find_index *index, struct find_ask *ask, const struct cells *row, struct arena *arena)
{
	struct forms forms = {.arena = arena};
	enum status status = CRM_OK;
	for (int i = 0; i < row->n; i++)
		if (!stem_words_each(row->cell[i], add_form, &forms))
			return why_memory(&index->crm->why);
	for (int i = 0; i < ask->n; i++)
		for (int k = 0; k < ask->chunk[i].direct.n && status == CRM_OK; k++)
			status = add_others(index, &ask->chunk[i].direct.word[k], &forms);
	return status;
}

static enum status read_table(struct find_index *index, struct find_ask *ask, int fd, const char *path)
{
	const struct reader_options options = {.name = path, .strict = true, .delimiter = ','};
	struct arena arena = {0};
	struct reader *reader;
	struct cells row;
	struct why *why = &index->crm->why;
	enum status status = reader_open(&reader, fd, &options, why);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = reader_next(reader, &row, &arena, -1, why)) == CRM_OK) {
		status = read_row(index, ask, &row, &arena);
		arena_reset(&arena);
	}
	arena_free(&arena);
	reader_close(reader);
	return status == CRM_NONE ? CRM_OK : status == CRM_DATA ? (why->status = CRM_CONFIG) : status;
}

enum status find_short(struct find_index *index, struct find_ask *ask)
{
	struct crm *crm = index->crm;
	const char *path = arena_format(&crm->run, "%s/names/diminutives.csv", crm->share);
	if (!path)
		return why_memory(&crm->why);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) /* a department that has none does without */
		return errno == ENOENT ? CRM_OK : why_errno(&crm->why, CRM_NOINPUT, "%s", path);
	enum status status = read_table(index, ask, fd, path);
	close(fd);
	return status;
}
