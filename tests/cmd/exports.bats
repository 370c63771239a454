# crm-lead-add on what other systems export: the column names are theirs, the people are made up. No map is given anywhere.
load helper
prepare_file() { staff; }

row() { sql "SELECT new FROM event WHERE kind = 1 AND lead = $1"; }
field() { sql "SELECT json_extract(new, '\$.\"$2\"') FROM event WHERE kind = 1 AND lead = $1"; }
# The same file again: every row is known.
again() {
	exits 0 crm-lead-add <"$1"
	is "$(cut -d, -f3 <<<"$out" | sort -u | paste -sd,)" "known,verdict"
}

@test "amoCRM deals: BOM, quotes, repeated columns, an apostrophe before the phone, several phones in a cell" {
	{
		printf '\xef\xbb\xbf'
		cat <<-'CSV'
			"ID","Название сделки","Бюджет ","Ответственный","Дата создания сделки","Кем создана сделка","Дата редактирования","Примечание","Примечание 2","Этап сделки","Воронка","Полное имя контакта","Компания контакта","Ответственный за контакт","Компания","Рабочий телефон","Мобильный телефон","Рабочий email","Личный email","Источник","Товар","Пользовательское соглашение","utm_source","utm_campaign","roistat","roistat","Товар","Источник"
			"501","Сделка #501","1 250 000","Иванов Иван","20.11.2026 10:15:30","Робот","21.11.2026 09:00:00","Звонить
			после шести, не раньше","","Встреча","Продажи","Смирнова Ольга","ООО Ромашка","Некто Чужой","","'+7 (916) 000-10-01, 8 495 000-10-02 доб. 7","'+79160001003","o@client.example","","Сайт","Окна","да","yandex","осень","r1","r2","Двери",""
			"502","Сделка #502","","Чужой Менеджер","20-11-2026","Робот","","","","Успешно реализовано","Продажи","Козлов Пётр","","","","","8 916 000 20 01","","k@client.example","","","","vk","","","","",""
		CSV
	} >amo.csv
	exits 0 crm-lead-add <amo.csv
	is "$(cut -d, -f2,3,6 <<<"$out" | tail -n +2)" "$(printf '1,added,ivanov\n2,added,')"
	is "$(sql "SELECT lead, datetime(created_at, 'unixepoch', '+3 hours'), amount, s.stage, d.word FROM lead l
		JOIN stage s ON s.id = l.stage JOIN dict d ON d.kind = 1 AND d.id = l.source ORDER BY lead")" \
		"$(printf '1|2026-11-20 10:15:30|125000000|meeting|site\n2|2026-11-20 00:00:00||contract|vk')"
	is "$(sql 'SELECT group_concat(name, ", ") FROM client')" "Смирнова Ольга, Козлов Пётр"
	is "$(sql "SELECT json_extract(new, '\$._phone') FROM event WHERE kind = 1")" "$(printf '79160001001\n79160002001')"
	is "$(for f in ext_id phone 'phone 2' 'phone 3' email company campaign consent source utm_source 'Ответственный за контакт' 'roistat 2' 'Товар 2' 'Дата редактирования'; do field 1 "$f"; done)" \
		"$(printf '%s\n' 501 "'+7 (916) 000-10-01" '8 495 000-10-02 доб. 7' "'+79160001003" o@client.example 'ООО Ромашка' осень да Сайт yandex 'Некто Чужой' r2 Двери '21.11.2026 09:00:00')"
	is "$(field 1 comment)" "$(printf 'Звонить\nпосле шести, не раньше')"
	is "$(field 2 'Этап сделки')|$(field 2 'Ответственный')|$(field 2 email)" "Успешно реализовано|Чужой Менеджер|k@client.example"
	again amo.csv
	exits 0 crm-db check
}

@test "amoCRM contacts of old, and Kommo" {
	cat >old.csv <<-'CSV'
		"ID";"Тип";"Полное имя контакта";"Имя";"Фамилия";"Название компании";"Ответственный";"Дата создания контакта";"Рабочий телефон";"Рабочий прямой телефон";"Мобильный телефон";"Факс";"Рабочий email";"Примечание 1";"Web"
		"9";"contact";"";"Олег";"Дуб";"";"";"01.02.2026 03:04:05";"";"8 812 000-00-01";"+7 916 000-30-01";"8 812 000-00-09";"";"из архива";"x.example"
	CSV
	cat >kommo.csv <<-'CSV'
		ID;Lead title;Sale;Responsible user;Lead created at;Contact full name;Work phone;Mobile phone;Work email;Lead stage;Pipeline;Responsible for contact
		7;Roof;1500.50;ivanov;2026-11-20 11:00:00;Ann Lee;;+1 212 555 0143;ann@lee.example;Meeting;Main;Somebody
	CSV
	exits 0 crm-lead-add <old.csv
	exits 0 crm-lead-add <kommo.csv
	is "$(row 1)" '{"at":"01.02.2026 03:04:05","name":"Олег Дуб","phone":"8 812 000-00-01","comment":"из архива","ext_id":"9","Тип":"contact","phone 2":"+7 916 000-30-01","Факс":"8 812 000-00-09","Web":"x.example","_phone":"78120000001"}'
	is "$(row 2)" '{"at":"2026-11-20 11:00:00","name":"Ann Lee","phone":"+1 212 555 0143","email":"ann@lee.example","amount":"1500.50","ext_id":"7","Lead title":"Roof","Responsible user":"ivanov","Lead stage":"Meeting","Pipeline":"Main","Responsible for contact":"Somebody","_phone":"12125550143","_amount":"150050","_manager":"ivanov","_stage":"meeting"}'
}

bitrix() {
	cat <<-'CSV'
		"ID";"Название лида";"Обращение";"Имя";"Фамилия";"Отчество";"Имя, Фамилия";"Рабочий телефон";"Мобильный телефон";"Номер факса";"Телефон для рассылок";"Рабочий e-mail";"Частный e-mail";"Связанный пользователь";"Название компании";"Комментарий";"Стадия";"Дополнительно о стадии";"Товар";"Цена";"Возможная сумма";"Валюта";"Источник";"Дополнительно об источнике";"Ответственный";"Источник телефона";"Причина отказа";"дело"
		"11";"Заявка с сайта";"г-н";"Семён";"Ёлкин";"Павлович";"";"";"8 (916) 000-40-01";"";"";"";"e@client.example";"";"ООО ""Ёлка""";"перезвонить; срочно";"Новый";"";"Окно";"10";"99 000,50";"RUB";"Веб-сайт";"clid=777";"Ким Олег";"реклама";"";"да"
		"12";"Звонок";"";"Анна";"";"";"Анна Липа";"8 495 000-40-02";"";"";"";"";"";"";"";"";"Обработать";"";"";"";"";"";"";"";"Никто Отсюда";"";"Дорого";""
	CSV
}

@test "Bitrix24 leads: UTF-8 with BOM, windows-1251, CRLF and UTF-16 give the same leads" {
	bitrix | sed 's/$/\r/' | { printf '\xef\xbb\xbf'; cat; } >utf8.csv
	bitrix | iconv -f UTF-8 -t CP1251 >cp1251.csv
	bitrix | iconv -f UTF-8 -t UTF-16 >utf16.csv
	exits 0 crm-lead-add <utf8.csv
	is "$(cut -d, -f2,3,6 <<<"$out" | tail -n +2)" "$(printf '1,added,kim\n2,added,')"
	is "$(field 1 name)|$(field 1 phone)|$(field 1 company)|$(field 1 comment)|$(field 1 _amount)|$(field 1 'Дополнительно об источнике')" \
		'Ёлкин Семён Павлович|8 (916) 000-40-01|ООО "Ёлка"|перезвонить; срочно|9900050|clid=777'
	is "$(field 2 name)|$(field 2 'Имя')|$(field 2 'Стадия')|$(field 2 reason)" "Анна Липа|Анна|Обработать|Дорого"
	is "$(sql "SELECT group_concat(word) FROM dict WHERE kind = 1")" "Веб-сайт"
	again cp1251.csv
	again utf16.csv
}

@test "Bitrix24 deals: the contact's columns are the lead's, the company's phone is not" {
	exits 0 crm-lead-add <<-'CSV'
		ID;Название сделки;Стадия сделки;Сумма;Дата создания;Контакт: ID;Контакт: Имя;Контакт: Фамилия;Контакт: Рабочий телефон;Контакт: Мобильный телефон;Компания: Рабочий телефон;Ответственный
		5;Кухня;Договор;300000;19.11.2026 08:00:00;44;Ия;Ель;;+79160005001;84950005009;
	CSV
	is "$(row 1)" '{"at":"19.11.2026 08:00:00","name":"Ия Ель","phone":"+79160005001","amount":"300000","ext_id":"5","Название сделки":"Кухня","Стадия сделки":"Договор","Контакт: ID":"44","Компания: Рабочий телефон":"84950005009","_phone":"79160005001","_amount":"30000000","_stage":"contract"}'
}

@test "Bitrix24's .xls is a web page: refused, and said so" {
	printf '<html><head><meta charset="UTF-8"></head><body><table><tr><th>ID</th></tr></table>' >leads.xls
	exits 65 crm-lead-add <leads.xls
	is "$err" "crm-lead-add: leads.xls: this is a table of a web page (HTML), whatever its name says: export it as CSV, or open it in a spreadsheet and save it as CSV"
	is "$(sql 'SELECT count(*) FROM lead')" 0
	printf 'PK\3\4\24\0\6\0' >leads.xlsx
	exits 65 crm-lead-add --lang ru <leads.xlsx
	is "$err" "crm-lead-add: leads.xlsx: это книга Excel или другой архив, а не CSV: сохраните как CSV"
}

@test "--template is a heading that goes in as it is, also where no database is" {
	exits 0 crm-lead-add --template -d nowhere.db
	is "$out" "at,name,phone,email,company,source,campaign,project,payment,family,amount,comment,manager,stage,ext_id,consent,inn,consent_call,consent_email,consent_letter,consent_messenger,consent_sms,optout,optout_call,optout_email,optout_letter,optout_messenger,optout_sms,state,reason,closed,stage_since"
	exits 0 crm-lead-add <<<"$out"
	is "$err" "crm-lead-add: read 0 = added 0"
	exits 0 crm-lose --template
	is "$out" "$(crm-lose --help | sed -n 's/^columns in: //p' | tr -d '*+' | tr ' ' ,)"
	exits 64 crm-vcard-in --template
	exits 64 crm-vcard-in --map x.csv
	exits 64 crm-conf --template
	exits 64 crm-conf get stage --template
	exits 64 crm-conf lint --template
}

@test "HubSpot, Salesforce, Zoho: names in pieces, owners are theirs" {
	exits 0 crm-lead-add <<-'CSV'
		Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Original Source,Create Date,Associated Company
		31,Mary,Oak,mary@oak.example,+44 20 7946 0001,Sam Sales,Open,Organic Search,2026-11-18 10:00,Oak Ltd
	CSV
	exits 0 crm-lead-add <<-'CSV'
		Lead ID,First Name,Last Name,Email,Email Opt Out,Phone,Other Phone,Title,Lead Owner,Company / Account,Description,Created By,Lead Source,Rating,City
		00Q1,John,,john@pine.example,0,,+44 20 7946 0002,CEO,Sam Sales,Pine plc,wants a demo,Robot,Web,Hot,Leeds
	CSV
	exits 0 crm-lead-add <<-'CSV'
		LEADID,Lead Owner,Company,First Name,Last Name,Email,Mobile,Lead Source,Lead Status,Created Time,Secondary Email
		z1,Sam Sales,Fir Inc,Lee,Fir,,+1 212 555 0144,Trade Show,Contacted,"15 Apr, 2021 00:03:00",lee@fir.example
	CSV
	is "$(row 1)" '{"at":"2026-11-18 10:00","name":"Mary Oak","phone":"+44 20 7946 0001","email":"mary@oak.example","company":"Oak Ltd","source":"Organic Search","ext_id":"31","Contact owner":"Sam Sales","Lead Status":"Open","_phone":"442079460001"}'
	is "$(row 2)" '{"name":"John","phone":"+44 20 7946 0002","email":"john@pine.example","company":"Pine plc","source":"Web","comment":"wants a demo","ext_id":"00Q1","optout_email":"0","Title":"CEO","Lead Owner":"Sam Sales","Created By":"Robot","Rating":"Hot","City":"Leeds","_phone":"442079460002","_consent":"none"}'
	is "$(row 3)" '{"at":"15 Apr, 2021 00:03:00","name":"Lee Fir","phone":"+1 212 555 0144","email":"lee@fir.example","company":"Fir Inc","source":"Trade Show","ext_id":"z1","Lead Owner":"Sam Sales","Lead Status":"Contacted","_phone":"12125550144"}'
}

@test "the person is the client: what the deal is called stays beside it" {
	take() { printf '%s\n' "$@" | crm-lead-add -q >/dev/null; }
	take Id,Name,StageName,Contact.Name,Contact.Phone '1,Flat 12,new,Anna Lee,89160000001' '2,Flat 13,new,,89160000002'
	take Id,Name,Contact.FirstName,Contact.LastName,Contact.Phone '3,Flat 14,Oleg,Kim,89160000003'
	take 'ID;Name;Contact;Phone;Sum' '4;Deal with Anna;Анна Ли;89160000004;100' '5;Deal 5;;89160000005;100'
	take name,contact_name,contact_phone 'Сделка 6,Пётр,89160000006'
	take 'name;Клиент;phone;amount' 'Сделка 7;Вера;89160000007;5'
	take 'Name;Contact' 'Егор;89160000008' 'Нина;89160000009' 'Лев;89160000010'
	take 'NAME;LAST_NAME;PHONE' 'Майя;Ли;89160000011'
	take 'Name;Фамилия;Телефон' 'Ли Зоя;Ким;89160000012'
	is "$(crm-leads -o lead,name)" 'lead,name
1,Anna Lee
2,
3,Oleg Kim
4,Анна Ли
5,Deal 5
6,Пётр
7,Вера
8,Егор
9,Нина
10,Лев
11,Майя Ли
12,Ли Зоя'
	is "$(for n in 1 2 3; do field $n Name; done)|$(field 6 'name 2')|$(field 12 Фамилия)" $'Flat 12\nFlat 13\nFlat 14|Сделка 6|Ким'
	# a map says otherwise
	printf 'from,to\nName,name\n' >map.csv
	printf 'Name,Contact.Name,phone\nSad Ltd,Anna,89160000013\n' | crm-lead-add -q --map map.csv >/dev/null
	is "$(crm-leads -o name 13)" $'name\nSad Ltd'
}

@test "an address or a phone behind a name leaves it, and is his when none is given" {
	cat >hubspot.csv <<-'CSV'
		Record ID,Deal Name,Associated Contact,Email
		1,A,Anna Petrova (anna@x.example),
		2,B,Oleg <oleg@x.example>,
		3,C,Пётр Ким (8 916 000-00-03),
		4,D,"Vera V (v@x.example);Boris B (b@x.example)",
		5,E,e@x.example,
		6,F,Иванов Иван (Москва),f@x.example
		7,G,Nina (nina@x.example),other@x.example
	CSV
	exits 0 crm-lead-add -q <hubspot.csv
	is "$(crm-leads -o lead,name,phone,email)" 'lead,name,phone,email
1,Anna Petrova,,anna@x.example
2,Oleg,,oleg@x.example
3,Пётр Ким,+79160000003,
4,Vera V,,v@x.example
5,,,e@x.example
6,Иванов Иван (Москва),,f@x.example
7,Nina,,other@x.example'
	is "$(field 4 'name 2')|$(field 7 'email 2')" 'Boris B (b@x.example)|nina@x.example'
	again hubspot.csv
	exits 0 crm-lead-add -q name='Лев <lev@x.example>'
	is "$(crm-leads -o name,email 8)" $'name,email\nЛев,lev@x.example'
}

@test "call tracking: who called is the client, whose line it was is not, and the status of a call is no stage" {
	crm-lead-add -q <<-'CSV' >/dev/null
		Дата звонка;Время звонка;Номер клиента;Номер подмены;Длительность;Статус звонка
		20.11.2026;10:00:15;+7 916 000-00-01;+7 495 000-00-09;00:01:05;Отвечен
	CSV
	crm-lead-add -q <<-'CSV' >/dev/null
		Дата;Номер телефона клиента;Номер назначения;Длительность разговора;Источник
		20.11.2026 10:00:16;79160000002;74950000009;65;yandex
	CSV
	crm-lead-add -q <<-'CSV' >/dev/null
		Дата и время;АОН;Виртуальный номер;Длительность разговора;Сотрудник
		2026-11-20 10:00:17;79160000003;74950000009;65;Ким Олег
	CSV
	crm-lead-add -q <<-'CSV' >/dev/null
		Дата;Кто звонил;С кем говорил;Длительность;Статус
		20.11.2026 10:00:18;+79160000004;Ким Олег;65;Успешный
	CSV
	crm-lead-add -q <<-'CSV' >/dev/null
		Дата;Время;Клиент;Тип;Длительность;Менеджер
		20.11.2026;10:00:19;79160000005;Входящий;0:35;Ким Олег
	CSV
	is "$(crm-leads -o name,phone,state,created_at)" 'name,phone,state,created_at
,+79160000001,open,2026-11-20T10:00:15+03:00
,+79160000002,open,2026-11-20T10:00:16+03:00
,+79160000003,open,2026-11-20T10:00:17+03:00
,+79160000004,open,2026-11-20T10:00:18+03:00
,+79160000005,open,2026-11-20T10:00:19+03:00'
	nothing "$(sql "SELECT json_extract(new, '\$.\"phone 2\"') FROM event WHERE kind = 1 AND json_extract(new, '\$.\"phone 2\"') NOT NULL")"
	is "$(field 3 'Виртуальный номер')|$(field 5 Время)" '74950000009|10:00:19'
}

@test "Avito, Google Forms, Typeform, Planfix, 1C: a question as a heading, a counterparty who is a person" {
	crm-lead-add -q <<-'CSV' >/dev/null
		Дата и время;Имя покупателя;Номер телефона;Тип контакта;Сообщение
		20.11.2026 10:00;Анна;;Чат;ещё продаёте?
	CSV
	crm-lead-add -q <<-'CSV' >/dev/null
		Отметка времени,Ваше ФИО,Контактный номер*,Электронный адрес:
		20.11.2026 10:01:00,Ли Вера,8 916 000 00 02,v@x.example
	CSV
	crm-lead-add -q <<-'CSV' >/dev/null
		#,Как вас зовут?,Ваш номер телефона?,Ваша почта?,Submitted At
		abc,Пётр,+79160000003,p@x.example,2026-11-20 10:02:00
	CSV
	crm-lead-add -q <<-'CSV' >/dev/null
		Дата;Номер;Контрагент;Телефон контрагента;Сумма документа
		20.11.2026 10:03:00;00ЦБ-15;Ли Анна Сергеевна;8-916-000-00-04;1 250 000-00
		20.11.2026 10:04:00;00ЦБ-16;"ООО ""Сад""";8(916)0000005;
		20.11.2026 10:05:00;00ЦБ-17;Сад;8(916)0000006;
	CSV
	is "$(crm-leads -o name,phone,email,amount,created_at)" 'name,phone,email,amount,created_at
Анна,,,,2026-11-20T10:00:00+03:00
Ли Вера,+79160000002,v@x.example,,2026-11-20T10:01:00+03:00
Пётр,+79160000003,p@x.example,,2026-11-20T10:02:00+03:00
Ли Анна Сергеевна,+79160000004,,1250000.00,2026-11-20T10:03:00+03:00
,+79160000005,,,2026-11-20T10:04:00+03:00
,+79160000006,,,2026-11-20T10:05:00+03:00'
	is "$(field 5 company)|$(field 6 company)" 'ООО "Сад"|Сад'
	# a map names a heading with its sign
	printf 'from,to\nКто вы?,name\n' >map.csv
	crm-lead-add -q --map map.csv <<<$'Кто вы?,phone\nЛев,89160000007' >/dev/null
	is "$(crm-leads -o name 7)" $'name\nЛев'
}

@test "Pipedrive: prefixes, a spreadsheet's day numbers where a time is due, several phones" {
	exits 0 crm-lead-add <<-'CSV'
		Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Organization,Deal - Contact person,Deal - Stage,Deal - Deal created,Deal - Update time,Deal - Product quantity,Deal - Lost reason
		45631,Roof,Sam Sales,45631,Elm GmbH,Eva Elm,Lead In,45631,45632.5,45633,
	CSV
	exits 0 crm-lead-add <<-'CSV'
		Person - Name*,Person - First name,Person - Last name,Person - Phone,Person - Email (Work),Person - Email (Home),Organization - Name*,Deal - Title,Deal - Value,Note - Content*
		,Otto,Ash,"+49 30 901820001, +49 30 901820002",otto@ash.example,o@home.example,Ash AG,Door,10,call him
	CSV
	is "$(sql "SELECT datetime(created_at, 'unixepoch', '+3 hours'), amount FROM lead WHERE lead = 1")" "2024-12-05 00:00:00|4563100"
	is "$(row 1)" '{"at":"45631","name":"Eva Elm","company":"Elm GmbH","amount":"45631","ext_id":"45631","Deal - Title":"Roof","Deal - Owner":"Sam Sales","Deal - Stage":"Lead In","Deal - Update time":"45632.5","Deal - Product quantity":"45633","_amount":"4563100"}'
	is "$(row 2)" '{"name":"Otto Ash","phone":"+49 30 901820001","email":"otto@ash.example","company":"Ash AG","amount":"10","comment":"call him","phone 2":"+49 30 901820002","email 2":"o@home.example","Deal - Title":"Door","_phone":"4930901820001","_amount":"1000"}'
}

@test "Facebook lead forms: UTF-16, tabs, prefixes of ids and phones, questions of one's own" {
	printf 'id\tcreated_time\tad_id\tad_name\tadset_id\tcampaign_id\tcampaign_name\tform_id\tform_name\tis_organic\tplatform\tкогда_вам_звонить?\tfull_name\tphone_number\temail\tlead_status\nl:7001\t2026-11-20T10:15:00+0300\tag:12\tКвартиры\tas:13\tc:14\tОсень\tf:15\tФорма\tfalse\tfb\tвечером\tОльга Рябина\tp:+79160006001\tr@client.example\tCREATED\nl:7002\t2026-11-20T10:16:00+0000\tag:12\tКвартиры\tas:13\tc:14\tОсень\tf:15\tФорма\ttrue\tig\t\tИя Рябина\tp:+79160006002\t\tCREATED\n' |
		iconv -f UTF-8 -t UTF-16 >fb.csv
	exits 0 crm-lead-add <fb.csv
	is "$(row 1)" '{"at":"2026-11-20T10:15:00+0300","name":"Ольга Рябина","phone":"p:+79160006001","email":"r@client.example","source":"fb","campaign":"Осень","ext_id":"l:7001","ad_id":"ag:12","ad_name":"Квартиры","adset_id":"as:13","campaign_id":"c:14","form_id":"f:15","form_name":"Форма","is_organic":"false","когда_вам_звонить?":"вечером","lead_status":"CREATED","_phone":"79160006001"}'
	is "$(sql "SELECT group_concat(datetime(created_at, 'unixepoch', '+3 hours')) FROM lead")" "2026-11-20 10:15:00,2026-11-20 13:16:00"
	again fb.csv
}

@test "deals: the contact's name, phone and address, the sum and the owner, under each system's own headings" {
	deal() { # HEADINGS CELLS: name, phone, e-mail, manager and sum of the deal
		printf '%s\n%s\n' "$1" "$2" | crm-lead-add -q >/dev/null
		crm-leads -o name,phone,email,manager,amount | tail -1
	}
	is "$(deal 'ID,Stage,Deal Name,Total,Currency,Contact,Contact: Work Phone,Contact: Work E-mail,Responsible person' \
		'1,Meeting,Flat,5200000.00,RUB,Anna Belova,+79169810001,a@mail.example,Oleg Kim')" "Anna Belova,+79169810001,a@mail.example,kim,5200000.00"
	is "$(deal 'ID,Lead name,Main contact,Responsible user,Pipeline stage,"Sale, ₽",Mobile phone' \
		"2,Flat,Pyotr Volkov,Oleg Kim,Meeting,5200,'+79169810002")" "Pyotr Volkov,+79169810002,,kim,5200.00"
	is "$(deal 'Opportunity ID,Opportunity Name,Stage,Amount,Primary Contact,Contact: Phone,Contact: Email,Opportunity Owner' \
		'3,Flat,Meeting,"5,200,000.00",Vera Zimina,+7 916 981-00-03,v@mail.example,Oleg Kim')" "Vera Zimina,+79169810003,v@mail.example,kim,5200000.00"
	is "$(deal 'Record ID,Deal Name,Deal Stage,Amount,Associated Contact,Contact Phone,Contact Email,Deal owner' \
		'4,Flat,Meeting (Sales Pipeline),5200000,Vera Rogova,+79169810004,r@mail.example,Oleg Kim')" "Vera Rogova,+79169810004,r@mail.example,kim,5200000.00"
	is "$(deal 'Номер;Сумма документа;Клиент;Контактное лицо;Телефон;Менеджер' \
		'5;5 200 000,00;Рогов Олег;;8 (916) 981-00-05;Ким Олег')" "Рогов Олег,+79169810005,,kim,5200000.00"
	is "$(deal 'Клиент;Контактное лицо;Телефон;Сумма договора;Ответственный менеджер' \
		'ООО Дом;Лис Вера;8 (916) 981-00-06;1 200;Ким О.')" "Лис Вера,+79169810006,,kim,1200.00"
	is "$(deal 'Lead Name,Phone' 'Zoe Lee,+79169810007')" "Zoe Lee,+79169810007,,,"
}

@test "what is somebody else's never becomes the lead's" {
	exits 0 crm-lead-add <<-'CSV'
		ФИО,Телефон,Телефон компании,Email ответственного,Account Owner Email,Owner Phone,Ответственный за контакт,Дата изменения,Кем создан
		Анна,,84950000000,x@dept.example,y@dept.example,84950000001,Иванов Иван,01.01.2020,Кто-то
	CSV
	is "$(row 1)" '{"name":"Анна","Телефон компании":"84950000000","Email ответственного":"x@dept.example","Account Owner Email":"y@dept.example","Owner Phone":"84950000001","Ответственный за контакт":"Иванов Иван","Дата изменения":"01.01.2020","Кем создан":"Кто-то"}'
}

@test "a manager of another system is ours when he is called so, is here, and is one; a stage likewise" {
	crm-conf put manager -q >/dev/null <<-'CSV'
		manager,name,left
		gone,Ушедший Пётр,2026-01-01
		two1,Два Ивана,
		two2,Два Ивана,
	CSV
	exits 0 crm-lead-add <<-'CSV'
		ФИО,Ответственный,Стадия
		A,иванов  иван,ВСТРЕЧА
		B,Ушедший Пётр,new
		C,Два Ивана,Нет такой
		D,gone,
		E,petrova,booking
	CSV
	is "$(cut -d, -f6 <<<"$out" | tail -n +2 | paste -sd,)" "ivanov,,,,petrova"
	is "$(sql "SELECT group_concat(s.stage) FROM (SELECT stage FROM lead ORDER BY lead) l JOIN stage s ON s.id = l.stage")" "meeting,new,new,new,booking"
	is "$(field 1 'Ответственный')|$(field 1 'Стадия')" "иванов  иван|ВСТРЕЧА"
	# A column of ours takes names too, and is as strict as ever about what is none or is two.
	exits 0 crm-lead-add name=H manager='Ушедший Пётр' -o reason
	is "$out" $'reason\ngone left on 2026-01-01: nobody has it'
	exits 0 crm-lead-add name=F manager='Иванов Иван' stage='Встреча'
	for bad in manager='Иванов Пётр' manager='Два Ивана' stage='Встрича'; do
		exits 65 crm-lead-add name=G "$bad"
	done
	exits 65 crm-lead-add name=G stage='Встреча с клиентом'
	exits 0 crm-db check
}

@test "operands may be pieces of a name too" {
	exits 0 crm-lead-add 'имя=Иван' 'фамилия=Петров' 'отчество=Ильич'
	exits 0 crm-lead-add name='Вся целиком' 'Имя=Часть'
	exits 0 crm-lead-add Имя=Ольга - <<<$'phone\n+79160007001'
	is "$(sql "SELECT group_concat(name) FROM client")" "Петров Иван Ильич,Вся целиком,Ольга"
	is "$(row 2)" '{"name":"Вся целиком","Имя":"Часть"}'
	exits 64 crm-lead-add 'Имя=A' first_name=B
	is "$err" "crm-lead-add: first_name is given twice"
}

@test "a source is one, however it is spelled; by the settings' name too" {
	exits 0 crm-lead-add <<-'CSV'
		ФИО,Источник,ID,Кампания
		A,Сайт,1,Осень
		B,сайт,2,осень
		C,site,3,ОСЕНЬ
		D,ВЫСТАВКА,4,
		E,Маяк,5,
		F,  маяк ,6,
		G,САЙТ,1,
	CSV
	is "$(cut -d, -f3 <<<"$out" | tail -n +2 | paste -sd,)" "added,added,added,added,added,added,known"
	is "$(crm-funnel -g source -o group,stage,reached | awk -F, '$2 == "new" { print $1, $3 }' | sort)" "$(printf 'expo 1\nsite 3\nМаяк 2')"
	is "$(sql 'SELECT count(DISTINCT campaign) FROM lead')" 1
	is "$(crm-leads --source 'сАйт' -o lead | tail -n +2 | paste -sd,)" "1,2,3"
	is "$(crm-leads --source 'МАЯК' -o lead | tail -n +2 | paste -sd,)" "5,6"
	exits 0 crm-lose ext_id=2 source=SITE reason=price
	exits 0 crm-lose ext_id=5 source=маяк reason=price
	exits 0 crm-db check
	before=$(crm-db check --hash)
	exits 0 crm-db rebuild
	is "$(crm-db check --hash)" "$before"
}

@test "a name put into the settings later changes no lead, and known rows stay known" {
	printf 'ФИО,Источник,ID\nA,Радио,1\n' >radio.csv
	exits 0 crm-lead-add <radio.csv
	crm-conf put source source=radio name=Радио -q >/dev/null
	again radio.csv
	exits 0 crm-lead-add ФИО=B Источник=радио
	exits 0 crm-qualify 1
	is "$(sql "SELECT group_concat(d.word) FROM lead l JOIN dict d ON d.kind = 1 AND d.id = l.source")" "Радио,radio"
	exits 0 crm-lose ext_id=1 source=radio reason=price
	# Two spellings with one outside id: alone it names none, and taking one back makes it name the other.
	crm-lead-add ext_id=1 source=Прочее name=C -q >/dev/null
	exits 65 crm-touch-add ext_id=1 kind=call
	exits 0 crm-undo "$(sql 'SELECT max(batch) FROM event')"
	exits 0 crm-touch-add ext_id=1 kind=call
	exits 0 crm-db check
}

@test "a header of one column: cells in quotes tell that there are more" {
	exits 65 crm-lead-add -o row,verdict,reason <<<$'name\n"A","+79160008001"\nB'
	is "$out" $'row,verdict,reason\n1,rejected,"2 cells, but the header has 1"\n2,added,'
}
