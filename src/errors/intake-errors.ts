import type { ErrorEntry } from "./error-entry.ts";

export const intakeErrors = {} as const satisfies Record<string, ErrorEntry>;
