/* What people are shown for a code: never data, only what is printed for eyes. */
#ifndef CRM_BOOK_CONTEXT_CODE_CALLED_H
#define CRM_BOOK_CONTEXT_CODE_CALLED_H

#include "book/context/crm.h"

/*
 * The name of ${code}, which stands in a column called ${column}: of stages, reasons, managers and sources as the
 * department's settings have it, of our own words as the language has it. What is no code there is itself. Borrowed
 * until the settings change. ${crm}: without dictionaries the department's names are not known.
 */
const char *code_called(struct crm *crm, const char *column, const char *code);

/* The word of a verdict in the language of messages: in English it is the verdict itself. */
const char *verdict_called(const char *verdict);

#endif
