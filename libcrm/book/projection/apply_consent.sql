-- Of a channel the latest stays: by when it was said, then by what was recorded later.
-- name: consent_put
INSERT INTO consent (client, channel, state, at, event, proof) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (client, channel) DO UPDATE SET state = excluded.state, at = excluded.at, event = excluded.event, proof = excluded.proof
WHERE excluded.at > consent.at OR (excluded.at = consent.at AND excluded.event > consent.event)

-- name: consent_forget
DELETE FROM consent WHERE client = $1

-- Leads stand under the one a client was merged into; the event names the client they came to. And what of their rows came again.
-- name: consent_leads
SELECT event.event, event.occurred_at, event.recorded_at, event.new, event.kind FROM lead JOIN event ON event.event = lead.event
WHERE lead.lead = $1 AND event.client = $1
UNION ALL
SELECT event.event, event.occurred_at, event.recorded_at, event.new, event.kind FROM lead JOIN event ON event.event = lead.event
WHERE lead.client = coalesce((SELECT root FROM merged WHERE client = $1), cast($1 AS bigint))
AND lead.lead <> lead.client AND lead.lead <> $1 AND event.client = $1
UNION ALL
SELECT event.event, event.occurred_at, event.recorded_at, event.new, event.kind FROM event
WHERE event.lead = $1 AND event.kind <> @EV_LEAD_CREATED@ AND event.kind = @EV_LEAD_UPDATED@ AND event.client = $1
UNION ALL
SELECT event.event, event.occurred_at, event.recorded_at, event.new, event.kind
FROM lead JOIN event ON event.lead = lead.lead AND event.kind <> @EV_LEAD_CREATED@
WHERE lead.client = coalesce((SELECT root FROM merged WHERE client = $1), cast($1 AS bigint))
AND lead.lead <> lead.client AND lead.lead <> $1 AND event.client = $1 AND event.kind = @EV_LEAD_UPDATED@
