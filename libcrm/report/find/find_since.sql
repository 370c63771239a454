-- Of the index, and of the database.
-- name: doc_called_otherwise
SELECT count(*) FROM doc WHERE client = $1 AND called <> $2
-- name: docs_of_client
SELECT lead FROM doc WHERE client = $1 AND lead <> 0
-- name: doc_client
SELECT client FROM doc WHERE lead = $1

-- name: leads_all
SELECT lead FROM lead ORDER BY lead
-- name: clients_talked_of
SELECT DISTINCT client FROM event WHERE lead IS NULL AND client IS NOT NULL ORDER BY client
-- name: events_since
SELECT kind, coalesce(lead, 0), coalesce(client, 0) FROM event WHERE event > $1 AND event <= $2 ORDER BY event
-- name: leads_of_client
SELECT lead FROM lead WHERE lead = $1 AND client = $1
UNION ALL
SELECT lead FROM lead WHERE client = $1 AND lead <> client
-- name: client_root
SELECT coalesce((SELECT root FROM merged WHERE client = $1), $1)
-- name: client_called
SELECT name FROM client WHERE client = $1
