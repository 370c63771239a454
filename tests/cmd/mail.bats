# crm-mail-out: a correct letter, to the staff only, once
load helper
prepare_file() {
	staff
	crm-conf put -q setting key=mail.from value=sales@dept.example >/dev/null
	mkdir mail
	cat >sendmail <<-'SH'
		#!/bin/sh
		n=$(($(ls mail | wc -l) + 1))
		printf '%s\n' "$*" >>args
		case ${MODE:-ok} in temp) exit 75 ;; perm) exit 69 ;; hang) exec sleep 60 ;;
			family) sh -c 'trap "" TERM; echo $$ >child; exec sleep 60' & wait ;; deaf) exec 3<&0; sleep 60 & echo $! >child; exit ;; esac
		cat >"mail/$n"
	SH
	chmod +x sendmail
}
prepare() { export CRM_SENDMAIL="./sendmail -t -i"; }
# read LETTER with a parser that is not ours
letter() { python3 -c '
import email, email.policy, sys
m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
assert not m.defects, m.defects
for h in sys.argv[2:]: print(m.get_content().rstrip("\n") if h == "body" else m.get_content_type() if h == "type" else m[h])' "$@"; }

@test "a report to the heads arrives, as text or html, in UTF-8" {
	exits 0 crm-mail-out --to @heads --subject 'Итоги {date}' --name kpi/2026-11-23 <<<$'День хороший\n.\nFrom here'
	is "$(cut -d, -f2,3 <<<"$out")" "$(printf 'to,verdict\norlova@dept.example,done')"
	is "$(letter mail/1 To Subject type Auto-Submitted body)" "orlova@dept.example
Итоги 2026-11-23
text/plain
auto-generated
День хороший
.
From here"
	is "$(cat args)" "-t -i"
	[ "$(awk '{ if (length($0) > m) m = length($0) } END { print m }' mail/1)" -le 998 ]
	exits 0 crm-mail-out --to orlova --name html <<<'<!DOCTYPE html><p>ё</p>'
	is "$(letter mail/2 type)" text/html
}

@test "the same name is sent once, whatever the text" {
	crm-mail-out --to @heads --name kpi/2026-11-23 -q <<<one >/dev/null
	exits 0 crm-mail-out --to @heads --name kpi/2026-11-23 <<<two
	is "$(cut -d, -f3,4 <<<"$out")" "$(printf 'verdict,reason\nknown,sent before')"
	is "$(ls mail)" 1
	is "$(crm-mail-out --last kpi)" 2026-11-23
}

@test "nobody but the staff: no address from the command line, no header from data" {
	exits 64 crm-mail-out --to stranger@evil.example <<<x
	exits 64 crm-mail-out --to '' <<<x
	exits 0 crm-mail-out --to orlova --subject $'A\r\nBcc: evil@x.example' <<<$'\nTo: evil@x.example\n\nhi'
	is "$(letter mail/1 To Bcc Subject)" "orlova@dept.example
None
A Bcc: evil@x.example"
	crm-conf put manager manager=x name='a>, <evil@x.example' email='a@b.example>,<c@d.example' role=head -q >/dev/null 2>&1 || true
	exits 0 crm-mail-out --to orlova --name y <<<x
}

@test "a mailer that fails is told, by status and line, and made good by the next run" {
	export MODE=temp
	exits 75 crm-mail-out --to @heads --name kpi/1 <<<x
	[[ $err == *"exit 75"* ]]
	MODE=perm exits 69 crm-mail-out --queue
	CRM_SENDMAIL_SECONDS=1 MODE=hang exits 75 crm-mail-out --queue
	CRM_SENDMAIL=/nowhere/sendmail exits 69 crm-mail-out --queue
	first=$(sql 'SELECT msgid FROM outbox')
	MODE=ok exits 0 crm-mail-out --queue
	is "$(letter mail/1 Message-ID)" "<$first>"
	MODE=ok exits 0 crm-mail-out --queue
	is "$(ls mail)" 1
}

# Seen to fail when each letter waits by itself: four time-outs.
@test "a mailer that hangs costs one time-out, whatever waits, and its children go with it" {
	MODE=temp exits 75 crm-mail-out --to @all --name a <<<x
	is "$(wc -l <args)" 4
	export CRM_SENDMAIL_SECONDS=1
	for mode in hang family; do
		: >args
		MODE=$mode exits 75 crm-mail-out --queue
		is "$(wc -l <args)" 1
		is "$(cut -d, -f3,4 <<<"$out" | tail -n +2 | sort | uniq -c | sed 's/^ *//')" '1 rejected,the mailer ./sendmail did not end in 1 s
3 rejected,the mailer hangs: not tried in this run'
		is "$err" 'crm-mail-out: read 4 = sent 0 + waiting 0 + held 0 + failed 4
crm-mail-out: the mailer ./sendmail did not end in 1 s'
	done
	[ ! -e "/proc/$(cat child)" ] || grep -q '^State:.Z' "/proc/$(cat child)/status"
	# one that is gone and has left somebody behind who does not read
	{ echo x; head -c 300000 /dev/zero | tr '\0' x; } >long
	MODE=deaf exits 75 crm-mail-out --to kim --name b <long
	[ ! -e "/proc/$(cat child)" ] || grep -q '^State:.Z' "/proc/$(cat child)/status"
	MODE=ok exits 0 crm-mail-out --queue
	is "$(ls mail | wc -l)" 5
}

@test "the newest report is of a day that has been" {
	for day in 2026-11-20 2026-11-23 2026-11-24 2031-01-01; do
		CRM_NOW=${day}T18:30:00+03:00 crm-mail-out -q --to kim --name "kpi/$day" <<<x >/dev/null
	done
	is "$(crm-mail-out --last kpi)" 2026-11-23
	is "$(CRM_NOW=2026-11-22T10:00:00+03:00 crm-mail-out --last kpi)" 2026-11-20
	nothing "$(CRM_NOW=2026-11-19T10:00:00+03:00 crm-mail-out --last kpi)"
	nothing "$(crm-mail-out --last kp)"
}

# Seen to fail when the number of a letter is made of its name and the time: who got one could name the others of that run, and write into their leads.
@test "nobody can guess the number of a letter from that of another, or from its name and time" {
	for base in one two; do
		crm-db init -q -d $base.db --pack realty >/dev/null
		crm-conf put manager -q -d $base.db manager=orlova name=O email=orlova@dept.example role=head >/dev/null
		crm-conf put -q -d $base.db setting key=mail.from value=sales@dept.example >/dev/null
		for n in 1 2; do crm-mail-out -q -d $base.db --to orlova --name kpi/$n <<<x >/dev/null; done
		sqlite3 $base.db 'SELECT msgid FROM outbox'
	done >ids
	is "$(sort -u ids | grep -c '^[0-9a-f]\{32\}@')" 4
	is "$(cut -c -16 ids | sort -u | wc -l) $(cut -c 17-32 ids | sort -u | wc -l)" '4 4'
}

@test "found in sending: a colleague gets it again under the same id, a client does not" {
	crm-mail-out -n --to @heads <<<x -q >/dev/null
	MODE=temp crm-mail-out --to @heads --name a -q <<<x >/dev/null 2>&1 || true
	sqlite3 "$CRM_DB" "UPDATE outbox SET state = 1; INSERT INTO outbox (outbox, name, msgid, address, stranger, subject, type, body, state, queued_at)
		VALUES (9, 'reanimate/1', 'one@x.example', 'client@mail.example', 1, 's', 'text', 'b', 1, 0)"
	exits 65 crm-mail-out --queue
	is "$(cut -d, -f2,3 <<<"$out" | tail -n +2)" "$(printf 'orlova@dept.example,done\nclient@mail.example,rejected')"
	[[ $err == *held* ]]
	is "$(ls mail)" 1
}

@test "an empty report is not sent: the producer died" {
	exits 65 crm-mail-out --to @heads </dev/null
	nothing "$(ls mail)"
}

@test "a client's letter waits for the hours of clients, and is held when the client has come back" {
	crm-lead-add name=A phone=+79160000001 email=a@client.example consent=yes manager=kim at=2026-06-01 -q >/dev/null
	crm-conf put programme programme=return reasons=price cooldown_days=90 max_entries=3 holdout_pct=0 -q >/dev/null
	crm-lose 1 reason=price at='2026-11-09 12:00' -q >/dev/null
	CRM_NOW=2026-11-23T10:00:00+03:00 crm-reanimate -q | finds ',sent,'
	CRM_NOW=2026-11-23T22:00:00+03:00 exits 0 crm-mail-out --queue
	is "$err" "crm-mail-out: read 1 = sent 0 + waiting 1 + held 0 + failed 0"
	crm-return 1 -q >/dev/null
	CRM_NOW=2026-11-24T10:00:00+03:00 exits 65 crm-mail-out --queue
	[[ $(cut -d, -f3,4 <<<"$out") == *rejected,held* ]]
	nothing "$(ls mail)"
}

@test "the library of letters is asked for when there is a letter, and without it the letter waits" {
	[ -z "${ASAN_OPTIONS:-}" ] || skip "linked from the start, for the leak checker"
	mkdir lib
	: >lib/libgmime-3.0.so.0
	exits 0 env LD_LIBRARY_PATH="$PWD/lib" crm-mail-out --help
	exits 69 env LD_LIBRARY_PATH="$PWD/lib" crm-mail-out --to orlova --name waits <<<'hello'
	finds -F 'letters need the library GMime' <<<"$err$out"
	is "$(sql "SELECT state FROM outbox WHERE name LIKE '%waits%'")" 0
	exits 69 env LD_LIBRARY_PATH="$PWD/lib" crm-mail-in --leads <<<'From: a@x.example'
	finds -F 'letters need the library GMime' <<<"$err"
	exits 0 crm-mail-out --to orlova --name waits <<<'hello'
	is "$(letter mail/1 body)" hello
}
