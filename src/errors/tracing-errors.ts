import type { ErrorEntry } from "./error-entry.ts";

export const tracingErrors = {} as const satisfies Record<string, ErrorEntry>;
