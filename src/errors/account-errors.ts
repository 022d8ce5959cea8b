import type { ErrorEntry } from "./error-entry.ts";

export const accountErrors = {} as const satisfies Record<string, ErrorEntry>;
