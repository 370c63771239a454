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
INSERT INTO batch VALUES(3,'crm-lead-add','crm-lead-add','orlova','maria','desk',1795446000,1795446000,'read 6 = added 6',140,145);
INSERT INTO batch VALUES(4,'crm-assign','crm-assign manager= 1 2 3','orlova','maria','desk',1795446000,1795446000,'read 3 = done 3',146,148);
INSERT INTO batch VALUES(5,'crm-assign','crm-assign manager= 4 5','orlova','maria','desk',1795446000,1795446000,'read 2 = done 2',149,150);
INSERT INTO batch VALUES(6,'crm-qualify','crm-qualify 1 2 at=','orlova','maria','desk',1795446000,1795446000,'read 2 = done 2',151,152);
INSERT INTO batch VALUES(7,'crm-qualify','crm-qualify 3 4 at=','orlova','maria','desk',1795446000,1795446000,'read 2 = done 2',153,154);
INSERT INTO batch VALUES(8,'crm-move','crm-move stage= 1 2 at=','orlova','maria','desk',1795446000,1795446000,'read 2 = done 2',155,156);
INSERT INTO batch VALUES(9,'crm-win','crm-win 1 amount= at=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',157,157);
INSERT INTO batch VALUES(10,'crm-move','crm-move stage= 2 at=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',158,158);
INSERT INTO batch VALUES(11,'crm-lose','crm-lose reason= 3 at=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',159,159);
INSERT INTO batch VALUES(12,'crm-disqualify','crm-disqualify reason= 5 at=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',160,160);
INSERT INTO batch VALUES(13,'crm-touch-add','crm-touch-add 2 kind= direction= text= at=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',161,161);
INSERT INTO batch VALUES(14,'crm-task-add','crm-task-add 4 kind= due=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',162,162);
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
INSERT INTO event VALUES(26,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"promotion","pos":"20","column":"comment","pattern":"(?:предлага|предлож|гарантиру|закаж)[а-я]{0,12}.{0,60}(?:продвижени[а-я]{0,3} (?:вашего )?сайт|(?<![а-яa-z])(?:seo|сео)(?![а-яa-z]))|(?<![а-яa-z])seo[- ](?:продвижени|оптимизаци|аудит)","verdict":"spam","reason":"предлагают продвижение","example":"Предлагаем SEO-продвижение вашего сайта в топ-10"}');
INSERT INTO event VALUES(27,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"backlinks","pos":"30","column":"comment","pattern":"(?<![a-z])(?:backlinks?|guest posts?|domain authority|rank your (?:web ?)?site|first page of google)(?![a-z])","verdict":"spam","reason":"link builders","example":"We sell quality backlinks to rank your website"}');
INSERT INTO event VALUES(28,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"databases","pos":"40","column":"comment","pattern":"(?:прода|предлага|куп)[а-я]+ (?:[а-я]+ ){0,2}баз[аыу] (?:данных|клиентов|телефонов|номеров)","verdict":"spam","reason":"торгуют базами","example":"Продаём свежие базы клиентов застройщиков"}');
INSERT INTO event VALUES(29,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"gambling","pos":"50","column":"comment","pattern":"(?<![а-яa-z])(?:онлайн[- ]казино|online casino|ставки на спорт|игровые автоматы онлайн)","verdict":"spam","reason":"азартные игры","example":"Лучшее онлайн-казино, бонус каждому"}');
INSERT INTO event VALUES(30,1,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"rule","rule":"easy-money","pos":"60","column":"comment","pattern":"(?:заработ[а-я]{0,12}|пассивный доход).{0,40}(?:криптовалют|биткоин|bitcoin|форекс|forex)","verdict":"spam","reason":"лёгкие деньги","example":"Пассивный доход на криптовалюте от 30 % в месяц"}');
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
INSERT INTO event VALUES(137,2,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"ivanov","name":"Иван Иванов","role":"manager","unit":"a"}');
INSERT INTO event VALUES(138,2,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"kim","name":"Олег Ким","role":"manager","unit":"b"}');
INSERT INTO event VALUES(139,2,12,NULL,NULL,NULL,1795446000,1795446000,NULL,NULL,'{"table":"manager","manager":"orlova","name":"Ольга Орлова","role":"head"}');
INSERT INTO event VALUES(140,3,1,1,1,NULL,1790751600,1795446000,NULL,NULL,'{"at":"2026-09-30 10:00","name":"Анна Белова","phone":"+79160000001","email":"anna@mail.example","source":"site","ext_id":"a1","_phone":"79160000001"}');
INSERT INTO event VALUES(141,3,1,2,2,NULL,1791183600,1795446000,NULL,NULL,'{"at":"2026-10-05 10:00","name":"Борис Вольский","phone":"+79160000002","source":"call","amount":"500000","ext_id":"a2","_phone":"79160000002","_amount":"50000000"}');
INSERT INTO event VALUES(142,3,1,3,3,NULL,1792486800,1795446000,NULL,NULL,'{"at":"2026-10-20 12:00","name":"Вера Громова","phone":"+79160000003","email":"vera@mail.example","source":"site","ext_id":"a3","_phone":"79160000003"}');
INSERT INTO event VALUES(143,3,1,4,4,NULL,1793601000,1795446000,NULL,NULL,'{"at":"2026-11-02 09:30","name":"Глеб Дёмин","email":"gleb@mail.example","source":"site","ext_id":"a4"}');
INSERT INTO event VALUES(144,3,1,5,5,NULL,1794292200,1795446000,NULL,NULL,'{"at":"2026-11-10 09:30","name":"Ева Ершова","phone":"+79160000005","source":"call","_phone":"79160000005"}');
INSERT INTO event VALUES(145,3,1,6,6,NULL,1795156200,1795446000,NULL,NULL,'{"at":"2026-11-20 09:30","name":"Жанна Зимина","phone":"+79160000006","source":"site","ext_id":"a6","_phone":"79160000006"}');
INSERT INTO event VALUES(146,4,2,1,1,NULL,1795446000,1795446000,NULL,NULL,'{"manager":"ivanov","method":"named"}');
INSERT INTO event VALUES(147,4,2,2,2,NULL,1795446000,1795446000,NULL,NULL,'{"manager":"ivanov","method":"named"}');
INSERT INTO event VALUES(148,4,2,3,3,NULL,1795446000,1795446000,NULL,NULL,'{"manager":"ivanov","method":"named"}');
INSERT INTO event VALUES(149,5,2,4,4,NULL,1795446000,1795446000,NULL,NULL,'{"manager":"kim","method":"named"}');
INSERT INTO event VALUES(150,5,2,5,5,NULL,1795446000,1795446000,NULL,NULL,'{"manager":"kim","method":"named"}');
INSERT INTO event VALUES(151,6,3,1,1,NULL,1791270000,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(152,6,3,2,2,NULL,1791270000,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(153,7,3,3,3,NULL,1793862000,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(154,7,3,4,4,NULL,1793862000,1795446000,NULL,'{"stage":"new"}','{"stage":"qualified"}');
INSERT INTO event VALUES(155,8,5,1,1,NULL,1791615600,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(156,8,5,2,2,NULL,1791615600,1795446000,NULL,'{"stage":"qualified"}','{"stage":"meeting"}');
INSERT INTO event VALUES(157,9,6,1,1,NULL,1793170800,1795446000,NULL,'{"state":"open","stage":"meeting"}','{"stage":"contract","amount":"125000000"}');
INSERT INTO event VALUES(158,10,5,2,2,NULL,1794466800,1795446000,NULL,'{"stage":"meeting"}','{"stage":"qualified"}');
INSERT INTO event VALUES(159,11,7,3,3,NULL,1794726000,1795446000,NULL,'{"state":"open","stage":"qualified"}','{"reason":"price"}');
INSERT INTO event VALUES(160,12,4,5,5,NULL,1794297600,1795446000,NULL,'{"state":"open","stage":"new"}','{"reason":"spam"}');
INSERT INTO event VALUES(161,13,9,2,2,NULL,1795176000,1795446000,NULL,NULL,'{"kind":"call","direction":"out","text":"Перезвонить","manager":"orlova"}');
INSERT INTO event VALUES(162,14,10,4,4,NULL,1795446000,1795446000,NULL,NULL,'{"kind":"call","due":"1795251600","manager":"kim"}');
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
INSERT INTO manager VALUES(1,'ivanov','Иван Иванов',NULL,'manager','a',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO manager VALUES(2,'kim','Олег Ким',NULL,'manager','b',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO manager VALUES(3,'orlova','Ольга Орлова',NULL,'head',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
CREATE TABLE rule (
rule TEXT PRIMARY KEY, pos INTEGER NOT NULL, field TEXT NOT NULL, pattern TEXT NOT NULL,
verdict TEXT NOT NULL, reason TEXT, example TEXT
) STRICT;
INSERT INTO rule VALUES('link-in-name',10,'name','https?://|t[.]me/','spam','ссылка вместо имени','Бонус https://example.org/win');
INSERT INTO rule VALUES('promotion',20,'comment','(?:предлага|предлож|гарантиру|закаж)[а-я]{0,12}.{0,60}(?:продвижени[а-я]{0,3} (?:вашего )?сайт|(?<![а-яa-z])(?:seo|сео)(?![а-яa-z]))|(?<![а-яa-z])seo[- ](?:продвижени|оптимизаци|аудит)','spam','предлагают продвижение','Предлагаем SEO-продвижение вашего сайта в топ-10');
INSERT INTO rule VALUES('backlinks',30,'comment','(?<![a-z])(?:backlinks?|guest posts?|domain authority|rank your (?:web ?)?site|first page of google)(?![a-z])','spam','link builders','We sell quality backlinks to rank your website');
INSERT INTO rule VALUES('databases',40,'comment','(?:прода|предлага|куп)[а-я]+ (?:[а-я]+ ){0,2}баз[аыу] (?:данных|клиентов|телефонов|номеров)','spam','торгуют базами','Продаём свежие базы клиентов застройщиков');
INSERT INTO rule VALUES('gambling',50,'comment','(?<![а-яa-z])(?:онлайн[- ]казино|online casino|ставки на спорт|игровые автоматы онлайн)','spam','азартные игры','Лучшее онлайн-казино, бонус каждому');
INSERT INTO rule VALUES('easy-money',60,'comment','(?:заработ[а-я]{0,12}|пассивный доход).{0,40}(?:криптовалют|биткоин|bitcoin|форекс|forex)','spam','лёгкие деньги','Пассивный доход на криптовалюте от 30 % в месяц');
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
CREATE TABLE dict (kind INTEGER NOT NULL, id INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (kind, id), UNIQUE (kind, word)) WITHOUT ROWID, STRICT;
INSERT INTO dict VALUES(1,1,'site');
INSERT INTO dict VALUES(1,2,'call');
CREATE TABLE client (client INTEGER PRIMARY KEY, name TEXT, filled INTEGER NOT NULL) STRICT;
INSERT INTO client VALUES(1,'Анна Белова',1);
INSERT INTO client VALUES(2,'Борис Вольский',1);
INSERT INTO client VALUES(3,'Вера Громова',1);
INSERT INTO client VALUES(4,'Глеб Дёмин',1);
INSERT INTO client VALUES(5,'Ева Ершова',1);
INSERT INTO client VALUES(6,'Жанна Зимина',1);
CREATE TABLE phone (phone INTEGER PRIMARY KEY, client INTEGER NOT NULL, leads INTEGER NOT NULL DEFAULT 1, event INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO phone VALUES(79160000001,1,1,140);
INSERT INTO phone VALUES(79160000002,2,1,141);
INSERT INTO phone VALUES(79160000003,3,1,142);
INSERT INTO phone VALUES(79160000005,5,1,144);
INSERT INTO phone VALUES(79160000006,6,1,145);
CREATE TABLE email (email TEXT PRIMARY KEY, client INTEGER NOT NULL, leads INTEGER NOT NULL DEFAULT 1, event INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID, STRICT;
INSERT INTO email VALUES('anna@mail.example',1,1,140);
INSERT INTO email VALUES('gleb@mail.example',4,1,143);
INSERT INTO email VALUES('vera@mail.example',3,1,142);
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
INSERT INTO lead VALUES(1,1,140,1,5,1,1,NULL,NULL,125000000,1790751600,1793170800,1793170800,NULL,NULL,NULL);
INSERT INTO lead VALUES(2,2,141,0,2,1,2,NULL,NULL,50000000,1791183600,1794466800,NULL,1795176000,NULL,NULL);
INSERT INTO lead VALUES(3,3,142,2,2,1,1,NULL,NULL,NULL,1792486800,1793862000,1794726000,NULL,7,NULL);
INSERT INTO lead VALUES(4,4,143,0,2,2,1,NULL,NULL,NULL,1793601000,1793862000,NULL,NULL,NULL,NULL);
INSERT INTO lead VALUES(5,5,144,3,1,2,2,NULL,NULL,NULL,1794292200,1794292200,1794297600,NULL,2,NULL);
INSERT INTO lead VALUES(6,6,145,0,1,NULL,1,NULL,NULL,NULL,1795156200,1795156200,NULL,NULL,NULL,NULL);
CREATE TABLE reach (
lead INTEGER NOT NULL, stage INTEGER NOT NULL, at INTEGER NOT NULL, manager INTEGER, skipped INTEGER NOT NULL,
PRIMARY KEY (lead, stage)
) WITHOUT ROWID, STRICT;
INSERT INTO reach VALUES(1,2,1791270000,1,0);
INSERT INTO reach VALUES(1,3,1791615600,1,0);
INSERT INTO reach VALUES(1,4,1793170800,1,1);
INSERT INTO reach VALUES(1,5,1793170800,1,0);
INSERT INTO reach VALUES(2,2,1791270000,1,0);
INSERT INTO reach VALUES(2,3,1791615600,1,0);
INSERT INTO reach VALUES(3,2,1793862000,1,0);
INSERT INTO reach VALUES(4,2,1793862000,2,0);
CREATE TABLE seen (hash INTEGER PRIMARY KEY, lead INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;
INSERT INTO seen VALUES(2755591892395715424,1,140);
INSERT INTO seen VALUES(3584696394079877863,4,143);
INSERT INTO seen VALUES(3592641208741650844,6,145);
INSERT INTO seen VALUES(3609855742030847441,2,141);
INSERT INTO seen VALUES(5399710105110771929,1,140);
INSERT INTO seen VALUES(5584596058737931183,4,143);
INSERT INTO seen VALUES(6029121574536975766,3,142);
INSERT INTO seen VALUES(6632462028261175086,5,144);
INSERT INTO seen VALUES(7397271560000742918,2,141);
INSERT INTO seen VALUES(8157701341223937017,3,142);
INSERT INTO seen VALUES(9071141007320135687,6,145);
CREATE TABLE task (
task INTEGER PRIMARY KEY,
lead INTEGER, client INTEGER, manager INTEGER,
kind TEXT NOT NULL, due INTEGER NOT NULL, minutes INTEGER, text TEXT,
done_at INTEGER, result TEXT
, former_due INTEGER) STRICT;
INSERT INTO task VALUES(162,4,4,2,'call',1795251600,NULL,NULL,NULL,NULL,NULL);
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
CREATE TABLE received (manager INTEGER NOT NULL, at INTEGER NOT NULL, leads INTEGER NOT NULL, PRIMARY KEY (manager, at)) WITHOUT ROWID, STRICT;
INSERT INTO received VALUES(1,1795446000,3);
INSERT INTO received VALUES(2,1795446000,2);
CREATE TABLE credit (route TEXT NOT NULL, manager INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (route, manager)) WITHOUT ROWID, STRICT;
CREATE TABLE alert (
lead INTEGER NOT NULL, clock TEXT NOT NULL, task INTEGER NOT NULL, started INTEGER NOT NULL, state TEXT NOT NULL, manager INTEGER NOT NULL,
at INTEGER NOT NULL,
PRIMARY KEY (lead, clock, task, started, state, manager)
) WITHOUT ROWID, STRICT;
CREATE TABLE letter (msgid TEXT PRIMARY KEY, lead INTEGER NOT NULL, event INTEGER NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE knock (address TEXT NOT NULL, slot INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (address, slot)) WITHOUT ROWID, STRICT;
CREATE TABLE suppressed (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
INSERT INTO secret VALUES('person','662a08e5311677f179e98303e93e234f7f0f19082a20060cf9b5d61bfc15392f');
CREATE TABLE erasing (event INTEGER PRIMARY KEY) STRICT;
CREATE TABLE lead_sum (
sum INTEGER NOT NULL, day INTEGER NOT NULL, who INTEGER NOT NULL, stage INTEGER NOT NULL, state INTEGER NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL,
PRIMARY KEY (sum, day, who, stage, state)
) WITHOUT ROWID, STRICT;
INSERT INTO lead_sum VALUES(1,20726,1,1,0,1,0);
INSERT INTO lead_sum VALUES(1,20731,1,1,0,1,0);
INSERT INTO lead_sum VALUES(1,20732,1,2,0,2,0);
INSERT INTO lead_sum VALUES(1,20736,1,3,0,2,0);
INSERT INTO lead_sum VALUES(1,20746,1,1,0,1,0);
INSERT INTO lead_sum VALUES(1,20754,1,4,0,1,0);
INSERT INTO lead_sum VALUES(1,20754,1,4,1,1,0);
INSERT INTO lead_sum VALUES(1,20754,1,5,0,1,125000000);
INSERT INTO lead_sum VALUES(1,20759,2,1,0,1,0);
INSERT INTO lead_sum VALUES(1,20762,1,2,0,1,0);
INSERT INTO lead_sum VALUES(1,20762,2,2,0,1,0);
INSERT INTO lead_sum VALUES(1,20777,0,1,0,1,0);
INSERT INTO lead_sum VALUES(2,20726,1,1,0,1,0);
INSERT INTO lead_sum VALUES(2,20731,2,1,0,1,0);
INSERT INTO lead_sum VALUES(2,20732,1,2,0,1,0);
INSERT INTO lead_sum VALUES(2,20732,2,2,0,1,0);
INSERT INTO lead_sum VALUES(2,20736,1,3,0,1,0);
INSERT INTO lead_sum VALUES(2,20736,2,3,0,1,0);
INSERT INTO lead_sum VALUES(2,20746,1,1,0,1,0);
INSERT INTO lead_sum VALUES(2,20754,1,4,0,1,0);
INSERT INTO lead_sum VALUES(2,20754,1,4,1,1,0);
INSERT INTO lead_sum VALUES(2,20754,1,5,0,1,125000000);
INSERT INTO lead_sum VALUES(2,20759,1,1,0,1,0);
INSERT INTO lead_sum VALUES(2,20762,1,2,0,2,0);
INSERT INTO lead_sum VALUES(2,20777,1,1,0,1,0);
INSERT INTO lead_sum VALUES(3,20726,1,4,9,1,0);
INSERT INTO lead_sum VALUES(3,20726,1,5,1,1,125000000);
INSERT INTO lead_sum VALUES(3,20731,1,2,5,1,50000000);
INSERT INTO lead_sum VALUES(3,20731,1,3,4,1,0);
INSERT INTO lead_sum VALUES(3,20746,1,2,2,1,0);
INSERT INTO lead_sum VALUES(3,20759,2,2,0,1,0);
INSERT INTO lead_sum VALUES(3,20777,0,1,0,1,0);
INSERT INTO lead_sum VALUES(4,20726,1,4,9,1,0);
INSERT INTO lead_sum VALUES(4,20726,1,5,1,1,125000000);
INSERT INTO lead_sum VALUES(4,20731,2,2,5,1,50000000);
INSERT INTO lead_sum VALUES(4,20731,2,3,4,1,0);
INSERT INTO lead_sum VALUES(4,20746,1,2,2,1,0);
INSERT INTO lead_sum VALUES(4,20759,1,2,0,1,0);
INSERT INTO lead_sum VALUES(4,20777,1,1,0,1,0);
INSERT INTO lead_sum VALUES(5,0,0,1,0,1,0);
INSERT INTO lead_sum VALUES(5,0,1,2,2,1,0);
INSERT INTO lead_sum VALUES(5,0,1,2,5,1,50000000);
INSERT INTO lead_sum VALUES(5,0,1,3,4,1,0);
INSERT INTO lead_sum VALUES(5,0,1,4,9,1,0);
INSERT INTO lead_sum VALUES(5,0,1,5,1,1,125000000);
INSERT INTO lead_sum VALUES(5,0,2,2,0,1,0);
INSERT INTO lead_sum VALUES(6,0,1,1,0,1,0);
INSERT INTO lead_sum VALUES(6,0,1,2,0,1,0);
INSERT INTO lead_sum VALUES(6,0,1,2,2,1,0);
INSERT INTO lead_sum VALUES(6,0,1,4,9,1,0);
INSERT INTO lead_sum VALUES(6,0,1,5,1,1,125000000);
INSERT INTO lead_sum VALUES(6,0,2,2,5,1,50000000);
INSERT INTO lead_sum VALUES(6,0,2,3,4,1,0);
CREATE INDEX event_lead ON event (lead) WHERE kind <> 1 AND lead IS NOT NULL;
CREATE INDEX event_ref ON event (ref) WHERE ref IS NOT NULL;
CREATE INDEX event_reverses ON event (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX list_norm ON list (norm);
CREATE INDEX lead_client ON lead (client) WHERE lead <> client;
CREATE INDEX lead_open ON lead (manager, stage) WHERE state = 0;
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
CREATE INDEX lead_created ON lead (created_at);
CREATE INDEX event_at ON event (occurred_at) WHERE kind <> 1;
CREATE INDEX lead_decided ON lead (decided_at, state) WHERE state <> 0;
CREATE INDEX task_due ON task (due);
CREATE INDEX task_former_due ON task (former_due) WHERE former_due IS NOT NULL;
CREATE INDEX task_of_client ON task (client) WHERE lead IS NULL;
CREATE INDEX event_returned ON event (lead) WHERE kind = 8;
COMMIT;
