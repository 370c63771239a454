#!/usr/bin/env bats
# A-3: killed after the commit, an erasing is ended by the next command that writes, and its deed can be had again
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

prepare() { export CRM_USER=orlova; }
prepare_file() {
	prepare
	staff
	crm-lead-add -q >/dev/null <<-CSV
		at,name,phone,email,source,comment,manager
		2026-10-01,Анна Ёлкина,8 (916) 123-45-67,anna@client.example,site,"звонить Анне Ёлкиной, 916 123 45 67",ivanov
		2026-10-02,Борис Лис,89160000002,boris@client.example,expo,от Анны Ёлкиной (+7-916-123-45-67),kim
	CSV
	for n in $(seq 40); do echo "$((n % 2 + 1)),note,Ёлкина $n: anna@client.example"; done | sed '1i lead,kind,text' | crm-touch-add -q >/dev/null
	crm-find Ёлкина >/dev/null
	cp "$CRM_DB" whole.db
	cp "$CRM_DB-find" whole.db-find
	crm-person export 1 >one.json 2>/dev/null
	cp whole.db "$CRM_DB"
}

fresh() {
	rm -f "$CRM_DB"*
	cp whole.db "$CRM_DB"
	cp whole.db-find "$CRM_DB-find"
}
erase() { crm-person -q -f text --basis 'запрос 1' erase 1; }

# killed CALL N: at the Nth call of that name on a file of the base
killed() {
	strace -o /dev/null -P "$CRM_DB" -P "$CRM_DB-wal" -P "$CRM_DB-shm" -P "$CRM_DB-find" -P "$CRM_DB-erased" -P "$CRM_DB-erased.new" -P "$PWD" \
		-e inject="$1:signal=SIGKILL:when=$2" crm-person -q -f text --basis 'запрос 1' erase 1 >/dev/null 2>&1 && return 1
	return 0
}

@test "killed at sixty moments after the commit: the next who writes leaves not a byte, and the deed is there" {
	traced
	fresh
	strace -o calls -P "$CRM_DB" -P "$CRM_DB-wal" -P "$CRM_DB-shm" -P "$CRM_DB-find" -P "$CRM_DB-erased" -P "$CRM_DB-erased.new" -P "$PWD" \
		-e trace=pwrite64,write,fdatasync,fsync,ftruncate,unlink,rename,fcntl crm-person -q -f text --basis 'запрос 1' erase 1 >deed 2>/dev/null
	is "$(sql 'SELECT count(*) FROM erasing')" 0
	python3 "$here/traces.py" one.json "$CRM_DB"*
	gone=0 told=0
	for call in fdatasync fsync ftruncate unlink rename write pwrite64 fcntl; do
		all=$(grep -c "^$call(" calls || true)
		most=$(fewer 36 4)
		for n in $(seq "$most"); do echo $((all * n / most)); done | sort -nu | grep -v '^0$' >moments || true
		while read -r n; do
			fresh
			{ killed "$call" "$n"; } 2>/dev/null || continue
			is "$(sqlite3 "$CRM_DB" 'PRAGMA integrity_check')" ok
			[ "$(sql 'SELECT count(*) FROM event WHERE kind = 23')" = 1 ] || continue
			gone=$((gone + 1))
			if [ "$(sql 'SELECT count(*) FROM erasing')" = 1 ]; then
				told=$((told + 1))
				exits 75 crm-db check
				[[ $out == *'erasing,bad,event '*': its traces are in the files still'* ]]
				is "$err" 'crm-db: an erasing is not finished: crm-db rewrite ends it, or the next command that writes'
			fi
			exits 0 crm-touch-add -q 2 kind=note text=звонок
			python3 "$here/traces.py" one.json "$CRM_DB"* >found || { sed "s/^/# $call $n /" found >&3; return 1; }
			without -a 'лкин' "$CRM_DB"*
			exits 0 crm-db check
			[ ! -e "$CRM_DB-erased.new" ]
			exits 0 erase
			is "$out" "$(cat deed)"
			is "$(cut -d, -f1,2 "$CRM_DB-erased")" 'client,basis
1,запрос 1'
		done <moments
	done
	echo "# gone $gone times, told $told" >&3
	[ $gone -ge "$(fewer 50 8)" ]
	[ $told -ge "$(fewer 30 4)" ]
}

@test "a dry run, a reader and a form of the site do not end it; a reader in the way is told, and hinders nobody" {
	fresh
	sqlite3 "$CRM_DB" "INSERT INTO erasing SELECT max(event) FROM event"
	# any event will do for whoever ends it; crm-db check wants it to be an erasing
	exits 70 crm-db check
	fresh
	erase >/dev/null
	event=$(sql 'SELECT event FROM event WHERE kind = 23')
	sqlite3 "$CRM_DB" "INSERT INTO erasing VALUES ($event)"
	exits 0 crm-leads -q
	exits 0 crm-touch-add -n 2 kind=note
	printf 'phone=89160000005' | env REQUEST_METHOD=POST CONTENT_TYPE=application/x-www-form-urlencoded CONTENT_LENGTH=17 crm-lead-form -q >answer
	finds 'Status: 200' <answer
	is "$(sql 'SELECT event FROM erasing')" "$event"
	reader_stays
	exits 0 crm-touch-add 2 kind=note text=a
	[[ $err == *'somebody reads an older state of the database'*'an erasing is not finished yet: crm-db rewrite ends it'*'read 1 = done 1'* ]]
	is "$(sql 'SELECT event FROM erasing')" "$event"
	: >hold
	wait
	exits 0 crm-touch-add 2 kind=note text=b
	is "$(sql 'SELECT count(*) FROM erasing')" 0
	whole
}
