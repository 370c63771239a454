/* Working clients, gathered some at a time from the tables, or all from the journal. Private to the lights. */
#ifndef CRM_REPORT_LIGHTS_LIGHTS_PRIVATE_H
#define CRM_REPORT_LIGHTS_LIGHTS_PRIVATE_H

#include "base/time/workline.h"
#include "report/kit/scan.h"
#include "report/kit/task_history.h"
#include "report/lights/lights.h"

/*
 * What is looked for in the row a lead came with. The journal writes these texts itself, and a quote inside of one is
 * escaped: "key":" stands in it where that key begins, and nowhere else. That is looked for, since to parse all of it
 * for each client is what a report would take longest for.
 */
struct light_marks {
	char *profile[LIGHT_FIELDS],
	    *contacts[LIGHT_FIELDS]; /* as the fields of the rules; an address is more than a mark */
};

/* A row in the making: what has been chosen so far was chosen from this lead. */
struct light_client {
	struct light_row row;
	int64_t name_lead, owner_lead;
	instant_t lead_at, owner_at;
	int64_t task_manager;
};

/* Some clients, gathered together. */
struct light_live {
	struct crm *crm;
	const struct query *query;
	const struct light_rules *rules;
	instant_t at;
	bool with_leads;
	int n, room, n_leads, leads_room;
	struct light_client *client;
	struct light_lead *lead;  /* open ones; if with_leads */
	int *slot;                /* hashed by client: place in client + 1; 0: free */
	size_t slots;             /* a power of two, or 0 */
	struct light_marks marks; /* in crm->run */
	struct work_line *line;
	struct wanted clients; /* of lights_live_bind */
	struct arena scratch, names;
};

/* Get ready: after crm, query, rules, at and with_leads are set. */
enum status lights_live_open(struct light_live *live);
/* On to the next clients: these are forgotten. */
void lights_live_clear(struct light_live *live);

/* Leads may come in any order; ${new} is the row the lead came with. */
enum status lights_live_lead(struct light_live *live, const struct lead *lead, const char *new);
/* The leads are all there: in order of client. */
void lights_live_sort(struct light_live *live);
/* Then open tasks of clients, by due and number. */
enum status lights_live_task(struct light_live *live, const struct past_task *task);
/* What crm-client-add said of a client, whose records stand under ${root}: after the leads, in the order said. Nothing
   if he is not among the clients. */
enum status lights_live_put(struct light_live *live, int64_t client, int64_t root, const char *new);
/* What one under whom others stand is called. */
enum status lights_live_name(struct light_live *live, int64_t client, const char *name);
void lights_live_free(struct light_live *live);

/* lights_scan.c: working clients that may pass the filters, as the tables have them. */
struct light_working {
	struct wanted clients;     /* sorted */
	struct task_history tasks; /* open ones: by client, due and number */
	struct arena arena;        /* of theirs */
};
enum status lights_working_find(struct light_live *live, struct light_working *working);
void lights_working_free(struct light_working *working);
/* All that is known of ${n} of them from place ${from} on. */
enum status lights_live_scan(struct light_live *live, const struct light_working *working, int from, int n);
/* All clients, as the journal has them. */
enum status lights_live_scan_journal(struct light_live *live);
/* The clients found so far, bound to the batch table lights_wanted. */
enum status lights_live_bind(struct light_live *live);

/* lights_puts.c: what is known of the clients found beside their leads. */
enum status lights_live_read_puts(struct light_live *live, const struct horizon *horizon);

#endif
