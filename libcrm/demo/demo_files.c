/* Made-up data where somebody wants it: rows to a writer, the department as files in a folder. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "demo/demo.h"

const struct field demo_file_fields[] = {{"file", KIND_TEXT, N_("file")}, {"rows", KIND_INT, N_("rows")}, {0}};

enum status demo_leads(int64_t rows, uint64_t seed, struct writer *writer, struct why *why)
{
	struct demo_lead lead = {0};
	enum status status = CRM_OK;
	for (int64_t row = 0; row < rows && status == CRM_OK; row++) {
		demo_lead(&lead, seed, rows, row);
		status = writer_row(writer, lead.cell, why);
	}
	return status;
}

static enum status write_file(int folder, const char *name, const struct buf *csv, struct why *why)
{
	size_t done = 0;
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return why_errno(why, CRM_CANTCREATE, _("cannot create %s"), name);
	while (done < csv->length) {
		ssize_t n = write(fd, csv->text + done, csv->length - done);
		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	/* A close may fail too; what write said comes first. */
	int error = done < csv->length ? errno : 0;
	if (close(fd) != 0 && !error)
		error = errno;
	errno = error;
	return error ? why_errno(why, CRM_IO, _("cannot write %s"), name) : CRM_OK;
}

static enum status write_all(int folder, const struct demo_table *tables, struct writer *writer, struct why *why)
{
	enum status status = CRM_OK;
	for (int i = 0; i < DEMO_TABLES && status == CRM_OK; i++) {
		char name[64], rows[24];
		snprintf(name, sizeof name, "%s.csv", tables[i].name);
		status = write_file(folder, name, &tables[i].csv, why);
		if (status == CRM_OK)
			status =
			    writer_row(writer, (const char *const[]){name, buf_int_text(rows, tables[i].rows)}, why);
	}
	return status;
}

enum status demo_files(const char *path, struct writer *writer, struct why *why)
{
	struct demo_table tables[DEMO_TABLES];
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return why_errno(why, CRM_CANTCREATE, _("cannot create %s"), path);
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return why_errno(why, CRM_CANTCREATE, _("cannot create %s"), path);
	enum status status = demo_department(tables, why);
	if (status == CRM_OK)
		status = write_all(folder, tables, writer, why);
	demo_department_free(tables);
	close(folder);
	return status;
}
