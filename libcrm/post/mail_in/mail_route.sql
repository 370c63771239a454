-- name: mail_sent
SELECT coalesce(lead, 0) FROM outbox WHERE msgid = $1
-- Whose address it is, and how many leads have it.
-- name: mail_sender
SELECT coalesce(m.root, e.client), e.leads FROM email AS e LEFT JOIN merged AS m ON m.client = e.client WHERE e.email = $1
-- The latest open lead of a client and of those whose records are his. A first lead has the number of its client.
-- name: mail_open_lead
WITH who (client) AS (SELECT cast($1 AS bigint) UNION SELECT client FROM merged WHERE root = $1)
SELECT max(lead) FROM (
	SELECT l.lead FROM who CROSS JOIN lead AS l WHERE l.lead = who.client AND l.state = @LEAD_OPEN@ AND l.origin IS NULL
	UNION ALL
	SELECT l.lead FROM who CROSS JOIN lead AS l WHERE l.client = who.client AND l.lead <> l.client AND l.state = @LEAD_OPEN@ AND l.origin IS NULL
) AS leads
-- Of a client; a first lead has the number of its client.
-- name: mail_last_lead
SELECT max(lead) FROM (SELECT lead FROM lead WHERE lead = $1 UNION ALL SELECT lead FROM lead WHERE client = $1 AND lead <> client) AS leads
