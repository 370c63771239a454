-- name: lead_tasks_open
SELECT task, manager FROM task WHERE lead = $1 AND done_at IS NULL ORDER BY task
