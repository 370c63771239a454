-- name: client_row
SELECT name, filled FROM client WHERE client = $1

-- name: client_put
INSERT INTO client (client, name, filled) VALUES ($1, $2, $3)
ON CONFLICT (client) DO UPDATE SET name = excluded.name, filled = excluded.filled

-- name: client_delete
DELETE FROM client WHERE client = $1

-- name: client_leads
SELECT lead.lead, event.new FROM lead JOIN event ON event.event = lead.event WHERE lead.lead = $1 AND lead.client = $1
UNION ALL
SELECT lead.lead, event.new FROM lead JOIN event ON event.event = lead.event WHERE lead.client = $1 AND lead.lead <> lead.client
ORDER BY 1

-- name: phone_claim
INSERT INTO phone (phone, client) VALUES ($1, $2) ON CONFLICT (phone) DO NOTHING

-- name: phone_free
DELETE FROM phone WHERE phone = $1 AND client = $2

-- name: email_claim
INSERT INTO email (email, client) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING

-- name: email_free
DELETE FROM email WHERE email = $1 AND client = $2
