#!/usr/bin/env bats
# crm-consent: given and withdrawn by channel, with proof; and what follows for letters
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add -q >/dev/null <<-CSV
		at,name,phone,email,source,ext_id,consent,manager
		2026-10-01,Анна,89160000001,anna@client.example,site,A1,да,ivanov
		2026-10-02,Борис,89160000002,boris@client.example,expo,,"e-mail, СМС",ivanov
		2026-10-03,Вера,89160000003,vera@client.example,,V3,нет,kim
		2026-10-04,Глеб,89160000004,gleb@client.example,,,,kim
		2026-10-05,Анна,89160000001,anna@client.example,expo,A5,whatsapp,ivanov
		2026-10-06,Дарья,89160000006,,call,,согласие от 01.10.2026,kim
	CSV
	printf '#!/bin/sh\ncat >>"$0.taken"\n' >sendmail
	chmod +x sendmail
}
prepare() { export CRM_SENDMAIL=./sendmail; }

present() { sql "SELECT client, channel, state, datetime(at, 'unixepoch', '+3 hours'), coalesce(proof, '-') FROM consent ORDER BY client, channel"; }
whole() { crm-db check >/dev/null; }

@test "an inquiry says it: all channels, or those it names, with where it came from as proof" {
	is "$(present)" "1|all|1|2026-10-01 00:00:00|site/A1
1|messenger|1|2026-10-05 00:00:00|expo/A5
2|email|1|2026-10-02 00:00:00|expo
2|sms|1|2026-10-02 00:00:00|expo
6|all|1|2026-10-06 00:00:00|call"
	whole
}

@test "one row at a time, in one file, or with a stage: the same" {
	before=$(present)
	crm-db -d other.db init -q >/dev/null
	crm-conf get manager | crm-conf -d other.db put manager -q >/dev/null
	crm-log kind=lead.created -f json | python3 -c '
import csv, json, sys
rows = [json.loads(json.loads(line)["new"]) for line in sys.stdin]
keys = "at name phone email source ext_id consent manager".split()
out = csv.writer(sys.stdout)
out.writerow(keys + ["stage"])
for row in rows: out.writerow([row.get(key, "") for key in keys] + ["new"])' | while IFS= read -r line; do
		[ -n "${header:-}" ] || { header=$line; continue; }
		printf '%s\n%s\n' "$header" "$line" | crm-lead-add -d other.db -q >/dev/null
	done
	is "$(CRM_DB=$PWD/other.db present)" "$before"
	exits 0 crm-db -d other.db check
}

@test "given and withdrawn: by lead, client, phone, address; the latest counts" {
	exits 0 crm-consent 4 channel=email proof='анкета 7'
	is "$out" "row,client,verdict,reason,channel,state
1,4,done,,email,given"
	exits 0 crm-consent --withdraw channel=все phone='+7 (916) 000-00-01' at=2026-11-01
	is "$out" "row,client,verdict,reason,channel,state
1,1,done,,all,withdrawn"
	printf 'email,client,ext_id,channel,state,at,proof\nBORIS@client.example,,,СМС,withdrawn,2026-11-02,письмо 12\n,6,,call,given,2026-11-03,\n,,V3,sms,given,2026-11-04,запись 5\n' >rows.csv
	exits 0 crm-consent <rows.csv
	is "$out" "row,client,verdict,reason,channel,state
1,2,done,,sms,withdrawn
2,6,done,,call,given
3,3,done,,sms,given"
	is "$err" "crm-consent: read 3 = done 3 (batch 6)"
	is "$(present)" "1|all|0|2026-11-01 00:00:00|-
1|messenger|1|2026-10-05 00:00:00|expo/A5
2|email|1|2026-10-02 00:00:00|expo
2|sms|0|2026-11-02 00:00:00|письмо 12
3|sms|1|2026-11-04 00:00:00|запись 5
4|email|1|2026-11-23 18:00:00|анкета 7
6|all|1|2026-10-06 00:00:00|call
6|call|1|2026-11-03 00:00:00|-"
	# what was typed in late does not undo what is newer, and is in the journal
	exits 0 crm-consent 1 channel=all at=2026-10-20 proof=звонок
	is "$(sql "SELECT state FROM consent WHERE client = 1 AND channel = 'all'")" 0
	is "$(crm-log kind=consent.given kind=consent.withdrawn -o client | tail -n +2 | sort -n | uniq -c | tr -s ' ')" " 2 1
 1 2
 1 3
 1 4
 1 6"
	whole
}

@test "the same again is known, another proof is not" {
	crm-consent -q 4 channel=email proof=a >/dev/null
	exits 0 crm-consent 4 channel=email
	is "$out" "row,client,verdict,reason,channel,state
1,4,known,,email,given"
	exits 0 crm-consent 4 channel=e-mail proof=a
	[[ $out == *known* ]]
	exits 0 crm-consent 4 channel=email proof=b
	[[ $out == *done* ]]
	exits 0 crm-consent 4 channel=email at=2026-01-01 proof=c
	[[ $out == *done* ]]
	exits 0 crm-consent 4 channel=email at=2026-01-01 proof=c
	[[ $out == *known* ]]
	# a pipeline from the intake carries lead, client and more
	exits 0 crm-consent channel=sms - < <(crm-lead-add -q name=Ева phone=89160000009)
	is "$out" "row,client,verdict,reason,channel,state
1,7,done,,sms,given"
}

@test "bad rows are refused, and leave nothing" {
	before=$(crm-db check --hash)
	printf 'lead,channel,state,at,phone\n99,email,,,\n1,fax,,,\n1,email,maybe,,\n1,email,,yesterdayish,\n,email,,,123\n,email,,,89990000000\n' >bad.csv
	exits 65 crm-consent <bad.csv
	is "$(printf '%s\n' "$out" | cut -d, -f1,3-4)" 'row,verdict,reason
1,rejected,no lead 99
2,rejected,no channel «fax»: there are all call email letter messenger sms
3,rejected,"given or withdrawn
4,rejected,not a time: «yesterdayish»
5,rejected,nobody has «123»
6,rejected,nobody has «89990000000»'
	exits 65 crm-consent lead=1
	is "$(crm-db check --hash)" "$before"
}

@test "taken back it is as before, and taken back again" {
	before=$(crm-db check --hash)
	crm-consent -q --withdraw channel=email 1 2 4 >/dev/null
	after=$(crm-db check --hash)
	differ "$before" "$after"
	exits 0 crm-undo 4
	is "$(crm-db check --hash)" "$before"
	exits 0 crm-undo 5
	is "$(crm-db check --hash)" "$after"
	crm-consent -q channel=email 1 >/dev/null
	exits 65 crm-undo 6
	[[ $out == *"client 1 changed since: event "*" (consent.given) of batch 7; --with-later"* ]]
	whole
	# the inquiry that gave it goes, and with it the consent; but not while something was said of its client since
	exits 65 crm-undo 3
	[[ $out == *"client 1 changed since: event "*" (consent.withdrawn) of batch 4"*"; --with-later takes that back too\",1"* ]]
	is "$(sql 'SELECT lead FROM lead')" 1
	is "$(present)" "1|all|1|2026-10-01 00:00:00|site/A1
1|email|1|2026-11-23 18:00:00|-"
	whole
}

@test "nobody who has said no gets a letter, whenever he said it" {
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	crm-lose -q 1 2 3 4 reason=price at=2026-11-22 >/dev/null
	crm-consent -q --withdraw channel=email 1 >/dev/null
	CRM_NOW=2026-12-06T10:00:00+03:00
	exits 0 crm-reanimate
	is "$(printf '%s\n' "$out" | grep -v enrolled | cut -d, -f1,7,8 | grep -v held_out)" "lead,verdict,reason
1,skipped,withdrawn
2,sent,
3,skipped,no_consent
4,skipped,no_consent"
	# between the decision and the post
	crm-consent -q --withdraw channel=all 2 >/dev/null
	exits 65 crm-mail-out --queue
	is "$(printf '%s\n' "$out" | cut -d, -f2-)" "to,verdict,reason
boris@client.example,rejected,held: withdrawn"
	[ ! -e sendmail.taken ]
	is "$(sql 'SELECT state, error FROM outbox')" "3|held: withdrawn"
}

@test "where a consent is required, a letter without one stays" {
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	sqlite3 "$CRM_DB" "INSERT INTO outbox VALUES (1, 'notice/4', 'n4@x', 'gleb@client.example', 1, 4, 'S', 'text', 'B', 0, 0, NULL, NULL), (2, 'notice/2', 'n2@x', 'boris@client.example', 1, 2, 'S', 'text', 'B', 0, 0, NULL, NULL)"
	exits 65 crm-conf put setting key=consent.required value=maybe
	crm-conf put setting -q key=consent.required value=1 >/dev/null
	exits 65 crm-mail-out --queue
	is "$(printf '%s\n' "$out" | cut -d, -f2-)" "to,verdict,reason
gleb@client.example,rejected,held: no_consent
boris@client.example,done,"
}

@test "no, once more: what was allowed since is not passed over, nor is a date of next year" {
	now() { sql "SELECT state FROM consent WHERE client IN ($1) AND channel IN ('email', 'all') ORDER BY at DESC, event DESC LIMIT 1"; }
	verdict() { crm-consent -q "$@" | tail -n 1 | cut -d, -f3; }
	at() { export CRM_NOW=2026-11-$1T10:00:00+03:00; }
	at 24; is "$(verdict --withdraw channel=all 4)" done
	at 25; is "$(verdict channel=email 4)" done
	is "$(now 4)" 1
	at 26; is "$(verdict --withdraw channel=all 4)$(verdict --withdraw channel=all 4)" doneknown
	is "$(now 4)" 0
	at 27; is "$(verdict channel=email 4)$(verdict channel=all 4)$(verdict channel=email 4)" donedoneknown
	# by the other of two records of one person
	crm-merge -q keep=4 3 >/dev/null
	at 28; is "$(verdict --withdraw channel=all client=3)" done
	at 29; is "$(verdict channel=all client=4)" done
	at 30; is "$(verdict --withdraw channel=all client=3)$(verdict --withdraw channel=all client=3)" doneknown
	is "$(now 3,4)" 0
	# a time to come counts from when it was recorded
	printf '%s\n' name,phone,at,consent,stage Жан,89160000011,2031-01-01,yes, Зоя,89160000012,2031-01-01,yes,qualified | crm-lead-add -q >/dev/null
	crm-consent -q 1 channel=email at=2031-01-01 >/dev/null
	CRM_NOW=2026-12-01T10:00:00+03:00
	crm-consent -q --withdraw channel=all 1 7 8 >/dev/null
	is "$(now 1)$(now 7)$(now 8)" 000
	hash=$(crm-db check --hash)
	whole
	crm-db rebuild -q >/dev/null
	is "$(crm-db check --hash)" "$hash"
}

# said CELL...: what each cell of column consent gives, of a client of its own
said() {
	local n cell
	for cell in "$@"; do
		n=$(sql 'SELECT max(lead) + 1 FROM lead')
		out=$(crm-lead-add -q name="N$n" email="n$n@client.example" consent="$cell" -o client,reason | tail -1)
		printf '%s|%s|%s\n' "$cell" "$(sql "SELECT coalesce(group_concat(CASE state WHEN 1 THEN '+' ELSE '-' END || channel, ' '), '') FROM (SELECT * FROM consent WHERE client = ${out%%,*} ORDER BY channel)")" "${out#*,}"
	done
}

@test "only a clear yes gives consent, and a word nobody knows is remarked" {
	is "$(said да Yes 1 TRUE on '✓' согласна 'Я согласен на обработку персональных данных' 'согласие получено 01.10.2026' 'I agree, and accept the terms' 'Freely given consent from contact' subscribed подписан)" \
		'да|+all|
Yes|+all|
1|+all|
TRUE|+all|
on|+all|
✓|+all|
согласна|+all|
Я согласен на обработку персональных данных|+all|
согласие получено 01.10.2026|+all|
I agree, and accept the terms|+all|
Freely given consent from contact|+all|
subscribed|+all|
подписан|+all|'
	is "$(said 'Не согласен' нет off N undefined null none 0 '#N/A' 'нет согласия' 'без согласия' 'согласие отсутствует' declined 'not given' 'Not applicable' 'never agreed' 'не подписан' unchecked)" \
		'Не согласен||
нет||
off||
N||
undefined||
null||
none||
0||
#N/A||
нет согласия||
без согласия||
согласие отсутствует||
declined||
not given||
Not applicable||
never agreed||
не подписан||
unchecked||'
	is "$(said 2 maybe '?' 'Legitimate interest' 'см. договор' '01.10.2026')" \
		'2||consent: «2» is no clear yes: none is given
maybe||consent: «maybe» is no clear yes: none is given
?||consent: «?» is no clear yes: none is given
Legitimate interest||consent: «Legitimate interest» is no clear yes: none is given
см. договор||consent: «см. договор» is no clear yes: none is given
01.10.2026||consent: «01.10.2026» is no clear yes: none is given'
	is "$(said отозвано 'отписан' unsubscribed 'opted out' 'не звонить' 'просит не писать' 'do not call' 'не присылайте смс' стоп)" \
		'отозвано|-all|
отписан|-all|
unsubscribed|-all|
opted out|-all|
не звонить|-call|
просит не писать|-all|
do not call|-call|
не присылайте смс|-sms|
стоп|-all|'
	is "$(said 'e-mail, смс' 'только email' 'email и телефон' 'email: да; sms: нет' 'email - yes, call - no' 'да, кроме звонков')" \
		'e-mail, смс|+email +sms|
только email|+email|
email и телефон|+call +email|
email: да; sms: нет|+email|
email - yes, call - no|+email|
да, кроме звонков||consent: the row says yes and no: the no counts'
	whole
}

@test "a yes that was asked for, is over or has yet to come is none" {
	local cell
	for cell in 'ждём согласия' 'Согласие запрошено' 'требуется согласие' 'согласие истекло' 'спросить согласие' 'согласился бы' 'да?' \
		'да до 01.01.2020' 'подписка приостановлена' 'to be confirmed' 'Awaiting confirmation' 'consent required' 'expired consent' \
		'double opt-in pending' 'согласие?' 'нужно согласие' 'maybe yes' 'не возражаю' 'не против' 'не против звонков' "I don’t mind" 'no objections'; do
		is "$(said "$cell")" "$cell||consent: «$cell» is no clear yes: none is given"
	done
	is "$(said 'I don’t agree' 'won’t accept' 'да, но не звонить' 1.0 0.0 'Согласие: да' 'never')" 'I don’t agree|-all|
won’t accept||
да, но не звонить|+all -call|
1.0|+all|
0.0||
Согласие: да|+all|
never||'
	whole
}

@test "headings that begin as those of people who opted out do are of them, whatever follows" {
	local heading n=0
	while read -r channel heading; do
		n=$((n + 1))
		printf 'name,email,"%s"\nA,o%s@c.example,1\nB,p%s@c.example,0\n' "$heading" $n $n | crm-lead-add -q >/dev/null
		is "$heading: $(sql "SELECT state || channel FROM consent WHERE client IN (SELECT client FROM email WHERE email = 'o$n@c.example')")" "$heading: 0$channel"
		nothing "$(sql "SELECT channel FROM consent WHERE client IN (SELECT client FROM email WHERE email = 'p$n@c.example')")"
	done <<-LIST
		email Opted out of email: Newsletter
		email Opted out of email: Новости компании
		email Do not allow Bulk Emails
		email Unsubscribed from newsletter
		email Отписан от новостей
		email Отказался от рассылок
		email Не получать рассылку
		email Исключён из рассылки
		call Do not allow Phone Calls
		call Запретил звонки
		call Нельзя звонить
		sms Opted out of SMS messages
		sms Отписан от SMS
		all Opted out of all communications
		all Дата отзыва согласия
		all В чёрном списке
		all Blacklisted
	LIST
	# words of systems that say there who stays
	printf 'name,email,Do not allow Emails\nA,q1@c.example,Allow\nB,q2@c.example,Do Not Allow\nC,q3@c.example,0000-00-00\nD,q4@c.example,2026-10-12\nE,q5@c.example,subscribed\n' |
		crm-lead-add -q >/dev/null
	is "$(sql "SELECT email FROM email JOIN consent USING (client) WHERE email LIKE 'q_@%' AND channel = 'email' AND state = 0 ORDER BY email")" 'q2@c.example
q4@c.example'
	whole
}

@test "columns of those who opted out withdraw, by channel, under the headings of other systems" {
	printf '%s\n' 'name,email,Email Opt Out,Do Not Call,Unsubscribed from all email' 'A,a1@c.example,1,0,true' 'B,b1@c.example,0,false,' 'C,c1@c.example,,TRUE,' >export.csv
	exits 0 crm-lead-add -q -o client,reason <export.csv
	printf 'Имя;Почта;Не звонить;Отписан;Согласие\nГ;g1@c.example;да;;да\nД;d1@c.example;нет;12.10.2026;да\n' | crm-lead-add -q >/dev/null
	printf 'Email Address,First Name,Last Name,OPTIN_TIME,UNSUB_TIME,UNSUB_REASON\nm1@c.example,М,Л,2024-01-02 03:04:05,2025-02-03 04:05:06,N/A (Unsubscribed)\n' | crm-lead-add -q >/dev/null
	printf 'email,Name,email_status,phone,phone_status\nu1@c.example,У,unsubscribed,+79160000111,active\nu2@c.example,Ф,active,,\n' | crm-lead-add -q >/dev/null
	is "$(sql "SELECT contact.text || group_concat(' ' || CASE state WHEN 1 THEN '+' ELSE '-' END || channel, '') FROM
		(SELECT * FROM consent ORDER BY client, channel) AS c JOIN (SELECT client, email AS text FROM email) AS contact ON contact.client = c.client
		WHERE contact.text LIKE '__@c.example' GROUP BY contact.text ORDER BY contact.text" 2>/dev/null || true)" \
		"a1@c.example -email
c1@c.example -call
d1@c.example +all -email
g1@c.example +all -call
m1@c.example -email
u1@c.example -email +sms
u2@c.example +email"
	whole
}

@test "where cells differ the refusal counts" {
	printf 'name,email,consent,Согласие на рассылку\nA,a2@c.example,да,нет\nB,b2@c.example,нет,да\nC,c2@c.example,да,да\n' >two.csv
	exits 0 crm-lead-add -q -o verdict,reason <two.csv
	is "$out" "verdict,reason
added,consent: the row says yes and no: the no counts
added,consent: the row says yes and no: the no counts
added,"
	exits 0 crm-lead-add -q name=D email=d2@c.example consent=да optout_sms=1 consent_call=нет
	is "$(sql "SELECT group_concat(CASE state WHEN 1 THEN '+' ELSE '-' END || channel, ' ') FROM (SELECT * FROM consent WHERE client = (SELECT max(client) FROM consent) ORDER BY channel)")" "+email +letter +messenger -sms"
	whole
}

@test "a yes without a date never undoes a withdrawal, whichever came first" {
	crm-consent -q --withdraw channel=email email=gleb@client.example at=2026-11-01 >/dev/null
	exits 0 crm-lead-add -q name=Глеб email=gleb@client.example consent=да source=oldbase -o verdict,reason
	is "$out" 'verdict,reason
duplicate,"consent: it was withdrawn (email), and a yes without a date does not undo that"'
	is "$(sql "SELECT channel, state FROM consent WHERE client = 4 ORDER BY channel")" "all|1
email|0"
	# a yes that has its day, later, does
	exits 0 crm-lead-add -q name=Глеб email=gleb@client.example consent=email source=site at=2026-11-20
	is "$(sql "SELECT state FROM consent WHERE client = 4 AND channel = 'email'")" 1
	# the yes first, the withdrawal later but dated before the row came
	crm-lead-add -q name=Е email=e3@c.example consent=да >/dev/null
	crm-consent -q --withdraw channel=all email=e3@c.example at=2026-11-01 >/dev/null
	is "$(sql "SELECT state FROM consent WHERE client = (SELECT max(client) FROM consent)")" 0
	# what is shown is the day it came
	crm-lead-add -q name=Ж email=j3@c.example consent=да >/dev/null
	crm-client -f text --lang en "$(sql 'SELECT max(client) FROM lead')" >card
	grep -qx '  consent: all, 2026-11-23' card
	whole
}

@test "a list of those who are not to be written to comes before they do" {
	printf 'email,phone\nstop1@c.example,\n,+7 916 000-09-09\nno address,\nanna@client.example,\n' >stop.csv
	exits 65 crm-consent --withdraw channel=all - <stop.csv
	is "$(cut -d, -f3,4 <<<"$out")" "verdict,reason
done,nobody has it yet: kept for whoever comes with it
done,nobody has it yet: kept for whoever comes with it
rejected,nobody has «no address»
done,"
	exits 0 crm-consent --withdraw channel=all email=STOP1@c.example
	[[ $out == *known* ]]
	# a consent for nobody is nobody's
	exits 65 crm-consent channel=all email=stop2@c.example
	crm-lead-add -q name=Стоп email=stop1@c.example consent=да >/dev/null
	is "$(sql "SELECT l.client = c.client, c.state FROM lead AS l JOIN consent AS c ON c.client = l.client WHERE l.lead = (SELECT max(lead) FROM lead)")" '1|0'
	exits 0 crm-undo 4
	whole
}

@test "a withdrawal is never lost to its date: what is none is now, a day without an hour comes after that day's consent" {
	crm-lead-add -q name=Анна phone=89160000021 email=anna@a.example at='2026-11-20 09:00' >/dev/null
	exits 0 crm-consent -q phone=89160000021 channel=email at='2026-11-20 12:00' proof=form
	exits 0 crm-consent -q --withdraw phone=89160000021 channel=email at=2026-11-20 -o verdict,state
	is "$out" "verdict,state
done,withdrawn"
	exits 0 crm-consent -q --withdraw phone=89160000021 channel=email at=20.11.2026 -o verdict
	is "$(tail -1 <<<"$out")" known
	exits 0 crm-consent -q --withdraw phone=89160000021 channel=sms at=0000-00-00 -o verdict,reason
	is "$out" "verdict,reason
done,at: not a time: «0000-00-00»: now is taken"
	exits 0 crm-consent -q --withdraw phone=89160000021 channel=call at=2026-11-23 -o verdict
	is "$(sql "SELECT group_concat(channel || state) FROM (SELECT * FROM consent WHERE client = (SELECT max(client) FROM client) ORDER BY channel)")" call0,email0,sms0
	exits 65 crm-consent -q phone=89160000021 channel=call at=0000-00-00 proof=form -o verdict
	is "$(tail -1 <<<"$out")" rejected
	exits 0 crm-db check
}
