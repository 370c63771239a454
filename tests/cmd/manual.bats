#!/usr/bin/env bats
# The manual: every example in it runs, and it says of each command what --help says.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

# A department in which the examples of the pages have something to do: leads 1 to 8, and files to feed.
department() {
	staff
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	crm-conf put unit -q >/dev/null <<-CSV
		unit,name,head
		north,Северный,orlova
		south,Южный,orlova
	CSV
	crm-lead-add -q >/dev/null <<-CSV
		name,phone,email,source,project,payment,manager,consent,at
		Пётр Волков,8 916 000-00-01,,site,Парк,ипотека,ivanov,,2026-10-05 10:00
		Анна Белова,8 916 000-00-02,anna@mail.example,ads,Парк,,petrova,,2026-11-02 10:00
		Олег Орлов,8 916 000-00-03,,call,Лес,,kim,,2026-11-05 10:00
		Мария Серова,8 916 000-00-04,maria@mail.example,site,Лес,,ivanov,да,2026-11-05 11:00
		Глеб Титов,8 916 000-00-05,,expo,,,petrova,,2026-11-09 10:00
		Вера Зимина,8 916 000-00-06,,site,,,,,2026-11-20 10:00
		Лев Громов,8 916 000-00-07,,site,,,,,2026-11-20 11:00
		Нина Котова,8 916 000-00-08,nina@mail.example,ads,Парк,ипотека,kim,да,2026-10-01 10:00
	CSV
	crm-move 3 stage=meeting at='2026-11-12 12:00' -q >/dev/null
	crm-lose 4 reason=price at='2026-11-13 12:00' -q >/dev/null
	crm-lose 8 reason=no_answer at='2026-11-09 12:00' -q >/dev/null
	crm-win 5 amount=6900000 at='2026-11-16 12:00' -q >/dev/null
	crm-task-add 3 kind=call due='2026-11-20 12:00' -q >/dev/null
	crm-plan-add month=2026-11 metric=contracts value=10 -q >/dev/null
}

files() {
	printf 'name,phone,source,at\nИрина Лебедева,+7 916 000-00-11,site,2026-11-23 09:10\nПётр Волков,8 (916) 000 00 01,ads,2026-11-23 09:30\n' >leads.csv
	printf 'имя;телефон\nСтепан Рогов;8 916 000-00-12\n' >cards.csv
	printf 'ID,Имя,Стадия,Ответственный\n1,Фёдор Мох,Замер,Сидорова Яна\n' >deals.csv
	printf 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Инна Лугова\r\nTEL;TYPE=CELL:8 916 000-00-15\r\nEND:VCARD\r\n' >cards.vcf
	printf 'name,phone,manager\nРома,8 916 000-00-13,petrowa\nЮля,8 916 000-00-14,petrova\n' >broken.csv
	printf 'manager,name,email,role,unit\nbelova,Белова Ольга,belova@dept.example,manager,south\n' >staff.csv
	printf 'month,metric,value,manager\n2026-12,leads,80,ivanov\n2026-12,amount,14 500 000,\n' >plans.csv
	printf 'lead,stage,at\n1,meeting,2026-11-20 15:00\n2,reserve,2026-11-20 16:00\n' >moves.csv
	printf 'lead,direction,at,minutes\n1,in,2026-11-23 09:05,3\n2,out,2026-11-23 10:40,12\n' >calls.csv
	printf 'Сегодня без происшествий\n' >report.txt
	printf 'From: Инна Белых <inna@mail.example>\nMessage-ID: <1@mail.example>\nSubject: Парк\n\nСколько стоит?\n' >letter.eml
	{ printf 'From anna@mail.example Mon Nov 23 10:00:00 2026\n' && sed s/inna@/anna@/ letter.eml; } >mbox
	mkdir -p Maildir/new Maildir/cur Maildir/tmp && sed 's/<1@/<2@/' letter.eml >Maildir/new/1.x
}

prepare() {
	pages=$root/share/man
	printf '#!/bin/sh\nexec cat >/dev/null\n' >sendmail
	chmod +x sendmail
	export CRM_SENDMAIL=./sendmail CRM_USER=orlova
}

# examples PAGE: its commands, one a line, as they stand in its source
examples() { awk '/^\.Bd -literal/ { b = 1 } /^\.Ed/ { b = 0 } b && /^\$ / { gsub(/\\e/, "\\"); print substr($0, 3) }' "$1"; }

# try PAGE: run its examples in a department of their own; each must end as it says
try() {
	local line wanted got
	examples "$1" >lines
	[ -s lines ] || { echo "# no examples in $1" >&3; return 1; }
	while IFS= read -r line <&4; do
		wanted=0 got=0
		[[ $line =~ \#\ exit\ ([0-9]+)$ ]] && wanted=${BASH_REMATCH[1]}
		bash -o pipefail -c "$line" >shown 2>complaint </dev/null || got=$?
		[ "$got" = "$wanted" ] || { printf '# %s: exit %s, wanted %s: %s\n# %s\n' "${1##*/}" "$got" "$wanted" "$line" "$(cat complaint)" >&3; return 1; }
	done 4<lines
}

@test "the examples of every page run, and end as they say" {
	department
	files
	mv "$CRM_DB" prepared.db
	for page in "$pages"/*.[17]; do
		rm -f ./*.db-* crm*.db dept.db
		cp prepared.db "$CRM_DB"
		files
		try "$page"
	done
}

@test "the examples of README.md print what it says" {
	mkdir tour
	cd tour
	unset CRM_DB CRM_USER CRM_NOW CRM_SENDMAIL
	"$root/tests/cmd/console" "$root/README.md" >differ || { sed 's/^/# /' differ >&3; return 1; }
}

@test "every command has a page, and every page a command" {
	is "$(basename -s .1 "$pages"/*.1)" "$(basename -s .c "$root"/cmd/*.c)"
}

# How many blanks, and where a line ends, says nothing.
blanks() { tr -s ' \n' ' '; }

@test "SYNOPSIS is the usage line of --help" {
	for page in "$pages"/*.1; do
		name=$(basename "$page" .1)
		usage=$("$name" --help | awk 'NR == 1 { print " " substr($0, 8); next } !/^  / { over = 1 } !over { print }' | blanks)
		synopsis=$(mandoc -T utf8 -O width=400 "$page" | col -b | awk '/^SYNOPSIS/ { on = 1; next } /^[A-Z]/ { on = 0 } on' | blanks)
		is "$synopsis" "$usage"
	done
}

@test "every option that --help calls the command's own is on its page" {
	n=0
	for page in "$pages"/*.1; do
		name=$(basename "$page" .1)
		mandoc -T utf8 "$page" | col -b >text
		for option in $("$name" --help | awk '/^options:/ { on = 1; next } /^  -d, --db/ { exit } on { print $1 }'); do
			grep -q -- "^ *\(.*, \)\?$option" text || { echo "# $name: $option is not on its page" >&3; return 1; }
			n=$((n + 1))
		done
	done
	[ "$n" -gt 30 ]
}

@test "every column that --help lists is on the page" {
	n=0
	for page in "$pages"/*.1; do
		name=$(basename "$page" .1)
		mandoc -T utf8 "$page" | col -b | tr -sc 'a-z0-9_' '\n' | sort -u >words
		for column in $("$name" --help | sed -n 's/^columns [a-z]*://p' | tr -d '*+'); do
			grep -qx -- "$column" words || { echo "# $name: column $column is not on its page" >&3; return 1; }
			n=$((n + 1))
		done
	done
	[ "$n" -gt 200 ]
}

@test "every option that all share is in crm(7)" {
	n=0
	mandoc -T utf8 "$pages/crm.7" | col -b >text
	for option in $(crm-db --help | grep -o -- '--[a-z-]*' | sort -u); do
		case $option in --pack | --timezone | --hash) continue ;; esac
		grep -q -- "$option" text || { echo "# crm.7: $option" >&3; return 1; }
		n=$((n + 1))
	done
	[ "$n" -gt 5 ]
}

@test "the pages are good mdoc" {
	for page in "$pages"/*.[17]; do
		mandoc -T lint -W warning "$page"
	done
}
