-- $1: under whom the leads stand, $2: to whom they came. The number of a client may be that of his first lead, which is in no index.
-- name: client_facts_leads
SELECT lead.event, event.new, lead.lead FROM lead JOIN event ON event.event = lead.event
WHERE lead.lead = $1 AND lead.client = $1 AND event.client = $2
UNION ALL
SELECT lead.event, event.new, lead.lead FROM lead JOIN event ON event.event = lead.event
WHERE lead.client = $1 AND lead.lead <> lead.client AND event.client = $2
ORDER BY 1

-- name: client_facts_any_update
SELECT value FROM cursor WHERE name = 'updated' AND value > 0
-- Rows of the same leads that came again; as above.
-- name: client_facts_updates
SELECT event.event, event.new, event.lead FROM lead JOIN event ON event.lead = lead.lead AND event.kind <> @EV_LEAD_CREATED@
WHERE lead.lead = $1 AND lead.client = $1 AND event.client = $2 AND event.kind = @EV_LEAD_UPDATED@ AND event.event <= $3
UNION ALL
SELECT event.event, event.new, event.lead FROM lead JOIN event ON event.lead = lead.lead AND event.kind <> @EV_LEAD_CREATED@
WHERE lead.client = $1 AND lead.lead <> lead.client AND event.client = $2 AND event.kind = @EV_LEAD_UPDATED@ AND event.event <= $3
ORDER BY 1
