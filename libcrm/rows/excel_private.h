/*
 * Cells that a spreadsheet would not leave alone: formulas, long numbers, leading zeros. The guard is an apostrophe in
 * front, and taking it off is exact: excel_bare of a guarded text is the text.
 */
#ifndef CRM_ROWS_EXCEL_PRIVATE_H
#define CRM_ROWS_EXCEL_PRIVATE_H

#include <stdbool.h>

#include "base/core/buf.h"

/* Whether ${text} needs the apostrophe. A text that looks guarded already needs one more. */
bool excel_live(const char *text);

/* Whether it is a number as a spreadsheet takes it: [+-]digits[.digits][E[+-]digits]. */
bool excel_number(const char *text);

/* An instant or a day ("2026-11-23T18:00:00+03:00", "2026-11-23") as 23.11.2026 18:00, seconds where there are some,
   and a phone ("+79161234567") as (+7) 916 123-45-67, which nobody takes for a formula or a number and crm reads as
   well. False, with nothing written, if the text is none. */
bool excel_put_time(struct buf *out, const char *text);
bool excel_put_phone(struct buf *out, const char *text);

/* ${text} without its guard, or as it is. */
const char *excel_bare(const char *text);

#endif
