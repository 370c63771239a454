-- name: sla_open
SELECT lead FROM lead WHERE state = @LEAD_OPEN@

-- name: sla_all
SELECT lead FROM lead

-- name: sla_came
SELECT lead FROM lead WHERE created_at >= $1 AND created_at < $2

-- Of those only who came to a stage as they came, or before: a stay begins with the coming at the earliest.
-- name: sla_came_placed
SELECT lead FROM lead WHERE created_at >= $1 AND created_at < $2 AND (
	EXISTS (SELECT 1 FROM reach WHERE reach.lead = lead.lead AND reach.at <= lead.created_at)
	OR EXISTS (SELECT 1 FROM event WHERE event.lead = lead.lead AND event.kind = @EV_LEAD_RETURNED@))

-- Whose event of kind $3 happened in [$1, $2).
-- name: sla_started
SELECT lead, occurred_at, new FROM event
WHERE kind <> @EV_LEAD_CREATED@ AND kind = $3 AND occurred_at >= $1 AND occurred_at < $2 AND lead IS NOT NULL

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
