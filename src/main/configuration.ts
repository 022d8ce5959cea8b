/** The environment variables that Sluice reads, and what each is for. The README has the same list; a test compares. */
export const configurationKeys: Readonly<Record<ConfigurationKey, { readonly zh: string; readonly en: string }>> = {
  SLUICE_DATA: { zh: "数据目录，默认 ./data", en: "data folder, ./data by default" },
  SLUICE_LEDGER_URL: {
    zh: "台账所在的 ClickHouse：http://用户:密码@主机:端口/数据库，集群加 ?cluster=名称；默认在数据目录内",
    en: "the ClickHouse that holds the ledger: http://user:password@host:port/database, a cluster with ?cluster=name; in the data folder by default",
  },
  SLUICE_RECORDS_URL: {
    zh: "业务记录所在的 PostgreSQL：postgres://用户:密码@主机:端口/数据库；默认在数据目录内",
    en: "the PostgreSQL that holds the records: postgres://user:password@host:port/database; in the data folder by default",
  },
  SLUICE_MEMORY: {
    zh: "账本可占用的内存，如 8g、512m，默认为本机内存的一半；更大的账本逐跳追踪",
    en: "memory for the ledger, e.g. 8g or 512m, half of the machine's by default; a larger ledger is traced hop by hop",
  },
  SLUICE_UPLOAD_LIMIT: {
    zh: "一次上传的大小上限，如 8g、512m，默认 4g",
    en: "how large one upload may be, e.g. 8g or 512m, 4g by default",
  },
  SLUICE_REQUESTS_PER_MINUTE: {
    zh: "每人每分钟最多的请求数，默认 12000；同一地址为其 5 倍",
    en: "requests that one person may make in a minute, 12000 by default; five times as many from one address",
  },
  SLUICE_SIGN_INS_PER_MINUTE: {
    zh: "同一地址每分钟最多的登录次数，默认 300",
    en: "tries to sign in that may come from one address in a minute, 300 by default",
  },
  SLUICE_LANG: { zh: "语言，zh 或 en，默认按系统区域设置", en: "language, zh or en, by the locale by default" },
};

/** The name of a variable of Sluice's own. The locale's (LC_ALL, LC_MESSAGES, LANG) are the system's. */
export type ConfigurationKey =
  | "SLUICE_DATA"
  | "SLUICE_LEDGER_URL"
  | "SLUICE_RECORDS_URL"
  | "SLUICE_MEMORY"
  | "SLUICE_UPLOAD_LIMIT"
  | "SLUICE_REQUESTS_PER_MINUTE"
  | "SLUICE_SIGN_INS_PER_MINUTE"
  | "SLUICE_LANG";

/** The configuration as the program uses it. */
export interface Configuration {
  readonly dataFolder: string;
  /** As given; empty when the ledger lies in the data folder. */
  readonly ledgerUrl: string;
  /** As given; empty when the records lie in the data folder. */
  readonly recordsUrl: string;
  /** As it is written; empty when nothing is set. */
  readonly memory: string;
  /** As it is written; empty when nothing is set. */
  readonly uploadLimit: string;
  readonly requestsPerMinute: string;
  readonly signInsPerMinute: string;
  /** `en_US.UTF-8`, `zh_CN`, …; empty when nothing is set. */
  readonly locale: string;
}

/** Reads the configuration; an empty variable counts as unset. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const set = (name: ConfigurationKey | "LC_ALL" | "LC_MESSAGES" | "LANG"): string => environment[name]?.trim() ?? "";
  return {
    dataFolder: set("SLUICE_DATA") || "data",
    ledgerUrl: set("SLUICE_LEDGER_URL"),
    recordsUrl: set("SLUICE_RECORDS_URL"),
    memory: set("SLUICE_MEMORY"),
    uploadLimit: set("SLUICE_UPLOAD_LIMIT"),
    requestsPerMinute: set("SLUICE_REQUESTS_PER_MINUTE"),
    signInsPerMinute: set("SLUICE_SIGN_INS_PER_MINUTE"),
    locale: set("SLUICE_LANG") || set("LC_ALL") || set("LC_MESSAGES") || set("LANG"),
  };
}
