-- Of each kind of point: one record more has it, one less; by which record it is whose.
-- name: phone_first
INSERT INTO phone (phone, client, leads, event) VALUES ($1, $2, 1, $3) ON CONFLICT (phone) DO NOTHING
-- name: phone_leads
SELECT leads FROM phone WHERE phone = $1
-- name: phone_more
INSERT INTO phone (phone, client, leads, event) VALUES ($1, $2, 1, $3)
ON CONFLICT (phone) DO UPDATE SET leads = phone.leads + 1, client = CASE phone.client WHEN 0 THEN excluded.client ELSE phone.client END,
event = CASE WHEN phone.client = 0 THEN excluded.event
WHEN phone.client = excluded.client AND excluded.event < phone.event THEN excluded.event ELSE phone.event END
-- name: phone_less
UPDATE phone SET leads = leads - 1 WHERE phone = $1
-- name: phone_by
SELECT 1 FROM phone WHERE phone = $1 AND client = $2 AND event = $3
-- name: phone_pass
UPDATE phone SET client = $2, event = $3 WHERE phone = $1
-- name: phone_gone
DELETE FROM phone WHERE phone = $1 AND leads < 1

-- name: email_first
INSERT INTO email (email, client, leads, event) VALUES ($1, $2, 1, $3) ON CONFLICT (email) DO NOTHING
-- name: email_leads
SELECT leads FROM email WHERE email = $1
-- name: email_more
INSERT INTO email (email, client, leads, event) VALUES ($1, $2, 1, $3)
ON CONFLICT (email) DO UPDATE SET leads = email.leads + 1, client = CASE email.client WHEN 0 THEN excluded.client ELSE email.client END,
event = CASE WHEN email.client = 0 THEN excluded.event
WHEN email.client = excluded.client AND excluded.event < email.event THEN excluded.event ELSE email.event END
-- name: email_less
UPDATE email SET leads = leads - 1 WHERE email = $1
-- name: email_by
SELECT 1 FROM email WHERE email = $1 AND client = $2 AND event = $3
-- name: email_pass
UPDATE email SET client = $2, event = $3 WHERE email = $1
-- name: email_gone
DELETE FROM email WHERE email = $1 AND leads < 1

-- name: inn_first
INSERT INTO inn (inn, client, leads, event) VALUES ($1, $2, 1, $3) ON CONFLICT (inn) DO NOTHING
-- name: inn_leads
SELECT leads FROM inn WHERE inn = $1
-- name: inn_more
INSERT INTO inn (inn, client, leads, event) VALUES ($1, $2, 1, $3)
ON CONFLICT (inn) DO UPDATE SET leads = inn.leads + 1, client = CASE inn.client WHEN 0 THEN excluded.client ELSE inn.client END,
event = CASE WHEN inn.client = 0 THEN excluded.event
WHEN inn.client = excluded.client AND excluded.event < inn.event THEN excluded.event ELSE inn.event END
-- name: inn_less
UPDATE inn SET leads = leads - 1 WHERE inn = $1
-- name: inn_by
SELECT 1 FROM inn WHERE inn = $1 AND client = $2 AND event = $3
-- name: inn_pass
UPDATE inn SET client = $2, event = $3 WHERE inn = $1
-- name: inn_gone
DELETE FROM inn WHERE inn = $1 AND leads < 1

-- Who came back after his record was taken back has it from there.
-- name: shared_add
INSERT INTO shared (key, client, event) VALUES ($1, $2, $3)
ON CONFLICT (key) DO UPDATE SET event = excluded.event WHERE shared.client = excluded.client AND excluded.event < shared.event
-- name: shared_of
SELECT 1 FROM shared WHERE key = $1 AND client = $2 AND event = $3
-- name: shared_pass
UPDATE shared SET event = $2 WHERE key = $1
-- name: shared_delete
DELETE FROM shared WHERE key = $1
