/* What the files of the form share, and nobody else. */
#ifndef CRM_FLOW_FORM_FORM_PRIVATE_H
#define CRM_FLOW_FORM_FORM_PRIVATE_H

#include "flow/form/form.h"
#include "flow/intake/intake.h"

#define OURS_MAX 2 /* attributes that we add: consent_proof, honeypot */
#define FIELDS_MAX (FORM_FIELDS_MAX + OURS_MAX)

struct form_taking {
	struct crm *crm;
	const struct form_visit *visit;
	int n;
	const char *name[FIELDS_MAX], *value[FIELDS_MAX];
	bool nested[FIELDS_MAX], inner[FIELDS_MAX];
	struct binding binding;
	const char *cell[INTAKE_COLUMNS];
	const char *more_name[FIELDS_MAX], *more_value[FIELDS_MAX];
	int64_t number;            /* of the contents: who sends the same once more is recognised by it */
	enum form_refusal refusal; /* whom nobody could answer */
	struct rec rec;            /* of the others */
};

/* The visit's fields, each under a name that is his and acts as nothing by itself; ours first. */
enum status form_fields_list(struct form_taking *t);

/*
 * Which of them is which column of an inquiry, into t->binding: by the words of share/columns; else by the word that a
 * form builder hides (fields[PHONE][0][VALUE], your-tel, tel-123); and where nothing says how to reach him, by what
 * looks like a phone or an address. Sets t->refusal.
 */
enum status form_fields_bind(struct form_taking *t, const struct synonyms *synonyms);

/* Cells of ours, and the rest as attributes, into ${rec}. Of phones and addresses the first that can be read is the
   cell. */
enum status form_fields_sort(struct form_taking *t, struct rec *rec);

#endif
