/*
 * Where a report gets its leads from: the sums by day, the tables as they stand, or the journal as it was. All ways
 * give the same figures; which one is taken is decided here.
 */
#ifndef CRM_REPORT_KIT_SCAN_H
#define CRM_REPORT_KIT_SCAN_H

#include "book/records/query.h"

/* One lead. ${row}: the row of the statement it was read with, for what stands behind the lead's columns; NULL when the
   journal tells. Stops the scan when it does not return CRM_OK. */
typedef enum status scan_lead(void *arg, const struct lead_folded *lead, struct stmt *row);

struct wanted;

struct scan {
	struct crm *crm;
	const struct query *query;
	/* Answer by sums alone; CRM_NONE: they cannot answer this question. NULL: there are none. */
	enum status (*sums)(void *arg);
	/* Take a lead that is in the sums off them again, or (${off} false) count it in, as the journal tells it. NULL:
	   then they cannot answer while something is ahead. */
	enum status (*mend)(void *arg, const struct lead_folded *lead, bool off);
	/* The leads as they stand, the columns of a lead first, in order of lead. ${found}: a statement that finds the
	   numbers of those wanted, by an index; then ${sql} reads these, as table found (key) has them. ${find}: the
	   same by more than one statement; with by_journal, the leads that may count, CRM_NONE: all may. Not asked with
	   -T or --known-at. */
	const char *sql, *found;
	enum status (*find)(void *arg, struct wanted *leads);
	const struct val *vals; /* of found, if there is one */
	int reach; /* not 0: a row an entry into a stage, and from this column on its stage, at, manager and skipped */
	bool by_journal; /* the tables cannot answer this question */
	scan_lead *each;
	void *arg; /* of sums, find and each */
};

/* With -T or --known-at the journal is folded, else the sums are asked, else the tables. While something of a few leads
   is ahead of now, these leads are as the journal tells, and the others still from the sums or the tables. */
enum status scan_leads(const struct scan *scan);

/* Each row of a statement; stops when ${each} does not return CRM_OK. */
enum status scan_rows(struct crm *crm, const char *sql, const struct val *vals,
    enum status (*each)(void *arg, struct stmt *row), void *arg);

/* The same of another database: one that stands beside that of the books. */
enum status scan_rows_of(struct db *db, const char *sql, const struct val *vals,
    enum status (*each)(void *arg, struct stmt *row), void *arg);

/* Numbers to ask for together: found, sorted, each once, and bound to a batch table for joins. */
struct wanted {
	int n, room;
	int64_t *key;
};
enum status wanted_add(struct crm *crm, struct wanted *wanted, int64_t key);
/* The first column of each row of ${sql}, added. */
enum status wanted_find(struct crm *crm, struct wanted *wanted, const char *sql, const struct val *vals);
/* In order, each once: neighbours in the tables are read together. */
void wanted_sort(struct wanted *wanted);
/* The place of a key among the sorted; -1: it is not there. */
int wanted_place(const struct wanted *wanted, int64_t key);
static inline bool wanted_has(const struct wanted *wanted, int64_t key)
{
	return wanted_place(wanted, key) >= 0;
}
/* ${n} keys in order as the only column, `key`, of batch table ${table}, a constant of the program; borrowed. */
enum status wanted_bind(struct crm *crm, const char *table, const int64_t *key, int n);
void wanted_free(struct wanted *wanted);

#endif
