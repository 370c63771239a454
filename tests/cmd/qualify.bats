#!/usr/bin/env bats
# crm-qualify: criteria.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-conf put criterion -q >/dev/null <<-CSV
		criterion,stage,column,pattern,message
		1-project,qualified,project,,
		2-payment,qualified,payment,"ипотека|наличные",
	CSV
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,project,payment
		A,+79160000001,Парк,Ипотека
		B,+79160000002,,
		C,+79160000003,Лес,как-нибудь
	CSV
}

@test "a lead that meets the criteria is qualified, once" {
	is "$(crm-qualify -q 1)" 'row,lead,verdict,reason,stage,missing
1,1,done,,qualified,'
	is "$(crm-qualify -q 1)" 'row,lead,verdict,reason,stage,missing
1,1,known,,qualified,'
}

@test "what is missing is named, and --force does not mind" {
	exits 65 crm-qualify -q 2 3
	is "$out" 'row,lead,verdict,reason,stage,missing
1,2,rejected,"not qualified yet: no project, no payment",new,project payment
2,3,rejected,not qualified yet: no payment,new,payment'
	exits 0 crm-qualify -q --force 2 -o verdict,reason,stage,missing
	is "$out" 'verdict,reason,stage,missing
done,"by --force, though: no project, no payment",qualified,project payment'
}

@test "the row itself, or a later inquiry, can bring what is missing" {
	exits 0 crm-qualify -q 3 payment=наличные -o verdict,stage
	is "$out" 'verdict,stage
done,qualified'
	printf 'name,phone,project,payment\nB,+79160000002,Парк,ипотека\n' | crm-lead-add -q >/dev/null
	exits 0 crm-qualify -q 2 -o verdict,stage
	is "$out" 'verdict,stage
done,qualified'
}

@test "a lead further on is known, one that has ended is not taken" {
	crm-move -q 1 stage=meeting >/dev/null
	is "$(crm-qualify -q 1)" 'row,lead,verdict,reason,stage,missing
1,1,known,,meeting,'
	crm-win -q 1 >/dev/null
	is "$(crm-qualify -q 1 -o verdict,reason,stage)" 'verdict,reason,stage
known,won,contract'
	crm-lose -q 2 reason=price >/dev/null
	exits 65 crm-qualify -q 2 -o verdict,reason
	is "$out" 'verdict,reason
rejected,lead 2 is lost: price (crm-return takes it back to work)'
}

@test "-x tells each criterion" {
	exits 65 crm-qualify -q -x 3
	case $err in
	*'lead 3: project: Лес'*'lead 3: payment: does not fit'*) ;;
	*) echo "# $err" >&3; return 1 ;;
	esac
}

@test "every criterion has its say, also two on one column, and a new one at once" {
	crm-conf put criterion -q >/dev/null <<-CSV
		criterion,stage,column,pattern,message
		3-who,qualified,role,"директор|собственник",не тот решает
		4-who,qualified,role,"лично",не лично
		5-later,meeting,visit,,визит не назначен
	CSV
	exits 65 crm-qualify -q 1 -o reason,missing
	is "$out" 'reason,missing
"not qualified yet: не тот решает, не лично",role'
	exits 65 crm-qualify -q 1 role=Менеджер -o reason,missing
	is "$out" 'reason,missing
"not qualified yet: не тот решает, не лично",role'
	exits 65 crm-qualify -q 1 role='Директор' -o reason,missing
	is "$out" 'reason,missing
not qualified yet: не лично,role'
	is "$(sql 'SELECT count(*) FROM event WHERE kind = 3')" 0
	exits 0 crm-qualify -q 1 role='Директор, лично' -o verdict,stage
	is "$out" 'verdict,stage
done,qualified'
	is "$(sql 'SELECT count(*) FROM event WHERE kind = 3')" 1
	exits 65 crm-conf put criterion -q criterion=x stage=qualified column=a pattern='('
	exits 65 crm-conf put criterion -q criterion=x stage=qualifed column=a
	[[ $err == *'did you mean qualified?'* ]]
}

@test "a criterion whose pattern runs away is named, and is not met" {
	crm-conf put criterion criterion=slow stage=qualified column=about pattern='^(a+)+$' message='пусто' -q >/dev/null
	exits 65 crm-qualify -q 1 about="$(printf 'a%.0s' {1..60})!" -o reason
	is "$out" 'reason
not qualified yet: пусто'
	[[ $err == *'crm-qualify: rule slow gave up on 1 row: its pattern runs away'* ]]
}
