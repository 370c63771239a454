#ifndef CRM_BOOK_KNOWN_KNOWN_PRIVATE_H
#define CRM_BOOK_KNOWN_KNOWN_PRIVATE_H

#include "book/known/known.h"

union known_key {
	int64_t number;
	const char *text;
};
struct kept_point {
	union known_key key;
	struct known_point is;
};
struct kept_row {
	union known_key key;
	int64_t lead;
	int64_t event; /* 0: the table has it, and it is to name this lead */
};
struct kept_touch {
	union known_key key;
	instant_t at;
};

/* Entries, each beginning with its key, in the order in which they came; the first of them are found by hashing. */
struct known_table {
	size_t size; /* of an entry */
	bool texts;
	char *entry;
	size_t n, room, indexed;
	struct known_slot {
		uint32_t tag, place; /* the rest of the hash; entry + 1, 0: none */
	} * slot;
	size_t slots; /* a power of two */
};

enum { KNOWN_PHONES, KNOWN_EMAILS, KNOWN_INNS, KNOWN_ROWS, KNOWN_TOUCHES, KNOWN_TABLES };
struct known {
	struct known_table table[KNOWN_TABLES];
	struct arena texts;
	size_t text_bytes;
};

/* Entry ${i}, from 0. */
static inline void *known_entry(const struct known_table *table, size_t i)
{
	return table->entry + i * table->size;
}

/* known_store.c: all of it goes into the tables. */
enum status known_store(struct crm *crm, const struct known *known);

#endif
