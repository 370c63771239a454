/* What a person typed for something of ours, and sentences about words that nobody knows. */
#include "book/context/dictionaries_private.h"

#include "base/text/casefold.h"
#include "base/text/phone.h"
#include "base/text/typed.h"

#define LISTED 20 /* a list that nobody reads to the end helps nobody */

/* What the ${i}-th thing of a list is called. */
struct called {
	const char *code, *name, *email; /* NULL: none */
};

static bool call_stage(const struct crm *crm, int i, struct called *called)
{
	const struct stage *stage = stage_at(crm, i);
	if (stage)
		*called = (struct called){stage->code, stage->name, NULL};
	return stage != NULL;
}

static bool call_manager(const struct crm *crm, int i, struct called *called)
{
	const struct manager *manager = manager_at(crm, i);
	if (manager)
		*called = (struct called){manager->code, manager->name, manager->email};
	return manager != NULL;
}

/* Did the table or a manager before him name his unit? */
static bool is_named_before(const struct crm *crm, const struct manager *manager)
{
	for (int i = 0; i < unit_count(crm); i++)
		if (strcmp(crm->dictionaries->units[i].unit, manager->unit) == 0)
			return true;
	for (int i = 0; manager_at(crm, i) != manager; i++)
		if (manager_at(crm, i)->unit && strcmp(manager_at(crm, i)->unit, manager->unit) == 0)
			return true;
	return false;
}

/* Units of the table, then those that only managers name. */
static bool call_unit(const struct crm *crm, int i, struct called *called)
{
	const struct manager *manager = manager_at(crm, i - unit_count(crm));
	if (i < unit_count(crm))
		*called = (struct called){crm->dictionaries->units[i].unit, crm->dictionaries->units[i].name, NULL};
	else if (manager)
		*called = (struct called){
		    .code = manager->unit && *manager->unit && !is_named_before(crm, manager) ? manager->unit : NULL};
	return i < unit_count(crm) || manager;
}

static bool call_reason_of(const struct crm *crm, int i, struct called *called, bool lose, bool other)
{
	const struct dictionaries *words = crm->dictionaries;
	if (i >= words->n_reasons)
		return false;
	*called = (struct called){0};
	if (words->reasons[i].lose ? lose : other)
		*called = (struct called){words->reasons[i].code, words->reasons[i].name, NULL};
	return true;
}

static bool call_reason(const struct crm *crm, int i, struct called *called)
{
	return call_reason_of(crm, i, called, true, true);
}

static bool call_reason_to_lose(const struct crm *crm, int i, struct called *called)
{
	return call_reason_of(crm, i, called, true, false);
}

static bool call_reason_to_disqualify(const struct crm *crm, int i, struct called *called)
{
	return call_reason_of(crm, i, called, false, true);
}

static const struct meant_list {
	bool (*call)(const struct crm *crm, int i, struct called *called); /* false: there are no more */
	bool people;
	bool words; /* one word of a name may stand for it: «Север» for «Группа «Север»» */
	const char *near, *far;
} lists[MEANT_LISTS] = {
    [MEANT_STAGE] = {.call = call_stage,
        .near = N_("no stage «%s»: did you mean %s? stages:%s"),
        .far = N_("no stage «%s»; stages:%s")},
    [MEANT_MANAGER] = {.call = call_manager,
        .people = true,
        .near = N_("no manager «%s»: did you mean %s? managers:%s"),
        .far = N_("no manager «%s»; managers:%s")},
    [MEANT_UNIT] = {.call = call_unit,
        .words = true,
        .near = N_("no unit «%s»: did you mean %s? units:%s"),
        .far = N_("no unit «%s»; units:%s")},
    [MEANT_REASON] = {.call = call_reason,
        .near = N_("no reason «%s»: did you mean %s? reasons:%s"),
        .far = N_("no reason «%s»; reasons:%s")},
    [MEANT_REASON_TO_LOSE] = {.call = call_reason_to_lose,
        .near = N_("no reason to lose «%s»: did you mean %s? reasons:%s"),
        .far = N_("no reason to lose «%s»; reasons:%s")},
    [MEANT_REASON_TO_DISQUALIFY] = {.call = call_reason_to_disqualify,
        .near = N_("no reason to disqualify «%s»: did you mean %s? reasons:%s"),
        .far = N_("no reason to disqualify «%s»; reasons:%s")},
};

/* The address in ${text} («Иван <ivan@dept.example>»), folded; "" if there is none. */
static void address_in(const char *text, char address[256])
{
	static const char around[] = " \t<>()[],;\"";
	const char *at = strchr(text, '@'), *from = at;
	char word[256];
	address[0] = '\0';
	if (!at)
		return;
	while (from > text && !strchr(around, from[-1]))
		from--;
	size_t length = strcspn(from, around);
	if (length >= sizeof word)
		return;
	memcpy(word, from, length);
	word[length] = '\0';
	email_fold(word, address);
}

/* How well a word fits: by what a thing is called, from the surest. */
enum fit { FIT_NONE, FIT_NEARLY, FIT_NAME, FIT_CODE };

static enum fit fit_of(const struct meant_list *list, const struct called *called, const char *word, const char *email)
{
	enum typed code = typed_thing(word, called->code);
	bool address = *email && !strchr(word, ' '); /* alone it means whose it is, not whose name has it */
	enum typed name = code == TYPED_SAME || address ? TYPED_NOT
	                  : list->people                ? typed_person(word, called->name)
	                                                : typed_thing(word, called->name);
	if (name == TYPED_NOT && !address && list->words && typed_person(word, called->name) != TYPED_NOT)
		name = TYPED_NEARLY;
	if (code == TYPED_SAME || (*email && called->email && strcmp(email, called->email) == 0))
		return FIT_CODE;
	if (name == TYPED_SAME)
		return FIT_NAME;
	return name == TYPED_NEARLY || (code == TYPED_NEARLY && !list->people) ? FIT_NEARLY : FIT_NONE;
}

/* The best of those that fit, and how many are as good. */
static int best_fit(const struct crm *crm, const struct meant_list *list, const char *word, int *equals)
{
	struct called called, first = {0};
	enum fit best = FIT_NONE;
	char email[256];
	int found = -1;
	*equals = 0;
	address_in(word, email);
	for (int i = 0; list->call(crm, i, &called); i++) {
		enum fit fit = called.code ? fit_of(list, &called, word, email) : FIT_NONE;
		if (fit == FIT_NONE || fit < best || (fit == best && strcmp(called.code, first.code) == 0))
			continue;
		*equals = fit == best ? *equals + 1 : 1;
		if (fit > best)
			found = i;
		first = fit > best ? called : first;
		best = fit;
	}
	return found;
}

struct suggestion {
	struct crm *crm;
	const char *word, *folded;
	struct buf list;
	const char *nearest;
	int distance;
	int n;
};

static const char *folded_copy(struct crm *crm, const char *text)
{
	struct buf buf = {0};
	casefold_put(&buf, text);
	const char *copy = buf.failed ? NULL : arena_copy(&crm->chunk, buf.text ? buf.text : "");
	buf_free(&buf);
	return copy ? copy : text;
}

/* With all of a name, and with each word of it: «Кимм» is a slip of «Ким Олег». */
static void compare_with(struct suggestion *choice, const char *name, const char *code)
{
	int distance = text_distance(choice->folded, name);
	for (const char *word = name, *next; word && strchr(name, ' '); word = next) {
		char one[128];
		size_t length = strcspn(word, " ");
		next = word[length] ? word + length + 1 : NULL;
		(void)snprintf(one, sizeof one, "%.*s", (int)length, word);
		int near = length >= sizeof one ? distance : text_distance(choice->folded, one);
		distance = near < distance ? near : distance;
	}
	if (distance < choice->distance) {
		choice->distance = distance;
		choice->nearest = code;
	}
}

static void choose_among(struct suggestion *choice, const struct called *called)
{
	const char *const names[] = {called->code, called->name};
	if (++choice->n == LISTED + 1)
		buf_put(&choice->list, " …");
	if (choice->n <= LISTED) {
		buf_char(&choice->list, ' ');
		buf_put(&choice->list, called->code);
	}
	for (int i = 0; i < 2 && names[i]; i++)
		compare_with(choice, folded_copy(choice->crm, names[i]), called->code);
}

/* What there is instead of a word; the caller frees its list. */
static struct suggestion suggest(struct crm *crm, enum meant which, const char *word)
{
	struct suggestion choice = {.crm = crm, .word = word, .folded = folded_copy(crm, word)};
	const struct meant_list *list = &lists[which];
	struct called called;
	choice.distance = 1 + (int)(strlen(word) / 3); /* further away is another word */
	if (choice.distance > 4)
		choice.distance = 4;
	for (int i = 0; list->call(crm, i, &called); i++)
		if (called.code)
			choose_among(&choice, &called);
	return choice;
}

const struct stage *stage_slip(struct crm *crm, const char *word)
{
	struct suggestion choice = suggest(crm, MEANT_STAGE, word);
	buf_free(&choice.list);
	return choice.nearest ? stage_find(crm, choice.nearest) : NULL;
}

static const char *unknown(struct crm *crm, enum meant which, const char *word)
{
	const struct meant_list *list = &lists[which];
	struct suggestion choice = suggest(crm, which, word);
	const char *all = choice.list.failed || !choice.list.text ? _(" there are none") : choice.list.text;
	const char *text = choice.nearest ? arena_format(&crm->chunk, _(list->near), word, choice.nearest, all)
	                                  : arena_format(&crm->chunk, _(list->far), word, all);
	buf_free(&choice.list);
	return text ? text : _("no memory");
}

/* Which one of several? */
static enum status several(struct crm *crm, const struct meant_list *list, const char *word, int first)
{
	struct called called;
	struct buf all = {0};
	char email[256];
	address_in(word, email);
	list->call(crm, first, &called);
	enum fit fit = fit_of(list, &called, word, email);
	for (int i = first, n = 0; list->call(crm, i, &called); i++) {
		if (!called.code || fit_of(list, &called, word, email) != fit || ++n > LISTED)
			continue;
		buf_put(&all, all.length ? ", " : "");
		buf_put(&all, called.code);
		if (called.name)
			buf_format(&all, " (%s)", called.name);
	}
	enum status status = all.failed ? why_memory(&crm->why)
	                                : why_set(&crm->why, CRM_DATA, _("«%s» is more than one: %s"), word, all.text);
	buf_free(&all);
	return status;
}

enum status meant_find(struct crm *crm, enum meant which, const char *word, int *found)
{
	struct dict_index *spelled = &crm->dictionaries->spelled[which];
	int equals;
	*found = (int)dict_index_find(spelled, word);
	if (*found >= 0)
		return CRM_OK;
	*found = best_fit(crm, &lists[which], word, &equals);
	if (equals > 1)
		return several(crm, &lists[which], word, *found);
	if (*found < 0)
		return CRM_NONE;
	word = arena_copy(&crm->dictionaries->text, word);
	return word && dict_index_put(spelled, word, *found) ? CRM_OK : why_memory(&crm->why);
}

static enum status find_meant(struct crm *crm, enum meant which, const char *word, int *found)
{
	enum status status = meant_find(crm, which, word, found);
	return status == CRM_NONE ? why_set(&crm->why, CRM_DATA, "%s", unknown(crm, which, word)) : status;
}

enum status stage_meant(struct crm *crm, const char *word, const struct stage **stage)
{
	int found = -1;
	*stage = stage_find(crm, word);
	enum status status = *stage ? CRM_OK : find_meant(crm, MEANT_STAGE, word, &found);
	if (!*stage && status == CRM_OK)
		*stage = stage_at(crm, found);
	return status;
}

enum status manager_if_meant(struct crm *crm, const char *word, const struct manager **manager)
{
	int found = -1;
	*manager = manager_find(crm, word);
	enum status status = *manager ? CRM_OK : meant_find(crm, MEANT_MANAGER, word, &found);
	if (!*manager && status == CRM_OK)
		*manager = manager_at(crm, found);
	return status;
}

enum status manager_meant(struct crm *crm, const char *word, const struct manager **manager)
{
	enum status status = manager_if_meant(crm, word, manager);
	return status == CRM_NONE ? why_set(&crm->why, CRM_DATA, "%s", unknown(crm, MEANT_MANAGER, word)) : status;
}

enum status reason_meant(struct crm *crm, const char *word, enum reason_kind kind, const struct reason **reason)
{
	static const enum meant which[] = {[REASON_ANY] = MEANT_REASON,
	    [REASON_TO_LOSE] = MEANT_REASON_TO_LOSE,
	    [REASON_TO_DISQUALIFY] = MEANT_REASON_TO_DISQUALIFY};
	int found = -1;
	*reason = reason_find(crm, word);
	if (*reason && kind != REASON_ANY && (*reason)->lose != (kind == REASON_TO_LOSE))
		*reason = NULL;
	enum status status = *reason ? CRM_OK : find_meant(crm, which[kind], word, &found);
	if (!*reason && status == CRM_OK)
		*reason = &crm->dictionaries->reasons[found];
	return status;
}

enum status unit_meant(struct crm *crm, const char *word, const char **unit)
{
	struct called called;
	int found = -1;
	*unit = unit_known(crm, word) ? word : NULL;
	enum status status = *unit ? CRM_OK : find_meant(crm, MEANT_UNIT, word, &found);
	if (!*unit && status == CRM_OK && call_unit(crm, found, &called))
		*unit = called.code;
	return status;
}
