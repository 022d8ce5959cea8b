export { readFileSync } from "node:fs";
export { useCase } from "./app/use-case.ts";
