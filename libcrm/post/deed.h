/* The deed of an erasing, with an extract of the journal: what the law asks to be kept (order 179 of Roskomnadzor). */
#ifndef CRM_POST_DEED_H
#define CRM_POST_DEED_H

#include "flow/person.h"

/* From template erase-deed, to ${out}. Nothing in it tells who the person was but numbers. */
enum status deed_write(
    struct crm *crm, const struct person *person, const char *basis, const struct erasing *erasing, struct buf *out);

#endif
