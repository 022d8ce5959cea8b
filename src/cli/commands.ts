import type { Command } from "./command.ts";
import { attributeCommand } from "./commands/attribute.ts";
import { answersCommand } from "./commands/answers.ts";
import { auditCommand } from "./commands/audit.ts";
import { banksCommand } from "./commands/banks.ts";
import { backupCommand, restoreCommand } from "./commands/backup.ts";
import { benchCommand } from "./commands/bench.ts";
import { calibrationCommand } from "./commands/calibration.ts";
import { caseListCommands } from "./commands/case-lists.ts";
import { changesCommand } from "./commands/changes.ts";
import { compareCommand } from "./commands/compare.ts";
import { contradictionsCommand } from "./commands/contradictions.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctrineCommand } from "./commands/doctrine.ts";
import { exportCommand } from "./commands/export.ts";
import { goodFaithCommand } from "./commands/good-faith.ts";
import { importCommand } from "./commands/import.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { lossesCommand } from "./commands/losses.ts";
import { packageCommand } from "./commands/package.ts";
import { proofCommand } from "./commands/proof.ts";
import { peopleCommand } from "./commands/people.ts";
import { pathsCommand } from "./commands/paths.ts";
import { serveCommand } from "./commands/serve.ts";
import { showCommand } from "./commands/show.ts";
import { stopsCommand } from "./commands/stops.ts";
import { traceCommand } from "./commands/trace.ts";
import { verifyCommand } from "./commands/verify.ts";
import { tracesCommand } from "./commands/traces.ts";
import { versionCommand } from "./commands/version.ts";
import { whoseCommand } from "./commands/whose.ts";

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  importCommand,
  lossesCommand,
  goodFaithCommand,
  traceCommand,
  ...caseListCommands,
  changesCommand,
  whoseCommand,
  pathsCommand,
  answersCommand,
  banksCommand,
  calibrationCommand,
  attributeCommand,
  doctrineCommand,
  tracesCommand,
  compareCommand,
  contradictionsCommand,
  stopsCommand,
  showCommand,
  demoCommand,
  serveCommand,
  exportCommand,
  ledgerCommand,
  proofCommand,
  packageCommand,
  verifyCommand,
  auditCommand,
  backupCommand,
  restoreCommand,
  peopleCommand,
  benchCommand,
  versionCommand,
];
