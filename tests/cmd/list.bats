#!/usr/bin/env bats
# crm --list is the list of commands: whatever else names them all names these.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare() {
	crm --list >list
	[ -s list ]
}

@test "a line a command, with its group and its summary; crm alone says the same for eyes" {
	is "$(cut -f 1 list | sort)" "$(basename -s .c "$root"/cmd/crm-*.c | sort)"
	nothing "$(awk -F '\t' 'NF != 3 || $1 == "" || $2 == "" || $3 == "" { print }' list)"
	is "$(crm | grep '^  crm-' | awk '{ print $1 }')" "$(cut -f 1 list)"
	is "$(crm | grep -v '^  \|^$\|^`')" "$(cut -f 2 list | uniq)"
	while IFS=$'\t' read -r name _ summary; do
		is "$("$name" --help | sed -n 's/^usage.*//; /^[A-Z]/{ p; q; }')" "$summary"
	done <list
	exits 74 sh -c 'crm --list >/dev/full'
}

@test "each is on the map, in the table of the README, and has a page, Russian words and a test" {
	crm --list --lang ru >russian
	is "$(cut -f 1 russian)" "$(cut -f 1 list)"
	mandoc -T utf8 "$root/share/man/crm.7" | col -b >map
	sed -n '/^## The commands/,/^They all share/p' "$root/README.md" >table
	while IFS=$'\t' read -r name group summary; do
		[ -e "$root/share/man/$name.1" ] || { echo "# $name has no page" >&3; return 1; }
		grep -q "\`$name\`" table || { echo "# README.md does not name $name" >&3; return 1; }
		grep -q "$name(1)" map || { echo "# crm(7) does not name $name" >&3; return 1; }
		grep -qw -- "$name" "$root"/tests/cmd/*.bats || { echo "# no test calls $name" >&3; return 1; }
		! grep -qF "$name	$group	" russian || { echo "# group of $name is not in Russian" >&3; return 1; }
		! grep -qF "	$summary" russian || { echo "# summary of $name is not in Russian" >&3; return 1; }
	done <list
}
