-- Who works here, what they did, and what every later table stands on.
--
-- Rights are the database's own: every query of a person runs as the role sluice_actor, which owns nothing and bypasses
-- nothing, with the person's facts in settings of the transaction: sluice.user, sluice.unit, sluice.bank, and sluice.grants, which
-- says for each kind of row and each action which rows the person's roles reach (src/access/grants.ts, rules P1 to P4).
-- Instants are bigint, ms since 1970 UTC; days are dates of China. Each table states in its policies who sees and who changes which of its rows. The owner of the tables is the system.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sluice_actor') THEN
    CREATE ROLE sluice_actor NOLOGIN NOINHERIT;
  END IF;
END $$;
GRANT sluice_actor TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO sluice_actor;

CREATE FUNCTION sluice_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('sluice.user', true), '')::uuid $$;
CREATE FUNCTION sluice_unit() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('sluice.unit', true), '') $$;
CREATE FUNCTION sluice_bank() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('sluice.bank', true), '') $$;
-- Which rows of a kind the person reaches by an action: some of everywhere, unit, case, bank, assigned, self.
CREATE FUNCTION sluice_reach(kind text, action text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(array_agg(value), '{}') FROM jsonb_array_elements_text(
       nullif(current_setting('sluice.grants', true), '')::jsonb -> (kind || '.' || action)) $$;
-- A unit's code covers the units below it: pairs of zeros at its end stand for all of them (GA/T 380).
CREATE FUNCTION sluice_covers(code text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT sluice_unit() <> '' AND starts_with(code, regexp_replace(sluice_unit(), '(00)+$', '')) $$;


-- What is known of a table's rows, each an SQL expression over its columns, or null where the kind has no such thing: the
-- holding unit, whether it belongs to a case of the person's, its bank, whether it was given to the person, whether it is about them.
CREATE TYPE row_facts AS (unit text, own_case text, bank text, assigned text, about_self text);

-- The condition under which the person reaches a row by any of these actions.
CREATE FUNCTION sluice_reaching(kind text, actions text[], facts row_facts) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(concat_ws(' OR ',
    format('''everywhere'' = ANY (%s)', reach),
    CASE WHEN facts.unit IS NOT NULL THEN format('''unit'' = ANY (%s) AND sluice_covers(%s)', reach, facts.unit) END,
    CASE WHEN facts.own_case IS NOT NULL THEN format('''case'' = ANY (%s) AND (%s)', reach, facts.own_case) END,
    CASE WHEN facts.bank IS NOT NULL THEN format('''bank'' = ANY (%s) AND %s <> '''' AND %2$s = sluice_bank()', reach, facts.bank) END,
    CASE WHEN facts.assigned IS NOT NULL THEN format('''assigned'' = ANY (%s) AND (%s)', reach, facts.assigned) END,
    CASE WHEN facts.about_self IS NOT NULL THEN format('''self'' = ANY (%s) AND (%s)', reach, facts.about_self) END), ' OR ')
  -- A sub-select is asked once a query, not once a row.
  FROM (SELECT format('(SELECT sluice_reach(%L, %L))::text[]', kind, action) AS reach FROM unnest(actions) AS action) AS reaches
$$;

-- Gives a table the policies of its kind.
CREATE PROCEDURE sluice_guard(guarded regclass, kind text, facts row_facts) LANGUAGE plpgsql AS $$
DECLARE
  changing constant text[] := ARRAY['change', 'assign', 'sign', 'approve', 'send', 'answer', 'revoke'];
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO sluice_actor', guarded);
  EXECUTE format('CREATE POLICY reading ON %s FOR SELECT TO sluice_actor USING (%s)', guarded,
    sluice_reaching(kind, ARRAY['read', 'search'], facts));
  EXECUTE format('CREATE POLICY adding ON %s FOR INSERT TO sluice_actor WITH CHECK (%s)', guarded,
    sluice_reaching(kind, ARRAY['create'], facts));
  EXECUTE format('CREATE POLICY changing ON %s FOR UPDATE TO sluice_actor USING (%s)', guarded,
    sluice_reaching(kind, changing, facts));
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;

CREATE TABLE units (
  code        text PRIMARY KEY CHECK (code ~ '^[0-9]{12}$'),
  name        text NOT NULL,
  kind        text NOT NULL,
  parent_code text REFERENCES units (code),
  valid_from  date NOT NULL,
  valid_to    date,
  CHECK (valid_to IS NULL OR valid_to > valid_from)
);

CREATE TABLE users (
  id            uuid PRIMARY KEY,
  login         text NOT NULL UNIQUE CHECK (login = lower(login)),
  name          text NOT NULL,
  -- Officers are named on orders and returns by it; empty for people who are no officers.
  police_number text NOT NULL DEFAULT '',
  unit_code     text NOT NULL REFERENCES units (code),
  -- The bank or carrier of a liaison; empty for everyone else.
  bank          text NOT NULL DEFAULT '',
  roles         text[] NOT NULL,
  active        boolean NOT NULL DEFAULT true,
  version       integer NOT NULL DEFAULT 1,
  created_at_ms    bigint NOT NULL
);

-- Apart from users, so that no query that shows a person can show a secret.
CREATE TABLE credentials (
  user_id       uuid PRIMARY KEY REFERENCES users (id),
  password_hash text NOT NULL,
  must_change   boolean NOT NULL,
  changed_at_ms    bigint NOT NULL,
  totp_secret   text NOT NULL DEFAULT '',
  -- The last time step whose code was taken: a code counts once.
  totp_step     bigint NOT NULL DEFAULT 0,
  failed_count  integer NOT NULL DEFAULT 0,
  locked_until_ms  bigint
);

CREATE TABLE sessions (
  -- SHA-256 of the secret that the browser holds.
  secret_hash text PRIMARY KEY,
  id          uuid NOT NULL UNIQUE,
  user_id     uuid NOT NULL REFERENCES users (id),
  started_at_ms  bigint NOT NULL,
  seen_at_ms     bigint NOT NULL,
  ends_at_ms     bigint NOT NULL,
  revoked_at_ms  bigint,
  -- Signed in by password alone while the second factor or a new password is still owed.
  owes        text NOT NULL DEFAULT '',
  client      text NOT NULL DEFAULT ''
);
CREATE INDEX sessions_of_user ON sessions (user_id);

CREATE TABLE audit_entries (
  n         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id        uuid NOT NULL UNIQUE,
  at_ms        bigint NOT NULL,
  -- Null for the system's own work.
  user_id   uuid,
  user_name text NOT NULL,
  unit_code text NOT NULL,
  action    text NOT NULL,
  subject   text NOT NULL,
  -- Number of the case or task for which it was done; empty where none is needed.
  purpose   text NOT NULL,
  details   jsonb NOT NULL
);
CREATE INDEX audit_entries_of_subject ON audit_entries (subject, n);
CREATE INDEX audit_entries_of_user ON audit_entries (user_id, n);
CREATE TRIGGER audit_entries_stand BEFORE UPDATE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- Retention alone removes entries, and says so in its transaction; their seals stay.
CREATE TRIGGER audit_entries_remain BEFORE DELETE ON audit_entries
  FOR EACH ROW WHEN (current_setting('sluice.retire', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_stay BEFORE TRUNCATE ON audit_entries EXECUTE FUNCTION refuse_change();

-- The chain: committed entries in the order in which they were sealed. An entry without a seal is younger than the last run.
CREATE TABLE audit_seals (
  seq        bigint PRIMARY KEY CHECK (seq > 0),
  entry_n    bigint NOT NULL UNIQUE,
  entry_hash text NOT NULL,
  chain_hash text NOT NULL
);
CREATE TRIGGER audit_seals_stand BEFORE UPDATE OR DELETE ON audit_seals
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_stay BEFORE TRUNCATE ON audit_seals EXECUTE FUNCTION refuse_change();

CREATE TABLE audit_keys (
  key_id     text PRIMARY KEY,
  -- SPKI, base64.
  public_key text NOT NULL,
  from_ms    bigint NOT NULL
);

CREATE TABLE audit_heads (
  seq        bigint PRIMARY KEY,
  chain_hash text NOT NULL,
  at_ms      bigint NOT NULL,
  key_id     text NOT NULL REFERENCES audit_keys (key_id),
  signature  text NOT NULL
);

CREATE TABLE audit_checkpoints (
  id        uuid PRIMARY KEY,
  at_ms     bigint NOT NULL,
  rule_code text NOT NULL,
  ranges    jsonb NOT NULL,
  key_id    text NOT NULL REFERENCES audit_keys (key_id),
  signature text NOT NULL
);

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['audit_keys', 'audit_heads', 'audit_checkpoints'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept || '_stand', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', kept || '_stay', kept);
  END LOOP;
END $$;

-- A creating call that is sent twice is carried out once and answered twice.
CREATE TABLE idempotency_keys (
  user_id      uuid NOT NULL REFERENCES users (id),
  key          text NOT NULL,
  request_hash text NOT NULL,
  -- Null only inside the transaction that carries it out.
  answer       jsonb,
  at_ms           bigint NOT NULL,
  PRIMARY KEY (user_id, key)
);

CREATE TABLE jobs (
  id          uuid PRIMARY KEY,
  kind        text NOT NULL,
  body        jsonb NOT NULL,
  state       text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  progress    jsonb NOT NULL DEFAULT '{}',
  result      jsonb,
  attempts    integer NOT NULL DEFAULT 0,
  -- While it runs: until when its worker answers for it. A worker that died lets it lapse, and another takes it.
  leased_until_ms bigint,
  cancel_asked boolean NOT NULL DEFAULT false,
  asked_by    uuid REFERENCES users (id),
  asked_at_ms    bigint NOT NULL,
  ended_at_ms    bigint
);
CREATE INDEX jobs_waiting ON jobs (asked_at_ms) WHERE state IN ('waiting', 'running');

-- Rules of law as dated data: rows here come before the program's own of the same code.
CREATE TABLE legal_rules (
  code           text NOT NULL,
  effective_from date NOT NULL,
  effective_to   date,
  basis          text NOT NULL,
  mark           text NOT NULL,
  params         jsonb NOT NULL,
  version        integer NOT NULL DEFAULT 1,
  PRIMARY KEY (code, effective_from)
);

CREATE TABLE settings (
  name  text PRIMARY KEY,
  value jsonb NOT NULL
);

CALL sluice_guard('units', 'unit', row('code', null, null, null, null));
CALL sluice_guard('users', 'user', row('unit_code', null, null, null, 'id = sluice_user()'));
CALL sluice_guard('legal_rules', 'rule', row(null, null, null, null, null));
CALL sluice_guard('settings', 'setting', row(null, null, null, null, null));
CALL sluice_guard('jobs', 'job', row(null, null, null, null, 'asked_by = sluice_user()'));
CALL sluice_guard('sessions', 'session', row(null, null, null, null, 'user_id = sluice_user()'));
CALL sluice_guard('audit_entries', 'log', row(null, null, null, null, null));
CALL sluice_guard('audit_seals', 'log', row(null, null, null, null, null));
CALL sluice_guard('audit_keys', 'log', row(null, null, null, null, null));
CALL sluice_guard('audit_heads', 'log', row(null, null, null, null, null));
CALL sluice_guard('audit_checkpoints', 'log', row(null, null, null, null, null));

-- Everyone writes entries of their own into the log, and nobody another's.
CREATE POLICY write_own ON audit_entries FOR INSERT TO sluice_actor WITH CHECK (user_id = sluice_user());

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON idempotency_keys TO sluice_actor;
CREATE POLICY reading ON idempotency_keys FOR SELECT TO sluice_actor USING (user_id = sluice_user());
CREATE POLICY adding ON idempotency_keys FOR INSERT TO sluice_actor WITH CHECK (user_id = sluice_user());
CREATE POLICY answering ON idempotency_keys FOR UPDATE TO sluice_actor
  USING (user_id = sluice_user() AND answer IS NULL) WITH CHECK (user_id = sluice_user());
