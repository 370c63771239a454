/*
 * The traffic light of working clients (D9, «Контроль руководителя»): is anything wrong with the work on a client, how
 * badly, and the command that puts it right.
 *
 * A client is working when he has an open lead or an open task; only working clients have a light. His owner is the
 * manager of the latest open lead that has one, else of his earliest open task that has one. What is wrong, worst
 * first:
 *
 *	overdue       red     a task is overdue by more than light.grace_hours working hours
 *	no_interest   red     there is no open lead
 *	late          yellow  a task is overdue, but not by more than that
 *	no_next_task  yellow  no open task lies ahead
 *	profile       yellow  fewer than light.profile_pct % of profile.fields are known; profile:payment,family says
 *	                      which are missing
 *	contacts      yellow  fewer than light.contacts_pct % of contacts.fields are known; contacts:email likewise.
 *	                      A phone and an address are known when one of the client's leads brought one that can be
 *	                      used
 *
 * A client's colour is that of the worst, and green when there is none. A manager is red when even the lower bound of
 * his share of red clients is above light.red_norm_pct, yellow when only the share itself is, else green.
 *
 * With -T and --known-at the journal tells, otherwise the tables do; cost grows with working clients then, not with the
 * base. Both ways give the same rows. -T moves the moment that tasks are late at, --known-at does not.
 */
#ifndef CRM_REPORT_LIGHTS_LIGHTS_H
#define CRM_REPORT_LIGHTS_LIGHTS_H

#include "base/core/spool.h"
#include "base/statistics/stats.h"
#include "book/records/query.h"

extern const struct field lights_fields[];
extern const struct field lights_ids_fields[];

enum light { LIGHT_RED, LIGHT_YELLOW, LIGHT_GREEN };
#define LIGHTS 3
const char *light_name(enum light light); /* red yellow green */

enum defect {
	DEFECT_OVERDUE,
	DEFECT_NO_INTEREST,
	DEFECT_LATE,
	DEFECT_NO_NEXT_TASK,
	DEFECT_PROFILE,
	DEFECT_CONTACTS,
	DEFECTS
};

#define LIGHT_FIELDS 62 /* as many as client.filled has bits for */

struct light_fields {
	int n;
	const char *name[LIGHT_FIELDS];
};

struct light_rules {
	int64_t grace; /* working seconds */
	int64_t profile_pct, contacts_pct, red_norm_pct;
	struct light_fields profile, contacts;
};

#define LIGHT_NOT_LATE (-1)

struct light_row {
	int64_t client;
	const char *name;          /* NULL: unknown */
	int64_t manager;           /* the owner; 0: nobody */
	int interest;              /* open leads */
	int64_t late;              /* working seconds of the worst overdue task, or LIGHT_NOT_LATE */
	instant_t next_task;       /* INSTANT_MAX: none lies ahead */
	int64_t profile, contacts; /* what is known: bits by place in the rules' fields */
	int64_t lead;              /* the latest open one; 0: none */
	int64_t lost;              /* the latest lost one; 0: none */
	int64_t task;              /* the earliest open one, which is the worst if it is overdue; 0: none */
	instant_t due;             /* of that task */
	instant_t last_touch;      /* of any of his leads; 0: never */
	enum light light;
	unsigned defects;              /* bits by enum defect */
	const struct light_lead *open; /* those leads, in order; NULL unless they are asked for */
};

/* An open lead of a working client, and the row it would be if he had no other. An open task about himself, or about a
   lead of his that is decided, is that of his latest open lead. */
struct light_lead {
	struct lead lead;
	struct light_row row;
};

/* Where a row stands among the others: red, yellow, green; in each by overdue hours, longest first, and client. */
struct light_place {
	int64_t client, spooled; /* spooled: where it begins in the spool */
	int32_t tenths;
	enum light light;
};

/* The rows are put by as they are made, and only their order is in memory: there may be a million of them. */
struct lights {
	struct light_rules rules;
	instant_t at; /* the moment that is looked at */
	int n, room;
	struct light_place *place;
	struct spool rows;
	struct buf row; /* the one that was read last */
};

/* Every working client who may have something of the managers wanted, judged; others may be among them. ${with_leads}
 * his open leads too, and no names. Borrowed for the call; ${rules} is filled before. Stops when ${each} does not
 * return CRM_OK. */
struct light_asked {
	struct crm *crm;
	const struct query *query;
	bool with_leads;
	struct light_rules *rules;
	enum status (*each)(void *arg, const struct light_row *row);
	void *arg;
};
enum status lights_each(const struct light_asked *asked);

/* The rows that pass the filters. CRM_USAGE if the query asks what a light cannot tell. Released with lights_free, also
 * after a failure. */
enum status lights_make(struct crm *crm, const struct query *query, struct lights *lights);
void lights_free(struct lights *lights);

/* A row more, with what it borrows; when all are there they are sorted. */
enum status lights_put(struct crm *crm, struct lights *lights, const struct light_row *row);
void lights_sort(struct lights *lights);
/* The row at that place, from 0; its texts are borrowed until the next one is read. */
enum status lights_row(struct crm *crm, struct lights *lights, int place, struct light_row *row);

/* CRM_USAGE if ${word}, of ${option}, is no light. NULL is none asked for. */
enum status light_check(struct crm *crm, const char *option, const char *word);

/* CRM_CONDITION if a row has the light of --fail-on, else CRM_OK. */
enum status lights_condition(const struct query *query, const struct lights *lights);

/* A row for each client. */
enum status lights_rows(struct crm *crm, struct lights *lights, struct writer *writer);
/* The open leads of the clients with the light of --ids, in the order of the rows. */
enum status lights_ids(struct crm *crm, const struct query *query, struct lights *lights, struct writer *writer);

/* A manager's clients. */
struct light_sum {
	int64_t manager; /* 0: nobody */
	int64_t n[LIGHTS];
	double share;                /* of red ones */
	struct stats_interval bound; /* of the share, 95 % */
	enum light light;
};

/* One for each manager that has a row: red ones first, then by share, largest first, then in the order of managers;
 * at the end the total, with manager -1. ${n} is their number with it. In crm->run; NULL and crm->why if that fails.
 */
const struct light_sum *lights_sums(struct crm *crm, struct lights *lights, int *n);

/* light and defects of a row from the rest of it. */
void light_judge(const struct light_rules *rules, struct light_row *row);
int light_pct(const struct light_fields *fields, int64_t known); /* whole percent, rounded down; 100 of no fields */
int64_t light_tenths(int64_t seconds);                           /* of an hour; 0 for LIGHT_NOT_LATE */
void light_missing_put(struct buf *buf, const struct light_fields *fields, int64_t known); /* payment,family */
void light_reasons_put(struct buf *buf, const struct light_rules *rules, const struct light_row *row);
/* The command that puts the worst right; nothing for green. */
void light_fix_put(struct buf *buf, const struct light_rules *rules, const struct light_row *row);

#endif
