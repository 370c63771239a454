/* The deed of an erasing, with an extract of the journal: what the law asks to be kept (order 179 of Roskomnadzor). */
#ifndef CRM_FLOW_PRIVACY_ERASURE_CERTIFICATE_H
#define CRM_FLOW_PRIVACY_ERASURE_CERTIFICATE_H

#include "flow/privacy/data_subject.h"
#include "rows/writer.h"

/* From template erase-deed, to ${out}, one for each of ${n} erasings. Nothing in it tells who the person was but
   numbers. */
enum status erasure_certificate_write(
    struct crm *crm, const struct data_subject *subject, const struct erasure *erasure, int n, struct buf *out);

/* The same as rows, without the extract. */
extern const struct field erased_fields[];
enum status erasure_rows(
    struct crm *crm, const struct data_subject *subject, const struct erasure *erasure, int n, struct writer *writer);

#endif
