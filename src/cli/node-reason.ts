/** The file and the reason (`ENOENT`, `EACCES`, `ENOSPC` …) in an error of Node's file system; `undefined` for others. */
export function nodeReason(thrown: unknown): { readonly path: string; readonly reason: string } | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown) || !("path" in thrown)) return undefined;
  const { code, path } = thrown;
  return typeof code === "string" && typeof path === "string" ? { path, reason: code } : undefined;
}
