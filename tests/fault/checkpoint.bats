#!/usr/bin/env bats
# R-5b: no page of the log goes over into the base beside a commit; see wal.html of SQLite, "the WAL-reset bug"
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

prepare() {
	traced
	staff
	# Somebody stays connected, so that nobody is the last and may take the log over alone.
	mkfifo stay
	sqlite3 -readonly "$CRM_DB" <stay >/dev/null 2>&1 3>&- &
	exec 8>stay
	echo 'SELECT count(*) FROM lead;' >&8
}

# recorded NAME [options of strace] -- command...
recorded() { strace -y -qq -e trace=fcntl,pwrite64 -o "log.$1" "${@:2}"; }

judge() {
	exits 0 python3 "$here/checkpoint.py" "$CRM_DB" log.* || { sed 's/^/# /' <<<"$out" >&3; false; }
	[[ $out =~ as\ the\ writer\ ([0-9]+) ]]
	[ "${BASH_REMATCH[1]}" -gt 1000 ] || { echo "# $out" >&3; false; }
	exec 8>&-
	wait
	whole
}

big() { awk -v from="$1" -v to="$2" 'BEGIN { print "name,phone,comment"; for (i = from; i <= to; i++) printf "Лид %d,+7916%07d,%01000d\n", i, i, i }'; }

# Seen to fail when the hook that stands in the way of the automatic checkpoint is not set, and when the checkpoint is PASSIVE.
@test "racing processes: the log passes 16 MiB, and goes over under the lock of the writer only" {
	pids=()
	for n in 1 2 3; do
		(
			for part in 1 2 3; do
				big $((n * 100000 + part * 10000)) $((n * 100000 + part * 10000 + 2400)) | recorded $n.$part -- crm-lead-add -q >/dev/null
			done
			for k in 1 2 3 4; do recorded $n.$k.row -- crm-lead-add -q name="Ещё $n $k" >/dev/null; done
		) 3>&- 8>&- &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do wait "$pid"; done
	# Who found the lock taken each time leaves the log to the next one.
	recorded last -- crm-lead-add -q name=Последний >/dev/null
	is "$(sql 'SELECT count(*) FROM lead')" $((9 * 2401 + 13))
	judge
}

@test "racing processes, of which some take many chunks in with one commit" {
	pids=()
	for n in 1 2 3; do
		(
			for part in 1 2 3; do
				big $((n * 100000 + part * 10000)) $((n * 100000 + part * 10000 + 2400)) >leads.$n
				CRM_CHUNK_ROWS=$((n * 200)) recorded $n.$part -- crm-lead-add -q <leads.$n >/dev/null
			done
		) 3>&- 8>&- &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do wait "$pid"; done
	recorded last -- crm-lead-add -q name=Последний >/dev/null
	is "$(sql 'SELECT count(*) FROM lead')" $((9 * 2401 + 1))
	judge
}

# Seen to fail when a checkpoint that gives up is not interrupted: SQLite then goes on with the passive kind.
@test "a checkpoint that cannot have the lock gives up, and is not the passive kind" {
	python3 "$here/holder.py" "$CRM_DB" 1.2 3 >ready 3>&- 8>&- &
	holder=$!
	waits 10 grep -q ready ready
	# Slow locks make the gap between a commit and its checkpoint wide.
	for part in 1 2 3; do
		big $((part * 20000)) $((part * 20000 + 14000)) >leads.csv
		recorded $part -e inject=fcntl:delay_exit=4000 -- crm-lead-add -q <leads.csv >/dev/null
	done
	wait $holder
	big 1 4000 | recorded last -- crm-lead-add -q >/dev/null
	judge
}
