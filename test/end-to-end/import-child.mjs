// Imports a folder with the built product and says on stdout when it begins and when all is stored. It is there to be killed.
import { importFiles } from "../../dist/src/app/import-files.js";
import { openStores } from "../../dist/src/storage/open-stores.js";

const [dataFolder, source] = process.argv.slice(2);
const stores = await openStores({ dataFolder, holder: "import-child" });
process.stdout.write("begun\n");
const request = { paths: [source], layout: null, map: {}, saveAs: null, dryRun: false };
const report = await importFiles(stores, request, {
  signal: new AbortController().signal,
  progress: () => undefined,
  parseXls: () => Promise.reject(new Error("no xls here")),
});
await stores.close();
process.stdout.write(`${JSON.stringify(report.totals)}\n`);
