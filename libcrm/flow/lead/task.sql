-- name: task_get
SELECT task, lead, client, due, done_at, manager, minutes, text FROM task WHERE task = $1

-- The same task of a manager that belongs to no lead.
-- name: task_free
SELECT task FROM task
WHERE lead IS NULL AND due = $1 AND kind = $2 AND coalesce(text, '') = $3 AND coalesce(manager, 0) = $4

-- The very same news about a task.
-- name: task_same
SELECT event FROM event WHERE ref = $1 AND kind = @EV_TASK_DONE@ AND occurred_at = $2 AND new = $3 ORDER BY event DESC
