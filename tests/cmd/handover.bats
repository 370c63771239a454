#!/usr/bin/env bats
# A manager leaves or is away: leads and open tasks go together, and nobody waits for who is not here.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	crm-conf put -q manager >/dev/null <<-CSV
		manager,name,email,role
		ivanov,Иванов,ivanov@dept.example,manager
		kim,Ким,kim@dept.example,manager
		orlova,Орлова,orlova@dept.example,head
	CSV
	printf 'name,phone\nA,89160000001\nB,89160000002\nC,89160000003\nD,89160000004\n' |
		crm-lead-add -q | crm-assign -q - | crm-task-add -q kind=call due=2026-11-20 - >/dev/null
}

leaves() { crm-conf put -q manager manager="$1" left="${2:-2026-11-23}" >/dev/null; }
away() { crm-conf put -q absence manager="$1" from="${2:-2026-11-20}" to="${3:-2026-11-30}" >/dev/null; }
tasks() { crm-tasks -o lead,manager | tail -n +2 | sort | paste -sd ' '; }
owners() { crm-leads -o lead,manager --state open | tail -n +2 | paste -sd ' '; }
batch() { sql 'SELECT max(batch) FROM batch'; }
# What was done is in the journal, and taking it back leaves no trace of it.
undoes() {
	crm-db check >/dev/null
	exits 0 crm-undo -q "$(batch)"
	crm-db check >/dev/null
	is "$(owners)" '1,ivanov 2,kim 3,ivanov 4,kim'
	is "$(tasks)" '1,ivanov 2,kim 3,ivanov 4,kim'
	hash=$(crm-db check --hash)
	crm-db rebuild >/dev/null
	is "$(crm-db check --hash)" "$hash"
}

@test "a list of a leaver's leads is handed over, with the open tasks" {
	leaves kim
	exits 0 crm-assign -q manager=ivanov - < <(crm-leads -m kim)
	tasks=$(sql 'SELECT group_concat(task) FROM task WHERE lead IN (2, 4)')
	is "$out" "row,lead,verdict,reason,manager,method
1,2,done,with its open tasks: ${tasks%,*},ivanov,named
2,4,done,with its open tasks: ${tasks#*,},ivanov,named"
	is "$(tasks)" '1,ivanov 2,ivanov 3,ivanov 4,ivanov'
	nothing "$(crm-tasks --overdue -m kim | tail -n +2)"
	undoes
}

@test "a list in any shape repeats the owner; a file that wishes somebody else is heard" {
	for shape in "-f csv" "-f tsv" "--excel" "-o lead,manager" "-o manager,stage,lead" "-o lead"; do
		# shellcheck disable=SC2086
		is "$(crm-leads -m kim $shape | crm-assign -qn manager=ivanov - -o lead,verdict,manager | tail -n +2 | paste -sd ' ')" \
			'2,done,ivanov 4,done,ivanov'
	done
	is "$(printf 'lead,manager\n2,orlova\n4,kim\n1,\n3,kim\n' | crm-assign -qn manager=ivanov - -o lead,verdict,manager)" \
		'lead,verdict,manager
2,done,orlova
4,done,ivanov
1,known,ivanov
3,done,kim'
	is "$(crm-leads | crm-assign -qn -o verdict | sort | uniq -c | tr -s ' ')" ' 4 known
 1 verdict'
	exits 65 crm-assign -q manager=kimm - -o reason < <(crm-leads -m kim)
	[[ $out == *'no manager «kimm»'* ]]
}

@test "tasks that go and tasks that stay" {
	crm-task-add -q 2 kind=contract due=+1d manager=orlova >/dev/null
	crm-task-add -q 4 kind=visit due=+1d manager=ivanov >/dev/null
	crm-task-add -q kind=report due=+1d manager=kim >/dev/null
	crm-task-done -q "$(sql 'SELECT task FROM task WHERE lead = 4 AND kind = "call"')" >/dev/null
	crm-assign -q 2 4 manager=ivanov >/dev/null
	# what is done stays his who did it, a colleague's task the colleague's
	is "$(crm-tasks -o lead,kind,manager | sort)" ',report,kim
1,call,ivanov
2,call,ivanov
2,contract,orlova
3,call,ivanov
4,visit,ivanov
lead,kind,manager'
	is "$(sql "SELECT m.manager FROM task t JOIN manager m ON m.id = t.manager WHERE t.lead = 4 AND kind = 'call'")" kim
	leaves ivanov
	crm-assign -q 2 manager=kim >/dev/null
	is "$(crm-tasks -o lead,kind,manager | grep '^2')" '2,call,kim
2,contract,orlova'
	crm-db check >/dev/null
}

@test "without a wish a leaver's leads are handed out by the rules" {
	leaves kim 2026-11-20
	is "$(crm-leads --unassigned -o lead,manager)" 'lead,manager
2,kim
4,kim'
	is "$(crm-leads --unassigned -T 2026-11-18 -o lead,manager)" 'lead,manager'
	is "$(crm-leads --unassigned | crm-assign -q -o lead,verdict,reason,manager,method | sed 's/: [0-9]*//')" \
		'lead,verdict,reason,manager,method
2,done,kim left on 2026-11-20; with its open tasks,ivanov,rr
4,done,kim left on 2026-11-20; with its open tasks,ivanov,rr'
	is "$(owners)" '1,ivanov 2,ivanov 3,ivanov 4,ivanov'
	nothing "$(crm-leads --unassigned -o lead | tail -n +2)"
	undoes
}

@test "where nobody is left they wait in the pool, with the reason, and are seen" {
	leaves kim 2026-11-20
	leaves ivanov 2026-11-21
	exits 0 crm-assign -q 2 -o lead,verdict,reason
	is "$out" 'lead,verdict,reason
2,pool,"nobody to hand out to: ivanov left on 2026-11-21, kim left on 2026-11-20, orlova role is head"'
	is "$(crm-leads --unassigned -o lead | tail -n +2 | paste -sd ' ')" '1 2 3 4'
	exits 65 crm-assign -q 2 manager=kim -o reason
	is "$out" 'reason
kim left on 2026-11-20'
	is "$(tasks)" '1,ivanov 2,kim 3,ivanov 4,kim'
	crm-db check >/dev/null
}

@test "a list that names a lead twice hands it over once, whatever report made it" {
	crm-task-add -q kind=meeting due=2026-11-24 1 2 3 4 >/dev/null
	crm-assign -q manager=kim 1 2 3 4 >/dev/null
	local list
	for list in crm-tasks crm-sla 'crm-tasks -o lead,manager' 'crm-tasks -f json' 'crm-tasks --excel'; do
		crm-assign -q manager=kim 1 2 3 4 >/dev/null
		is "$list: $($list -q | crm-assign -q manager=ivanov - -o verdict | sort | uniq -c | tr -s ' ' | paste -s -d ,)" \
			"$list: $($list -q -f csv | tail -n +2 | awk 'END { print " 4 done, " NR - 4 " known, 1 verdict" }')"
		is "$list: $(crm-leads -q -o lead,manager | tail -n +2 | paste -s -d ' ')" "$list: 1,ivanov 2,ivanov 3,ivanov 4,ivanov"
	done
	leaves ivanov 2026-11-20
	exits 0 crm-assign -q -o verdict - < <(crm-tasks -q)
	is "$(sort <<<"$out" | uniq -c | tr -s ' ' | paste -s -d ,)" ' 4 done, 4 known, 1 verdict'
	is "$(crm-leads -q -o manager | sort -u | paste -s -d ' ')" 'kim manager'
	crm-conf put manager -q manager=ivanov left=- >/dev/null
	# Rows that wish something of their own have it, one after the other.
	is "$(printf 'lead,manager\n1,kim\n1,orlova\n2,\n' | crm-assign -q manager=kim - -o verdict,manager | paste -s -d ' ')" \
		'verdict,manager known,kim done,orlova known,kim'
}

@test "a row that names a leaver loses nobody: his while he was here, nobody's since, and never what is here already" {
	leaves kim 2026-11-20
	local heading
	for heading in manager Ответственный; do
		rm -f crm.db-* && cp "$BATS_FILE_TMPDIR/crm.db" . && leaves kim 2026-11-20
		printf 'name,phone,%s,at,stage\nА,89170000001,KIM,2026-10-01,Договор\nБ,89170000002,Kim,2026-11-19 23:59,\nВ,89170000003,kim@dept.example,2026-11-20,\nГ,89170000004,kim,,\nД,89170000005,kim,2026-11-22,Договор\n' \
			"$heading" >rows.csv
		exits 0 crm-lead-add -q -o verdict,reason,manager <rows.csv
		is "$out" 'verdict,reason,manager
added,,kim
added,,kim
added,kim left on 2026-11-20: nobody has it,
added,kim left on 2026-11-20: nobody has it,
added,kim left on 2026-11-20: nobody has it,'
		nothing "$err"
		is "$(crm-leads -m kim -o name,state | grep -E '^(А|Б|В|Г|Д),' | paste -s -d ' ')" 'А,won Б,open'
		is "$(crm-leads --unassigned -o name | grep -E '^(А|Б|В|Г|Д)$' | paste -s -d ' ')" 'Б В Г'
		crm-lead-add -q <rows.csv >again.csv
		is "$(cut -d, -f3 again.csv | sort -u | paste -s -d ' ')" 'known verdict'
		# Somebody's client, and an old row of a leaver: who has him keeps him.
		crm-assign -q manager=ivanov "$(crm-leads -o lead,name -q | grep ',Б$' | cut -d, -f1)" >/dev/null
		is "$(printf 'name,phone,%s,at,comment\nБ,89170000002,kim,2026-11-01,x\n' "$heading" | crm-lead-add -q -o verdict,manager | tail -n 1)" duplicate,ivanov
		exits 0 crm-db check
	done
}

@test "an inquiry of a leaver's client goes to somebody who is here: open, lost, bought" {
	leaves kim 2026-11-20
	is "$(printf 'name,phone,comment\nB,89160000002,снова\n' | crm-lead-add -q -o lead,verdict,reason,manager)" 'lead,verdict,reason,manager
2,duplicate,kim left on 2026-11-20: nobody has it,'
	is "$(crm-leads --unassigned -o lead,manager)" 'lead,manager
2,
4,kim'
	is "$(printf 'name,phone,comment\nD,89160000004,снова\n' | crm-lead-add -q | crm-assign -q | crm-task-add -q kind=call due=+1h - -o lead,manager)" \
		'lead,manager
4,ivanov'
	is "$(crm-tasks -o lead,kind,manager | grep -c '^4,call,ivanov')" 2
	crm-lose -q 2 reason=price >/dev/null
	is "$(printf 'name,phone,comment\nB,89160000002,ещё\n' | crm-lead-add -q | tee added | crm-assign -q -o lead,verdict,manager)" 'lead,verdict,manager
2,done,ivanov'
	is "$(cut -d, -f2-4,6 added)" 'lead,verdict,reason,manager
2,returned,,'
	crm-db check >/dev/null
}

@test "an inquiry of an absent owner's client too; he who is away for an hour keeps what nobody asks after" {
	away kim '2026-11-23 17:00' '2026-11-23 19:00'
	is "$(printf 'name,phone,comment\nB,89160000002,снова\nB,89160000002,и ещё раз\n' | crm-lead-add -q -o lead,verdict,reason,manager)" 'lead,verdict,reason,manager
2,duplicate,kim is absent until 2026-11-23 19:00: nobody has it,
2,duplicate,,'
	is "$(owners)" '1,ivanov 2, 3,ivanov 4,kim'
	is "$(crm-leads --state open | crm-assign -q -o lead,verdict,manager)" 'lead,verdict,manager
1,known,ivanov
2,done,ivanov
3,known,ivanov
4,known,kim'
	is "$(tasks)" '1,ivanov 2,ivanov 3,ivanov 4,kim'
	undone=$(batch)
	crm-undo -q "$undone" >/dev/null
	crm-undo -q $((undone - 1)) >/dev/null
	is "$(owners)" '1,ivanov 2,kim 3,ivanov 4,kim'
	is "$(tasks)" '1,ivanov 2,kim 3,ivanov 4,kim'
	CRM_NOW=2026-11-23T19:00:00+03:00 exits 0 crm-lead-add -q name=B phone=89160000002 comment=вечером -o verdict,manager
	is "$out" 'verdict,manager
duplicate,kim'
	crm-db check >/dev/null
}

@test "who is named in the row of the inquiry gets the lead of who is not here, with the tasks" {
	away kim
	task=$(sql 'SELECT task FROM task WHERE lead = 2')
	is "$(crm-lead-add -q name=B phone=89160000002 comment=снова manager=ivanov -o lead,verdict,reason,manager)" "lead,verdict,reason,manager
2,duplicate,with its open tasks: $task,ivanov"
	is "$(owners)" '1,ivanov 2,ivanov 3,ivanov 4,kim'
	# an owner who is here keeps his
	is "$(crm-lead-add -q name=A phone=89160000001 comment=снова manager=kim -o lead,verdict,reason)" 'lead,verdict,reason
1,duplicate,'
	is "$(owners)" '1,ivanov 2,ivanov 3,ivanov 4,kim'
	crm-db check >/dev/null
	added=$(batch)
	crm-undo -q "$added" >/dev/null
	crm-undo -q $((added - 1)) >/dev/null
	crm-db check >/dev/null
	is "$(owners)" '1,ivanov 2,kim 3,ivanov 4,kim'
	is "$(tasks)" '1,ivanov 2,kim 3,ivanov 4,kim'
}

@test "a lead taken back goes to an owner who is here, else it is handed out" {
	crm-lose -q 1 2 reason=price >/dev/null
	away kim
	is "$(crm-return -q 1 2 -o lead,reason,manager)" 'lead,reason,manager
1,,ivanov
2,kim is absent until 2026-11-30: nobody has it,'
	is "$(crm-leads --unassigned | crm-assign -q -o lead,verdict,manager)" 'lead,verdict,manager
2,done,ivanov'
	crm-lose -q 2 4 reason=price >/dev/null
	# asked for by name he gets it all the same, and a remark
	is "$(crm-return -q 4 manager=kim -o reason,manager)" 'reason,manager
kim is absent until 2026-11-30,kim'
	is "$(crm-leads 2 | crm-return -q manager=kim - -o lead,manager)" 'lead,manager
2,kim'
	crm-db check >/dev/null
}

@test "closing a lead ends its open tasks, and an undo brings both back" {
	task() { sql "SELECT task FROM task WHERE lead = $1 AND kind = 'call'"; }
	is "$(crm-lose -q 1 reason=price -o verdict,reason)" "verdict,reason
done,ends its open tasks: $(task 1)"
	nothing "$(crm-tasks -o lead | grep '^1$' || true)"
	undoes
	is "$(crm-win -q 2 -o reason)" "reason
ends its open tasks: $(task 2)"
	undoes
	is "$(crm-disqualify -q 3 reason=spam -o reason)" "reason
ends its open tasks: $(task 3)"
	undoes
	is "$(crm-move -q 4 stage=contract --force -o reason | grep -o 'ends its open tasks.*')" "ends its open tasks: $(task 4)"
	is "$(tasks)" '1,ivanov 2,kim 3,ivanov'
	undoes
	crm-task-add -q 1 kind=visit due=+1d >/dev/null
	is "$(crm-lose -q 1 reason=price -o reason)" "reason
\"ends its open tasks: $(task 1), $(sql "SELECT task FROM task WHERE kind = 'visit'")\""
	is "$(crm-lose -q 1 reason=price -o verdict,reason)" 'verdict,reason
known,'
	# what ended with its lead is not open again when the lead is
	crm-return -q 1 >/dev/null
	nothing "$(crm-tasks -o lead | grep '^1$' || true)"
	crm-db check >/dev/null
}

@test "a task that ended with its lead was neither done in time nor late, one that was late is" {
	export CRM_NOW=2026-11-23T10:00:00+03:00
	crm-task-add -q 1 kind=visit due='2026-11-24 12:00' >/dev/null
	export CRM_NOW=2026-11-24T09:00:00+03:00
	crm-lose -q 1 2 reason=price >/dev/null
	export CRM_NOW=2026-11-25T09:00:00+03:00
	is "$(crm-sla --compliance --clock task -p 2026-11 -o due,met,met_late,breached)" 'due,met,met_late,breached
4,0,0,4'
	is "$(crm-tasks --known-at 2026-11-23 -o lead,kind | sort)" "$(printf '1,call\n1,visit\n2,call\n3,call\n4,call\nlead,kind')"
	is "$(tasks)" '3,ivanov 4,kim'
}

# --- all that one has

@test "all of a manager: to whom is named, leads and tasks in one run" {
	crm-task-add -q kind=report due=+1d manager=kim >/dev/null
	crm-task-add -q 1 kind=visit due=+1d manager=kim >/dev/null
	call() { sql "SELECT task FROM task WHERE lead = $1 AND kind = 'call'"; }
	for name in kim KIM Ким kim@dept.example; do
		is "$(crm-assign -q -n --all-of "$name" manager=ivanov)" "row,lead,verdict,reason,manager,method
1,2,done,with its open tasks: $(call 2),ivanov,named
2,4,done,with its open tasks: $(call 4),ivanov,named
3,,done,task $(sql "SELECT task FROM task WHERE kind = 'report'"),ivanov,named
4,1,done,task $(sql "SELECT task FROM task WHERE kind = 'visit'"),ivanov,named"
	done
	exits 0 crm-assign --all-of kim manager=ivanov
	[[ $err == *'read 4 = done 4 (batch '* ]]
	nothing "$(crm-leads -m kim --state open -o lead | tail -n +2)"
	nothing "$(crm-tasks -m kim -o task | tail -n +2)"
	is "$(crm-assign -q --all-of kim manager=ivanov -o lead,verdict)" lead,verdict
	crm-db check >/dev/null
	crm-undo -q "$(batch)" >/dev/null
	is "$(owners)" '1,ivanov 2,kim 3,ivanov 4,kim'
	is "$(crm-tasks -m kim -o kind | sort | paste -sd ' ')" 'call call kind report visit'
	crm-db check >/dev/null
}

@test "all of a manager by the rules, whether he is here, absent or gone: never back to him" {
	crm-conf put -q manager manager=petrova >/dev/null
	crm-task-add -q kind=report due=+1d manager=kim >/dev/null
	crm-task-add -q 1 kind=visit due=+1d manager=kim >/dev/null
	report=$(sql "SELECT task FROM task WHERE kind = 'report'")
	for state in true "away kim" "leaves kim"; do
		$state
		is "$(crm-assign -q -n --all-of kim -o lead,verdict,manager,method)" 'lead,verdict,manager,method
2,done,ivanov,rr
4,done,petrova,rr
,pool,kim,
1,done,ivanov,'
	done
	is "$(crm-assign -q -n --all-of kim -o reason | sed -n 4p)" "task $report goes with no lead: name a manager"
	exits 0 crm-assign -q -n -x --all-of kim
	[[ $err == *'lead 2: kim: left on 2026-11-23'* ]]
	leaves petrova
	leaves ivanov
	is "$(crm-assign -q --all-of kim -o lead,verdict,manager)" 'lead,verdict,manager
2,pool,kim
4,pool,kim
,pool,kim
1,pool,kim'
	exits 65 crm-assign -q --all-of kim manager=ivanov -o verdict
	is "$(uniq <<<"$out")" 'verdict
rejected'
	is "$(owners)" '1,ivanov 2,kim 3,ivanov 4,kim'
	crm-db check >/dev/null
}

@test "all of somebody nobody knows, or with rows, is no wish" {
	exits 64 crm-assign --all-of kimm
	[[ $err == *'no manager «kimm»: did you mean kim?'* ]]
	exits 64 crm-assign --all-of kim 2
	exits 64 crm-assign --all kim 2
	exits 64 crm-assign --all-of
	is "$(crm-assign -q --all-of kim manager=kim -o lead,verdict | grep -c known)" 2
	is "$(owners)" '1,ivanov 2,kim 3,ivanov 4,kim'
	run bash -c 'crm-assign --all-of kim manager=ivanov >/dev/full'
	[ "$status" = 74 ]
	crm-db check >/dev/null
}

# --- what still waits for who has left

lint() { crm-conf lint -o table,row,message | grep kim || true; }

@test "crm-conf lint names who has left, with what still waits for him" {
	nothing "$(lint)"
	crm-task-add -q kind=report due=+1d manager=kim >/dev/null
	leaves kim 2026-11-20
	is "$(lint)" 'manager,kim,"kim left on 2026-11-20 and has open leads: 2, open tasks: 3, clients: 2; crm-assign --all-of kim hands leads and tasks over"'
	exits 0 crm-conf lint
	crm-assign -q --all-of kim manager=ivanov >/dev/null
	nothing "$(lint)"
	crm-undo -q "$(batch)" >/dev/null
	# leads that are closed are nobody's work, but whose clients they are is known
	crm-lose -q 2 4 reason=price >/dev/null
	crm-task-done -q "$(sql 'SELECT task FROM task WHERE lead IS NULL')" >/dev/null
	is "$(lint)" "manager,kim,kim left on 2026-11-20 and had clients last: 2; what comes from them is nobody's until crm-assign hands it out"
	crm-return -q 2 4 manager=ivanov >/dev/null
	nothing "$(lint)"
	crm-conf put -q manager manager=kim left=2026-11-24 >/dev/null
	nothing "$(lint)"
}

@test "crm-conf lint names routes, units, plans and rules of who has left" {
	crm-conf put -q unit unit=south head=kim >/dev/null
	crm-conf put -q manager manager=ivanov unit=south >/dev/null
	crm-conf put -q route route=site pos=10 segment=source=site members='ivanov kim' >/dev/null
	crm-conf put -q route route=rest pos=20 members=south >/dev/null
	crm-conf put -q rule rule=own column=manager pattern='^kim$' verdict=spam >/dev/null
	printf 'month,metric,value,manager\n2026-11,leads,5,kim\n2026-12,leads,5,kim\n2026-12,leads,5,ivanov\n' | crm-plan-add -q >/dev/null
	crm-assign -q --all-of kim manager=ivanov >/dev/null
	leaves kim 2026-11-20
	is "$(lint | sort)" 'plan,2026-12,manager: kim left on 2026-11-20
route,site,members: kim left on 2026-11-20
rule,own,pattern: kim left on 2026-11-20
unit,south,head: kim left on 2026-11-20'
}
