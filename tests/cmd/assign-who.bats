#!/usr/bin/env bats
# crm-assign: who may get a lead, and what becomes of one that nobody may have.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

# November 2026 has 20 working days: 21 from Monday to Friday, without the 4th.
prepare_file() { crm-conf put calendar day=2026-11-04 kind=off -q >/dev/null; }

manager() { crm-conf put manager -q manager="$1" "${@:2}" >/dev/null; }
# leads N: as many leads of different people
leads() { seq -f 'L,+7916%07g' "$1" | sed '1i name,phone' | crm-lead-add -q >/dev/null; }
# who IDS: to whom they went, in one line; - is the pool
who() { crm-assign -q "$@" -o lead,manager | sed '1d; s/.*,//; s/^$/-/' | tr '\n' ' '; }
at() { export CRM_NOW=$1T${2:-18:00:00}+03:00; }

@test "a day's quota is the capacity by working days, rounded up; what is over waits for the next day" {
	manager a capacity=25
	leads 5
	exits 0 crm-assign 1 2 3 4 -o lead,verdict,reason,manager,method
	is "$out" 'lead,verdict,reason,manager,method
1,done,,a,rr
2,done,,a,rr
3,pool,nobody to hand out to: a got 2 of 2 leads of today,,
4,pool,nobody to hand out to: a got 2 of 2 leads of today,,'
	[[ $err == "crm-assign: read 4 = done 2 + pool 2 (batch"* ]]
	at 2026-11-24
	is "$(crm-leads --unassigned -o lead,manager)" 'lead,manager
3,
4,
5,'
	is "$(crm-leads --unassigned | crm-assign -q -o lead,verdict)" 'lead,verdict
3,done
4,done
5,pool'
	# each named lead counts, and those of the owner of the client
	at 2026-11-25
	crm-assign -q 5 manager=a >/dev/null
	crm-lead-add -q name=B phone=89160000099 >/dev/null
	crm-lead-add -q name=C phone=89160000098 >/dev/null
	is "$(who 6 7)" "a - "
	is "$(sql 'SELECT manager, at, leads FROM received ORDER BY at')" "1|$(date -d 2026-11-23T18:00+03 +%s)|2
1|$(date -d 2026-11-24T18:00+03 +%s)|2
1|$(date -d 2026-11-25T18:00+03 +%s)|2"
	crm-db check >/dev/null
}

@test "a day off has no quota; who has no capacity has no limit" {
	manager a capacity=25
	manager b
	leads 3
	at 2026-11-04 12:00:00
	is "$(who 1 2)" "b b "
	manager b left=2026-11-04
	exits 0 crm-assign -q 3 -o verdict,reason
	is "$out" 'verdict,reason
pool,"nobody to hand out to: a has no quota on a day off, b left on 2026-11-04"'
	at 2026-11-05
	is "$(who 3)" "a "
	# a month of days off divides by nothing
	seq 1 31 | sed 's/.*/2026-12-&,off/; s/-\([0-9]\),/-0\1,/; 1i day,kind' | crm-conf put calendar -q >/dev/null
	at 2026-12-10
	leads 4
	exits 0 crm-assign -q 4 -o verdict
	is "$out" 'verdict
pool'
}

@test "no more than the capacity in a month" {
	manager a capacity=1
	leads 2
	at 2026-11-24
	is "$(who 1 2)" "a - "
	at 2026-11-25
	exits 0 crm-assign -q 2 -o verdict,reason
	is "$out" 'verdict,reason
pool,nobody to hand out to: a got 1 of 1 leads of this month'
	at 2026-12-01 00:00:00
	is "$(who 2)" "a "
	manager b capacity=0
	manager a left=2026-12-01
	crm-lead-add -q name=C phone=89160000098 >/dev/null
	exits 0 crm-assign -q 3 -o reason
	is "$out" 'reason
"nobody to hand out to: a left on 2026-12-01, b got 0 of 0 leads of this month"'
}

@test "the day is the department's: at midnight of its zone the quota is new" {
	manager a capacity=20
	leads 3
	at 2026-11-23 23:59:59
	is "$(who 1 2)" "a - "
	at 2026-11-24 00:00:00
	is "$(who 2 3)" "a - "
	at 2026-11-24 10:00:00 # in Greenwich the day has only now changed
	is "$(who 3)" "- "
}

@test "wip: open leads now, whoever gave them" {
	manager a wip=2
	manager b wip=0
	leads 5
	crm-lead-add -q name=N phone=89160000099 manager=a >/dev/null
	exits 0 crm-assign -q 1 2 -o lead,verdict,reason
	is "$out" 'lead,verdict,reason
1,done,
2,pool,"nobody to hand out to: a has 2 open leads of at most 2, b has 0 open leads of at most 0"'
	crm-lose -q 1 reason=price >/dev/null
	is "$(who 2 3)" "a - "
	# a lead that is given on makes room in the same run
	is "$(printf 'lead,manager\n2,b\n3,\n4,\n' | who -)" "b a - "
}

@test "a weight of 0 gets nothing by any method, and divides nothing" {
	manager a weight=0
	leads 12
	for method in rr weighted least capacity; do
		crm-conf put setting key=assign.method value=$method -q >/dev/null
		exits 0 crm-assign -q 1 -o verdict,reason
		is "$out" 'verdict,reason
pool,nobody to hand out to: a weight is 0'
	done
	manager b
	n=0
	for method in rr weighted least capacity; do
		crm-conf put setting key=assign.method value=$method -q >/dev/null
		is "$(who $((n + 1)) $((n + 2)) $((n + 3)))" "b b b "
		n=$((n + 3))
	done
	nothing "$(sql 'SELECT * FROM credit')"
	# nobody forbids to name him
	crm-assign -q 1 manager=a -o verdict | finds done
}

@test "nobody at all, and only one" {
	leads 2
	exits 0 crm-assign -q 1 -o verdict,reason
	is "$out" 'verdict,reason
pool,nobody to hand out to: there are no managers (crm-conf put manager)'
	manager a
	is "$(who 1 2)" "a a "
	crm-db check >/dev/null
}

@test "who is not hired yet gets nothing, not even when he is named" {
	manager a hired=2026-11-24
	leads 1
	exits 65 crm-assign -q 1 manager=a -o verdict,reason
	is "$out" 'verdict,reason
rejected,a comes on 2026-11-24'
	exits 0 crm-assign -q 1 -o verdict,reason
	is "$out" 'verdict,reason
pool,nobody to hand out to: a comes on 2026-11-24'
	at 2026-11-24 00:00:00
	is "$(who 1)" "a "
}

@test "one event for as long as a lead is in the pool" {
	manager a wip=0
	manager b role=head
	crm-conf put route route=all members=a -q >/dev/null
	leads 1
	pooled() { sql 'SELECT count(*) FROM event WHERE kind = 24'; }
	crm-assign -q 1 >/dev/null
	crm-assign -q 1 >/dev/null
	at 2026-11-24
	crm-assign -q 1 >/dev/null
	is "$(pooled)" 1
	is "$(crm-log -q 1 -f csv -o kind,lead,new | tail -n 1)" 'lead.pooled,1,"{""why"":""a wip"",""route"":""all""}"'
	# out of it and in again: another one
	crm-lose -q 1 reason=price >/dev/null
	crm-return -q 1 >/dev/null
	crm-assign -q 1 >/dev/null
	crm-assign -q 1 >/dev/null
	is "$(pooled)" 2
	# what was taken back does not count
	crm-undo -q "$(sql 'SELECT max(batch) FROM event WHERE kind = 24')" >/dev/null
	crm-assign -q 1 >/dev/null
	is "$(pooled)" 3
	crm-conf put manager manager=a wip=1 -q >/dev/null
	is "$(who 1)" "a "
	crm-undo -q "$(sql 'SELECT max(batch) FROM event')" >/dev/null
	crm-conf put manager manager=a wip=0 -q >/dev/null
	crm-assign -q 1 -o verdict | finds pool
	is "$(pooled)" 3
	crm-db check >/dev/null
}

@test "an old lead is handed out like any other" {
	manager a
	crm-lead-add -q name=Old phone=89160000001 at=2019-01-01 >/dev/null
	is "$(crm-leads --unassigned | crm-assign -q - -o manager)" 'manager
a'
}

@test "--unassigned is nobody's: what contradicts it is refused" {
	manager a unit=north
	leads 2
	crm-lead-add -q name=N phone=89160000099 manager=a >/dev/null
	crm-lose -q 2 reason=price >/dev/null
	is "$(crm-leads --unassigned -o lead)" 'lead
1'
	is "$(crm-leads --unassigned -T 2030-01-01 -o lead)" 'lead
1'
	exits 64 crm-leads --unassigned -m a
	is "$err" "crm-leads: --unassigned is nobody's: leave -m and -u out"
	exits 64 crm-leads --unassigned -u north
	exits 64 crm-leads --unassigned --state lost
	is "$err" "crm-leads: only open leads are unassigned: leave --state out"
	is "$(crm-leads --unassigned --stage new -o lead)" 'lead
1'
}
