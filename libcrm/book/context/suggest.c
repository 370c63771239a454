/* Sentences about words that nobody knows: what there is instead, and which of them may have been meant. */
#include "book/context/dictionaries_private.h"

#include "base/text/casefold.h"

#define LISTED 20 /* a list that nobody reads to the end helps nobody */

struct suggestion {
	struct crm *crm;
	const char *code, *folded;
	struct buf list;
	const char *nearest;
	int distance;
	int n;
};

static const char *folded_copy(struct crm *crm, const char *text)
{
	struct buf buf = {0};
	casefold_put(&buf, text);
	const char *copy = buf.failed ? NULL : arena_copy(&crm->chunk, buf.text ? buf.text : "");
	buf_free(&buf);
	return copy ? copy : text;
}

static void choose_among(struct suggestion *choice, const char *word)
{
	if (++choice->n == LISTED + 1)
		buf_put(&choice->list, " …");
	if (choice->n <= LISTED) {
		buf_char(&choice->list, ' ');
		buf_put(&choice->list, word);
	}
	int distance = text_distance(choice->folded, folded_copy(choice->crm, word));
	if (distance < choice->distance) {
		choice->distance = distance;
		choice->nearest = word;
	}
}

static struct suggestion choice_of(struct crm *crm, const char *code)
{
	struct suggestion choice = {.crm = crm, .code = code, .folded = folded_copy(crm, code)};
	choice.distance = 1 + (int)(strlen(code) / 3); /* further away is another word */
	if (choice.distance > 4)
		choice.distance = 4;
	return choice;
}

static const char *suggest_sentence(struct suggestion *choice, const char *near, const char *far)
{
	const char *list = choice->list.failed || !choice->list.text ? "" : choice->list.text;
	const char *text = choice->nearest
	                       ? arena_format(&choice->crm->chunk, near, choice->code, choice->nearest, list)
	                       : arena_format(&choice->crm->chunk, far, choice->code, list);
	buf_free(&choice->list);
	return text ? text : _("no memory");
}

const char *stage_unknown(struct crm *crm, const char *code)
{
	struct suggestion choice = choice_of(crm, code);
	for (int i = 0; i < stage_count(crm); i++)
		choose_among(&choice, stage_at(crm, i)->code);
	return suggest_sentence(&choice, _("no stage «%s»: did you mean %s? stages:%s"), _("no stage «%s»; stages:%s"));
}

const char *manager_unknown(struct crm *crm, const char *code)
{
	struct suggestion choice = choice_of(crm, code);
	for (int i = 0; i < manager_count(crm); i++)
		choose_among(&choice, manager_at(crm, i)->code);
	return suggest_sentence(
	    &choice, _("no manager «%s»: did you mean %s? managers:%s"), _("no manager «%s»; managers:%s"));
}

/* Units that only managers name are known, but not listed. */
const char *unit_unknown(struct crm *crm, const char *code)
{
	struct suggestion choice = choice_of(crm, code);
	for (int i = 0; i < crm->dictionaries->n_units; i++)
		choose_among(&choice, crm->dictionaries->units[i].unit);
	return suggest_sentence(&choice, _("no unit «%s»: did you mean %s? units:%s"), _("no unit «%s»; units:%s"));
}

const char *reason_unknown(struct crm *crm, const char *code, bool lose)
{
	struct suggestion choice = choice_of(crm, code);
	for (int i = 0; i < crm->dictionaries->n_reasons; i++)
		if (crm->dictionaries->reasons[i].lose == lose)
			choose_among(&choice, crm->dictionaries->reasons[i].code);
	if (lose)
		return suggest_sentence(&choice, _("no reason to lose «%s»: did you mean %s? reasons:%s"),
		    _("no reason to lose «%s»; reasons:%s"));
	return suggest_sentence(&choice, _("no reason to disqualify «%s»: did you mean %s? reasons:%s"),
	    _("no reason to disqualify «%s»; reasons:%s"));
}
