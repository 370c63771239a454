-- What stands in no schema is a batch table: rows of C arrays.
-- Who has these phones, addresses, tax numbers, and under whom he stands; which of these rows were here before.
-- name: match_phones
SELECT p.phone, p.client, p.leads, m.root FROM wanted AS w CROSS JOIN phone AS p LEFT JOIN merged AS m ON m.client = p.client WHERE p.phone = w.key
-- name: match_emails
SELECT e.email, e.client, e.leads, m.root FROM wanted_text AS w CROSS JOIN email AS e LEFT JOIN merged AS m ON m.client = e.client WHERE e.email = w.key
-- name: match_inns
SELECT i.inn, i.client, i.leads, m.root FROM wanted AS w CROSS JOIN inn AS i LEFT JOIN merged AS m ON m.client = i.client WHERE i.inn = w.key
-- name: match_shared
SELECT s.client, m.root FROM shared AS s LEFT JOIN merged AS m ON m.client = s.client WHERE s.key = $1
-- name: match_seen
SELECT s.hash, s.lead, e.new FROM wanted AS w CROSS JOIN seen AS s CROSS JOIN event AS e WHERE s.hash = w.key AND e.event = s.event
-- name: match_any_phone
SELECT 1 FROM phone LIMIT 1
-- name: match_any_email
SELECT 1 FROM email LIMIT 1
-- name: match_any_inn
SELECT 1 FROM inn LIMIT 1
-- name: match_any_seen
SELECT 1 FROM seen LIMIT 1
-- name: match_document
SELECT new FROM event WHERE event = $1

-- All leads of these clients but mere repeats.
-- name: match_leads
SELECT l.client, l.lead, l.state, l.manager FROM wanted AS w CROSS JOIN lead AS l WHERE l.lead = w.key AND l.client = w.key AND l.origin IS NULL
UNION ALL
SELECT l.client, l.lead, l.state, l.manager FROM wanted AS w CROSS JOIN lead AS l WHERE l.client = w.key AND l.lead <> l.client AND l.origin IS NULL
-- name: match_clients
SELECT c.client, c.name IS NOT NULL, c.filled, (SELECT r.role FROM role r WHERE r.client = c.client),
(SELECT 1 FROM merged m WHERE m.root = c.client LIMIT 1)
FROM wanted AS w CROSS JOIN client AS c WHERE c.client = w.key
-- name: match_name
SELECT name FROM client WHERE client = $1

-- name: intake_store_events
INSERT INTO event (event, batch, kind, lead, client, occurred_at, recorded_at, new)
SELECT event, $1, kind, lead, home, at, $2, doc FROM incoming
-- name: intake_store_leads
INSERT INTO lead (lead, client, event, state, stage, manager, source, campaign, project, amount, created_at, stage_since, decided_at, last_touch, reason, origin)
SELECT lead, client, event, state, stage, manager, source, campaign, project, amount, at, since, decided, touch, reason, origin FROM incoming WHERE kind = @EV_LEAD_CREATED@
-- name: intake_store_event
INSERT INTO event (event, batch, kind, lead, client, occurred_at, recorded_at, new) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
-- name: intake_store_lead
INSERT INTO lead (lead, client, event, state, stage, manager, source, campaign, project, amount, created_at, stage_since, decided_at, last_touch, reason, origin)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
-- name: intake_store_reached
INSERT INTO reach (lead, stage, at, manager, skipped) SELECT lead, stage, at, manager, skipped FROM reached
-- name: intake_store_clients
INSERT INTO client (client, name, filled) SELECT client, name, filled FROM person
-- name: intake_store_client
INSERT INTO client (client, filled, name) VALUES ($1, $2, $3)
-- name: intake_store_shared
INSERT INTO shared (key, client, event) VALUES ($1, $2, $3)
-- name: intake_store_consents
INSERT INTO consent (client, channel, state, at, event, proof) SELECT client, channel, state, at, event, proof FROM agreed WHERE true
ON CONFLICT (client, channel) DO UPDATE SET state = excluded.state, at = excluded.at, event = excluded.event, proof = excluded.proof
WHERE excluded.at > consent.at OR (excluded.at = consent.at AND excluded.event > consent.event)
-- name: intake_store_client_known
UPDATE client SET name = coalesce(name, $2), filled = $3 WHERE client = $1

-- name: intake_rules
SELECT rule, field, pattern, verdict FROM rule ORDER BY pos, rule
-- name: intake_lists
SELECT list, norm FROM list WHERE list IN ('blocked', 'shareholder') ORDER BY list, norm

-- Rows that came again: of which leads they did before, and whose the points are that they name now.
-- name: update_any
SELECT value FROM cursor WHERE name = 'updated' AND value > 0
-- name: update_leads
SELECT e.lead FROM wanted AS w CROSS JOIN event AS e WHERE e.lead = w.key AND e.kind <> @EV_LEAD_CREATED@ AND e.kind = @EV_LEAD_UPDATED@
-- name: update_phone
SELECT client FROM phone WHERE phone = $1
-- name: update_email
SELECT client FROM email WHERE email = $1
-- name: update_inn
SELECT client FROM inn WHERE inn = $1
