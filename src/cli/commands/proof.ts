import { certifyProof, makeProof } from "../../app/make-proof.ts";
import { writeProof } from "../../app/write-proof.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import { renderUnbound } from "../render-trace.ts";
import { say, type Text } from "../text.ts";
import { withAskedTrace } from "../trace-stored.ts";
import { withTracer } from "../with-tracer.ts";

export const proofCommand: Command = {
  shape: {
    name: "proof",
    summary: {
      zh: "制作证明包：依据、结论、每一级的进出，任何人可用 sluice verify 复算",
      en: "write a proof package: what a trace rests on, its answer, every hop's in and out",
    },
    forms: [
      "[--data DIR] [--case NAME | --all] [--doctrine D] [--as-of TIME] [--stops FILE] [--hub N] [--dust YUAN] --out DIR",
    ],
    argument: null,
    options: ["data", "case", "all", "doctrine", "as-of", "stops", "hub", "dust", "out"],
    notes: [
      {
        zh: "--out 须为新的或空的文件夹。请登记所示指纹：日后用 sluice verify DIR --expect 指纹 核对。",
        en: "--out is a new or an empty folder. Write the printed fingerprint down: sluice verify DIR --expect compares it.",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const out = parsed.value("out");
    if (out === undefined) throw new SluiceError("COMMAND_OPTION_MISSING", { command: "proof", option: "--out" });
    const { terminal, language, signal } = context;
    const made = await withAskedTrace(parsed, context, {
      doctrine: { requiredBy: "proof" },
      ledger: "whole",
      work: ({ opened, request }) => withTracer(context, (tracer) => makeProof(opened, request, tracer)),
    });
    const { written, fingerprint } = await writeProof(made.proof, context.pathOf(out), signal);
    const certificate = certifyProof(made, language);
    if (parsed.has("json")) {
      const { ledger, losses } = made.input;
      const counts = { transfers: ledger.transfers.length, accounts: ledger.accounts.length, losses: losses.length };
      return terminal.out(`${JSON.stringify({ fingerprint, ...counts, certificate, written })}\n`);
    }
    for (const line of certificate) terminal.out(`${line}\n`);
    terminal.out(renderUnbound(made.unbound, language));
    terminal.out(`${say(done, language, { files: written.length, fingerprint })}\n`);
    for (const path of written) terminal.out(`${path}\n`);
  },
};

const done: Text = {
  zh: "证明包共 {files} 个文件，指纹 {fingerprint}",
  en: "{files} files in the package, fingerprint {fingerprint}",
};
