/*
 * Credit: how far a manager is behind his share of the leads that a route hands out in turn or by weight.
 *
 * Each lead owes everybody who could have got it his weight's part of it; he who gets it pays what all were given. So
 * the credits of a route add up to nothing, and the largest one says whose turn it is. Whoever could not have got a
 * lead is neither given nor takes: absence makes no debt. A lead is always the same number of parts, whoever is here:
 * plain smooth weighted round robin, whose unit changes with the sum of the weights, drifts when people come and go.
 */
#ifndef CRM_BOOK_RECORDS_CREDIT_H
#define CRM_BOOK_RECORDS_CREDIT_H

#include <stdint.h>

/* Parts of one lead. 1 to 40 divide it, so that small departments are counted without rounding. */
#define CREDIT_LEAD INT64_C(5342931457063200)

/* What a weight gets of one lead, rounded down; ${total} is the sum of the weights, not 0. */
static inline int64_t credit_part(int64_t weight, int64_t total)
{
	__extension__ typedef unsigned __int128 wide;
	return (int64_t)((wide)CREDIT_LEAD * (wide)weight / (wide)total);
}

#endif
