#include "book/context/amount.h"

#include "book/context/column_reading.h"

/* What other columns of the record say of the currency of this one. */
static const char *currency_beside(const struct rec *rec, int column)
{
	for (int i = 0; rec->maybe && i < rec->n_more; i++)
		if (rec->maybe[i] == column)
			return rec->more_value[i];
	return NULL;
}

enum amount_kind amount_read(
    struct crm *crm, const struct rec *rec, int column, const char *name, struct amount_said *said)
{
	const char *text = rec->value[column], *beside;
	const struct column_reading *reading = column_reading(crm, name);
	struct money_written written;
	*said = (struct amount_said){.own = reading ? reading->own : setting(crm, "currency", "RUB")};
	const struct money_way way = {.own = said->own};
	if (!text || !*text)
		return AMOUNT_ABSENT;
	if (money_read(text, reading ? &reading->way : &way, &written) != CRM_OK || written.money > AMOUNT_MOST ||
	    written.money < -AMOUNT_MOST)
		return AMOUNT_UNREADABLE;
	said->money = written.money;
	said->unsure = written.rounded || written.unsure;
	if (written.contradicts)
		return AMOUNT_DOUBTFUL;
	memcpy(said->currency, written.currency, sizeof said->currency);
	if (!*said->currency && (beside = currency_beside(rec, column)) != NULL && strcmp(beside, said->own) != 0)
		currency_named(beside, said->own, said->currency);
	if (!*said->currency && reading)
		memcpy(said->currency, reading->currency, sizeof said->currency);
	if (said->money < 0)
		return AMOUNT_NEGATIVE;
	bool foreign = *said->currency && strcmp(said->currency, said->own) != 0;
	return foreign && said->money ? AMOUNT_FOREIGN : AMOUNT_GOOD;
}

const char *amount_fault(struct crm *crm, enum amount_kind kind, const char *text, const struct amount_said *said)
{
	const char *fault = NULL;
	switch (kind) {
	case AMOUNT_ABSENT:
	case AMOUNT_GOOD: return NULL;
	case AMOUNT_UNREADABLE: fault = arena_format(&crm->chunk, _("not an amount of money: «%.60s»"), text); break;
	case AMOUNT_DOUBTFUL:
		fault = arena_format(&crm->chunk, _("«%.60s»: the heading counts otherwise than the sum looks"), text);
		break;
	case AMOUNT_NEGATIVE: fault = arena_format(&crm->chunk, _("less than nothing: «%.60s»"), text); break;
	case AMOUNT_FOREIGN:
		fault = arena_format(&crm->chunk, _("in %s, not in %s: «%.60s»"), said->currency, said->own, text);
		break;
	}
	return fault ? fault : _("no memory");
}
