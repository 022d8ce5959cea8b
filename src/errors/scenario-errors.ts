import type { ErrorEntry } from "./error-entry.ts";

export const scenarioErrors = {} as const satisfies Record<string, ErrorEntry>;
