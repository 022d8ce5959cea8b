import type { Layout } from "../layout.ts";

/** Any other bank's statement: no signature, every column found by heading, alias or likeness. */
export const otherStatement: Layout = {
  id: "other-statement",
  name: "其他银行流水",
  table: "statement",
  headings: [],
};
