#!/usr/bin/env bats
# crm-db: the database as a whole
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add -q name=A phone=89161234567 manager=ivanov source=site >/dev/null
}

@test "init: once, with the settings of a pack" {
	exits 0 crm-db -d new/deep/x.db init --pack b2b --timezone Asia/Vladivostok --lang en
	is "$out" "check,result,detail
init,ok,new/deep/x.db"
	is "$(stat -c %a new/deep/x.db)" 600
	is "$(sqlite3 -readonly new/deep/x.db "SELECT name || '=' || value FROM setting WHERE name IN ('timezone', 'lang') ORDER BY name")" "lang=en
timezone=Asia/Vladivostok"
	is "$(sqlite3 -readonly new/deep/x.db 'SELECT batch, command FROM batch')" "1|crm-db"
	exits 73 crm-db -d new/deep/x.db init
	is "$err" "crm-db: «new/deep/x.db» exists already"
}

@test "init that fails leaves nothing" {
	exits 64 crm-db -d x.db init --pack nothing
	[[ $err == *"no pack «nothing»"*"b2b"*"realty"* ]]
	[ ! -e x.db ]
	exits 64 crm-db -d x.db init --timezone Mars/Olympus
	[ ! -e x.db ]
	[ ! -e x.db-wal ]
	exits 0 crm-db -n -d x.db init
	[ ! -e x.db ]
}

@test "check: all is well" {
	exits 0 crm-db check
	is "$(printf '%s\n' "$out" | cut -d, -f1,2)" "check,result
integrity,ok
journal,ok
replay,ok"
}

@test "check finds what was changed behind our back, rebuild makes it good" {
	before=$(crm-db check --hash)
	sqlite3 "$CRM_DB" "UPDATE lead SET stage = 3; DELETE FROM phone; UPDATE setting SET value = 'UTC' WHERE name = 'timezone'" >/dev/null
	exits 70 crm-db check
	is "$(printf '%s\n' "$out" | grep bad)" "setting,bad,\"timezone: value is «UTC», the journal says «Europe/Moscow»\"
phone,bad,\"79161234567: is missing, the journal has it\"
lead,bad,\"1: stage is «3», the journal says «1»\"
replay,bad,3 differences"
	differ "$(crm-db check --hash)" "$before"
	exits 0 crm-db -n rebuild
	exits 70 crm-db check
	exits 0 crm-db rebuild
	exits 0 crm-db check
	is "$(crm-db check --hash)" "$before"
}

@test "check finds a journal out of order" {
	sqlite3 "$CRM_DB" "UPDATE batch SET last_event = last_event - 1, counts = 'read 2 = done 1 + known 3' WHERE batch = 3" >/dev/null
	exits 70 crm-db check
	is "$(printf '%s\n' "$out" | grep -c '^journal,bad')" 2
	[[ $out == *"batch 3 does not add up: read 2 = done 1 + known 3"* ]]
}

@test "check finds each column that was changed, a row that is missing and one of nobody, in each table" {
	crm-demo -q --history 40 -d lived.db >/dev/null
	python3 "$root/tests/cmd/check.py" lived.db "$root/libcrm/book/check/compare.sql" >told || { sed 's/^/# /' told >&3; return 1; }
	nothing "$(cat told)"
}

@test "check finds an event that takes back what comes after it, and one that is left open to changes" {
	last=$(sqlite3 "$CRM_DB" 'SELECT max(event) FROM event')
	sqlite3 "$CRM_DB" "INSERT INTO erasing (event) VALUES ($last)" >/dev/null
	exits 70 crm-db check
	is "$(grep '^journal,bad' <<<"$out")" "journal,bad,event $last is left open to changes"
	sqlite3 "$CRM_DB" "DELETE FROM erasing; DROP TRIGGER event_stays; UPDATE event SET reverses = event WHERE event = $last" >/dev/null
	exits 70 crm-db check
	is "$(grep '^journal,bad' <<<"$out")" "journal,bad,event $last takes back what was not there"
}

@test "check finds an index that has not what its table has: 74" {
	python3 - "$CRM_DB" <<-'PY'
		import sqlite3, sys
		def run(*statements):
		    db = sqlite3.connect(sys.argv[1], isolation_level=None)
		    db.execute("PRAGMA writable_schema = ON")
		    result = [db.execute(*statement).fetchall() for statement in statements]
		    db.close()
		    return result
		index = run(("SELECT * FROM sqlite_schema WHERE name = 'lead_created'",), ("DELETE FROM sqlite_schema WHERE name = 'lead_created'",))[0][0]
		run(("UPDATE lead SET created_at = created_at + 5",))
		run(("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", index))
	PY
	exits 74 crm-db check
	[[ $err == *"missing from index lead_created"* ]]
	is "$out" "check,result,detail
integrity,bad,${err#crm-db: }"
}

@test "a damaged file is 74" {
	sqlite3 "$CRM_DB" "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
	size=$(stat -c %s "$CRM_DB")
	head -c $((size - 12288)) /dev/zero | tr '\0' 'x' | dd of="$CRM_DB" bs=4096 seek=3 conv=notrunc status=none
	exits 74 crm-db check
	[[ $err == *damaged* ]]
}

@test "backup and restore" {
	before=$(crm-db check --hash)
	exits 0 crm-db backup copy.db
	is "$out" "check,result,detail
backup,ok,copy.db"
	is "$(stat -c %a copy.db)" 600
	is "$(sqlite3 copy.db 'PRAGMA journal_mode')" delete
	is "$(ls copy.db*)" copy.db
	exits 73 crm-db backup copy.db
	crm-lead-add -q name=B >/dev/null
	newer=$(crm-db check --hash)
	differ "$newer" "$before"
	is "$(crm-db -d copy.db check --hash)" "$before"
	exits 0 crm-db --force restore copy.db
	is "$(crm-db check --hash)" "$before"
	exits 66 crm-db restore none.db
}

@test "a base that has what the backup has not is replaced only by --force, told what goes, and kept" {
	crm-db -q backup copy.db >/dev/null
	crm-lead-add -q name=B phone=89160000009 >/dev/null
	crm-touch-add -q 2 kind=note text=x >/dev/null
	newer=$(crm-db check --hash)
	exits 73 crm-db restore copy.db
	is "$err" "crm-db: «$CRM_DB» has 2 events that the backup has not, and they would go: --force restores all the same, and keeps the old one as $CRM_DB-before-20261123T150000Z"
	is "$(crm-db check --hash)" "$newer"
	nothing "$(ls | grep -F before || true)"
	exits 0 crm-db --force restore copy.db
	is "$out" "check,result,detail
restore,ok,$CRM_DB
kept,ok,$CRM_DB-before-20261123T150000Z
gone,ok,2"
	is "$(stat -c %a "$CRM_DB-before-20261123T150000Z")" 600
	is "$(crm-db -d "$CRM_DB-before-20261123T150000Z" check --hash)" "$newer"
	# back again: nothing is lost, and in the same second there is another name
	exits 0 crm-db restore "$CRM_DB-before-20261123T150000Z"
	is "$(sed -n '3p' <<<"$out")" "kept,ok,$CRM_DB-before-20261123T150000Z-2"
	is "$(crm-db check --hash)" "$newer"
	# a history that went another way from the same backup on, with as many events
	crm-db -q --force restore copy.db >/dev/null
	crm-lead-add -q name=C >/dev/null
	CRM_NOW=2026-11-24T10:00:00+03:00 crm-touch-add -q 2 kind=note text=y >/dev/null
	exits 73 crm-db restore "$CRM_DB-before-20261123T150000Z"
	[[ $err == *'has 1 event that the backup has not, and it would go'* ]]
	# another department's
	CRM_NOW=2026-11-22T10:00:00+03:00 crm-db -q -d other.db init --pack b2b >/dev/null
	exits 73 crm-db -d other.db restore copy.db
	# where there is nothing, nothing is kept
	exits 0 crm-db -d third.db restore copy.db
	is "$out" "check,result,detail
restore,ok,third.db"
	is "$(ls third.db*)" third.db
	exits 0 crm-lead-add -d third.db -q name=D
	exits 0 crm-db -d third.db check
}

@test "while somebody writes, a restore is 75 and changes nothing; a reader is in nobody's way" {
	crm-db -q backup copy.db >/dev/null
	crm-lead-add -q name=B >/dev/null
	newer=$(crm-db check --hash)
	sqlite3 "$CRM_DB" <<<'BEGIN IMMEDIATE;
.shell touch held; i=0; while [ ! -e free ] && [ $((i += 1)) -lt 1000 ]; do sleep 0.05; done
ROLLBACK;' &
	i=0
	while [ ! -e held ] && [ $((i += 1)) -lt 400 ]; do sleep 0.05; done
	exits 75 crm-db --force restore copy.db
	is "$err" "crm-db: somebody writes into «$CRM_DB»: try again"
	touch free
	wait
	is "$(crm-db check --hash)" "$newer"
	nothing "$(ls | grep -e before -e crm-copy || true)"
	mkfifo hold
	python3 -c '
import os, sqlite3
base = sqlite3.connect(os.environ["CRM_DB"], isolation_level=None)
base.execute("BEGIN")
n = base.execute("SELECT count(*) FROM event").fetchone()
open("ready", "w").close()
open("hold").read()
assert n == base.execute("SELECT count(*) FROM event").fetchone()
open("same", "w").close()' &
	i=0
	while [ ! -e ready ] && [ $((i += 1)) -lt 400 ]; do sleep 0.05; done
	exits 0 crm-db --force restore copy.db
	: >hold
	wait
	[ -e same ]
	differ "$(crm-db check --hash)" "$newer"
}

@test "what a killed backup leaves is cleared away by the next, whatever that is called; one on its way is not" {
	printf half >crm-copy.aBc123
	printf half >crm-copy.other.db
	ln -s crm.db crm-copy.LiNk12
	exec 9>>crm-copy.inWork
	flock 9
	exits 0 crm-db backup copy.db
	is "$(ls -d crm-copy*)" 'crm-copy.LiNk12
crm-copy.inWork
crm-copy.other.db'
	exec 9>&-
	exits 0 crm-db -d new.db restore copy.db
	is "$(ls -d crm-copy*)" 'crm-copy.LiNk12
crm-copy.other.db'
}

@test "a copy of a base with an unfinished erasing has no byte of the person" {
	export CRM_USER=orlova
	crm-lead-add -q name='Анна Ёлкина' phone=89160000007 comment='Ёлкина Анна' >/dev/null
	event=$(sql 'SELECT max(event) FROM event')
	crm-person -q --basis x erase 89160000007 >/dev/null
	erased=$(sql 'SELECT max(event) FROM event')
	# as after a kill: the mark is there, and he is in pages that nobody uses
	sqlite3 "$CRM_DB" "INSERT INTO erasing VALUES ($erased); PRAGMA secure_delete=OFF; CREATE TABLE t (x); INSERT INTO t VALUES ('Анна Ёлкина'); DROP TABLE t"
	grep -qa 'Ёлкина' "$CRM_DB"*
	exits 0 crm-db backup copy.db
	without -a 'Ёлкина' copy.db
	exits 75 crm-db -d copy.db check
	exits 0 crm-db -d second.db restore copy.db
	exits 0 crm-lead-add -q -d second.db name=Вера
	exits 0 crm-db -d second.db check
}

@test "upgrade and stats" {
	exits 0 crm-db upgrade
	is "$out" "check,result,detail
upgrade,ok,\"version $(sql 'PRAGMA user_version'), 0 steps\""
	exits 0 crm-db stats
	is "$(printf '%s\n' "$out" | cut -d, -f1 | tr '\n' ' ')" "check leads open clients events batches file_bytes wal_bytes engine schema timezone "
	is "$(printf '%s\n' "$out" | sed -n '2,4p;11p')" "leads,ok,1
open,ok,1
clients,ok,1
timezone,ok,Europe/Moscow"
}

@test "what cannot be rolled back refuses -n, and does nothing" {
	crm-db -q backup copy.db >/dev/null
	crm-lead-add -q name=B >/dev/null
	before=$(crm-db check --hash)
	exits 64 crm-db -n restore copy.db
	is "$err" "crm-db: crm-db restore cannot be tried: leave -n out"
	is "$(crm-db check --hash)" "$before"
	exits 64 crm-db -n backup second.db
	[ ! -e second.db ]
	exits 64 crm-db -n upgrade
}

@test "mistakes are named" {
	exits 64 crm-db
	exits 64 crm-db chekc
	[[ $err == *"«chekc»"* ]]
	exits 64 crm-db backup
	exits 64 crm-db check now
	exits 66 crm-db -d none.db check
	exits 66 crm-db -d none.db rebuild
}
