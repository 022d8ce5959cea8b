-- Reports, cases and the work on them. A row's body is the state that the pure step of src/casework decided, as JSON; the columns
-- beside it are what is searched, joined and guarded by, and are written with it. A version counts changes: whoever changes a
-- row names the version that they saw.

CREATE TABLE cases (
  id         uuid PRIMARY KEY,
  number     text NOT NULL UNIQUE,
  name       text NOT NULL,
  type       text NOT NULL,
  unit_code  text NOT NULL REFERENCES units (code),
  owner_id   uuid NOT NULL REFERENCES users (id),
  filed_on_ms bigint,
  closed_at_ms bigint,
  -- What the ledger's commands call the case: its claims, traces and lists hang on this name.
  trace_name text NOT NULL UNIQUE,
  body       jsonb NOT NULL,
  version    integer NOT NULL DEFAULT 1,
  created_at_ms bigint NOT NULL
);
CREATE INDEX cases_of_unit ON cases (unit_code, created_at_ms DESC, id);

CREATE TABLE case_members (
  case_id uuid NOT NULL REFERENCES cases (id),
  user_id uuid NOT NULL REFERENCES users (id),
  PRIMARY KEY (case_id, user_id)
);
CREATE INDEX cases_of_member ON case_members (user_id);

-- The cases of which the person is owner or member. It looks at all members, whom the person need not see.
CREATE FUNCTION sluice_my_cases() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT case_id FROM case_members WHERE user_id = sluice_user() $$;

CREATE TABLE reports (
  id         uuid PRIMARY KEY,
  number     text NOT NULL UNIQUE,
  unit_code  text NOT NULL REFERENCES units (code),
  case_id    uuid REFERENCES cases (id),
  taken_by   uuid NOT NULL REFERENCES users (id),
  taken_at_ms bigint NOT NULL,
  type       text NOT NULL,
  victim_name text NOT NULL,
  victim_id_number text NOT NULL,
  victim_phone text NOT NULL,
  -- Initials of the names in it, by which letters are searched.
  name_keys  text NOT NULL DEFAULT '',
  -- The report without its losses.
  body       jsonb NOT NULL,
  version    integer NOT NULL DEFAULT 1
);
CREATE INDEX reports_of_unit ON reports (unit_code, taken_at_ms DESC, id);
CREATE INDEX reports_of_case ON reports (case_id);

CREATE TABLE losses (
  id         uuid PRIMARY KEY,
  report_id  uuid NOT NULL REFERENCES reports (id),
  -- In the order in which they were stated.
  position   bigint GENERATED ALWAYS AS IDENTITY,
  case_id    uuid REFERENCES cases (id),
  unit_code  text NOT NULL REFERENCES units (code),
  payer      text NOT NULL,
  payee      text NOT NULL,
  payee_name text NOT NULL,
  name_keys  text NOT NULL DEFAULT '',
  amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 0 AND 9007199254740991),
  at_ms      bigint NOT NULL,
  -- The transfer that the loss was found to be; null while it is pending.
  transfer_id text,
  body       jsonb NOT NULL,
  version    integer NOT NULL DEFAULT 1
);
CREATE INDEX losses_of_payee ON losses (payee);
CREATE INDEX losses_of_payer ON losses (payer);
CREATE INDEX losses_of_report ON losses (report_id);
CREATE INDEX losses_of_case ON losses (case_id);

CREATE TABLE series (
  id         uuid PRIMARY KEY,
  name       text NOT NULL,
  unit_code  text NOT NULL REFERENCES units (code),
  -- The cases that belong to it now.
  case_ids   uuid[] NOT NULL,
  body       jsonb NOT NULL,
  version    integer NOT NULL DEFAULT 1,
  created_at_ms bigint NOT NULL
);
CREATE INDEX series_of_case ON series USING gin (case_ids);

-- Notes, tags and documents of a case, of one kind each: what is written once and never rewritten.
CREATE TABLE case_notes (
  id        uuid PRIMARY KEY,
  case_id   uuid NOT NULL REFERENCES cases (id),
  unit_code text NOT NULL REFERENCES units (code),
  kind      text NOT NULL CHECK (kind IN ('note', 'tag', 'document')),
  text      text NOT NULL,
  -- A document's content in the evidence store.
  sha256    text NOT NULL DEFAULT '',
  by_user   uuid NOT NULL REFERENCES users (id),
  at_ms     bigint NOT NULL,
  removed_at_ms bigint
);
CREATE INDEX notes_of_case ON case_notes (case_id, at_ms, id);

CREATE TABLE tasks (
  id         uuid PRIMARY KEY,
  number     text NOT NULL UNIQUE,
  sent_by    uuid NOT NULL REFERENCES users (id),
  what       text NOT NULL,
  case_id    uuid REFERENCES cases (id),
  unit_code  text NOT NULL REFERENCES units (code),
  assignee_id uuid NOT NULL REFERENCES users (id),
  standing   text NOT NULL,
  due_at_ms  bigint NOT NULL,
  body       jsonb NOT NULL,
  version    integer NOT NULL DEFAULT 1
);
CREATE INDEX tasks_of_assignee ON tasks (assignee_id, due_at_ms, id);
CREATE INDEX tasks_of_unit ON tasks (unit_code, due_at_ms, id);

CREATE TABLE hand_overs (
  id        uuid PRIMARY KEY,
  unit_code text NOT NULL REFERENCES units (code),
  from_user uuid NOT NULL REFERENCES users (id),
  to_user   uuid NOT NULL REFERENCES users (id),
  at_ms     bigint NOT NULL,
  body      jsonb NOT NULL,
  version   integer NOT NULL DEFAULT 1
);
CREATE INDEX hand_overs_of_unit ON hand_overs (unit_code, at_ms DESC, id);

-- The last number given of each row of numbers. Nobody reads or writes it by hand.
CREATE TABLE serials (
  name text PRIMARY KEY,
  last bigint NOT NULL
);

-- What was done for a case is part of its timeline.
CREATE INDEX audit_entries_of_purpose ON audit_entries (purpose, n) WHERE purpose <> '';

CALL sluice_guard('cases', 'case', row('unit_code', 'id IN (SELECT sluice_my_cases()) OR owner_id = sluice_user()', null, null, null));
CALL sluice_guard('case_members', 'case', row(null, 'case_id IN (SELECT sluice_my_cases())', null, null, null));
CALL sluice_guard('reports', 'report', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));
CALL sluice_guard('losses', 'loss', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));
CALL sluice_guard('series', 'series', row('unit_code', 'case_ids && ARRAY(SELECT sluice_my_cases())', null, null, null));
CALL sluice_guard('case_notes', 'document', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, null, null));
CALL sluice_guard('tasks', 'task', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', null, 'assignee_id = sluice_user()', null));
CALL sluice_guard('hand_overs', 'hand-over', row('unit_code', null, null, null, null));
-- Members are the case's, which the person must reach.
CREATE POLICY of_reached_case ON case_members FOR SELECT TO sluice_actor USING (case_id IN (SELECT id FROM cases));
CREATE POLICY add_to_reached_case ON case_members FOR INSERT TO sluice_actor WITH CHECK (case_id IN (SELECT id FROM cases));
GRANT DELETE ON case_members TO sluice_actor;
CREATE POLICY leave_reached_case ON case_members FOR DELETE TO sluice_actor USING (case_id IN (SELECT id FROM cases));
