/* What a light says, and why. */
#include "report/lights/lights.h"

static const char *const light_names[LIGHTS] = {N_("red"), N_("yellow"), N_("green")};
static const char *const defect_names[DEFECTS] = {
    "overdue", "no_interest", "late", "no_next_task", "profile", "contacts"};

const char *light_name(enum light light)
{
	return light_names[light];
}

int light_pct(const struct light_fields *fields, int64_t known)
{
	int n = 0;
	for (int i = 0; i < fields->n; i++)
		n += (int)(known >> i & 1);
	return fields->n ? 100 * n / fields->n : 100;
}

int64_t light_tenths(int64_t seconds)
{
	return seconds == LIGHT_NOT_LATE ? 0 : (seconds + 180) / 360;
}

void light_judge(const struct light_rules *rules, struct light_row *row)
{
	const bool is[DEFECTS] = {
	    [DEFECT_OVERDUE] = row->late > rules->grace,
	    [DEFECT_NO_INTEREST] = row->interest == 0,
	    [DEFECT_LATE] = row->late != LIGHT_NOT_LATE && row->late <= rules->grace,
	    [DEFECT_NO_NEXT_TASK] = row->next_task == INSTANT_MAX,
	    [DEFECT_PROFILE] = light_pct(&rules->profile, row->profile) < rules->profile_pct,
	    [DEFECT_CONTACTS] = light_pct(&rules->contacts, row->contacts) < rules->contacts_pct,
	};
	row->defects = 0;
	for (int i = 0; i < DEFECTS; i++)
		row->defects |= (unsigned)is[i] << i;
	if (is[DEFECT_OVERDUE] || is[DEFECT_NO_INTEREST])
		row->light = LIGHT_RED;
	else
		row->light = row->defects ? LIGHT_YELLOW : LIGHT_GREEN;
}

void light_missing_put(struct buf *buf, const struct light_fields *fields, int64_t known)
{
	const char *before = "";
	for (int i = 0; i < fields->n; i++) {
		if (known >> i & 1)
			continue;
		buf_put(buf, before);
		buf_put(buf, fields->name[i]);
		before = ",";
	}
}

void light_reasons_put(struct buf *buf, const struct light_rules *rules, const struct light_row *row)
{
	const char *before = "";
	for (int i = 0; i < DEFECTS; i++) {
		if (!(row->defects >> i & 1))
			continue;
		buf_put(buf, before);
		buf_put(buf, defect_names[i]);
		if (i == DEFECT_PROFILE || i == DEFECT_CONTACTS)
			buf_char(buf, ':');
		if (i == DEFECT_PROFILE)
			light_missing_put(buf, &rules->profile, row->profile);
		if (i == DEFECT_CONTACTS)
			light_missing_put(buf, &rules->contacts, row->contacts);
		before = " ";
	}
}

static void command_put(struct buf *buf, const char *command, int64_t id)
{
	buf_put(buf, command);
	buf_int(buf, id);
}

/* As one word of a shell. */
static void quoted_put(struct buf *buf, const char *text)
{
	buf_char(buf, '\'');
	for (; *text; text++)
		if (*text == '\'')
			buf_put(buf, "'\\''");
		else
			buf_char(buf, *text);
	buf_char(buf, '\'');
}

/* What is not known of a client is to be asked, and that is a task. */
static void ask_put(struct buf *buf, int64_t lead, const struct light_fields *fields, int64_t known)
{
	struct buf missing = {0};
	command_put(buf, "crm-task-add kind=call due=+1h lead=", lead);
	light_missing_put(&missing, fields, known);
	buf_put(buf, " text=");
	quoted_put(buf, missing.text ? missing.text : "");
	buf->failed = buf->failed || missing.failed;
	buf_free(&missing);
}

void light_fix_put(struct buf *buf, const struct light_rules *rules, const struct light_row *row)
{
	int worst = 0;
	while (worst < DEFECTS && !(row->defects >> worst & 1))
		worst++;
	switch ((enum defect)worst) {
	case DEFECT_OVERDUE:
	case DEFECT_LATE: command_put(buf, "crm-task-done ", row->task); break;
	case DEFECT_NO_INTEREST:
		/* Who is worked on again has an interest again; for who bought, or never was a client, the work is to
		   end. */
		command_put(buf, row->lost ? "crm-return " : "crm-task-done ", row->lost ? row->lost : row->task);
		break;
	case DEFECT_NO_NEXT_TASK: command_put(buf, "crm-task-add kind=call due=+1h lead=", row->lead); break;
	case DEFECT_PROFILE: ask_put(buf, row->lead, &rules->profile, row->profile); break;
	case DEFECT_CONTACTS: ask_put(buf, row->lead, &rules->contacts, row->contacts); break;
	case DEFECTS: break;
	}
}
