/*
 * Alerts: heads are told before a deadline is missed and after, of each state once, in one letter.
 *
 * A run finds the clocks that are due soon or breached (report/sla/sla.h) and the open leads that nobody may have
 * (pooled), leaves out what the table `alert` knows, records an event for each of the others, and puts a letter for
 * each head into the outbox, all in one transaction. Who is told: post/mail_out/recipients.h, recipients_heads. A
 * manager is told of what is due soon of his own (setting sla.notify_manager, 1). Setting sla.notify names the clocks
 * that are told of; by default all.
 */
#ifndef CRM_POST_LETTERS_SLA_ALERT_H
#define CRM_POST_LETTERS_SLA_ALERT_H

#include "report/sla/sla.h"

#define SLA_LETTERS "sla" /* how the names of the letters begin */

enum sla_news { SLA_NEWS_BREACHED, SLA_NEWS_POOLED, SLA_NEWS_DUE_SOON, SLA_NEWS };
const char *sla_news_name(enum sla_news news); /* breached pooled due_soon */

struct sla_alert {
	enum sla_news news;
	const struct sla_clock *clock;      /* this and the name in crm->run */
	const char *name;                   /* of the client; NULL */
	const struct manager *const *heads; /* who is told */
	int n_heads;
};

struct sla_alerts {
	int n, room;
	struct sla_alert *alert; /* breached, pooled, due soon; in each by deadline */
};

/* What is new. CRM_CONFIG if there is news and nobody to tell it to. Released with sla_alerts_free, also after a
   failure. */
enum status sla_alerts_find(struct crm *crm, struct sla_alerts *alerts);
/* Record all of it, and queue the letters; inside a batch. */
enum status sla_alerts_put(struct crm *crm, const struct sla_alerts *alerts);
void sla_alerts_free(struct sla_alerts *alerts);

/* The letter about ${n} of them; ${own}: to the manager whose they are. Memory: the buffers' `failed`. */
void sla_letter(
    struct crm *crm, const struct sla_alert *const *alert, int n, bool own, struct buf *subject, struct buf *body);

#endif
