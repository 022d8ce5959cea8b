import { claimsOfCases } from "../app/run-trace.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { ParsedArguments } from "./parse-arguments.ts";
import type { OpenStores } from "./with-stores.ts";

/** The claims to trace; `caseName` is `null` for all cases. */
export interface ChosenClaims {
  readonly caseName: string | null;
  readonly claims: ReturnType<typeof claimsOfCases>;
}

/** The claims of the case or cases asked for. @throws SluiceError CASE_UNKNOWN, CASE_AMBIGUOUS. */
export async function chooseClaims(stores: OpenStores, parsed: ParsedArguments): Promise<ChosenClaims> {
  if (parsed.has("all")) return claimsOfAll(stores);
  const caseName = await chooseCase(stores, parsed);
  return { caseName, claims: await stores.losses.claims(caseName) };
}

/** The claims of all cases; none where there is no case. */
export async function claimsOfAll(stores: OpenStores): Promise<ChosenClaims> {
  const known = await stores.losses.cases();
  const cases = await Promise.all(known.map(async (name) => ({ name, claims: await stores.losses.claims(name) })));
  return { caseName: null, claims: claimsOfCases(cases) };
}

/** The case asked for; it may be left out while there is one. @throws SluiceError CASE_UNKNOWN, CASE_AMBIGUOUS. */
export async function chooseCase(stores: OpenStores, parsed: ParsedArguments): Promise<string> {
  const known = await stores.losses.cases();
  const asked = parsed.value("case");
  const caseName = asked ?? known[0];
  if (caseName === undefined || !known.includes(caseName)) {
    throw new SluiceError("CASE_UNKNOWN", { seen: caseName ?? "", known: known.join(", ") || "–" });
  }
  if (asked === undefined && known.length > 1) {
    throw new SluiceError("CASE_AMBIGUOUS", { count: known.length, known: known.join(", ") });
  }
  return caseName;
}
