#!/usr/bin/env bats
# crm-leads: the list.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,email,source,project,amount,at
		Иван Петров,8 (916) 123-45-67,,site,Парк,4500000,2026-10-01 10:00
		Анна,,Anna@X.Example,expo,Лес,,2026-11-02 10:00
		Олег,+7 916 222-33-44,,site,,,2026-11-22 10:00
	CSV
	crm-assign -q 1 2 >/dev/null
	crm-move -q 1 stage=meeting at=2026-10-05 >/dev/null
	crm-touch-add -q 2 kind=call at=2026-11-10 >/dev/null
	crm-task-add -q 2 kind=call due=2026-12-01 >/dev/null
	crm-task-add -q 2 kind=call due=2026-11-30 >/dev/null
}

heading=lead,client,name,phone,email,state,stage,manager,source,project,amount,created_at,stage_since,last_touch,next_task,reason

@test "the columns of the contract, in order of lead" {
	is "$(crm-leads)" "$heading
1,1,Иван Петров,+79161234567,,open,meeting,ivanov,site,Парк,4500000.00,2026-10-01T10:00:00+03:00,2026-10-05T00:00:00+03:00,,,
2,2,Анна,,anna@x.example,open,new,petrova,expo,Лес,,2026-11-02T10:00:00+03:00,2026-11-02T10:00:00+03:00,2026-11-10T00:00:00+03:00,2026-11-30T18:00:00+03:00,
3,3,Олег,+79162223344,,open,new,,site,,,2026-11-22T10:00:00+03:00,2026-11-22T10:00:00+03:00,,,"
}

@test "a source or project that nobody has is refused with the nearest, not an empty list" {
	while IFS='|' read -r option word says; do
		exits 64 crm-leads "$option" "$word"
		finds -F "$says" <<<"$err"
		nothing "$out"
	done <<-'ROWS'
		--source|nowhere|there is no source «nowhere»
		--source|siet|no source «siet»: did you mean site?
		--source|Сайтт|there is no source «Сайтт»
		--project|Лось|no project «Лось»: did you mean Лес?
		--project|Набережная|there is no project «Набережная»
	ROWS
	is "$(crm-leads --source 'Сайт' -o lead)" 'lead
1
3'
	is "$(crm-leads --source Звонок -o lead)" lead
	is "$(crm-leads --source '' -o lead)" lead
	is "$(crm-leads --project '' -o lead)" 'lead
3'
}

@test "somebody who is still to come is on the list as he stands now, whatever year was typed" {
	crm-lead-add -q name=Вера phone=89160000004 source=call manager=kim at='2027-11-20 10:00' >/dev/null 2>&1
	crm-lead-add -q name=Глеб phone=89160000005 at='2026-11-23 18:01' >/dev/null 2>&1
	crm-lose -q 1 reason=price at=2026-11-25 >/dev/null 2>&1
	exits 0 crm-leads -o lead,name,state,stage,manager,created_at
	is "$out" 'lead,name,state,stage,manager,created_at
1,Иван Петров,open,meeting,ivanov,2026-10-01T10:00:00+03:00
2,Анна,open,new,petrova,2026-11-02T10:00:00+03:00
3,Олег,open,new,,2026-11-22T10:00:00+03:00
4,Вера,open,new,kim,2027-11-20T10:00:00+03:00
5,Глеб,open,new,,2026-11-23T18:01:00+03:00'
	finds -F 'lead 4: 2027-11-20T10:00:00+03:00' <<<"$err"
	is "$(crm-leads -q 4 -o lead,phone | tail -n 1)" 4,+79160000004
	is "$(crm-leads -q -m kim -o lead | tail -n +2)" 4
	is "$(crm-leads -q --unassigned -o lead | tail -n +2 | paste -s -d ' ')" '3 5'
	is "$(crm-leads -q --source call -o lead | tail -n +2)" 4
	is "$(crm-leads -q --known-at 2026-11-23 -o lead | tail -n +2 | paste -s -d ' ')" '1 2 3 4 5'
	is "$(crm-leads -q -T 2026-11-23 -o lead | tail -n +2 | paste -s -d ' ')" '1 2 3 5'
	crm-assign -q 4 manager=ivanov >/dev/null
	crm-qualify -q 4 >/dev/null
	is "$(crm-leads -q 4 -o stage,manager | tail -n 1)" qualified,ivanov
	is "$(crm-funnel -q -o stage,reached | grep ^new)" new,3
}

@test "filters" {
	crm-lose -q 3 reason=price >/dev/null
	is "$(crm-leads --state open -o lead)" 'lead
1
2'
	is "$(crm-leads --state lost -o lead,reason)" 'lead,reason
3,price'
	is "$(crm-leads --reason price -o lead)" 'lead
3'
	is "$(crm-leads --stage new -o lead)" 'lead
2'
	is "$(crm-leads --stage new --state lost -o lead)" 'lead
3'
	is "$(crm-leads --idle 30d -o lead)" 'lead
1'
	is "$(crm-leads --idle 10d -o lead)" 'lead
1
2'
	is "$(crm-leads --source site -o lead)" 'lead
1
3'
	is "$(crm-leads --source call -o lead)" 'lead'
	is "$(crm-leads --project Лес -o lead)" 'lead
2'
	is "$(crm-leads -m ivanov -m petrova -o lead)" 'lead
1
2'
	is "$(crm-leads -u north --stage new -o lead)" 'lead
2'
	is "$(crm-leads -p 2026-11 -o lead)" 'lead
2
3'
	is "$(crm-leads 3 1 3 -o lead)" 'lead
1
3'
	exits 64 crm-leads --state opened
	exits 64 crm-leads --stage meting
	exits 64 crm-leads --idle long
	exits 64 crm-leads one
}

@test "A..B is up to, and without, the first day of B" {
	is "$(crm-leads -p 2026-11-02..2026-11-22 -o lead)" 'lead
2'
	is "$(crm-leads -p 2026-10..2026-11 -o lead)" 'lead
1'
	exits 64 crm-leads -p 2026-11-02..2026-11-02
}

@test "an unknown unit is named; options that a list could not obey are refused" {
	is "$(crm-leads -u south -o lead)" lead
	exits 64 crm-leads -u nort
	is "$err" 'crm-leads: no unit «nort»: did you mean north? units: north south'
	printf 'unit,name\nnorth,Север\n' | crm-conf put -q unit >/dev/null
	exits 64 crm-leads -u nort
	is "$err" 'crm-leads: no unit «nort»: did you mean north? units: north south'
	exits 64 crm-leads -g manager
	exits 64 crm-tasks --fail-on red
	exits 64 crm-log -g stage
	exits 64 crm-reanimate -m ivanov
	exits 64 crm-undo -r rejects.csv 3
}

@test "a phone that came later is found, for all leads of the client" {
	printf 'name,phone,email,project\nАнна,+79165550000,anna@x.example,Сад\n' | crm-lead-add -q >/dev/null
	is "$(crm-leads 2 4 -o lead,client,phone,email)" 'lead,client,phone,email
2,2,+79165550000,anna@x.example
4,2,+79165550000,anna@x.example'
}

@test "both roads give the same list" {
	crm-lose -q 3 reason=price >/dev/null
	is "$(crm-leads --known-at 2026-11-24)" "$(crm-leads)"
	is "$(crm-leads --known-at 2026-11-24 --stage new 2)" "$(crm-leads --stage new 2)"
}

@test "as of a day: only what had happened by then" {
	is "$(crm-leads -T 2026-10-03 -o lead,stage,manager,next_task)" 'lead,stage,manager,next_task
1,new,,'
	is "$(crm-leads -T 2026-11-05 -o lead,stage,last_touch)" 'lead,stage,last_touch
1,meeting,
2,new,'
}

@test "phone and address of the client, also when no lead names them: of crm-client-add, of who was merged into him" {
	crm-client-add -q >/dev/null <<-CSV
		client,phone,email
		2,+7 916 000 00 02,other@x.example
		3,,oleg@x.example
	CSV
	is "$(crm-leads -o lead,phone,email)" 'lead,phone,email
1,+79161234567,
2,+79160000002,anna@x.example
3,+79162223344,oleg@x.example'
	crm-merge -q keep=1 drop=3 >/dev/null
	is "$(crm-leads -o lead,name,phone,email)" 'lead,name,phone,email
1,Иван Петров,+79161234567,oleg@x.example
2,Анна,+79160000002,anna@x.example
3,Иван Петров,+79161234567,oleg@x.example'
	is "$(crm-leads -T 2026-11-24 -o lead,phone,email)" "$(crm-leads -o lead,phone,email)"
	crm-merge -q --split 3 >/dev/null
	is "$(crm-leads 1 -o lead,phone,email)" 'lead,phone,email
1,+79161234567,'
}

@test "of who was erased a dash is left" {
	crm-person -q -U orlova --basis 'письмо 5' erase 1 >/dev/null
	is "$(crm-leads 1 -o name,phone,email)" 'name,phone,email
—,—,'
}

@test "a list longer than memory is to hold waits in a file without a name, and comes out whole" {
	crm-demo --leads 20000 | crm-lead-add -q --map <(printf 'from,to\nreceived_at,at\n') >/dev/null
	mkdir spool
	TMPDIR=$PWD/spool crm-leads -f json >all.json
	[ "$(stat -c %s all.json)" -gt 4194304 ]
	is "$(wc -l <all.json)" "$(sql 'SELECT count(*) FROM lead')"
	is "$(sed 's/{"lead":\([0-9]*\),.*/\1/' all.json | md5sum)" "$(sql 'SELECT lead FROM lead ORDER BY lead' | md5sum)"
	nothing "$(ls spool)"
	exits 74 env TMPDIR=/nowhere crm-leads -f json
	is "$err" 'crm-leads: cannot keep a temporary file in «/nowhere»: No such file or directory'
	nothing "$out"
	exits 74 sh -c 'crm-leads >/dev/full'
	# What an index finds is what looking at all of them finds.
	is "$(crm-leads --state open -p 2026-06 -o lead | md5sum)" "$(crm-leads -o lead,state,created_at | awk -F , 'NR == 1 || $2 == "open" && $3 ~ /^2026-06/ { print $1 }' | md5sum)"
	is "$(crm-leads -p 2026-06 -o lead | md5sum)" "$(crm-leads -o lead,created_at | awk -F , 'NR == 1 || $2 ~ /^2026-06/ { print $1 }' | md5sum)"
}
