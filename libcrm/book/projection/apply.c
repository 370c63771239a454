#include "book/projection/apply.h"
#include "book/projection/apply_private.h"
#include "book/history/message_link.h"

/* What an undo takes back in the end: it is to be made as the journal now says. */
static enum status apply_undone(struct crm *crm, const struct event *undo)
{
	struct arena arena = {0};
	struct event root = *undo;
	int sign = +1;
	enum status status = CRM_OK;
	while (status == CRM_OK && root.kind == EV_UNDONE) {
		int64_t number = root.reverses;
		sign = -sign;
		arena_reset(&arena);
		status = event_get(crm, number, &arena, &root);
		if (status == CRM_NONE)
			status = why_set(&crm->why, CRM_INTERNAL,
			    _("event %lld takes back event %lld, which is not in the journal"), (long long)undo->event,
			    (long long)number);
	}
	if (status != CRM_OK) {
		arena_free(&arena);
		return status;
	}
	switch (root.kind) {
	case EV_CONF_PUT: status = apply_conf(crm, undo); break;
	case EV_ALERTED: status = apply_alert(crm, root.event, undo->event); break;
	case EV_TASK_ADDED:
	case EV_TASK_DONE:
		status = apply_task(crm, root.kind == EV_TASK_ADDED ? root.event : root.ref, undo->event);
		break;
	case EV_PROGRAMME_ENROLLED:
	case EV_PROGRAMME_SENT:
	case EV_PROGRAMME_ENDED:
		status = apply_enrolment(crm, root.kind == EV_PROGRAMME_ENROLLED ? root.event : root.ref, undo->event);
		break;
	case EV_CONSENT_GIVEN:
	case EV_CONSENT_WITHDRAWN: status = apply_consent(crm, undo); break;
	case EV_PERSON_ERASED: /* is never taken back */
	case EV_PERSON_EXPORTED: break;
	case EV_CLIENT_PUT: status = apply_put(crm, &root, undo); break;
	case EV_CLIENT_MERGED:
	case EV_CLIENT_SPLIT: status = apply_merge(crm, root.client, undo->event); break;
	case EV_PAIR_REFUSED: status = apply_refusal(crm, &root, undo->event); break;
	default:
		status = apply_lead(crm, undo);
		if (status == CRM_OK && root.kind == EV_LEAD_ASSIGNED)
			status = count_assigned(crm, &root, sign);
		if (status == CRM_OK)
			status = letter_apply(crm, &root, undo->event);
		break;
	}
	arena_free(&arena);
	return status;
}

static enum status apply_assigned(struct crm *crm, const struct event *event)
{
	enum status status = apply_lead(crm, event);
	return status == CRM_OK ? count_assigned(crm, event, +1) : status;
}

enum status apply(struct crm *crm, const struct event *event)
{
	switch (event->kind) {
	case EV_LEAD_ASSIGNED: return apply_assigned(crm, event);
	case EV_UNDONE: return apply_undone(crm, event);
	case EV_CONF_PUT: return apply_conf(crm, event);
	case EV_ALERTED: return apply_alert(crm, event->event, event->event);
	case EV_TASK_ADDED:
	case EV_PROGRAMME_ENROLLED:
		return event->kind == EV_TASK_ADDED ? apply_task(crm, event->event, event->event)
		                                    : apply_enrolment(crm, event->event, event->event);
	case EV_TASK_DONE: return apply_task(crm, event->ref, event->event);
	case EV_PROGRAMME_SENT:
	case EV_PROGRAMME_ENDED: return apply_enrolment(crm, event->ref, event->event);
	case EV_CONSENT_GIVEN:
	case EV_CONSENT_WITHDRAWN: return apply_consent(crm, event);
	case EV_PERSON_ERASED: return apply_erased(crm, event);
	case EV_PERSON_EXPORTED: /* leaves nothing but itself */ return CRM_OK;
	case EV_CLIENT_PUT: return apply_put(crm, event, event);
	case EV_CLIENT_MERGED:
	case EV_CLIENT_SPLIT: return apply_merge(crm, event->client, event->event);
	case EV_PAIR_REFUSED: return apply_refusal(crm, event, event->event);
	default: break;
	}
	enum status status = apply_lead(crm, event);
	return status == CRM_OK ? letter_apply(crm, event, event->event) : status;
}
