#!/usr/bin/env bats
# crm-sla: deadlines in working time, who is late, how many were met, and who is told.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() { staff; }
prepare() { columns=clock,lead,manager,started,deadline,left_min,state; }

# At the hour of that day of November: now HH:MM, now DD HH:MM
now() { export CRM_NOW=2026-11-$([ $# = 2 ] && echo "$1" || echo 23)T${*: -1}:00+03:00; }
lead() {
	leads=$((${leads:-0} + 1))
	crm-lead-add -q name="Лид $leads" phone="8916$(printf %07d "$leads")" "$@" >/dev/null
}
# The clocks as "clock lead deadline left state", deadlines without year and zone
list() { crm-sla -f csv -o clock,lead,deadline,left_min,state "$@" | sed '1d; s/2026-//; s/:00+03:00//; s/,/ /g'; }

@test "first response and qualification of a lead: three quarters, the deadline, and beyond" {
	lead manager=ivanov at='2026-11-23 10:00'
	now 10:44
	is "$(list)" 'first_response 1 11-23T11:00 16 waiting
qualify 1 11-24T10:00 496 waiting'
	now 10:45
	is "$(list --clock first_response)" 'first_response 1 11-23T11:00 15 due_soon'
	now 11:00
	is "$(list --clock first_response)" 'first_response 1 11-23T11:00 0 due_soon'
	now 11:01
	is "$(list)" 'first_response 1 11-23T11:00 -1 breached
qualify 1 11-24T10:00 479 waiting'
	now 24 09:30
	is "$(list)" 'first_response 1 11-23T11:00 -450 breached
qualify 1 11-24T10:00 30 due_soon'
}

@test "nights, weekends, holidays, short days and lunch do not count" {
	crm-conf put setting key=workday value='09:00-13:00 14:00-18:00' -q >/dev/null
	crm-conf put calendar -q >/dev/null <<-CSV
		day,kind,intervals
		2026-11-20,short,
		2026-11-23,off,
		2026-11-24,work,10:00-12:00
	CSV
	now 20 16:30
	lead
	lead at='2026-11-20 12:30'
	# The 20th ends at 17:00, the 21st to 23rd are off; lunch lies in the second one's hour.
	is "$(list --clock first_response)" 'first_response 2 11-20T14:30 -120 breached
first_response 1 11-24T10:30 60 waiting'
	# Eight hours: half of one on the 20th, two on the 24th, five and a half on the 25th.
	is "$(list --clock qualify | tail -n 1)" 'qualify 1 11-25T15:30 480 waiting'
}

@test "what is an answer: an outgoing touch or a call, meeting, visit that took place; no note" {
	for i in 1 2 3 4 5 6 7 8 9; do lead at='2026-11-23 10:00'; done
	crm-touch-add -q >/dev/null <<-CSV
		lead,kind,direction,result,at
		1,call,out,no_answer,2026-11-23 10:30
		2,letter,out,,2026-11-23 10:20
		3,call,in,answered,2026-11-23 10:10
		4,call,in,No answer,2026-11-23 10:10
		5,note,out,,2026-11-23 10:10
		6,meeting,,,2026-11-23 11:30
		7,message,in,,2026-11-23 10:10
		8,call,,ПРОПУЩЕННЫЙ,2026-11-23 10:10
		9,visit,in,,2026-11-23 09:50
	CSV
	now 11:40
	is "$(list --clock first_response --all | sort -k 2n)" 'first_response 1 11-23T11:00 30 met
first_response 2 11-23T11:00 40 met
first_response 3 11-23T11:00 50 met
first_response 4 11-23T11:00 -40 breached
first_response 5 11-23T11:00 -40 breached
first_response 6 11-23T11:00 -30 met_late
first_response 7 11-23T11:00 -40 breached
first_response 8 11-23T11:00 -40 breached
first_response 9 11-23T11:00 60 met'
	# Only the client's own missed call asks for a callback.
	is "$(list --clock callback --all)" 'callback 4 11-23T10:30 -70 breached'
}

@test "callback: from the first of several missed calls to the next attempt" {
	lead manager=kim at='2026-11-23 10:00'
	crm-touch-add -q >/dev/null <<-CSV
		lead,kind,direction,result,at
		1,call,in,missed,2026-11-23 11:00
		1,call,in,missed,2026-11-23 11:10
		1,call,out,no_answer,2026-11-23 11:25
		1,call,in,missed,2026-11-23 12:00
		1,call,in,answered,2026-11-23 12:05
		1,call,in,missed,2026-11-23 17:50
	CSV
	is "$(list --clock callback --all)" 'callback 1 11-23T11:20 -5 met_late
callback 1 11-23T12:20 15 met
callback 1 11-24T09:10 10 waiting'
}

@test "what ends a clock and what only closes it" {
	for i in 1 2 3 4 5; do lead manager=ivanov at='2026-11-23 10:00'; done
	crm-disqualify 1 reason=not_target at='2026-11-23 10:30' -q >/dev/null
	crm-disqualify 2 reason=not_target at='2026-11-23 11:30' -q >/dev/null
	crm-disqualify 3 reason=spam at='2026-11-23 11:30' -q >/dev/null
	crm-qualify --force 4 at='2026-11-23 12:00' -q >/dev/null
	crm-lose 5 reason=price at='2026-11-23 17:00' -q >/dev/null
	is "$(list --all | sort)" 'first_response 2 11-23T11:00 -30 breached
first_response 4 11-23T11:00 -420 breached
first_response 5 11-23T11:00 -360 breached
qualify 1 11-24T10:00 510 met
qualify 2 11-24T10:00 450 met
qualify 4 11-24T10:00 420 met
qualify 5 11-24T10:00 120 met
stage 4 11-30T12:00 2340 waiting'
	is "$(list | sort)" 'first_response 4 11-23T11:00 -420 breached
stage 4 11-30T12:00 2340 waiting'
}

@test "no clocks: taken over at a later stage, decided as it came" {
	lead stage=meeting at='2026-11-23 10:00'
	crm-conf put list list=blocked value='8 916 777-00-00' -q >/dev/null
	crm-lead-add -q name=Спам phone='8 916 777-00-00' >/dev/null
	is "$(list --all)" 'stage 1 12-07T10:00 4920 waiting'
}

@test "a stage: from entering it; anew after a return, also at the first" {
	lead manager=ivanov at='2026-11-20 10:00'
	crm-qualify --force 1 at='2026-11-20 11:00' -q >/dev/null
	crm-move 1 stage=meeting at='2026-11-23 11:00' -q >/dev/null
	is "$(list --clock stage --all)" 'stage 1 11-27T11:00 2160 met
stage 1 12-07T11:00 4980 waiting'
	crm-lose 1 reason=price at='2026-11-23 12:00' -q >/dev/null
	is "$(list --clock stage --all)" 'stage 1 11-27T11:00 2160 met'
	crm-return 1 stage=new at='2026-11-23 15:00' -q >/dev/null
	is "$(list)" 'stage 1 11-24T15:00 360 waiting'
}

@test "tasks: done in time, late, put off in time and too late" {
	lead manager=ivanov
	now 09:00
	for due in 10:00 11:00 12:00 13:00 14:00; do crm-task-add 1 kind=call due="2026-11-23 $due" -q >/dev/null; done
	crm-task-add kind=report manager=kim due='2026-11-23 12:00' -q >/dev/null
	mapfile -t t < <(sql 'SELECT task FROM task ORDER BY task')
	now 12:00
	crm-task-done "${t[0]}" at='2026-11-23 09:30' -q >/dev/null
	crm-task-done "${t[1]}" -q >/dev/null
	crm-task-done "${t[2]}" next_due='2026-11-23 15:00' -q >/dev/null
	now 13:30
	crm-task-done "${t[3]}" next_due='2026-11-23 16:00' -q >/dev/null
	now 14:30
	is "$(crm-sla --clock task --all -f tsv -o task,lead,manager,started,deadline,left_min,state | sed "1d; s/2026-11-23T//g; s/:00+03:00//g; s/	/ /g")" "${t[0]} 1 ivanov 09:00 10:00 30 met
${t[1]} 1 ivanov 09:00 11:00 -60 met_late
${t[5]}  kim 09:00 12:00 -150 breached
${t[3]} 1 ivanov 09:00 13:00 -30 breached
${t[4]} 1 ivanov 09:00 14:00 -30 breached
${t[2]} 1 ivanov 12:00 15:00 30 due_soon
${t[3]} 1 ivanov 13:30 16:00 90 waiting"
}

@test "while the owner is away qualify and stage stand still, an answer is due all the same" {
	crm-conf put absence manager=kim from=2026-11-24 to=2026-11-25 kind=отпуск -q >/dev/null
	now 17:00
	lead manager=kim
	lead
	is "$(list | sort)" 'first_response 1 11-23T18:00 60 waiting
first_response 2 11-23T18:00 60 waiting
qualify 1 11-26T17:00 540 waiting
qualify 2 11-24T17:00 540 waiting'
	crm-conf put setting key=sla.absences value=0 -q >/dev/null
	is "$(list --clock qualify)" 'qualify 1 11-24T17:00 540 waiting
qualify 2 11-24T17:00 540 waiting'
}

@test "filters: clock, state, due within, managers, units, period; --fail-on" {
	lead manager=ivanov at='2026-11-23 16:50'
	lead manager=kim at='2026-11-23 17:10'
	now 17:40
	is "$(list --due 15m)" 'first_response 1 11-23T17:50 10 due_soon'
	is "$(list --due 30m | cut -d ' ' -f 2)" '1
2'
	is "$(list --state waiting --clock first_response)" 'first_response 2 11-24T09:10 30 waiting'
	is "$(list -u south --clock qualify)" 'qualify 2 11-24T17:10 510 waiting'
	is "$(list -m ivanov -p 2026-11-23)" 'first_response 1 11-23T17:50 10 due_soon'
	exits 0 crm-sla -q --fail-on breached
	exits 1 crm-sla -q --fail-on due_soon
	now 17:51
	is "$(list --due 30m)" 'first_response 2 11-24T09:10 19 waiting'
	exits 1 crm-sla -q --fail-on breached
	exits 0 crm-sla -q --fail-on breached -m kim
	exits 64 crm-sla --fail-on red
	exits 64 crm-sla --clock firts
	exits 64 crm-sla --state late
	exits 64 crm-sla --due soon
	exits 64 crm-sla --compliance --due 2h
	exits 64 crm-sla --compliance --ids nothing
	exits 64 crm-sla 1
	exits 0 crm-sla --compliance --help
	[[ $out == *'columns out: clock group due met met_late breached rate rate_lo rate_hi median_min p90_min never'* ]]
}

@test "a lead counts for who had it when its deadline fell; the list names who has it now" {
	lead manager=ivanov at='2026-11-23 10:00'
	crm-assign 1 manager=kim -q >/dev/null
	is "$(crm-sla --clock first_response -o manager -f tsv | tail -n 1)" kim
	is "$(crm-sla -p today --clock first_response -o manager -f tsv | tail -n 1)" ivanov
	is "$(crm-sla --compliance -g manager -o clock,group,due,breached,never -f csv)" 'clock,group,due,breached,never
first_response,ivanov,1,1,1.0000'
}

@test "compliance: by deadlines that fell, the median and the nine tenths" {
	for minute in 02 04 06 08 10 12 14 16 18 59; do lead manager=ivanov source=site at="2026-11-23 10:00"; done
	for i in 1 2 3 4 5 6 7 8 9; do echo "$i,call,out,2026-11-23 10:$((i * 5 + 10))"; done |
		sed '1ilead,kind,direction,at' | crm-touch-add -q >/dev/null
	# Came at 17:30: due tomorrow, so that it is not of today.
	lead manager=kim source=ads at='2026-11-23 17:30'
	is "$(crm-sla --compliance -p today --clock first_response -f csv)" 'clock,group,due,met,met_late,breached,rate,rate_lo,rate_hi,median_min,p90_min,never
first_response,,10,9,0,1,0.9000,0.5958,0.9821,35.0,55.0,0.1000'
	is "$(crm-sla --compliance -p today -g source,manager -f csv -o clock,group,due,met)" 'clock,group,due,met
first_response,site/ivanov,10,9'
	is "$(crm-sla --compliance -p today --ids first_response.breached -f csv -o lead,state)" 'lead,state
10,breached'
	is "$(crm-sla --compliance -p today --ids first_response.met -f csv -o lead | wc -l)" 10
	now 24 10:00
	is "$(crm-sla --compliance -p 2026-11-24 --clock first_response -f csv -o due,breached,never)" 'due,breached,never
1,1,1.0000'
	# As it was known and stood the evening before.
	is "$(crm-sla --compliance -p 2026-11-24 --clock first_response -T 2026-11-23 -f csv -o due)" 'due
0'
}

@test "budgets are settings, checked when they are put" {
	for bad in 30 m 1h30m 30s 2w -1h '1 h'; do exits 65 crm-conf put setting key=sla.first_response value="$bad" -q; done
	[[ $out == *'not a span of working time: «1 h» (15m, 4h, 2d; 0m is none)'* ]]
	exits 65 crm-conf put setting key=sla.notify value='qualify tusks' -q
	exits 65 crm-conf put setting key=sla.notify_manager value=yes -q
	crm-conf put setting key=sla.first_response value=2d -q >/dev/null
	crm-conf put setting key=sla.qualify value=0m -q >/dev/null
	crm-conf put setting key=sla.missed value='занято' -q >/dev/null
	lead at='2026-11-23 10:00'
	crm-touch-add 1 kind=call direction=in result=Занято at='2026-11-23 17:00' -q >/dev/null
	is "$(list)" 'callback 1 11-23T17:20 -40 breached
first_response 1 11-25T10:00 600 waiting'
	exits 78 crm-conf lint -q -f csv
	printf '%s\n' "$out$err" >linted
	without sla linted
}

@test "a touch that is taken back answers nothing" {
	lead at='2026-11-23 17:30'
	crm-touch-add 1 kind=call direction=out -q >/dev/null
	nothing "$(list --clock first_response)"
	crm-undo "$(crm-log -o batch -f tsv | tail -n 1)" -q >/dev/null
	is "$(list --clock first_response)" 'first_response 1 11-24T09:30 30 waiting'
}

@test "reports never write" {
	lead manager=ivanov at='2026-11-23 10:00'
	before=$(sha256sum <"$CRM_DB")
	crm-sla -q >/dev/null
	crm-sla --compliance -q >/dev/null
	is "$(sha256sum <"$CRM_DB")" "$before"
	exits 64 crm-sla --not
}

@test "--ids is the list behind a count: without --compliance it says so" {
	for words in "--ids task" "--ids=task.met" "-m ivanov --ids x" "--all --ids task -f json" "--ids task -d /none"; do
		# shellcheck disable=SC2086
		exits 64 crm-sla $words
		[[ $err == *'--ids goes with --compliance'* ]]
	done
	exits 0 crm-sla --ids task --compliance
	is "$(head -n 1 <<<"$out")" 'clock,lead,task,client,name,manager,started,deadline,left_min,state'
}

@test "more deadlines than lie in memory together come in the same order, with their names" {
	crm-demo --leads 18000 --seed 4 | crm-lead-add -q >/dev/null
	crm-sla -f json -o deadline,clock,lead,name >list
	[ "$(wc -l <list)" -gt 31000 ]
	for clock in first_response qualify; do crm-sla --clock $clock -f json -o deadline,clock,lead,name; done |
		sort -t, -s -k1,1 -k2,2 -k3.8,3n >parts
	same list parts
	is "$(cut -d, -f3- list | sort -u | md5sum)" "$(crm-leads --state open -f json -o lead,name | sed 's/^{//' | sort | md5sum)"
	exits 74 env TMPDIR=/nowhere crm-sla
	is "$err" 'crm-sla: cannot keep a temporary file in «/nowhere»: No such file or directory'
	nothing "$out"
}

# --- a second implementation

@test "a life at random beside the definitions: every clock, every figure" {
	for name in unit manager; do crm-conf put "$name" -q <"$root/share/demo/$name.csv" >/dev/null; done
	crm-conf put setting -q >/dev/null <<-CSV
		key,value
		workday,09:00-13:00 14:00-18:00
		sla.first_response,90m
		sla.callback,30m
	CSV
	crm-conf put calendar -q >/dev/null <<-CSV
		day,kind,intervals
		2026-11-12,short,
		2026-11-14,work,10:00-12:00 12:30-15:00
		2026-11-16,off,
	CSV
	crm-conf put absence -q >/dev/null <<-CSV
		manager,from,to,kind
		belova,2026-11-11,2026-11-12,
		kim,2026-11-17,2026-11-24,
		kim,2026-11-20,2026-11-30,
		gromov,2026-11-02,2026-11-03,
	CSV
	python3 "$BATS_TEST_DIRNAME/stir.py" 11 14 20
	# Calls of all sorts, typed in in no order.
	awk 'BEGIN { srand(5); split("missed answered no_answer Пропущен x", r, " "); split("call call call note meeting letter", k, " ")
		print "lead,kind,direction,result,at"
		for (i = 0; i < 500; i++) printf "%d,%s,%s,%s,2026-11-%02d %02d:%02d\n", 1 + rand() * 200, k[1 + int(rand() * 6)],
		    rand() < .7 ? "in" : "out", r[1 + int(rand() * 5)], 9 + rand() * 14, 8 + rand() * 11, rand() * 60 }' |
		crm-touch-add -q >/dev/null || true
	# Whole months and single days, as history and as it was known.
	export PYTHONDONTWRITEBYTECODE=1
	exits 0 python3 "$BATS_TEST_DIRNAME/sla.py"
	is "$(tail -n 1 <<<"$out")" 'all figures are the same'
	figures=$out
	# A period is what of all clocks falls due in it, also of a task that was put off late and then called done before.
	crm-conf put absence -q >/dev/null <<-CSV
		manager,from,to,kind
		sokolov,2026-10-20,2026-11-10,
		petrova,2025-01-01,2025-12-31,
		petrova,2026-11-12,2026-11-13,
	CSV
	due='2026-11-12 10:00'
	task=$(CRM_NOW=2026-11-10T10:00:00+03:00 crm-task-add manager=kim kind=call due="$due" | sed -n 2p | cut -d, -f2)
	crm-task-set -q "$task" due='2026-11-05 10:00' >/dev/null
	crm-task-done -q task="$task" at='2026-11-06 10:00' >/dev/null
	crm-sla --all -o deadline,clock,lead,task,started,manager,left_min,state >all
	finds "^2026-11-12T10:00.*,task,,$task,.*breached" <all
	for day in 2026-10-{25..31} 2026-11-{01..30} 2026-12-{01..10}; do
		is "$(crm-sla -p "$day" -o deadline,clock,lead,task,started,manager,left_min,state)" "$(awk -v day="$day" 'NR == 1 || index($0, day) == 1' all)"
	done
	is "$(crm-sla -p 2026-11-05..2026-11-20 --clock task -o deadline,task)" "$(awk -F, 'NR == 1 || $2 == "task" && $1 >= "2026-11-05" && $1 < "2026-11-20"' all | cut -d, -f1,4)"
	exits 0 crm-db check
	out=$figures
	for seen in 'callback breached' 'callback met' 'callback met_late' 'first_response breached' 'first_response met' 'first_response met_late' \
	    'qualify breached' 'qualify met' 'qualify met_late' 'stage breached' 'stage met' 'stage met_late' 'stage waiting' 'task breached' 'task met'; do
		grep -q "^$seen [0-9]" <<<"$out" || { echo "# no $seen" >&3; false; }
	done
}

# What table clock has and the journal tells of what runs, the journal tells of all.
roads_agree() {
	local args
	for args in "--all" "-p 2026-11" "-p 2026-10 -m kim" "--compliance -p 2026-11" "--compliance -p 2026-10..2026-12 -g manager" "--compliance -p 2026-11-20" \
		"--compliance -p 2026-11 -g source,month" "--compliance -p 2026-11 -u north" "--compliance -p 2026-11 -g stage" "--compliance -p 2026-11 --ids stage.breached"; do
		is "$args $(crm-sla $args)" "$args $(crm-sla $args --known-at 2027-01-01)"
	done
}

@test "both roads agree: after lives at random, merges, undos, somebody forgotten, and when the rules become others" {
	for name in unit manager; do crm-conf put "$name" -q <"$root/share/demo/$name.csv" >/dev/null; done
	python3 "$BATS_TEST_DIRNAME/stir.py" 8 10 15
	awk 'BEGIN { srand(7); split("missed answered Занято Пропущен x", r, " "); split("call call call note meeting", k, " ")
		print "lead,kind,direction,result,at"
		for (i = 0; i < 300; i++) printf "%d,%s,%s,%s,2026-11-%02d %02d:%02d\n", 1 + rand() * 100, k[1 + int(rand() * 5)],
		    rand() < .7 ? "in" : "out", r[1 + int(rand() * 5)], 9 + rand() * 14, 8 + rand() * 11, rand() * 60 }' |
		crm-touch-add -q >/dev/null || true
	[ "$(sql 'SELECT count(DISTINCT kind) FROM clock')" = 4 ]
	[ "$(sql 'SELECT count(*) FROM clock WHERE ended = 0')" -gt 3 ]
	[ "$(sql 'SELECT count(*) FROM clock WHERE ended = 2')" -gt 3 ]
	[ "$(sql 'SELECT count(*) FROM clock WHERE former = -1')" -gt 0 ]
	roads_agree
	crm-merge -q keep=5 drop=9 >/dev/null
	clocks=$(sql 'SELECT * FROM clock')
	CRM_USER=orlova crm-person erase --basis 'запрос 17' -q "$(sql 'SELECT client FROM lead WHERE lead IN (SELECT lead FROM clock WHERE kind = 2) ORDER BY lead LIMIT 1')" >/dev/null
	is "$(sql 'SELECT * FROM clock')" "$clocks"
	last=$(sql 'SELECT max(batch) FROM batch')
	for batch in $(seq "$last" -3 $((last - 40))); do crm-undo -q "$batch" >/dev/null || true; done
	differ "$(sql 'SELECT * FROM clock')" "$clocks"
	roads_agree
	# what they are given is laid on when they are asked for
	clocks=$(sql 'SELECT * FROM clock')
	printf 'key,value\nsla.first_response,3h\nsla.qualify,2h\nsla.callback,5m\nworkday,10:00-16:00\n' | crm-conf put setting -q - >/dev/null
	crm-conf put stage -q stage=meeting target_days=1 >/dev/null
	crm-conf put calendar -q day=2026-11-12 kind=off >/dev/null
	crm-conf put absence -q manager=kim from=2026-11-10 to=2026-11-13 >/dev/null
	is "$(sql 'SELECT * FROM clock')" "$clocks"
	roads_agree
	# which calls were missed, and the order of stages, are part of what happened
	crm-conf put setting -q key=sla.missed value='missed занято' >/dev/null
	differ "$(sql 'SELECT * FROM clock')" "$clocks"
	roads_agree
	crm-conf put stage -q stage=meeting pos=1 >/dev/null
	crm-conf put setting -q key=timezone value=Asia/Vladivostok >/dev/null
	roads_agree
	clocks=$(sql 'SELECT * FROM clock')
	exits 0 crm-db check
	crm-db rebuild -q >/dev/null
	is "$(sql 'SELECT * FROM clock')" "$clocks"
}

@test "a touch changes table clock only where it answers, or a call was missed" {
	now 16 10:00
	lead at='2026-11-16 10:00'
	crm-touch-add -q 1 kind=letter direction=in at='2026-11-16 10:01' >/dev/null
	crm-touch-add -q 1 kind=note direction=out at='2026-11-16 10:02' >/dev/null
	is "$(sql 'SELECT count(*) FROM clock')" 0
	now 16 10:30
	crm-touch-add -q 1 kind=call direction=out at='2026-11-16 10:20' >/dev/null
	rows() { sql "SELECT kind, stopped - started, ended FROM clock ORDER BY kind, started"; }
	is "$(rows)" '0|1200|1'
	# later ones say nothing new; one that was typed in late does
	crm-touch-add -q 1 kind=call direction=out at='2026-11-16 10:25' >/dev/null
	is "$(rows)" '0|1200|1'
	crm-touch-add -q 1 kind=meeting at='2026-11-16 10:10' >/dev/null
	is "$(rows)" '0|600|1'
	crm-touch-add -q 1 kind=call direction=in result=no_answer at='2026-11-16 10:26' >/dev/null
	is "$(rows)" $'0|600|1\n2||0'
	crm-touch-add -q 1 kind=call direction=out at='2026-11-16 10:28' >/dev/null
	is "$(rows)" $'0|600|1\n2|120|1'
	crm-touch-add -q 1 kind=call direction=out at='2026-11-16 10:27' >/dev/null
	is "$(rows)" $'0|600|1\n2|60|1'
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch')" >/dev/null
	is "$(rows)" $'0|600|1\n2|120|1'
	crm-disqualify -q 1 reason=spam >/dev/null
	nothing "$(rows)"
	exits 0 crm-db check
}
