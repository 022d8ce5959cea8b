/** A column mapping saved under a bank's name: canonical field → heading as it stands in the bank's files. */
export interface SavedMapping {
  readonly bank: string;
  readonly layout: string;
  readonly headings: Readonly<Record<string, string>>;
}

/** Mappings that people accepted; a file whose headings fit one is read by it. */
export interface MappingRegister {
  all(): Promise<readonly SavedMapping[]>;
  save(mapping: SavedMapping): Promise<void>;
  remove(bank: string): Promise<void>;
}
