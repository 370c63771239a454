/* crm-demo - made-up leads by the million, or a whole department to try things on */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front/command/front.h"
#include "demo/demo.h"

static enum status number(struct crm *crm, const char *name, int64_t most, int64_t otherwise, int64_t *out)
{
	const char *text = option(crm, name);
	char *end;

	*out = otherwise;
	if (!text)
		return CRM_OK;
	errno = 0;
	*out = strtoll(text, &end, 10);
	if (errno || end == text || *end || *out < 0 || *out > most)
		return why_set(
		    &crm->why, CRM_USAGE, _("--%s is a number from 0 to %lld, not «%s»"), name, (long long)most, text);
	return CRM_OK;
}

static enum status leads(struct crm *crm, int64_t rows, uint64_t seed)
{
	struct writer *writer = NULL;
	struct demo_lead lead;
	enum status status = front_writer(demo_fields, &writer);

	for (int64_t row = 0; row < rows && status == CRM_OK; row++) {
		demo_lead(&lead, seed, rows, row);
		status = writer_row(writer, lead.cell, &crm->why);
	}
	return front_finish(crm, writer, status);
}

static enum status write_file(struct crm *crm, int folder, const struct demo_table *table)
{
	const char *name = arena_format(&crm->run, "%s.csv", table->name);
	size_t done = 0;

	if (!name)
		return why_memory(&crm->why);
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return why_errno(&crm->why, CRM_CANTCREATE, _("cannot create %s"), name);
	while (done < table->csv.length) {
		ssize_t n = write(fd, table->csv.text + done, table->csv.length - done);
		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	/* A close may fail too; what write said comes first. */
	int error = done < table->csv.length ? errno : 0;
	if (close(fd) != 0 && !error)
		error = errno;
	errno = error;
	return error ? why_errno(&crm->why, CRM_IO, _("cannot write %s"), name) : CRM_OK;
}

static enum status write_all(struct crm *crm, int folder, const struct demo_table *tables)
{
	static const struct field fields[] = {{"file", KIND_TEXT, N_("file")}, {"rows", KIND_INT, N_("rows")}, {0}};
	struct writer *writer = NULL;
	enum status status = front_writer(fields, &writer);

	for (int i = 0; i < DEMO_TABLES && status == CRM_OK; i++) {
		const char *name = arena_format(&crm->run, "%s.csv", tables[i].name);
		const char *rows = arena_format(&crm->run, "%ld", tables[i].rows);
		status = name && rows ? write_file(crm, folder, &tables[i]) : why_memory(&crm->why);
		if (status == CRM_OK)
			status = writer_row(writer, (const char *const[]){name, rows}, &crm->why);
	}
	return front_finish(crm, writer, status);
}

static enum status department(struct crm *crm, const char *path)
{
	struct demo_table tables[DEMO_TABLES];

	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return why_errno(&crm->why, CRM_CANTCREATE, _("cannot create %s"), path);
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return why_errno(&crm->why, CRM_CANTCREATE, _("cannot create %s"), path);
	enum status status = demo_department(tables, &crm->why);
	if (status == CRM_OK)
		status = write_all(crm, folder, tables);
	demo_department_free(tables);
	close(folder);
	return status;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n_args, struct writer *writer)
{
	const char *folder = option(crm, "department");
	int64_t rows, seed;
	enum status status = number(crm, "leads", DEMO_MOST, 0, &rows);

	(void)query;
	(void)writer;
	if (status == CRM_OK)
		status = number(crm, "seed", INT64_MAX, 1, &seed);
	if (status != CRM_OK)
		return status;
	if (n_args)
		return why_set(&crm->why, CRM_USAGE, _("crm-demo takes no operands: «%s»"), args[0]);
	if (!folder == !option(crm, "leads"))
		return why_set(&crm->why, CRM_USAGE, _("give --leads N or --department DIR"));
	if (folder && option(crm, "seed"))
		return why_set(&crm->why, CRM_USAGE, _("there is one department: --seed goes with --leads"));
	return folder ? department(crm, folder) : leads(crm, rows, (uint64_t)seed);
}

static const struct option_spec options[] = {{"leads", "N", N_("N made-up inquiries as CSV, for crm-lead-add")},
    {"seed", "S", N_("other people with another number (1)")},
    {"department", "DIR", N_("the sample department as files in DIR, made if need be; files there are replaced")}, {0}};

static const struct command command = {.name = "crm-demo",
    .summary = N_("Make up leads or a whole department to try things on."),
    .synopsis = "--leads N [--seed S] | --department DIR",
    .kind = COMMAND_RUNS,
    .options = options,
    .run = run,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
