#!/usr/bin/env bats
# R-1, R-2: what was printed survives kill -9, and the same input again completes what was begun
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

prepare_file() {
	staff
	crm-conf put list list=blocked value='+7 916 000 09 99' -q >/dev/null
	# People who come twice, by phone or by nothing, one who is blocked, some that are no rows, some with a manager.
	awk 'BEGIN {
		print "name,phone,email,at,manager,comment"
		for (i = 1; i <= 600; i++) {
			phone = i % 9 ? sprintf("+7916%07d", i % 7 ? i : i - 6) : ""
			printf "Лид %d,%s,%s,2026-11-%02d %02d:%02d,%s,\"слова, и %d\"\n", i, i % 50 ? phone : "8 916 000 09 99",
				i % 11 ? "" : "a" i % 100 "@mail.example", i % 22 + 1, i % 24, i % 60, i % 13 ? "" : i % 26 ? "kim" : "nobody", i
		}
	}' >leads.csv
	cp "$CRM_DB" clean.db
	CRM_DB=$PWD/clean.db crm-lead-add -q <leads.csv >/dev/null 2>&1 || [ $? = 65 ]
	state clean.db >ended
	[ "$(wc -l <ended)" -gt 500 ]
	cp "$CRM_DB" begin.db
}
prepare() { ended=$(cat ended); }

# What is in a base, without batches and times of recording.
state() {
	sqlite3 "$1" "SELECT l.lead, c.name, l.state, l.stage, coalesce(l.manager, ''), l.created_at, coalesce(l.reason, ''),
			(SELECT group_concat(phone) FROM (SELECT phone FROM phone p WHERE p.client = l.client ORDER BY phone))
		FROM lead l JOIN client c USING (client) ORDER BY l.lead"
	sqlite3 "$1" 'SELECT kind, count(*) FROM event GROUP BY kind'
	crm-db -d "$1" check --hash
}

fresh() {
	rm -f "$CRM_DB"*
	cp begin.db "$CRM_DB"
}

survived() {
	every out 'SELECT lead FROM lead'
	whole
	crm-lead-add -q <leads.csv >/dev/null 2>&1 || [ $? = 65 ]
	is "$(state "$CRM_DB")" "$ended"
}

# at N D: N fifteenths of so many microseconds, in seconds
at() { printf '%d.%06d' $(($1 * $2 / 15 / 1000000)) $(($1 * $2 / 15 % 1000000)); }

# Seen to fail when verdicts are spoken before the commit.
@test "killed at the sight of a verdict: every lead printed is there, the same file completes it" {
	for n in $(fewer "2 75 220 330 560" "75 330"); do
		fresh
		python3 "$here/kill.py" --slowly --lines $n -- crm-lead-add -q -o lead,verdict <leads.csv >out
		[ "$(wc -l <out)" -ge "$n" ]
		survived
	done
	exits 65 crm-lead-add <leads.csv
	[[ $err =~ read\ 600\ =\ known\ [0-9]+\ \+\ rejected\ [0-9]+ ]]
	is "$(state "$CRM_DB")" "$ended"
}

# Seen to fail when verdicts are spoken before the commit.
@test "killed at any moment of an import" {
	for n in $(fewer "1 4 8 11 14" "4 11"); do
		fresh
		python3 "$here/kill.py" --slowly --after "$(at $n 400000)" -- crm-lead-add -q -o lead,verdict <leads.csv >out
		survived
	done
}

# Seen to fail when the fingerprints of the rows go in with a second commit, after the leads.
@test "killed at any write to the log, and when it is synced" {
	traced
	fresh
	strace -o calls -P "$CRM_DB-wal" -e trace=pwrite64,fdatasync crm-lead-add -q <leads.csv >/dev/null 2>&1 || [ $? = 65 ]
	for call in pwrite64 fdatasync; do
		all=$(grep -c "^$call" calls)
		[ "$all" -gt 0 ]
		for k in $(for n in $(fewer "0 3 7 10 12 14" "3 12"); do echo $((1 + (all - 1) * n / 14)); done | uniq); do
			fresh
			strace -o /dev/null -P "$CRM_DB-wal" -e inject=$call:signal=SIGKILL:when="$k" crm-lead-add -q -o lead,verdict <leads.csv \
				>out 2>/dev/null && false
			survived
		done
	done
}

# Seen to fail when the answers of a chunk are told before the transaction of all chunks is committed.
@test "killed in the middle of many chunks that one commit takes in: nothing was told, nothing is there; or all" {
	traced
	export CRM_CHUNK_ROWS=40
	fresh
	strace -f -o calls -e trace=pwrite64,fdatasync,write,ftruncate crm-lead-add -q -o lead,verdict <leads.csv >/dev/null 2>&1 || [ $? = 65 ]
	for call in pwrite64 fdatasync write ftruncate; do
		all=$(grep -c "^[0-9]* *$call" calls)
		[ "$all" -gt 0 ]
		for k in $(for n in $(fewer "0 1 3 5 7 9 11 13 14" "3 13"); do echo $((1 + (all - 1) * n / 14)); done | uniq); do
			fresh
			strace -f -o /dev/null -e inject=$call:signal=SIGKILL:when="$k" crm-lead-add -q -o lead,verdict <leads.csv >out 2>/dev/null && false
			now=$(sqlite3 "$CRM_DB" 'SELECT count(*) FROM lead')
			is "$now" "$([ "$now" = 0 ] && echo 0 || sqlite3 clean.db 'SELECT count(*) FROM lead')"
			survived
			nothing "$(ls | grep crm-wait || true)"
		done
	done
}

# Seen to fail when what is held is told although the transaction was given up.
@test "killed with --atomic, a row of which is rejected in the end: nothing is there" {
	export CRM_CHUNK_ROWS=40
	for n in $(fewer "1 3 5 7 9 11 13" "3 9"); do
		fresh
		python3 "$here/kill.py" --after "$(at $n 150000)" -- crm-lead-add --atomic -q -o lead,verdict <leads.csv >out || true
		is "$(sqlite3 "$CRM_DB" 'SELECT count(*) FROM event WHERE kind = 1')" 0
		without -q -e added -e repeat out || [ ! -s out ]
		whole
	done
}

# Seen to fail when crm-undo commits after every event.
@test "killed while it takes a batch back: all of it or nothing" {
	crm-lead-add -q <leads.csv >/dev/null 2>&1 || [ $? = 65 ]
	crm-leads --state open -o lead | crm-lose reason=price - -q >/dev/null
	batch=$(sql 'SELECT max(batch) FROM batch')
	lost=$(sql 'SELECT count(*) FROM lead WHERE state = 2')
	[ ! -s "$CRM_DB-wal" ]
	cp "$CRM_DB" begin.db
	long=$(lasts crm-undo -q "$batch")
	for n in $(fewer "3 6 9 11 12 13 14 15" "6 11 14"); do
		fresh
		python3 "$here/kill.py" --after "$(at $n "$long")" -- crm-undo -q "$batch" -o lead,verdict >out || true
		every out 'SELECT lead FROM lead WHERE state = 0'
		now=$(sqlite3 "$CRM_DB" 'SELECT count(*) FROM lead WHERE state = 2')
		[ "$now" = 0 ] || [ "$now" = "$lost" ]
		whole
		exits 0 crm-undo -q "$batch"
		is "$(sql 'SELECT count(*) FROM lead WHERE state = 2')" 0
	done
}

# Seen to fail when restore removes the old file before it copies the backup.
@test "killed while it restores: the old base or the new one, and neither half" {
	crm-db -q backup copy.db >/dev/null
	crm-lead-add -q <leads.csv >/dev/null 2>&1 || [ $? = 65 ]
	old=$(crm-db check --hash) new=$(crm-db -d copy.db check --hash)
	cp "$CRM_DB" begin.db
	long=$(lasts crm-db --force restore copy.db)
	for n in $(fewer "2 4 6 8 10 12 13 14" "4 10 13"); do
		fresh
		python3 "$here/kill.py" --after "$(at $n "$long")" -- crm-db --force restore copy.db >out || true
		whole
		now=$(crm-db check --hash)
		[ "$now" = "$old" ] || [ "$now" = "$new" ]
		! grep -q restore,ok out || is "$now" "$new"
	done
	crm-db -q backup another.db >/dev/null
	nothing "$(ls | grep -F crm-copy || true)"
}

# Seen to fail when the answers of a transaction are told before it is committed.
@test "killed while leads are lost, a few rows a transaction: what was told is so, and the same rows complete it" {
	traced
	export CRM_CHUNK_ROWS=40
	crm-lead-add -q <leads.csv >/dev/null 2>&1 || [ $? = 65 ]
	crm-leads --state open -o lead >open
	[ ! -s "$CRM_DB-wal" ]
	cp "$CRM_DB" begin.db
	cp "$CRM_DB" lost.db
	crm-lose -d lost.db -q reason=price - <open >/dev/null
	lost=$(sqlite3 lost.db 'SELECT count(*) FROM lead WHERE state = 2')
	fresh
	strace -o calls -e trace=pwrite64,fdatasync,write crm-lose -q reason=price - <open >/dev/null 2>&1
	for call in pwrite64 fdatasync write; do
		all=$(grep -c "^$call" calls)
		[ "$all" -gt 0 ]
		for k in $(for n in $(fewer "0 3 7 10 12 14" "3 12"); do echo $((1 + (all - 1) * n / 14)); done | uniq); do
			fresh
			strace -o /dev/null -e inject=$call:signal=SIGKILL:when="$k" crm-lose -q reason=price - -o lead,verdict <open >out 2>/dev/null && false
			every out 'SELECT lead FROM lead WHERE state = 2'
			whole
			crm-lose -q reason=price - <open >/dev/null
			is "$(sql 'SELECT count(*) FROM lead WHERE state = 2')" "$lost"
			is "$(crm-db check --hash)" "$(crm-db -d lost.db check --hash)"
		done
	done
}
