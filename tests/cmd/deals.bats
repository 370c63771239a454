#!/usr/bin/env bats
# Deals of other systems come in as they stand there: won, lost, and where they are open.
load helper

prepare_file() { staff; }

leads() { crm-leads -o "${1:-lead,state,stage,reason,amount}" "${@:2}" | tail -n +2; }

@test "closed deals of Bitrix24 come in closed, with reason, sum and owner" {
	exits 0 crm-lead-add <<-'CSV'
		"ID";"Название сделки";"Стадия сделки";"Сумма";"Валюта";"Контакт";"Телефон";"Ответственный";"Дата создания";"Закрыта";"Причина провала"
		"11";"Первая";"Сделка успешна";"100,00";"RUB";"Анна Белова";"+79161110001";"Иванов Иван";"01.11.2026 10:00:00";"Y";""
		"12";"Вторая";"Сделка провалена";"200,00";"RUB";"Пётр Волков";"+79161110002";"Ким Олег";"02.11.2026 10:00:00";"Y";"ДОРОГО"
		"13";"Третья";"Встреча";"300,00";"RUB";"Вера Зимина";"+79161110003";"Ким Олег";"03.11.2026 10:00:00";"N";""
		"14";"Четвёртая";"Сделка провалена";"";"";"Гуля Ким";"+79161110004";"";"04.11.2026 10:00:00";"Y";"Ушла в секту"
	CSV
	is "$(leads lead,state,stage,reason,amount,manager)" "$(printf '%s\n' 1,won,contract,,100.00,ivanov 2,lost,new,price,200.00,kim \
		3,open,meeting,,300.00,kim 4,lost,new,,,)"
	is "$(cut -d, -f3,4 <<<"$out" | tail -n +2)" "$(printf '%s\n' added, added, added, 'added,reason: «Ушла в секту» is none of ours: kept as a note')"
	is "$(head -1 <<<"$err")" "crm-lead-add: reason not understood in 1 row: «Ушла в секту» 1 (see --map-template)"
	is "$(tail -1 <<<"$err")" "crm-lead-add: read 4 = added 4 (batch 3)"
	is "$(sql 'SELECT new FROM event WHERE kind = 7 ORDER BY event' | tail -1)" '{"note":"Ушла в секту"}'
	is "$(crm-db check | tail -1)" "replay,ok,0 differences"
	exits 0 crm-undo 3 -q
	nothing "$(leads)"
	is "$(crm-db check | tail -1)" "replay,ok,0 differences"
}

# ended COLUMN,VALUE...: state, stage and reason of one deal with these cells
ended() {
	printf 'id,name,%s\n%s,A,%s\n' "$1" "$RANDOM$RANDOM" "$2" >one.csv
	crm-lead-add -q <one.csv >one.out
	crm-leads -o state,stage,reason | tail -1
}

@test "the words of other systems for won and lost, in a column of a stage or a status" {
	while IFS='|' read -r column word wanted; do
		is "$column $word $(ended "$column" "$word")" "$column $word $wanted"
	done <<-'LIST'
		Стадия сделки|Сделка успешна|won,contract,
		Этап сделки|Успешно реализовано|won,contract,
		Этап сделки|УСПЕШНО  РЕАЛИЗОВАНО|won,contract,
		Этап сделки|142|won,contract,
		Этап сделки|Закрыто и не реализовано|lost,new,
		Этап сделки|143|lost,new,
		Статус|C2:WON|won,contract,
		Статус|C12:LOSE|lost,new,
		Стадия|APOLOGY|lost,new,
		Deal Stage|closedwon|won,contract,
		Deal Stage|closedlost|lost,new,
		Deal Stage|Closed Won|won,contract,
		Stage|Closed Lost|lost,new,
		Lead Status|Closed - Not Converted|lost,new,
		Lead Status|Lost Lead|lost,new,
		Lead Status|Junk Lead|disqualified,new,
		Lead Status|Unqualified|disqualified,new,not_target
		Deal - Status|Won|won,contract,
		Deal - Status|lost|lost,new,
		Состояние|Выиграна|won,contract,
		Состояние|Проиграна|lost,new,
		Status|Closed: Lost|lost,new,
		Статус|Отказ клиента|lost,new,
		Статус|Отменён|lost,new,
		Статус|Нецелевой|disqualified,new,not_target
		Статус|Не целевой лид|disqualified,new,not_target
		Статус|Спам|disqualified,new,spam
		Статус|Дорого|lost,new,price
		state|won|won,contract,
		state|disqualified|disqualified,new,
		Статус|Не закрыта|open,new,
		Lead Status|Open - Not Contacted|open,new,
		Статус|В работе|open,new,
		Статус|Встреча|open,meeting,
		Deal Stage|Closed Won (Sales Pipeline)|won,contract,
		Deal Stage|Closed lost (Продажи)|lost,new,
		Deal Stage|Meeting (Sales Pipeline)|open,meeting,
		Stage|Closed Lost to Competition|lost,new,
		Stage|Closed-Lost to Competition|lost,new,
		Stage|Closed (Won)|won,contract,
		Стадия сделки|Анализ причины провала|lost,new,
		Stage|Analyze failure|lost,new,
		Этап|Потеряно|lost,new,
		Статус|Потеря клиента|lost,new,
		Статус|Заявка отклонена|lost,new,
		Статус|Аннулирована|lost,new,
		Статус|Договор расторгнут|lost,new,
		Статус|Продана|won,contract,
		Status|Sold|won,contract,
		Status|Contract signed|won,contract,
		Статус|Купил|won,contract,
		Статус|Не купил|lost,new,
		Lead Status|Contact in Future|open,new,
		Lead Status|Pre-Qualified|open,new,
	LIST
}

@test "usual words for the reasons of the packs" {
	while IFS='|' read -r word wanted; do
		is "$word $(ended "Status,Closed Lost Reason" "Closed Lost,$word")" "$word lost,new,$wanted"
	done <<-'LIST'
		Too pricey|price
		Цена высокая|price
		Неустраивает цена|price
		Lost to Competitor|competitor
		Competitors|competitor
		Купил у конкурентов|competitor
		Не берёт трубку|no_answer
		Не отвечает на звонки|no_answer
		Отказ банка|mortgage_denied
		Отложили|timing
		Передумали|changed_mind
		Не подошло расположение|location
		Что-то ещё|
	LIST
}

@test "what only sounds like an end is none: the row says that it is not understood" {
	for word in 'Успешный звонок' 'Отказ от ипотеки' "Won't answer" 'Payment Done' 'Закрытый показ'; do
		is "$word $(ended Статус "$word")" "$word open,new,"
		is "$(tail -1 one.out | cut -d, -f4)" "stage: «$word» is not understood"
	done
	# An address has a state too.
	is "$(ended State Texas)" "open,new,"
	is "$(tail -1 one.out | cut -d, -f3,4)" "added,"
}

@test "words that are not understood are counted before the sum; a known row does not count again" {
	printf 'ID,Имя,Стадия,Причина отказа\n1,А,Холд,\n2,Б,Холд,\n3,В,Замер,\n4,Г,Проиграна,Кот против\n' >held.csv
	exits 0 crm-lead-add <held.csv
	is "$err" "$(printf '%s\n' 'crm-lead-add: stage not understood in 3 rows: «Холд» 2, «Замер» 1 (see --map-template)' \
		'crm-lead-add: reason not understood in 1 row: «Кот против» 1 (see --map-template)' 'crm-lead-add: read 4 = added 4 (batch 3)')"
	exits 0 crm-lead-add <held.csv
	is "$err" "crm-lead-add: read 4 = known 4 (batch 4)"
	# A slip in our own column is refused, and so is what is typed.
	exits 65 crm-lead-add <<<$'name,stage\nA,metting'
	exits 65 crm-lead-add name=A stage=Холд
}

@test "the day of closing: its own column, several of them, a day alone, one before it came, one of the future" {
	exits 0 crm-lead-add <<-'CSV'
		Deal - ID,Deal - Contact person,Deal - Deal created,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Last stage change,Deal - Stage
		1,A,2026-10-01 10:00:00,won,2026-10-20 12:00:00,,,,
		2,B,2026-10-01 10:00:00,lost,,2026-10-21 12:00:00,price,2026-10-05 09:00:00,Встреча
		3,C,2026-10-01 10:00:00,lost,,2026-10-01,price,,
		4,D,2026-10-01 10:00:00,lost,,2026-09-01,price,,
		5,E,2026-10-01 10:00:00,lost,,2030-01-01,price,,
		6,F,2026-10-01 10:00:00,open,2026-11-30,,,,
		7,G,2026-10-01 10:00:00,won,soon,,,,
	CSV
	is "$(sql "SELECT lead, state, datetime(decided_at, 'unixepoch', '+3 hours') FROM lead")" "$(printf '%s\n' '1|1|2026-10-20 12:00:00' \
		'2|2|2026-10-21 12:00:00' '3|2|2026-10-01 10:00:00' '4|2|2026-09-01 00:00:00' '5|2|2026-11-23 18:00:00' '6|0|' '7|1|2026-10-01 10:00:00')"
	is "$(cut -d, -f1,4 <<<"$out" | grep closed)" "$(printf '%s\n' '4,closed: «2026-09-01» is before it came' \
		'5,closed: «2030-01-01» is in the future: taken as now' '7,closed: not a time: «soon»')"
	is "$(leads lead,state,stage,stage_since 2)" "2,lost,meeting,2026-10-05T09:00:00+03:00"
	# Before it was closed it was open, and a report of that day says so.
	is "$(crm-leads -T 2026-10-10 -o lead,state | tail -n +2 | paste -sd' ')" "1,open 2,open 3,lost 4,lost 5,open 6,open 7,won"
	is "$(crm-db check | tail -1)" "replay,ok,0 differences"
}

@test "a deal is that deal, whatever else its client has; an inquiry is not" {
	exits 0 crm-lead-add <<-'CSV'
		ID,Имя,Телефон,Стадия сделки,Закрыта
		1,Анна,+79161110001,Сделка провалена,Y
		2,Анна,+79161110001,Сделка успешна,Y
		3,Анна,+79161110001,Бронь,N
		4,Анна,+79161110001,Новая,N
	CSV
	is "$(leads lead,state,stage)" "$(printf '%s\n' 1,lost,new 2,won,contract 3,open,booking 4,open,new)"
	is "$(cut -d, -f3 <<<"$out" | tail -n +2 | paste -sd' ')" "added repeat repeat repeat"
	# The next inquiry of the same client is one.
	is "$(crm-lead-add phone=+79161110001 | tail -1 | cut -d, -f3)" existing
	crm-lead-add -q name=Б phone=+79161110002 state=lost reason=price >/dev/null
	is "$(crm-lead-add phone=+79161110002 | tail -1 | cut -d, -f2,3)" "6,returned"
}

@test "the kind of a reason decides: lost for one to lose, disqualified for the other" {
	is "$(ended 'state,reason' 'lost,spam')" disqualified,new,spam
	is "$(ended 'state,reason' 'disqualified,price')" lost,new,price
	is "$(ended 'Статус,Причина отказа' 'Закрыта,Неверный номер')" disqualified,new,wrong_number
	is "$(ended 'Статус,Lost Reason' 'Closed,Too expensive')" lost,new,price
	is "$(ended 'Статус,Причина отказа' 'В работе,Дорого')" open,new,
	is "$(ended 'Статус' 'Закрыта')" open,new,
	is "$(tail -1 one.out | cut -d, -f4,5)" '"closed, but neither won nor lost: taken as open"'
}

# A department with a lead in every state, with and without reason, sum and manager.
department() {
	local i=0 stage reason
	for stage in new qualified meeting booking contract; do
		for amount in '' 1250000.50; do
			for manager in '' kim; do
				i=$((i + 1))
				printf '2026-10-0%d 10:%02d:00,Клиент %d,+7916000%04d,site,%s,%s,%s\n' $((i % 9 + 1)) "$i" "$i" "$i" "$amount" "$manager" "$stage"
			done
		done
	done | { echo at,name,phone,source,amount,manager,stage; cat; } | crm-lead-add -q >/dev/null
	crm-conf get reason | tail -n +2 | cut -d, -f1,3 | while IFS=, read -r reason kind; do
		i=$((i + 1))
		crm-lead-add -q at='2026-10-11 09:30' name="Отказ $reason" email="$reason@client.example" amount=100 campaign=осень project='ЖК "Ель"; дом 2' >lead
		lead=$(tail -1 lead | cut -d, -f2)
		crm-assign -q "$lead" manager=petrova >/dev/null
		[ $((lead % 2)) = 0 ] || crm-move -q "$lead" stage=meeting at='2026-10-12 11:00' >/dev/null
		case $kind in lose) crm-lose -q "$lead" reason="$reason" at='2026-10-15 12:00' ;; *) crm-disqualify -q "$lead" reason="$reason" ;; esac >/dev/null
	done
	crm-lead-add -q name='=Формула' email=f@client.example at=2026-10-20 >/dev/null
	crm-move -q 35 stage=booking at='2026-10-25 10:00' >/dev/null
	crm-win -q 35 amount=77 at='2026-11-01 10:00' >/dev/null
	crm-lose -q 1 reason=price >/dev/null
	crm-return -q 1 at='2026-11-20 10:00' >/dev/null
	# A client with two deals, one of them open.
	crm-lead-add -q name='Отказ price' email=price@client.example state=lost reason=timing at=2026-09-01 >/dev/null
}

@test "our own list into a new department gives the same list, in every format" {
	department
	columns=lead,client,name,phone,email,state,stage,manager,source,project,amount,created_at,stage_since,reason
	is "$(crm-leads | tail -n +2 | cut -d, -f1 | wc -l)" 36
	crm-leads -o $columns >wanted
	is "$(crm-leads -o state | sort | uniq -c | awk '{ print $2, $1 }' | paste -sd' ')" "disqualified 6 lost 9 open 16 state 1 won 5"
	for format in '' '-f tsv' '-f json' '--excel' '--excel --lang ru'; do
		crm-leads $format >list
		rm -f new.db*
		CRM_DB=new.db crm-db init --pack realty -q >/dev/null
		crm-conf get manager | CRM_DB=new.db crm-conf put manager -q >/dev/null
		CRM_DB=new.db exits 0 crm-lead-add <list
		CRM_DB=new.db crm-leads -o $columns >got
		is "$format
$(cat got)" "$format
$(cat wanted)"
		is "$(CRM_DB=new.db crm-db check | tail -1)" "replay,ok,0 differences"
		CRM_DB=new.db exits 0 crm-lead-add <list
		is "${err##*: }" "read 36 = known 36 (batch 4)"
	done
}

@test "the reason that a rejects file adds is not the lead's own" {
	printf 'name,phone,Стадия,Причина отказа\nА,+79161110001,Проиграна,Дорого\n,,Проиграна,Дорого\n' >deals.csv
	exits 65 crm-lead-add -r rejects.csv <deals.csv
	sed -i 's/^,/Б,/' rejects.csv
	exits 0 crm-lead-add -r again.csv <rejects.csv
	is "$(leads lead,state,reason)" "$(printf '%s\n' 1,lost,price 2,lost,price)"
	printf 'name,phone,state,reason\n,,lost,price\n' >own.csv
	exits 65 crm-lead-add -r rejects.csv <own.csv
	is "$(cat rejects.csv)" "$(printf 'name,phone,state,reason,reason\n,,lost,price,needs at least one of: name phone email ext_id')"
	sed -i 's/^,/В,/' rejects.csv
	exits 0 crm-lead-add <rejects.csv
	is "$(leads lead,state,reason 3)" 3,lost,price
}

@test "a map may say what words mean: stages, reasons, managers, by heading or by our name" {
	cat >map.csv <<-'CSV'
		column,from,to
		,Чей,manager
		,Телефончик,phone
		стадия,Первый звонок,meeting
		Стадия,Оплата,won
		этап,Мимо,lost
		reason,Не звезда,price
		manager,Петя,kim
		Стадия,Шум,-
		Стадия,Замер,
	CSV
	exits 0 crm-lead-add --map map.csv <<-'CSV'
		ID,Имя,Стадия,Чей,Причина отказа,Телефончик
		1,А,Первый звонок,Петя,,+79161110001
		2,Б,ОПЛАТА,петя,,
		3,В,Мимо,,не звезда,
		4,Г,Шум,,,
		5,Д,Замер,,,
	CSV
	is "$(leads lead,state,stage,manager,reason,phone)" "$(printf '%s\n' 1,open,meeting,kim,,+79161110001 2,won,contract,kim,, 3,lost,new,,price, 4,open,new,,, 5,open,new,,,)"
	is "$(cut -d, -f1,4 <<<"$out" | tail -n +2)" "$(printf '%s\n' 1, 2, 3, 4, '5,stage: «Замер» is not understood')"
	is "$err" "$(printf '%s\n' 'crm-lead-add: stage not understood in 1 row: «Замер» 1 (see --map-template)' 'crm-lead-add: read 5 = added 5 (batch 3)')"
	is "$(sql "SELECT json_extract(new, '\$.\"Стадия\"') FROM event WHERE kind = 1" | paste -sd' ')" "Первый звонок ОПЛАТА Мимо Шум Замер"
	# A slip in the map's own words is one.
	printf 'column,from,to\nстадия,Оплата,metting\n' >slip.csv
	exits 65 crm-lead-add --map slip.csv <<<$'ID,Имя,Стадия\n9,Я,Оплата'
	[[ $err == *metting*meeting* ]]
}

@test "what of a map does not fit the file is told, and the rows go in" {
	told() {
		printf '%s\n' "from,to" "$1" >map.csv
		printf 'Абонент,Линия,Ф\nАнна,89160000061,X\n' | crm-lead-add --map map.csv 2>&1 >/dev/null | grep map | head -1
	}
	is "$(told $'Абонент,name\nЛинк,phone')" "crm-lead-add: the map's «Линк» is no column of this file"
	is "$(told $'Абонент,name\nАБОНЕНТ,phone')" "crm-lead-add: the map has «АБОНЕНТ» twice: the first counts"
	is "$(told $'Абонент,name\nФ,name')" "crm-lead-add: the map leads «Абонент» and «Ф» to name: «Ф» is kept as it is"
	is "$(told 'Линник,phone')" "crm-lead-add: the map's «Линник» is no column of this file"
	nothing "$(told $'Абонент,name\nЛиния,phone\nФ,phone' || true)"
	printf 'column,from,to\nЭтап,Х,won\n' >map.csv
	is "$(printf 'Имя\nА\n' | crm-lead-add --map map.csv 2>&1 >/dev/null | head -1)" "crm-lead-add: the map's column «Этап» is no column of this file"
	is "$(printf 'Имя\nА\n' | crm-lead-add --lang ru --map map.csv 2>&1 >/dev/null | head -1)" \
		"crm-lead-add: в файле нет колонки «Этап», слова которой названы в таблице соответствий"
}

exported() {
	cat <<-'CSV'
		Id,Deal Owner Name,Stage,Lost Reason,Created Time,Closing Date,Contact Name,Offerings,Content
		1,Julia Nelson,Lost,Doesn’t Answer,01.02.2026 10:00,03.02.2026,A,,v1
		2,Julia Nelson,Payment Done,,01.02.2026 11:00,05.02.2026,B,x,v1
		3,Ben Hall,Lost,Gutstein refusal,01.02.2026 12:00,03.02.2026,C,,v1
		4,Ким Пётр,Call Delayed,,02.02.2026 10:00,,D,,v1
		5,,Qualifed,,02.02.2026 10:00,,E,,v1
		6,Ben Hall,Call Delayed,,02.02.2026 10:00,,F,,v1
	CSV
}

@test "--map-template prints the map to fill in, and writes nothing" {
	exits 0 crm-lead-add --map-template < <(exported)
	is "$out" "$(printf '%s\n' column,from,to ,Offerings, ,Content, 'stage,Call Delayed,' 'stage,Payment Done,' stage,Qualifed,qualified \
		'reason,Gutstein refusal,' 'manager,Julia Nelson,' 'manager,Ben Hall,' 'manager,Ким Пётр,')"
	is "$err" "crm-lead-add: read 6 rows: 9 headings and words to map"
	nothing "$(leads)"
	is "$(sql 'SELECT count(*) FROM batch')" 2
	# Fed back with nothing filled in only what is sure is taken; filled in, it is all that is wanted.
	echo "$out" >map.csv
	exits 0 crm-lead-add -n --map map.csv < <(exported)
	sed -i 's/^stage,Payment Done,/&won/; s/^manager,Ким Пётр,/&kim/' map.csv
	exits 0 crm-lead-add --map map.csv --make < <(exported)
	is "$(leads lead,state,stage,manager,reason)" "$(printf '%s\n' 1,lost,new,julia_nelson,no_answer 2,won,contract,julia_nelson, \
		3,lost,new,ben_hall,gutstein_refusal 4,open,call_delayed,kim, 5,open,qualified,, 6,open,call_delayed,ben_hall,)"
	exits 0 crm-lead-add --map-template --map map.csv < <(exported)
	is "$out" column,from,to
	exits 65 crm-lead-add --map-template </dev/null
	exported >deals.csv
	exits 74 sh -c "crm-lead-add --map-template <deals.csv >/dev/full"
}

@test "--make makes what is missing in the same batch, and undo takes it away again" {
	crm-conf get stage >stages
	crm-conf get reason >reasons
	crm-conf get manager >managers
	exits 0 crm-lead-add --make <<-'CSV'
		ID,Имя,Ответственный,Стадия,Причина отказа
		1,А,Сидорова Яна,Замер назначен,
		2,Б,Сидорова Яна,Проиграна,Кот против
		3,В,,Замер  назначен,
	CSV
	is "$(leads lead,state,stage,manager,reason)" "$(printf '%s\n' 1,open,zamer_naznachen,sidorova_yana, 2,lost,new,sidorova_yana,kot_protiv 3,open,zamer_naznachen,,)"
	is "$(crm-conf get stage | cut -d, -f1-4 | sed -n '5,7p')" "$(printf '%s\n' booking,Бронь,40,open 'zamer_naznachen,Замер назначен,41,open' contract,Договор,50,won)"
	is "$(crm-db check | tail -1)" "replay,ok,0 differences"
	is "${err##*: }" "read 3 = added 3 (batch 3)"
	exits 0 crm-undo 3 -q
	is "$(crm-conf get stage)" "$(cat stages)"
	is "$(crm-conf get reason)" "$(cat reasons)"
	is "$(crm-conf get manager)" "$(cat managers)"
	is "$(crm-db check | tail -1)" "replay,ok,0 differences"
	# A dry run, and one that is refused as a whole, leave nothing.
	exits 0 crm-lead-add -n --make <<<$'ID,Имя,Стадия\n1,А,Замер'
	exits 65 crm-lead-add --atomic --make <<<$'ID,Имя,Стадия,at\n1,А,Замер,\n,,,'
	is "$(crm-conf get stage)" "$(cat stages)"
}

@test "one run makes and lists all that is missing, also what stands beside an unknown manager" {
	printf 'from,to\nАбонент,Имя\nЛиния,Телефон\nЭтап,stage\nКто вёл,manager\nПочему,Причина отказа\n' >map.csv
	printf '%s\n' Абонент,Линия,Этап,'Кто вёл',Почему Анна,89160000061,Показ,Бобров, Борис,89160000062,Слив,Ушлый,'Ушёл в секту' >deals.csv
	exits 0 crm-lead-add --map map.csv --map-template <deals.csv
	is "$(tail -n +2 <<<"$out" | sort)" "$(printf '%s\n' manager,Бобров, manager,Ушлый, 'reason,Ушёл в секту,' stage,Показ,)"
	exits 0 crm-lead-add --map map.csv --make <deals.csv
	is "$(leads lead,name,phone,state,stage,reason,manager)" "$(printf '%s\n' 1,Анна,+79160000061,open,pokaz,,bobrov 2,Борис,+79160000062,lost,new,ushel_v_sektu,ushlyy)"
}

@test "a stage that is made stands before the one that wins, however close that is" {
	printf 'stage,name,pos,kind\nlast,Последний,50,open\n' | crm-conf put stage -q >/dev/null
	exits 0 crm-lead-add --make <<<$'ID,Имя,Стадия\n1,А,Замер\n2,Б,Монтаж\n3,В,Договор'
	is "$(crm-conf get stage | cut -d, -f1 | tail -4 | paste -sd' ')" "last zamer montazh contract"
	is "$(leads lead,state,stage)" "$(printf '%s\n' 1,open,zamer 2,open,montazh 3,won,contract)"
	is "$(crm-db check | tail -1)" "replay,ok,0 differences"
}

# Seen to fail when a row keeps the stays of the one before it: two were counted too many, and those of a chunk before are gone.
@test "a deal that ended has stayed somewhere, and the plain rows behind it have not" {
	exits 0 env CRM_CHUNK_ROWS=2 crm-lead-add <<<$'ext_id,name,at,stage,state,closed\n1,А,2026-11-02 10:00,meeting,lost,2026-11-05 10:00\n2,Б,2026-11-03 10:00,,,
3,В,2026-11-04 10:00,,,\n4,Г,2026-11-04 11:00,,,'
	is "$(crm-db check | tail -1)" "replay,ok,0 differences"
}
