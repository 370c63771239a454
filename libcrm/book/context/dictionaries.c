#include "book/context/dictionaries_private.h"

#include "book/context/dictionaries.sql.h"

enum status dictionaries_open(struct crm *crm)
{
	crm->dictionaries = calloc(1, sizeof *crm->dictionaries);
	return crm->dictionaries ? CRM_OK : why_memory(&crm->why);
}

void dictionaries_close(struct crm *crm)
{
	if (!crm->dictionaries)
		return;
	if (crm->dictionaries->lent)
		crm->dictionaries->manager_of = crm->dictionaries->source_of = (struct dict_index){0};
	dicts_free(crm->dictionaries);
	dict_index_free(&crm->dictionaries->manager_of);
	for (int i = 0; i < MEANT_LISTS; i++)
		dict_index_free(&crm->dictionaries->spelled[i]);
	sources_free(crm->dictionaries);
	arena_free(&crm->dictionaries->text);
	free(crm->dictionaries);
	crm->dictionaries = NULL;
}

enum status dictionaries_lend(struct crm *crm, struct crm *reader)
{
	const struct dictionaries *words = crm->dictionaries;
	enum status status = sources_load(crm);
	if (status == CRM_OK && dictionaries_open(reader) != CRM_OK)
		status = why_memory(&crm->why);
	if (status != CRM_OK)
		return status;
	*reader->dictionaries = (struct dictionaries){.lent = true,
	    .n_stages = words->n_stages,
	    .n_managers = words->n_managers,
	    .n_reasons = words->n_reasons,
	    .n_units = words->n_units,
	    .n_settings = words->n_settings,
	    .stages = words->stages,
	    .managers = words->managers,
	    .reasons = words->reasons,
	    .units = words->units,
	    .settings = words->settings,
	    .manager_of = words->manager_of,
	    .sources_loaded = true,
	    .n_sources = words->n_sources,
	    .sources = words->sources,
	    .source_of = words->source_of};
	return CRM_OK;
}

static enum status read_rows(
    struct crm *crm, const struct dictionaries_list *list, struct stmt *stmt, struct buf *rows, int *n)
{
	enum status status;
	while ((status = db_next(stmt)) == CRM_OK) {
		if (!buf_reserve(rows, list->size))
			return why_memory(&crm->why);
		memset(rows->text + rows->length, 0, list->size);
		status = list->row(crm, stmt, rows->text + rows->length);
		if (status != CRM_OK)
			return status;
		rows->length += list->size;
		++*n;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status dictionaries_read(struct crm *crm, const struct dictionaries_list *list, void **items, int *n)
{
	struct buf rows = {0};
	struct stmt *stmt;
	int read = 0;
	enum status status = db_ask(crm->db, list->sql, NULL, &stmt);
	if (status != CRM_OK)
		return status;
	status = read_rows(crm, list, stmt, &rows, &read);
	db_done(stmt);
	void *kept = NULL;
	if (status == CRM_OK && read > 0) {
		kept = arena_get(&crm->dictionaries->text, rows.length);
		if (kept)
			memcpy(kept, rows.text, rows.length);
		else
			status = why_memory(&crm->why);
	}
	buf_free(&rows);
	if (status == CRM_OK) {
		*items = kept;
		*n = read;
	}
	return status;
}

/* Texts of a row are copied; the first that finds no memory spoils the row. */
static const char *keep_text(struct crm *crm, struct stmt *stmt, int column, bool *failed)
{
	const char *text = db_text(stmt, column);
	const char *kept = arena_copy(&crm->dictionaries->text, text);
	if (text && !kept)
		*failed = true;
	return kept;
}

static enum status kept_all(struct crm *crm, bool failed)
{
	return failed ? why_memory(&crm->why) : CRM_OK;
}

static enum stage_kind stage_kind_of(const char *text)
{
	if (strcmp(text, "won") == 0)
		return STAGE_WON;
	return strcmp(text, "new") == 0 ? STAGE_NEW : STAGE_OPEN;
}

static enum status stage_row(struct crm *crm, struct stmt *stmt, void *item)
{
	struct stage *stage = item;
	bool failed = false;
	stage->id = db_int(stmt, 0);
	stage->code = keep_text(crm, stmt, 1, &failed);
	stage->name = keep_text(crm, stmt, 2, &failed);
	stage->kind = stage_kind_of(db_text(stmt, 3));
	stage->target_days = (int)db_int(stmt, 4);
	stage->rot_days = (int)db_int(stmt, 5);
	stage->required = keep_text(crm, stmt, 6, &failed);
	return kept_all(crm, failed);
}

static enum status manager_row(struct crm *crm, struct stmt *stmt, void *item)
{
	struct manager *manager = item;
	bool failed = false;
	manager->id = db_int(stmt, 0);
	manager->code = keep_text(crm, stmt, 1, &failed);
	manager->name = keep_text(crm, stmt, 2, &failed);
	manager->email = keep_text(crm, stmt, 3, &failed);
	manager->role = keep_text(crm, stmt, 4, &failed);
	manager->unit = keep_text(crm, stmt, 5, &failed);
	manager->weight = db_null(stmt, 6) ? 1 : db_int(stmt, 6);
	manager->capacity = db_null(stmt, 7) ? -1 : db_int(stmt, 7);
	manager->wip = db_null(stmt, 8) ? -1 : db_int(stmt, 8);
	manager->hired = db_null(stmt, 9) ? INT32_MIN : (day_t)db_int(stmt, 9);
	manager->left = db_null(stmt, 10) ? INT32_MAX : (day_t)db_int(stmt, 10);
	return kept_all(crm, failed);
}

static enum status reason_row(struct crm *crm, struct stmt *stmt, void *item)
{
	struct reason *reason = item;
	bool failed = false;
	reason->id = db_int(stmt, 0);
	reason->code = keep_text(crm, stmt, 1, &failed);
	reason->name = keep_text(crm, stmt, 2, &failed);
	reason->lose = strcmp(db_text(stmt, 3), "lose") == 0;
	reason->reanimate = db_int(stmt, 4) != 0;
	return kept_all(crm, failed);
}

static enum status unit_row(struct crm *crm, struct stmt *stmt, void *item)
{
	struct unit *unit = item;
	bool failed = false;
	unit->unit = keep_text(crm, stmt, 0, &failed);
	unit->parent = keep_text(crm, stmt, 1, &failed);
	unit->head = keep_text(crm, stmt, 2, &failed);
	unit->name = keep_text(crm, stmt, 3, &failed);
	return kept_all(crm, failed);
}

static enum status load_stages(struct crm *crm, struct dictionaries *words)
{
	static const struct dictionaries_list list = {sql_stages, sizeof(struct stage), stage_row};
	void *items = NULL;
	enum status status = dictionaries_read(crm, &list, &items, &words->n_stages);
	words->stages = items;
	if (status != CRM_OK)
		return status;
	if (words->n_stages > STAGES_MAX)
		return why_set(&crm->why, CRM_CONFIG, _("there are %d stages, at most %d are possible"),
		    words->n_stages, STAGES_MAX);
	for (int i = 0; i < words->n_stages; i++)
		words->stages[i].pos = i;
	return CRM_OK;
}

static enum status load_managers(struct crm *crm, struct dictionaries *words)
{
	static const struct dictionaries_list list = {sql_managers, sizeof(struct manager), manager_row};
	void *items = NULL;
	enum status status = dictionaries_read(crm, &list, &items, &words->n_managers);
	words->managers = items;
	for (int i = 0; i < words->n_managers && status == CRM_OK; i++)
		if (!dict_index_put(&words->manager_of, words->managers[i].code, i))
			status = why_memory(&crm->why);
	return status;
}

static enum status load_rest(struct crm *crm, struct dictionaries *words)
{
	static const struct dictionaries_list reasons = {sql_reasons, sizeof(struct reason), reason_row};
	static const struct dictionaries_list units = {sql_units, sizeof(struct unit), unit_row};
	void *items = NULL;
	enum status status = dictionaries_read(crm, &reasons, &items, &words->n_reasons);
	words->reasons = items;
	if (status != CRM_OK)
		return status;
	items = NULL;
	status = dictionaries_read(crm, &units, &items, &words->n_units);
	words->units = items;
	return status;
}

/* The old words go only when the new ones are there. */
enum status dictionaries_load(struct crm *crm)
{
	struct dictionaries *old = crm->dictionaries;
	enum status status = dictionaries_open(crm);
	if (status == CRM_OK)
		status = load_stages(crm, crm->dictionaries);
	if (status == CRM_OK)
		status = load_managers(crm, crm->dictionaries);
	if (status == CRM_OK)
		status = load_rest(crm, crm->dictionaries);
	if (status == CRM_OK)
		status = settings_load(crm);
	struct dictionaries *fresh = crm->dictionaries;
	crm->dictionaries = status == CRM_OK ? old : fresh;
	dictionaries_close(crm);
	crm->dictionaries = status == CRM_OK ? fresh : old;
	return status;
}

int stage_count(const struct crm *crm)
{
	return crm->dictionaries->n_stages;
}

const struct stage *stage_at(const struct crm *crm, int pos)
{
	return pos >= 0 && pos < crm->dictionaries->n_stages ? &crm->dictionaries->stages[pos] : NULL;
}

const struct stage *stage_id(const struct crm *crm, int64_t id)
{
	for (int i = 0; i < crm->dictionaries->n_stages; i++)
		if (crm->dictionaries->stages[i].id == id)
			return &crm->dictionaries->stages[i];
	return NULL;
}

const struct stage *stage_find(const struct crm *crm, const char *code)
{
	for (int i = 0; i < crm->dictionaries->n_stages; i++)
		if (strcmp(crm->dictionaries->stages[i].code, code) == 0)
			return &crm->dictionaries->stages[i];
	return NULL;
}

const struct stage *stage_won(const struct crm *crm)
{
	for (int i = 0; i < crm->dictionaries->n_stages; i++)
		if (crm->dictionaries->stages[i].kind == STAGE_WON)
			return &crm->dictionaries->stages[i];
	return NULL;
}

const struct stage *stage_of_metric(struct crm *crm, const char *metric)
{
	static const char *const usual[][2] = {
	    {"qualified", "qualified"}, {"meetings", "meeting"}, {"bookings", "booking"}};
	char name[64];
	if (strcmp(metric, "amount") == 0 || (size_t)snprintf(name, sizeof name, "metric.%s", metric) >= sizeof name)
		return NULL;
	const char *code = setting(crm, name, NULL);
	if (code)
		return stage_find(crm, code);
	if (strcmp(metric, "leads") == 0)
		return stage_at(crm, 0);
	if (strcmp(metric, "contracts") == 0)
		return stage_won(crm);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (strcmp(metric, usual[i][0]) == 0)
			return stage_find(crm, usual[i][1]);
	return NULL;
}

int manager_count(const struct crm *crm)
{
	return crm->dictionaries->n_managers;
}

const struct manager *manager_at(const struct crm *crm, int i)
{
	return i >= 0 && i < crm->dictionaries->n_managers ? &crm->dictionaries->managers[i] : NULL;
}

static int manager_order(const void *id, const void *item)
{
	int64_t a = *(const int64_t *)id, b = ((const struct manager *)item)->id;
	return (a > b) - (a < b);
}

const struct manager *manager_id(const struct crm *crm, int64_t id)
{
	const struct dictionaries *words = crm->dictionaries;
	if (words->n_managers == 0)
		return NULL;
	return bsearch(&id, words->managers, (size_t)words->n_managers, sizeof *words->managers, manager_order);
}

const struct manager *manager_find(const struct crm *crm, const char *code)
{
	int64_t i = dict_index_find(&crm->dictionaries->manager_of, code);
	return i < 0 ? NULL : &crm->dictionaries->managers[i];
}

const char *manager_code(const struct crm *crm, int64_t id)
{
	const struct manager *manager = manager_id(crm, id);
	return manager ? manager->code : "";
}

const char *unit_parent(const struct crm *crm, const char *unit)
{
	for (int i = 0; i < crm->dictionaries->n_units; i++)
		if (strcmp(crm->dictionaries->units[i].unit, unit) == 0)
			return crm->dictionaries->units[i].parent;
	return NULL;
}

const char *unit_head(const struct crm *crm, const char *unit)
{
	for (int i = 0; i < crm->dictionaries->n_units; i++)
		if (strcmp(crm->dictionaries->units[i].unit, unit) == 0)
			return crm->dictionaries->units[i].head;
	return NULL;
}

int unit_count(const struct crm *crm)
{
	return crm->dictionaries->n_units;
}

/* Units that contain each other in a circle end the search, not the program. */
bool unit_within(const struct crm *crm, const char *unit, const char *above)
{
	for (int steps = unit_count(crm); unit && *unit && steps >= 0; steps--) {
		if (strcmp(unit, above) == 0)
			return true;
		unit = unit_parent(crm, unit);
	}
	return false;
}

bool unit_known(const struct crm *crm, const char *unit)
{
	bool known = false;
	for (int i = 0; i < crm->dictionaries->n_units && !known; i++)
		known = strcmp(crm->dictionaries->units[i].unit, unit) == 0;
	for (int i = 0; i < crm->dictionaries->n_managers && !known; i++)
		known = crm->dictionaries->managers[i].unit && strcmp(crm->dictionaries->managers[i].unit, unit) == 0;
	return known;
}

const struct reason *reason_at(const struct crm *crm, int i)
{
	return i >= 0 && i < crm->dictionaries->n_reasons ? &crm->dictionaries->reasons[i] : NULL;
}

const struct reason *reason_id(const struct crm *crm, int64_t id)
{
	for (int i = 0; i < crm->dictionaries->n_reasons; i++)
		if (crm->dictionaries->reasons[i].id == id)
			return &crm->dictionaries->reasons[i];
	return NULL;
}

const struct reason *reason_find(const struct crm *crm, const char *code)
{
	for (int i = 0; i < crm->dictionaries->n_reasons; i++)
		if (strcmp(crm->dictionaries->reasons[i].code, code) == 0)
			return &crm->dictionaries->reasons[i];
	return NULL;
}
