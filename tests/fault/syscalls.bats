#!/usr/bin/env bats
# R-4: a system call that fails is no lie and no damage: a line, a status, and the next run completes. SYSCALLS_TRIALS=100 tries them all.
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

prepare() {
	traced
	export SYSCALLS_TRIALS=${SYSCALLS_TRIALS:-$(fewer 6 3)}
}
prepare_file() {
	staff
	printf 'name,phone\nA,+79160000001\nB,+79160000002\n' | crm-lead-add -q >/dev/null
	mkdir disk
	mv crm.db disk
}

sweep() { exits 0 python3 "$here/syscalls.py" disk crm.db "$@" || { sed 's/^/# /' <<<"$out" >&3; false; }; }

# Seen to fail when db_run does not look at what SQLite answers.
@test "crm-lead-add: one row" {
	sweep --done '[ "$(sqlite3 crm.db "SELECT count(*) FROM lead")" = 3 ]' -- crm-lead-add -q name=C phone=+79160000003
}

# Seen to fail when a failed commit is taken for a commit.
@test "crm-lose" {
	sweep --done '[ "$(sqlite3 crm.db "SELECT state FROM lead WHERE lead = 1")" = 2 ]' -- crm-lose -q reason=price 1
}

# Seen to fail when the end of the input and an error of reading it are one.
@test "rows from a file that cannot be read" {
	printf 'name;phone\nC;+79160000003\nD;+79160000003\n' >disk/input
	sweep --done '[ "$(sqlite3 crm.db "SELECT count(*) FROM lead")" = 4 ]' -- crm-lead-add -q
}

# Seen to fail when what waits is told although its last part could not be kept.
@test "rows of many chunks, whose answers wait in a file" {
	export CRM_CHUNK_ROWS=3
	awk 'BEGIN { print "name;phone"; for (i = 1; i <= 20; i++) printf "N %d;+7916100%04d\n", i, i }' >disk/input
	sweep --done '[ "$(sqlite3 crm.db "SELECT count(*) FROM lead")" = 22 ]' -- crm-lead-add -q
	sweep --done '[ "$(sqlite3 crm.db "SELECT count(*) FROM lead")" = 22 ]' -- crm-lead-add --atomic -q
}

# Seen to fail when what the copy was renamed with is not looked at, and when a failed copy is left under its temporary name.
@test "crm-db backup: a whole copy under its name, or nothing at all" {
	sweep --done '[ "$(crm-db -d copy.db check --hash)" = "$(crm-db -d crm.db check --hash)" ]' \
		--tidy '[ -z "$(ls | grep -v -e "^crm.db" -e "^copy.db\$")" ]' -- crm-db -q backup copy.db
}

# Seen to fail when SQLite's second try, for reading only, is taken for the reason.
@test "no memory or no descriptors while the base is opened is said to be that, and not that it may only be read" {
	cd disk
	export CRM_DB=$PWD/crm.db
	strace -qq -e trace=openat -o log crm-touch-add -q 1 kind=call >/dev/null
	for error in ENOMEM EMFILE; do
		for file in crm.db crm.db-wal crm.db-shm; do
			nth=$(grep -n "/$file\"" log | head -1 | cut -d: -f1)
			exits 74 strace -qq -o log2 -e trace=openat -e inject=openat:error=$error:when="$nth" crm-touch-add -q 1 kind=call
			[[ $err == *'no memory'* || $err == *'Too many open files'* ]] || { echo "# $file $error: $err" >&3; return 1; }
		done
	done
	strace -qq -e trace=faccessat2 -o log crm-touch-add -q 1 kind=call >/dev/null
	for nth in $(seq "$(grep -c faccessat2 log)"); do
		exits 74 strace -qq -o log2 -e trace=faccessat2 -e inject=faccessat2:error=ENOMEM:when="$nth" crm-touch-add -q 1 kind=call
		is "$(grep -v strace <<<"$err")" 'crm-touch-add: no memory'
	done
}
