/* Words of made-up people. */
#include "demo/demo_private.h"

#define COUNT(list) ((uint32_t)(sizeof(list) / sizeof *(list)))
#define WORDS(name, ...)                                                                                               \
	static const char *const name##_list[] = {__VA_ARGS__};                                                        \
	const struct demo_words demo_##name = {name##_list, COUNT(name##_list)}

/* A surname as men and women have it, and in Latin letters. */
static const struct {
	const char *his, *her, *latin;
} surnames[] = {{"Абрамов", "Абрамова", "abramov"}, {"Агеев", "Агеева", "ageev"}, {"Аксёнов", "Аксёнова", "aksenov"},
    {"Баранов", "Баранова", "baranov"}, {"Беляев", "Беляева", "belyaev"}, {"Бобров", "Боброва", "bobrov"},
    {"Быстров", "Быстрова", "bystrov"}, {"Виноградов", "Виноградова", "vinogradov"}, {"Власов", "Власова", "vlasov"},
    {"Воронин", "Воронина", "voronin"}, {"Гаврилов", "Гаврилова", "gavrilov"}, {"Голубев", "Голубева", "golubev"},
    {"Горелов", "Горелова", "gorelov"}, {"Грачёв", "Грачёва", "grachev"}, {"Данилов", "Данилова", "danilov"},
    {"Дорофеев", "Дорофеева", "dorofeev"}, {"Ершов", "Ершова", "ershov"}, {"Жданов", "Жданова", "zhdanov"},
    {"Журавлёв", "Журавлёва", "zhuravlev"}, {"Зимин", "Зимина", "zimin"}, {"Ильин", "Ильина", "ilin"},
    {"Калинин", "Калинина", "kalinin"}, {"Карпов", "Карпова", "karpov"}, {"Ковалёв", "Ковалёва", "kovalev"},
    {"Крылов", "Крылова", "krylov"}, {"Лазарев", "Лазарева", "lazarev"}, {"Логинов", "Логинова", "loginov"},
    {"Мельников", "Мельникова", "melnikov"}, {"Миронов", "Миронова", "mironov"}, {"Муравьёв", "Муравьёва", "muravev"},
    {"Назаров", "Назарова", "nazarov"}, {"Одинцов", "Одинцова", "odintsov"}, {"Панов", "Панова", "panov"},
    {"Поляков", "Полякова", "polyakov"}, {"Родионов", "Родионова", "rodionov"}, {"Рябов", "Рябова", "ryabov"},
    {"Савельев", "Савельева", "savelev"}, {"Ситников", "Ситникова", "sitnikov"}, {"Тихонов", "Тихонова", "tikhonov"},
    {"Третьяков", "Третьякова", "tretyakov"}, {"Устинов", "Устинова", "ustinov"}, {"Филатов", "Филатова", "filatov"},
    {"Харитонов", "Харитонова", "kharitonov"}, {"Цветков", "Цветкова", "tsvetkov"},
    {"Черняев", "Черняева", "chernyaev"}, {"Шубин", "Шубина", "shubin"}, {"Щукин", "Щукина", "shchukin"},
    {"Ястребов", "Ястребова", "yastrebov"}};

static const char *const men[] = {"Алексей", "Анатолий", "Арсений", "Артём", "Богдан", "Борис", "Вадим", "Валерий",
    "Виталий", "Георгий", "Глеб", "Григорий", "Данила", "Егор", "Илья", "Кирилл", "Константин", "Лев", "Матвей",
    "Никита", "Пётр", "Руслан", "Степан", "Тимофей"};
static const char *const women[] = {"Алёна", "Александра", "Алла", "Валентина", "Валерия", "Варвара", "Вероника",
    "Виктория", "Диана", "Евгения", "Елизавета", "Жанна", "Инна", "Кира", "Кристина", "Лариса", "Любовь", "Маргарита",
    "Надежда", "Нина", "Оксана", "Раиса", "Тамара", "Ульяна"};
static const struct {
	const char *his, *her;
} patronymics[] = {{"Андреевич", "Андреевна"}, {"Викторович", "Викторовна"}, {"Геннадьевич", "Геннадьевна"},
    {"Евгеньевич", "Евгеньевна"}, {"Игоревич", "Игоревна"}, {"Львович", "Львовна"}, {"Олегович", "Олеговна"},
    {"Романович", "Романовна"}, {"Юрьевич", "Юрьевна"}, {"Ильич", "Ильинична"}};

struct demo_name demo_name(struct demo_dice *dice)
{
	bool woman = demo_chance(dice, 520), full = demo_chance(dice, 250);
	uint32_t s = demo_roll(dice, COUNT(surnames)), f = demo_roll(dice, COUNT(men)),
	         p = demo_roll(dice, COUNT(patronymics));

	return (struct demo_name){.first = woman ? women[f % COUNT(women)] : men[f],
	    .surname = woman ? surnames[s].her : surnames[s].his,
	    .patronymic = !full   ? NULL
	                  : woman ? patronymics[p].her
	                          : patronymics[p].his,
	    .latin = surnames[s].latin};
}

WORDS(
    projects, "Берёзовая роща", "Квартал у вокзала", "Речной бульвар", "Новый причал", "Дом с башней", "Яблоневый сад");
WORDS(payments, "ипотека", "ипотека", "ипотека", "рассрочка", "наличные", "материнский капитал", "");
WORDS(families, "один", "пара", "семья, 1 ребёнок", "семья, 2 детей", "семья, 3 детей и больше", "для родителей", "");
WORDS(comments, "", "", "", "", "", "Прошу позвонить после шести вечера", "Нужна однокомнатная, не первый этаж",
    "Двухкомнатная, окна во двор, с отделкой", "Хочу посмотреть квартиру в субботу утром",
    "Сколько стоит место в паркинге?", "Есть ли скидка при полной оплате?", "Продаю свою квартиру, возможен ли обмен?",
    "Пришлите планировки на почту, пожалуйста", "Интересует сдача дома: первый квартал, верно?",
    "Считали ипотеку, платёж великоват; есть варианты?", "Трёхкомнатная до 14 млн, рядом со школой",
    "Переезжаем из другого города, удобнее переписка", "Смотрели \"евродвушку\" на сайте, она ещё свободна?",
    "Вопрос по военной ипотеке", "Перезвоните мужу, номер тот же");
WORDS(companies, "ООО \"Полюс\"", "ИП Чернов", "АО \"Мост, путь и сыновья\"", "ООО Гранит", "Кооператив \"Заря\"");
WORDS(domains, "pochta.example", "mail.example", "box.example", "post.example", "office.example");
/* Each is caught by a rule of the pack for realty. */
WORDS(spam, "Предлагаем продвижение сайта в топ-10", "Гарантируем SEO под ключ", "We sell quality backlinks",
    "Продаём базы клиентов вашего города", "Онлайн-казино: бонус новым игрокам", "Пассивный доход на криптовалюте");

const char *demo_word(const struct demo_words *words, struct demo_dice *dice)
{
	return words->word[demo_roll(dice, words->n)];
}

enum demo_source demo_source(struct demo_dice *dice)
{
	static const uint32_t upto[DEMO_SOURCES] = {360, 660, 860, 940, 1000};
	uint32_t at = demo_roll(dice, 1000);
	int source = 0;

	while (at >= upto[source])
		source++;
	return (enum demo_source)source;
}

const char *demo_source_name(enum demo_source source)
{
	static const char *const names[DEMO_SOURCES] = {"site", "ads", "call", "referral", "expo"};

	return names[source];
}

const char *demo_campaign(enum demo_source source, struct demo_dice *dice)
{
	static const char *const campaigns[DEMO_SOURCES][4] = {{"", "seo", "brand", "calculator"},
	    {"context_1k", "context_2k", "social_family", "retarget"}, {"", "", "banner_ring", "radio"},
	    {"", "", "", "friend"}, {"expo_autumn", "expo_autumn", "expo_spring", ""}};

	return campaigns[source][demo_roll(dice, 4)];
}
