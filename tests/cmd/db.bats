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
	exits 73 crm-db backup copy.db
	crm-lead-add -q name=B >/dev/null
	differ "$(crm-db check --hash)" "$before"
	is "$(crm-db -d copy.db check --hash)" "$before"
	exits 0 crm-db restore copy.db
	is "$(crm-db check --hash)" "$before"
	exits 66 crm-db restore none.db
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
