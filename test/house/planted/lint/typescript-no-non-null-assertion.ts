export function f(value: string | undefined): string {
  return value!;
}
