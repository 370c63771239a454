# For scripts/layers. Reads libcrm/ROOMS, then all sources, then what nm -A -g says of the objects below `build`.
# Each finding is a line: file:line: what is wrong.
BEGIN {
	# A library has its one room.
	only["<sqlite3.h>"] = "libcrm/store/sqlite/"
	only["<csv.h>"] = "libcrm/rows/"
	only["<jansson.h>"] = "libcrm/rows/form_body.c"
	only["<pcre2.h>"] = "libcrm/base/text/pattern.c"
	only["<utf8proc.h>"] = "libcrm/base/text/utf8.c"
	only["<libstemmer.h>"] = "libcrm/base/text/stem.c"
	only["<nettle/"] = "libcrm/base/value/keyed.c"
	only["<gmime/"] = "libcrm/post/mime/mime_library.h"
	only["<iconv.h>"] = "libcrm/rows/ libcrm/post/mail_read/mime_decode.c"
	only["<libintl.h>"] = "libcrm/base/core/status.h"
	only["<cmocka.h>"] = "tests/"
	only["\"store/engine.h\""] = "libcrm/store/"

	# Reports never write. But the search keeps an index of its own, beside the base.
	n = split("record apply replay_rebuild replay_rebuild_within conf_put conf_put_rec conf_apply conf_empty journal_begin journal_add" \
	    " journal_end db_run db_commit db_mark db_keep db_create db_remove db_restore db_shred sidecar_open sidecar_remove" \
	    " rollup_lead rollup_flush outbox_put outbox_claim outbox_settle", word, " ")
	for (i = 1; i <= n; i++)
		writes[word[i]] = 1
	may_write["libcrm/report/find/find_index.c"] = may_write["libcrm/report/find/find_doc.c"] = 1

	mark = "[^A-Za-z0-9_]"
}

function bad(where, text) { print where ": " text }

# The folder of a path, as a room: "libcrm/base/core/buf.c" is in "base/core".
function room_of(path) { sub(/\/[^\/]*$/, "", path); sub(/^libcrm\//, "", path); return path }
function floor_of(room) { sub(/\/.*/, "", room); return room }

# May room a know room b? "" or why not.
function refused(a, b) {
	a = floor_of(a); b = floor_of(b)
	if (rank[a] < rank[b]) return a " must not know " b ", which stands above it"
	if (a != b && rank[a] == rank[b]) return a " and " b " stand side by side and must not know each other"
	return ""
}

# A line without its comments, and with its literals empty.
function code_of(line, out, token) {
	if (!in_comment && line !~ /["'\/]/) return line
	for (out = ""; line != ""; ) {
		if (in_comment) {
			if (!(i = index(line, "*/"))) return out
			line = substr(line, i + 2); in_comment = 0
			continue
		}
		if (!match(line, /\/\*|\/\/|["']/)) return out line
		token = substr(line, RSTART, RLENGTH)
		out = out substr(line, 1, RSTART - 1); line = substr(line, RSTART)
		if (token == "//") return out
		if (token == "/*") { in_comment = 1; line = substr(line, 3); continue }
		if (!match(line, token == "\"" ? /^"([^"\\]|\\.)*"/ : /^'([^'\\]|\\.)*'/)) return out
		out = out token token; line = substr(line, RLENGTH + 1)
	}
	return out
}

# The line of a file on which a symbol stands first.
function where(file, symbol, line, n) {
	while ((getline line < file) > 0) {
		n++
		if ((" " line " ") ~ mark symbol mark) { close(file); return file ":" n }
	}
	close(file)
	return file ":1"
}

# --- the drawing ---
FILENAME == "libcrm/ROOMS" {
	if (/^#/ || /^[ \t]*$/) next
	if (/^[a-z|]/) {
		name = $1 == "|" ? $2 : $1
		if ($1 != "|") level--
		rank[name] = level; drawn = name; at[name] = FNR
		room[name] = 1
	} else {
		room[drawn] = has_rooms[drawn] ? room[drawn] : 0
		has_rooms[drawn] = 1
		name = $1 == "." ? drawn : drawn "/" $1
		room[name] = 1; at[name] = FNR
	}
	next
}

# --- the symbols ---
FILENAME == "-" || FILENAME == "/dev/stdin" {
	object = $0; sub(/:.*/, "", object)
	if (index(object, build) != 1) { bad("nm:1", $0); next }
	source = substr(object, length(build) + 1); sub(/o$/, "c", source)
	if (!(source in known)) next # its source is gone
	built = 1
	if ($(NF - 1) == "U") { n_asked++; asks[n_asked] = source; asked[n_asked] = $NF }
	else if ($(NF - 1) ~ /^[TDBRVWC]$/) defined[$NF] = source
	next
}

# --- the sources ---
FNR == 1 {
	in_comment = 0
	known[FILENAME] = 1
	here = room_of(FILENAME); floor = floor_of(here)
	if (!room[here] && !(here in stray)) {
		stray[here] = 1
		bad(FILENAME ":1", "its folder is no room of libcrm/ROOMS")
	}
	lived_in[here] = 1
	if (FILENAME ~ /^libcrm\/.*\.c$/ && ++files[here] == 17)
		bad(FILENAME ":1", here " has more than 16 .c files: it is two rooms")
}

!in_comment && /^#[ \t]*include / {
	place = FILENAME ":" FNR
	for (header in only)
		if (index($2, header) == 1) {
			n = split(only[header], word, " "); fine = 0
			for (i = 1; i <= n; i++) fine = fine || index(FILENAME, word[i]) == 1
			if (!fine) bad(place, $2 " only in " only[header])
		}
	if ($2 !~ /^".*\/.*"$/) next
	header = substr($2, 2, length($2) - 2); to = room_of(header)
	if (header == "store/db.h" && floor == "cmd") bad(place, "a command must not know the database")
	if (!(floor_of(to) in rank)) bad(place, "there is no floor called " floor_of(to))
	else if ((no = refused(here, to)) != "") bad(place, no)
	else if (to != here && !((here, to) in includes)) { includes[here, to] = place; met[here] = met[to] = 1 }
	if (header ~ /_private\.h$/ && to != here) bad(place, header " is private to " to)
	if (header ~ /_private\.h$/ && FILENAME ~ /\.h$/ && FILENAME !~ /_private\.h$/)
		bad(place, "a public header shows " header ", which is private")
	if (header ~ /\.sql\.h$/ && to != here) bad(place, "these statements are of " to)
	next
}

{
	if (/"[ \t]*(SELECT|INSERT|UPDATE|DELETE|CREATE)[ \t]/ && FILENAME != "libcrm/store/sqlite/batch.c")
		bad(FILENAME ":" FNR, "statements stand in a .sql file")
	code = code_of($0)
	if (code ~ /exit|getenv|stderr|stdout/ && floor != "front" && floor != "cmd" &&
	    (" " code " ") ~ /[^A-Za-z0-9_](exit\(|getenv\(|stderr[^A-Za-z0-9_]|stdout[^A-Za-z0-9_])/)
		bad(FILENAME ":" FNR, "exit, getenv, stderr and stdout only in front and cmd")
	while (match(code, /(struct|union|enum) [A-Za-z0-9_]+ \{/)) {
		tag = substr(code, RSTART, RLENGTH - 2); code = substr(code, RSTART + RLENGTH)
		if (!(tag in tags)) tags[tag] = FILENAME ":" FNR
		else bad(FILENAME ":" FNR, tag " is " tags[tag] " already: another name for what is another thing")
	}
}

# What leads back to where it came from. ${edge}: where one room asks for another, as file:line or file and symbol.
function circles(edge, i, pair, place, a, b, c, reach) {
	for (pair in edge) { split(pair, i, SUBSEP); reach[i[1], i[2]] = 1 }
	for (b in met) for (a in met) if ((a, b) in reach) for (c in met) if ((b, c) in reach) reach[a, c] = 1
	for (pair in edge) {
		split(pair, i, SUBSEP)
		if (!((i[2], i[1]) in reach)) continue
		a = i[1]; b = i[2]
		place = split(edge[pair], i, SUBSEP) == 2 ? where(i[1], i[2]) : edge[pair]
		bad(place, a " knows " b ", which leads back to it: a circle of rooms")
	}
}

END {
	for (name in room)
		if (room[name] && !(name in lived_in))
			bad("libcrm/ROOMS:" at[name], "there are no sources in the room " name)
	if (!built) bad("libcrm/ROOMS:1", "there are no objects of these sources below " build ": make first")
	for (k = 1; k <= n_asked; k++) {
		source = asks[k]; symbol = asked[k]; here = room_of(source); floor = floor_of(here)
		if (floor == "report" && symbol in writes && !(source in may_write))
			bad(where(source, symbol), "a report calls " symbol ", which writes")
		if (floor == "cmd" && symbol ~ /^(db|journal|sidecar)_/ && symbol !~ /^db_admin_/)
			bad(where(source, symbol), "a command calls " symbol ": it must not know the database")
		if (!(symbol in defined) || (to = room_of(defined[symbol])) == here) continue
		if ((no = refused(here, to)) != "") bad(where(source, symbol), symbol " is of " defined[symbol] ": " no)
		else if (!((here, to) in calls)) { calls[here, to] = source SUBSEP symbol; met[here] = met[to] = 1 }
	}
	circles(includes)
	circles(calls)
}
