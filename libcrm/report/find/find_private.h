/* Making the index: for find_index.c and find_doc.c. */
#ifndef CRM_REPORT_FIND_FIND_PRIVATE_H
#define CRM_REPORT_FIND_FIND_PRIVATE_H

#include "report/client/client_texts.h"
#include "report/find/find_index_private.h"
#include "report/kit/scan.h"

#define FIND_KNOWN_WORDS 65536

/* A document's number begins with that of its lead or client, so that documents are in their order whenever they were
   made. */
#define FIND_DOC_BITS 24
#define FIND_DOC_MASK ((INT64_C(1) << FIND_DOC_BITS) - 1)

struct find_making {
	struct crm *crm;
	struct db *db; /* the index, in a transaction */
	struct stemmer *stemmer;
	bool anew;          /* all of it: nothing is there to be dropped, and points are put in order at the end */
	int64_t next, dead; /* how many documents were made, and 1; how many of them are forgotten */
	struct buf tokens;
	struct arena arena; /* of one document */
	int64_t doc;        /* in hand */
	enum status status;
	uint64_t known[FIND_KNOWN_WORDS]; /* words of names that are in vocab, by their hash */
};

/* Whose documents are to be made, in order. talked_of: of whom something is said in no lead. Inside: clients whose name
   may be another; grouped: who may stand under somebody else now. */
struct find_affected {
	struct wanted leads, talked_of, clients, grouped;
};

/* By the events after ${after} up to ${last}; or all there are. Released with find_affected_free, also after a
   failure. */
enum status find_affected_since(struct find_making *in, int64_t after, int64_t last, struct find_affected *affected);
enum status find_affected_all(struct find_making *in, struct find_affected *affected);
void find_affected_free(struct find_affected *affected);

/* The document of a lead, or of a client (lead 0) made anew: there is none if nothing is said of it any more. */
enum status find_doc(struct find_making *in, int64_t lead, int64_t client);

/* A number for what a client is called. */
int64_t find_called(const char *name);

#endif
