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

@test "rows that contradict each other refuse the file, both named, and nothing is taken" {
	exits 65 crm-lead-add < <(rows 'Дата создания' 30.07.2026 11.05.2026 07/30/2026)
	is "$out" "row,lead,verdict,reason,client,manager,match"
	is "$(head -1 <<<"$err")" "crm-lead-add: stdin: column Дата создания: the day comes first in row 1 («30.07.2026»), the month in row 3 («07/30/2026»): one of them is wrong; --dates dmy or mdy takes the rows that fit; 0 rows before were taken in"
	is "$(sql 'SELECT count(*) FROM lead')" 0
	exits 65 crm-lead-add --lang ru --atomic < <(rows at 07/30/2026 30/07/2026)
	is "$(head -1 <<<"$err")" "crm-lead-add: stdin: столбец at: в записи 2 сначала день («30/07/2026»), в записи 1 сначала месяц («07/30/2026»): одна из них неверна; с --dates dmy или mdy войдут те, что подходят; до этого принято записей: 0"
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
	is "$(head -1 <<<"$err")" "crm-lead-add: column at: 6 of 20 are no dates, the first is in row 1: «soon»: say with --map which column is the date, or leave it out; 0 rows before were taken in"
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

@test "the future and the zeros of programs are remarks" {
	exits 0 crm-lead-add -o verdict,reason < <(rows at '2026-11-23 18:00' '2026-11-23 18:01' 2226-11-20 1970-01-01 1970-01-01T00:00:00Z 01.01.1900 0001-01-01 1795168800)
	is "$out" "verdict,reason
added,
added,at: 2026-11-23T18:01:00+03:00 is in the future
added,at: 2226-11-20T00:00:00+03:00 is in the future
added,at: «1970-01-01» is too long ago
added,at: «1970-01-01T00:00:00Z» is too long ago
added,at: «01.01.1900» is too long ago
added,at: «0001-01-01» is too long ago
added,"
	exits 0 crm-db check
}
