#!/usr/bin/env bats
# crm-lead-add on address books, on headings that nobody knows, and on what spreadsheets leave in a file
load helper
prepare_file() { staff; }

known() { crm-leads -o name,phone,email | tail -n +2; }
# exits STATUS, and the note on stderr
take() { exits "$1" crm-lead-add; }

@test "Google Contacts, as exported before 2024 and since: numbered headings, several values in a cell" {
	take 0 <<-'CSV'
		Name,Given Name,Additional Name,Family Name,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Organization 1 - Name
		Анна Ёлкина,Анна,,Ёлкина,хочет двушку,* My Contacts ::: Покупатели,* ,anna@client.example,Work,a2@client.example,Mobile,8 916 300-10-01 ::: +7 916 300-10-02,Home,8 (495) 300-10-03,ООО Ёлка
		,Олег,Петрович,Котов,,,,,,,,"+7 916 300 10 04",,,
	CSV
	take 0 <<-'CSV'
		First Name,Middle Name,Last Name,Organization Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 11 - Value,Phone 1 - Label,Phone 1 - Value,Phone 12 - Label,Phone 12 - Value
		Ivan,,Petrov,Roof Ltd,calls at night,* myContacts,* ,ivan@client.example,,Mobile,+79163001005,Work,+79163001006
		Пётр,,Дуб,,,,Home,,dub@client.example ::: d@client.example,,,Home,8 916 300-10-07
	CSV
	is "$(known)" 'Анна Ёлкина,+79163001001,anna@client.example
Котов Олег Петрович,+79163001004,
Ivan Petrov,+79163001005,ivan@client.example
Пётр Дуб,+79163001007,dub@client.example'
	is "$(sql "SELECT json_extract(new, '\$.\"phone 2\"', '\$.\"phone 3\"', '\$.company', '\$.comment') FROM event WHERE lead = 1 AND kind = 1")" \
		'["+7 916 300-10-02","8 (495) 300-10-03","ООО Ёлка","хочет двушку"]'
}

@test "Outlook in Russian and English, Thunderbird, Yandex: mobile, work and home; faxes and pagers are no phones" {
	take 0 <<-'CSV'
		"Обращение","Имя","Отчество","Фамилия","Организация","Рабочий факс","Телефон раб. 2","Телефон переносной","Пейджер","Адрес эл. почты","Адрес 2 эл. почты","Заметки"
		"г-жа","Вера","Олеговна","Лисина","ООО Лис","8 495 300-20-01","","8 916 300-20-02","8 495 300-20-03","","vera@client.example","двушка"
	CSV
	take 0 <<-'CSV'
		"First Name","Last Name","Company","Business Fax","Business Phone","Home Phone 2","Mobile Phone","Pager","E-mail Address","E-mail 2 Address","E-mail Type","Assistant's Phone","Notes"
		"Ann","Lee","Lee Ltd","+1 212 555 0101","","+1 212 555 0102","","+1 212 555 0103","","ann@client.example","SMTP","+1 212 555 0104","flat"
	CSV
	take 0 <<-'CSV'
		First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number
		Bob,Ray,Bob Ray,bob,,bob@client.example,,,+12125550105,+12125550106,+12125550107
	CSV
	take 0 <<-'CSV'
		Имя,Фамилия,Отображаемое имя,Основной адрес эл. почты,Номер факса,Номер пейджера,Номер мобильного телефона
		Глеб,Юрин,Глеб Юрин,gleb@client.example,84953002008,84953002009,89163002010
	CSV
	take 0 <<-'CSV'
		Имя;Фамилия;Телефон 1;Телефон 2;Email 1;Email 2
		Дина;Яковлева;;8 916 300-20-11;;dina@client.example
	CSV
	is "$(known)" 'Лисина Вера Олеговна,+79163002002,vera@client.example
Ann Lee,+12125550102,ann@client.example
Bob Ray,+12125550107,bob@client.example
Глеб Юрин,+79163002010,gleb@client.example
Дина Яковлева,+79163002011,dina@client.example'
}

@test "an unknown heading whose cells are phones or addresses is taken, and the run says so" {
	take 0 <<-'CSV'
		Full name;Contact number;Mail address
		Вера Лисина;8 916 300-30-01;vera@client.example
	CSV
	[[ $err == *"column «Contact number» is taken for phone"* && $err == *"column «Mail address» is taken for email"* ]]
	take 0 <<<$'Абонент,Phone (iPhone),Куда писать\nАнна,8 916 300-30-02,anna@client.example\nОлег,,'
	take 0 <<<$'Моб. для связи\n89163003003'
	take 0 <<<$'ФИО;Телефон;WhatsApp клиента\nПётр;нет;8-916-300-30-04'
	take 0 <<<$'name\tkontakt\nDina\tdina@client.example'
	is "$(known)" 'Вера Лисина,+79163003001,vera@client.example
Анна,+79163003002,anna@client.example
Олег,,
,+79163003003,
Пётр,+79163003004,
Dina,,dina@client.example'
}

@test "phones and addresses in one column: each is what it is" {
	take 0 <<<$'ФИО;Контактные данные\nВера Лисина;8 916 300-31-01, vera@client.example\nОлег Котов;oleg@client.example\nИра;8 916 300-31-02'
	[[ $err == *"column «Контактные данные» is taken for phone"* ]]
	take 0 <<<$'name,Телефон/E-mail\nАнна,anna@client.example\nПётр,+7 916 300 31 03'
	take 0 <<<$'name,phone\nГлеб,gleb@client.example'
	take 0 <<<$'name,email\nДина,8 (916) 300-31-04\nЕва,"eva@client.example; 8 916 300 31 05"'
	take 0 <<<$'Имя,Контакт\nЖан,8 916 300-31-06\nЗоя,zoya@client.example'
	[[ $err == *"column «Контакт» is taken for phone"* ]]
	take 0 <<<$'Name,Contact\nKlim,8 916 300-31-07'
	take 0 <<<$'Контакт,Телефон\nЛида,8 916 300-31-08'
	take 0 <<<$'name,phone\nМира,tel@'
	is "$(known)" 'Вера Лисина,+79163003101,vera@client.example
Олег Котов,,oleg@client.example
Ира,+79163003102,
Анна,,anna@client.example
Пётр,+79163003103,
Глеб,,gleb@client.example
Дина,+79163003104,
Ева,+79163003105,eva@client.example
Жан,+79163003106,
Зоя,,zoya@client.example
Klim,+79163003107,
Лида,+79163003108,
Мира,,'
}

@test "a list without a heading is refused: its first line is somebody" {
	for first in 'Вера Лисина;8 916 300-32-01' 'vera@client.example,Вера' 'Вера	+79163003203' '89163003204,Анна,двушка'; do
		exits 65 crm-lead-add <<<"$first"$'\n'"$first"
		[[ $err == *"the first line is no heading, «"*"» stands in it: put one before it, such as name,phone,email"* ]]
	done
	exits 65 crm-lead-add --lang ru <<<$'Вера;8 916 300-32-01\nОлег;8 916 300-32-02'
	[[ $err == *"первая строка не заголовок, в ней стоит «8 916 300-32-01»"* ]]
	is "$(sql 'SELECT count(*) FROM lead')" 0
}

@test "whose phone it is, is not guessed: the run only says that nothing was taken" {
	told() {
		take 0
		[[ $err == *"column «$1» is not taken, though its cells look like $2"*"--map"* ]]
	}
	told 'Номер агента' phone <<<$'ФИО;Номер агента\nАнна;89163004001'
	told 'Manager mail' email <<<$'Full name,Manager mail\nБорис,kim@dept.example'
	told 'Код' phone <<<$'ФИО;Код\nВера;79163004002'
	told 'Номер, на который звонили' phone <<<$'ФИО;Номер, на который звонили\nГлеб;84953004003\nДина;84953004003\nЕва;84953004003\nЖан;8 495 300-40-03'
	told 'Телефон помощника' phone <<<$'ФИО;Телефон помощника \nЗоя;89163004004' || [[ $err != *"is taken"* ]]
	is "$(crm-leads -o phone,email | sort -u)" ',
phone,email'
	# nothing of the kind: nothing is said
	take 0 <<<$'ФИО;Комментарий\nИра;перезвонить по 89163004005 после шести, она просила'
	[[ $err != *column* ]]
	# a map decides
	printf 'from,to\nНомер агента,phone\n' >map.csv
	exits 0 crm-lead-add --map map.csv <<<$'ФИО;Номер агента\nКлим;89163004006'
	is "$(crm-leads -o name,phone | tail -1)" 'Клим,+79163004006'
}

@test "nothing that tells who it is, under any heading: the file is refused, with the header of the answer" {
	exits 65 crm-lead-add <<<$'Город;Адрес\nМосква;Ленина 1'
	is "$out" row,lead,verdict,reason,client,manager,match
	[[ $err == *"none of the columns name, phone, email, ext_id"* ]]
	exits 65 crm-lead-add <<<'Город;Адрес'
	exits 0 crm-lead-add name=Анна - <<<$'Город;Адрес\nМосква;Ленина 1'
	is "$(crm-leads -o name | tail -1)" Анна
}

@test "a total line is no lead; somebody whose name only begins so is one" {
	exits 65 crm-lead-add <<-'CSV'
		Имя;Телефон;Компания;Сумма
		Анна;89163005001;;1000
		Итого;;;1000
		ВСЕГО:;;;1000
		Итого по отделу продаж;;;1000
		Всего заявок: 5;;;
		Grand Total;;;1000
		Subtotal 12;;;
		Тотал;;Тотал Энерджи;
		Всеволод;;;
		Итого;89163005002;;
	CSV
	is "$(cut -d, -f3,4 <<<"$out" | tail -n +2 | paste -sd' ')" \
		'added, rejected,"a total line rejected,"a total line rejected,"a total line rejected,"a total line rejected,"a total line rejected,"a total line added, added, added,'
	[[ $err == *"row 3 (line 4): a total line, no inquiry"* ]]
	exits 65 crm-lead-add <<<$'№,Name,Amount\n1,Ann,5\nИтого,,5'
	is "$(cut -d, -f3 <<<"$out" | paste -sd' ')" 'verdict added rejected'
}

@test "what a web page wrote for a character is that character" {
	take 0 <<-'CSV'
		name,company,comment,phone
		Анна,"ООО &quot;Ромашка&quot; &amp; Co","1&nbsp;500&#8381; &lt; 2000 &laquo;да&raquo; AT&T &foo; &","8&nbsp;916&nbsp;300-60-01"
	CSV
	is "$(sql "SELECT json_extract(new, '\$.company', '\$.comment') FROM event WHERE kind = 1")" \
		'["ООО \"Ромашка\" & Co","1 500₽ < 2000 «да» AT&T &foo; &"]'
	is "$(crm-leads -o phone | tail -1)" '+79163006001'
}

@test "a short row is taken, and says that the file may be cut off; empty headings at the end are none" {
	take 0 <<<$'Имя;Телефон;Сумма;;\nАнна;89163007001;5\nБорис;89163007002\nВера'
	is "$(cut -d, -f2- <<<"$out" | tail -n +2)" '1,added,,1,,
2,added,"2 cells, the header has 3: is the file cut off?",2,,
3,added,"1 cells, the header has 3: is the file cut off?",3,,'
	exits 0 crm-lose <<<$'lead,reason,note\n1,price\n2,price,дорого'
	is "$(cut -d, -f2-4 <<<"$out" | tail -n +2)" '1,done,"2 cells
2,done,'
}

@test "a phone as a power of ten is that phone, unless digits were lost" {
	take 0 <<-'CSV'
		name,phone
		1,7.9161234567E10
		2,"7,9161234566E+10"
		3,'7.9161234568e10
		4,9.161234569E9
		5,7.91612345E10
		6,79161234571E0
		7,7.91612E+10
		8,7E10
		9,89161234572.0
	CSV
	is "$(crm-leads -o name,phone | tail -n +2)" '1,+79161234567
2,+79161234566
3,+79161234568
4,+79161234569
5,+79161234500
6,
7,
8,
9,+79161234572'
	is "$(grep -c 'not a phone number' <<<"$out")" 3
}
