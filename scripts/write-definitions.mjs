// Writes the table definitions into docs/cluster.md from the built program. A house test compares the two.
import { readFileSync, writeFileSync } from "node:fs";
import { ledgerDefinitions } from "../dist/src/app/ledger-definitions.js";

const document = new URL("../docs/cluster.md", import.meta.url);
const sql = ledgerDefinitions({ cluster: "city", database: "sluice" });
const text = readFileSync(document, "utf8");
writeFileSync(
  document,
  text.replace(/```sql\n[^`]*```/, () => `\`\`\`sql\n${sql}\`\`\``),
);
