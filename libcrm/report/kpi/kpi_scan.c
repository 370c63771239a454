/* Two ways to the same sums: the sums by day, and the journal. */
#include "book/history/lead_entries.h"
#include "book/projection/rollup.h"
#include "report/kit/scan.h"
#include "report/kpi/kpi.sql.h"
#include "report/kpi/kpi_private.h"

static struct kpi_person *person_of(struct kpi_count *count, int64_t manager)
{
	int low = 0, high = manager_count(count->crm);

	while (low < high) {
		int middle = low + (high - low) / 2;
		if (manager_at(count->crm, middle)->id < manager)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < manager_count(count->crm) && manager_at(count->crm, low)->id == manager;
	return found ? &count->managers[low] : count->nobody;
}

/* Entries into a stage, or annulled wins of it. */
struct kpi_entries {
	int64_t stage;
	bool annulled;
	struct kpi_sum n, amount;
};

static bool add_sum(struct kpi_sum *to, const struct kpi_sum *sum)
{
	return !__builtin_add_overflow(to->day, sum->day, &to->day) &&
	       !__builtin_add_overflow(to->month, sum->month, &to->month) &&
	       !__builtin_add_overflow(to->before, sum->before, &to->before);
}

/* Annulled wins are taken off. */
static bool add_to(const struct kpi_count *count, struct kpi_person *to, const struct kpi_entries *entries)
{
	const struct kpi_sum *n = &entries->n, off = {-n->day, -n->month, -n->before};
	for (int m = 0; m < KPI_AMOUNT; m++)
		if (count->stage[m] == entries->stage && !add_sum(&to->line[m].sum, entries->annulled ? &off : n))
			return false;
	return add_sum(&to->line[KPI_AMOUNT].sum, &entries->amount);
}

static enum status add_counts(struct kpi_count *count, int64_t manager, const struct kpi_entries *entries)
{
	struct crm *crm = count->crm;
	bool fits = add_to(count, count->department, entries);

	if (query_takes(crm, count->query, manager)) {
		fits = fits && add_to(count, person_of(count, manager), entries);
		fits = fits && add_to(count, count->total, entries);
	}
	return fits ? CRM_OK : why_set(&crm->why, CRM_DATA, _("the amounts add up to more than can be"));
}

static struct kpi_sum on_day(const struct kpi_days *days, day_t day, int64_t value)
{
	struct kpi_sum sum = {0};

	if (day == days->day)
		sum.day = value;
	if (day >= days->month)
		sum.month = value;
	else
		sum.before = value;
	return sum;
}

static enum status add_day_sums(void *arg, struct stmt *row)
{
	struct kpi_count *count = arg;
	day_t day = (day_t)db_int(row, 0);
	const struct kpi_entries entries = {.stage = db_int(row, 2),
	    .annulled = db_int(row, 3) == ENTRY_ANNULLED,
	    .n = on_day(count->days, day, db_int(row, 4)),
	    .amount = on_day(count->days, day, db_int(row, 5))};
	return add_counts(count, db_int(row, 1), &entries);
}

static enum status read_sums(void *arg)
{
	struct kpi_count *count = arg;
	const struct kpi_days *days = count->days;
	int64_t first;
	enum status status = db_number(count->crm->db, sql_kpi_first, NULL, INT32_MAX, &first);
	if (status != CRM_OK)
		return status;
	count->first = (day_t)first;
	return scan_rows(count->crm, sql_kpi_sums, VALS(V_INT(days->from), V_INT(days->day)), add_day_sums, count);
}

static enum status add_entry(void *arg, const struct lead_entry *entry)
{
	struct kpi_count *count = arg;
	day_t day = zone_day(count->crm->zone, entry->at);
	const struct kpi_days *days = count->days;

	if (day < count->first)
		count->first = day;
	if (day < days->from || day > days->day)
		return CRM_OK;
	const struct kpi_entries entries = {.stage = entry->stage,
	    .annulled = entry->annulled,
	    .n = on_day(days, day, count->sign),
	    .amount = on_day(days, day, count->sign * entry->amount)};
	return add_counts(count, entry->manager, &entries);
}

static enum status add_lead(void *arg, const struct lead_folded *folded, struct stmt *row)
{
	struct kpi_count *count = arg;
	(void)row;
	return rollup_counts_as_lead(count->crm, &folded->lead) ? lead_entries(count->crm, folded, add_entry, count)
	                                                        : CRM_OK;
}

/* The first day is not taken off: there are days before what is ahead. */
static enum status mend(void *arg, const struct lead_folded *folded, bool off)
{
	struct kpi_count *count = arg;
	count->sign = off ? -1 : 1;
	enum status status = add_lead(count, folded, NULL);
	count->sign = 1;
	return status;
}

enum status kpi_scan(struct kpi_count *count)
{
	count->first = INT32_MAX;
	count->sign = 1;
	return scan_leads(&(struct scan){
	    .crm = count->crm, .query = count->query, .sums = read_sums, .mend = mend, .each = add_lead, .arg = count});
}
