#!/usr/bin/env bats
# R-4: a disk that is full, and one that may only be read
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

prepare_file() {
	staff
	awk 'BEGIN { print "name,phone,comment"; for (i = 1; i <= 20000; i++) printf "Лид %d,+7916%07d,слова о лиде номер %d\n", i, i, i }' >leads.csv
}

teardown() {
	cd /
	for folder in "$BATS_TEST_TMPDIR"/small "$BATS_TEST_TMPDIR"/locked; do
		! mountpoint -q "$folder" || umount "$folder"
	done
	[ -z "$others" ] || { chmod -R u+w "$others" && rm -rf "$others"; }
}

# Many commits: the input pauses.
slowly() { for from in $(seq 1 2500 20001); do sed -n "$from,$((from + 2499))p" leads.csv 2>/dev/null || return 0; sleep 0.03; done 2>/dev/null; }

one_line() {
	[ "$(wc -l <<<"$err")" = 1 ]
	[[ $err == "$1"* ]] || { echo "# $err" >&3; false; }
}

# The rest goes in when there is room, and nothing twice.
completes() {
	whole
	exits 0 crm-lead-add -q <leads.csv
	is "$(sqlite3 "$CRM_DB" 'SELECT count(*), count(DISTINCT client) FROM lead')" "20000|20000"
}

# Seen to fail when SQLITE_FULL is 70.
@test "a full disk: 74, one line, what was acknowledged is there, and more room completes it" {
	mkdir small
	mount -t tmpfs -o size=4m none small 2>/dev/null || skip "may not mount a small disk: see ulimit -f below"
	mv crm.db small
	CRM_DB=$PWD/small/crm.db
	exits 74 crm-lead-add -q -o lead,verdict < <(slowly)
	one_line "crm-lead-add: the disk is full; "
	printf '%s\n' "$out" >told
	[ "$(wc -l <told)" -gt 1000 ]
	every told 'SELECT lead FROM lead'
	mount -o remount,size=64m small
	completes
}

# Seen to fail when the line only counts the rows of earlier transactions: there are none.
@test "a full disk far inside a load of many chunks that one commit takes in: it says that nothing is in" {
	mkdir small
	mount -t tmpfs -o size=4m none small 2>/dev/null || skip "may not mount a small disk"
	mv crm.db small
	CRM_DB=$PWD/small/crm.db
	export CRM_CHUNK_ROWS=1000
	exits 74 crm-lead-add -o lead,verdict <leads.csv
	is "$out" "lead,verdict"
	is "$err" "$(printf 'crm-lead-add: %s\n' 'the disk is full; nothing was taken in' 'read 0 = added 0')"
	is "$(sqlite3 "$CRM_DB" 'SELECT count(*) FROM event WHERE kind = 1')" 0
	mount -o remount,size=64m small
	completes
}

# Seen to fail when SIGXFSZ is not ignored.
@test "a file that may not grow: the same, and no death by SIGXFSZ" {
	limited() { (ulimit -f 3000 && crm-lead-add -q -o lead,verdict); }
	exits 74 limited < <(slowly)
	one_line "crm-lead-add: "
	printf '%s\n' "$out" >told
	every told 'SELECT lead FROM lead'
	completes
}

# Seen to fail when what could not be kept is left out of what is told.
@test "no room for the answers that wait: 74, one line, and nothing is taken in" {
	mkdir small
	mount -t tmpfs -o size=200k none small 2>/dev/null || skip "may not mount a small disk"
	export TMPDIR=$PWD/small CRM_CHUNK_ROWS=2000
	# more than 2 MiB of answers, which wait in memory
	awk 'BEGIN { print "name,phone"; for (i = 1; i <= 60000; i++) printf "Лид %d,+7916%07d\n", i, i }' >many.csv
	for option in -q --atomic; do
		exits 74 crm-lead-add -q $option <many.csv
		one_line "crm-lead-add: the disk of «$TMPDIR» is full"
		nothing "$(tail -n +2 <<<"$out")"
		is "$(sqlite3 "$CRM_DB" 'SELECT count(*) FROM event WHERE kind = 1')" 0
	done
	exits 74 crm-lead-add -q -n < <(cat leads.csv)
	nothing "$(ls small)"
	unset TMPDIR
	completes
}

# Seen to fail when what fflush says of the rejects is not looked at.
@test "rejects that do not fit: 74 and a line that names the file; what was acknowledged is there" {
	awk 'BEGIN { print "name,phone,manager"; for (i = 1; i <= 20000; i++) printf "Лид %d,+7916%07d,%s\n", i, i, i % 2 ? "nobody" : "kim" }' >leads.csv
	mkdir small
	if mount -t tmpfs -o size=200k none small 2>/dev/null; then
		exits 74 crm-lead-add -q -o lead,verdict -r small/rejects.csv <leads.csv
		[[ ${err##*$'\n'} == "crm-lead-add: "*"cannot write small/rejects.csv"* ]]
		printf '%s\n' "$out" >told
		every told 'SELECT lead FROM lead'
		whole
	else
		skip "may not mount a small disk"
	fi
}

# Seen to fail when copy_pages takes every answer for success.
@test "a backup that does not fit: 74 or 73, a line, and no half a copy" {
	crm-lead-add -q <leads.csv >/dev/null
	mkdir small
	mount -t tmpfs -o size=2m none small 2>/dev/null || skip "may not mount a small disk"
	exits 74 crm-db backup small/copy.db
	one_line "crm-db: the disk is full"
	nothing "$(ls small)"
	whole
}

# A user who may only read what we hold, or root in front of a disk that is read-only; or nobody can be kept from writing here.
reader() {
	others=$(mktemp -d) folder=
	chmod 755 "$others"
	cp crm.db "$others"
	chmod 444 "$others/crm.db"
	if [ "$(id -u)" != 0 ]; then
		chmod 555 "$others"
		as=()
	elif setpriv --reuid 65534 --regid 65534 --clear-groups "$CRM_BUILD/bin/crm" --version >/dev/null 2>&1; then
		as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
	elif mkdir locked && mount --bind "$others" locked 2>/dev/null && mount -o remount,bind,ro locked; then
		as=()
		folder=$PWD/locked
	else
		skip "root, and neither setpriv nor a read-only mount works"
	fi
	export CRM_DB=${folder:-$others}/crm.db
}

# Seen to fail when nobody asks whether the file may be written and SQLITE_READONLY is 70, and when a folder that may not be written is no
# reason to read without a lock.
@test "a base that may only be read: 77 and one line from whoever writes, and reports as ever" {
	head -100 leads.csv | crm-lead-add -q >/dev/null
	crm-leads >leads.txt
	crm-funnel >funnel.txt
	reader
	for command in "lead-add name=A" "lose reason=price 1" "undo 2" "task-add kind=call due=+1h 1" "conf put list list=blocked value=1" "db rebuild"; do
		# shellcheck disable=SC2086
		exits 77 "${as[@]}" crm-$command
		one_line "crm-${command%% *}: "
	done
	is "$("${as[@]}" crm-leads)" "$(cat leads.txt)"
	is "$("${as[@]}" crm-funnel)" "$(cat funnel.txt)"
	for report in $(group Reports) tasks log "conf get setting" "db check" "db stats"; do
		# shellcheck disable=SC2086
		exits 0 "${as[@]}" crm-$report
	done
	is "$(ls "$others")" crm.db
}
