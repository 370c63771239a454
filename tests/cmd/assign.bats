#!/usr/bin/env bats
# crm-assign: handing leads out.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	printf 'name,phone\nA,+79160000001\nB,+79160000002\nC,+79160000003\nD,+79160000004\n' | crm-lead-add -q >/dev/null
}

@test "leads go in turn, and the next run goes on where the last one stopped" {
	is "$(crm-assign -q 1 2)" 'row,lead,verdict,reason,manager,method
1,1,done,,ivanov,rr
2,2,done,,petrova,rr'
	is "$(crm-assign -q 3 4)" 'row,lead,verdict,reason,manager,method
1,3,done,,kim,rr
2,4,done,,ivanov,rr'
}

@test "who has a lead keeps it: the same input again changes nothing" {
	crm-assign -q 1 >/dev/null
	is "$(crm-assign -q 1)" 'row,lead,verdict,reason,manager,method
1,1,known,,ivanov,'
	is "$(crm-assign -q 1 manager=ivanov)" 'row,lead,verdict,reason,manager,method
1,1,known,,ivanov,'
	is "$(sql 'SELECT count(*) FROM event WHERE kind = 2')" 1
}

@test "a manager who is named gets the lead, and the turn does not move" {
	is "$(crm-assign -q 1 manager=orlova)" 'row,lead,verdict,reason,manager,method
1,1,done,,orlova,named'
	is "$(crm-assign -q 2)" 'row,lead,verdict,reason,manager,method
1,2,done,,ivanov,rr'
	is "$(crm-assign -q 2 manager=kim -o manager,method)" 'manager,method
kim,named'
}

@test "the absent, the gone and the new are passed over; absence makes no debt" {
	printf 'manager,from,to,kind\nivanov,2026-11-20,2026-11-23,vacation\n' | crm-conf put absence -q >/dev/null
	printf 'manager,name,email,role,unit,left\nkim,Ким Олег,kim@dept.example,manager,south,2026-11-23\n' |
		crm-conf put manager -q >/dev/null
	is "$(crm-assign -q 1 2 -o lead,manager)" 'lead,manager
1,petrova
2,petrova'
	export CRM_NOW=2026-11-24T09:00:00+03:00
	is "$(crm-assign -q 3 4 -o lead,manager)" 'lead,manager
3,ivanov
4,petrova'
}

@test "-x names every candidate and why not" {
	printf 'manager,from,to,kind\nivanov,2026-11-20,2026-11-30,vacation\n' | crm-conf put absence -q >/dev/null
	exits 0 crm-assign -q -x 1
	is "$err" 'lead 1: ivanov: absent until 2026-11-30
lead 1: petrova: his turn, gets it
lead 1: kim: could, but it is not his turn
lead 1: orlova: role is head'
}

@test "nobody to hand out to is said, with the reasons" {
	printf 'manager,from,to,kind\nivanov,2026-11-20,2026-11-30,\npetrova,2026-11-23,2026-11-23,\nkim,2026-11-23,2026-12-01,\n' |
		crm-conf put absence -q >/dev/null
	exits 0 crm-assign -q 1 -o verdict,reason
	is "$out" 'verdict,reason
pool,"nobody to hand out to: ivanov absent until 2026-11-30, petrova absent until 2026-11-23, kim absent until 2026-12-01, orlova role is head"'
}

@test "a named manager who left is refused, who is absent is warned of" {
	printf 'manager,name,email,role,unit,left\nkim,Ким,kim@dept.example,manager,south,2026-11-01\n' | crm-conf put manager -q >/dev/null
	printf 'manager,from,to,kind\nivanov,2026-11-20,2026-11-30,\n' | crm-conf put absence -q >/dev/null
	exits 65 crm-assign -q 1 manager=kim -o verdict,reason
	is "$out" 'verdict,reason
rejected,kim left on 2026-11-01'
	exits 0 crm-assign -q 1 manager=ivanov -o verdict,reason,manager
	is "$out" 'verdict,reason,manager
done,ivanov is absent until 2026-11-30,ivanov'
	exits 65 crm-assign -q 2 manager=ivanow -o verdict
	is "$out" 'verdict
rejected'
}

@test "a lead that is not open is left alone" {
	crm-disqualify -q 1 reason=spam >/dev/null
	exits 0 crm-assign -q 1
	is "$out" 'row,lead,verdict,reason,manager,method
1,1,known,disqualified: spam,,'
}

@test "the verdicts of crm-lead-add are its input" {
	is "$(printf 'name,phone\nE,+79160000005\nA,+79160000001\n,12\n' | crm-lead-add -q 2>/dev/null | crm-assign -q 2>/dev/null | cut -d, -f1-3,5,6)" \
		'row,lead,verdict,manager,method
1,5,done,ivanov,rr
2,1,done,petrova,rr
3,,rejected,,'
}

@test "a lead can be named by its ext_id, an unknown one is rejected" {
	printf 'name,phone,source,ext_id\nZ,+79160000009,site,s-9\n' | crm-lead-add -q >/dev/null
	is "$(printf 'ext_id,source\ns-9,site\n' | crm-assign -q -o lead,verdict,manager)" 'lead,verdict,manager
5,done,ivanov'
	exits 65 crm-assign -q 77 -o lead,verdict
	is "$out" 'lead,verdict
,rejected'
}

@test "rebuild gives the same state, and whose turn it is" {
	crm-assign -q 1 2 3 >/dev/null
	hash=$(crm-db check --hash)
	crm-db rebuild >/dev/null
	is "$(crm-db check --hash)" "$hash"
	is "$(crm-assign -q 4 -o manager)" 'manager
ivanov'
}
