-- The events of one thing.

-- name: event_one
SELECT -- use: event_columns
FROM event WHERE event = $1

-- name: events_of_lead
SELECT -- use: event_columns WITHOUT old
FROM event
WHERE lead = $1 AND kind <> @EV_LEAD_CREATED@ AND event <= $2 ORDER BY event

-- name: events_of_client
SELECT -- use: event_columns WITHOUT old
FROM event
WHERE client = $1 AND lead IS NULL AND event <= $2 ORDER BY event

-- name: events_of_ref
SELECT -- use: event_columns WITHOUT old
FROM event
WHERE ref = $1 AND event <= $2 ORDER BY event

-- name: events_reversing
SELECT -- use: event_columns WITHOUT old new
FROM event
WHERE reverses = $1 AND event <= $2 ORDER BY event

-- name: last_reversing
SELECT event FROM event WHERE reverses = $1 AND event <= $2 ORDER BY event DESC LIMIT 1

-- name: batch_untouched
SELECT e.event FROM batch AS b JOIN event AS e ON e.event >= b.first_event AND e.event <= b.last_event AND e.batch = b.batch
WHERE b.batch = $1 AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.reverses = e.event) LIMIT 1

-- name: batch_restored
SELECT DISTINCT e.event FROM batch AS b JOIN event AS e ON e.event >= b.first_event AND e.event <= b.last_event AND e.batch = b.batch
JOIN event AS u ON u.reverses = e.event JOIN event AS w ON w.reverses = u.event WHERE b.batch = $1

-- name: created_of_lead
SELECT -- use: event_columns WITHOUT old
FROM event
WHERE event = (SELECT event FROM lead WHERE lead = $1)
-- name: creating_event
SELECT event FROM lead WHERE lead = $1
