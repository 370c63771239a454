/* crm-client - the card of a client: what he wants, how to reach him, what was last said */
#include "front/command/front.h"
#include "report/client/card_page.h"
#include "report/find/find.h"
#include "report/kit/scan.h"

/* Cards of clients by number, one after the other. */
static enum status print_cards(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct arena arena = {0};
	struct card card;
	enum status status = CRM_OK;
	if (!writer)
		card_page_begin(crm, query->format, page);
	for (int i = 0; i < query->n_operands && status == CRM_OK; i++) {
		status = card_make(crm, query->operands[i], &arena, &card);
		if (status == CRM_OK)
			status = writer ? card_rows(crm, query, &card, writer) : card_page(crm, query, &card, page);
		arena_reset(&arena);
	}
	if (status == CRM_OK && !writer)
		card_page_end(query->format, page);
	arena_free(&arena);
	return status;
}

static enum status print_found(
    struct crm *crm, struct query found, const struct wanted *clients, struct writer *writer, struct buf *page)
{
	if (!clients->n)
		note(crm, "%s", _("nobody is found: crm-find looks in notes and letters too"));
	if (clients->n > 1)
		note(crm, _("%d clients fit: choose one by number, as in crm-client %lld"), clients->n,
		    (long long)clients->key[0]);
	if (clients->n > 1 && !writer && found.format == FORMAT_TEXT)
		return find_clients_put(crm, clients, page);
	const char **numbers = arena_get(&crm->run, ((size_t)clients->n + 1) * sizeof *numbers);
	for (int i = 0; i < clients->n && numbers; i++)
		if (!(numbers[i] = arena_format(&crm->run, "%lld", (long long)clients->key[i])))
			numbers = NULL;
	found.operands = numbers;
	found.n_operands = clients->n;
	return numbers ? print_cards(crm, &found, writer, page) : why_memory(&crm->why);
}

static enum status report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct wanted clients = {0};
	bool by_numbers = false;
	enum status status = card_check(crm, query);
	if (status == CRM_OK)
		status = card_by_numbers(crm, query, &by_numbers);
	if (status != CRM_OK || by_numbers)
		return status == CRM_OK ? print_cards(crm, query, writer, page) : status;
	status = find_clients(crm, query, &clients);
	bool number = query->n_operands == 1 && strspn(query->operands[0], "0123456789") == strlen(query->operands[0]);
	if (status == CRM_OK && !clients.n && number)
		status = print_cards(crm, query, writer, page); /* which says that there is none */
	else if (status == CRM_OK)
		status = print_found(crm, *query, &clients, writer, page);
	wanted_free(&clients);
	return status;
}

static const struct option_spec options[] = {
    {"contacts", NULL, N_("his phones and addresses instead, with what they were typed as")}, {0}};

static const struct command command = {.name = "crm-client",
    .summary = N_("The card of a client: interests, contacts, tasks, touches."),
    .synopsis = "[--contacts] [-f text|html|csv|...] [options] CLIENT | PHONE | NAME ...",
    .listed = {GROUP_CLIENTS, 2},
    .kind = COMMAND_REPORTS,
    .out = card_fields,
    .other_option = "contacts",
    .other_out = card_contact_fields,
    .options = options,
    .report = report,
    .prints = true};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
