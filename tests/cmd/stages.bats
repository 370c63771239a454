#!/usr/bin/env bats
# crm-stages: how long leads stay at each stage, who is over, what is typed in late.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() { staff; }

lead() {
	leads=$((${leads:-0} + 1))
	crm-lead-add -q name="Лид $leads" phone="8916$(printf %07d "$leads")" "$@" >/dev/null
}
stays() { crm-stages -q -f csv -o stage,ended,median,p75,p90,mean,calendar_median,open,km_median "$@" | sed 1d; }
# Every road says the same: the sums, the journal, and the journal as it is known now.
roads() {
	is "$(crm-stages -q "$@")" "$(crm-stages -q --slow "$@")"
	is "$(crm-stages -q "$@")" "$(crm-stages -q --known-at "$CRM_NOW" "$@")"
}

@test "working days and all days of those that ended, and what those say that still stand there" {
	now 23
	# Monday the 2nd. The 4th is a holiday, the 7th and 8th a weekend.
	for until in 02 03 05 09 11; do
		lead manager=kim at='2026-11-02 10:00'
		crm-qualify -q --force "$leads" at="2026-11-$until 12:00" >/dev/null
	done
	is "$(stays)" 'new,5,2.0,4,6,2.6,3.0,0,2
qualified,0,,,,,,5,
meeting,0,,,,,,0,
booking,0,,,,,,0,'
	is "$(crm-stages -q --ids new -o lead,since,until,days | sed '1d; s/2026-11-//g; s/:00:00+03:00//g')" '1,02T10,02T12,0
2,02T10,03T12,1
3,02T10,05T12,2
4,02T10,09T12,4
5,02T10,11T12,6'
	# Five more that have stood there all the time: a half has not left.
	for i in 1 2 3 4 5; do lead manager=petrova at='2026-11-02 11:00'; done
	is "$(stays | head -n 1)" 'new,5,2.0,4,6,2.6,3.0,5,6'
	lead manager=petrova at='2026-11-02 11:00'
	is "$(stays | head -n 1)" 'new,5,2.0,4,6,2.6,3.0,6,'
	is "$(crm-stages -q -g manager -o group,ended,open | grep -v qualified | sed 1d)" 'kim,5,0
kim,0,5
petrova,0,6'
	is "$(crm-stages -q -m petrova -o ended,open | sed -n 2p)" 0,6
	is "$(crm-stages -q --ids new.open -o lead,until,days | wc -l)" 7
	is "$(crm-stages -q -g unit --ids south/qualified.open -o lead,days | sort -n | tail -n 2)" "$(printf '4,10\n5,8')"
}

@test "a period: what ended in it, what was running at its end, and no stay twice" {
	now 23
	lead manager=kim at='2026-10-26 10:00'
	crm-qualify -q --force 1 at='2026-10-28 10:00' >/dev/null
	crm-move -q --force 1 stage=meeting at='2026-11-05 10:00' >/dev/null
	lead manager=kim at='2026-10-27 10:00'
	lead manager=kim at='2026-11-06 10:00'
	crm-lose -q 3 reason=price at='2026-11-09 10:00' >/dev/null
	is "$(stays -p 2026-10)" 'new,1,2.0,2,2,2.0,2.0,1,2
qualified,0,,,,,,1,
meeting,0,,,,,,0,
booking,0,,,,,,0,'
	# The one that came in the period and went at once does not decide for the one that stood there.
	is "$(stays -p 2026-11)" 'new,1,1.0,1,1,1.0,3.0,1,
qualified,1,5.0,5,5,5.0,8.0,0,5
meeting,0,,,,,,1,
booking,0,,,,,,0,'
	is "$(stays -p 2026-11-05)" 'new,0,,,,,,1,
qualified,1,5.0,5,5,5.0,8.0,0,5
meeting,0,,,,,,1,
booking,0,,,,,,0,'
	is "$(stays -p 2026-09 | cut -d, -f 2,8 | sort -u)" 0,0
	is "$(stays -p 2027-02 | cut -d, -f 2,8 | sort -u)" 0,0
	for by in manager unit month week stage source reason manager,week; do
		for p in 2026-10 2026-11 2026-11-05 2026; do roads -p $p -g $by; done
		roads -g $by
	done
}

@test "back and forth, lost and returned, won and annulled: each stay by itself" {
	now 23
	lead manager=kim at='2026-11-02 10:00'
	crm-move -q --force 1 stage=meeting at='2026-11-03 10:00' >/dev/null
	crm-move -q --force 1 stage=qualified at='2026-11-05 10:00' >/dev/null
	crm-move -q --force 1 stage=meeting at='2026-11-06 10:00' >/dev/null
	crm-lose -q 1 reason=price at='2026-11-10 10:00' >/dev/null
	crm-return -q 1 manager=petrova at='2026-11-12 10:00' >/dev/null
	crm-win -q 1 amount=1000 at='2026-11-16 10:00' >/dev/null
	is "$(crm-stages -q --ids meeting -o manager,since,until,days | sed '1d; s/2026-11-//g; s/:00:00+03:00//g' | sort -t, -k 2)" 'kim,03T10,05T10,1
kim,06T10,10T10,2
petrova,12T10,16T10,2'
	is "$(stays | cut -d, -f 1,2,8)" 'new,1,0
qualified,1,0
meeting,3,0
booking,0,0'
	roads -g manager
	# Taken back, it stands there again; that the lead was won by mistake ends nothing.
	crm-undo -q "$(crm-log -q -f csv -o batch | tail -n 1)" >/dev/null
	is "$(stays | cut -d, -f 1,2,8 | sed -n 3p)" meeting,2,1
	roads -g manager
	is "$(crm-db check -o check,result | tail -n 1)" replay,ok
}

@test "spam never stayed; who came in won or lost did not either; what is ahead has not happened" {
	now 23
	lead manager=kim at='2026-11-02 10:00'
	crm-disqualify -q 1 reason=spam >/dev/null
	crm-lead-add -q name=Б phone=89160000099 state=lost reason=price at='2026-11-02 10:00' >/dev/null
	crm-lead-add -q name=В phone=89160000098 stage=meeting at='2026-11-02 10:00' >/dev/null
	is "$(stays | cut -d, -f 1,2,8)" 'new,0,0
qualified,0,0
meeting,0,1
booking,0,0'
	crm-move -q --force 3 stage=booking at='2026-11-25 10:00' >/dev/null
	is "$(stays | cut -d, -f 1,2,8 | tail -n 2)" 'meeting,0,1
booking,0,0'
	roads -g stage
	roads -g manager
	now 26
	is "$(stays | cut -d, -f 1,2,8 | tail -n 2)" 'meeting,1,0
booking,0,1'
	roads -g stage
}

@test "no leads, one lead, all lost, a stage in another place, another calendar" {
	now 23
	is "$(stays | cut -d, -f 1,2,8)" 'new,0,0
qualified,0,0
meeting,0,0
booking,0,0'
	is "$(crm-stages -q -g manager -o stage)" stage
	is "$(crm-stages -q --over -o lead)" lead
	is "$(crm-stages -q --lag -o stage)" stage
	lead manager=kim at='2026-11-20 10:00'
	is "$(stays | head -n 1)" 'new,0,,,,,,1,'
	crm-move -q --force 1 stage=meeting at='2026-11-23 10:00' >/dev/null
	is "$(stays | sed -n '1p;3p' | cut -d, -f 1-3,8)" 'new,1,1.0,0
meeting,0,,1'
	crm-conf put calendar -q day=2026-11-23 kind=off >/dev/null
	crm-conf put calendar -q day=2026-11-22 kind=work >/dev/null
	crm-conf put calendar -q day=2026-11-21 kind=work >/dev/null
	is "$(stays | sed -n 1p | cut -d, -f 1-3)" new,1,2.0
	crm-conf put stage -q stage=meeting pos=15 >/dev/null
	is "$(stays | cut -d, -f 1,2,8)" 'new,1,0
meeting,0,1
qualified,0,0
booking,0,0'
	roads -g stage
	crm-lose -q 1 reason=price >/dev/null
	is "$(stays | cut -d, -f 1,2,8 | sed -n 2p)" meeting,1,0
	# A stage on which something stands cannot go.
	exits 65 crm-conf drop stage meeting
}

@test "a department in another zone: by its own dates" {
	now 23
	lead manager=kim at='2026-11-16T23:30:00+03:00'
	crm-qualify -q --force 1 at='2026-11-17T00:30:00+03:00' >/dev/null
	is "$(stays | sed -n 1p | cut -d, -f 1-3)" new,1,1.0
	crm-conf put setting -q key=timezone value=Asia/Vladivostok >/dev/null
	is "$(stays | sed -n 1p | cut -d, -f 1-3)" new,1,0.0
	roads -g week
}

@test "--over: over its target in working days, twice over, rotting, and each without the other" {
	now 02 09:00
	lead manager=kim at='2026-11-02 09:00'
	lead manager=kim at='2026-11-02 09:00'
	lead manager=petrova at='2026-11-02 09:00'
	crm-qualify -q --force 2 3 at='2026-11-02 09:00' >/dev/null
	over() { crm-stages --over -q -f csv -o lead,age,target,severity,light,unseen_days,rot_days,rotting "$@" | sed 1d; }
	now 03 09:00
	nothing "$(over)"
	now 03 09:10
	is "$(over)" '1,1.0,1,1.02,yellow,1,3,0'
	# The 3rd is an hour shorter, and the 4th is off.
	now 05 10:10
	is "$(over)" '1,2.0,1,2.02,red,3,3,1'
	crm-touch-add -q lead=1 kind=call direction=out >/dev/null
	is "$(over)" '1,2.0,1,2.02,red,0,3,0'
	# Five days are over on the 10th at ten.
	now 10 10:00
	crm-touch-add -q lead=2 kind=call direction=out >/dev/null
	is "$(over | grep -v ^1)" '3,5.0,5,1.00,,8,7,1'
	now 10 10:10
	is "$(over | grep -v ^1)" '3,5.0,5,1.00,yellow,8,7,1
2,5.0,5,1.00,yellow,0,7,0'
	is "$(crm-stages --over -q -g manager -o stage,group,open,slow,over,red,rotting,share,share_lo)" \
		'stage,group,open,slow,over,red,rotting,share,share_lo
new,kim,1,1,1,1,1,1.0000,0.2065
qualified,kim,1,1,1,0,0,1.0000,0.2065
qualified,petrova,1,1,1,0,1,1.0000,0.2065'
	is "$(crm-stages --over -q -g manager --ids petrova/квалифицирован.rotting -o lead)" "$(printf 'lead\n3')"
	# What the deadline of the stage says.
	is "$(crm-sla -q --clock stage --state breached -o lead | sort)" "$(over | grep -v ^1 | cut -d, -f 1 | { cat; echo lead; } | sort)"
	exits 64 crm-stages --over -p 2026-11
	exits 64 crm-stages --over --lag
	exits 64 crm-stages --ids new.nosuch
	exits 64 crm-stages meeting
}

@test "--lag: a stage that is slow, and one that looks so because moves are typed in late" {
	now 02 10:00
	for i in 1 2 3 4 5 6 7 8 9 10; do lead manager=kim at='2026-11-02 10:00'; done
	for i in 1 2 3 4 5 6 7 8 9 10; do lead manager=petrova at='2026-11-02 10:00'; done
	# Both are qualified on the 9th, four days after they should be: Kim's two working days later, all at once.
	for i in 11 12 13 14 15 16 17 18 19 20; do
		export CRM_NOW=2026-11-09T$i:00:00+03:00
		[ "$i" != 20 ] || export CRM_NOW=2026-11-09T19:59:00+03:00
		crm-qualify -q --force "$i" >/dev/null
	done
	now 11 18:00
	for i in 1 2 3 4 5 6 7 8 9 10; do crm-qualify -q --force "$i" at='2026-11-09 18:00' >/dev/null; done
	is "$(crm-stages --lag -q -g manager -o stage,group,moves,lag_median,late,heaped,median,target,verdict)" \
		'stage,group,moves,lag_median,late,heaped,median,target,verdict
new,kim,10,2.0,10,10,4.0,1,late_typing
new,petrova,10,0.0,0,0,4.0,1,slow'
	is "$(crm-stages --lag -q -m kim --ids new.heaped -o lead,lag,late,heaped | sed -n 2p)" 1,2.0,1,1
	is "$(crm-stages --lag -q -p 2026-11-10 -o stage)" stage
	is "$(crm-stages --lag -q --lang ru -f table -g manager -o group,verdict)" 'группа        итог
Ким Олег      поздно вносят
Петрова Анна  медленно'
	crm-undo -q "$(crm-log -q -f csv -o batch | tail -n 1)" >/dev/null
	is "$(crm-stages --lag -q -m kim -o moves,verdict)" "$(printf 'moves,verdict\n9,few')"
}

@test "a life at random, typed in late and taken back" {
	for name in unit manager; do crm-conf put "$name" -q <"$root/share/demo/$name.csv" >/dev/null; done
	python3 "$BATS_TEST_DIRNAME/stir.py" 5 "$(fewer 14 5)" 15
	export then=$CRM_NOW
	crm-stages -q -g manager >then.csv
	agrees stages.py
	LISTS=$(fewer 10 3) agrees cells.py crm-stages stage ended,open
	LISTS=$(fewer 10 3) agrees cells.py crm-stages stage ended,open -p 2026-11-15..2026-11-20
	LISTS=$(fewer 10 3) agrees cells.py crm-stages stage slow,over,red,rotting,open --over
	LISTS=$(fewer 10 3) agrees cells.py crm-stages stage moves,late,heaped --lag
	for by in manager unit week stage,month; do roads -g $by -p 2026-11-15..2026-11-20; done
	# What is typed in later does not change what was known, and two people who are one are one lead each.
	now 24
	crm-move -q --force "$(crm-leads -q --state open -o lead | sed -n 2p)" stage=booking at='2026-11-20 10:00' >/dev/null
	crm-undo -q "$(crm-log -q -f csv -o batch | tail -n 1)" >/dev/null
	crm-merge -q drop="$(crm-leads -q -o client | sed -n 2p)" keep="$(crm-leads -q -o client | tail -n 1)" >/dev/null
	is "$(crm-stages -q -g manager --known-at "$then")" "$(cat then.csv)"
	agrees stages.py
	is "$(crm-db check -o check,result | tail -n 1)" replay,ok
}
