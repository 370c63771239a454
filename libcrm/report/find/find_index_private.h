/*
 * The search index: words, names and points of contact of every lead, in a file beside the database (store/sidecar.h).
 *
 * A document is one lead, or what was said of a client in no lead. Its contents are a function of the database alone,
 * so that bringing the index up to date means: make anew the documents of the leads that later events are about. The
 * index knows up to which event it has read, and a digest of that event and of some before it; where the journal does
 * not agree (a backup was restored), everything is made anew. Old documents are not deleted but forgotten: a document
 * number that is not in table doc is nothing. Who is found is looked up in the database.
 *
 * Tokens of a document, in FTS5 without positions: `=word` of a name, `@word` of an e-mail address, `~stem` of any
 * other text, and there `word` too where its stem is another.
 */
#ifndef CRM_REPORT_FIND_FIND_INDEX_PRIVATE_H
#define CRM_REPORT_FIND_FIND_INDEX_PRIVATE_H

#include "base/text/stem.h"
#include "book/records/lead.h"

struct find_index {
	struct crm *crm;
	struct db *db; /* at the moment of crm->db, until find_index_close */
	struct stemmer *stemmer;
};

/*
 * Bring the index up to the last event and open it. The moment of crm->db (db_begin) may move on. Where it may not be
 * written and is not up to date, it is made in memory, and a note says so. ${tidy}: also make it anew when a fifth of
 * it is forgotten, otherwise a half.
 */
enum status find_index_open(struct crm *crm, bool tidy, struct find_index *index);
void find_index_close(struct find_index *index);

/* The key of a phone: of its normal form, or of the digits of what is none. False: there are too few. */
struct client_text;
bool find_phone_key(const struct client_text *said, int64_t *key);
/* The last ${n} digits of a number as a range of keys: [*from, *to). All digits of a number: its key is *from. */
void find_tail(const char *digits, int n, int64_t *from, int64_t *to);
/* The same by the first digits: of a phone that has a normal form, and of all that begin so. */
bool find_phone_begun(const struct client_text *said, int64_t *key);
void find_begun(const char *digits, int64_t *from, int64_t *to);

/* The numbers of ${word} and of ${word} without one of its letters: two words with a number in common may differ by one
   edit. How many. */
#define FIND_VARIANTS_MAX 33
int find_variants(const char *word, int64_t numbers[FIND_VARIANTS_MAX]);

#endif
