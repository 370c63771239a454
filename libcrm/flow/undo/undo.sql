-- name: batch_range
SELECT first_event, last_event FROM batch WHERE batch = $1

-- The next events to take back, from the last to the first.
-- name: batch_events
SELECT -- use: event_columns
FROM event
WHERE event >= $1 AND event < $2 AND batch = $3 ORDER BY event DESC LIMIT 256
