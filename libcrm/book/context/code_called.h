/* What people are shown for a code: never data, only what is said or printed for eyes. */
#ifndef CRM_BOOK_CONTEXT_CODE_CALLED_H
#define CRM_BOOK_CONTEXT_CODE_CALLED_H

/* The word of a verdict in the language of messages: in English it is the verdict itself. */
const char *verdict_called(const char *verdict);

#endif
