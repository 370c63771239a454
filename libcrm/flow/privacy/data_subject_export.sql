-- name: export_consents
SELECT c.channel, c.state, CASE WHEN c.at = 0 THEN e.recorded_at ELSE c.at END, c.proof FROM consent AS c JOIN event AS e ON e.event = c.event
WHERE c.client = $1 ORDER BY c.channel

-- name: export_tasks
SELECT task, lead, manager, kind, due, text, done_at, result FROM task WHERE lead = $1 ORDER BY task

-- name: export_letters
SELECT name, lead, msgid, address, subject, body, state, queued_at FROM outbox WHERE lead = $1 ORDER BY outbox

-- name: export_letters_to
SELECT name, lead, msgid, address, subject, body, state, queued_at FROM outbox WHERE address = $1 AND lead IS NULL ORDER BY outbox

-- name: export_lists
SELECT list, value, note FROM list ORDER BY list, value
