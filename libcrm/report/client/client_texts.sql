-- name: client_texts_of_lead
SELECT l.client, c.name FROM lead l LEFT JOIN client c ON c.client = l.client WHERE l.lead = $1

-- name: client_texts_of_client
SELECT name FROM client WHERE client = $1
