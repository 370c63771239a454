#!/usr/bin/env bats
# crm-unsubscribe: one click in a letter (RFC 8058), by hand and behind a real web server
# shellcheck disable=SC2154 # out, err and site are set by exits and serve
load helper
load server

teardown() { stop; }

prepare() {
	staff
	printf '#!/bin/sh\ncat >>"%s"\n' "$PWD/sent.txt" >mailer
	chmod +x mailer
	export CRM_SENDMAIL=$PWD/mailer
	crm-conf put setting key=mail.from value=sales@dept.example -q >/dev/null
	crm-conf put setting key=mail.unsubscribe value=https://site.example/cgi-bin/crm-unsubscribe -q >/dev/null
	CRM_NOW=2026-11-02T12:00:00+03:00 crm-lead-add -q name=A email=a@client.example consent=да at=2026-11-02 manager=ivanov >/dev/null
	CRM_NOW=2026-11-03T12:00:00+03:00 crm-lose -q 1 reason=price >/dev/null
	CRM_NOW=2026-11-18T12:00:00+03:00 crm-reanimate -q >/dev/null
	CRM_NOW=2026-11-18T12:00:00+03:00 crm-mail-out -q --queue >/dev/null
}

address() { sed -n 's/^List-Unsubscribe: <\(.*\)>,$/\1/p' sent.txt; }
query() { address | sed 's/.*?//'; }
# ask METHOD QUERY [BODY]: the first line of the answer
ask() {
	printf '%s' "${3-}" | REQUEST_METHOD=$1 QUERY_STRING=$2 CONTENT_LENGTH=${#3} crm-unsubscribe 2>err >answer || true
	head -1 answer | tr -d '\r'
}
withdrawn() { sql "SELECT count(*) FROM event WHERE kind = 22"; }

@test "a letter says where to click, and by mail" {
	is "$(address | sed 's/[0-9a-f]\{32\}$/SIGN/')" 'https://site.example/cgi-bin/crm-unsubscribe?l=1-SIGN'
	is "$(grep -A2 '^List-Unsubscribe:' sent.txt | tail -2)" ' <mailto:sales@dept.example?subject=stop>
List-Unsubscribe-Post: List-Unsubscribe=One-Click'
	# without an address to click there is only mail
	crm-conf put setting key=mail.unsubscribe value= -q >/dev/null
	exits 65 crm-conf put setting key=mail.unsubscribe value=http://site.example/x
	exits 65 crm-conf put setting key=mail.unsubscribe value='https://site.example/x>,<https://evil.example'
}

@test "to look changes nothing, to press takes off, again is known" {
	is "$(ask GET "$(query)")" 'Status: 200 OK'
	grep -q '<form method="post"><button>' answer
	is "$(ask HEAD "$(query)")" 'Status: 200 OK'
	is "$(withdrawn)" 0
	is "$(ask POST "$(query)" List-Unsubscribe=One-Click)" 'Status: 200 OK'
	is "$(cat err)" 'crm-unsubscribe: read 1 = done 1 (batch 8)'
	is "$(sql 'SELECT channel, state FROM consent ORDER BY channel')" 'all|1
email|0'
	is "$(ask POST "$(query)" List-Unsubscribe=One-Click)" 'Status: 200 OK'
	is "$(cat err)" 'crm-unsubscribe: read 1 = known 1'
	is "$(withdrawn)" 1
	is "$(crm-leads 1 -o state | tail -1)" lost
	# and no letter follows
	CRM_NOW=2026-12-20T12:00:00+03:00 crm-reanimate -q >next || true
	is "$(grep -c ',sent,' next)" 0
	exits 0 crm-undo 8
	exits 0 crm-db check
}

@test "only an address of this base acts" {
	local q
	q=$(query)
	for bad in '' l= l=1 l=1- "${q%?}" "${q}0" "l=2-${q#*-}" "${q/l=1/l=01}" 'l=1-zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz' "l=99999999999999999999-${q#*-}" "x=1&m=2" "l=-1-${q#*-}"; do
		is "$bad $(ask POST "$bad" x)" "$bad Status: 404 Not Found"
	done
	is "$(withdrawn)" 0
	is "$(ask POST "utm=1&$q")" 'Status: 200 OK'
	is "$(ask PUT "$q")" 'Status: 404 Not Found'
	crm-db -d other.db init -q >/dev/null
	is "$(CRM_DB=$PWD/other.db ask POST "$q")" 'Status: 404 Not Found'
	exits 64 env -u REQUEST_METHOD crm-unsubscribe
}

@test "behind a web server, as a mail program presses it" {
	serve
	is "$(curl -s -o page -w '%{http_code}' "$site/cgi-bin/crm-unsubscribe?$(query)")" 200
	is "$(withdrawn)" 0
	is "$(curl -s -o page -w '%{http_code}' -d List-Unsubscribe=One-Click "$site/cgi-bin/crm-unsubscribe?$(query)")" 200
	is "$(withdrawn)" 1
	is "$(curl -s -o page -w '%{http_code}' -d List-Unsubscribe=One-Click "$site/cgi-bin/crm-unsubscribe?l=1-$(printf '0%.0s' {1..32})")" 404
}
