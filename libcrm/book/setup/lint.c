/* Are the settings good as a whole? */
#include "book/setup/lint_private.h"
#include "book/setup/plan_sum.h"

enum status lint_say(struct lint *lint, bool error, const char *table, const char *row, const char *format, ...)
{
	char text[1024];
	struct conf_finding finding = {
	    .table = table, .row = row, .level = error ? "error" : "warning", .message = text};
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	lint->errors += error;
	return lint->each(lint->arg, &finding);
}

const struct conf_rows *lint_rows(const struct lint *lint, const char *table)
{
	int i = 0;

	while (strcmp(conf_at(i)->name, table) != 0)
		i++;
	return &lint->rows[i];
}

const char *const *lint_row(const struct lint *lint, const char *table, const char *key)
{
	const struct conf_rows *rows = lint_rows(lint, table);

	for (int i = 0; i < rows->n; i++)
		if (strcmp(rows->row[i][0], key) == 0)
			return rows->row[i];
	return NULL;
}

/* Would the row be taken if it were put today? */
static enum status row_again(struct lint *lint, const struct conf_table *table, const char *const *cells)
{
	struct answer answer = {0};
	const char *row[CONF_WIDTH];
	enum status status = CRM_OK;

	for (int i = 0; table->column[i].name; i++)
		row[i] = cells[i];
	for (int i = 0; table->column[i].name && status == CRM_OK; i++)
		if (*row[i] && !(table->column[i].flags & CONF_OWN))
			status = conf_clean(lint->crm, &table->column[i], row[i], row, &row[i], &answer);
	if (status == CRM_OK)
		status = conf_check(lint->crm, table, row, &answer);
	if (status != CRM_DATA || !answer_is_rejected(&answer))
		return status;
	return lint_say(lint, LINT_ERROR, table->name, cells[0], "%s: %s", answer.column, answer.reason);
}

static enum status all_rows(struct lint *lint)
{
	const struct conf_table *table;
	enum status status = CRM_OK;

	for (int t = 0; (table = conf_at(t)) != NULL; t++)
		for (int i = 0; i < lint->rows[t].n && status == CRM_OK; i++) {
			status = row_again(lint, table, lint->rows[t].row[i]);
			arena_reset(&lint->crm->chunk);
		}
	return status;
}

static enum status lint_stages(struct lint *lint)
{
	enum { STAGE, NAME, POS, KIND };
	const struct conf_rows *rows = lint_rows(lint, "stage");
	int fresh = 0, won = 0;
	enum status status = CRM_OK;

	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		const char *const *row = rows->row[i];
		bool is_new = strcmp(row[KIND], "new") == 0, is_won = strcmp(row[KIND], "won") == 0;
		fresh += is_new;
		if (is_new && i > 0)
			status =
			    lint_say(lint, LINT_ERROR, "stage", row[STAGE], _("a stage of kind new must be the first"));
		else if (won && !is_won)
			status = lint_say(lint, LINT_WARNING, "stage", row[STAGE], _("stands after a stage that wins"));
		else if (i > 0 && strcmp(row[POS], rows->row[i - 1][POS]) == 0)
			status = lint_say(
			    lint, LINT_WARNING, "stage", row[STAGE], _("has the pos of %s"), rows->row[i - 1][STAGE]);
		won += is_won;
	}
	if (status == CRM_OK && fresh != 1)
		status =
		    lint_say(lint, LINT_ERROR, "stage", "", _("there must be one stage of kind new, not %d"), fresh);
	if (status == CRM_OK && won == 0)
		status = lint_say(lint, LINT_ERROR, "stage", "", _("no stage of kind won: nothing can be won"));
	if (status == CRM_OK && rows->n > STAGES_MAX)
		status = lint_say(
		    lint, LINT_ERROR, "stage", "", _("%d stages, at most %d are possible"), rows->n, STAGES_MAX);
	return status;
}

/* Intake disqualifies by itself with these. */
static enum status lint_reasons(struct lint *lint)
{
	static const char *const needed[] = {"existing", "spam", "shareholder", "duplicate", NULL};
	enum { REASON, NAME, KIND };
	const struct conf_rows *rows = lint_rows(lint, "reason");
	enum status status = CRM_OK;
	int lose = 0;

	for (int i = 0; needed[i] && status == CRM_OK; i++) {
		const char *const *row = lint_row(lint, "reason", needed[i]);
		if (!row || strcmp(row[KIND], "disqualify") != 0)
			status = lint_say(lint, LINT_ERROR, "reason", needed[i],
			    _("must be there with kind disqualify: crm-lead-add uses it"));
	}
	for (int i = 0; i < rows->n; i++)
		lose += strcmp(rows->row[i][KIND], "lose") == 0;
	if (status == CRM_OK && lose == 0)
		status = lint_say(lint, LINT_ERROR, "reason", "", _("no reason of kind lose: nothing can be lost"));
	return status;
}

static bool in_circle(const struct lint *lint, const char *unit)
{
	const char *const *row = lint_row(lint, "unit", unit);

	for (int up = 0; row && *row[2]; up++) {
		if (up > lint_rows(lint, "unit")->n)
			return true;
		row = lint_row(lint, "unit", row[2]);
	}
	return false;
}

static enum status lint_units(struct lint *lint)
{
	enum { UNIT, NAME, PARENT, HEAD };
	const struct conf_rows *rows = lint_rows(lint, "unit");
	enum status status = CRM_OK;

	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		const char *const *row = rows->row[i];
		if (*row[PARENT] && !lint_row(lint, "unit", row[PARENT]))
			status = lint_say(lint, LINT_ERROR, "unit", row[UNIT], _("parent: no unit «%s»"), row[PARENT]);
		else if (in_circle(lint, row[UNIT]))
			status = lint_say(
			    lint, LINT_ERROR, "unit", row[UNIT], _("parent: the units above it go in a circle"));
		if (status == CRM_OK && *row[HEAD] && !lint_row(lint, "manager", row[HEAD]))
			status = lint_say(lint, LINT_ERROR, "unit", row[UNIT], _("head: no manager «%s»"), row[HEAD]);
	}
	return status;
}

static enum status lint_managers(struct lint *lint)
{
	enum { MANAGER, NAME, EMAIL, ROLE, UNIT, LEFT = 11 };
	const struct conf_rows *rows = lint_rows(lint, "manager");
	enum status status = CRM_OK;
	int sell = 0, head = 0;

	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		const char *const *row = rows->row[i];
		bool is_head = strcmp(row[ROLE], "head") == 0;
		sell += !*row[LEFT] && strcmp(row[ROLE], "manager") == 0;
		head += !*row[LEFT] && is_head;
		if (*row[UNIT] && !lint_row(lint, "unit", row[UNIT]))
			status =
			    lint_say(lint, LINT_ERROR, "manager", row[MANAGER], _("unit: no unit «%s»"), row[UNIT]);
		if (status == CRM_OK && !*row[EMAIL] && !*row[LEFT] && strcmp(row[ROLE], "admin") != 0)
			status = lint_say(lint, LINT_WARNING, "manager", row[MANAGER],
			    _("has no email: the evening report cannot reach him"));
	}
	if (status == CRM_OK && sell == 0)
		status = lint_say(
		    lint, LINT_WARNING, "manager", "", _("nobody of role manager: leads cannot be handed out"));
	if (status == CRM_OK && head == 0)
		status = lint_say(
		    lint, LINT_WARNING, "manager", "", _("nobody of role head: the evening report goes to nobody"));
	return status;
}

/* A plan for what is never counted is a mistake; a metric without a stage only a gap. */
static enum status lint_metrics(struct lint *lint)
{
	static const char *const counted[] = {"qualified", "meetings", "bookings", "contracts", NULL};
	enum { MONTH, METRIC };
	const struct conf_rows *plans = lint_rows(lint, "plan");
	enum status status = CRM_OK;

	for (int i = 0; counted[i] && status == CRM_OK; i++) {
		const char *planned = NULL;
		if (stage_of_metric(lint->crm, counted[i]))
			continue;
		for (int k = 0; k < plans->n && !planned; k++)
			if (strcmp(plans->row[k][METRIC], counted[i]) == 0)
				planned = plans->row[k][MONTH];
		if (planned)
			status = lint_say(lint, LINT_ERROR, "plan", planned,
			    _("no stage stands behind the metric %s: put setting metric.%s"), counted[i], counted[i]);
		else
			status = lint_say(lint, LINT_WARNING, "setting", "",
			    _("no stage stands behind the metric %s: put setting metric.%s"), counted[i], counted[i]);
	}
	return status;
}

/* From this month on: what was planned before is over. */
static enum status lint_sums(struct lint *lint)
{
	static const char *const metrics[] = {
	    "leads", "qualified", "meetings", "bookings", "contracts", "amount", NULL};
	struct crm *crm = lint->crm;
	const struct conf_rows *units = lint_rows(lint, "unit");
	enum status status = CRM_OK;

	for (int ahead = 0; ahead < 12 && status == CRM_OK; ahead++) {
		struct plans plans;
		struct buf month = {0};
		day_t day = month_start(zone_day(crm->zone, crm->now));
		for (int i = 0; i < ahead; i++)
			day = month_next(day);
		month_put(&month, day);
		status = month.failed ? why_memory(&crm->why) : plans_load(crm, day, NULL, &crm->run, &plans);
		for (int k = 0; metrics[k] && status == CRM_OK; k++)
			for (int i = 0; i <= units->n && status == CRM_OK; i++) {
				struct buf said = {0};
				const char *unit = i < units->n ? units->row[i][0] : NULL;
				status = plans_differ(crm, &plans, metrics[k], unit, false, &said);
				if (status == CRM_OK && said.length)
					status = lint_say(lint, LINT_WARNING, "plan", month.text, "%s", said.text);
				buf_free(&said);
			}
		buf_free(&month);
	}
	return status;
}

static enum status lint_holidays(struct lint *lint)
{
	const struct conf_rows *rows = lint_rows(lint, "calendar");
	struct buf today = {0};
	enum status status = CRM_OK;
	bool known = false;

	day_put(&today, zone_day(lint->crm->zone, lint->crm->now));
	if (today.failed)
		return why_memory(&lint->crm->why);
	for (int i = 0; i < rows->n && !known; i++)
		known = strncmp(rows->row[i][0], today.text, 4) == 0;
	if (!known)
		status = lint_say(lint, LINT_WARNING, "calendar", "", _("no holidays of %.4s are known"), today.text);
	buf_free(&today);
	return status;
}

enum status conf_lint(
    struct crm *crm, enum status (*each)(void *arg, const struct conf_finding *finding), void *arg, int *errors)
{
	static enum status (*const checks[])(struct lint *) = {all_rows, lint_stages, lint_reasons, lint_units,
	    lint_managers, lint_staff, lint_leavers, lint_alike, lint_bounds, lint_routes, lint_rules, lint_patterns,
	    lint_programmes, lint_steps, lint_metrics, lint_sums, lint_holidays};
	struct lint lint = {.crm = crm, .each = each, .arg = arg};
	enum status status = CRM_OK;

	for (int i = 0; conf_at(i) && status == CRM_OK; i++)
		status = conf_load(crm, conf_at(i), &lint.rows[i]);
	for (size_t i = 0; i < sizeof checks / sizeof *checks && status == CRM_OK; i++)
		status = checks[i](&lint);
	*errors = lint.errors;
	return status;
}

static enum status gather_finding(void *arg, const struct conf_finding *finding)
{
	struct buf *text = arg;

	buf_format(text, "%s%s", text->length ? "; " : "", finding->message);
	return CRM_OK;
}

enum status conf_remark(struct crm *crm, const struct conf_table *table, const char *key, const char **remark)
{
	static const struct {
		const char *table;
		enum status (*check)(struct lint *lint);
	} checks[] = {{"setting", lint_bounds}, {"manager", lint_staff}, {"manager", lint_alike}, {"stage", lint_alike},
	    {"reason", lint_alike}, {"source", lint_alike}, {"unit", lint_alike}, {"route", lint_alike},
	    {"rule", lint_alike}, {"rule", lint_patterns}, {"criterion", lint_patterns}};
	struct buf text = {0};
	struct lint lint = {.crm = crm, .each = gather_finding, .arg = &text, .only = key};
	enum status status = CRM_OK;

	for (size_t i = 0; i < sizeof checks / sizeof *checks && status == CRM_OK; i++) {
		if (strcmp(checks[i].table, table->name) != 0)
			continue;
		for (int t = 0; conf_at(t) && status == CRM_OK; t++)
			if (conf_at(t) == table && !lint.rows[t].row)
				status = conf_load(crm, table, &lint.rows[t]);
		if (status == CRM_OK)
			status = checks[i].check(&lint);
	}
	*remark = text.length ? arena_copy(&crm->chunk, text.text) : NULL;
	if (status == CRM_OK && (text.failed || (text.length && !*remark)))
		status = why_memory(&crm->why);
	buf_free(&text);
	return status;
}

const struct field conf_lint_fields[] = {{"table", KIND_TEXT, N_("table")}, {"row", KIND_TEXT, N_("row")},
    {"level", KIND_TEXT, N_("level")}, {"message", KIND_TEXT, N_("message")}, {0}};

struct printing {
	struct crm *crm;
	struct writer *writer;
};

static enum status print_finding(void *arg, const struct conf_finding *finding)
{
	struct printing *printing = arg;
	const char *const cells[] = {finding->table, finding->row, finding->level, finding->message};

	return writer_row(printing->writer, cells, &printing->crm->why);
}

enum status conf_lint_rows(struct crm *crm, struct writer *writer, int *errors)
{
	return conf_lint(crm, print_finding, &(struct printing){crm, writer}, errors);
}
