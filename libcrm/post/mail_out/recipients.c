#include "post/mail_out/recipients.h"

#include "base/text/phone.h"

static bool works_here(struct crm *crm, const struct manager *m)
{
	return m->left > zone_day(crm->zone, crm->now);
}

static bool word_means(const struct manager *m, const char *word)
{
	static const char *const groups[][2] = {{"@heads", "head"}, {"@managers", "manager"}, {"@admins", "admin"}};
	if (*word != '@')
		return strcmp(word, m->code) == 0;
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (strcmp(word, groups[i][0]) == 0)
			return strcmp(m->role, groups[i][1]) == 0;
	return strcmp(word, "@all") == 0 || (m->unit && strcmp(word + 1, m->unit) == 0);
}

static enum status add_recipient(struct crm *crm, const struct manager **list, int *n, const struct manager *m)
{
	char folded[256];
	for (int i = 0; i < *n; i++)
		if (list[i] == m)
			return CRM_OK;
	email_fold(m->email ? m->email : "", folded);
	if (!*folded)
		return why_set(&crm->why, CRM_CONFIG, _("%s has no e-mail address: see crm-conf put manager"), m->code);
	list[(*n)++] = m;
	return CRM_OK;
}

enum status recipients(struct crm *crm, const char *to, const struct manager ***list, int *n)
{
	char *words = arena_copy(&crm->run, to), *rest = words;
	*n = 0;
	*list = arena_get(&crm->run, ((size_t)manager_count(crm) + 1) * sizeof **list);
	if (!words || !*list)
		return why_memory(&crm->why);
	for (char *word; (word = strsep(&rest, ", ")) != NULL;) {
		bool any = !*word;
		for (int i = 0; i < manager_count(crm) && *word; i++) {
			const struct manager *m = manager_at(crm, i);
			if (!works_here(crm, m) || !word_means(m, word))
				continue;
			any = true;
			enum status status = add_recipient(crm, *list, n, m);
			if (status != CRM_OK)
				return status;
		}
		if (!any)
			return why_set(&crm->why, CRM_USAGE,
			    _("nobody on the staff is «%s»: a manager's code, @heads, @managers, @admins, @all or "
			      "@UNIT"),
			    word);
	}
	return *n ? CRM_OK : why_set(&crm->why, CRM_USAGE, _("to whom? --to @heads"));
}

bool recipient_can_be_told(struct crm *crm, const struct manager *who)
{
	char folded[256];
	email_fold(who->email ? who->email : "", folded);
	return *folded && works_here(crm, who);
}

static bool heads_unit(const struct crm *crm, const struct manager *who, const char *unit)
{
	const char *code = unit_head(crm, unit);
	if (code && *code)
		return strcmp(code, who->code) == 0;
	return strcmp(who->role, "head") == 0 && who->unit && strcmp(who->unit, unit) == 0;
}

/* Those of a role, or (role NULL) who head the unit. */
static void choose_by_role(
    struct crm *crm, const char *unit, const char *role, int64_t but, const struct manager **list, int *n)
{
	for (int i = 0; i < manager_count(crm); i++) {
		const struct manager *who = manager_at(crm, i);
		bool fits = role ? strcmp(who->role, role) == 0 : heads_unit(crm, who, unit);
		if (fits && who->id != but && recipient_can_be_told(crm, who))
			list[(*n)++] = who;
	}
}

enum status recipients_heads(struct crm *crm, int64_t manager, const struct manager ***list, int *n)
{
	const struct manager *who = manager_id(crm, manager);
	const char *unit = who ? who->unit : NULL;
	*n = 0;
	*list = arena_get(&crm->run, ((size_t)manager_count(crm) + 1) * sizeof **list);
	if (!*list)
		return why_memory(&crm->why);
	for (int steps = unit_count(crm); unit && *unit && steps >= 0 && *n == 0; steps--) {
		choose_by_role(crm, unit, NULL, manager, *list, n);
		unit = unit_parent(crm, unit);
	}
	if (*n == 0)
		choose_by_role(crm, NULL, "head", manager, *list, n);
	if (*n == 0)
		choose_by_role(crm, NULL, "admin", manager, *list, n);
	if (*n == 0 && who && strcmp(who->role, "manager") != 0 && recipient_can_be_told(crm, who))
		(*list)[(*n)++] = who;
	return CRM_OK;
}
