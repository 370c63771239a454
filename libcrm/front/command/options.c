#include <getopt.h>

#include "base/text/casefold.h"
#include "base/text/word_meant.h"
#include "front/command/front_private.h"

enum { W = 1, R = 2, A = W | R }; /* for commands that write, that report, all */

enum {
	OPT_KNOWN_AT = 256,
	OPT_IDS,
	OPT_ATOMIC,
	OPT_ENCODING,
	OPT_DELIMITER,
	OPT_MAP,
	OPT_DATES,
	OPT_TEMPLATE,
	OPT_EXCEL,
	OPT_LANG,
	OPT_FAIL_ON,
	OPT_FORCE,
	OPT_OWN
};

static const struct {
	int key;
	const char *name, *argument;
	int who;
	const char *help;
} common[] = {
    {'d', "db", "URL", A, N_("database: a file; else $CRM_DB, else the user's own")},
    {'n', "dry-run", NULL, W, N_("do everything, print every verdict, roll back")},
    {'x', "explain", NULL, W, N_("say on stderr why: the rule, the candidates, the evidence")},
    {'r', "rejects", "FILE", W, N_("put rejected rows there, as they came, with the reason")},
    {OPT_ATOMIC, "atomic", NULL, W, N_("one rejected row rolls everything back")},
    {OPT_FORCE, "force", NULL, W, N_("do it though something is missing")},
    {OPT_ENCODING, "encoding", "E", W, N_("encoding of the input, if it is not recognised")},
    {OPT_DELIMITER, "delimiter", "C", W, N_("delimiter of the input: a character or `tab`")},
    {OPT_MAP, "map", "FILE", W, N_("a CSV from,to: their column, ours; or column,from,to: their word in it, ours")},
    {OPT_DATES, "dates", "ORDER", W, N_("dmy, mdy or ymd, for dates like 01/02/2026")},
    {OPT_TEMPLATE, "template", NULL, W, N_("print a heading line for rows to be typed in, and end")},
    {'m', "manager", "M", R, N_("only this manager (repeatable)")},
    {'u', "unit", "U", R, N_("only this unit and those below it (repeatable)")},
    {'p', "period", "P", R, N_("2026-11, 2026-Q4, 2026-11-23, today, week, mtd, prev-month, quarter, year, 30d, A..B")},
    {'T', "as-of", "T", R, N_("only what had happened by T")},
    {OPT_KNOWN_AT, "known-at", "K", R, N_("only what had been recorded by K")},
    {'g', "by", "A,B", R, N_("group by manager unit source project campaign stage month week reason")},
    {OPT_IDS, "ids", "KEY", R, N_("instead of counts, the rows counted in that cell")},
    {OPT_FAIL_ON, "fail-on", "LIGHT", R, N_("exit 1 if a line has that light or state")},
    {'f', "format", "F", A, N_("csv tsv json table; reports also text html")},
    {'o', "columns", "A,B", A, N_("these output columns, in this order")},
    {OPT_EXCEL, "excel", NULL, A, N_("for a Russian spreadsheet: BOM, `;`, decimal comma, no live formulas")},
    {'U', "user", "WHO", A, N_("who acts; else $CRM_USER, else the login name")},
    {OPT_LANG, "lang", "L", A, N_("ru or en: language of messages and headings")},
    {'q', "quiet", NULL, A, N_("no summary line and no notes")},
    {'h', "help", NULL, A, N_("this text")},
    {'V', "version", NULL, A, N_("version")},
};
#define N_COMMON ((int)(sizeof common / sizeof *common))
#define LONG_MAX_ (N_COMMON + OWN_OPTIONS_MAX + 1)

static bool is_offered(int i)
{
	switch (front.command->kind) {
	case COMMAND_WRITES:
		/* What is not CSV has no columns to name. */
		if (front.command->next &&
		    (common[i].key == OPT_DELIMITER || common[i].key == OPT_MAP || common[i].key == OPT_TEMPLATE))
			return false;
		return common[i].who & W;
	case COMMAND_REPORTS:
		if (common[i].key == OPT_IDS)
			return front.command->ids_out != NULL;
		if (common[i].key == 'x')
			return front.command->explains;
		if (common[i].key == OPT_FAIL_ON) /* what prints has lights */
			return front.command->prints || front.command->fails;
		if (common[i].key == 'g') /* lists have nothing to group */
			return front.command->ids_out != NULL || front.command->prints;
		return common[i].who & R;
	case COMMAND_MAKES:
	case COMMAND_RUNS: break;
	}
	switch (common[i].key) {
	case 'p': return front.command->default_period != NULL;
	case 'r':
	case OPT_FORCE:
	case OPT_ENCODING:
	case OPT_DELIMITER:
	case OPT_MAP:
	case OPT_TEMPLATE:
	case OPT_DATES: return front.command->feeds;
	default: /* an option that would be passed over is refused: -m would not be obeyed */ return common[i].who & W;
	}
}

static int own_count(void)
{
	int n = 0;
	while (front.command->options && front.command->options[n].name)
		n++;
	return n;
}

int front_has_option(int argc, char **argv, const char *option)
{
	size_t length = strlen(option);
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strncmp(argv[i], option, length) == 0 && (!argv[i][length] || argv[i][length] == '='))
			return i;
	return 0;
}

const char *options_nearest(const char *word, const char *const *words)
{
	const char *best = NULL;
	int best_distance = (int)strlen(word) / 3 + 2;
	for (; *words; words++) {
		int distance = text_distance(word, *words);
		if (distance < best_distance) {
			best_distance = distance;
			best = *words;
		}
	}
	return best;
}

/* The synopsis in the language of the reader: what is typed stays, but for the words that stand for anything. */
static void put_synopsis(struct buf *out, const char *synopsis)
{
	static const char *const words[] = {N_("[options]"), N_("column=value")};
	while (*synopsis) {
		size_t length = 0;
		for (size_t i = 0; i < sizeof words / sizeof *words && !length; i++)
			if (strncmp(synopsis, words[i], strlen(words[i])) == 0) {
				length = strlen(words[i]);
				buf_put(out, _(words[i]));
			}
		if (!length)
			buf_char(out, *synopsis);
		synopsis += length ? length : 1;
	}
}

static void print_help(void)
{
	const struct command *c = front.command;
	struct buf synopsis = {0};
	put_synopsis(&synopsis, c->synopsis);
	printf(_("usage: %s %s\n%s\n"), c->name, synopsis.failed ? c->synopsis : synopsis.text, _(c->summary));
	buf_free(&synopsis);
	if (c->in) {
		printf("\n%s", _("columns in:"));
		for (const struct column *in = c->in; in->name; in++)
			printf(" %s%s", in->name, in->required ? "*" : in->any ? "+" : "");
		printf("\n%s\n", _("  (* required, + at least one of these)"));
	}
	if (c->out) {
		printf("%s", _("columns out:"));
		for (const struct field *out = c->out; out->name; out++)
			printf(" %s", out->name);
		printf("\n");
	}
	printf("\n%s\n", _("options:"));
	for (int i = 0; i < own_count(); i++) {
		char name[64];
		bool is_n = c->n_means && strcmp(c->n_means, c->options[i].name) == 0;
		snprintf(name, sizeof name, "--%s %s", c->options[i].name,
		    c->options[i].argument ? c->options[i].argument : "");
		printf("  %s%-22s %s\n", is_n ? "-n, " : "    ", name, _(c->options[i].help));
	}
	for (int i = 0; i < N_COMMON; i++) {
		char name[64], key[8] = "    ";
		if (!is_offered(i))
			continue;
		if (common[i].key < 256)
			snprintf(key, sizeof key, "-%c, ", common[i].key);
		snprintf(name, sizeof name, "--%s %s", common[i].name, common[i].argument ? common[i].argument : "");
		printf("  %s%-22s %s\n", key, name, _(common[i].help));
	}
	printf(_("\nmanual: man %s, man 7 crm\n"), c->name);
}

void options_heading(const struct column *columns)
{
	for (; columns->name; columns++)
		printf("%s%s", columns->name, columns[1].name ? "," : "\n");
}

static bool add_to(const char ***list, int *n, const char *value)
{
	const char **grown = arena_get(&front.crm.run, ((size_t)*n + 2) * sizeof *grown);
	if (!grown)
		return false;
	if (*n)
		memcpy(grown, *list, (size_t)*n * sizeof *grown);
	grown[(*n)++] = value;
	grown[*n] = NULL;
	*list = grown;
	return true;
}

static enum status take_delimiter(const char *value)
{
	if (strcmp(value, "tab") == 0 || strcmp(value, "\\t") == 0)
		front.options.delimiter = '\t';
	else if (value[0] && !value[1])
		front.options.delimiter = value[0];
	else
		return why_set(&front.crm.why, CRM_USAGE, _("a delimiter is one character or `tab`, not «%s»"), value);
	return CRM_OK;
}

/* Given twice, the last one counts. */
static void take_own(const char *name, const char *value)
{
	struct options *o = &front.options;
	int i = 0;
	while (i < o->n_own && strcmp(o->own[i].name, name) != 0)
		i++;
	o->own[i] = (struct given){name, value};
	o->n_own += i == o->n_own;
	front.crm.given = o->own;
}

static const char *language_meant(const char *word)
{
	static const char *const languages[] = {"ru", "en", NULL};
	int i = word_meant(word, languages);
	return i < 0 ? word : languages[i];
}

static enum status take_option(int key, const char *value)
{
	struct options *o = &front.options;
	switch (key) {
	case 'd': o->url = value; break;
	case 'n':
		if (value)
			take_own(front.command->n_means, value);
		else
			o->dry_run = true;
		break;
	case 'x': o->explain = true; break;
	case 'r': o->rejects = value; break;
	case 'f': o->format = value; break;
	case 'o': o->columns = value; break;
	case 'p': o->period = value; break;
	case 'T': o->as_of = value; break;
	case 'g': o->by = value; break;
	case 'U': o->user = value; break;
	case 'q': o->quiet = true; break;
	case 'm': return add_to(&o->managers, &o->n_managers, value) ? CRM_OK : why_memory(&front.crm.why);
	case 'u': return add_to(&o->units, &o->n_units, value) ? CRM_OK : why_memory(&front.crm.why);
	case OPT_ATOMIC: o->atomic = true; break;
	case OPT_FORCE: o->force = true; break;
	case OPT_ENCODING: o->encoding = value; break;
	case OPT_DELIMITER: return take_delimiter(value);
	case OPT_MAP: o->map = value; break;
	case OPT_DATES: o->dates = value; break;
	case OPT_EXCEL: o->excel = true; break;
	case OPT_LANG: o->lang = language_meant(value); break;
	case OPT_KNOWN_AT: o->known_at = value; break;
	case OPT_IDS: o->ids = value; break;
	case OPT_TEMPLATE: o->template = true; break;
	case OPT_FAIL_ON: o->fail_on = value; break;
	default:
		if (key >= OPT_OWN)
			take_own(front.command->options[key - OPT_OWN].name, value ? value : "");
	}
	return CRM_OK;
}

static enum status unknown_option(const char *word, const struct option *longs)
{
	const char *names[LONG_MAX_ + 1];
	int n = 0;
	for (; longs[n].name; n++)
		names[n] = longs[n].name;
	names[n] = NULL;
	const char *bare = word + strspn(word, "-");
	const char *near = strncmp(word, "--", 2) == 0 ? options_nearest(bare, names) : NULL;
	if (near)
		return why_set(&front.crm.why, CRM_USAGE, _("no option %s: did you mean --%s?"), word, near);
	return why_set(&front.crm.why, CRM_USAGE, _("no option %s: see %s --help"), word, front.command->name);
}

static int list_options(struct option *longs, char *shorts)
{
	int n = 0;
	*shorts++ = ':';
	for (int i = 0; i < N_COMMON; i++) {
		if (!is_offered(i))
			continue;
		longs[n++] = (struct option){
		    common[i].name, common[i].argument ? required_argument : no_argument, NULL, common[i].key};
		if (common[i].key < 256) {
			*shorts++ = (char)common[i].key;
			if (common[i].argument)
				*shorts++ = ':';
		}
	}
	for (int i = 0; i < own_count() && i < OWN_OPTIONS_MAX; i++) {
		const struct option_spec *own = &front.command->options[i];
		longs[n++] =
		    (struct option){own->name, own->argument ? required_argument : no_argument, NULL, OPT_OWN + i};
	}
	longs[n] = (struct option){0};
	if (front.command->n_means) {
		*shorts++ = 'n';
		*shorts++ = ':';
	}
	*shorts = '\0';
	return n;
}

/* --lang speaks for the whole line, also where it stands behind --help or behind a mistake. */
static void find_language(int argc, char **argv, const char *shorts, const struct option *longs)
{
	int key;
	while ((key = getopt_long(argc, argv, shorts, longs, NULL)) != -1)
		if (key == OPT_LANG)
			setup_language(language_meant(optarg));
	optind = 0; /* once more from the beginning */
}

enum status options_parse(int argc, char **argv)
{
	struct option longs[LONG_MAX_ + 1];
	char shorts[3 * N_COMMON];
	int key;
	list_options(longs, shorts);
	opterr = 0;
	find_language(argc, argv, shorts, longs);
	while ((key = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (key == 'h') {
			print_help();
			return CRM_NONE;
		}
		if (key == OPT_TEMPLATE && front.command->in) {
			options_heading(front.command->in);
			return CRM_NONE;
		}
		if (key == 'V') {
			printf("%s %s, %s\n", front.command->name, CRM_VERSION, db_engine(NULL));
			return CRM_NONE;
		}
		if (key == ':')
			return why_set(&front.crm.why, CRM_USAGE, _("option %s needs a value"), argv[optind - 1]);
		if (key == '?') {
			char letter[3] = {'-', (char)optopt, 0};
			bool is_long = strncmp(argv[optind - 1], "--", 2) == 0;
			return unknown_option(is_long || !optopt ? argv[optind - 1] : letter, longs);
		}
		enum status status = take_option(key, optarg);
		if (status != CRM_OK)
			return status;
	}
	front.options.operands = (const char *const *)argv + optind;
	front.options.n_operands = argc - optind;
	return CRM_OK;
}

const char *front_group(int group)
{
	static const char *const names[GROUPS] = {"", N_("Taking in"), N_("A lead's life"), N_("Clients"), N_("Work"),
	    N_("Reports"), N_("Post"), N_("Upkeep")};
	return group > GROUP_NONE && group < GROUPS ? _(names[group]) : "";
}

/* What a command says of itself when the list of all is made: crm and its --list know no others. */
enum status describe_command(void)
{
	const struct command *c = front.command;
	if (c->listed.group == GROUP_NONE || !c->listed.place)
		return why_set(&front.crm.why, CRM_INTERNAL, "%s has no group, or no place in it", c->name);
	printf("%d\t%d\t%s\t%s\n", (int)c->listed.group, c->listed.place, c->name, c->summary);
	return CRM_NONE;
}
