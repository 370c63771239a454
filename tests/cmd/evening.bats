#!/usr/bin/env bats
# The reports of one evening: made again later to the byte, by the settings of then, and agreed about what has not happened yet.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

# What was there on the evening of Friday the 20th.
prepare_file() {
	export CRM_NOW=2026-11-20T12:00:00+03:00
	staff
	{
		printf 'unit,name\nnorth,Север\nsouth,Юг\n' | crm-conf put unit
		crm-plan-add month=2026-11 metric=leads value=2
		crm-plan-add month=2026-11 metric=leads value=1 manager=kim
		crm-conf put setting key=mail.from value=crm@dept.example
		printf 'name,phone,source,at,manager\nА,89160000001,site,2026-11-10 10:00,kim\nБ,89160000002,expo,2026-11-11 10:00,kim\nВ,89160000003,site,2026-11-20 11:00,ivanov\n' | crm-lead-add
		crm-qualify --force 1 at=2026-11-12
		crm-move --force 2 stage=meeting at=2026-11-13
		crm-task-add 1 kind=call due='2026-11-20 10:00' manager=kim
		crm-task-add 2 kind=call due='2026-11-21 10:00' manager=kim
	} >begun.txt 2>&1
}

prepare() { export CRM_NOW=2026-11-20T19:00:00+03:00; }

# reports FILE [OPTION...]: all that an evening's reports say, and the letter in its forms
reports() {
	local file=$1
	shift
	{
		crm-kpi-daily "$@"
		crm-kpi-daily -f text "$@"
		crm-kpi-daily -f html --lang en "$@"
		crm-kpi-daily -u south "$@"
		crm-funnel "$@"
		crm-funnel -g unit "$@"
		crm-funnel --mode period -p mtd -g manager "$@"
		crm-funnel --within 5d -p 2026-11 "$@"
		crm-lights "$@"
		crm-lights -f text "$@"
		crm-sla "$@"
		crm-sla --compliance -p 2026-11 "$@"
		crm-leads "$@"
		crm-leads -u south --idle 4d -o lead "$@"
		crm-tasks "$@"
		crm-tasks --overdue "$@"
		crm-reasons -g stage "$@"
	} >"$file"
}

# changed COMMAND...: what is done days later changes nothing of that evening, though it changes the reports of today
changed() {
	reports then.txt
	export CRM_NOW=2026-11-23T10:00:00+03:00
	reports before.txt
	"$@" >changed.txt
	reports after.txt
	exits 1 cmp -s before.txt after.txt
	reports again.txt --known-at '2026-11-20 19:00'
	same then.txt again.txt
	crm-db check >/dev/null
}

@test "a plan changed since" { changed crm-plan-add -q month=2026-11 metric=leads value=20; }
@test "a plan that came since" { changed crm-plan-add -q month=2026-11 metric=meetings value=30 manager=ivanov; }
@test "a day off that was put in since" { changed crm-conf put -q calendar day=2026-11-18 kind=off; }
@test "the hours of a day" { changed crm-conf put -q calendar day=2026-11-20 kind=short intervals=09:00-12:00; }
@test "a day off that was dropped since" {
	crm-conf put -q calendar day=2026-11-18 kind=off >off.csv
	changed crm-conf drop -q calendar 2026-11-18
}
@test "the order of stages" { changed crm-conf put -q stage stage=meeting pos=5; }
@test "a stage's days" { changed crm-conf put -q stage stage=meeting target_days=1; }
@test "the stage behind a metric" { changed crm-conf put -q setting key=metric.qualified value=meeting; }
@test "somebody's unit" { changed crm-conf put -q manager manager=kim unit=north; }
@test "somebody's name, as he is called in a letter" { changed crm-conf put -q manager manager=kim name='Ким Олег Иванович'; }
@test "a manager who came since" {
	more() {
		crm-conf put -q manager manager=novik name='Новик Яна' email=novik@dept.example role=manager unit=south
		crm-plan-add -q month=2026-11 metric=leads value=7 manager=novik
	}
	changed more
}
@test "when a light is yellow" { changed crm-conf put -q setting key=light.profile_pct value=5; }
@test "how long an answer may take" { changed crm-conf put -q setting key=sla.first_response value=3d; }
@test "when a plan is red" { changed crm-conf put -q setting key=kpi.red_pct value=69; }
@test "an absence" { changed crm-conf put -q absence manager=kim from=2026-11-11 to=2026-11-19 kind=vacation; }
@test "what a stage is called" { changed crm-conf put -q stage stage=booking name='Бронирование'; }
@test "a time zone" { changed crm-conf put -q setting key=timezone value=Asia/Yekaterinburg; }

@test "a change taken back since, and a plan that was taken back then" {
	crm-plan-add -q month=2026-11 metric=leads value=9 >plan.csv
	batch=$(crm-log -o batch -f csv | tail -n 1)
	changed crm-undo -q "$batch"
	crm-undo -q "$(crm-log -o batch -f csv | tail -n 1)" >undone.csv
	reports again.txt --known-at '2026-11-20 19:00'
	same then.txt again.txt
}

@test "one who left since was still here" {
	left() { crm-conf put -q manager manager=kim left=2026-11-21; }
	reports then.txt
	export CRM_NOW=2026-11-23T10:00:00+03:00
	left >left.csv
	reports again.txt --known-at '2026-11-20 19:00'
	same then.txt again.txt
}

@test "a bare date is the whole of that day, and the letter of that day names it" {
	export CRM_NOW=2026-11-20T23:00:00+03:00
	crm-kpi-daily -f text >then.txt
	export CRM_NOW=2026-12-23T10:00:00+03:00
	crm-plan-add -q month=2026-11 metric=leads value=20 >plan.csv
	crm-lead-add -q name=Г phone=89160000004 at=2026-11-20 >late.csv
	crm-kpi-daily -p 2026-11-20 --known-at 2026-11-20 -f text >again.txt
	same then.txt again.txt
	crm-kpi-daily -p 2026-11-20 -f text >now.txt
	exits 1 cmp -s then.txt now.txt
}

@test "--known-at alone is that evening for whatever has an age" {
	export CRM_NOW=2026-11-23T18:00:00+03:00
	is "$(crm-sla --known-at 2026-11-20 -o clock,lead,left_min,state | sort)" \
		"$(crm-sla -T 2026-11-20 --known-at 2026-11-20 -o clock,lead,left_min,state | sort)"
	is "$(crm-sla --known-at 2026-11-20 -o clock,lead,state | grep '_response,3')" first_response,3,breached
	is "$(crm-sla -o clock,lead,left_min | grep '_response,3')" "first_response,3,-900"
	is "$(crm-sla --known-at 2026-11-20 -o clock,lead,left_min | grep '_response,3')" "first_response,3,-360"
	is "$(crm-tasks --known-at 2026-11-20 -o task,late_hours | cut -d, -f2 | paste -s -d ' ')" 'late_hours 8 0'
	is "$(crm-leads --idle 10d --known-at 2026-11-20 -o lead)" "$(printf 'lead\n')"
	is "$(crm-leads --idle 7d --known-at 2026-11-20 -o lead)" "$(printf 'lead\n1\n2')"
	is "$(crm-lights --known-at 2026-11-20 -o client,overdue_hours)" "$(crm-lights -T 2026-11-20 -o client,overdue_hours)"
}

@test "before the books began nothing is known, and nothing fails" {
	is "$(crm-funnel --known-at 2026-01-01 -o reached -f tsv | paste -s -d ' ')" 'reached 0 0 0 0 0'
	exits 0 crm-kpi-daily --known-at 2026-01-01
	exits 0 crm-sla --known-at 2026-01-01
}

@test "the settings of today stay as they are" {
	export CRM_NOW=2026-11-23T10:00:00+03:00
	crm-plan-add -q month=2026-11 metric=leads value=20 >plan.csv
	crm-kpi-daily --known-at 2026-11-20 >then.csv
	is "$(crm-conf get plan | grep -c ',20,')" 1
	is "$(crm-kpi-daily -o metric,plan | sed -n 2p)" leads,20
	crm-db check >/dev/null
}

# Somebody who comes on Wednesday, and a contract of Saturday: known on Monday.
ahead() {
	export CRM_NOW=2026-11-23T18:00:00+03:00
	{
		crm-lead-add name=Д phone=89160000005 manager=kim at='2026-11-25 10:00'
		crm-win 1 amount=100 at=2026-11-28
		crm-lose 2 reason=price at='2026-11-23 18:30'
		crm-touch-add 3 kind=call direction=out at=2026-11-24
	} >ahead.txt 2>&1
}

@test "what has not happened yet is in no report of the evening" {
	export CRM_NOW=2026-11-23T18:00:00+03:00
	reports before.txt
	ahead
	reports after.txt 2>notes.txt
	# Only the list of leads shows who is still to come: a year mistyped hides nobody.
	is "$(grep ,Д, after.txt)" '4,4,Д,+79160000005,,open,new,kim,,,,2026-11-25T10:00:00+03:00,2026-11-25T10:00:00+03:00,,,'
	grep -v ,Д, after.txt >others.txt
	same before.txt others.txt
	is "$(wc -l <notes.txt)" 17
	is "$(grep -c '2: 2026-11-23T18:30:00+03:00, ' notes.txt)" 17
	exits 0 crm-reasons
	is "$err" \
		'crm-reasons: not yet, so in no figure: lead 2: 2026-11-23T18:30:00+03:00, lead 3: 2026-11-24T00:00:00+03:00, lead 4: 2026-11-25T10:00:00+03:00 and 1 more'
	is "$(crm-funnel -p mtd -o stage,reached,amount 2>/dev/null | tail -n 1)" contract,0,0.00
	is "$(crm-kpi-daily -o manager,metric,month_fact 2>/dev/null | grep '^,contracts')" ,contracts,0
	exits 0 crm-funnel -q
	nothing "$err"
}

# Every way of counting, with groups of which only what is ahead knows.
counts() {
	local mode by
	for mode in cohort period snapshot; do
		for by in source month source,month manager unit project stage; do crm-funnel -q --mode $mode -g $by || return; done
	done
	crm-funnel -q -p 2026-11 -m kim && crm-funnel -q --within 1d && crm-funnel -q --slow -g source &&
		crm-funnel -q -g source --ids 'сайт/new' && crm-kpi-daily -q -f csv && crm-kpi-daily -q -m kim && crm-reasons -q -g source &&
		crm-reasons -q --ids price && crm-leads -q --state lost && crm-leads -q 1 2 3 && crm-lights -q && crm-sla -q --compliance -p 2026-11
}

@test "few leads with something ahead, or many: the figures are those without it" {
	export CRM_NOW=2026-11-23T18:00:00+03:00
	crm-lead-add -q name=С phone=89160000009 source=сайт >/dev/null
	counts >before.txt
	ahead
	crm-lead-add -q name=Е phone=89160000006 manager=petrova source=нигде project=Там at=2027-01-10 >/dev/null
	crm-return -q 2 at=2027-01-11 >/dev/null
	counts >after.txt
	same before.txt after.txt
	for i in $(seq 1000 1510); do printf 'Ж,8917000%s,2027-02-01,нигде\n' "$i"; done | { echo name,phone,at,source; cat; } |
		crm-lead-add -q >/dev/null
	counts >many.txt
	same before.txt many.txt
}

@test "on the day it has, and nobody has to be told any more" {
	ahead
	export CRM_NOW=2026-11-28T00:00:00+03:00
	exits 0 crm-funnel -p mtd -o stage,reached,amount
	is "$(printf '%s\n' "$out" | tail -n 1)" contract,1,100.00
	nothing "$err"
	is "$(crm-leads -o lead,state | tail -n +2 | paste -s -d ' ')" '1,won 2,lost 3,open 4,open'
	is "$(crm-funnel --slow)" "$(crm-funnel)"
}

@test "on the way there each counts from its own moment on" {
	ahead
	for at in '2026-11-23T18:30:00 lost new' '2026-11-24T00:00:00 lost new' '2026-11-25T10:00:00 lost kim'; do
		export CRM_NOW=${at%% *}+03:00
		is "$(crm-leads 2 -o state 2>/dev/null | tail -n 1)" lost
	done
	is "$(crm-leads -o lead 2>/dev/null | tail -n 1)" 4
	is "$(crm-leads 3 -o last_touch 2>/dev/null | tail -n 1)" 2026-11-24T00:00:00+03:00
	is "$(crm-leads 1 -o state 2>/dev/null | tail -n 1)" open
}

@test "taken back it is ahead of nobody; an asked evening tells nothing of it" {
	ahead
	before=$(crm-db check --hash -f tsv | tail -n 1)
	batches=$(crm-log -o batch -f csv | sort -nu | tail -n 4 | tac)
	crm-undo -q $batches >undone.csv
	exits 0 crm-leads -o lead
	nothing "$err"
	nothing "$(sql "SELECT name FROM cursor WHERE name LIKE 'ahead%'")"
	crm-undo -q "$(crm-log -o batch -f csv | tail -n 1)" >again.csv
	is "$(crm-db check --hash -f tsv | tail -n 1)" "$before"
	exits 0 crm-leads -T 2026-11-22 -o lead
	nothing "$err"
	exits 0 crm-leads --known-at 2026-11-22 -o lead
	nothing "$err"
	# What was known on Monday evening was not yet so on Monday evening.
	export CRM_NOW=2026-11-30T12:00:00+03:00
	is "$(crm-leads --known-at '2026-11-23 18:00' -o lead,state | tail -n +2 | paste -s -d ' ')" '1,open 2,open 3,open 4,open'
	is "$(crm-leads -o lead,state | tail -n +2 | paste -s -d ' ')" '1,won 2,lost 3,open 4,open'
	crm-db check >/dev/null
}

@test "a file with rows of the future, and an inquiry that repeats: by the bulk road too" {
	export CRM_NOW=2026-11-23T18:00:00+03:00
	printf 'name,phone,at,stage\nЕ,89160000006,2026-11-24,\nЖ,89160000007,2026-11-22,\nБ,89160000002,2026-11-25,\nЗ,89160000008,2026-11-26,meeting\n' |
		crm-lead-add -q >rows.csv
	is "$(sql "SELECT substr(name, 20) FROM cursor WHERE name LIKE 'ahead%' ORDER BY name" | paste -s -d ' ')" '4 2 6 7'
	is "$(crm-leads -o lead -p 2026-11-22..2026-12-31 2>/dev/null | tail -n +2 | paste -s -d ' ')" '4 5 6 7'
	crm-db check >/dev/null
	crm-db rebuild -q >/dev/null
	is "$(crm-leads -o lead -p 2026-11-22..2026-12-31 2>/dev/null | tail -n +2 | paste -s -d ' ')" '4 5 6 7'
}

@test "the journal and the card show everything" {
	ahead
	is "$(crm-log kind=lead.won -o lead | wc -l)" 2
	exits 0 crm-find Д -o lead
	nothing "$err"
	exits 0 crm-client 4
}
