#!/usr/bin/env bats
# A-3: an erased person is in no byte we keep, whoever it is, and whatever happens meanwhile
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

# The sample department, whole.
prepare() { export CRM_USER=orlova; }
prepare_file() {
	local data=$root/share/demo name
	prepare
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
	for name in unit manager list; do crm-conf put $name -q <"$data/$name.csv" >/dev/null; done
	crm-lead-add -q <"$data/leads.csv" >/dev/null
	for name in assign qualify move; do crm-$name -q <"$data/$name.csv" >/dev/null; done
	crm-touch-add -q <"$data/touch.csv" >/dev/null
	crm-task-add -q <"$data/task.csv" >/dev/null
	for name in win lose disqualify; do crm-$name -q <"$data/$name.csv" >/dev/null; done
	# letters to clients, and a report about them to a colleague
	CRM_NOW=2026-10-20T10:00:00+03:00 crm-reanimate -q >/dev/null
	crm-lights -f html | CRM_SENDMAIL=true crm-mail-out -q --to orlova --subject Свет --name lights/2026-11-23 >/dev/null
	cp "$CRM_DB" whole.db
}

teardown() {
	cd /
	! mountpoint -q "$BATS_TEST_TMPDIR/small" || umount "$BATS_TEST_TMPDIR/small"
}

fresh() {
	rm -f "$CRM_DB"*
	cp whole.db "$CRM_DB"
}
traces() { python3 "$here/traces.py" "$@" >found || { sed 's/^/# /' found >&3; return 1; }; }
figures() {
	crm-funnel -p 2026-08..2026-12 -g source,manager -f csv
	crm-kpi-daily -f csv
	crm-lights -o client,manager,light,reasons,profile_pct,contacts_pct -f csv
	crm-leads -o lead,client,state,stage,manager,source,project,amount,created_at,last_touch,next_task,reason -f csv
}

# Numbers of clients whose name nobody else has, not even in a sentence, chosen by chance.
somebody() {
	python3 - "$1" "$2" <<-'PY'
		import json, os, random, sqlite3, sys
		base = sqlite3.connect(os.environ["CRM_DB"])
		names = dict(base.execute("SELECT client, name FROM client WHERE name IS NOT NULL"))
		texts = [(c, t) for c, t in base.execute("SELECT client, new FROM event WHERE new IS NOT NULL")]
		fold = lambda text: text.lower().replace("ё", "е")
		alone = lambda client, name: not any(c != client and fold(name) in fold(t) for c, t in texts)
		random.seed(int(sys.argv[1]))
		people = sorted(names)
		random.shuffle(people)
		print(*[c for c in people if alone(c, names[c])][:int(sys.argv[2])])
	PY
}

# As people would write him down: his number, his phone in five ways, his address.
spelled() {
	python3 - "$1" "$2" <<-'PY'
		import json, sys
		person = json.load(open(sys.argv[1]))["person"]
		ways = [str(person["clients"][0])]
		forms = ["+7{0}{1}{2}", "8{0}{1}{2}", "8 ({0}) {1}-{2}", "+7 {0} {1} {2}", "{0}.{1}.{2}"]
		ways += [form.format(p[2:5], p[5:8], p[8:]) for p in person["phones"] for form in forms]
		ways += [form for email in person["emails"] for form in (email, email.upper())]
		print(ways[int(sys.argv[2]) % len(ways)])
	PY
}

# Nothing is damaged or stays open to changes; that traces of him are there still is told.
intact() {
	is "$(sqlite3 "$CRM_DB" 'PRAGMA integrity_check')" ok
	is "$(sql 'SELECT count(*) FROM erasing WHERE event NOT IN (SELECT event FROM event WHERE kind = 23)')" 0
	if [ "$(sql 'SELECT count(*) FROM erasing')" = 0 ]; then whole; else exits 75 crm-db check; fi
}

@test "24 people by chance, called by whatever they are known by: not a byte, and the same figures" {
	before=$(figures)
	n=0 people=$(fewer 24 8)
	for client in $(somebody 7 "$people"); do
		n=$((n + 1))
		crm-person export "$client" >"$n.json" 2>/dev/null
		exits 1 python3 "$here/traces.py" "$n.json" "$CRM_DB"*
		[[ $out == *" at byte "* ]]
		exits 0 crm-person --basis "запрос $n" erase "$(spelled "$n.json" "$n")"
		[[ $out == *"$client,event,"* ]]
		traces "$n.json" "$CRM_DB"*
	done
	is "$n" "$people"
	is "$(figures)" "$before"
	exits 0 crm-db check
	hash=$(crm-db check --hash)
	crm-db rebuild -q >/dev/null
	is "$(crm-db check --hash)" "$hash"
	crm-db backup -q copy.db >/dev/null
	for i in $(seq $n); do traces "$i.json" "$CRM_DB"* copy.db; done
	# the department's own file again: nobody comes back
	leads=$(sql 'SELECT count(*) FROM lead')
	crm-lead-add -r rejected.csv <"$root/share/demo/leads.csv" >answers.csv 2>/dev/null || [ $? = 65 ]
	is "$(cut -d, -f3 answers.csv | sort -u)" "known
rejected
verdict"
	is "$(sql 'SELECT count(*) FROM lead')" "$leads"
	for i in $(seq $n); do traces "$i.json" "$CRM_DB"*; done
}

@test "killed at any moment: he is there whole, or gone" {
	set -- $(somebody 3 1)
	crm-person export "$1" >one.json 2>/dev/null
	cp "$CRM_DB" whole.db
	events=$(sql "SELECT count(*) FROM event WHERE client = $1 AND new IS NOT NULL")
	took=$(lasts crm-person --basis x erase "$1")
	wanted=$(crm-db check --hash)
	there=0 gone=0
	# past the time it took, until one was late
	for part in $(fewer "0 2 4 5 6 7 8 9 10 11 13" "0 4 7 10") 20 40 80 160 320; do
		[ $part -lt 20 ] || [ $gone = 0 ] || break
		fresh
		{ crm-person -q --basis x erase "$1" >/dev/null 2>&1 & } 2>/dev/null
		sleep "$(printf '%d.%06d' $((took * part / 10000000)) $((took * part / 10 % 1000000)))"
		{ kill -9 $! && wait $!; } 2>/dev/null || true
		intact
		emptied=$(sql "SELECT count(*) FROM event WHERE client = $1 AND new LIKE '%_erased%'")
		if [ "$emptied" = 0 ]; then
			there=$((there + 1))
			is "$(sql 'SELECT count(*) FROM suppressed')" 0
		else
			gone=$((gone + 1))
			is "$emptied" "$events"
		fi
		exits 0 crm-person -q --basis x erase "$1"
		traces one.json "$CRM_DB"*
		is "$(crm-db check --hash)" "$wanted"
	done
	[ $there -gt 0 ]
	[ $gone -gt 0 ]
	echo "# there $there times, gone $gone" >&3
}

@test "a full disk: 74, whole, and more room completes it" {
	mkdir small
	mount -t tmpfs -o size=64m none small 2>/dev/null || skip "may not mount a small disk"
	set -- $(somebody 4 1)
	crm-person export "$1" >one.json 2>/dev/null
	CRM_DB=$PWD/small/crm.db
	size=$(($(stat -c %s whole.db) / 1024))
	full=0
	for more in 40 400 1200 1600 2000 2600; do
		mount -o remount,size=64m small
		fresh
		mount -o remount,size=$((size + more))k small
		got=0
		TMPDIR=$PWD crm-person --basis x erase "$1" >/dev/null 2>told || got=$?
		if [ $got != 0 ]; then
			full=$((full + 1))
			is "$got" 74
			[[ $(cat told) == *"the disk is full"* || $(cat told) == *"No space left"* ]]
		fi
		mount -o remount,size=64m small
		intact
		exits 0 crm-person -q --basis x erase "$1"
		traces one.json "$CRM_DB"*
	done
	[ $full -gt 0 ]
}

@test "a reader of an older moment: told, and once he has gone it is completed" {
	set -- $(somebody 5 1)
	crm-person export "$1" >one.json 2>/dev/null
	reader_stays
	exits 75 crm-person --basis x erase "$1"
	[[ $out == *"$1,event,"* ]]
	[[ $err == *"somebody reads an older state of the database"* ]]
	: >hold
	wait
	exits 0 crm-person --basis x erase "$1"
	traces one.json "$CRM_DB"*
	whole
}
