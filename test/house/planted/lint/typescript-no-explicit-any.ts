export function f(value: any): string {
  return String(value);
}
