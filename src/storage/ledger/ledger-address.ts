import { SluiceError } from "../../errors/sluice-error.ts";

/** A ledger on servers, as `SLUICE_LEDGER_URL` names it. */
export interface LedgerAddress {
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** The cluster over which the ledger is spread; `null`: it lies on the one server. */
  readonly cluster: string | null;
}

/**
 * Reads `http://user:password@host:port/database?cluster=name`. Without a port it is ClickHouse's own (8123, or 8443 for
 * https), without a user `default`, without a database `sluice`.
 * @throws SluiceError STORAGE_LEDGER_URL_BAD, which never tells the password
 */
export function parseLedgerAddress(text: string): LedgerAddress {
  const [, scheme, authority = "", path = "", search = ""] =
    /^(https?):\/\/([^/?#]*)\/?([^?#]*)(?:\?([^#]*))?$/.exec(text) ?? [];
  if (scheme !== "http" && scheme !== "https") throw bad("http:// …");
  const at = authority.lastIndexOf("@");
  const [user = "", ...password] = authority.slice(0, Math.max(at, 0)).split(":");
  const place = authority.slice(at + 1);
  const [, host = "", port] = /^(\[[0-9a-fA-F:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/.exec(place) ?? [];
  if (host === "" || Number(port ?? 1) > 65_535 || Number(port ?? 1) < 1) throw bad(place);
  const database = decoded(path || "sluice");
  if (!isDatabaseName(database)) throw bad(`/${path}`);
  return {
    scheme,
    host,
    port: Number(port ?? (scheme === "http" ? 8123 : 8443)),
    user: decoded(user || "default"),
    password: decoded(password.join(":")),
    database,
    cluster: clusterOf(search),
  };
}

/** Whether a database may be named so: it stands in statements as it is. */
export function isDatabaseName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text) && text !== "system";
}

/** Whether a cluster may be named so. */
export function isClusterName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

function clusterOf(search: string): string | null {
  let cluster: string | null = null;
  for (const [name, value] of new URLSearchParams(search)) {
    if (name !== "cluster" || cluster !== null || !isClusterName(value)) throw bad(`?${name}=${value}`);
    cluster = value;
  }
  return cluster;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw bad("%");
  }
}

function bad(seen: string): SluiceError {
  return new SluiceError("STORAGE_LEDGER_URL_BAD", { seen });
}
