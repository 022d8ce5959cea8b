import type { SluiceError } from "../errors/sluice-error.ts";

/** What is wrong with a package. Empty texts where there is nothing to show. */
export interface ProofFinding {
  readonly kind: /** the bytes are not those that the manifest names */
    | "hash"
    /** the manifest names it and the folder has it not */
    | "missing"
    /** the folder has it and the manifest names it not, or it is no plain file */
    | "added"
    /** it cannot be read as what it should be */
    | "unreadable"
    /** a value is not the one that follows from the given files */
    | "value"
    /** a row that should not be there */
    | "row-added"
    /** a row that should be there */
    | "row-missing"
    /** the bytes differ where no value does: quotes, line ends, spaces */
    | "form"
    /** the given files contradict each other */
    | "contradiction"
    /** the package is another than the one asked for */
    | "fingerprint"
    /** the signature is not that of its key over this manifest */
    | "signature"
    /** the extract of the log does not prove itself: what is wrong, and at which place */
    | "log";
  readonly file: string;
  /** Line in the file, from 1; `null` for the file as a whole. */
  readonly line: number | null;
  /** Column of a table; empty otherwise. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
  /** Why it is unreadable, or why the given files cannot be traced; `null` otherwise. */
  readonly problem: SluiceError | null;
}

/** A finding about a file as a whole. */
export function aboutFile(
  kind: ProofFinding["kind"],
  file: string,
  values: { readonly expected: string; readonly found: string } = { expected: "", found: "" },
): ProofFinding {
  return { kind, file, line: null, field: "", problem: null, ...values };
}
