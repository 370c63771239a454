-- name: task_put
INSERT INTO task (task, lead, client, manager, kind, due, minutes, text, done_at, result, former_due)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (task) DO UPDATE SET lead = excluded.lead, client = excluded.client, manager = excluded.manager,
kind = excluded.kind, due = excluded.due, minutes = excluded.minutes, text = excluded.text,
done_at = excluded.done_at, result = excluded.result, former_due = excluded.former_due

-- name: task_facts
SELECT manager, kind, due, minutes, text, done_at, result, former_due FROM task WHERE task = $1
-- name: task_change
UPDATE task SET manager = $2, kind = $3, due = $4, minutes = $5, text = $6, done_at = $7, result = $8, former_due = $9
WHERE task = $1

-- A task stands with its lead, else under the root of the client it names.
-- name: task_lead_client
SELECT client FROM lead WHERE lead = $1

-- name: task_delete
DELETE FROM task WHERE task = $1

-- name: enrolment_put
INSERT INTO enrolment (enrolment, lead, programme, entry, enrolled_at, state, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (enrolment) DO UPDATE SET state = excluded.state, ended_at = excluded.ended_at

-- name: enrolment_delete
DELETE FROM enrolment WHERE enrolment = $1

-- name: sent_put
INSERT INTO sent (enrolment, step, at) VALUES ($1, $2, $3) ON CONFLICT (enrolment, step) DO NOTHING

-- name: sent_delete
DELETE FROM sent WHERE enrolment = $1
