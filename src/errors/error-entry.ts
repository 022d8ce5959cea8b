/**
 * One entry of the error catalogue. Both texts say what was seen, what was wanted and what to do; `{name}` stands for
 * a detail of that name given when the error is raised.
 */
export interface ErrorEntry {
  /** `asked-wrongly`: the request was wrong (exit code 2, HTTP 400); `failed`: the work failed (exit code 1, HTTP 500). */
  readonly kind: "asked-wrongly" | "failed";
  readonly zh: string;
  readonly en: string;
}
