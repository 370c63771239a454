/*
 * What a manager works on («Мои продажи»), the worst first, with the command that puts it right:
 *
 *	leads     each open lead, for its owner: how long it has been at its stage and how long it should be, when it
 *	          was last touched and what is planned
 *	clients   each client who has an open task and no open lead, for the owner of the earliest of his tasks that
 *	          has one
 *
 * The light is that of report/lights, of this lead alone: by its own tasks, and by what is known of its client. A task
 * about the client himself, or about a lead of his that is decided, is that of his latest open lead; so each open task
 * of a client counts in one row, and whoever has a row here is who has one there.
 *
 * Age is working time at the stage, in working days; over is what is above target_days of the stage.
 */
#ifndef CRM_REPORT_PIPE_PIPE_H
#define CRM_REPORT_PIPE_PIPE_H

#include "book/records/query.h"

extern const struct field pipe_fields[];        /* of the list, and of --ids */
extern const struct field pipe_counts_fields[]; /* with -g */

/* The list, or with -g how many stand in it, and of what. CRM_CONDITION when one has the light of --fail-on. */
enum status pipe_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
