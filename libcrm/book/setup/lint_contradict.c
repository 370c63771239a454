/* Rows that are good each by itself, and cannot be meant together. */
#include "base/text/casefold.h"
#include "book/setup/lint_private.h"

/* The row at which something is told of two: the one that is asked about, else the later one. NULL: neither is asked
   about. */
static const char *told_at(const struct lint *lint, const char *earlier, const char *later)
{
	if (!lint->only || strcmp(lint->only, later) == 0)
		return later;
	return strcmp(lint->only, earlier) == 0 ? earlier : NULL;
}

static long long number_of(const struct lint *lint, const char *key, long long fallback)
{
	const char *const *row = lint_row(lint, "setting", key);

	return row ? strtoll(row[1], NULL, 10) : fallback;
}

enum status lint_bounds(struct lint *lint)
{
	static const struct {
		const char *low, *high;
		long long low_unset, high_unset; /* what they are when nobody has set them */
		bool apart;                      /* may not be equal either */
		const char *message;
	} bounds[] = {
	    {"kpi.red_pct", "kpi.green_pct", 30, 70, false,
	        N_("%s is %lld, and %s is %lld: what is green begins below what is red")},
	    {"reanimate.from", "reanimate.to", 9, 20, true,
	        N_("%s is %lld, and %s is %lld: there is no hour in which letters may go")},
	};
	enum status status = CRM_OK;

	for (size_t i = 0; i < sizeof bounds / sizeof *bounds && status == CRM_OK; i++) {
		long long low = number_of(lint, bounds[i].low, bounds[i].low_unset),
		          high = number_of(lint, bounds[i].high, bounds[i].high_unset);
		const char *row = told_at(lint, bounds[i].low, bounds[i].high);
		if (row && (low > high || (bounds[i].apart && low == high)))
			status = lint_say(lint, LINT_ERROR, "setting", row, _(bounds[i].message), bounds[i].low, low,
			    bounds[i].high, high);
	}
	return status;
}

enum { MANAGER, NAME, EMAIL, HIRED = 10, LEFT = 11 };

static enum status same_box(struct lint *lint, const struct conf_rows *rows, int i)
{
	enum status status = CRM_OK;

	for (int k = 0; k < i && status == CRM_OK; k++) {
		const char *const *a = rows->row[k], *const *b = rows->row[i];
		const char *row = told_at(lint, a[MANAGER], b[MANAGER]);
		/* Whoever has left may have handed his box on. */
		if (row && *b[EMAIL] && strcmp(a[EMAIL], b[EMAIL]) == 0 && !*a[LEFT] && !*b[LEFT])
			status =
			    lint_say(lint, LINT_ERROR, "manager", row, _("has the e-mail of %s: two people, one box"),
			        row == a[MANAGER] ? b[MANAGER] : a[MANAGER]);
	}
	return status;
}

enum status lint_staff(struct lint *lint)
{
	const struct conf_rows *rows = lint_rows(lint, "manager");
	enum status status = CRM_OK;

	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		const char *const *row = rows->row[i];
		/* Days as they are kept are in order as texts, too. */
		if (*row[HIRED] && *row[LEFT] && strcmp(row[HIRED], row[LEFT]) > 0 &&
		    (!lint->only || strcmp(lint->only, row[MANAGER]) == 0))
			status = lint_say(lint, LINT_ERROR, "manager", row[MANAGER],
			    _("is hired on %s, after having left on %s"), row[HIRED], row[LEFT]);
		if (status == CRM_OK)
			status = same_box(lint, rows, i);
	}
	return status;
}

static const char *folded(struct lint *lint, const char *text)
{
	struct buf buf = {0};
	casefold_put(&buf, text);
	const char *copy = buf.failed ? NULL : arena_copy(&lint->crm->run, buf.text ? buf.text : "");
	buf_free(&buf);
	return copy;
}

/* As they are compared. */
struct staff_name {
	const char *code, *name;
};

/* Two codes that differ only in case, or a name that another has too: whoever types it is understood by neither. */
static enum status alike_two(struct lint *lint, const char *table, const char *row, const char *other,
    const struct staff_name *a, const struct staff_name *b)
{
	if (strcmp(a->code, b->code) == 0)
		return lint_say(
		    lint, LINT_WARNING, table, row, _("is %s but for the case of its letters: are they two?"), other);
	if (*a->name && strcmp(a->name, b->name) == 0)
		return lint_say(lint, LINT_WARNING, table, row,
		    _("has the name of %s: whoever types it is asked which of the two"), other);
	return CRM_OK;
}

/* Whoever has left gives his name free. */
static const char *name_in_use(const char *table, const char *const *row)
{
	return strcmp(table, "manager") == 0 && row[LEFT] && *row[LEFT] ? "" : row[NAME];
}

static enum status alike_in(struct lint *lint, const char *table, bool named)
{
	const struct conf_rows *rows = lint_rows(lint, table);
	struct staff_name *called = arena_get(&lint->crm->run, ((size_t)rows->n + 1) * sizeof *called);
	enum status status = called ? CRM_OK : why_memory(&lint->crm->why);

	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		const char *const *b = rows->row[i];
		called[i].code = folded(lint, b[0]);
		called[i].name = named ? folded(lint, name_in_use(table, b)) : "";
		if (!called[i].code || !called[i].name)
			return why_memory(&lint->crm->why);
		for (int k = 0; k < i && status == CRM_OK; k++) {
			const char *a = rows->row[k][0], *row = told_at(lint, a, b[0]);
			if (row)
				status = alike_two(lint, table, row, row == a ? b[0] : a, &called[k], &called[i]);
		}
	}
	return status;
}

enum status lint_alike(struct lint *lint)
{
	static const struct {
		const char *table;
		bool named; /* by its second column */
	} tables[] = {{"stage", true}, {"reason", true}, {"source", true}, {"unit", true}, {"manager", true},
	    {"route", false}, {"rule", false}};
	enum status status = CRM_OK;

	for (size_t i = 0; i < sizeof tables / sizeof *tables && status == CRM_OK; i++)
		status = alike_in(lint, tables[i].table, tables[i].named);
	return status;
}
