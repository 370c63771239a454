/* A backup was put back: who was erased after it was made is erased again, by the list beside the base. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/text/json.h"
#include "book/projection/record.h"
#include "book/records/suppress.h"
#include "flow/privacy/erase_private.h"
#include "flow/undo/undo_which.h"
#include "rows/columns/bind.h"

#include "flow/privacy/erase_again.sql.h"

enum { LIST_CLIENT, LIST_BASIS, LIST_AT, LIST_BASE, LIST_KEYS, LIST_COLUMNS };
static const struct column columns[LIST_COLUMNS + 1] = {[LIST_CLIENT] = {"client", true, false},
    [LIST_BASIS] = {"basis", true, false},
    [LIST_AT] = {"at", true, false},
    [LIST_BASE] = {"base", true, false},
    [LIST_KEYS] = {"keys", true, false},
    [LIST_COLUMNS] = {0}};

struct again {
	struct crm *crm;
	const char *base;
	int64_t erased;
};

/* Numbers are given anew after an old backup: was he there when that was listed? */
static enum status is_he(struct again *again, const struct data_subject *subject, const char *const *cell, bool *yes)
{
	struct crm *crm = again->crm;
	instant_t at;
	int64_t since = 0;
	*yes = false;
	if (instant_parse(cell[LIST_AT], crm->zone, DATES_YMD, &at) != CRM_OK)
		return CRM_OK;
	enum status status = db_number(crm->db, sql_again_since, VALS(V_INT(subject->client[0])), INSTANT_MAX, &since);
	*yes = since <= at;
	return status;
}

/* He is not in this base: only that he must not come is kept. */
static enum status keep_keys(struct again *again, const char *const *cell)
{
	struct crm *crm = again->crm;
	struct buf new = {0};
	int64_t known = 0;
	char first[SUPPRESS_KEY];
	snprintf(first, sizeof first, "%s", cell[LIST_KEYS]);
	enum status status =
	    *first ? db_number(crm->db, sql_again_suppressed, VALS(V_TEXT(first)), 0, &known) : CRM_NONE;
	if (status != CRM_OK || known)
		return status == CRM_NONE ? CRM_OK : status;
	json_open(&new);
	json_text(&new, "basis", cell[LIST_BASIS]);
	json_text(&new, "keys", cell[LIST_KEYS]);
	json_close(&new);
	struct event event = {.kind = EV_PERSON_ERASED, .occurred_at = crm->now, .new = new.text};
	status = new.failed ? why_memory(&crm->why) : record(crm, &event);
	again->erased += status == CRM_OK;
	buf_free(&new);
	return status;
}

static enum status erase_listed(struct again *again, const char *const *cell)
{
	struct crm *crm = again->crm;
	struct data_subject subject = {0};
	struct erasure erasure;
	bool he = false;
	if (strcmp(cell[LIST_BASE], again->base) != 0)
		return CRM_OK; /* of another base that had this name */
	enum status status =
	    undo_which_number(cell[LIST_CLIENT]) ? data_subject_find(crm, cell[LIST_CLIENT], &subject) : CRM_DATA;
	if (status == CRM_OK)
		status = is_he(again, &subject, cell, &he);
	else if (status == CRM_DATA)
		status = CRM_OK;
	if (status != CRM_OK)
		return status;
	if (!he)
		return keep_keys(again, cell);
	status = data_subject_erase(crm, &subject, cell[LIST_BASIS], &erasure);
	again->erased += status == CRM_OK;
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status each_row(struct again *again, struct reader *reader)
{
	struct crm *crm = again->crm;
	struct binding binding;
	struct cells row;
	struct arena arena = {0};
	const struct cells *header = reader_header(reader);
	enum status status = bind_header(&binding, header->cell, header->n, columns, NULL, &crm->run, &crm->why);
	while (status == CRM_OK && (status = reader_next(reader, &row, &arena, -1, &crm->why)) == CRM_OK) {
		const char *cell[LIST_COLUMNS] = {"", "", "", "", ""};
		for (int i = 0; i < row.n && i < binding.n; i++)
			if (binding.ours[i] >= 0)
				cell[binding.ours[i]] = row.cell[i];
		status = erase_listed(again, cell);
		arena_reset(&arena);
	}
	arena_free(&arena);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status read_list(struct again *again, const char *path)
{
	const struct reader_options options = {.name = path, .strict = true};
	struct reader *reader;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? CRM_OK : why_errno(&again->crm->why, CRM_NOINPUT, _("cannot open «%s»"), path);
	enum status status = reader_open(&reader, fd, &options, &again->crm->why);
	if (status == CRM_OK) {
		status = each_row(again, reader);
		reader_close(reader);
	}
	close(fd);
	return status;
}

enum status erase_again(struct crm *crm, void *erased)
{
	struct again again = {.crm = crm};
	const char *path = erase_list_path(crm, db_url(crm->db));
	enum status status = path ? erase_base_name(crm, &again.base) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = read_list(&again, path);
	*(int64_t *)erased = again.erased;
	if (status == CRM_OK)
		status = again.erased ? data_subject_erase_end(crm) : CRM_NONE;
	return status;
}
