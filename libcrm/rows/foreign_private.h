/* What is no CSV though its name may say so. Internal to rows/. */
#ifndef CRM_ROWS_FOREIGN_PRIVATE_H
#define CRM_ROWS_FOREIGN_PRIVATE_H

#include <stddef.h>

#include "base/core/status.h"

/* CRM_DATA and what it is, when the first bytes of a file are those of a web page (some systems call their table .xls),
   a workbook, a PDF or an archive. */
enum status foreign_check(const char *bytes, size_t length, struct why *why);

#endif
