#!/usr/bin/env bats
# crm-log: the journal
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() {
	staff
	crm-lead-add -q name=A at=2026-10-01 manager=ivanov >/dev/null
	CRM_USER=olga crm-lose -q 1 reason=price at=2026-11-01 >/dev/null
	crm-lead-add -q name=B at=2026-10-02 >/dev/null
	crm-undo -q 4 >/dev/null
}

short() { crm-log -o kind,lead,occurred_at,user,batch "$@" | sed "s/,$(id -un),/,me,/"; }

@test "of a lead, of a batch, of a kind, of somebody" {
	is "$(short 1)" "kind,lead,occurred_at,user,batch
lead.created,1,2026-10-01T00:00:00+03:00,me,3
lead.lost,1,2026-11-01T00:00:00+03:00,olga,4
undone,1,2026-11-23T18:00:00+03:00,me,6"
	is "$(short batch=5)" "kind,lead,occurred_at,user,batch
lead.created,2,2026-10-02T00:00:00+03:00,me,5"
	is "$(short kind=lead.created)" "kind,lead,occurred_at,user,batch
lead.created,1,2026-10-01T00:00:00+03:00,me,3
lead.created,2,2026-10-02T00:00:00+03:00,me,5"
	is "$(short user=olga)" "kind,lead,occurred_at,user,batch
lead.lost,1,2026-11-01T00:00:00+03:00,olga,4"
	is "$(short 2 lead=1 kind=lead.created kind=lead.lost)" "kind,lead,occurred_at,user,batch
lead.created,1,2026-10-01T00:00:00+03:00,me,3
lead.lost,1,2026-11-01T00:00:00+03:00,olga,4
lead.created,2,2026-10-02T00:00:00+03:00,me,5"
	is "$(short batch=4 batch=6)" "kind,lead,occurred_at,user,batch
lead.lost,1,2026-11-01T00:00:00+03:00,olga,4
undone,1,2026-11-23T18:00:00+03:00,me,6"
}

@test "what it carried, before and after" {
	is "$(crm-log -f json kind=lead.lost -o old,new)" '{"old":"{\"state\":\"open\",\"stage\":\"new\"}","new":"{\"reason\":\"price\"}"}'
	is "$(crm-log -f json kind=undone -o new,old)" '{"new":"{\"state\":\"open\",\"stage\":\"new\"}","old":"{\"reason\":\"price\"}"}'
}

@test "what it belongs to: a task, and what was taken back" {
	crm-task-add -q lead=1 kind=call due=+1h >/dev/null
	crm-task-done -q "$(crm-tasks -o task -f tsv | tail -n 1)" >/dev/null
	is "$(crm-log kind=undone kind=task.added kind=task.done -o kind,client,reverses)" "kind,client,reverses
undone,1,$(crm-log kind=lead.lost -o event -f tsv | tail -n 1)
task.added,1,
task.done,1,"
	is "$(crm-log kind=task.done -o ref -f tsv)" "$(crm-log kind=task.added -o event -f tsv | sed 's/event/ref/')"
}

@test "period and horizon" {
	is "$(short -p 2026-10)" "kind,lead,occurred_at,user,batch
lead.created,1,2026-10-01T00:00:00+03:00,me,3
lead.created,2,2026-10-02T00:00:00+03:00,me,5"
	is "$(short -p 2026-10 -T 2026-10-01)" "kind,lead,occurred_at,user,batch
lead.created,1,2026-10-01T00:00:00+03:00,me,3"
	is "$(short --known-at 2026-11-22)" "kind,lead,occurred_at,user,batch"
}

@test "a lead that is gone has its history" {
	crm-undo -q 3 >/dev/null
	is "$(short 1 | cut -d, -f1)" "kind
lead.created
lead.lost
undone
undone"
}

@test "mistakes are named" {
	exits 64 crm-log x
	is "$err" "crm-log: not the number of a lead: «x»"
	exits 64 crm-log batch=-1
	exits 64 crm-log kind=lead.won2
	[[ $err == *"no kind «lead.won2»"*"lead.won"* ]]
	exits 64 crm-log colour=red
	is "$(crm-log 99)" "event,kind,lead,occurred_at,recorded_at,user,batch,old,new,client,ref,reverses,login"
}

@test "whatever somebody calls himself, the login stands beside it, and both find him" {
	is "$(crm-log -o user,login -f tsv kind=lead.lost)" "user	login
olga	$(id -un)"
	is "$(crm-log -o event user="$(id -un)" | wc -l)" "$(crm-log -o event | wc -l)"
	is "$(crm-log -U olga -o kind user=olga)" "kind
lead.lost"
}

@test "the journal is only ever added to, whoever tries" {
	dump() { sql 'SELECT * FROM event ORDER BY event; SELECT * FROM batch ORDER BY batch'; }
	before=$(dump)
	while read -r statement; do
		got=$(sqlite3 "$CRM_DB" "$statement" 2>&1) && { echo "# went through: $statement" >&3; return 1; }
		[[ $got == *"the journal is only ever added to"* ]] || { echo "# $statement: $got" >&3; return 1; }
	done <<-SQL
		UPDATE event SET new = NULL WHERE event = 1
		UPDATE event SET old = '{}' WHERE kind = 7
		UPDATE event SET occurred_at = 0
		UPDATE event SET event = event + 100
		UPDATE event SET lead = 2 WHERE lead = 1
		DELETE FROM event WHERE event = 3
		DELETE FROM event
		UPDATE batch SET actor = 'nobody'
		UPDATE batch SET login = 'nobody' WHERE batch = 4
		UPDATE batch SET line = 'crm-lose 2'
		UPDATE batch SET batch = batch + 100
		DELETE FROM batch WHERE batch = 4
		DELETE FROM batch
		INSERT INTO erasing VALUES (1); UPDATE event SET new = NULL WHERE event = 2
		INSERT INTO erasing VALUES (3); UPDATE event SET new = NULL, lead = 7 WHERE event = 3
	SQL
	is "$(dump)" "$before"
	exits 70 crm-db check
	[[ $out == *"journal,bad,event 1 is left open to changes"* ]]
	sqlite3 "$CRM_DB" 'DELETE FROM erasing'
	exits 0 crm-db check
	# nothing of ours goes by that way but the erasing of a person
	is "$(grep -rlw erasing "$root/libcrm" --include='*.sql' | xargs -n1 basename | sort)" "0002-intake.sql
0002-sqlite.sql
db_admin.sql
erase.sql
erase_list.sql
erase_unfinished.sql"
}

@test "-n: the last so many, in the order recorded" {
	is "$(crm-log -n 2 -o kind)" "kind
lead.created
undone"
	is "$(crm-log --last 1 kind=lead.created -o lead)" "lead
2"
	is "$(crm-log -n 1 1 -o kind)" "kind
undone"
	is "$(crm-log -n 1 batch=4 -o kind)" "kind
lead.lost"
	is "$(crm-log -n 99999 -f json)" "$(crm-log -f json)"
	for n in 0 -1 x ''; do exits 64 crm-log -n "$n"; done
	is "$err" "crm-log: -n is how many of the last events, not «»"
	# who writes has a dry run
	exits 0 crm-touch-add -n 1 kind=call
	[[ $err == *"(dry run: nothing is written)"* ]]
	exits 64 crm-leads -n 5
}

@test "a table says in words what happened, the newest first, without settings" {
	crm-qualify -q 1 >/dev/null
	CRM_USER=kim crm-move -q 1 stage=meeting note='Просил перезвонить' >/dev/null
	crm-assign -q 1 manager=kim >/dev/null
	crm-task-add -q 1 kind=call due='2026-11-24 15:00' text='Позвонить' >/dev/null
	crm-task-done -q "$(crm-tasks -o task -f tsv | tail -n 1)" result='договорились' >/dev/null
	crm-win -q 1 amount=1500000 >/dev/null
	exits 0 crm-log -f table --lang ru
	words=$(tail -n +2 <<<"$out" | sed "s/ $(id -un) / я /; s/  */ /g; s/^ //")
	finds -x '8 сегодня 18:00 Ким Олег лид 1: стадия .* → Встреча, Просил перезвонить' <<<"$words"
	finds -x '9 сегодня 18:00 я лид 1: передан: менеджер .*Ким Олег' <<<"$words"
	finds -x '10 сегодня 18:00 я лид 1: новая задача: .*call, срок 24.11 15:00, Позвонить' <<<"$words"
	finds '^11 сегодня 18:00 я лид 1: задача сделана: результат договорились' <<<"$words"
	finds '^12 сегодня 18:00 я лид 1: выигран: .*сумма 1500000.00' <<<"$words"
	finds -x '6 сегодня 18:00 я лид 1: отменено: проигран: причина Дорого' <<<"$words"
	finds -x '4 01.11 00:00 olga лид 1: проигран: причина Дорого' <<<"$words"
	finds -x '3 01.10 00:00 я лид 1: пришёл: A, менеджер Иванов Иван' <<<"$words"
	is "$(cut -d' ' -f1 <<<"$words" | sort -rn)" "$(cut -d' ' -f1 <<<"$words")"
	printf '%s' "$words" >words
	without настройки words
	exits 0 crm-log -f table --lang ru kind=conf.put
	finds 'настройки stage meeting' <<<"$out"
	exits 0 crm-log -f table batch=2
	finds 'settings manager kim' <<<"$out"
	is "$(crm-log -f table -n 1 | tail -1 | sed 's/  */ /g')" " 12 today 18:00 $(id -un) lead 1: won: stage Встреча → Договор, amount 1500000.00"
	# columns that are asked for, and other formats, stay as they are
	is "$(crm-log -f table -o kind 1 | sed -n 2p)" lead.created
	is "$(crm-log -f json -n 1 -o kind,new)" '{"kind":"lead.won","new":"{\"stage\":\"contract\",\"amount\":\"150000000\"}"}'
}

@test "a period is what of the whole journal lies in it, whatever was taken back" {
	for name in unit manager; do crm-conf put "$name" -q <"$root/share/demo/$name.csv" >/dev/null; done
	python3 "$BATS_TEST_DIRNAME/stir.py" 5 10 6
	crm-lead-add -q name=C at=2026-11-08 >/dev/null
	crm-lead-add -q name=D at=2026-11-09 >/dev/null
	crm-undo -q "$(crm-log -f tsv -n 1 -o batch | tail -n 1)" >/dev/null
	crm-log -o event,occurred_at,user,kind >all
	of() { awk -F, -v from="$1" -v to="$2" 'NR == 1 || $2 >= from && $2 < to' all; }
	[ "$(of 2026-11-05 2026-11-20 | wc -l)" -gt 50 ]
	for days in 2026-11-09..2026-11-10 2026-11-05..2026-11-20 2026-10-01..2026-10-02 2020-01-01..2030-01-01; do
		is "$(crm-log -p $days -o event,occurred_at,user,kind)" "$(of ${days%..*} ${days#*..})"
		is "$(crm-log -p $days -o event,occurred_at,user,kind -n 4)" "$(head -n 1 all; of ${days%..*} ${days#*..} | tail -n +2 | tail -n 4)"
	done
	is "$(crm-log -p 2026-11-05..2026-11-20 kind=lead.created user=olga user="$(id -un)" -o event,occurred_at,user,kind)" \
		"$(of 2026-11-05 2026-11-20 | grep -E "^event|,(olga|$(id -un)),lead.created")"
	is "$(crm-log user=olga -o event,occurred_at,user,kind)" "$(grep -E '^event|,olga,' all)"
	# a kind is found by itself too, with what was taken back, and the last so many of it
	for kind in $(tail -n +2 all | cut -d, -f4 | sort -u); do
		is "$(crm-log kind="$kind" -o event,occurred_at,user,kind)" "$(grep -E "^event|,$kind\$" all)"
		is "$(crm-log kind="$kind" kind=undone -n 7 -o event,occurred_at,user,kind)" "$(head -n 1 all; grep -E ",($kind|undone)\$" all | tail -n 7)"
	done
	is "$(crm-log batch=3 batch=6 batch=4 -o kind -f tsv | tail -n +2)" "$(for batch in 3 4 6; do crm-log batch=$batch -o kind -f tsv | tail -n +2; done)"
}

@test "what is rare is found behind much that is not" {
	seq 1 20500 | sed '1i name' | crm-lead-add -q >/dev/null
	crm-lose -q 20000 reason=price >/dev/null
	is "$(crm-log kind=lead.lost -o lead -f tsv | tail -n +2 | xargs)" "1 20000"
	is "$(crm-log kind=lead.lost -n 2 -o lead -f tsv | tail -n +2 | xargs)" "1 20000"
	is "$(crm-log kind=lead.lost -n 1 -o lead -f tsv | tail -n +2 | xargs)" "20000"
	is "$(crm-log kind=undone kind=lead.lost -n 9 -o kind -f tsv | tail -n +2 | xargs)" "lead.lost undone lead.lost"
}
