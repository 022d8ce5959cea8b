import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { AllocatingDoctrine } from "./doctrine.ts";
import { trace } from "./trace.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** `trace` under a doctrine that allocates amounts; errors as there. */
export function allocatedTrace(
  ledger: LedgerColumns,
  losses: readonly Loss[],
  options: TraceOptions & { readonly doctrine: AllocatingDoctrine },
): AllocatedTrace {
  const result = trace(ledger, losses, options);
  if (result.kind === "allocated") return result;
  throw new RangeError(`${options.doctrine} allocates`);
}
