#!/usr/bin/env bats
load helper

prepare_file() {
	staff
	crm-conf put unit -q <<<$'unit\nnorth\nsouth'
}

@test "plans of managers, a unit and the company" {
	exits 0 crm-plan-add - <<-CSV
		month,metric,value,manager,unit
		2026-11,leads,100,ivanov,
		2026-11,meetings,12,,north
		2026-11,amount,"4 500 000,50 ₽",,
	CSV
	is "$out" "row,plan,verdict,reason
1,1,done,
2,2,done,
3,3,done,"
	[[ $err == "crm-plan-add: read 3 = done 3 (batch "*")" ]]
	is "$(crm-conf get plan)" "month,metric,value,manager,unit
2026-11,amount,4500000.50,,
2026-11,leads,100,ivanov,
2026-11,meetings,12,,north"
	is "$(sql "SELECT value FROM plan WHERE metric = 'amount'")" 450000050
}

@test "again is known, another figure replaces" {
	crm-plan-add month=2026-11 metric=leads value=100 manager=kim -q
	exits 0 crm-plan-add month=2026-11 metric=leads value=100 manager=kim
	is "$out" "row,plan,verdict,reason
1,1,known,"
	exits 0 crm-plan-add month=2026-11 metric=leads value=90 manager=kim
	is "$out" "row,plan,verdict,reason
1,1,done,"
	is "$(sql 'SELECT value FROM plan')" 90
}

@test "what cannot be planned is refused, the nearest named" {
	exits 65 crm-plan-add - <<-CSV
		month,metric,value,manager,unit
		2026-11,metings,1,,
		2026-11,leads,1,ivanof,
		2026-11,leads,1,,nort
		2026-13,leads,1,,
		2026-11,leads,,,
		2026-11,leads,many,,
	CSV
	is "$out" "row,plan,verdict,reason
1,,rejected,\"must be one of leads qualified meetings bookings contracts amount, not «metings»: did you mean meetings?\"
2,,rejected,no manager «ivanof»: did you mean ivanov? managers: ivanov petrova kim orlova
3,,rejected,no unit «nort»: did you mean north? units: north south
4,,rejected,not a month like 2026-11: «2026-13»
5,,rejected,missing: value (its column is empty)
6,,rejected,\"must be a whole number from 0 to 1000000000, not «many»\""
	is "$(sql 'SELECT count(*) FROM plan')" 0
}
