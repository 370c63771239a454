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
INSERT INTO batch VALUES(1,'crm-db','crm-db init','orlova','maria','desk',1795446000,1795446000,NULL,1,133);
INSERT INTO batch VALUES(2,'crm-conf','crm-conf put unit','orlova','maria','desk',1795446000,1795446000,'read 3 = done 3',134,136);
INSERT INTO batch VALUES(3,'crm-conf','crm-conf put manager','orlova','maria','desk',1795446000,1795446000,'read 7 = done 7',137,143);
INSERT INTO batch VALUES(4,'crm-conf','crm-conf put list','orlova','maria','desk',1795446000,1795446000,'read 3 = done 3',144,146);
INSERT INTO batch VALUES(5,'crm-lead-add','crm-lead-add','orlova','maria','desk',1795446000,1795446000,'read 39 = added 35 + duplicate 4',147,189);
INSERT INTO batch VALUES(6,'crm-qualify','crm-qualify','orlova','maria','desk',1795446000,1795446000,'read 22 = done 22',190,211);
INSERT INTO batch VALUES(7,'crm-move','crm-move','orlova','maria','desk',1795446000,1795446000,'read 20 = done 20',212,231);
INSERT INTO batch VALUES(8,'crm-touch-add','crm-touch-add','orlova','maria','desk',1795446000,1795446000,'read 40 = done 40',232,271);
INSERT INTO batch VALUES(9,'crm-task-add','crm-task-add','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',272,272);
INSERT INTO batch VALUES(10,'crm-task-add','crm-task-add lead= kind= due= manager=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',273,273);
INSERT INTO batch VALUES(11,'crm-task-done','crm-task-done 272 result=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',274,274);
INSERT INTO batch VALUES(12,'crm-win','crm-win','orlova','maria','desk',1795446000,1795446000,'read 3 = done 3',275,277);
INSERT INTO batch VALUES(13,'crm-lose','crm-lose','orlova','maria','desk',1795446000,1795446000,'read 21 = done 21',278,298);
INSERT INTO batch VALUES(14,'crm-disqualify','crm-disqualify','orlova','maria','desk',1795446000,1795446000,'read 10 = done 10',299,308);
INSERT INTO batch VALUES(15,'crm-plan-add','crm-plan-add month= metric= value=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',309,309);
INSERT INTO batch VALUES(16,'crm-return','crm-return 15','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',310,310);
INSERT INTO batch VALUES(17,'crm-lead-add','crm-lead-add name= phone= source= at=','orlova','maria','desk',1795446000,1795446000,'read 1 = returned 1',311,313);
INSERT INTO batch VALUES(18,'crm-reanimate','crm-reanimate','orlova','maria','desk',1790233200,1790233200,'read 24 = sent 4 + enrolled 11 + held_out 4 + skipped 5',314,332);
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
INSERT INTO event VALUES(53,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"intake.won_client","value":"existing"}');
INSERT INTO event VALUES(54,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"reanimate.from","value":"9"}');
INSERT INTO event VALUES(55,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"setting","key":"reanimate.to","value":"20"}');
INSERT INTO event VALUES(56,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-01","kind":"off"}');
INSERT INTO event VALUES(57,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-02","kind":"off"}');
INSERT INTO event VALUES(58,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-03","kind":"off"}');
INSERT INTO event VALUES(59,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-04","kind":"off"}');
INSERT INTO event VALUES(60,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-05","kind":"off"}');
INSERT INTO event VALUES(61,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-01-08","kind":"off"}');
INSERT INTO event VALUES(62,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-02-22","kind":"short"}');
INSERT INTO event VALUES(63,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-02-23","kind":"off"}');
INSERT INTO event VALUES(64,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-03-07","kind":"short"}');
INSERT INTO event VALUES(65,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-03-08","kind":"off"}');
INSERT INTO event VALUES(66,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-04-27","kind":"work"}');
INSERT INTO event VALUES(67,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-04-29","kind":"off"}');
INSERT INTO event VALUES(68,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-04-30","kind":"off"}');
INSERT INTO event VALUES(69,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-05-01","kind":"off"}');
INSERT INTO event VALUES(70,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-05-08","kind":"short"}');
INSERT INTO event VALUES(71,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-05-09","kind":"off"}');
INSERT INTO event VALUES(72,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-05-10","kind":"off"}');
INSERT INTO event VALUES(73,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-06-11","kind":"short"}');
INSERT INTO event VALUES(74,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-06-12","kind":"off"}');
INSERT INTO event VALUES(75,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-11-02","kind":"short"}');
INSERT INTO event VALUES(76,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-11-04","kind":"off"}');
INSERT INTO event VALUES(77,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-12-28","kind":"work"}');
INSERT INTO event VALUES(78,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-12-30","kind":"off"}');
INSERT INTO event VALUES(79,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2024-12-31","kind":"off"}');
INSERT INTO event VALUES(80,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-01","kind":"off"}');
INSERT INTO event VALUES(81,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-02","kind":"off"}');
INSERT INTO event VALUES(82,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-03","kind":"off"}');
INSERT INTO event VALUES(83,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-06","kind":"off"}');
INSERT INTO event VALUES(84,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-07","kind":"off"}');
INSERT INTO event VALUES(85,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-01-08","kind":"off"}');
INSERT INTO event VALUES(86,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-03-07","kind":"short"}');
INSERT INTO event VALUES(87,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-04-30","kind":"short"}');
INSERT INTO event VALUES(88,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-05-01","kind":"off"}');
INSERT INTO event VALUES(89,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-05-02","kind":"off"}');
INSERT INTO event VALUES(90,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-05-08","kind":"off"}');
INSERT INTO event VALUES(91,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-05-09","kind":"off"}');
INSERT INTO event VALUES(92,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-06-11","kind":"short"}');
INSERT INTO event VALUES(93,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-06-12","kind":"off"}');
INSERT INTO event VALUES(94,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-06-13","kind":"off"}');
INSERT INTO event VALUES(95,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-11-01","kind":"short"}');
INSERT INTO event VALUES(96,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-11-03","kind":"off"}');
INSERT INTO event VALUES(97,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-11-04","kind":"off"}');
INSERT INTO event VALUES(98,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2025-12-31","kind":"off"}');
INSERT INTO event VALUES(99,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-01","kind":"off"}');
INSERT INTO event VALUES(100,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-02","kind":"off"}');
INSERT INTO event VALUES(101,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-05","kind":"off"}');
INSERT INTO event VALUES(102,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-06","kind":"off"}');
INSERT INTO event VALUES(103,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-07","kind":"off"}');
INSERT INTO event VALUES(104,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-08","kind":"off"}');
INSERT INTO event VALUES(105,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-01-09","kind":"off"}');
INSERT INTO event VALUES(106,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-02-23","kind":"off"}');
INSERT INTO event VALUES(107,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-03-09","kind":"off"}');
INSERT INTO event VALUES(108,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-04-30","kind":"short"}');
INSERT INTO event VALUES(109,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-05-01","kind":"off"}');
INSERT INTO event VALUES(110,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-05-08","kind":"short"}');
INSERT INTO event VALUES(111,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-05-11","kind":"off"}');
INSERT INTO event VALUES(112,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-06-11","kind":"short"}');
INSERT INTO event VALUES(113,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-06-12","kind":"off"}');
INSERT INTO event VALUES(114,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-11-03","kind":"short"}');
INSERT INTO event VALUES(115,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-11-04","kind":"off"}');
INSERT INTO event VALUES(116,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2026-12-31","kind":"off"}');
INSERT INTO event VALUES(117,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-01","kind":"off"}');
INSERT INTO event VALUES(118,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-04","kind":"off"}');
INSERT INTO event VALUES(119,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-05","kind":"off"}');
INSERT INTO event VALUES(120,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-06","kind":"off"}');
INSERT INTO event VALUES(121,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-07","kind":"off"}');
INSERT INTO event VALUES(122,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-01-08","kind":"off"}');
INSERT INTO event VALUES(123,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-02-22","kind":"short"}');
INSERT INTO event VALUES(124,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-02-23","kind":"off"}');
INSERT INTO event VALUES(125,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-03-08","kind":"off"}');
INSERT INTO event VALUES(126,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-04-30","kind":"short"}');
INSERT INTO event VALUES(127,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-05-03","kind":"off"}');
INSERT INTO event VALUES(128,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-05-10","kind":"off"}');
INSERT INTO event VALUES(129,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-06-11","kind":"short"}');
INSERT INTO event VALUES(130,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-06-14","kind":"off"}');
INSERT INTO event VALUES(131,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-11-03","kind":"short"}');
INSERT INTO event VALUES(132,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-11-04","kind":"off"}');
INSERT INTO event VALUES(133,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"calendar","day":"2027-12-31","kind":"short"}');
INSERT INTO event VALUES(134,2,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"unit","unit":"sales","name":"Отдел продаж","head":"orlova"}');
INSERT INTO event VALUES(135,2,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"unit","unit":"north","name":"Группа «Север»","parent":"sales","head":"orlova"}');
INSERT INTO event VALUES(136,2,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"unit","unit":"south","name":"Группа «Юг»","parent":"sales","head":"orlova"}');
INSERT INTO event VALUES(137,3,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"orlova","name":"Орлова Мария","email":"orlova@agency.example","role":"head","unit":"sales","phone":"+7 900 000-00-01","extension":"100","hired":"2020-01-13"}');
INSERT INTO event VALUES(138,3,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"sokolov","name":"Соколов Андрей","email":"sokolov@agency.example","role":"manager","unit":"north","phone":"+7 900 000-00-02","extension":"101","weight":"1","capacity":"40","hired":"2022-03-14"}');
INSERT INTO event VALUES(139,3,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"petrova","name":"Петрова Анна","email":"petrova@agency.example","role":"manager","unit":"north","phone":"+7 900 000-00-03","extension":"102","weight":"1","capacity":"40","hired":"2023-06-01"}');
INSERT INTO event VALUES(140,3,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"kim","name":"Ким Олег","email":"kim@agency.example","role":"manager","unit":"north","phone":"+7 900 000-00-04","extension":"103","weight":"1","capacity":"40","hired":"2024-02-12"}');
INSERT INTO event VALUES(141,3,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"belova","name":"Белова Ирина","email":"belova@agency.example","role":"manager","unit":"south","phone":"+7 900 000-00-05","extension":"201","weight":"1","capacity":"40","hired":"2021-09-20"}');
INSERT INTO event VALUES(142,3,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"gromov","name":"Громов Павел","email":"gromov@agency.example","role":"manager","unit":"south","phone":"+7 900 000-00-06","extension":"202","weight":"1","capacity":"40","hired":"2024-08-05"}');
INSERT INTO event VALUES(143,3,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"danilova","name":"Данилова Дарья","email":"danilova@agency.example","role":"manager","unit":"south","phone":"+7 900 000-00-07","extension":"203","weight":"1","capacity":"40","hired":"2026-10-01"}');
INSERT INTO event VALUES(144,4,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"list","list":"shareholder","value":"89000006897","note":"Боброва Кира","norm":"79000006897"}');
INSERT INTO event VALUES(145,4,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"list","list":"shareholder","value":"+79790007075","note":"Устинов Виталий","norm":"79790007075"}');
INSERT INTO event VALUES(146,4,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"list","list":"shareholder","value":"983-000-31-93","note":"Панова Валентина","norm":"79830003193"}');
INSERT INTO event VALUES(147,5,1,1,1,NULL,1786950720,1795446000,NULL,NULL,'{"at":"2026-08-17 10:12","name":"Тихонова Маргарита","phone":"8 (980) 000 3571","email":"tikhonov.1@office.example","source":"ads","campaign":"context_1k","project":"Квартал у вокзала","family":"семья, 2 детей","comment":"Сколько стоит место в паркинге?","manager":"sokolov","ext_id":"L0001","consent":"да","_phone":"79800003571","_manager":"sokolov"}');
INSERT INTO event VALUES(148,5,1,2,2,NULL,1786964640,1795446000,NULL,NULL,'{"at":"2026-08-17 14:04","name":"Ястребов Богдан Игоревич","phone":"+7 (942) 000-16-04","email":"yastrebov.2@pochta.example","source":"call","project":"Берёзовая роща","payment":"наличные","family":"семья, 1 ребёнок","comment":"Интересует сдача дома: первый квартал, верно?","manager":"petrova","ext_id":"L0002","consent":"да","_phone":"79420001604","_manager":"petrova"}');
INSERT INTO event VALUES(149,5,1,3,3,NULL,1786966500,1795446000,NULL,NULL,'{"at":"2026-08-17 14:35","name":"Щукина Тамара","phone":"89030009637","email":"shchukin.3@office.example","source":"call","campaign":"radio","project":"Новый причал","payment":"наличные","family":"один","comment":"Интересует сдача дома: первый квартал, верно?","manager":"kim","ext_id":"L0003","consent":"да","_phone":"79030009637","_manager":"kim"}');
INSERT INTO event VALUES(150,5,1,4,3,NULL,1786974420,1795446000,NULL,NULL,'{"at":"2026-08-17 16:47","name":"Щукина Тамара","phone":"8 (903) 000 9637","email":"SHCHUKIN.3@OFFICE.EXAMPLE","source":"site","campaign":"calculator","project":"Новый причал","payment":"наличные","family":"семья, 2 детей","comment":"Оставляю заявку второй раз, мне никто не перезвонил","ext_id":"L0004","consent":"да","_phone":"79030009637","_manager":"kim","_state":"disqualified","_reason":"duplicate","_origin":"3"}');
INSERT INTO event VALUES(151,5,9,3,3,NULL,1786974420,1795446000,NULL,NULL,'{"kind":"inquiry","direction":"in","text":"Оставляю заявку второй раз, мне никто не перезвонил"}');
INSERT INTO event VALUES(152,5,1,5,5,NULL,1786983480,1795446000,NULL,NULL,'{"at":"2026-08-17 19:18","name":"Голубев Артём","phone":"8 (927) 000 5703","email":"golubev.5@box.example","source":"ads","campaign":"context_2k","project":"Дом с башней","payment":"наличные","family":"пара","comment":"Вопрос по военной ипотеке","manager":"belova","ext_id":"L0005","consent":"да","_phone":"79270005703","_manager":"belova"}');
INSERT INTO event VALUES(153,5,1,6,6,NULL,1786988640,1795446000,NULL,NULL,'{"at":"2026-08-17 20:44","name":"Миронов Руслан","phone":"+7 (989) 000-37-36","email":"mironov.6@mail.example","source":"call","campaign":"radio","project":"Речной бульвар","payment":"ипотека","family":"пара","comment":"Переезжаем из другого города, удобнее переписка","manager":"gromov","ext_id":"L0006","consent":"да","_phone":"79890003736","_manager":"gromov"}');
INSERT INTO event VALUES(154,5,1,7,7,NULL,1787035200,1795446000,NULL,NULL,'{"at":"2026-08-18 09:40","name":"Поляков Егор","phone":"951-000-17-69","email":"polyakov.7@box.example","source":"site","campaign":"brand","project":"Квартал у вокзала","payment":"материнский капитал","family":"для родителей","manager":"sokolov","ext_id":"L0007","consent":"да","_phone":"79510001769","_manager":"sokolov"}');
INSERT INTO event VALUES(155,5,1,8,8,NULL,1787042160,1795446000,NULL,NULL,'{"at":"2026-08-18 11:36","name":"Калинина Евгения","phone":"+79120009802","email":"kalinin.8@post.example","source":"referral","project":"Яблоневый сад","payment":"рассрочка","family":"семья, 3 детей и больше","comment":"Продаю свою квартиру, возможен ли обмен?","manager":"petrova","ext_id":"L0008","_phone":"79120009802","_manager":"petrova"}');
INSERT INTO event VALUES(156,5,1,9,9,NULL,1787044620,1795446000,NULL,NULL,'{"at":"2026-08-18 12:17","name":"Черняев Илья","phone":"7(974)0007835","email":"chernyaev.9@pochta.example","source":"call","campaign":"banner_ring","project":"Яблоневый сад","payment":"ипотека","family":"один","comment":"Продаю свою квартиру, возможен ли обмен?","manager":"kim","ext_id":"L0009","consent":"да","_phone":"79740007835","_manager":"kim"}');
INSERT INTO event VALUES(157,5,1,10,10,NULL,1787052540,1795446000,NULL,NULL,'{"at":"2026-08-18 14:29","name":"Абрамов Григорий","phone":"+79360005868","email":"abramov.10@post.example","source":"referral","project":"Новый причал","payment":"материнский капитал","family":"один","comment":"Двухкомнатная, окна во двор, с отделкой","manager":"belova","ext_id":"L0010","_phone":"79360005868","_manager":"belova"}');
INSERT INTO event VALUES(158,5,1,11,11,NULL,1787073300,1795446000,NULL,NULL,'{"at":"2026-08-18 20:15","name":"Беляева Елизавета Ильинична","phone":"+7 (998) 000-39-01","email":"belyaev.11@pochta.example","source":"referral","project":"Дом с башней","payment":"наличные","family":"один","comment":"Переезжаем из другого города, удобнее переписка","manager":"gromov","ext_id":"L0011","consent":"да","_phone":"79980003901","_manager":"gromov"}');
INSERT INTO event VALUES(159,5,1,12,12,NULL,1787075280,1795446000,NULL,NULL,'{"at":"2026-08-18 20:48","name":"Родионова Надежда Игоревна","phone":"+7 (960) 000-19-34","email":"rodionov.12@office.example","source":"site","project":"Речной бульвар","payment":"рассрочка","family":"для родителей","comment":"Переезжаем из другого города, удобнее переписка","manager":"sokolov","ext_id":"L0012","consent":"да","_phone":"79600001934","_manager":"sokolov"}');
INSERT INTO event VALUES(160,5,1,13,13,NULL,1787121180,1795446000,NULL,NULL,'{"at":"2026-08-19 09:33","name":"Быстров Григорий","phone":"921-000-99-67","source":"call","project":"Речной бульвар","family":"пара","comment":"Нужна однокомнатная, не первый этаж","manager":"petrova","ext_id":"L0013","consent":"да","_phone":"79210009967","_manager":"petrova"}');
INSERT INTO event VALUES(161,5,1,14,14,NULL,1787124240,1795446000,NULL,NULL,'{"at":"2026-08-19 10:24","name":"Филатова Нина","email":"filatov.14@post.example","source":"referral","project":"Берёзовая роща","payment":"ипотека","comment":"Считали ипотеку, платёж великоват; есть варианты?","manager":"kim","ext_id":"L0014","consent":"да","_manager":"kim"}');
INSERT INTO event VALUES(162,5,1,15,15,NULL,1787124780,1795446000,NULL,NULL,'{"at":"2026-08-19 10:33","name":"Виноградов Георгий","phone":"8 945 000 60 33","email":"vinogradov.15@post.example","source":"call","project":"Квартал у вокзала","payment":"рассрочка","manager":"belova","ext_id":"L0015","_phone":"79450006033","_manager":"belova"}');
INSERT INTO event VALUES(163,5,1,16,6,NULL,1787125320,1795446000,NULL,NULL,'{"at":"2026-08-19 10:42","name":"Миронов Руслан","phone":"8 989 000 37 36","email":"MIRONOV.6@MAIL.EXAMPLE","source":"expo","campaign":"expo_autumn","project":"Речной бульвар","payment":"ипотека","family":"семья, 2 детей","comment":"Оставляю заявку второй раз, мне никто не перезвонил","ext_id":"L0016","consent":"да","_phone":"79890003736","_manager":"gromov","_state":"disqualified","_reason":"duplicate","_origin":"6"}');
INSERT INTO event VALUES(164,5,9,6,6,NULL,1787125320,1795446000,NULL,NULL,'{"kind":"inquiry","direction":"in","text":"Оставляю заявку второй раз, мне никто не перезвонил"}');
INSERT INTO event VALUES(165,5,1,17,17,NULL,1787125620,1795446000,NULL,NULL,'{"at":"2026-08-19 10:47","name":"Ковалёв Кирилл Олегович","phone":"7(969)0002099","source":"call","project":"Речной бульвар","comment":"Вопрос по военной ипотеке","manager":"gromov","ext_id":"L0017","consent":"да","_phone":"79690002099","_manager":"gromov"}');
INSERT INTO event VALUES(166,5,1,18,18,NULL,1787129760,1795446000,NULL,NULL,'{"at":"2026-08-19 11:56","name":"Агеев Анатолий Геннадьевич","phone":"+7 (931) 000-01-32","email":"ageev.18@mail.example","source":"site","project":"Дом с башней","payment":"ипотека","family":"пара","comment":"Прошу позвонить после шести вечера","manager":"sokolov","ext_id":"L0018","consent":"да","_phone":"79310000132","_manager":"sokolov"}');
INSERT INTO event VALUES(167,5,1,19,19,NULL,1787141520,1795446000,NULL,NULL,'{"at":"2026-08-19 15:12","name":"Зимин Виталий","phone":"+79920008165","email":"zimin.19@post.example","source":"ads","campaign":"context_1k","project":"Речной бульвар","payment":"материнский капитал","family":"пара","comment":"Пришлите планировки на почту, пожалуйста","manager":"petrova","ext_id":"L0019","consent":"да","_phone":"79920008165","_manager":"petrova"}');
INSERT INTO event VALUES(168,5,1,20,20,NULL,1787154240,1795446000,NULL,NULL,'{"at":"2026-08-19 18:44","name":"Савельева Алла Андреевна","phone":"7(954)0006198","email":"savelev.20@mail.example","source":"site","campaign":"brand","project":"Берёзовая роща","payment":"ипотека","family":"семья, 2 детей","comment":"Считали ипотеку, платёж великоват; есть варианты?","manager":"kim","ext_id":"L0020","consent":"да","_phone":"79540006198","_manager":"kim"}');
INSERT INTO event VALUES(169,5,1,21,21,NULL,1787222880,1795446000,NULL,NULL,'{"at":"2026-08-20 13:48","name":"Голубев Константин","phone":"7(916)0004231","email":"golubev.21@box.example","source":"call","campaign":"radio","project":"Речной бульвар","payment":"ипотека","family":"семья, 2 детей","comment":"Вопрос по военной ипотеке","manager":"belova","ext_id":"L0021","consent":"да","_phone":"79160004231","_manager":"belova"}');
INSERT INTO event VALUES(170,5,1,22,22,NULL,1787231220,1795446000,NULL,NULL,'{"at":"2026-08-20 16:07","name":"Панов Арсений","phone":"+7 (978) 000-22-64","email":"panov.22@mail.example","source":"call","campaign":"banner_ring","project":"Новый причал","family":"семья, 2 детей","comment":"Прошу позвонить после шести вечера","manager":"gromov","ext_id":"L0022","consent":"да","_phone":"79780002264","_manager":"gromov"}');
INSERT INTO event VALUES(171,5,1,23,23,NULL,1787244360,1795446000,NULL,NULL,'{"at":"2026-08-20 19:46","name":"Одинцова Инна","phone":"8 (940) 000 0297","email":"odintsov.23@pochta.example","source":"expo","campaign":"expo_spring","project":"Речной бульвар","payment":"рассрочка","family":"для родителей","comment":"Есть ли скидка при полной оплате?","manager":"sokolov","ext_id":"L0023","_phone":"79400000297","_manager":"sokolov"}');
INSERT INTO event VALUES(172,5,1,24,24,NULL,1787247360,1795446000,NULL,NULL,'{"at":"2026-08-20 20:36","name":"Горелова Валерия","phone":"+7 (901) 000-83-30","email":"gorelov.24@box.example","source":"ads","campaign":"retarget","project":"Новый причал","payment":"ипотека","family":"семья, 1 ребёнок","manager":"petrova","ext_id":"L0024","consent":"да","_phone":"79010008330","_manager":"petrova"}');
INSERT INTO event VALUES(173,5,1,25,25,NULL,1787248200,1795446000,NULL,NULL,'{"at":"2026-08-20 20:50","name":"Жданова Маргарита","phone":"8 (963) 000 6363","email":"zhdanov.25@pochta.example","source":"referral","campaign":"friend","project":"Берёзовая роща","payment":"наличные","family":"семья, 1 ребёнок","comment":"Хочу посмотреть квартиру в субботу утром","manager":"kim","ext_id":"L0025","_phone":"79630006363","_manager":"kim"}');
INSERT INTO event VALUES(174,5,1,26,26,NULL,1787302320,1795446000,NULL,NULL,'{"at":"2026-08-21 11:52","name":"Баранов Глеб","phone":"8 925 000 43 96","email":"baranov.26@box.example","source":"ads","campaign":"social_family","project":"Речной бульвар","payment":"ипотека","comment":"Сколько стоит место в паркинге?","manager":"belova","ext_id":"L0026","consent":"да","_phone":"79250004396","_manager":"belova"}');
INSERT INTO event VALUES(175,5,1,27,27,NULL,1787303640,1795446000,NULL,NULL,'{"at":"2026-08-21 12:14","name":"Ершова Валентина","phone":"89870002429","source":"expo","campaign":"expo_spring","project":"Дом с башней","payment":"ипотека","family":"семья, 3 детей и больше","comment":"Двухкомнатная, окна во двор, с отделкой","manager":"gromov","ext_id":"L0027","consent":"да","_phone":"79870002429","_manager":"gromov"}');
INSERT INTO event VALUES(176,5,1,28,28,NULL,1787304300,1795446000,NULL,NULL,'{"at":"2026-08-21 12:25","name":"Миронов Константин","phone":"89490000462","email":"mironov.28@pochta.example","source":"call","project":"Речной бульвар","payment":"наличные","family":"один","comment":"Перезвоните мужу, номер тот же","manager":"sokolov","ext_id":"L0028","consent":"да","_phone":"79490000462","_manager":"sokolov"}');
INSERT INTO event VALUES(177,5,1,29,18,NULL,1787321040,1795446000,NULL,NULL,'{"at":"2026-08-21 17:04","name":"Агеев Анатолий Геннадьевич","phone":"7(931)0000132","email":"AGEEV.18@MAIL.EXAMPLE","source":"site","campaign":"calculator","project":"Дом с башней","payment":"ипотека","family":"семья, 2 детей","ext_id":"L0029","consent":"да","_phone":"79310000132","_manager":"sokolov","_state":"disqualified","_reason":"duplicate","_origin":"18"}');
INSERT INTO event VALUES(178,5,9,18,18,NULL,1787321040,1795446000,NULL,NULL,'{"kind":"inquiry","direction":"in"}');
INSERT INTO event VALUES(179,5,1,30,30,NULL,1787332920,1795446000,NULL,NULL,'{"at":"2026-08-21 20:22","name":"Зимина Елизавета","phone":"+79720006528","email":"zimin.30@mail.example","source":"ads","campaign":"retarget","project":"Дом с башней","payment":"рассрочка","family":"семья, 2 детей","manager":"petrova","ext_id":"L0030","consent":"да","_phone":"79720006528","_manager":"petrova"}');
INSERT INTO event VALUES(180,5,1,31,31,NULL,1787388540,1795446000,NULL,NULL,'{"at":"2026-08-22 11:49","name":"Беляев Данила","phone":"+79340004561","source":"ads","campaign":"context_1k","project":"Новый причал","payment":"ипотека","family":"один","comment":"Вопрос по военной ипотеке","manager":"kim","ext_id":"L0031","consent":"да","_phone":"79340004561","_manager":"kim"}');
INSERT INTO event VALUES(181,5,1,32,32,NULL,1787397240,1795446000,NULL,NULL,'{"at":"2026-08-22 14:14","name":"Лазарев Матвей","phone":"8 996 000 25 94","source":"call","project":"Берёзовая роща","payment":"материнский капитал","family":"семья, 2 детей","comment":"Нужна однокомнатная, не первый этаж","manager":"belova","ext_id":"L0032","_phone":"79960002594","_manager":"belova"}');
INSERT INTO event VALUES(182,5,1,33,33,NULL,1787490180,1795446000,NULL,NULL,'{"at":"2026-08-23 16:03","name":"Муравьёва Нина","phone":"8 (958) 000 0627","email":"muravev.33@office.example","source":"site","project":"Речной бульвар","payment":"рассрочка","family":"пара","comment":"Переезжаем из другого города, удобнее переписка","manager":"gromov","ext_id":"L0033","_phone":"79580000627","_manager":"gromov"}');
INSERT INTO event VALUES(183,5,1,34,34,NULL,1787492220,1795446000,NULL,NULL,'{"at":"2026-08-23 16:37","name":"Воронин Матвей","phone":"89190008660","email":"voronin.34@pochta.example","source":"ads","campaign":"context_2k","project":"Новый причал","payment":"ипотека","family":"семья, 1 ребёнок","manager":"sokolov","ext_id":"L0034","consent":"да","_phone":"79190008660","_manager":"sokolov"}');
INSERT INTO event VALUES(184,5,1,35,28,NULL,1787502360,1795446000,NULL,NULL,'{"at":"2026-08-23 19:26","name":"Миронов Константин","phone":"+7 (949) 000-04-62","email":"MIRONOV.28@POCHTA.EXAMPLE","source":"referral","project":"Речной бульвар","payment":"ипотека","family":"один","ext_id":"L0035","consent":"да","_phone":"79490000462","_manager":"sokolov","_state":"disqualified","_reason":"duplicate","_origin":"28"}');
INSERT INTO event VALUES(185,5,9,28,28,NULL,1787502360,1795446000,NULL,NULL,'{"kind":"inquiry","direction":"in"}');
INSERT INTO event VALUES(186,5,1,36,36,NULL,1787551440,1795446000,NULL,NULL,'{"at":"2026-08-24 09:04","name":"Виноградова Алла","phone":"+79430004726","email":"vinogradov.36@office.example","source":"ads","campaign":"retarget","project":"Берёзовая роща","payment":"наличные","family":"для родителей","comment":"Интересует сдача дома: первый квартал, верно?","manager":"petrova","ext_id":"L0036","consent":"да","_phone":"79430004726","_manager":"petrova"}');
INSERT INTO event VALUES(187,5,1,37,37,NULL,1787561220,1795446000,NULL,NULL,'{"at":"2026-08-24 11:47","name":"Харитонова Оксана","phone":"+79050002759","email":"kharitonov.37@pochta.example","company":"АО \"Мост, путь и сыновья\"","source":"expo","campaign":"expo_spring","project":"Квартал у вокзала","payment":"ипотека","comment":"Есть ли скидка при полной оплате?","manager":"kim","ext_id":"L0037","consent":"да","_phone":"79050002759","_manager":"kim"}');
INSERT INTO event VALUES(188,5,1,38,38,NULL,1787578560,1795446000,NULL,NULL,'{"at":"2026-08-24 16:36","name":"Гаврилова Тамара","phone":"967-000-07-92","email":"gavrilov.38@pochta.example","source":"expo","campaign":"expo_spring","project":"Яблоневый сад","payment":"рассрочка","family":"семья, 2 детей","comment":"Продаю свою квартиру, возможен ли обмен?","manager":"belova","ext_id":"L0038","consent":"да","_phone":"79670000792","_manager":"belova"}');
INSERT INTO event VALUES(189,5,1,39,39,NULL,1787578860,1795446000,NULL,NULL,'{"at":"2026-08-24 16:41","name":"Ястребов Вадим Геннадьевич","phone":"928-000-88-25","source":"ads","campaign":"social_family","project":"Яблоневый сад","payment":"ипотека","family":"семья, 1 ребёнок","manager":"gromov","ext_id":"L0039","consent":"да","_phone":"79280008825","_manager":"gromov"}');
INSERT INTO event VALUES(190,6,3,3,3,NULL,1787038260,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(191,6,3,5,5,NULL,1787120520,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(192,6,3,6,6,NULL,1787124120,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified","note":"Смотрит с женой"}');
INSERT INTO event VALUES(193,6,3,8,8,NULL,1787126100,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(194,6,3,10,10,NULL,1787126640,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(195,6,3,18,18,NULL,1787209080,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(196,6,3,13,13,NULL,1787209740,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(197,6,3,15,15,NULL,1787210940,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified","note":"Нужен сентябрь, школа"}');
INSERT INTO event VALUES(198,6,3,12,12,NULL,1787211540,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(199,6,3,11,11,NULL,1787213160,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(200,6,3,17,17,NULL,1787235240,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified","note":"Нужен сентябрь, школа"}');
INSERT INTO event VALUES(201,6,3,9,9,NULL,1787240880,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(202,6,3,22,22,NULL,1787297580,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(203,6,3,21,21,NULL,1787297640,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(204,6,3,25,25,NULL,1787320200,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(205,6,3,33,33,NULL,1787557680,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified","note":"Смотрит с женой"}');
INSERT INTO event VALUES(206,6,3,23,23,NULL,1787558640,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(207,6,3,27,27,NULL,1787558880,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(208,6,3,28,28,NULL,1787561460,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(209,6,3,32,32,NULL,1787565120,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(210,6,3,36,36,NULL,1787575260,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(211,6,3,30,30,NULL,1787639820,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(212,7,5,10,10,NULL,1787292060,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(213,7,5,18,18,NULL,1787295600,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(214,7,5,8,8,NULL,1787297040,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(215,7,5,21,21,NULL,1787551980,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(216,7,5,17,17,NULL,1787553180,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(217,7,5,25,25,NULL,1787557860,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(218,7,5,3,3,NULL,1787639880,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(219,7,5,6,6,NULL,1787641980,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(220,7,5,22,22,NULL,1787726220,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(221,7,5,23,23,NULL,1787732040,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(222,7,5,10,10,NULL,1787815440,1795446000,NULL,'{"stage":"meeting"}','{"stage":"booking"}');
INSERT INTO event VALUES(223,7,5,11,11,NULL,1787815560,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(224,7,5,36,36,NULL,1787818560,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(225,7,5,9,9,NULL,1787830800,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(226,7,5,28,28,NULL,1787844060,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(227,7,5,32,32,NULL,1787904600,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(228,7,5,18,18,NULL,1788157080,1795446000,NULL,'{"stage":"meeting"}','{"stage":"booking"}');
INSERT INTO event VALUES(229,7,5,28,28,NULL,1788422820,1795446000,NULL,'{"stage":"meeting"}','{"stage":"booking"}');
INSERT INTO event VALUES(230,7,5,36,36,NULL,1788503100,1795446000,NULL,'{"stage":"meeting"}','{"stage":"booking"}');
INSERT INTO event VALUES(231,7,5,23,23,NULL,1788510120,1795446000,NULL,'{"stage":"meeting"}','{"stage":"booking"}');
INSERT INTO event VALUES(232,8,9,1,1,NULL,1786952160,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"3","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(233,8,9,2,2,NULL,1786967640,1795446000,NULL,NULL,'{"kind":"call","direction":"out","result":"no_answer","manager":"orlova"}');
INSERT INTO event VALUES(234,8,9,3,3,NULL,1786970940,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"9","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(235,8,9,6,6,NULL,1787035740,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"11","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(236,8,9,5,5,NULL,1787036160,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"11","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(237,8,9,7,7,NULL,1787036280,1795446000,NULL,NULL,'{"kind":"call","direction":"out","result":"no_answer","manager":"orlova"}');
INSERT INTO event VALUES(238,8,9,2,2,NULL,1787040900,1795446000,NULL,NULL,'{"kind":"call","direction":"out","result":"no_answer","manager":"orlova"}');
INSERT INTO event VALUES(239,8,9,8,8,NULL,1787044200,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"9","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(240,8,9,9,9,NULL,1787049240,1795446000,NULL,NULL,'{"kind":"call","direction":"out","result":"no_answer","manager":"orlova"}');
INSERT INTO event VALUES(241,8,9,10,10,NULL,1787062440,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"8","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(242,8,9,7,7,NULL,1787064300,1795446000,NULL,NULL,'{"kind":"call","direction":"out","result":"no_answer","manager":"orlova"}');
INSERT INTO event VALUES(243,8,9,11,11,NULL,1787119680,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"2","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(244,8,9,12,12,NULL,1787123220,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"6","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(245,8,9,13,13,NULL,1787124120,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"9","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(246,8,9,14,14,NULL,1787126160,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"2","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(247,8,9,17,17,NULL,1787129880,1795446000,NULL,NULL,'{"kind":"call","direction":"out","result":"no_answer","manager":"orlova"}');
INSERT INTO event VALUES(248,8,9,18,18,NULL,1787132280,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"9","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(249,8,9,2,2,NULL,1787139480,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"12","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(250,8,9,19,19,NULL,1787144040,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"9","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(251,8,9,9,9,NULL,1787149260,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"5","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(252,8,9,15,15,NULL,1787149380,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"3","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(253,8,9,7,7,NULL,1787210580,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"6","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(254,8,9,17,17,NULL,1787211540,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"2","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(255,8,9,22,22,NULL,1787233320,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"4","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(256,8,9,21,21,NULL,1787236320,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"4","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(257,8,9,10,10,NULL,1787292060,1795446000,NULL,NULL,'{"kind":"meeting","minutes":"80","manager":"orlova"}');
INSERT INTO event VALUES(258,8,9,24,24,NULL,1787292420,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"10","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(259,8,9,23,23,NULL,1787294040,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"3","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(260,8,9,18,18,NULL,1787295600,1795446000,NULL,NULL,'{"kind":"meeting","minutes":"90","text":"Смущает первый взнос","manager":"orlova"}');
INSERT INTO event VALUES(261,8,9,8,8,NULL,1787297040,1795446000,NULL,NULL,'{"kind":"meeting","minutes":"70","manager":"orlova"}');
INSERT INTO event VALUES(262,8,9,25,25,NULL,1787300160,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"12","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(263,8,9,27,27,NULL,1787306580,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"12","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(264,8,9,28,28,NULL,1787306880,1795446000,NULL,NULL,'{"kind":"call","direction":"out","result":"no_answer","manager":"orlova"}');
INSERT INTO event VALUES(265,8,9,33,33,NULL,1787551200,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"11","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(266,8,9,28,28,NULL,1787551560,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"8","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(267,8,9,21,21,NULL,1787551980,1795446000,NULL,NULL,'{"kind":"meeting","minutes":"50","text":"Смущает первый взнос","manager":"orlova"}');
INSERT INTO event VALUES(268,8,9,26,26,NULL,1787552220,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"12","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(269,8,9,32,32,NULL,1787552700,1795446000,NULL,NULL,'{"kind":"call","direction":"out","minutes":"8","result":"answered","manager":"orlova"}');
INSERT INTO event VALUES(270,8,9,17,17,NULL,1787553180,1795446000,NULL,NULL,'{"kind":"meeting","minutes":"50","manager":"orlova"}');
INSERT INTO event VALUES(271,8,9,10,10,NULL,1787553480,1795446000,NULL,NULL,'{"kind":"email","direction":"out","text":"Планировки и расчёт платежа","manager":"orlova"}');
INSERT INTO event VALUES(272,9,10,5,5,NULL,1795446000,1795446000,NULL,NULL,'{"kind":"meeting","due":"1796025600","minutes":"60","text":"Показ квартиры","manager":"belova"}');
INSERT INTO event VALUES(273,10,10,3,3,NULL,1795446000,1795446000,NULL,NULL,'{"kind":"call","due":"1795453200","manager":"sokolov"}');
INSERT INTO event VALUES(274,11,11,5,5,272,1795446000,1795446000,NULL,NULL,'{"result":"ok"}');
INSERT INTO event VALUES(275,12,6,18,18,NULL,1789026600,1795446000,NULL,'{"state":"open","stage":"booking"}','{"stage":"contract","amount":"1411000000"}');
INSERT INTO event VALUES(276,12,6,36,36,NULL,1789458900,1795446000,NULL,'{"state":"open","stage":"booking"}','{"stage":"contract","amount":"702000000"}');
INSERT INTO event VALUES(277,12,6,28,28,NULL,1789544340,1795446000,NULL,'{"state":"open","stage":"booking"}','{"stage":"contract","amount":"1319000000"}');
INSERT INTO event VALUES(278,13,7,15,15,NULL,1787552820,1795446000,NULL,'{"state":"open","stage":"qualified"}','{"reason":"location"}');
INSERT INTO event VALUES(279,13,7,1,1,NULL,1787726520,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"price"}');
INSERT INTO event VALUES(280,13,7,12,12,NULL,1787813160,1795446000,NULL,'{"state":"open","stage":"qualified"}','{"reason":"location"}');
INSERT INTO event VALUES(281,13,7,8,8,NULL,1787932140,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"location"}');
INSERT INTO event VALUES(282,13,7,21,21,NULL,1788158520,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"timing"}');
INSERT INTO event VALUES(283,13,7,27,27,NULL,1788163200,1795446000,NULL,'{"state":"open","stage":"qualified"}','{"reason":"timing"}');
INSERT INTO event VALUES(284,13,7,14,14,NULL,1788163320,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"location"}');
INSERT INTO event VALUES(285,13,7,38,38,NULL,1788174900,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"timing"}');
INSERT INTO event VALUES(286,13,7,33,33,NULL,1788190860,1795446000,NULL,'{"state":"open","stage":"qualified"}','{"reason":"price"}');
INSERT INTO event VALUES(287,13,7,17,17,NULL,1788333180,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"price"}');
INSERT INTO event VALUES(288,13,7,30,30,NULL,1788335160,1795446000,NULL,'{"state":"open","stage":"qualified"}','{"reason":"timing"}');
INSERT INTO event VALUES(289,13,7,9,9,NULL,1788354240,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"timing"}');
INSERT INTO event VALUES(290,13,7,25,25,NULL,1788509100,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"location"}');
INSERT INTO event VALUES(291,13,7,11,11,NULL,1788761520,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"competitor"}');
INSERT INTO event VALUES(292,13,7,13,13,NULL,1788765660,1795446000,NULL,'{"state":"open","stage":"qualified"}','{"reason":"price"}');
INSERT INTO event VALUES(293,13,7,3,3,NULL,1789023780,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"competitor"}');
INSERT INTO event VALUES(294,13,7,6,6,NULL,1789025280,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"location"}');
INSERT INTO event VALUES(295,13,7,22,22,NULL,1789108380,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"price"}');
INSERT INTO event VALUES(296,13,7,32,32,NULL,1789116420,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"reason":"competitor"}');
INSERT INTO event VALUES(297,13,7,10,10,NULL,1789366980,1795446000,NULL,'{"state":"open","stage":"booking"}','{"reason":"competitor"}');
INSERT INTO event VALUES(298,13,7,23,23,NULL,1789971540,1795446000,NULL,'{"state":"open","stage":"booking"}','{"reason":"price"}');
INSERT INTO event VALUES(299,14,4,2,2,NULL,1787142780,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"wrong_number"}');
INSERT INTO event VALUES(300,14,4,19,19,NULL,1787144940,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"not_target"}');
INSERT INTO event VALUES(301,14,4,20,20,NULL,1787154720,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"not_target"}');
INSERT INTO event VALUES(302,14,4,7,7,NULL,1787215380,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"wrong_number"}');
INSERT INTO event VALUES(303,14,4,24,24,NULL,1787296020,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"existing"}');
INSERT INTO event VALUES(304,14,4,31,31,NULL,1787551920,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"not_target"}');
INSERT INTO event VALUES(305,14,4,26,26,NULL,1787552880,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"wrong_number"}');
INSERT INTO event VALUES(306,14,4,34,34,NULL,1787559360,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"wrong_number"}');
INSERT INTO event VALUES(307,14,4,37,37,NULL,1787561760,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"not_target"}');
INSERT INTO event VALUES(308,14,4,39,39,NULL,1787584620,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"existing"}');
INSERT INTO event VALUES(309,15,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"plan","month":"2026-11","metric":"contracts","value":"5"}');
INSERT INTO event VALUES(310,16,8,15,15,NULL,1795446000,1795446000,NULL,'{"state":"lost","reason":"location","stage":"qualified","manager":"belova"}','{"stage":"qualified","manager":"belova"}');
INSERT INTO event VALUES(311,17,1,40,1,NULL,1795122000,1795446000,NULL,NULL,'{"at":"2026-11-20","name":"Пётр Второй","phone":"8 (980) 000 3571","source":"site","_phone":"79800003571","_manager":"sokolov","_state":"disqualified","_reason":"duplicate","_origin":"1"}');
INSERT INTO event VALUES(312,17,9,1,1,NULL,1795122000,1795446000,NULL,NULL,'{"kind":"inquiry","direction":"in"}');
INSERT INTO event VALUES(313,17,8,1,1,NULL,1795122000,1795446000,NULL,NULL,'{"stage":"new","manager":"sokolov"}');
INSERT INTO event VALUES(314,18,13,12,12,NULL,1787813160,1790233200,NULL,NULL,'{"programme":"return","entry":"1","held_out":"1"}');
INSERT INTO event VALUES(315,18,13,8,8,NULL,1787932140,1790233200,NULL,NULL,'{"programme":"return","entry":"1","held_out":"1"}');
INSERT INTO event VALUES(316,18,13,21,21,NULL,1788158520,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(317,18,14,21,21,316,1790233200,1790233200,NULL,NULL,'{"step":"1","template":"return-1"}');
INSERT INTO event VALUES(318,18,13,27,27,NULL,1788163200,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(319,18,13,14,14,NULL,1788163320,1790233200,NULL,NULL,'{"programme":"return","entry":"1","held_out":"1"}');
INSERT INTO event VALUES(320,18,13,38,38,NULL,1788174900,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(321,18,14,38,38,320,1790233200,1790233200,NULL,NULL,'{"step":"1","template":"return-1"}');
INSERT INTO event VALUES(322,18,13,33,33,NULL,1788190860,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(323,18,13,17,17,NULL,1788333180,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(324,18,13,30,30,NULL,1788335160,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(325,18,14,30,30,324,1790233200,1790233200,NULL,NULL,'{"step":"1","template":"return-1"}');
INSERT INTO event VALUES(326,18,13,9,9,NULL,1788354240,1790233200,NULL,NULL,'{"programme":"return","entry":"1","held_out":"1"}');
INSERT INTO event VALUES(327,18,13,25,25,NULL,1788509100,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(328,18,13,13,13,NULL,1788765660,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(329,18,13,6,6,NULL,1789025280,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(330,18,14,6,6,329,1790233200,1790233200,NULL,NULL,'{"step":"1","template":"return-1"}');
INSERT INTO event VALUES(331,18,13,22,22,NULL,1789108380,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
INSERT INTO event VALUES(332,18,13,23,23,NULL,1789971540,1790233200,NULL,NULL,'{"programme":"return","entry":"1"}');
CREATE TABLE manager (
id INTEGER PRIMARY KEY,
manager TEXT NOT NULL UNIQUE,
name TEXT, email TEXT,
role TEXT NOT NULL CHECK (role IN ('manager', 'head', 'admin')),
unit TEXT, phone TEXT, extension TEXT,
weight INTEGER, capacity INTEGER,
zone TEXT,
hired INTEGER, left_on INTEGER
) STRICT;
INSERT INTO manager VALUES(1,'orlova','Орлова Мария','orlova@agency.example','head','sales','+7 900 000-00-01','100',NULL,NULL,NULL,18274,NULL);
INSERT INTO manager VALUES(2,'sokolov','Соколов Андрей','sokolov@agency.example','manager','north','+7 900 000-00-02','101',1,40,NULL,19065,NULL);
INSERT INTO manager VALUES(3,'petrova','Петрова Анна','petrova@agency.example','manager','north','+7 900 000-00-03','102',1,40,NULL,19509,NULL);
INSERT INTO manager VALUES(4,'kim','Ким Олег','kim@agency.example','manager','north','+7 900 000-00-04','103',1,40,NULL,19765,NULL);
INSERT INTO manager VALUES(5,'belova','Белова Ирина','belova@agency.example','manager','south','+7 900 000-00-05','201',1,40,NULL,18890,NULL);
INSERT INTO manager VALUES(6,'gromov','Громов Павел','gromov@agency.example','manager','south','+7 900 000-00-06','202',1,40,NULL,19940,NULL);
INSERT INTO manager VALUES(7,'danilova','Данилова Дарья','danilova@agency.example','manager','south','+7 900 000-00-07','203',1,40,NULL,20727,NULL);
CREATE TABLE unit (unit TEXT PRIMARY KEY, name TEXT, parent TEXT, head TEXT) STRICT;
INSERT INTO unit VALUES('sales','Отдел продаж',NULL,'orlova');
INSERT INTO unit VALUES('north','Группа «Север»','sales','orlova');
INSERT INTO unit VALUES('south','Группа «Юг»','sales','orlova');
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
INSERT INTO list VALUES('shareholder','89000006897','Боброва Кира','79000006897');
INSERT INTO list VALUES('shareholder','+79790007075','Устинов Виталий','79790007075');
INSERT INTO list VALUES('shareholder','983-000-31-93','Панова Валентина','79830003193');
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
INSERT INTO setting VALUES('intake.won_client','existing');
INSERT INTO setting VALUES('reanimate.from','9');
INSERT INTO setting VALUES('reanimate.to','20');
CREATE TABLE plan (
plan INTEGER PRIMARY KEY,
month INTEGER NOT NULL, metric TEXT NOT NULL, manager TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', value INTEGER NOT NULL,
UNIQUE (month, metric, manager, unit)
) STRICT;
INSERT INTO "plan" VALUES(1,20758,'contracts','','',5);
CREATE TABLE dict (kind INTEGER NOT NULL, id INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (kind, id), UNIQUE (kind, word)) WITHOUT ROWID, STRICT;
INSERT INTO dict VALUES(1,1,'ads');
INSERT INTO dict VALUES(1,2,'call');
INSERT INTO dict VALUES(1,3,'site');
INSERT INTO dict VALUES(1,4,'referral');
INSERT INTO dict VALUES(1,5,'expo');
INSERT INTO dict VALUES(2,1,'context_1k');
INSERT INTO dict VALUES(2,2,'radio');
INSERT INTO dict VALUES(2,3,'calculator');
INSERT INTO dict VALUES(2,4,'context_2k');
INSERT INTO dict VALUES(2,5,'brand');
INSERT INTO dict VALUES(2,6,'banner_ring');
INSERT INTO dict VALUES(2,7,'expo_autumn');
INSERT INTO dict VALUES(2,8,'expo_spring');
INSERT INTO dict VALUES(2,9,'retarget');
INSERT INTO dict VALUES(2,10,'friend');
INSERT INTO dict VALUES(2,11,'social_family');
INSERT INTO dict VALUES(3,1,'Квартал у вокзала');
INSERT INTO dict VALUES(3,2,'Берёзовая роща');
INSERT INTO dict VALUES(3,3,'Новый причал');
INSERT INTO dict VALUES(3,4,'Дом с башней');
INSERT INTO dict VALUES(3,5,'Речной бульвар');
INSERT INTO dict VALUES(3,6,'Яблоневый сад');
CREATE TABLE client (client INTEGER PRIMARY KEY, name TEXT, filled INTEGER NOT NULL) STRICT;
INSERT INTO client VALUES(1,'Тихонова Маргарита',11);
INSERT INTO client VALUES(2,'Ястребов Богдан Игоревич',15);
INSERT INTO client VALUES(3,'Щукина Тамара',15);
INSERT INTO client VALUES(5,'Голубев Артём',15);
INSERT INTO client VALUES(6,'Миронов Руслан',15);
INSERT INTO client VALUES(7,'Поляков Егор',15);
INSERT INTO client VALUES(8,'Калинина Евгения',15);
INSERT INTO client VALUES(9,'Черняев Илья',15);
INSERT INTO client VALUES(10,'Абрамов Григорий',15);
INSERT INTO client VALUES(11,'Беляева Елизавета Ильинична',15);
INSERT INTO client VALUES(12,'Родионова Надежда Игоревна',15);
INSERT INTO client VALUES(13,'Быстров Григорий',11);
INSERT INTO client VALUES(14,'Филатова Нина',7);
INSERT INTO client VALUES(15,'Виноградов Георгий',7);
INSERT INTO client VALUES(17,'Ковалёв Кирилл Олегович',3);
INSERT INTO client VALUES(18,'Агеев Анатолий Геннадьевич',15);
INSERT INTO client VALUES(19,'Зимин Виталий',15);
INSERT INTO client VALUES(20,'Савельева Алла Андреевна',15);
INSERT INTO client VALUES(21,'Голубев Константин',15);
INSERT INTO client VALUES(22,'Панов Арсений',11);
INSERT INTO client VALUES(23,'Одинцова Инна',15);
INSERT INTO client VALUES(24,'Горелова Валерия',15);
INSERT INTO client VALUES(25,'Жданова Маргарита',15);
INSERT INTO client VALUES(26,'Баранов Глеб',7);
INSERT INTO client VALUES(27,'Ершова Валентина',15);
INSERT INTO client VALUES(28,'Миронов Константин',15);
INSERT INTO client VALUES(30,'Зимина Елизавета',15);
INSERT INTO client VALUES(31,'Беляев Данила',15);
INSERT INTO client VALUES(32,'Лазарев Матвей',15);
INSERT INTO client VALUES(33,'Муравьёва Нина',15);
INSERT INTO client VALUES(34,'Воронин Матвей',15);
INSERT INTO client VALUES(36,'Виноградова Алла',15);
INSERT INTO client VALUES(37,'Харитонова Оксана',7);
INSERT INTO client VALUES(38,'Гаврилова Тамара',15);
INSERT INTO client VALUES(39,'Ястребов Вадим Геннадьевич',15);
CREATE TABLE phone (phone INTEGER PRIMARY KEY, client INTEGER NOT NULL) STRICT;
INSERT INTO phone VALUES(79010008330,24);
INSERT INTO phone VALUES(79030009637,3);
INSERT INTO phone VALUES(79050002759,37);
INSERT INTO phone VALUES(79120009802,8);
INSERT INTO phone VALUES(79160004231,21);
INSERT INTO phone VALUES(79190008660,34);
INSERT INTO phone VALUES(79210009967,13);
INSERT INTO phone VALUES(79250004396,26);
INSERT INTO phone VALUES(79270005703,5);
INSERT INTO phone VALUES(79280008825,39);
INSERT INTO phone VALUES(79310000132,18);
INSERT INTO phone VALUES(79340004561,31);
INSERT INTO phone VALUES(79360005868,10);
INSERT INTO phone VALUES(79400000297,23);
INSERT INTO phone VALUES(79420001604,2);
INSERT INTO phone VALUES(79430004726,36);
INSERT INTO phone VALUES(79450006033,15);
INSERT INTO phone VALUES(79490000462,28);
INSERT INTO phone VALUES(79510001769,7);
INSERT INTO phone VALUES(79540006198,20);
INSERT INTO phone VALUES(79580000627,33);
INSERT INTO phone VALUES(79600001934,12);
INSERT INTO phone VALUES(79630006363,25);
INSERT INTO phone VALUES(79670000792,38);
INSERT INTO phone VALUES(79690002099,17);
INSERT INTO phone VALUES(79720006528,30);
INSERT INTO phone VALUES(79740007835,9);
INSERT INTO phone VALUES(79780002264,22);
INSERT INTO phone VALUES(79800003571,1);
INSERT INTO phone VALUES(79870002429,27);
INSERT INTO phone VALUES(79890003736,6);
INSERT INTO phone VALUES(79920008165,19);
INSERT INTO phone VALUES(79960002594,32);
INSERT INTO phone VALUES(79980003901,11);
CREATE TABLE email (email TEXT PRIMARY KEY, client INTEGER NOT NULL) WITHOUT ROWID, STRICT;
INSERT INTO email VALUES('abramov.10@post.example',10);
INSERT INTO email VALUES('ageev.18@mail.example',18);
INSERT INTO email VALUES('baranov.26@box.example',26);
INSERT INTO email VALUES('belyaev.11@pochta.example',11);
INSERT INTO email VALUES('chernyaev.9@pochta.example',9);
INSERT INTO email VALUES('filatov.14@post.example',14);
INSERT INTO email VALUES('gavrilov.38@pochta.example',38);
INSERT INTO email VALUES('golubev.21@box.example',21);
INSERT INTO email VALUES('golubev.5@box.example',5);
INSERT INTO email VALUES('gorelov.24@box.example',24);
INSERT INTO email VALUES('kalinin.8@post.example',8);
INSERT INTO email VALUES('kharitonov.37@pochta.example',37);
INSERT INTO email VALUES('mironov.28@pochta.example',28);
INSERT INTO email VALUES('mironov.6@mail.example',6);
INSERT INTO email VALUES('muravev.33@office.example',33);
INSERT INTO email VALUES('odintsov.23@pochta.example',23);
INSERT INTO email VALUES('panov.22@mail.example',22);
INSERT INTO email VALUES('polyakov.7@box.example',7);
INSERT INTO email VALUES('rodionov.12@office.example',12);
INSERT INTO email VALUES('savelev.20@mail.example',20);
INSERT INTO email VALUES('shchukin.3@office.example',3);
INSERT INTO email VALUES('tikhonov.1@office.example',1);
INSERT INTO email VALUES('vinogradov.15@post.example',15);
INSERT INTO email VALUES('vinogradov.36@office.example',36);
INSERT INTO email VALUES('voronin.34@pochta.example',34);
INSERT INTO email VALUES('yastrebov.2@pochta.example',2);
INSERT INTO email VALUES('zhdanov.25@pochta.example',25);
INSERT INTO email VALUES('zimin.19@post.example',19);
INSERT INTO email VALUES('zimin.30@mail.example',30);
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
INSERT INTO lead VALUES(1,1,147,0,1,2,1,1,1,NULL,1786950720,1795122000,NULL,1795122000,NULL,NULL);
INSERT INTO lead VALUES(2,2,148,3,1,3,2,NULL,2,NULL,1786964640,1786964640,1787142780,1787139480,5,NULL);
INSERT INTO lead VALUES(3,3,149,2,3,4,2,2,3,NULL,1786966500,1787639880,1789023780,1786974420,8,NULL);
INSERT INTO lead VALUES(4,3,150,3,1,4,3,3,3,NULL,1786974420,1786974420,1786974420,NULL,4,3);
INSERT INTO lead VALUES(5,5,152,0,2,5,1,4,4,NULL,1786983480,1787120520,NULL,1787036160,NULL,NULL);
INSERT INTO lead VALUES(6,6,153,2,3,6,2,2,5,NULL,1786988640,1787641980,1789025280,1787125320,12,NULL);
INSERT INTO lead VALUES(7,7,154,3,1,2,3,5,1,NULL,1787035200,1787035200,1787215380,1787210580,5,NULL);
INSERT INTO lead VALUES(8,8,155,2,3,3,4,NULL,6,NULL,1787042160,1787297040,1787932140,1787297040,12,NULL);
INSERT INTO lead VALUES(9,9,156,2,3,4,2,6,6,NULL,1787044620,1787830800,1788354240,1787149260,10,NULL);
INSERT INTO lead VALUES(10,10,157,2,4,5,4,NULL,3,NULL,1787052540,1787815440,1789366980,1787553480,8,NULL);
INSERT INTO lead VALUES(11,11,158,2,3,6,4,NULL,4,NULL,1787073300,1787815560,1788761520,1787119680,8,NULL);
INSERT INTO lead VALUES(12,12,159,2,2,2,3,NULL,5,NULL,1787075280,1787211540,1787813160,1787123220,12,NULL);
INSERT INTO lead VALUES(13,13,160,2,2,3,2,NULL,5,NULL,1787121180,1787209740,1788765660,1787124120,7,NULL);
INSERT INTO lead VALUES(14,14,161,2,1,4,4,NULL,2,NULL,1787124240,1787124240,1788163320,1787126160,12,NULL);
INSERT INTO lead VALUES(15,15,162,0,2,5,2,NULL,1,NULL,1787124780,1795446000,NULL,1787149380,NULL,NULL);
INSERT INTO lead VALUES(16,6,163,3,1,6,5,7,5,NULL,1787125320,1787125320,1787125320,NULL,4,6);
INSERT INTO lead VALUES(17,17,165,2,3,6,2,NULL,5,NULL,1787125620,1787553180,1788333180,1787553180,7,NULL);
INSERT INTO lead VALUES(18,18,166,1,5,2,3,NULL,4,1411000000,1787129760,1789026600,1789026600,1787321040,NULL,NULL);
INSERT INTO lead VALUES(19,19,167,3,1,3,1,1,5,NULL,1787141520,1787141520,1787144940,1787144040,6,NULL);
INSERT INTO lead VALUES(20,20,168,3,1,4,3,5,2,NULL,1787154240,1787154240,1787154720,NULL,6,NULL);
INSERT INTO lead VALUES(21,21,169,2,3,5,2,2,5,NULL,1787222880,1787551980,1788158520,1787551980,10,NULL);
INSERT INTO lead VALUES(22,22,170,2,3,6,2,6,3,NULL,1787231220,1787726220,1789108380,1787233320,7,NULL);
INSERT INTO lead VALUES(23,23,171,2,4,2,5,8,5,NULL,1787244360,1788510120,1789971540,1787294040,7,NULL);
INSERT INTO lead VALUES(24,24,172,3,1,3,1,9,3,NULL,1787247360,1787247360,1787296020,1787292420,1,NULL);
INSERT INTO lead VALUES(25,25,173,2,3,4,4,10,2,NULL,1787248200,1787557860,1788509100,1787300160,12,NULL);
INSERT INTO lead VALUES(26,26,174,3,1,5,1,11,5,NULL,1787302320,1787302320,1787552880,1787552220,5,NULL);
INSERT INTO lead VALUES(27,27,175,2,2,6,5,8,4,NULL,1787303640,1787558880,1788163200,1787306580,10,NULL);
INSERT INTO lead VALUES(28,28,176,1,5,2,2,NULL,5,1319000000,1787304300,1789544340,1789544340,1787551560,NULL,NULL);
INSERT INTO lead VALUES(29,18,177,3,1,2,3,3,4,NULL,1787321040,1787321040,1787321040,NULL,4,18);
INSERT INTO lead VALUES(30,30,179,2,2,3,1,9,4,NULL,1787332920,1787639820,1788335160,NULL,10,NULL);
INSERT INTO lead VALUES(31,31,180,3,1,4,1,1,3,NULL,1787388540,1787388540,1787551920,NULL,6,NULL);
INSERT INTO lead VALUES(32,32,181,2,3,5,2,NULL,2,NULL,1787397240,1787904600,1789116420,1787552700,8,NULL);
INSERT INTO lead VALUES(33,33,182,2,2,6,3,NULL,5,NULL,1787490180,1787557680,1788190860,1787551200,7,NULL);
INSERT INTO lead VALUES(34,34,183,3,1,2,1,4,3,NULL,1787492220,1787492220,1787559360,NULL,5,NULL);
INSERT INTO lead VALUES(35,28,184,3,1,2,4,NULL,5,NULL,1787502360,1787502360,1787502360,NULL,4,28);
INSERT INTO lead VALUES(36,36,186,1,5,3,1,9,2,702000000,1787551440,1789458900,1789458900,NULL,NULL,NULL);
INSERT INTO lead VALUES(37,37,187,3,1,4,5,8,1,NULL,1787561220,1787561220,1787561760,NULL,6,NULL);
INSERT INTO lead VALUES(38,38,188,2,1,5,5,8,6,NULL,1787578560,1787578560,1788174900,NULL,10,NULL);
INSERT INTO lead VALUES(39,39,189,3,1,6,1,11,6,NULL,1787578860,1787578860,1787584620,NULL,1,NULL);
INSERT INTO lead VALUES(40,1,311,3,1,2,3,NULL,NULL,NULL,1795122000,1795122000,1795122000,NULL,4,1);
CREATE TABLE reach (
lead INTEGER NOT NULL, stage INTEGER NOT NULL, at INTEGER NOT NULL, manager INTEGER, skipped INTEGER NOT NULL,
PRIMARY KEY (lead, stage)
) WITHOUT ROWID, STRICT;
INSERT INTO reach VALUES(3,2,1787038260,4,0);
INSERT INTO reach VALUES(3,3,1787639880,4,0);
INSERT INTO reach VALUES(5,2,1787120520,5,0);
INSERT INTO reach VALUES(6,2,1787124120,6,0);
INSERT INTO reach VALUES(6,3,1787641980,6,0);
INSERT INTO reach VALUES(8,2,1787126100,3,0);
INSERT INTO reach VALUES(8,3,1787297040,3,0);
INSERT INTO reach VALUES(9,2,1787240880,4,0);
INSERT INTO reach VALUES(9,3,1787830800,4,0);
INSERT INTO reach VALUES(10,2,1787126640,5,0);
INSERT INTO reach VALUES(10,3,1787292060,5,0);
INSERT INTO reach VALUES(10,4,1787815440,5,0);
INSERT INTO reach VALUES(11,2,1787213160,6,0);
INSERT INTO reach VALUES(11,3,1787815560,6,0);
INSERT INTO reach VALUES(12,2,1787211540,2,0);
INSERT INTO reach VALUES(13,2,1787209740,3,0);
INSERT INTO reach VALUES(15,2,1787210940,5,0);
INSERT INTO reach VALUES(17,2,1787235240,6,0);
INSERT INTO reach VALUES(17,3,1787553180,6,0);
INSERT INTO reach VALUES(18,2,1787209080,2,0);
INSERT INTO reach VALUES(18,3,1787295600,2,0);
INSERT INTO reach VALUES(18,4,1788157080,2,0);
INSERT INTO reach VALUES(18,5,1789026600,2,0);
INSERT INTO reach VALUES(21,2,1787297640,5,0);
INSERT INTO reach VALUES(21,3,1787551980,5,0);
INSERT INTO reach VALUES(22,2,1787297580,6,0);
INSERT INTO reach VALUES(22,3,1787726220,6,0);
INSERT INTO reach VALUES(23,2,1787558640,2,0);
INSERT INTO reach VALUES(23,3,1787732040,2,0);
INSERT INTO reach VALUES(23,4,1788510120,2,0);
INSERT INTO reach VALUES(25,2,1787320200,4,0);
INSERT INTO reach VALUES(25,3,1787557860,4,0);
INSERT INTO reach VALUES(27,2,1787558880,6,0);
INSERT INTO reach VALUES(28,2,1787561460,2,0);
INSERT INTO reach VALUES(28,3,1787844060,2,0);
INSERT INTO reach VALUES(28,4,1788422820,2,0);
INSERT INTO reach VALUES(28,5,1789544340,2,0);
INSERT INTO reach VALUES(30,2,1787639820,3,0);
INSERT INTO reach VALUES(32,2,1787565120,5,0);
INSERT INTO reach VALUES(32,3,1787904600,5,0);
INSERT INTO reach VALUES(33,2,1787557680,6,0);
INSERT INTO reach VALUES(36,2,1787575260,3,0);
INSERT INTO reach VALUES(36,3,1787818560,3,0);
INSERT INTO reach VALUES(36,4,1788503100,3,0);
INSERT INTO reach VALUES(36,5,1789458900,3,0);
CREATE TABLE seen (hash INTEGER PRIMARY KEY, lead INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;
INSERT INTO seen VALUES(28000960835181746,19,167);
INSERT INTO seen VALUES(45507286121535712,1,147);
INSERT INTO seen VALUES(73134919535120408,7,154);
INSERT INTO seen VALUES(146661876518166768,21,169);
INSERT INTO seen VALUES(511841896021587064,32,181);
INSERT INTO seen VALUES(784395467515141792,29,177);
INSERT INTO seen VALUES(901887701931753373,16,163);
INSERT INTO seen VALUES(1076570501720229486,14,161);
INSERT INTO seen VALUES(1287902351809449224,5,152);
INSERT INTO seen VALUES(1319262439395193117,26,174);
INSERT INTO seen VALUES(1397599359601925156,19,167);
INSERT INTO seen VALUES(1459587928148620240,20,168);
INSERT INTO seen VALUES(1486768532695677351,18,166);
INSERT INTO seen VALUES(1533474216488208227,16,163);
INSERT INTO seen VALUES(1725773926625722416,29,177);
INSERT INTO seen VALUES(1885765692177059942,34,183);
INSERT INTO seen VALUES(2039332860187480991,2,148);
INSERT INTO seen VALUES(2245600763226118043,32,181);
INSERT INTO seen VALUES(2660127233856453430,33,182);
INSERT INTO seen VALUES(2704116543607714758,24,172);
INSERT INTO seen VALUES(2709455419057744131,35,184);
INSERT INTO seen VALUES(2765952709917199098,9,156);
INSERT INTO seen VALUES(2940468432972299631,39,189);
INSERT INTO seen VALUES(3034718844819615694,9,156);
INSERT INTO seen VALUES(3112667027586680900,17,165);
INSERT INTO seen VALUES(3234384523647353399,21,169);
INSERT INTO seen VALUES(3319178317760480955,34,183);
INSERT INTO seen VALUES(3334242282299230648,4,150);
INSERT INTO seen VALUES(3361181610807330952,26,174);
INSERT INTO seen VALUES(3556954582908403691,3,149);
INSERT INTO seen VALUES(3979519231798545882,22,170);
INSERT INTO seen VALUES(4084166008875314579,14,161);
INSERT INTO seen VALUES(4152006137505432410,37,187);
INSERT INTO seen VALUES(4227644273387793605,31,180);
INSERT INTO seen VALUES(4290313204843910415,11,158);
INSERT INTO seen VALUES(4557068162197259413,7,154);
INSERT INTO seen VALUES(4698878926748424230,12,159);
INSERT INTO seen VALUES(4941168244845268018,36,186);
INSERT INTO seen VALUES(4988406610172789806,22,170);
INSERT INTO seen VALUES(5069468882060098517,18,166);
INSERT INTO seen VALUES(5137719464758227342,28,176);
INSERT INTO seen VALUES(5235450580196800251,1,147);
INSERT INTO seen VALUES(5298460505896246982,2,148);
INSERT INTO seen VALUES(5302818061053533006,13,160);
INSERT INTO seen VALUES(5414400851965790683,27,175);
INSERT INTO seen VALUES(5425799306464776742,13,160);
INSERT INTO seen VALUES(5471090514209365423,35,184);
INSERT INTO seen VALUES(5668750506499453377,15,162);
INSERT INTO seen VALUES(5679275294521500463,27,175);
INSERT INTO seen VALUES(5802921101931094520,39,189);
INSERT INTO seen VALUES(5972262133188514624,6,153);
INSERT INTO seen VALUES(6229200652765618424,5,152);
INSERT INTO seen VALUES(6249194471951785415,3,149);
INSERT INTO seen VALUES(6575450447655047114,31,180);
INSERT INTO seen VALUES(6632549891717024586,40,311);
INSERT INTO seen VALUES(6790487839235915049,30,179);
INSERT INTO seen VALUES(6825774268697926355,8,155);
INSERT INTO seen VALUES(6867825684613148575,6,153);
INSERT INTO seen VALUES(6887002063057469189,25,173);
INSERT INTO seen VALUES(6904804299919688731,38,188);
INSERT INTO seen VALUES(7034737440629343005,10,157);
INSERT INTO seen VALUES(7097671303994613725,23,171);
INSERT INTO seen VALUES(7132059260360741488,10,157);
INSERT INTO seen VALUES(7404776711296858684,30,179);
INSERT INTO seen VALUES(7649001169711740485,38,188);
INSERT INTO seen VALUES(7662133000079190254,12,159);
INSERT INTO seen VALUES(7692034412794491800,20,168);
INSERT INTO seen VALUES(7812420647553262669,33,182);
INSERT INTO seen VALUES(7856802745588414260,17,165);
INSERT INTO seen VALUES(7999732715896677725,15,162);
INSERT INTO seen VALUES(8052369375438236920,4,150);
INSERT INTO seen VALUES(8162468672664207727,11,158);
INSERT INTO seen VALUES(8220670669993295554,25,173);
INSERT INTO seen VALUES(8244414463572768706,24,172);
INSERT INTO seen VALUES(8698627065672551518,37,187);
INSERT INTO seen VALUES(8926578813958705949,8,155);
INSERT INTO seen VALUES(9054419259207347196,36,186);
INSERT INTO seen VALUES(9176925672284191931,23,171);
INSERT INTO seen VALUES(9178599393680084388,28,176);
CREATE TABLE task (
task INTEGER PRIMARY KEY,
lead INTEGER, client INTEGER, manager INTEGER,
kind TEXT NOT NULL, due INTEGER NOT NULL, minutes INTEGER, text TEXT,
done_at INTEGER, result TEXT
) STRICT;
INSERT INTO task VALUES(272,5,5,5,'meeting',1796025600,60,'Показ квартиры',1795446000,'ok');
INSERT INTO task VALUES(273,3,3,2,'call',1795453200,NULL,NULL,NULL,NULL);
CREATE TABLE kpi_day (
day INTEGER NOT NULL, manager INTEGER NOT NULL, stage INTEGER NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL,
PRIMARY KEY (day, manager, stage)
) WITHOUT ROWID, STRICT;
INSERT INTO kpi_day VALUES(20682,2,1,1,0);
INSERT INTO kpi_day VALUES(20682,3,1,1,0);
INSERT INTO kpi_day VALUES(20682,4,1,1,0);
INSERT INTO kpi_day VALUES(20682,5,1,1,0);
INSERT INTO kpi_day VALUES(20682,6,1,1,0);
INSERT INTO kpi_day VALUES(20683,2,1,2,0);
INSERT INTO kpi_day VALUES(20683,3,1,1,0);
INSERT INTO kpi_day VALUES(20683,4,1,1,0);
INSERT INTO kpi_day VALUES(20683,4,2,1,0);
INSERT INTO kpi_day VALUES(20683,5,1,1,0);
INSERT INTO kpi_day VALUES(20683,6,1,1,0);
INSERT INTO kpi_day VALUES(20684,2,1,1,0);
INSERT INTO kpi_day VALUES(20684,3,1,2,0);
INSERT INTO kpi_day VALUES(20684,3,2,1,0);
INSERT INTO kpi_day VALUES(20684,4,1,2,0);
INSERT INTO kpi_day VALUES(20684,5,1,1,0);
INSERT INTO kpi_day VALUES(20684,5,2,2,0);
INSERT INTO kpi_day VALUES(20684,6,1,1,0);
INSERT INTO kpi_day VALUES(20684,6,2,1,0);
INSERT INTO kpi_day VALUES(20685,2,1,1,0);
INSERT INTO kpi_day VALUES(20685,2,2,2,0);
INSERT INTO kpi_day VALUES(20685,3,1,1,0);
INSERT INTO kpi_day VALUES(20685,3,2,1,0);
INSERT INTO kpi_day VALUES(20685,4,1,1,0);
INSERT INTO kpi_day VALUES(20685,4,2,1,0);
INSERT INTO kpi_day VALUES(20685,5,1,1,0);
INSERT INTO kpi_day VALUES(20685,5,2,1,0);
INSERT INTO kpi_day VALUES(20685,6,1,1,0);
INSERT INTO kpi_day VALUES(20685,6,2,2,0);
INSERT INTO kpi_day VALUES(20686,2,1,1,0);
INSERT INTO kpi_day VALUES(20686,2,3,1,0);
INSERT INTO kpi_day VALUES(20686,3,1,1,0);
INSERT INTO kpi_day VALUES(20686,3,3,1,0);
INSERT INTO kpi_day VALUES(20686,4,2,1,0);
INSERT INTO kpi_day VALUES(20686,5,1,1,0);
INSERT INTO kpi_day VALUES(20686,5,2,1,0);
INSERT INTO kpi_day VALUES(20686,5,3,1,0);
INSERT INTO kpi_day VALUES(20686,6,1,1,0);
INSERT INTO kpi_day VALUES(20686,6,2,1,0);
INSERT INTO kpi_day VALUES(20687,4,1,1,0);
INSERT INTO kpi_day VALUES(20687,5,1,1,0);
INSERT INTO kpi_day VALUES(20688,2,1,1,0);
INSERT INTO kpi_day VALUES(20688,6,1,1,0);
INSERT INTO kpi_day VALUES(20689,2,2,2,0);
INSERT INTO kpi_day VALUES(20689,3,1,1,0);
INSERT INTO kpi_day VALUES(20689,3,2,1,0);
INSERT INTO kpi_day VALUES(20689,4,1,1,0);
INSERT INTO kpi_day VALUES(20689,4,3,1,0);
INSERT INTO kpi_day VALUES(20689,5,1,1,0);
INSERT INTO kpi_day VALUES(20689,5,2,1,0);
INSERT INTO kpi_day VALUES(20689,5,3,1,0);
INSERT INTO kpi_day VALUES(20689,6,1,1,0);
INSERT INTO kpi_day VALUES(20689,6,2,2,0);
INSERT INTO kpi_day VALUES(20689,6,3,1,0);
INSERT INTO kpi_day VALUES(20690,3,2,1,0);
INSERT INTO kpi_day VALUES(20690,4,3,1,0);
INSERT INTO kpi_day VALUES(20690,6,3,1,0);
INSERT INTO kpi_day VALUES(20691,2,3,1,0);
INSERT INTO kpi_day VALUES(20691,6,3,1,0);
INSERT INTO kpi_day VALUES(20692,2,3,1,0);
INSERT INTO kpi_day VALUES(20692,3,3,1,0);
INSERT INTO kpi_day VALUES(20692,4,3,1,0);
INSERT INTO kpi_day VALUES(20692,5,4,1,0);
INSERT INTO kpi_day VALUES(20692,6,3,1,0);
INSERT INTO kpi_day VALUES(20693,5,3,1,0);
INSERT INTO kpi_day VALUES(20696,2,4,1,0);
INSERT INTO kpi_day VALUES(20699,2,4,1,0);
INSERT INTO kpi_day VALUES(20700,2,4,1,0);
INSERT INTO kpi_day VALUES(20700,3,4,1,0);
INSERT INTO kpi_day VALUES(20706,2,5,1,1411000000);
INSERT INTO kpi_day VALUES(20711,3,5,1,702000000);
INSERT INTO kpi_day VALUES(20712,2,5,1,1319000000);
CREATE TABLE src_day (
day INTEGER NOT NULL, source INTEGER NOT NULL, stage INTEGER NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL,
PRIMARY KEY (day, source, stage)
) WITHOUT ROWID, STRICT;
INSERT INTO src_day VALUES(20682,1,1,2,0);
INSERT INTO src_day VALUES(20682,2,1,3,0);
INSERT INTO src_day VALUES(20683,2,1,1,0);
INSERT INTO src_day VALUES(20683,2,2,1,0);
INSERT INTO src_day VALUES(20683,3,1,2,0);
INSERT INTO src_day VALUES(20683,4,1,3,0);
INSERT INTO src_day VALUES(20684,1,1,1,0);
INSERT INTO src_day VALUES(20684,1,2,1,0);
INSERT INTO src_day VALUES(20684,2,1,3,0);
INSERT INTO src_day VALUES(20684,2,2,1,0);
INSERT INTO src_day VALUES(20684,3,1,2,0);
INSERT INTO src_day VALUES(20684,4,1,1,0);
INSERT INTO src_day VALUES(20684,4,2,2,0);
INSERT INTO src_day VALUES(20685,1,1,1,0);
INSERT INTO src_day VALUES(20685,2,1,2,0);
INSERT INTO src_day VALUES(20685,2,2,4,0);
INSERT INTO src_day VALUES(20685,3,2,2,0);
INSERT INTO src_day VALUES(20685,4,1,1,0);
INSERT INTO src_day VALUES(20685,4,2,1,0);
INSERT INTO src_day VALUES(20685,5,1,1,0);
INSERT INTO src_day VALUES(20686,1,1,2,0);
INSERT INTO src_day VALUES(20686,2,1,1,0);
INSERT INTO src_day VALUES(20686,2,2,2,0);
INSERT INTO src_day VALUES(20686,3,3,1,0);
INSERT INTO src_day VALUES(20686,4,2,1,0);
INSERT INTO src_day VALUES(20686,4,3,2,0);
INSERT INTO src_day VALUES(20686,5,1,1,0);
INSERT INTO src_day VALUES(20687,1,1,1,0);
INSERT INTO src_day VALUES(20687,2,1,1,0);
INSERT INTO src_day VALUES(20688,1,1,1,0);
INSERT INTO src_day VALUES(20688,3,1,1,0);
INSERT INTO src_day VALUES(20689,1,1,2,0);
INSERT INTO src_day VALUES(20689,1,2,1,0);
INSERT INTO src_day VALUES(20689,2,2,2,0);
INSERT INTO src_day VALUES(20689,2,3,2,0);
INSERT INTO src_day VALUES(20689,3,2,1,0);
INSERT INTO src_day VALUES(20689,4,3,1,0);
INSERT INTO src_day VALUES(20689,5,1,2,0);
INSERT INTO src_day VALUES(20689,5,2,2,0);
INSERT INTO src_day VALUES(20690,1,2,1,0);
INSERT INTO src_day VALUES(20690,2,3,2,0);
INSERT INTO src_day VALUES(20691,2,3,1,0);
INSERT INTO src_day VALUES(20691,5,3,1,0);
INSERT INTO src_day VALUES(20692,1,3,1,0);
INSERT INTO src_day VALUES(20692,2,3,2,0);
INSERT INTO src_day VALUES(20692,4,3,1,0);
INSERT INTO src_day VALUES(20692,4,4,1,0);
INSERT INTO src_day VALUES(20693,2,3,1,0);
INSERT INTO src_day VALUES(20696,3,4,1,0);
INSERT INTO src_day VALUES(20699,2,4,1,0);
INSERT INTO src_day VALUES(20700,1,4,1,0);
INSERT INTO src_day VALUES(20700,5,4,1,0);
INSERT INTO src_day VALUES(20706,3,5,1,1411000000);
INSERT INTO src_day VALUES(20711,1,5,1,702000000);
INSERT INTO src_day VALUES(20712,2,5,1,1319000000);
CREATE TABLE cohort_day (
day INTEGER NOT NULL, source INTEGER NOT NULL, stage INTEGER NOT NULL, state INTEGER NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL,
PRIMARY KEY (day, source, stage, state)
) WITHOUT ROWID, STRICT;
INSERT INTO cohort_day VALUES(20682,1,1,0,1,0);
INSERT INTO cohort_day VALUES(20682,1,2,0,1,0);
INSERT INTO cohort_day VALUES(20682,2,1,3,1,0);
INSERT INTO cohort_day VALUES(20682,2,3,2,2,0);
INSERT INTO cohort_day VALUES(20683,2,3,2,1,0);
INSERT INTO cohort_day VALUES(20683,3,1,3,1,0);
INSERT INTO cohort_day VALUES(20683,3,2,2,1,0);
INSERT INTO cohort_day VALUES(20683,4,3,2,2,0);
INSERT INTO cohort_day VALUES(20683,4,4,2,1,0);
INSERT INTO cohort_day VALUES(20684,1,1,3,1,0);
INSERT INTO cohort_day VALUES(20684,2,2,0,1,0);
INSERT INTO cohort_day VALUES(20684,2,2,2,1,0);
INSERT INTO cohort_day VALUES(20684,2,3,2,1,0);
INSERT INTO cohort_day VALUES(20684,3,1,3,1,0);
INSERT INTO cohort_day VALUES(20684,3,5,1,1,1411000000);
INSERT INTO cohort_day VALUES(20684,4,1,2,1,0);
INSERT INTO cohort_day VALUES(20685,1,1,3,1,0);
INSERT INTO cohort_day VALUES(20685,2,3,2,2,0);
INSERT INTO cohort_day VALUES(20685,4,3,2,1,0);
INSERT INTO cohort_day VALUES(20685,5,4,2,1,0);
INSERT INTO cohort_day VALUES(20686,1,1,3,1,0);
INSERT INTO cohort_day VALUES(20686,1,2,2,1,0);
INSERT INTO cohort_day VALUES(20686,2,5,1,1,1319000000);
INSERT INTO cohort_day VALUES(20686,5,2,2,1,0);
INSERT INTO cohort_day VALUES(20687,1,1,3,1,0);
INSERT INTO cohort_day VALUES(20687,2,3,2,1,0);
INSERT INTO cohort_day VALUES(20688,1,1,3,1,0);
INSERT INTO cohort_day VALUES(20688,3,2,2,1,0);
INSERT INTO cohort_day VALUES(20689,1,1,3,1,0);
INSERT INTO cohort_day VALUES(20689,1,5,1,1,702000000);
INSERT INTO cohort_day VALUES(20689,5,1,2,1,0);
INSERT INTO cohort_day VALUES(20689,5,1,3,1,0);
CREATE TABLE cursor (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE enrolment (
enrolment INTEGER PRIMARY KEY,
lead INTEGER NOT NULL, programme TEXT NOT NULL, entry INTEGER NOT NULL,
enrolled_at INTEGER NOT NULL, state INTEGER NOT NULL, ended_at INTEGER,
UNIQUE (lead, programme, entry)
) STRICT;
INSERT INTO enrolment VALUES(314,12,'return',1,1787813160,3,NULL);
INSERT INTO enrolment VALUES(315,8,'return',1,1787932140,3,NULL);
INSERT INTO enrolment VALUES(316,21,'return',1,1788158520,0,NULL);
INSERT INTO enrolment VALUES(318,27,'return',1,1788163200,0,NULL);
INSERT INTO enrolment VALUES(319,14,'return',1,1788163320,3,NULL);
INSERT INTO enrolment VALUES(320,38,'return',1,1788174900,0,NULL);
INSERT INTO enrolment VALUES(322,33,'return',1,1788190860,0,NULL);
INSERT INTO enrolment VALUES(323,17,'return',1,1788333180,0,NULL);
INSERT INTO enrolment VALUES(324,30,'return',1,1788335160,0,NULL);
INSERT INTO enrolment VALUES(326,9,'return',1,1788354240,3,NULL);
INSERT INTO enrolment VALUES(327,25,'return',1,1788509100,0,NULL);
INSERT INTO enrolment VALUES(328,13,'return',1,1788765660,0,NULL);
INSERT INTO enrolment VALUES(329,6,'return',1,1789025280,0,NULL);
INSERT INTO enrolment VALUES(331,22,'return',1,1789108380,0,NULL);
INSERT INTO enrolment VALUES(332,23,'return',1,1789971540,0,NULL);
CREATE TABLE sent (enrolment INTEGER NOT NULL, step INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (enrolment, step)) WITHOUT ROWID, STRICT;
INSERT INTO sent VALUES(316,1,1790233200);
INSERT INTO sent VALUES(320,1,1790233200);
INSERT INTO sent VALUES(324,1,1790233200);
INSERT INTO sent VALUES(329,1,1790233200);
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
INSERT INTO outbox VALUES(1,'reanimate/return/21/1/1','51d4c68e8487dd24.1790233200@localhost.localdomain','golubev.21@box.example',1,21,'Голубев Константин, мы сохранили ваш запрос','text',replace('Здравствуйте, Голубев Константин!\n\nНедавно вы спрашивали о квартире: Речной бульвар. Планы меняются, и это нормально.\nЕсли вопрос снова стал важным, просто ответьте на это письмо: Белова Ирина помнит разговор,\nи рассказывать всё заново не придётся.\n\nОтдел продаж\n\nЕсли такие письма вам не нужны, ответьте одним словом «стоп», и мы больше не напишем.\n','\n',char(10)),0,1790233200,NULL,NULL);
INSERT INTO outbox VALUES(2,'reanimate/return/38/1/1','5d32b5d7ea5a3449.1790233200@localhost.localdomain','gavrilov.38@pochta.example',1,38,'Гаврилова Тамара, мы сохранили ваш запрос','text',replace('Здравствуйте, Гаврилова Тамара!\n\nНедавно вы спрашивали о квартире: Яблоневый сад. Планы меняются, и это нормально.\nЕсли вопрос снова стал важным, просто ответьте на это письмо: Белова Ирина помнит разговор,\nи рассказывать всё заново не придётся.\n\nОтдел продаж\n\nЕсли такие письма вам не нужны, ответьте одним словом «стоп», и мы больше не напишем.\n','\n',char(10)),0,1790233200,NULL,NULL);
INSERT INTO outbox VALUES(3,'reanimate/return/30/1/1','1a886912a4c59f7c.1790233200@localhost.localdomain','zimin.30@mail.example',1,30,'Зимина Елизавета, мы сохранили ваш запрос','text',replace('Здравствуйте, Зимина Елизавета!\n\nНедавно вы спрашивали о квартире: Дом с башней. Планы меняются, и это нормально.\nЕсли вопрос снова стал важным, просто ответьте на это письмо: Петрова Анна помнит разговор,\nи рассказывать всё заново не придётся.\n\nОтдел продаж\n\nЕсли такие письма вам не нужны, ответьте одним словом «стоп», и мы больше не напишем.\n','\n',char(10)),0,1790233200,NULL,NULL);
INSERT INTO outbox VALUES(4,'reanimate/return/6/1/1','22f1e003535d74cd.1790233200@localhost.localdomain','mironov.6@mail.example',1,6,'Миронов Руслан, мы сохранили ваш запрос','text',replace('Здравствуйте, Миронов Руслан!\n\nНедавно вы спрашивали о квартире: Речной бульвар. Планы меняются, и это нормально.\nЕсли вопрос снова стал важным, просто ответьте на это письмо: Громов Павел помнит разговор,\nи рассказывать всё заново не придётся.\n\nОтдел продаж\n\nЕсли такие письма вам не нужны, ответьте одним словом «стоп», и мы больше не напишем.\n','\n',char(10)),0,1790233200,NULL,NULL);
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
COMMIT;
