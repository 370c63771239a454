/*
 * The inside of struct dictionaries: for absence.c, dictionaries.c, dict.c and crm.c only.
 */
#ifndef CRM_BOOK_CONTEXT_DICTIONARIES_PRIVATE_H
#define CRM_BOOK_CONTEXT_DICTIONARIES_PRIVATE_H

#include "book/context/dictionaries.h"

/* Text to place in a list. Keys are borrowed. */
struct dict_index_slot {
	const char *key; /* NULL: free */
	int64_t value;
};
struct dict_index {
	struct dict_index_slot *slot;
	size_t n, room; /* room: a power of two, or 0 */
};

bool dict_index_put(struct dict_index *index, const char *key, int64_t value); /* false: no memory */
int64_t dict_index_find(const struct dict_index *index, const char *key);      /* -1: not there */
void dict_index_free(struct dict_index *index);                                /* and it is an empty one again */

/* One dictionary, whole. */
struct dict_cache {
	bool loaded, grown; /* grown: has words that a rollback may take away */
	struct arena text;
	struct dict_index ids;     /* of every spelling met */
	struct dict_index by_fold; /* of what spellings have in common; the first word with it */
	struct buf folded;
	const char **word; /* by id; NULL: no such id */
	int64_t room;      /* ids below it fit into word */
	int64_t last;      /* the greatest id */
};

struct setting {
	const char *name, *value;
};

struct unit {
	const char *unit, *parent, *head, *name;
};

/* A source of the settings. */
struct source_row {
	const char *code, *name; /* name: NULL if none */
};

/* What people name (meant.c). */
enum meant {
	MEANT_STAGE,
	MEANT_MANAGER,
	MEANT_UNIT,
	MEANT_REASON,
	MEANT_REASON_TO_LOSE,
	MEANT_REASON_TO_DISQUALIFY,
	MEANT_LISTS
};

struct dictionaries {
	bool lent;         /* lists, settings and the places of managers and sources are another's */
	struct arena text; /* of all below but the dictionaries */
	int n_stages, n_managers, n_reasons, n_units, n_settings;
	struct stage *stages;
	struct manager *managers;
	struct reason *reasons;
	struct unit *units;
	struct setting *settings; /* by name */
	struct dict_index manager_of;
	struct dict_index spelled[MEANT_LISTS]; /* what people typed, and whom it meant */
	bool away_read;                         /* absence.c: of crm->now */
	int n_away;
	struct away {
		int64_t manager;
		const char *until;
	} * away;
	bool sources_loaded;
	int n_sources;
	struct source_row *sources;
	struct dict_index source_of; /* of codes and names as they are compared */
	const char **source_shown;   /* by id of the dictionary; NULL: not looked for yet */
	int64_t source_room;
	struct buf folded;
	struct dict_cache dict[DICT_PROJECT + 1];
};

/* meant.c: the place of what ${word} means in its list; CRM_NONE without a sentence, CRM_DATA if more than one fits. */
enum status meant_find(struct crm *crm, enum meant which, const char *word, int *found);
/* crm.c: the settings into crm->words. */
enum status settings_load(struct crm *crm);
/* dict.c: what is known of the dictionaries. */
void dicts_free(struct dictionaries *words);
int64_t dict_last(struct crm *crm, enum dict dict); /* the greatest number; 0 if there is none */
/* source.c: what is known of sources, with source_of. */
enum status sources_load(struct crm *crm);
void sources_free(struct dictionaries *words);
/* dictionaries.c: an empty one in crm->words, and its end. */
enum status dictionaries_open(struct crm *crm);
void dictionaries_close(struct crm *crm);
/* The same words for ${reader}, who has no base to ask. */
enum status dictionaries_lend(struct crm *crm, struct crm *reader);
/* Rows of ${sql} into a list in words->text: ${size} bytes each, filled by ${row}. */
struct dictionaries_list {
	const char *sql;
	size_t size;
	enum status (*row)(struct crm *crm, struct stmt *stmt, void *item);
};
enum status dictionaries_read(struct crm *crm, const struct dictionaries_list *list, void **items, int *n);

#endif
