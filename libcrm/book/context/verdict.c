#include "book/context/verdict.h"

#include <errno.h>

static enum status rejected(struct answer *answer, const char *column, const char *reason)
{
	answer->verdict = REJECTED;
	answer->column = column;
	answer->reason = reason;
	return CRM_OK;
}

enum status reject(struct crm *crm, struct answer *answer, const char *column, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *reason = length < 0 ? NULL : arena_get(&crm->chunk, (size_t)length + 1);
	if (!reason)
		return why_memory(&crm->why);
	va_start(args, format);
	vsnprintf(reason, (size_t)length + 1, format, args);
	va_end(args);
	return rejected(answer, column, reason);
}

enum status reject_why(struct crm *crm, struct answer *answer, const char *column)
{
	const char *reason = arena_copy(&crm->chunk, crm->why.text);
	return reason ? rejected(answer, column, reason) : why_memory(&crm->why);
}

/* Said no to a cell: what the caller of cell_* gets. */
static enum status refused(enum status status)
{
	return status == CRM_OK ? CRM_DATA : status;
}

enum status cell_time(struct crm *crm, const char *text, const char *column, instant_t *at, struct answer *answer)
{
	instant_t read;
	if (!text || !*text)
		return CRM_NONE;
	if (instant_parse(text, crm->zone, crm->dates, &read) != CRM_OK)
		return refused(reject(crm, answer, column, _("not a time: «%s»"), text));
	*at = read;
	return CRM_OK;
}

/* "2026-11-24", "today": a day without an hour. */
static bool names_a_day(const char *text)
{
	return !strchr(text, ':') && *text != '+' && *text != '-' && strcmp(text, "now") != 0;
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
	instant_t read;
	if (!text || !*text)
		return CRM_NONE;
	if (due_parse(text, crm->zone, crm->dates, crm->now, &read) != CRM_OK)
		return refused(reject(crm, answer, column, _("not a time: «%s»"), text));
	*at = names_a_day(text) ? end_of_day(crm, zone_day(crm->zone, read)) : read;
	return CRM_OK;
}

enum status cell_money(struct crm *crm, const char *text, const char *column, money_t *money, struct answer *answer)
{
	money_t read;
	if (!text || !*text)
		return CRM_NONE;
	if (money_parse(text, &read) != CRM_OK)
		return refused(reject(crm, answer, column, _("not an amount of money: «%s»"), text));
	*money = read;
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
		return refused(reject(crm, answer, column, _("not a whole number: «%s»"), text));
	*number = read;
	return CRM_OK;
}
