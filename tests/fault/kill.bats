#!/usr/bin/env bats
# R-1, R-2: what was printed survives kill -9, and the same input again completes what was begun
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

prepare() {
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
	ended=$(state clean.db)
	[ "$(wc -l <<<"$ended")" -gt 500 ]
	cp "$CRM_DB" begin.db
}

# What is in a base, without batches and times of recording.
state() {
	sqlite3 "$1" "SELECT l.lead, c.name, l.state, l.stage, coalesce(l.manager, ''), l.created_at, coalesce(l.reason, ''),
			(SELECT group_concat(phone) FROM (SELECT phone FROM phone p WHERE p.client = l.client ORDER BY phone))
		FROM lead l JOIN client c USING (client) ORDER BY l.lead"
	sqlite3 "$1" 'SELECT kind, count(*) FROM event GROUP BY kind'
	crm-db -d "$1" check --hash
}

# The input in pieces, so that there are many commits to die between.
slowly() {
	for from in $(seq 1 50 601); do
		sed -n "$from,$((from + 49))p" leads.csv 2>/dev/null || return 0
		sleep 0.025
	done 2>/dev/null
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
at() { printf '0.%06d' $(($1 * $2 / 15)); }

# Seen to fail when verdicts are spoken before the commit.
@test "killed at the sight of a verdict: every lead printed is there, the same file completes it" {
	for n in 2 75 220 330 560; do
		fresh
		slowly | python3 "$here/kill.py" --lines $n -- crm-lead-add -q -o lead,verdict >out || [ "$n" = 560 ]
		[ "$(wc -l <out)" -ge "$n" ]
		survived
	done
	exits 65 crm-lead-add <leads.csv
	[[ $err =~ read\ 600\ =\ known\ [0-9]+\ \+\ rejected\ [0-9]+ ]]
	is "$(state "$CRM_DB")" "$ended"
}

# Seen to fail when the fingerprints of the rows go in with a second commit, after the leads.
@test "killed at any moment of an import" {
	killed=0
	fresh
	long=$(lasts crm-lead-add -q <leads.csv)
	for n in 1 4 8 11 14; do
		fresh
		python3 "$here/kill.py" --after "$(at $n "$long")" -- crm-lead-add -q -o lead,verdict <leads.csv >out && killed=$((killed + 1))
		survived
		fresh
		slowly | python3 "$here/kill.py" --after "$(at $n 400000)" -- crm-lead-add -q -o lead,verdict >out && killed=$((killed + 1))
		survived
	done
	[ $killed -ge 4 ]
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
	for n in 3 6 9 11 12 13 14 15; do
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
	long=$(lasts crm-db restore copy.db)
	for n in 2 4 6 8 10 12 13 14; do
		fresh
		python3 "$here/kill.py" --after "$(at $n "$long")" -- crm-db restore copy.db >out || true
		whole
		now=$(crm-db check --hash)
		[ "$now" = "$old" ] || [ "$now" = "$new" ]
		! grep -q restore,ok out || is "$now" "$new"
	done
}
