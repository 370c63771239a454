/* The plans of a month, of the people whose figures are held against them. */
#include "book/setup/plan_sum.h"
#include "report/kpi/kpi_private.h"

/* Is it, or one above it, named earlier, or one above it later? Then it is in that one's plan. */
static bool is_within_another(const struct crm *crm, const struct query *query, int i)
{
	for (int k = 0; k < query->n_units; k++) {
		const char *unit = k < i ? query->units[i] : unit_parent(crm, query->units[i]);
		if (k != i && unit_is_within(crm, unit, query->units[k]))
			return true;
	}
	return false;
}

static enum status add_plan(struct crm *crm, struct kpi_line *line, int64_t value)
{
	line->planned = true;
	if (__builtin_add_overflow(line->plan, value, &line->plan))
		return why_set(&crm->why, CRM_DATA, _("the plans add up to more than can be"));
	return CRM_OK;
}

/* ${unit} NULL: the department. */
static enum status add_plan_of_unit(
    struct crm *crm, const struct plans *plans, int metric, const char *unit, struct kpi_line *line)
{
	int64_t value;
	enum status status = plans_of_unit(crm, plans, kpi_metric_names[metric], unit, &value);

	return status == CRM_OK ? add_plan(crm, line, value) : status == CRM_NONE ? CRM_OK : status;
}

/* Is what he does counted in the plan of the total? */
static bool is_planned_for(
    struct crm *crm, const struct query *query, const struct plans *plans, int metric, const struct manager *manager)
{
	const char *name = kpi_metric_names[metric];
	int64_t value;

	if (query->n_managers)
		return plans_of_manager(plans, name, manager->code, &value);
	for (int i = 0; i < query->n_units; i++)
		if (!is_within_another(crm, query, i) && unit_is_within(crm, manager->unit, query->units[i]) &&
		    plans_count_in(crm, plans, name, query->units[i], manager))
			return true;
	return query->n_units == 0 && plans_count_in(crm, plans, name, NULL, manager);
}

/* A unit in which nobody has a plan is named whole, and once: by ${i}, its first with figures of his own. */
static const char *lacking_word(struct crm *crm, const struct query *query, const struct plans *plans,
    const struct kpi_person *managers, int metric, int i)
{
	const struct manager *own = manager_at(crm, i);
	bool first = true;

	for (int k = 0; own->unit && *own->unit && k < manager_count(crm); k++) {
		const struct manager *other = manager_at(crm, k);
		if (!other->unit || strcmp(other->unit, own->unit) != 0)
			continue;
		if (is_planned_for(crm, query, plans, metric, other))
			return own->code;
		first = first && (k >= i || managers[k].line[metric].sum.month == 0);
	}
	return !own->unit || !*own->unit ? own->code : first ? own->unit : NULL;
}

static enum status keep_words(struct crm *crm, struct buf *words, const char **kept)
{
	*kept = words->length ? arena_copy(&crm->run, words->text) : NULL;
	bool failed = words->failed || (words->length && !*kept);
	buf_free(words);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

/* The plan of the total must be of the people whose figures it is held against: who is not in it is named. */
static enum status find_lacking(struct crm *crm, const struct query *query, const struct plans *plans,
    const struct kpi_person *managers, int metric, struct kpi_line *total)
{
	struct buf words = {0};

	for (int i = 0; total->planned && i < manager_count(crm); i++) {
		const struct manager *manager = manager_at(crm, i);
		if (!query_takes(crm, query, manager->id) || managers[i].line[metric].sum.month == 0 ||
		    is_planned_for(crm, query, plans, metric, manager))
			continue;
		const char *word = lacking_word(crm, query, plans, managers, metric, i);
		if (word)
			buf_format(&words, "%s%s", words.length ? ", " : "", word);
	}
	return keep_words(crm, &words, &total->lacks);
}

/* Is the plan of the total added up from his, among others? */
static bool is_added(
    struct crm *crm, const struct query *query, const struct plans *plans, int metric, const struct manager *manager)
{
	const char *name = kpi_metric_names[metric];
	bool added = query->n_managers > 0;

	for (int i = 0; i < query->n_units && !query->n_managers; i++)
		added = added ||
		        (!is_within_another(crm, query, i) && plans_add(crm, plans, name, query->units[i], manager));
	return added || (!query->n_managers && !query->n_units && plans_add(crm, plans, name, NULL, manager));
}

/* The total counts the plan of who leaves whole: what he is not here for is named. */
static enum status find_loose(struct crm *crm, const struct query *query, const struct kpi *kpi,
    const struct plans *plans, int metric, struct kpi_line *total)
{
	struct buf words = {0};
	struct kpi_days his;
	int64_t plan;

	for (int i = 0; total->planned && i < manager_count(crm); i++) {
		const struct manager *manager = manager_at(crm, i);
		if (!query_takes(crm, query, manager->id) || !kpi_days_of(crm, &kpi->days, manager, &his) ||
		    !plans_of_manager(plans, kpi_metric_names[metric], manager->code, &plan) ||
		    kpi_plan_of(&kpi->days, &his, plan) == plan || !is_added(crm, query, plans, metric, manager))
			continue;
		buf_format(&words, "%s%s ", words.length ? ", " : "", manager->code);
		kpi_value_put(&words, (enum kpi_metric)metric, (double)(plan - kpi_plan_of(&kpi->days, &his, plan)));
	}
	return keep_words(crm, &words, &total->loose);
}

/* ${unit} NULL: the department. ${named}: there are others. */
static enum status say_below(
    struct crm *crm, const struct plans *plans, int metric, const char *unit, bool named, struct buf *words)
{
	const char *name = kpi_metric_names[metric];
	int64_t own, below;

	if (!plans_own(plans, name, unit, &own))
		return CRM_OK;
	enum status status = plans_below(crm, plans, name, unit, &below);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	if (below == own)
		return CRM_OK;
	buf_put(words, words->length ? ", " : "");
	if (named)
		buf_format(words, "%s ", unit);
	kpi_value_put(words, (enum kpi_metric)metric, (double)below);
	return CRM_OK;
}

/* A plan of the total's own, and those of its units and people, are one thing: where they differ it is said. */
static enum status find_below(
    struct crm *crm, const struct query *query, const struct plans *plans, int metric, struct kpi_line *total)
{
	struct buf words = {0};
	enum status status = CRM_OK;

	for (int i = 0; i < query->n_units && !query->n_managers && status == CRM_OK; i++)
		if (!is_within_another(crm, query, i))
			status = say_below(crm, plans, metric, query->units[i], query->n_units > 1, &words);
	if (!query->n_managers && !query->n_units)
		status = say_below(crm, plans, metric, NULL, false, &words);
	enum status kept = keep_words(crm, &words, &total->below);
	return status == CRM_OK ? kept : status;
}

/* Of one metric: of each manager, and of the total the department's, the units' or the sum of who was asked for. */
static enum status read_plans_of(struct crm *crm, const struct query *query, const struct plans *plans,
    struct kpi_person *managers, int metric, struct kpi_line *total)
{
	enum status status = CRM_OK;

	for (int i = 0; i < manager_count(crm) && status == CRM_OK; i++) {
		const struct manager *manager = manager_at(crm, i);
		struct kpi_line *line = &managers[i].line[metric];
		if (!query_takes(crm, query, manager->id))
			continue;
		line->planned = plans_of_manager(plans, kpi_metric_names[metric], manager->code, &line->plan);
		if (query->n_managers && line->planned)
			status = add_plan(crm, total, line->plan);
	}
	for (int i = 0; i < query->n_units && !query->n_managers && status == CRM_OK; i++)
		if (!is_within_another(crm, query, i))
			status = add_plan_of_unit(crm, plans, metric, query->units[i], total);
	if (status == CRM_OK && !query->n_managers && !query->n_units)
		status = add_plan_of_unit(crm, plans, metric, NULL, total);
	return status == CRM_OK ? find_lacking(crm, query, plans, managers, metric, total) : status;
}

/* What is to be said of the plan of the total beside it. */
static enum status remark_plan(struct crm *crm, const struct query *query, const struct kpi *kpi,
    const struct plans *plans, int metric, struct kpi_line *total)
{
	enum status status = find_loose(crm, query, kpi, plans, metric, total);
	return status == CRM_OK ? find_below(crm, query, plans, metric, total) : status;
}

enum status kpi_read_plans(struct crm *crm, const struct query *query, struct kpi *kpi, struct kpi_person *managers)
{
	struct kpi_person *total = &kpi->person[0];
	struct plans plans;
	enum status status = plans_load(crm, kpi->days.month, NULL, &crm->run, &plans);

	for (int m = 0; m < KPI_METRICS && status == CRM_OK; m++) {
		if (!total->line[m].counted)
			continue;
		status = read_plans_of(crm, query, &plans, managers, m, &total->line[m]);
		if (status == CRM_OK)
			status = remark_plan(crm, query, kpi, &plans, m, &total->line[m]);
		kpi->any_plan = kpi->any_plan || total->line[m].planned;
	}
	return status;
}
