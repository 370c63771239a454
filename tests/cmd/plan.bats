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

# The leads of November by manager (- is nobody) and what the total is held against: FACT,PLAN,who lacks
lead() { crm-lead-add -q name="Лид $1" phone="8916000$1" manager="${2:-}" >/dev/null; }
plan() { crm-plan-add -q month=2026-11 metric=leads value="$1" ${2:+"$2"} >/dev/null; }
total() {
	crm-kpi-daily -q "$@" -f tsv -o metric,month_fact,plan,reason |
		awk -F'\t' '$1 == "leads" { at = index($4, "plan incomplete"); print $2 "," $3 "," (at ? substr($4, at) : ""); exit }'
}

@test "a unit's plan and a manager's of another add up to the department's" {
	lead 0001 kim
	plan 7 unit=south
	plan 5 manager=ivanov
	is "$(total)" '1,12,'
}

@test "a unit's own plan stands for everybody in it, a unit below in that of the unit above" {
	crm-conf put unit -q >/dev/null <<<$'unit,parent\nhouse,\nnorth,house\nsouth,house'
	lead 0001 kim
	plan 7 unit=south
	plan 5 manager=kim
	plan 4 manager=ivanov
	is "$(total)" '1,11,'
	is "$(total -u house)" '1,11,'
	is "$(total -u south)" '1,7,'
	is "$(total -u north -u south)" '1,11,'
	is "$(total -u house -u south)" '1,11,'
	plan 100 unit=house
	is "$(total)" '1,100,'
	is "$(total -u south)" '1,7,'
	plan 200
	is "$(total)" '1,200,'
}

@test "who is counted without a plan is named beside the total" {
	plan 5 manager=ivanov
	lead 0001 ivanov
	is "$(total)" '1,5,'
	# One of a unit in which another has a plan; a whole unit; and somebody without figures lacks nothing.
	lead 0002 petrova
	is "$(total)" '2,5,plan incomplete: petrova'
	lead 0003 kim
	is "$(total)" '3,5,plan incomplete: petrova, south'
	is "$(total -u north)" '2,5,plan incomplete: petrova'
	is "$(total -m ivanov -m kim)" '2,5,plan incomplete: south'
	plan 3 unit=south
	is "$(total)" '3,8,plan incomplete: petrova'
	plan 3 manager=petrova
	is "$(total)" '3,11,'
	crm-kpi-daily -q -f text --lang en >page
	without 'plan incomplete' page
}

@test "a plan that is incomplete is told on the page, in either language" {
	plan 1 manager=ivanov
	lead 0001 ivanov
	lead 0002 kim
	crm-kpi-daily -q -f text --lang en >page
	finds 'plan incomplete: south' <page
	crm-kpi-daily -q -f text --lang ru >page
	finds 'план неполон: south' <page
}

@test "what nobody owns has a line of its own, and no plan is asked for it" {
	lead 0001 ivanov
	is "$(crm-kpi-daily -q -o manager | sort -u | paste -sd:)" '"":ivanov:manager'
	crm-lead-add -q name=Б phone=89160000002 stage=contract amount=700 >/dev/null
	is "$(crm-kpi-daily -q -o manager,metric,month_fact,plan,reason,action | grep '^-')" "-,leads,1,,no manager owns them,crm-leads --unassigned | crm-assign
-,qualified,1,,no manager owns them,
-,meetings,1,,no manager owns them,
-,bookings,1,,no manager owns them,
-,contracts,1,,no manager owns them,
-,amount,700.00,,no manager owns them,"
	# The lines of people add up to the total.
	is "$(crm-kpi-daily -q -o manager,metric,month_fact | awk -F, '$2 == "contracts" { n[$1 == ""] += $3 } END { print n[0], n[1] }')" '1 1'
	crm-kpi-daily -q -o manager -m ivanov >one
	crm-kpi-daily -q -o manager -u north >unit
	without '^-' one unit
	crm-kpi-daily -q -f text --lang ru | finds '^ничьи$'
	crm-kpi-daily -q -f html --lang en | finds 'nobody'
}

@test "a plan below nothing is refused" {
	for value in -5 -1000000 '−5' '(5)'; do
		exits 65 crm-plan-add -q month=2026-11 metric=leads value="$value"
		exits 65 crm-plan-add -q month=2026-11 metric=amount value="$value"
		exits 65 crm-conf put -q plan month=2026-11 metric=amount value="$value" manager=kim
	done
	is "$(sql 'SELECT count(*) FROM plan')" 0
}

@test "what a leaver's plan leaves to nobody is told beside the total that counts it" {
	plan 20 manager=ivanov
	plan 20 manager=kim
	crm-conf put -q manager manager=kim left=2026-11-11 >/dev/null
	reason() { crm-kpi-daily -q "$@" -o manager,metric,plan,reason -f tsv | awk -F'\t' '$1 == "" && $2 == "leads" { print $3 ":" $4 }'; }
	reason | finds "^40:.*; nobody's since they left: kim 14$"
	reason -u south | finds "^20:.*; nobody's since they left: kim 14$"
	reason -u north >north
	without 'since they left' north
	crm-kpi-daily -q -f text --lang ru >page
	tr '\n' ' ' <page | tr -s ' ' | finds 'ничьё, потому что ушли: kim 14'
	# Where the unit has a plan of its own, his is no part of the total.
	plan 25 unit=south
	reason >whole
	without 'since they left' whole
}

@test "a plan that its people's do not add up to is told on the page, when it is made, and by lint" {
	crm-conf put unit -q >/dev/null <<<$'unit,parent\nhouse,\nnorth,house\nsouth,house'
	plan 10 unit=north
	plan 6 manager=ivanov
	reason() { crm-kpi-daily -q "$@" -o manager,metric,reason -f tsv | awk -F'\t' '$1 == "" && $2 == "leads" { print $3 }'; }
	reason -u north | finds '; the plans below it add up to 6$'
	reason >whole
	without 'add up' whole
	is "$(crm-plan-add -q month=2026-11 metric=leads value=4 manager=petrova -o reason)" $'reason\n""'
	reason -u north >unit
	without 'add up' unit
	is "$(crm-plan-add -q month=2026-11 metric=leads value=5 manager=petrova -o reason)" 'reason
"the plan of unit north for leads is 10, those of its people add up to 11"'
	is "$(crm-plan-add -q month=2026-11 metric=amount value=1000,50 manager=petrova -o reason)" $'reason\n""'
	is "$(crm-plan-add -q month=2026-11 metric=amount value=500 -o reason)" 'reason
"the department'"'"'s plan for amount is 500.00, those of units and people add up to 1000.50"'
	# A unit's plan stands for its people's in those above it.
	is "$(crm-plan-add -q month=2026-11 metric=leads value=9 unit=house -o reason)" 'reason
"the plan of unit house for leads is 9, those of its people add up to 10"'
	crm-kpi-daily -q -u house -f text --lang en >page
	tr '\n' ' ' <page | tr -s ' ' | finds 'the plans below it add up to 10'
	crm-conf lint >found || :
	is "$(grep '^plan,' found)" 'plan,2026-11,warning,"the plan of unit house for leads is 9, those of its people add up to 10"
plan,2026-11,warning,"the plan of unit north for leads is 10, those of its people add up to 11"
plan,2026-11,warning,"the department'"'"'s plan for amount is 500.00, those of units and people add up to 1000.50"'
	CRM_NOW=2026-12-01T10:00:00+03:00 crm-conf lint >later || :
	without '^plan,' later
}
