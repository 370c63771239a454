#!/usr/bin/env bats
# crm-db upgrade: a base of an earlier release is taken over whole, or not at all; and the schema it comes to
# shellcheck disable=SC2154 # out and err are set by exits
load helper
load ../fault/fault

old() {
	rm -f "$CRM_DB"*
	{
		cat "$root/tests/base/version1.sql"
		echo 'PRAGMA application_id=1668443441; PRAGMA user_version=1; PRAGMA journal_mode=WAL;'
	} | sqlite3 "$CRM_DB" >/dev/null
	chmod 600 "$CRM_DB"
}

# Every column that the first release knew, of every table it had.
contents() {
	local table columns
	sqlite3 "$1" "SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ($tables) ORDER BY name" | while read -r table; do
		columns=$(sqlite3 before.db "SELECT group_concat('\"' || name || '\"') FROM pragma_table_info('$table')")
		echo "== $table"
		sqlite3 "$1" "SELECT $columns FROM \"$table\"" | sort
	done
}

prepare() {
	old
	cp "$CRM_DB" before.db
	# the sums have come into one table
	tables=$(sqlite3 before.db "SELECT group_concat(quote(name)) FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('kpi_day', 'src_day', 'cohort_day')")
}

@test "an older base is refused until it is upgraded, and then it is all there" {
	exits 78 crm-leads
	[[ $err == *"has version 1, this program needs 6: run crm-db upgrade"* ]]
	exits 0 crm-db upgrade
	is "$out" 'check,result,detail
upgrade,ok,"version 6, 5 steps"'
	exits 0 crm-db check
	is "$(sql 'SELECT count(*) FROM event')" 332
	is "$(contents "$CRM_DB")" "$(contents before.db)"
	is "$(sql 'SELECT sum, day, who, CASE WHEN sum < 3 AND state = 2 THEN -stage ELSE stage END, CASE WHEN sum = 4 THEN state END, n, CASE WHEN sum < 3 OR state IN (1, 6) THEN amount ELSE 0 END
		FROM lead_sum WHERE sum IN (1, 2) AND state <> 1 OR sum = 4 AND state <> 9 ORDER BY 1, 2, 3, 4, 5')" "$(sqlite3 before.db \
		'SELECT 1, day, manager, stage, NULL, n, amount FROM kpi_day UNION ALL SELECT 2, day, source, stage, NULL, n, amount FROM src_day
		UNION ALL SELECT 4, day, source, stage, state, n, amount FROM cohort_day ORDER BY 1, 2, 3, 4, 5')"
	is "$(crm-leads -o lead | wc -l)" 41
	exits 0 crm-db upgrade
	is "$out" 'check,result,detail
upgrade,ok,"version 6, 0 steps"'
}

@test "what the journal says is filled in: new tables and columns too" {
	# who said yes, the last time; the proof: the source and the number there
	wanted=$(sqlite3 before.db "SELECT l.client || '|all|1|' || max(e.occurred_at) || '|' || json_extract(e.new, '\$.source') || '/' || json_extract(e.new, '\$.ext_id')
		FROM event AS e JOIN lead AS l ON l.lead = e.lead WHERE e.kind = 1 AND json_extract(e.new, '\$.consent') = 'да' GROUP BY l.client ORDER BY l.client")
	[ -n "$wanted" ]
	crm-db upgrade -q >/dev/null
	is "$(sql 'SELECT client, channel, state, at, proof FROM consent ORDER BY client')" "$wanted"
}

@test "an upgraded base is as a new one" {
	crm-db upgrade -q >/dev/null
	crm-db -d new.db init -q >/dev/null
	columns() { sqlite3 "$1" "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' ORDER BY 1, c.cid"; }
	objects() { sqlite3 "$1" "SELECT type, name, tbl_name FROM sqlite_schema ORDER BY 1, 2"; }
	is "$(columns "$CRM_DB")" "$(columns new.db)"
	is "$(objects "$CRM_DB")" "$(objects new.db)"
}

@test "killed at any moment: never begun, or done" {
	took=$(lasts crm-db upgrade)
	wanted=$(crm-db check --hash)
	begun=0 ended=0
	# past the time it took, until one was late
	for part in $(fewer "0 1 2 3 4 5 6 7 8 9 10 12 14" "0 3 6 9 12") 30 60 120 240; do
		[ $part -lt 30 ] || [ $ended = 0 ] || break
		cp before.db "$CRM_DB" && rm -f "$CRM_DB"-*
		{ crm-db upgrade -q >/dev/null 2>&1 & } 2>/dev/null
		sleep "$(printf '%d.%06d' $((took * part / 10000000)) $((took * part / 10 % 1000000)))"
		{ kill -9 $! && wait $!; } 2>/dev/null || true
		version=$(sqlite3 "$CRM_DB" 'PRAGMA user_version')
		is "$(sqlite3 "$CRM_DB" 'PRAGMA integrity_check')" ok
		if [ "$version" = 1 ]; then
			begun=$((begun + 1))
			is "$(sqlite3 "$CRM_DB" .schema)" "$(sqlite3 before.db .schema)"
			is "$(contents "$CRM_DB")" "$(contents before.db)"
			exits 0 crm-db upgrade
		else
			ended=$((ended + 1))
			is "$version" 6
		fi
		exits 0 crm-db check
		is "$(crm-db check --hash)" "$wanted"
	done
	[ $begun -gt 0 ]
	[ $ended -gt 0 ]
	echo "# killed before the end $begun times, after it $ended" >&3
}

# After a change of the schema: sqlite3 FILE .schema >tests/schema.sql, and look at the difference.
@test "the schema is the one in tests/schema.sql" {
	crm-db -d new.db init -q >/dev/null
	is "$(sqlite3 new.db .schema)" "$(cat "$root/tests/schema.sql")"
}

@test "a base of the second release: its consents are read anew, and only a clear yes stays" {
	rm -f "$CRM_DB"*
	{
		cat "$root/tests/base/version2.sql"
		echo 'PRAGMA application_id=1668443441; PRAGMA user_version=2; PRAGMA journal_mode=WAL;'
	} | sqlite3 "$CRM_DB" >/dev/null
	chmod 600 "$CRM_DB"
	is "$(sql 'SELECT client, channel, state FROM consent ORDER BY client, channel')" "1|all|1
2|all|1
4|email|1
5|all|1"
	exits 0 crm-db upgrade
	is "$out" 'check,result,detail
upgrade,ok,"version 6, 4 steps"'
	# 2 was «Не согласен», 5 an undated yes after a withdrawal by letter
	is "$(sql 'SELECT client, channel, state FROM consent ORDER BY client, channel')" "1|all|1
4|email|1
5|all|0"
	exits 0 crm-db check
	is "$(sql 'SELECT count(*) FROM lead')" 6
}

@test "a base of the third release: who was moved back is counted where he stands" {
	rm -f "$CRM_DB"*
	{
		cat "$root/tests/base/version3.sql"
		echo "INSERT INTO batch VALUES(17,'crm-move','crm-move 3 stage=','orlova','maria','desk',1795446000,1795446000,'read 1 = done 1',161,161);
			INSERT INTO event VALUES(161,17,5,3,3,NULL,1795446000,1795446000,NULL,'{\"stage\":\"qualified\"}','{\"stage\":\"new\"}');
			PRAGMA application_id=1668443441; PRAGMA user_version=3; PRAGMA journal_mode=WAL;"
	} | sqlite3 "$CRM_DB" >/dev/null
	chmod 600 "$CRM_DB"
	exits 0 crm-db upgrade
	is "$out" 'check,result,detail
upgrade,ok,"version 6, 3 steps"'
	exits 0 crm-db check
	is "$(crm-funnel -o stage,reached,open,dropped -f tsv | head -n 3)" "$(printf '%s\t%s\t%s\t%s\n' stage reached open dropped new 5 3 0 qualified 3 0 1)"
	is "$(crm-funnel --slow)" "$(crm-funnel)"
	is "$(crm-funnel --slow --mode snapshot -g manager)" "$(crm-funnel --mode snapshot -g manager)"
}

@test "a base of the fourth release says what it said" {
	rm -f "$CRM_DB"*
	{
		cat "$root/tests/base/version4.sql"
		echo 'PRAGMA application_id=1668443441; PRAGMA user_version=4; PRAGMA journal_mode=WAL;'
	} | sqlite3 "$CRM_DB" >/dev/null
	chmod 600 "$CRM_DB"
	exits 0 crm-db upgrade
	is "$out" 'check,result,detail
upgrade,ok,"version 6, 2 steps"'
	exits 0 crm-db check
	is "$(crm-leads -o lead,state,stage,manager,amount,reason -f tsv)" "$(printf '%s\t%s\t%s\t%s\t%s\t%s\n' lead state stage manager amount reason \
		1 won contract ivanov 1250000.00 '' 2 open qualified ivanov 500000.00 '' 3 lost qualified ivanov '' price \
		4 open qualified kim '' '' 5 disqualified new kim '' spam 6 open new '' '' '')"
	is "$(crm-funnel -p 2026-10 -o stage,reached,open,dropped -f tsv | head -n 3)" "$(printf '%s\t%s\t%s\t%s\n' stage reached open dropped new 2 0 0 qualified 2 1 1)"
	is "$(crm-funnel --slow)" "$(crm-funnel)"
	is "$(crm-funnel --slow --mode snapshot -g manager)" "$(crm-funnel --mode snapshot -g manager)"
}

@test "a base of the fifth release says what it said" {
	rm -f "$CRM_DB"*
	{
		cat "$root/tests/base/version5.sql"
		echo 'PRAGMA application_id=1668443441; PRAGMA user_version=5; PRAGMA journal_mode=WAL;'
	} | sqlite3 "$CRM_DB" >/dev/null
	chmod 600 "$CRM_DB"
	exits 0 crm-db upgrade
	is "$out" 'check,result,detail
upgrade,ok,"version 6, 1 steps"'
	exits 0 crm-db check
	is "$(crm-leads -o lead,state,stage,manager,amount,reason -f tsv)" "$(printf '%s\t%s\t%s\t%s\t%s\t%s\n' lead state stage manager amount reason \
		1 won contract ivanov 1250000.00 '' 2 open qualified ivanov 500000.00 '' 3 lost qualified ivanov '' price \
		4 open qualified kim '' '' 5 disqualified new kim '' spam 6 open new '' '' '')"
	is "$(crm-funnel -p 2026-10 -o stage,reached,open,dropped -f tsv | head -n 3)" "$(printf '%s\t%s\t%s\t%s\n' stage reached open dropped new 2 0 0 qualified 2 1 1)"
	is "$(crm-funnel --slow)" "$(crm-funnel)"
	is "$(crm-funnel --slow --mode snapshot -g manager)" "$(crm-funnel --mode snapshot -g manager)"
}
