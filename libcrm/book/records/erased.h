/*
 * What is left of a person in the journal once he is erased: values that tell who he was are replaced by a dash, so
 * that whether something was filled in is still counted; what reports add up (sources, stages, money, times) stays.
 * Such an event has the key ERASED_KEY.
 */
#ifndef CRM_BOOK_RECORDS_ERASED_H
#define CRM_BOOK_RECORDS_ERASED_H

#define ERASED_KEY "_erased"
#define ERASED_TEXT "\xe2\x80\x94" /* an em dash */
/* In an event that created a lead or put a client, his or one that spoke of him: the numbers of its row in table seen,
   which cannot be
   computed any more. */
#define ERASED_SEEN "_seen"
#define ERASED_SEEN_ANY "_seen_any"

#endif
