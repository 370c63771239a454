#!/usr/bin/env bats
# crm-person: everything about one person, and nothing of him any more
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare() { export CRM_USER=orlova; }
prepare_file() {
	prepare
	staff
	crm-lead-add -q >/dev/null <<-CSV
		at,name,phone,email,source,project,payment,comment,ext_id,consent,manager,Телефон жены
		2026-10-01,Анна Ёлкина,8 (916) 123-45-67,Anna@client.example,site,Парк,ипотека,"звонить на 916 123 45 67, Анне Ёлкиной",A1,да,ivanov,89160000099
		2026-10-02,Борис Лис,89160000002,boris@client.example,expo,Сад,,от Анны елкиной (+7-916-123-45-67),B2,,kim,
		2026-10-03,Аня,+79161234567,,call,,,,,,ivanov,
		2026-10-04,Безымянный,,,call,,,просто имя,,,,
	CSV
	crm-touch-add -q 1 kind=call direction=out result=answered text='просила писать на anna@client.example' >/dev/null
	crm-touch-add -q 2 kind=call text='советовала АННА ЁЛКИНА, anna@CLIENT.example' >/dev/null
	crm-task-add -q kind=call due=+1d manager=kim text='узнать у 8-916-123-45-67' >/dev/null
	crm-task-add -q 1 kind=call due=+1d text='перезвонить Анне' >/dev/null
	crm-qualify -q 1 note='милая' >/dev/null
	crm-lose -q 1 reason=price note='дорого ей' >/dev/null
	crm-consent -q 1 channel=email proof='анкета Ёлкиной' >/dev/null
	crm-conf put list -q list=blocked value='+7 916 1234567' note='Ёлкина просила' >/dev/null
	sqlite3 "$CRM_DB" "INSERT INTO outbox VALUES (1, 'reanimate/return/1/1/1', 'm1@x', 'anna@client.example', 1, 1, 'Анна Ёлкина, здравствуйте', 'text', 'Анна!', 2, 0, NULL, NULL),
		(2, 'reanimate/return/1/1/2', 'm2@x', 'anna@client.example', 1, 1, 'Снова мы', 'text', 'Анна!', 0, 0, NULL, NULL),
		(3, 'kpi/x', 'm3@x', 'orlova@dept.example', 0, NULL, 'KPI', 'html', '<td>Анна Ёлкина</td><td>+7 916 123-45-67</td><td>Борис Лис</td>', 2, 0, NULL, NULL)"
	# his number in a command line: by mistake, for that of a lead
	crm-touch-add -q 4 89161234567 kind=call >/dev/null 2>&1 || true
}

# All that reports count, as one text.
figures() {
	local command
	for command in 'crm-funnel -p 2026-10..2026-12' 'crm-funnel -p 2026-10..2026-12 --mode period -g source' 'crm-funnel -p 2026-10..2026-12 -g project,manager' \
	    'crm-kpi-daily' 'crm-kpi-daily -m ivanov' 'crm-lights -o client,manager,light,reasons,profile_pct,contacts_pct,overdue_hours' \
	    'crm-leads -o lead,client,state,stage,manager,source,project,amount,created_at,stage_since,last_touch,next_task,reason' \
	    'crm-tasks -o task,lead,manager,kind,due,late_hours'; do
		echo "== $command"
		$command -f csv
	done
	sql 'SELECT * FROM lead_sum; SELECT * FROM reach'
}
whole() { crm-db check >/dev/null; }
traces() { python3 "$root/tests/fault/traces.py" "$@" >found || { sed 's/^/# /' found >&3; return 1; }; }

@test "export: everything about him, whatever he is called by" {
	exits 0 crm-person export 1
	printf '%s\n' "$out" >one.json
	is "$err" "crm-person: read 1 = done 1 (batch 13)"
	python3 - >told <<-'PY'
		import json
		d = json.load(open("one.json"))
		print(d["person"])
		print([(l["lead"], l["state"], l["source"]) for l in d["leads"]])
		print(d["consents"])
		print([(t["kind"], t.get("text")) for t in d["tasks"]])
		print([(l["to"], l["subject"], l["state"]) for l in d["letters"]])
		print(d["lists"])
		print([(e["kind"], e.get("lead")) for e in d["events"]])
		print(d["exported_by"], {e["user"] for e in d["events"]})
	PY
	is "$(cat told)" "{'clients': [1], 'names': ['Анна Ёлкина', 'Аня'], 'phones': ['+79161234567'], 'emails': ['anna@client.example']}
[(1, 'lost', 'site'), (3, 'disqualified', 'call')]
[{'channel': 'all', 'state': 'given', 'at': '2026-10-01T00:00:00+03:00', 'proof': 'site/A1'}, {'channel': 'email', 'state': 'given', 'at': '2026-11-23T18:00:00+03:00', 'proof': 'анкета Ёлкиной'}]
[('call', 'перезвонить Анне')]
[('anna@client.example', 'Анна Ёлкина, здравствуйте', 'sent'), ('anna@client.example', 'Снова мы', 'queued')]
[{'list': 'blocked', 'value': '+7 916 1234567', 'note': 'Ёлкина просила'}]
[('lead.created', 1), ('lead.created', 3), ('touch.added', 1), ('touch.added', 1), ('task.added', 1), ('lead.qualified', 1), ('lead.lost', 1), ('task.done', 1), ('consent.given', None)]
orlova {'orlova'}"
	# every value of every inquiry of his is there
	sql "SELECT new FROM event WHERE kind = 1 AND client = 1" | python3 -c '
import json, sys
text = open("one.json").read()
missing = [v for line in sys.stdin for v in json.loads(line).values() if json.dumps(v, ensure_ascii=False) not in text]
sys.exit(missing and str(missing) or 0)'
	for word in '8(916)1234567' '+79161234567' ANNA@client.example 'анна  елкина'; do
		exits 0 crm-person export "$word"
		[[ $out == '{"person":{"clients":[1]'* ]]
	done
	# who saw it is known, and by which words he was looked for is not
	is "$(crm-log kind=person.exported -o client,user | uniq -c | tr -s ' ')" " 1 client,user
 5 1,orlova"
	is "$(sql "SELECT DISTINCT line FROM batch WHERE command = 'crm-person'")" "crm-person export 1"
	whole
}

@test "who is meant must be clear" {
	crm-lead-add -q name='Борис Лис' phone=89160000077 >/dev/null
	exits 65 crm-person export 'борис лис'
	is "$err" "crm-person: «борис лис» is more than one person: name a client by number: 2 5"
	exits 65 crm-person export 'Кто-то'
	exits 65 crm-person erase --basis x 99
	is "$err" "crm-person: no client 99"
	exits 65 crm-person export 89169999999
	exits 64 crm-person erase 1
	exits 64 crm-person export
	exits 64 crm-person show 1
	exits 64 crm-person export 1 2
}

@test "erase: no byte of him is left, and the figures are the same" {
	crm-person export 1 >one.json 2>/dev/null
	crm-touch-add -q 1 kind=note text='попросила забыть' >/dev/null
	before=$(figures)
	leads=$(sql 'SELECT lead, client, state, stage, manager, source, campaign, project, amount, created_at, stage_since, decided_at, last_touch, reason, origin FROM lead')
	seen=$(sql 'SELECT * FROM seen ORDER BY hash')
	exits 0 crm-person erase --basis 'запрос 17 от 20.11.2026' 8-916-123-45-67
	is "$out" "client,table,rows,event
1,event,10,$(sql 'SELECT max(event) FROM event')
1,event_of_others,3,$(sql 'SELECT max(event) FROM event')
1,list,1,$(sql 'SELECT max(event) FROM event')
1,outbox,3,$(sql 'SELECT max(event) FROM event')
1,batch,1,$(sql 'SELECT max(event) FROM event')
1,contact_point,2,$(sql 'SELECT max(event) FROM event')
1,client,1,$(sql 'SELECT max(event) FROM event')"
	traces one.json "$CRM_DB"*
	is "$(figures)" "$before"
	is "$(sql 'SELECT lead, client, state, stage, manager, source, campaign, project, amount, created_at, stage_since, decided_at, last_touch, reason, origin FROM lead')" "$leads"
	is "$(sql 'SELECT * FROM seen ORDER BY hash')" "$seen"
	whole
	hash=$(crm-db check --hash)
	crm-db rebuild -q >/dev/null
	is "$(crm-db check --hash)" "$hash"
	is "$(sql 'SELECT name FROM client ORDER BY client')" "—
Борис Лис
Безымянный"
	is "$(sql "SELECT new FROM event WHERE kind = 1 AND lead = 2" | python3 -c 'import json, sys; print(json.load(sys.stdin)["comment"])')" "от — (—)"
	is "$(sql "SELECT body FROM outbox WHERE outbox = 3")" "<td>—</td><td>—</td><td>Борис Лис</td>"
	is "$(sql "SELECT state, address || subject || body FROM outbox WHERE outbox < 3")" "2|
3|"
	is "$(sql "SELECT value, norm, note FROM list")" "erased client 1|erased client 1|—"
	is "$(sql 'SELECT count(*) FROM consent WHERE client = 1')" 0
	is "$(crm-log kind=person.erased -f json -o new | sed 's/\\"keys\\":\\"[0-9a-f ]*\\"/KEYS/; s/\\"events\\":\\"[0-9 -]*\\"/EVENTS/')" '{"new":"{\"basis\":\"запрос 17 от 20.11.2026\",KEYS,\"rows\":\"event 10 event_of_others 3 list 1 outbox 3 batch 1 contact_point 2 client 1\",EVENTS}"}'
	# nothing of it is left in what anybody may ask for
	exits 0 crm-person export 1
	printf '%s' "$out" >after.json
	traces one.json after.json
}

@test "he does not come back: not by an old file, not by hand, not by undo" {
	crm-lead-add -q name='Ёлкина А.' phone=89161234567 at=2026-11-01 >/dev/null
	crm-person erase -q --basis x 1 >/dev/null
	hash=$(crm-db check --hash)
	printf 'at,name,phone,email,ext_id,source\n2026-10-01,Анна Ёлкина,8 (916) 123-45-67,,A1,site\n2026-11-21,А.,,ANNA@client.example,,\n2026-11-22,Муж,89165555555,,,\n2026-11-22,Она,+7 916 123 45 67,,,\n' >old.csv
	exits 65 crm-lead-add <old.csv
	is "$(printf '%s\n' "$out" | cut -d, -f1,3,4)" "row,verdict,reason
1,rejected,erased on request
2,rejected,erased on request
3,added,
4,rejected,erased on request"
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch')" >/dev/null
	# a row that has nothing but a name and a number of theirs is known
	exits 0 crm-lead-add at=2026-10-01 name='Анна Ёлкина' ext_id=A1 source=site
	[[ $out == *known* ]]
	exits 0 crm-lead-add at=2026-10-04 name=Безымянный source=call comment='просто имя'
	[[ $out == *known* ]]
	crm-person erase -q --basis x 4 >/dev/null
	exits 0 crm-lead-add at=2026-10-04 name=Безымянный source=call comment='просто имя'
	[[ $out == *known* ]]
	erase=$(sql "SELECT max(batch) FROM batch WHERE command = 'crm-person'")
	exits 65 crm-undo "$erase"
	[[ $out == *"client 4 was erased by event"*"which cannot be taken back"* ]]
	# the batch that brought him: the others go, he stays as he is
	exits 65 crm-undo 3
	[[ $out == *"client 1 was erased by event"* ]]
	is "$(sql 'SELECT count(*) FROM lead WHERE client = 1')" 3
	whole
}

@test "twice is known, and -n changes nothing" {
	crm-person export 1 >one.json 2>/dev/null
	hash=$(crm-db check --hash)
	sum=$(sql 'SELECT * FROM event' | sha1sum)
	exits 0 crm-person erase -n --basis x 1
	[[ $out == *"1,event,9,"* ]]
	[[ $err == *"dry run"* ]]
	is "$(crm-db check --hash)" "$hash"
	is "$(sql 'SELECT * FROM event' | sha1sum)" "$sum"
	[ ! -e "$CRM_DB-erased" ]
	crm-person erase -q --basis x 1 >first
	batches=$(sql 'SELECT count(*) FROM batch')
	exits 0 crm-person erase --basis x 1
	[[ $err == *"client 1 was erased before: nothing is left"*"read 1 = known 1" ]]
	# what was erased is told again, for whoever lost the deed
	is "$out" "$(cat first)"
	is "$(sql 'SELECT count(*) FROM batch')" "$batches"
}

@test "the index of crm-find goes too, and what was written about him later" {
	echo 'Анна Ёлкина 9161234567' >"$CRM_DB-find"
	crm-person export 1 >one.json 2>/dev/null
	crm-person erase -q --basis x 1 >/dev/null
	[ ! -e "$CRM_DB-find" ]
	crm-touch-add -q 1 kind=note text='Ёлкина снова звонила' >/dev/null
	exits 0 crm-person erase --basis y 1
	[[ $out == *"1,event,1,"* ]]
	traces one.json "$CRM_DB"*
	without -a 'снова звонила' "$CRM_DB"*
	whole
}

@test "a deed with an extract of the journal" {
	crm-conf put setting -q key=department value='ООО «Парк», Тверь' >/dev/null
	exits 0 crm-person -f text --basis 'запрос № 5' erase 1
	[[ $out == "АКТ № $(sql 'SELECT max(event) FROM event') от 2026-11-23"* ]]
	[[ $out == *"Оператор: ООО «Парк», Тверь"*"клиент № 1 (обращения № 1, 3)"*"Причина уничтожения: запрос № 5"*"Уничтожил: orlova (вход $(id -un))"* ]]
	is "$(printf '%s\n' "$out" | grep -cE '^ +[0-9]+  [a-z.]+ +2026-1')" 13
	first=$out
	CRM_NOW=2026-11-24T18:00:00+03:00 exits 0 crm-person -f text -U orlova --basis 'другой' erase 1
	is "$out" "$first"
	crm-touch-add -q 1 kind=note text='снова звонила' >/dev/null
	exits 0 crm-person -f text --basis 'запрос № 6' erase 1
	second=$out
	differ "$first" "$second"
	exits 0 crm-person -f text --basis x erase 1
	is "$out" "$first
"$'\f'"
$second"
	exits 64 crm-person -f html --basis x erase 2
}

@test "only a head or an admin, where there is one; nothing is written before" {
	sum=$(sha1sum <"$CRM_DB")
	rows='who,verb,wanted
kim,export,77
kim,erase,77
nobody,export,77
nobody,erase,77
gone,export,77
boss,export,0
orlova,export,0
boss,erase,0'
	crm-conf put manager -q >/dev/null <<-CSV
		manager,name,role,left
		boss,Б,admin,
		gone,Г,head,2026-11-01
	CSV
	sum=$(sql 'SELECT * FROM event; SELECT * FROM batch; SELECT * FROM outbox' | sha1sum)
	while IFS=, read -r who verb wanted; do
		[ "$who" = who ] && continue
		exits "$wanted" crm-person -U "$who" --basis x "$verb" 2
		if [ "$wanted" = 77 ]; then
			nothing "$out"
			is "$err" "crm-person: only a head or an admin may do that, and «$who» is none"
			is "$(sql 'SELECT * FROM event; SELECT * FROM batch; SELECT * FROM outbox' | sha1sum)" "$sum"
		fi
	done <<<"$rows"
	# where nobody leads, anybody may
	crm-db -d alone.db init -q >/dev/null
	crm-lead-add -d alone.db -q name=A >/dev/null
	exits 0 crm-person -d alone.db -U anybody export 1
}

@test "export: every event of his that the journal has, in order, also of leads taken back and under whom he was merged" {
	crm-lead-add -q name='Анна Ёлкина' phone=89160000077 comment='другой номер' >/dev/null
	crm-merge -q keep=1 drop=5 >/dev/null
	crm-lead-add -q name='Анна Ёлкина' phone=89161234567 comment='ошиблись' >/dev/null
	crm-undo -q --last >/dev/null
	crm-client-add -q client=1 city=Самара >/dev/null
	lead=$(sql 'SELECT max(lead) FROM event')
	is "$(sql "SELECT count(*) FROM lead WHERE lead = $lead")" 0
	of_all=$(sql "WITH his(client) AS (VALUES (1), (5)), leads AS (SELECT lead FROM event WHERE kind = 1 AND client IN his)
		SELECT event FROM event WHERE lead IN leads OR (lead IS NULL AND client IN his) ORDER BY event")
	for who in 1 5 89160000077; do
		crm-person -q export $who >one.json
		is "$(python3 -c 'import json; print(*[e["event"] for e in json.load(open("one.json"))["events"]], sep="\n")')" "$of_all"
		of_all+=$'\n'$(sql 'SELECT max(event) FROM event') # he was looked at
	done
	finds -x "$(sql "SELECT event FROM event WHERE lead = $lead AND kind = 1")" <<<"$of_all"
}

@test "an import that was taken back is in the journal still: it goes too" {
	crm-lead-add -q name='Вера Зимина' phone=89167777777 email=vera@client.example >/dev/null
	batch=$(sql 'SELECT max(batch) FROM batch')
	crm-person export 89167777777 >one.json 2>/dev/null
	crm-undo -q "$batch" >/dev/null
	is "$(sql "SELECT count(*) FROM client WHERE name = 'Вера Зимина'")" 0
	exits 0 crm-person erase --basis x vera@client.example
	traces one.json "$CRM_DB"*
	whole
}

@test "a backup from before is put back: who was erased since is erased again, and nobody else" {
	crm-person export 1 >one.json 2>/dev/null
	crm-db backup -q old.db >/dev/null
	crm-lead-add -q name='Вера Зимина' phone=89167777777 >/dev/null
	crm-person export 5 >five.json 2>/dev/null
	CRM_NOW=2026-11-24T10:00:00+03:00
	crm-person erase -q --basis 'запрос 1' 1 >/dev/null
	crm-person erase -q --basis 'запрос 2' 5 >/dev/null
	is "$(cut -d, -f1-3 "$CRM_DB-erased")" "client,basis,at
1,запрос 1,2026-11-24T10:00:00+03:00
5,запрос 2,2026-11-24T10:00:00+03:00"
	is "$(stat -c %a "$CRM_DB-erased")" 600
	CRM_NOW=2026-11-25T10:00:00+03:00
	exits 73 crm-db restore old.db
	exits 0 crm-db --force restore old.db
	is "$out" "check,result,detail
restore,ok,$CRM_DB
kept,ok,$CRM_DB-before-20261125T070000Z
gone,ok,4
erased,ok,2"
	traces one.json "$CRM_DB"*
	is "$(sql 'SELECT client, name FROM client ORDER BY client')" "1|—
2|Борис Лис
4|Безымянный"
	whole
	# client 5 is somebody else now; the one who was erased is refused all the same
	CRM_NOW=2026-11-26T10:00:00+03:00
	exits 65 crm-lead-add name='В. Зимина' phone='8 916 777-77-77'
	crm-lead-add -q name='Егор Ким' phone=89168888888 >/dev/null
	is "$(sql 'SELECT name FROM client WHERE client = 5')" 'Егор Ким'
	crm-db backup -q new.db >/dev/null
	exits 0 crm-db restore new.db
	[[ $out != *gone* ]]
	is "$(sql 'SELECT name FROM client WHERE client = 5')" 'Егор Ким'
	is "$(cut -d, -f1,2 "$CRM_DB-erased")" "client,basis
1,запрос 1
,запрос 2"
	# a list of another base under the same name does nothing
	sed -i '2,$s/^1,/2,/; 2,$s/,\([0-9a-f]*\),\([0-9a-f ]*\)$/,00\1,\2/' "$CRM_DB-erased"
	exits 0 crm-db restore new.db
	is "$(sql 'SELECT name FROM client WHERE client = 2')" 'Борис Лис'
	whole
}

@test "who was merged into him is the same person" {
	crm-lead-add -q name='Нюра Ёлкина' email=nura@client.example comment='она же, 8 916 123 45 67' >/dev/null
	crm-client-add -q name='А. П. Ёлкина' phone='+7 916 999-88-77' email=elka@client.example role=shareholder inn=7707083893 company='ИП Ёлкина' >/dev/null
	crm-merge -q keep=1 drop=5 >/dev/null
	crm-merge -q --force keep=5 drop=6 >/dev/null
	is "$(sql 'SELECT client, root FROM merged ORDER BY client')" "5|1
6|1"
	before=$(figures)
	for word in 6 1 nura@client.example +79169998877; do
		crm-person export "$word" >"$word.json" 2>/dev/null
		is "$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["person"])' "$word.json")" "{'clients': [1, 5, 6], 'names': ['Анна Ёлкина', 'Аня', 'Нюра Ёлкина', 'А. П. Ёлкина'], 'phones': ['+79161234567', '+79169998877'], 'emails': ['anna@client.example', 'nura@client.example', 'elka@client.example']}"
	done
	exits 0 crm-person erase --basis x elka@client.example
	[[ $out == *"1,client,3,"* ]]
	traces 1.json "$CRM_DB"*
	without -a '7707083893' "$CRM_DB"*
	is "$(figures)" "$before"
	whole
	exits 65 crm-lead-add name=А phone=89169998877
	exits 65 crm-client-add name=А email=Elka@client.example
	[[ $out == *"erased on request"* ]]
	crm-client-add -q name='Просто Фёкла' >/dev/null
	crm-person erase -q --basis x 'просто фекла' >/dev/null
	exits 65 crm-client-add name='Просто Фёкла'
	[[ $out == *"erased on request"* ]]
	whole
	exits 65 crm-undo "$(sql "SELECT min(batch) FROM event WHERE kind = 18")"
}

@test "what is the staff's or the department's stays, even where the person has the same name and address" {
	crm-conf put manager -q >/dev/null <<-CSV
		manager,name,email,role,unit
		lis@dept.example,Лис Егор,lis@dept.example,manager,north
	CSV
	crm-lead-add -q name='Лис Егор' email=lis@dept.example comment='проверяю форму' manager=lis@dept.example >/dev/null
	crm-lead-add -q name=Вера phone=89160000003 manager=lis@dept.example comment='с нею был Лис Егор' >/dev/null
	crm-conf get manager >staff.csv
	before=$(figures)
	exits 0 crm-person erase -q --basis x 'лис егор'
	is "$(crm-conf get manager)" "$(cat staff.csv)"
	is "$(figures)" "$before"
	is "$(crm-leads -o name,manager --excel | tail -n 1 | tr -d '\r')" 'Вера;lis@dept.example'
	is "$(sql "SELECT new FROM event WHERE kind = 1 AND lead = 6" | grep -o '"comment":"[^"]*"')" '"comment":"с нею был —"'
	whole
}

@test "a row about somebody else is known again though what it said of the erased one is gone" {
	cat >others.csv <<-CSV
		at,name,phone,comment,ext_id,source,campaign,inn
		2026-10-05,Вера,89160000003,от Анны елкиной,,Анна Ёлкина,друзья,
		2026-10-05,Глеб,89160000004,анна ёлкина советует,G1,site,Анна Ёлкина,
		2026-10-05,Дина,89160000005,её ИНН 5001 0073 2259,,site,,
		2026-10-05,Ёлкина Анна,89161234567,,,Анна Ёлкина,,500100732259
	CSV
	crm-lead-add -q <others.csv >/dev/null
	printf 'name,phone,note\nЖан,89160000006,муж Анны Ёлкиной +7 916 123-45-67\n' >clients.csv
	crm-client-add -q <clients.csv >/dev/null
	exits 0 crm-person erase -q --basis x 1
	for word in 500100732259 'Анна Ёлкина' 'анна ёлкина' '5001 0073' 'Ёлкина Анна'; do
		without -la "$word" "$CRM_DB"*
	done
	whole
	exits 65 crm-lead-add -q <others.csv
	is "$(cut -d, -f2-4 <<<"$out" | tail -n +2)" $'5,known,\n6,known,\n7,known,\n,rejected,erased on request'
	exits 0 crm-client-add -q <clients.csv
	is "$(tail -n 1 <<<"$out" | cut -d, -f3)" known
	crm-db rebuild -q >/dev/null
	exits 65 crm-lead-add -q <others.csv
	is "$(cut -d, -f3 <<<"$out" | sort | uniq -c | tr -s ' ')" ' 3 known
 1 rejected
 1 verdict'
	exits 0 crm-client-add -q <clients.csv
	is "$(tail -n 1 <<<"$out" | cut -d, -f3)" known
}

@test "who was erased comes back neither by a tax number nor by another name of the box" {
	crm-lead-add -q name=Вера email=vera.k@yandex.ru inn=500100732259 >/dev/null
	last=$(sql 'SELECT max(client) FROM client')
	crm-person erase -q --basis x "$last" >/dev/null
	for trait in email=vera-k@ya.ru email=VERA.K+a@yandex.ru inn='500100732259'; do
		exits 65 crm-lead-add name=В "$trait"
		[[ $out == *"erased on request"* ]]
	done
	exits 0 crm-lead-add -q name=В email=veraa.k@yandex.ru
	exits 0 crm-lead-add -q name=В inn=7707083893
	whole
}

# left NAME TEXT: what is left of the text in another lead when that person is erased
left() {
	local one two
	one=$(crm-lead-add -q name="$1" phone="$(sql "SELECT 79160070000 + count(*) FROM lead")" -o lead | tail -1)
	two=$(crm-lead-add -q name=Пётр phone="$(sql "SELECT 79160070000 + count(*) FROM lead")" comment="$2" -o lead | tail -1)
	crm-person -q -U orlova --basis r erase "$one" >/dev/null
	sql "SELECT json_extract(new, '$.comment') FROM event WHERE kind = 1 AND lead = $two"
}

@test "a double surname, names of many forms, and a comma between them" {
	is "$(left 'Мария Лапина-Водкина' 'Лапиной-Водкиной Марии; М. Лапина-Водкина; Лапина-Водкина Мария')" '—; —; —'
	is "$(left 'Дмитрий Лесковский' 'Лесковского Дмитрия; Дмитрием Лесковским; Лесковскому Дмитрию')" '—; —; —'
	is "$(left 'John Hopper' 'Hopper, John; J. Hopper; HOPPER JOHN')" '—; —; —'
	is "$(left 'Зорина Алла' 'Зорина, Алла звонила; о Зориной, Алле')" '— звонила; о —'
	is "$(left 'Юрий Ветров' 'с Юрием Ветровым; Ветрова Юрия нет')" 'с —; — нет'
	# in Latin letters, as passports, airlines and people write them
	is "$(left 'Юлия Щукина' 'Iuliia Shchukina; SHCHUKINA YULIYA; Schukina; Yu. Shchukina; julia schukina; Anna Shchukin')" '—; —; —; —; —; Anna Shchukin'
	is "$(left 'Хохлов Дмитрий' 'letter from Dmitry Khokhlov, Hohlov said; Khokhlovka')" 'letter from —, — said; Khokhlovka'
	# whose surname another has, be it in Latin letters, is not meant by it alone
	crm-lead-add -q name='Oleg Zhdanov' phone=89160008801 >/dev/null
	is "$(left 'Вера Жданова' 'Zhdanova; Vera Zhdanova')" 'Zhdanova; —'
}

@test "a name goes in any order of its words, in any case, with initials; others stay" {
	crm-lead-add -q name='Анна Белова' phone=89160007702 >/dev/null
	id=$(sql 'SELECT max(lead) FROM lead')
	crm-lead-add -q name=Пётр phone=89160007703 comment='Белова Анна его жена; Анна Белова; Беловой Анне и А. Беловой; «БЕЛОВА АННА»; Анна Иванова; Белов Антон' >/dev/null
	crm-person -q -U orlova --basis r erase "$id" >/dev/null
	is "$(sql "SELECT json_extract(new, '\$.comment') FROM event WHERE kind = 1 ORDER BY event DESC LIMIT 1")" '— его жена; —; — и —; «—»; Анна Иванова; Белов Антон'
	exits 0 crm-db check
}

@test "the surname alone goes where nobody else has it, in its cases; where somebody has, it stays" {
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,comment
		Анна Белова,89160007702,
		Цой Олег Ильич,89160007703,
		Егор Соколов,89160007704,
		Вера Соколова,89160007705,
		John Smith,89160007706,
		Пётр,89160007710,"Беловой скажите; муж Белов; от беловой, к БЕЛОВОЙ и Беловым; Беловка; Анна Иванова; Белова-Петрова"
		Глеб,89160007711,"просили Цоя перезвонить; цой жив; Цойский"
		Дина,89160007712,"от Соколовой; Соколов советовал; Олег Соколов"
		Женя,89160007713,"met Smith's brother; smithson; blacksmith"
	CSV
	crm-touch-add -q 10 kind=note text='просила Белову' >/dev/null
	crm-lead-add -q name=Захар phone=89160007714 source=Белова campaign='от Беловой' >/dev/null
	sources=$(crm-funnel -p 2026-10..2026-12 -g source -f csv)
	while IFS=, read -r phone lead wanted; do
		crm-person -q --basis r erase "$phone" >/dev/null
		is "$(sql "SELECT json_extract(new, '\$.comment') FROM event WHERE kind = 1 AND lead = $lead")" "$wanted"
	done <<-'EOT'
		89160007702,10,— скажите; муж Белов; от —, к — и —; Беловка; Анна Иванова; Белова-Петрова
		89160007703,11,просили — перезвонить; цой жив; Цойский
		89160007704,12,от Соколовой; Соколов советовал; Олег Соколов
		89160007705,12,от —; Соколов советовал; Олег Соколов
		89160007706,13,met —'s brother; smithson; blacksmith
	EOT
	is "$(sql "SELECT json_extract(new, '\$.text') FROM event WHERE kind = 9 AND lead = 10")" 'просила —'
	# what reports add up is no text about her
	is "$(crm-funnel -p 2026-10..2026-12 -g source -f csv)" "$sources"
	whole
	hash=$(crm-db check --hash)
	crm-db rebuild -q >/dev/null
	is "$(crm-db check --hash)" "$hash"
}

@test "who was erased and has consented anew on paper is taken in again, as somebody new; taken back, he is refused again" {
	crm-person -q --basis 'запрос 17' erase 1 >/dev/null
	suppressed=$(sql 'SELECT * FROM suppressed ORDER BY key')
	hash=$(crm-db check --hash)
	exits 64 crm-person readmit 1
	is "$err" "crm-person: what is the consent? --proof names the paper"
	exits 64 crm-person --proof '' readmit 1
	exits 77 crm-person -U kim --proof x readmit 1
	exits 65 crm-person --proof x readmit 2
	is "$err" 'crm-person: nobody who was erased is known by «2»'
	exits 65 crm-person --proof x readmit 89160000002
	exits 65 crm-person --proof x readmit 'Анна Ёлкина'
	is "$err" 'crm-person: «Анна Ёлкина» is neither the number of a client nor a phone, an address or a tax number'
	exits 0 crm-person -n --proof x readmit 1
	is "$(crm-db check --hash)" "$hash"
	is "$(sql 'SELECT * FROM suppressed ORDER BY key')" "$suppressed"
	# by any of his phones and addresses: all of them are free
	exits 0 crm-person --proof 'заявление от 22.11.2026' readmit ' Anna+1@CLIENT.example '
	is "$out" "client,table,rows,event
1,suppressed,2,$(sql 'SELECT max(event) FROM event')"
	is "$err" "crm-person: read 1 = done 1 (batch $(sql 'SELECT max(batch) FROM batch'))"
	is "$(sql 'SELECT line FROM batch ORDER BY batch DESC LIMIT 1')" 'crm-person readmit'
	is "$(sql 'SELECT count(*) FROM suppressed')" 0
	is "$(crm-log kind=person.readmitted -o kind,user)" 'kind,user
person.readmitted,orlova'
	batch=$(sql 'SELECT max(batch) FROM batch')
	exits 0 crm-person --proof x readmit 1
	[[ $err == *'he may be taken in already'*'read 1 = known 1' ]]
	whole
	hash=$(crm-db check --hash)
	crm-db rebuild -q >/dev/null
	is "$(crm-db check --hash)" "$hash"
	# nothing comes back: the old row is known, the new one is of somebody new
	is "$(sql 'SELECT name FROM client WHERE client = 1')" —
	exits 0 crm-lead-add name='Анна Ёлкина' phone='8 916 123-45-67' comment='снова я'
	is "$(cut -d, -f3 <<<"$out" | tail -n 1)" added
	new=$(sql 'SELECT max(client) FROM client')
	is "$(sql "SELECT name FROM client WHERE client = $new")" 'Анна Ёлкина'
	# taken back: refused again, from whenever he was erased
	exits 0 crm-undo "$batch"
	is "$(sql 'SELECT * FROM suppressed ORDER BY key')" "$suppressed"
	exits 65 crm-lead-add name=А phone=89161234567
	[[ $out == *'erased on request'* ]]
	whole
	exits 0 crm-undo "$(sql 'SELECT max(batch) FROM batch WHERE command = '"'crm-undo'")"
	is "$(sql 'SELECT count(*) FROM suppressed')" 0
	# erased once more, he is refused, whatever was undone before
	CRM_NOW=2026-11-24T18:00:00+03:00 crm-person -q --basis 'запрос 18' erase "$new" >/dev/null
	again=$(sql 'SELECT * FROM suppressed ORDER BY key')
	differ "$again" "$suppressed"
	exits 65 crm-lead-add name=А phone=89161234567
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch WHERE command = '"'crm-undo'")" >/dev/null
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch WHERE command = '"'crm-undo'")" >/dev/null
	is "$(sql 'SELECT * FROM suppressed ORDER BY key')" "$again"
	exits 65 crm-lead-add name=А phone=89161234567
	whole
}

@test "one consent is not another's: a phone of two who were erased is free, and the address of neither" {
	crm-lead-add -q name='Иван Сомов' phone=89160000050 email=ivan@client.example >/dev/null
	crm-client-add -q name='Ольга Сомова' phone=89160000051 email=olga@client.example >/dev/null
	one=$(sql "SELECT client FROM client WHERE name = 'Иван Сомов'") two=$(sql "SELECT client FROM client WHERE name = 'Ольга Сомова'")
	crm-lead-add -q name='Ольга Сомова' phone=89160000050 email=olga@client.example >/dev/null
	crm-person -q --basis x erase "$one" >/dev/null
	crm-person -q --basis x erase "$two" >/dev/null
	keys=$(sql 'SELECT count(*) FROM suppressed')
	both=$(sql "SELECT count(*) FROM event WHERE kind = 23 AND client IN ($one, $two)")
	is "$both" 2
	exits 0 crm-person --proof 'заявление Сомовой' readmit 89160000051
	is "$(tail -n 1 <<<"$out" | cut -d, -f1,2)" "$two,suppressed"
	exits 65 crm-lead-add -q name=И email=ivan@client.example
	exits 0 crm-lead-add -q name=О phone=89160000051
	whole
}

@test "a backup that is put back refuses nobody who was readmitted since, and brings nobody back" {
	crm-db backup -q before.db >/dev/null
	crm-person -q --basis x erase 1 >/dev/null
	crm-db backup -q erased.db >/dev/null
	crm-person -q --proof 'заявление' readmit 1 >/dev/null
	is "$(sed -n 2p "$CRM_DB-erased" | cut -d, -f1,5)" 1,
	crm-db backup -q after.db >/dev/null
	exits 0 crm-db --force restore after.db
	is "$(sql 'SELECT count(*) FROM suppressed')" 0
	exits 0 crm-lead-add -n -q name=А phone=89161234567
	# one from before the readmission is as it was then: he is refused, and nothing of him is there
	for old in erased before; do
		exits 0 crm-db --force restore $old.db
		exits 65 crm-lead-add -q name=А phone=89161234567
		is "$(sql 'SELECT name FROM client WHERE client = 1')" —
	done
	whole
}
