/* Two databases side by side, and one as a number. */
#include "book/projection/apply.h"

#include "book/check/compare.sql.h"

/*
 * A letter for each column says what it is, and what the digest takes of it:
 *   i  a number   t  a text   .  a number of ours, which the digest leaves out
 *   m  a manager, s  a stage, r  a reason, 1 2 3  a source, campaign, project: the digest takes what they are called
 */
struct compared_table {
	const char *name, *sql;
	int keys; /* the first columns, by which rows come in order */
	const char *letters, *columns;
	bool hashed;
};

static const struct compared_table tables[] = {
    {"manager", sql_all_manager, 1, "t.ttttttiitiii",
        "manager id name email role unit phone extension weight capacity zone hired left wip", true},
    {"unit", sql_all_unit, 1, "tttt", "unit name parent head", true},
    {"stage", sql_all_stage, 1, "t.titiit", "stage id name pos kind target_days rot_days required", true},
    {"reason", sql_all_reason, 1, "t.tti", "reason id name kind reanimate", true},
    {"source", sql_all_source, 1, "ttt", "source name channel", true},
    {"calendar", sql_all_calendar, 1, "itt", "day kind intervals", true},
    {"absence", sql_all_absence, 2, "tiit", "manager from to kind", true},
    {"rule", sql_all_rule, 1, "tittttt", "rule pos column pattern verdict reason example", true},
    {"list", sql_all_list, 2, "tttt", "list value note norm", true},
    {"criterion", sql_all_criterion, 1, "ttttt", "criterion stage column pattern message", true},
    {"programme", sql_all_programme, 1, "ttiii", "programme reasons cooldown_days max_entries holdout_pct", true},
    {"step", sql_all_step, 3, "tititt", "programme step segment delay_days channel template", true},
    {"setting", sql_all_setting, 1, "tt", "key value", true},
    {"plan", sql_all_plan, 4, "ittt.i", "month metric manager unit plan value", true},
    {"dict", sql_all_dict, 2, "iit", "kind id word", false},
    {"client", sql_all_client, 1, "iti", "client name filled", true},
    {"phone", sql_all_phone, 1, "iii.", "phone client leads event", true},
    {"email", sql_all_email, 1, "tii.", "email client leads event", true},
    {"inn", sql_all_inn, 1, "iii.", "inn client leads event", true},
    {"lead", sql_all_lead, 1, "ii.ism123iiiiiri",
        "lead client event state stage manager source campaign project amount created_at stage_since decided_at "
        "last_touch reason origin",
        true},
    {"reach", sql_all_reach, 2, "isimi", "lead stage at manager skipped", true},
    {"clock", sql_all_clock, 5, "isiiiiimim", "kind stage started lead nth stopped ended manager since former", true},
    {"owning", sql_all_owning, 1, "iim", "lead since former", true},
    {"seen", sql_all_seen, 1, "ii.", "hash lead event", true},
    {"task", sql_all_task, 1, "iiimtiititi", "task lead client manager kind due minutes text done_at result former_due",
        true},
    {"lead_sum of manager", sql_all_manager_sum, 5, "iimsiii", "sum day manager stage state n amount", true},
    {"lead_sum of source", sql_all_source_sum, 5, "ii1siii", "sum day source stage state n amount", true},
    {"cursor", sql_all_cursor, 1, "ti", "name value", true},
    {"enrolment", sql_all_enrolment, 1, "iitiiii", "enrolment lead programme entry enrolled_at state ended_at", true},
    {"sent", sql_all_sent, 2, "iii", "enrolment step at", true},
    {"route", sql_all_route, 1, "tittt", "route pos segment members method", true},
    /* whom a name was known by at a number of many: by the order in which it was learned, so that taking back and doing
       again is another state of it and none of the business */
    {"shared", sql_all_shared, 1, "ii.", "key client event", false},
    {"role", sql_all_role, 1, "it", "client role", true},
    {"merged", sql_all_merged, 1, "iii", "client target root", true},
    {"refused", sql_all_refused, 2, "ii.", "a b event", true},
    {"consent", sql_all_consent, 2, "itii.t", "client channel state at event proof", true},
    {"received", sql_all_received, 2, "mii", "manager at leads", true},
    {"credit", sql_all_credit, 2, "tmi", "route manager value", true},
    {"alert", sql_all_alert, 6, "itiitmi", "lead clock task started state manager at", true},
    {"letter", sql_all_letter, 1, "ti.", "msgid lead event", true},
    {"suppressed", sql_all_suppressed, 1, "ti", "key at", true},
};
#define N_TABLES ((int)(sizeof tables / sizeof *tables))

/* One side: a row, or none left. */
struct side {
	struct crm *crm;
	struct stmt *stmt;
	bool ended;
};

static enum status next_row(struct side *side)
{
	enum status status = db_next(side->stmt);
	side->ended = status != CRM_OK;
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status open_side(struct side *side, struct crm *crm, const char *sql)
{
	*side = (struct side){.crm = crm, .ended = true};
	enum status status = db_ask(crm->db, sql, NULL, &side->stmt);
	return status == CRM_OK ? next_row(side) : status;
}

static int order_of_cells(const struct side *a, const struct side *b, char letter, int column)
{
	bool x_null = db_null(a->stmt, column), y_null = db_null(b->stmt, column);
	if (x_null || y_null)
		return (int)y_null - (int)x_null;
	if (letter == 't')
		return strcmp(db_text(a->stmt, column), db_text(b->stmt, column));
	int64_t x = db_int(a->stmt, column), y = db_int(b->stmt, column);
	return (x > y) - (x < y);
}

/* Below 0: a row of a that b has not. */
static int order_of_rows(const struct compared_table *table, const struct side *a, const struct side *b)
{
	int order = 0;
	if (a->ended || b->ended)
		return (int)a->ended - (int)b->ended;
	for (int i = 0; i < table->keys && order == 0; i++)
		order = order_of_cells(a, b, table->letters[i], i);
	return order;
}

static void put_cell(struct buf *buf, const struct side *side, char letter, int column)
{
	if (db_null(side->stmt, column))
		buf_put(buf, "");
	else if (letter == 't')
		buf_put(buf, db_text(side->stmt, column));
	else
		buf_int(buf, db_int(side->stmt, column));
}

static void put_key(struct buf *buf, const struct compared_table *table, const struct side *side)
{
	for (int i = 0; i < table->keys; i++) {
		buf_put(buf, i > 0 ? " " : "");
		put_cell(buf, side, table->letters[i], i);
	}
}

static void put_name(struct buf *buf, const struct compared_table *table, int column)
{
	const char *name = table->columns;
	for (; column > 0; column--)
		name += strcspn(name, " ") + 1;
	buf_add(buf, name, strcspn(name, " "));
}

struct comparison {
	int limit;
	void (*each)(void *arg, const char *table, const char *text);
	void *arg;
	int64_t *differences;
};

static enum status report_row(
    struct comparison *c, const struct compared_table *table, const struct side *side, struct buf *text)
{
	enum status status = text->failed ? why_memory(&side->crm->why) : CRM_OK;
	if (status == CRM_OK && (*c->differences)++ < c->limit)
		c->each(c->arg, table->name, text->text);
	buf_free(text);
	return status;
}

static enum status tell_row(
    struct comparison *c, const struct compared_table *table, const struct side *side, const char *what)
{
	struct buf text = {0};
	put_key(&text, table, side);
	buf_put(&text, what);
	return report_row(c, table, side, &text);
}

static enum status compare_row(
    struct comparison *c, const struct compared_table *table, const struct side *a, const struct side *b)
{
	enum status status = CRM_OK;
	for (int i = table->keys; table->letters[i] != '\0' && status == CRM_OK; i++) {
		struct buf text = {0};
		if (order_of_cells(a, b, table->letters[i], i) == 0)
			continue;
		put_key(&text, table, a);
		buf_put(&text, ": ");
		put_name(&text, table, i);
		buf_put(&text, _(" is «"));
		put_cell(&text, a, table->letters[i], i);
		buf_put(&text, _("», the journal says «"));
		put_cell(&text, b, table->letters[i], i);
		buf_put(&text, "»");
		status = report_row(c, table, a, &text);
	}
	return status;
}

static enum status merge_rows(struct comparison *c, const struct compared_table *table, struct side *a, struct side *b)
{
	enum status status = CRM_OK;
	int n = (int)strlen(table->letters);
	while (status == CRM_OK && (!a->ended || !b->ended)) {
		/* Nearly always nothing differs. */
		bool same = !a->ended && !b->ended && db_same_row(a->stmt, b->stmt, n);
		int order = same ? 0 : order_of_rows(table, a, b);
		if (order < 0)
			status = tell_row(c, table, a, _(": the journal does not know it"));
		else if (order > 0)
			status = tell_row(c, table, b, _(": is missing, the journal has it"));
		else if (!same)
			status = compare_row(c, table, a, b);
		if (status == CRM_OK && order <= 0)
			status = next_row(a);
		if (status == CRM_OK && order >= 0)
			status = next_row(b);
	}
	return status;
}

enum status derived_compare(struct crm *a, struct crm *b, int limit,
    void (*each)(void *arg, const char *table, const char *text), void *arg, int64_t *differences)
{
	struct comparison c = {limit, each, arg, differences};
	enum status status = CRM_OK;
	*differences = 0;
	for (int i = 0; i < N_TABLES && status == CRM_OK; i++) {
		struct side left, right = {.ended = true};
		status = open_side(&left, a, tables[i].sql);
		if (status == CRM_OK)
			status = open_side(&right, b, tables[i].sql);
		if (status == CRM_OK)
			status = merge_rows(&c, &tables[i], &left, &right);
		if (!left.ended)
			db_done(left.stmt);
		if (!right.ended)
			db_done(right.stmt);
	}
	return status;
}

static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static uint64_t add_text(uint64_t hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return mix(hash + 1);
}

static const char *name_of_id(struct crm *crm, char letter, int64_t id)
{
	switch (letter) {
	case 'm': return manager_code(crm, id);
	case 's': return stage_id(crm, id) != NULL ? stage_id(crm, id)->code : "";
	case 'r': return reason_id(crm, id) != NULL ? reason_id(crm, id)->code : "";
	case '1': return dict_word(crm, DICT_SOURCE, id);
	case '2': return dict_word(crm, DICT_CAMPAIGN, id);
	case '3': return dict_word(crm, DICT_PROJECT, id);
	default: return NULL;
	}
}

static uint64_t hash_row(const struct compared_table *table, const struct side *side)
{
	uint64_t hash = add_text(UINT64_C(0xcbf29ce484222325), table->name);
	for (int i = 0; table->letters[i] != '\0'; i++) {
		char letter = table->letters[i];
		if (letter == '.')
			continue;
		hash = mix(hash + (uint64_t)i);
		if (db_null(side->stmt, i))
			continue;
		const char *name =
		    letter == 't' ? db_text(side->stmt, i) : name_of_id(side->crm, letter, db_int(side->stmt, i));
		hash = name != NULL ? add_text(hash, name) : mix(hash ^ mix((uint64_t)db_int(side->stmt, i) + 7));
	}
	return hash;
}

/* The rows are added up, so that their order, which may hang on our numbers, does not matter. */
enum status derived_hash(struct crm *crm, char out[17])
{
	uint64_t sum = 0;
	enum status status = CRM_OK;
	for (int i = 0; i < N_TABLES && status == CRM_OK; i++) {
		struct side side;
		if (!tables[i].hashed)
			continue;
		status = open_side(&side, crm, tables[i].sql);
		while (status == CRM_OK && !side.ended) {
			sum += hash_row(&tables[i], &side);
			status = next_row(&side);
		}
	}
	snprintf(out, 17, "%016llx", (unsigned long long)mix(sum));
	return status;
}
