/** One table's part of one reading of a file, as lines that the same table takes again. */
export interface LedgerPiece {
  /** The reading's key, decimal digits. */
  readonly reading: string;
  readonly table: string;
  readonly lines: Buffer;
}

/** Copies a ledger out of its engine and into another, whatever each of the two runs on: for backups. */
export interface LedgerCopies {
  /**
   * The files in force, reading by reading; a reading's last piece is what puts it in force.
   * @throws SluiceError STORAGE_LEDGER_MISCOUNT when rows of a finished file are missing
   */
  copyOut(): AsyncIterable<LedgerPiece>;
  /** Takes a piece that `copyOut` gave. */
  copyIn(piece: LedgerPiece): Promise<void>;
}
