#!/usr/bin/env bats
# sla-watch among failing mailers, kills and doubled runs: everybody is told, nobody twice.
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper

prepare_file() {
	staff
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,manager,at
		Первый,8 916 000-00-01,ivanov,2026-11-23 16:00
		Второй,8 916 000-00-02,kim,2026-11-23 16:10
	CSV
	mkdir -p box/taken inst/share/crm
	echo ok >box/mode
	# As installed: the commands are found beside the script, not in cron's PATH.
	ln -s "$CRM_BUILD/bin" inst/bin
	# CRM_SENDMAIL is split at blanks, and the tree may lie in a folder that has one.
	ln -s "$root/tests/fault/fake-sendmail" .
	cp "$root/scripts/sla-watch" inst/share/crm
}

# watch [WHEN]: as cron does it. By then both first answers are late, and the first one's head and Kim's (the only one) is orlova.
watch() {
	env -i PATH=/usr/bin:/bin CRM_DB="$CRM_DB" CRM_NOW="2026-11-23T${1:-18:00}:00+03:00" CRM_SENDMAIL="$PWD/fake-sendmail $PWD/box" \
	    CRM_SENDMAIL_SECONDS="${patience:-60}" inst/share/crm/sla-watch
}
mode() {
	echo "$1" >box/mode
	case $1 in hang | family) patience=1 ;; *) patience=60 ;; esac
	rm -f box/calls
}
copies() { find box/taken -type f | wc -l; }
ids() {
	for letter in box/taken/*; do sed -n '/^$/q; s/^Message-I[dD]: //p' "$letter"; done | sort -u | wc -l
}
alerts() { sql "SELECT group_concat(lead || ' ' || state) FROM (SELECT lead, state FROM alert ORDER BY lead)"; }
both='1 breached,2 breached'

# good_after MODE STATUS COPIES: a bad run, then two good ones; one Message-ID whatever happened
good_after() {
	mode "$1"
	exits "$2" watch
	[ -n "$err" ]
	is "$(alerts)" "$both"
	mode ok
	exits 0 watch 18:10
	nothing "$err"
	exits 0 watch 18:20
	is "$(copies) $(ids) $(alerts)" "$3 1 $both"
	is "$(sql 'SELECT count(*), min(state) FROM outbox')" '1|2'
	exits 0 crm-db check
}

@test "a good run is silent, and the next one tells nothing" {
	exits 0 watch
	exits 0 watch 18:10
	is "$out$err$(copies)" 1
	is "$(alerts)" "$both"
	is "$(stat -c %a "$CRM_DB".sla-watch.lock)" 600
}

@test "a mailer that refuses for now" { good_after temp 75 1; }
@test "a mailer that is not available" { good_after perm 75 1; }
@test "a mailer that reads half of it" { good_after half 75 1; }
@test "a mailer that hangs" { good_after hang 75 1; }
@test "a mailer that takes a letter and denies it: twice, under one Message-ID" { good_after eat 75 2; }
@test "a run killed when the mailer had the letter: twice, under one Message-ID" { good_after crash 137 2; }

@test "no mailer at all" {
	CRM_SENDMAIL=$PWD/none exits 75 env PATH="$PATH" inst/share/crm/sla-watch
	exits 0 watch
	is "$(copies) $(ids)" '1 1'
}

@test "killed between the record and the letter: the next run sends what is queued" {
	# The mailer stands for the kill: what was committed by then is the alerts and the queue.
	mode temp
	CRM_SENDMAIL=$PWD/none exits 69 crm-sla-notify -q
	is "$(alerts) $(sql 'SELECT state FROM outbox')" "$both 0"
	mode ok
	exits 0 watch 18:10
	is "$(copies) $(alerts)" "1 $both"
}

@test "killed at any moment, the next run makes it good" {
	for hundredth in 01 02 03 05 08 12; do
		watch 2>/dev/null &
		sleep "0.$hundredth"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
	done
	exits 0 watch
	is "$(ids) $(alerts) $(sql 'SELECT count(*) FROM outbox')" "1 $both 1"
	exits 0 crm-db check
}

@test "the command itself, killed at any moment" {
	export CRM_SENDMAIL="$PWD/fake-sendmail $PWD/box"
	for thousandth in 002 004 006 008 010 012 015 020 030 050; do
		crm-sla-notify -q >/dev/null 2>&1 &
		sleep "0.$thousandth"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
	done
	exits 0 crm-sla-notify -q
	is "$(ids) $(alerts) $(sql 'SELECT count(*) FROM outbox')" "1 $both 1"
}

@test "eight runs in the same second" {
	for i in 1 2 3 4 5 6 7 8; do watch 2>"err.$i" & done
	wait
	nothing "$(cat err.*)"
	is "$(copies) $(alerts)" "1 $both"
	# Also past the lock of the script.
	crm-lead-add -q name=Третий phone='8 916 000-00-03' manager=kim at='2026-11-23 16:20' >/dev/null
	export CRM_SENDMAIL="$PWD/fake-sendmail $PWD/box"
	for i in 1 2 3 4 5 6 7 8; do crm-sla-notify -q >/dev/null 2>"err.$i" & done
	wait
	nothing "$(cat err.*)"
	is "$(copies) $(sql 'SELECT count(*) FROM alert')" '2 3'
	is "$(crm-log kind=alerted -o event -f tsv | sed 1d | wc -l)" 3
}

@test "settings come from a file; what is missing is said" {
	printf 'CRM_DB=%s\nCRM_SENDMAIL="%s"\nCRM_NOW=%s\n' "$CRM_DB" "$PWD/fake-sendmail $PWD/box" 2026-11-23T18:00:00+03:00 >crm.env
	exits 0 env -i PATH=/usr/bin:/bin CRM_ENV=crm.env inst/share/crm/sla-watch
	is "$(copies)" 1
	exits 78 env -i PATH=/usr/bin:/bin CRM_ENV=none.env inst/share/crm/sla-watch
	exits 66 env -i PATH=/usr/bin:/bin CRM_DB=none.db inst/share/crm/sla-watch
	is "$err" 'sla-watch: no database none.db'
	exits 64 env -i PATH=/usr/bin:/bin inst/share/crm/sla-watch --again
	ln -s "$PWD/target" "$CRM_DB.sla-watch.lock.new"
	mv -T "$CRM_DB.sla-watch.lock.new" "$CRM_DB.sla-watch.lock"
	exits 73 watch
	[ ! -e target ]
}

@test "nobody to tell is said, and the exit says so" {
	crm-conf put manager manager=orlova email=- -q >/dev/null
	exits 78 watch
	[[ $err == *'crm-sla-notify: '*'sla-watch: crm-sla-notify failed (exit 78)' ]]
	nothing "$(alerts)"
}
