/*
 * A site's form becomes a lead.
 *
 * Only what describes an inquiry is taken from a visitor: name phone email company campaign project comment family
 * payment consent, by the words of share/columns; everything else he sends is kept as an attribute and acts as nothing.
 * Ours are: at (now), source (setting form.source), ext_id ("form:", form_id and a number of the contents, where a
 * form_id is given), honeypot (what stood in the field of setting form.honeypot: then it is spam), consent_proof (when,
 * from which page and address, in which words, where consent is given).
 *
 * How often an address may send is counted in table knock under a keyed hash; the key is made for each stretch of ten
 * minutes and goes with it. The same contents within a minute are the same inquiry.
 */
#ifndef CRM_FLOW_FORM_FORM_H
#define CRM_FLOW_FORM_FORM_H

#include "book/context/tally.h"
#include "book/context/verdict.h"
#include "rows/columns/bind.h"
#include "rows/form_body.h"

struct form_visit {
	const struct form *form;
	const char *address; /* of the visitor; NULL: not known, and not counted */
	const char *page;    /* where he says the form stands; NULL */
};

/* The address of the visitor as it is counted: ${remote} itself, or the last one of ${forwarded} (X-Forwarded-For, may
   be NULL) that is no proxy of setting form.proxy. NULL if that is no address. In crm->run. */
const char *form_visit_address(struct crm *crm, const char *remote, const char *forwarded);

/* Must he wait, and for how many seconds? 0: no. Outside a transaction too. */
enum status form_visit_wait(struct crm *crm, const struct form_visit *visit, int *seconds);

/* Why a form is not taken, as far as the visitor can mend it. */
enum form_refusal {
	FORM_TAKEN,
	FORM_NO_CONTACT, /* neither a phone nor an address */
	FORM_NO_PHONE,   /* a phone that cannot be read, and no address */
	FORM_NO_EMAIL,   /* an address that cannot be read, and no phone */
	FORM_UNREADABLE, /* neither of both can be read */
	FORM_ERASED      /* whose phone or address it is had himself erased */
};
/* What the visitor is told then, N_(); field: for a script, which one. */
struct form_words {
	const char *title, *text, *field;
};
extern const struct form_words form_refusals[];

/* A visit on its way: what came of it, or how long he must wait (0: he need not). */
struct visiting {
	struct form_visit visit;
	const struct synonyms *synonyms;
	struct form_taking *taking; /* the form as an inquiry: set by form_prepare */
	struct answer answer; /* the verdict is one of crm-lead-add's, and in rejected `column` and `reason` say why */
	enum form_refusal refusal;
	struct tally tally; /* open */
	int wait;
};
/* Before the batch: what the fields are, and what the rules say of them, which may take long. */
enum status form_prepare(struct crm *crm, struct visiting *visiting);
/*
 * Inside a batch: count the knock and take the form in, if he need not wait, which is asked once more under the lock,
 * where nobody else knocks at the same time. CRM_NONE: nothing new is to be kept.
 */
enum status form_visit(struct crm *crm, void *visiting);
/* Outside: count a knock that left nothing behind. */
enum status form_count_refused(struct crm *crm, const struct form_visit *visit);

/* Where the visitor goes next: the field _next if its origin is among form.sites, else form.thanks; NULL: nowhere. */
const char *form_next(struct crm *crm, const struct form *form);

#endif
