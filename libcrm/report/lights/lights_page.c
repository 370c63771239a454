/* What the page of lights tells, in whatever form. */
#include "report/lights/lights_page.h"

#include "base/value/number.h"

#define TOTAL (-1)

const char *lights_whose(const struct lights_story *story, int64_t manager)
{
	const struct manager *who = manager_id(story->crm, manager);
	if (manager == TOTAL)
		return _("Total");
	if (!who)
		return _("without an owner");
	return who->name && *who->name ? who->name : who->code;
}

void lights_share_put(struct buf *buf, const struct light_sum *sum)
{
	percent_put(buf, sum->share, 0);
	buf_put(buf, " (");
	number_put(buf, sum->bound.lo * 100, 0);
	buf_put(buf, "–");
	number_put(buf, sum->bound.hi * 100, 0);
	buf_char(buf, ')');
}

void lights_who_put(struct buf *buf, const struct lights_story *story, const struct light_row *row)
{
	buf_int(buf, row->client);
	if (row->name) {
		buf_char(buf, ' ');
		buf_put(buf, row->name);
	}
	buf_put(buf, " – ");
	buf_put(buf, lights_whose(story, row->manager));
}

static void put_hours(struct buf *buf, int64_t late)
{
	struct buf hours = {0};
	number_put_short(&hours, (double)light_tenths(late) / 10);
	buf_format(buf, _("a task is %s working hours late"), hours.text ? hours.text : "");
	buf->failed = buf->failed || hours.failed;
	buf_free(&hours);
}

static void put_missing(struct buf *buf, const char *format, const struct light_fields *fields, int64_t known)
{
	const char *before = " ";
	buf_put(buf, format);
	for (int i = 0; i < fields->n; i++)
		if (!(known >> i & 1)) {
			buf_put(buf, before);
			buf_put(buf, fields->name[i]);
			before = ", ";
		}
}

static void put_defect(
    struct buf *buf, enum defect defect, const struct light_rules *rules, const struct light_row *row)
{
	switch (defect) {
	case DEFECT_OVERDUE:
	case DEFECT_LATE: put_hours(buf, row->late); break;
	case DEFECT_NO_INTEREST: buf_put(buf, _("no open lead")); break;
	case DEFECT_NO_NEXT_TASK: buf_put(buf, _("no next task")); break;
	case DEFECT_PROFILE: put_missing(buf, _("the profile lacks"), &rules->profile, row->profile); break;
	case DEFECT_CONTACTS: put_missing(buf, _("the contacts lack"), &rules->contacts, row->contacts); break;
	case DEFECTS: break;
	}
}

void lights_why_put(struct buf *buf, const struct light_rules *rules, const struct light_row *row)
{
	const char *before = "";
	for (int i = 0; i < DEFECTS; i++) {
		if (!(row->defects >> i & 1))
			continue;
		buf_put(buf, before);
		put_defect(buf, (enum defect)i, rules, row);
		before = "; ";
	}
}

int lights_unshown(const struct lights_story *story)
{
	int64_t red = story->sum[story->n - 1].n[LIGHT_RED];
	return (int)(red - story->n_shown);
}

static void put_moment(struct buf *out, const struct crm *crm, instant_t at)
{
	int year, month, mday, offset = zone_offset(crm->zone, at);
	int64_t local = at + offset, second = (local % 86400 + 86400) % 86400;
	day_split(zone_day(crm->zone, at), &year, &month, &mday);
	buf_format(out, _("%04d-%02d-%02d"), year, month, mday);
	buf_format(out, " %02d:%02d, %s (UTC%c%02d:%02d).", (int)(second / 3600), (int)(second / 60 % 60),
	    zone_name(crm->zone), offset < 0 ? '-' : '+', abs(offset) / 3600, abs(offset) / 60 % 60);
}

static void put_story(struct lights_story *story, const struct query *query)
{
	const int64_t *n = story->sum[story->n - 1].n;
	struct buf *foot = &story->foot;
	struct buf norm = {0};
	buf_format(&story->verdict, _("Traffic light of clients: red %lld, yellow %lld, green %lld"),
	    (long long)n[LIGHT_RED], (long long)n[LIGHT_YELLOW], (long long)n[LIGHT_GREEN]);
	put_moment(foot, story->crm, story->lights->at);
	if (query->horizon.known_at != INSTANT_MAX && !query->of_evening) {
		buf_char(foot, ' ');
		buf_put(foot, _("What had been recorded by"));
		buf_char(foot, ' ');
		instant_put(foot, story->crm->zone, query->horizon.known_at);
		buf_char(foot, '.');
	}
	percent_put(&norm, (double)story->lights->rules.red_norm_pct / 100, 0);
	buf_char(foot, '\n');
	buf_format(foot, _("A manager is red when the share of red clients is surely (95%%) above %s."),
	    norm.text ? norm.text : "");
	buf_char(foot, '\n');
	foot->failed = foot->failed || norm.failed;
	buf_free(&norm);
}

static enum status read_shown(struct lights_story *story, struct lights *lights)
{
	struct crm *crm = story->crm;
	enum status status = CRM_OK;
	while (story->n_shown < LIGHTS_SHOWN && story->n_shown < story->sum[story->n - 1].n[LIGHT_RED] &&
	       status == CRM_OK) {
		struct light_row *row = &story->shown[story->n_shown];
		status = lights_row(crm, lights, story->n_shown++, row);
		if (status == CRM_OK && row->name && !(row->name = arena_copy(&crm->run, row->name)))
			status = why_memory(&crm->why);
	}
	return status;
}

enum status lights_page(struct crm *crm, const struct query *query, struct lights *lights, struct buf *page)
{
	struct lights_story story = {.crm = crm, .lights = lights};
	story.sum = lights_sums(crm, lights, &story.n);
	if (!story.sum)
		return crm->why.status;
	enum status status = read_shown(&story, lights);
	if (status != CRM_OK)
		return status;
	put_story(&story, query);
	if (story.verdict.failed || story.foot.failed)
		page->failed = true;
	else if (query->format == FORMAT_HTML)
		lights_html(&story, page);
	else
		lights_text(&story, page);
	buf_free(&story.verdict);
	buf_free(&story.foot);
	return page->failed ? why_memory(&crm->why) : CRM_OK;
}
