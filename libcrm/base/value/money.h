/* Money is an integer number of minor units (kopecks, cents); every currency here has two decimals. */
#ifndef CRM_BASE_VALUE_MONEY_H
#define CRM_BASE_VALUE_MONEY_H

#include <stdint.h>

#include "base/core/buf.h"
#include "base/core/status.h"

typedef int64_t money_t;

/* "4500000", "4 500 000,50 ₽", "$22,700.00", "1.234,56", "-5" ; blanks include NBSP and thin spaces. The last , or . is
   the decimal sign if one or two digits follow it; otherwise separators must group by three. CRM_DATA for anything else
   or overflow. */
enum status money_parse(const char *text, money_t *money);
void money_put(struct buf *buf, money_t money); /* 4500000.50; always two decimals */

#endif
