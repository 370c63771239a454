/* A row of the intake on its way through the rooms: normalised, matched, judged, stored. Private to the intake. */
#ifndef CRM_FLOW_INQUIRY_H
#define CRM_FLOW_INQUIRY_H

#include "book/apply.h"
#include "book/suppress.h"
#include "flow/intake.h"

enum fate { FATE_REJECTED, FATE_KNOWN, FATE_ADDED, FATE_REPEAT, FATE_DUPLICATE, FATE_RETURNED, FATE_EXISTING, FATE_SHAREHOLDER, FATE_SPAM };

struct inquiry {
	const struct rec *rec;
	struct answer *answer;
	/* normalise.c */
	instant_t at;
	int64_t phone;              /* 0: none */
	const char *email;          /* folded; NULL: none */
	int64_t hash, hash_any;     /* keys of seen; hash_any 0: none */
	size_t json_at, json_length; /* the row as an object without its end, in intake.json */
	const struct manager *given;
	const struct stage *stage;
	money_t amount;
	const char *warning;        /* goes into reason; NULL */
	int64_t filled;             /* profile fields that are there, as bits */
	/* judge.c and match.c */
	enum fate fate;
	const char *rule;           /* what decided, for -x */
	bool by_phone, by_email;
	int64_t lead, client, event;
	int64_t origin;             /* duplicate and returned: the lead it belongs to */
	int64_t manager;
	int64_t touch;              /* number of the event by which its origin learns of it; 0 */
	bool new_client, claims_phone, claims_email;
	bool marks, marks_any;      /* the first to have hash, hash_any */
};

struct intake {
	struct crm *crm;
	struct inquiry *list;
	int n;
	struct buf json, scratch;
	int n_profile;                /* setting profile.fields */
	struct { int column; const char *name; } profile[PROFILE_MAX];
	struct suppression suppression; /* who is not to come again */
};

enum status profile_load(struct intake *in);

/* normalise.c: cells to values; rejects rows whose cells are wrong. */
enum status inquiry_normalise(struct intake *in, struct inquiry *q);
/* Who had himself erased does not come back by a file: neither by the phone and address of ${q}, nor by others in the row. Rejects it then. Costs
   nothing where nobody was erased. */
enum status inquiry_refuse_erased(struct intake *in, struct inquiry *q, const struct rec *rec, struct answer *answer);

/* judge.c: rules and lists of the settings. What it holds lives as long as the chunk; judge_close releases the patterns. ${many}: rows enough to compile them well. */
struct judge;
enum status judge_open(struct crm *crm, bool many, struct judge **judge);
void judge_close(struct judge *judge);
/* FATE_SPAM, FATE_SHAREHOLDER, FATE_EXISTING or FATE_ADDED (nothing against it). */
enum status judge_inquiry(struct judge *judge, struct intake *in, struct inquiry *q, enum fate *fate);

/* match.c: who is it, by what stands in the base and what came before in this chunk. */
struct match;
struct person {
	int64_t client;
	int64_t open_lead, lost_lead; /* the latest; 0: none */
	bool won;
	int64_t owner;                /* manager of the latest lead that has one; 0 */
	bool stored, fresh, named, changed; /* fresh: to be stored with this chunk */
	const char *name;             /* of a new client, or what a nameless one is called now */
	int64_t filled;
};
enum status match_open(struct intake *in, struct match **match);
/* Decide the fate of each inquiry of in->list in order and give numbers to what is new. */
enum status match_decide(struct match *match, struct judge *judge);
/* The lead that a key of seen stands for now; -1: several. */
int64_t match_seen(struct match *match, int64_t hash);
int match_people(const struct match *match, struct person **people);

/* deposit.c: everything decided goes into the journal and the derived tables. */
enum status deposit(struct intake *in, struct match *match);
/* deposit_consent.c: what the inquiries that are stored say of consent. Costs nothing where none does. */
enum status deposit_consents(struct intake *in);
/* _phone, _amount … and the end of the object: what the creating event keeps. In chunk. */
const char *inquiry_document(struct intake *in, const struct inquiry *q);

#endif
