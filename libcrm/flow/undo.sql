-- name: batch_range
SELECT first_event, last_event FROM batch WHERE batch = $1

-- The next events to take back, from the last to the first.
-- name: batch_events
SELECT event, batch, kind, lead, client, ref, occurred_at, recorded_at, reverses, old, new FROM event
WHERE event >= $1 AND event < $2 AND batch = $3 ORDER BY event DESC LIMIT 256

-- name: created_by
SELECT event.event FROM lead JOIN event ON event.event = lead.event WHERE lead.lead = $1 AND event.batch = $2

-- name: first_of_lead
SELECT event FROM event WHERE lead = $1 AND kind <> 1 AND batch = $2 ORDER BY event LIMIT 1

-- 25: that a head was told of a thing is no change of it.
-- name: later_of_lead
SELECT event, batch, kind, lead, client, ref, occurred_at, recorded_at, reverses, NULL, NULL FROM event
WHERE lead = $1 AND kind <> 1 AND kind <> 25 AND event > $2 AND batch <> $3 ORDER BY event

-- name: first_of_ref
SELECT event FROM event WHERE ref = $1 AND batch = $2 ORDER BY event LIMIT 1

-- name: later_of_ref
SELECT event, batch, kind, lead, client, ref, occurred_at, recorded_at, reverses, NULL, NULL FROM event
WHERE ref = $1 AND kind <> 25 AND event > $2 AND batch <> $3 ORDER BY event

-- Leads of the client that repeat this one.
-- name: repeats_of
SELECT lead FROM lead WHERE client = $1 AND lead <> client AND origin = $2 ORDER BY lead LIMIT 1

-- name: repeat_is_first
SELECT lead FROM lead WHERE lead = $1 AND origin = $2
