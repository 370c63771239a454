# Dates: a column as a whole, single ones that are none, and words of people who type.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() { staff; }

# when the leads came, in order of their names; local time without the seconds
came() { crm-leads -q -o name,created_at | tail -n +2 | sort -V | sed 's/[^,]*,//; s/:00+03:00$//' | paste -sd' '; }
# rows HEADING DATE...: people A1, A2 …
rows() {
	local i=0 at
	echo "name;phone;$1"
	shift
	for at; do echo "A$((++i));8916000$((1000 + i));$at"; done
}
verdicts() { tail -n +2 <<<"$out" | cut -d, -f3 | sort | uniq -c | tr -s ' ' | paste -sd, | sed 's/^ //'; }

@test "one row tells day from month for its whole column, wherever it stands" {
	exits 0 crm-lead-add -x < <(rows 'Created Date' 11/05/2026 07/30/2026 03/04/2026)
	[[ $err == "column Created Date: the month comes before the day, by row 2: «07/30/2026»"* ]]
	is "$(came)" "2026-11-05T00:00 2026-07-30T00:00 2026-03-04T00:00"
}

@test "day first likewise, with dots, dashes, two-digit years, times and AM" {
	while IFS='|' read -r wanted list; do
		IFS=';' read -r -a at <<<"$list"
		cp crm.db fresh.db
		exits 0 env CRM_DB=fresh.db crm-lead-add -q < <(rows at "${at[@]}")
		is "$(CRM_DB=fresh.db came)" "$wanted"
		rm fresh.db*
	done <<-'LIST'
		2026-05-11T00:00 2026-07-30T00:00|11/05/2026;30/07/2026
		2026-05-11T10:15 2026-07-30T00:00|11-05-26 10:15;30-07-26
		2026-11-05T22:15 2026-11-20T00:05|11/5/26 10:15 PM;11/20/26 12:05 AM
		2026-05-11T00:00 2026-11-20T00:00 2026-02-01T00:00|11.05.2026;20.11.2026;2026-02-01
		2026-11-05T00:00 2026-11-20T00:00|11.05.2026;11.20.2026
		2026-11-05T00:00 2026-11-20T10:00|5 Nov 2026;Fri, 20 Nov 2026 07:00:00 GMT
	LIST
}

@test "nothing tells: the day comes first, or what the setting says; --dates decides" {
	exits 0 crm-lead-add -x < <(rows at 03/04/2026)
	[[ $err == "column at: no row tells the day from the month; the day is taken to come first, as is usual here"* ]]
	is "$(came)" 2026-04-03T00:00
	cp crm.db us.db
	CRM_DB=us.db crm-conf put setting key=dates value=mdy -q >/dev/null
	exits 0 env CRM_DB=us.db crm-lead-add -q name=A2 email=a2@a.example at=03/04/2026
	is "$(CRM_DB=us.db came)" "2026-04-03T00:00 2026-03-04T00:00"
	exits 0 crm-lead-add -q --dates mdy name=A2 phone=89160000002 at=03/04/2026
	is "$(came)" "2026-04-03T00:00 2026-03-04T00:00"
	exits 0 crm-lead-add -x name=A3 phone=89160000003 at=2026-04-03
	[[ $err != *column* ]]
}

@test "the first of January of the year 1 is how 1C writes no date" {
	exits 0 crm-lead-add -q -o lead,reason < <(rows 'Дата создания' '01.01.0001 0:00:00' 0001-01-01T00:00:00 1899-12-30 20.11.2026)
	is "$(tail -n +2 <<<"$out")" "1,at: not a time: «01.01.0001 0:00:00»: now is taken
2,at: not a time: «0001-01-01T00:00:00»: now is taken
3,at: not a time: «1899-12-30»: now is taken
4,"
	is "$(came)" "2026-11-23T18:00 2026-11-23T18:00 2026-11-23T18:00 2026-11-20T00:00"
}

@test "a column that does not tell is as another one of its file that is written alike" {
	exits 0 crm-lead-add -x < <(printf 'name,phone,Created Date,Close Date,Stage\n%s\n%s\n' \
		А,89160000001,11/1/2026,11/12/2026,Lost Б,89160000002,11/2/2026,11/13/2026,Lost)
	[[ $err == *"column Created Date: the month comes before the day, as in another column"* ]]
	is "$(came)" "2026-11-01T00:00 2026-11-02T00:00"
	exits 0 crm-lead-add -q < <(printf 'name,phone,Created Date,Close Date,Stage\n%s\n' В,89160000003,03.04.2026,11/13/2026,Lost)
	exits 0 crm-lead-add -q --lang ru < <(printf 'name,phone,Close Date,Stage Change Time,Created Date,Stage\n%s\n' \
		Г,89160000004,11/13/2026,25/11/2025,03/04/2026,Lost)
	exits 0 crm-lead-add -q --dates dmy < <(printf 'name,phone,Created Date,Close Date,Stage\n%s\n' Д,89160000005,03/04/2026,11/13/2026,Lost)
	is "$(came)" "2026-11-01T00:00 2026-11-02T00:00 2026-04-03T00:00 2026-04-03T00:00 2026-04-03T00:00"
	CRM_DB=us.db crm-db init --pack realty -q >/dev/null
	CRM_DB=us.db crm-conf put setting key=dates value=mdy -q >/dev/null
	exits 0 env CRM_DB=us.db crm-lead-add -x --lang ru < <(printf 'name,phone,Created Date,Close Date,Stage\n%s\n' А,89160000001,03/04/2026,13/11/2026,Lost)
	[[ $err == *"столбец Created Date: день стоит перед месяцем, как в другом столбце"* ]]
	is "$(CRM_DB=us.db came)" 2026-04-03T00:00
}

@test "rows that contradict each other refuse the file, both named, and nothing is taken" {
	exits 65 crm-lead-add < <(rows 'Дата создания' 30.07.2026 11.05.2026 07/30/2026)
	is "$out" "row,lead,verdict,reason,client,manager,match"
	is "$(head -1 <<<"$err")" "crm-lead-add: stdin: column Дата создания: the day comes first in row 1 («30.07.2026»), the month in row 3 («07/30/2026»): one of them is wrong; --dates dmy or mdy takes the rows that fit; nothing was taken in"
	is "$(sql 'SELECT count(*) FROM lead')" 0
	exits 65 crm-lead-add --lang ru --atomic < <(rows at 07/30/2026 30/07/2026)
	is "$(head -1 <<<"$err")" "crm-lead-add: stdin: столбец at: в записи 2 сначала день («30/07/2026»), в записи 1 сначала месяц («07/30/2026»): одна из них неверна; с --dates dmy или mdy войдут те, что подходят; ничего не принято"
	exits 65 crm-lead-add -o row,verdict,reason --dates mdy < <(rows at 07/30/2026 30/07/2026 03/04/2026)
	is "$out" "row,verdict,reason
1,added,
2,rejected,not a time: «30/07/2026»
3,added,"
}

@test "what comes after the first rows is held against them" {
	exits 65 crm-lead-add < <(printf 'name,phone,at\nА,89160000001,03/04/2026\n'; sleep 0.5; echo 'Б,89160000002,07/30/2026')
	[[ $err == *"column at: row 2 («07/30/2026») shows that rows before, such as row 1 («03/04/2026»), were read the wrong way round: take them back with crm-undo, and give --dates; 1 rows before were taken in"* ]]
	is "$(came)" 2026-04-03T00:00
	exits 65 crm-lead-add < <(printf 'name,phone,at\nВ,89160000003,30/04/2026\n'; sleep 0.5; echo 'Г,89160000004,07/30/2026')
	[[ $err == *"the day comes first in row 1 («30/04/2026»), the month in row 2 («07/30/2026»)"* ]]
	is "$(sql 'SELECT count(*) FROM lead')" 2
}

@test "columns of acts are decided as a whole too" {
	local i
	for i in 1 2 3; do crm-lead-add -q name="А$i" phone="8916000000$i" at=2026-01-01 >/dev/null; done
	printf 'lead,at\n1,03/04/2026\n2,04/30/2026\n' >win.csv
	exits 0 crm-win -q <win.csv
	is "$(sql "SELECT datetime(occurred_at, 'unixepoch', '+3 hours') FROM event WHERE kind = (SELECT max(kind) FROM event WHERE lead = 1) AND lead < 3 ORDER BY lead")" \
		"$(printf '2026-03-04 00:00:00\n2026-04-30 00:00:00')"
	printf 'lead,at,reason\n3,03/31/2026,price\n3,31/03/2026,price\n' >lose.csv
	exits 65 crm-lose <lose.csv
	[[ $err == *"column at: the day comes first in row 2"* ]]
	is "$(crm-leads -q -o state 3 | tail -1)" open
}

@test "a date that is none is a remark, and the time of arrival is taken" {
	exits 0 crm-lead-add -o row,verdict,reason < <(rows 'Дата создания' '0000-00-00 00:00:00' 29.02.2026 1.1 00:00 вчера '2026-11-20 10:00' '' '20.11.2026')
	is "$out" "row,verdict,reason
1,added,at: not a time: «0000-00-00 00:00:00»: now is taken
2,added,at: not a time: «29.02.2026»: now is taken
3,added,at: not a time: «1.1»: now is taken
4,added,at: not a time: «00:00»: now is taken
5,added,at: not a time: «вчера»: now is taken
6,added,
7,added,
8,added,"
	is "$(came)" "2026-11-23T18:00 2026-11-23T18:00 2026-11-23T18:00 2026-11-23T18:00 2026-11-23T18:00 2026-11-20T10:00 2026-11-23T18:00 2026-11-20T00:00"
	is "$(sql "SELECT json_extract(new, '\$.at') FROM event WHERE kind = 1 AND lead = 1")" '0000-00-00 00:00:00'
	exits 0 crm-db check
	exits 65 crm-lead-add -q --dates dmy -o row,verdict,reason < <(rows at 00.00.0000 21.11.2026)
	is "$out" "row,verdict,reason
1,rejected,not a time: «00.00.0000»
2,duplicate,"
}

@test "a column of them refuses the file: more than five and one in a hundred, or all" {
	# many HOW_MANY BAD: so many rows, of which BAD are none
	many() { awk -v n="$1" -v bad="$2" 'BEGIN { print "name,phone,at"; for (i = 1; i <= n; i++) printf "A%d,8916%07d,%s\n", i, i, i <= bad ? "soon" : "2026-11-20" }'; }
	exits 65 crm-lead-add < <(many 20 6)
	is "$(head -1 <<<"$err")" "crm-lead-add: column at: 6 of 20 are no dates, the first is in row 1: «soon»: say with --map which column is the date, or leave it out; nothing was taken in"
	is "$(sql 'SELECT count(*) FROM lead')" 0
	exits 65 crm-lead-add < <(many 599 6)
	is "$(sql 'SELECT count(*) FROM lead')" 0
	exits 65 crm-lead-add < <(many 3 3)
	is "$(sql 'SELECT count(*) FROM lead')" 0
	cp crm.db fresh.db
	exits 0 env CRM_DB=fresh.db crm-lead-add < <(many 600 6)
	is "$(verdicts)" '600 added'
	exits 0 crm-lead-add < <(many 6 5)
	is "$(verdicts)" '6 added'
	exits 0 crm-lead-add name=Один phone=89169999999 at=никогда
	is "$(verdicts)" '1 added'
}

@test "words for nothing are no dates, and no column of them" {
	exits 0 crm-lead-add -o verdict,reason < <(rows at - — нет N/A NULL None 'Не указано' --)
	is "$(tail -n +2 <<<"$out" | head -2)" 'added,at: not a time: «-»: now is taken
added,at: not a time: «—»: now is taken'
	is "$(came | tr ' ' '\n' | sort -u)" 2026-11-23T18:00
	exits 0 crm-lead-add -q --dates dmy -o verdict name=Я phone=89169990000 at=-
}

@test "the future and the zeros of programs are remarks" {
	exits 0 crm-lead-add -o verdict,reason < <(rows at '2026-11-23 18:00' '2026-11-23 18:01' 2226-11-20 1970-01-01 1970-01-01T00:00:00Z 01.01.1900 0001-01-01 1795168800)
	is "$out" "verdict,reason
added,
added,at: 2026-11-23T18:01:00+03:00 is in the future
added,at: 2226-11-20T00:00:00+03:00 is in the future
added,at: «1970-01-01» is too long ago
added,at: «1970-01-01T00:00:00Z» is too long ago
added,at: «01.01.1900» is too long ago
added,at: not a time: «0001-01-01»: now is taken
added,"
	exits 0 crm-db check
}

@test "by hand a time may be in words: what happened is looked for behind, what is due ahead" {
	while IFS='|' read -r words wanted; do
		crm-lead-add -q name="$words" ext_id="$words" at="$words" -o verdict,reason >said.csv
		is "$(tail -1 said.csv)" added,
		is "$(sql "SELECT datetime(created_at, 'unixepoch', '+3 hours') FROM lead ORDER BY lead DESC LIMIT 1")" "$wanted:00"
	done <<-'LIST'
		вчера|2026-11-22 00:00
		вчера 15:00|2026-11-22 15:00
		сегодня 10:15|2026-11-23 10:15
		15:00|2026-11-23 15:00
		2 часа назад|2026-11-23 16:00
		в пятницу|2026-11-20 00:00
		yesterday 9am|2026-11-22 09:00
		-3d|2026-11-20 18:00
		сейчас|2026-11-23 18:00
		20 ноября|2026-11-20 00:00
	LIST
	while IFS='|' read -r words wanted; do
		is "$(crm-task-add -q 1 kind=call text="$words" manager=kim due="$words" -o due | tail -1)" "$wanted:00+03:00"
	done <<-'LIST'
		завтра 15:00|2026-11-24T15:00
		завтра|2026-11-24T18:00
		пт 12:00|2026-11-27T12:00
		через 2 часа|2026-11-23T20:00
		через неделю|2026-11-30T18:00
		tomorrow|2026-11-24T18:00
		+2d 10:00|2026-11-25T10:00
		послезавтра в 11|2026-11-25T11:00
		next mon|2026-11-30T18:00
		15:00|2026-11-24T15:00
		25.12|2026-12-25T18:00
	LIST
	exits 65 crm-task-add -o reason -q 1 kind=call due='когда-нибудь'
	is "$out" "reason
not a time: «когда-нибудь»"
	is "$(crm-task-done -q "$(sql 'SELECT min(task) FROM task')" at='час назад' next_due='пн 10:00' -o verdict | tail -1)" "done"
	is "$(sql 'SELECT due FROM task WHERE task = (SELECT min(task) FROM task)')" "$(date -d 2026-11-30T10:00+03:00 +%s)"
}

@test "what was typed is kept as the time it meant, so that the same row is known" {
	crm-lead-add -q name=А phone=89160000001 at='вчера 15:00' >/dev/null
	is "$(sql "SELECT json_extract(new, '\$.at') FROM event WHERE kind = 1 AND lead = 1")" 2026-11-22T15:00:00+03:00
	is "$(crm-lead-add -q name=А phone=89160000001 at='вчера 15:00' -o verdict | tail -1)" known
	is "$(CRM_NOW=2026-11-24T18:00:00+03:00 crm-lead-add -q name=А phone=89160000001 at='вчера 15:00' -o verdict | tail -1)" duplicate
	crm-win -q 1 at=вчера >/dev/null
	printf '1\n' >one
	is "$(crm-touch-add -q kind=call at='вчера 16:00' - -o verdict <one | tail -1)" "done"
	exits 0 crm-db check
}

@test "-T and --known-at take words too; a day is its evening, however it is written" {
	crm-lead-add -q name=А phone=89160000001 at='2026-11-20 10:00' >/dev/null
	crm-lead-add -q name=Б phone=89160000002 at='2026-11-22 10:00' >/dev/null
	local at
	for at in 2026-11-21 21.11.2026 '2 дня назад' 'в субботу' '21 ноября' '22.11.2026 09:00' 'вчера 9:00'; do
		is "$at: $(crm-leads -q -T "$at" -o name | tail -n +2 | paste -sd' ')" "$at: А"
	done
	is "$(crm-leads -q -T вчера -o name | tail -n +2 | paste -sd' ')" "А Б"
	is "$(crm-leads -q --known-at сегодня -o name | tail -n +2 | paste -sd' ')" "А Б"
	nothing "$(crm-leads -q --known-at вчера -o name | tail -n +2)"
	exits 64 crm-leads -T давно
}

@test "a day without an hour comes after what that day already holds, in the order of the rows" {
	crm-lead-add -q name=А phone=89160000001 at='2026-11-20 10:00' >/dev/null
	crm-touch-add -q 1 kind=call at='2026-11-20 11:00' >/dev/null
	cat >moves.csv <<-'CSV'
		lead,stage,at
		1,qualified,20.11.2026
		1,meeting,20.11.2026
		1,booking,21.11.2026
	CSV
	exits 0 crm-move -q -o verdict,reason,to <moves.csv
	is "$out" "verdict,reason,to
done,,qualified
done,,meeting
done,,booking"
	exits 0 crm-win -q -o verdict,reason 1 at=21.11.2026 amount=100
	is "$out" "verdict,reason
done,"
	is "$(crm-log lead=1 -q -o kind,occurred_at | tail -n +2 | paste -sd' ')" "lead.created,2026-11-20T10:00:00+03:00 touch.added,2026-11-20T11:00:00+03:00 lead.moved,2026-11-20T11:00:00+03:00 lead.moved,2026-11-20T11:00:00+03:00 lead.moved,2026-11-21T00:00:00+03:00 lead.won,2026-11-21T00:00:00+03:00"
	# The same again, though more has happened on that day since.
	crm-touch-add -q 1 kind=call at='2026-11-20 17:00' >/dev/null
	crm-touch-add -q 1 kind=call at='2026-11-21 17:00' >/dev/null
	exits 0 crm-move -q -o verdict <moves.csv
	is "$(tail -n +2 <<<"$out" | sort -u)" known
	exits 0 crm-win -q -o verdict 1 at=21.11.2026 amount=100
	is "$(tail -1 <<<"$out")" known
	exits 0 crm-db check
	is "$(crm-funnel -q -T 2026-11-20 -o stage,reached | paste -sd' ')" "stage,reached new,1 qualified,1 meeting,1 booking,0 contract,0"
}

@test "closed, moved or touched on the very day it came is not before it came; the day before is" {
	local i
	for i in 1 2 3 4 5; do crm-lead-add -q name="А$i" phone="8916000000$i" at='2026-11-20 10:00' manager=kim >/dev/null; done
	is "$(crm-win -q 1 at=2026-11-20 -o verdict,reason | tail -1)" "done,"
	is "$(crm-lose -q 2 reason=price at=20.11.26 -o verdict,reason | tail -1)" "done,"
	is "$(crm-touch-add -q 3 kind=call at='20 ноября 2026' -o verdict,reason | tail -1)" "done,"
	is "$(crm-qualify -q 3 at=45981 --force -o verdict,reason | tail -1 | cut -d, -f1)" "done"
	is "$(crm-touch-add -q 3 kind=letter at='20.11.2026 0:00:00' -o verdict,reason | tail -1)" "done,"
	is "$(crm-touch-add -q 3 kind=letter at='20.11.2026 0:00:00' -o verdict | tail -1)" known
	is "$(crm-touch-add -q 3 kind=letter at='20.11.2026 00:01' -o reason | tail -1)" '"2026-11-20T00:01:00+03:00 is before the lead came, 2026-11-20T10:00:00+03:00"'
	is "$(crm-disqualify -q 4 reason=spam at=11/20/2026 -o verdict,reason | tail -1)" "done,"
	is "$(crm-lose -q 5 reason=price at=2026-11-19 -o verdict,reason | tail -1)" 'done,"2026-11-19T00:00:00+03:00 is before the lead came, 2026-11-20T10:00:00+03:00"'
	is "$(sql "SELECT count(*) FROM lead WHERE decided_at < created_at")" 1
	is "$(crm-return -q 2 at=2026-11-20 -o verdict,reason | tail -1)" "done,"
	is "$(crm-lose -q 2 reason=timing at=2026-11-20 -o verdict,reason | tail -1)" "done,"
	is "$(crm-leads -q 2 -o state,reason | tail -1)" lost,timing
	exits 0 crm-db check
}

@test "an act of the future is remarked, today by its day alone is not" {
	crm-lead-add -q name=А phone=89160000001 at='2026-11-20 10:00' manager=kim >/dev/null
	is "$(crm-touch-add -q 1 kind=call at='2026-11-23 18:05' -o reason | tail -1)" "2026-11-23T18:05:00+03:00 is in the future"
	is "$(crm-touch-add -q 1 kind=letter at=2026-11-23 -o verdict,reason | tail -1)" "done,"
	is "$(crm-win -q 1 amount=1 at=2026-11-28 -o reason | tail -1)" "2026-11-28T00:00:00+03:00 is in the future"
}
