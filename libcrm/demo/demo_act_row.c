/* An act as the command that does it reads it. */
#include "demo/demo_life_private.h"
#include "flow/lead/close.h"
#include "flow/lead/move.h"
#include "flow/lead/qualify.h"
#include "flow/lead/reopen.h"
#include "flow/lead/task.h"
#include "flow/lead/touch.h"

#define CELLS 10 /* of a row of any deed */
_Static_assert((int)ACTION_LEAD == 0 && (int)TASK_DONE_TASK == 0, "a deed names its lead or task first");
_Static_assert((int)TOUCH_MANAGER < CELLS && (int)TASK_TEXT < CELLS && (int)REOPEN_NOTE < CELLS, "room for each");

bool demo_act_row(struct crm *crm, const struct demo_act *act, struct rec *rec)
{
	const char **value = arena_zero(&crm->chunk, CELLS * sizeof *value);
	char *at = arena_get(&crm->chunk, 24);
	const char *object = arena_format(&crm->chunk, "%lld", (long long)(act->task ? act->task : act->lead));
	const char *number = act->number ? arena_format(&crm->chunk, "%lld", (long long)act->number) : NULL;
	static const struct {
		int at, word, more, number;
	} column[DEEDS] = {[DEED_RETURN] = {.at = REOPEN_AT},
	    [DEED_TOUCH] = {TOUCH_AT, TOUCH_KIND, TOUCH_RESULT, TOUCH_MINUTES},
	    [DEED_QUALIFY] = {.at = QUALIFY_AT},
	    [DEED_MOVE] = {.at = MOVE_AT, .word = MOVE_STAGE},
	    [DEED_LOSE] = {.at = CLOSE_AT, .word = CLOSE_REASON},
	    [DEED_DISQUALIFY] = {.at = CLOSE_AT, .word = CLOSE_REASON},
	    [DEED_WIN] = {.at = WIN_AT, .number = WIN_AMOUNT},
	    [DEED_TASK] = {.at = TASK_DUE, .word = TASK_KIND},
	    [DEED_TASK_DONE] = {.at = TASK_DONE_AT}};
	if (!value || !at || !object || (act->number && !number))
		return false;
	demo_time(at, act->at);
	value[column[act->deed].at] = at;
	value[column[act->deed].word] = act->word;
	value[column[act->deed].more] = act->more;
	value[column[act->deed].number] = number;
	if (act->deed == DEED_TOUCH && strcmp(act->word, "call") == 0)
		value[TOUCH_DIRECTION] = "out";
	value[ACTION_LEAD] = object; /* the first of each, where all went that has no column */
	*rec = (struct rec){.value = value};
	return true;
}
