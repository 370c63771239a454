#!/usr/bin/env bats
# crm-pipe: what a manager works on.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

heading=list,lead,client,name,manager,stage,amount,since,age,target,last_touch,next_task,overdue_hours,light,reasons,fix

prepare_file() { staff; }

# All is known of whom it is about.
lead() {
	leads=$((${leads:-0} + 1))
	crm-lead-add -q name="Лид $leads" phone="8916$(printf %07d "$leads")" email="l$leads@x.example" project=Парк payment=ипотека "$@" >/dev/null
}
task() {
	local lead=$1 due=$2
	shift 2
	crm-task-add -q "$lead" kind=call due="$due" -f tsv -o task "$@" | tail -n 1
}
list() { crm-pipe -q -f csv -o "$1" "${@:2}" | sed '1d; s/2026-//g; s/:00+03:00//g'; }

# Monday the 9th; a working day has nine hours, from 9 to 18.
@test "age at the stage in working days against its target, last touch, next task" {
	now 9
	lead manager=kim at='2026-11-06 13:30' amount=5000000
	task 1 '2026-11-11 10:00' >/dev/null
	crm-touch-add -q lead=1 kind=call direction=out at='2026-11-06 17:00' >/dev/null
	now 9 13:30
	# Half of friday and half of monday: the target of the first stage is one day.
	is "$(crm-pipe -q -f csv)" "$heading
leads,1,1,Лид 1,kim,new,5000000.00,2026-11-06T13:30:00+03:00,1.0,1,2026-11-06T17:00:00+03:00,2026-11-11T10:00:00+03:00,0.0,green,,"
	is "$(crm-pipe -q -g manager -f csv -o all,over,over_amount)" 'all,over,over_amount
1,0,0.00'
	now 9 13:31
	is "$(crm-pipe -q -g manager -f csv -o all,over,over_amount)" 'all,over,over_amount
1,1,5000000.00'
	# From the move on it is another stage's.
	crm-move -q --force 1 stage=meeting at='2026-11-09 13:31' >/dev/null
	now 12 13:31
	is "$(list stage,since,age,target,next_task,overdue_hours,light,reasons,fix)" \
		"meeting,11-09T13:31,3.0,10,,12.5,red,overdue no_next_task,$(crm-pipe -q -o fix | tail -n 1)"
	# A stage without a target has nothing to be over.
	crm-conf put stage -q stage=meeting target_days=- >/dev/null
	is "$(list age,target)" 3.0,
	is "$(crm-pipe -q -g stage -f csv -o group,all,over)" 'group,all,over
meeting,1,0'
}

@test "the light is of the lead alone, and what is wrong goes by the command in its row" {
	now 9
	lead manager=kim at='2026-11-09 12:00'
	lead manager=kim at='2026-11-09 12:00'
	lead manager=petrova at='2026-11-09 12:00'
	crm-lead-add -q name='Лид 4' phone=89160000004 manager=kim at='2026-11-09 12:00' >/dev/null
	late=$(task 1 '2026-11-10 09:00')
	soon=$(task 2 '2026-11-10 15:00')
	task 4 '2026-11-30 10:00' >/dev/null
	now 10 18:00
	is "$(list lead,manager,overdue_hours,light,reasons,fix)" "1,kim,9.0,red,overdue no_next_task,crm-task-done $late
2,kim,3.0,yellow,late no_next_task,crm-task-done $soon
3,petrova,0.0,yellow,no_next_task,crm-task-add kind=call due=+1h lead=3
4,kim,0.0,yellow,\"profile:project,payment,family contacts:email\",\"crm-task-add kind=call due=+1h lead=4 text='project,payment,family'\""
	is "$(list lead -m kim)" '1
2
4'
	is "$(list lead -u north)" 3
	eval "$(crm-pipe -q -f csv -o fix -m petrova | tail -n 1)" >/dev/null
	is "$(list lead,light -u north)" 3,green
	is "$(list lead -m kim --ids leads.no_next_task)" '1
2'
	exits 1 crm-pipe -q --fail-on red -f csv
	exits 1 crm-pipe -q --fail-on жёлтый -f csv
	exits 0 crm-pipe -q --fail-on red -m petrova -f csv
}

@test "two leads of one client: each by its own tasks; what is about neither is of the latest" {
	now 9
	lead manager=kim at='2026-11-02 12:00'
	crm-lose -q 1 reason=price at='2026-11-03 12:00' >/dev/null
	was=$(task 1 '2026-11-30 10:00' manager=petrova)
	# Nothing open: a current client, of who has the task.
	is "$(list list,lead,client,name,manager,stage,amount,since,age,target,next_task,light,reasons,fix)" \
		'clients,,1,Лид 1,petrova,,,,,,11-30T10:00,red,no_interest,crm-return 1'
	is "$(list client --clients)" 1
	nothing "$(list client --leads)"
	is "$(crm-pipe -q -f csv -g manager -o list,group,all,amount,over,no_next_task,red,share,share_lo)" \
		'list,group,all,amount,over,no_next_task,red,share,share_lo
clients,petrova,1,,,0,1,1.0000,0.2065'
	# He buys after all, then asks for more: what is planned is about that.
	crm-return -q 1 manager=kim >/dev/null
	crm-win -q 1 amount=1000000 at='2026-11-04 11:00' >/dev/null
	crm-task-done -q "$was" >/dev/null
	was=$(task 1 '2026-11-29 10:00')
	crm-conf put setting -q key=intake.won_client value=repeat >/dev/null
	leads=0 lead manager=kim at='2026-11-04 12:00'
	other=$(crm-leads -q --state open -f csv -o lead | tail -n 1)
	is "$(list list,lead,client,manager,next_task,light)" "leads,$other,1,kim,11-29T10:00,green"
	# And the first is open again: the task is about that lead, and the other has none.
	crm-return -q 1 manager=petrova >/dev/null
	is "$(list lead,manager,next_task,light)" "$other,kim,,yellow
1,petrova,11-29T10:00,green"
	crm-task-done -q "$was" >/dev/null
	is "$(list lead,light)" "$other,yellow
1,yellow"
	late=$(task 1 '2026-11-02 10:00')
	is "$(list lead,light,fix)" "1,red,crm-task-done $late
$other,yellow,crm-task-add kind=call due=+1h lead=$other"
	is "$(crm-lights -q -f csv -o client,light | tail -n +2)" 1,red
}

@test "who bought and still has a task; nobody's leads; counts by group and their very rows" {
	now 9
	lead manager=kim at='2026-11-02 12:00' amount=1000000 source=site
	lead manager=kim at='2026-11-02 12:00' amount=2000000 source=ads
	lead at='2026-11-06 12:00' amount=4000000 source=ads
	lead manager=petrova at='2026-11-02 12:00'
	crm-win -q 4 amount=9000000 at='2026-11-05 12:00' >/dev/null
	keys=$(task 4 '2026-11-20 12:00' manager=kim)
	task 1 '2026-11-20 12:00' >/dev/null
	task 2 '2026-11-06 12:00' >/dev/null
	is "$(list list,lead,client,manager,light,fix --clients)" "clients,,4,kim,red,crm-task-done $keys"
	is "$(crm-pipe -q -f csv -g unit -o list,group,all,amount,over,over_amount,no_next_task,red,yellow,green,red_amount,share,share_lo,share_hi)" \
		'list,group,all,amount,over,over_amount,no_next_task,red,yellow,green,red_amount,share,share_lo,share_hi
leads,,1,4000000.00,1,4000000.00,1,0,1,0,0.00,0.0000,0.0000,0.7935
leads,south,2,3000000.00,2,3000000.00,1,1,0,1,2000000.00,0.5000,0.0945,0.9055
clients,south,1,,,,0,1,0,0,,1.0000,0.2065,1.0000'
	is "$(crm-pipe -q -f csv -g source,stage --leads -o group,all,red)" 'group,all,red
ads/new,2,1
site/new,1,0'
	is "$(crm-pipe -q -f csv -g week -o list,group,all)" 'list,group,all
leads,2026-11-02,3
clients,2026-11-16,1'
	is "$(list lead -g source --ids ads/лиды)" '2
3'
	is "$(list lead -g unit --ids south/leads.red)" 2
	is "$(list lead -g unit --ids /leads.over)" 3
	is "$(list client --ids клиенты.красный)" 4
	is "$(list lead --ids 'leads.без задачи')" '2
3'
}

@test "two records that are one client: each lead keeps its tasks, and what was known before stays" {
	now 9
	lead manager=kim at='2026-11-02 12:00'
	lead manager=petrova at='2026-11-03 12:00'
	lead manager=kim at='2026-11-03 12:00'
	late=$(task 1 '2026-11-09 10:00')
	task 2 '2026-11-20 10:00' >/dev/null
	crm-lose -q 3 reason=price at='2026-11-04 12:00' >/dev/null
	task 3 '2026-11-18 10:00' >/dev/null
	is "$(list lead,client,next_task,light)" '1,1,,red
,3,11-18T10:00,red
2,2,11-20T10:00,green'
	now 10
	crm-merge -q keep=1 drop=2 >/dev/null
	crm-merge -q keep=1 drop=3 >/dev/null
	# The last one's task is about a lead that is lost: it is that of the latest that is open.
	is "$(list lead,client,next_task,light,fix)" "1,1,,red,crm-task-done $late
2,1,11-18T10:00,green,"
	is "$(crm-lights -q -f csv -o client,light,interest | tail -n +2)" 1,red,2
	# And one client he always was, whenever that is asked.
	is "$(list lead,client,next_task,light,fix --known-at 2026-11-09T18:00:00+03:00)" "$(list lead,client,next_task,light,fix)"
	is "$(crm-lights -q -f csv -o client,light,interest --known-at 2026-11-09T18:00:00+03:00 | tail -n +2)" 1,red,2
	crm-touch-add -q lead=1 kind=call direction=out at='2026-11-12 10:00' >/dev/null
	is "$(list lead,client,next_task,light)" '1,1,,red
2,1,11-18T10:00,green'
}

@test "what cannot be asked" {
	lead manager=kim at='2026-11-02 12:00'
	exits 64 crm-pipe -p 2026-11
	finds 'give -T instead of -p' <<<"$err"
	exits 64 crm-pipe --ids red
	finds 'leads or clients' <<<"$err"
	exits 64 crm-pipe --ids leads.blue
	exits 64 crm-pipe --fail-on blue
	finds 'red, yellow or green, not «blue»' <<<"$err"
	exits 64 crm-pipe 5
	exits 64 crm-pipe -m nosuch
	exits 74 sh -c 'crm-pipe -q -f csv >/dev/full'
}

@test "no leads, and a stage that is gone while a lead stands at it" {
	is "$(crm-pipe -q -f csv)" "$heading"
	is "$(crm-pipe -q -f csv -g manager -o group,all)" group,all
	now 9
	lead manager=kim at='2026-11-09 12:00'
	task 1 '2026-11-30 10:00' >/dev/null
	crm-move -q --force 1 stage=meeting >/dev/null
	sqlite3 "$CRM_DB" "DELETE FROM stage WHERE stage = 'meeting'"
	is "$(list lead,stage,age,target,light)" '1,,0.0,,green'
	is "$(crm-pipe -q -f csv -g stage -o group,all,over)" 'group,all,over
,1,0'
}

@test "what is ahead has not happened" {
	now 10
	lead manager=kim at='2026-11-10 12:00'
	first=$(task 1 '2026-11-11 10:00')
	now 12
	crm-task-done -q "$first" at='2026-11-13 10:00' >/dev/null
	crm-touch-add -q lead=1 kind=call direction=out at='2026-11-13 10:00' >/dev/null
	is "$(list lead,last_touch,light,fix)" "1,,red,crm-task-done $first"
	now 14
	is "$(list lead,last_touch,light,reasons)" '1,11-13T10:00,yellow,no_next_task'
	is "$(list lead,last_touch,light,fix -T 2026-11-12)" "1,,red,crm-task-done $first"
}

@test "a life at random, typed in late and taken back" {
	for name in unit manager; do crm-conf put "$name" -q <"$root/share/demo/$name.csv" >/dev/null; done
	python3 "$BATS_TEST_DIRNAME/stir.py" 13 12 20
	yesterday=$(crm-pipe -q -f csv | sha256sum) then=$CRM_NOW
	agrees pipe.py
	agrees pipe.py --known-at 2026-11-20T19:00:00+03:00
	LISTS=$(fewer 12 3) agrees cells.py crm-pipe list all,over,no_next_task,red,yellow,green
	# What is typed in later does not change what was known.
	now 24
	crm-touch-add -q lead=1 kind=call direction=out at='2026-11-22 10:00' >/dev/null
	crm-undo -q "$(crm-log -q -f csv -o batch | tail -n 2 | head -n 1)" >/dev/null
	is "$(crm-pipe -q -f csv --known-at "$then" | sha256sum)" "$yesterday"
	agrees pipe.py
	# What is ahead of now is of these leads; all others stand in the tables as they did.
	before=$(crm-pipe -q -f csv | sha256sum)
	crm-pipe -q -f csv -o lead --leads | sed '2,4p; d' | crm-lose reason=price at='2026-11-26 10:00' - >/dev/null
	crm-pipe -q -f csv -o lead --leads | sed '1p; 5,9p; d' | crm-move -q --force stage=booking at='2026-11-26 10:00' - >/dev/null
	crm-tasks -q -f csv -o task | sed '1p; 2p; d' | crm-task-done -q at='2026-11-26 10:00' - >/dev/null
	is "$(crm-pipe -q -f csv | sha256sum)" "$before"
	agrees pipe.py
	now 26 11:00
	agrees pipe.py
}
