#include "book/context/tally.h"

#include "book/context/code_called.h"
#include "book/context/verdict.h"

enum status tally_open(struct crm *crm, struct tally *tally, const char *verdicts)
{
	char *list = arena_copy(&crm->run, verdicts ? verdicts : VERDICT_DONE " " VERDICT_KNOWN), *rest = list;
	*tally = (struct tally){0};
	if (!list)
		return why_memory(&crm->why);
	while (rest && tally->n < VERDICTS_MAX - 1)
		tally->verdict[tally->n++] = strsep(&rest, " ");
	tally->verdict[tally->n++] = VERDICT_REJECTED;
	return CRM_OK;
}

void tally_count(struct tally *tally, const char *verdict)
{
	int i = 0;
	while (i < tally->n - 1 && strcmp(tally->verdict[i], verdict) != 0)
		i++;
	tally->count[i]++;
	tally->read++;
}

bool tally_rejected(const struct tally *tally)
{
	return tally->n && tally->count[tally->n - 1];
}

static void put_sum(struct buf *buf, const struct tally *tally, const char *head, bool called)
{
	const char *plus = "";
	buf_format(buf, "%s %ld =", head, tally->read);
	for (int i = 0; i < tally->n; i++) {
		if (!tally->count[i] && (i || tally->read))
			continue;
		buf_format(buf, "%s %s %ld", plus, called ? verdict_called(tally->verdict[i]) : tally->verdict[i],
		    tally->count[i]);
		plus = " +";
	}
}

void tally_put(struct buf *buf, const struct tally *tally)
{
	put_sum(buf, tally, "read", false);
}

void tally_tell(struct buf *buf, const struct tally *tally)
{
	put_sum(buf, tally, _("read"), true);
}
