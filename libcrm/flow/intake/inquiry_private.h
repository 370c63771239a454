/* A row of the intake on its way through the rooms: normalised, matched, judged, stored. Private to the intake. */
#ifndef CRM_FLOW_INTAKE_INQUIRY_PRIVATE_H
#define CRM_FLOW_INTAKE_INQUIRY_PRIVATE_H

#include "book/history/client_facts.h"
#include "book/records/consent.h"
#include "book/records/lead.h"
#include "book/records/outcome.h"
#include "book/records/identity_key.h"
#include "book/records/suppress.h"
#include "flow/intake/intake.h"
#include "base/core/hashmap.h"

/* In the order in which they are believed. */
enum { INQUIRY_BY_PHONE, INQUIRY_BY_EMAIL, INQUIRY_BY_BOX, INQUIRY_BY_INN, INQUIRY_POINTS };

enum inquiry_verdict {
	INQUIRY_REJECTED,
	INQUIRY_KNOWN,
	INQUIRY_UPDATED,
	INQUIRY_ADDED,
	INQUIRY_REPEAT,
	INQUIRY_DUPLICATE,
	INQUIRY_RETURNED,
	INQUIRY_EXISTING,
	INQUIRY_SHAREHOLDER,
	INQUIRY_SPAM
};

struct inquiry {
	const struct rec *rec;
	struct answer *answer; /* of the row; when its cells are read, NULL where they are not rejected */
	/* normalise.c */
	instant_t at;
	const char *name;      /* NULL: none */
	int64_t phone;         /* 0: none */
	const char *extension; /* NULL: none */
	const char *email;     /* folded; NULL: none */
	const char *box; /* the address it is an alias of, if that is another one and the setting wants to know; NULL */
	int64_t inn;     /* 0: none */
	int64_t hash, hash_any;      /* keys of seen; hash_any 0: none */
	size_t json_at, json_length; /* the row as an object without its end, in intake.json */
	const struct manager *given;
	const struct stage *stage; /* where it stands; NULL: at the first */
	/* intake_outcome.c */
	enum outcome outcome;
	const struct stage *won_at;  /* the stage that wins, entered when it was closed; NULL */
	const struct reason *reason; /* why lost or disqualified; NULL: none of ours */
	const char *note;            /* words for a reason that is none of ours; NULL */
	instant_t stage_since;       /* when it came to its stage, if the row says; 0 */
	const struct stage *named;   /* the stage it says, also when that is the first; NULL */
	bool closing_said;           /* closed_at is the row's own */
	instant_t closed_at;         /* of one that ended */
	bool is_deal;                /* a deal of another system, not an inquiry about one: it is no repeat */
	const char *unread_stage, *unread_state, *unread_reason,
	    *unread_manager; /* words that were not understood; NULL */
	const char *source;  /* its code, when the row calls the source by another name of the settings; NULL */
	money_t amount;
	const char *foreign; /* the sum and its code when it is in another currency: "1000.00 USD"; NULL */
	struct consent_said said;
	const char *warning; /* goes into reason; NULL */
	const char *msgid;   /* attribute msgid: the letter it came as; NULL */
	int64_t filled;      /* profile fields that are there, as bits */
	bool nobody;         /* rejected, for nothing tells who it is */
	/* intake_rules.c and match.c */
	enum inquiry_verdict verdict;
	const char *rule;                 /* what decided, for -x */
	int point[INQUIRY_POINTS];        /* of the match: index + 1; 0: none */
	bool by[INQUIRY_POINTS], by_name; /* what told who it is; by_name: only with the name */
	int64_t other[INQUIRY_POINTS];    /* somebody else by this one: the root; 0: nobody */
	int64_t home;                     /* the client it comes to; client: the root he stands under */
	const char *judged_by;            /* the rule or list that decided, by its own name; NULL */
	bool by_rule;                     /* a rule, and no list */
	int64_t lead, client, event;
	int64_t origin; /* duplicate and returned: the lead it belongs to */
	int64_t manager;
	const char *orphaned; /* why the owner of its origin, or of the client, cannot see to it; NULL: he can */
	int64_t touch;        /* number of the event by which its origin learns of it; 0 */
	int64_t moved, ended; /* of the events by which it came to its stage, and was closed; 0 */
	bool new_client;
	bool marks, marks_any; /* the first to have hash, hash_any */
};

#define INTAKE_RESOLVED_MAX 1000

/* Does the row say that it is over? */
static inline bool inquiry_ended(const struct inquiry *q)
{
	return q->outcome >= OUTCOME_WON;
}

/* Known, and not only because all its columns are the same. */
static inline bool inquiry_is_known_by_id(const struct inquiry *q)
{
	return q->verdict == INQUIRY_KNOWN && q->hash_any && !q->answer->verdict;
}

/* What another system's word says here. */
struct word_said {
	const struct stage *stage;
	enum outcome outcome;
	const struct reason *reason;
};
/* Files say the same few words over and over: each is looked for once in a chunk, while there are not too many. */
struct intake_words {
	struct hashmap known; /* words to places in said (index + 1) */
	struct word_said *said;
	int n;
};

struct intake {
	struct crm *crm;
	struct inquiry *list;
	struct intake_rules *rules; /* that were asked ahead, if they are not those of this chunk alone; NULL */
	int n;
	struct buf json, scratch;
	bool aliases;   /* setting intake.email_aliases */
	bool surveying; /* only to see which words nobody knows: none of them ends a row */
	struct intake_resolved {
		struct hashmap known; /* words to numbers */
		int n;
	} managers; /* normalise.c */
	struct intake_words stages, reasons;
	int n_profile; /* setting profile.fields */
	struct {
		int column;
		const char *name;
	} profile[PROFILE_MAX];
	struct suppression suppression; /* who is not to come again */
	struct {
		long n, unread; /* cells of the date, and how many of them are none */
		const struct rec *first;
	} dates;
};

/* What the settings say about all rows; suppression is the base's, and comes under the lock. */
enum status intake_load(struct intake *in);

/* normalise.c: cells to values; rejects rows whose cells are wrong. */
enum status inquiry_normalise(struct intake *in, struct inquiry *q);
/* total_line.c: the sum at the end of a spreadsheet, with nothing that tells who could be meant? */
bool inquiry_is_total_line(struct intake *in, const struct rec *rec);
/* The key under which attribute ${i} is kept: attributes may not look like what we write beside the row. NULL without
   memory. */
const char *inquiry_attribute_key(struct crm *crm, const struct column *columns, const struct rec *rec, int i);
/* The pieces of it that crm-client-add needs too. A cell that is none is a warning. */
enum status inquiry_phone(struct intake *in, struct inquiry *q, const struct rec *rec, int column);
enum status inquiry_email(struct intake *in, struct inquiry *q, const char *text);
enum status inquiry_inn(struct intake *in, struct inquiry *q, const char *text);

/* intake_cells.c: when it came, and how much it is about; what is none is a warning, and refused where the row was
   typed and is less than nothing, or --dates asks to be strict. */
enum status inquiry_at(struct intake *in, struct inquiry *q);
enum status inquiry_amount(struct intake *in, struct inquiry *q);
/* When all rows of a chunk are read: CRM_DATA if their dates are none too often. */
enum status intake_judge_dates(struct intake *in);

/* intake_cells.c: what its columns say of consent, together; what is not understood, or differs, is a warning. */
enum status inquiry_consent(struct intake *in, struct inquiry *q);

/* intake_outcome.c: where a deal stands and how it ended. Costs nothing where no column says. */
enum status inquiry_outcome(struct intake *in, struct inquiry *q);
/* Who had himself erased does not come back by a file: neither by the phone and address of ${q}, nor by others in the
   row. Rejects it then. Costs nothing where nobody was erased. */
enum status inquiry_refuse_erased(struct intake *in, struct inquiry *q, const struct rec *rec, struct answer *answer);

/* intake_rules.c: rules and lists of the settings. What it holds lives as long as the chunk; intake_rules_close
   releases the patterns. ${many}: rows enough to compile them well. */
struct intake_rules;
struct intake_match;
enum status intake_rules_open(struct crm *crm, bool many, struct intake_rules **rules);
/* Are the rules others than those that were asked ahead? Then they are asked anew. */
enum status intake_rules_compare(struct intake_rules *rules, const struct intake_rules *asked);
void intake_rules_close(struct intake_rules *rules);
/* What the patterns make of it, into rec->ahead; in crm->chunk. */
enum status intake_rules_ask(struct intake_rules *rules, struct rec *rec);
/* INQUIRY_SPAM, INQUIRY_SHAREHOLDER, INQUIRY_EXISTING or INQUIRY_ADDED (nothing against it). Asks the patterns if they
   were not asked. */
enum status intake_rules_judge(
    struct intake_rules *rules, struct intake *in, struct inquiry *q, enum inquiry_verdict *verdict);

/* match.c: who is it, by what stands in the base and what came before in this chunk. */
struct match_person {
	int64_t client;               /* a root */
	int64_t open_lead, lost_lead; /* the latest; 0: none */
	int64_t open_owner;           /* who has open_lead; 0: nobody */
	bool won;
	enum inquiry_verdict role;          /* INQUIRY_ADDED: none that decides anything */
	int64_t owner, owner_lead;          /* manager of the latest lead that has one, and which; 0 */
	bool stored, fresh, named, changed; /* fresh: to be stored with this chunk */
	bool grouped;                       /* merged ones stand under him: his row is made again instead */
	const char *name;                   /* of a new client, or what a nameless one is called now */
	int64_t filled;
};
/* A phone, an address, a tax number: as the base has it, and what this chunk adds. */
struct match_point {
	struct identity_key point;
	int64_t client;       /* who has it; 0: nobody */
	int64_t root;         /* under whom he stands */
	int64_t event;        /* by which it became his, if the base does not have it yet */
	int32_t leads, added; /* records that have it by now; of these, those that the base does not have yet */
	bool stored;          /* the base has it */
	uint32_t kept;        /* where, if a chunk before has brought it; 0 */
	bool changed;         /* by this chunk */
};
/* A name at a shared point, new with this chunk. */
struct match_name {
	int64_t key, client, event;
};

struct intake_match {
	struct intake *in;
	struct hashmap phones, emails, inns, seen,
	    clients; /* to points, points, points (index + 1), leads, people (index + 1) */
	struct match_point *points;
	int n_points;
	int64_t limit;        /* from so many records on a point is shared */
	struct hashmap names; /* of shared points, to names (index + 1); opened when first needed */
	struct match_name *new_name;
	int n_names, room_names;
	struct buf name_key, other_key;
	struct hashmap documents; /* of seen keys found in the base: index + 1 into document */
	const char **document;
	int n_documents;
	int64_t first_lead; /* of this chunk; inquiry i of by_lead[lead - first_lead] */
	int *by_lead;
	struct match_person *people;
	int n_people;
	bool won_existing;
};
/* Read what the base knows of the points and keys of all inquiries of ${in}. In crm->chunk but for its buffers, which
   match_close releases. */
enum status match_open(struct intake *in, struct intake_match **match);
void match_close(struct intake_match *match); /* NULL is harmless */
/* Decide the fate of each inquiry of in->list in order and give numbers to what is new. */
enum status match_decide(struct intake_match *match, struct intake_rules *rules);
/* Is a known row to the letter what its lead came with? */
bool match_same_letters(const struct intake_match *match, const struct inquiry *q);
/* The lead that a key of seen stands for now; -1: several. */
int64_t match_fingerprint(struct intake_match *match, int64_t hash);

/* match_people.c: clients. The person of a root, known or new. */
struct match_person *match_person_of(struct intake_match *match, int64_t client);
/* What the base knows of these clients. Also one by one, later on. */
enum status match_people_meet(struct intake_match *match, const int64_t *clients, int n);
/* In a first load there is nothing to look for. Has the table that ${sql} asks of no row? Few keys (${n}) are looked
   for all the same. */
enum status match_is_empty(struct crm *crm, const char *sql, int n, bool *empty);
/* Keys for the batch tables wanted and wanted_text: in order, and numbers each once. */
enum status match_want_numbers(struct crm *crm, const int64_t *key, int n);
enum status match_want_texts(struct crm *crm, const char *const *key, int n);
enum status match_people_open(struct intake_match *match);
/* What he is called in the base or by now; NULL: nothing. */
enum status match_person_name(struct intake_match *match, struct match_person *person, const char **name);

/* match_point.c: points. */
enum status match_points_open(struct intake_match *match);
/* Whose is it? home and client of ${q} stay 0 if nobody's; says by what, and warns of shared points that were not
   believed. */
enum status match_points_recognise(struct intake_match *match, struct inquiry *q);
/* The record that came to q->home has these points now. */
enum status match_points_claim(struct intake_match *match, struct inquiry *q);

/* "phone email name": by what he was known, in crm->chunk; NULL: he was not. */
const char *inquiry_matched_by(struct crm *crm, const struct inquiry *q);
/* The same as a sentence. */
const char *inquiry_known_by(const struct inquiry *q);

/* intake_words.c: the words of a row that was taken are counted. */
void inquiry_note_unread(struct crm *crm, const struct inquiry *q);
/* A stage, a reason, a manager of the settings for each word of these rows that is not understood. In a transaction. */
enum status intake_make(struct crm *crm, const struct rec *recs, int n);

/* intake_update.c: rows known by their ext_id that say something else now, after the others are stored. */
enum status intake_update(struct intake *in, struct intake_match *match);

/* One more remark for the column reason. */
enum status inquiry_warn(struct intake *in, struct inquiry *q, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* intake_store.c: everything decided goes into the journal and the derived tables. */
enum status intake_store(struct intake *in, struct intake_match *match);
/* intake_store_consents.c: what the inquiries that are stored say of consent. Costs nothing where none does. */
enum status intake_store_consents(struct intake *in);
/* intake_store_keys.c: pieces of it. */
enum status intake_store_points(struct crm *crm, const struct intake_match *match);
enum status intake_store_fingerprints(struct intake *in, struct intake_match *match);
enum status intake_store_touches(struct intake *in);
/* _phone, _amount … and the end of the object: what the creating event keeps. In chunk. */
const char *inquiry_document(struct intake *in, const struct inquiry *q);

#endif
