#!/usr/bin/env bats
# R-12: a day is a local day of the department, whatever the clocks do. Python's zone data are the judge.
# shellcheck disable=SC2154 # out and err are set by exits
load ../cmd/helper
load fault

department() {
	rm -f crm.db*
	crm-db init --timezone "$1" -q >/dev/null
}

reached() { crm-funnel "$@" -o stage,reached | sed -n 's/^new,//p'; }

# Seen to fail when a day ends 24 hours after it began, and when it begins by the offset of its noon.
@test "leads at the edges of awkward days: those inside count once, those outside never" {
	while read -r zone day; do
		department "$zone"
		python3 "$here/days.py" "$zone" "$day" >leads.csv
		crm-lead-add -q <leads.csv >/dev/null
		in=$(grep -c ,IN, leads.csv) out=$(grep -c ,OUT, leads.csv)
		[ "$in" -gt 20 ]
		[ "$out" -gt 15 ]
		is "$zone $day $(reached --mode period -p "$day")" "$zone $day $in"
		is "$zone $day $(crm-leads -p "$day" -o name | sort | uniq -c | sed 's/^ *//')" "$zone $day $(printf '%s IN\n1 name' "$in")"
		is "$zone $day $(crm-funnel --mode period -p "$day" --ids new | tail -n +2 | wc -l)" "$zone $day $in"
		is "$zone $day $(reached -p "$day")" "$zone $day $in"
	done <<-'EOT'
		America/Sao_Paulo 2018-11-04
		America/Sao_Paulo 2018-02-17
		Africa/Cairo 2026-04-24
		Africa/Cairo 2026-10-29
		Asia/Beirut 2026-03-29
		Europe/Berlin 2026-03-29
		Europe/Berlin 2025-10-26
		America/Havana 2025-11-02
		Australia/Lord_Howe 2026-04-05
		Pacific/Apia 2011-12-29
		Europe/Moscow 2014-10-26
		Asia/Kathmandu 2026-11-22
		Europe/Saratov 2016-12-04
		Africa/Casablanca 2026-02-15
	EOT
}

# Seen to fail when a midnight that is skipped is counted by the offset after it: the day that is not there then takes hours of another.
@test "a day that does not exist has no leads, and nobody loses theirs" {
	department Pacific/Apia
	python3 "$here/days.py" Pacific/Apia 2011-12-29 >leads.csv
	crm-lead-add -q <leads.csv >/dev/null
	is "$(reached --mode period -p 2011-12-30)" 0
	is "$(($(reached --mode period -p 2011-12-29) + $(reached --mode period -p 2011-12-31)))" "$(reached --mode period -p 2011-12-29..2012-01-01)"
}

# Seen to fail when a day ends 24 hours after it began, and when it begins by the offset of its noon.
@test "the days of a month add up to the month, each as Python counts it" {
	while read -r zone month; do
		department "$zone"
		python3 "$here/days.py" --month "$zone" "$month" | crm-lead-add -q >/dev/null
		{
			python3 "$here/days.py" --names "$zone" "$month" | sed '/^month/d; s/ .*//' | while read -r day; do
				echo "$day $(reached --mode period -p "$day")"
			done
			echo "month $(reached --mode period -p "$month")"
		} >counted
		is "$zone $(cat counted)" "$zone $(python3 "$here/days.py" --names "$zone" "$month")"
		is "$(awk '/^month/ { print $2 - sum } { sum += $2 }' counted)" 0
	done <<-'EOT'
		America/Sao_Paulo 2018-11
		Europe/Berlin 2025-10
		Pacific/Apia 2011-12
		Asia/Beirut 2026-03
	EOT
}
