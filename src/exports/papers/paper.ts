/** A table in a paper. Shares are widths in relation to one another. */
export interface PaperTable {
  readonly columns: readonly { readonly heading: string; readonly share: number }[];
  readonly rows: readonly (readonly string[])[];
}

/** What stands between addressee and signature, in order. */
export type PaperBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "table"; readonly table: PaperTable };

/** An official paper (公文), ready to be set: every text is final. Empty texts are left out. */
export interface Paper {
  /** The organ in red at the head (发文机关标志). */
  readonly issuer: string;
  /** 发文字号. */
  readonly number: string;
  readonly title: string;
  /** 主送机关, without the colon. */
  readonly addressee: string;
  readonly blocks: readonly PaperBlock[];
  /** 发文机关署名, above the date; the seal goes over both. */
  readonly signer: string;
  /** 成文日期, as `2026年11月23日`. */
  readonly date: string;
  /** 附注: contacts, in brackets below the date. */
  readonly note: string;
  /** 抄送机关. */
  readonly copyTo: string;
  /** A line on every page that says whose copy it is; empty on an original. */
  readonly watermark: string;
}
