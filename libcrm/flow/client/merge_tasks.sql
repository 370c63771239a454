-- name: merge_tasks_open
SELECT task, lead, coalesce(manager, 0), kind, due, coalesce(text, '') FROM task WHERE done_at IS NULL AND lead IN (
	SELECT lead FROM lead WHERE lead = $1 AND client = $1 UNION ALL SELECT lead FROM lead WHERE client = $1 AND lead <> client)
UNION ALL
SELECT task, lead, coalesce(manager, 0), kind, due, coalesce(text, '') FROM task
WHERE done_at IS NULL AND lead IS NULL AND client = $1
ORDER BY 1
