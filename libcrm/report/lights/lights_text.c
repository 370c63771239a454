/* The page of lights as text, 72 columns. */
#include "report/lights/lights_page.h"
#include "render/page.h"

#define NAME_WIDTH 19

static const int widths[LIGHTS] = {9, 8, 9};

static void put_heading(struct buf *page)
{
	buf_put(page, "  ");
	page_text_cell(page, _("manager"), NAME_WIDTH, false);
	for (int i = 0; i < LIGHTS; i++)
		page_text_cell(page, _(light_name((enum light)i)), widths[i], true);
	page_text_cell(page, _("red share"), 15, true);
	buf_put(page, "  ");
	buf_put(page, _("light"));
	buf_char(page, '\n');
}

static void put_sum(const struct lights_story *story, const struct light_sum *sum, struct buf *page)
{
	struct buf text = {0};
	buf_put(page, "  ");
	page_text_cell(page, lights_whose(story, sum->manager), NAME_WIDTH, false);
	for (int i = 0; i < LIGHTS; i++) {
		buf_clear(&text);
		buf_int(&text, sum->n[i]);
		page_text_cell(page, text.text ? text.text : "", widths[i], true);
	}
	buf_clear(&text);
	lights_share_put(&text, sum);
	page_text_cell(page, text.text ? text.text : "", 15, true);
	buf_put(page, "  ");
	buf_put(page, _(light_name(sum->light)));
	buf_char(page, '\n');
	page->failed = page->failed || text.failed;
	buf_free(&text);
}

static void put_client(const struct lights_story *story, int i, struct buf *page)
{
	const struct light_row *row = &story->shown[i];
	const struct light_rules *rules = &story->lights->rules;
	struct buf first = {0}, text = {0};
	buf_format(&first, "%3d. ", i + 1);
	lights_who_put(&text, story, row);
	buf_put(&text, ": ");
	lights_why_put(&text, rules, row);
	page_text_wrap(page, first.text ? first.text : "", text.text ? text.text : "");
	buf_put(page, "     ");
	/* A command stays one line, whatever its width. */
	buf_clear(&text);
	light_fix_put(&text, rules, row);
	page_text_cell(page, text.text ? text.text : "", 0, false);
	buf_char(page, '\n');
	page->failed = page->failed || first.failed || text.failed;
	buf_free(&first);
	buf_free(&text);
}

static void put_foot(const char *foot, struct buf *page)
{
	struct buf line = {0};
	buf_char(page, '\n');
	for (const char *end; *foot && (end = strchr(foot, '\n')) != NULL; foot = end + 1) {
		buf_clear(&line);
		buf_add(&line, foot, (size_t)(end - foot));
		page_text_wrap(page, "", line.text ? line.text : "");
	}
	page->failed = page->failed || line.failed;
	buf_free(&line);
}

void lights_text(const struct lights_story *story, struct buf *page)
{
	page_text_wrap(page, "", story->verdict.text);
	buf_format(page, "\n%s\n", _("By manager"));
	put_heading(page);
	for (int i = 0; i < story->n; i++)
		put_sum(story, &story->sum[i], page);
	buf_format(page, "\n%s\n", _("Red clients"));
	if (story->n_shown == 0)
		page_text_wrap(page, "  ", _("none"));
	for (int i = 0; i < story->n_shown; i++)
		put_client(story, i, page);
	if (lights_unshown(story) > 0) {
		buf_put(page, "     ");
		buf_format(page, _("and %d more: %s"), lights_unshown(story), "crm-lights --ids red");
		buf_char(page, '\n');
	}
	put_foot(story->foot.text, page);
}
