import type { Language } from "../../errors/sluice-error.ts";
import { currencyOfKey } from "../../flows/account-currency.ts";
import type { Currency } from "../../money/currency.ts";
import { formatGrouped } from "../../money/format-money.ts";
import { toMinorUnits } from "../../money/minor-units.ts";
import type { AllocatedTrace, TraceResult } from "../../tracing/trace-result.ts";
import { accountSheet, endedMinor, type HopLine } from "./hop-sheet.ts";
import type { ProofInput } from "./proof-input.ts";

/** One hop over all losses of a currency: in = out + stayed, exactly. Minor units. */
export interface HopTotal {
  readonly currency: Currency;
  readonly hop: number;
  readonly accounts: number;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly stayedMinor: number;
}

/** Every hop's totals, by currency and hop. */
export function hopTotals({ ledger }: ProofInput, hops: readonly HopLine[]): readonly HopTotal[] {
  const totals = new Map<string, { currency: Currency; hop: number; accounts: Set<number>; in: number; out: number }>();
  for (const { account, hop, inMinor, outMinor } of hops) {
    const currency = currencyOfKey(ledger.accounts.keys[account] ?? "");
    const known = totals.get(`${currency} ${hop}`) ?? { currency, hop, accounts: new Set(), in: 0, out: 0 };
    totals.set(`${currency} ${hop}`, known);
    known.accounts.add(account);
    known.in += inMinor;
    known.out += outMinor;
  }
  return [...totals.values()]
    .sort((a, b) => (a.currency === b.currency ? a.hop - b.hop : a.currency < b.currency ? -1 : 1))
    .map(({ accounts, in: inMinor, out: outMinor, ...place }) => {
      return { ...place, accounts: accounts.size, inMinor, outMinor, stayedMinor: inMinor - outMinor };
    });
}

/** Breaches of rule P6, as (loss, account) pairs in words; none in a sound proof. */
export function breaches(input: ProofInput, trace: TraceResult, hops: readonly HopLine[]): readonly string[] {
  if (trace.kind === "reach") return [];
  const name = ({ loss, account }: { readonly loss: number; readonly account: number }): string =>
    `${input.losses[loss]?.id ?? ""} @ ${input.ledger.accounts.keys[account] ?? ""}`;
  const overdrawn = hops
    .filter(({ stayedMinor }) => stayedMinor < 0)
    .map((line) => `${name(line)}, ${line.hop}: ${line.inMinor} < ${line.outMinor}`);
  const unequal = accountSheet(trace, hops)
    .filter((line) => line.inMinor !== line.outMinor + endedMinor(line))
    .map((line) => `${name(line)}: ${line.inMinor} ≠ ${line.outMinor} + ${endedMinor(line)}`);
  return [...overdrawn, ...unequal];
}

/** `certificate.txt`: the conservation of every hop in both languages. */
export function certificateText(input: ProofInput, trace: TraceResult, hops: readonly HopLine[]): string {
  const zh = certificateLines(input, trace, { hops, language: "zh" });
  const en = certificateLines(input, trace, { hops, language: "en" });
  return `${[...zh, "", ...en].join("\n")}\n`;
}

/** The certificate in one language, a line an entry. */
export function certificateLines(
  input: ProofInput,
  trace: TraceResult,
  { hops, language }: { readonly hops: readonly HopLine[]; readonly language: Language },
): readonly string[] {
  const zh = language === "zh";
  if (trace.kind === "reach") {
    return [
      zh
        ? "规则 poison 只标记到达，不分配金额，没有平衡表。"
        : "Doctrine poison marks what was reached and allots no amounts: no sheet.",
    ];
  }
  const faults = breaches(input, trace, hops);
  const verdict =
    faults.length === 0
      ? zh
        ? "每一级、每个账户、每笔损失均守恒，分毫不差。"
        : "Conserved at every hop, in every account, for every loss, to the minor unit."
      : `${zh ? "不守恒" : "NOT conserved"}: ${faults.join("; ")}`;
  return [
    zh ? `资金守恒证明（规则 ${trace.doctrine}）` : `Certificate of conservation (doctrine ${trace.doctrine})`,
    ...hopTotals(input, hops).map((total) => hopLine(total, language)),
    ...sheetLines(input, trace, language),
    verdict,
  ];
}

function hopLine({ currency, hop, accounts, ...sums }: HopTotal, language: Language): string {
  const money = (amountMinor: number): string => formatGrouped(toMinorUnits(amountMinor), currency);
  const [came, went, stayed] = [money(sums.inMinor), money(sums.outMinor), money(sums.stayedMinor)];
  return language === "zh"
    ? `第 ${hop} 级（${accounts} 个账户，${currency}）：进入 ${came} = 转出 ${went} + 停留 ${stayed}`
    : `hop ${hop} (${accounts} accounts, ${currency}): in ${came} = out ${went} + stayed ${stayed}`;
}

function sheetLines({ ledger, losses }: ProofInput, trace: AllocatedTrace, language: Language): readonly string[] {
  const totals = new Map<Currency, number[]>();
  for (const row of trace.balanceSheet) {
    const payer = ledger.transfers.payer[losses[row.loss]?.transfer ?? 0] ?? 0;
    const currency = currencyOfKey(ledger.accounts.keys[payer] ?? "");
    const ends = [row.atRestMinor, row.exitedMinor, row.lostSightMinor, row.returnedMinor, row.writtenOffMinor];
    const sums = totals.get(currency) ?? [0, 0, 0, 0, 0, 0];
    totals.set(
      currency,
      [row.lossMinor, ...ends].map((amountMinor, at) => amountMinor + (sums[at] ?? 0)),
    );
  }
  return [...totals].map(([currency, sums]) => {
    const [loss, atRest, exited, lostSight, returned, writtenOff] = sums.map((sum) =>
      formatGrouped(toMinorUnits(sum), currency),
    );
    return language === "zh"
      ? `合计（${currency}）：损失 ${loss} = 在卡 ${atRest} + 离开 ${exited} + 断点 ${lostSight} + 返还 ${returned} + 核销 ${writtenOff}`
      : `total (${currency}): lost ${loss} = at rest ${atRest} + exited ${exited} + lost sight of ${lostSight} + returned ${returned} + written off ${writtenOff}`;
  });
}
