# Turn the statements of a .sql file into C constants: "-- name: lead_one" begins one, and becomes sql_lead_one.
# Comment lines and indentation are dropped. A statement nobody uses is a compiler warning.
#
#	awk -f sql2h.awk [HEADER ...] [LISTS.sql ...] STATEMENTS.sql
#
# @EV_TASK_DONE@ is the number that an enum of the headers gives it, so that the number is written once. The steps of
# the schema (0001-base.sql ...) keep theirs: each engine spells them. What follows "-- define: lead_columns" up to an
# empty line is a list of columns; "-- use: lead_columns [AS l] [WITHOUT old ...]" at the end of a line is that list,
# with l. before each, and NULL for those left out. C reads it by name: column state stands at LEAD_COLUMN_state, and
# what follows the list in a row begins at LEAD_COLUMNS.
function fail(text)
{
	printf "%s:%d: %s\n", FILENAME, FNR, text > "/dev/stderr"
	failed = 1
	exit 1
}

function without_comments(line,    out, at)
{
	for (out = ""; line != ""; line = substr(line, at + 2)) {
		at = index(line, comment ? "*/" : "/*")
		if (!at)
			return comment ? out : out line
		if (!comment)
			out = out substr(line, 1, at - 1)
		comment = !comment
	}
	return out
}

function number_names(body,    n, i, name, pair, next_number)
{
	gsub(/[ \t]/, "", body)
	n = split(body, name, ",")
	for (i = 1; i <= n; i++) {
		if (name[i] == "")
			continue
		if (split(name[i], pair, "=") == 2 && pair[2] !~ /^[0-9]+$/)
			fail("not a plain number: " name[i])
		if (name[i] ~ /=/)
			next_number = pair[2]
		number[pair[1]] = next_number++ + 0
	}
}

function columns_of(text,    word, n, i, k, column, count, prefix, left_out, out)
{
	n = split(text, word, " ")
	if (!(word[1] in list))
		fail("no such list: " word[1])
	i = 2
	if (word[i] == "AS") {
		prefix = word[i + 1] "."
		i += 2
	}
	if (i <= n && word[i] != "WITHOUT")
		fail("not AS, not WITHOUT: " word[i])
	for (i++; i <= n; i++)
		left_out[word[i]] = 1
	count = split(list[word[1]], column, ", *")
	for (k = 1; k <= count; k++) {
		out = out (k > 1 ? ", " : "") (column[k] in left_out ? "NULL" : prefix column[k])
		delete left_out[column[k]]
	}
	for (i in left_out)
		fail("list " word[1] " has no column " i)
	used[word[1]] = 1
	return out
}

function with_numbers(line,    out, name)
{
	while (match(line, /@[A-Z][A-Z0-9_]*@/)) {
		name = substr(line, RSTART + 1, RLENGTH - 2)
		if (!(name in number))
			fail("no such name: @" name "@")
		out = out substr(line, 1, RSTART - 1) number[name]
		line = substr(line, RSTART + RLENGTH)
	}
	return out line
}

function print_lists(    name, singular, column, n, i)
{
	for (name in used) {
		if (printed[name]++)
			continue
		n = split(list[name], column, ", *")
		singular = substr(toupper(name), 1, length(name) - 1)
		printf "#ifndef %sS\n#define %sS %d\nenum {", singular, singular, n
		for (i = 1; i <= n; i++)
			printf "%s %s_%s", (i > 1 ? "," : ""), singular, column[i]
		printf " };\n#endif\n"
	}
}

function finish()
{
	if (failed)
		return
	print_lists()
	if (statement != "")
		printf "static const char sql_%s[] =%s;\n", statement, text
	statement = text = ""
}

BEGIN { print "/* Made from a .sql file: do not edit. */" }
FNR == 1 {
	last = ++file == ARGC - 1
	schema = FILENAME ~ /\/[0-9]+-[^\/]*\.sql$/
	defining = comment = in_enum = 0
}
FILENAME ~ /\.h$/ {
	line = without_comments($0)
	if (!in_enum && match(line, /^enum [a-z_]* *[{]/)) {
		in_enum = 1
		body = ""
		line = substr(line, RSTART + RLENGTH)
	}
	body = body line
	if (in_enum && (at = index(body, "}")) > 0) {
		number_names(substr(body, 1, at - 1))
		in_enum = 0
	}
	next
}
/^-- define: / {
	finish()
	defining = $3
	if (defining !~ /^[a-z_]+_columns$/)
		fail("a list of columns is called ..._columns: " defining)
	list[defining] = ""
	if (last)
		used[defining] = 1
	next
}
/^-- name: / { defining = 0 }
/^[ \t]*$/ { defining = 0; next }
defining { gsub(/[ \t]+/, " "); sub(/^ /, ""); list[defining] = list[defining] (list[defining] == "" ? "" : " ") $0; next }
!last { next }
/^-- name: / { finish(); statement = $3; next }
/^[ \t]*--/ && !/^[ \t]*-- use: / { next }
statement == "" { next }
{
	sub(/^[ \t]+/, "")
	line = $0
	if ((at = index(line, "-- use: ")) > 0)
		line = substr(line, 1, at - 1) columns_of(substr(line, at + 8))
	if (!schema)
		line = with_numbers(line)
	gsub(/\\/, "\\\\", line); gsub(/"/, "\\\"", line)
	text = text "\n\t\"" line "\\n\""
}
END { finish() }
