-- name: message_link_lead
SELECT lead FROM letter WHERE msgid = $1
-- name: message_link_event
SELECT lead, event FROM letter WHERE msgid = $1
-- name: letter_put
INSERT INTO letter (msgid, lead, event) VALUES ($1, $2, $3) ON CONFLICT (msgid) DO NOTHING
-- name: letter_delete
DELETE FROM letter WHERE msgid = $1 AND event = $2
