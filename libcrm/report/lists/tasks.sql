-- name: tasks_open
SELECT t.task, t.lead, t.client, c.name, t.manager, t.kind, t.due, t.text
FROM task t LEFT JOIN client c ON c.client = t.client
WHERE t.done_at IS NULL AND t.due >= $1 AND t.due < $2 AND (cast($3 AS text) IS NULL OR t.kind = cast($3 AS text) OR t.kind = cast($4 AS text))
ORDER BY t.due, t.task

-- name: tasks_client
SELECT name FROM client WHERE client = $1

-- Also of those that are done.
-- name: tasks_kinds
SELECT DISTINCT kind FROM task
