/* What a row says of consent: all its columns together, so that a refusal is not lost beside a yes. */
#include "flow/intake/inquiry_private.h"

static const struct {
	enum intake_column column;
	enum consent_to about;
	bool optout;
} cells[] = {{INTAKE_CONSENT, CONSENT_EVERY, false}, {IN_CONSENT_CALL, CONSENT_CALL, false},
    {IN_CONSENT_EMAIL, CONSENT_EMAIL_TO, false}, {IN_CONSENT_LETTER, CONSENT_LETTER, false},
    {IN_CONSENT_MESSENGER, CONSENT_MESSENGER, false}, {IN_CONSENT_SMS, CONSENT_SMS, false},
    {IN_OPTOUT, CONSENT_EVERY, true}, {IN_OPTOUT_CALL, CONSENT_CALL, true}, {IN_OPTOUT_EMAIL, CONSENT_EMAIL_TO, true},
    {IN_OPTOUT_LETTER, CONSENT_LETTER, true}, {IN_OPTOUT_MESSENGER, CONSENT_MESSENGER, true},
    {IN_OPTOUT_SMS, CONSENT_SMS, true}};
#define N_CELLS (sizeof cells / sizeof *cells)

static enum status read_cell(struct intake *in, struct inquiry *q, size_t i, const char *cell)
{
	struct consent_said one = {0};
	enum status status = CRM_OK;
	if (cells[i].optout)
		consent_read_optout(cell, cells[i].about, &one);
	else
		consent_read(cell, cells[i].about, &one);
	if (one.unknown)
		status = inquiry_warn(in, q,
		    cells[i].optout ? _("%s: «%.60s» is not understood and taken for yes")
		                    : _("%s: «%.60s» is no clear yes: none is given"),
		    intake_columns[cells[i].column].name, cell);
	q->said.given |= one.given;
	q->said.refused |= one.refused;
	q->said.withdrawn |= one.withdrawn;
	q->said.unknown = q->said.unknown || (one.unknown && !cells[i].optout);
	return status;
}

enum status inquiry_consent(struct intake *in, struct inquiry *q)
{
	const struct rec *rec = q->rec;
	enum status status = CRM_OK;
	for (size_t i = 0; i < N_CELLS && status == CRM_OK; i++) {
		const char *name = intake_columns[cells[i].column].name, *cell = rec->value[cells[i].column];
		if (!cell)
			continue;
		q->said.asked = true;
		status = read_cell(in, q, i, cell);
		for (int k = 0; k < rec->n_more && status == CRM_OK; k++)
			if (strcmp(rec->more_name[k], name) == 0)
				status = read_cell(in, q, i, rec->more_value[k]);
	}
	unsigned given = q->said.given;
	consent_settle(&q->said);
	if (status == CRM_OK && !q->said.unknown && given && !q->said.given)
		status = inquiry_warn(in, q, "%s", _("consent: the row says yes and no: the no counts"));
	return status;
}
