#!/usr/bin/env bats
# R-15: memory and time are bounded by the input
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

# A guard against hanging, five times what it takes on a slow machine, is no measurement.
# within MIB SECONDS STATUS command...: shadow memory of AddressSanitizer is all of the address space, so there only the time counts
within() {
	local mib=$1 seconds=$2 wanted=$3
	shift 3
	if sanitized; then
		exits "$wanted" timeout $((seconds * 5)) "$@"
	else
		limited() { (ulimit -v $((mib * 1024)) && exec timeout $((seconds * 5)) "$@"); }
		exits "$wanted" limited "$@"
	fi
}

# Seen to fail when the arena of a chunk is not emptied.
@test "200,000 rows in 320 MiB, for all of them no more than for some" {
	sanitized && skip "ulimit -v and AddressSanitizer do not go together"
	seq 200000 | awk 'BEGIN { print "name,phone,source,comment" } { printf "Лид %d,+7916%07d,site %d,комментарий номер %d\n", $1, $1, $1 % 9, $1 }' >leads.csv
	within 320 120 0 crm-lead-add -q -o lead <leads.csv
	is "$(wc -l <<<"$out")" 200001
	is "$(sql 'SELECT count(*) FROM lead')" 200000
	within 320 120 0 crm-leads -o lead
	within 320 120 0 crm-funnel -g source
}

# Seen to fail when a field may be of any size.
@test "a field of 64 MiB is refused at once, with its row and line, in 128 MiB; the rows before it are in" {
	{
		printf 'name,comment\nA,1\nB,2\nC,"'
		head -c 67108864 /dev/zero | tr '\0' x
		printf '"\nD,4\n'
	} >long.csv
	within 128 10 65 crm-lead-add -q -o lead,verdict <long.csv
	[[ $err == "crm-lead-add: long.csv: row 3 (line 4)"*"2 rows before were taken in" ]]
	is "$(sql 'SELECT group_concat(name) FROM client')" A,B
	head -c 67108864 /dev/zero | tr '\0' x >header.csv
	within 128 10 65 crm-lead-add -q <header.csv
	within 128 10 65 crm-lose -q reason=price - <header.csv
	head -c 67108864 /dev/zero >nul.csv
	within 128 10 65 crm-lead-add -q <nul.csv
}

# Seen to fail when a blank line is a row of empty cells.
@test "5 million blank lines are passed over, and counted" {
	{
		printf 'name,phone\nA\n'
		head -c 5000000 /dev/zero | tr '\0' '\n'
		printf 'B,,many\n'
		head -c 5000000 /dev/zero | tr '\0' '\r'
		printf 'C\n'
	} >blank.csv
	within 128 20 65 crm-lead-add -q -o row,lead,verdict <blank.csv
	is "$out" "$(printf 'row,lead,verdict\n1,1,added\n2,,rejected\n3,2,added')"
	[[ $err == *"row 2 (line 5000003)"* ]]
	head -c 5000000 /dev/zero | tr '\0' '\n' >nothing.csv
	within 128 20 65 crm-lead-add -q <nothing.csv
}

# Seen to fail when the cells of a line are not counted (a death by SIGSEGV).
@test "a line of a million cells, a million columns, one long line of quotes" {
	{ printf 'name,phone\nA,\n'; head -c 3000000 /dev/zero | tr '\0' ,; printf '\nB\n'; } >wide.csv
	within 512 20 65 crm-lead-add -q -o row,verdict <wide.csv
	{ printf 'name,phone\nB,\n'; head -c 30000 /dev/zero | tr '\0' ,; printf '\nC,\n'; } >wide.csv
	within 512 20 65 crm-lead-add -q -o row,verdict <wide.csv
	{ seq 300000 | tr '\n' ,; printf '\nA\n'; } >columns.csv
	within 512 20 65 crm-lead-add -q <columns.csv
	{ printf 'name\n'; head -c 3000000 /dev/zero | tr '\0' '"'; } >quotes.csv
	within 128 20 65 crm-lead-add -q <quotes.csv
	[ "$(sql 'SELECT count(*) FROM lead')" -le 2 ]
	whole
}

# Seen to fail when the arena does not look at what malloc gives.
@test "memory that does not suffice: 74 and a line, nothing is half done, and the next run completes" {
	sanitized && skip "ulimit -v and AddressSanitizer do not go together"
	seq 60000 | awk 'BEGIN { print "name,phone,comment" } { printf "Лид %d,+7916%07d,%0200d\n", $1, $1, $1 }' >leads.csv
	for mib in 20 28 36 48 64; do
		got=0
		(ulimit -v $((mib * 1024)) && exec crm-lead-add -q --atomic -o lead) <leads.csv >told 2>err || got=$?
		[ $got = 0 ] || { [ $got = 74 ] && [ "$(wc -l <err)" = 1 ]; } || { echo "# $mib MiB: exit $got $(cat err)" >&3; false; }
		is "$mib $(sql 'SELECT count(*) FROM lead')" "$mib $([ $got = 0 ] && echo 60000 || echo 0)"
		[ $got != 0 ] || break
	done
	crm-lead-add -q <leads.csv >/dev/null
	is "$(sql 'SELECT count(*) FROM lead')" 60000
	whole
}
