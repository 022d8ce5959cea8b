async function work(): Promise<void> {
  await Promise.resolve();
}
export function f(): void {
  work();
}
