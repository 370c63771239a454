#!/usr/bin/env bats
# crm-task-add, crm-task-done, crm-tasks.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	printf 'name,phone,at\nA,+79160000001,2026-11-01 10:00\nB,+79160000002,2026-11-01 10:00\n' | crm-lead-add -q | crm-assign -q >/dev/null
}

task_of() { printf '%s\n' "$1" | sed -n 's/^1,\([0-9]*\),.*/\1/p'; }

@test "a task is for the lead's owner, once" {
	exits 0 crm-task-add -q 1 kind=call due='2026-11-24 10:00' text='про ипотеку' minutes=15
	task=$(task_of "$out")
	is "$out" "row,task,verdict,reason,lead,manager,due
1,$task,done,,1,ivanov,2026-11-24T10:00:00+03:00"
	is "$(crm-task-add -q 1 kind=call due='2026-11-24 10:00' text='про ипотеку')" "row,task,verdict,reason,lead,manager,due
1,$task,known,,1,ivanov,2026-11-24T10:00:00+03:00"
	is "$(crm-task-add -q 1 kind=call due=+1h -o verdict,due)" 'verdict,due
done,2026-11-23T19:00:00+03:00'
}

@test "a task without a lead is for who is named, or who acts" {
	exits 65 crm-task-add -q -U root kind=report due=+1d -o verdict
	is "$(crm-task-add -q -U kim kind=report due=+1d -o verdict,lead,manager)" 'verdict,lead,manager
done,,kim'
	is "$(crm-task-add -q -U kim kind=report due=+1d -o verdict)" 'verdict
known'
	is "$(crm-task-add -q manager=petrova kind=report due=+1d -o verdict,manager)" 'verdict,manager
done,petrova'
	exits 65 crm-task-add -q manager=who kind=report due=+1d -o verdict
	exits 65 crm-task-add -q 1 kind=call due=someday -o verdict,reason
	is "$out" 'verdict,reason
rejected,not a time: «someday»'
}

@test "done, put off, done again" {
	exits 0 crm-task-add -q 1 kind=call due=2026-11-24
	task=$(task_of "$out")
	is "$(crm-task-done -q "$task" next_due=2026-11-25 result='не дозвонился')" "row,task,verdict,reason,lead
1,$task,done,,1"
	is "$(crm-task-done -q "$task" next_due=2026-11-25 -o verdict)" 'verdict
known'
	is "$(crm-tasks -o task,due)" "task,due
$task,2026-11-25T18:00:00+03:00"
	is "$(crm-task-done -q "$task" result=ok -o verdict)" 'verdict
done'
	is "$(crm-task-done -q "$task" result=ok -o verdict)" 'verdict
known'
	is "$(crm-tasks -o task)" 'task'
	exits 65 crm-task-done -q 9999
	is "$out" 'row,task,verdict,reason,lead
1,,rejected,no such task: «9999»,'
	crm-db check >/dev/null
}

@test "the worklist: what is overdue first, late in working hours" {
	crm-task-add -q 2 kind=visit due=+1d >/dev/null
	crm-task-add -q 1 kind=call due='2026-11-20 16:00' >/dev/null
	is "$(crm-tasks -o lead,client,name,manager,kind,due,late_hours)" 'lead,client,name,manager,kind,due,late_hours
1,1,A,ivanov,call,2026-11-20T16:00:00+03:00,11
2,2,B,petrova,visit,2026-11-24T18:00:00+03:00,0'
	is "$(crm-tasks --overdue -o lead)" 'lead
1'
	is "$(crm-tasks --kind VISIT -o lead)" 'lead
2'
	is "$(crm-tasks --due today -o lead)" 'lead
1'
	is "$(crm-tasks --due 2026-11-24 -o lead)" 'lead
1
2'
	is "$(crm-tasks -m petrova -o lead)" 'lead
2'
	is "$(crm-tasks -u south -o lead)" 'lead'
	exits 64 crm-tasks --due someday
}

@test "the worklist of another moment, from the journal" {
	exits 0 crm-task-add -q 1 kind=call due='2026-11-24 10:00'
	task=$(task_of "$out")
	now=$(crm-tasks)
	is "$(crm-tasks --known-at 2026-11-24)" "$now"
	CRM_NOW=2026-11-25T10:00:00+03:00 crm-task-done -q "$task" >/dev/null
	is "$(crm-tasks)" 'task,lead,client,name,manager,kind,due,late_hours,text'
	is "$(crm-tasks --known-at 2026-11-24)" "$now"
	is "$(crm-tasks -T 2026-11-22)" 'task,lead,client,name,manager,kind,due,late_hours,text'
}

@test "from the inquiry to a task in one pipeline" {
	is "$(printf 'name,phone\nN,+79160000009\n' | crm-lead-add -q | crm-assign -q | crm-task-add -q kind=call due=+1h - -o verdict,lead,manager,due)" \
		'verdict,lead,manager,due
done,3,kim,2026-11-23T19:00:00+03:00'
}

@test "the worklist takes no numbers" {
	exits 64 crm-tasks 5
	is "$err" 'crm-tasks: what is «5»? this list takes options only'
}
