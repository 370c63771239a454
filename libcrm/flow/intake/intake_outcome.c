/* Where a deal of another system stands, and how it ended: its stage, state, reason and day of closing, as its words
   say it. What is not understood is a remark, counted, and the row goes in. */
#include "base/text/casefold.h"
#include "book/context/column_reading.h"
#include "flow/intake/inquiry_private.h"

/* What another system calls a stage, or a reason. */
static enum status read_word(struct intake *in, struct intake_words *words, const char *text,
    enum status (*read)(struct crm *crm, const char *text, const char *folded, struct word_said *said),
    struct word_said *out)
{
	struct buf folded = {0};
	if (!words->known.slot &&
	    (hashmap_open_texts(&words->known, &in->crm->chunk, INTAKE_RESOLVED_MAX) != 0 ||
	        !(words->said = arena_get(&in->crm->chunk, INTAKE_RESOLVED_MAX * sizeof *words->said))))
		return why_memory(&in->crm->why);
	int64_t *place = words->n < INTAKE_RESOLVED_MAX ? hashmap_at_text(&words->known, text) : NULL;
	if (place && *place) {
		*out = words->said[*place - 1];
		return CRM_OK;
	}
	buf_put(&folded, "");
	casefold_put(&folded, text);
	*out = (struct word_said){0};
	enum status status = folded.failed ? why_memory(&in->crm->why) : read(in->crm, text, folded.text, out);
	buf_free(&folded);
	if (status == CRM_OK && place) {
		words->said[words->n++] = *out;
		*place = words->n;
	}
	return status;
}

/* A stage of ours, the end of a deal, or a reason that stands where the stage would («Спам»). */
static enum status read_plain_stage(struct crm *crm, const char *text, const char *folded, struct word_said *said)
{
	enum status status = stage_meant(crm, text, &said->stage);
	if (status != CRM_DATA)
		return status;
	said->outcome = outcome_read(folded);
	if (said->outcome == OUTCOME_OPEN || said->outcome == OUTCOME_WON)
		return CRM_OK;
	status = outcome_reason(crm, text, &said->reason);
	if (said->reason && said->outcome == OUTCOME_UNKNOWN)
		said->outcome = said->reason->lose ? OUTCOME_LOST : OUTCOME_DISQUALIFIED;
	return status;
}

static bool says_anything(const struct word_said *said)
{
	return said->stage || said->outcome != OUTCOME_UNKNOWN || said->reason;
}

static enum status read_stage(struct crm *crm, const char *text, const char *folded, struct word_said *said)
{
	enum status status = read_plain_stage(crm, text, folded, said);
	const char *end = strrchr(text, '('), *folded_end = strrchr(folded, '(');
	if (status != CRM_OK || says_anything(said) || !end || end == text || !folded_end)
		return status;
	/* HubSpot puts the pipeline behind: "Closed Won (Sales Pipeline)". */
	text = arena_text(&crm->chunk, text, (size_t)(end - text));
	folded = arena_text(&crm->chunk, folded, (size_t)(folded_end - folded));
	return text && folded ? read_plain_stage(crm, text, folded, said) : why_memory(&crm->why);
}

static enum status read_reason(struct crm *crm, const char *text, const char *folded, struct word_said *said)
{
	(void)folded;
	return outcome_reason(crm, text, &said->reason);
}

/* What the cells of a row say together. */
struct told {
	const struct stage *stage;
	const struct reason *reason;
	enum outcome by_stage, by_state;
	bool ended, goes_on;      /* a column says whether it is closed */
	const char *unread_stage; /* words that say nothing; NULL */
	const char *closed, *reason_text;
};

static void tell_stage(struct told *told, const char *text, const struct word_said *said)
{
	if (said->stage && !told->stage)
		told->stage = said->stage;
	if (said->outcome > told->by_stage)
		told->by_stage = said->outcome;
	if (said->reason && !told->reason)
		told->reason = said->reason;
	if (!says_anything(said) && !told->unread_stage)
		told->unread_stage = text;
}

/* Our own column is for our own stages: a slip of one is told, as is whatever is typed. Another system's word is a
   remark. */
static enum status read_own_stage(struct intake *in, struct inquiry *q, struct told *told)
{
	struct crm *crm = in->crm;
	const char *text = q->rec->value[INTAKE_STAGE];
	struct word_said said;
	if (!text)
		return CRM_OK;
	enum status status = read_word(in, &in->stages, text, read_stage, &said);
	if (status != CRM_OK)
		return status;
	q->unread_stage = says_anything(&said) ? NULL : text;
	if (q->unread_stage && (q->rec->typed || stage_slip(crm, text)))
		return stage_meant(crm, text, &said.stage) == CRM_DATA ? reject_why(crm, q->answer, "stage")
		                                                       : crm->why.status;
	tell_stage(told, text, &said);
	return CRM_OK;
}

static enum status read_other_stages(struct intake *in, struct inquiry *q, struct told *told)
{
	const struct rec *rec = q->rec;
	enum status status = CRM_OK;
	for (int i = 0; rec->maybe && i < rec->n_more && status == CRM_OK; i++) {
		struct word_said said;
		if (rec->maybe[i] != INTAKE_STAGE && rec->maybe[i] != INTAKE_STATE)
			continue;
		status = read_word(in, &in->stages, rec->more_value[i], read_stage, &said);
		if (status == CRM_OK && rec->maybe[i] == INTAKE_STAGE)
			tell_stage(told, rec->more_value[i], &said);
		else if (status == CRM_OK && said.outcome > told->by_state)
			told->by_state = said.outcome;
	}
	return status;
}

static enum status read_state(struct intake *in, struct inquiry *q, struct told *told)
{
	const char *text = q->rec->value[INTAKE_STATE];
	struct word_said said;
	if (!text)
		return CRM_OK;
	enum status status = read_word(in, &in->stages, text, read_stage, &said);
	if (status != CRM_OK)
		return status;
	told->by_state = said.outcome;
	if (said.outcome != OUTCOME_UNKNOWN)
		return CRM_OK;
	q->unread_state = text;
	return inquiry_warn(in, q, _("state: «%.60s» is not understood"), text);
}

/* «Закрыта»: Y, or the day. */
static void read_closed(struct told *told, const char *text)
{
	static const char *const yes[] = {
	    "y", "yes", "да", "true", "1", "истина", "+", "закрыта", "закрыт", "closed", NULL};
	static const char *const no[] = {
	    "n", "no", "нет", "false", "0", "ложь", "-", "открыта", "открыт", "open", NULL};
	struct buf folded = {0};
	casefold_put(&folded, text);
	if (folded.text && !folded.failed && text_is_among(folded.text, yes))
		told->ended = true;
	else if (folded.text && !folded.failed && text_is_among(folded.text, no))
		told->goes_on = true;
	else if (!told->closed)
		told->closed = text;
	buf_free(&folded);
}

static void read_closed_cells(struct inquiry *q, struct told *told)
{
	const struct rec *rec = q->rec;
	if (!rec->value[INTAKE_CLOSED])
		return;
	read_closed(told, rec->value[INTAKE_CLOSED]);
	for (int i = 0; i < rec->n_more; i++)
		if (strcmp(rec->more_name[i], "closed") == 0)
			read_closed(told, rec->more_value[i]);
}

static enum outcome outcome_of(const struct told *told)
{
	enum outcome outcome = told->by_state;
	if (outcome == OUTCOME_UNKNOWN || (outcome == OUTCOME_CLOSED && told->by_stage > OUTCOME_CLOSED))
		outcome = told->by_stage;
	if (told->ended && outcome < OUTCOME_CLOSED)
		outcome = OUTCOME_CLOSED;
	if (told->goes_on && outcome == OUTCOME_UNKNOWN)
		outcome = OUTCOME_OPEN;
	bool contract = told->stage && told->stage->kind == STAGE_WON;
	if (contract && (outcome <= OUTCOME_CLOSED && told->by_state != OUTCOME_OPEN))
		outcome = OUTCOME_WON;
	if (outcome == OUTCOME_CLOSED && told->reason_text)
		outcome = OUTCOME_LOST;
	return outcome;
}

/* A lost one has a reason to lose, a disqualified one another: the kind of the reason decides. Without one that is ours
   the words are kept. */
static enum status settle_reason(struct intake *in, struct inquiry *q, struct told *told)
{
	struct word_said said = {0};
	enum status status = CRM_OK;
	if (told->reason_text) {
		status = read_word(in, &in->reasons, told->reason_text, read_reason, &said);
		if (status == CRM_OK && !said.reason) {
			q->note = q->unread_reason = told->reason_text;
			status = inquiry_warn(
			    in, q, _("reason: «%.60s» is none of ours: kept as a note"), told->reason_text);
		}
	}
	q->reason = said.reason ? said.reason : told->reason;
	if (q->reason)
		q->outcome = q->reason->lose ? OUTCOME_LOST : OUTCOME_DISQUALIFIED;
	return status;
}

/* A cell that is no time is a remark. ${at} is 0 then. */
static enum status read_moment(
    struct intake *in, struct inquiry *q, const char *text, const char *column, instant_t *at, bool *day_only)
{
	*at = 0;
	*day_only = false;
	if (!text || column_time(in->crm, column, text, at, day_only) == CRM_OK)
		return CRM_OK;
	*at = 0;
	return inquiry_warn(in, q, _("%s: not a time: «%.60s»"), column, text);
}

static enum status settle_closing(struct intake *in, struct inquiry *q, const struct told *told)
{
	struct crm *crm = in->crm;
	instant_t last = q->stage_since > q->at ? q->stage_since : q->at;
	bool day_only;
	enum status status = read_moment(in, q, told->closed, "closed", &q->closed_at, &day_only);
	if (status != CRM_OK || !q->closed_at) {
		q->closed_at = last;
		return status;
	}
	q->closing_said = true;
	if (q->closed_at > crm->now && q->closed_at > last) {
		q->closed_at = last > crm->now ? last : crm->now;
		return inquiry_warn(in, q, _("closed: «%.60s» is in the future: taken as now"), told->closed);
	}
	/* A day alone is after all that this day holds: whoever came that day was closed afterwards. */
	if (q->closed_at < last && day_only && zone_day(crm->zone, q->closed_at) == zone_day(crm->zone, last))
		q->closed_at = last;
	if (q->closed_at < q->at)
		return inquiry_warn(in, q, _("closed: «%.60s» is before it came"), told->closed);
	return CRM_OK;
}

/* Won by standing at the stage that wins, with nothing said of when: that needs no event of its own. */
static enum status settle_won(struct intake *in, struct inquiry *q, const struct told *told)
{
	const struct stage *won = told->stage && told->stage->kind == STAGE_WON ? told->stage : stage_won(in->crm);
	if (!won) {
		q->outcome = OUTCOME_OPEN;
		return inquiry_warn(in, q, "%s", _("won, but there is no stage of kind won (crm-conf get stage)"));
	}
	if (won == told->stage && q->closed_at == q->at)
		return CRM_OK;
	q->won_at = won;
	if (won == told->stage)
		q->stage = NULL;
	return CRM_OK;
}

static enum status settle(struct intake *in, struct inquiry *q, struct told *told)
{
	const struct rec *rec = q->rec;
	enum status status = CRM_OK;
	told->reason_text = rec->value[INTAKE_REASON];
	q->unread_stage = NULL; /* other cells may have said it */
	q->named = told->stage;
	q->stage = told->stage && told->stage->pos > 0 ? told->stage : NULL;
	q->outcome = outcome_of(told);
	if (q->outcome == OUTCOME_CLOSED)
		status = inquiry_warn(in, q, "%s", _("closed, but neither won nor lost: taken as open"));
	if (status == CRM_OK && (q->outcome == OUTCOME_LOST || q->outcome == OUTCOME_DISQUALIFIED))
		status = settle_reason(in, q, told);
	if (status == CRM_OK && told->unread_stage && q->outcome <= OUTCOME_CLOSED && !q->stage) {
		q->unread_stage = told->unread_stage;
		status = inquiry_warn(in, q, _("stage: «%.60s» is not understood"), told->unread_stage);
	}
	if (status == CRM_OK)
		status =
		    read_moment(in, q, rec->value[INTAKE_STAGE_SINCE], "stage_since", &q->stage_since, &(bool){false});
	if (status == CRM_OK && inquiry_ended(q))
		status = settle_closing(in, q, told);
	if (status == CRM_OK && q->outcome == OUTCOME_WON)
		status = settle_won(in, q, told);
	/* A deal that says where it stands is that deal, whatever else its client has: no repeat of another one. */
	bool says_open = q->outcome == OUTCOME_OPEN && (told->by_state == OUTCOME_OPEN || told->goes_on);
	q->is_deal = inquiry_ended(q) || says_open || (q->stage && rec->value[INTAKE_EXT_ID]);
	return status;
}

enum status inquiry_outcome(struct intake *in, struct inquiry *q)
{
	const char *const *value = q->rec->value;
	struct told told = {0};
	if (!value[INTAKE_STAGE] && !value[INTAKE_STATE] && !value[INTAKE_CLOSED] && !value[INTAKE_STAGE_SINCE] &&
	    !q->rec->maybe)
		return CRM_OK;
	enum status status = read_own_stage(in, q, &told);
	if (status != CRM_OK || q->answer->verdict)
		return status;
	status = read_other_stages(in, q, &told);
	if (status == CRM_OK)
		status = read_state(in, q, &told);
	read_closed_cells(q, &told);
	return status == CRM_OK ? settle(in, q, &told) : status;
}
