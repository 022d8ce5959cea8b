export function f(kind: "a" | "b"): number {
  let n = 0;
  switch (kind) {
    case "a":
      n = 1;
      break;
  }
  return n;
}
