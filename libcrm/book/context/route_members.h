/*
 * The members of a route: codes of managers and units, between commas, semicolons or blanks. A piece between commas
 * that is a code as a whole is one, blanks and all.
 */
#ifndef CRM_BOOK_CONTEXT_ROUTE_MEMBERS_H
#define CRM_BOOK_CONTEXT_ROUTE_MEMBERS_H

#include "book/context/dictionaries.h"

/* Each code of ${members}, known or not; stops when ${each} does not return CRM_OK. */
enum status route_members_each(
    struct crm *crm, const char *members, enum status (*each)(void *arg, struct crm *crm, const char *code), void *arg);

/* The same list with codes for what people call managers and units, in crm->chunk. CRM_DATA with a sentence if a piece
   of it is nobody. */
enum status route_members_meant(struct crm *crm, const char *members, const char **meant);

/* Who is meant: ${takes} by manager_at becomes true for managers named, or of a unit named or one below it. */
enum status route_members_find(struct crm *crm, const char *members, bool *takes);

#endif
