/*
 * Cells that a spreadsheet would not leave alone: formulas, long numbers, leading zeros. The guard is an apostrophe in
 * front, and taking it off is exact: excel_bare of a guarded text is the text.
 */
#ifndef CRM_ROWS_EXCEL_PRIVATE_H
#define CRM_ROWS_EXCEL_PRIVATE_H

#include <stdbool.h>

/* Whether ${text} needs the apostrophe. A text that looks guarded already needs one more. */
bool excel_live(const char *text);

/* Whether it is a number as a spreadsheet takes it: [+-]digits[.digits][E[+-]digits]. */
bool excel_number(const char *text);

/* ${text} without its guard, or as it is. */
const char *excel_bare(const char *text);

#endif
