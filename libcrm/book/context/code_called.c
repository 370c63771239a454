#include "book/context/code_called.h"

#include "book/context/dictionaries_private.h"

#define CALLED_MAX 80 /* longer than any "column: code" */

/* Our own words, each with the column it stands in: a catalogue that has the pair has the word. In English they are
   what they are. */
static const char *const words[] = {
    /* verdicts */
    N_("verdict: done"), N_("verdict: known"), N_("verdict: rejected"), N_("verdict: added"), N_("verdict: updated"),
    N_("verdict: repeat"), N_("verdict: duplicate"), N_("verdict: returned"), N_("verdict: existing"),
    N_("verdict: shareholder"), N_("verdict: spam"), N_("verdict: touch"), N_("verdict: withdrawn"),
    N_("verdict: ignored"), N_("verdict: pool"), N_("verdict: sent"), N_("verdict: enrolled"), N_("verdict: held_out"),
    N_("verdict: skipped"), N_("verdict: stopped"), N_("verdict: finished"), N_("verdict: alerted"),
    N_("verdict: waiting"), N_("verdict: held"), N_("verdict: failed"),
    /* states of leads, clocks and consents */
    N_("state: open"), N_("state: won"), N_("state: lost"), N_("state: disqualified"), N_("state: waiting"),
    N_("state: due_soon"), N_("state: breached"), N_("state: met"), N_("state: met_late"), N_("state: given"),
    N_("state: withdrawn"), N_("from: open"), N_("from: won"), N_("from: lost"), N_("from: disqualified"),
    /* kinds of tasks, touches and contact points; their directions and channels */
    N_("kind: call"), N_("kind: meeting"), N_("kind: email"), N_("kind: letter"), N_("kind: message"),
    N_("kind: messenger"), N_("kind: sms"), N_("kind: visit"), N_("kind: note"), N_("kind: invoice"),
    N_("kind: payment"), N_("kind: act"), N_("kind: other"), N_("kind: phone"), N_("kind: lose"),
    N_("kind: disqualify"), N_("kind: client"), N_("kind: lead"), N_("kind: touch"), N_("kind: task"),
    N_("direction: in"), N_("direction: out"), N_("channel: call"), N_("channel: phone"), N_("channel: email"),
    N_("channel: sms"), N_("channel: messenger"), N_("channel: any"),
    /* reports */
    N_("metric: leads"), N_("metric: qualified"), N_("metric: meetings"), N_("metric: bookings"),
    N_("metric: contracts"), N_("metric: amount"), N_("light: green"), N_("light: yellow"), N_("light: red"),
    N_("clock: first_response"), N_("clock: qualify"), N_("clock: callback"), N_("clock: stage"), N_("clock: task"),
    N_("clock: pool"), N_("level: certain"), N_("level: probable"), N_("level: review"), N_("level: error"),
    N_("level: warning"), N_("level: note"), N_("mode: cohort"), N_("mode: period"), N_("mode: snapshot"),
    N_("list: leads"), N_("list: clients"), N_("list: forgotten"), N_("list: overdue"), N_("list: unassigned"),
    N_("verdict: late_typing"), N_("verdict: slow"), N_("verdict: few"), N_("reasons: overdue"),
    N_("reasons: no_interest"), N_("reasons: late"), N_("reasons: no_next_task"), N_("reasons: profile"),
    N_("reasons: contacts"), N_("light: few"), N_("judged: real"), N_("judged: disqualified"),
    /* what is looked over */
    N_("check: integrity"), N_("check: journal"), N_("check: replay"), N_("check: leads"), N_("check: open"),
    N_("check: clients"), N_("check: events"), N_("check: batches"), N_("check: erasing"), N_("check: hash"),
    N_("check: rebuild"), N_("check: rewrite"), N_("check: backup"), N_("check: restore"), N_("check: kept"),
    N_("check: gone"), N_("check: upgrade"), N_("check: init"), N_("check: engine"), N_("check: schema"),
    N_("check: timezone"), N_("check: file_bytes"), N_("check: wal_bytes"), N_("result: ok"), N_("result: bad"),
    /* how a lead found its manager, and an inquiry its client */
    N_("method: named"), N_("method: sticky"), N_("method: rr"), N_("method: weighted"), N_("method: least"),
    N_("method: capacity"), N_("match: phone"), N_("match: email"), N_("match: ext"), N_("match: inn"),
    N_("match: name")};

static const char *word_called(const char *column, const char *word)
{
	char pair[CALLED_MAX];
	if ((size_t)snprintf(pair, sizeof pair, "%s: %s", column, word) >= sizeof pair)
		return word;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], pair) == 0) {
			const char *called = _(words[i]);
			return called == words[i] ? word : called;
		}
	return word;
}

const char *verdict_called(const char *verdict)
{
	return word_called("verdict", verdict);
}

/* Of the department's own words; NULL: it is none, or has no name. */
static const char *named(struct crm *crm, const char *column, const char *code)
{
	bool either = strcmp(column, "from") == 0 || strcmp(column, "to") == 0; /* a stage, or who gets a letter */
	const struct stage *stage = either || strcmp(column, "stage") == 0 ? stage_find(crm, code) : NULL;
	const struct manager *manager = either || strcmp(column, "manager") == 0 ? manager_find(crm, code) : NULL;
	if (stage || manager)
		return stage ? stage->name : manager->name;
	if (strcmp(column, "reason") == 0) {
		const struct reason *reason = reason_find(crm, code);
		return reason ? reason->name : NULL;
	}
	if (strcmp(column, "unit") == 0) {
		const struct dictionaries *known = crm->dictionaries;
		for (int i = 0; i < known->n_units; i++)
			if (strcmp(known->units[i].unit, code) == 0)
				return known->units[i].name;
		return NULL;
	}
	const char *called[SOURCE_NAMES] = {NULL};
	return strcmp(column, "source") == 0 && source_called(crm, code, called) == CRM_OK ? called[1] : NULL;
}

/* "payment,family" by their headings. */
static void put_columns(struct buf *called, char *names)
{
	const char *before = "", *name;
	while ((name = strsep(&names, ",")) != NULL) {
		buf_format(called, "%s%s", before, *name ? _(name) : "");
		before = ", ";
	}
}

/* "overdue profile:payment,family": words of ours with columns behind some of them. NULL: it is something else. */
static const char *reasons_called(struct crm *crm, const char *reasons)
{
	struct buf called = {0};
	char *rest = arena_copy(&crm->chunk, reasons), *word;
	bool ours = true;
	while (ours && (word = strsep(&rest, " ")) != NULL) {
		char *columns = strchr(word, ':');
		if (columns)
			*columns++ = '\0';
		const char *name = word_called("reasons", word);
		ours = name != word;
		buf_format(&called, "%s%s%s", called.length ? "; " : "", name, columns ? ": " : "");
		put_columns(&called, columns);
	}
	const char *kept = ours && !called.failed && called.text ? arena_copy(&crm->chunk, called.text) : NULL;
	buf_free(&called);
	return kept;
}

const char *code_called(struct crm *crm, const char *column, const char *code)
{
	const char *reasons = strcmp(column, "reasons") == 0 ? reasons_called(crm, code) : NULL;
	if (reasons)
		return reasons;
	const char *name = crm->dictionaries && *code ? named(crm, column, code) : NULL;
	return name && *name ? name : word_called(column, code);
}
