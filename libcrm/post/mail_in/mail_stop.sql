-- Of a client; a first lead has the number of its client.
-- name: mail_last_lead
SELECT max(lead) FROM (SELECT lead FROM lead WHERE lead = $1 UNION ALL SELECT lead FROM lead WHERE client = $1 AND lead <> client) AS leads
