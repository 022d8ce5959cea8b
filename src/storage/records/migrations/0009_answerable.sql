-- What makes the centre answerable: searching by index, looking-ups drawn for review, contact with victims, sanctions, whose card
-- a number is, deletion of people whom no case needs. Rules of the folders are quoted by their ids.

-- Lists that are paged by an instant and an id.
CREATE INDEX series_by_time ON series (created_at_ms DESC, id DESC);
CREATE INDEX hand_overs_by_time ON hand_overs (at_ms DESC, id DESC);
-- Open ones by their clock, then the answered, the latest first.
CREATE INDEX grievances_by_urgency ON grievances (coalesce(due_at_ms, 1000000000000000 - received_at_ms), id);
CREATE INDEX account_labels_by_time ON account_labels (at_ms DESC, grievance_id DESC);
CREATE INDEX jobs_by_time ON jobs (asked_at_ms DESC, id DESC);

-- Searching (rule C9). A text is found by its pieces of one and two characters: names of two characters are as common as longer ones,
-- which pieces of three would not find. These indexes are asked beyond the rights of the asker, since the engine uses none of them
-- below row-level security; what they name is then read with the asker's rights. To take a text to pieces costs far more than to read
-- a row: the engine is told so, or it would rather do that for every row.
CREATE FUNCTION sluice_pieces(said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 20000 AS $$
  SELECT coalesce(array_agg(DISTINCT piece), '{}') FROM generate_series(1, char_length(said)) AS at,
    LATERAL (VALUES (substr(said, at, 1)), (substr(said, at, 2))) AS pieces (piece) $$;
-- What is looked up for a text that is searched: pairs, or the one character it has.
CREATE FUNCTION sluice_wanted_pieces(said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN char_length(said) < 2 THEN ARRAY[said]
    ELSE (SELECT array_agg(substr(said, at, 2)) FROM generate_series(1, char_length(said) - 1) AS at) END $$;
CREATE FUNCTION sluice_said(first text, second text, third text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT lower(first || ' ' || second || ' ' || third) $$;
CREATE INDEX cases_said ON cases USING gin (sluice_pieces(sluice_said(number, name, '')));
CREATE INDEX reports_said ON reports USING gin (sluice_pieces(sluice_said(number, victim_name, name_keys)));
CREATE INDEX losses_said ON losses USING gin (sluice_pieces(sluice_said(payee_name, name_keys, payee || ' ' || payer)));

CREATE INDEX cases_tail ON cases (right(number, 4));
CREATE INDEX reports_id_tail ON reports (right(victim_id_number, 4));
CREATE INDEX reports_phone_tail ON reports (right(victim_phone, 4));
CREATE INDEX reports_of_id_number ON reports (victim_id_number);
CREATE INDEX reports_of_phone ON reports (victim_phone);
CREATE INDEX losses_payee_tail ON losses (right(payee, 4));
CREATE INDEX losses_payer_tail ON losses (right(payer, 4));

-- Looking-ups that somebody else looks at (rules P9, A11): put here when their entry is sealed, by the program alone.
CREATE TABLE reviews (
  -- The entry's own.
  id          uuid PRIMARY KEY,
  entry_n     bigint NOT NULL UNIQUE,
  seq         bigint NOT NULL UNIQUE,
  reasons     text[] NOT NULL CHECK (cardinality(reasons) > 0 AND reasons <@ ARRAY['drawn', 'self', 'colleague']),
  -- Who looked, of which unit, and when.
  user_id     uuid NOT NULL,
  unit_code   text NOT NULL,
  at_ms       bigint NOT NULL,
  verdict     text CHECK (verdict IN ('in-order', 'objected')),
  words       text NOT NULL DEFAULT '',
  verdict_by  uuid REFERENCES users (id),
  verdict_at_ms bigint,
  version     integer NOT NULL DEFAULT 1,
  CHECK ((verdict IS NULL) = (verdict_by IS NULL) AND (verdict IS NULL) = (verdict_at_ms IS NULL)),
  CHECK (verdict IS NULL OR btrim(words) <> ''),
  CHECK (verdict_by <> user_id)
);
CREATE INDEX reviews_open ON reviews (at_ms, id) WHERE verdict IS NULL;
CREATE INDEX reviews_by_time ON reviews (at_ms, id);
CREATE TRIGGER reviews_remain BEFORE DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reviews_stay BEFORE TRUNCATE ON reviews EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reviews_stand BEFORE UPDATE ON reviews FOR EACH ROW WHEN (OLD.verdict IS NOT NULL) EXECUTE FUNCTION refuse_change();
CALL sluice_guard('reviews', 'review', row('unit_code', null, null, null, null));

-- The numbers of the people who work here, by which looking up oneself or a colleague is recognised. Nobody reads them.
CREATE TABLE user_numbers (
  user_id  uuid NOT NULL REFERENCES users (id),
  kind     text NOT NULL CHECK (kind IN ('id-number', 'phone', 'account')),
  hash     text NOT NULL,
  -- The key under which it was hashed.
  key_id   text NOT NULL,
  set_at_ms bigint NOT NULL,
  PRIMARY KEY (user_id, hash)
);
CREATE INDEX user_numbers_of_hash ON user_numbers (hash);
ALTER TABLE user_numbers ENABLE ROW LEVEL SECURITY;

-- Contact with victims (rule R25). A report has one victim. What hangs on a report follows it into its case.
CREATE TABLE victim_contacts (
  id          uuid PRIMARY KEY,
  report_id   uuid NOT NULL REFERENCES reports (id),
  case_id     uuid REFERENCES cases (id),
  unit_code   text NOT NULL REFERENCES units (code),
  channel     text NOT NULL CHECK (channel IN ('phone', 'message', 'visit', 'letter')),
  words       text NOT NULL CHECK (btrim(words) <> ''),
  by_user     uuid NOT NULL REFERENCES users (id),
  at_ms       bigint NOT NULL,
  -- Until when a further call was promised; null: none was.
  promised_by_ms bigint
);
CREATE INDEX victim_contacts_of_report ON victim_contacts (report_id, at_ms);
CREATE INDEX victim_contacts_by_time ON victim_contacts (at_ms DESC, id DESC);
CREATE INDEX victim_contacts_promised ON victim_contacts (promised_by_ms) WHERE promised_by_ms IS NOT NULL;

-- A code that a caller gives a victim, who reads it to the hotline. The code itself is kept nowhere.
CREATE TABLE caller_codes (
  id          uuid PRIMARY KEY,
  report_id   uuid NOT NULL REFERENCES reports (id),
  case_id     uuid REFERENCES cases (id),
  unit_code   text NOT NULL REFERENCES units (code),
  by_user     uuid NOT NULL REFERENCES users (id),
  hash        text NOT NULL,
  issued_at_ms  bigint NOT NULL,
  expires_at_ms bigint NOT NULL CHECK (expires_at_ms > issued_at_ms),
  -- Codes that were read for this victim while it was valid and were not it.
  wrong       integer NOT NULL DEFAULT 0,
  verified_at_ms bigint
);
CREATE INDEX caller_codes_of_report ON caller_codes (report_id, issued_at_ms);

CREATE FUNCTION contacts_follow_report() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE victim_contacts SET case_id = NEW.case_id WHERE report_id = NEW.id;
  UPDATE caller_codes SET case_id = NEW.case_id WHERE report_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER reports_take_contacts AFTER UPDATE OF case_id ON reports
  FOR EACH ROW WHEN (NEW.case_id IS DISTINCT FROM OLD.case_id) EXECUTE FUNCTION contacts_follow_report();
CALL sluice_guard('victim_contacts', 'contact', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));
CALL sluice_guard('caller_codes', 'contact', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));

-- What an order or a sanction rests on: anything that can be opened. A list of blanks is none.
CREATE FUNCTION sluice_has_sources(basis jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT jsonb_typeof(basis -> 'sources') = 'array' AND EXISTS (
    SELECT FROM jsonb_array_elements(basis -> 'sources') AS source
    WHERE jsonb_typeof(source) = 'string' AND btrim(source #>> '{}') <> '') $$;
-- Whatever else is written of them, neither rests on a score behind which nobody can look.
ALTER TABLE orders ADD CONSTRAINT orders_score_has_rows CHECK (
  coalesce(jsonb_typeof(body #> '{basis,score}'), 'null') = 'null' OR sluice_has_sources(body -> 'basis')) NOT VALID;

-- Sanctions for renting, lending, selling or buying cards and accounts (惩戒, rules R37 to R40).
CREATE TABLE sanctions (
  id          uuid PRIMARY KEY,
  number      text NOT NULL UNIQUE,
  case_id     uuid NOT NULL REFERENCES cases (id),
  unit_code   text NOT NULL REFERENCES units (code),
  -- Keyed hash of the subject's number: terms of one person follow one another, over all cases.
  subject_hash text NOT NULL,
  -- As it stood when it was written.
  standing    text NOT NULL CHECK (standing IN ('proposed', 'refused', 'in-force', 'contested', 'lifted', 'ended')),
  -- The first instant without it; null: it has no term.
  ends_at_ms  bigint,
  -- The next deadline.
  due_at_ms   bigint,
  proposed_at_ms bigint NOT NULL,
  body        jsonb NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  CHECK (body ->> 'id' = id::text AND body ->> 'caseId' = case_id::text AND body ->> 'unitCode' = unit_code),
  CONSTRAINT sanctions_have_sources CHECK (coalesce(sluice_has_sources(body -> 'basis'), false)),
  -- No term without a second person.
  CONSTRAINT sanctions_have_second_person CHECK (ends_at_ms IS NULL
    OR (body #>> '{decision,by}' IS NOT NULL AND body #>> '{decision,by}' <> body #>> '{proposed,by}'))
);
CREATE INDEX sanctions_by_time ON sanctions (proposed_at_ms DESC, id DESC);
CREATE INDEX sanctions_of_case ON sanctions (case_id);
CREATE INDEX sanctions_of_subject ON sanctions (subject_hash);
CREATE TRIGGER sanctions_remain BEFORE DELETE ON sanctions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CALL sluice_guard('sanctions', 'sanction', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));

-- Whose card a number is (rule C13): rows here come before the program's own of the same prefix and length.
CREATE TABLE card_ranges (
  prefix text NOT NULL CHECK (prefix ~ '^62[0-9]{4,10}$'),
  digits integer NOT NULL CHECK (digits BETWEEN 16 AND 19),
  bank   text NOT NULL CHECK (btrim(bank) <> ''),
  source text NOT NULL CHECK (btrim(source) <> ''),
  PRIMARY KEY (prefix, digits)
);
CALL sluice_guard('card_ranges', 'setting', row(null, null, null, null, null));

-- Deletion of people whom no trace touches and no case names (rule P10): proposed by the program, decided by two persons.
CREATE TABLE retention_runs (
  id          uuid PRIMARY KEY,
  unit_code   text NOT NULL REFERENCES units (code),
  standing    text NOT NULL CHECK (standing IN ('proposed', 'approved-once', 'done', 'refused')),
  asked_by    uuid NOT NULL REFERENCES users (id),
  asked_at_ms bigint NOT NULL,
  -- How many people, and how many accounts of theirs; who they are stands nowhere once they are deleted.
  people      integer NOT NULL CHECK (people >= 0),
  accounts    text[] NOT NULL,
  approvals   jsonb NOT NULL DEFAULT '[]',
  version     integer NOT NULL DEFAULT 1,
  CONSTRAINT retention_runs_have_two_persons CHECK (standing <> 'done'
    OR (jsonb_array_length(approvals) = 2 AND approvals #>> '{0,by}' <> approvals #>> '{1,by}'))
);
CREATE INDEX retention_runs_by_time ON retention_runs (asked_at_ms DESC, id DESC);
CREATE TRIGGER retention_runs_remain BEFORE DELETE ON retention_runs FOR EACH ROW EXECUTE FUNCTION refuse_change();
CALL sluice_guard('retention_runs', 'retention', row('unit_code', null, null, null, null));

-- Accounts whose holders are shown to nobody any more.
CREATE TABLE erased_accounts (
  account_key text PRIMARY KEY,
  run_id      uuid NOT NULL REFERENCES retention_runs (id),
  at_ms       bigint NOT NULL
);
ALTER TABLE erased_accounts ENABLE ROW LEVEL SECURITY;
