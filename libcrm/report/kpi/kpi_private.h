/* What the files of this report share, and nobody else. */
#ifndef CRM_REPORT_KPI_KPI_PRIVATE_H
#define CRM_REPORT_KPI_KPI_PRIVATE_H

#include "report/kpi/kpi.h"

struct kpi_count {
	struct crm *crm;
	const struct query *query;
	const struct kpi_days *days;
	int64_t stage[KPI_METRICS]; /* behind each metric; 0: none */
	struct kpi_person *total, *department, *nobody;
	struct kpi_person *managers; /* as manager_at */
	day_t first;                 /* the first day in the books; INT32_MAX: there is none */
};

/* kpi_scan.c: fill the sums and the first day. */
enum status kpi_scan(struct kpi_count *count);

/* kpi_plan.c: the plans of every line, and what those of the total lack. The sums are there. ${managers}: as
   manager_at. */
enum status kpi_read_plans(struct crm *crm, const struct query *query, struct kpi *kpi, struct kpi_person *managers);

/* kpi_words.c: reason and action of every line. */
enum status kpi_words(struct crm *crm, const struct query *query, struct kpi *kpi);

#endif
