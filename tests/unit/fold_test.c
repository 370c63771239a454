#include "department.h"

#include "base/core/buf.h"
#include "book/history/history.h"

#define LEAD 7

struct told {
	enum event_kind kind;
	int day;        /* it happened ${day} days after noon */
	int takes_back; /* the n-th event of the list, from 1 */
	const char *new;
};

struct story {
	const char *name;
	struct told told[8];
	const char *says;
};

#define CREATED(...)                                                                                                   \
	{                                                                                                              \
		EV_LEAD_CREATED, 0, 0, "{" __VA_ARGS__ "}"                                                             \
	}
#define STAGE(s) "{\"stage\":\"" s "\"}"
#define MANAGER(m) "{\"manager\":\"" m "\"}"
#define REASON(r) "{\"reason\":\"" r "\"}"

static const struct story stories[] = {
    {"nothing", {{0}}, "gone"},
    {"bare", {CREATED()}, "open new - since 0 owner -"},
    {"words",
        {CREATED("\"source\":\"site\",\"campaign\":\"may\",\"project\":\"Park\",\"amount\":\"45 "
                 "000,5\",\"_amount\":\"4500050\"")},
        "open new - since 0 amount 4500050 from site/may/Park owner -"},
    {"manager and origin", {CREATED("\"_manager\":\"anna\",\"_origin\":\"3\"")},
        "open new anna since 0 origin 3 owner anna"},
    {"manager nobody knows", {CREATED("\"_manager\":\"zoe\"")}, "open new - since 0 owner -"},
    {"raw columns are not ours", {CREATED("\"manager\":\"anna\",\"stage\":\"meeting\",\"state\":\"won\"")},
        "open new - since 0 owner -"},
    {"created further on", {CREATED("\"_manager\":\"anna\",\"_stage\":\"meeting\"")},
        "open meeting anna since 0 owner anna reach qualified@0/anna/skipped meeting@0/anna"},
    {"created won", {CREATED("\"_stage\":\"contract\",\"_amount\":\"100\"")},
        "won contract - since 0 amount 100 decided 0 owner - reach qualified@0/-/skipped meeting@0/-/skipped "
        "booking@0/-/skipped contract@0/-"},
    {"created as spam", {CREATED("\"_state\":\"disqualified\",\"_reason\":\"spam\"")},
        "disqualified new - since 0 decided 0 reason spam owner -"},
    {"assigned twice",
        {CREATED(), {EV_LEAD_ASSIGNED, 1, 0, MANAGER("anna")}, {EV_LEAD_ASSIGNED, 2, 0, MANAGER("boris")}},
        "open new boris since 0 owner anna"},
    {"qualified and moved",
        {CREATED("\"_manager\":\"anna\""), {EV_LEAD_QUALIFIED, 1, 0, STAGE("qualified")},
            {EV_LEAD_ASSIGNED, 2, 0, MANAGER("boris")}, {EV_LEAD_MOVED, 3, 0, STAGE("booking")}},
        "open booking boris since 3 owner anna reach qualified@1/anna meeting@3/boris/skipped booking@3/boris"},
    {"backward erases nothing",
        {CREATED(), {EV_LEAD_MOVED, 1, 0, STAGE("booking")}, {EV_LEAD_MOVED, 2, 0, STAGE("qualified")}},
        "open qualified - since 2 owner - reach qualified@1/-/skipped meeting@1/-/skipped booking@1/-"},
    {"back to the first",
        {CREATED(), {EV_LEAD_QUALIFIED, 1, 0, STAGE("qualified")}, {EV_LEAD_MOVED, 2, 0, STAGE("new")}},
        "open new - since 2 owner - reach qualified@1/-"},
    {"typed in late", {CREATED(), {EV_LEAD_MOVED, 5, 0, STAGE("booking")}, {EV_LEAD_MOVED, 2, 0, STAGE("meeting")}},
        "open booking - since 5 owner - reach qualified@2/-/skipped meeting@2/- booking@5/-"},
    {"typed in late, of a time before it was placed at all",
        {CREATED(), {EV_LEAD_MOVED, -2, 0, STAGE("booking")}, {EV_LEAD_MOVED, -4, 0, STAGE("meeting")}},
        "open booking - since -2 owner - reach qualified@-4/-/skipped meeting@-4/- booking@-2/-"},
    {"newest first",
        {CREATED(), {EV_LEAD_WON, 9, 0, STAGE("contract")}, {EV_LEAD_MOVED, 6, 0, STAGE("booking")},
            {EV_LEAD_QUALIFIED, 3, 0, STAGE("qualified")}},
        "won contract - since 9 decided 9 owner - reach qualified@3/- meeting@6/-/skipped booking@6/- contract@9/-"},
    {"moved before it was lost, recorded after",
        {CREATED(), {EV_LEAD_MOVED, 1, 0, STAGE("qualified")}, {EV_LEAD_LOST, 9, 0, REASON("price")},
            {EV_LEAD_MOVED, 5, 0, STAGE("meeting")}},
        "lost meeting - since 5 decided 9 reason price owner - reach qualified@1/- meeting@5/-"},
    {"a return counts by its date too",
        {CREATED(), {EV_LEAD_LOST, 3, 0, REASON("price")}, {EV_LEAD_RETURNED, 6, 0, "{}"},
            {EV_LEAD_MOVED, 2, 0, STAGE("meeting")}, {EV_LEAD_MOVED, 7, 0, STAGE("qualified")}},
        "open qualified - since 7 owner - reach qualified@2/-/skipped meeting@2/-"},
    {"annulled",
        {CREATED("\"_manager\":\"anna\""), {EV_LEAD_MOVED, 1, 0, STAGE("booking")},
            {EV_LEAD_WON, 4, 0, "{\"amount\":\"990\"}"}, {EV_LEAD_LOST, 9, 0, REASON("price")}},
        "lost contract anna since 4 amount 990 decided 9 reason price owner anna reach qualified@1/anna/skipped "
        "meeting@1/anna/skipped booking@1/anna contract@4/anna annulled 990@4-9/anna from booking"},
    {"annulled twice, for whom it was won",
        {CREATED("\"_manager\":\"anna\""), {EV_LEAD_WON, 4, 0, "{\"amount\":\"990\"}"},
            {EV_LEAD_RETURNED, 5, 0, STAGE("new")}, {EV_LEAD_ASSIGNED, 6, 0, MANAGER("boris")},
            {EV_LEAD_WON, 7, 0, "{}"}, {EV_LEAD_CORRECTED, 8, 0, "{\"amount\":\"5\"}"},
            {EV_LEAD_DISQUALIFIED, 9, 0, REASON("spam")}},
        "disqualified contract boris since 7 amount 5 decided 9 reason spam owner anna reach qualified@4/anna/skipped "
        "meeting@4/anna/skipped booking@4/anna/skipped contract@4/anna annulled 5@7-9/boris annulled 990@4-5/anna "
        "from new"},
    {"won", {CREATED(), {EV_LEAD_WON, 4, 0, "{\"stage\":\"contract\",\"amount\":\"990\"}"}},
        "won contract - since 4 amount 990 decided 4 owner - reach qualified@4/-/skipped meeting@4/-/skipped "
        "booking@4/-/skipped contract@4/-"},
    {"won keeps the amount",
        {CREATED("\"_amount\":\"5\",\"_stage\":\"booking\""), {EV_LEAD_WON, 4, 0, STAGE("contract")}},
        "won contract - since 4 amount 5 decided 4 owner - reach qualified@0/-/skipped meeting@0/-/skipped booking@0/- "
        "contract@4/-"},
    {"won before it came", {CREATED(), {EV_LEAD_WON, -3, 0, STAGE("contract")}},
        "won contract - since -3 decided -3 owner - reach qualified@-3/-/skipped meeting@-3/-/skipped "
        "booking@-3/-/skipped contract@-3/-"},
    {"lost keeps its stage",
        {CREATED(), {EV_LEAD_MOVED, 1, 0, STAGE("qualified")}, {EV_LEAD_LOST, 9, 0, REASON("price")}},
        "lost qualified - since 1 decided 9 reason price owner - reach qualified@1/-"},
    {"disqualified", {CREATED(), {EV_LEAD_DISQUALIFIED, 1, 0, REASON("not_target")}},
        "disqualified new - since 0 decided 1 reason not_target owner -"},
    {"returned",
        {CREATED("\"_manager\":\"anna\""), {EV_LEAD_LOST, 1, 0, REASON("price")},
            {EV_LEAD_RETURNED, 8, 0, "{\"stage\":\"qualified\",\"manager\":\"boris\"}"}},
        "open qualified boris since 8 owner anna reach qualified@8/boris"},
    {"returned as it was",
        {CREATED("\"_manager\":\"anna\""), {EV_LEAD_LOST, 1, 0, REASON("price")}, {EV_LEAD_RETURNED, 8, 0, "{}"}},
        "open new anna since 8 owner anna"},
    {"touches", {CREATED(), {EV_TOUCH_ADDED, 5, 0, "{}"}, {EV_TOUCH_ADDED, 3, 0, "{}"}},
        "open new - since 0 touch 5 owner -"},
    {"a touch taken back",
        {CREATED(), {EV_TOUCH_ADDED, 3, 0, "{}"}, {EV_TOUCH_ADDED, 5, 0, "{}"}, {EV_UNDONE, 6, 3, NULL}},
        "open new - since 0 touch 3 owner -"},
    {"the first owner taken back",
        {CREATED(), {EV_LEAD_ASSIGNED, 1, 0, MANAGER("anna")}, {EV_LEAD_ASSIGNED, 2, 0, MANAGER("boris")},
            {EV_UNDONE, 3, 2, NULL}},
        "open new boris since 0 owner boris"},
    {"taken back and again",
        {CREATED(), {EV_LEAD_LOST, 1, 0, REASON("price")}, {EV_UNDONE, 2, 2, NULL}, {EV_UNDONE, 3, 3, NULL}},
        "lost new - since 0 decided 1 reason price owner -"},
    {"three times",
        {CREATED(), {EV_LEAD_LOST, 1, 0, REASON("price")}, {EV_UNDONE, 2, 2, NULL}, {EV_UNDONE, 3, 3, NULL},
            {EV_UNDONE, 3, 4, NULL}},
        "open new - since 0 owner -"},
    {"never came", {CREATED(), {EV_LEAD_ASSIGNED, 1, 0, MANAGER("anna")}, {EV_UNDONE, 2, 1, NULL}}, "gone"},
    {"a task is not the lead's", {CREATED(), {EV_TASK_ADDED, 1, 0, "{\"stage\":\"meeting\"}"}},
        "open new - since 0 owner -"},
};

static int days(instant_t at)
{
	return (int)((at - NOON) / DAY);
}

static const char *or_dash(const char *code)
{
	return code[0] != '\0' ? code : "-";
}

static void say(struct crm *crm, const struct lead_folded *folded, struct buf *out)
{
	const struct lead *lead = &folded->lead;
	buf_clear(out);
	if (!folded->exists) {
		buf_put(out, "gone");
		return;
	}
	buf_format(out, "%s %s %s since %d", lead_state_name(lead->state), stage_id(crm, lead->stage)->code,
	    or_dash(manager_code(crm, lead->manager)), days(lead->stage_since));
	if (lead->amount != AMOUNT_NONE)
		buf_format(out, " amount %lld", (long long)lead->amount);
	if (lead->decided_at != 0)
		buf_format(out, " decided %d", days(lead->decided_at));
	if (lead->last_touch != 0)
		buf_format(out, " touch %d", days(lead->last_touch));
	if (lead->reason != 0)
		buf_format(out, " reason %s", reason_id(crm, lead->reason)->code);
	if (lead->source != 0)
		buf_format(out, " from %s/%s/%s", dict_word(crm, DICT_SOURCE, lead->source),
		    dict_word(crm, DICT_CAMPAIGN, lead->campaign), dict_word(crm, DICT_PROJECT, lead->project));
	if (lead->origin != 0)
		buf_format(out, " origin %lld", (long long)lead->origin);
	buf_format(out, " owner %s", or_dash(manager_code(crm, folded->first_owner)));
	for (int i = 0; i < folded->n_reach; i++)
		buf_format(out, "%s %s@%d/%s%s", i == 0 ? " reach" : "", stage_id(crm, folded->reach[i].stage)->code,
		    days(folded->reach[i].at), or_dash(manager_code(crm, folded->reach[i].manager)),
		    folded->reach[i].skipped ? "/skipped" : "");
	for (const struct annulment *one = folded->annulled; one; one = one->before)
		buf_format(out, " annulled %lld@%d-%d/%s", (long long)one->amount, days(one->won_at), days(one->at),
		    or_dash(manager_code(crm, one->manager)));
	if (folded->annulled)
		buf_format(out, " from %s", stage_id(crm, folded->won_from)->code);
}

static void fold_story(struct scratch *scratch, const struct story *story, struct lead_folded *folded)
{
	struct arena arena = {0};
	struct history history = {0};
	for (int i = 0; i < (int)COUNT(story->told) && story->told[i].kind != 0; i++) {
		const struct told *told = &story->told[i];
		struct event event = {.event = 100 + i,
		    .kind = told->kind,
		    .lead = LEAD,
		    .client = LEAD,
		    .occurred_at = NOON + told->day * DAY,
		    .recorded_at = NOON + i,
		    .reverses = told->takes_back != 0 ? 99 + told->takes_back : 0,
		    .new = told->new};
		must(scratch, history_add(&scratch->crm, &history, &event, &arena));
	}
	history_judge(&history, history.n, &horizon_none);
	must(scratch, history_fold(&scratch->crm, &history, history.n, folded));
	if (folded->exists) {
		assert_int_equal(folded->lead.lead, LEAD);
		assert_int_equal(folded->lead.client, LEAD);
		assert_int_equal(folded->lead.event, 100);
		assert_int_equal(folded->lead.created_at, NOON);
		assert_ptr_equal(folded->created_new, story->told[0].new);
	}
	arena_free(&arena);
}

static void test_stories(void **state)
{
	struct scratch scratch;
	struct lead_folded folded;
	struct buf text = {0};
	(void)state;
	department_open(&scratch);
	must(&scratch, db_begin(scratch.crm.db));
	for (size_t i = 0; i < COUNT(stories); i++) {
		fold_story(&scratch, &stories[i], &folded);
		say(&scratch.crm, &folded, &text);
		if (strcmp(text.text, stories[i].says) != 0)
			fail_msg("%s:\n  %s\nexpected\n  %s", stories[i].name, text.text, stories[i].says);
	}
	db_rollback(scratch.crm.db);
	buf_free(&text);
	scratch_close(&scratch);
}

static void test_broken(void **state)
{
	static const struct event broken[] = {
	    {.event = 5, .kind = EV_LEAD_CREATED, .new = "{\"name\":"},
	    {.event = 5, .kind = EV_LEAD_CREATED, .new = "{\"_state\":\"asleep\"}"},
	};
	static const char *const why[] = {
	    "event 5 (lead.created) does not parse", "event 5 has the state «asleep», which is none"};
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	for (size_t i = 0; i < COUNT(broken); i++) {
		struct lead_folded folded = {0};
		assert_int_equal(lead_fold_event(&scratch.crm, &folded, &broken[i]), CRM_INTERNAL);
		assert_string_equal(scratch.crm.why.text, why[i]);
	}
	scratch_close(&scratch);
}

/* Lead 1: created on day 0, qualified on day 2 but recorded on day 5, lost on day 3 and that taken back on day 6. */
static void live(struct scratch *scratch)
{
	begin(scratch);
	happen(scratch, EV_LEAD_CREATED, 1, 0, NOON, "{\"name\":\"A\"}");
	end(scratch);
	scratch->crm.now = NOON + 3 * DAY;
	begin(scratch);
	int64_t lost = happen(scratch, EV_LEAD_LOST, 1, 0, NOON + 3 * DAY, REASON("price"));
	end(scratch);
	scratch->crm.now = NOON + 5 * DAY;
	begin(scratch);
	happen(scratch, EV_LEAD_QUALIFIED, 1, 0, NOON + 2 * DAY, STAGE("qualified"));
	end(scratch);
	scratch->crm.now = NOON + 6 * DAY;
	begin(scratch);
	take_back(scratch, lost, 1, 1, 0);
	end(scratch);
}

static void test_horizons(void **state)
{
	static const struct {
		int as_of, known_at; /* days; 99: all */
		const char *says;
	} row[] = {
	    {99, 99, "open qualified - since 2 owner - reach qualified@2/-"},
	    {0, 99, "gone"},
	    {1, 99, "open new - since 0 owner -"},
	    {4, 99, "open qualified - since 2 owner - reach qualified@2/-"},
	    {99, 0, "open new - since 0 owner -"},
	    {99, 3, "lost new - since 0 decided 3 reason price owner -"},
	    {3, 3, "open new - since 0 owner -"},
	    {99, 5, "lost qualified - since 2 decided 3 reason price owner - reach qualified@2/-"},
	    {4, 6, "open qualified - since 2 owner - reach qualified@2/-"},
	};
	struct scratch scratch;
	struct buf text = {0};
	(void)state;
	department_open(&scratch);
	live(&scratch);
	for (size_t i = 0; i < COUNT(row); i++) {
		struct horizon horizon = {.as_of = row[i].as_of == 99 ? INSTANT_MAX : NOON + row[i].as_of * DAY,
		    .known_at = row[i].known_at == 99 ? INSTANT_MAX : NOON + row[i].known_at * DAY};
		struct lead_folded folded;
		must(&scratch, lead_fold(&scratch.crm, 1, &horizon, &folded));
		say(&scratch.crm, &folded, &text);
		assert_string_equal(text.text, row[i].says);
	}
	buf_free(&text);
	scratch_close(&scratch);
}

static enum status list(void *arg, struct crm *crm, const struct lead_folded *folded)
{
	struct buf *all = arg, one = {0};
	say(crm, folded, &one);
	buf_format(all, "%lld %s; ", (long long)folded->lead.lead, one.text);
	buf_free(&one);
	return folded->lead.lead == 50 ? CRM_CONDITION : CRM_OK;
}

/* Numbers of leads that are not in the order of events, leads taken back, events of others between them. */
static void test_all(void **state)
{
	static const struct horizon early = {.as_of = NOON + 1, .known_at = INSTANT_MAX};
	struct scratch scratch;
	struct buf all = {0};
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 12, 0, NOON, "{}");
	happen(&scratch, EV_LEAD_CREATED, 10, 0, NOON, "{\"_manager\":\"anna\"}");
	int64_t gone = happen(&scratch, EV_LEAD_CREATED, 11, 0, NOON, "{}");
	happen(&scratch, EV_LEAD_ASSIGNED, 12, 0, NOON + 1, MANAGER("boris"));
	happen(&scratch, EV_LEAD_QUALIFIED, 10, 0, NOON + DAY, STAGE("qualified"));
	happen(&scratch, EV_TASK_ADDED, 10, 0, NOON, "{\"kind\":\"call\",\"due\":\"5\"}");
	take_back(&scratch, gone, 11, 11, 0);
	happen(&scratch, EV_LEAD_CREATED, 13, 0, NOON + DAY, "{}");
	must(&scratch, lead_fold_all(&scratch.crm, &horizon_none, list, &all));
	assert_string_equal(all.text, "10 open qualified anna since 1 owner anna reach qualified@1/anna; "
	                              "12 open new boris since 0 owner boris; 13 open new - since 1 owner -; ");
	buf_clear(&all);
	must(&scratch, lead_fold_all(&scratch.crm, &early, list, &all));
	assert_string_equal(all.text, "10 open new anna since 0 owner anna; 12 open new - since 0 owner -; ");
	buf_clear(&all);
	happen(&scratch, EV_LEAD_CREATED, 50, 0, NOON, "{}");
	happen(&scratch, EV_LEAD_CREATED, 51, 0, NOON, "{}");
	assert_int_equal(lead_fold_all(&scratch.crm, &early, list, &all), CRM_CONDITION);
	assert_non_null(strstr(all.text, "50 open"));
	assert_null(strstr(all.text, "51 open"));
	end(&scratch);
	buf_free(&all);
	scratch_close(&scratch);
}

static void test_counts(void **state)
{
	static const struct {
		int64_t upto;
		bool counts;
		int64_t by;
	} row[] = {{0, true, 0}, {1, false, 1}, {2, true, 0}, {3, false, 3}, {99, false, 3}};
	struct scratch scratch;
	bool counts;
	int64_t by;
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON, "{}");
	int64_t first = happen(&scratch, EV_TOUCH_ADDED, 1, 0, NOON, "{}");
	take_back(&scratch, first, 1, 1, 0);
	take_back(&scratch, first + 1, 1, 1, 0);
	take_back(&scratch, first, 1, 1, 0);
	for (size_t i = 0; i < COUNT(row); i++) {
		must(&scratch, history_event_counts(&scratch.crm, first, first + row[i].upto, &counts, &by));
		assert_int_equal(counts, row[i].counts);
		assert_int_equal(by, row[i].by != 0 ? first + row[i].by : 0);
	}
	end(&scratch);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_stories),
	    cmocka_unit_test(test_broken),
	    cmocka_unit_test(test_horizons),
	    cmocka_unit_test(test_all),
	    cmocka_unit_test(test_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
