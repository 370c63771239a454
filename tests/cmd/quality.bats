#!/usr/bin/env bats
# crm-quality: which inquiries are real, and who disqualifies unlike the others.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() { staff; }

lead() {
	leads=$((${leads:-0} + 1))
	crm-lead-add -q name="Лид $leads" phone="8916$(printf %07d "${phone:-$leads}")" "$@" >/dev/null
}
figures() { crm-quality -q -f csv -o group,decided,real,disqualified,won,boomerang,untouched,hasty "$@" | sed 1d; }

@test "a lead is judged once: disqualified, else qualified; it counts then, for whoever had it then" {
	now 10
	lead manager=kim at='2026-11-10 12:00' source=site
	lead manager=kim at='2026-11-10 12:00' source=site
	lead manager=kim at='2026-11-10 12:00' source=avito
	lead manager=petrova at='2026-11-10 12:00' source=avito
	lead manager=petrova at='2026-11-10 12:00' source=avito
	lead manager=petrova at='2026-11-10 12:00' source=avito
	is "$(figures)" ',0,0,0,0,0,0,0'
	now 11
	crm-qualify -q --force 1 2 >/dev/null
	crm-disqualify -q 3 reason=not_target >/dev/null
	crm-win -q 4 >/dev/null           # passed over: real all the same
	crm-lose -q 5 reason=price >/dev/null # nobody said whether it is real
	is "$(figures -g manager)" 'kim,3,2,1,0,0,1,0
petrova,1,1,0,1,0,0,0'
	is "$(figures -g source)" 'avito,2,1,1,1,0,1,0
site,2,2,0,0,0,0,0'
	is "$(figures -g unit,source)" 'north/avito,1,1,0,1,0,0,0
south/avito,1,0,1,0,0,1,0
south/site,2,2,0,0,0,0,0'
	now 12
	crm-assign -q 1 2 manager=petrova >/dev/null
	crm-disqualify -q 1 reason=not_target >/dev/null # after all: hers
	is "$(figures -g manager)" 'kim,2,1,1,0,0,1,0
petrova,2,1,1,1,0,1,0'
	is "$(figures -p 2026-11-12)" ',1,0,1,0,0,1,0'
	is "$(figures -p 2026-11-11)" ',3,2,1,1,0,1,0'
	is "$(figures -T 2026-11-11 -g manager)" 'kim,3,2,1,0,0,1,0
petrova,1,1,0,1,0,0,0'
	is "$(crm-quality -q -f csv -g manager --ids petrova/decided.disqualified)" 'lead,client,manager,state,source,reason,created_at,judged,judged_at,boomerang,untouched,hasty
1,1,petrova,disqualified,site,not_target,2026-11-10T12:00:00+03:00,disqualified,2026-11-12T18:00:00+03:00,,1,'
	is "$(crm-quality -q -f csv --ids decided -o lead)" "$(printf 'lead\n1\n2\n3\n4')"
	is "$(crm-quality -q -f csv -m kim --ids decided.real -o lead)" "$(printf 'lead\n2')"
	is "$(figures -u north)" ',2,1,1,1,0,1,0'
	crm-undo -q "$(crm-log -q -f csv -o batch | tail -n 1)" >/dev/null
	is "$(figures -g manager)" 'kim,3,2,1,0,0,1,0
petrova,1,1,0,1,0,0,0'
}

@test "what a rule disqualified as it came in, nobody has judged" {
	now 10
	crm-conf put list -q list=blocked value=89160000009 >/dev/null
	phone=9 lead at='2026-11-10 12:00' manager=kim
	is "$(crm-leads -q -f csv -o lead,state)" "$(printf 'lead,state\n1,disqualified')"
	is "$(figures)" ',0,0,0,0,0,0,0'
}

@test "came back: another inquiry or a touch from him within 60 days, or qualified by somebody else" {
	now 10
	for n in 1 2 3 4 5 6 7; do lead manager=kim at='2026-09-01 12:00'; done
	now 11
	crm-disqualify -q 1 2 3 4 5 6 7 reason=not_target at='2026-09-02 12:00' >/dev/null
	is "$(figures -p 2026-09)" ',7,0,7,0,0,7,0'
	phone=1 lead at='2026-11-01 12:00'            # within 60 days to the second
	phone=2 lead at='2026-11-01 12:01'            # too late
	crm-touch-add -q lead=3 kind=call direction=in at='2026-11-01 12:00' >/dev/null
	crm-touch-add -q lead=4 kind=call direction=out at='2026-11-01 12:00' >/dev/null
	crm-touch-add -q lead=4 kind=email direction=in at='2026-11-01 12:01' >/dev/null
	crm-return -q 5 manager=petrova stage=qualified at='2026-11-10 12:00' >/dev/null
	crm-return -q 6 manager=kim stage=qualified at='2026-11-10 12:00' >/dev/null # he himself
	crm-return -q 7 manager=petrova stage=new at='2026-11-10 12:00' >/dev/null   # not qualified yet
	is "$(crm-quality -q -f csv -p 2026-09 --ids decided.boomerang -o lead)" "$(printf 'lead\n1\n3\n5')"
	is "$(crm-quality -q -f csv -p 2026-09 -o disqualified,boomerang,back,back_lo,back_hi)" 'disqualified,boomerang,back,back_lo,back_hi
7,3,0.4286,0.1582,0.7495'
	crm-qualify -q --force 7 >/dev/null
	is "$(crm-quality -q -f csv -p 2026-09 --ids decided.boomerang -o lead)" "$(printf 'lead\n1\n3\n5\n7')"
	is "$(figures -p 2026-09 -T 2026-10-31)" ',7,0,7,0,0,7,0'
}

@test "two clients merged later: what was said before stands" {
	now 10
	lead manager=kim at='2026-11-05 12:00'
	lead manager=kim at='2026-11-08 12:00'
	crm-disqualify -q 1 reason=not_target at='2026-11-06 12:00' >/dev/null
	is "$(figures)" ',1,0,1,0,0,1,0'
	now 11
	crm-merge -q 2 keep=1 >/dev/null
	is "$(crm-leads -q -f csv -o client)" "$(printf 'client\n1\n1')"
	is "$(figures)" ',1,0,1,0,0,1,0'
	is "$(figures --known-at 2026-11-10T19:00:00+03:00)" ',1,0,1,0,0,1,0'
	# By his own phone he comes back, once the other inquiry is over: else it is the same one.
	crm-win -q 2 at='2026-11-11 11:00' >/dev/null
	phone=1 lead at='2026-11-11 12:00'
	is "$(figures)" ',2,1,1,1,1,1,0'
	is "$(figures --known-at "$CRM_NOW")" ',2,1,1,1,1,1,0'
}

@test "without a touch, and within two minutes" {
	now 10
	for n in 1 2 3 4; do lead manager=kim at='2026-11-10 12:00'; done
	crm-touch-add -q lead=1 kind=call direction=out at='2026-11-10 12:05' >/dev/null
	crm-touch-add -q lead=2 kind=note at='2026-11-10 12:00' >/dev/null
	crm-touch-add -q lead=3 kind=call direction=out at='2026-11-10 12:30' >/dev/null
	crm-disqualify -q 1 reason=not_target at='2026-11-10 12:05' >/dev/null
	crm-disqualify -q 2 reason=not_target at='2026-11-10 12:02' >/dev/null # two minutes
	crm-disqualify -q 3 4 reason=not_target at='2026-11-10T12:01:59+03:00' >/dev/null
	is "$(crm-quality -q -f csv --ids decided.untouched -o lead)" "$(printf 'lead\n2\n3\n4')"
	is "$(crm-quality -q -f csv --ids decided.hasty -o lead)" "$(printf 'lead\n3\n4')"
}

# many MANAGER SOURCE DISQUALIFIED OF
many() {
	for ((n = 0; n < $4; n++)); do
		k=$((k + 1))
		echo "Лид $k,8916$(printf %07d $k),$1,$2,2026-11-09 12:00"
	done >>leads.csv
	for ((n = 0; n < $3; n++)); do echo $((k - n)); done >>disqualified.csv
	for ((n = $3; n < $4; n++)); do echo $((k - n)); done >>qualified.csv
}
stored() {
	now 10
	{ echo name,phone,manager,source,at && cat leads.csv; } | crm-lead-add -q >/dev/null
	{ echo lead && cat disqualified.csv; } | crm-disqualify -q reason=not_target - >/dev/null
	{ echo lead && cat qualified.csv; } | crm-qualify -q --force >/dev/null
}

@test "an anomaly is named once the one who bends the rest is set aside, and silence below twenty" {
	crm-conf put manager -q manager=sidorov name='Сидоров Пётр' email=s@dept.example role=manager unit=south >/dev/null
	many ivanov site 41 50
	many petrova site 160 200
	many sidorov site 4 4
	many kim site 147 155
	many orlova site 118 160
	stored
	is "$(crm-quality -q -f csv --anomaly -o group,decided,disqualified,expected,ratio,z,light)" 'group,decided,disqualified,expected,ratio,z,light
ivanov,50,41,38.74,1.06,0.77,green
kim,155,147,120.93,1.22,5.06,red
orlova,160,118,129.13,0.91,-2.23,green
petrova,200,160,152.34,1.05,1.27,green
sidorov,4,4,,,,few'
	finds 'мало данных' < <(crm-quality -q -f table --lang ru --anomaly)
	# Compared with all, whoever is shown.
	is "$(crm-quality -q -f csv --anomaly -m orlova -o group,z,light)" "$(printf 'group,z,light\norlova,-2.23,green')"
	exits 1 crm-quality -q --anomaly --fail-on red
	exits 0 crm-quality -q --anomaly --fail-on red -u north
	exits 64 crm-quality --anomaly -g source
	finds 'without -g' <<<"$err"
	is "$(crm-quality -q -f csv --anomaly --ids sidorov/decided -o lead | wc -l)" 5
	exits 0 crm-quality -q --anomaly -p 2026-11 --known-at "$CRM_NOW" -f csv
	is "$out" "$(crm-quality -q --anomaly -p 2026-11 -f csv)"
}

@test "a cold source is not its manager's fault" {
	many ivanov expo 80 100
	many ivanov site 4 20
	many petrova expo 80 100
	many petrova site 16 80
	many kim site 20 100
	stored
	is "$(crm-quality -q -f csv --anomaly -o group,disqualified,expected,ratio,z,light)" 'group,disqualified,expected,ratio,z,light
ivanov,84,84.00,1.00,0.00,green
kim,20,20.00,1.00,0.00,green
petrova,96,96.00,1.00,0.00,green'
}

@test "the share that is borne: red only when it is above for sure" {
	many kim site 18 19
	many ivanov site 18 20
	many petrova site 50 52
	stored
	is "$(crm-quality -q -f csv -g manager -o group,rate,rate_lo,rate_hi,light)" 'group,rate,rate_lo,rate_hi,light
ivanov,0.1000,0.0279,0.3010,green
kim,0.0526,0.0094,0.2464,few
petrova,0.0385,0.0106,0.1298,red'
	crm-conf put setting -q key=quality.disqualified value=60 >/dev/null
	is "$(crm-quality -q -f csv -g manager -o light | tr '\n' ' ')" 'light red few red '
	exits 1 crm-quality -q --fail-on красный
	exits 64 crm-quality -q --fail-on green
	exits 64 crm-quality --ids decided.nosuch
	exits 64 crm-quality --ids nosuch
	exits 64 crm-quality 5
}

@test "a life at random, typed in late and taken back" {
	for name in unit manager; do crm-conf put "$name" -q <"$root/share/demo/$name.csv" >/dev/null; done
	python3 "$BATS_TEST_DIRNAME/stir.py" 12 "$(fewer 12 4)" 20
	yesterday=$(crm-quality -q -g manager -f csv | sha256sum) then=$CRM_NOW
	agrees quality.py -p 2026-01..2027-01
	agrees quality.py -p 2026-11-18..2026-11-23
	agrees quality.py -p 2026-01..2027-01 -T 2026-11-20
	agrees quality.py -p 2026-11-12..2026-11-21 --known-at 2026-11-20T19:00:00+03:00
	LISTS=$(fewer 12 3) agrees cells.py crm-quality =decided decided=,real,disqualified,won,boomerang,untouched,hasty -p 2026-01..2027-01
	now 24
	crm-touch-add -q lead=1 kind=call direction=in at='2026-11-22 10:00' >/dev/null
	crm-undo -q "$(crm-log -q -f csv -o batch | tail -n 2 | head -n 1)" >/dev/null
	is "$(crm-quality -q -g manager -f csv --known-at "$then" | sha256sum)" "$yesterday"
	agrees quality.py -p 2026-01..2027-01
}
