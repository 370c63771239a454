# What bad input gets (contract sections 2 and 4): one clear line and the right status, and the good rows go in
load helper

add() { exits "$1" crm-lead-add -o row,verdict; }
names() { sql "SELECT group_concat(name, '|') FROM client"; }

@test "zero bytes: the producer died" {
	add 65 </dev/null
	is "$err" "crm-lead-add: stdin: the input is empty, not even a header: did the program before die?"
}

@test "a header alone is proof of life" {
	add 0 <<<"name,phone"
	is "$out" "row,verdict"
	is "$err" "crm-lead-add: read 0 = added 0"
}

@test "windows-1251, koi8-r and UTF-16 are recognised, and told" {
	for e in CP1251 KOI8-R UTF-16; do
		printf 'имя;телефон\nСемёнов Пётр из %s, очень длинное имя для узнавания букв;\n' "$e" | iconv -f UTF-8 -t "$e" >in.csv
		add 0 <in.csv
		[ "$(wc -l <<<"$err")" = 2 ]
	done
	is "$(names)" "Семёнов Пётр из CP1251, очень длинное имя для узнавания букв|Семёнов Пётр из KOI8-R, очень длинное имя для узнавания букв|Семёнов Пётр из UTF-16, очень длинное имя для узнавания букв"
}

@test "BOM, sep=, semicolons, CRLF, lone CR, blank lines" {
	printf '\xef\xbb\xbfname;phone\r\n\r\nA;1\r\n' >a.csv
	printf 'sep=;\nname;phone\nB;2\n' >b.csv
	printf 'name,phone\rC,3\rD,4\r' >c.csv
	for f in a b c; do add 0 <$f.csv; done
	is "$(names)" "A|B|C|D"
}

@test "quotes, delimiters and line ends inside cells arrive as they were" {
	printf 'name,comment\n"Иван ""Грозный"", царь","две\nстроки"\n' >in.csv
	add 0 <in.csv
	is "$(sql 'SELECT new FROM event WHERE lead = 1')" '{"name":"Иван \"Грозный\", царь","comment":"две\nстроки"}'
}

@test "an unterminated quote stops there; rows before it stay and are counted" {
	printf 'name,phone\nA,1\nB,2\n"C,3\n' >bad.csv
	add 65 <bad.csv
	is "$(names)" "A|B"
	[[ $err == "crm-lead-add: bad.csv: row 3 (line 4)"*"2 rows before were taken in"* ]]
	is "$(tail -1 <<<"$err")" "crm-lead-add: read 2 = added 2 (batch 2)"
}

@test "a field above 1 MiB, a NUL byte: named by row and line" {
	{ printf 'name\nA\n"'; head -c 5000000 /dev/zero | tr '\0' x; printf '"\n'; } >big.csv
	printf 'name\nA\nB\0C\n' >nul.csv
	for f in big nul; do
		add 65 <$f.csv
		[[ $err == *"$f.csv: row 2 (line 3): "* ]]
	done
}

@test "a row that is not UTF-8 is rejected with its column, as it came; the others go in" {
	printf 'имя;Мой столбец;комментарий\nИван;x;1\nМар\xffия;y;2\nПётр;z\xd0;3\nАнна;;4;\xd0\nОльга;;5\n' >utf.csv
	exits 65 crm-lead-add -o row,verdict,reason -r rejects.csv <utf.csv
	is "$out" "$(printf '%s\n' row,verdict,reason 1,added, '2,rejected,not UTF-8: «Мар�ия»' '3,rejected,not UTF-8: «z�»' \
		'4,rejected,not UTF-8: «�»' 5,added,)"
	is "$(names)" "Иван|Ольга"
	is "$err" "$(printf 'crm-lead-add: %s\n' 'utf.csv: row 2 (line 3), column name: not UTF-8: «Мар�ия»' \
		'utf.csv: row 3 (line 4), column Мой столбец: not UTF-8: «z�»' 'utf.csv: row 4 (line 5): not UTF-8: «�»' \
		'read 5 = added 2 + rejected 3 (batch 2)')"
	same rejects.csv <(printf '%s\n' 'имя,Мой столбец,комментарий,reason' $'Мар\xffия,y,2,not UTF-8: «Мар�ия»' \
		$'Пётр,z\xd0,3,not UTF-8: «z�»' $'Анна,,4,\xd0,not UTF-8: «�»')
}

@test "one broken row far inside a file stops nothing, unless all or none is asked" {
	{ printf 'name\n'; for i in $(seq 20000); do echo "Иван $i"; done; printf 'x\xff\nПётр\n'; } >late.csv
	exits 65 crm-lead-add --atomic <late.csv
	is "$(sql 'SELECT count(*) FROM lead')" 0
	add 65 <late.csv
	is "$(tail -2 <<<"$out")" "$(printf '20001,rejected\n20002,added')"
	is "$(head -1 <<<"$err")" "crm-lead-add: late.csv: row 20001 (line 20002), column name: not UTF-8: «x�»"
	is "$(tail -1 <<<"$err")" "crm-lead-add: read 20002 = added 20001 + rejected 1 (batch 2)"
	is "$(sql 'SELECT count(*), max(name) FROM client')" "20001|Пётр"
}

@test "a heading that is not UTF-8, and random bytes, end at once with one line" {
	printf 'имя,\xd0\nИван,1\n' >head.csv
	add 65 <head.csv
	[[ $err == "crm-lead-add: head.csv: header (line 1): byte 0xD0 is not UTF-8"* ]]
	head -c 3000000 /dev/urandom >random.csv
	add 65 <random.csv
	[[ $err == "crm-lead-add: random.csv: "* ]]
	nothing "$(names)"
}

@test "too many cells reject the row, too few are empty" {
	printf 'name,phone\nA,1,extra\nB\nC,2,,\n' >in.csv
	add 65 <in.csv
	is "$out" "$(printf 'row,verdict\n1,rejected\n2,added\n3,added')"
}

@test "a missing required column names what is there" {
	exits 65 crm-lose <<<$'lead\n1'
	[[ $err == *reason* ]]
	exits 65 crm-lose <<<$'lead,raeson\n1,price'
	[[ $err == *reason*raeson* ]]
}

@test "no database, a newer one, one of random bytes, a folder" {
	exits 66 crm-leads -d nowhere.db
	is "$err" "crm-leads: no database «nowhere.db»: make one with crm-db init"
	sqlite3 "$CRM_DB" 'PRAGMA user_version = 99'
	exits 78 crm-leads
	[[ $err == *99* ]]
	head -c 9000 /dev/urandom >random.db
	exits 78 crm-leads -d random.db
	exits 78 crm-leads -d .
}

@test "unknown options, columns, formats, groups name the nearest right one and exit 64" {
	exits 64 crm-lose --reson=x
	exits 64 crm-lose 1 raeson=price
	[[ $err == *"did you mean reason?"* ]]
	exits 64 crm-leads -f cvs
	exits 64 crm-funnel -g managr
	exits 64 crm-leads -o leed
	[[ $err == *lead* ]]
	exits 64 crm-leads -m nobody
	exits 64 crm-funnel -p 2026-13
	exits 64 crm-lead-add name=A name=B
}

@test "data in messages cannot drive the terminal" {
	exits 65 crm-lead-add name=A manager=$'\e]0;owned\a\u009b31m'
	printf '%s\n' "$err" >told
	grep -q ']0;owned' told
	without $'\e\|\a\|\xc2\x9b' told
}

@test "standard output that is full or closed: a clear line, 74, and the row is on disk" {
	run bash -c 'crm-lead-add name=A >/dev/full'
	[ "$status" = 74 ]
	run bash -c 'crm-lead-add name=B >&-'
	[ "$status" = 74 ]
	is "$(names)" "A|B"
	staff
	for c in $(group Reports) leads tasks log conf 'sla --compliance' 'sla --notify -n' sla-notify dups 'kpi-daily -f html' \
		'find A' 'find --route 89160000001' 'find --refresh' 'client 1' 'client -f text 1' 'client --contacts 1' 'assign 1' 'merge keep=1 drop=2' \
		'merge --split 2' 'client-add name=C' 'consent 1 channel=email' 'person -U orlova export 1' 'conf get rule' 'conf lint' \
		'conf what-if list list=blocked value=x' 'db check' 'db stats'; do
		run bash -c "crm-$c >/dev/full"
		[ "$status" = 74 ] || { echo "# crm-$c: $status" >&3; false; }
		run bash -c "crm-$c >&-"
		[ "$status" = 74 ] || { echo "# crm-$c: $status" >&3; false; }
	done
	run bash -c 'crm-leads | head -0'
	nothing "$output"
}

@test "--help and -V need no database and no terminal" {
	for c in "$CRM_BUILD"/bin/*; do
		exits 0 env -i "$c" --help
		[[ $out == usage:* ]]
		exits 0 env -i "$c" -V
		run env -i bash -c '"$0" --help >/dev/full' "$c"
		[ "$status" = 74 ]
	done
}

@test "every command is listed by crm alone, with the summary its own help gives" {
	crm >list
	for c in "$CRM_BUILD"/bin/crm-*; do
		name=$(basename "$c")
		summary=$(grep -F -- "$name " list | sed "s/^ *$name *//")
		[ -n "$summary" ] && "$c" --help | finds -xF -- "$summary" || { echo "# $name: $summary" >&3; false; }
	done
}

@test "a run whose rows are all rejected leaves no batch" {
	batches() { sql 'SELECT count(*) FROM batch'; }
	before=$(batches)
	exits 65 crm-lead-add < <(printf 'name,phone\n,1\n,2\n')
	is "$(tail -n 1 <<<"$err")" 'crm-lead-add: read 2 = rejected 2'
	exits 65 crm-lose 77 reason=price
	exits 65 crm-conf put manager manager=x role=boss
	exits 65 crm-task-set 999 due=+1d
	exits 65 crm-plan-add month=2026-11 metric=joy value=1
	exits 65 crm-merge 1 2
	is "$(batches)" "$before"
	# the first that is taken begins it, and it counts those before
	exits 65 crm-lead-add < <(printf 'name,phone\n,1\nA,89160000001\n')
	[[ $err == *'read 2 = added 1 + rejected 1 (batch '* ]]
	is "$(batches)" $((before + 1))
	is "$(sql 'SELECT counts FROM batch ORDER BY batch DESC LIMIT 1')" 'read 2 = added 1 + rejected 1'
	crm-db check >/dev/null
}

rows() { crm-leads -o name,phone,email | tail -n +2; }

@test "a second heading in a pipe is one: with a mark, in quotes, in another order, with fewer columns" {
	exits 0 crm-lead-add < <(
		printf 'Имя;Телефон;Email\nАнна;89160000001;a@x.example\n'
		printf 'Имя;Телефон;Email\nБорис;89160000002;b@x.example\n'
		printf '\xef\xbb\xbfИмя;Телефон;Email\nВера;89160000003;\n'
		printf '\xef\xbb\xbf"Телефон";"Имя"\n89160000004;"Глеб"\n'
		printf 'Email;Имя;Телефон\nd@x.example;Дана;89160000005\n'
		printf 'Имя;Телефон;Email\n'
	)
	is "$(rows)" "$(printf '%s\n' Анна,+79160000001,a@x.example Борис,+79160000002,b@x.example Вера,+79160000003, Глеб,+79160000004, Дана,+79160000005,d@x.example)"
	is "$(cut -d, -f1 <<<"$out" | tail -n +2 | paste -sd' ')" "1 2 3 4 5"
	# A column that only the second file has is taken as it would be alone.
	exits 0 crm-lead-add -r rejects.csv < <(printf 'Имя;Телефон\nА;89160000011\nИмя;Почта\nБ;x@x.example\nИмя;Телефон\nВ;89160000013\n')
	is "$(rows | tail -3)" "$(printf '%s\n' А,+79160000011, Б,,x@x.example В,+79160000013,)"
	is "$(cat rejects.csv)" "Имя,Телефон,Почта,reason"
	# Lists of our own, one behind the other; a row that only looks like a heading is none.
	exits 0 crm-touch-add kind=call - < <(crm-leads 1; crm-leads -o name,lead 2)
	is "$(cut -d, -f2,3 <<<"$out" | tail -n +2 | paste -sd' ')" "1,done 2,done"
	exits 0 crm-lead-add <<<$'Имя,Комментарий\nИмя,Петров\nКомментарий,Имя'
	is "$(grep -c added <<<"$out")" 1
}

@test "a second heading in other words, letters or language is one too, and stands where its words mean" {
	exits 0 crm-lead-add < <(
		printf 'sep=;\nИмя;Телефон;Email\nАнна;89160000001;a@x.example\n'
		printf 'ИМЯ;ТЕЛЕФОН;EMAIL\nБорис;89160000002;b@x.example\n'
		printf 'sep=;\nphone;name;mail\n89160000003;Вера;v@x.example\n'
		printf '\xef\xbb\xbfsep=;\n\xef\xbb\xbfФИО;Моб. телефон\nГлеб;89160000004\n'
		printf 'Электронная почта;Мобильный;Имя\nd@x.example;89160000005;Дана\n'
	)
	is "$(rows)" "$(printf '%s\n' Анна,+79160000001,a@x.example Борис,+79160000002,b@x.example Вера,+79160000003,v@x.example Глеб,+79160000004, Дана,+79160000005,d@x.example)"
	is "$(cut -d, -f1 <<<"$out" | tail -n +2 | paste -sd' ')" "1 2 3 4 5"
	exits 0 crm-lead-add < <(for i in 6 7; do printf 'Имя;Телефон;Телефон\nЕва%s;8916000000%s;8916000001%s\n' $i $i $i; done)
	is "$(rows | tail -2)" "$(printf '%s\n' Ева6,+79160000006, Ева7,+79160000007,)"
	# A row whose cells are not all such words is a row.
	exits 0 crm-lead-add <<<$'Имя,Комментарий\nКонтакт,двушка\nSeparate,\nКлиент,'
	is "$(grep -c added <<<"$out")" 3
}

@test "another file in the pipe is read by its own heading: other delimiters, new columns, known and unknown" {
	a=$'name,phone\nАнна,89160000001\n'
	exits 0 crm-lead-add -q < <(
		printf '%s' "$a"
		printf 'name;phone;email;Город\nБорис;89160000002;b@x.example;Тула\n'
		printf 'Город,name,phone,email\nОрёл,Вера,89160000003,v@x.example\n'
		printf 'Имя\tТелефон 1\tТелефон 2\nГлеб\t89160000004\t89160000014\n'
		printf 'sep=;\nСумма;Имя;Телефон\n12,5 млн;Дана;89160000005\n'
		printf '%s' 'name|phone|Этаж' $'\nЕва|89160000006|7\n'
	)
	exits 0 crm-lead-add -q -o verdict,reason < <(printf 'name,phone\nЁ,89160000016\n'; printf 'Имя;Телефон;Район\nЖора;89160000017;Юг\n')
	is "$out" $'verdict,reason\nadded,\nadded,'
	is "$(sql "SELECT json_extract(new, '\$.\"Район\"') FROM event WHERE kind = 1 ORDER BY event DESC LIMIT 1")" Юг
	crm-undo -q --last >/dev/null
	is "$(rows)" "$(printf '%s\n' Анна,+79160000001, Борис,+79160000002,b@x.example Вера,+79160000003,v@x.example Глеб,+79160000004, Дана,+79160000005, Ева,+79160000006,)"
	is "$(sql "SELECT group_concat(json_extract(new, '\$.\"Город\"')), group_concat(json_extract(new, '\$.\"phone 2\"')), group_concat(json_extract(new, '\$.\"Этаж\"')) FROM event WHERE kind = 1")" \
		'Тула,Орёл|89160000014|7'
	is "$(sql 'SELECT amount FROM lead WHERE lead = 5')" 1250000000
	[[ $out != *'cut off'* ]]
	# A short row under the first heading is told of; a chunk that began before the second has the old number of cells.
	exits 0 crm-lead-add -o reason < <(printf 'name,phone,comment\nЖ,89160000007,x\nЗ,89160000008\nname,phone,comment,Цвет\nИ,89160000009,y,red\n')
	is "$out" $'reason\n""\n"2 cells, the header has 3: is the file cut off?"\n""'
	# Rejects of both stand under headings of their own, and can be fed back.
	exits 65 crm-lead-add -q -r rejects.csv < <(printf 'name,phone,manager\nК,89160000010,nobody\n'; until grep -q 0010 rejects.csv 2>/dev/null; do sleep 0.02; done; printf 'name;phone;manager;Этаж\nЛ;89160000011;nobody;3\n')
	is "$(cut -d, -f1-3 rejects.csv)" $'name,phone,manager\nК,89160000010,nobody\nname,phone,manager\nЛ,89160000011,nobody'
	sed -n 's/,nobody,/,,/; p' rejects.csv >mended.csv
	exits 0 crm-lead-add -q <mended.csv
	is "$(rows | tail -2)" $'К,+79160000010,\nЛ,+79160000011,'
	is "$(sql "SELECT json_extract(new, '\$.\"Этаж\"') FROM event WHERE kind = 1 ORDER BY event DESC LIMIT 1")" 3
	# What cannot be read so is refused by its row.
	exits 65 crm-lead-add -q < <(printf '%s"name";"phone"\n"М";"89160000012"\n' "$a")
	is "$err" 'crm-lead-add: stdin: row 2 (line 3): its cells are parted by «;», not by «,»: does another file begin here? give each by itself; 1 rows before were taken in'
	exits 65 crm-lead-add -q < <(printf 'name,phone,amount\nН,89160000021,5\nname,phone,"Сумма, т.р."\nО,89160000022,7\n')
	is "$err" 'crm-lead-add: stdin: row 2 (line 3): another file begins here, and its sums are counted by «Сумма, т.р.»: give each file by itself; 1 rows before were taken in'
	# A row that only looks like a heading is a row.
	exits 0 crm-lead-add -q <<<$'name,city,note\nАнна,Телефон,Email\nname,Тула,Борис'
	is "$(grep -c added <<<"$out")" 2
	exits 0 crm-db check
}

@test "calls, tasks and meetings of another system are refused as a whole, unless they have phones" {
	while IFS='|' read -r heading row; do
		exits 65 crm-lead-add -q <<<"$heading"$'\n'"$row"
		[[ $err == *'of a list of calls, tasks or meetings, and none is of phones or addresses'* ]] || { echo "# $heading: $err" >&3; return 1; }
		exits 65 crm-client-add -q <<<"$heading"$'\n'"$row"
	done <<-'LISTS'
		TASKID,Call Start Time,Call Duration (in seconds),Call Owner,Subject,LEADID|5,2026-11-01 10:00:00,420,Kim,call,7
		EVENTID,Event Owner,Subject,Start DateTime,End DateTime,Contact Name|1,Kim,demo,2026-11-01,2026-11-01,Anna
		Task Owner,Subject,Created Time,Due Date,Status,Contact Name|Kim,Call,2026-11-01,2026-11-02,Done,Anna
		Activity type,Activity date,Call notes,Associated Contact|Call,2026-11-01,x,Anna
		Subject,Due Date,Priority,Status,Assigned,Contact|Call,2026-11-01,High,Open,Kim,Anna
		Activity - Subject,Activity - Due date,Person - Name|Call,2026-11-01,Anna
		ID;Тип дела;Тема;Крайний срок;Ответственный;Контакт|1;Звонок;x;01.11.2026;Ким;Анна
		Дата исполнения;Тип задачи;Текст задачи;Контакт|01.11.2026;Звонок;x;Анна
		task,lead,client,name,manager,kind,due,late_hours,text|1,1,1,Анна,kim,call,2026-11-01,3,x
	LISTS
	nothing "$(rows)"
	exits 0 crm-lead-add -q <<<$'Дата звонка;Номер клиента;Длительность звонка;Статус звонка\n01.11.2026 12:00;89160000001;35;отвечен'
	exits 0 crm-lead-add -q <<<$'ext_id,name,Deadline,Amount,Priority\n1,Анна,2026-12-01,100,High'
	printf 'from,to\nContact,name\n' >map.csv
	exits 0 crm-lead-add -q --map map.csv <<<$'Subject,Due Date,Priority,Assigned,Contact\nCall,2026-11-01,High,Kim,Вера'
	is "$(crm-leads -o name,phone)" $'name,phone\n,+79160000001\nАнна,\nВера,'
}

@test "JSON lines are rows: nulls, numbers, lists, escapes, keys of later objects, UTF-16, pieces" {
	exits 0 crm-lead-add < <(
		printf '{"name":"Анна","phone":null,"amount":12.50}\n\n{"phone":"+79160000002","name":"Б \\"x\\"\\nz","tags":["a",{"b":1}],"ok":true}\r\n'
		printf '  {"name":"\\u0412\\u0435\\u0440\\u0430","email":"v@x.example"}'
	)
	is "$(sql 'SELECT new FROM event WHERE kind = 1')" "$(printf '%s\n' '{"name":"Анна","amount":"12.50","_amount":"1250"}' \
		'{"name":"Б \"x\"\nz","phone":"+79160000002","tags":"[\"a\",{\"b\":1}]","ok":"true","_phone":"79160000002"}' '{"name":"Вера","email":"v@x.example"}')"
	crm-leads -f json >list.json
	exits 0 crm-touch-add kind=call - <list.json
	is "$(grep -c done <<<"$out")" 3
	exits 0 crm-lead-add < <(printf '\xef\xbb\xbf{"name":"Глеб"}\n'; sleep 0.1; printf '{"name":"Да'; sleep 0.1; printf 'на"}\n')
	is "$(grep -c added <<<"$out")" 2
	exits 0 crm-lead-add < <(printf '{"name":"Ева"}\n' | iconv -f UTF-8 -t UTF-16)
	is "$(crm-leads -o name | tail -1)" Ева
	# What is broken ends the input, behind what was good.
	exits 65 crm-lead-add < <(printf '{"name":"Ж"}\n{"name":}\n{"name":"З"}\n')
	is "$(grep -c added <<<"$out") $(head -1 <<<"$err")" "1 crm-lead-add: stdin: row 2 (line 2): no JSON object: give one object a line; 1 rows before were taken in"
	exits 65 crm-lead-add <<<'{"name":'
	exits 65 crm-lead-add <<<'[{"name":"И"},{"name":"К"}]'
	is "$(head -1 <<<"$err")" "crm-lead-add: stdin: this is one JSON list: give an object a line, without the list around them (jq -c '.[]')"
}

@test "our own table is refused by name" {
	crm-lead-add -q name=Анна phone=+79160000001 >/dev/null
	for lang in en ru; do
		crm-leads -f table --lang $lang >table.txt
		exits 65 crm-lead-add <table.txt
		is "$(head -1 <<<"$err")" "crm-lead-add: table.txt: this is a table for eyes, as -f table prints it: give it as csv, tsv or json (-f csv)"
		exits 65 crm-lose reason=price - <table.txt
	done
}

@test "a file that is named is the input, and messages name it" {
	mkdir -p in
	printf 'имя;телефон\nИван;89161234567\nПётр\xff;2\n' >in/leads.csv
	exits 65 crm-lead-add in/leads.csv source=site -o row,verdict -r rejects.csv
	is "$out" "row,verdict
1,added
2,rejected"
	[[ $err == *"leads.csv: row 2 (line 3), column name"* ]]
	is "$(sql 'SELECT count(*) FROM lead')" 1
	is "$(crm-leads -o source -f tsv)" "source
site"
	is "$(head -1 rejects.csv)" "имя,телефон,reason"
	# whatever else stands on standard input
	printf 'name\nИной\n' | crm-lead-add -q ./in/leads.csv -o verdict >got || true
	is "$(cat got)" "verdict
duplicate
rejected"
	cp in/leads.csv a=b.csv
	exits 65 crm-lead-add ./a=b.csv -o verdict
	# without an ending too, and what another program prints
	printf 'name,phone\nA,89160000001\n' >плоский
	exits 0 crm-lead-add плоский
	exits 0 crm-lead-add <(printf 'name,phone\nB,89160000002\n')
	is "$err" "crm-lead-add: read 1 = added 1 (batch 6)"
}

@test "commands that take ids, settings, cards and letters take a file as well" {
	crm-lead-add -q name=A phone=89160000001 >/dev/null
	crm-lead-add -q name=B phone=89160000002 >/dev/null
	printf 'lead\n1\n2\n' >list.csv
	exits 0 crm-lose list.csv reason=price -o lead,verdict
	is "$out" "lead,verdict
1,done
2,done"
	printf '1\n2\n' >ids
	exits 0 crm-touch-add ids kind=call -o verdict
	printf 'manager,name\nkim,Ким Олег\n' >managers.csv
	exits 0 crm-conf put manager managers.csv
	is "$(sql 'SELECT manager FROM manager')" kim
	exits 0 crm-conf drop manager managers.csv
	nothing "$(sql 'SELECT manager FROM manager')"
	printf 'BEGIN:VCARD\nVERSION:3.0\nFN:Карта\nTEL:+79160000003\nEND:VCARD\n' >cards.vcf
	exits 0 crm-vcard-in cards.vcf -o verdict
	is "$out" "verdict
added"
	printf 'From: a@b.ru\nSubject: q\nMessage-ID: <1@b.ru>\n\nHello\n' >letter.eml
	exits 0 crm-mail-in --leads letter.eml -o verdict
	mkdir -p box/new box/cur box/tmp
	exits 64 crm-mail-in --leads --maildir box letter.eml
	is "$err" "crm-mail-in: what is «letter.eml» for? the rows come from box"
}

@test "a file that cannot be read, two of them, a file beside ids: one clear line" {
	printf 'lead\n1\n' | tee a.csv >b.csv
	crm-lead-add -q name=A phone=89160000001 >/dev/null
	exits 66 crm-lead-add no.csv
	is "$err" "crm-lead-add: cannot read no.csv: No such file or directory"
	LANGUAGE='' exits 66 crm-lead-add --lang ru no/leads
	[[ $err == "crm-lead-add: "*"no/leads"* ]]
	exits 66 crm-lose no.csv reason=price
	mkdir box
	exits 66 crm-lead-add box
	is "$err" "crm-lead-add: box is a folder: give a file"
	exits 64 crm-lead-add Иван
	exits 64 crm-lose a.csv b.csv reason=price
	is "$err" "crm-lose: one file at a time: cat a.csv b.csv | crm-lose"
	exits 64 crm-lose a.csv 1 reason=price
	is "$err" "crm-lose: what is «1» for? the rows come from a.csv"
	exits 64 crm-lose a.csv - reason=price
	# ids are ids, whatever lies in the folder
	cp a.csv 1
	exits 0 crm-touch-add -q 1 kind=call -o lead,verdict
	is "$out" "lead,verdict
1,done"
	# the input is not overwritten by its own rejects
	exits 64 crm-lose a.csv reason=price -r a.csv
	same a.csv b.csv
	: >empty.csv
	exits 65 crm-lose empty.csv reason=price
	[[ $err == *"empty.csv: the input is empty"* ]]
	is "$(sql 'SELECT state FROM lead')" 0
}

@test "somebody's file of one column has no second heading: each of its rows gets a verdict" {
	printf 'from,to\nfoo,name\n' >map.csv
	exits 0 crm-lead-add --map map.csv < <(printf 'foo\nfoo\nbar\nfoo\n')
	is "$(cut -d, -f3 <<<"$out" | paste -sd' ')" 'verdict added added known'
	# a list of our own is one column, and two of them are one list
	exits 0 crm-touch-add kind=call - < <(printf 'lead\n1\nlead\n2\n')
	is "$(cut -d, -f2,3 <<<"$out" | tail -n +2 | paste -sd' ')" '1,done 2,done'
}
