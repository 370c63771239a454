-- name: card_tasks
SELECT task, coalesce(lead, 0), coalesce(manager, 0), kind, text, due FROM task WHERE lead = $1 AND done_at IS NULL ORDER BY due, task
-- Those of no lead.
-- name: card_free_tasks
SELECT task, 0, coalesce(manager, 0), kind, text, due FROM task WHERE lead IS NULL AND client = $1 AND done_at IS NULL ORDER BY due, task

-- name: card_consents
SELECT c.channel, c.state, c.at, c.proof, c.event, e.recorded_at FROM consent AS c JOIN event AS e ON e.event = c.event
WHERE c.client = $1 ORDER BY c.channel
