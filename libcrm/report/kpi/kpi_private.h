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
	int sign;                    /* of what is counted: 1, and -1 while a lead is taken off the sums */
	day_t first;                 /* the first day in the books; INT32_MAX: there is none */
};

/* kpi_scan.c: fill the sums and the first day. */
enum status kpi_scan(struct kpi_count *count);

/* kpi_plan.c: the plans of every line, and what those of the total lack. The sums are there. ${managers}: as
   manager_at. */
enum status kpi_read_plans(struct crm *crm, const struct query *query, struct kpi *kpi, struct kpi_person *managers);

/* The days of ${days} on which he is here; false if that is all of them. */
bool kpi_days_of(struct crm *crm, const struct kpi_days *days, const struct manager *manager, struct kpi_days *his);
/* His part of a plan of the whole month. */
int64_t kpi_plan_of(const struct kpi_days *days, const struct kpi_days *his, int64_t plan);

/* kpi_words.c: reason and action of every line. */
enum status kpi_words(struct crm *crm, const struct query *query, struct kpi *kpi);

#endif
