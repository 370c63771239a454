/* What is in the way when something said of a client is to be taken back. Private to the undo. */
#ifndef CRM_FLOW_UNDO_UNDO_CLIENT_PRIVATE_H
#define CRM_FLOW_UNDO_UNDO_CLIENT_PRIVATE_H

#include "book/context/crm.h"

/* ${event} of ${batch} is about ${root} in the end; ${back}: taking it back makes that count again. ${why} gets a
   sentence, or "" if nothing is in the way; ${in_way} the latest event that is, if it can go. */
enum status undo_client(struct crm *crm, int64_t batch, const struct event *event, const struct event *root, bool back,
    char why[300], int64_t *in_way);

#endif
