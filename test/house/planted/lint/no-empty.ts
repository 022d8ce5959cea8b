export function f(): void {
  try {
    JSON.parse("x");
  } catch {}
}
