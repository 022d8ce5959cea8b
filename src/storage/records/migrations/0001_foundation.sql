-- Who works here, what they did, and what every later table stands on.
--
-- Rights are the database's own: every query of a person runs as the role sluice_actor, which owns nothing and bypasses
-- nothing, with the person's facts in settings of the transaction (sluice.user, sluice.unit, sluice.roles, sluice.bank).
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
CREATE FUNCTION sluice_has(wanted text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT wanted = ANY (string_to_array(coalesce(current_setting('sluice.roles', true), ''), ',')) $$;
-- A unit's code covers the units below it: pairs of zeros at its end stand for all of them (GA/T 380).
CREATE FUNCTION sluice_covers(code text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT sluice_unit() <> '' AND starts_with(code, regexp_replace(sluice_unit(), '(00)+$', '')) $$;

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

-- Everyone may read the units, the people's names and the rules; the administrator writes them.
ALTER TABLE units ENABLE ROW LEVEL SECURITY;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seals ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_checkpoints ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON units, users, legal_rules, settings, jobs TO sluice_actor;
GRANT SELECT ON sessions, audit_entries, audit_seals, audit_keys, audit_heads, audit_checkpoints TO sluice_actor;
GRANT INSERT ON audit_entries TO sluice_actor;
GRANT SELECT, INSERT, UPDATE ON idempotency_keys TO sluice_actor;
GRANT UPDATE (revoked_at_ms) ON sessions TO sluice_actor;

CREATE POLICY read_units ON units FOR SELECT TO sluice_actor USING (sluice_user() IS NOT NULL);
CREATE POLICY add_units ON units FOR INSERT TO sluice_actor WITH CHECK (sluice_has('administrator'));
CREATE POLICY change_units ON units FOR UPDATE TO sluice_actor USING (sluice_has('administrator'));
-- A liaison or a grid worker sees the people of their own unit only.
CREATE POLICY read_users ON users FOR SELECT TO sluice_actor USING (
  id = sluice_user() OR sluice_has('administrator') OR sluice_has('auditor')
  OR (sluice_bank() = '' AND NOT sluice_has('grid-worker') AND sluice_user() IS NOT NULL)
  OR sluice_covers(unit_code));
CREATE POLICY add_users ON users FOR INSERT TO sluice_actor WITH CHECK (sluice_has('administrator'));
CREATE POLICY change_users ON users FOR UPDATE TO sluice_actor USING (sluice_has('administrator'));
CREATE POLICY read_rules ON legal_rules FOR SELECT TO sluice_actor USING (sluice_user() IS NOT NULL);
CREATE POLICY add_rules ON legal_rules FOR INSERT TO sluice_actor WITH CHECK (sluice_has('administrator'));
CREATE POLICY change_rules ON legal_rules FOR UPDATE TO sluice_actor USING (sluice_has('administrator'));
CREATE POLICY read_settings ON settings FOR SELECT TO sluice_actor USING (sluice_user() IS NOT NULL);
CREATE POLICY add_settings ON settings FOR INSERT TO sluice_actor WITH CHECK (sluice_has('administrator'));
CREATE POLICY change_settings ON settings FOR UPDATE TO sluice_actor USING (sluice_has('administrator'));
CREATE POLICY read_jobs ON jobs FOR SELECT TO sluice_actor USING (asked_by = sluice_user() OR sluice_has('administrator'));
CREATE POLICY add_jobs ON jobs FOR INSERT TO sluice_actor WITH CHECK (asked_by = sluice_user());
CREATE POLICY change_jobs ON jobs FOR UPDATE TO sluice_actor USING (asked_by = sluice_user() OR sluice_has('administrator'));
CREATE POLICY read_sessions ON sessions FOR SELECT TO sluice_actor
  USING (user_id = sluice_user() OR sluice_has('administrator'));
CREATE POLICY revoke_sessions ON sessions FOR UPDATE TO sluice_actor
  USING (user_id = sluice_user() OR sluice_has('administrator'));
CREATE POLICY read_keys ON idempotency_keys FOR SELECT TO sluice_actor USING (user_id = sluice_user());
CREATE POLICY add_keys ON idempotency_keys FOR INSERT TO sluice_actor WITH CHECK (user_id = sluice_user());
CREATE POLICY answer_keys ON idempotency_keys FOR UPDATE TO sluice_actor
  USING (user_id = sluice_user() AND answer IS NULL) WITH CHECK (user_id = sluice_user());
-- The auditor reads the log; everyone writes entries of their own and nobody writes another's.
CREATE POLICY read_log ON audit_entries FOR SELECT TO sluice_actor USING (sluice_has('auditor'));
CREATE POLICY write_log ON audit_entries FOR INSERT TO sluice_actor WITH CHECK (user_id = sluice_user());
CREATE POLICY read_seals ON audit_seals FOR SELECT TO sluice_actor USING (sluice_has('auditor'));
CREATE POLICY read_audit_keys ON audit_keys FOR SELECT TO sluice_actor USING (sluice_has('auditor'));
CREATE POLICY read_checkpoints ON audit_checkpoints FOR SELECT TO sluice_actor USING (sluice_has('auditor'));
CREATE POLICY read_heads ON audit_heads FOR SELECT TO sluice_actor USING (sluice_has('auditor'));
