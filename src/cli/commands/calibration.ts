import { type CalibrationCheck, checkCalibration } from "../../app/check-calibration.ts";
import { openCaseLedger } from "../../app/good-faith.ts";
import { formatChinaTime } from "../../flows/china-time.ts";
import { chooseClaims, claimsOfAll } from "../choose-case.ts";
import type { Command } from "../command.ts";
import { dataFolderOf, wholeNumberOf } from "../option-values.ts";
import { renderCalibration } from "../render-calibration.ts";
import { withStores } from "../with-stores.ts";

const usualWeeks = 4;

export const calibrationCommand: Command = {
  shape: {
    name: "calibration",
    summary: {
      zh: "尚在几率准不准：留出账本最后几周，预计与实际对照",
      en: "how well the chances of the freeze list are told: foretold against observed in the ledger's last weeks",
    },
    forms: ["[--data DIR] [--case NAME] [--weeks N]"],
    argument: null,
    options: ["data", "case", "weeks"],
    notes: [
      {
        zh: "不写 --case 则核对所有有流水的账户，--case 只核对该案资金当时到过的账户。",
        en: "Without --case every account with a statement is checked, with it those that the case's money had reached then.",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const { terminal, language, signal } = context;
    const weeks = wholeNumberOf(parsed, "weeks", 1) ?? usualWeeks;
    const check = await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const chosen = parsed.has("case") ? await chooseClaims(stores, parsed) : await claimsOfAll(stores);
      const opened = await openCaseLedger(stores, chosen.caseName);
      const orderBook = { records: await stores.orders.records(), nowMs: null };
      return checkCalibration(opened, { ...chosen, weeks, orderBook }, signal);
    });
    terminal.out(
      parsed.has("json") ? `${JSON.stringify(calibrationJson(check))}\n` : renderCalibration(check, language),
    );
  },
};

function calibrationJson({ caseName, endMs, fromMs, ...check }: CalibrationCheck): object {
  return {
    case: caseName,
    end: formatChinaTime(endMs, "second"),
    heldBackFrom: fromMs.map((atMs) => formatChinaTime(atMs, "second")),
    ...check,
  };
}
