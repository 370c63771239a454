# crm-merge: two records, one client.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add -q >/dev/null <<-'CSV'
		name,phone,email,manager,at
		Анна,89160000001,,kim,2026-11-01
		Анна П.,89160000002,anna@mail.example,kim,2026-11-02
		Пётр,89160000003,,ivanov,2026-11-03
	CSV
}

rows() { tail -n +2; }
merge() { crm-merge -q "$@" | rows; }
# The number of the newest event.
last() { sql 'SELECT max(event) FROM event'; }
leads() { sql 'SELECT lead, client FROM lead ORDER BY lead' | tr '\n' ' '; }

@test "a merge is a link: everything that asks about the client sees one, and a split gives each his own" {
	crm-touch-add 2 kind=call at=2026-11-10 -q >/dev/null
	crm-task-add 2 kind=call due=+1d -q >/dev/null
	crm-win 3 amount=5000000 -q >/dev/null
	before=$(crm-db check --hash | grep hash)
	exits 0 crm-merge keep=1 drop=2 -x note='одна и та же'
	is "$out" "$(printf 'row,client,verdict,reason,other,event\n1,1,done,,2,%s' "$(sql 'SELECT max(event) FROM event')")"
	is "$(head -1 <<<"$err")" "row 1: the records of client 2 stand under client 1 now"
	is "$(leads)|$(sql 'SELECT client FROM task')" "1|1 2|1 3|3 |1"
	is "$(crm-tasks -o client,name | rows)" "1,Анна"
	is "$(crm-lights -o client,interest,contacts_pct | rows)" "1,2,100"
	# whose phone it was decides who asks, and he stands under the one kept
	exits 0 crm-lead-add phone='8 916 000-00-02' at=2026-11-20
	is "$(rows <<<"$out")" "1,2,duplicate,,1,kim,phone"
	exits 0 crm-merge --split 2
	is "$(rows <<<"$out" | cut -d, -f1-5)" "1,1,done,,2"
	is "$(leads)|$(sql 'SELECT client FROM task')" "1|1 2|2 3|3 4|2 |2"
	is "$(sql 'SELECT client, name FROM client' | tr '\n' ' ')" "1|Анна 2|Анна П. 3|Пётр "
	crm-undo "$(sql 'SELECT max(batch) FROM batch')" -q >/dev/null
	is "$(leads)" "1|1 2|1 3|3 4|1 "
	for back in 2 4; do crm-undo "$(sql "SELECT max(batch) - $back FROM batch")" -q >/dev/null; done
	is "$(crm-db check --hash | grep hash)" "$before"
	exits 0 crm-db check -q
}

@test "chains: who stands under another is spoken of by any number, and a split takes along who stood under him" {
	last=$(last)
	is "$(merge keep=2 drop=3)" "1,2,done,,3,$((last + 1))"
	is "$(merge keep=1 drop=3)" "1,1,done,client 3 stands under client 2,3,$((last + 2))"
	is "$(leads)" "1|1 2|1 3|1 "
	is "$(merge keep=3 drop=2)" "1,1,known,client 3 stands under client 1; client 2 stands under client 1,2,"
	is "$(merge --split keep=3 drop=2)" "1,1,done,,2,$((last + 3))"
	is "$(leads)" "1|1 2|2 3|2 "
	is "$(merge --split drop=3)" "1,2,done,,3,$((last + 4))"
	is "$(merge --split drop=3)" "1,3,known,client 3 stands by himself,3,"
	is "$(leads)" "1|1 2|2 3|3 "
	exits 0 crm-db check -q
}

@test "what cannot be merged is rejected with a reason" {
	exits 65 crm-merge <<-'CSV'
		keep,drop,verdict
		1,1,
		1,9,merge
		,2,merge
		1,2,join
		1,x,
		1,3,split
	CSV
	is "$(rows <<<"$out" | cut -d, -f3-)" "$(printf '%s\n' 'rejected,client 1 is he himself,1,' 'rejected,no client 9,,' 'rejected,with whom?,2,' \
		'rejected,"merge, split or refuse, not «join»",,' 'rejected,not a client number: «x»,,' 'rejected,client 3 does not stand under client 1,3,')"
	is "$(leads)" "1|1 2|2 3|3 "
}

@test "two people for good: remembered through merges with others, and --force is told" {
	last=$(last)
	is "$(merge --refuse keep=2 drop=1 note=сестра)" "1,2,done,,1,$((last + 1))"
	is "$(merge --refuse keep=1 drop=2)" "1,1,known,,2,"
	is "$(merge keep=3 drop=2)" "1,3,done,,2,$((last + 2))"
	exits 65 crm-merge keep=1 drop=3 -q
	is "$(rows <<<"$out")" "1,1,rejected,somebody said that these are two people: --force merges them all the same,3,"
	is "$(merge --force keep=1 drop=3)" "1,1,done,\"by --force, though somebody said that these are two people\",3,$((last + 3))"
	exits 65 crm-merge --refuse keep=1 drop=2 -q
	is "$(rows <<<"$out")" "1,1,rejected,clients 1 and 2 are one now: crm-merge --split parts them,2,"
	crm-undo 6 -q >/dev/null
	crm-undo 4 -q >/dev/null
	is "$(sql 'SELECT count(*) FROM refused')" 0
	is "$(merge keep=1 drop=2 | cut -d, -f3)" "done"
	exits 0 crm-db check -q
}

@test "crm-undo of a merge: not when the client was merged or split again since, and never into a ring" {
	last=$(last)
	merge keep=1 drop=2 >/dev/null # batch 4
	merge --split 2 >/dev/null     # 5
	merge keep=2 drop=1 >/dev/null # 6
	exits 65 crm-undo 4 -q
	is "$(rows <<<"$out" | cut -d, -f3,4)" "rejected,client 2 changed since: event $((last + 2)) (client.split) of batch 5; --with-later takes that back too"
	exits 65 crm-undo 5 -q
	is "$(rows <<<"$out" | cut -d, -f3,4)" "rejected,client 1 stands under client 2 now"
	exits 0 crm-undo 6 -q
	exits 0 crm-undo 5 -q
	is "$(leads)" "1|1 2|1 3|3 "
	exits 0 crm-undo 4 -q
	is "$(leads)" "1|1 2|2 3|3 "
	exits 0 crm-undo 4 -q
	is "$(rows <<<"$out" | cut -d, -f3)" known
	exits 0 crm-db check -q
}

@test "bare numbers are dropped into keep, and a profile gains what the merged one had" {
	crm-client-add client=2 role=shareholder -q >/dev/null
	exits 0 crm-merge keep=1 2 3
	is "$(rows <<<"$out" | cut -d, -f2,3,5 | tr '\n' ' ')" "1,done,2 1,done,3 "
	is "$(sql 'SELECT client, role FROM role' | tr '\n' ' ')" "1|shareholder 2|shareholder "
	exits 0 crm-lead-add phone=89160000003 comment=x
	is "$(rows <<<"$out" | cut -d, -f3,5)" "shareholder,1"
	exits 0 crm-merge --split 2
	is "$(sql 'SELECT client, role FROM role' | tr '\n' ' ')" "2|shareholder "
	exits 0 crm-db check -q
}

@test "lights: what the merged one had counts, what crm-client-add said too, and the kept one gives the name, on both roads" {
	light() { crm-lights "$@" -o client,name,contacts_pct | rows | grep ^2; }
	is "$(light)" "2,Анна П.,100"
	is "$(crm-lights -o client,name,contacts_pct | rows | grep ^3)" "3,Пётр,50"
	merge keep=2 drop=3 >/dev/null
	is "$(light)|$(light -T 2026-11-24)" "2,Анна П.,100|2,Анна П.,100"
	merge --split 3 >/dev/null
	merge keep=2 drop=1 >/dev/null
	is "$(light)|$(light -T 2026-11-24)" "2,Анна П.,100|2,Анна П.,100"
	crm-client-add client=3 email=petr@mail.example name='Пётр Седов' -q >/dev/null
	three() { crm-lights "$@" -o client,name,contacts_pct | rows | grep ^3; }
	is "$(three)|$(three -T 2026-11-24)" "3,Пётр Седов,100|3,Пётр Седов,100"
	is "$(three -T 2026-11-20)" "3,Пётр,50"
	crm-undo "$(sql 'SELECT max(batch) FROM batch')" -q >/dev/null
	is "$(three)" "3,Пётр,50"
}

@test "open tasks follow to the one who is kept; what stands twice ends, and comes back with an undo" {
	staff
	printf 'name,phone\nTwin,+79167770001\nTwin,+79167770002\n' | crm-lead-add -q -o client | tail -n +2 >twins
	{ read -r a; read -r b; } <twins
	crm-assign -q "$a" "$b" manager=kim >/dev/null
	crm-task-add -q "$a" "$b" kind=call due='2026-11-24 10:00' text='про ипотеку' >/dev/null
	crm-task-add -q "$b" kind=call due='2026-11-24 11:00' text='про ипотеку' >/dev/null
	crm-task-add -q kind=call due='2026-11-24 10:00' text='про ипотеку' manager=kim >/dev/null
	crm-task-add -q "$b" kind=visit due='2026-11-24 10:00' text='про ипотеку' >/dev/null
	tasks() { crm-tasks -o task,lead,client,kind,due,manager; }
	before=$(tasks)
	same=$(sql "SELECT task FROM task WHERE lead = $b AND kind = 'call' ORDER BY task LIMIT 1")
	is "$(crm-merge -q drop="$b" keep="$a" -o verdict,reason)" "verdict,reason
done,ends open tasks that stood twice: $same"
	is "$(crm-tasks -o lead,client | sort)" ",
$a,$a
$b,$a
$b,$a
lead,client"
	is "$(tasks | cut -d, -f1 | paste -sd ' ')" "$(cut -d, -f1 <<<"$before" | grep -vx "$same" | paste -sd ' ')"
	crm-db check >/dev/null
	hash=$(crm-db check --hash)
	crm-db rebuild >/dev/null
	is "$(crm-db check --hash)" "$hash"
	# it was not done, so that no deadline was kept
	is "$(CRM_NOW=2026-11-26T10:00:00+03:00 crm-sla --all --clock task -o task | grep -c "^$same\$" || true)" 0
	crm-undo -q "$(sql 'SELECT max(batch) FROM batch')" >/dev/null
	is "$(tasks)" "$before"
	crm-db check >/dev/null
}
