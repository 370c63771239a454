/* The page of lights as HTML: one file, no script, nothing loaded. */
#include "report/lights/lights_page.h"
#include "render/page.h"

static const char css[] =
    "body{font:16px/1.45 system-ui,sans-serif;color:#1b1f24;background:#fff;max-width:60rem;margin:0 "
    "auto;padding:1rem}\n"
    "h1{font-size:1.4rem;border-left:.5rem solid;padding-left:.7rem}\n"
    "h1.green{border-color:#1a7f37}h1.yellow{border-color:#bf8700}h1.red{border-color:#cf222e}\n"
    "h2{font-size:1.1rem;margin:1.6rem 0 .4rem}\n"
    "code{display:block;background:#f3f4f6;padding:.2rem .5rem;overflow-x:auto;white-space:pre-wrap}\n"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}\n"
    "th,td{padding:.2rem .5rem;border-bottom:1px solid #d8dee4;text-align:right;white-space:nowrap}\n"
    "th:first-child,td:first-child,td.text,th.text{text-align:left}tr:last-child td{font-weight:600}\n"
    ".light{display:inline-block;padding:0 .5rem;border-radius:.7rem;color:#fff}\n"
    ".light.green{background:#1a7f37}.light.yellow{background:#8a6100}.light.red{background:#cf222e}\n"
    "footer{margin-top:1.6rem;color:#57606a;font-size:.85rem}footer p{margin:.2rem 0}\n";

static void put_sum(const struct lights_story *story, const struct light_sum *sum, struct buf *page)
{
	const char *light = light_name(sum->light);
	struct buf share = {0};
	html_tag(page, "<tr><td>", lights_whose(story, sum->manager), "</td>");
	for (int i = 0; i < LIGHTS; i++)
		buf_format(page, "<td>%lld</td>", (long long)sum->n[i]);
	lights_share_put(&share, sum);
	html_buf(page, "<td>", &share, "</td><td class=\"text\">");
	buf_format(page, "<span class=\"light %s\">", light);
	html_tag(page, "", _(light), "</span></td></tr>\n");
}

static void put_sums(const struct lights_story *story, struct buf *page)
{
	html_tag(page, "<h2>", _("By manager"), "</h2>\n<div class=\"scroll\"><table>\n");
	html_tag(page, "<tr><th>", _("manager"), "</th>");
	for (int i = 0; i < LIGHTS; i++)
		html_tag(page, "<th>", _(light_name((enum light)i)), "</th>");
	html_tag(page, "<th>", _("red share"), "</th>");
	html_tag(page, "<th class=\"text\">", _("light"), "</th></tr>\n");
	for (int i = 0; i < story->n; i++)
		put_sum(story, &story->sum[i], page);
	buf_put(page, "</table></div>\n");
}

static void put_client(const struct lights_story *story, const struct light_row *row, struct buf *page)
{
	const struct light_rules *rules = &story->lights->rules;
	struct buf who = {0}, why = {0}, fix = {0};
	lights_who_put(&who, story, row);
	lights_why_put(&why, rules, row);
	light_fix_put(&fix, rules, row);
	html_buf(page, "<li>", &who, ": ");
	html_buf(page, "", &why, "");
	html_buf(page, "<code>", &fix, "</code></li>\n");
}

static void put_clients(const struct lights_story *story, struct buf *page)
{
	html_tag(page, "<h2>", _("Red clients"), "</h2>\n");
	if (story->n_shown == 0) {
		html_tag(page, "<p>", _("none"), "</p>\n");
		return;
	}
	buf_put(page, "<ol>\n");
	for (int i = 0; i < story->n_shown; i++)
		put_client(story, &story->shown[i], page);
	buf_put(page, "</ol>\n");
	if (lights_unshown(story) > 0) {
		struct buf more = {0};
		buf_format(&more, _("and %d more: %s"), lights_unshown(story), "crm-lights --ids red");
		html_buf(page, "<p>", &more, "</p>\n");
	}
}

static void put_foot(const char *foot, struct buf *page)
{
	buf_put(page, "<footer>\n");
	for (const char *end; *foot && (end = strchr(foot, '\n')) != NULL; foot = end + 1) {
		struct buf line = {0};
		buf_add(&line, foot, (size_t)(end - foot));
		html_buf(page, "<p>", &line, "</p>\n");
	}
	buf_put(page, "</footer>\n");
}

void lights_html(const struct lights_story *story, struct buf *page)
{
	const struct light_sum *total = &story->sum[story->n - 1];
	html_begin(page, story->crm->lang, story->verdict.text, css);
	buf_format(page, "<h1 class=\"%s\">", light_name(total->light));
	html_tag(page, "", story->verdict.text, "</h1>\n");
	put_sums(story, page);
	put_clients(story, page);
	put_foot(story->foot.text, page);
	html_end(page);
}
