-- $1: under whom the leads stand, $2: to whom they came. The number of a client may be that of his first lead, which is in no index.
-- name: client_facts_leads
SELECT lead.event, event.new FROM lead JOIN event ON event.event = lead.event
WHERE lead.lead = $1 AND lead.client = $1 AND event.client = $2
UNION ALL
SELECT lead.event, event.new FROM lead JOIN event ON event.event = lead.event
WHERE lead.client = $1 AND lead.lead <> lead.client AND event.client = $2
ORDER BY 1
