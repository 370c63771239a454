# crm-lead-add: who is it, what is it, and nothing vanishes
load helper
prepare_file() { staff; }

verdicts() { cut -d, -f"${1:-1-4}" | tail -n +2; }

@test "operands are one row, and the lead is there" {
	exits 0 crm-lead-add name='Иван Петров' phone='8 (916) 123-45-67' source=site
	is "$out" "$(printf 'row,lead,verdict,reason,client,manager,match\n1,1,added,,1,,')"
	is "$err" "crm-lead-add: read 1 = added 1 (batch 3)"
	is "$(sql "SELECT c.name, p.phone, d.word FROM lead l JOIN client c USING (client) JOIN phone p USING (client)
		JOIN dict d ON d.kind = 1 AND d.id = l.source")" "Иван Петров|79161234567|site"
}

@test "the same phone in seven spellings is one client" {
	exits 0 crm-lead-add <<-'CSV'
		name,phone,at
		A,8 (916) 123-45-67,2026-11-01
		A,+79161234567,2026-11-02
		A,+7 916 123 45 67,2026-11-03
		A,79161234567,2026-11-04
		A,8-916-123-45-67,2026-11-05
		A,916 123-45-67,2026-11-06
		A,89161234567,2026-11-07
	CSV
	is "$(verdicts 1-3 <<<"$out" | cut -d, -f2- | sort | uniq -c | sed 's/^ *//')" "$(printf '1 1,added\n6 1,duplicate')"
	is "$err" "crm-lead-add: read 7 = added 1 + duplicate 6 (batch 3)"
	is "$(sql 'SELECT count(*) FROM phone')" 1
	is "$(sql 'SELECT count(*), sum(origin = 1) FROM lead WHERE state = 3')" "6|6"
}

@test "e-mail matches without regard to case when the phone is new; the phone then is the client's too" {
	crm-lead-add name=A email=Anna@Mail.example -q >/dev/null
	exits 0 crm-lead-add name=A phone=+79160000001 email=ANNA@mail.example
	is "$(verdicts 3,5,7 <<<"$out")" "duplicate,1,email"
	exits 0 crm-lead-add name=B phone='8 916 000-00-01'
	is "$(verdicts 3,5,7 <<<"$out")" "duplicate,1,phone"
}

@test "feeding the same file twice adds nothing; a row that differs in at is another inquiry" {
	printf 'name,phone,at\nA,+79160000001,2026-11-01\nB,,2026-11-01\nB,,2026-11-02\n' >leads.csv
	exits 0 crm-lead-add <leads.csv
	is "$(verdicts 3 <<<"$out" | tr '\n' ' ')" "added added added "
	exits 0 crm-lead-add <leads.csv
	is "$err" "crm-lead-add: read 3 = known 3 (batch 4)"
	is "$(sql 'SELECT count(*) FROM lead')" 3
}

@test "ext_id and source make a row the same, whatever else changed" {
	crm-lead-add ext_id=77 source=b24 name=A -q >/dev/null
	exits 0 crm-lead-add ext_id=77 source=b24 name='A B' phone=+79160000002
	is "$(verdicts 2,3 <<<"$out")" "1,known"
	exits 0 crm-lead-add ext_id=77 source=amo name=C
	is "$(verdicts 2,3 <<<"$out")" "2,added"
	# alone the number names no lead any more, with its source it does
	exits 65 crm-lose ext_id=77 reason=price
	exits 0 crm-lose ext_id=77 source=amo reason=price
	is "$(sql 'SELECT lead, state FROM lead ORDER BY lead')" "$(printf '1|0\n2|2')"
}

@test "a lost lead comes back, to its owner and its stage" {
	crm-lead-add name=A phone=+79160000001 manager=kim -q >/dev/null
	crm-move 1 stage=meeting -q >/dev/null
	crm-lose 1 reason=price -q >/dev/null
	exits 0 crm-lead-add name=A phone='8 916 000 00 01' comment='передумали'
	is "$(verdicts 1-7 <<<"$out")" "1,1,returned,,1,kim,phone"
	is "$(sql 'SELECT l.state, s.stage, m.manager, l.reason IS NULL FROM lead l JOIN stage s ON s.id = l.stage JOIN manager m ON m.id = l.manager WHERE lead = 1')" \
		"0|meeting|kim|1"
	is "$(sql "SELECT count(*) FROM event WHERE lead = 1 AND kind = 9")" 1
}

@test "who has bought is an existing client; in a b2b department it is repeat business" {
	crm-lead-add name=A phone=+79160000001 -q >/dev/null
	crm-win 1 amount=5000000 -q >/dev/null
	exits 0 crm-lead-add name=A phone=+79160000001 at=2026-11-20
	is "$(verdicts 3 <<<"$out")" existing
	crm-conf put setting key=intake.won_client value=repeat -q >/dev/null
	exits 0 crm-lead-add name=A phone=+79160000001 at=2026-11-21
	is "$(verdicts 2,3,5 <<<"$out")" "3,repeat,1"
}

@test "lists and rules judge first: spam, shareholder, with the rule named by -x" {
	crm-conf put list -q >/dev/null <<-'CSV'
		list,value
		blocked,8 (916) 000-00-09
		blocked,@spam.example
		shareholder,+7 916 000 00 08
	CSV
	crm-conf put rule rule=casino pos=5 column=comment pattern='казино' verdict=spam reason=spam example='лучшее казино' -q >/dev/null
	exits 0 crm-lead-add -x <<-'CSV'
		name,phone,email,comment
		A,+79160000009,,
		B,,x@spam.example,
		C,+79160000008,,
		D,+79160000007,,Лучшее КАЗИНО города
		E,+79160000006,,ищу квартиру
	CSV
	is "$(verdicts 3 <<<"$out" | tr '\n' ' ')" "spam spam shareholder spam added "
	is "$err" "$(printf '%s\n' 'row 1: spam: list blocked' 'row 2: spam: list blocked' 'row 3: shareholder: list shareholder' \
		'row 4: spam: rule casino' 'row 5: added: nobody known by this phone or e-mail' \
		'crm-lead-add: read 5 = added 1 + shareholder 1 + spam 3 (batch 5)')"
	is "$(sql 'SELECT count(*) FROM lead')" 5
}

@test "a bad phone is a warning; with nothing else to tell who it is the row is rejected, into -r as it came" {
	exits 65 crm-lead-add -r rejects.csv <<-'CSV'
		name;phone;Этаж
		Анна;123;5
		;доб. 12;"6; 7"
	CSV
	is "$(verdicts 1-4 <<<"$out")" "$(printf '1,1,added,phone: not a phone number: «123»\n2,,rejected,not a phone number: «доб. 12»')"
	is "$(cat rejects.csv)" "$(printf 'name,phone,Этаж,reason\n,доб. 12,6; 7,not a phone number: «доб. 12»')"
	is "$(head -1 <<<"$err")" "crm-lead-add: stdin: row 2 (line 3), column phone: not a phone number: «доб. 12»"
	is "$(stat -c %a rejects.csv)" 600
	sed -i 's/доб. 12/8 916 000-00-03/' rejects.csv
	exits 0 crm-lead-add <rejects.csv
	is "$(sql "SELECT new FROM event WHERE lead = 2")" '{"phone":"8 916 000-00-03","Этаж":"6; 7","_phone":"79160000003"}'
}

@test "unknown manager and stage reject the row and name the nearest; unknown sources are new" {
	exits 65 crm-lead-add <<-'CSV'
		name,manager,stage,source
		A,ivanof,,новый источник
		B,,metting,
		C,ivanov,meeting,новый источник
	CSV
	is "$(verdicts 3 <<<"$out" | tr '\n' ' ')" "rejected rejected added "
	[[ $out == *ivanof*ivanov* ]]
	[[ $out == *metting*meeting* ]]
	is "$(sql "SELECT word FROM dict WHERE kind = 1")" "новый источник"
	is "$(sql 'SELECT s.stage FROM lead l JOIN stage s ON s.id = l.stage')" meeting
	is "$(sql 'SELECT s.stage, r.skipped FROM reach r JOIN stage s ON s.id = r.stage ORDER BY s.pos')" "$(printf 'qualified|1\nmeeting|0')"
}

@test "columns nobody knows are kept, also repeated and nameless ones" {
	exits 0 crm-lead-add <<-'CSV'
		name,Этаж,Этаж,,_mark
		A,5,6,7,8
	CSV
	is "$(sql 'SELECT new FROM event WHERE lead = 1')" '{"name":"A","Этаж":"5","Этаж 2":"6","column 4":"7","mark":"8"}'
}

@test "-n prints every verdict and writes nothing, over the whole input" {
	exits 0 crm-lead-add -n <<-'CSV'
		name,phone,at
		A,+79160000001,2026-11-01
		A,+79160000001,2026-11-02
	CSV
	is "$(verdicts 2,3 <<<"$out")" "$(printf '1,added\n1,duplicate')"
	is "$err" "crm-lead-add: read 2 = added 1 + duplicate 1 (dry run: nothing is written)"
	is "$(sql 'SELECT (SELECT count(*) FROM lead) + (SELECT count(*) FROM batch WHERE batch > 2)')" 0
}

@test "--atomic: one rejected row rolls everything back and the sum still holds" {
	exits 65 crm-lead-add --atomic <<-'CSV'
		name,manager
		A,
		B,nobody
	CSV
	is "$(tail -1 <<<"$err")" "crm-lead-add: read 2 = rejected 2"
	is "$(sql 'SELECT count(*) FROM lead')" 0
}

@test "a rule that runs away is stopped, and the row says so" {
	crm-conf put rule rule=evil pos=1 column=name pattern='^(а+)+$' verdict=spam reason=spam -q >/dev/null
	exits 0 crm-lead-add name="$(printf 'а%.0s' {1..40})!"
	[[ $out == *"added,rule evil gave up"* ]]
	# What was remarked before is still said, and so is a second rule.
	crm-conf put rule rule=worse pos=2 column=name pattern='^(а|а)+$' verdict=spam reason=spam -q >/dev/null
	exits 0 crm-lead-add name="$(printf 'а%.0s' {1..41})!" phone=123
	is "$(tail -1 <<<"$out" | cut -d, -f4)" "phone: not a phone number: «123»; rule evil gave up on this row: its pattern runs away; rule worse gave up on this row: its pattern runs away"
}

# A text of N times WORD, and an end that fits nothing.
long() { printf "$2%.0s" $(seq "$1"); printf '!'; }

@test "a rule without time for a long text lets the row in, says so, and the others have their say" {
	crm-conf put setting -q key=rule.ms value=0 >/dev/null
	crm-conf put rule -q rule=slow pos=1 column=comment pattern='(?=\w)\w+$' verdict=spam example=a >/dev/null
	crm-conf put rule -q rule=box pos=2 column=email pattern='@spam[.]example$' verdict=spam example=a@spam.example >/dev/null
	exits 0 crm-lead-add -q name=А phone=89160000001 comment="$(long 600 а)" -o verdict,reason
	is "$(tr ';' '\n' <<<"$out")" 'verdict,reason
added,rule slow ran out of time on this row: it is slow on long texts
 rule promotion ran out of time on this row: it is slow on long texts
 rule backlinks ran out of time on this row: it is slow on long texts
 rule databases ran out of time on this row: it is slow on long texts
 rule gambling ran out of time on this row: it is slow on long texts
 rule easy-money ran out of time on this row: it is slow on long texts
 rule shareholder ran out of time on this row: it is slow on long texts'
	[[ $err == *'crm-lead-add: rule slow ran out of time on 1 row: it is slow on long texts'* ]]
	# A short column needs no time.
	exits 0 crm-lead-add -q -x name=Б email=b@spam.example comment="$(long 600 б)" -o verdict
	is "$out" 'verdict
spam'
	[[ $err == *'row 1: spam: rule box'* ]]
	# Nor does a short text.
	exits 0 crm-lead-add -q name=В phone=89160000003 comment="$(long 100 в | tr -d '!')" -o verdict,reason
	is "$out" 'verdict,reason
spam,'
	exits 65 crm-conf put setting -q key=rule.ms value=-1
}

@test "texts made to hang a rule do not hang the intake" {
	local n=0 pattern
	for pattern in 'a+$' '\w+$' '(x+x+)+y' '(?:x|y)+$' '[^,]*,[^,]*;$' '(?=\w)\w+$' '(\S+\s*)+@\S+[.]ru'; do
		n=$((n + 1))
		crm-conf put rule -q rule="r$n" pos=$n column=comment pattern="$pattern" verdict=spam >/dev/null
	done
	{
		echo name,comment
		for n in 1 2 3; do
			echo "a$n,$(long 60000 a)"
			echo "w$n,$(long 60000 ж)"
			echo "x$n,$(long 60000 x) y"
			echo "c$n,\"$(long 20000 'x,')\""
			echo "b$n,$(long 15000 'xx x')"
		done
	} >long.csv
	# Each row took up to two minutes once: that they end at all is the test.
	exits 0 timeout 120 crm-lead-add -q -o verdict <long.csv
	is "$(sort <<<"$out" | uniq -c | xargs)" '15 added 1 verdict'
	is "$(sql 'SELECT count(*) FROM lead')" 15
}

@test "while a pattern is matched others may write" {
	crm-conf put setting -q key=rule.ms value=1000000 >/dev/null
	crm-conf put rule -q rule=slow pos=1 column=comment pattern='(*CHARS=90000)(?=\w)\w+$' verdict=spam >/dev/null
	{ echo name,comment; for n in 1 2 3 4 5 6 7 8 9; do echo "$n,$(long 90000 a)"; done } >slow.csv
	crm-lead-add -q <slow.csv >slow.out 2>&1 3>&- &
	local slow=$!
	while kill -0 $slow && [ "$(awk '{ print $14 }' /proc/$slow/stat)" -lt 20 ]; do sleep 0.1; done # it is at work
	exits 0 crm-lead-add -q name=Б phone=89160000002 -o verdict
	kill -9 $slow # it would be at it for minutes
	is "$(sql 'SELECT count(*) FROM lead')" 1
}

@test "a rule looks at the first 8000 characters of a text, unless it says otherwise" {
	crm-conf put rule -q rule=short pos=1 column=comment pattern='купон' verdict=spam >/dev/null
	crm-conf put rule -q rule=far pos=2 column=comment pattern='(*CHARS=20000)промокод' verdict=spam >/dev/null
	crm-lead-add -q -o verdict <<-CSV >out
		name,comment
		А,$(long 7994 ж)купон
		Б,$(long 7995 ж)купон
		В,$(long 19990 ж)промокод
		Г,$(long 19992 ж)промокод
		Д,$(long 7998 ж)КупонПромокод
	CSV
	is "$(xargs <out)" 'verdict spam added spam added spam'
}

@test "a pipeline: taken in, handed out, a call planned; what was rejected stays rejected" {
	printf 'name,phone,manager\nA,+79160000001,\nB,+79160000002,nobody\nC,+79160000003,\n' >leads.csv
	exits 65 bash -c 'crm-lead-add -q < leads.csv 2>/dev/null | crm-assign -q 2>/dev/null | crm-task-add kind=call due=+1h -'
	is "$(cut -d, -f1,3,5,6 <<<"$out")" "$(printf 'row,verdict,lead,manager\n1,done,1,ivanov\n2,rejected,,\n3,done,2,petrova')"
	is "$(tail -1 <<<"$err")" "crm-task-add: read 3 = done 2 + rejected 1 (batch 5)"
}

@test "-r never overwrites the input or the database" {
	printf 'name,phone\nA,1\n,12\n' >in.csv
	exits 64 crm-lead-add -r in.csv <in.csv
	is "$err" "crm-lead-add: -r in.csv would overwrite what is being read"
	is "$(cat in.csv)" "$(printf 'name,phone\nA,1\n,12')"
	exits 64 crm-lead-add -r "$CRM_DB" name=A
	exits 0 crm-db check
	printf 'a longer file than the rejects\n%.0s' 1 2 3 4 >old.csv
	exits 65 crm-lead-add -r old.csv <in.csv
	is "$(cat old.csv)" "$(printf 'name,phone,reason\n,12,not a phone number: «12»')"
	exits 0 crm-lead-add -r /dev/null name=B
	{ printf name; printf ',c%d' $(seq 300); printf '\n,'; printf 'v%d,' $(seq 299); printf 'v300\n'; } >wide.csv
	exits 65 crm-lead-add -r old.csv <wide.csv
	is "$(cut -d, -f1-301 old.csv)" "$(cat wide.csv)"
}

@test "who acts, and every operand, is text" {
	exits 64 crm-lead-add -U $'a\xff' name=A
	is "$err" "crm-lead-add: who acts (-U, CRM_USER) must be printable UTF-8"
	exits 64 env CRM_USER=$'a\nb' crm-lead-add name=A
	exits 64 crm-lose $'1\xff' reason=price
	exits 64 crm-lead-add name=A $'\xff=1'
	is "$(sql 'SELECT count(*) FROM lead')" 0
}

# Few rows go in one by one, many by a table of the program.
@test "rows that come one by one, a few at a time or all at once make the same base and the same verdicts" {
	crm-demo --leads 150 --seed 9 >leads.csv
	cat >rows.csv <<-'CSV'
		name,phone,email,inn,at,stage,status,closed_at,lost_reason,amount,consent,source,ext_id,comment,manager
		Анна,89160000001,a@x.example,,2026-11-01,,,,,,да,site,1,,kim
		Анна,89160000001,,,2026-11-02,,,,,,,site,2,снова,
		Борис,,b@x.example,7707083893,2026-11-01,booking,,,,5000,нет,expo,3,,orlova
		Вера,89160000003,,,2026-10-01,,lost,2026-10-20,price,,,expo,4,,
		Вера,89160000003,v@x.example,,2026-11-05,,,,,,yes,site,5,передумала,
		Глеб,89160000004,A@x.example,,2026-09-01,contract,won,2026-10-01,,90000,,site,6,,kim
		Глеб,89160000004,,,2026-11-03,,,,,,,site,7,,
		Дина,89160000005,,,2026-10-03,,lost,2026-10-22,price,,,site,8,,
		Анна,89160000001,a@x.example,,2026-11-01,,,,,,да,site,1,,kim
		,не телефон,,,,,,,,,,,,,
	CSV
	for rows in 1 3 20 1000; do
		cp "$CRM_DB" $rows.db
		for file in leads rows; do
			CRM_CHUNK_ROWS=$rows crm-lead-add -q -d $rows.db <$file.csv >$file.$rows || [ $? -eq 65 ]
		done
		crm-db -d $rows.db check >/dev/null
		crm-db -d $rows.db check --hash >hash.$rows
	done
	for rows in 1 3 20; do
		same leads.1000 leads.$rows
		same rows.1000 rows.$rows
		same hash.1000 hash.$rows
	done
	is "$(cut -d, -f3 rows.1 | sort -u | tr '\n' ' ')" 'added duplicate existing known rejected repeat returned verdict '
	is "$(sqlite3 1.db 'SELECT count(*) > 150, count(DISTINCT state), (SELECT count(*) > 3 FROM reach), (SELECT count(*) FROM consent) FROM lead')" '1|4|1|2'
}
