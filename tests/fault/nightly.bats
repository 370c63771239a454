#!/usr/bin/env bats
# The nightly scripts among failing mailers, doubled and missed runs: one letter a person.
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper

prepare_file() {
	staff
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
	mkdir -p box/taken inst/share/crm
	echo ok >box/mode
	# As installed: the commands are found beside the scripts, not in cron's PATH.
	ln -s "$CRM_BUILD/bin" inst/bin
	# CRM_SENDMAIL is split at blanks, and the tree may lie in a folder that has one.
	ln -s "$root/tests/fault/fake-sendmail" .
	cp "$root/scripts/nightly-kpi" "$root/scripts/nightly-reanimate" inst/share/crm
}

# night WHEN SCRIPT [option]: as cron does it
night() {
	env -i PATH=/usr/bin:/bin CRM_DB="$CRM_DB" CRM_NOW="$1" CRM_SENDMAIL="$PWD/fake-sendmail $PWD/box" \
	    CRM_SENDMAIL_SECONDS="${patience:-60}" "inst/share/crm/$2" "${@:3}"
}

today=2026-11-23T18:30:00+03:00

mode() {
	echo "$1" >box/mode
	case $1 in hang | family) patience=1 ;; *) patience=60 ;; esac
	rm -f box/calls
}

copies() { find box/taken -type f | wc -l; }
# "address Message-Id", each pair once
letters() {
	for letter in box/taken/*; do
		sed -n '/^$/q; s/^To: //p' "$letter" | tr '\n' ' '
		sed -n '/^$/q; s/^Message-I[dD]: //p' "$letter"
	done | sort -u
}
to() { letters | cut -d ' ' -f 1; }
# What went to whom: "address subject"
sheet() {
	for letter in box/taken/*; do
		echo "$(sed -n '/^$/q; s/^To: \(.*\)@.*/\1/p' "$letter") $(sed -n '/^$/q; s/^Subject: KPI //p' "$letter")"
	done | sort
}

everybody='ivanov@dept.example
kim@dept.example
orlova@dept.example
petrova@dept.example'

# good_after MODE STATUS COPIES: a bad night, then two good ones
good_after() {
	mode "$1"
	exits "$2" night "$today" nightly-kpi
	[ -n "$err" ]
	mode ok
	exits 0 night "$today" nightly-kpi
	nothing "$err"
	exits 0 night "$today" nightly-kpi
	is "$(to)" "$everybody"
	is "$(copies)" "$3"
}

@test "a good night is silent, and a second one sends nothing" {
	exits 0 night "$today" nightly-kpi
	nothing "$out$err"
	is "$(sheet)" 'ivanov 2026-11-23
kim 2026-11-23
orlova 2026-11-23
petrova 2026-11-23'
	exits 0 night "$today" nightly-kpi
	exits 0 night 2026-11-24T09:05:00+03:00 nightly-kpi --missed
	is "$out$err$(copies)" 4
	is "$(stat -c %a "$CRM_DB".nightly-kpi.lock)" 600
}

@test "the head's report is the department's, a manager's his own, as html" {
	mkdir instead
	printf '#!/bin/sh\necho "<html>report $*"\n' >instead/crm-kpi-daily
	chmod +x instead/crm-kpi-daily
	CRM_SENDMAIL="$PWD/fake-sendmail $PWD/box" exits 0 env PATH="$PWD/instead:$PATH" inst/share/crm/nightly-kpi
	is "$(for letter in box/taken/*; do
		grep -q '^Content-Type: text/html' "$letter"
		sed -n 's/^To: \(.*\)@.*/\1/p; s/<html>/: /p' "$letter" | tr -d '\n' | sed 's/=3D/=/g; s/$/\n/'
	done | sort)" 'ivanov: report -p 2026-11-23 -f html -m ivanov
kim: report -p 2026-11-23 -f html -m kim
orlova: report -p 2026-11-23 -f html
petrova: report -p 2026-11-23 -f html -m petrova'
}

@test "a mailer that refuses for now" { good_after temp 75 4; }
@test "a mailer that is not available" { good_after perm 75 4; }
@test "a mailer that reads half of it" { good_after half 75 4; }
@test "a mailer that hangs" { good_after hang 75 4; }
@test "a mailer that hangs costs the night one time-out, and nobody of its family is left" {
	mode family
	exits 75 night "$today" nightly-kpi
	is "$(wc -l <box/calls)" 1
	is "$err" 'crm-mail-out: the mailer '"$PWD/fake-sendmail"' did not end in 1 s
nightly-kpi: kpi/2026-11-23/heads is not sent (exit 75)'
	for pid in $(cat box/family); do
		[ ! -e "/proc/$pid" ] || grep -q '^State:.Z' "/proc/$pid/status"
	done
	mode ok
	exits 0 night "$today" nightly-kpi
	is "$(to)" "$everybody"
}
@test "a mailer that fails with the second letter" { good_after second 75 4; }
@test "a mailer that takes a letter and denies it: twice, under one Message-ID" { good_after eat 75 8; }
@test "a run killed when the mailer had the letter: twice, under one Message-ID" { good_after crash 137 8; }

@test "no mailer at all" {
	CRM_SENDMAIL=$PWD/none exits 75 env PATH="$PATH" inst/share/crm/nightly-kpi
	exits 0 night "$today" nightly-kpi
	is "$(to)" "$everybody"
}

@test "eight runs in the same second" {
	for i in 1 2 3 4 5 6 7 8; do night "$today" nightly-kpi 2>"err.$i" & done
	wait
	nothing "$(cat err.*)"
	is "$(to)" "$everybody"
	is "$(copies)" 4
}

@test "killed at any moment, the next run makes it good" {
	for hundredth in 2 5 8 11 14 17; do
		night "$today" nightly-kpi 2>/dev/null &
		sleep "0.$(printf %02d $hundredth)"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
	done
	exits 0 night "$today" nightly-kpi
	is "$(to)" "$everybody"
}

@test "missed evenings: the working days since, five at most, and today in the evening only" {
	exits 0 night 2026-11-20T18:30:00+03:00 nightly-kpi
	rm box/taken/*
	crm-conf put calendar day=2026-11-24 kind=off -q >/dev/null
	crm-conf put calendar day=2026-11-22 kind=work -q >/dev/null
	exits 0 night 2026-11-26T09:05:00+03:00 nightly-kpi --missed
	is "$(sheet | grep kim)" 'kim 2026-11-22
kim 2026-11-23
kim 2026-11-25'
	exits 0 night 2026-11-26T18:30:00+03:00 nightly-kpi
	is "$(sheet | grep kim | tail -1)" 'kim 2026-11-26'
	rm box/taken/*
	exits 0 night 2026-12-21T18:30:00+03:00 nightly-kpi
	is "$(sheet | grep orlova)" 'orlova 2026-12-14
orlova 2026-12-15
orlova 2026-12-16
orlova 2026-12-17
orlova 2026-12-18
orlova 2026-12-21'
	is "$(copies)" 24
}

# Seen to fail when the newest name decides, of whatever day: then no evening is missed until that day has come.
@test "a run with a clock of the future hides no missed evening" {
	exits 0 night 2026-11-20T18:30:00+03:00 nightly-kpi
	exits 0 night 2031-03-03T18:30:00+03:00 nightly-kpi
	rm box/taken/*
	exits 0 night 2026-11-25T09:05:00+03:00 nightly-kpi --missed
	is "$(sheet | grep kim)" 'kim 2026-11-23
kim 2026-11-24'
}

@test "a holiday is silent; the first run ever is about its day" {
	crm-conf put calendar day=2026-11-23 kind=off -q >/dev/null
	exits 0 night "$today" nightly-kpi
	exits 0 night 2026-11-24T09:05:00+03:00 nightly-kpi --missed
	is "$(copies)" 0
	exits 0 night 2026-11-24T18:30:00+03:00 nightly-kpi
	is "$(sheet | cut -d ' ' -f 2 | sort -u)" 2026-11-24
}

@test "the day is the department's" {
	crm-conf put setting key=timezone value=Asia/Vladivostok -q >/dev/null
	exits 0 night "$today" nightly-kpi
	is "$(sheet | cut -d ' ' -f 2 | sort -u)" 2026-11-24
}

@test "who has left gets none, who came later none of before, without an address none" {
	crm-conf put manager manager=kim left=2026-11-23 -q >/dev/null
	crm-conf put manager manager=petrova email=- -q >/dev/null
	crm-conf put manager manager=sidorov name=С email=sidorov@dept.example role=manager hired=2026-11-24 -q >/dev/null
	exits 0 night "$today" nightly-kpi
	is "$(sheet)" 'ivanov 2026-11-23
orlova 2026-11-23'
}

@test "a report that fails is not sent" {
	mkdir bad
	printf '#!/bin/sh\necho "<html>half"\nexit 70\n' >bad/crm-kpi-daily
	chmod +x bad/crm-kpi-daily
	CRM_SENDMAIL="$PWD/fake-sendmail $PWD/box" exits 70 env PATH="$PWD/bad:$PATH" inst/share/crm/nightly-kpi
	is "$(copies)" 0
	[[ $err == *'nightly-kpi: no report kpi/2026-11-23/heads (exit 70)'* ]]
}

@test "settings come from a file; what is missing is said" {
	printf 'CRM_DB=%s\nCRM_SENDMAIL="%s"\nCRM_NOW=%s\n' "$CRM_DB" "$PWD/fake-sendmail $PWD/box" "$today" >crm.env
	exits 0 env -i PATH=/usr/bin:/bin CRM_ENV=crm.env inst/share/crm/nightly-kpi
	is "$(copies)" 4
	exits 78 env -i PATH=/usr/bin:/bin CRM_ENV=none.env inst/share/crm/nightly-kpi
	for script in nightly-kpi nightly-reanimate; do
		exits 66 env -i PATH=/usr/bin:/bin CRM_DB=none.db inst/share/crm/$script
		is "$err" "$script: no database none.db"
		exits 64 env -i PATH=/usr/bin:/bin inst/share/crm/$script --again
		ln -s "$PWD/target" "$CRM_DB.$script.lock.new"
		mv -T "$CRM_DB.$script.lock.new" "$CRM_DB.$script.lock"
		exits 73 night "$today" $script
		[ ! -e target ]
	done
}

# --- letters to clients

lost() {
	crm-conf put programme programme=return holdout_pct=0 -q >/dev/null
	printf 'at,name,email,consent\n2026-09-01,Анна,anna@c.example,yes\n2026-09-01,Вера,vera@c.example,yes\n' | crm-lead-add -q >/dev/null
	crm-lose -q 1 2 reason=price at=2026-11-09 >/dev/null
}

clients='anna@c.example
vera@c.example'

@test "clients get theirs once, whatever the mailer does" {
	lost
	for bad in temp perm half hang; do
		mode $bad
		exits 75 night "$today" nightly-reanimate
		is "$(copies)" 0
	done
	mode ok
	exits 0 night "$today" nightly-reanimate
	nothing "$out$err"
	exits 0 night 2026-11-24T09:10:00+03:00 nightly-reanimate
	is "$(to)" "$clients"
	is "$(copies)" 2
	grep -q '^List-Unsubscribe: <mailto:' box/taken/*
}

@test "a client never gets a letter twice: one that may have gone is held and told" {
	lost
	mode crash
	exits 137 night "$today" nightly-reanimate
	mode ok
	exits 65 night "$today" nightly-reanimate
	[[ $err == *held* ]]
	exits 0 night "$today" nightly-reanimate
	is "$(to)" "$clients"
	is "$(copies)" 2
}

@test "clients: eight runs in the same second" {
	lost
	for i in 1 2 3 4 5 6 7 8; do night "$today" nightly-reanimate 2>"err.$i" & done
	wait
	nothing "$(cat err.*)"
	is "$(copies)" 2
	is "$(sql 'SELECT count(*) FROM enrolment')" 2
}

@test "clients: a rejected letter is told, the others go, the exit says so" {
	lost
	crm-conf put setting key=mail.from value=sales@dept.example -q >/dev/null
	crm-conf put step programme=return step=1 delay_days=14 channel=email template=none segment=email=vera@c.example -q >/dev/null
	exits 65 night "$today" nightly-reanimate
	[[ $err == *'lead 2, return step 1: template '*'none.txt'* ]]
	is "$(to)" anna@c.example
}

@test "every line of the shipped crontab, those to be switched on too, runs as cron runs it" {
	cp "$root/scripts/sla-watch" inst/share/crm
	printf 'CRM_DB="%s"\nCRM_SENDMAIL="./fake-sendmail box"\n' "$CRM_DB" >crm.env
	mkdir -p Maildir/new Maildir/cur Maildir/tmp backup
	printf 'From: Инна <inna@mail.example>\nMessage-ID: <1@mail.example>\n\nСколько стоит?\n' >Maildir/new/1
	# What cron runs: the line without its times and its user, a backslash before a per cent sign taken away.
	sed -nE 's/^#?([0-9*/,-]+[[:space:]]+){5}crm[[:space:]]+//p' "$root/share/cron/crm.cron" |
		sed -e 's/\\%/%/g' -e "s|/etc/crm.env|./crm.env|; s|/usr/local/|inst/|; s|/var/mail/sales|Maildir|; s|/backup/|backup/|" >lines
	is "$(wc -l <lines)" 8
	while IFS= read -r line; do
		case $line in *crm.env*) given= ;; *) given=CRM_ENV=$PWD/crm.env ;; esac
		exits 0 env -i ${given:+"$given"} HOME="$PWD/nowhere" PATH="$PWD/inst/bin:/usr/bin:/bin" /bin/sh -c "$line" </dev/null
		nothing "$out$err"
	done <lines
	is "$(sql 'SELECT count(*) FROM lead')|$(find Maildir/cur backup -type f | wc -l)" "1|2"
	[ -n "$(crm-leads -o manager -f tsv | sed 1d)" ]
}
