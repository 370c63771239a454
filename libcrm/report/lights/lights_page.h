/*
 * The traffic light of clients as a page: how many of each colour, whose, and the red ones with what puts them right.
 */
#ifndef CRM_REPORT_LIGHTS_LIGHTS_PAGE_H
#define CRM_REPORT_LIGHTS_LIGHTS_PAGE_H

#include "report/lights/lights.h"

#define LIGHTS_SHOWN 20 /* red clients on a page */

/* Text or HTML, as query->format says. The same data give the same bytes. */
enum status lights_page(struct crm *crm, const struct query *query, struct lights *lights, struct buf *page);

/* For the files of this page only. */
struct lights_story {
	struct crm *crm;
	const struct lights *lights;
	const struct light_sum *sum; /* n, the last one is the total */
	int n;
	struct light_row shown[LIGHTS_SHOWN]; /* red ones */
	int n_shown;
	struct buf verdict; /* one line */
	struct buf foot;    /* paragraphs, a line each */
};

/* The page in either form. Memory: the buffer's `failed`. */
void lights_text(const struct lights_story *story, struct buf *page);
void lights_html(const struct lights_story *story, struct buf *page);

const char *lights_whose(const struct lights_story *story, int64_t manager); /* his name, else his code */
void lights_share_put(struct buf *buf, const struct light_sum *sum);         /* 25% (7–59) */
/* «12 Анна – Орлова», and what is wrong, in words. */
void lights_who_put(struct buf *buf, const struct lights_story *story, const struct light_row *row);
void lights_why_put(struct buf *buf, const struct light_rules *rules, const struct light_row *row);
int lights_unshown(const struct lights_story *story); /* red clients beyond LIGHTS_SHOWN */

#endif
