/*
 * The letters of a programme (flow/reanimate/reanimate.h): written from a template, put into the outbox with the event
 * that says so, and taken out again when the client shows a sign of life before they are sent.
 *
 * Fields of a template: whatever the lead came with, and name (the client's), project, manager (the name of who looks
 * after the lead, while he works here), department (setting), lead. A letter is called
 * reanimate/PROGRAMME/LEAD/ENTRY/STEP: whatever happens, it exists once.
 */
#ifndef CRM_POST_LETTERS_REANIMATION_H
#define CRM_POST_LETTERS_REANIMATION_H

#include "flow/reanimate/reanimate.h"
#include "post/mail_out/outbox.h"

struct reanimation {
	const char *domain; /* of Message-IDs; in crm->run */
};

/* CRM_CONFIG if letters can have no sender. */
enum status reanimation_open(struct crm *crm, struct reanimation *reanimation);

/* A reanimate_post; ${arg} is a struct reanimation. Inside a transaction. */
enum status reanimation_put(void *arg, struct crm *crm, const struct reanimate_letter *letter);

/* Is that open letter still to be sent? NULL in ${why} if it is. A letter of a programme is not once the client shows a
   sign of life, and none
   to a client is once he has withdrawn his consent (or has not given one, where setting consent.required asks for
   it). */
enum status reanimation_wanted(struct crm *crm, const struct letter *letter, const char **why);

/* Take out the letters that wait and are not wanted any more; how many. One that a mailer has seen is kept, as held: it
   may have gone. Inside a transaction. */
enum status reanimation_sweep(struct crm *crm, int *withdrawn);

#endif
