#!/usr/bin/env bats
# crm-client: the card of a client
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add -q >/dev/null <<-'CSV'
		name,phone,email,source,project,amount,manager,at
		Иванов Иван,8 (916) 123-45-67 доб. 12,Ivan <IVAN@mail.example>,site,Парк,5 000 000,ivanov,2026-11-02 10:00
		Белова Анна,+79160000002,,ads,,,kim,2026-11-03 10:00
		Иван,+7 916 123 45 67,second@mail.example,expo,,,,2026-11-10 10:00
	CSV
	crm-move -q 1 stage=meeting at='2026-11-16 12:00' >/dev/null
	crm-touch-add -q 1 kind=call direction=out text='Ждёт звонка' result='думает' at='2026-11-20 11:00' manager=ivanov >/dev/null
	crm-task-add -q lead=1 kind=call due='2026-11-25 12:00' text='Позвонить <срочно>' >/dev/null
	crm-task-add -q lead=1 kind=meeting due='2026-11-20 15:00' >/dev/null
}

@test "a row for each of his leads" {
	is "$(crm-client 1)" 'client,name,lead,state,stage,age_days,target_days,manager,next_task,last_touch,source,project,amount,foreign
1,Иванов Иван,1,open,meeting,5,10,ivanov,2026-11-20T15:00:00+03:00,2026-11-20T11:00:00+03:00,site,Парк,5000000.00,
1,Иванов Иван,3,disqualified,new,0,1,ivanov,,,expo,,,'
	is "$(sql "SELECT target_days FROM stage WHERE stage = 'meeting'")" 10
	is "$(crm-client 2 1 -o client,lead | tail -n +2 | tr '\n' ' ')" '2,2 1,1 1,3 '
	is "$(crm-client -m kim 1 2 -o lead | tail -n +2)" 2
}

@test "working days at a stage: until now, or until it ended" {
	crm-conf put calendar day=2026-11-18 kind=off -q >/dev/null
	is "$(crm-client 1 -o age_days | sed -n 2p)" 4
	crm-lose -q 1 reason=price at='2026-11-19 12:00' >/dev/null
	is "$(crm-client 1 -o state,age_days | sed -n 2p)" lost,2
}

@test "contacts: normal form, as it came, extension, the first lead that names it" {
	is "$(crm-client --contacts 1)" 'client,kind,value,raw,extension,lead
1,phone,+79161234567,8 (916) 123-45-67 доб. 12,12,1
1,email,ivan@mail.example,Ivan <IVAN@mail.example>,,1
1,email,second@mail.example,second@mail.example,,3'
	crm-lead-add -q name='Без номера' phone='позвоните в офис' email=x@mail.example >/dev/null
	is "$(crm-client --contacts 4 -o kind,value,raw | sed -n 2p)" 'phone,позвоните в офис,позвоните в офис'
}

@test "who was merged has one card, whichever number is given" {
	crm-merge -q drop=2 keep=1 >/dev/null
	is "$(crm-client 2 -o client,lead | tail -n +2 | tr '\n' ' ')" '1,1 1,2 1,3 '
	is "$(crm-client 2)" "$(crm-client 1)"
	is "$(crm-client --contacts 1 -o value | tail -n +2 | tr '\n' ' ')" '+79161234567 ivan@mail.example +79160000002 second@mail.example '
	crm-client -f text --lang en 1 | finds -x '  also the records of clients 2'
	crm-merge -q --split drop=2 >/dev/null
	is "$(crm-client 2 -o client,lead | tail -1)" 2,2
}

@test "who has no lead has a card too" {
	crm-client-add -q name='Фролов Фёдор' phone='+7 999 111 22 44' role=shareholder >/dev/null
	id=$(sql 'SELECT max(client) FROM client')
	is "$(crm-client "$id" | tail -1)" "$id,Фролов Фёдор,,,,,,,,,,,,"
	is "$(crm-client --contacts "$id" | tail -1)" "$id,phone,+79991112244,+7 999 111 22 44,,"
	is "$(crm-client -f text --lang en "$id" | head -1)" "Client $id – Фролов Фёдор (shareholder)"
}

@test "a page for people, in both languages" {
	is "$(crm-client -f text --lang en 1 | sed 's/task 1[0-9]*:/task N:/')" 'Client 1 – Иванов Иван

Contacts
  +79161234567 ext. 12 («8 (916) 123-45-67 доб. 12»)
  ivan@mail.example («Ivan <IVAN@mail.example>»)
  second@mail.example

Interests
  lead 1: open, Встреча, working days: 5 of 10; Иванов Иван; site; Парк;
  5000000.00; next task 2026-11-20 15:00
  lead 3: disqualified, Новый, Дубль, working days: 0 of 1; Иванов Иван;
  expo

Open tasks
  2026-11-20 15:00 (overdue), task N: meeting; Иванов Иван
  2026-11-25 12:00, task N: call, Позвонить <срочно>; Иванов Иван

Last touches
  2026-11-20 11:00, call out: Ждёт звонка – думает; Иванов Иван
  2026-11-10 10:00, inquiry in'
	crm-client -f text --lang ru 1 | finds -x 'Клиент 1 – Иванов Иван'
	crm-client -f text --lang ru 1 | finds -x 'Открытые дела'
	crm-client -f html 1 | finds 'Позвонить &lt;срочно&gt;'
	crm-client -f html 1 >page.html
	without '<срочно>' page.html
}

@test "consents are on the card" {
	crm-consent -q client=1 channel=email proof='форма на сайте' at=2026-10-26 >/dev/null
	crm-consent -q --withdraw client=1 channel=sms proof='письмо' at=2026-11-07 >/dev/null
	crm-client -f text --lang en 1 >card
	grep -qx '  consent: email, 2026-10-26, форма на сайте' card
	grep -qx '  no consent: sms, 2026-11-07, письмо' card
}

# consents: the lines of the card about them, but for their days
consents() { crm-client -f text --lang en 1 | sed -n 's/^  \(no \)\?consent: /\1/p' | sed 's/, .*//' | tr '\n' ' '; }

@test "of consents the card has those that count: the latest of a channel or of all, of everyone he is" {
	crm-consent -q client=1 channel=email at=2026-10-26 >/dev/null
	crm-consent -q client=1 channel=call at=2026-11-10 >/dev/null
	crm-consent -q --withdraw client=1 channel=all at=2026-11-07 >/dev/null
	is "$(consents)" 'no all call '
	crm-consent -q client=2 channel=all at=2026-11-08 >/dev/null
	crm-consent -q --withdraw client=2 channel=sms at=2026-11-09 >/dev/null
	crm-merge -q keep=1 drop=2 >/dev/null
	is "$(consents)" 'call all no sms '
	crm-consent -q --withdraw client=1 channel=all at=2026-11-11 >/dev/null
	is "$(consents)" 'no all '
	crm-merge -q --split 2 >/dev/null
	is "$(consents)" 'no all '
	is "$(crm-client -f text --lang en 2 | grep consent:)" '  consent: all, 2026-11-08
  no consent: sms, 2026-11-09'
}

@test "ten touches, the newest first, and none that was taken back" {
	for day in 01 02 03 04 05 06 07 08 09 10 11 12; do crm-touch-add -q 2 kind=call text="звонок $day" at="2026-11-$day 09:00" >/dev/null; done
	is "$(crm-client -f text --lang en 2 | sed -n '/^Last touches/,$p' | grep -o 'звонок ..' | tr '\n' ' ')" \
		"$(for day in 12 11 10 09 08 07 06 05 04 03; do printf 'звонок %s ' $day; done)"
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch')" >/dev/null
	is "$(crm-client -f text --lang en 2 | sed -n '/^Last touches/,$p' | grep -o 'звонок ..' | head -1)" 'звонок 11'
}

@test "what it cannot be asked" {
	exits 64 crm-client
	exits 0 crm-client x
	is "$err" "crm-client: nobody is found: crm-find looks in notes and letters too"
	exits 65 crm-client 1 99
	nothing "$out"
	is "$err" 'crm-client: no client 99'
	exits 64 crm-client -T 2026-11-01 1
	exits 64 crm-client -p today 1
	exits 64 crm-client -g manager 1
	exits 64 crm-client --fail-on red 1
	exits 64 crm-client --contacts -f text 1
}

@test "who is no number is looked for: by phone, by its beginning, by address, by name" {
	for who in 8-916-123-45-67 '+7 916 12' 8916123 ivan@mail.example иванов 'Иванов Иван' Ivanov; do
		exits 0 crm-client "$who" -o client,lead
		is "$out" "client,lead
1,1
1,3"
		nothing "$err"
	done
	exits 0 crm-client 'иванов иван' -f text
	finds '^Клиент 1 – Иванов Иван$' <<<"$out"
	exits 0 crm-client белова анна -o client
	is "$out" "client
2"
	# a number is a client first
	exits 0 crm-client 2 -o client
	is "$out" "client
2"
	exits 0 crm-client --contacts белова -o value
	is "$out" "value
+79160000002"
}

@test "several are listed, to be chosen from by number; nobody is said" {
	crm-client-add -q name='Белова Ольга' phone=89160000077 email=olga@mail.example >/dev/null
	exits 0 crm-client белова -f text --lang en
	is "$out" "       2  Белова Анна  +79160000002
       4  Белова Ольга  +79160000077  olga@mail.example"
	is "$err" "crm-client: 2 clients fit: choose one by number, as in crm-client 2"
	exits 0 crm-client 8916 -o client
	is "$(sort -u <<<"$out")" "1
2
4
client"
	[[ $err == "crm-client: 3 clients fit: "* ]]
	exits 0 crm-client никого -f text
	nothing "$out"
	LANGUAGE='' exits 0 crm-client '8 999 000' --lang ru
	is "$err" "crm-client: никто не найден: crm-find ищет и в заметках, и в письмах"
	exits 65 crm-client 99
	exits 65 crm-client 8999000
	is "$err" "crm-client: no client 8999000"
}
