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
