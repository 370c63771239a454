#include "rows/columns/activity.h"

#include <string.h>

#include "rows/columns/synonyms_private.h"

/* As casefold_key_put leaves them, between blanks; a * stands for any ending. What only a call, a task or a meeting
   has: */
static const char of_activities[] =
    "callstarttime callstarttimeutc callowner* callduration* calltype callpurpose callresult "
    "calloutcome calldirection callnotes calltitle callsubject callagenda callstatus calldate "
    "calltime outgoingcallstatus taskowner* tasktitle taskname tasksubject tasktype tasksubtype "
    "taskstatus tasknotes taskpriority taskduedate tasktext eventowner* eventtitle eventname "
    "eventsubject eventtype eventsubtype meetingowner* meetingname meetingtitle meetingsubject "
    "meetingstart* meetingend* meetingoutcome meetingtype startdatetime enddatetime activitytype "
    "activitydate activityid activitydirection activityassignedto activitysubject* activityduedate "
    "activityduetime activityduration activitydone activitynote* activityowner* activitystatus "
    "activityname whoid* whatid* semodule remindat reminder latehours due kind relatedto host типдела "
    "темадела видзадачи типзадачи текстзадачи "
    "названиезадачи задача постановщик соисполнители "
    "наблюдатели статусзадачи срокзадачи "
    "результатзадачи датаисполнения срокисполнения "
    "крайнийсрок дедлайн темавстречи началовстречи "
    "окончаниевстречи местовстречи датавстречи "
    "типвстречи длительностьзвонка "
    "продолжительностьзвонка типзвонка датазвонка "
    "времязвонка началозвонка направлениезвонка "
    "статусзвонка результатзвонка записьзвонка "
    "темазвонка типактивности типсобытия датасобытия "
    "видактивности напоминание";
/* And what other lists may have too: */
static const char of_any[] = "subject тема duedate deadline срок priority приоритет direction "
                             "направление duration minutes длительность "
                             "продолжительность outcome result результат starttime endtime "
                             "startdate enddate начало окончание завершение start end venue allday "
                             "participants attendees guests участники assigned assignedto исполнитель "
                             "выполнено выполнена завершена done iscompleted completed completedat "
                             "relatedto связанас связанос связьс regarding повестка text "
                             "текст task type вид тип";

static bool is_one_of(const char *key, const char *words)
{
	size_t own = strlen(key);

	for (size_t length; *words != '\0'; words += length + (words[length] == ' ')) {
		length = strcspn(words, " ");
		bool any_ending = words[length - 1] == '*';
		size_t compared = any_ending ? length - 1 : length;
		if (strncmp(key, words, compared) == 0 && (any_ending || own == length))
			return true;
	}
	return false;
}

enum status activity_headings(
    const char *const *header, int n, struct arena *arena, const char *told[ACTIVITY_TOLD], struct why *why)
{
	const char *other[ACTIVITY_TOLD] = {0};
	int found = 0, others = 0;
	bool subject = false;

	told[0] = told[1] = NULL;
	for (int i = 0; i < n; i++) {
		const char *key = synonyms_key(arena, header[i]);
		if (key == NULL)
			return why_memory(why);
		if (is_one_of(key, of_activities)) {
			if (found < ACTIVITY_TOLD)
				told[found] = header[i];
			found++;
		} else if (is_one_of(key, of_any)) {
			subject = subject || strcmp(key, "subject") == 0 || strcmp(key, "тема") == 0;
			if (others < ACTIVITY_TOLD)
				other[others] = header[i];
			others++;
		}
	}
	bool lists = found > 0 ? found + others >= 2 : subject && others >= 3;
	for (int i = 0; i < ACTIVITY_TOLD; i++)
		told[i] = !lists ? NULL : i < found ? told[i] : other[i - found];
	return CRM_OK;
}
