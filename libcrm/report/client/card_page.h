/* The card of a client as a page: text of 72 columns, or HTML. */
#ifndef CRM_REPORT_CLIENT_CARD_PAGE_H
#define CRM_REPORT_CLIENT_CARD_PAGE_H

#include "report/client/card.h"

/* One page for all cards: begin, put each, end. ${format}: FORMAT_TEXT or FORMAT_HTML. Memory: the buffer's `failed`
   says it. */
void card_page_begin(struct crm *crm, enum format format, struct buf *page);
enum status card_page(struct crm *crm, const struct query *query, const struct card *card, struct buf *page);
void card_page_end(enum format format, struct buf *page);

#endif
