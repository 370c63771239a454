#include "book/setup/pack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/text/word_meant.h"
#include "book/setup/conf_put.h"
#include "rows/reader.h"

/* One file on its way into its table. */
struct load {
	struct crm *crm;
	const struct conf_table *table;
	const char *name; /* packs/realty/stage.csv */
	const struct column *columns;
	struct reader *reader;
	struct binding binding;
};

static enum status bad_row(const struct load *load, const struct cells *cells, const char *column, const char *reason)
{
	struct why *why = &load->crm->why;

	if (column)
		return why_set(why, CRM_CONFIG, _("%s: row %ld (line %ld), column %s: %s"), load->name, cells->row,
		    cells->line, column, reason);
	return why_set(why, CRM_CONFIG, _("%s: row %ld (line %ld): %s"), load->name, cells->row, cells->line, reason);
}

static enum status put_row(const struct load *load, const struct cells *cells)
{
	const char *values[CONF_WIDTH] = {0};
	struct answer answer = {.row = cells->row};

	if (cells->n > load->binding.n)
		return bad_row(load, cells, NULL, _("more cells than the header has"));
	for (int i = 0; i < cells->n; i++)
		values[load->binding.ours[i]] = *cells->cell[i] ? cells->cell[i] : NULL;
	enum status status = conf_put(load->crm, load->table, values, &answer);
	if (status == CRM_OK && answer_is_rejected(&answer))
		return bad_row(load, cells, answer.column, answer.reason);
	return status;
}

static enum status bind_columns(struct load *load)
{
	const struct cells *header = reader_header(load->reader);
	struct crm *crm = load->crm;
	enum status status =
	    bind_header(&load->binding, header->cell, header->n, load->columns, NULL, &crm->run, &crm->why);
	char text[sizeof crm->why.text];

	if (status != CRM_OK) {
		snprintf(text, sizeof text, "%s", crm->why.text);
		return why_set(&crm->why, status == CRM_DATA ? CRM_CONFIG : status, "%s: %s", load->name, text);
	}
	for (int i = 0; i < header->n; i++)
		if (load->binding.ours[i] < 0)
			return why_set(&crm->why, CRM_CONFIG, _("%s: no column %s in settings %s"), load->name,
			    load->binding.name[i], load->table->name);
	return CRM_OK;
}

static enum status take_all(struct load *load, int fd)
{
	struct crm *crm = load->crm;
	struct reader_options options = {.name = load->name, .encoding = "UTF-8", .delimiter = ',', .strict = true};
	struct arena texts = {0};
	struct cells cells;
	enum status status = reader_open(&load->reader, fd, &options, &crm->why);

	if (status == CRM_OK)
		status = bind_columns(load);
	while (status == CRM_OK && (status = reader_next(load->reader, &cells, &texts, -1, &crm->why)) == CRM_OK) {
		status = put_row(load, &cells);
		arena_reset(&texts);
	}
	if (load->reader)
		reader_close(load->reader);
	arena_free(&texts);
	return status == CRM_NONE ? CRM_OK : status == CRM_DATA ? CRM_CONFIG : status;
}

/* ${name} is below share/. CRM_NONE if there is no such file. */
static enum status load_file(struct crm *crm, const struct conf_table *table, const char *name)
{
	struct load load = {.crm = crm, .table = table, .name = name, .columns = conf_columns(crm, table)};
	const char *path = name ? arena_format(&crm->run, "%s/%s", crm->share, name) : NULL;

	if (!path || !load.columns)
		return why_memory(&crm->why);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? CRM_NONE : why_errno(&crm->why, CRM_CONFIG, _("cannot read %s"), path);
	enum status status = take_all(&load, fd);
	close(fd);
	return status;
}

static int folders(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* A sentence with the packs there are. */
static enum status unknown_pack(struct crm *crm, const char *pack)
{
	const char *path = arena_format(&crm->run, "%s/packs", crm->share);
	struct dirent **entries = NULL;
	struct buf list = {0};
	int n = path ? scandir(path, &entries, folders, alphasort) : -1;

	if (n < 0)
		return path ? why_errno(&crm->why, CRM_CONFIG, _("cannot read %s"), path) : why_memory(&crm->why);
	for (int i = 0; i < n; i++) {
		buf_put(&list, i ? ", " : "");
		buf_put(&list, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	enum status status = list.failed ? why_memory(&crm->why)
	                                 : why_set(&crm->why, CRM_USAGE, _("no pack «%s»: there are %s"), pack,
	                                       list.text ? list.text : _("none"));
	buf_free(&list);
	return status;
}

static bool pack_exists(struct crm *crm, const char *pack)
{
	const char *path = *pack && *pack != '.' && !strchr(pack, '/')
	                       ? arena_format(&crm->run, "%s/packs/%s", crm->share, pack)
	                       : NULL;

	return path && access(path, R_OK | X_OK) == 0;
}

static enum status put_setting(struct crm *crm, const char *key, const char *value)
{
	const char *values[CONF_WIDTH] = {key, value};
	struct answer answer = {0};
	enum status status = value ? conf_put(crm, conf_find("setting"), values, &answer) : CRM_OK;

	if (status == CRM_OK && answer_is_rejected(&answer))
		return why_set(&crm->why, CRM_USAGE, "%s: %s", key, answer.reason);
	return status;
}

/* The holidays of the pack's country. */
static enum status load_holidays(struct crm *crm)
{
	const char *row[CONF_WIDTH], *keys[CONF_WIDTH] = {"country"};
	enum status status = conf_one(crm, conf_find("setting"), keys, row);
	char country[8] = "";

	for (int i = 0; status == CRM_OK && i < 7 && row[1][i]; i++) {
		country[i] = (char)(row[1][i] | 0x20);
		country[i + 1] = '\0';
	}
	if (status == CRM_OK)
		status = load_file(crm, conf_find("calendar"), arena_format(&crm->run, "calendar/%s.csv", country));
	return status == CRM_NONE ? CRM_OK : status;
}

enum status pack_load(struct crm *crm, const char *pack, const char *zone, const char *lang)
{
	static const char *const shipped[] = {"realty", "b2b", NULL};
	const struct conf_table *table;
	int meant = pack_exists(crm, pack) ? -1 : word_meant(pack, shipped);
	pack = meant < 0 ? pack : shipped[meant];
	enum status status = pack_exists(crm, pack) ? CRM_OK : unknown_pack(crm, pack);

	for (int i = 0; (table = conf_at(i)) != NULL && status == CRM_OK; i++) {
		status = load_file(crm, table, arena_format(&crm->run, "packs/%s/%s.csv", pack, table->name));
		status = status == CRM_NONE ? CRM_OK : status;
	}
	if (status == CRM_OK)
		status = load_holidays(crm);
	if (status == CRM_OK)
		status = put_setting(crm, "timezone", zone);
	if (status == CRM_OK)
		status = put_setting(crm, "lang", lang);
	return status;
}
