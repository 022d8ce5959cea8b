/** The file and the reason (`ENOENT`, `EACCES`, `ENOSPC` …) in an error of Node's file system; `undefined` for others. */
export function nodeReason(thrown: unknown): { readonly path: string; readonly reason: string } | undefined {
  const reason = nodeCode(thrown);
  if (reason === undefined || !(thrown instanceof Error) || !("path" in thrown)) return undefined;
  return typeof thrown.path === "string" ? { path: thrown.path, reason } : undefined;
}

/** The code of an error of Node's (`ENOENT`, `ECONNREFUSED` …); `undefined` for others. */
export function nodeCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
}
