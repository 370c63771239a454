/*
 * What has been taken in before: numbers that stand for an outside id or for a whole row, kept in table seen for ever.
 * They do not depend on the machine.
 *
 * A row with an ext_id leaves two of them: fingerprint_ext(ext_id, source or ""), which is exact, and
 * fingerprint_ext(ext_id, NULL), which answers whoever names the lead by ext_id alone. When a lead of another source
 * has the same ext_id, the second row gets lead FINGERPRINT_SEVERAL.
 */
#ifndef CRM_BOOK_RECORDS_FINGERPRINT_H
#define CRM_BOOK_RECORDS_FINGERPRINT_H

#include "book/context/crm.h"

#define FINGERPRINT_SEVERAL (-1)

/* From 0 to 2^63 - 1. ${source}: folded, "" for a row without one, NULL for whatever source. Two texts may share a
   number: look at the event too. */
int64_t fingerprint_ext(const char *ext_id, const char *source);

/*
 * Of a row as the journal keeps it, without what the intake added. It begins with the date the row gives in its first
 * field ("at"), so that rows of one time stand together in the table; that leaves 43 bits for the text, and who finds a
 * row by it compares the documents.
 */
int64_t fingerprint_document(const char *document, size_t length);
/* Where in a stored document the row ends and what the intake added begins. */
size_t fingerprint_row_length(const char *document);

/* Of a phone, an address, a tax number (a letter for each and its text) and a name key: the key of table shared. */
int64_t fingerprint_named(char kind, const char *point, const char *name_key);
/* Of a row of crm-client-add: of the number another system gives the person, else of the whole row. In table seen it
   stands for the client and the event. -1 if it does not parse. */
int64_t fingerprint_of_put(const char *new, struct arena *arena);

/* The numbers the row of a lead.created event leaves: of ext_id and source and of ext_id alone, or of the whole row.
   How many; -1 if it does not parse. */
int fingerprint_of_created(const char *created_new, struct arena *arena, int64_t hashes[2]);

/* The lead (or FINGERPRINT_SEVERAL) and the event that came with it; CRM_NONE. */
enum status fingerprint_lead(struct crm *crm, int64_t hash, int64_t *lead, int64_t *event);

#endif
