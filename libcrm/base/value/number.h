/*
 * Numbers as people read them, in the style of the language of messages: -1,234.5% or −1 234,5 %. Not for data: CSV has
 * a point and nothing else.
 */
#ifndef CRM_BASE_VALUE_NUMBER_H
#define CRM_BASE_VALUE_NUMBER_H

#include "base/value/money.h"

/* Exactly so many decimals; never a negative zero. */
void number_put(struct buf *buf, double number, int decimals);
/* One decimal, or none when it would be 0: 15.5, 18. */
void number_put_short(struct buf *buf, double number);
/* A share: 0.125 is 12.5%. The second one has a plus too. */
void percent_put(struct buf *buf, double share, int decimals);
void percent_put_signed(struct buf *buf, double share, int decimals);
/* Major units without decimals, from a million on as 12.5M. */
void money_put_short(struct buf *buf, money_t money);

#endif
