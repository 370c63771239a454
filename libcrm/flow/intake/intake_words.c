/* Words of another system that nobody here knows: listed for a map, or made settings. */
#include "base/text/casefold.h"
#include "base/text/name.h"
#include "book/setup/conf_put.h"
#include "flow/intake/inquiry_private.h"

void inquiry_note_unread(struct crm *crm, const struct inquiry *q)
{
	if (q->unread_stage)
		note_unread(crm, "stage", q->unread_stage);
	if (q->unread_state)
		note_unread(crm, "state", q->unread_state);
	if (q->unread_reason)
		note_unread(crm, "reason", q->unread_reason);
	if (q->unread_manager && !q->given)
		note_unread(crm, "manager", q->unread_manager);
}

enum status intake_survey(struct crm *crm, const struct rec *recs, int n)
{
	struct intake in = {.crm = crm, .surveying = true};
	enum status status = intake_load(&in);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		struct answer answer = {0};
		struct inquiry q = {.rec = &recs[i], .answer = &answer};
		buf_clear(&in.json);
		status = inquiry_normalise(&in, &q);
		inquiry_note_unread(crm, &q);
	}
	buf_free(&in.json);
	buf_free(&in.scratch);
	return status;
}

#define ALIKE 5 /* letters that two words begin with, to be one word in two forms */

/* Past so many letters of ${text}; NULL if the word ends before. */
static const char *past_letters(const char *text, int n)
{
	while (n > 0 && *text && *text != ' ') {
		utf8_next(&text);
		n--;
	}
	return n == 0 ? text : NULL;
}

/* Do two folded texts have a word in common, in whatever form? */
static bool share_word(const char *a, const char *b)
{
	for (; *a; a += strcspn(a, " "), a += strspn(a, " ")) {
		const char *end = past_letters(a, ALIKE);
		for (const char *at = b; end && *at; at += strcspn(at, " "), at += strspn(at, " "))
			if (strncmp(a, at, (size_t)(end - a)) == 0)
				return true;
	}
	return false;
}

/* The one of several that a word means, if that is sure: a slip of it, or the only one that shares a word with it. */
struct proposal {
	const char *word; /* folded */
	const char *slip, *shared;
	int distance, n_shared;
};

static void propose(struct proposal *p, const char *code, const char *name)
{
	const char *const called[] = {code, name};
	bool shares = false;
	for (int i = 0; i < 2; i++) {
		struct buf folded = {0};
		buf_put(&folded, "");
		casefold_put(&folded, called[i] ? called[i] : "");
		if (!folded.failed && folded.length) {
			int distance = text_distance(p->word, folded.text);
			shares = shares || share_word(p->word, folded.text);
			if (distance < p->distance) {
				p->distance = distance;
				p->slip = code;
			}
		}
		buf_free(&folded);
	}
	if (shares) {
		p->shared = code;
		p->n_shared++;
	}
}

const char *intake_proposal(struct crm *crm, const char *column, const char *word)
{
	struct buf folded = {0};
	casefold_put(&folded, word);
	if (folded.failed || !folded.length) {
		buf_free(&folded);
		return "";
	}
	struct proposal p = {.word = folded.text, .distance = 2 + (int)(folded.length / 16)};
	const struct reason *reason;
	if (strcmp(column, "stage") == 0)
		for (int i = 0; i < stage_count(crm); i++)
			propose(&p, stage_at(crm, i)->code, stage_at(crm, i)->name);
	if (strcmp(column, "manager") == 0)
		for (int i = 0; i < manager_count(crm); i++)
			propose(&p, manager_at(crm, i)->code, manager_at(crm, i)->name);
	if (strcmp(column, "reason") == 0)
		for (int i = 0; (reason = reason_at(crm, i)) != NULL; i++)
			propose(&p, reason->code, reason->name);
	buf_free(&folded);
	return p.slip ? p.slip : p.n_shared == 1 ? p.shared : "";
}

#define CODE_MOST 40

/* A code for what another system calls so: Latin letters and digits, words parted by _. ${taken} says whether there is
   one already: then 2, 3 … behind it. */
static const char *new_code(struct crm *crm, const char *text, bool (*taken)(const struct crm *crm, const char *code))
{
	struct buf latin = {0};
	char code[CODE_MOST + 1];
	size_t length = 0;
	name_latin_put(&latin, text);
	for (const char *at = latin.failed ? "" : latin.text; *at && length < CODE_MOST; at++) {
		bool letter = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9');
		if (letter)
			code[length++] = *at;
		else if (length && code[length - 1] != '_' && *at != '\'')
			code[length++] = '_';
	}
	while (length && code[length - 1] == '_')
		length--;
	code[length] = '\0';
	buf_free(&latin);
	const char *word = arena_copy(&crm->chunk, length ? code : "word"), *first = word;
	for (int n = 2; word && taken(crm, word); n++)
		word = arena_format(&crm->chunk, "%s_%d", first, n);
	return word;
}

static bool is_stage(const struct crm *crm, const char *code)
{
	return stage_find(crm, code) != NULL;
}

static bool is_reason(const struct crm *crm, const char *code)
{
	return reason_find(crm, code) != NULL;
}

static bool is_manager(const struct crm *crm, const char *code)
{
	return manager_find(crm, code) != NULL;
}

static enum status put_setting(struct crm *crm, const char *table, const char *const *values)
{
	struct answer answer = {0};
	enum status status = conf_put(crm, conf_find(table), values, &answer);
	if (status == CRM_OK && answer_is_rejected(&answer))
		status = why_set(&crm->why, CRM_CONFIG, "%s: %.800s", table, answer.reason ? answer.reason : "");
	return status;
}

enum { STAGE_CODE, STAGE_NAME, STAGE_POS, STAGE_KIND, STAGE_CELLS };

/* Behind the other stages of the way, before those that win: they make room. */
static enum status make_stage(struct crm *crm, const char *word)
{
	const char *values[CONF_WIDTH] = {[STAGE_NAME] = word, [STAGE_KIND] = "open"};
	struct conf_rows rows;
	int64_t last = 0;
	enum status status = conf_load(crm, conf_find("stage"), &rows);
	for (int i = 0; i < rows.n && status == CRM_OK; i++)
		if (strcmp(rows.row[i][STAGE_KIND], "won") != 0 && atoll(rows.row[i][STAGE_POS]) > last)
			last = atoll(rows.row[i][STAGE_POS]);
	for (int i = 0; i < rows.n && status == CRM_OK; i++) {
		const char *wins[CONF_WIDTH] = {[STAGE_CODE] = rows.row[i][STAGE_CODE],
		    [STAGE_POS] = arena_format(&crm->chunk, "%lld", (long long)last + 1000 + i)};
		if (strcmp(rows.row[i][STAGE_KIND], "won") == 0 && atoll(rows.row[i][STAGE_POS]) <= last + 1)
			status = wins[STAGE_POS] ? put_setting(crm, "stage", wins) : why_memory(&crm->why);
	}
	values[STAGE_CODE] = new_code(crm, word, is_stage);
	values[STAGE_POS] = arena_format(&crm->chunk, "%lld", (long long)last + 1);
	if (status == CRM_OK && (!values[STAGE_CODE] || !values[STAGE_POS]))
		status = why_memory(&crm->why);
	return status == CRM_OK ? put_setting(crm, "stage", values) : status;
}

/* Another spelling of the same word has made it: CRM_OK; CRM_DATA if not. */
static enum status find_made(struct crm *crm, const char *column, const char *word)
{
	const struct stage *stage;
	const struct manager *manager;
	const struct reason *reason;
	if (strcmp(column, "stage") == 0)
		return stage_meant(crm, word, &stage);
	if (strcmp(column, "manager") == 0)
		return manager_meant(crm, word, &manager);
	enum status status = outcome_reason(crm, word, &reason);
	return status == CRM_OK && !reason ? CRM_DATA : status;
}

static enum status make_word(struct crm *crm, const char *column, const char *word)
{
	const char *values[CONF_WIDTH] = {NULL, word};
	enum status status = find_made(crm, column, word);
	if (status != CRM_DATA)
		return status;
	if (strcmp(column, "stage") == 0)
		return make_stage(crm, word);
	bool manager = strcmp(column, "manager") == 0;
	values[0] = new_code(crm, word, manager ? is_manager : is_reason);
	values[2] = manager ? NULL : "lose";
	return values[0] ? put_setting(crm, column, values) : why_memory(&crm->why);
}

enum status intake_make(struct crm *crm, const struct rec *recs, int n)
{
	struct unread *before = crm->unread, *found;
	crm->unread = NULL;
	enum status status = intake_survey(crm, recs, n);
	found = crm->unread;
	crm->unread = before;
	for (const struct unread *one = found; one && status == CRM_OK; one = one->next)
		if (one->word && strcmp(one->column, "state") != 0)
			status = make_word(crm, one->column, one->word);
	return status;
}
