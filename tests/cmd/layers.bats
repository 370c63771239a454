#!/usr/bin/env bats
# scripts/layers: the tree is as it is drawn, and each wall is seen to hold: a copy of the sources breaks every one.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare() {
	cp -R "$root/libcrm" "$root/cmd" "$root/scripts" .
}

# plant FILE LINE [MESSAGE]: the file ends with that line, of which layers says so
plant() {
	printf '%s\n' "$2" >>"$1"
	[ -z "${3-}" ] || echo "$1:$(wc -l <"$1"): $3" >>wanted
}

# object SOURCE DECLARATION...: what is built of that source
object() {
	mkdir -p "build/${1%/*}"
	printf '%s\n' "${@:2}" | cc -x c -w -c -o "build/${1%c}o" -
}

@test "the tree is as it is drawn, and the README shows the drawing" {
	exits 0 env B="$CRM_BUILD" scripts/layers
	nothing "$out$err"
	map=$(scripts/layers --map | sed 's/^/    /')
	[[ $(<"$root/README.md") == *"$map"* ]]
}

@test "whoever breaks a wall is told where and which" {
	plant libcrm/base/core/buf.c '#include "book/records/lead.h"' 'base must not know book, which stands above it'
	plant libcrm/flow/lead/close.c '#include "report/lists/log.h"' \
		'flow and report stand side by side and must not know each other'
	plant libcrm/report/lists/log.c '#include "flow/lead/close.h"' \
		'report and flow stand side by side and must not know each other'
	plant libcrm/flow/lead/close.c '#include "attic/trunk.h"' 'there is no floor called attic'
	plant libcrm/flow/upkeep/db_admin.c '#include "flow/form/form.h"' \
		'flow/upkeep knows flow/form, which leads back to it: a circle of rooms'
	plant libcrm/flow/form/form.c '#include "flow/upkeep/db_admin.h"' \
		'flow/form knows flow/upkeep, which leads back to it: a circle of rooms'
	plant cmd/crm-log.c '#include "front/command/front_private.h"' \
		'front/command/front_private.h is private to front/command'
	plant libcrm/rows/reader.h '#include "rows/excel_private.h"' \
		'a public header shows rows/excel_private.h, which is private'
	plant libcrm/post/letters/sla_alert.c '#include "flow/lead/task.sql.h"' 'these statements are of flow/lead'
	plant cmd/crm-log.c '#include "store/db.h"' 'a command must not know the database'
	plant libcrm/book/records/lead.c '#include "store/engine.h"' '"store/engine.h" only in libcrm/store/'
	plant libcrm/store/journal.c '#include <sqlite3.h>' '<sqlite3.h> only in libcrm/store/sqlite/'
	plant cmd/crm-log.c '#include <csv.h>' '<csv.h> only in libcrm/rows/'
	plant cmd/crm-log.c '#include <jansson.h>' '<jansson.h> only in libcrm/rows/form_body.c'
	plant cmd/crm-log.c '#include <pcre2.h>' '<pcre2.h> only in libcrm/base/text/pattern.c'
	plant cmd/crm-log.c '#include <utf8proc.h>' '<utf8proc.h> only in libcrm/base/text/utf8.c'
	plant cmd/crm-log.c '#include <libstemmer.h>' '<libstemmer.h> only in libcrm/base/text/stem.c'
	plant cmd/crm-log.c '#include <nettle/sha2.h>' '<nettle/sha2.h> only in libcrm/base/value/keyed.c'
	plant cmd/crm-log.c '#include <gmime/gmime.h>' \
		'<gmime/gmime.h> only in libcrm/post/mime/mime_library.h'
	plant cmd/crm-log.c '#include <iconv.h>' '<iconv.h> only in libcrm/rows/ libcrm/post/mail_read/mime_decode.c'
	plant cmd/crm-log.c '#include <libintl.h>' '<libintl.h> only in libcrm/base/core/status.h'
	plant libcrm/rows/line.c '#include <cmocka.h>' '<cmocka.h> only in tests/'
	plant libcrm/base/value/money.c 'void die(void) { exit(1); }' 'exit, getenv, stderr and stdout only in front and cmd'
	plant libcrm/rows/line.c 'FILE *out(void) { return stdout; }' 'exit, getenv, stderr and stdout only in front and cmd'
	plant cmd/crm-log.c 'const char *sql = "SELECT 1";' 'statements stand in a .sql file'
	plant libcrm/store/journal.c 'struct crm { int one; };' \
		"struct crm is libcrm/book/context/crm.h:$(grep -n '^struct crm {' libcrm/book/context/crm.h | cut -d: -f1) already: another name for what is another thing"
	# neither comments nor texts are code
	plant libcrm/base/value/money.c '/* exit(1), struct crm { and "stderr'
	plant libcrm/base/value/money.c ' * stdout, too */ const char *text = "exit(1) \" /* stderr"; // getenv("A")'
	for i in $(seq 17); do echo "int more;" >"libcrm/base/time/more$i.c"; done
	mkdir libcrm/flow/attic
	plant libcrm/flow/attic/trunk.c 'int trunk;' 'its folder is no room of libcrm/ROOMS'
	plant libcrm/base/base.c 'int base;' 'its folder is no room of libcrm/ROOMS'
	plant libcrm/ROOMS '    cellar       what nobody has dug' 'there are no sources in the room base/cellar'

	object libcrm/book/records/lead.c 'int lead_there;'
	object libcrm/base/text/utf8.c 'extern int lead_there; int f(void) { return lead_there; }'
	echo "libcrm/base/text/utf8.c:1: lead_there is of libcrm/book/records/lead.c: base must not know book, which stands above it" >>wanted
	object libcrm/report/funnel/funnel.c 'int funnel_there; int journal_add(void); int f(void) { return journal_add(); }'
	plant libcrm/report/funnel/funnel.c '/* journal_add() */' 'a report calls journal_add, which writes'
	object libcrm/flow/lead/move.c 'extern int funnel_there; int f(void) { return funnel_there; }'
	echo "libcrm/flow/lead/move.c:1: funnel_there is of libcrm/report/funnel/funnel.c: flow and report stand side by side and must not know each other" >>wanted
	object libcrm/post/vcard/vcard.c 'extern int a_there; int b_there; int f(void) { return a_there; }'
	object libcrm/post/mail_out/outbox.c 'extern int b_there; int a_there; int f(void) { return b_there; }'
	echo "libcrm/post/vcard/vcard.c:1: post/vcard knows post/mail_out, which leads back to it: a circle of rooms" >>wanted
	echo "libcrm/post/mail_out/outbox.c:1: post/mail_out knows post/vcard, which leads back to it: a circle of rooms" >>wanted
	object cmd/crm-log.c 'int db_run(void); int f(void) { return db_run(); }'
	echo "cmd/crm-log.c:1: a command calls db_run: it must not know the database" >>wanted
	# the search may write its index, and what has no source any more is not looked at
	object libcrm/report/find/find_index.c 'int db_run(void); int f(void) { return db_run(); }'
	object libcrm/base/core/gone.c 'extern int lead_there; int f(void) { return lead_there; }'

	exits 1 env B=build scripts/layers
	is "$(grep -v ' has more than 16 ' <<<"$err" | LC_ALL=C sort)" "$(LC_ALL=C sort wanted)"
	[[ $err == *"base/time has more than 16 .c files: it is two rooms"* ]]
}

@test "without objects nothing is proved" {
	exits 1 env B=elsewhere scripts/layers
	is "$err" 'layers: there are no objects below elsewhere: make first'
}
