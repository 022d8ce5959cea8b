const kiB = 1024;
const miB = 1024 * kiB;
const giB = 1024 * miB;

/**
 * What one import may cost, so that hostile input ends as an error with a message. Names carry units; `docs/limits.md`
 * explains each to a user and a test compares the two.
 */
export interface IntakeLimits {
  /** One loose file, or one unpacked entry of a zip, in bytes. */
  readonly fileBytes: number;
  /** Everything that one given path unpacks to, all levels together, in bytes. */
  readonly unpackedBytes: number;
  /** Unpacked over packed size of one entry, looked at only above `ratioFreeBytes`. */
  readonly compressionRatio: number;
  readonly ratioFreeBytes: number;
  /** Zips inside zips; the outermost is level 1. */
  readonly zipDepth: number;
  /** Entries under one given path, all zips together. */
  readonly zipEntries: number;
  /** Folders inside folders. */
  readonly folderDepth: number;
  /** One record of delimited text, in UTF-16 units. */
  readonly recordChars: number;
  /** How far a quote may reach over line ends before it is taken as an ordinary character. */
  readonly quotedChars: number;
  readonly columnsPerRow: number;
  readonly rowsPerSheet: number;
  readonly sheetsPerFile: number;
  /** Bytes of all parts of one xlsx after unpacking. */
  readonly workbookBytes: number;
  /** One HTML or XML file that is no zip. */
  readonly markupBytes: number;
  /** Elements inside elements in XML and HTML: the parser's time grows with the square of it. */
  readonly markupDepth: number;
  /** Characters of one workbook's shared strings, or of one cell. */
  readonly sharedStringChars: number;
  /** One old xls file, in bytes; its parser builds the whole workbook in memory. */
  readonly xlsBytes: number;
  readonly xlsSeconds: number;
  readonly xlsHeapMiB: number;
}

/** The limits that Sluice runs with. */
export const intakeLimits: IntakeLimits = {
  fileBytes: giB,
  unpackedBytes: 8 * giB,
  compressionRatio: 200,
  ratioFreeBytes: 16 * miB,
  zipDepth: 5,
  zipEntries: 20_000,
  folderDepth: 32,
  recordChars: 4 * miB,
  quotedChars: 64 * kiB,
  columnsPerRow: 4_096,
  rowsPerSheet: 20_000_000,
  sheetsPerFile: 1_000,
  workbookBytes: giB,
  markupBytes: 256 * miB,
  markupDepth: 512,
  sharedStringChars: 256 * miB,
  xlsBytes: 128 * miB,
  xlsSeconds: 60,
  xlsHeapMiB: 1_024,
};
