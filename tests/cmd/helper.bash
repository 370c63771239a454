# What every command test stands on: an initialised department in a folder of its own, a frozen clock, no locale, nobody's settings.
# A pipeline fails with any of its commands.
# The base is made once a file, with what the file's `prepare_file` adds to it, and each test has a copy of that folder; `prepare`, in each
# test, is for what cannot be copied: variables, processes, paths with the folder in them.
surroundings() {
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	export CRM_BUILD=${CRM_BUILD:-$root/build}
	export PATH=$CRM_BUILD/bin:$PATH
	export CRM_NOW=2026-11-23T18:00:00+03:00
	export LC_ALL=C TZ=UTC HOME=$1 CRM_DB=$1/crm.db
	unset CRM_USER CRM_FORMAT CRM_LANG CRM_SHARE CRM_SENDMAIL XDG_DATA_HOME LANGUAGE
	cd "$1" || return 1
	set -o pipefail
}

setup_file() {
	surroundings "$BATS_FILE_TMPDIR"
	crm-db init --pack realty -q >/dev/null
	if declare -F prepare_file >/dev/null; then prepare_file; fi
}

setup() {
	surroundings "$BATS_TEST_TMPDIR"
	cp -a "$BATS_FILE_TMPDIR/." .
	if declare -F prepare >/dev/null; then prepare; fi
}

# Three managers, a head, in two units.
staff() {
	crm-conf put manager -q >/dev/null <<-CSV
		manager,name,email,role,unit
		ivanov,Иванов Иван,ivanov@dept.example,manager,north
		petrova,Петрова Анна,petrova@dept.example,manager,north
		kim,Ким Олег,kim@dept.example,manager,south
		orlova,Орлова Мария,orlova@dept.example,head,north
	CSV
}

# is ACTUAL EXPECTED: a diff when they differ. Two that are both empty prove nothing: two commands may have died.
is() {
	[ "$1" != "$2" ] || [ -n "$1" ] || { echo "# both are empty: use nothing" >&3; return 1; }
	[ "$1" = "$2" ] && return 0
	diff <(printf '%s\n' "$2") <(printf '%s\n' "$1") | sed 's/^/# /' >&3
	return 1
}

# nothing TEXT: it is empty; where it is "$(command)", the command did not die either
nothing() {
	local got=$?
	[ -z "$1" ] && [ $got = 0 ] && return 0
	printf '# exit %s, wanted nothing: %s\n' $got "$1" >&3
	return 1
}

# differ TEXT TEXT: neither is empty, and they are not the same
differ() { [ -n "$1" ] && [ -n "$2" ] && [ "$1" != "$2" ]; }

# same FILE FILE: byte for byte, and not empty
same() { [ -s "$1" ] && cmp "$1" "$2"; }

# finds [-option...] PATTERN: in the input, all of which is read: whoever writes is not cut off, as by grep -q
finds() {
	local input
	input=$(cat)
	grep -q "$@" <<<"$input"
}

# without [-option...] PATTERN FILE...: grep does not find it, and there is something to look at
without() {
	local file some=
	for file; do [ ! -s "$file" ] || some=1; done
	[ -n "$some" ] || { echo "# nothing to look at: $*" >&3; return 1; }
	exits 1 grep "$@"
}

# status WANTED command...: runs it and compares the exit status; stdout in $out, stderr in $err
exits() {
	local wanted=$1 got=0
	shift
	out=$("$@" 2>"$BATS_TEST_TMPDIR/.err") || got=$?
	err=$(cat "$BATS_TEST_TMPDIR/.err")
	[ "$got" = "$wanted" ] && return 0
	printf '# exit %s, wanted %s: %s\n# %s\n' "$got" "$wanted" "$*" "$err" >&3
	return 1
}

sanitized() { grep -qa __asan_init "$CRM_BUILD/bin/crm-db"; }

# fewer MANY FEW: how many rounds, rows, or which; the second under sanitizers, where a command takes five times as long
fewer() { if sanitized; then echo "$2"; else echo "$1"; fi; }

# sql QUERY: an independent look into the base
sql() { sqlite3 -readonly "$CRM_DB" "$1"; }

# agrees SCRIPT [argument ...]: the figures are those that the script here makes from the journal
agrees() {
	export PYTHONDONTWRITEBYTECODE=1
	exits 0 python3 "$BATS_TEST_DIRNAME/$1" "${@:2}"
	is "$out" 'all figures are the same'
}

# now DAY [HOUR]: of November 2026, from then on
now() { export CRM_NOW=2026-11-$1T${2:-18:00}:00+03:00; }

# group NAME: the commands that `crm --list` has there, without crm-; where there are none, one that cannot be run
group() { crm --list | awk -F '\t' -v group="$1" '$2 == group { print substr($1, 5); n++ } END { if (!n) print "nothing-of-" group }'; }
