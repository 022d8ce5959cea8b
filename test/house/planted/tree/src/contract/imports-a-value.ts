import { toMinorUnits } from "../money/minor-units.ts";
export const amount = toMinorUnits(1);
