/* What the files of erasing share, and nobody else. */
#ifndef CRM_FLOW_PRIVACY_ERASE_PRIVATE_H
#define CRM_FLOW_PRIVACY_ERASE_PRIVATE_H

#include "flow/privacy/data_subject.h"

/*
 * What is to stand in the journal instead of ${text}, the old or the new side of ${event}: of the person's own event
 * what reports need, of another's what does not speak of him. In ${arena}; NULL and CRM_OK: it stays as it is.
 */
enum status erase_own(struct crm *crm, const struct data_subject *subject, const struct event *event, const char *text,
    struct arena *arena, const char **left);
enum status erase_foreign(struct crm *crm, const struct data_subject *subject, const struct event *event,
    const char *text, struct arena *arena, const char **left);

/* What the deed tells of the emptied rows, as fields of the event that says so; erasure_read reads them. */
void erasure_write(const struct erasure *erasure, struct buf *json);

/* The list of all who were erased, beside the base of ${url}; in crm->run, NULL without memory. */
const char *erase_list_path(struct crm *crm, const char *url);

#endif
