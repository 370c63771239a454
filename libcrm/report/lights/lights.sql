-- lights_wanted, a batch table of keys from C: each stream is asked once, whatever the number of clients.

-- name: lights_open
SELECT lead FROM lead WHERE state = @LEAD_OPEN@
-- name: lights_open_of
SELECT lead FROM lead WHERE state = @LEAD_OPEN@ AND manager = $1
-- name: lights_clients
SELECT l.client FROM lights_wanted AS w CROSS JOIN lead AS l WHERE l.lead = w.key

-- Leads of these clients, whole, with the rows they came with: the first, which has the number of the client, and the others.
-- name: lights_first
SELECT -- use: lead_columns AS l
, e.new
FROM lights_wanted AS w CROSS JOIN lead AS l CROSS JOIN event AS e
WHERE l.lead = w.key AND l.client = w.key AND e.event = l.event
-- name: lights_repeats
SELECT -- use: lead_columns AS l
, e.new
FROM lights_wanted AS w CROSS JOIN lead AS l CROSS JOIN event AS e
WHERE l.client = w.key AND l.lead <> l.client AND e.event = l.event

-- Of these clients, and of those who stand under them: whom crm-client-add spoke of.
-- name: lights_put
SELECT DISTINCT e.client, e.client FROM lights_wanted AS w CROSS JOIN event AS e WHERE e.client = w.key AND e.lead IS NULL AND e.kind = cast($1 AS bigint)
UNION ALL
SELECT DISTINCT e.client, m.root FROM lights_wanted AS w CROSS JOIN merged AS m CROSS JOIN event AS e
WHERE m.root = w.key AND e.client = m.client AND e.lead IS NULL AND e.kind = cast($1 AS bigint)
ORDER BY 1

-- name: lights_named
SELECT c.client, c.name FROM lights_wanted AS w CROSS JOIN client AS c
WHERE c.client = w.key AND EXISTS (SELECT 1 FROM merged AS m WHERE m.root = c.client)

-- name: lights_any_merged
SELECT 1 FROM merged LIMIT 1
