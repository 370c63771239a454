#include "flow/client/merge.h"

#include "base/text/json.h"
#include "book/projection/record.h"
#include "book/records/client.h"
#include "flow/client/merge_tasks_private.h"

#include "flow/client/merge.sql.h"

enum { MG_DROP, MG_KEEP, MG_VERDICT, MG_NOTE };
enum merge { MERGE_JOIN, MERGE_SPLIT, MERGE_REFUSE };

const struct column merge_columns[] = {[MG_DROP] = {"drop", true, false},
    [MG_KEEP] = {"keep", false, false},
    [MG_VERDICT] = {"verdict", false, false},
    [MG_NOTE] = {"note", false, false},
    {NULL, false, false}};
const struct field merge_fields[] = {ANSWER_FIELDS(N_("client")),
    [OWN(MERGED_OTHER)] = {"other", KIND_INT, N_("other client")},
    [OWN(MERGED_EVENT)] = {"event", KIND_INT, N_("event")}, {0}};

struct merge_pair {
	struct crm *crm;
	const struct rec *rec;
	struct answer *answer;
	int64_t keep, drop;           /* as named; keep 0: not named */
	int64_t keep_root, drop_root; /* under whom they stand */
};

static enum status add_remark(struct merge_pair *pair, const char *format, ...) __attribute__((format(printf, 2, 3)));

static enum status add_remark(struct merge_pair *pair, const char *format, ...)
{
	struct arena *arena = &pair->crm->chunk;
	const char *before = pair->answer->reason;
	char text[300];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	pair->answer->reason = before ? arena_format(arena, "%s; %s", before, text) : arena_copy(arena, text);
	return pair->answer->reason ? CRM_OK : why_memory(&pair->crm->why);
}

/* CRM_NONE for an empty cell, CRM_DATA after having rejected. */
static enum status cell_client(struct merge_pair *pair, int column, int64_t *client, int64_t *root)
{
	struct crm *crm = pair->crm;
	const char *text = pair->rec->value[column];
	if (!text)
		return CRM_NONE;
	enum status status = client_resolve(crm, text, client);
	if (status == CRM_NONE || status == CRM_DATA)
		return reject_cell_why(crm, pair->answer, merge_columns[column].name);
	return status == CRM_OK ? client_root(crm, *client, root) : status;
}

static enum status need_both(struct merge_pair *pair)
{
	struct crm *crm = pair->crm;
	if (!pair->keep)
		return reject_cell(crm, pair->answer, "keep", _("with whom?"));
	if (pair->keep == pair->drop)
		return reject_cell(crm, pair->answer, "drop", _("client %lld is he himself"), (long long)pair->drop);
	return CRM_OK;
}

static enum status tell_root(struct merge_pair *pair, int64_t client, int64_t root)
{
	if (client == root)
		return CRM_OK;
	return add_remark(pair, _("client %lld stands under client %lld"), (long long)client, (long long)root);
}

/* ${key} and the note as JSON; NULL without memory. */
static const char *json_of(struct merge_pair *pair, const char *key, int64_t client)
{
	struct buf buf = {0};
	json_open(&buf);
	if (key)
		json_int(&buf, key, client);
	json_text(&buf, "note", pair->rec->value[MG_NOTE]);
	json_close(&buf);
	const char *text = buf.failed ? NULL : arena_text(&pair->crm->chunk, buf.text, buf.length);
	buf_free(&buf);
	return text;
}

static enum status keep_event(
    struct merge_pair *pair, enum event_kind kind, int64_t client, const char *old, const char *new)
{
	struct crm *crm = pair->crm;
	struct event event = {.kind = kind, .client = client, .occurred_at = crm->now, .old = old, .new = new};
	if (!new)
		return why_memory(&crm->why);
	enum status status = record(crm, &event);
	pair->answer->verdict = VERDICT_DONE;
	if (status == CRM_OK &&
	    !(pair->answer->own[MERGED_EVENT] = arena_format(&crm->chunk, "%lld", (long long)event.event)))
		status = why_memory(&crm->why);
	return status;
}

static enum status join_pair(struct merge_pair *pair)
{
	struct crm *crm = pair->crm;
	int64_t refused = 0;
	enum status status = need_both(pair);
	if (status == CRM_OK)
		status = tell_root(pair, pair->keep, pair->keep_root);
	if (status == CRM_OK)
		status = tell_root(pair, pair->drop, pair->drop_root);
	if (status == CRM_OK && pair->keep_root == pair->drop_root)
		pair->answer->verdict = VERDICT_KNOWN;
	if (status != CRM_OK || pair->answer->verdict)
		return status;
	status = client_pair_refused(crm, pair->keep_root, pair->drop_root, &refused);
	if (status == CRM_OK && refused && !crm->force)
		return reject(crm, pair->answer, "drop",
		    _("somebody said that these are two people: --force merges them all the same"));
	if (status == CRM_OK && refused)
		status = add_remark(pair, _("by --force, though somebody said that these are two people"));
	if (status != CRM_OK)
		return status;
	explain(crm, _("row %ld: the records of client %lld stand under client %lld now"), pair->answer->row,
	    (long long)pair->drop_root, (long long)pair->keep_root);
	struct buf twice = {0};
	status = keep_event(pair, EV_CLIENT_MERGED, pair->drop_root, NULL, json_of(pair, "into", pair->keep_root));
	if (status == CRM_OK)
		status = merge_tasks_twice(crm, pair->keep_root, &twice);
	if (status == CRM_OK && twice.length)
		status = add_remark(pair, _("ends open tasks that stood twice: %s"), twice.text);
	buf_free(&twice);
	return status;
}

static enum status split_pair(struct merge_pair *pair)
{
	struct crm *crm = pair->crm;
	int64_t target;
	enum status status = db_number(crm->db, sql_merge_target, VALS(V_INT(pair->drop)), 0, &target);
	if (status != CRM_OK)
		return status;
	if (pair->keep && pair->keep_root != pair->drop_root)
		return reject(crm, pair->answer, "drop", _("client %lld does not stand under client %lld"),
		    (long long)pair->drop, (long long)pair->keep);
	if (!target) {
		pair->answer->verdict = VERDICT_KNOWN;
		return add_remark(pair, _("client %lld stands by himself"), (long long)pair->drop);
	}
	const char *old = json_of(pair, "into", target);
	if (!old)
		return why_memory(&crm->why);
	explain(crm, _("row %ld: client %lld has his own records again"), pair->answer->row, (long long)pair->drop);
	return keep_event(pair, EV_CLIENT_SPLIT, pair->drop, old, json_of(pair, NULL, 0));
}

static enum status refuse_pair(struct merge_pair *pair)
{
	struct crm *crm = pair->crm;
	int64_t a = pair->keep_root, b = pair->drop_root;
	int64_t refused = 0;
	enum status status = need_both(pair);
	if (status != CRM_OK)
		return status;
	if (a == b)
		return reject(crm, pair->answer, "drop",
		    _("clients %lld and %lld are one now: crm-merge --split parts them"), (long long)pair->keep,
		    (long long)pair->drop);
	status = client_pair_refused(crm, a, b, &refused);
	if (status == CRM_OK && refused)
		pair->answer->verdict = VERDICT_KNOWN;
	if (status != CRM_OK || refused)
		return status;
	return keep_event(pair, EV_PAIR_REFUSED, a < b ? a : b, NULL, json_of(pair, "other", a < b ? b : a));
}

/* What the row asks for; an option speaks for all rows. */
static enum status what_to_do(struct merge_pair *pair, enum merge *what)
{
	static const char *const words[] = {[MERGE_JOIN] = "merge", [MERGE_SPLIT] = "split", [MERGE_REFUSE] = "refuse"};
	const char *word = pair->rec->value[MG_VERDICT];
	const struct crm *crm = pair->crm;
	*what = option(crm, "split") ? MERGE_SPLIT : option(crm, "refuse") ? MERGE_REFUSE : MERGE_JOIN;
	if (*what != MERGE_JOIN || !word)
		return CRM_OK;
	for (*what = MERGE_JOIN; *what <= MERGE_REFUSE; ++*what)
		if (strcmp(word, words[*what]) == 0)
			return CRM_OK;
	return reject_cell(pair->crm, pair->answer, "verdict", _("merge, split or refuse, not «%s»"), word);
}

enum status flow_merge(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct merge_pair pair = {.crm = crm, .rec = rec, .answer = answer};
	enum merge what;
	enum status status = what_to_do(&pair, &what);
	if (status == CRM_OK)
		status = cell_client(&pair, MG_DROP, &pair.drop, &pair.drop_root);
	if (status == CRM_OK && !answer->verdict)
		status = cell_client(&pair, MG_KEEP, &pair.keep, &pair.keep_root);
	if (status == CRM_OK || status == CRM_NONE) {
		answer->object = pair.keep_root ? pair.keep_root : pair.drop_root;
		answer->own[MERGED_OTHER] = arena_format(&crm->chunk, "%lld", (long long)pair.drop);
		status = what == MERGE_SPLIT    ? split_pair(&pair)
		         : what == MERGE_REFUSE ? refuse_pair(&pair)
		                                : join_pair(&pair);
	}
	return reject_end(answer, status);
}
