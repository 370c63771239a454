#!/usr/bin/env bats
# crm-forgotten: open leads that nobody works on, in three lists.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() { staff; }

lead() {
	leads=$((${leads:-0} + 1))
	crm-lead-add -q name="Лид $leads" phone="8916$(printf %07d "$leads")" "$@" >/dev/null
}
list() { crm-forgotten -q -f csv -o list,lead,since,days,task,fix "$@" | sed '1d; s/2026-//; s/:00+03:00//'; }

@test "no task and not seen for as long as its stage says: forgotten from then on" {
	now 10
	lead manager=kim at='2026-11-10 12:00'
	now 13 12:00
	nothing "$(list)"
	now 13 12:01
	is "$(list)" 'forgotten,1,11-10T12:00,3,,crm-task-add kind=call due=+1h lead=1'
	crm-touch-add -q lead=1 kind=call direction=out >/dev/null
	nothing "$(list)"
	now 16 12:02
	is "$(list)" 'forgotten,1,11-13T12:01,3,,crm-task-add kind=call due=+1h lead=1'
	# At its stage from now on, and that one gives it seven days.
	crm-qualify -q --force 1 >/dev/null
	now 23 12:02
	nothing "$(list)"
	now 23 12:03
	is "$(list)" 'forgotten,1,11-16T12:02,7,,crm-task-add kind=call due=+1h lead=1'
	eval "$(crm-forgotten -q -f csv -o fix | tail -n 1)" >/dev/null
	nothing "$(list)"
}

@test "a stage without rot_days: setting forgotten.days" {
	now 10
	crm-conf put stage -q stage=new rot_days=- >/dev/null
	lead manager=kim at='2026-11-10 12:00'
	now 17 12:00
	nothing "$(list)"
	now 17 12:01
	is "$(list)" 'forgotten,1,11-10T12:00,7,,crm-task-add kind=call due=+1h lead=1'
	crm-conf put setting key=forgotten.days value=30 -q >/dev/null
	nothing "$(list)"
}

@test "each lead on one list: unassigned before overdue before forgotten" {
	now 10
	lead manager=kim at='2026-11-10 12:00'
	lead manager=kim at='2026-11-10 12:00'
	lead at='2026-11-10 12:00'
	lead manager=ivanov at='2026-11-10 12:00'
	crm-task-add -q lead=1 kind=call due='2026-11-12 10:00' >/dev/null
	crm-task-add -q lead=1 kind=call due='2026-11-29 10:00' >/dev/null
	crm-task-add -q lead=4 kind=call due='2026-11-11 10:00' >/dev/null
	now 20
	crm-conf put manager -q manager=ivanov left=2026-11-20 >/dev/null
	is "$(list)" 'forgotten,2,11-10T12:00,10,,crm-task-add kind=call due=+1h lead=2
overdue,1,11-12T10:00,8,145,crm-task-done 145
unassigned,3,11-10T12:00,10,,crm-assign 3
unassigned,4,11-10T12:00,10,,crm-assign 4'
	is "$(list --list просрочен)" "$(list | grep overdue)"
	is "$(crm-forgotten -q --list unassigned -o lead)" "$(crm-leads -q --unassigned -o lead)"
	# What is done about each takes it off.
	crm-task-done -q 145 >/dev/null
	crm-assign -q 3 4 manager=kim >/dev/null
	is "$(list | cut -d, -f 1,2)" 'forgotten,2
forgotten,3
overdue,4'
	crm-lose -q 2 reason=price >/dev/null
	is "$(list | cut -d, -f 1,2)" 'forgotten,3
overdue,4'
}

@test "counts by group, their share of what is open, and the very leads" {
	now 10
	lead manager=kim at='2026-11-10 12:00' amount=1000000 source=site
	lead manager=kim at='2026-11-09 12:00' amount=2000000 source=avito
	lead manager=petrova at='2026-11-10 12:00' source=site
	lead manager=petrova at='2026-11-10 12:00' source=site
	crm-task-add -q lead=3 kind=call due='2026-11-30 10:00' >/dev/null
	now 20
	is "$(crm-forgotten -q -g manager --list forgotten)" 'list,group,leads,open,share,share_lo,share_hi,amount,oldest_days
forgotten,kim,2,2,1.0000,0.3424,1.0000,3000000.00,11
forgotten,petrova,1,2,0.5000,0.0945,0.9055,0.00,10'
	is "$(crm-forgotten -q -g unit,source --list forgotten -o group,leads,open)" 'group,leads,open
north/site,1,2
south/avito,1,1
south/site,1,1'
	is "$(crm-forgotten -q -g unit --ids north/forgotten -o lead)" "$(printf 'lead\n4')"
	is "$(crm-forgotten -q -g unit --ids north/forgotten.open -o lead,list | sort)" "$(printf '3,\n4,forgotten\nlead,list')"
	is "$(crm-forgotten -q -g week --list forgotten -o group,leads)" "$(printf 'group,leads\n2026-11-09,3')"
	exits 64 crm-forgotten -g unit --ids north/nosuch
	finds 'LIST is forgotten, overdue or unassigned' <<<"$err"
	exits 64 crm-forgotten --list nosuch
	exits 64 crm-forgotten 5
	exits 64 crm-forgotten -p 2026-11
	finds 'open at a moment' <<<"$err"
	is "$(crm-forgotten -q -m kim -o lead)" "$(printf 'lead\n2\n1')"
	is "$(crm-forgotten -q -u north -o lead)" "$(printf 'lead\n4')"
}

@test "no leads, and all of them decided" {
	is "$(crm-forgotten -q -o list,lead)" list,lead
	is "$(crm-forgotten -q -g manager -o list,group)" list,group
	lead at='2026-11-01 12:00' manager=kim
	crm-lose -q 1 reason=price >/dev/null
	is "$(crm-forgotten -q -o list,lead)" list,lead
}

@test "what is ahead has not happened: a task done tomorrow is late today" {
	now 10
	lead manager=kim at='2026-11-10 12:00'
	crm-task-add -q lead=1 kind=call due='2026-11-11 10:00' >/dev/null
	now 12
	crm-task-done -q 142 at='2026-11-13 10:00' >/dev/null
	is "$(list)" 'overdue,1,11-11T10:00,1,142,crm-task-done 142'
	now 14
	is "$(list)" 'forgotten,1,11-10T12:00,4,,crm-task-add kind=call due=+1h lead=1'
}

@test "a life at random, typed in late and taken back" {
	for name in unit manager; do crm-conf put "$name" -q <"$root/share/demo/$name.csv" >/dev/null; done
	python3 "$BATS_TEST_DIRNAME/stir.py" 11 "$(fewer 12 7)" 20
	yesterday=$(crm-forgotten -q -f csv | sha256sum) then=$CRM_NOW
	agrees forgotten.py
	agrees forgotten.py --known-at 2026-11-20T19:00:00+03:00
	LISTS=$(fewer 12 3) agrees cells.py crm-forgotten list leads,open
	# What is typed in later does not change what was known.
	now 24
	crm-touch-add -q lead=1 kind=call direction=out at='2026-11-22 10:00' >/dev/null
	crm-undo -q "$(crm-log -q -f csv -o batch | tail -n 2 | head -n 1)" >/dev/null
	is "$(crm-forgotten -q -f csv --known-at "$then" | sha256sum)" "$yesterday"
	agrees forgotten.py
}
