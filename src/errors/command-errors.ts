import type { ErrorEntry } from "./error-entry.ts";

export const commandErrors = {} as const satisfies Record<string, ErrorEntry>;
