/* Private to crm-dups: everybody at once, in memory. */
#ifndef CRM_REPORT_DUPS_DUPS_PRIVATE_H
#define CRM_REPORT_DUPS_DUPS_PRIVATE_H

#include "report/dups/dups.h"
#include "report/kit/line.h"

#define REASONS_NAMED 3 /* of a pair */

enum dup_level { DUP_CERTAIN, DUP_PROBABLE, DUP_REVIEW };

struct dup_client {
	int64_t client;
	const char *name, *key;   /* NULL: none; key: two words or more */
	const char *organisation; /* its key; NULL: none */
	uint32_t lead, n_leads;   /* his in lead[] */
	uint32_t group; /* of whom he is certainly one: a place in client[], in the end the first of the group */
	bool wanted, in_period; /* by -m and -u; by -p */
	int n_reasons;
	const char *reasons; /* why he is of the group; NULL: none yet */
};

/* What a record says: a phone, an address, a tax number; or the last ten digits. */
struct dup_point {
	uint64_t hash;    /* of a number: itself */
	const char *said; /* an address; the extension of a phone, NULL: none */
	uint32_t client;
	uint16_t tails; /* of a phone: how often it was typed here, so that it is clear whose it is */
	char kind;      /* POINT_… of book/records/identity_key.h; 't' tail of a clear phone, 'u' of an unclear one */
};
#define KNOWN_NAMES 32768 /* a power of two */

struct dup_lead {
	uint32_t client;
	day_t day;
	int32_t source, project;
	uint32_t city;
};

struct dups {
	struct crm *crm;
	const struct query *query;
	struct line line;
	bool levels[DUP_REVIEW + 1];
	uint32_t n_clients, n_points, n_leads;
	size_t clients_room, points_room, leads_room;
	struct dup_client *client; /* roots, in order of number */
	struct dup_point *point;
	struct dup_lead *lead; /* in order of client, day */
	uint32_t n_refused;
	size_t refused_room;
	struct dup_refused {
		int64_t a, b;
	} * refused; /* a < b, in order */
	/* Names by their hash, the last of each: many are called the same. */
	struct known_name {
		const char *name, *key, *organisation;
	} * known;
	int64_t next; /* the first place whose client had no lead yet */
	struct arena text, row;
};

/* dups_read.c: clients, points, leads and refused pairs into ${dups}, in the orders that are said there. */
enum status dups_read(struct dups *dups);
/* The place of a client, -1 if he is none. */
int64_t dups_place(const struct dups *dups, int64_t client);

/* dups_points.c: groups of those who are certainly one, and their rows; pairs who probably are. */
enum status dups_certain(struct dups *dups);
enum status dups_probable(struct dups *dups);
/* Pairs to look at: one phone, two extensions. After dups_certain. */
enum status dups_extensions(struct dups *dups);
/* dups_names.c */
enum status dups_review(struct dups *dups);

/* dups.c: a row, unless it is not asked for or somebody said that these are two. */
struct dup_pair {
	uint32_t keep, drop;
	enum dup_level level;
	double score;
	const char *reasons;
};
enum status dups_print(struct dups *dups, const struct dup_pair *pair);
bool dups_refused(const struct dups *dups, uint32_t a, uint32_t b);
uint32_t dups_group(struct dups *dups, uint32_t client);
/* Room for one more; false without memory. */
bool dups_grow(void *list, size_t n, size_t *room, size_t size);
uint64_t dups_hash(const char *text, size_t length);

#endif
