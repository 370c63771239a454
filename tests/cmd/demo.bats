#!/usr/bin/env bats
# Made-up data goes the way of real data.

load helper

# One past for all tests that look at it.
prepare_file() { crm-demo --history 3000 -d past.db >commands.csv; }

@test "made-up leads: a header and as many rows as asked for" {
	crm-demo --leads 0 >none.csv
	is "$(cat none.csv)" at,name,phone,email,source,campaign,project,payment,family,comment,company
	crm-demo --leads 3 --seed 5 -o name,phone,email -f tsv >three.tsv
	is "$(wc -l <three.tsv)" 4
	is "$(head -n 1 three.tsv)" "$(printf 'name\tphone\temail')"
}

@test "the same seed gives the same bytes, another seed gives others" {
	crm-demo --leads 500 >a.csv
	crm-demo --leads 500 --seed 1 >b.csv
	crm-demo --leads 500 --seed 2 >c.csv
	same a.csv b.csv
	exits 1 cmp -s a.csv c.csv
}

@test "fifty leads go in, and the sum holds" {
	crm-demo --leads 50 >leads.csv
	exits 0 crm-lead-add <leads.csv
	printf '%s\n' "$err" | finds -x 'crm-lead-add: read 50 = added [0-9]* + duplicate [0-9]* + spam [0-9]* (batch 2)'
	is "$(printf '%s\n' "$err" | sed 's/.*=//; s/(.*//' | tr -cs '0-9' '\n' | awk '{ n += $1 } END { print n }')" 50
	is "$(printf '%s\n' "$out" | wc -l)" 51
	exits 0 crm-lead-add <leads.csv
	is "$err" 'crm-lead-add: read 50 = known 50 (batch 3)'
}

@test "who repeats himself in another spelling is recognised, spam is caught" {
	crm-demo --leads 5000 >leads.csv
	exits 0 crm-lead-add <leads.csv
	# The same by the rows alone: last ten digits, addresses in small letters, comments with a number in brackets.
	python3 - leads.csv >expected <<-'PY'
		import collections, csv, re, sys
		phones, emails, working, count = {}, {}, set(), collections.Counter()
		for number, row in enumerate(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8"))):
		    digits, email = re.sub(r"\D", "", row["phone"])[-10:], row["email"].lower()
		    phone = digits if len(digits) == 10 else ""
		    known = phones.get(phone) if phone in phones else emails.get(email)
		    client = number if known is None else known
		    if phone: phones.setdefault(phone, client)
		    if email: emails.setdefault(email, client)
		    spam = re.search(r"\(\d+\)$", row["comment"])
		    count["spam" if spam else "duplicate" if client in working else "added" if known is None else "repeat"] += 1
		    if not spam: working.add(client)
		for verdict in sorted(count): print(verdict, count[verdict])
	PY
	is "$(printf '%s\n' "$out" | awk -F, 'NR > 1 { n[$3]++ } END { for (v in n) print v, n[v] }' | sort)" "$(cat expected)"
	[ "$(sed -n 's/^duplicate //p' expected)" -gt 330 ]
}

@test "the department in share/demo is what crm-demo makes" {
	crm-demo --department fresh -f csv >list.csv
	is "$(head -n 3 list.csv)" "$(printf 'file,rows\nunit.csv,3\nmanager.csv,7')"
	rm -f shipped && ln -s "$root/share/demo" shipped
	diff -r fresh shipped/
	is "$(stat -c %a fresh fresh/leads.csv | tr '\n' ' ')" '700 600 '
	[ "$(cat fresh/* | wc -c)" -lt 300000 ]
}

@test "nobody real: addresses end in .example, numbers begin with +7 9xx 000" {
	crm-demo --department fresh >/dev/null
	grep -Eo '[A-Za-z0-9._-]+@[A-Za-z0-9.-]+' fresh/*.csv >addresses
	without -viE '\.example$' addresses
	grep -Eho '(\+7|8|7)?[ (-]{0,2}9[0-9]{2}[) -]{0,2}[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}' fresh/leads.csv fresh/list.csv fresh/manager.csv |
		tr -dc '0-9\n' >numbers
	without -vE '9[0-9]{2}000[0-9]{4}$' numbers
}

@test "wrong calls say what is wrong" {
	exits 64 crm-demo
	is "$err" 'crm-demo: give --leads N, --history N or --department DIR'
	exits 64 crm-demo --leads ten
	is "$err" 'crm-demo: --leads is a number from 0 to 1000000000, not «ten»'
	exits 64 crm-demo --leads 5 --department x
	exits 64 crm-demo --leads 5 more
	exits 64 crm-demo --department x --seed 2
	exits 64 crm-demo --leads 5 --history 5 -d x
	exits 64 crm-demo --history 5 --department x
	exits 64 crm-demo --history many -d x
	is "$err" 'crm-demo: --history is a number from 0 to 1000000000, not «many»'
	exits 64 crm-demo --history 5 -n -d x
	is "$err" 'crm-demo: crm-demo --history cannot be tried: leave -n out'
	[ ! -e x ]
	: >file
	exits 73 crm-demo --department file
	exits 74 sh -c 'crm-demo --leads 100000 >/dev/full'
	exits 0 sh -c 'crm-demo --leads 100000 | head -n 1 >/dev/null'
}

@test "a file of the department that is a link is not followed" {
	mkdir fresh
	echo precious >precious
	ln -s ../precious fresh/leads.csv
	exits 73 crm-demo --department fresh
	is "$(cat precious)" precious
}

@test "a past of two years: so many leads, few of them open, and the journal in order" {
	is "$(head -n 2 commands.csv)" "$(printf 'command,rows\ncrm-lead-add,3000')"
	crm-db -d past.db check >check.csv
	is "$(cut -d, -f1,2 check.csv | tail -n 3)" "$(printf 'integrity,ok\njournal,ok\nreplay,ok')"
	sqlite3 -readonly past.db "select count(*), sum(state = 0) * 100.0 / count(*) between 2 and 4, sum(state = 1) > 200, sum(state = 2) > 1200,
		sum(state = 3) > 900, count(distinct manager) from lead" >states
	is "$(cat states)" '3000|1|1|1|1|50'
	# What the answer says was done is in the journal.
	tr , '|' <commands.csv | tail -n +2 | sort >said
	sqlite3 -readonly past.db "select b.command, sum(cast(substr(b.counts, 6) as integer)) from batch b where b.command <> 'crm-conf' group by 1 order by 1" >kept
	same said kept
}

@test "a past is in the order of time, and ends in the last evening" {
	# Each batch is recorded at its hour, none after now; what is told happened before it was told, and a lead is handed out when it comes.
	is "$(sqlite3 -readonly past.db "select count(*) from batch a join batch b on b.batch = a.batch + 1 where b.started_at < a.started_at")" 0
	is "$(sqlite3 -readonly past.db "select datetime(max(occurred_at), 'unixepoch', '+3 hours') <= '2026-11-22 22:00:00',
		datetime(max(recorded_at), 'unixepoch', '+3 hours'), sum(occurred_at > recorded_at) from event")" '1|2026-11-22 22:00:00|0'
	is "$(sqlite3 -readonly past.db "select date(min(occurred_at), 'unixepoch', '+3 hours') from event where kind = 1")" 2024-12-03
	is "$(sqlite3 -readonly past.db "select max(a.occurred_at - l.created_at) <= 12 * 3600 from lead l join event a on a.lead = l.lead and a.kind = 2
		where not exists (select 1 from event e where e.lead = l.lead and e.event < a.event and e.kind <> 1)")" 1
}

@test "a past has all there is in a life" {
	crm-log -d past.db -f csv -o kind >kinds
	for kind in lead.created lead.assigned lead.qualified lead.disqualified lead.moved lead.won lead.lost lead.returned touch.added task.added task.done; do
		grep -qx $kind kinds || { echo "# no $kind" >&3; return 1; }
	done
	# Moved back; won after it came back; tasks done late, and tasks nobody did.
	is "$(sqlite3 -readonly past.db "select sum(stage = 'meeting' and old = 'booking') > 0, sum(stage = 'qualified' and old = 'meeting') > 0 from
		(select new ->> '$.stage' as stage, old ->> '$.stage' as old from event where kind = 5)")" '1|1'
	is "$(sqlite3 -readonly past.db "select sum(done_at > due) > 0, sum(done_at is null and due < unixepoch('2026-11-22')) > 0, sum(done_at is null and due > unixepoch('2026-11-23')) > 0 from task")" '1|1|1'
	is "$(sqlite3 -readonly past.db "select count(distinct reason) >= 9 from lead where state in (2, 3)")" 1
	is "$(sqlite3 -readonly past.db "select sum(amount) / 100 > 200 * 3000000 from lead where state = 1")" 1
}

@test "the same seed has the same past, another has another; a day later it is a day later" {
	crm-demo --history 400 -d a.db >a.csv
	crm-demo --history 400 --seed 1 -d b.db >b.csv
	crm-demo --history 400 --seed 2 -d c.db >c.csv
	for name in a b c; do
		crm-db -d $name.db check --hash >$name.hash
		sqlite3 -readonly $name.db 'select event, batch, kind, lead, client, ref, occurred_at, recorded_at, old, new from event order by event' >$name.events
	done
	same a.hash b.hash
	same a.events b.events
	exits 1 cmp -s a.hash c.hash
	exits 1 cmp -s a.events c.events
	CRM_NOW=2026-11-24T22:00:00+03:00 crm-demo --history 400 -d d.db >/dev/null
	is "$(sqlite3 -readonly d.db 'select min(occurred_at) from event where kind = 1')" \
		$(($(sqlite3 -readonly a.db 'select min(occurred_at) from event where kind = 1') + 2 * 86400))
}

@test "a past is made whole, into a new base, or not at all" {
	crm-db -d here.db init -q >/dev/null
	cp here.db before.db
	exits 73 crm-demo --history 5 -d here.db
	same here.db before.db
	exits 74 sh -c 'crm-demo --history 5 -d full.db >/dev/full'
	[ ! -e full.db ]
	crm-demo --history 0 -d none.db >none.csv
	is "$(sed -n 2p none.csv)" crm-lead-add,0
	is "$(crm-db -d none.db check | tail -n 1)" 'replay,ok,0 differences'
	# Nobody looks on: nothing is told; on a terminal, how far it is.
	exits 0 crm-demo --history 5 -d quiet.db
	nothing "$err"
	script -qec 'crm-demo --history 5 -d told.db >/dev/null' /dev/null </dev/null | tr -d '\r' >told
	is "$(tail -n 1 told)" 'crm-demo: 2026-11: 5 of 5 leads'
}
