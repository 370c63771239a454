#!/usr/bin/env bats
# crm-reanimate: letters to those who were lost.
# shellcheck disable=SC2154,SC2016 # out and err are set by exits; SQL and data with $( ) in them
load helper

header=lead,programme,step,segment,channel,template,verdict,reason

prepare_file() {
	staff
	crm-conf put programme programme=return holdout_pct=0 -q >/dev/null
	crm-lead-add -q >/dev/null <<-CSV
		at,name,phone,email,consent,payment,project,manager
		2026-09-01,Анна Ким,+79160000001,Anna@c.example,да,Ипотека,Парк,ivanov
		2026-09-01,Борис,+79160000002,boris@c.example,,,,kim
		2026-09-01,Вера,+79160000003,vera@c.example,yes,,,kim
		2026-09-01,Глеб,+79160000004,gleb@c.example,нет,,,kim
		2026-09-01,Дина,+79160000005,,yes,,,kim
	CSV
}

on() { # DAY command...: that morning
	CRM_NOW=$1T09:10:00+03:00 "${@:2}"
}

letters() { sql 'SELECT name, state, address, subject FROM outbox ORDER BY outbox'; }

@test "from the loss to the last letter, each step on its day and once" {
	crm-lose -q 1 reason=price at=2026-11-09T23:30 >/dev/null
	is "$(on 2026-11-10 crm-reanimate -q)" "$header
1,return,,,,,enrolled,price"
	is "$(on 2026-11-22 crm-reanimate -q)" "$header"
	is "$(on 2026-11-23 crm-reanimate -q)" "$header
1,return,1,,email,return-1,sent,"
	is "$(on 2026-11-23 crm-reanimate -q)" "$header"
	is "$(on 2026-12-24 crm-reanimate -q)" "$header
1,return,2,payment=ипотека,email,return-2-mortgage,sent,"
	is "$(on 2027-02-07 crm-reanimate -q)" "$header
1,return,3,,email,return-3,sent,
1,return,,,,,finished,"
	is "$(on 2027-02-08 crm-reanimate -q)" "$header"
	is "$(letters)" 'reanimate/return/1/1/1|0|anna@c.example|Анна Ким, мы сохранили ваш запрос
reanimate/return/1/1/2|0|anna@c.example|Ипотека: посчитать ещё раз?
reanimate/return/1/1/3|0|anna@c.example|Анна Ким, последний раз спросим'
	exits 0 crm-db check
}

@test "the letter says what the template says" {
	crm-lose -q 1 reason=price at=2026-11-09 >/dev/null
	crm-reanimate -q >/dev/null
	is "$(sql 'SELECT body, type, stranger, lead FROM outbox')" 'Здравствуйте, Анна Ким!

Недавно вы спрашивали о квартире: Парк. Планы меняются, и это нормально.
Если вопрос снова стал важным, просто ответьте на это письмо: Иванов Иван помнит разговор,
и рассказывать всё заново не придётся.

Отдел продаж

Если такие письма вам не нужны, ответьте одним словом «стоп», и мы больше не напишем.
|text|1|1'
}

@test "who has left is not named, and the department is" {
	crm-lose -q 1 reason=price at=2026-11-09 >/dev/null
	crm-conf put setting key=department value='Отдел «Парк»' -q >/dev/null
	crm-conf put manager manager=ivanov left=2026-11-20 -q >/dev/null
	crm-reanimate -q >/dev/null
	is "$(sql 'SELECT body FROM outbox' | sed -n '4p;7p')" 'Если вопрос снова стал важным, просто ответьте на это письмо: ваш менеджер помнит разговор,
Отдел «Парк»'
}

@test "without consent or an address nothing goes, and the sum holds" {
	crm-lose -q 2 3 4 5 reason=timing at=2026-11-09 >/dev/null
	exits 0 crm-reanimate
	is "$out" "$header
2,return,,,,,enrolled,timing
2,return,1,,email,return-1,skipped,no_consent
3,return,,,,,enrolled,timing
3,return,1,,email,return-1,sent,
4,return,,,,,enrolled,timing
4,return,1,,email,return-1,skipped,no_consent
5,return,,,,,enrolled,timing
5,return,1,,email,return-1,skipped,no_address"
	is "$err" "crm-reanimate: read 8 = sent 1 + enrolled 4 + skipped 3 (batch $(sql 'SELECT max(batch) FROM batch'))"
	is "$(sql 'SELECT address FROM outbox')" vera@c.example
	exits 0 crm-reanimate
	is "$err" 'crm-reanimate: read 3 = skipped 3'
	crm-conf put list list=blocked value=VERA@c.example -q >/dev/null
	is "$(on 2026-12-24 crm-reanimate -q | grep ^3)" '3,return,2,,email,return-2,skipped,blocked'
}

@test "a channel that is not there" {
	crm-lose -q 3 reason=price at=2026-11-09 >/dev/null
	crm-conf put step programme=return step=1 delay_days=14 channel=sms template=return-1 -q >/dev/null
	is "$(crm-reanimate -q)" "$header
3,return,,,,,enrolled,price
3,return,1,,sms,return-1,skipped,channel sms is not connected"
}

@test "only reasons of the programme, within the time to look back" {
	crm-lose -q 1 reason=competitor at=2026-11-20 >/dev/null
	crm-lose -q 3 reason=price at=2026-10-23 >/dev/null
	crm-conf put setting key=reanimate.lookback_days value=30 -q >/dev/null
	is "$(crm-reanimate -q)" "$header"
	crm-conf put setting key=reanimate.lookback_days value=31 -q >/dev/null
	is "$(crm-reanimate -q)" "$header
3,return,,,,,enrolled,price
3,return,1,,email,return-1,skipped,17 days late"
	crm-conf put setting key=reanimate.late_days value=20 -q >/dev/null
	is "$(crm-reanimate -q)" "$header"
}

@test "a dry run says the same and writes nothing; with nothing to do no batch is left" {
	crm-lose -q 3 reason=price at=2026-11-09 >/dev/null
	before=$(crm-db check --hash 2>&1; sql 'SELECT count(*) FROM batch')
	exits 0 crm-reanimate -n
	said=$out
	is "$err" 'crm-reanimate: read 2 = sent 1 + enrolled 1 (dry run: nothing is written)'
	is "$(crm-db check --hash 2>&1; sql 'SELECT count(*) FROM batch')" "$before"
	nothing "$(letters)"
	is "$(crm-reanimate -q)" "$said"
	batches=$(sql 'SELECT count(*) FROM batch')
	exits 0 crm-reanimate
	is "$out" "$header"
	is "$err" 'crm-reanimate: read 0 = sent 0'
	is "$(sql 'SELECT count(*) FROM batch')" "$batches"
}

@test "the hold-out gets nothing, now and later" {
	crm-conf put programme programme=return holdout_pct=100 -q >/dev/null
	crm-lose -q 1 3 reason=price at=2026-11-09 >/dev/null
	is "$(crm-reanimate -q)" "$header
1,return,,,,,held_out,price
3,return,,,,,held_out,price"
	crm-conf put programme programme=return holdout_pct=0 -q >/dev/null
	is "$(on 2026-12-24 crm-reanimate -q)" "$header"
	nothing "$(letters)"
}

@test "a lead that is open again gets no more, and a letter that waits is withdrawn" {
	crm-lose -q 1 3 reason=price at=2026-11-09 >/dev/null
	crm-reanimate -q >/dev/null
	crm-return -q 1 >/dev/null
	crm-touch-add -q 3 kind=call direction=in at=2026-11-23T18:00:00 >/dev/null
	exits 0 on 2026-11-24 crm-reanimate
	is "$out" "$header
1,return,,,,,stopped,reopened
3,return,,,,,stopped,incoming"
	is "$err" "crm-reanimate: letters withdrawn before they were sent: 2
crm-reanimate: read 2 = stopped 2 (batch $(sql 'SELECT max(batch) FROM batch'))"
	nothing "$(letters)"
	is "$(on 2026-12-24 crm-reanimate -q)" "$header"
}

@test "a letter that a mailer has seen is not withdrawn but held" {
	crm-lose -q 1 reason=price at=2026-11-09 >/dev/null
	crm-reanimate -q >/dev/null
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	CRM_SENDMAIL=false exits 75 crm-mail-out --queue
	crm-return -q 1 >/dev/null
	crm-reanimate -q >/dev/null
	is "$(sql 'SELECT name, state, error FROM outbox')" 'reanimate/return/1/1/1|3|stopped'
}

@test "a new inquiry of the client stops it, a won lead too" {
	crm-lose -q 1 3 reason=price at=2026-11-09 >/dev/null
	crm-lead-add -q name=Вера phone=+79160000003 at=2026-11-01 >/dev/null
	is "$(crm-reanimate -q)" "$header
1,return,,,,,enrolled,price
1,return,1,,email,return-1,sent,"
	crm-return -q 1 >/dev/null
	crm-win -q 1 >/dev/null
	is "$(crm-reanimate -q)" "$header
1,return,,,,,stopped,won"
}

@test "undone: as if it had not been, and the letter still exists once" {
	crm-lose -q 1 reason=price at=2026-11-09 >/dev/null
	exits 0 crm-reanimate
	first=$(sql 'SELECT msgid FROM outbox')
	batch=$(sql 'SELECT max(batch) FROM batch')
	exits 0 crm-undo -q "$batch"
	is "$(sql 'SELECT count(*) FROM enrolment')$(sql 'SELECT count(*) FROM sent')" 00
	exits 0 crm-db check
	is "$(crm-reanimate -q)" "$header
1,return,,,,,enrolled,price
1,return,1,,email,return-1,sent,the letter is there already"
	is "$(sql 'SELECT msgid FROM outbox')" "$first"
	exits 0 crm-db check
	# Undone again, and nobody wants the letter: it goes.
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch')" >/dev/null
	crm-return -q 1 >/dev/null
	crm-reanimate -q >/dev/null
	nothing "$(letters)"
}

@test "a broken template: its step is rejected and stays due, the others go" {
	cp -R "$root/share" share
	export CRM_SHARE=$PWD/share
	crm-lose -q 1 3 reason=price at=2026-11-09 >/dev/null
	printf 'Subject: {{project}}\n\nx\n' >share/templates/return-1.txt
	exits 65 crm-reanimate
	is "$out" "$header
1,return,,,,,enrolled,price
1,return,1,,email,return-1,sent,
3,return,,,,,enrolled,price
3,return,1,,email,return-1,rejected,\"template return-1, line 1: field «project» is empty and has no default\""
	is "$(printf '%s\n' "$err" | sed 's/ (batch.*//')" 'crm-reanimate: lead 3, return step 1: template return-1, line 1: field «project» is empty and has no default
crm-reanimate: read 4 = sent 1 + enrolled 2 + rejected 1'
	exits 65 crm-reanimate -f table
	[ "$(printf '%s\n' "$out" | wc -l)" -ge 2 ]
	rm share/templates/return-1.txt
	exits 65 crm-reanimate -q -o verdict
	cp "$root/share/templates/return-1.txt" share/templates
	is "$(crm-reanimate -q -o lead,verdict)" 'lead,verdict
3,sent'
}

@test "data in a letter is text and nothing else" {
	printf 'name,email,consent,project\n"Ян\r\nBcc: x@evil.example\r\n\r\n{{phone}}",yan@c.example,yes,"<b>$(id)`id`%%s"\n' | crm-lead-add -q >/dev/null
	crm-lose -q 6 reason=price at=2026-11-09 >/dev/null
	crm-reanimate -q >/dev/null
	is "$(sql 'SELECT subject FROM outbox' | wc -l)" 1
	is "$(sql 'SELECT count(*) FROM outbox WHERE subject LIKE "%{{phone}}%" AND body LIKE "%<b>$(id)`id`\%s.%" ESCAPE "\"')" 1
}

@test "why somebody is not written to" {
	crm-lose -q 3 reason=price at=2026-11-09 >/dev/null
	crm-touch-add -q 3 kind=call direction=in at=2026-11-10 >/dev/null
	exits 0 crm-reanimate -x
	is "$err" 'crm-reanimate: lead 3: not enrolled: incoming
crm-reanimate: read 0 = sent 0'
	exits 64 crm-reanimate 3
}
