#!/usr/bin/env bats
# What judges the figures is itself judged: with a valgrind that counts what it is told.

load helper

prepare_file() {
	cp -r "$root/tests/bench" bench
	sed -i 's/^PAST = .*/PAST = "20"/' bench/count.py
	mkdir bin
	printf '#!/bin/sh\necho header\necho "==1== Collected : ${COUNTED:-1000}" >&2\n' >bin/valgrind
	chmod +x bin/valgrind
	mkdir -p b
	ln -s "$CRM_BUILD/bin" b/bin
	ln -s "$CRM_BUILD/share" b/share
}
prepare() { export PATH=$PWD/bin:$PATH CC=gcc CFLAGS=-O2; }

@test "counts that are written anew are met, and others are named" {
	exits 0 bench/run b count --put
	is "$(grep -c '^count: .* = 1000$' bench/counts)" "$(grep -c '^    ("crm-' bench/count.py)"
	is "$(sed -n '/^#/p' bench/counts)" "$(sed -n '/^#/p' "$root/tests/bench/counts")"
	exits 0 bench/run b count
	exits 0 env COUNTED=1029 bench/run b count
	exits 0 env COUNTED=971 bench/run b count
	exits 1 env COUNTED=1031 bench/run b count
	printf '%s\n' "$err" | finds -x 'count: crm-sla: 1,031 instructions, 3.1 % more than the 1,000 of tests/bench/counts: what was added?'
	exits 1 env COUNTED=960 bench/run b count
	printf '%s\n' "$err" | finds -x 'count: crm-sla: 960 instructions, 4.0 % less than the 1,000 of tests/bench/counts: hold it by make count-put'
	sed -i 's/^count: crm-sla =/count: crm-gone =/' bench/counts
	exits 1 bench/run b count
	is "$err" "$(printf 'count: %s\n' 'crm-sla is not in the file: make count-put' 'crm-gone is in the file, and not counted: make count-put')"
}

@test "another compiler or library is named, and nothing is judged" {
	bench/run b count --put >/dev/null
	sed -i 's/^with: libc6 = .*/with: libc6 = 2.0/' bench/counts
	exits 0 env COUNTED=2000 bench/run b count
	printf '%s\n' "$out" | finds '^count: not judged, .*: libc6 [^,]*, in the file 2\.0$'
	bench/run b count --put >/dev/null
	exits 0 env CFLAGS=-O0 COUNTED=2000 bench/run b count
	printf '%s\n' "$out" | finds '^count: not judged, .*: flags -O0, in the file -O2$'
}

@test "a command that fails, or a valgrind that is not there, is no count" {
	bench/run b count --put >/dev/null
	printf '#!/bin/sh\necho header\necho "==1== Collected : 1000" >&2\nexit 74\n' >bin/valgrind
	exits 1 bench/run b count
	printf '%s\n' "$err" | finds 'exit 74'
	printf '#!/bin/sh\necho "==1== Collected : 1000" >&2\n' >bin/valgrind
	exits 1 bench/run b count
	rm bin/valgrind
	mkdir only
	printf '#!/bin/sh\nexec %s "$@"\n' "$(python3 -c 'import sys; print(sys.executable)')" >only/python3
	chmod +x only/python3
	for tool in sh env dirname mkdir rm sqlite3 gcc; do ln -s "$(command -v $tool)" only; done
	exits 69 env PATH="$PWD/only" bench/run b count
	is "$err" 'count: valgrind is not installed: scripts/setup lint'
	exits 64 bench/run b
	exits 64 bench/run b nothing
}

# The whole table on a small base, once each; not under sanitizers, where the commands it runs have tests of their own.
small_table() {
	case $CRM_BUILD in */asan) skip "what is measured here is the table" ;; esac
	rm bin/valgrind
	sed -i 's/^ROUNDS = .*/ROUNDS = 1/' bench/measure.py
	sed -i 's/^LOOP = [0-9]*/LOOP = 1/; s/^FORMS, WAVES = .*/FORMS, WAVES = 2, 2/' bench/intake.py
	sed -i 's/^FRESH, FEW = [0-9]*, [0-9]*/FRESH, FEW = 50, 10/' bench/measure.py
}

only_reads() { sed -i '/^    yield from [ir][no][tw]/d' bench/table.py; }

@test "the table has every line that has a limit, and a limit that is passed is named with its value" {
	small_table
	# Nobody's speed is judged here: all limits far away, but three of which one is passed for certain, and one is of nothing.
	sed -i '/^[^#l]/s/^\(.*\),[^,]*,[^,]*,\([^,]*\)$/\1,1000000,,\2/; s/\/s,1000000,/\/s,0,/' bench/limits
	exits 0 bench/run b table 1000 --check
	is "$(printf '%s\n' "$out" | grep -c '^-- ')" 0
	printf '%s\n' "$out" | finds -E '^crm-funnel of a month +[0-9.]+ ms +[0-9.]+ +(< )?[0-9]+ MB  sqlite3 [0-9.]+ \([0-9.]+\)'
	printf '%s\n' "$out" | finds -E '^crm-assign +[0-9,.]+ rows/s '
	# Of a part of it, for time.
	only_reads
	printf '%s\n' line,measure,300k,1M,goal crm-sla,ms,0.001,, 'crm-demo --history,leads/s,1000000000,,' crm-lights,growth,1000,,0.001 crm-gone,ms,5,, \
	    'crm-dups,ms,,0.001,' >bench/limits
	exits 1 bench/run b table 1000 --check
	printf '%s\n' "$err" | finds -xE 'bench: crm-sla: ms [0-9.]+, the limit is 0\.00'
	printf '%s\n' "$err" | finds -xE 'bench: crm-demo --history: leads/s [0-9,.]+, the limit is 1,000,000,000'
	printf '%s\n' "$err" | finds -x 'bench: crm-gone: ms has a limit and was not measured'
	is "$(printf '%s\n' "$err" | wc -l)" 3
	printf '%s\n' "$out" | finds '^crm-lights .* | still to reach: .*growth 0\.00'
	for size in 0 999 many 1G ''; do exits 1 bench/run b table "$size"; done
}

@test "limits that are written anew hold what was measured with a margin, at that size and in what the file holds" {
	small_table
	sed -i '/^    yield from /d' bench/table.py
	exits 1 bench/run b table 1000 --put
	is "$err" 'bench: there are limits for BENCH=300k and 1M'
	sed -i 's/"300k": 300000/"300k": 1000/' bench/limits.py
	sed -i 's/^crm-demo --history,MB,.*/crm-demo --history,MB,,7,512/' bench/limits
	grep -v '^crm-demo' bench/limits >before
	exits 0 bench/run b table 1000 --put
	is "$(grep -v '^crm-demo' bench/limits)" "$(cat before)"
	grep '^crm-demo --history,MB,' bench/limits | finds -xE 'crm-demo --history,MB,[0-9]+,7,512'
	printf '%s\n' "$out" | finds -xE 'limit: crm-demo --history: MB none -> [0-9]+'
	exits 1 bench/run b table 1000 --check
	[[ "$err" = 'bench: '*' has a limit and was not measured' && "$err" != *crm-demo* ]]
	# A value that is far within its goal, one that has reached it by little, one that has not; more is better; no row for seconds.
	cat >bench/limits <<-'CSV'
		# words
		line,measure,300k,1M,goal
		a,growth,9,5,4
		a,MB,,5,64
		a,sqlite3,1.5,5,1.2
		b,rows/s,,5,30000
		c,rows/s,,5,30000
	CSV
	cat >ask.py <<-'PY'
		import limits
		from measure import Line
		lines = [Line("a", 9.0, "s", 1.0, 56.0, {"sqlite3": 6.0, "duckdb": 90.0}), Line("b", 36000, "rows/s"), Line("c", 20000, "rows/s", 1.0)]
		print(limits.put(300000, lines))
		print(limits.read(300000)["a", "MB"], limits.read(1000000)["a", "MB"])
	PY
	exits 0 env PYTHONPATH=bench python3 -B ask.py
	is "$(cat bench/limits)" "$(cat <<-'CSV'
		# words
		line,measure,300k,1M,goal
		a,growth,1.3,5,4
		a,MB,64,5,64
		a,sqlite3,1.95,5,1.2
		a,duckdb,0.13,,
		b,rows/s,30000,5,30000
		c,rows/s,6667,5,30000
		c,growth,1.3,,
	CSV
	)"
	is "$(printf '%s\n' "$out" | tail -n 1)" '(64.0, 64.0) (5.0, 64.0)'
}

@test "a command that fails is a line of its own, and fails the check" {
	small_table
	only_reads
	sed -i 's/"300k": 300000/"300k": 1000/' bench/limits.py
	sed -i 's/"crm-sla -d {} -f csv"/"crm-sla -d {} --nothing"/' bench/reads.py
	exits 1 bench/run b table 1000 --check
	printf '%s\n' "$out" | finds '^-- crm-sla: exit 64: crm-sla: no option --nothing'
	printf '%s\n' "$err" | finds 'bench: -: crm-sla: exit 64'
	exits 1 bench/run b table 1000 --put
	printf '%s\n' "$err" | finds '^bench: nothing is written, for not all was measured: crm-sla: exit 64: '
	same bench/limits "$root/tests/bench/limits"
}
