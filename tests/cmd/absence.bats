#!/usr/bin/env bats
# Who is absent, for days or for hours, and what that changes.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-conf put -q manager manager=petrova left=2026-01-01 >/dev/null
	seq 1 9 | sed 's/.*/L&,8916000000&/; 1i name,phone' | crm-lead-add -q >/dev/null
}

# FROM TO of kim, as they are kept
away() {
	crm-conf put -q absence manager=kim from="$1" to="$2" >/dev/null
	crm-conf get absence -o from,to | tail -n +2
}

# WHEN: who gets a lead then, without writing it down
gets() { CRM_NOW=$1+03:00 crm-assign -qn 1 2 -o manager | tail -n +2 | sort -u | paste -sd ' '; }

@test "an absence begins and ends with an hour, or with whole days" {
	is "$(away '2026-11-20 14:00' '2026-11-23 16:30')" '2026-11-20 14:00,2026-11-23 16:30'
	is "$(gets 2026-11-20T13:59:00)" 'ivanov kim'
	is "$(gets 2026-11-20T14:00:00)" ivanov
	is "$(gets 2026-11-23T16:29:59)" ivanov
	is "$(gets 2026-11-23T16:30:00)" 'ivanov kim'
	CRM_NOW=2026-11-21T10:00:00+03:00 exits 0 crm-assign -qn 1 manager=kim -o reason
	is "$out" 'reason
kim is absent until 2026-11-23 16:30'
	crm-db check >/dev/null
}

@test "spellings of the bounds" {
	is "$(away '20.11.2026 14:00' 23.11.2026)" '2026-11-20 14:00,2026-11-23'
	is "$(gets 2026-11-23T23:59:00)" ivanov
	is "$(gets 2026-11-24T00:00:00)" 'ivanov kim'
	exits 0 crm-undo -q "$(sql 'SELECT max(batch) FROM batch')"
	is "$(away 2026-11-20T14:00:00+03:00 2026-11-20T18:00:00+03:00)" '2026-11-20 14:00,2026-11-20 18:00'
	exits 0 crm-undo -q "$(sql 'SELECT max(batch) FROM batch')"
	# midnight is where a day begins, and where the day before ends
	is "$(away '2026-11-20 00:00' '2026-11-22 00:00')" '2026-11-20,2026-11-21'
	exits 0 crm-undo -q "$(sql 'SELECT max(batch) FROM batch')"
	is "$(away 2026-11-20 '2026-11-20 12:00')" '2026-11-20,2026-11-20 12:00'
	is "$(gets 2026-11-20T11:00:00)" ivanov
	is "$(gets 2026-11-20T12:00:00)" 'ivanov kim'
	exits 65 crm-conf put -q absence manager=kim from='2026-11-20 14:00' to='2026-11-20 13:00'
	[[ $err == *'2026-11-20 13:00 is before 2026-11-20 14:00'* ]]
	exits 65 crm-conf put -q absence manager=kim from='2026-11-20 14:00' to='2026-11-20 25:00'
	exits 65 crm-conf put -q absence manager=kim from='2026-11-20 14:00' to=2026-11-19
	crm-db check >/dev/null
}

@test "twice on one day; what is got and put again changes nothing, also after a rebuild" {
	away '2026-11-20 09:00' '2026-11-20 11:00' >/dev/null
	is "$(away '2026-11-20 16:00' '2026-11-20 18:00')" '2026-11-20 09:00,2026-11-20 11:00
2026-11-20 16:00,2026-11-20 18:00'
	is "$(gets 2026-11-20T10:00:00)" ivanov
	is "$(gets 2026-11-20T12:00:00)" 'ivanov kim'
	is "$(gets 2026-11-20T17:00:00)" ivanov
	away 2026-12-01 2026-12-14 >/dev/null
	is "$(crm-conf get absence | crm-conf put -q absence -o verdict | sort -u)" 'known
verdict'
	hash=$(crm-db check --hash)
	crm-db rebuild >/dev/null
	is "$(crm-db check --hash)" "$hash"
	crm-db check >/dev/null
}

@test "deadlines stand still for the hours of an absence" {
	crm-conf put -q setting key=workday value='09:00-18:00' >/dev/null
	crm-assign -q 1 manager=kim >/dev/null
	crm-move -q 1 stage=meeting --force >/dev/null
	due() { crm-sla --clock stage -o deadline | tail -n +2; }
	before=$(due)
	away '2026-11-24 14:00' '2026-11-24 16:00' >/dev/null
	is "$before $(due)" '2026-12-07T18:00:00+03:00 2026-12-08T11:00:00+03:00'
	crm-conf put -q setting key=sla.absences value=0 >/dev/null
	is "$(due)" "$before"
}
