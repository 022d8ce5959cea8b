import { type ClickHouseClient, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { SluiceError } from "../../errors/sluice-error.ts";
import { brief, reasonOf } from "../storage-failure.ts";
import type { LedgerAddress } from "./ledger-address.ts";
import type { RowRecord } from "./row-columns.ts";
import { type LedgerServer, ServerWatch, type Shard } from "./server-watch.ts";

/** The oldest server whose SQL is spoken here. */
const oldest = { major: 18, minor: 16 };

/**
 * A client of one server. It keeps no connection between statements: a server closes idle ones after seconds, which a
 * process that computes meanwhile would notice only by a failed statement.
 */
export function connect(server: LedgerServer, address: LedgerAddress, database: string): ClickHouseClient {
  return createClient({
    url: server.origin,
    username: address.user,
    password: address.password,
    database,
    // The watch ends what takes too long because a server is gone; a long statement may be long.
    request_timeout: 6 * 3_600_000,
    keep_alive: { enabled: false },
    log: { level: ClickHouseLogLevel.OFF },
  });
}

/** One server while the ledger is being opened: statements on it alone, failures in a person's words. */
export class ServerConnection {
  readonly server: LedgerServer;
  readonly #client: ClickHouseClient;
  readonly #address: LedgerAddress;
  readonly #watch: ServerWatch;

  /** Connected to database `system`, which every server has; `shards` are told when one of them is gone. */
  constructor(server: LedgerServer, address: LedgerAddress, shards: readonly Shard[] = [[server]]) {
    this.server = server;
    this.#client = connect(server, address, "system");
    this.#address = address;
    this.#watch = new ServerWatch(shards);
  }

  async run(query: string): Promise<void> {
    await this.#guarded(async (abort_signal) => {
      await this.#client.command({ query, abort_signal });
    });
  }

  async records(query: string): Promise<readonly RowRecord[]> {
    return this.#guarded(async (abort_signal) => {
      const answer = await this.#client.query({ query, abort_signal, format: "JSONEachRow" });
      return answer.json<RowRecord>();
    });
  }

  /** @throws SluiceError STORAGE_LEDGER_SERVER_TOO_OLD, and what every statement throws */
  async checkVersion(): Promise<void> {
    const [record] = await this.records("SELECT version() AS version");
    const seen = String(record?.["version"] ?? "?");
    const [major = 0, minor = 0] = seen.split(".").map(Number);
    if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return;
    const wanted = `${oldest.major}.${oldest.minor}`;
    throw new SluiceError("STORAGE_LEDGER_SERVER_TOO_OLD", { server: this.server.name, seen, wanted });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #guarded<T>(statement: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.#watch.run(statement);
    } catch (cause) {
      throw serverFailure(this.server, this.#address, cause);
    }
  }
}

/** What a server's refusal means to a person. A full disk is left to the caller, a `SluiceError` is passed on. */
export function serverFailure(server: LedgerServer, { user, database }: LedgerAddress, cause: unknown): unknown {
  const reason = reasonOf(cause);
  if (cause instanceof SluiceError || /NOT_ENOUGH_SPACE|No space left on device/i.test(reason)) return cause;
  const details = { server: server.name, reason: brief(reason) || "an answer that is not ClickHouse's" };
  const code = Number(/Code: (\d+)/.exec(reason)?.[1] ?? codeOf(cause));
  if (deniedCodes.has(code)) return new SluiceError("STORAGE_LEDGER_DENIED", { ...details, user, database }, cause);
  return new SluiceError("STORAGE_LEDGER_SERVER_FAILED", details, cause);
}

/** Unknown user, wrong password, password asked for, authentication failed, access denied, address or database not allowed. */
const deniedCodes: ReadonlySet<number> = new Set([192, 193, 194, 195, 291, 497, 516]);

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
