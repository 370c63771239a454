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
	enum fate fate;
	struct rule *next;
};

struct entry {
	const char *norm;
	enum fate fate;
};

struct judge {
	struct crm *crm;
	struct rule *rules;
	struct entry *lists; /* sorted by norm */
	int n_lists;
	bool many; /* rows enough that compiling patterns to machine code pays */
	struct buf folded;
};

static enum fate fate_of(const char *verdict)
{
	if (strcmp(verdict, "spam") == 0 || strcmp(verdict, "blocked") == 0)
		return FATE_SPAM;
	return strcmp(verdict, "shareholder") == 0 ? FATE_SHAREHOLDER : FATE_EXISTING;
}

static int intake_column(const char *name)
{
	for (int i = 0; i < INTAKE_COLUMNS; i++)
		if (strcmp(intake_columns[i].name, name) == 0)
			return i;
	return -1;
}

static enum status load_rules(struct judge *judge)
{
	struct crm *crm = judge->crm;
	struct rule **last = &judge->rules;
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_judge_rules, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct rule *rule = arena_zero(&crm->chunk, sizeof *rule);
		if (rule) {
			rule->name = arena_copy(&crm->chunk, db_text(row, 0));
			rule->field = arena_copy(&crm->chunk, db_text(row, 1));
			rule->text = arena_copy(&crm->chunk, db_text(row, 2));
		}
		if (!rule || !rule->name || !rule->field || !rule->text) {
			status = why_memory(&crm->why);
		} else {
			rule->column = intake_column(rule->field);
			rule->fate = fate_of(db_text(row, 3));
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

static enum status load_lists(struct judge *judge)
{
	struct crm *crm = judge->crm;
	struct stmt *row;
	int room = 0;
	enum status status = db_ask(crm->db, sql_judge_lists, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		if (judge->n_lists == room) {
			struct entry *more =
			    arena_get(&crm->chunk, (size_t)(room = room ? room * 2 : 64) * sizeof *more);
			if (more && judge->n_lists)
				memcpy(more, judge->lists, (size_t)judge->n_lists * sizeof *more);
			judge->lists = more;
		}
		const char *norm = arena_copy(&crm->chunk, db_text(row, 1));
		if (!judge->lists || !norm) {
			db_done(row);
			return why_memory(&crm->why);
		}
		judge->lists[judge->n_lists++] = (struct entry){norm, fate_of(db_text(row, 0))};
	}
	if (judge->n_lists)
		qsort(judge->lists, (size_t)judge->n_lists, sizeof *judge->lists, by_norm);
	return status == CRM_NONE ? CRM_OK : status;
}

enum status judge_open(struct crm *crm, bool many, struct judge **out)
{
	struct judge *judge = *out = arena_zero(&crm->chunk, sizeof *judge);
	if (!judge)
		return why_memory(&crm->why);
	judge->crm = crm;
	judge->many = many;
	enum status status = load_rules(judge);
	return status == CRM_OK ? load_lists(judge) : status;
}

void judge_close(struct judge *judge)
{
	for (struct rule *rule = judge ? judge->rules : NULL; rule; rule = rule->next)
		pattern_free(rule->pattern);
	if (judge)
		buf_free(&judge->folded);
}

static const struct entry *listed(const struct judge *judge, const char *norm)
{
	struct entry key = {.norm = norm};
	return judge->n_lists ? bsearch(&key, judge->lists, (size_t)judge->n_lists, sizeof key, by_norm) : NULL;
}

/* A phone, an address, its domain (@spam.example), or a name. */
static const struct entry *in_lists(struct judge *judge, const struct inquiry *q)
{
	char digits[24];
	const struct entry *found = NULL;
	if (!judge->n_lists)
		return NULL;
	snprintf(digits, sizeof digits, "%lld", (long long)q->phone);
	if (q->phone)
		found = listed(judge, digits);
	if (!found && q->email)
		found = listed(judge, q->email);
	if (!found && q->email)
		found = listed(judge, strchr(q->email, '@'));
	if (!found && q->rec->value[IN_NAME]) {
		buf_clear(&judge->folded);
		casefold_put(&judge->folded, q->rec->value[IN_NAME]);
		found = judge->folded.text ? listed(judge, judge->folded.text) : NULL;
	}
	return found;
}

static const char *subject(const struct rule *rule, const struct rec *rec)
{
	if (rule->column >= 0)
		return rec->value[rule->column];
	for (int i = 0; i < rec->n_more; i++)
		if (strcmp(rec->more_name[i], rule->field) == 0)
			return rec->more_value[i];
	return NULL;
}

/* Rules on the same column follow each other as a rule of thumb: fold each text once. */
static enum status in_rules(struct judge *judge, struct intake *in, struct inquiry *q, const struct rule **found)
{
	const char *folded_of = NULL;
	*found = NULL;
	for (struct rule *rule = judge->rules; rule; rule = rule->next) {
		const char *text = subject(rule, q->rec);
		if (!text)
			continue;
		if (text != folded_of) {
			buf_clear(&judge->folded);
			casefold_put(&judge->folded, text);
			folded_of = text;
		}
		enum status status = judge->folded.failed ? why_memory(&judge->crm->why) : CRM_OK;
		if (status == CRM_OK && !rule->pattern)
			status = pattern_new(&rule->pattern, rule->text, judge->many, &judge->crm->why);
		if (status != CRM_OK)
			return status;
		switch (
		    pattern_match(rule->pattern, judge->folded.text ? judge->folded.text : "", judge->folded.length)) {
		case PATTERN_YES: *found = rule; return CRM_OK;
		case PATTERN_GAVE_UP:
			/* Not a match, and not silence: the row says which rule could not decide. */
			note_runaway(judge->crm, rule->name);
			status =
			    inquiry_warn(in, q, _("rule %s gave up on this row: its pattern runs away"), rule->name);
			if (status != CRM_OK)
				return status;
			break;
		case PATTERN_NO: break;
		}
	}
	return CRM_OK;
}

/* A field that people do not see and programs fill in: see flow/form/form.h. */
static bool in_trap(const struct rec *rec)
{
	for (int i = 0; i < rec->n_more; i++)
		if (strcmp(rec->more_name[i], "honeypot") == 0)
			return true;
	return false;
}

enum status judge_inquiry(struct judge *judge, struct intake *in, struct inquiry *q, enum fate *fate)
{
	const struct rule *rule;
	const struct entry *entry = in_lists(judge, q);
	*fate = FATE_ADDED;
	bool trapped = in_trap(q->rec);
	if (trapped || (entry && entry->fate == FATE_SPAM)) {
		*fate = FATE_SPAM;
		q->rule = trapped ? _("honeypot") : _("list blocked");
		q->judged_by = trapped ? "honeypot" : "blocked";
		return CRM_OK;
	}
	enum status status = in_rules(judge, in, q, &rule);
	if (status != CRM_OK)
		return status;
	if (rule && (rule->fate == FATE_SPAM || !entry)) {
		*fate = rule->fate;
		q->rule = arena_format(&in->crm->chunk, _("rule %s"), rule->name);
		q->judged_by = rule->name;
	} else if (entry) {
		*fate = entry->fate;
		q->rule = _("list shareholder");
		q->judged_by = "shareholder";
	}
	return CRM_OK;
}
