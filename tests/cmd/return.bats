#!/usr/bin/env bats
# crm-return: back to work.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	printf 'name,phone\nA,+79160000001\nB,+79160000002\n' | crm-lead-add -q | crm-assign -q >/dev/null
	crm-move -q 1 stage=meeting >/dev/null
}

@test "to its owner, at the stage where it stood" {
	crm-lose -q 1 reason=price >/dev/null
	is "$(crm-return -q 1)" 'row,lead,verdict,reason,from,stage,manager
1,1,done,,lost,meeting,ivanov'
	is "$(crm-return -q 1)" 'row,lead,verdict,reason,from,stage,manager
1,1,known,,,meeting,ivanov'
	is "$(crm-leads 1 -o state,stage,manager,reason)" 'state,stage,manager,reason
open,meeting,ivanov,'
}

@test "what was disqualified too; to another manager and stage when asked" {
	crm-disqualify -q 1 reason=spam >/dev/null
	is "$(crm-return -q 1 manager=kim stage=qualified)" 'row,lead,verdict,reason,from,stage,manager
1,1,done,,disqualified,qualified,kim'
	crm-lose -q 1 reason=price >/dev/null
	exits 65 crm-return -q 1 stage=contract -o verdict,reason
	is "$out" 'verdict,reason
rejected,«contract» is for won leads: see crm-win'
	exits 65 crm-return -q 1 stage=meetin -o verdict
	exits 65 crm-return -q 1 manager=nobody -o verdict
}

@test "an owner who left does not get it, nobody has it" {
	crm-lose -q 1 reason=price >/dev/null
	printf 'manager,name,email,role,unit,left\nivanov,Иванов,i@dept.example,manager,north,2026-11-20\n' | crm-conf put manager -q >/dev/null
	crm-lose -q 2 reason=price >/dev/null
	exits 65 crm-return -q 2 manager=ivanov -o verdict
	is "$(crm-leads 1 | crm-return -q)" 'row,lead,verdict,reason,from,stage,manager
1,1,done,its owner ivanov does not work here now: nobody has it,lost,meeting,'
	is "$(crm-leads 1 -o state,manager)" 'state,manager
open,'
	is "$(crm-assign -q 1 -o manager)" 'manager
kim'
	crm-db check >/dev/null
}
