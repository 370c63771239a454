# scripts/sql2h.awk: numbers and lists of columns are written once, and what it does not know stops the build.
load helper

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	awk=$root/scripts/sql2h.awk
	cd "$BATS_TEST_TMPDIR" || return
	printf '%s\n' 'enum kind {' '	K_FIRST =' '	    3, /* one, or' '	two: } */' '	K_NEXT, K_FAR = 9,' '	KINDS' '};' \
	    'enum { PLAIN };' >names.h
	printf '%s\n' '-- define: thing_columns' 'thing, kind,' 'state' '' '-- name: thing_one' \
	    'SELECT -- use: thing_columns' 'FROM thing WHERE kind = @K_NEXT@' >lists.sql
}

made() {
	awk -f "$awk" names.h lists.sql "$1"
}

@test "an enum gives its names a number, with gaps and comments in it" {
	printf '%s\n' '-- name: one' 'SELECT @K_FIRST@, @K_NEXT@, @K_FAR@, @KINDS@, @PLAIN@, @small@' >one.sql
	is "$(made one.sql)" "$(printf '%s\n' '/* Made from a .sql file: do not edit. */' 'static const char sql_one[] =' \
	    '	"SELECT 3, 4, 9, 10, 0, @small@\n";')"
}

@test "a list of columns is used in its own file and in others, under another name and with some left out" {
	is "$(made lists.sql | tail -n +2)" "$(printf '%s\n' '#ifndef THING_COLUMNS' '#define THING_COLUMNS 3' \
	    'enum { THING_COLUMN_thing, THING_COLUMN_kind, THING_COLUMN_state };' '#endif' 'static const char sql_thing_one[] =' \
	    '	"SELECT thing, kind, state\n"' '	"FROM thing WHERE kind = 4\n";')"
	printf '%s\n' '-- name: two' 'INSERT INTO t (-- use: thing_columns WITHOUT kind state' ')' \
	    'SELECT -- use: thing_columns AS t WITHOUT kind' ', 1 FROM t' >two.sql
	is "$(made two.sql | grep '^	')" "$(printf '%s\n' '	"INSERT INTO t (thing, NULL, NULL\n"' '	")\n"' \
	    '	"SELECT t.thing, NULL, t.state\n"' '	", 1 FROM t\n";')"
	is "$(made two.sql | grep -c 'define THING_COLUMNS 3')" 1
}

@test "what is not known stops the build with file and line" {
	while IFS='|' read -r line said; do
		printf '%s\n' '-- name: bad' 'SELECT 1' "$line" >bad.sql
		exits 1 made bad.sql
		is "$err" "bad.sql:3: $said"
	done <<-'END'
		WHERE kind = @K_NONE@|no such name: @K_NONE@
		-- use: thing_rows|no such list: thing_rows
		-- use: thing_columns WITHOUT colour|list thing_columns has no column colour
		-- use: thing_columns BUT kind|not AS, not WITHOUT: BUT
		-- define: things|a list of columns is called ..._columns: things
	END
}

@test "the steps of the schema keep their macros, which each engine spells" {
	printf '%s\n' '-- name: step' 'CREATE TABLE t (t @ID@)' >0001-base.sql
	mkdir store && mv 0001-base.sql store
	is "$(made store/0001-base.sql | grep -c '@ID@')" 1
}

@test "no statement has a bare number for a kind of event or a state" {
	cd "$root" || return
	exits 1 grep -rnE --include='*.sql' --exclude='0*-*.sql' '\b(kind|state) *(=|<>|<|>|<=|>=|IN|NOT IN) *\(?[0-9]' libcrm
	nothing "$out"
}
