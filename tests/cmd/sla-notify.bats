#!/usr/bin/env bats
# crm-sla --notify: who is told of which deadline, once.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	crm-conf put unit -q >/dev/null <<-CSV
		unit,name,parent,head
		all,Отдел,,
		north,Север,all,
		south,Юг,all,sidorov
	CSV
	staff
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	crm-conf put manager -q >/dev/null <<-CSV
		manager,name,email,role,unit
		sidorov,Сидоров Пётр,sidorov@dept.example,head,south
		admin,Админ,admin@dept.example,admin,
	CSV
	mkdir -p box
}

prepare() {
	# shellcheck disable=SC2016 # for the mailer
	printf '#!/bin/sh\ncat >"$(mktemp %s/box/letter.XXXXXX)"\n' "$PWD" >sendmail
	chmod +x sendmail
	export CRM_SENDMAIL=./sendmail
}

now() { export CRM_NOW=2026-11-$([ $# = 2 ] && echo "$1" || echo 23)T${*: -1}:00+03:00; }
lead() {
	leads=$((${leads:-0} + 1))
	crm-lead-add -q name="Клиент $leads" phone="8916$(printf %07d "$leads")" "$@" >/dev/null
}
told() { crm-sla --notify -q -f csv -o lead,clock,state,manager,to,verdict | sed 1d | sort; }
# What went to whom since: "address subject", read by another program than wrote it
post() {
	python3 - box/letter.* <<-'PY' | sort
		import email, email.policy, os, sys
		for name in sys.argv[1:]:
		    if not os.path.exists(name): continue
		    letter = email.message_from_binary_file(open(name, "rb"), policy=email.policy.default)
		    print(letter["To"].split("@")[0], letter["Subject"])
		    print(letter.get_content(), file=open("body." + letter["To"].split("@")[0], "w"))
		    os.remove(name)
	PY
}
# Forget what the outbox holds, in a batch of its own
alerts() { sql "SELECT lead || ' ' || clock || ' ' || state FROM alert ORDER BY lead, clock, state"; }

@test "before and after, each once: to the head of the unit, and to the manager his own" {
	lead manager=ivanov at='2026-11-23 10:00'
	lead manager=kim at='2026-11-23 10:40'
	now 10:30
	nothing "$(told)"
	is "$(sql 'SELECT count(*) FROM batch WHERE command = "crm-sla-notify"')" 0
	now 10:50
	is "$(told)" '1,first_response,due_soon,ivanov,orlova,alerted'
	is "$(post)" 'ivanov Ваши сроки: скоро 1
orlova Сроки: скоро 1'
	nothing "$(told)$(post)"
	now 11:30
	is "$(told)" '1,first_response,breached,ivanov,orlova,alerted
2,first_response,due_soon,kim,sidorov,alerted'
	is "$(post)" 'kim Ваши сроки: скоро 1
orlova Сроки: просрочено 1
sidorov Сроки: скоро 1'
	nothing "$(told)$(post)"
	now 24 09:00
	is "$(told | grep -c qualify)" 2
	is "$(alerts)" '1 first_response breached
1 first_response due_soon
1 qualify due_soon
2 first_response breached
2 first_response due_soon
2 qualify due_soon'
	exits 0 crm-db check
	# Each letter is a row of its own, sent once.
	is "$(sql 'SELECT count(*), count(DISTINCT msgid), min(state), max(state) FROM outbox')" '9|9|2|2'
}

# Seen to fail when what was told by a clock of the future counts as told.
@test "a run with a clock of the future takes no alert away, and the one in time is told once" {
	lead manager=ivanov at='2026-11-23 10:00'
	CRM_NOW=2031-03-03T12:00:00+03:00 crm-sla-notify -q >/dev/null
	post >/dev/null
	now 10:50
	is "$(told)" '1,first_response,due_soon,ivanov,orlova,alerted'
	now 11:30
	is "$(told)" '1,first_response,breached,ivanov,orlova,alerted'
	nothing "$(told)"
	is "$(sql "SELECT count(*), datetime(min(at), 'unixepoch') FROM alert WHERE clock = 'first_response' AND state = 'breached'")" '1|2026-11-23 08:30:00'
	exits 0 crm-db check
}

@test "several deadlines are one letter, in plain words, in both languages" {
	lead manager=ivanov at='2026-11-20 17:30'
	lead manager=petrova at='2026-11-23 09:45'
	crm-touch-add 1 kind=call direction=in result=missed at='2026-11-23 10:00' -q >/dev/null
	now 10:40
	told >/dev/null
	is "$(post | grep orlova)" 'orlova Сроки: просрочено 2, скоро 1'
	is "$(cat body.orlova)" 'Срок прошёл (2)

  - лид 1, Клиент 1: первый ответ; срок был 2026-11-23 09:30, опоздание
    1 ч 10 мин; Иванов Иван
  - лид 1, Клиент 1: пропущенный звонок, перезвонить; срок был
    2026-11-23 10:20, опоздание 20 мин; Иванов Иван

Посмотреть:
    crm-leads 1
Передать другому:
    crm-assign 1 manager=КОД

Срок близко (1)

  - лид 2, Клиент 2: первый ответ; срок 2026-11-23 10:45, осталось 5
    мин; Петрова Анна

Посмотреть:
    crm-leads 2
Передать другому:
    crm-assign 2 manager=КОД

Остаток и опоздание – в рабочем времени по календарю отдела. О каждом
случае сообщается один раз; все показывает crm-sla.'
	crm-undo "$(crm-log -o batch kind=alerted -f tsv | tail -n 1)" -q >/dev/null
	exits 0 crm-sla --notify -q --lang en
	is "$(post)" 'orlova Deadlines: missed 2, near 1
petrova Your deadlines: near 1'
	grep -q '^  - lead 2, Клиент 2: first answer; due 2026-11-23 10:45, left: 5 min$' body.petrova
}

@test "nobody's leads: every head; without heads the admins; without anybody it is said, and nothing is recorded" {
	lead at='2026-11-23 10:00'
	now 10:50
	is "$(told)" '1,first_response,due_soon,,orlova sidorov,alerted'
	is "$(post)" 'orlova Сроки: скоро 1
sidorov Сроки: скоро 1'
	crm-conf put manager manager=orlova left=2026-11-23 -q >/dev/null
	crm-conf put manager manager=sidorov email=- -q >/dev/null
	now 11:50
	is "$(told)" '1,first_response,breached,,admin,alerted'
	is "$(post)" 'admin Сроки: просрочено 1'
	crm-conf put manager manager=admin left=2026-11-23 -q >/dev/null
	lead at='2026-11-23 11:00'
	exits 78 crm-sla --notify
	is "$err" 'crm-sla-notify: nobody can be told: no head and no admin has an e-mail address; see crm-conf put manager'
	is "$(sql 'SELECT count(*) FROM alert WHERE lead = 2')" 0
}

@test "a head is not told by himself of his own, unless there is nobody else; one above takes over who has none" {
	crm-conf put unit unit=all head=orlova -q >/dev/null
	lead manager=sidorov at='2026-11-23 10:00'
	crm-conf put manager manager=petrova unit=all -q >/dev/null
	lead manager=petrova at='2026-11-23 10:00'
	now 11:10
	is "$(told)" '1,first_response,breached,sidorov,orlova,alerted
2,first_response,breached,petrova,orlova,alerted'
	crm-conf put manager manager=orlova left=2026-11-23 -q >/dev/null
	crm-conf put manager manager=admin left=2026-11-23 -q >/dev/null
	lead manager=sidorov at='2026-11-23 10:00'
	is "$(told)" '3,first_response,breached,sidorov,sidorov,alerted'
}

@test "a new owner and a new stay are news, a new look is not" {
	lead manager=ivanov at='2026-11-23 10:00'
	now 11:10
	is "$(told | wc -l)" 1
	crm-assign 1 manager=kim -q >/dev/null
	is "$(told)" '1,first_response,breached,kim,sidorov,alerted'
	crm-touch-add 1 kind=call direction=out -q >/dev/null
	crm-qualify --force 1 -q >/dev/null
	crm-conf put stage stage=qualified target_days=1 -q >/dev/null
	now 24 12:00
	is "$(told)" '1,stage,breached,kim,sidorov,alerted'
	crm-move 1 stage=meeting -q >/dev/null
	crm-move 1 stage=qualified -q >/dev/null
	now 25 12:30
	is "$(told)" '1,stage,breached,kim,sidorov,alerted'
	is "$(sql 'SELECT count(*) FROM alert')" 4
	exits 0 crm-db check
}

@test "tasks: with and without a lead; put off is told of again" {
	lead manager=kim
	now 09:00
	crm-touch-add 1 kind=call direction=out -q >/dev/null
	crm-task-add 1 kind=call due='2026-11-23 11:00' -q >/dev/null
	crm-task-add kind=report manager=ivanov due='2026-11-23 11:00' -q >/dev/null
	now 10:30
	is "$(told)" ',task,due_soon,ivanov,orlova,alerted
1,task,due_soon,kim,sidorov,alerted'
	task=$(sql 'SELECT min(task) FROM task')
	crm-task-done "$task" next_due='2026-11-23 12:30' -q >/dev/null
	now 12:10
	is "$(told)" ',task,breached,ivanov,orlova,alerted
1,task,due_soon,kim,sidorov,alerted'
	exits 0 crm-db check
	# An alert stands in the way of no undo.
	exits 0 crm-undo "$(crm-log kind=task.added -o batch -f tsv | tail -n 1)" -q
	exits 0 crm-db check
}

@test "leads that nobody may have: once, until somebody has them" {
	lead at='2026-11-23 10:00'
	crm-touch-add 1 kind=call direction=out at='2026-11-23 10:10' -q >/dev/null
	now 10:20
	pool 1
	is "$(told)" '1,pool,pooled,,orlova sidorov,alerted'
	is "$(post | head -n 1)" 'orlova Сроки: без менеджера 1'
	grep -qx '  - лид 1, Клиент 1: некому отдать; ждёт с 2026-11-23 10:20' body.orlova
	grep -qx '    crm-assign 1 manager=КОД' body.orlova
	pool 1
	nothing "$(told)"
	is "$(crm-sla -o clock -f tsv | sort -u)" 'clock
qualify'
	crm-assign 1 manager=kim -q >/dev/null
	nothing "$(told)"
}

# A lead that hand-out can give to nobody: everybody is away today.
pool() {
	for who in $(crm-conf get manager -f tsv -o manager,role | sed -n 's/\tmanager$//p'); do
		crm-conf put -q absence manager="$who" from=2026-11-23 to=2026-11-23 kind=sick >/dev/null
	done
	is "$(crm-assign -q -o verdict "$1")" 'verdict
pool'
}

@test "settings: which clocks, and whether managers are told" {
	lead manager=ivanov at='2026-11-23 09:10'
	lead manager=ivanov at='2026-11-23 10:10'
	crm-conf put setting key=sla.notify value='qualify callback' -q >/dev/null
	crm-conf put setting key=sla.notify_manager value=0 -q >/dev/null
	now 17:30
	is "$(told)" '1,qualify,due_soon,ivanov,orlova,alerted
2,qualify,due_soon,ivanov,orlova,alerted'
	is "$(post)" 'orlova Сроки: скоро 2'
}

@test "nobody is told while mail.from is not set, and it is told later" {
	crm-conf drop -q setting mail.from >/dev/null
	now 12:00
	crm-lead-add -q name=A phone=89160000001 manager=ivanov at='2026-11-23 09:00' >/dev/null
	exits 78 crm-sla-notify -q
	is "$err" 'crm-sla-notify: настройка mail.from, от чьего имени письма, не задана'
	is "$(sql 'SELECT count(*) FROM outbox')$(ls box | wc -l)" 00
	# a letter that waits from before waits on
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	CRM_SENDMAIL=false exits 75 crm-sla-notify -q -o lead
	crm-conf drop -q setting mail.from >/dev/null
	exits 78 crm-mail-out --queue
	is "$(sql 'SELECT state FROM outbox')" 0
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	exits 0 crm-mail-out --queue
	is "$(ls box | wc -l)" 1
}

@test "a dry run tells and writes nothing; undone alerts are told again" {
	lead manager=ivanov at='2026-11-23 10:00'
	now 11:10
	morning=$(crm-db check --hash -f csv | tail -n 1)
	exits 0 crm-sla --notify -n -f csv -o lead,to,verdict
	is "$out" 'lead,to,verdict
1,orlova,alerted'
	is "$err" 'crm-sla-notify: read 1 = alerted 1 (dry run: nothing is written)'
	is "$(crm-db check --hash -f csv | tail -n 1)$(post)" "$morning"
	exits 0 crm-sla-notify
	is "$err" "crm-sla-notify: read 1 = alerted 1 (batch 7)
crm-sla-notify: letters: read 1 = sent 1 + failed 0"
	differ "$(crm-db check --hash -f csv | tail -n 1)" "$morning"
	crm-undo 7 -q >/dev/null
	is "$(crm-db check --hash -f csv | tail -n 1)" "$morning"
	exits 0 crm-sla-notify
	# What was told twice and taken back once was told; redone and taken back is as before.
	crm-undo 7 -q >/dev/null
	is "$(alerts)" '1 first_response breached'
	exits 0 crm-db check
	exits 0 crm-db rebuild
	is "$(alerts)" '1 first_response breached'
	crm-undo 8 -q >/dev/null
	is "$(alerts)" '1 first_response breached'
	exits 0 crm-db check
}

@test "the base as data: a name cannot become a header or a line" {
	crm-lead-add -q manager=ivanov at='2026-11-23 10:00' phone=89160000001 name=$'Zorro\r\nBcc: evil@x.example\n\x1b[31m' >/dev/null
	now 11:10
	told >/dev/null
	cp box/letter.* raw
	is "$(post)" 'orlova Сроки: просрочено 1'
	without -i '^bcc' raw
	without -i '^bcc' body.orlova
	without $'\x1b' body.orlova
}

@test "hundreds of deadlines: the letter stays readable" {
	(
		echo name,phone,manager,at
		for i in $(seq 1 100); do echo "К$i,8917$(printf %07d "$i"),kim,2026-11-23 10:00"; done
	) | crm-lead-add -q >/dev/null
	now 11:10
	is "$(told | wc -l)" 100
	is "$(post)" 'sidorov Сроки: просрочено 100'
	is "$(grep -c '^  - ' body.sidorov)" 40
	grep -qx '  и ещё 60: crm-sla --state breached' body.sidorov
}

@test "what it does not take" {
	exits 64 crm-sla --notify 1
	exits 64 crm-sla --notify -m kim
	exits 66 crm-sla --notify -d none.db
	exits 0 crm-sla --notify --help
	[[ $out == *'usage: crm-sla-notify'* ]]
}
