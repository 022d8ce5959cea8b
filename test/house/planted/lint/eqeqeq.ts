export function f(a: string, b: string): boolean {
  return a == b;
}
