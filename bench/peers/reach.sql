-- What a recursive query on PostgreSQL 15 does: which transfers the money of one transfer (seq 0) can have reached, times
-- respected. Each reached transfer is found once (UNION), and joined to the later payments of its payee by the index
-- (payer, seq) that holds all that is needed. Aggregates, and so "the earliest arrival per account", are not
-- allowed in the recursive part. What comes home to the victim goes no further.
CREATE TEMP TABLE answer AS
WITH RECURSIVE reached (seq, account) AS (
  SELECT seq, payee FROM transfers WHERE seq = 0
  UNION
  SELECT later.seq, later.payee
  FROM reached
  JOIN transfers later ON later.payer = reached.account AND later.seq > reached.seq
  WHERE reached.account <> (SELECT payer FROM transfers WHERE seq = 0)
)
SELECT seq FROM reached;
