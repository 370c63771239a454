#!/usr/bin/env bats
# crm-lights: the traffic light of working clients.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

heading=client,name,manager,light,reasons,interest,overdue_hours,next_task,profile_pct,contacts_pct,fix

# Now is monday 2026-11-23 18:00.
prepare_file() {
	staff
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,email,project,payment,family,manager,at
		Анна,+79160000001,a@x.example,Парк,ипотека,пара,ivanov,2026-11-02 10:00
		Борис,+79160000002,,,,,petrova,2026-11-02 10:00
		Вера,+79160000003,v@x.example,Парк,ипотека,,kim,2026-11-02 10:00
		Глеб,+79160000004,g@x.example,Парк,ипотека,,kim,2026-11-02 10:00
		,+79160000005,,,,,,2026-11-02 10:00
	CSV
}

task() {
	local lead=$1 due=$2
	shift 2
	crm-task-add -q "$lead" kind=call due="$due" -f tsv -o task "$@" | tail -n 1
}

@test "colours, reasons and what puts it right" {
	late=$(task 1 '2026-11-20 17:00')
	soon=$(task 2 '2026-11-24 10:00')
	task 3 '2026-11-24 11:00'
	crm-lose -q 4 reason=price >/dev/null
	left=$(task 4 '2026-11-25 10:00')
	is "$(crm-lights)" "$heading
1,Анна,ivanov,red,overdue no_next_task,1,10.0,,100,100,crm-task-done $late
4,Глеб,kim,red,no_interest,0,0.0,2026-11-25T10:00:00+03:00,75,100,crm-return 4
2,Борис,petrova,yellow,\"profile:project,payment,family contacts:email\",1,0.0,2026-11-24T10:00:00+03:00,25,50,\"crm-task-add kind=call due=+1h lead=2 text='project,payment,family'\"
5,,,yellow,\"no_next_task profile:name,project,payment,family contacts:email\",1,0.0,,0,50,crm-task-add kind=call due=+1h lead=5
3,Вера,kim,green,,1,0.0,2026-11-24T11:00:00+03:00,75,100,"
	# Nobody works on him any more.
	crm-task-done -q "$left" "$soon" >/dev/null
	is "$(crm-lights -m kim -o client)" 'client
3'
}

@test "a task of friday evening is not a weekend late, and grace ends in working hours" {
	task 1 '2026-11-20 17:00'
	at() { CRM_NOW=$1+03:00 crm-lights -m ivanov -o light,reasons,overdue_hours | tail -n 1; }
	is "$(at 2026-11-20T17:00:00)" 'green,,0.0'
	is "$(at 2026-11-20T17:30:00)" 'yellow,late no_next_task,0.5'
	is "$(at 2026-11-22T12:00:00)" 'yellow,late no_next_task,1.0'
	is "$(at 2026-11-23T10:00:00)" 'yellow,late no_next_task,2.0'
	is "$(at 2026-11-23T12:00:00)" 'yellow,late no_next_task,4.0'
	is "$(at 2026-11-23T12:00:01)" 'red,overdue no_next_task,4.0'
	printf 'key,value\nlight.grace_hours,5\n' | crm-conf put setting -q >/dev/null
	is "$(at 2026-11-23T12:00:01)" 'yellow,late no_next_task,4.0'
}

@test "the fix, run as it is printed, takes the reason away" {
	task 1 '2026-11-20 17:00'
	crm-lose -q 4 reason=price >/dev/null
	task 4 '2026-11-25 10:00'
	for client in 1 4 5; do
		fix=$(crm-lights -f tsv -o client,fix | sed -n "s/^$client	//p")
		before=$(crm-lights -f tsv -o client,reasons | sed -n "s/^$client	\([^ ]*\).*/\1/p")
		sh -c "$fix -q -U ivanov" >/dev/null
		after=$(crm-lights -f tsv -o client,reasons | sed -n "s/^$client	//p")
		case " $after " in *" $before "*) printf '# %s: %s: %s\n' "$client" "$before" "$after" >&3 && return 1 ;; esac
	done
}

# The same by SQL; all due times lie within working hours of this week, so that late hours are plain ones.
@test "the figures of a department against another way to find them" {
	for i in 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		manager=ivanov email="" payment=""
		[ $((i % 2)) = 0 ] && manager=petrova
		[ $((i % 3)) = 0 ] && email=c$i@x.example
		[ $((i % 5)) = 0 ] && payment=наличные
		printf '%s,+7916000%04d,%s,Лес,%s,%s,2026-11-03\n' "К$i" $i "$email" "$payment" $manager
	done | sed '1i name,phone,email,project,payment,manager,at' | crm-lead-add -q >/dev/null
	for i in 6 7 8 9 10 11 12 13; do
		task $i "2026-11-23 $((i + 4)):00"
		task $i "2026-11-$((17 + i)) 12:00"
	done >/dev/null
	task 1 '2026-11-30 12:00' >/dev/null
	crm-lose -q 10 11 16 reason=price >/dev/null
	# A second inquiry of a client, with what was not known before.
	printf 'name,phone,email,payment,family,project\nК8,+79160000008,k8@x.example,ипотека,пара,Сад\n' | crm-lead-add -q >/dev/null
	sql "SELECT 'client,manager,light,interest,overdue_hours,profile_pct,contacts_pct' UNION ALL
	SELECT * FROM (
		WITH late AS (
			SELECT client, max(0.0, max(1795446000 - due) / 3600.0) AS hours, max(due) > 1795446000 AS next
			FROM task WHERE done_at IS NULL GROUP BY client
		), working AS (
			SELECT c.client, c.filled, coalesce(late.hours, 0.0) AS hours, coalesce(late.next, 0) AS next,
				(SELECT count(*) FROM lead WHERE client = c.client AND state = 0) AS interest,
				(SELECT count(*) > 0 FROM phone WHERE client = c.client) + (SELECT count(*) > 0 FROM email WHERE client = c.client) AS contacts,
				(c.filled & 1) + (c.filled >> 1 & 1) + (c.filled >> 2 & 1) + (c.filled >> 3 & 1) AS profile,
				coalesce((SELECT m.manager FROM lead l JOIN manager m ON m.id = l.manager WHERE l.client = c.client AND l.state = 0),
					(SELECT m.manager FROM task t JOIN manager m ON m.id = t.manager WHERE t.client = c.client), '') AS manager
			FROM client c LEFT JOIN late ON late.client = c.client
		), lit AS (
			SELECT *, CASE WHEN hours > 4 OR interest = 0 THEN 'red' WHEN hours > 0 OR NOT next OR profile * 25 < 60 OR contacts * 50 < 80
				THEN 'yellow' ELSE 'green' END AS light
			FROM working WHERE interest > 0 OR client IN (SELECT client FROM late)
		)
		SELECT client || ',' || manager || ',' || light || ',' || interest || ',' || printf('%.1f', hours) || ',' || (profile * 25) || ',' || (contacts * 50)
		FROM lit ORDER BY instr('red yellow green', light), hours DESC, client)" >wanted
	is "$(crm-lights -o client,manager,light,interest,overdue_hours,profile_pct,contacts_pct)" "$(cat wanted)"
	for light in red yellow green; do
		grep -q ",$light," wanted
	done
	is "$(crm-lights -u north -o client | sort)" "$({ echo client; grep -E 'ivanov|petrova' wanted | cut -d, -f1; } | sort)"
}

@test "both roads give the same rows" {
	task 1 '2026-11-20 17:00'
	putoff=$(task 2 '2026-11-20 10:00')
	crm-task-done -q "$putoff" next_due=2026-11-26 >/dev/null
	gone=$(task 3 '2026-11-20 10:00')
	crm-task-done -q "$gone" >/dev/null
	crm-lose -q 4 reason=price >/dev/null
	task 4 '2026-11-25 10:00'
	crm-assign -q 5 >/dev/null
	now=$(crm-lights)
	is "$(crm-lights -T 2026-11-23)" "$now"
	is "$(crm-lights --known-at 2026-11-23)" "$now"
	is "$(crm-lights -T 2026-11-23 --ids yellow)" "$(crm-lights --ids yellow)"
	# Four weeks ago nobody had come; three weeks ago they had, and nothing was to be done yet.
	is "$(crm-lights -T 2026-10-30)" "$heading"
	is "$(crm-lights -T 2026-11-02 -o client,light,reasons)" 'client,light,reasons
1,yellow,no_next_task
2,yellow,"no_next_task profile:project,payment,family contacts:email"
3,yellow,no_next_task
4,yellow,no_next_task
5,yellow,"no_next_task profile:name,project,payment,family contacts:email"'
}

@test "an exit status to stop a script at" {
	exits 0 crm-lights --fail-on red
	exits 1 crm-lights --fail-on yellow
	task 1 '2026-11-20 17:00'
	exits 1 crm-lights --fail-on red
	is "$out" "$(crm-lights)"
	nothing "$err"
	exits 0 crm-lights --fail-on red -m petrova
	exits 1 crm-lights --fail-on red -f text
	exits 64 crm-lights --fail-on grey
	is "$err" 'crm-lights: --fail-on is red, yellow or green, not «grey»'
}

@test "the leads behind a colour, into another command" {
	task 1 '2026-11-20 12:00'
	task 3 '2026-11-20 11:00'
	printf 'name,phone,project\nВера,+79160000003,Сад\n' | crm-lead-add -q >/dev/null
	is "$(crm-lights --ids red)" 'lead,client,manager,state,stage
3,3,kim,open,new
1,1,ivanov,open,new'
	is "$(crm-lights --ids green)" 'lead,client,manager,state,stage'
	is "$(crm-lights --ids red | crm-lose -q -n reason=stale - | sed 's/: [0-9]*//')" 'row,lead,verdict,reason,stage
1,3,done,ends its open tasks,new
2,1,done,ends its open tasks,new'
	is "$(crm-lights --ids red -m ivanov -o lead)" 'lead
1'
	exits 64 crm-lights --ids grey
}

@test "what a light cannot tell" {
	exits 64 crm-lights --variant warm
	is "$err" 'crm-lights: no variant «warm»: clients'
	is "$(crm-lights --variant clients)" "$(crm-lights)"
	exits 64 crm-lights -p mtd
	exits 64 crm-lights -g manager
	exits 64 crm-lights 5
	is "$err" 'crm-lights: what is «5»? this list takes options only'
}

@test "a page for people" {
	task 1 '2026-11-20 17:00'
	printf 'name,phone,manager\n<b>&,+79160000006,ivanov\n' | crm-lead-add -q >/dev/null
	task 6 '2026-11-23 10:00'
	is "$(crm-lights -f text --lang en | sed '/^2026-/,$d')" "Traffic light of clients: red 2, yellow 4, green 0

By manager
  manager                  red  yellow    green      red share  light
  Иванов Иван                2       0        0  100% (34–100)  red
  without an owner           0       1        0      0% (0–79)  green
  Петрова Анна               0       1        0      0% (0–79)  green
  Ким Олег                   0       2        0      0% (0–66)  green
  Total                      2       4        0    33% (10–70)  yellow

Red clients
  1. 1 Анна – Иванов Иван: a task is 10 working hours late; no next task
     $(crm-lights -m ivanov -f tsv -o fix | sed -n 2p)
  2. 6 <b>& – Иванов Иван: a task is 8 working hours late; no next task;
     the profile lacks project, payment, family; the contacts lack email
     $(crm-lights -m ivanov -f tsv -o fix | sed -n 3p)"
	page=$(crm-lights -f html --lang en)
	[[ $page == '<!DOCTYPE html>'*'<li>6 &lt;b&gt;&amp; – Иванов Иван: a task is 8 working hours late;'*'</html>' ]]
	[[ $page != *'<b>'* && $page != *'<script'* && $page != *'http:'* && $page != *'https:'* ]]
	is "$(crm-lights -f text -m kim --lang en | sed -n '/^Red/,/^$/p')" 'Red clients
  none'
}

@test "a page shows twenty and tells how many more" {
	for i in $(seq 10 34); do printf 'N%d,+791600001%02d,kim\n' "$i" "$i"; done | sed '1i name,phone,manager' | crm-lead-add -q >/dev/null
	crm-leads -m kim -o lead | crm-task-add -q kind=call due='2026-11-20 12:00' - >/dev/null
	is "$(crm-lights -f text --lang en | grep -c '^ *[0-9]*\. ')" 20
	is "$(crm-lights -f text --lang en | grep more)" '     and 7 more: crm-lights --ids red'
	is "$(crm-lights --ids red | wc -l)" 28
}
