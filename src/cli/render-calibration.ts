import type { CalibrationCheck, CalibrationHorizon, CheckedHorizon } from "../app/check-calibration.ts";
import type { Language } from "../errors/sluice-error.ts";
import { countText, instantText } from "./format.ts";
import { renderTable } from "./render-table.ts";
import { say, type Text } from "./text.ts";

/** The reliability tables, one a horizon, and what they leave out. */
export function renderCalibration(check: CalibrationCheck, language: Language): string {
  const [first] = check.fromMs;
  if (first === undefined) return `${say(words.tooShort, language)}\n`;
  const details = {
    weeks: check.fromMs.length,
    from: instantText(first),
    end: instantText(check.endMs),
    of: say(check.caseName === null ? words.allAccounts : words.caseAccounts, language, { name: check.caseName ?? "" }),
    accounts: countText(check.accounts),
  };
  const inferred = say(words.inferred, language, { inferred: countText(check.inferred) });
  return [
    `${say(words.head, language, details)}\n`,
    ...check.horizons.map((horizon) => renderHorizon(horizon, language)),
    ...(check.inferred > 0 ? [`\n${inferred}\n`] : []),
  ].join("");
}

function renderHorizon(
  { horizon, bins, brier, calibrationError, n, leftOut }: CheckedHorizon,
  language: Language,
): string {
  const head = say(words.horizon, language, {
    horizon: say(horizonWords[horizon], language),
    n: countText(n),
    leftOut: countText(leftOut),
  });
  if (n === 0) return `\n${head}\n`;
  const columns = [words.bin, words.foretold, words.observed, words.count].map((heading, index) => ({
    heading: say(heading, language),
    align: index === 0 ? ("left" as const) : ("right" as const),
  }));
  const rows = bins.map((bin) => [
    `${percent(bin.from, 0)} – ${percent(bin.to, 0)}`,
    percent(bin.predicted, 1),
    percent(bin.observed, 1),
    countText(bin.n),
  ]);
  const scores = say(words.scores, language, { brier: brier.toFixed(3), error: calibrationError.toFixed(3) });
  return `\n${head}\n${renderTable(columns, rows)}${scores}\n`;
}

function percent(share: number, digits: number): string {
  return `${(share * 100).toFixed(digits)} %`;
}

const horizonWords: Readonly<Record<CalibrationHorizon, Text>> = {
  response: { zh: "到指令生效（各银行用时）", en: "to an order's effect (each bank's response time)" },
  "6h": { zh: "6 小时后", en: "6 hours ahead" },
  "1d": { zh: "1 天后", en: "1 day ahead" },
  "3d": { zh: "3 天后", en: "3 days ahead" },
  "7d": { zh: "7 天后", en: "7 days ahead" },
};

const words = {
  head: {
    zh: "留出最后 {weeks} 周（{from} 至 {end}）：每周一次，取中午，只用此前的账本学习，预计{of}当时在卡的每笔进账是否尚在，再与实际比较。账户（各周合计）{accounts} 个。",
    en: "Held back: the last {weeks} weeks ({from} to {end}). At a noon a week the model knows only what came before, foretells for every receipt at rest in {of} whether it stays, and is compared with what happened. Accounts (summed over the weeks): {accounts}.",
  },
  allAccounts: { zh: "所有有流水的账户", en: "every account with a statement" },
  caseAccounts: { zh: "案件 {name} 资金到过的账户", en: "the accounts that the money of case {name} had reached" },
  horizon: {
    zh: "{horizon}：{n} 笔；流水到此之前已止、不知结果而未计 {leftOut} 笔",
    en: "{horizon}: {n} receipts; left out {leftOut} of which nobody knows, since the statement ends before",
  },
  bin: { zh: "预计区间", en: "foretold between" },
  foretold: { zh: "预计尚在", en: "foretold" },
  observed: { zh: "实际尚在", en: "observed" },
  count: { zh: "笔数", en: "n" },
  scores: {
    zh: "Brier 分 {brier}（0 最好）；校准误差 {error}",
    en: "Brier score {brier} (0 is best); calibration error {error}",
  },
  tooShort: {
    zh: "账本前后不过一周，没有可以留出核对的部分。",
    en: "The ledger reaches back no more than a week: there is nothing to hold back.",
  },
  inferred: {
    zh: "注意：其中 {inferred} 个账户的流水没有写明起止，只到最后一笔为止；后来没有动静的账户因此多在未计之列，较长时限的比例请慎用。",
    en: "Note: {inferred} of these accounts have statements without a stated period, which end at their last row; accounts that fell silent are therefore often left out: take the longer horizons with care.",
  },
} satisfies Readonly<Record<string, Text>>;
