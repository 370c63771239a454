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
