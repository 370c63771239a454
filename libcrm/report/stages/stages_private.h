/* Stays, as the reports on them are handed them. Private to the reports on stages. */
#ifndef CRM_REPORT_STAGES_STAGES_PRIVATE_H
#define CRM_REPORT_STAGES_STAGES_PRIVATE_H

#include "report/kit/scan.h"
#include "report/kit/sheet.h"
#include "report/stages/stages.h"

/* The leads with a stay that ended at ${from} or later, and with ${open} those with one that runs. CRM_NONE: all may.
 */
enum status stages_find(struct crm *crm, instant_t from, bool open, struct wanted *leads);

/* Each stay of a lead, the one that runs too (until INSTANT_MAX); stops when ${each} does not return CRM_OK. Those of
   stages that are gone, and of what counts as no lead, are left out. */
enum status stages_stays(struct crm *crm, const struct lead_folded *folded,
    enum status (*each)(void *arg, const struct lead *lead, const struct stay *stay), void *arg);

/* Of a stay, and into which group it goes. */
struct group_keys stages_keys(const struct lead *lead, const struct stay *stay);

#endif
