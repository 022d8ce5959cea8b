import { explain, SluiceError, type Language } from "../errors/sluice-error.ts";
import { nodeReason } from "./node-reason.ts";

/** How an error is told: to a person in words, to a script as one JSON object, both on standard error. */
export interface ErrorReport {
  readonly text: string;
  readonly exitCode: 1 | 2;
}

/** Tells an error with its code, in the language asked for. What is not a SluiceError becomes one first. */
export function reportError(thrown: unknown, language: Language, format: "text" | "json"): ErrorReport {
  const error = toSluiceError(thrown);
  const exitCode = error.kind === "asked-wrongly" ? 2 : 1;
  const message = explain(error.code, error.details, language);
  if (format === "json") {
    const body = { error: { code: error.code, message, details: error.details, exitCode } };
    return { text: `${JSON.stringify(body)}\n`, exitCode };
  }
  const label = language === "zh" ? "错误" : "Error";
  return { text: `${label} ${error.code}: ${message}\n`, exitCode };
}

/** A warning goes beside the answer, on standard error; for a script as one object a line. */
export function reportWarning({ code, details }: SluiceError, language: Language, format: "text" | "json"): string {
  const message = explain(code, details, language);
  if (format === "json") return `${JSON.stringify({ warning: { code, message, details } })}\n`;
  return `${language === "zh" ? "警告" : "Warning"} ${code}: ${message}\n`;
}

function toSluiceError(thrown: unknown): SluiceError {
  if (thrown instanceof SluiceError) return thrown;
  if (thrown instanceof Error && thrown.name === "AbortError") return new SluiceError("COMMAND_CANCELLED", {}, thrown);
  const file = nodeReason(thrown);
  if (file !== undefined) {
    const { path, reason } = file;
    if (reason === "ENOENT") return new SluiceError("COMMAND_FILE_NOT_FOUND", { path }, thrown);
    return new SluiceError("COMMAND_FILE_NOT_READABLE", { path, reason }, thrown);
  }
  const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new SluiceError("COMMAND_INTERNAL", { reason }, thrown);
}
