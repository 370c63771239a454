/* Spam, shareholders, existing clients by the rules and lists of the settings. */
#include "base/text/casefold.h"
#include "base/text/pattern.h"
#include "flow/intake/inquiry_private.h"
#include "flow/intake/intake.sql.h"

struct rule {
	const char *name;
	int column; /* of the intake, or -1: the attribute called field */
	const char *field;
	const char *text;
	struct pattern *pattern; /* compiled when its column first has something to say */
	enum inquiry_verdict verdict;
	struct rule *next;
};

struct entry {
	const char *norm;
	enum inquiry_verdict verdict;
};

struct intake_rules {
	struct crm *crm;
	struct arena *kept;        /* the rules */
	bool has_rules, has_lists; /* loaded: one is asked before the lock, the other under it */
	bool anew;                 /* what was said before the lock is of other rules */
	struct rule *rule;
	struct entry *lists; /* sorted by norm */
	int n_lists;
	bool many;      /* rows enough that compiling patterns to machine code pays */
	int64_t budget; /* of the rules of one row */
	struct buf folded;
};

static enum inquiry_verdict verdict_called(const char *verdict)
{
	if (strcmp(verdict, "spam") == 0 || strcmp(verdict, "blocked") == 0)
		return INQUIRY_SPAM;
	return strcmp(verdict, "shareholder") == 0 ? INQUIRY_SHAREHOLDER : INQUIRY_EXISTING;
}

static int intake_column(const char *name)
{
	for (int i = 0; i < INTAKE_COLUMNS; i++)
		if (strcmp(intake_columns[i].name, name) == 0)
			return i;
	return -1;
}

static enum status load_rules(struct intake_rules *rules, struct crm *crm)
{
	struct rule **last = &rules->rule;
	struct stmt *row;
	rules->has_rules = true;
	enum status status = db_ask(crm->db, sql_intake_rules, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct rule *rule = arena_zero(rules->kept, sizeof *rule);
		if (rule) {
			rule->name = arena_copy(rules->kept, db_text(row, 0));
			rule->field = arena_copy(rules->kept, db_text(row, 1));
			rule->text = arena_copy(rules->kept, db_text(row, 2));
		}
		if (!rule || !rule->name || !rule->field || !rule->text) {
			status = why_memory(&crm->why);
		} else {
			rule->column = intake_column(rule->field);
			rule->verdict = verdict_called(db_text(row, 3));
			*last = rule;
			last = &rule->next;
		}
		if (status != CRM_OK)
			db_done(row);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static int by_norm(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->norm, ((const struct entry *)b)->norm);
}

static enum status load_lists(struct intake_rules *rules)
{
	struct crm *crm = rules->crm;
	struct stmt *row;
	int room = 0;
	rules->has_lists = true;
	enum status status = db_ask(crm->db, sql_intake_lists, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		if (rules->n_lists == room) {
			struct entry *more =
			    arena_get(&crm->chunk, (size_t)(room = room ? room * 2 : 64) * sizeof *more);
			if (more && rules->n_lists)
				memcpy(more, rules->lists, (size_t)rules->n_lists * sizeof *more);
			rules->lists = more;
		}
		const char *norm = arena_copy(&crm->chunk, db_text(row, 1));
		if (!rules->lists || !norm) {
			db_done(row);
			return why_memory(&crm->why);
		}
		rules->lists[rules->n_lists++] = (struct entry){norm, verdict_called(db_text(row, 0))};
	}
	if (rules->n_lists)
		qsort(rules->lists, (size_t)rules->n_lists, sizeof *rules->lists, by_norm);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status open_rules(struct crm *crm, struct arena *kept, bool many, struct intake_rules **out)
{
	struct intake_rules *rules = *out = arena_zero(kept, sizeof *rules);
	if (!rules)
		return why_memory(&crm->why);
	rules->crm = crm;
	rules->kept = kept;
	rules->many = many;
	rules->budget = setting_int(crm, "rule.ms", PATTERN_BUDGET_MS) * PATTERN_MS;
	return CRM_OK;
}

enum status intake_rules_open(struct crm *crm, bool many, struct intake_rules **rules)
{
	return open_rules(crm, &crm->chunk, many, rules);
}

/* Who makes settings reads by other ones from chunk to chunk. */
enum status intake_apart(struct crm *crm, struct crm *reader)
{
	if (option(crm, "make"))
		return CRM_NONE;
	enum status status = open_rules(reader, &reader->run, true, &reader->rules);
	return status == CRM_OK ? load_rules(reader->rules, crm) : why_memory(&crm->why);
}

void intake_rejoin(struct crm *reader)
{
	intake_rules_close(reader->rules);
	reader->rules = NULL;
}

enum status intake_rules_compare(struct intake_rules *rules, const struct intake_rules *asked)
{
	enum status status = rules->has_rules ? CRM_OK : load_rules(rules, rules->crm);
	const struct rule *now = rules->rule, *then = asked->rule;
	while (now && then && now->verdict == then->verdict && strcmp(now->name, then->name) == 0 &&
	       strcmp(now->field, then->field) == 0 && strcmp(now->text, then->text) == 0) {
		now = now->next;
		then = then->next;
	}
	rules->anew = now || then;
	return status;
}

void intake_rules_close(struct intake_rules *rules)
{
	for (struct rule *rule = rules ? rules->rule : NULL; rule; rule = rule->next)
		pattern_free(rule->pattern);
	if (rules)
		buf_free(&rules->folded);
}

static const struct entry *find_listed(const struct intake_rules *rules, const char *norm)
{
	struct entry key = {.norm = norm};
	return rules->n_lists ? bsearch(&key, rules->lists, (size_t)rules->n_lists, sizeof key, by_norm) : NULL;
}

/* A phone, an address, its domain (@spam.example), or a name. */
static const struct entry *in_lists(struct intake_rules *rules, const struct inquiry *q)
{
	char digits[24];
	const struct entry *found = NULL;
	if (!rules->n_lists)
		return NULL;
	snprintf(digits, sizeof digits, "%lld", (long long)q->phone);
	if (q->phone)
		found = find_listed(rules, digits);
	if (!found && q->email)
		found = find_listed(rules, q->email);
	if (!found && q->email)
		found = find_listed(rules, strchr(q->email, '@'));
	if (!found && q->rec->value[INTAKE_NAME]) {
		buf_clear(&rules->folded);
		casefold_put(&rules->folded, q->rec->value[INTAKE_NAME]);
		found = rules->folded.text ? find_listed(rules, rules->folded.text) : NULL;
	}
	return found;
}

static const char *subject_of(const struct rule *rule, const struct rec *rec)
{
	if (rule->column >= 0)
		return rec->value[rule->column];
	for (int i = 0; i < rec->n_more; i++)
		if (strcmp(rec->more_name[i], rule->field) == 0)
			return rec->more_value[i];
	return NULL;
}

/* What the patterns of the rules make of a record. */
struct rules_said {
	const char *rule; /* which fits; NULL: none */
	enum inquiry_verdict verdict;
	struct undecided {
		const char *rule;
		bool late;
		struct undecided *next;
	} * undecided; /* that had no answer, in order */
};

/* Rules on the same column follow each other as a rule of thumb: fold each text once. */
static enum status ask_rules(struct intake_rules *rules, const struct rec *rec, struct rules_said *said)
{
	struct crm *crm = rules->crm;
	const char *folded_of = NULL;
	struct pattern_budget budget = {.left = rules->budget};
	struct undecided **last = &said->undecided;
	enum status status = rules->has_rules ? CRM_OK : load_rules(rules, crm);
	if (status != CRM_OK)
		return status;
	for (struct rule *rule = rules->rule; rule && !said->rule; rule = rule->next) {
		const char *text = subject_of(rule, rec);
		if (!text)
			continue;
		if (text != folded_of) {
			buf_clear(&rules->folded);
			casefold_put(&rules->folded, text);
			folded_of = text;
		}
		if (rules->folded.failed)
			return why_memory(&crm->why);
		if (!rule->pattern)
			status = pattern_new(&rule->pattern, rule->text, rules->many, &crm->why);
		if (status != CRM_OK)
			return status;
		enum pattern_answer answer = pattern_match(
		    rule->pattern, rules->folded.text ? rules->folded.text : "", rules->folded.length, &budget);
		if (answer == PATTERN_YES) {
			said->rule = rule->name;
			said->verdict = rule->verdict;
		} else if (answer != PATTERN_NO) {
			if (!(*last = arena_zero(&crm->chunk, sizeof **last)))
				return why_memory(&crm->why);
			**last = (struct undecided){rule->name, answer == PATTERN_LATE, NULL};
			last = &(*last)->next;
		}
	}
	return CRM_OK;
}

enum status intake_rules_ask(struct intake_rules *rules, struct rec *rec)
{
	static const struct rules_said nothing = {0};
	struct rules_said said = {0}, *kept;
	enum status status = ask_rules(rules, rec, &said);
	rec->ahead = &nothing;
	if (status != CRM_OK || (!said.rule && !said.undecided))
		return status;
	rec->ahead = kept = arena_get(&rules->crm->chunk, sizeof *kept);
	if (!kept)
		return why_memory(&rules->crm->why);
	*kept = said;
	return CRM_OK;
}

/* Not a match, and not silence: the row says which rules could not decide. */
static enum status warn_undecided(struct intake *in, struct inquiry *q, const struct rules_said *said)
{
	enum status status = CRM_OK;
	for (const struct undecided *one = said->undecided; one && status == CRM_OK; one = one->next) {
		note_runaway(in->crm, one->rule, one->late);
		status = one->late
		             ? inquiry_warn(
		                   in, q, _("rule %s ran out of time on this row: it is slow on long texts"), one->rule)
		             : inquiry_warn(in, q, _("rule %s gave up on this row: its pattern runs away"), one->rule);
	}
	return status;
}

/* A field that people do not see and programs fill in: see flow/form/form.h. */
static bool in_trap(const struct rec *rec)
{
	for (int i = 0; i < rec->n_more; i++)
		if (strcmp(rec->more_name[i], "honeypot") == 0)
			return true;
	return false;
}

enum status intake_rules_judge(
    struct intake_rules *rules, struct intake *in, struct inquiry *q, enum inquiry_verdict *verdict)
{
	struct rules_said asked = {0};
	const struct rules_said *said = q->rec->ahead && !rules->anew ? q->rec->ahead : &asked;
	enum status status = rules->has_lists ? CRM_OK : load_lists(rules);
	if (status != CRM_OK)
		return status;
	const struct entry *entry = in_lists(rules, q);
	*verdict = INQUIRY_ADDED;
	bool trapped = in_trap(q->rec);
	if (trapped || (entry && entry->verdict == INQUIRY_SPAM)) {
		*verdict = INQUIRY_SPAM;
		q->rule = trapped ? _("honeypot") : _("list blocked");
		q->judged_by = trapped ? "honeypot" : "blocked";
		return CRM_OK;
	}
	if (said == &asked)
		status = ask_rules(rules, q->rec, &asked);
	if (status == CRM_OK)
		status = warn_undecided(in, q, said);
	if (status != CRM_OK)
		return status;
	if (said->rule && (said->verdict == INQUIRY_SPAM || !entry)) {
		*verdict = said->verdict;
		q->rule = arena_format(&in->crm->chunk, _("rule %s"), said->rule);
		q->judged_by = said->rule;
		q->by_rule = true;
	} else if (entry) {
		*verdict = entry->verdict;
		q->rule = _("list shareholder");
		q->judged_by = "shareholder";
	}
	return CRM_OK;
}
