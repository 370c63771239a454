#include "book/context/verdict.h"

#include "base/text/casefold.h"
#include "book/context/amount.h"
#include "book/context/column_reading.h"

#include <errno.h>

static enum status set_rejected(struct answer *answer, const char *column, const char *reason)
{
	answer->verdict = VERDICT_REJECTED;
	answer->column = column;
	answer->reason = reason;
	return CRM_OK;
}

static enum status reject_args(
    struct crm *crm, struct answer *answer, const char *column, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *reason = length < 0 ? NULL : arena_get(&crm->chunk, (size_t)length + 1);
	if (!reason)
		return why_memory(&crm->why);
	vsnprintf(reason, (size_t)length + 1, format, args);
	utf8_mend(reason);
	return set_rejected(answer, column, reason);
}

enum status reject(struct crm *crm, struct answer *answer, const char *column, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	enum status status = reject_args(crm, answer, column, format, args);
	va_end(args);
	return status;
}

enum status reject_cell(struct crm *crm, struct answer *answer, const char *column, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	enum status status = reject_args(crm, answer, column, format, args);
	va_end(args);
	return status == CRM_OK ? CRM_DATA : status;
}

enum status reject_why(struct crm *crm, struct answer *answer, const char *column)
{
	const char *reason = arena_copy(&crm->chunk, crm->why.text);
	return reason ? set_rejected(answer, column, reason) : why_memory(&crm->why);
}

enum status reject_cell_why(struct crm *crm, struct answer *answer, const char *column)
{
	enum status status = reject_why(crm, answer, column);
	return status == CRM_OK ? CRM_DATA : status;
}

/* Said no to a cell: what the caller of cell_* gets. */
enum status cell_day_or_time(
    struct crm *crm, const char *text, const char *column, instant_t *at, bool *day_only, struct answer *answer)
{
	instant_t read;
	if (!text || !*text)
		return CRM_NONE;
	if (column_time(crm, column, text, &read, day_only) != CRM_OK)
		return reject_cell(crm, answer, column, _("not a time: «%s»"), text);
	*at = read;
	return CRM_OK;
}

enum status cell_time(struct crm *crm, const char *text, const char *column, instant_t *at, struct answer *answer)
{
	bool day_only;
	return cell_day_or_time(crm, text, column, at, &day_only, answer);
}

/* Due on a day is due by the end of its work, or of the day itself when nobody works. */
static instant_t end_of_day(struct crm *crm, day_t day)
{
	struct work_day work = {0};
	const struct calendar *calendar = crm_calendar(crm);
	if (calendar)
		calendar_day(calendar, day, &work);
	return work.n ? zone_instant(crm->zone, day, work.span[work.n - 1].to) : zone_start(crm->zone, day + 1) - 1;
}

enum status cell_due(struct crm *crm, const char *text, const char *column, instant_t *at, struct answer *answer)
{
	const struct column_reading *reading = column_reading(crm, column);
	const struct time_frame frame = {
	    .zone = crm->zone, .order = reading ? reading->order : crm->dates, .now = crm->now};
	bool day_only;
	instant_t read;
	if (!text || !*text)
		return CRM_NONE;
	if (due_parse(text, &frame, &read, &day_only) != CRM_OK)
		return reject_cell(crm, answer, column, _("not a time: «%s»"), text);
	*at = day_only ? end_of_day(crm, zone_day(crm->zone, read)) : read;
	return CRM_OK;
}

enum status cell_amount(
    struct crm *crm, const struct rec *rec, int column, const char *name, money_t *money, struct answer *answer)
{
	struct amount_said said;
	enum amount_kind kind = amount_read(crm, rec, column, name, &said);
	if (kind == AMOUNT_ABSENT)
		return CRM_NONE;
	if (kind != AMOUNT_GOOD)
		return reject_cell(crm, answer, name, "%s", amount_fault(crm, kind, rec->value[column], &said));
	*money = said.money;
	return CRM_OK;
}

enum status cell_int(struct crm *crm, const char *text, const char *column, int64_t *number, struct answer *answer)
{
	if (!text || !*text)
		return CRM_NONE;
	const char *digit = text + (*text == '-' || *text == '+');
	char *end = NULL;
	errno = 0;
	long long read = *digit >= '0' && *digit <= '9' ? strtoll(text, &end, 10) : 0;
	if (!end || *end || errno)
		return reject_cell(crm, answer, column, _("not a whole number: «%s»"), text);
	*number = read;
	return CRM_OK;
}
