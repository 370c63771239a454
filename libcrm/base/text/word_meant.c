#include "base/text/word_meant.h"

#include <stddef.h>
#include <string.h>

#include "base/text/typed.h"

/* Case, ё, punctuation and number do not matter. */
static const struct {
	const char *word, *called[8];
} words[] = {
    /* metrics */
    {"leads", {"лид", "обращение", "заявка", "inquiry"}},
    {"qualified", {"квалификация", "квалифицированный", "квалифицирован"}},
    {"meetings", {"встреча"}},
    {"bookings", {"бронь", "бронирование"}},
    {"contracts", {"договор", "контракт", "сделка", "deal"}},
    {"amount", {"сумма", "деньги", "выручка", "sum", "revenue", "money"}},
    /* states */
    {"open", {"в работе", "открыт", "открытый", "активный", "active"}},
    {"won", {"выигран", "выигрыш", "успешно", "успех", "success"}},
    {"lost", {"проигран", "потерян", "проигрыш", "отказ"}},
    {"disqualified", {"дисквалифицирован", "брак", "нецелевой"}},
    /* kinds of tasks and touches, channels, directions */
    {"call", {"звонок", "телефон", "phone", "phone call"}},
    {"meeting", {"встреча"}},
    {"email", {"почта", "имейл", "емейл", "mail", "эл. почта", "электронная почта"}},
    {"letter", {"письмо"}},
    {"message", {"сообщение", "чат", "chat", "подсказка"}},
    {"messenger", {"мессенджер", "whatsapp", "telegram", "телеграм", "вотсап"}},
    {"sms", {"смс", "эсэмэс"}},
    {"visit", {"визит", "приезд"}},
    {"note", {"заметка", "примечание", "комментарий"}},
    {"invoice", {"счёт"}},
    {"payment", {"оплата", "платёж"}},
    {"act", {"акт"}},
    {"in", {"входящий", "incoming", "inbound"}},
    {"out", {"исходящий", "outgoing", "outbound"}},
    /* people, and what reports group by */
    {"manager", {"менеджер", "ответственный", "продавец", "owner"}},
    {"head", {"руководитель", "начальник", "роп"}},
    {"admin", {"администратор", "админ"}},
    {"heads", {"руководитель", "начальник", "роп"}},
    {"managers", {"менеджер", "продавец", "owners"}},
    {"admins", {"администратор", "админ"}},
    {"all", {"все", "всем", "everybody", "everyone"}},
    {"unit", {"подразделение", "отдел", "группа", "команда", "department", "team"}},
    {"source", {"источник"}},
    {"project", {"проект", "жк"}},
    {"campaign", {"кампания"}},
    {"stage", {"стадия", "этап"}},
    {"month", {"месяц"}},
    {"week", {"неделя"}},
    /* kinds of stages, reasons and days */
    {"new", {"новый"}},
    {"lose", {"отказ", "потеря", "проигрыш", "lost"}},
    {"disqualify", {"дисквалификация", "дисквалифицировать", "брак", "disqualified"}},
    {"work", {"рабочий", "рабочий день", "working"}},
    {"short", {"короткий", "сокращённый", "предпраздничный"}},
    {"off", {"выходной", "нерабочий", "праздник", "праздничный", "holiday"}},
    /* rules and lists */
    {"blocked", {"заблокирован", "чёрный список", "blacklist"}},
    {"shareholder", {"дольщик"}},
    {"client", {"клиент", "покупатель", "customer"}},
    {"clients", {"клиент", "customers"}},
    {"spam", {"спам"}},
    {"existing", {"уже клиент", "клиент"}},
    {"repeat", {"повтор", "повторный"}},
    {"rr", {"по очереди", "очередь", "по кругу", "round robin"}},
    {"weighted", {"по весу", "весам"}},
    {"least", {"наименее занятому", "least loaded"}},
    {"capacity", {"по ёмкости", "ёмкость", "лимит", "лидов в месяц"}},
    /* reports */
    {"cohort", {"когорта"}},
    {"period", {"период"}},
    {"snapshot", {"срез", "снимок"}},
    {"first_response", {"первый ответ"}},
    {"qualify", {"квалификация"}},
    {"callback", {"перезвон", "обратный звонок"}},
    {"task", {"задача", "дело"}},
    {"pool", {"пул", "без менеджера"}},
    {"waiting", {"ждёт", "ожидает"}},
    {"due_soon", {"скоро", "скоро срок"}},
    {"breached", {"нарушен", "просрочен", "overdue"}},
    {"ended", {"закончено", "прошли"}},
    {"slow", {"медленно", "медленные"}},
    {"over", {"сверх нормы", "превышение"}},
    {"no_next_task", {"без дела", "без задачи", "без следующего дела", "без следующей задачи"}},
    {"rotting", {"протухает", "протухли", "протухшие"}},
    {"moves", {"переходы"}},
    {"late", {"поздно", "опоздания"}},
    {"heaped", {"кучей", "пачкой"}},
    {"forgotten", {"забыт", "забытый", "забытые"}},
    {"overdue", {"просрочен", "просроченный", "просроченные", "late"}},
    {"unassigned", {"без менеджера", "ничей", "ничьи", "nobody"}},
    {"decided", {"решено", "решены"}},
    {"real", {"настоящий", "настоящие", "целевой", "целевые"}},
    {"boomerang", {"вернулся", "вернулись", "бумеранг"}},
    {"untouched", {"без касаний", "без касания"}},
    {"hasty", {"сразу", "поспешно"}},
    {"met", {"в срок", "выполнен"}},
    {"met_late", {"с опозданием", "поздно"}},
    {"reached", {"дошли", "дошло"}},
    {"dropped", {"выбыли", "выбыло"}},
    {"skipped", {"пропустили", "пропущено"}},
    {"green", {"зелёный"}},
    {"yellow", {"жёлтый"}},
    {"red", {"красный"}},
    {"certain", {"точно", "верно"}},
    {"probable", {"вероятно"}},
    {"review", {"проверить", "посмотреть"}},
    {"ru", {"русский", "russian"}},
    /* operands of the journal, and formats */
    {"lead", {"лид", "обращение", "сделка", "deal"}},
    {"batch", {"пакет", "партия", "пачка"}},
    {"user", {"кто", "пользователь", "who"}},
    {"csv", {"цсв"}},
    {"table", {"таблица"}},
    {"text", {"текст"}},
    /* packs, and tables of the settings */
    {"realty", {"недвижимость", "real estate"}},
    {"setting", {"настройка"}},
    {"calendar", {"календарь"}},
    {"absence", {"отсутствие", "отпуск"}},
    {"plan", {"план"}},
    /* columns of the settings */
    {"name", {"фио", "имя", "название", "наименование"}},
    {"role", {"роль", "должность"}},
    {"phone", {"телефон"}},
    {"extension", {"добавочный", "внутренний номер", "доб"}},
    {"weight", {"вес", "доля"}},
    {"wip", {"в работе сразу", "открытых сразу"}},
    {"zone", {"часовой пояс", "зона", "time zone"}},
    {"hired", {"принят", "дата приёма", "работает с"}},
    {"left", {"уволен", "дата увольнения", "ушёл", "ушла", "работал до"}},
    {"parent", {"входит в", "вышестоящее", "родитель"}},
    {"pos", {"порядок", "позиция", "номер", "position", "order"}},
    {"kind", {"вид", "тип", "type"}},
    {"target_days", {"норма дней", "дней по норме"}},
    {"rot_days", {"дней до протухания", "залежался дней"}},
    {"required", {"обязательно", "обязательные", "нужно знать"}},
    {"reason", {"причина"}},
    {"reanimate", {"реанимировать", "возвращать"}},
    {"channel", {"канал"}},
    {"day", {"день", "дата", "date"}},
    {"intervals", {"часы", "рабочие часы", "интервалы", "hours"}},
    {"from", {"с", "от", "начало"}},
    {"to", {"по", "до", "конец"}},
    {"route", {"маршрут"}},
    {"segment", {"сегмент", "условие"}},
    {"members", {"участники", "кому", "состав"}},
    {"method", {"способ", "метод"}},
    {"rule", {"правило"}},
    {"column", {"столбец", "поле", "колонка", "field"}},
    {"pattern", {"шаблон", "образец"}},
    {"verdict", {"вердикт", "решение", "итог"}},
    {"example", {"пример"}},
    {"list", {"список"}},
    {"value", {"значение", "величина"}},
    {"criterion", {"критерий"}},
    {"programme", {"программа", "program"}},
    {"reasons", {"причины"}},
    {"step", {"шаг"}},
    {"template", {"письмо", "шаблон"}},
    {"metric", {"показатель", "метрика"}},
    {"key", {"ключ", "настройка"}},
    {"cooldown_days", {"дней покоя"}},
    {"delay_days", {"через дней"}},
    {"holdout_pct", {"процент контроля"}},
    {"max_entries", {"не больше раз"}},
    {"norm", {"норма"}},
    {"en", {"английский", "english"}},
};

const char *const word_kinds[] = {"call", "meeting", "letter", "email", "message", "messenger", "sms", "visit", "note",
    "invoice", "payment", "act", NULL};

static enum typed fit(const char *word, const char *ours)
{
	enum typed best = typed_thing(word, ours);
	size_t i = 0;
	while (i < sizeof words / sizeof *words && strcmp(words[i].word, ours) != 0)
		i++;
	for (int k = 0; i < sizeof words / sizeof *words && words[i].called[k] && best != TYPED_SAME; k++) {
		enum typed typed = typed_thing(word, words[i].called[k]);
		best = typed > best ? typed : best;
	}
	return best;
}

int word_meant(const char *word, const char *const *among)
{
	enum typed best = TYPED_NOT;
	int found = -1, equals = 0;
	for (int i = 0; among[i]; i++)
		if (strcmp(among[i], word) == 0)
			return i;
	for (int i = 0; among[i]; i++) {
		enum typed typed = fit(word, among[i]);
		if (typed == TYPED_NOT || typed < best)
			continue;
		equals = typed > best ? 0 : equals + 1;
		found = typed > best ? i : found;
		best = typed;
	}
	return equals ? -1 : found;
}
