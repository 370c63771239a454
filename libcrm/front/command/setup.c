#include <errno.h>
#include <libgen.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/text/casefold.h"
#include "base/text/typed.h"
#include "book/context/code_called.h"
#include "flow/privacy/data_subject.h"
#include "front/command/front_private.h"

#ifndef CRM_SHARE
#define CRM_SHARE "/usr/local/share/crm"
#endif

/* share/ stands beside the bin/ of the running program, in a build tree and where it is installed; $CRM_SHARE wins. */
static const char *share_folder(void)
{
	static char path[PATH_MAX];
	const char *given = getenv("CRM_SHARE");
	struct stat st;
	if (given && *given)
		return given;
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 32);
	for (int up = 0; n > 0 && up < 2; up++) {
		path[n] = '\0';
		char *slash = strrchr(path, '/');
		n = slash ? slash - path : 0;
	}
	if (n > 0) {
		snprintf(path + n, sizeof path - (size_t)n, "/share/crm");
		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			return path;
	}
	return CRM_SHARE;
}

/*
 * English needs no catalogue and no locale. cron has no locale, and in the plain C locale gettext does not look at
 * LANGUAGE: C.UTF-8 is always there.
 */
void setup_language(const char *lang)
{
	static char domain[PATH_MAX + 16];
	if (!lang || strcmp(lang, "ru") != 0) {
		setenv("LANGUAGE", "en", 1);
		return;
	}
	setlocale(LC_MESSAGES, "C.UTF-8");
	setlocale(LC_CTYPE, "C.UTF-8");
	setenv("LANGUAGE", "ru", 1);
	/* share/locale stands beside share/crm; as a text, for share/crm may be a link. */
	snprintf(domain, sizeof domain, "%s", share_folder());
	char *slash = strrchr(domain, '/');
	snprintf(slash ? slash : domain, 16, "/locale");
	bindtextdomain("crm", domain);
	bind_textdomain_codeset("crm", "UTF-8");
	textdomain("crm");
}

/* A file in the user's own folder, unless told otherwise. */
const char *front_url(void)
{
	const char *env = getenv("CRM_DB"), *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	if (front.options.url)
		return front.options.url;
	if (env && *env)
		return env;
	if (data && *data == '/')
		return arena_format(&front.crm.run, "%s/crm/crm.db", data);
	if (home && *home)
		return arena_format(&front.crm.run, "%s/.local/share/crm/crm.db", home);
	return NULL;
}

/* The command line with the values of data left out: the journal is read by more people than the rows. */
static const char *line_without_data(void)
{
	struct buf line = {0};
	buf_put(&line, front.command->name);
	for (int i = 0; i < front.options.n_operands; i++) {
		const char *word = front.options.operands[i], *equals = strchr(word, '=');
		buf_char(&line, ' ');
		if (equals)
			buf_add(&line, word, (size_t)(equals - word) + 1);
		else
			buf_put(&line, word);
	}
	const char *copy = line.failed ? NULL : arena_copy(&front.crm.run, line.text);
	buf_free(&line);
	return copy;
}

/* The name goes into the journal as it is, and from there into lists and letters. */
static bool is_printable(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return false;
	return utf8_valid(text, strlen(text));
}

/* The machine's own users are looked up first, in their file: the C library's way to all of them dies without memory.
   NULL: no memory. */
static const char *login_name(void)
{
	struct arena *run = &front.crm.run;
	const struct passwd *me = NULL;
	uid_t uid = getuid();
	errno = 0;
	FILE *file = fopen("/etc/passwd", "re");
	while (file && (me = fgetpwent(file)) != NULL && me->pw_uid != uid)
		errno = 0;
	bool no_memory = errno == ENOMEM;
	const char *name = me ? arena_copy(run, me->pw_name) : NULL;
	if (file)
		fclose(file);
	if (me || no_memory)
		return name;
	me = getpwuid(uid);
	return me ? arena_copy(run, me->pw_name) : arena_format(run, "uid %u", (unsigned)uid);
}

static enum status who_acts(void)
{
	struct crm *crm = &front.crm;
	static char host[HOST_NAME_MAX + 1];
	const char *env = getenv("CRM_USER");
	crm->who.command = front.command->name;
	crm->who.line = line_without_data();
	crm->who.login = login_name();
	if (!crm->who.line || !crm->who.login)
		return why_memory(&crm->why);
	crm->who.actor = front.options.user ? front.options.user : env && *env ? env : crm->who.login;
	if (!is_printable(crm->who.actor))
		return why_set(&crm->why, CRM_USAGE, _("who acts (-U, CRM_USER) must be printable UTF-8"));
	if (gethostname(host, sizeof host - 1) != 0)
		host[0] = '\0';
	crm->who.host = host;
	return CRM_OK;
}

static enum status take_dates(void)
{
	static const char *const names[] = {"dmy", "mdy", "ymd", NULL};
	const char *word = front.options.dates;
	front.crm.dates_given = word != NULL;
	for (int i = 0; word && names[i]; i++)
		if (strcmp(word, names[i]) == 0) {
			front.crm.dates = (enum date_order)i;
			word = NULL;
		}
	return word ? why_set(&front.crm.why, CRM_USAGE, _("--dates is dmy, mdy or ymd, not «%s»"), word) : CRM_OK;
}

enum status front_clock(void)
{
	const char *frozen = getenv("CRM_NOW");
	return clock_now(frozen && *frozen ? frozen : NULL, &front.crm.now, &front.crm.why);
}

int64_t front_ms(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whoever says who he is may say it as managers are named everywhere; anybody else acts under the word given. */
static enum status actor_meant(void)
{
	struct crm *crm = &front.crm;
	const struct manager *manager;
	if (crm->who.actor == crm->who.login || manager_find(crm, crm->who.actor))
		return CRM_OK;
	enum status status = manager_if_meant(crm, crm->who.actor, &manager);
	if (status != CRM_OK)
		return status == CRM_NONE || status == CRM_DATA ? CRM_OK : status;
	crm->who.actor = arena_copy(&crm->run, manager->code);
	return crm->who.actor ? CRM_OK : why_memory(&crm->why);
}

enum status front_open(enum db_mode mode)
{
	struct crm *crm = &front.crm;
	enum status status = front_clock();
	crm->share = share_folder();
	crm->dry_run = front.options.dry_run;
	crm->explain = front.options.explain;
	crm->force = front.options.force;
	crm->lang = front.options.lang;
	if (status == CRM_OK)
		status = take_dates();
	if (status == CRM_OK)
		status = who_acts();
	if (status != CRM_OK)
		return status;
	const char *url = front_url();
	if (!url)
		return why_set(&crm->why, CRM_NOINPUT, _("which database? give -d FILE or set CRM_DB"));
	status = db_open(&crm->db, url, mode, &crm->why);
	if (status == CRM_OK)
		status = crm_load(crm);
	return status == CRM_OK ? actor_meant() : status;
}

/*
 * Somebody was erased, and whoever did it was killed before the files were written anew: this is the next who may. That
 * a reader is in the way hinders the erasing and not the work; it is told, and the one after tries again. Another
 * program does it, so that the others need not carry what it takes.
 */
static enum status finish_erasing(struct crm *crm)
{
	static const char *const rewrite[] = {"rewrite", NULL};
	int64_t event = 0;
	enum status status = erase_unfinished(crm, &event);
	if (status == CRM_OK && event && front_run("crm-db", rewrite) != 0)
		front_note("%s", _("an erasing is not finished yet: crm-db rewrite ends it"));
	return status;
}

enum status front_open_writing(void)
{
	enum status status = front_open(DB_WRITE);
	return status == CRM_OK && !front.crm.dry_run ? finish_erasing(&front.crm) : status;
}

const struct synonyms *front_synonyms(struct crm *crm)
{
	if (!front.synonyms) {
		const char *folder = arena_format(&crm->run, "%s/columns", crm->share ? crm->share : share_folder());
		if (!folder)
			why_memory(&crm->why);
		else if (synonyms_open(&front.synonyms, folder, front.options.map, &crm->why) != CRM_OK)
			return NULL;
	}
	return front.synonyms;
}

static enum typed fit(const struct field *field, const char *word, enum typed by_name)
{
	enum typed typed = by_name == TYPED_SAME ? by_name : typed_thing(word, field->name);
	enum typed titled = field->title ? typed_thing(word, _(field->title)) : TYPED_NOT;
	return titled > typed ? titled : typed;
}

/* By its name or its heading in either language; NULL if none fits, or two. */
static const char *column_called(const struct field *fields, const char *word)
{
	static const char *const langs[] = {"en", "ru"};
	const char *said = getenv("LANGUAGE"), *now = said && strcmp(said, "ru") == 0 ? "ru" : "en", *found = NULL;
	enum typed best = TYPED_NOT;
	for (int lang = 0; lang < 2; lang++) {
		front_language(langs[lang]);
		for (int i = 0; fields[i].name; i++) {
			enum typed typed = fit(&fields[i], word, TYPED_NOT);
			if (typed == TYPED_NOT || typed < best || (typed == best && found == fields[i].name))
				continue;
			found = typed > best ? fields[i].name : NULL;
			best = typed;
		}
	}
	front_language(now);
	return found;
}

static bool is_name(const struct field *fields, const char *word)
{
	while (fields->name && strcmp(fields->name, word) != 0)
		fields++;
	return fields->name != NULL;
}

/* -o with our names for what people see as headings, in either language; what is none stays. */
static const char *columns_named(const struct field *fields, const char *columns)
{
	struct buf names = {0};
	char *rest = columns ? arena_copy(&front.crm.run, columns) : NULL, *word;
	while ((word = strsep(&rest, ",")) != NULL) {
		word += strspn(word, " ");
		for (size_t n = strlen(word); n && word[n - 1] == ' ';)
			word[--n] = '\0';
		const char *called = is_name(fields, word) ? word : column_called(fields, word);
		buf_format(&names, "%s%s", names.length ? "," : "", called ? called : word);
	}
	const char *copy = names.failed || !names.text ? columns : arena_copy(&front.crm.run, names.text);
	buf_free(&names);
	return copy ? copy : columns;
}

/* "kim/site" of -g manager,source, each word by its name; itself where the words do not add up. */
static const char *group_called(const struct query *query, const char *group)
{
	static char called[1024];
	const char *before = "";
	size_t length = 0;
	char *rest = arena_copy(&front.crm.chunk, group), *word;
	int n = 0;
	for (; n < query->n_by && (word = strsep(&rest, "/")) != NULL; n++, before = "/") {
		const char *name = code_called(&front.crm, query_options_group(query->by[n]), word);
		length += (size_t)snprintf(called + length, sizeof called - length, "%s%s", before, name);
		if (length >= sizeof called)
			return group;
	}
	return n == query->n_by && !rest ? called : group;
}

static const char *called(void *crm, const char *column, const char *code)
{
	if (front.query && front.query->n_by && strcmp(column, "group") == 0)
		return group_called(front.query, code);
	return code_called(crm, column, code);
}

/* Columns of the terminal that is written to; 0: it is none. */
static int terminal_width(void)
{
	struct winsize size;
	const char *told = getenv("COLUMNS");
	if (!isatty(1))
		return 0;
	long columns = told ? strtol(told, NULL, 10) : 0;
	if (columns > 0 && columns < INT_MAX)
		return (int)columns;
	return ioctl(1, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

enum status setup_output(struct writer **writer, FILE *out, const struct field *fields)
{
	int month, day;
	struct table_eyes eyes = {.called = called,
	    .arg = &front.crm,
	    .width = terminal_width(),
	    .keeps_empty = front.options.columns != NULL};
	struct writer_options options = {.format = front.format,
	    .excel = front.options.excel,
	    .columns = columns_named(fields, front.options.columns),
	    .eyes = &eyes};
	if (front.crm.zone)
		day_split(zone_day(front.crm.zone, front.crm.now), &eyes.year, &month, &day);
	if (options.excel)
		options.format = FORMAT_CSV;
	return writer_open(writer, out, fields, &options, &front.crm.why);
}

static bool is_file(int fd)
{
	struct stat st;
	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

/* The input or the database under the name of the rejects file. */
static bool is_needed(int fd)
{
	struct stat out, in;
	const char *url = front_url();
	if (fstat(fd, &out) != 0 || !S_ISREG(out.st_mode))
		return false;
	if (fstat(0, &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
		return true;
	return url && stat(url, &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino;
}

enum status setup_rejects_open(FILE **file)
{
	const char *name = front.options.rejects;
	if (!name)
		return CRM_OK;
	int fd = open(name, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return why_errno(&front.crm.why, CRM_CANTCREATE, _("cannot create %s"), name);
	if (is_needed(fd)) {
		close(fd);
		return why_set(&front.crm.why, CRM_USAGE, _("-r %s would overwrite what is being read"), name);
	}
	/* /dev/null and pipes stay as they are: root could change them for everybody. */
	if ((is_file(fd) && (fchmod(fd, 0600) != 0 || ftruncate(fd, 0) != 0)) || !(*file = fdopen(fd, "w"))) {
		close(fd);
		return why_errno(&front.crm.why, CRM_CANTCREATE, _("cannot create %s"), name);
	}
	return CRM_OK;
}

bool setup_rejects_sync(FILE *file)
{
	return fflush(file) == 0 && (!is_file(fileno(file)) || fsync(fileno(file)) == 0);
}
