-- Official papers: the templates they are filled from, the organ whose name they bear, and what went out, unchanged.

-- A centre's own templates; the highest version of a kind is in use, before the program's own. None is ever rewritten.
CREATE TABLE paper_templates (
  kind    text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  body    jsonb NOT NULL,
  by_user uuid NOT NULL REFERENCES users (id),
  at_ms   bigint NOT NULL,
  PRIMARY KEY (kind, version)
);
CREATE TRIGGER paper_templates_stand BEFORE UPDATE OR DELETE ON paper_templates
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- How a unit signs: its name and mark on papers, whom to ask, who gets copies.
CREATE TABLE paper_organs (
  unit_code text PRIMARY KEY REFERENCES units (code),
  body      jsonb NOT NULL,
  version   integer NOT NULL DEFAULT 1
);

-- A signed paper as it went out: its bytes lie in the evidence store under their SHA-256.
CREATE TABLE kept_papers (
  id         uuid PRIMARY KEY,
  kind       text NOT NULL,
  order_id   uuid REFERENCES orders (id),
  return_id  uuid REFERENCES returns (id),
  case_id    uuid REFERENCES cases (id),
  unit_code  text NOT NULL REFERENCES units (code),
  bank       text NOT NULL DEFAULT '',
  format     text NOT NULL CHECK (format IN ('docx', 'pdf')),
  sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  byte_count bigint NOT NULL,
  -- Version of the centre's template; 0: the program's own.
  template_version integer NOT NULL,
  made_by    uuid NOT NULL REFERENCES users (id),
  made_at_ms bigint NOT NULL,
  CHECK ((order_id IS NULL) <> (return_id IS NULL))
);
CREATE UNIQUE INDEX kept_papers_of_order ON kept_papers (order_id, kind, format) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX kept_papers_of_return ON kept_papers (return_id, kind, format) WHERE return_id IS NOT NULL;
CREATE TRIGGER kept_papers_stand BEFORE UPDATE OR DELETE ON kept_papers FOR EACH ROW EXECUTE FUNCTION refuse_change();

CALL sluice_guard('paper_templates', 'setting', row(null, null, null, null, null));
CALL sluice_guard('paper_organs', 'setting', row(null, null, null, null, null));
CALL sluice_guard('kept_papers', 'order', row('unit_code', 'case_id IN (SELECT sluice_my_cases())', 'bank', null, null));
