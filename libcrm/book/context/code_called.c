#include "book/context/code_called.h"

#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "base/core/status.h"

#define CALLED_MAX 80 /* longer than any "column: code" */

/* Our own words, each with the column it stands in: a catalogue that has the pair has the word. In English they are
   what they are. */
static const char *const words[] = {
    /* verdicts */
    N_("verdict: done"), N_("verdict: known"), N_("verdict: rejected"), N_("verdict: added"), N_("verdict: updated"),
    N_("verdict: repeat"), N_("verdict: duplicate"), N_("verdict: returned"), N_("verdict: existing"),
    N_("verdict: shareholder"), N_("verdict: spam"), N_("verdict: touch"), N_("verdict: withdrawn"),
    N_("verdict: ignored"), N_("verdict: pool"), N_("verdict: sent"), N_("verdict: enrolled"), N_("verdict: held_out"),
    N_("verdict: skipped"), N_("verdict: stopped"), N_("verdict: finished"), N_("verdict: alerted"),
    N_("verdict: waiting"), N_("verdict: held"), N_("verdict: failed"), N_("verdict: undone")};

static const char *word_called(const char *column, const char *word)
{
	char pair[CALLED_MAX];
	if ((size_t)snprintf(pair, sizeof pair, "%s: %s", column, word) >= sizeof pair)
		return word;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], pair) == 0) {
			const char *called = _(words[i]);
			return called == words[i] ? word : called;
		}
	return word;
}

const char *verdict_called(const char *verdict)
{
	return word_called("verdict", verdict);
}
