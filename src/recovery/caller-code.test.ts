import { describe, expect, it } from "vitest";
import { type CallerCode, verifyCaller } from "./caller-code.ts";

const startMs = Date.UTC(2026, 2, 2, 2);
const code: CallerCode = {
  id: "c1",
  code: "402913",
  issued: { by: "duty", atMs: startMs },
  expiresMs: startMs + 1_800_000,
  wrong: 0,
  verifiedMs: null,
};
const ask = (read: string, atMs = startMs, of: readonly CallerCode[] = [code]): ReturnType<typeof verifyCaller> =>
  verifyCaller(of, { code: read, atMs }, 3);

describe("a caller's code", () => {
  it("R25: the hotline tells our callers from others", () => {
    expect(ask("402913")).toEqual({ answer: "ours", code, missed: [] });
    expect(ask("402913", code.expiresMs - 1).answer).toBe("ours");
    expect(ask("402913", code.expiresMs).answer).toBe("expired");
    expect(ask("402913", startMs - 1).answer).toBe("not-ours");
    expect(ask("402913", startMs, []).answer).toBe("not-ours");
  });

  it("R25: counts once", () => {
    expect(ask("402913", startMs, [{ ...code, verifiedMs: startMs }]).answer).toBe("used");
  });

  it("R25: is worth nothing after three wrong ones; a wrong one counts against every code that is valid", () => {
    const over = { ...code, id: "c0", code: "111111", expiresMs: startMs + 1 };
    expect(ask("000000", startMs + 2, [code, over])).toEqual({ answer: "not-ours", code: null, missed: ["c1"] });
    expect(ask("402913", startMs, [{ ...code, wrong: 2 }]).answer).toBe("ours");
    expect(ask("402913", startMs, [{ ...code, wrong: 3 }]).answer).toBe("locked");
  });
});
