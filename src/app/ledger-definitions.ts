import { SluiceError } from "../errors/sluice-error.ts";
import { isClusterName, isDatabaseName } from "../storage/ledger/ledger-address.ts";
import { type ClusterPlace, replicatedDefinitions } from "../storage/ledger/table-definitions.ts";

/**
 * The statements that make the ledger on a ClickHouse cluster with replicas, as SQL to be run by its administrator.
 * @throws SluiceError COMMAND_OPTION_BAD_VALUE
 */
export function ledgerDefinitions(place: ClusterPlace): string {
  const { cluster, database } = place;
  if (!isClusterName(cluster)) throw badName("--cluster", cluster);
  if (!isDatabaseName(database)) throw badName("--database", database);
  return replicatedDefinitions(place)
    .map((statement) => `${folded(statement)};\n`)
    .join("\n");
}

function badName(option: string, seen: string): SluiceError {
  return new SluiceError("COMMAND_OPTION_BAD_VALUE", { option, seen, wanted: "[A-Za-z0-9_]" });
}

/** At most so many characters a line, broken between columns and before clauses. */
const width = 118;

function folded(statement: string): string {
  const lines: string[] = [];
  for (const clause of statement
    .replace(" ENGINE", "\nENGINE")
    .replace(/ (?=PARTITION BY|ORDER BY)/, "\n")
    .split("\n")) {
    let line = "";
    for (const piece of clause.split(/(?<=,) /)) {
      if (line !== "" && line.length + piece.length + 1 > width) {
        lines.push(line);
        line = `  ${piece}`;
      } else line = line === "" ? piece : `${line} ${piece}`;
    }
    lines.push(line);
  }
  return lines.join("\n");
}
