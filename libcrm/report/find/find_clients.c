/* Who is meant, where somebody must be one person: for the card of a client. */
#include "report/client/person.h"
#include "report/find/find.h"
#include "report/find/find_hits_private.h"
#include "report/kit/scan.h"

#define CLIENTS_SHOWN 20

enum status find_clients(struct crm *crm, const struct query *query, struct wanted *clients)
{
	struct find_hits hits = {.crm = crm, .query = query, .limit = CLIENTS_SHOWN};
	enum status status = find_index_open(crm, false, &hits.index);
	if (status == CRM_OK)
		status = find_ask_read(crm, hits.index.stemmer, query->operands, query->n_operands, &hits.ask);
	if (status == CRM_OK && hits.ask.n)
		status = find_hits_find(&hits);
	int best = 0;
	for (int i = 0; i < hits.n && status == CRM_OK; i++) {
		const struct find_hit *hit = &hits.hit[i];
		best = hit->by_client && !best ? hit->score : best;
		if (hit->by_client && hit->score == best)
			status = wanted_add(crm, clients, hit->root);
	}
	find_index_close(&hits.index);
	return status;
}

enum status find_clients_put(struct crm *crm, const struct wanted *clients, struct buf *page)
{
	struct arena arena = {0};
	enum status status = CRM_OK;
	for (int i = 0; i < clients->n && status == CRM_OK; i++) {
		struct person person;
		const struct client_text *phone = NULL, *email = NULL;
		status = person_get(crm, clients->key[i], &arena, &person);
		if (status == CRM_OK)
			status = person_listen(crm, &person, person.n_leads, &arena);
		if (status == CRM_OK) {
			phone = person_first(&person, CLIENT_TEXT_PHONE);
			email = person_first(&person, CLIENT_TEXT_EMAIL);
			buf_format(page, "%8lld  %s", (long long)person.client, person.name ? person.name : "");
			buf_format(page, "%s%s", phone ? "  " : "", phone ? client_text_value(phone, &arena) : "");
			buf_format(page, "%s%s\n", email ? "  " : "", email ? client_text_value(email, &arena) : "");
		}
		arena_reset(&arena);
	}
	arena_free(&arena);
	return status == CRM_OK && page->failed ? why_memory(&crm->why) : status;
}
