import type { ErrorEntry } from "./error-entry.ts";

export const storageErrors = {} as const satisfies Record<string, ErrorEntry>;
