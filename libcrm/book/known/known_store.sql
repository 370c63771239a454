-- What stands in no schema is a batch table: rows of C arrays, in the order of their keys.
-- name: known_phones
INSERT INTO phone (phone, client, leads, event) SELECT number, client, leads, event FROM point
-- name: known_phones_more
INSERT INTO phone (phone, client, leads, event) SELECT number, client, leads, event FROM point WHERE number <> 0
ON CONFLICT (phone) DO UPDATE SET leads = phone.leads + excluded.leads,
client = CASE phone.client WHEN 0 THEN excluded.client ELSE phone.client END, event = CASE phone.client WHEN 0 THEN excluded.event ELSE phone.event END
-- name: known_emails
INSERT INTO email (email, client, leads, event) SELECT email, client, leads, event FROM address
-- name: known_emails_more
INSERT INTO email (email, client, leads, event) SELECT email, client, leads, event FROM address WHERE email <> ''
ON CONFLICT (email) DO UPDATE SET leads = email.leads + excluded.leads,
client = CASE email.client WHEN 0 THEN excluded.client ELSE email.client END, event = CASE email.client WHEN 0 THEN excluded.event ELSE email.event END
-- name: known_inns
INSERT INTO inn (inn, client, leads, event) SELECT number, client, leads, event FROM point
-- name: known_inns_more
INSERT INTO inn (inn, client, leads, event) SELECT number, client, leads, event FROM point WHERE number <> 0
ON CONFLICT (inn) DO UPDATE SET leads = inn.leads + excluded.leads,
client = CASE inn.client WHEN 0 THEN excluded.client ELSE inn.client END, event = CASE inn.client WHEN 0 THEN excluded.event ELSE inn.event END
-- name: known_rows
INSERT INTO seen (hash, lead, event) SELECT hash, lead, event FROM fingerprint
-- name: known_row_again
UPDATE seen SET lead = $2 WHERE hash = $1 AND lead <> $2
-- name: known_touches
UPDATE lead SET last_touch = t.at FROM touched AS t WHERE lead.lead = t.lead AND (lead.last_touch IS NULL OR lead.last_touch < t.at)
