-- Of batch $2, whose first event is $3: what was before it is not looked at.
-- name: created_by
SELECT event.event FROM lead JOIN event ON event.event = lead.event WHERE lead.lead = $1 AND lead.event >= $3 AND event.batch = $2

-- name: first_of_lead
SELECT event FROM event WHERE lead = $1 AND kind <> @EV_LEAD_CREATED@ AND event >= $3 AND batch = $2 ORDER BY event LIMIT 1

-- name: later_of_lead
SELECT -- use: event_columns WITHOUT old new
FROM event
WHERE lead = $1 AND kind <> @EV_LEAD_CREATED@ AND event > $2 AND batch <> $3 ORDER BY event

-- What is said of a client and of no lead of his.
-- name: first_of_client
SELECT event FROM event WHERE lead IS NULL AND client = $1 AND event >= $3 AND batch = $2 ORDER BY event LIMIT 1

-- name: later_of_client
SELECT -- use: event_columns WITHOUT old new
FROM event
WHERE lead IS NULL AND client = $1 AND event > $2 AND batch <> $3 ORDER BY event

-- A lead that came to the client, but this one. Leads stand under the one a client was merged into.
-- name: other_lead
SELECT lead.lead FROM lead JOIN event ON event.event = lead.event WHERE lead.lead = $1 AND event.client = $1 AND lead.lead <> $2
UNION ALL
SELECT lead.lead FROM lead JOIN event ON event.event = lead.event
WHERE lead.client = coalesce((SELECT root FROM merged WHERE client = $1), cast($1 AS bigint))
AND lead.lead <> lead.client AND lead.lead <> $2 AND event.client = $1
LIMIT 1

-- name: merged_into
SELECT client FROM merged WHERE root = $1 AND target = $1 ORDER BY client LIMIT 1

-- name: erased_by
SELECT event FROM event WHERE lead IS NULL AND client = $1 AND kind = cast($2 AS bigint) ORDER BY event LIMIT 1

-- name: later_of_settings
SELECT -- use: event_columns
FROM event
WHERE event > $1 AND kind IN (@EV_CONF_PUT@, @EV_UNDONE@) AND lead IS NULL AND client IS NULL AND ref IS NULL ORDER BY event

-- name: first_of_ref
SELECT event FROM event WHERE ref = $1 AND event >= $3 AND batch = $2 ORDER BY event LIMIT 1

-- name: later_of_ref
SELECT -- use: event_columns WITHOUT old new
FROM event
WHERE ref = $1 AND event > $2 AND batch <> $3 ORDER BY event

-- Leads of the client that repeat this one.
-- name: repeats_of
SELECT lead FROM lead WHERE client = $1 AND lead <> client AND origin = $2 ORDER BY lead LIMIT 1

-- name: repeat_is_first
SELECT lead FROM lead WHERE lead = $1 AND origin = $2
