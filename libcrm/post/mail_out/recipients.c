#include "post/mail_out/recipients.h"

#include "base/text/phone.h"
#include "base/text/word_meant.h"
#include "book/context/absence.h"

static bool works_here(struct crm *crm, const struct manager *m)
{
	return m->left > zone_day(crm->zone, crm->now);
}

/* Whom a word means: one of the staff, or those of a role, or of a unit. */
struct whom {
	const struct manager *manager;
	const char *role, *unit; /* NULL: of any */
};

static bool means(const struct whom *whom, const struct manager *m)
{
	return whom->manager ? m == whom->manager
	                     : (!whom->role || strcmp(m->role, whom->role) == 0) &&
	                           (!whom->unit || (m->unit && strcmp(m->unit, whom->unit) == 0));
}

/* After the @. A unit that is called as a role is called is meant by its code. */
static enum status group_meant(struct crm *crm, const char *word, struct whom *whom)
{
	static const char *const roles[] = {"heads", "managers", "admins", "all", NULL};
	static const char *const role[] = {"head", "manager", "admin", NULL};
	int i = word_meant(word, roles);
	if (i >= 0 && (strcmp(word, roles[i]) == 0 || !unit_known(crm, word))) {
		whom->role = role[i];
		return CRM_OK;
	}
	return unit_meant(crm, word, &whom->unit);
}

static enum status find_whom(struct crm *crm, const char *word, struct whom *whom)
{
	*whom = (struct whom){0};
	return *word == '@' ? group_meant(crm, word + 1, whom) : manager_meant(crm, word, &whom->manager);
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

static enum status add_whom(struct crm *crm, const char *word, const struct manager **list, int *n)
{
	struct whom whom;
	bool any = false;
	enum status status = meant_option(crm, find_whom(crm, word, &whom));
	const char *gone = status == CRM_OK && whom.manager ? manager_gone(crm, whom.manager) : NULL;
	if (gone)
		return why_set(&crm->why, CRM_USAGE, "%s", gone);
	for (int i = 0; i < manager_count(crm) && status == CRM_OK; i++) {
		const struct manager *m = manager_at(crm, i);
		if (!works_here(crm, m) || !means(&whom, m))
			continue;
		any = true;
		status = add_recipient(crm, list, n, m);
	}
	if (status != CRM_OK || any)
		return status;
	return why_set(&crm->why, CRM_USAGE,
	    _("nobody on the staff is «%s»: a manager's code, @heads, @managers, @admins, @all or @UNIT"), word);
}

/* Names have blanks in them; codes may be parted by blanks. */
static enum status add_piece(struct crm *crm, char *piece, const struct manager **list, int *n)
{
	struct whom whom;
	piece += strspn(piece, " ");
	for (size_t length = strlen(piece); length && piece[length - 1] == ' '; length--)
		piece[length - 1] = '\0';
	if (!strchr(piece, ' ') || find_whom(crm, piece, &whom) == CRM_OK)
		return *piece ? add_whom(crm, piece, list, n) : CRM_OK;
	enum status status = CRM_OK;
	for (char *word; status == CRM_OK && (word = strsep(&piece, " ")) != NULL;)
		if (*word)
			status = add_whom(crm, word, list, n);
	return status;
}

enum status recipients(struct crm *crm, const char *to, const struct manager ***list, int *n)
{
	char *pieces = arena_copy(&crm->run, to), *piece;
	*n = 0;
	*list = arena_get(&crm->run, ((size_t)manager_count(crm) + 1) * sizeof **list);
	if (!pieces || !*list)
		return why_memory(&crm->why);
	enum status status = CRM_OK;
	while (status == CRM_OK && (piece = strsep(&pieces, ",")) != NULL)
		status = add_piece(crm, piece, *list, n);
	if (status != CRM_OK)
		return status;
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
