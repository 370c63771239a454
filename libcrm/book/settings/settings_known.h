/*
 * The settings as they were known at a moment: plans, calendar, absences, stages, managers, units, reasons, sources and
 * settings proper. Every change is in the journal with the row before and after, so the changes since are turned back.
 */
#ifndef CRM_BOOK_SETTINGS_SETTINGS_KNOWN_H
#define CRM_BOOK_SETTINGS_SETTINGS_KNOWN_H

#include "book/context/crm.h"

/*
 * From now on this handle sees the settings as known at ${known_at}, in copies of its own that stand before the tables
 * and go with it; words, zone and calendar are read again. For readers: what is written after this is not kept. Nothing
 * is copied where nothing was changed since, and of a time before the books began nothing else is known.
 */
enum status settings_as_known(struct crm *crm, instant_t known_at);

#endif
