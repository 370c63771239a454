#!/usr/bin/env bats
# S-7: what we create is ours alone, whatever the umask, and no link leads us elsewhere
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

prepare_file() {
	umask 000
	staff
	crm-conf put setting -q key=mail.from value=sales@dept.example >/dev/null
	printf 'name,phone\nA,+79160000001\n' | crm-lead-add -q >/dev/null
	printf '#!/bin/sh\ncat >/dev/null\n' >sendmail
	chmod 755 sendmail
	printf 'precious\n' >target
	chmod 644 target
}
prepare() {
	umask 000
	export CRM_SENDMAIL=./sendmail
}

teardown() { umask 022; }

# private FILE...: there, and 600
private() {
	for file; do is "$file $(stat -c %a "$file")" "$file 600"; done
}

# Seen to fail when the base is made with mode 666.
@test "the base, and its log and index while somebody writes" {
	umask 000
	rm -f crm.db*
	crm-db init -q >/dev/null
	private crm.db
	mkfifo rows
	crm-lead-add -q <rows >/dev/null 3>&- &
	writer=$!
	exec 8>rows
	printf 'name\nA\n' >&8
	waits 10 test -s crm.db-wal
	private crm.db crm.db-wal crm.db-shm
	exec 8>&-
	wait $writer
	nothing "$(find . -newer target -type f -perm /077)"
}

# Seen to fail when the lock of the letters is made with mode 644.
@test "backup, restored base, rejects, the lock of the letters, and the folder a base is made in" {
	umask 000
	crm-db backup copy.db -q >/dev/null
	crm-db -d second.db restore copy.db -q >/dev/null
	exits 65 crm-lead-add -q -r rejects.csv manager=nobody name=A
	touch old.csv
	chmod 666 old.csv
	exits 65 crm-lead-add -q -r old.csv manager=nobody name=A
	crm-mail-out -q --to @heads --name a <<<hello >/dev/null
	private copy.db second.db rejects.csv old.csv crm.db crm.db.post-lock
	crm-db -d deep/er/x.db init -q >/dev/null
	private deep/er/x.db
	is "$(stat -c %a deep deep/er | tr '\n' ' ')" "700 700 "
	nothing "$(find . -type f -perm /077 ! -name target ! -name sendmail ! -name '.err')"
}

# Seen to fail when the lock of the script is made before its umask is set.
@test "the nightly scripts" {
	umask 000
	for script in nightly-kpi nightly-reanimate sla-watch; do
		"$root/scripts/$script" >/dev/null 2>&1 || true
	done
	[ -e crm.db.nightly-kpi.lock ]
	private crm.db*
}

# Seen to fail when O_NOFOLLOW is dropped: for the rejects, for the lock of the letters.
@test "nothing is written through a link" {
	for link in target nowhere; do
		ln -sf $link link
		exits 77 crm-db backup link
		exits 73 crm-lead-add -q -r link name=B
		exits 77 crm-db -d link init
		exits 77 crm-db -d link restore crm.db
		exits 77 crm-lead-add -q -d link name=C
		exits 77 crm-leads -d link
		ln -sf $link crm.db.post-lock
		crm-mail-out -q --to @heads --name b <<<hello >/dev/null 2>&1 && false
		ln -sf $link crm.db.nightly-kpi.lock
		"$root/scripts/nightly-kpi" >/dev/null 2>&1 && false
		[ -h link ]
		[ -h crm.db.post-lock ]
		[ -h crm.db.nightly-kpi.lock ]
	done
	[ ! -e nowhere ]
	is "$(cat target) $(stat -c %a target)" "precious 644"
	is "$(sql 'SELECT count(*) FROM lead')" 1
}

# Seen to fail when NOFOLLOW is not said to SQLite and db_path_check does not look.
@test "a base that is a link to a base is refused by readers and writers" {
	ln -s crm.db link.db
	exits 77 crm-leads -d link.db
	exits 77 crm-lead-add -d link.db name=B
	[[ $err == *"symbolic link"* ]]
}
