/*
 * A relay: another thread makes things ahead, and the one that began uses them in their order. There are two places:
 * what is used stands in one, what is made in the other. Nothing else is shared between the two.
 */
#ifndef CRM_BASE_CORE_RELAY_H
#define CRM_BASE_CORE_RELAY_H

#include <stdbool.h>

#define RELAY_PLACES 2

struct relay;

/*
 * Begin to make ahead, while place 0 is in use. ${make} fills one place a call, on the other thread; false: that was
 * the last. NULL where no thread can be had. The other thread takes no signals. Released with relay_stop.
 */
struct relay *relay_start(bool (*make)(void *arg, int place), void *arg);
/* The place that is filled next, when it is; what was in use until now is made anew. -1: the last one was in use. */
int relay_next(struct relay *relay);
/* No more is wanted: returns when what is being made is made. NULL is harmless. */
void relay_stop(struct relay *relay);

#endif
