# Turn the statements of a .sql file into C constants: "-- name: lead_one" begins one, and becomes sql_lead_one.
# Comment lines and indentation are dropped. A statement nobody uses is a compiler warning.
function finish() { if (name != "") printf ";\n" }
BEGIN { print "/* Made from a .sql file: do not edit. */" }
/^-- name: / { finish(); name = $3; printf "static const char sql_%s[] =", name; next }
/^[ \t]*--/ || /^[ \t]*$/ { next }
name == "" { next }
{
	sub(/^[ \t]+/, "")
	gsub(/\\/, "\\\\"); gsub(/"/, "\\\"")
	printf "\n\t\"%s\\n\"", $0
}
END { finish() }
