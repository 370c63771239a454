/* crm-vcard-in - take business cards in: every card becomes a lead, or says why not */
#include "flow/intake/intake.h"
#include "front/command/front.h"
#include "post/vcard/vcard.h"

static struct vcards *cards;

static enum status more_text(void *arg, const char **text, size_t *length, struct why *why)
{
	struct crm *crm = arg;
	(void)why; /* it is crm->why */
	return front_text(crm, text, length);
}

static int column_of(const char *name)
{
	int i = 0;
	if (!vcard_is_column(name))
		return INTAKE_COLUMNS;
	while (i < INTAKE_COLUMNS && strcmp(intake_columns[i].name, name) != 0)
		i++;
	return i;
}

/* The first value of a column is its value; others, and what is no column of ours, stand beside. */
static enum status to_record(struct crm *crm, const struct vcard *card, struct rec *rec)
{
	const char **value = (const char **)(uintptr_t)rec->value; /* the front gave it to be filled */
	const char **names = arena_get(&crm->chunk, ((size_t)card->n + 1) * 2 * sizeof *names);
	if (!names)
		return why_memory(&crm->why);
	rec->line = card->line;
	rec->fault = card->fault;
	rec->own = card->group ? card->field : NULL;
	rec->more_name = names;
	rec->more_value = names + card->n;
	for (int i = 0; i < card->n; i++) {
		int column = column_of(card->field[i].name);
		if (column < INTAKE_COLUMNS && !value[column]) {
			value[column] = card->field[i].value;
		} else {
			names[rec->n_more] = card->field[i].name;
			names[card->n + rec->n_more++] = card->field[i].value;
		}
	}
	return CRM_OK;
}

static enum status next_card(struct crm *crm, struct rec *rec)
{
	struct vcard card;
	if (!cards && !(cards = vcards_new(more_text, crm)))
		return why_memory(&crm->why);
	enum status status = vcards_next(cards, &card, &crm->chunk, &crm->why);
	return status == CRM_OK ? to_record(crm, &card, rec) : status;
}

/* Persons are taken in together, as far as no group stands between them. */
static enum status take_cards(struct crm *crm, const struct rec *recs, int n, struct answer *answers)
{
	enum status status = CRM_OK;
	for (int first = 0, end = 0; end <= n && status == CRM_OK; end++) {
		if (end < n && !recs[end].own)
			continue;
		if (end > first)
			status = intake(crm, recs + first, end - first, answers + first);
		if (end < n) {
			answers[end].verdict = "ignored";
			answers[end].reason = _("a group of people, and no person");
		}
		first = end + 1;
	}
	return status;
}

static const struct command command = {.name = "crm-vcard-in",
    .summary = N_("Take business cards in, vCard 2.1 to 4.0: every card an inquiry."),
    .synopsis = "[options] [column=value ...] - < cards.vcf",
    .listed = {GROUP_INTAKE, 4},
    .kind = COMMAND_WRITES,
    .in = intake_columns,
    .out = intake_fields,
    .keeps_more = true,
    .verdicts = INTAKE_VERDICTS " ignored",
    .next = next_card,
    .before = intake_ahead,
    .chunk = take_cards};

int main(int argc, char **argv)
{
	int status = front_main(&command, argc, argv);
	vcards_free(cards);
	return status;
}
