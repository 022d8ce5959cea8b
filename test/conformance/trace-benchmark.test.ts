import { expect, it } from "vitest";
import { benchTraceOf } from "../../bench/trace.ts";

it("the benchmark trace runs on a small city and answers every figure that its bar names", async () => {
  const size = { accounts: 2_000, transfers: 20_000, losses: 50, seed: 1 };
  const report = await benchTraceOf(size, new AbortController().signal);
  expect(report).toMatchObject({ name: "trace", rows: 20_000, losses: 50, bytesPerTransfer: 26, doctrine: "fifo" });
  expect(report.flows).toBeGreaterThan(50);
  expect(report.ratio).toBeCloseTo(report.seconds / report.bareSeconds);
});
