#!/usr/bin/env bats
# Every statement is one that PostgreSQL 15 knows too, which is asked itself: a private server, in this folder and gone with the last line.

load helper

setup_file() {
	export PATH=/usr/lib/postgresql/15/bin:$PATH LC_ALL=C
	command -v initdb postgres >/dev/null || { echo "PostgreSQL 15 is not installed: scripts/setup test" >&2; return 1; }
	as=()
	if [ "$(id -u)" = 0 ]; then # as whom it refuses to start
		as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
		chown 65534:65534 "$BATS_FILE_TMPDIR"
		chmod 711 "$BATS_RUN_TMPDIR" "${BATS_FILE_TMPDIR%/*}" # on his way there
	fi
	cd "$BATS_FILE_TMPDIR" || return
	"${as[@]}" initdb -D "$PWD/data" -U crm -A trust -E UTF8 --no-locale --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; return 1; }
}
setup() {
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	as=()
	[ "$(id -u)" != 0 ] || as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
	cd "$BATS_TEST_TMPDIR" || return
}
ask() { python3 -B "$root/tests/cmd/postgres.py" "$@" "$BATS_FILE_TMPDIR/data" "${as[@]}"; }

@test "PostgreSQL prepares every statement on the schema that the steps make" {
	exits 0 ask "$root/libcrm" "$CRM_BUILD/gen" || { echo "$out" >&3; return 1; }
	is "${out%% *}" "$(find "$root/libcrm" -name '*.sql' ! -path '*/store/sqlite/*' ! -name '0[0-9]*' -exec grep -h '^-- name: ' {} + | wc -l)"
}

@test "what only SQLite understands is named with its file, and so is an exception that is none" {
	mkdir -p sql/store sql/room made/store made/room
	cp "$root"/libcrm/store/0*.sql sql/store
	cp "$CRM_BUILD"/gen/store/0*.sql.h made/store
	cat >sql/room/bad.sql <<-'SQL'
		-- name: fine
		SELECT lead FROM lead WHERE client = $1
		-- name: ignored
		INSERT OR IGNORE INTO source (source) VALUES ($1)
		-- name: untyped
		SELECT lead FROM lead WHERE $1 IS NULL
		-- name: grouped
		SELECT client, lead, max(amount) FROM lead GROUP BY client
		-- name: two
		DELETE FROM source; DELETE FROM stage
		-- name: absent
		SELECT absent FROM lead
		-- name: batch
		SELECT key FROM unknown
		-- name: made
		CREATE TEMPORARY TABLE copy AS SELECT * FROM lead
		-- name: made_key
		CREATE UNIQUE INDEX copy_lead ON copy (absent)
	SQL
	awk -f "$root/scripts/sql2h.awk" sql/room/bad.sql >made/room/bad.sql.h
	exits 1 ask sql made
	is "$out" "$(cat <<-'END'
		room/bad.sql: ignored: syntax error at or near "OR"
		room/bad.sql: untyped: could not determine data type of parameter $1
		room/bad.sql: grouped: column "lead.lead" must appear in the GROUP BY clause or be used in an aggregate function
		room/bad.sql: two: more than one statement
		room/bad.sql: absent: column "absent" does not exist
		room/bad.sql: batch: relation "unknown" does not exist (a batch table belongs into BATCH_TABLES of tests/cmd/postgres.py)
		room/bad.sql: made_key: column "absent" does not exist
		report/find/find_ask.sql: it needs no exception
		report/find/find_doc.sql: it needs no exception
		report/find/find_hits.sql: it needs no exception
		report/find/find_index.sql: it needs no exception
		report/find/find_since.sql: it needs no exception
	END
	)"
	sed -i 's/"CREATE TABLE batch/"CREATE TABLE WITHOUT batch/' made/store/0001-base.sql.h
	exits 1 ask sql made
	printf '%s\n' "$out" | finds '^the schema: syntax error at or near "batch"'
}
