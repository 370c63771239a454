-- name: consent_is_client
SELECT client FROM client WHERE client = $1

-- name: consent_has_phone
SELECT client FROM phone WHERE phone = $1

-- name: consent_has_email
SELECT client FROM email WHERE email = $1

-- name: consent_stands
SELECT state, at, proof FROM consent WHERE client = $1 AND channel = $2
