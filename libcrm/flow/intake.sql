-- Batch tables: rows of C arrays.
-- name: batch_wanted
CREATE VIRTUAL TABLE IF NOT EXISTS temp.wanted USING batch(key)
-- name: batch_wanted_text
CREATE VIRTUAL TABLE IF NOT EXISTS temp.wanted_text USING batch(key)
-- name: batch_incoming
CREATE VIRTUAL TABLE IF NOT EXISTS temp.incoming USING batch(lead, client, event, kind, at, state, stage, manager, source, campaign, project, amount, decided, touch, reason, origin, doc)
-- name: batch_person
CREATE VIRTUAL TABLE IF NOT EXISTS temp.person USING batch(client, filled, name)
-- name: batch_point
CREATE VIRTUAL TABLE IF NOT EXISTS temp.point USING batch(number, client)
-- name: batch_address
CREATE VIRTUAL TABLE IF NOT EXISTS temp.address USING batch(client, email)
-- name: batch_fingerprint
CREATE VIRTUAL TABLE IF NOT EXISTS temp.fingerprint USING batch(hash, lead, event)
-- name: batch_agreed
CREATE VIRTUAL TABLE IF NOT EXISTS temp.agreed USING batch(client, channel, at, event, proof)

-- Who has these phones, these addresses; which of these rows were here before.
-- name: match_phones
SELECT p.phone, p.client FROM wanted AS w CROSS JOIN phone AS p WHERE p.phone = w.key
-- name: match_emails
SELECT e.email, e.client FROM wanted_text AS w CROSS JOIN email AS e WHERE e.email = w.key
-- name: match_seen
SELECT s.hash, s.lead, e.new FROM wanted AS w CROSS JOIN seen AS s CROSS JOIN event AS e WHERE s.hash = w.key AND e.event = s.event

-- All leads of these clients but mere repeats, in order.
-- name: match_leads
SELECT l.client, l.lead, l.state, l.manager FROM wanted AS w CROSS JOIN lead AS l WHERE l.lead = w.key AND l.origin IS NULL
UNION ALL
SELECT l.client, l.lead, l.state, l.manager FROM wanted AS w CROSS JOIN lead AS l WHERE l.client = w.key AND l.lead <> l.client AND l.origin IS NULL
ORDER BY 1, 2
-- name: match_clients
SELECT c.client, c.name IS NOT NULL, c.filled FROM wanted AS w CROSS JOIN client AS c WHERE c.client = w.key

-- name: deposit_events
INSERT INTO event (event, batch, kind, lead, client, occurred_at, recorded_at, new)
SELECT event, $1, kind, lead, client, at, $2, doc FROM incoming
-- name: deposit_leads
INSERT INTO lead (lead, client, event, state, stage, manager, source, campaign, project, amount, created_at, stage_since, decided_at, last_touch, reason, origin)
SELECT lead, client, event, state, stage, manager, source, campaign, project, amount, at, at, decided, touch, reason, origin FROM incoming WHERE kind = 1
-- name: deposit_clients
INSERT INTO client (client, name, filled) SELECT client, name, filled FROM person
-- name: deposit_phones
INSERT INTO phone (phone, client) SELECT number, client FROM point
-- name: deposit_emails
INSERT INTO email (email, client) SELECT email, client FROM address
-- name: deposit_seen
INSERT INTO seen (hash, lead, event) SELECT hash, lead, event FROM fingerprint
-- name: deposit_consents
INSERT INTO consent (client, channel, state, at, event, proof) SELECT client, channel, 1, at, event, proof FROM agreed WHERE true
ON CONFLICT (client, channel) DO UPDATE SET state = excluded.state, at = excluded.at, event = excluded.event, proof = excluded.proof
WHERE excluded.at > consent.at OR (excluded.at = consent.at AND excluded.event > consent.event)
-- name: deposit_ambiguous
UPDATE seen SET lead = -1 WHERE hash = $1 AND lead <> -1
-- name: deposit_touch
UPDATE lead SET last_touch = $2 WHERE lead = $1 AND (last_touch IS NULL OR last_touch < $2)
-- name: deposit_client_known
UPDATE client SET name = coalesce(name, $2), filled = $3 WHERE client = $1

-- name: judge_rules
SELECT rule, field, pattern, verdict FROM rule ORDER BY pos, rule
-- name: judge_lists
SELECT list, norm FROM list WHERE list IN ('blocked', 'shareholder') ORDER BY list, norm
