-- name: assign_all_leads
SELECT lead FROM lead WHERE manager = $1 AND state = @LEAD_OPEN@ ORDER BY lead

-- Those that go with none of these.
-- name: assign_all_tasks
SELECT t.task, t.lead, t.client FROM task t LEFT JOIN lead l ON l.lead = t.lead
WHERE t.manager = $1 AND t.done_at IS NULL AND (l.lead IS NULL OR l.state <> @LEAD_OPEN@ OR coalesce(l.manager, 0) <> $1)
ORDER BY t.task
