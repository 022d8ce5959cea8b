// Writes to the records with the built product as fast as it can: settings, jobs asked for and taken, and seals of the log.
// It says on stdout which step was acknowledged, one a line. It is there to be killed.
import { randomUUID } from "node:crypto";
import { openLogKey, sha256 } from "../../dist/src/storage/records/audit-key.js";
import { sealLog } from "../../dist/src/storage/records/audit-log.js";
import { JobQueue } from "../../dist/src/storage/records/job-queue.js";
import { openRecords } from "../../dist/src/storage/records/open-records.js";

const [folder, keyFile, userId] = process.argv.slice(2);
const records = await openRecords({ folder }, () => Date.now());
const key = await openLogKey(keyFile);
const queue = new JobQueue(records);
const actor = { userId, userName: "员", unitCode: "000000000000", roles: ["analyst"], bank: "" };
process.stdout.write("begun\n");

async function ask() {
  for (;;) {
    const id = randomUUID();
    await records.as(actor, (work) => queue.ask(work, { id, kind: "kill", place: "", body: { id } }));
    process.stdout.write(`asked ${id}\n`);
  }
}

async function end() {
  for (;;) {
    const job = await queue.take({ place: "", kinds: ["kill"], held: [], leaseMs: 60_000 });
    if (job !== undefined && (await queue.end(job, { state: "done", result: job.id })))
      process.stdout.write(`ended ${job.id}\n`);
  }
}

async function seal() {
  for (;;) await sealLog(records, sha256, key);
}

await Promise.all([ask(), ask(), end(), seal()]);
