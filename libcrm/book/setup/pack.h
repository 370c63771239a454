/*
 * A pack: the settings of a trade, ready to use, as CSV files (file name = settings table) in share/packs/NAME/.
 */
#ifndef CRM_BOOK_SETUP_PACK_H
#define CRM_BOOK_SETUP_PACK_H

#include "book/context/crm.h"

/*
 * Put all rows of the pack, and of share/calendar/COUNTRY.csv (small letters; `setting` country of the pack; none: no
 * holidays), inside a batch. ${zone} and ${lang} (NULL: the pack's) become settings. CRM_USAGE for an unknown pack,
 * with those there are; CRM_CONFIG with file, row and column for a bad row.
 */
enum status pack_load(struct crm *crm, const char *pack, const char *zone, const char *lang);

#endif
