-- name: open_leads_find
SELECT lead FROM lead WHERE state = @LEAD_OPEN@
-- name: open_leads_find_of
SELECT lead FROM lead WHERE state = @LEAD_OPEN@ AND manager = $1
-- name: open_leads_found
SELECT -- use: lead_columns AS l
FROM found AS f CROSS JOIN lead AS l WHERE l.lead = f.key ORDER BY f.rowid

-- name: open_tasks
SELECT task, lead, client, manager, due FROM task WHERE done_at IS NULL
-- name: open_tasks_told
SELECT task, lead, client, manager, due, kind, text FROM task WHERE done_at IS NULL
-- name: open_tasks_of
SELECT task FROM task WHERE lead = $1
