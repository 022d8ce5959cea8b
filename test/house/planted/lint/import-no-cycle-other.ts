import { a } from "./import-no-cycle.ts";
export const b = (): number => a();
