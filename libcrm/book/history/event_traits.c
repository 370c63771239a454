#include "book/history/event_traits.h"

static const struct event_traits rows[EV_KINDS] = {
    [EV_LEAD_CREATED] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .is_row = true, .words = "",
        .kept = "at source campaign project amount manager stage "
                "_amount _manager _stage _state _reason _origin _source"},
    [EV_LEAD_UPDATED] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .is_row = true, .words = "",
        .kept = "at source campaign project amount manager stage _amount _source"},
    [EV_LEAD_ASSIGNED] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .words = "",
        .kept = "manager method route among"},
    [EV_LEAD_QUALIFIED] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .words = "note",
        .kept = "stage state manager"},
    [EV_LEAD_DISQUALIFIED] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .words = "note",
        .kept = "reason state stage manager amount"},
    [EV_LEAD_MOVED] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .words = "note",
        .kept = "stage state manager"},
    [EV_LEAD_WON] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .words = "note",
        .kept = "stage amount state manager"},
    [EV_LEAD_LOST] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .words = "note",
        .kept = "reason state stage manager amount"},
    [EV_LEAD_RETURNED] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .words = "note",
        .kept = "stage manager state reason amount"},
    [EV_LEAD_CORRECTED] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .words = "note", .kept = "amount"},
    [EV_LEAD_POOLED] = {ABOUT_LEAD, UNDO_UNCHANGED, .words = "", .kept = "why route"},
    [EV_TOUCH_ADDED] = {ABOUT_LEAD, UNDO_UNCHANGED, .changes_lead = true, .words = "text subject result",
        .kept = "kind direction minutes manager"},
    [EV_ALERTED] = {ABOUT_LEAD, UNDO_FREELY, .is_remark = true, .words = "", .kept = "clock started state manager"},

    [EV_TASK_ADDED] = {ABOUT_TASK, UNDO_UNCHANGED, MATTER_TASK, .makes = true, .words = "text",
        .kept = "kind due minutes manager"},
    [EV_TASK_DONE] = {ABOUT_TASK, UNDO_UNCHANGED, MATTER_TASK_NEWS, .words = "result", .kept = "due next_due ended"},
    [EV_TASK_SET] = {ABOUT_TASK, UNDO_UNCHANGED, MATTER_TASK_NEWS, .words = "text", .kept = "manager due minutes"},
    [EV_PROGRAMME_ENROLLED] = {ABOUT_ENROLMENT, UNDO_UNCHANGED, .makes = true, .words = "",
        .kept = "programme entry held_out"},
    [EV_PROGRAMME_SENT] = {ABOUT_ENROLMENT, UNDO_UNCHANGED, .words = "", .kept = "step template segment skipped"},
    [EV_PROGRAMME_ENDED] = {ABOUT_ENROLMENT, UNDO_UNCHANGED, .words = "", .kept = "state why"},

    [EV_CLIENT_PUT] = {ABOUT_CLIENT, UNDO_RECORD, MATTER_ROW, .is_row = true, .words = "", .kept = "source role"},
    [EV_CLIENT_MERGED] = {ABOUT_CLIENT, UNDO_RECORD, MATTER_MERGE, .regroups = true, .words = "note", .kept = "into"},
    [EV_CLIENT_SPLIT] = {ABOUT_CLIENT, UNDO_RECORD, MATTER_MERGE, .regroups = true, .words = "note", .kept = "into"},
    [EV_PAIR_REFUSED] = {ABOUT_CLIENT, UNDO_RECORD, .words = "note", .kept = "other"},
    /* The words that were agreed to are the same for everybody: whoever looks for one of them wants somebody else. */
    [EV_CONSENT_GIVEN] = {ABOUT_CLIENT, UNDO_UNCHANGED, MATTER_CONSENT, .words = "", .kept = "channel"},
    [EV_CONSENT_WITHDRAWN] = {ABOUT_CLIENT, UNDO_UNCHANGED, MATTER_CONSENT, .words = "", .kept = "channel"},
    [EV_PERSON_ERASED] = {ABOUT_CLIENT, UNDO_NEVER, .regroups = true, .words = "", .kept = "basis keys rows events"},
    [EV_PERSON_EXPORTED] = {ABOUT_CLIENT, UNDO_UNCHANGED, .is_remark = true, .words = "", .kept = ""},
    [EV_PERSON_READMITTED] = {ABOUT_CLIENT, UNDO_FREELY, .words = "", .kept = "keys"},

    [EV_CONF_PUT] = {ABOUT_SETTING, UNDO_SETTING, .words = "", .kept = ""},
    [EV_UNDONE] = {ABOUT_EVENT, UNDO_AS_ROOT, .regroups = true, .words = "", .kept = ""},
};

const struct event_traits *event_traits(enum event_kind kind)
{
	return &rows[(int)kind > 0 && kind < EV_KINDS ? kind : 0];
}

bool event_same_matter(enum event_kind a, enum event_kind b)
{
	enum event_matter matter = event_traits(a)->matter;
	return matter != MATTER_NONE && matter == event_traits(b)->matter;
}

bool event_is_searched(enum event_kind kind)
{
	const struct event_traits *traits = event_traits(kind);
	return traits->is_row || (traits->words && *traits->words);
}

int64_t event_subject(const struct event *event)
{
	const struct event_traits *traits = event_traits(event->kind);
	if (traits->makes)
		return event->event;
	return traits->about == ABOUT_TASK || traits->about == ABOUT_ENROLMENT ? event->ref : 0;
}
