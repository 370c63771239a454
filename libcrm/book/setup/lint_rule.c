/* Do the rules do what their examples say, and can every lost lead be written to? */
#include <unistd.h>

#include "base/text/casefold.h"
#include "base/text/pattern.h"
#include "book/setup/lint_private.h"

enum { RULE, RULE_POS, RULE_COLUMN, RULE_PATTERN, RULE_VERDICT, RULE_REASON, RULE_EXAMPLE };
enum { PROGRAMME, REASONS };
enum { STEP_PROGRAMME, STEP, DELAY, CHANNEL, TEMPLATE, SEGMENT };

static enum status match_pattern(struct lint *lint, const char *text, const char *subject, enum pattern_answer *found)
{
	struct pattern *pattern;
	struct pattern_budget budget = {.left = PATTERN_BUDGET_MS * PATTERN_MS};
	struct buf folded = {0};
	enum status status = pattern_new(&pattern, text, false, &lint->crm->why);

	*found = PATTERN_NO;
	if (status == CRM_CONFIG)
		return CRM_OK; /* told of already, as a bad cell */
	if (status != CRM_OK)
		return status;
	casefold_put(&folded, subject);
	if (folded.failed)
		status = why_memory(&lint->crm->why);
	else
		*found = pattern_match(pattern, folded.text ? folded.text : "", folded.length, &budget);
	buf_free(&folded);
	pattern_free(pattern);
	return status;
}

/* Is the example caught before its rule has its say, and judged otherwise? */
static enum status caught_before(struct lint *lint, const struct conf_rows *rows, int i)
{
	const char *const *row = rows->row[i];
	enum status status = CRM_OK;

	for (int k = 0; k < i && status == CRM_OK; k++) {
		const char *const *other = rows->row[k];
		enum pattern_answer found;
		if (strcmp(other[RULE_COLUMN], row[RULE_COLUMN]) != 0 ||
		    strcmp(other[RULE_VERDICT], row[RULE_VERDICT]) == 0)
			continue;
		status = match_pattern(lint, other[RULE_PATTERN], row[RULE_EXAMPLE], &found);
		if (status == CRM_OK && found == PATTERN_YES)
			return lint_say(lint, LINT_WARNING, "rule", row[RULE],
			    _("rule %s takes its example before it, as %s"), other[RULE], other[RULE_VERDICT]);
	}
	return status;
}

enum status lint_rules(struct lint *lint)
{
	const struct conf_rows *rows = lint_rows(lint, "rule");
	enum status status = CRM_OK;

	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		const char *const *row = rows->row[i];
		enum pattern_answer found;
		if (!*row[RULE_EXAMPLE]) {
			status = lint_say(lint, LINT_WARNING, "rule", row[RULE], _("has no example to try it on"));
			continue;
		}
		status = match_pattern(lint, row[RULE_PATTERN], row[RULE_EXAMPLE], &found);
		if (status == CRM_OK && (found == PATTERN_GAVE_UP || found == PATTERN_LATE))
			status = lint_say(lint, LINT_ERROR, "rule", row[RULE],
			    _("the pattern gives up on its own example: it is too slow"));
		else if (status == CRM_OK && found == PATTERN_NO)
			status = lint_say(lint, LINT_ERROR, "rule", row[RULE],
			    _("the pattern does not fit its own example «%s»"), row[RULE_EXAMPLE]);
		if (status == CRM_OK)
			status = caught_before(lint, rows, i);
	}
	return status;
}

/* Texts that have no letter in common, and no word: what fits them all fits whatever comes. */
static enum status fits_anything(struct lint *lint, const char *pattern, bool *all)
{
	static const char *const texts[] = {"Иван Петров", "anna@mail.example", "+7 916 123-45-67", "!", "ы"};
	enum status status = CRM_OK;

	*all = true;
	for (size_t i = 0; i < sizeof texts / sizeof *texts && *all && status == CRM_OK; i++) {
		enum pattern_answer found;
		status = match_pattern(lint, pattern, texts[i], &found);
		*all = found == PATTERN_YES;
	}
	return status;
}

static enum status one_pattern(
    struct lint *lint, const char *table, const char *const *row, const char *pattern, const char *verdict)
{
	struct buf hard = {0};
	double steps = 0;
	bool all = false;
	enum status status = verdict ? fits_anything(lint, pattern, &all) : CRM_OK;

	if (status == CRM_OK && all)
		status = lint_say(lint, LINT_ERROR, table, row[0],
		    _("fits whatever stands in %s: every such inquiry would be %s"), row[RULE_COLUMN], verdict);
	if (status == CRM_OK)
		status = pattern_steps(pattern, &steps, &hard, &lint->crm->why);
	if (status == CRM_OK && steps >= PATTERN_SLOW)
		status = lint_say(lint, LINT_WARNING, table, row[0],
		    _("is slow: %d letters such as «%s…» would take it %.0f million steps; it may run out of time, so "
		      "bound its * and +, as in {0,20}"),
		    PATTERN_CHARS, hard.text, steps / 1000000);
	buf_free(&hard);
	return status;
}

/* All, or the one that is asked about. */
enum status lint_patterns(struct lint *lint)
{
	enum { CRITERION_PATTERN = 3 };
	const struct conf_rows *rules = lint_rows(lint, "rule"), *criteria = lint_rows(lint, "criterion");
	enum status status = CRM_OK;

	for (int i = 0; i < rules->n && status == CRM_OK; i++) {
		const char *const *row = rules->row[i];
		if (!lint->only || strcmp(lint->only, row[RULE]) == 0)
			status = one_pattern(lint, "rule", row, row[RULE_PATTERN], row[RULE_VERDICT]);
	}
	for (int i = 0; i < criteria->n && status == CRM_OK; i++) {
		const char *const *row = criteria->row[i];
		if (!lint->only || strcmp(lint->only, row[0]) == 0)
			status = one_pattern(lint, "criterion", row, row[CRITERION_PATTERN], NULL);
	}
	return status;
}

static enum status programme_reasons(struct lint *lint, const char *const *row)
{
	enum { REASON, NAME, KIND, REANIMATE };
	char *copy = arena_copy(&lint->crm->run, row[REASONS]), *rest = copy, *code;
	enum status status = copy ? CRM_OK : why_memory(&lint->crm->why);

	while (status == CRM_OK && (code = strsep(&rest, " ")) != NULL) {
		const char *const *reason = lint_row(lint, "reason", code);
		if (!reason)
			continue; /* told of already, as a bad cell */
		if (strcmp(reason[KIND], "lose") != 0)
			status = lint_say(lint, LINT_WARNING, "programme", row[PROGRAMME],
			    _("reason %s is none to lose: nobody comes in by it"), code);
		else if (strcmp(reason[REANIMATE], "1") != 0)
			status = lint_say(lint, LINT_WARNING, "programme", row[PROGRAMME],
			    _("reason %s has reanimate 0: nobody comes in by it"), code);
	}
	return status;
}

enum status lint_programmes(struct lint *lint)
{
	const struct conf_rows *rows = lint_rows(lint, "programme"), *steps = lint_rows(lint, "step");
	enum status status = CRM_OK;

	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		int n = 0;
		for (int k = 0; k < steps->n; k++)
			n += strcmp(steps->row[k][STEP_PROGRAMME], rows->row[i][PROGRAMME]) == 0;
		if (n == 0)
			status = lint_say(lint, LINT_WARNING, "programme", rows->row[i][PROGRAMME], _("has no steps"));
		if (status == CRM_OK)
			status = programme_reasons(lint, rows->row[i]);
	}
	return status;
}

static int fields_in(const char *segment)
{
	int n = *segment != '\0';

	for (; *segment; segment++)
		n += *segment == ';';
	return n;
}

/* Does ${segment} ask of the column named by ${field} (as in "payment=…") another value? */
static bool segment_contradicts(const char *segment, const char *field, size_t length)
{
	size_t name = strcspn(field, "=") + 1;

	for (const char *at = segment; *at; at += strcspn(at, ";"), at += *at == ';')
		if (strncmp(at, field, name) == 0)
			return strcspn(at, ";") != length || strncmp(at, field, length) != 0;
	return false;
}

/* Both fit some lead, and neither says more about it. */
static bool equal_rank(const char *a, const char *b)
{
	if (fields_in(a) != fields_in(b))
		return false;
	for (const char *at = a; *at; at += strcspn(at, ";"), at += *at == ';')
		if (segment_contradicts(b, at, strcspn(at, ";")))
			return false;
	return true;
}

static bool same_step(const char *const *a, const char *const *b)
{
	return strcmp(a[STEP_PROGRAMME], b[STEP_PROGRAMME]) == 0 && strcmp(a[STEP], b[STEP]) == 0;
}

static enum status one_template(struct lint *lint, const char *const *row, const char *name)
{
	const char *path = arena_format(&lint->crm->run, "%s/templates/%s.txt", lint->crm->share, row[TEMPLATE]);

	if (!path)
		return why_memory(&lint->crm->why);
	if (access(path, R_OK) == 0)
		return CRM_OK;
	return lint_say(lint, LINT_ERROR, "step", name, _("no template «%s»: cannot read %s"), row[TEMPLATE], path);
}

static enum status one_step(struct lint *lint, const struct conf_rows *rows, int i)
{
	const char *const *row = rows->row[i];
	const char *name = arena_format(&lint->crm->run, "%s %s", row[STEP_PROGRAMME], row[STEP]);
	bool fallback = false, first = i == 0 || !same_step(row, rows->row[i - 1]);
	enum status status = name ? one_template(lint, row, name) : why_memory(&lint->crm->why);

	for (int k = 0; k < rows->n && status == CRM_OK; k++) {
		const char *const *other = rows->row[k];
		if (!same_step(row, other))
			continue;
		fallback = fallback || !*other[SEGMENT];
		if (k > i && equal_rank(row[SEGMENT], other[SEGMENT]))
			status = lint_say(lint, LINT_ERROR, "step", name,
			    _("segments «%s» and «%s» fit the same lead equally well"), row[SEGMENT], other[SEGMENT]);
	}
	if (status == CRM_OK && first && !fallback)
		status =
		    lint_say(lint, LINT_ERROR, "step", name, _("no line without a segment: some leads get nothing"));
	/* Steps come in order; those of one programme stand together. */
	if (status == CRM_OK && first && i > 0 && strcmp(row[STEP_PROGRAMME], rows->row[i - 1][STEP_PROGRAMME]) == 0 &&
	    strtoll(row[DELAY], NULL, 10) <= strtoll(rows->row[i - 1][DELAY], NULL, 10))
		status = lint_say(lint, LINT_WARNING, "step", name, _("comes no later than the step before it"));
	return status;
}

enum status lint_steps(struct lint *lint)
{
	const struct conf_rows *rows = lint_rows(lint, "step");
	enum status status = CRM_OK;

	for (int i = 0; i < rows->n && status == CRM_OK; i++)
		status = one_step(lint, rows, i);
	return status;
}
