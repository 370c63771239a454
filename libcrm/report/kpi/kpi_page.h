/*
 * The report of the day as a page: the verdict first, then why, what to do, and the figures.
 */
#ifndef CRM_REPORT_KPI_KPI_PAGE_H
#define CRM_REPORT_KPI_KPI_PAGE_H

#include "report/kpi/kpi.h"

/* Text or HTML, as query->format says. CRM_CONDITION as kpi_condition. The same data give the same bytes. */
enum status kpi_page(struct crm *crm, const struct query *query, struct buf *page);

/* For the files of this page only. */
#define KPI_ACTIONS 5

struct kpi_do {
	const struct kpi_person *person;
	enum kpi_metric metric;
	const struct kpi_line *line;
};

struct kpi_story {
	struct crm *crm;
	const struct query *query;
	const struct kpi *kpi;
	enum kpi_light light; /* of the verdict */
	struct buf verdict;   /* one line */
	struct buf facts;     /* what the day brought, one line */
	struct buf foot;      /* paragraphs, a line each */
	int n;
	struct kpi_do action[KPI_ACTIONS]; /* the worst first, no command twice */
};

/* The page in either form. Memory: the buffer's `failed`. */
void kpi_text(const struct kpi_story *story, struct buf *page);
void kpi_html(const struct kpi_story *story, struct buf *page);

const char *kpi_person_name(const struct kpi_person *person);         /* his name, else his code; of the total "" */
void kpi_owner_put(const struct kpi_person *person, struct buf *buf); /* who is to act */

/* Sentences under "why", one a call from *i = 0 on; false when there are no more. */
bool kpi_why(const struct kpi_story *story, int *i, struct buf *sentence);

#endif
