/* When it came, how much it is about, and what it says of consent: a cell that is none costs no inquiry, a column of
   dates that are none the file. */
#include "base/text/casefold.h"
#include "book/context/amount.h"
#include "book/context/column_reading.h"
#include "flow/intake/inquiry_private.h"

#define UNREAD_FEW 5     /* so many dates that are none may stand in any input */
#define UNREAD_IN_ALL 3  /* or all of them, when they are fewer than this */
#define UNREAD_SHARE 100 /* one in so many */
#define NO_DATE (-25568) /* 1899-12-31: before it, 01.01.0001 and 1899-12-30 are how 1C and spreadsheets write none */
#define LONG_AGO 7305    /* 1990-01-01: before this are the zeros of programs, and dates of birth */

/* What a date cannot well be, though it may. */
static enum status remark_odd(struct intake *in, struct inquiry *q)
{
	struct crm *crm = in->crm;
	struct buf text = {0};
	enum status status = CRM_OK;
	if (q->at < (instant_t)LONG_AGO * 86400)
		return inquiry_warn(in, q, _("at: «%.60s» is too long ago"), q->rec->value[INTAKE_AT]);
	if (q->at <= crm->now)
		return CRM_OK;
	instant_put(&text, crm->zone, q->at);
	status = text.failed ? why_memory(&crm->why) : inquiry_warn(in, q, _("at: %s is in the future"), text.text);
	buf_free(&text);
	return status;
}

/* Words for nothing: they say that there is no date, and not that the column holds none. */
static bool says_nothing(struct intake *in, const char *text)
{
	static const char *const none[] = {"-", "--", "—", "–", "нет", "н/д", "n/a", "na", "#n/a", "null", "\\n",
	    "none", "nan", "не указано", "не указана", "не указан", "not set", "no date", NULL};
	buf_clear(&in->scratch);
	casefold_put(&in->scratch, text);
	return in->scratch.length && text_is_among(in->scratch.text, none);
}

enum status inquiry_at(struct intake *in, struct inquiry *q)
{
	struct crm *crm = in->crm;
	const char *text = q->rec->value[INTAKE_AT];
	bool day_only;
	q->at = crm->now;
	if (!text)
		return CRM_OK;
	bool read = column_time(crm, "at", text, &q->at, &day_only) == CRM_OK;
	bool nothing = read ? q->at < (instant_t)NO_DATE * 86400 : says_nothing(in, text);
	if (read && !nothing) {
		in->dates.n++;
		return remark_odd(in, q);
	}
	if (crm->dates_given && !nothing)
		return reject(crm, q->answer, "at", _("not a time: «%s»"), text);
	in->dates.n += !nothing;
	in->dates.unread += !nothing;
	if (!nothing && !in->dates.first)
		in->dates.first = q->rec;
	q->at = crm->now;
	return inquiry_warn(in, q, _("at: not a time: «%.60s»: now is taken"), text);
}

enum status intake_judge_dates(struct intake *in)
{
	long n = in->dates.n, unread = in->dates.unread;
	bool most = unread == n && n >= UNREAD_IN_ALL;
	if (unread == 0 || (!most && (unread <= UNREAD_FEW || unread * UNREAD_SHARE <= n)))
		return CRM_OK;
	return why_set(&in->crm->why, CRM_DATA,
	    _("column %.100s: %ld of %ld are no dates, the first is in row %ld: «%.60s»: say with --map which column "
	      "is "
	      "the date, or leave it out"),
	    column_called(in->crm, "at"), unread, n, in->dates.first->row, in->dates.first->value[INTAKE_AT]);
}

/* Another currency is kept apart, with its code. */
static enum status keep_foreign(struct intake *in, struct inquiry *q, const struct amount_said *said)
{
	struct buf text = {0};
	money_put(&text, said->money);
	buf_format(&text, " %s", said->currency);
	q->foreign = text.failed ? NULL : arena_copy(&in->crm->chunk, text.text);
	buf_free(&text);
	if (!q->foreign)
		return why_memory(&in->crm->why);
	return inquiry_warn(in, q, _("amount: %s is not in %s: kept apart"), q->foreign, said->own);
}

enum status inquiry_amount(struct intake *in, struct inquiry *q)
{
	struct crm *crm = in->crm;
	const char *text = q->rec->value[INTAKE_AMOUNT];
	struct amount_said said;
	struct buf sum = {0};
	enum status status = CRM_OK;
	q->amount = AMOUNT_NONE;
	enum amount_kind kind = amount_read(crm, q->rec, INTAKE_AMOUNT, "amount", &said);
	switch (kind) {
	case AMOUNT_ABSENT: return CRM_OK;
	case AMOUNT_FOREIGN: return keep_foreign(in, q, &said);
	case AMOUNT_NEGATIVE:
		if (q->rec->typed)
			return reject(crm, q->answer, "amount", "%s", amount_fault(crm, kind, text, &said));
		/* fall through */
	case AMOUNT_DOUBTFUL:
	case AMOUNT_UNREADABLE: return inquiry_warn(in, q, "amount: %s", amount_fault(crm, kind, text, &said));
	case AMOUNT_GOOD: break;
	}
	q->amount = said.money;
	if (!said.unsure)
		return CRM_OK;
	money_put(&sum, q->amount);
	status = sum.failed ? why_memory(&crm->why)
	                    : inquiry_warn(in, q, _("amount: «%.60s» is taken as %s"), text, sum.text);
	buf_free(&sum);
	return status;
}

/* What a row says of consent: all its columns together, so that a refusal is not lost beside a yes. */
static const struct {
	enum intake_column column;
	enum consent_to about;
	bool optout;
} consent_cells[] = {{INTAKE_CONSENT, CONSENT_EVERY, false}, {IN_CONSENT_CALL, CONSENT_CALL, false},
    {IN_CONSENT_EMAIL, CONSENT_EMAIL_TO, false}, {IN_CONSENT_LETTER, CONSENT_LETTER, false},
    {IN_CONSENT_MESSENGER, CONSENT_MESSENGER, false}, {IN_CONSENT_SMS, CONSENT_SMS, false},
    {IN_OPTOUT, CONSENT_EVERY, true}, {IN_OPTOUT_CALL, CONSENT_CALL, true}, {IN_OPTOUT_EMAIL, CONSENT_EMAIL_TO, true},
    {IN_OPTOUT_LETTER, CONSENT_LETTER, true}, {IN_OPTOUT_MESSENGER, CONSENT_MESSENGER, true},
    {IN_OPTOUT_SMS, CONSENT_SMS, true}};
#define N_CONSENT_CELLS (sizeof consent_cells / sizeof *consent_cells)

static enum status read_consent(struct intake *in, struct inquiry *q, size_t i, const char *cell)
{
	struct consent_said one = {0};
	enum status status = CRM_OK;
	if (consent_cells[i].optout)
		consent_read_optout(cell, consent_cells[i].about, &one);
	else
		consent_read(cell, consent_cells[i].about, &one);
	if (one.unknown)
		status = inquiry_warn(in, q,
		    consent_cells[i].optout ? _("%s: «%.60s» is not understood and taken for yes")
		                            : _("%s: «%.60s» is no clear yes: none is given"),
		    intake_columns[consent_cells[i].column].name, cell);
	q->said.given |= one.given;
	q->said.refused |= one.refused;
	q->said.withdrawn |= one.withdrawn;
	q->said.unknown = q->said.unknown || (one.unknown && !consent_cells[i].optout);
	return status;
}

enum status inquiry_consent(struct intake *in, struct inquiry *q)
{
	const struct rec *rec = q->rec;
	enum status status = CRM_OK;
	for (size_t i = 0; i < N_CONSENT_CELLS && status == CRM_OK; i++) {
		const char *name = intake_columns[consent_cells[i].column].name,
		           *cell = rec->value[consent_cells[i].column];
		if (!cell)
			continue;
		q->said.asked = true;
		status = read_consent(in, q, i, cell);
		for (int k = 0; k < rec->n_more && status == CRM_OK; k++)
			if (strcmp(rec->more_name[k], name) == 0)
				status = read_consent(in, q, i, rec->more_value[k]);
	}
	unsigned given = q->said.given;
	consent_settle(&q->said);
	if (status == CRM_OK && !q->said.unknown && given && !q->said.given)
		status = inquiry_warn(in, q, "%s", _("consent: the row says yes and no: the no counts"));
	return status;
}
