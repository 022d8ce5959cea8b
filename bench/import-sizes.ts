import type { StatementSizes } from "./make-statements.ts";

/** The statements of the benchmark `import`: a million rows in 20 files. */
export const importBenchSizes: StatementSizes = { files: 20, rowsPerFile: 50_000, seed: 20_240_601 };
