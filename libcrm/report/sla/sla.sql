-- name: sla_open
SELECT lead FROM lead WHERE state = @LEAD_OPEN@

-- name: sla_all_tasks
SELECT task FROM task

-- Due in [$1, $2), or put off since they could have been.
-- name: sla_tasks
SELECT task FROM task WHERE due >= $1 AND due < $2
UNION ALL
SELECT task FROM task WHERE former_due >= $1

-- name: sla_tasks_of
SELECT task FROM task WHERE lead = $1

-- name: sla_open_tasks
SELECT task FROM task WHERE done_at IS NULL
