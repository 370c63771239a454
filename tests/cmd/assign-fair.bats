#!/usr/bin/env bats
# crm-assign: shares are exact, answers the same every time, and nothing is left after an undo.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

hash() { crm-db check --hash -f tsv | sed -n 2p; }

# A department of five with limits, and leads of four sources: all that the answers can hang on.
department() {
	crm-conf put manager -q >/dev/null <<-CSV
		manager,role,unit,weight,capacity,wip,hired,left
		a,manager,north,1,,,,
		b,manager,north,3,,400,,
		c,manager,south,2,9000,,,
		d,manager,south,0,,,,
		e,manager,south,5,1000,,2026-11-01,2026-12-01
		h,head,north,,,,,
	CSV
	printf 'manager,from,to\na,2026-11-24,2026-11-24\n' | crm-conf put absence -q >/dev/null
	crm-conf put route -q >/dev/null <<-CSV
		route,pos,segment,members,method
		one,10,source=one,a b c d,rr
		two,20,source=two,north south,weighted
		three,30,source=three,b e,least
		four,40,source=four,south,capacity
	CSV
}

# inquiries FROM TO: of different people, sources in turn
inquiries() {
	seq "$1" "$2" | awk 'BEGIN { split("one two three four five", s, " "); print "name,phone,source" }
		{ printf "L,+7916%07d,%s\n", $1, s[$1 % 5 + 1] }' | crm-lead-add -q >/dev/null
}

# fair METHOD MANAGERS SEED
fair() {
	local leads pooled worst wanted
	wanted=$(fewer 10000 2000)
	read -r leads pooled worst < <(python3 "$root/tests/cmd/fair.py" "$@" "$wanted")
	echo "# $*: $leads leads, at most $worst from the exact share" >&3
	is "$leads" "$wanted"
	awk -v worst="$worst" 'BEGIN { exit !(worst != "" && worst < 1) }'
}

# Seen to fail: with the weights themselves as credit, and with the turn alone for rr.
@test "ten thousand leads of a month end within one lead of the exact share: two in turn" { fair rr 2 6; }
@test "three in turn" { fair rr 3 10; }
@test "seven in turn" { fair rr 7 2; }
@test "two by weight" { fair weighted 2 2; }
@test "three by weight" { fair weighted 3 1; }
@test "seven by weight" { fair weighted 7 7; }

@test "a dry run gives the same answers as the run, over many transactions" {
	department
	inquiries 1 2500
	crm-leads --unassigned -o lead >ids
	crm-assign -q -n <ids >dry
	before=$(hash)
	crm-assign -q <ids >real
	same dry real
	differ "$before" "$(hash)"
	is "$(cut -d, -f3 real | sort | uniq -c | tr -s ' ')" " $(grep -c ',done,' real) done
 $(grep -c ',pool,' real) pool
 1 verdict"
	[ "$(grep -c ',pool,' real)" -gt 100 ]
	for method in rr weighted least capacity; do [ "$(grep -c ",$method\$" real)" -gt 100 ]; done
	crm-db check >/dev/null
}

@test "many runs of a lead each give the answers of one run of them all" {
	department
	inquiries 1 40
	cp crm.db many.db
	crm-assign -q $(seq 1 40) | cut -d, -f2- >one
	for i in $(seq 1 40); do CRM_DB=$PWD/many.db crm-assign -q "$i" | tail -n +2; done | cut -d, -f2- >many
	is "$(cat many)" "$(tail -n +2 one)"
	is "$(hash)" "$(CRM_DB=$PWD/many.db hash)"
}

@test "an undone day leaves what the morning had, and the undo of that the evening" {
	department
	inquiries 1 30
	crm-leads --unassigned | crm-assign -q - >/dev/null
	morning=$(hash) first=$(($(sql 'SELECT max(batch) FROM batch') + 1))
	credit=$(sql 'SELECT * FROM credit UNION ALL SELECT name, value, 0 FROM cursor UNION ALL SELECT * FROM received')
	export CRM_NOW=2026-11-24T10:00:00+03:00
	day() {
		crm-leads --unassigned | crm-assign -q -
		printf 'lead,manager\n31,c\n32,\n33,\n1,e\n' | crm-assign -q -
		crm-conf put manager manager=b wip=0 -q >/dev/null
		crm-assign -q 34 35 36 37 38 39 40
		crm-lose -q 33 reason=price
		crm-return -q 33 manager=a
		crm-conf put manager manager=b wip=400 -q >/dev/null
		crm-assign -q 34 35 36 37 38 39 40
	}
	inquiries 31 40
	day >once
	last=$(sql 'SELECT max(batch) FROM batch')
	evening=$(hash)
	for ((batch = last; batch >= first; batch--)); do crm-undo -q "$batch" >/dev/null; done
	is "$(hash)" "$morning"
	is "$(sql 'SELECT * FROM credit UNION ALL SELECT name, value, 0 FROM cursor UNION ALL SELECT * FROM received')" "$credit"
	crm-db check >/dev/null
	# undo the undos, the last one first
	undone=$(sql 'SELECT max(batch) FROM batch')
	for ((batch = undone; batch > last; batch--)); do crm-undo -q "$batch" >/dev/null; done
	is "$(hash)" "$evening"
	crm-db check >/dev/null
	crm-db rebuild >/dev/null
	is "$(hash)" "$evening"
}

@test "what was undone in the middle is as if it had not been" {
	for m in a b c; do crm-conf put manager manager=$m -q >/dev/null; done
	inquiries 1 9
	cp crm.db without.db
	crm-assign -q 1 2 >/dev/null
	middle=$(sql 'SELECT max(batch) FROM batch')
	printf 'lead,manager\n3,b\n4,c\n' | crm-assign -q - >/dev/null
	printf 'lead,manager\n3,b\n4,c\n' | CRM_DB=$PWD/without.db crm-assign -q - >/dev/null
	crm-undo -q "$middle" >/dev/null
	is "$(hash)" "$(CRM_DB=$PWD/without.db hash)"
	is "$(crm-assign -q 1 2 5 6 7)" "$(CRM_DB=$PWD/without.db crm-assign -q 1 2 5 6 7)"
	crm-db check >/dev/null
}

@test "two runs at once hand each lead out once" {
	for m in a b c; do crm-conf put manager manager=$m -q >/dev/null; done
	inquiries 1 3000
	crm-leads --unassigned -o lead >ids
	crm-assign -q <ids >first &
	crm-assign -q <ids >second
	wait $!
	is "$(cat first second | grep -c ',done,')" 3000
	is "$(cat first second | grep -c ',known,')" 3000
	is "$(sql 'SELECT count(*), count(DISTINCT lead) FROM event WHERE kind = 2')" '3000|3000'
	is "$(sql 'SELECT manager, count(*) FROM lead GROUP BY manager')" '1|1000
2|1000
3|1000'
	crm-db check >/dev/null
}

@test "a manager who is owed, or who received, is in use: his coming is not undone before that" {
	crm-conf put manager manager=a -q >/dev/null
	crm-conf put manager manager=b -q >/dev/null
	batch=$(sql 'SELECT max(batch) FROM batch')
	inquiries 1 1
	crm-assign -q 1 >/dev/null
	exits 65 crm-undo -q "$batch" -o verdict,reason
	is "$out" 'verdict,reason
rejected,manager «b» is in use: turns 1'
	crm-undo -q $((batch + 2)) >/dev/null
	exits 0 crm-undo -q "$batch"
	crm-db check >/dev/null
}
