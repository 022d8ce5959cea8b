export function f(): void {
  console.log("x");
}
