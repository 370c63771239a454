#!/usr/bin/env bats
# crm-touch-add.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	printf 'name,phone,at\nA,+79160000001,2026-11-01 10:00\nB,+79160000002,2026-11-01 10:00\n' | crm-lead-add -q | crm-assign -q >/dev/null
}

touches() { sql 'SELECT new FROM event WHERE kind = 9 ORDER BY event'; }

@test "a touch is recorded once" {
	exits 0 crm-touch-add -q 1 kind=Call direction=out minutes=5 result=ok text='перезвонить' at='2026-11-10 12:00'
	touch=$(sql 'SELECT event FROM event WHERE kind = 9')
	is "$out" "row,lead,verdict,reason,touch
1,1,done,,$touch"
	is "$(touches)" '{"kind":"call","direction":"out","minutes":"5","result":"ok","text":"перезвонить","manager":"ivanov"}'
	exits 0 crm-touch-add -q 1 kind=call direction=out text='перезвонить' at='2026-11-10 12:00'
	is "$out" "row,lead,verdict,reason,touch
1,1,known,,$touch"
	is "$(crm-touch-add -q 1 kind=call direction=in text='перезвонить' at='2026-11-10 12:00' -o verdict)" 'verdict
done'
	is "$(crm-leads 1 -o last_touch)" 'last_touch
2026-11-10T12:00:00+03:00'
}

@test "without a time it is now, by who acts, in any state" {
	crm-lose -q 2 reason=price >/dev/null
	exits 0 crm-touch-add -q -U kim 2 kind=note text=x
	is "$(touches)" '{"kind":"note","text":"x","manager":"kim"}'
	is "$(crm-leads 2 -o state,last_touch)" 'state,last_touch
lost,2026-11-23T18:00:00+03:00'
}

@test "an earlier touch does not make the last one earlier" {
	crm-touch-add -q 1 kind=call at=2026-11-20 >/dev/null
	crm-touch-add -q 1 kind=call at=2026-11-10 >/dev/null
	is "$(crm-leads 1 -o last_touch)" 'last_touch
2026-11-20T00:00:00+03:00'
}

@test "wrong cells are rejected by name" {
	exits 65 crm-touch-add -q 1 kind='two words' -o verdict
	exits 65 crm-touch-add -q 1 kind=call direction=up -o reason
	is "$out" 'reason
"in or out, not «up»"'
	exits 65 crm-touch-add -q 1 kind=call minutes=-5 -o verdict
	exits 65 crm-touch-add -q 1 kind=call minutes=five -o verdict
	exits 65 crm-touch-add -q 1 kind=call manager=who -o verdict
	exits 65 crm-touch-add -q 9 kind=call -o verdict
	exits 65 crm-touch-add -q 1 -o reason
	is "$out" 'reason
missing: kind'
	nothing "$(touches)"
}

@test "a column nobody knows is kept" {
	printf 'lead,kind,at,gate\n1,visit,2026-11-10,north\n' | crm-touch-add -q >/dev/null
	is "$(touches)" '{"kind":"visit","manager":"ivanov","gate":"north"}'
}
