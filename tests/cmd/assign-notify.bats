#!/usr/bin/env bats
# crm-assign --notify: whoever gets a lead is told, once.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	crm-conf put -q manager >/dev/null <<-CSV
		manager,name,email,role
		ivanov,Иванов,ivanov@dept.example,manager
		kim,Ким,kim@dept.example,manager
	CSV
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	printf 'name,phone,source,project\nИван Петров,89160000001,site,Парк\nB,89160000002,,\nC,89160000003,,\nD,89160000004,,\n' |
		crm-lead-add -q >/dev/null
	mkdir box
}

prepare() {
	# shellcheck disable=SC2016 # for the mailer
	printf '#!/bin/sh\n[ ! -e down ] || exit 75\ncat >"$(mktemp %s/box/letter.XXXXXX)"\n' "$PWD" >sendmail
	chmod +x sendmail
	export CRM_SENDMAIL=./sendmail
}

# What went to whom since: "address subject"; the text is in body.ADDRESS
post() {
	python3 - box/letter.* <<-'PY' | sort
		import email, email.policy, os, sys
		for name in sys.argv[1:]:
		    if not os.path.exists(name): continue
		    letter = email.message_from_binary_file(open(name, "rb"), policy=email.policy.default)
		    to = letter["To"].split("@")[0]
		    print(to, letter["Subject"])
		    print(letter.get_content(), file=open("body." + to, "w"))
		    os.remove(name)
	PY
}

@test "each is told of his, once, in one letter" {
	crm-task-add -q -U kim 1 kind=call due='2026-11-24 10:00' >/dev/null
	exits 0 crm-assign --notify 1 2 3
	is "$err" "crm-assign: read 3 = done 3 (batch $(sql 'SELECT max(batch) FROM batch'))"
	is "$(post)" 'ivanov Вам переданы лиды: 2
kim Вам переданы лиды: 1'
	is "$(cat body.ivanov)" 'Теперь эти лиды ваши:

  - лид 1, Иван Петров; site; Парк; дело к 2026-11-24 10:00
  - лид 3, C

Посмотреть:
    crm-leads 1 3'
	exits 0 crm-assign --notify 1 2 3
	nothing "$(post)"
	exits 0 crm-assign -q --notify 4 manager=ivanov
	is "$(post)" 'ivanov Вам переданы лиды: 1'
	is "$(sql 'SELECT count(*), min(state) FROM outbox')" '3|2'
	crm-db check >/dev/null
}

@test "off unless asked for; a dry run tells nobody, nor does a run that hands out nothing" {
	crm-assign -q 1 >/dev/null
	crm-assign -q -n --notify 2 >/dev/null
	crm-lose -q 3 reason=price >/dev/null
	crm-assign -q --notify 1 3 >/dev/null
	exits 65 crm-assign -q --notify --atomic 2 77
	nothing "$(post)"
	is "$(sql 'SELECT count(*) FROM outbox')" 0
}

@test "a run that takes its time is one letter; whoever is told already is told of the rest" {
	(echo 1; sleep 0.3; echo 3; sleep 0.3; echo 2) | crm-assign -q --notify manager=kim - >/dev/null
	is "$(post)" 'kim Вам переданы лиды: 3'
	# the queue is sent by somebody else while the run goes on
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch')" >/dev/null
	(echo 1; sleep 1; crm-mail-out -q --queue >/dev/null; echo 3; echo 2) | crm-assign -q --notify manager=kim - >/dev/null
	is "$(post)" 'kim Вам переданы лиды: 1
kim Вам переданы лиды: 2'
	is "$(sql 'SELECT body FROM outbox ORDER BY outbox' | grep 'crm-leads')" '    crm-leads 1 3 2
    crm-leads 1
    crm-leads 3 2'
}

@test "all that one had: his leads are told of to whom they go" {
	crm-assign -q manager=kim 1 2 >/dev/null
	exits 0 crm-assign -q --all-of kim --notify manager=ivanov
	is "$(post)" 'ivanov Вам переданы лиды: 2'
}

@test "nobody is told without mail.from, and that is said; nor who has no address, nor who takes a lead himself" {
	crm-undo -q "$(sql "SELECT max(batch) FROM event WHERE new LIKE '%mail.from%'")" >/dev/null
	exits 0 crm-assign --notify 1 2
	[[ $err == *'nobody is told: setting mail.from says who writes, and it is not set'* ]]
	nothing "$(post)"
	is "$(sql 'SELECT count(*) FROM lead WHERE manager IS NOT NULL')" 2
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	crm-conf put -q manager manager=kim email=- >/dev/null
	exits 0 crm-assign --notify manager=kim 3
	[[ $err == *'without an e-mail address, and not told: kim'* ]]
	exits 0 crm-assign --notify -U ivanov manager=ivanov 4
	nothing "$(post)"
}

@test "a mailer that fails: handed out all the same, 75, and the letter waits; killed before it, too" {
	touch down
	exits 75 crm-assign -q --notify 1 -o verdict,manager
	is "$out" 'verdict,manager
done,ivanov'
	nothing "$(post)"
	rm down
	# another run sends what waits
	exits 0 crm-assign -q --notify 2
	is "$(post)" 'ivanov Вам переданы лиды: 1
kim Вам переданы лиды: 1'
	# a rejected row is 65 still, and the others are told
	exits 65 crm-assign -q --notify 3 77
	is "$(post)" 'ivanov Вам переданы лиды: 1'
	export CRM_SENDMAIL=/none/such
	run crm-assign -q --notify 4
	[ "$status" = 69 ] || [ "$status" = 75 ]
	is "$(sql 'SELECT count(*) FROM outbox WHERE state < 2')" 1
	crm-db check >/dev/null
}
