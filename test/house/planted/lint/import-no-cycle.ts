import { b } from "./import-no-cycle-other.ts";
export const a = (): number => b();
