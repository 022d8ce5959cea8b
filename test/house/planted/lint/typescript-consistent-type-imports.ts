import { URL } from "node:url";
export function f(value: URL): string {
  return String(value);
}
