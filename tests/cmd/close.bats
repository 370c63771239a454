#!/usr/bin/env bats
# crm-win, crm-lose, crm-disqualify.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	printf 'name,phone,at\nA,+79160000001,2026-11-01 10:00\nB,+79160000002,2026-11-01 10:00\nC,+79160000003,2026-11-01 10:00\n' |
		crm-lead-add -q >/dev/null
}

@test "win takes the sum, and is known the second time" {
	is "$(crm-win -q 1 amount='4 500 000,50' at=2026-11-10)" 'row,lead,verdict,reason,stage
1,1,done,,contract'
	is "$(crm-win -q 1)" 'row,lead,verdict,reason,stage
1,1,known,,contract'
	is "$(crm-win -q 1 amount=4500000.50)" 'row,lead,verdict,reason,stage
1,1,known,,contract'
	is "$(crm-leads 1 -o state,stage,amount,stage_since)" 'state,stage,amount,stage_since
won,contract,4500000.50,2026-11-10T00:00:00+03:00'
}

@test "what the won stage requires must be there before a lead is won" {
	crm-conf put stage -q stage=contract required='amount project' >/dev/null
	exits 65 crm-win 1
	is "$out" 'row,lead,verdict,reason,stage
1,1,rejected,"not to contract yet: no amount, no project",new'
	exits 65 crm-win -q 1 amount=500
	is "$out" 'row,lead,verdict,reason,stage
1,1,rejected,not to contract yet: no project,new'
	is "$(crm-leads 1 -o state,stage,amount)" 'state,stage,amount
open,new,'
	# What the lead brought along counts, and so does the sum of the row at hand.
	crm-lead-add -q name=Г phone=89160000004 project=Парк amount=700 >/dev/null
	crm-lead-add -q name=Д phone=89160000005 project=Парк >/dev/null
	is "$(crm-win -q 4)" 'row,lead,verdict,reason,stage
1,4,done,,contract'
	exits 65 crm-win -q 5
	is "$(crm-win -q 5 amount=1)" 'row,lead,verdict,reason,stage
1,5,done,,contract'
	# Known stays known, and by force it is done.
	is "$(crm-win -q 5 -o verdict)" 'verdict
known'
	is "$(crm-win -q --force 1)" 'row,lead,verdict,reason,stage
1,1,done,"by --force, though: no amount, no project",contract'
}

@test "lose wants a reason that is one" {
	is "$(crm-lose -q 1 reason=price)" 'row,lead,verdict,reason,stage
1,1,done,,new'
	is "$(crm-lose -q 1 reason=price)" 'row,lead,verdict,reason,stage
1,1,known,,new'
	exits 65 crm-lose -q 1 reason=stale
	is "$out" 'row,lead,verdict,reason,stage
1,1,rejected,lead 1 is lost: price (crm-return takes it back to work),new'
	exits 65 crm-lose -q 2 reason=spam
	is "$out" 'row,lead,verdict,reason,stage
1,2,rejected,«spam» is a reason to disqualify: see crm-disqualify,new'
	exits 65 crm-lose -q 2 reason=prise -o verdict
	is "$out" 'verdict
rejected'
	exits 65 crm-lose -q 2 -o verdict,reason
	is "$out" 'verdict,reason
rejected,missing: reason'
}

@test "disqualify wants a reason of its own kind" {
	is "$(crm-disqualify -q 1 reason=spam note='двойной клик')" 'row,lead,verdict,reason
1,1,done,'
	is "$(crm-disqualify -q 1 reason=spam)" 'row,lead,verdict,reason
1,1,known,'
	exits 65 crm-disqualify -q 1 reason=not_target
	is "$out" 'row,lead,verdict,reason
1,1,rejected,lead 1 is disqualified: spam (crm-return takes it back to work)'
	exits 65 crm-disqualify -q 2 reason=price -o reason
	is "$out" 'reason
«price» is a reason to lose: see crm-lose'
	exits 65 crm-win -q 1 -o verdict
}

@test "time that runs backwards is taken, with a word" {
	exits 0 crm-win -q 1 at=2026-10-01
	is "$out" 'row,lead,verdict,reason,stage
1,1,done,"2026-10-01T00:00:00+03:00 is before the lead came, 2026-11-01T10:00:00+03:00",contract'
	exits 0 crm-lose -q 2 reason=price at=2026-12-31 -o verdict,reason
	is "$out" 'verdict,reason
done,2026-12-31T00:00:00+03:00 is in the future'
	exits 65 crm-lose -q 3 reason=price at=soon -o verdict,reason
	is "$out" 'verdict,reason
rejected,not a time: «soon»'
}

@test "the same file again changes nothing, even after a return" {
	printf 'lead,reason,at\n1,price,2026-11-10 12:00\n2,stale,2026-11-10 12:00\n' >lost.csv
	crm-lose -q <lost.csv >/dev/null
	crm-return -q 1 >/dev/null
	is "$(crm-lose -q -o lead,verdict <lost.csv)" 'lead,verdict
1,known
2,known'
	is "$(crm-leads 1 -o state)" 'state
open'
}

@test "two rows about one lead in one input: the second sees the first" {
	exits 65 crm-lose -q -o row,verdict <<-CSV
		lead,reason
		1,price
		1,price
		1,stale
	CSV
	is "$out" 'row,verdict
1,done
2,known
3,rejected'
}

@test "a list of leads is input: the operand fills the reason" {
	is "$(crm-leads --state open | crm-lose -q reason=stale - -o lead,verdict)" 'lead,verdict
1,done
2,done
3,done'
	is "$(printf '1\n2\n' | crm-lose -q reason=stale - -o lead,verdict)" 'lead,verdict
1,known
2,known'
}

@test "undo takes it back, check agrees" {
	crm-lose 1 reason=price >/dev/null 2>sum
	batch=$(sed -n 's/.*(batch \([0-9]*\)).*/\1/p' sum)
	crm-undo -q "$batch" >/dev/null
	is "$(crm-leads 1 -o state,reason)" 'state,reason
open,'
	is "$(crm-lose -q 1 reason=price -o verdict)" 'verdict
done'
	crm-db check >/dev/null
}

@test "the reason of an upstream verdict is no reason to lose" {
	printf 'row,lead,verdict,reason\n1,1,done,an odd time\n2,,rejected,no such lead\n' >verdicts.csv
	exits 65 crm-lose -q reason=price - <verdicts.csv
	is "$out" 'row,lead,verdict,reason,stage
1,1,done,,new
2,,rejected,rejected before: no such lead,'
	exits 65 crm-lose -q <verdicts.csv
	is "$(sed -n 2p <<<"$out")" '1,,rejected,missing: reason,'
	is "$(crm-lead-add -q phone=12 | crm-assign -q | crm-lose -q reason=price - -o reason)" 'reason
rejected before: not a phone number: «12»'
}
