# What the fault tests share. Load it after ../cmd/helper.
# shellcheck disable=SC2034 # here is for the tests
here=$BATS_TEST_DIRNAME

# An independent look at a base, and our own.
whole() {
	local base=${1:-$CRM_DB}
	is "$(sqlite3 "$base" 'PRAGMA integrity_check')" ok
	exits 0 crm-db -d "$base" check
}

# every FILE SQL: each lead in FILE, verdicts with -o lead,verdict, is among those SQL selects. A line cut short is no verdict.
every() {
	nothing "$(comm -23 <(head -n "$(wc -l <"$1")" "$1" | awk -F, 'NR > 1 && $2 != "rejected" { print $1 }' | sort -u) <(sqlite3 "$CRM_DB" "$2" | sort -u))"
}

traced() {
	strace -o /dev/null true 2>/dev/null || skip "strace is not there, or may not trace"
	export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0 # it cannot work under ptrace
}

# waits SECONDS command...: until it succeeds
waits() {
	local until=$((SECONDS + $1))
	shift
	until "$@"; do
		[ $SECONDS -lt $until ] || return 1
		sleep 0.02
	done
}

# lasts command...: how long it takes, in microseconds
lasts() {
	local from=${EPOCHREALTIME/[.,]/}
	"$@" >/dev/null 2>&1 || true
	echo $((${EPOCHREALTIME/[.,]/} - from))
}

# Somebody reads the base as it is now, until there is something in ./hold.
reader_stays() {
	mkfifo hold
	python3 -c '
import os, sqlite3
base = sqlite3.connect(os.environ["CRM_DB"], isolation_level=None)
base.execute("BEGIN")
base.execute("SELECT count(*) FROM event").fetchone()
open("ready", "w").close()
open("hold").read()' &
	waits 5 test -e ready
}
