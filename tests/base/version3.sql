PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE batch (
batch INTEGER PRIMARY KEY,
command TEXT NOT NULL,
line TEXT NOT NULL,
actor TEXT NOT NULL,
login TEXT NOT NULL,
host TEXT NOT NULL,
started_at INTEGER NOT NULL,
finished_at INTEGER,
counts TEXT,
first_event INTEGER,
last_event INTEGER
) STRICT;
INSERT INTO batch VALUES(1,'crm-db','crm-db init','orlova','maria','desk',1795446000,1795446000,NULL,1,136);
INSERT INTO batch VALUES(2,'crm-conf','crm-conf put manager','orlova','maria','desk',1795446000,1795446000,'read 3 = done 3',137,139);
INSERT INTO batch VALUES(3,'crm-conf','crm-conf put absence','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',140,140);
INSERT INTO batch VALUES(4,'crm-lead-add','crm-lead-add','orlova','maria','desk',1795446000,1795446000,'read 6 = added 6',141,146);
INSERT INTO batch VALUES(5,'crm-qualify','crm-qualify 1 2 3 at=','orlova','maria','desk',1795446000,1795446000,'read 3 = done 3',147,149);
INSERT INTO batch VALUES(6,'crm-move','crm-move 1 stage= at=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',150,150);
INSERT INTO batch VALUES(7,'crm-win','crm-win 1 amount= at=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',151,151);
INSERT INTO batch VALUES(8,'crm-lose','crm-lose 2 reason= at=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',152,152);
INSERT INTO batch VALUES(9,'crm-disqualify','crm-disqualify 5 reason=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',153,153);
INSERT INTO batch VALUES(10,'crm-touch-add','crm-touch-add 3 kind= direction= text= at=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',154,154);
INSERT INTO batch VALUES(11,'crm-task-add','crm-task-add 3 kind= due= manager= text=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',155,155);
INSERT INTO batch VALUES(12,'crm-task-add','crm-task-add 4 kind= due=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',156,156);
INSERT INTO batch VALUES(13,'crm-task-done','crm-task-done 2','orlova','maria','desk',1795446000,1795446000,'read 1 = rejected 1',NULL,NULL);
INSERT INTO batch VALUES(14,'crm-consent','crm-consent email= channel=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',157,158);
INSERT INTO batch VALUES(15,'crm-plan-add','crm-plan-add month= metric= value= manager=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',159,159);
INSERT INTO batch VALUES(16,'crm-person','crm-person erase 6','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',160,160);
CREATE TABLE event (
event INTEGER PRIMARY KEY,
batch INTEGER NOT NULL,
kind INTEGER NOT NULL,
lead INTEGER,
client INTEGER,
ref INTEGER,
occurred_at INTEGER NOT NULL,
recorded_at INTEGER NOT NULL,
reverses INTEGER,
old TEXT,
new TEXT
) STRICT;
INSERT INTO event VALUES(1,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"stage","stage":"new","name":"Новый","pos":"10","kind":"new","target_days":"1","rot_days":"3"}');
INSERT INTO event VALUES(2,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"stage","stage":"qualified","name":"Квалифицирован","pos":"20","kind":"open","target_days":"5","rot_days":"7"}');
INSERT INTO event VALUES(3,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"stage","stage":"meeting","name":"Встреча","pos":"30","kind":"open","target_days":"10","rot_days":"14"}');
INSERT INTO event VALUES(4,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"stage","stage":"booking","name":"Бронь","pos":"40","kind":"open","target_days":"14","rot_days":"10"}');
INSERT INTO event VALUES(5,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"stage","stage":"contract","name":"Договор","pos":"50","kind":"won"}');
INSERT INTO event VALUES(6,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"existing","name":"Уже клиент","kind":"disqualify","reanimate":"0"}');
INSERT INTO event VALUES(7,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"spam","name":"Спам","kind":"disqualify","reanimate":"0"}');
INSERT INTO event VALUES(8,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"shareholder","name":"Дольщик","kind":"disqualify","reanimate":"0"}');
INSERT INTO event VALUES(9,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"duplicate","name":"Дубль","kind":"disqualify","reanimate":"0"}');
INSERT INTO event VALUES(10,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"wrong_number","name":"Неверный номер","kind":"disqualify","reanimate":"0"}');
INSERT INTO event VALUES(11,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"not_target","name":"Не наш клиент","kind":"disqualify","reanimate":"0"}');
INSERT INTO event VALUES(12,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"price","name":"Дорого","kind":"lose","reanimate":"1"}');
INSERT INTO event VALUES(13,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"competitor","name":"Выбрал другого застройщика","kind":"lose","reanimate":"0"}');
INSERT INTO event VALUES(14,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"no_answer","name":"Не отвечает","kind":"lose","reanimate":"1"}');
INSERT INTO event VALUES(15,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"timing","name":"Не сейчас","kind":"lose","reanimate":"1"}');
INSERT INTO event VALUES(16,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"mortgage_denied","name":"Отказ в ипотеке","kind":"lose","reanimate":"1"}');
INSERT INTO event VALUES(17,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"location","name":"Не подошло место","kind":"lose","reanimate":"1"}');
INSERT INTO event VALUES(18,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"changed_mind","name":"Передумал","kind":"lose","reanimate":"1"}');
INSERT INTO event VALUES(19,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"reason","reason":"stale","name":"Нет движения","kind":"lose","reanimate":"1"}');
INSERT INTO event VALUES(20,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"source","source":"site","name":"Сайт","channel":"online"}');
INSERT INTO event VALUES(21,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"source","source":"ads","name":"Реклама","channel":"online"}');
INSERT INTO event VALUES(22,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"source","source":"call","name":"Звонок","channel":"phone"}');
INSERT INTO event VALUES(23,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"source","source":"referral","name":"Рекомендация","channel":"offline"}');
INSERT INTO event VALUES(24,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"source","source":"expo","name":"Выставка","channel":"offline"}');
INSERT INTO event VALUES(25,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"link-in-name","pos":"10","column":"name","pattern":"https?://|t[.]me/","verdict":"spam","reason":"ссылка вместо имени","example":"Бонус https://example.org/win"}');
INSERT INTO event VALUES(26,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"promotion","pos":"20","column":"comment","pattern":"(?:предлага|предлож|гарантиру|закаж)[а-я]*.{0,60}(?:продвижени[а-я]* (?:вашего )?сайт|(?<![а-яa-z])(?:seo|сео)(?![а-яa-z]))|(?<![а-яa-z])seo[- ](?:продвижени|оптимизаци|аудит)","verdict":"spam","reason":"предлагают продвижение","example":"Предлагаем SEO-продвижение вашего сайта в топ-10"}');
INSERT INTO event VALUES(27,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"backlinks","pos":"30","column":"comment","pattern":"(?<![a-z])(?:backlinks?|guest posts?|domain authority|rank your (?:web ?)?site|first page of google)(?![a-z])","verdict":"spam","reason":"link builders","example":"We sell quality backlinks to rank your website"}');
INSERT INTO event VALUES(28,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"databases","pos":"40","column":"comment","pattern":"(?:прода|предлага|куп)[а-я]+ (?:[а-я]+ ){0,2}баз[аыу] (?:данных|клиентов|телефонов|номеров)","verdict":"spam","reason":"торгуют базами","example":"Продаём свежие базы клиентов застройщиков"}');
INSERT INTO event VALUES(29,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"gambling","pos":"50","column":"comment","pattern":"(?<![а-яa-z])(?:онлайн[- ]казино|online casino|ставки на спорт|игровые автоматы онлайн)","verdict":"spam","reason":"азартные игры","example":"Лучшее онлайн-казино, бонус каждому"}');
INSERT INTO event VALUES(30,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"easy-money","pos":"60","column":"comment","pattern":"(?:заработ[а-я]*|пассивный доход).{0,40}(?:криптовалют|биткоин|bitcoin|форекс|forex)","verdict":"spam","reason":"лёгкие деньги","example":"Пассивный доход на криптовалюте от 30 % в месяц"}');
INSERT INTO event VALUES(31,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"shareholder","pos":"70","column":"comment","pattern":"(?<![а-я])(?:я|мы) (?:уже )?(?:ваш[аи]? )?дольщи(?:к|ки|ца)(?![а-я])","verdict":"shareholder","reason":"называет себя дольщиком","example":"Здравствуйте, я ваш дольщик, когда будут ключи?"}');
INSERT INTO event VALUES(32,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"programme","programme":"return","reasons":"price timing mortgage_denied location changed_mind no_answer stale","cooldown_days":"90","max_entries":"3","holdout_pct":"10"}');
INSERT INTO event VALUES(33,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"step","programme":"return","step":"1","delay_days":"14","channel":"email","template":"return-1"}');
INSERT INTO event VALUES(34,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"step","programme":"return","step":"2","delay_days":"45","channel":"email","template":"return-2"}');
INSERT INTO event VALUES(35,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"step","programme":"return","step":"2","delay_days":"45","channel":"email","template":"return-2-mortgage","segment":"payment=ипотека"}');
INSERT INTO event VALUES(36,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"step","programme":"return","step":"3","delay_days":"90","channel":"email","template":"return-3"}');
INSERT INTO event VALUES(37,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"timezone","value":"Europe/Moscow"}');
INSERT INTO event VALUES(38,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"lang","value":"ru"}');
INSERT INTO event VALUES(39,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"country","value":"RU"}');
INSERT INTO event VALUES(40,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"currency","value":"RUB"}');
INSERT INTO event VALUES(41,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"workday","value":"09:00-18:00"}');
INSERT INTO event VALUES(42,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"metric.leads","value":"new"}');
INSERT INTO event VALUES(43,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"metric.qualified","value":"qualified"}');
INSERT INTO event VALUES(44,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"metric.meetings","value":"meeting"}');
INSERT INTO event VALUES(45,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"metric.bookings","value":"booking"}');
INSERT INTO event VALUES(46,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"metric.contracts","value":"contract"}');
INSERT INTO event VALUES(47,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"light.grace_hours","value":"4"}');
INSERT INTO event VALUES(48,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"light.profile_pct","value":"60"}');
INSERT INTO event VALUES(49,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"light.contacts_pct","value":"80"}');
INSERT INTO event VALUES(50,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"light.red_norm_pct","value":"10"}');
INSERT INTO event VALUES(51,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"profile.fields","value":"name project payment family"}');
INSERT INTO event VALUES(52,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"contacts.fields","value":"phone email"}');
INSERT INTO event VALUES(53,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"sla.first_response","value":"1h"}');
INSERT INTO event VALUES(54,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"sla.qualify","value":"1d"}');
INSERT INTO event VALUES(55,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"sla.callback","value":"20m"}');
INSERT INTO event VALUES(56,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"intake.won_client","value":"existing"}');
INSERT INTO event VALUES(57,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"reanimate.from","value":"9"}');
INSERT INTO event VALUES(58,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"reanimate.to","value":"20"}');
INSERT INTO event VALUES(59,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-01","kind":"off"}');
INSERT INTO event VALUES(60,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-02","kind":"off"}');
INSERT INTO event VALUES(61,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-03","kind":"off"}');
INSERT INTO event VALUES(62,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-04","kind":"off"}');
INSERT INTO event VALUES(63,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-05","kind":"off"}');
INSERT INTO event VALUES(64,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-08","kind":"off"}');
INSERT INTO event VALUES(65,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-02-22","kind":"short"}');
INSERT INTO event VALUES(66,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-02-23","kind":"off"}');
INSERT INTO event VALUES(67,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-03-07","kind":"short"}');
INSERT INTO event VALUES(68,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-03-08","kind":"off"}');
INSERT INTO event VALUES(69,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-04-27","kind":"work"}');
INSERT INTO event VALUES(70,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-04-29","kind":"off"}');
INSERT INTO event VALUES(71,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-04-30","kind":"off"}');
INSERT INTO event VALUES(72,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-05-01","kind":"off"}');
INSERT INTO event VALUES(73,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-05-08","kind":"short"}');
INSERT INTO event VALUES(74,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-05-09","kind":"off"}');
INSERT INTO event VALUES(75,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-05-10","kind":"off"}');
INSERT INTO event VALUES(76,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-06-11","kind":"short"}');
INSERT INTO event VALUES(77,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-06-12","kind":"off"}');
INSERT INTO event VALUES(78,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-11-02","kind":"short"}');
INSERT INTO event VALUES(79,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-11-04","kind":"off"}');
INSERT INTO event VALUES(80,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-12-28","kind":"work"}');
INSERT INTO event VALUES(81,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-12-30","kind":"off"}');
INSERT INTO event VALUES(82,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-12-31","kind":"off"}');
INSERT INTO event VALUES(83,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-01","kind":"off"}');
INSERT INTO event VALUES(84,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-02","kind":"off"}');
INSERT INTO event VALUES(85,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-03","kind":"off"}');
INSERT INTO event VALUES(86,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-06","kind":"off"}');
INSERT INTO event VALUES(87,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-07","kind":"off"}');
INSERT INTO event VALUES(88,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-08","kind":"off"}');
INSERT INTO event VALUES(89,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-03-07","kind":"short"}');
INSERT INTO event VALUES(90,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-04-30","kind":"short"}');
INSERT INTO event VALUES(91,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-05-01","kind":"off"}');
INSERT INTO event VALUES(92,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-05-02","kind":"off"}');
INSERT INTO event VALUES(93,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-05-08","kind":"off"}');
INSERT INTO event VALUES(94,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-05-09","kind":"off"}');
INSERT INTO event VALUES(95,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-06-11","kind":"short"}');
INSERT INTO event VALUES(96,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-06-12","kind":"off"}');
INSERT INTO event VALUES(97,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-06-13","kind":"off"}');
INSERT INTO event VALUES(98,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-11-01","kind":"short"}');
INSERT INTO event VALUES(99,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-11-03","kind":"off"}');
INSERT INTO event VALUES(100,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-11-04","kind":"off"}');
INSERT INTO event VALUES(101,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-12-31","kind":"off"}');
INSERT INTO event VALUES(102,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-01","kind":"off"}');
INSERT INTO event VALUES(103,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-02","kind":"off"}');
INSERT INTO event VALUES(104,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-05","kind":"off"}');
INSERT INTO event VALUES(105,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-06","kind":"off"}');
INSERT INTO event VALUES(106,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-07","kind":"off"}');
INSERT INTO event VALUES(107,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-08","kind":"off"}');
INSERT INTO event VALUES(108,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-09","kind":"off"}');
INSERT INTO event VALUES(109,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-02-23","kind":"off"}');
INSERT INTO event VALUES(110,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-03-09","kind":"off"}');
INSERT INTO event VALUES(111,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-04-30","kind":"short"}');
INSERT INTO event VALUES(112,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-05-01","kind":"off"}');
INSERT INTO event VALUES(113,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-05-08","kind":"short"}');
INSERT INTO event VALUES(114,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-05-11","kind":"off"}');
INSERT INTO event VALUES(115,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-06-11","kind":"short"}');
INSERT INTO event VALUES(116,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-06-12","kind":"off"}');
INSERT INTO event VALUES(117,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-11-03","kind":"short"}');
INSERT INTO event VALUES(118,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-11-04","kind":"off"}');
INSERT INTO event VALUES(119,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-12-31","kind":"off"}');
INSERT INTO event VALUES(120,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-01","kind":"off"}');
INSERT INTO event VALUES(121,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-04","kind":"off"}');
INSERT INTO event VALUES(122,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-05","kind":"off"}');
INSERT INTO event VALUES(123,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-06","kind":"off"}');
INSERT INTO event VALUES(124,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-07","kind":"off"}');
INSERT INTO event VALUES(125,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-08","kind":"off"}');
INSERT INTO event VALUES(126,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-02-22","kind":"short"}');
INSERT INTO event VALUES(127,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-02-23","kind":"off"}');
INSERT INTO event VALUES(128,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-03-08","kind":"off"}');
INSERT INTO event VALUES(129,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-04-30","kind":"short"}');
INSERT INTO event VALUES(130,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-05-03","kind":"off"}');
INSERT INTO event VALUES(131,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-05-10","kind":"off"}');
INSERT INTO event VALUES(132,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-06-11","kind":"short"}');
INSERT INTO event VALUES(133,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-06-14","kind":"off"}');
INSERT INTO event VALUES(134,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-11-03","kind":"short"}');
INSERT INTO event VALUES(135,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-11-04","kind":"off"}');
INSERT INTO event VALUES(136,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-12-31","kind":"short"}');
INSERT INTO event VALUES(137,2,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"ivanov","name":"Иван Иванов","email":"ivanov@dept.example","role":"manager"}');
INSERT INTO event VALUES(138,2,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"kim","name":"Олег Ким","email":"kim@dept.example","role":"manager"}');
INSERT INTO event VALUES(139,2,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"orlova","name":"Ольга Орлова","email":"orlova@dept.example","role":"head"}');
INSERT INTO event VALUES(140,3,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"absence","manager":"kim","from":"2026-11-26","to":"2026-11-28","kind":"vacation"}');
INSERT INTO event VALUES(141,4,1,1,1,NULL,1793602800,1795446000,NULL,NULL,'{"at":"2026-11-02 10:00","name":"Анна Белова","phone":"89160000001","email":"a@mail.example","source":"site","amount":"1250000","manager":"kim","ext_id":"1","consent":"да","_phone":"79160000001","_amount":"125000000","_manager":"kim","_consent":"+all"}');
INSERT INTO event VALUES(142,4,1,2,2,NULL,1793692800,1795446000,NULL,NULL,'{"at":"2026-11-03 11:00","name":"Пётр Волков","phone":"89160000002","source":"expo","manager":"ivanov","ext_id":"2","consent":"нет","_phone":"79160000002","_manager":"ivanov","_consent":"none"}');
INSERT INTO event VALUES(143,4,1,3,3,NULL,1793782800,1795446000,NULL,NULL,'{"at":"2026-11-04 12:00","name":"Вера Лис","phone":"89160000003","email":"v@mail.example","source":"site","ext_id":"3","_phone":"79160000003"}');
INSERT INTO event VALUES(144,4,1,4,4,NULL,1793869200,1795446000,NULL,NULL,'{"at":"2026-11-05 12:00","name":"Олег Кот","phone":"89160000004","amount":"500000","manager":"kim","_phone":"79160000004","_amount":"50000000","_manager":"kim"}');
INSERT INTO event VALUES(145,4,1,5,5,NULL,1793944800,1795446000,NULL,NULL,'{"at":"2026-11-06 09:00","name":"Маша","phone":"89160000005","manager":"ivanov","_phone":"79160000005","_manager":"ivanov"}');
INSERT INTO event VALUES(146,4,1,6,6,NULL,1795154400,1795446000,NULL,NULL,'{"at":"2026-11-20 09:00","name":"—","phone":"—","_phone":"—","_erased":"1","_seen":"6632552378792189952"}');
INSERT INTO event VALUES(147,5,3,1,1,NULL,1794085200,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(148,5,3,2,2,NULL,1794085200,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(149,5,3,3,3,NULL,1794085200,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(150,6,5,1,1,NULL,1794258000,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(151,7,6,1,1,NULL,1794690000,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"stage":"contract","amount":"130000000"}');
INSERT INTO event VALUES(152,8,7,2,2,NULL,1794776400,1795446000,NULL,'{"state":"open","stage":"qualified"}','{"reason":"price"}');
INSERT INTO event VALUES(153,9,4,5,5,NULL,1795446000,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"spam"}');
INSERT INTO event VALUES(154,10,9,3,3,NULL,1794171600,1795446000,NULL,NULL,'{"kind":"call","direction":"out","text":"звонил","manager":"orlova"}');
INSERT INTO event VALUES(155,11,10,3,3,NULL,1795446000,1795446000,NULL,NULL,'{"kind":"call","due":"1795590000","text":"перезвонить","manager":"kim"}');
INSERT INTO event VALUES(156,12,10,4,4,NULL,1795446000,1795446000,NULL,NULL,'{"kind":"call","due":"1795244400","manager":"kim"}');
INSERT INTO event VALUES(157,14,17,NULL,7,NULL,1795446000,1795446000,NULL,NULL,'{"email":"w@mail.example"}');
INSERT INTO event VALUES(158,14,22,NULL,7,NULL,1795446000,1795446000,NULL,NULL,'{"channel":"email"}');
INSERT INTO event VALUES(159,15,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"plan","month":"2026-11","metric":"leads","value":"10","manager":"kim"}');
INSERT INTO event VALUES(160,16,23,NULL,6,NULL,1795446000,1795446000,NULL,NULL,'{"basis":"r","keys":"5c32567c9cd53059c22bc7fc9b57e975"}');
CREATE TABLE manager (
id INTEGER PRIMARY KEY,
manager TEXT NOT NULL UNIQUE,
name TEXT, email TEXT,
role TEXT NOT NULL CHECK (role IN ('manager', 'head', 'admin')),
unit TEXT, phone TEXT, extension TEXT,
weight INTEGER, capacity INTEGER,
zone TEXT,
hired INTEGER, left_on INTEGER
, wip INTEGER) STRICT;
INSERT INTO manager VALUES(1,'ivanov','Иван Иванов','ivanov@dept.example','manager',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO manager VALUES(2,'kim','Олег Ким','kim@dept.example','manager',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO manager VALUES(3,'orlova','Ольга Орлова','orlova@dept.example','head',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE unit (unit TEXT PRIMARY KEY, name TEXT, parent TEXT, head TEXT) STRICT;
CREATE TABLE stage (
id INTEGER PRIMARY KEY,
stage TEXT NOT NULL UNIQUE,
name TEXT,
pos INTEGER NOT NULL,
kind TEXT NOT NULL CHECK (kind IN ('new', 'open', 'won')),
target_days INTEGER, rot_days INTEGER,
required TEXT
) STRICT;
INSERT INTO stage VALUES(1,'new','Новый',10,'new',1,3,NULL);
INSERT INTO stage VALUES(2,'qualified','Квалифицирован',20,'open',5,7,NULL);
INSERT INTO stage VALUES(3,'meeting','Встреча',30,'open',10,14,NULL);
INSERT INTO stage VALUES(4,'booking','Бронь',40,'open',14,10,NULL);
INSERT INTO stage VALUES(5,'contract','Договор',50,'won',NULL,NULL,NULL);
CREATE TABLE reason (
id INTEGER PRIMARY KEY,
reason TEXT NOT NULL UNIQUE,
name TEXT,
kind TEXT NOT NULL CHECK (kind IN ('lose', 'disqualify')),
reanimate INTEGER NOT NULL
) STRICT;
INSERT INTO reason VALUES(1,'existing','Уже клиент','disqualify',0);
INSERT INTO reason VALUES(2,'spam','Спам','disqualify',0);
INSERT INTO reason VALUES(3,'shareholder','Дольщик','disqualify',0);
INSERT INTO reason VALUES(4,'duplicate','Дубль','disqualify',0);
INSERT INTO reason VALUES(5,'wrong_number','Неверный номер','disqualify',0);
INSERT INTO reason VALUES(6,'not_target','Не наш клиент','disqualify',0);
INSERT INTO reason VALUES(7,'price','Дорого','lose',1);
INSERT INTO reason VALUES(8,'competitor','Выбрал другого застройщика','lose',0);
INSERT INTO reason VALUES(9,'no_answer','Не отвечает','lose',1);
INSERT INTO reason VALUES(10,'timing','Не сейчас','lose',1);
INSERT INTO reason VALUES(11,'mortgage_denied','Отказ в ипотеке','lose',1);
INSERT INTO reason VALUES(12,'location','Не подошло место','lose',1);
INSERT INTO reason VALUES(13,'changed_mind','Передумал','lose',1);
INSERT INTO reason VALUES(14,'stale','Нет движения','lose',1);
CREATE TABLE source (source TEXT PRIMARY KEY, name TEXT, channel TEXT) STRICT;
INSERT INTO source VALUES('site','Сайт','online');
INSERT INTO source VALUES('ads','Реклама','online');
INSERT INTO source VALUES('call','Звонок','phone');
INSERT INTO source VALUES('referral','Рекомендация','offline');
INSERT INTO source VALUES('expo','Выставка','offline');
CREATE TABLE calendar (
day INTEGER PRIMARY KEY,
kind TEXT NOT NULL CHECK (kind IN ('work', 'short', 'off')),
intervals TEXT
) STRICT;
INSERT INTO calendar VALUES(19723,'off',NULL);
INSERT INTO calendar VALUES(19724,'off',NULL);
INSERT INTO calendar VALUES(19725,'off',NULL);
INSERT INTO calendar VALUES(19726,'off',NULL);
INSERT INTO calendar VALUES(19727,'off',NULL);
INSERT INTO calendar VALUES(19730,'off',NULL);
INSERT INTO calendar VALUES(19775,'short',NULL);
INSERT INTO calendar VALUES(19776,'off',NULL);
INSERT INTO calendar VALUES(19789,'short',NULL);
INSERT INTO calendar VALUES(19790,'off',NULL);
INSERT INTO calendar VALUES(19840,'work',NULL);
INSERT INTO calendar VALUES(19842,'off',NULL);
INSERT INTO calendar VALUES(19843,'off',NULL);
INSERT INTO calendar VALUES(19844,'off',NULL);
INSERT INTO calendar VALUES(19851,'short',NULL);
INSERT INTO calendar VALUES(19852,'off',NULL);
INSERT INTO calendar VALUES(19853,'off',NULL);
INSERT INTO calendar VALUES(19885,'short',NULL);
INSERT INTO calendar VALUES(19886,'off',NULL);
INSERT INTO calendar VALUES(20029,'short',NULL);
INSERT INTO calendar VALUES(20031,'off',NULL);
INSERT INTO calendar VALUES(20085,'work',NULL);
INSERT INTO calendar VALUES(20087,'off',NULL);
INSERT INTO calendar VALUES(20088,'off',NULL);
INSERT INTO calendar VALUES(20089,'off',NULL);
INSERT INTO calendar VALUES(20090,'off',NULL);
INSERT INTO calendar VALUES(20091,'off',NULL);
INSERT INTO calendar VALUES(20094,'off',NULL);
INSERT INTO calendar VALUES(20095,'off',NULL);
INSERT INTO calendar VALUES(20096,'off',NULL);
INSERT INTO calendar VALUES(20154,'short',NULL);
INSERT INTO calendar VALUES(20208,'short',NULL);
INSERT INTO calendar VALUES(20209,'off',NULL);
INSERT INTO calendar VALUES(20210,'off',NULL);
INSERT INTO calendar VALUES(20216,'off',NULL);
INSERT INTO calendar VALUES(20217,'off',NULL);
INSERT INTO calendar VALUES(20250,'short',NULL);
INSERT INTO calendar VALUES(20251,'off',NULL);
INSERT INTO calendar VALUES(20252,'off',NULL);
INSERT INTO calendar VALUES(20393,'short',NULL);
INSERT INTO calendar VALUES(20395,'off',NULL);
INSERT INTO calendar VALUES(20396,'off',NULL);
INSERT INTO calendar VALUES(20453,'off',NULL);
INSERT INTO calendar VALUES(20454,'off',NULL);
INSERT INTO calendar VALUES(20455,'off',NULL);
INSERT INTO calendar VALUES(20458,'off',NULL);
INSERT INTO calendar VALUES(20459,'off',NULL);
INSERT INTO calendar VALUES(20460,'off',NULL);
INSERT INTO calendar VALUES(20461,'off',NULL);
INSERT INTO calendar VALUES(20462,'off',NULL);
INSERT INTO calendar VALUES(20507,'off',NULL);
INSERT INTO calendar VALUES(20521,'off',NULL);
INSERT INTO calendar VALUES(20573,'short',NULL);
INSERT INTO calendar VALUES(20574,'off',NULL);
INSERT INTO calendar VALUES(20581,'short',NULL);
INSERT INTO calendar VALUES(20584,'off',NULL);
INSERT INTO calendar VALUES(20615,'short',NULL);
INSERT INTO calendar VALUES(20616,'off',NULL);
INSERT INTO calendar VALUES(20760,'short',NULL);
INSERT INTO calendar VALUES(20761,'off',NULL);
INSERT INTO calendar VALUES(20818,'off',NULL);
INSERT INTO calendar VALUES(20819,'off',NULL);
INSERT INTO calendar VALUES(20822,'off',NULL);
INSERT INTO calendar VALUES(20823,'off',NULL);
INSERT INTO calendar VALUES(20824,'off',NULL);
INSERT INTO calendar VALUES(20825,'off',NULL);
INSERT INTO calendar VALUES(20826,'off',NULL);
INSERT INTO calendar VALUES(20871,'short',NULL);
INSERT INTO calendar VALUES(20872,'off',NULL);
INSERT INTO calendar VALUES(20885,'off',NULL);
INSERT INTO calendar VALUES(20938,'short',NULL);
INSERT INTO calendar VALUES(20941,'off',NULL);
INSERT INTO calendar VALUES(20948,'off',NULL);
INSERT INTO calendar VALUES(20980,'short',NULL);
INSERT INTO calendar VALUES(20983,'off',NULL);
INSERT INTO calendar VALUES(21125,'short',NULL);
INSERT INTO calendar VALUES(21126,'off',NULL);
INSERT INTO calendar VALUES(21183,'short',NULL);
CREATE TABLE absence (
manager TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, kind TEXT,
PRIMARY KEY (manager, from_day), CHECK (to_day >= from_day)
) STRICT;
INSERT INTO absence VALUES('kim',20783,20785,'vacation');
CREATE TABLE rule (
rule TEXT PRIMARY KEY, pos INTEGER NOT NULL, field TEXT NOT NULL, pattern TEXT NOT NULL,
verdict TEXT NOT NULL, reason TEXT, example TEXT
) STRICT;
INSERT INTO rule VALUES('link-in-name',10,'name','https?://|t[.]me/','spam','ссылка вместо имени','Бонус https://example.org/win');
INSERT INTO rule VALUES('promotion',20,'comment','(?:предлага|предлож|гарантиру|закаж)[а-я]*.{0,60}(?:продвижени[а-я]* (?:вашего )?сайт|(?<![а-яa-z])(?:seo|сео)(?![а-яa-z]))|(?<![а-яa-z])seo[- ](?:продвижени|оптимизаци|аудит)','spam','предлагают продвижение','Предлагаем SEO-продвижение вашего сайта в топ-10');
INSERT INTO rule VALUES('backlinks',30,'comment','(?<![a-z])(?:backlinks?|guest posts?|domain authority|rank your (?:web ?)?site|first page of google)(?![a-z])','spam','link builders','We sell quality backlinks to rank your website');
INSERT INTO rule VALUES('databases',40,'comment','(?:прода|предлага|куп)[а-я]+ (?:[а-я]+ ){0,2}баз[аыу] (?:данных|клиентов|телефонов|номеров)','spam','торгуют базами','Продаём свежие базы клиентов застройщиков');
INSERT INTO rule VALUES('gambling',50,'comment','(?<![а-яa-z])(?:онлайн[- ]казино|online casino|ставки на спорт|игровые автоматы онлайн)','spam','азартные игры','Лучшее онлайн-казино, бонус каждому');
INSERT INTO rule VALUES('easy-money',60,'comment','(?:заработ[а-я]*|пассивный доход).{0,40}(?:криптовалют|биткоин|bitcoin|форекс|forex)','spam','лёгкие деньги','Пассивный доход на криптовалюте от 30 % в месяц');
INSERT INTO rule VALUES('shareholder',70,'comment','(?<![а-я])(?:я|мы) (?:уже )?(?:ваш[аи]? )?дольщи(?:к|ки|ца)(?![а-я])','shareholder','называет себя дольщиком','Здравствуйте, я ваш дольщик, когда будут ключи?');
CREATE TABLE list (list TEXT NOT NULL, value TEXT NOT NULL, note TEXT, norm TEXT NOT NULL, PRIMARY KEY (list, value)) STRICT;
CREATE TABLE criterion (criterion TEXT PRIMARY KEY, stage TEXT NOT NULL, field TEXT NOT NULL, pattern TEXT, message TEXT) STRICT;
CREATE TABLE programme (
programme TEXT PRIMARY KEY, reasons TEXT NOT NULL, cooldown_days INTEGER NOT NULL, max_entries INTEGER NOT NULL, holdout_pct INTEGER NOT NULL
) STRICT;
INSERT INTO programme VALUES('return','price timing mortgage_denied location changed_mind no_answer stale',90,3,10);
CREATE TABLE step (
programme TEXT NOT NULL, step INTEGER NOT NULL, delay_days INTEGER NOT NULL, channel TEXT NOT NULL, template TEXT NOT NULL,
segment TEXT NOT NULL DEFAULT '',
PRIMARY KEY (programme, step, segment)
) STRICT;
INSERT INTO step VALUES('return',1,14,'email','return-1','');
INSERT INTO step VALUES('return',2,45,'email','return-2','');
INSERT INTO step VALUES('return',2,45,'email','return-2-mortgage','payment=ипотека');
INSERT INTO step VALUES('return',3,90,'email','return-3','');
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO setting VALUES('timezone','Europe/Moscow');
INSERT INTO setting VALUES('lang','ru');
INSERT INTO setting VALUES('country','RU');
INSERT INTO setting VALUES('currency','RUB');
INSERT INTO setting VALUES('workday','09:00-18:00');
INSERT INTO setting VALUES('metric.leads','new');
INSERT INTO setting VALUES('metric.qualified','qualified');
INSERT INTO setting VALUES('metric.meetings','meeting');
INSERT INTO setting VALUES('metric.bookings','booking');
INSERT INTO setting VALUES('metric.contracts','contract');
INSERT INTO setting VALUES('light.grace_hours','4');
INSERT INTO setting VALUES('light.profile_pct','60');
INSERT INTO setting VALUES('light.contacts_pct','80');
INSERT INTO setting VALUES('light.red_norm_pct','10');
INSERT INTO setting VALUES('profile.fields','name project payment family');
INSERT INTO setting VALUES('contacts.fields','phone email');
INSERT INTO setting VALUES('sla.first_response','1h');
INSERT INTO setting VALUES('sla.qualify','1d');
INSERT INTO setting VALUES('sla.callback','20m');
INSERT INTO setting VALUES('intake.won_client','existing');
INSERT INTO setting VALUES('reanimate.from','9');
INSERT INTO setting VALUES('reanimate.to','20');
CREATE TABLE plan (
plan INTEGER PRIMARY KEY,
month INTEGER NOT NULL, metric TEXT NOT NULL, manager TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', value INTEGER NOT NULL,
UNIQUE (month, metric, manager, unit)
) STRICT;
INSERT INTO "plan" VALUES(1,20758,'leads','kim','',10);
CREATE TABLE dict (kind INTEGER NOT NULL, id INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (kind, id), UNIQUE (kind, word)) WITHOUT ROWID, STRICT;
INSERT INTO dict VALUES(1,1,'site');
INSERT INTO dict VALUES(1,2,'expo');
CREATE TABLE client (client INTEGER PRIMARY KEY, name TEXT, filled INTEGER NOT NULL) STRICT;
INSERT INTO client VALUES(1,'Анна Белова',1);
INSERT INTO client VALUES(2,'Пётр Волков',1);
INSERT INTO client VALUES(3,'Вера Лис',1);
INSERT INTO client VALUES(4,'Олег Кот',1);
INSERT INTO client VALUES(5,'Маша',1);
INSERT INTO client VALUES(6,'—',1);
INSERT INTO client VALUES(7,NULL,0);
CREATE TABLE phone (phone INTEGER PRIMARY KEY, client INTEGER NOT NULL, leads INTEGER NOT NULL DEFAULT 1, event INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO phone VALUES(79160000001,1,1,141);
INSERT INTO phone VALUES(79160000002,2,1,142);
INSERT INTO phone VALUES(79160000003,3,1,143);
INSERT INTO phone VALUES(79160000004,4,1,144);
INSERT INTO phone VALUES(79160000005,5,1,145);
CREATE TABLE email (email TEXT PRIMARY KEY, client INTEGER NOT NULL, leads INTEGER NOT NULL DEFAULT 1, event INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID, STRICT;
INSERT INTO email VALUES('a@mail.example',1,1,141);
INSERT INTO email VALUES('v@mail.example',3,1,143);
INSERT INTO email VALUES('w@mail.example',7,1,157);
CREATE TABLE lead (
lead INTEGER PRIMARY KEY,
client INTEGER NOT NULL,
event INTEGER NOT NULL,
state INTEGER NOT NULL,
stage INTEGER NOT NULL,
manager INTEGER,
source INTEGER, campaign INTEGER, project INTEGER,
amount INTEGER,
created_at INTEGER NOT NULL,
stage_since INTEGER NOT NULL,
decided_at INTEGER,
last_touch INTEGER,
reason INTEGER,
origin INTEGER
) STRICT;
INSERT INTO lead VALUES(1,1,141,1,5,2,1,NULL,NULL,130000000,1793602800,1794690000,1794690000,NULL,NULL,NULL);
INSERT INTO lead VALUES(2,2,142,2,2,1,2,NULL,NULL,NULL,1793692800,1794085200,1794776400,NULL,7,NULL);
INSERT INTO lead VALUES(3,3,143,0,2,NULL,1,NULL,NULL,NULL,1793782800,1794085200,NULL,1794171600,NULL,NULL);
INSERT INTO lead VALUES(4,4,144,0,1,2,NULL,NULL,NULL,50000000,1793869200,1793869200,NULL,NULL,NULL,NULL);
INSERT INTO lead VALUES(5,5,145,3,1,1,NULL,NULL,NULL,NULL,1793944800,1793944800,1795446000,NULL,2,NULL);
INSERT INTO lead VALUES(6,6,146,0,1,NULL,NULL,NULL,NULL,NULL,1795154400,1795154400,NULL,NULL,NULL,NULL);
CREATE TABLE reach (
lead INTEGER NOT NULL, stage INTEGER NOT NULL, at INTEGER NOT NULL, manager INTEGER, skipped INTEGER NOT NULL,
PRIMARY KEY (lead, stage)
) WITHOUT ROWID, STRICT;
INSERT INTO reach VALUES(1,2,1794085200,2,0);
INSERT INTO reach VALUES(1,3,1794258000,2,0);
INSERT INTO reach VALUES(1,4,1794690000,2,1);
INSERT INTO reach VALUES(1,5,1794690000,2,0);
INSERT INTO reach VALUES(2,2,1794085200,1,0);
INSERT INTO reach VALUES(3,2,1794085200,NULL,0);
CREATE TABLE seen (hash INTEGER PRIMARY KEY, lead INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;
INSERT INTO seen VALUES(2393447000575344149,2,142);
INSERT INTO seen VALUES(4704378844312467746,2,142);
INSERT INTO seen VALUES(5307303556344719632,3,143);
INSERT INTO seen VALUES(6632415209503408893,4,144);
INSERT INTO seen VALUES(6632425203997402947,5,145);
INSERT INTO seen VALUES(6632552378792189952,6,146);
INSERT INTO seen VALUES(6789710807872683788,7,157);
INSERT INTO seen VALUES(8217401321854729738,1,141);
INSERT INTO seen VALUES(8293679002734997320,1,141);
INSERT INTO seen VALUES(8588272239632360015,3,143);
CREATE TABLE task (
task INTEGER PRIMARY KEY,
lead INTEGER, client INTEGER, manager INTEGER,
kind TEXT NOT NULL, due INTEGER NOT NULL, minutes INTEGER, text TEXT,
done_at INTEGER, result TEXT
) STRICT;
INSERT INTO task VALUES(155,3,3,2,'call',1795590000,NULL,'перезвонить',NULL,NULL);
INSERT INTO task VALUES(156,4,4,2,'call',1795244400,NULL,NULL,NULL,NULL);
CREATE TABLE kpi_day (
day INTEGER NOT NULL, manager INTEGER NOT NULL, stage INTEGER NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL,
PRIMARY KEY (day, manager, stage)
) WITHOUT ROWID, STRICT;
INSERT INTO kpi_day VALUES(20759,2,1,1,0);
INSERT INTO kpi_day VALUES(20760,1,1,1,0);
INSERT INTO kpi_day VALUES(20761,0,1,1,0);
INSERT INTO kpi_day VALUES(20762,2,1,1,0);
INSERT INTO kpi_day VALUES(20765,0,2,1,0);
INSERT INTO kpi_day VALUES(20765,1,2,1,0);
INSERT INTO kpi_day VALUES(20765,2,2,1,0);
INSERT INTO kpi_day VALUES(20767,2,3,1,0);
INSERT INTO kpi_day VALUES(20772,2,4,1,0);
INSERT INTO kpi_day VALUES(20772,2,5,1,130000000);
INSERT INTO kpi_day VALUES(20777,0,1,1,0);
CREATE TABLE src_day (
day INTEGER NOT NULL, source INTEGER NOT NULL, stage INTEGER NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL,
PRIMARY KEY (day, source, stage)
) WITHOUT ROWID, STRICT;
INSERT INTO src_day VALUES(20759,1,1,1,0);
INSERT INTO src_day VALUES(20760,2,1,1,0);
INSERT INTO src_day VALUES(20761,1,1,1,0);
INSERT INTO src_day VALUES(20762,0,1,1,0);
INSERT INTO src_day VALUES(20765,1,2,2,0);
INSERT INTO src_day VALUES(20765,2,2,1,0);
INSERT INTO src_day VALUES(20767,1,3,1,0);
INSERT INTO src_day VALUES(20772,1,4,1,0);
INSERT INTO src_day VALUES(20772,1,5,1,130000000);
INSERT INTO src_day VALUES(20777,0,1,1,0);
CREATE TABLE cohort_day (
day INTEGER NOT NULL, source INTEGER NOT NULL, stage INTEGER NOT NULL, state INTEGER NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL,
PRIMARY KEY (day, source, stage, state)
) WITHOUT ROWID, STRICT;
INSERT INTO cohort_day VALUES(20759,1,5,1,1,130000000);
INSERT INTO cohort_day VALUES(20760,2,2,2,1,0);
INSERT INTO cohort_day VALUES(20761,1,2,0,1,0);
INSERT INTO cohort_day VALUES(20762,0,1,0,1,0);
INSERT INTO cohort_day VALUES(20777,0,1,0,1,0);
CREATE TABLE cursor (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE enrolment (
enrolment INTEGER PRIMARY KEY,
lead INTEGER NOT NULL, programme TEXT NOT NULL, entry INTEGER NOT NULL,
enrolled_at INTEGER NOT NULL, state INTEGER NOT NULL, ended_at INTEGER,
UNIQUE (lead, programme, entry)
) STRICT;
CREATE TABLE sent (enrolment INTEGER NOT NULL, step INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (enrolment, step)) WITHOUT ROWID, STRICT;
CREATE TABLE outbox (
outbox INTEGER PRIMARY KEY,
name TEXT NOT NULL UNIQUE,
msgid TEXT NOT NULL UNIQUE,
address TEXT NOT NULL,
stranger INTEGER NOT NULL,
lead INTEGER,
subject TEXT NOT NULL,
type TEXT NOT NULL CHECK (type IN ('text', 'html')),
body TEXT NOT NULL,
state INTEGER NOT NULL,
queued_at INTEGER NOT NULL,
tried_at INTEGER,
error TEXT
) STRICT;
CREATE TABLE route (
route TEXT PRIMARY KEY, pos INTEGER NOT NULL, segment TEXT NOT NULL, members TEXT NOT NULL,
method TEXT NOT NULL CHECK (method IN ('rr', 'weighted', 'least', 'capacity'))
) STRICT;
CREATE TABLE inn (inn INTEGER PRIMARY KEY, client INTEGER NOT NULL, leads INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;
CREATE TABLE shared (key INTEGER PRIMARY KEY, client INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;
CREATE TABLE role (client INTEGER PRIMARY KEY, role TEXT NOT NULL) STRICT;
CREATE TABLE merged (client INTEGER PRIMARY KEY, target INTEGER NOT NULL, root INTEGER NOT NULL) STRICT;
CREATE TABLE refused (a INTEGER NOT NULL, b INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID, STRICT;
CREATE TABLE consent (
client INTEGER NOT NULL, channel TEXT NOT NULL, state INTEGER NOT NULL, at INTEGER NOT NULL, event INTEGER NOT NULL, proof TEXT,
PRIMARY KEY (client, channel)
) WITHOUT ROWID, STRICT;
INSERT INTO consent VALUES(1,'all',1,1793602800,141,'site/1');
INSERT INTO consent VALUES(7,'email',0,1795446000,158,NULL);
CREATE TABLE received (manager INTEGER NOT NULL, at INTEGER NOT NULL, leads INTEGER NOT NULL, PRIMARY KEY (manager, at)) WITHOUT ROWID, STRICT;
CREATE TABLE credit (route TEXT NOT NULL, manager INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (route, manager)) WITHOUT ROWID, STRICT;
CREATE TABLE alert (
lead INTEGER NOT NULL, clock TEXT NOT NULL, task INTEGER NOT NULL, started INTEGER NOT NULL, state TEXT NOT NULL, manager INTEGER NOT NULL,
at INTEGER NOT NULL,
PRIMARY KEY (lead, clock, task, started, state, manager)
) WITHOUT ROWID, STRICT;
CREATE TABLE letter (msgid TEXT PRIMARY KEY, lead INTEGER NOT NULL, event INTEGER NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE knock (address TEXT NOT NULL, slot INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (address, slot)) WITHOUT ROWID, STRICT;
CREATE TABLE suppressed (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID, STRICT;
INSERT INTO suppressed VALUES('5c32567c9cd53059c22bc7fc9b57e975',1795446000);
CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
INSERT INTO secret VALUES('person','268a4dd6badad512980635983dc0fca6621b2db36d9a032c8dfb7a6ecc0f9e6b');
CREATE TABLE erasing (event INTEGER PRIMARY KEY) STRICT;
CREATE INDEX event_lead ON event (lead) WHERE kind <> 1 AND lead IS NOT NULL;
CREATE INDEX event_ref ON event (ref) WHERE ref IS NOT NULL;
CREATE INDEX event_reverses ON event (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX list_norm ON list (norm);
CREATE INDEX lead_client ON lead (client) WHERE lead <> client;
CREATE INDEX lead_open ON lead (manager, stage) WHERE state = 0;
CREATE INDEX lead_lost ON lead (decided_at) WHERE state = 2;
CREATE INDEX reach_at ON reach (at);
CREATE INDEX reach_skipped ON reach (at) WHERE skipped = 1;
CREATE INDEX task_open ON task (due) WHERE done_at IS NULL;
CREATE INDEX task_lead ON task (lead) WHERE lead IS NOT NULL;
CREATE INDEX task_free ON task (due) WHERE lead IS NULL;
CREATE INDEX outbox_open ON outbox (state) WHERE state < 2;
CREATE INDEX event_client ON event (client) WHERE lead IS NULL AND client IS NOT NULL;
CREATE INDEX merged_root ON merged (root);
CREATE TRIGGER event_stays BEFORE UPDATE ON event WHEN
old.event IS NOT new.event OR old.batch IS NOT new.batch OR old.kind IS NOT new.kind OR old.lead IS NOT new.lead OR
old.client IS NOT new.client OR old.ref IS NOT new.ref OR old.occurred_at IS NOT new.occurred_at OR
old.recorded_at IS NOT new.recorded_at OR old.reverses IS NOT new.reverses OR
NOT EXISTS (SELECT 1 FROM erasing WHERE erasing.event = old.event)
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
CREATE TRIGGER event_kept BEFORE DELETE ON event
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
CREATE TRIGGER batch_stays BEFORE UPDATE OF batch, command, actor, login, host, started_at ON batch
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
CREATE TRIGGER batch_line_stays BEFORE UPDATE OF line ON batch WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
CREATE TRIGGER batch_kept BEFORE DELETE ON batch
BEGIN
SELECT raise(ABORT, 'the journal is only ever added to');
END;
COMMIT;
