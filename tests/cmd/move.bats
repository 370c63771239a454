#!/usr/bin/env bats
# crm-move: stages, forward and back.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	printf 'name,phone\nA,+79160000001\nB,+79160000002\n' | crm-lead-add -q >/dev/null
}

@test "forward, the same, back" {
	is "$(crm-move -q 1 stage=meeting)" 'row,lead,verdict,reason,from,to
1,1,done,,new,meeting'
	is "$(crm-move -q 1 stage=meeting)" 'row,lead,verdict,reason,from,to
1,1,known,,meeting,meeting'
	is "$(crm-move -q 1 stage=qualified)" 'row,lead,verdict,reason,from,to
1,1,done,,meeting,qualified'
}

@test "a stage that is none is rejected with the nearest" {
	exits 65 crm-move -q 1 stage=meting
	case $out in *'1,1,rejected,'*meeting*) ;; *) return 1 ;; esac
	exits 65 crm-move -q 1 -o verdict,reason
	is "$out" 'verdict,reason
rejected,missing: stage'
}

@test "entering the won stage wins; what is won does not move" {
	is "$(crm-move -q 1 stage=contract at=2026-11-23)" 'row,lead,verdict,reason,from,to
1,1,done,,new,contract'
	is "$(crm-leads 1 -o state,stage)" 'state,stage
won,contract'
	is "$(crm-move -q 1 stage=contract -o verdict)" 'verdict
known'
	is "$(crm-win -q 1 -o verdict)" 'verdict
known'
	exits 65 crm-move -q 1 stage=meeting -o verdict,reason
	is "$out" 'verdict,reason
rejected,lead 1 is won (crm-return takes it back to work)'
}

@test "what a stage requires must be there" {
	printf 'stage,name,pos,kind,target_days,rot_days,required\nbooking,Бронь,40,open,14,10,project passport\n' |
		crm-conf put stage -q >/dev/null
	exits 65 crm-move -q 1 stage=booking
	is "$out" 'row,lead,verdict,reason,from,to
1,1,rejected,"not to booking yet: no project, no passport",new,'
	exits 0 crm-move -q 1 stage=booking project=Парк passport=есть -o verdict,to
	is "$out" 'verdict,to
done,booking'
	exits 0 crm-move -q --force 2 stage=booking -o verdict,reason
	is "$out" 'verdict,reason
done,"by --force, though: no project, no passport"'
}

@test "the same file again changes nothing" {
	printf 'lead,stage,at\n1,meeting,2026-11-23 10:00+03:00\n1,booking,2026-11-23 11:00+03:00\n' >moves.csv
	is "$(crm-move -q <moves.csv -o verdict)" 'verdict
done
done'
	is "$(crm-move -q <moves.csv -o verdict)" 'verdict
known
known'
	is "$(crm-leads 1 -o stage)" 'stage
booking'
}

@test "what another command answered names the leads, and nothing else of it is taken" {
	crm-lead-add -q >/dev/null <<<$'name\nA\nB'
	exits 0 bash -c 'crm-qualify -q 1 2 | crm-move -q stage=meeting -'
	is "$(cut -d, -f2,3,5,6 <<<"$out" | tail -n +2)" "$(printf '1,done,qualified,meeting\n2,done,qualified,meeting')"
	is "$(sql 'SELECT new FROM event WHERE kind = 5 AND lead = 1')" '{"stage":"meeting"}'
}
