import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./run-sluice.ts";

/** A server of its own process. */
export interface RunningSluice {
  /** `http://127.0.0.1:…` */
  readonly address: string;
  stop(): Promise<void>;
}

/** Serves a data folder on a free port. */
export async function startSluice(data: string): Promise<RunningSluice> {
  const words = ["serve", "--data", data, "--port", "0", "--json"];
  const server = spawn(process.execPath, [join(root, "bin/sluice"), ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => server.on("close", () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    server.once("exit", () => reject(new Error("sluice serve ended before it listened")));
    server.stdout.setEncoding("utf8").once("data", (line: string) => {
      resolve((JSON.parse(line) as { address: string }).address);
    });
  });
  return {
    address,
    async stop() {
      server.kill("SIGINT");
      await ended;
    },
  };
}
