#include "book/projection/ahead.h"
#include "book/projection/apply.h"
#include "book/projection/apply_private.h"
#include "book/history/event_traits.h"
#include "book/history/message_link.h"

/* What is made of an event: ${root}, which happened; ${event} is the same, or the newest undo of it, and then ${sign}
   says whether it counts again. */
typedef enum status project(struct crm *crm, const struct event *root, const struct event *event, int sign);

static enum status project_lead(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)root, (void)sign;
	return apply_lead(crm, event);
}

static enum status project_assigned(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	enum status status = apply_lead(crm, event);
	return status == CRM_OK ? apply_assigned_count(crm, root, sign) : status;
}

/* An inquiry, a touch: each may be a letter. */
static enum status project_said(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)sign;
	enum status status = apply_lead(crm, event);
	return status == CRM_OK ? message_link_apply(crm, root, event->event) : status;
}

/* What it says of the person too. */
static enum status project_updated(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	enum status status = apply_lead(crm, event);
	if (status == CRM_OK)
		status = apply_client_updated(crm, root, event->event, sign);
	return status == CRM_OK ? apply_consent_updated(crm, root, event) : status;
}

static enum status project_alert(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)sign;
	return apply_alert(crm, root->event, event->event);
}

static enum status project_task(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)sign;
	return apply_task(crm, event_subject(root), event);
}

static enum status project_enrolment(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)sign;
	return apply_enrolment(crm, event_subject(root), event);
}

static enum status project_put(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)sign;
	return apply_put(crm, root, event);
}

static enum status project_merge(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)sign;
	return apply_merge(crm, root->client, event->event);
}

static enum status project_refusal(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)sign;
	return apply_refusal(crm, root, event->event);
}

static enum status project_consent(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)root, (void)sign;
	return apply_consent(crm, event);
}

/* Is never taken back. */
static enum status project_erased(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)sign;
	return root == event ? apply_erased(crm, event) : CRM_OK;
}

static enum status project_readmitted(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)event;
	return apply_readmitted(crm, root, sign);
}

static enum status project_setting(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)root, (void)sign;
	enum status status = apply_leads_caught_up(crm, event->event - 1); /* with the words they were written by */
	return status == CRM_OK ? apply_conf(crm, event) : status;
}

static enum status project_nothing(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	(void)crm, (void)root, (void)event, (void)sign;
	return CRM_OK;
}

static project *const projections[EV_KINDS] = {
    [EV_LEAD_CREATED] = project_said,
    [EV_LEAD_UPDATED] = project_updated,
    [EV_LEAD_ASSIGNED] = project_assigned,
    [EV_LEAD_QUALIFIED] = project_lead,
    [EV_LEAD_DISQUALIFIED] = project_lead,
    [EV_LEAD_MOVED] = project_lead,
    [EV_LEAD_WON] = project_lead,
    [EV_LEAD_LOST] = project_lead,
    [EV_LEAD_RETURNED] = project_lead,
    [EV_LEAD_CORRECTED] = project_lead,
    [EV_LEAD_POOLED] = project_lead,
    [EV_TOUCH_ADDED] = project_said,
    [EV_ALERTED] = project_alert,
    [EV_TASK_ADDED] = project_task,
    [EV_TASK_DONE] = project_task,
    [EV_TASK_SET] = project_task,
    [EV_PROGRAMME_ENROLLED] = project_enrolment,
    [EV_PROGRAMME_SENT] = project_enrolment,
    [EV_PROGRAMME_ENDED] = project_enrolment,
    [EV_CLIENT_PUT] = project_put,
    [EV_CLIENT_MERGED] = project_merge,
    [EV_CLIENT_SPLIT] = project_merge,
    [EV_PAIR_REFUSED] = project_refusal,
    [EV_CONSENT_GIVEN] = project_consent,
    [EV_CONSENT_WITHDRAWN] = project_consent,
    [EV_PERSON_ERASED] = project_erased,
    [EV_PERSON_EXPORTED] = project_nothing,
    [EV_PERSON_READMITTED] = project_readmitted,
    [EV_CONF_PUT] = project_setting,
};

static enum status project_event(struct crm *crm, const struct event *root, const struct event *event, int sign)
{
	project *make = event_traits(root->kind)->about ? projections[root->kind] : NULL;
	if (make == NULL)
		return why_set(&crm->why, CRM_INTERNAL, _("event %lld is of kind %d, of which nothing is known"),
		    (long long)root->event, (int)root->kind);
	enum status status = make(crm, root, event, sign);
	return status == CRM_OK && root->occurred_at > root->recorded_at
	           ? ahead_count(crm, root->occurred_at, root->lead, sign)
	           : status;
}

/* The sign of what an undo makes of ${root}; 0: nothing, for another undo holds that took it back as well. Settings do
   not count: they are as whoever came last put them. */
static enum status sign_of(struct crm *crm, const struct event *undo, const struct event *root, int *sign)
{
	bool was = false, is = false;
	if (event_traits(root->kind)->about == ABOUT_SETTING)
		return CRM_OK;
	enum status status = history_event_counts(crm, root->event, undo->event - 1, &was, NULL);
	if (status == CRM_OK)
		status = history_event_counts(crm, root->event, undo->event, &is, NULL);
	*sign = is - was;
	return status;
}

/* What an undo takes back in the end: it is to be made as the journal now says. */
static enum status project_undone(struct crm *crm, const struct event *undo)
{
	struct arena arena = {0};
	struct event root = *undo;
	int sign = +1;
	enum status status = CRM_OK;
	while (status == CRM_OK && root.kind == EV_UNDONE) {
		int64_t number = root.reverses;
		sign = -sign;
		arena_reset(&arena);
		status = history_event(crm, number, &arena, &root);
		if (status == CRM_NONE)
			status = why_set(&crm->why, CRM_INTERNAL,
			    _("event %lld takes back event %lld, which is not in the journal"), (long long)undo->event,
			    (long long)number);
	}
	if (status == CRM_OK)
		status = sign_of(crm, undo, &root, &sign);
	if (status == CRM_OK && sign != 0)
		status = project_event(crm, &root, undo, sign);
	arena_free(&arena);
	return status;
}

enum status apply(struct crm *crm, const struct event *event)
{
	return event->kind == EV_UNDONE ? project_undone(crm, event) : project_event(crm, event, event, +1);
}
