#!/usr/bin/env bats
# The same row again with other values: told, and with --update taken over.
load helper

prepare_file() { staff; }

heading='ID,Имя,Телефон,Email,Сумма,Стадия,Ответственный,Этаж,Причина отказа,Согласие'
# takes CELLS [option...]: one row of the nightly export; verdict and reason in $said
takes() {
	local cells=$1
	shift
	exits 0 crm-lead-add "$@" < <(printf '%s\n' "$heading" "$cells")
	said=$(tail -1 <<<"$out" | cut -d, -f3- | sed 's/,*$//')
}
first() { takes '1,Анна,+79161110001,a@client.example,100,Новая,Иванов Иван,5,,'; }
lead() { crm-leads -o "${2:-name,phone,email,state,stage,manager,amount,reason}" "$1" | tail -1; }
whole() { is "$(crm-db check | tail -1)" "replay,ok,0 differences"; }

@test "a known row that says something else is told by column, and changes nothing without --update" {
	first
	first
	is "$said" known
	takes '1,Анна Белова,+79161110009,a@client.example,150,Бронь,Иванов Иван,5,,'
	is "$said" 'known,"differs: name, phone, amount, Стадия"'
	is "$(lead 1)" "Анна,+79161110001,a@client.example,open,new,ivanov,100.00,"
	# What is only written otherwise is the same.
	takes '1,Анна,8 (916) 111-00-01,a@client.example,"100,00",Новая,Иванов Иван,5,,'
	is "$said" known
	# An empty cell, and a column that is not there, say nothing.
	takes '1,Анна,,,,,,,,'
	is "$said" known
	whole
}

@test "--update takes over name, phone, e-mail, sum, stage, manager, columns and the end; undo takes it back" {
	first
	crm-leads >before
	hash=$(crm-db check --hash | tail -1)
	takes '1,Анна Белова,+79161110009,a2@client.example,150,Бронь,Ким Олег,6,,' --update
	is "$said" 'updated,"differs: name, phone, email, amount, Стадия, Ответственный, Этаж"'
	is "${err##*: }" "read 1 = updated 1 (batch 4)"
	is "$(lead 1)" "Анна Белова,+79161110009,a2@client.example,open,booking,kim,150.00,"
	is "$(sql "SELECT new FROM event WHERE kind = (SELECT max(kind) FROM event)")" \
		'{"name":"Анна Белова","phone":"+79161110009","email":"a2@client.example","amount":"150","Стадия":"Бронь","Ответственный":"Ким Олег","Этаж":"6","_phone":"79161110009","_amount":"15000"}'
	is "$(crm-log batch=4 -o kind | tail -n +2 | sort | paste -sd' ')" "lead.assigned lead.moved lead.updated"
	whole
	takes '1,Анна Белова,+79161110009,a2@client.example,150,Бронь,Ким Олег,6,,' --update
	is "$said" known
	takes '1,Анна Белова,+79161110009,a2@client.example,150,Проиграна,Ким Олег,6,Дорого,' --update
	is "$(lead 1)" "Анна Белова,+79161110009,a2@client.example,lost,booking,kim,150.00,price"
	# Both phones are hers now, and she is found by the new one.
	is "$(crm-lead-add phone=+79161110009 | tail -1 | cut -d, -f2,3)" 1,returned
	exits 0 crm-undo 7 -q
	exits 0 crm-undo 6 -q
	exits 0 crm-undo 4 -q
	is "$(crm-leads)" "$(cat before)"
	is "$(crm-db check --hash | tail -1)" "$hash"
	whole
	takes '1,Анна Белова,+79161110009,a2@client.example,150,Бронь,Ким Олег,6,,' --update
	crm-leads >after
	exits 0 crm-db rebuild
	is "$(crm-leads)" "$(cat after)"
}

@test "a closed deal opens again, a won one has another reason, each in its own event" {
	takes '1,Анна,,,100,Проиграна,,,Дорого,' --update
	takes '1,Анна,,,100,Встреча,,,Дорого,' --update
	is "$(lead 1 state,stage,reason)" open,meeting,
	takes '1,Анна,,,100,Успешно реализовано,,,,' --update
	is "$(lead 1 state,stage,amount)" won,contract,100.00
	takes '1,Анна,,,120,Успешно реализовано,,,,' --update
	is "$(lead 1 state,stage,amount)" won,contract,120.00
	is "$(sql 'SELECT kind FROM event WHERE lead = 1 ORDER BY event' | sed "s/^$(sql 'SELECT max(kind) FROM event')$/U/" | paste -sd' ')" "1 7 U 8 U 6 U"
	whole
}

@test "what was changed here since stays: an old export turns nothing back" {
	first
	crm-move -q 1 stage=meeting >/dev/null
	crm-assign -q 1 manager=petrova >/dev/null
	# Last night's export again: it says what it said.
	takes '1,Анна,+79161110001,a@client.example,100,Новая,Иванов Иван,5,,' --update
	is "$said" known
	is "$(lead 1 stage,manager)" meeting,petrova
	# And one that says something new of what was changed here.
	takes '1,Анна,+79161110001,a@client.example,100,Бронь,Ким Олег,7,,' --update
	is "$said" 'updated,"differs: Стадия, Ответственный, Этаж; manager: changed here since, and stays; stage: changed here since, and stays"'
	is "$(lead 1 stage,manager)" meeting,petrova
	crm-win -q 1 amount=500 >/dev/null
	takes '1,Анна,+79161110001,a@client.example,900,Проиграна,Ким Олег,7,Дорого,' --update
	is "$(lead 1 state,amount,reason)" won,500.00,
	[[ $said == *"amount: changed here since, and stays; state: changed here since, and stays"* ]]
	# A name that was put here by hand is not changed by the other system's.
	crm-client-add -q ext_id=x name='Анна Петровна Белова' phone=+79161110001 >/dev/null
	takes '1,Аня,+79161110001,a@client.example,900,Проиграна,Ким Олег,7,Дорого,' --update
	is "$(lead 1 name)" "Анна Петровна Белова"
	whole
}

@test "another client's phone or address is not taken from him" {
	first
	takes '2,Борис,+79161110002,b@client.example,,,,,,'
	takes '1,Анна,+79161110002,b@client.example,130,Новая,Иванов Иван,5,,' --update
	is "$said" "updated,\"differs: phone, email, amount; phone: it is client 2's, and is not taken; email: it is client 2's, and is not taken\""
	is "$(lead 1 phone,email,amount)" "+79161110001,a@client.example,130.00"
	is "$(crm-lead-add phone=+79161110002 | tail -1 | cut -d, -f2,3,5)" "2,duplicate,2"
	# Two rows of one run that want the same new phone: the first has it.
	exits 0 crm-lead-add --update < <(printf '%s\n' "$heading" '1,Анна,+79161110007,,,,,,,' '2,Борис,+79161110007,,,,,,,')
	is "$(cut -d, -f3 <<<"$out" | tail -n +2 | paste -sd' ')" "updated known"
	is "$(crm-lead-add phone=+79161110007 | tail -1 | cut -d, -f2,5)" 1,1
	whole
}

@test "consent: a refusal in the new row withdraws, a yes in it undoes nothing" {
	consent() { sql "SELECT channel || state FROM consent WHERE client = $1 ORDER BY channel" | paste -sd' '; }
	takes '1,Анна,+79161110001,,,,,,,да'
	is "$(consent 1)" all1
	takes '1,Анна,+79161110001,,,,,,,отозвано' --update
	is "$(consent 1)" all0
	takes '1,Анна,+79161110001,,,,,,,да' --update
	is "$(consent 1)" all0
	takes '2,Борис,+79161110002,,,,,,,'
	takes '2,Борис,+79161110002,,,,,,,да' --update
	is "$(consent 2)" all1
	takes '2,Борис,+79161110002,,,,,,,хз' --update
	is "$(consent 2)" all1
	[[ $said == *"is no clear yes"* ]]
	whole
	exits 0 crm-db rebuild
	is "$(consent 1) $(consent 2)" "all0 all1"
	batch=$(sql 'SELECT max(batch) FROM event WHERE kind = (SELECT max(kind) FROM event) AND lead = 1')
	exits 0 crm-undo "$batch" -q
	exits 0 crm-undo $((batch - 1)) -q
	is "$(consent 1)" all1
	whole
}

@test "a row twice in one file with other values; a dry run; who was erased" {
	exits 0 crm-lead-add --update < <(printf '%s\n' "$heading" '1,Анна,+79161110001,,100,,,,,' '1,Анна,+79161110001,,200,,,,,' '1,Анна,+79161110001,,200,,,,,')
	is "$(cut -d, -f3 <<<"$out" | tail -n +2 | paste -sd' ')" "added updated known"
	is "$(lead 1 amount)" 200.00
	takes '1,Анна,+79161110001,,300,,,,,' --update -n
	is "$said" "updated,differs: amount"
	is "$(lead 1 amount)" 200.00
	takes '1,Анна Лис,+79161110008,,200,,,,,' --update
	is "$(crm-find 'Лис' -o client | tail -1)" 1
	exits 0 crm-person export -U orlova +79161110008
	[[ $out == *"Анна Лис"* ]]
	exits 0 crm-person erase -q -U orlova --basis 'запрос 5' +79161110008
	is "$(sql "SELECT count(*) FROM event WHERE old LIKE '%Лис%' OR new LIKE '%Лис%' OR new LIKE '%9161110008%'")" 0
	whole
}

@test "the same ext_id of one source under its code, its name, or in other letters is the same row" {
	row() { printf 'ext_id,source,name,phone,amount\n%s\n' "$@" | crm-lead-add -q -o lead,verdict,reason --update | tail -n +2; }
	is "$(row 1,Сайт,Анна,89160000001,100)" 1,added,
	is "$(row 1,site,Анна,89160000001,100)" 1,known,
	is "$(row 1,САЙТ,Анна,89160000001,100)" 1,known,
	is "$(row 1,site,Анна,89160000001,200)" "1,updated,differs: amount"
	is "$(row 2,SITE,Борис,89160000002,100 2,сайт,Борис,89160000002,150 2,expo,Вера,89160000003,100 2,Выставка,Вера,89160000003,100)" \
		"$(printf '%s\n' 2,added, '2,updated,differs: amount' 3,added, 3,known,)"
	is "$(row 2,Маяк,Глеб,89160000004,100 2,маяк,Глеб,89160000004,100 2,,Дина,89160000005,100)" "$(printf '%s\n' 4,added, 4,known, 5,added,)"
	crm-conf put source source=mayak name=Маяк -q >/dev/null
	is "$(row 2,mayak,Глеб,89160000004,100)" 4,known,
	exits 0 crm-db check
	before=$(crm-db check --hash)
	exits 0 crm-db rebuild
	is "$(crm-db check --hash)" "$before"
	is "$(row 2,mayak,Глеб,89160000004,100 1,site,Анна,89160000001,200)" "$(printf '%s\n' 4,known, 1,known,)"
}

@test "other commands see the columns of the newest row" {
	crm-conf put stage -q >/dev/null <<<$'stage,required\nqualified,Этаж'
	takes '1,Анна,+79161110001,,,,,,,'
	exits 65 crm-qualify 1
	takes '1,Анна,+79161110001,,,,,9,,' --update
	exits 0 crm-qualify 1
	# A lead of ours that has no ext_id is the same row or another one: there is nothing to update.
	exits 0 crm-lead-add --update name=Вася amount=1
	exits 0 crm-lead-add --update name=Вася amount=2
	is "$(tail -1 <<<"$out" | cut -d, -f3)" added
}
