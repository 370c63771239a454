-- name: export_consents
SELECT channel, state, at, proof FROM consent WHERE client = $1 ORDER BY channel

-- name: export_tasks
SELECT task, lead, manager, kind, due, text, done_at, result FROM task WHERE lead = $1 ORDER BY task

-- name: export_letters
SELECT name, lead, msgid, address, subject, body, state, queued_at FROM outbox WHERE lead = $1 ORDER BY outbox

-- name: export_letters_to
SELECT name, lead, msgid, address, subject, body, state, queued_at FROM outbox WHERE address = $1 AND lead IS NULL ORDER BY outbox

-- name: export_lists
SELECT list, value, note FROM list ORDER BY list, value
