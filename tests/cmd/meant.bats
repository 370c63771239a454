#!/usr/bin/env bats
# What is shown can be typed: names, other cases, plurals and addresses for codes, in cells and in options.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-conf put manager -q manager=ivanova name='Иванова Ольга' role=manager unit=south >/dev/null
}

@test "a manager by code in any case, by name in either order, by initials and by e-mail, under any heading" {
	local heading
	for heading in manager Менеджер Ответственный 'Lead Owner' 'Deal owner' 'Ответственный за сделку'; do
		rm -f crm.db* && cp -a "$BATS_FILE_TMPDIR"/crm.db* .
		{
			printf 'name;phone;%s\n' "$heading"
			printf 'Y1;8916910001%d;%s\n' 1 'Иван Иванов' 2 'иванов иван' 3 IVANOV 4 'Иванов И.' 5 'И. Иванов' \
				6 'Иванов Иван Петрович' 7 'Иванов, Иван' 8 'Ivan Ivanov' 9 Ivanov@Dept.Example 0 'Иван Иванов [1]'
		} | crm-lead-add -q >/dev/null
		is "$heading $(crm-leads -q -o manager | sort | uniq -c | tr -s ' ' | tr '\n' ';')" "$heading  10 ivanov; 1 manager;"
	done
}

@test "a surname alone where it is only one; two that fit are named and refused" {
	is "$(printf 'name,phone,manager\nA,89160000001,Иванова\nB,89160000002,Ким\nC,89160000003,Петрова\n' | crm-lead-add -q -o manager)" \
		'manager
ivanova
kim
petrova'
	crm-conf put manager -q manager=kim2 name='Ким Анна' role=manager >/dev/null
	exits 65 crm-lead-add -q name=D phone=89160000004 manager=Ким
	is "$err" 'crm-lead-add: row 1, column manager: «Ким» is more than one: kim (Ким Олег), kim2 (Ким Анна)'
	exits 64 crm-leads -m Ким
	is "$err" 'crm-leads: «Ким» is more than one: kim (Ким Олег), kim2 (Ким Анна)'
	exits 0 crm-lead-add -q name=D phone=89160000004 manager=KIM
	is "$(crm-leads -q -m 'анна ким' -o lead)" lead
	is "$(crm-leads -q -m 'Олег Ким' -o lead | wc -l)" 3
}

@test "another's name is nobody's: a surname in another gender, a first name more, a misspelt code" {
	local who
	for who in Петров 'Иванов Пётр' ivanow 'Ким Олег Иванов' nobody@dept.example '-'; do
		exits 65 crm-lead-add -q name=A phone=89160000001 manager="$who"
		finds -F "no manager «$who»" <<<"$err"
	done
	exits 64 crm-leads -m Ивановв
	is "$err" 'crm-leads: no manager «Ивановв»: did you mean ivanov? managers: ivanov petrova kim orlova ivanova'
}

@test "a manager under whatever heading people write; one that is somebody else's is nobody's" {
	local heading n=0
	while IFS= read -r heading; do
		n=$((n + 1))
		is "$heading: $(printf 'name,phone,%s\nA%d,8916000%04d,Олег Ким\n' "$heading" $n $n | crm-lead-add -q -o manager | tail -n 1)" "$heading: kim"
	done <<-'ROWS'
		Ответственный менеджер
		Ответственный пользователь
		ОТВЕТСТВЕННЫЙ (ФИО)
		Менеджер сделки
		Менеджер по продажам
		Закреплен за
		Владелец сделки
		Куратор
		Продавец
		Риэлтор
		Кто ведет
		Responsible
		sales_manager
		AssignedUser
		Owned by
		Broker
	ROWS
	for heading in 'Ответственный за контакт' 'Account Owner' 'Менеджер проекта' 'Кем создана' 'Email менеджера'; do
		n=$((n + 1))
		is "$(printf 'name,phone,%s\nA%d,8916000%04d,Олег Ким\n' "$heading" $n $n | crm-lead-add -q -o manager | tail -n 1)" '""'
	done
	# Of two, the first that names one of ours; one that is none is told and kept.
	is "$(printf 'name,phone,Ответственный,Куратор\nБ,89169990001,kim,ivanov\nВ,89169990002,,ivanov\nГ,89169990003,Вася,ivanov\n' | crm-lead-add -q -o manager | paste -s -d ' ')" \
		'manager kim ivanov ivanov'
	exits 0 crm-lead-add name=Д phone=89169990004 'Брокер=Пушкин А.С.'
	finds -F 'manager not understood in 1 row: «Пушкин А.С.» 1' <<<"$err"
}

@test "every command that takes a manager takes a name" {
	crm-lead-add -q name=A phone=89160000001 >/dev/null
	is "$(crm-assign -q 1 manager='Ким Олег' -o manager,method)" 'manager,method
kim,named'
	is "$(crm-task-add -q 1 kind=call due=+1d manager=петрова -o manager)" 'manager
petrova'
	is "$(crm-tasks -q -m Петрова -o task,manager | wc -l)" 2
	is "$(crm-lose -q 1 reason=Дорого -o verdict)" 'verdict
done'
	is "$(crm-return -q 1 manager='Иван Иванов' -o manager)" 'manager
ivanov'
}

@test "stages by name, in any case and number" {
	local word
	for word in Встреча встреча ВСТРЕЧИ 'встречи ' meetings Meeting; do
		crm-lead-add -q name="$word" phone=89160000001 stage="$word" >/dev/null
		is "$word $(crm-leads -q --stage "$word" -o stage | sort -u | tr '\n' ' ')" "$word meeting stage "
	done
	is "$(crm-move -q 1 stage=Бронь -o from,to)" 'from,to
meeting,booking'
	is "$(crm-leads -q --stage брони -o lead)" 'lead
1'
	is "$(crm-funnel -q --mode snapshot --ids Бронь -o lead)" 'lead
1'
	exits 65 crm-move 1 stage=Встрича
	finds 'did you mean meeting' <<<"$err"
	crm-conf put stage -q stage=second name='Встреча 2' pos=35 kind=open >/dev/null
	crm-conf put stage -q stage=third name='Встреча 3' pos=36 kind=open >/dev/null
	is "$(crm-move -q 1 stage='ВСТРЕЧА 3' -o to)" 'to
third'
	exits 65 crm-move -q 1 stage='встречи 4'
}

@test "reasons by name, each kind among its own" {
	crm-lead-add -q name=A phone=89160000001 >/dev/null
	crm-lead-add -q name=B phone=89160000002 >/dev/null
	exits 65 crm-lose -q 1 reason=Спам
	is "$err" 'crm-lose: row 1, column reason: «Спам» is a reason to disqualify: see crm-disqualify'
	is "$(crm-lose -q 1 reason='не отвечает' -o verdict)" 'verdict
done'
	is "$(crm-disqualify -q 2 reason=СПАМ -o verdict)" 'verdict
done'
	is "$(crm-leads -q --reason 'Не отвечает' -o lead,reason)" 'lead,reason
1,no_answer'
	is "$(crm-leads -q --reason спам -o lead,reason)" 'lead,reason
2,spam'
	is "$(crm-reasons -q --ids спам -o lead)" 'lead
2'
	exits 65 crm-disqualify -q 1 reason=Дорого
	is "$err" 'crm-disqualify: row 1, column reason: «Дорого» is a reason to lose: see crm-lose'
}

@test "the unit of a manager by its name, and who acts by whatever he is called" {
	crm-conf put unit -q unit=west name='Западный отдел' >/dev/null
	local word
	for word in west 'Западный отдел' 'западный ОТДЕЛ' WEST; do
		crm-conf put manager -q manager=kim unit=north >/dev/null
		crm-conf put manager -q manager=kim unit="$word" >/dev/null
		is "$word: $(crm-conf get manager -o manager,unit | grep ^kim)" "$word: kim,west"
	done
	crm-conf put manager -q manager=kim unit=новый >/dev/null
	is "$(crm-conf get manager -o manager,unit | grep ^kim)" kim,новый
	crm-lead-add -q name=A phone=89160000001 >/dev/null
	for word in kim KIM 'Ким Олег' 'олег ким' Kim@dept.example; do
		is "$word: $(CRM_USER=$word crm-task-add -q kind=call due=+1h text="$word" -o manager | tail -n 1)" "$word: kim"
		crm-touch-add -q -U "$word" 1 kind=call text="$word" >/dev/null
		is "$word: $(sql 'SELECT actor FROM batch ORDER BY batch DESC LIMIT 1')" "$word: kim"
	done
	# Nobody's word stays as it was given; a word for two is nobody's.
	crm-conf put manager -q manager=kim2 name='Ким Анна' >/dev/null
	for word in cron Ким 'Пётр Великий'; do
		crm-touch-add -q -U "$word" 1 kind=call text="by $word" >/dev/null
		is "$(sql 'SELECT actor FROM batch ORDER BY batch DESC LIMIT 1')" "$word"
	done
}

@test "units by name; a unit that only managers name by its word" {
	crm-conf put unit -q unit=north name='Северный отдел' >/dev/null
	crm-lead-add -q name=A phone=89160000001 manager=ivanov >/dev/null
	crm-lead-add -q name=B phone=89160000002 manager=kim >/dev/null
	is "$(crm-leads -q -u 'северный отдел' -o lead)" 'lead
1'
	is "$(crm-leads -q -u NORTH -o lead)" 'lead
1'
	is "$(crm-leads -q -u South -o lead)" 'lead
2'
	exits 64 crm-leads -u Западный
}

@test "settings that name others take their names, and keep codes" {
	crm-conf put absence -q manager='Ким Олег' from=2026-12-01 to=2026-12-05 >/dev/null
	is "$(crm-conf put absence -q manager=KIM from=2026-12-01 to=2026-12-07 -o verdict)" 'verdict
done'
	is "$(crm-conf get absence -o manager,to)" 'manager,to
kim,2026-12-07'
	crm-conf put route -q route=r1 members='Иванов Иван, ПЕТРОВА; south' >/dev/null
	crm-conf put route -q route=r2 members='ivanov kim' >/dev/null
	is "$(crm-conf get route -o route,members)" 'route,members
r1,"ivanov, petrova, south"
r2,ivanov kim'
	exits 65 crm-conf put route -q route=r3 members='Иванов, Сидоров'
	finds 'no manager and no unit «Сидоров»' <<<"$err"
	crm-conf put criterion -q criterion=c1 stage=Бронь column=phone >/dev/null
	crm-conf put programme -q programme=p1 reasons='Дорого Передумал' >/dev/null
	crm-conf put setting -q key=metric.meetings value=Бронь >/dev/null
	is "$(crm-conf get criterion -o stage; crm-conf get programme | grep ^p1; crm-conf get setting | grep metric.meet)" 'stage
booking
p1,price changed_mind,90,3,10
metric.meetings,booking'
	exits 65 crm-conf put criterion -q criterion=c2 stage=Бронза column=phone
	finds 'did you mean booking' <<<"$err"
}

@test "our own words in Russian: metrics, roles, kinds, states, groups, modes, directions" {
	is "$(printf 'month,metric,value\n2026-11,Договоры,5\n2026-11,договор,5\n2026-11,встреча,9\n2026-11,СУММА,1000\n' |
		crm-plan-add -q -o verdict)" 'verdict
done
known
done
done'
	is "$(crm-conf get plan -o metric)" 'metric
amount
contracts
meetings'
	crm-conf put manager -q manager=new1 role=Руководитель >/dev/null
	is "$(crm-conf get manager | grep ^new1 | cut -d, -f4)" head
	crm-lead-add -q name=A phone=89160000001 source=site manager=kim >/dev/null
	crm-lead-add -q name=B phone=89160000002 source=ads >/dev/null
	crm-lose -q 2 reason=price >/dev/null
	is "$(crm-leads -q --state проигран -o lead; crm-leads -q --state 'в работе' -o lead)" 'lead
2
lead
1'
	is "$(crm-funnel -q -g Источник --mode срез -o group,stage,open | grep new)" "$(crm-funnel -q -g source --mode snapshot -o group,stage,open | grep new)"
	crm-touch-add -q 1 kind=Звонок direction=исходящий >/dev/null
	crm-task-add -q 1 kind=встречи due=+1d manager=kim >/dev/null
	is "$(crm-tasks -q -o kind)" 'kind
meeting'
	is "$(crm-tasks -q --kind Встречи -o kind; crm-tasks -q --kind звонок -o kind; crm-tasks -q --kind встреча -T 2026-11-23 -o kind)" 'kind
meeting
kind
kind
meeting'
	finds '"kind":"call","direction":"out"' < <(crm-log kind=touch.added -q -f csv -o new | tr -d ' ' | sed 's/""/"/g')
	exits 64 crm-funnel -q -g погода
	exits 64 crm-leads -q --state сгорел
}

@test "a route fits a source by its code, its name and in capitals, whichever of them it names itself" {
	crm-conf put source -q source=avito name='Авито Недвижимость' >/dev/null
	crm-conf put route -q route=r1 pos=1 segment='source=site' members=kim >/dev/null
	crm-conf put route -q route=r2 pos=2 segment='Источник = АВИТО недвижимость' members=petrova >/dev/null
	is "$(printf 'name,phone,source\nA,89160000001,Сайт\nB,89160000002,site\nC,89160000003,САЙТ\nD,89160000004,avito\nE,89160000005,Авито  Недвижимость\nF,89160000006,AVITO\n' |
		crm-lead-add -q -o lead,verdict | crm-assign -q -o lead,manager)" 'lead,manager
1,kim
2,kim
3,kim
4,petrova
5,petrova
6,petrova'
}

@test "a column of a segment is one of a lead's: by a word for it, or refused when it is misspelt" {
	local bad
	crm-conf put route -q route=r1 pos=1 segment='Источник=site; ЖК = Парк ;utm_term=дом' members=kim >/dev/null
	is "$(crm-conf get route -o segment)" 'segment
source=site;project=Парк;utm_term=дом'
	for bad in sorce souce soure Source2 ; do
		exits 65 crm-conf put route -q route=r2 segment="$bad=site" members=kim
		finds -F "no column «$bad» of a lead: did you mean source?" <<<"$err"
	done
	exits 65 crm-conf put step -q programme=return step=9 delay_days=100 template=return-1 segment=paymnt=ипотека
	finds 'did you mean payment' <<<"$err"
	exits 0 crm-conf put route -q route=r2 segment='region=Казань' members=kim
}

@test "a misspelt role or channel is refused with the nearest; a word of one's own is kept" {
	exits 65 crm-client-add -q name=Z phone=89169999999 role=sharholder
	finds 'no role «sharholder»: did you mean shareholder?' <<<"$err"
	exits 65 crm-client-add -q name=Z phone=89169999999 role=bloked
	exits 0 crm-client-add -q name=Z phone=89169999999 role=Дольщик
	exits 0 crm-client-add -q name=Y phone=89169999998 role=partner
	is "$(crm-lead-add -q name=Z phone=89169999999 -o verdict)" 'verdict
shareholder'
	exits 65 crm-conf put manager -q manager=z role=menager
	finds 'did you mean manager' <<<"$err"
	exits 65 crm-conf put step -q programme=return step=9 delay_days=100 channel=emial template=return-1
	finds 'did you mean email' <<<"$err"
	exits 65 crm-consent -q 1 channel=emial
	finds 'did you mean email' <<<"$err"
}

@test "a source is one word by code or name, whatever the first lead said and whenever the settings learned it" {
	local way
	for way in 'Авито avito АВИТО avito' 'avito Авито' 'AVITO Авито' 'Авито' ; do
		rm -f crm.db* && cp -a "$BATS_FILE_TMPDIR"/crm.db* .
		n=0
		for word in $way; do n=$((n + 1)) && crm-lead-add -q name=A$n phone=8916000000$n source="$word" >/dev/null; done
		crm-conf put source -q source=avito name=Авито channel=online >/dev/null
		for word in Авито avito; do n=$((n + 1)) && crm-lead-add -q name=A$n phone=8916000000$n source="$word" >/dev/null; done
		is "$way: $(crm-leads -q -o source | sort | uniq -c | tr -s ' ' | tr '\n' ';')" "$way:  $n avito; 1 source;"
		is "$(crm-funnel -q -g source -o group,stage,reached | grep ,new,)" "avito,new,$n"
		for word in avito Авито 'АВИТО'; do is "$(crm-leads -q --source "$word" -o lead | wc -l)" $((n + 1)); done
		is "$(crm-leads -q --source site -o lead)" lead
		exits 0 crm-db check
	done
}

@test "--ids of a group or key that cannot be is 64 with the nearest; one that can is the list" {
	crm-lead-add -q name=A phone=89160000001 source=site manager=kim project=Парк >/dev/null
	local key want='lead
1'
	is "$(crm-funnel -q -g source --ids Сайт/new -o lead)" "$want"
	is "$(crm-funnel -q -g source --ids САЙТ/Новые.open -o lead)" "$want"
	is "$(crm-funnel -q -g manager --ids 'Ким Олег/new' -o lead)" "$want"
	is "$(crm-funnel -q -g unit --ids SOUTH/new -o lead)" "$want"
	is "$(crm-funnel -q -g project,manager --ids парк/KIM/new -o lead)" "$want"
	is "$(crm-funnel -q -g month --ids 2026-11/new -o lead)" "$want"
	is "$(crm-funnel -q -g manager --ids ivanov/new -o lead)" lead
	is "$(crm-funnel -q -g campaign --ids /new -o lead)" "$want"
	while IFS='|' read -r by key says; do
		exits 64 crm-funnel -q -g "$by" --ids "$key"
		finds -F -e "$says" <<<"$err"
		nothing "$out"
	done <<-'ROWS'
		source|siet/new.open|no source «siet»: did you mean site?
		source|Авито/new|there is no source «Авито»
		manager|kimm/new|no manager «kimm»: did you mean kim?
		unit|suoth/new|no unit «suoth»: did you mean south?
		project|Парг/new|no project «Парг»: did you mean Парк?
		month|2026-13/new|not a month like 2026-11: «2026-13»
		month|2026/new|not a month like 2026-11: «2026»
		source,manager|site/new|--ids wants 2 groups
		source,manager|site/kim/x/new|--ids wants 2 groups
		source|site/nwe|no stage «nwe»: did you mean new?
		source|site/new.opne|--ids [GROUP/]STAGE[.open
	ROWS
	exits 64 crm-funnel -q --ids kim/new
	finds -F 'give -g too' <<<"$err"
	exits 64 crm-sla -q --compliance --ids kim/first_response
	finds -F 'give -g too' <<<"$err"
	exits 64 crm-sla -q --compliance -g manager --ids kin/first_response
	finds 'did you mean kim' <<<"$err"
	exits 64 crm-reasons -q --ids nosuch
	finds 'no reason «nosuch»; reasons: existing .* price ' <<<"$err"
}

@test "a list that does not say of which leads it is is refused, whatever the operands; an empty lead is no list" {
	local heading i
	for i in 1 2 3; do crm-lead-add -q name=A phone=8916000000$i manager=kim >/dev/null; done
	for heading in Номер № Сделка leed 'Имя' Кому; do
		printf '%s,Название\n1,А\n2,Б\n' "$heading" >list.csv
		exits 65 crm-task-add kind=call due=+1d manager=kim - <list.csv
		is "$err" 'crm-task-add: list.csv: none of the columns lead, ext_id'
		exits 65 crm-lose reason=price - <list.csv
		exits 65 crm-assign manager=kim - <list.csv
	done
	nothing "$(sql 'SELECT task FROM task')"
	is "$(printf 'lead,text\n,сверить\n2,позвонить\n' | crm-task-add -q kind=call due=+1d manager=kim - -o lead)" 'lead
""
2'
	is "$(printf 'text\nа\nб\n' | crm-task-add -q lead=3 kind=call due=+1d - -o lead)" 'lead
3
3'
	is "$(crm-task-add -q kind=call due=+2d manager=kim -o verdict)" 'verdict
done'
	is "$(printf 'Лид\n1\n' | crm-task-add -q kind=meeting due=+2d - -o lead)" 'lead
1'
	crm-leads -q | crm-lose - >out 2>err || [ $? = 65 ]
	is "$(cut -d, -f3,4 out | sed 1d | sort -u)" 'rejected,missing: reason (its column is empty)'
}

@test "crm-undo says that a word is no number of a batch" {
	local word
	for word in abc 1a -1 0 12345678901234567890; do
		exits 64 crm-undo -q -- "$word"
		finds 'is not the number of a batch' <<<"$err"
	done
	exits 65 crm-undo -q batch=abc -o reason
	is "$out" 'reason
«abc» is not the number of a batch: crm-log shows them'
	is "$(printf 'batch\nabc\n' | crm-undo -q -o verdict,reason || true)" 'verdict,reason
rejected,«abc» is not the number of a batch: crm-log shows them'
}

@test "periods and months of plans in words" {
	crm-lead-add -q name=A phone=89160000001 at=2026-10-15 >/dev/null
	crm-lead-add -q name=B phone=89160000002 at=2026-11-20 >/dev/null
	is "$(crm-leads -q -p 'прошлый месяц' -o lead)" 'lead
1'
	is "$(crm-leads -q -p Ноябрь -o lead)" 'lead
2'
	is "$(crm-leads -q -p 'с 1 октября по 20 ноября' -o lead)" 'lead
1
2'
	exits 64 crm-leads -q -p 'после дождичка'
	is "$(printf 'Месяц,metric,value\nдекабрь,leads,5\nноябрь 2026,leads,6\nянварь,leads,7\nпрошлый месяц,leads,8\n2026 год,leads,9\n' |
		crm-plan-add -q -o verdict)" 'verdict
done
done
done
done
rejected'
	is "$(crm-conf get plan -o month)" 'month
2026-10
2026-11
2026-12
2027-01'
}

@test "settings take Russian headings, --template prints theirs, an unknown column lists the known ones" {
	printf 'Код;ФИО;Почта;Отдел;Роль;Принят\nsid;Сидоров Пётр;sid@dept.example;юг;Менеджер;2026-01-15\n' | crm-conf put manager -q >/dev/null
	is "$(crm-conf get manager -o manager,name,email,role,unit,hired | grep sid)" 'sid,Сидоров Пётр,sid@dept.example,manager,юг,2026-01-15'
	printf 'Код;Название;Порядок;Вид\nshow;Показ;35;открытая\n' | crm-conf put stage -q >/dev/null
	is "$(crm-conf get stage | grep show)" 'show,Показ,35,open,,,'
	printf 'Менеджер;С;По;Вид\nСидоров;2026-12-01;2026-12-05;отпуск\n' | crm-conf put absence -q >/dev/null
	is "$(crm-conf get absence)" 'manager,from,to,kind
sid,2026-12-01,2026-12-05,отпуск'
	printf 'Ключ;Значение\nform.rate;7\n' | crm-conf put setting -q >/dev/null
	is "$(crm-conf get setting | grep form)" form.rate,7
	printf 'Месяц;Показатель;План;Менеджер\nноябрь;договоры;5;Сидоров\n' | crm-plan-add -q >/dev/null
	is "$(crm-conf get plan)" 'month,metric,value,manager,unit
2026-11,contracts,5,sid,'
	crm-conf put -q unit Код=юг Название=Юг Начальник=Орлова >/dev/null
	is "$(crm-conf get unit)" 'unit,name,parent,head
юг,Юг,,orlova'
	is "$(crm-conf put source --template; crm-conf drop absence --template)" 'source,name,channel
manager,from'
	crm-conf put manager --template | crm-conf put manager -q
	exits 64 crm-conf put source Код=x цвет=синий
	is "$err" 'crm-conf: no column цвет here: there are source name channel'
	exits 65 crm-conf put source -q < <(printf 'Код;Цвет\nx;1\n')
	finds 'settings source have no column «Цвет», but source name channel' <<<"$err"
	exits 65 crm-conf put source -q < <(printf 'Название;Канал\nx;1\n')
}

@test "columns of -o by their headings in either language" {
	crm-lead-add -q name=A phone=89160000001 manager=kim >/dev/null
	local lang
	for lang in ru en; do
		is "$(crm-leads -q --lang $lang -o 'лид, Менеджер,ТЕЛЕФОН,имя')" 'lead,manager,phone,name
1,kim,+79160000001,A'
		is "$(crm-leads -q --lang $lang -o Lead,Manager,came)" "$(crm-leads -q -o lead,manager,created_at)"
	done
	exits 64 crm-leads -o погода
	exits 64 crm-leads -o leed
	finds '«lead»' <<<"$err"
}

@test "whom a letter goes to: by name, address, role and unit in either language" {
	local who
	crm-conf drop -q manager ivanova >/dev/null
	crm-conf put unit -q unit=north name='Группа «Север»' >/dev/null
	crm-conf put unit -q unit=south name='Группа «Юг»' >/dev/null
	crm-conf put setting -q key=mail.from value=crm@dept.example >/dev/null
	to() { crm-mail-out -q -n -o to --to "$1" <<<x | sed 1d | tr '\n' ' '; }
	for who in kim KIM Ким 'олег ким' kim@Dept.Example 'Ким Олег <kim@dept.example>' '@SOUTH' @Юг '@группа юг'; do
		is "$who: $(to "$who")" "$who: kim@dept.example "
	done
	for who in @heads @Head @руководители @Руководитель орлова; do
		is "$who: $(to "$who")" "$who: orlova@dept.example "
	done
	is "$(to 'Ким Олег, Петрова')" 'kim@dept.example petrova@dept.example '
	is "$(to 'kim petrova @heads')" 'kim@dept.example petrova@dept.example orlova@dept.example '
	is "$(to @все)" "$(to @all)"
	is "$(to @менеджеры)" "$(to @managers)"
	exits 64 crm-mail-out -n --to kom <<<x
	finds -F 'no manager «kom»: did you mean kim?' <<<"$err"
	exits 64 crm-mail-out -n --to Иванов,Группа <<<x
	exits 64 crm-mail-out -n --to @Группа <<<x
	finds -F '«Группа» is more than one: north (Группа «Север»), south (Группа «Юг»)' <<<"$err"
	crm-conf put manager -q manager=kim left=2026-11-01 >/dev/null
	exits 64 crm-mail-out -n --to Ким <<<x
	is "$err" 'crm-mail-out: kim left on 2026-11-01'
}

@test "the journal by whoever acted, by kinds in any spelling, under our words for its columns" {
	local one
	CRM_USER=kim crm-lead-add -q name=A >/dev/null
	CRM_USER=robot crm-lose -q 1 reason=price >/dev/null
	for one in user=kim user=KIM user=Ким кто=kim@dept.example пользователь='ким олег'; do
		is "$one $(crm-log -o kind "$one")" "$one kind
lead.created"
	done
	is "$(crm-log -o kind user=Robot)" "kind
lead.lost"
	for one in lead.lost LEAD.LOST lead_lost 'Lead Lost'; do is "$(crm-log -o lead вид="$one")" $'lead\n1'; done
	is "$(crm-log -o kind лид=1 Вид=lead.lost)" $'kind\nlead.lost'
	is "$(crm-log пакет=5)" "$(crm-log batch=5)"
	is "$(crm-log -o kind user=petrova)" kind
	exits 64 crm-log user=robt
	is "$err" 'crm-log: nobody called «robt» has done anything: did you mean robot?'
	exits 64 crm-log user=somebody
	finds -F 'no manager «somebody»' <<<"$err"
}

@test "what is asked for by a number or a word that nothing has is told, beside what is there" {
	local list
	crm-lead-add -q name=A phone=89160000001 >/dev/null
	crm-lead-add -q name=B phone=89160000002 >/dev/null
	crm-task-add -q -U kim lead=1 kind=Осмотр due=+1d >/dev/null
	list=$(crm-leads -o lead)
	exits 65 crm-leads -o lead 77 1 2 99
	is "$out" "$list"
	is "$err" 'crm-leads: no lead 77, 99: the last is 2'
	exits 0 crm-leads -o lead 1 --state lost
	is "$out" lead
	exits 65 crm-log -o lead 1 77
	finds '^1$' <<<"$out"
	is "$err" 'crm-log: no lead 77: the last is 2'
	exits 65 crm-log batch=999 -f table
	finds -F 'no batch 999: the last is' <<<"$err"
	crm-undo -q "$(crm-log -o batch 2 | sed -n 2p)" >/dev/null
	exits 65 crm-leads 2
	exits 0 crm-log -o lead 2
	exits 0 crm-tasks -o kind --kind осмотр
	is "$out" $'kind\nосмотр'
	exits 64 crm-tasks --kind осмтр
	is "$err" 'crm-tasks: no task is of kind «осмтр»: did you mean осмотр?'
	exits 64 crm-tasks --kind cal
	is "$err" 'crm-tasks: no task is of kind «cal»: did you mean call?'
	exits 0 crm-tasks -o kind --kind call
	is "$out" kind
}

@test "lights, spans, periods, formats, languages, tables of the settings and packs as people say them" {
	local one
	crm-lead-add -q name=A phone=89160000001 at=2026-10-01 >/dev/null
	for one in red RED Красный красные; do is "$one $(crm-lights --ids "$one")" "$one $(crm-lights --ids red)"; done
	exits 64 crm-lights --ids крас
	is "$(crm-lights --variant Клиенты)" "$(crm-lights)"
	for one in '30 дней' 30д '30 ДНЕЙ' 4н '4 недели' '700 часов' '30 days'; do is "$one $(crm-leads -o lead --idle "$one")" "$one lead
1"; done
	exits 64 crm-leads --idle '30 лет'
	exits 64 crm-leads --idle дней
	is "$(crm-sla --due '40 часов')" "$(crm-sla --due 40h)"
	for one in 60d 60Д '60 дней' 'последние 60 дней'; do is "$one $(crm-leads -o lead -p "$one")" "$one lead
1"; done
	is "$(crm-leads -p MTD)" "$(crm-leads -p mtd)"
	is "$(crm-leads -f Таблица)" "$(crm-leads -f table)"
	is "$(crm-leads -f JSON)" "$(crm-leads -f json)"
	is "$(crm-leads -f table --lang Русский)" "$(crm-leads -f table --lang ru)"
	exits 64 crm-leads --lang de
	for one in менеджер Менеджеры MANAGERS; do is "$(crm-conf get "$one")" "$(crm-conf get manager)"; done
	is "$(crm-conf get Причины)" "$(crm-conf get reason)"
	CRM_DB=x.db crm-db init --pack Недвижимость -q >/dev/null
	is "$(CRM_DB=x.db crm-conf get stage)" "$(crm-conf get stage)"
	crm-move -q -n 1 Стадия=Встреча >/dev/null
}
