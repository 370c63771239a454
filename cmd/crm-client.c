/* crm-client - the card of a client: what he wants, how to reach him, what was last said */
#include "front/command/front.h"
#include "report/client/card_page.h"

static enum status report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct arena arena = {0};
	struct card card;
	enum status status = card_check(crm, query);
	if (status == CRM_OK && !writer)
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

static const struct option_spec options[] = {
    {"contacts", NULL, N_("his phones and addresses instead, with what they were typed as")}, {0}};

static const struct command command = {.name = "crm-client",
    .summary = N_("The card of a client: interests, contacts, tasks, touches."),
    .synopsis = "[--contacts] [-f text|html|csv|...] [options] CLIENT ...",
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
