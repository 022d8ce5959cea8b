import type { ErrorEntry } from "./error-entry.ts";

export const webErrors = {} as const satisfies Record<string, ErrorEntry>;
