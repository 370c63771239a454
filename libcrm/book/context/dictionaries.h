/*
 * The department's own words: stages, reasons, managers, and the dictionaries of sources, campaigns and projects.
 * Loaded once a run; small integers stand for them in rows. 0 is no word.
 */
#ifndef CRM_BOOK_CONTEXT_DICTIONARIES_H
#define CRM_BOOK_CONTEXT_DICTIONARIES_H

#include "book/context/crm.h"

#define STAGES_MAX 32

enum stage_kind { STAGE_NEW, STAGE_OPEN, STAGE_WON };
struct stage {
	int64_t id;
	const char *code, *name;
	int pos; /* rank in the list from 0, whatever numbers the table has */
	enum stage_kind kind;
	int target_days, rot_days; /* working days, days; 0: not set */
	const char *required;      /* names of columns a lead needs to enter, separated by blanks; or NULL */
};

struct manager {
	int64_t id;
	const char *code, *name, *email, *role, *unit;
	int64_t weight;        /* 1 where nothing is said */
	int64_t capacity, wip; /* leads a month, open leads at once; -1: no limit */
	day_t hired, left;     /* left: first day gone; INT32_MAX: still here */
};

struct reason {
	int64_t id;
	const char *code, *name;
	bool lose; /* else a reason to disqualify */
	bool reanimate;
};

enum status dictionaries_load(struct crm *crm); /* again after a change: what was borrowed before is gone */
/* After a rollback or db_giveup: drop what is known of dictionaries that have got new words, and the texts dict_word
   gave. It costs nothing where there are none. After the table itself was emptied (rebuild) call crm_reload. */
void dictionaries_forget(struct crm *crm);

/* What is given out is borrowed until dictionaries_load is called again; NULL if there is none of that id or code. */
int stage_count(const struct crm *crm);                          /* at most STAGES_MAX */
const struct stage *stage_at(const struct crm *crm, int pos);    /* by rank */
const struct stage *stage_id(const struct crm *crm, int64_t id); /* NULL if none */
const struct stage *stage_find(const struct crm *crm, const char *code);
const struct stage *stage_won(const struct crm *crm); /* the first of kind won */
/* The stage behind a metric (setting metric.meetings = meeting …); NULL for amount and unknown ones. */
const struct stage *stage_of_metric(struct crm *crm, const char *metric);

/* Managers, those who have left too. NULL if there is none of that id or code. */
int manager_count(const struct crm *crm);
const struct manager *manager_at(const struct crm *crm, int i); /* in order of id */
const struct manager *manager_id(const struct crm *crm, int64_t id);
const struct manager *manager_find(const struct crm *crm, const char *code);
const char *manager_code(const struct crm *crm, int64_t id); /* "" for 0 */

/* The unit that ${unit} is part of; NULL if none. Units of the table: how many steps up can make sense. */
const char *unit_parent(const struct crm *crm, const char *unit);
/* The code of who heads it; NULL if the table names nobody. */
const char *unit_head(const struct crm *crm, const char *unit);
int unit_count(const struct crm *crm);
/* Is ${unit} that one, or part of it? */
bool unit_within(const struct crm *crm, const char *unit, const char *above);
/* Is it in the table, or a manager's? */
bool unit_known(const struct crm *crm, const char *unit);

/* NULL if there is none. */
const struct reason *reason_id(const struct crm *crm, int64_t id);
const struct reason *reason_at(const struct crm *crm, int i); /* in order of id */
const struct reason *reason_find(const struct crm *crm, const char *code);

/*
 * What a person typed for one of ours: its code, else code, name or a manager's e-mail as people write them
 * (base/text/typed.h). For options and cells; who reads the journal finds by code. CRM_DATA when nothing fits, or more
 * than one equally well: then crm->why names those there are. A code costs no more than to find it.
 */
enum status stage_meant(struct crm *crm, const char *word, const struct stage **stage);
enum status manager_meant(struct crm *crm, const char *word, const struct manager **manager);
/* Where nothing fits it is CRM_NONE, without the sentence, which looks at all there are. */
enum status manager_if_meant(struct crm *crm, const char *word, const struct manager **manager);
enum status unit_meant(struct crm *crm, const char *word, const char **unit); /* its code */
enum reason_kind { REASON_ANY, REASON_TO_LOSE, REASON_TO_DISQUALIFY };
enum status reason_meant(struct crm *crm, const char *word, enum reason_kind kind, const struct reason **reason);
/* The same of an option: what cannot be meant is CRM_USAGE. */
static inline enum status meant_option(struct crm *crm, enum status status)
{
	return status == CRM_DATA ? (crm->why.status = CRM_USAGE) : status;
}
/* The stage of which ${word} is a slip; NULL if it is none. */
const struct stage *stage_slip(struct crm *crm, const char *word);

/*
 * What the settings call the source ${word}, a code or a name of theirs in any case: its code, and its name (NULL:
 * none). A word they do not know is itself. Borrowed until the settings change. ${word} may be NULL.
 */
#define SOURCE_NAMES 2
enum status source_called(struct crm *crm, const char *word, const char *called[SOURCE_NAMES]);

enum dict { DICT_SOURCE = 1, DICT_CAMPAIGN, DICT_PROJECT };
/* The number of a word, made if it is new (then a transaction must be open). Spellings that differ in case, blanks or ё
   are one word, called as it came first. NULL or "" is 0. */
enum status dict_id(struct crm *crm, enum dict dict, const char *word, int64_t *id);
/* The number, or 0 if nobody used that word. For filters. */
int64_t dict_find(struct crm *crm, enum dict dict, const char *word);
/* The word that is nearest; NULL if none is near. For sentences. */
const char *dict_nearest(struct crm *crm, enum dict dict, const char *word);
const char *dict_word(struct crm *crm, enum dict dict, int64_t id); /* as it came first; "" for 0 */
/* What people are shown: of a source that the settings know by this word, its code. */
const char *dict_shown(struct crm *crm, enum dict dict, int64_t id);
/* The number of the source that ${word} calls, as shown; 0: nobody used it; SOURCE_SEVERAL: it came under more than one
   word, so compare what is shown with *shown, which borrows. */
#define SOURCE_SEVERAL (-2)
int64_t source_find(struct crm *crm, const char *word, const char **shown);

#endif
