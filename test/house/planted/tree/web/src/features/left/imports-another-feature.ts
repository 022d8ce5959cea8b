import { right } from "../right/view.ts";
export const left = right;
