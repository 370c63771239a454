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

# What the journal says is what the tables hold, and taking the last batch back leaves no trace of it.
undoes() {
	local batch
	crm-db check >/dev/null
	batch=$(sql 'SELECT max(batch) FROM batch')
	exits 0 crm-undo -q "$batch"
	is "$(crm-tasks)" "$1"
	crm-db check >/dev/null
	exits 0 crm-undo -q "$((batch + 1))"
}

@test "a task is given to another, put off, said in other words" {
	exits 0 crm-task-add -q 1 kind=call due='2026-11-24 10:00' text='про ипотеку' minutes=15
	task=$(task_of "$out")
	was=$(crm-tasks)
	is "$(crm-task-set -q "$task" manager=kim due='2026-11-25 12:00' text='про рассрочку' minutes=30)" \
		"row,task,verdict,reason,lead,manager,due
1,$task,done,,1,kim,2026-11-25T12:00:00+03:00"
	is "$(crm-tasks -o task,lead,manager,kind,due,text)" "task,lead,manager,kind,due,text
$task,1,kim,call,2026-11-25T12:00:00+03:00,про рассрочку"
	is "$(sql "SELECT minutes FROM task")" 30
	is "$(sql "SELECT old, new FROM event WHERE event = (SELECT max(event) FROM event)")" \
		'{"manager":"ivanov","due":"1795503600","minutes":"15","text":"про ипотеку"}|{"manager":"kim","due":"1795597200","minutes":"30","text":"про рассрочку"}'
	undoes "$was"
	is "$(crm-tasks -o manager)" 'manager
kim'
}

@test "what is so already is known, and what is left out stays" {
	exits 0 crm-task-add -q 1 kind=call due='2026-11-24 10:00' text='про ипотеку'
	task=$(task_of "$out")
	is "$(crm-task-set -q "$task" manager=ivanov due='2026-11-24 10:00' text='про ипотеку' -o verdict)" 'verdict
known'
	is "$(crm-task-set -q "$task" -o verdict,due)" 'verdict,due
known,2026-11-24T10:00:00+03:00'
	is "$(crm-task-set -q "$task" due=+1h -o verdict,manager,due)" 'verdict,manager,due
done,ivanov,2026-11-23T19:00:00+03:00'
	is "$(crm-tasks -o text)" 'text
про ипотеку'
	crm-task-done -q "$task" >/dev/null
	is "$(crm-task-set -q "$task" manager=kim -o verdict,reason,manager)" 'verdict,reason,manager
known,the task is done,ivanov'
}

@test "a list of tasks repeats what stands: there the operand is the wish, elsewhere the row" {
	printf 'lead,kind,due,manager\n1,call,2026-11-24 10:00,kim\n2,visit,2026-11-25 10:00,kim\n,report,2026-11-26 10:00,petrova\n' |
		crm-task-add -q >/dev/null
	is "$(crm-tasks -m kim | crm-task-set -q manager=ivanov due=+1d - -o verdict,manager,due)" 'verdict,manager,due
done,ivanov,2026-11-24T18:00:00+03:00
done,ivanov,2026-11-24T18:00:00+03:00'
	is "$(crm-tasks -f tsv -m ivanov | crm-task-set -q text=срочно - -o verdict)" 'verdict
done
done'
	is "$(crm-tasks | crm-task-set -q -o verdict)" 'verdict
known
known
known'
	is "$(crm-tasks -o task,manager | sed 's/ivanov/kim/' | crm-task-set -q manager=petrova - -o manager)" 'manager
kim
kim
petrova'
	is "$(crm-tasks -o lead,manager,text)" 'lead,manager,text
1,kim,срочно
2,kim,срочно
,petrova,'
	crm-db check >/dev/null
}

@test "a task is not given to who has left, nobody knows, or for a time that is none" {
	exits 0 crm-task-add -q 1 kind=call due='2026-11-24 10:00'
	task=$(task_of "$out")
	crm-conf put -q manager manager=kim left=2026-11-23 >/dev/null
	exits 65 crm-task-set -q "$task" manager=kim -o reason
	is "$out" 'reason
kim does not work here now'
	exits 65 crm-task-set -q "$task" manager=ivanow -o verdict
	exits 65 crm-task-set -q "$task" due=someday -o reason
	is "$out" 'reason
not a time: «someday»'
	exits 65 crm-task-set -q "$task" minutes=-5 -o verdict
	exits 65 crm-task-set -q 9999 manager=petrova -o reason
	is "$out" 'reason
no such task: «9999»'
	is "$(crm-log 1 -o kind | tail -1)" task.added
	is "$(crm-tasks -o manager,due)" 'manager,due
ivanov,2026-11-24T10:00:00+03:00'
}

@test "the worklist of another moment knows whose a task was, and deadlines whose it was late with" {
	exits 0 crm-task-add -q 1 kind=call due='2026-11-23 19:00'
	task=$(task_of "$out")
	CRM_NOW=2026-11-24T09:00:00+03:00 crm-task-set -q "$task" manager=kim >/dev/null
	export CRM_NOW=2026-11-24T10:00:00+03:00
	is "$(crm-tasks -o manager)" 'manager
kim'
	is "$(crm-tasks --known-at 2026-11-23 -o manager)" 'manager
ivanov'
	is "$(crm-sla --clock task -o task,manager,state)" "task,manager,state
$task,kim,breached"
	is "$(crm-sla --compliance --clock task -g manager -p 2026-11-23 -o clock,group,due,breached)" 'clock,group,due,breached
task,ivanov,1,1'
	CRM_NOW=2026-11-24T11:00:00+03:00 crm-task-set -q "$task" due='2026-11-24 12:00' >/dev/null
	is "$(crm-sla --clock task -o manager,deadline,state)" 'manager,deadline,state
kim,2026-11-24T12:00:00+03:00,waiting'
}

@test "a list of leads repeats owner and stage: the operand is the wish there too" {
	is "$(crm-leads -m ivanov | crm-task-add -q kind=call due=+1h manager=petrova - -o verdict,lead,manager)" 'verdict,lead,manager
done,1,petrova'
	is "$(crm-leads -m ivanov | crm-move -q stage=meeting --force - -o verdict,lead,to)" 'verdict,lead,to
done,1,meeting'
	crm-leads | crm-touch-add -q kind=call manager=kim - >/dev/null
	is "$(sql "SELECT DISTINCT json_extract(new, '\$.manager') FROM event WHERE new LIKE '%\"kind\":\"call\"%' AND new NOT LIKE '%due%'")" kim
	crm-lose -q 1 reason=price >/dev/null
	is "$(crm-leads --state lost | crm-return -q manager=kim stage=qualified - -o lead,stage,manager)" 'lead,stage,manager
1,qualified,kim'
	is "$(crm-leads 1 2 | sed '1!s/$/x/; s/,x$/,/' | crm-win -q amount=5000000 - -o lead,verdict)" 'lead,verdict
1,done
2,done'
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
	is "$(crm-tasks --today -o lead)" "$(crm-tasks --due today -o lead)"
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
