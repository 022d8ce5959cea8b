export const recordsErrors = {
  RECORDS_URL_BAD: {
    kind: "asked-wrongly",
    zh: "SLUICE_RECORDS_URL 无法识别（{seen}）：应为 postgres://用户:密码@主机:端口/数据库",
    en: "SLUICE_RECORDS_URL cannot be understood ({seen}): it is written postgres://user:password@host:port/database",
  },
  RECORDS_SERVER_DOWN: {
    kind: "failed",
    zh: "连不上业务记录所在的 PostgreSQL（{server}：{reason}）：已确认的记录完好；请检查服务器与网络后重试",
    en: "The PostgreSQL that holds the records cannot be reached ({server}: {reason}): what was confirmed is intact; check the server and the network and try again",
  },
  RECORDS_DENIED: {
    kind: "failed",
    zh: "PostgreSQL（{server}）拒绝了该用户（{reason}）：请检查 SLUICE_RECORDS_URL 中的用户、密码与数据库，以及建角色的权限",
    en: "PostgreSQL ({server}) refused the user ({reason}): check user, password and database in SLUICE_RECORDS_URL, and the right to create roles",
  },
  RECORDS_SERVER_TOO_OLD: {
    kind: "failed",
    zh: "PostgreSQL（{server}）的版本是 {seen}，需要 15 或更高：请升级服务器",
    en: "PostgreSQL ({server}) is version {seen}; 15 or newer is needed: upgrade the server",
  },
  RECORDS_OF_NEWER_PROGRAM: {
    kind: "failed",
    zh: "业务记录由更新版本的断流写成（第 {seen} 号结构，本程序只到第 {known} 号）：请使用当时或更新的版本",
    en: "The records were written by a newer Sluice (structure {seen}, this program knows up to {known}): use that version or a newer one",
  },
  RECORDS_MIGRATION_ALTERED: {
    kind: "failed",
    zh: "业务记录的第 {number} 号结构变更（{name}）与本程序中的不一致：程序或数据库被改动，请用原程序打开，或从备份恢复",
    en: "Structure change {number} ({name}) of the records differs from the program's: one of the two was altered; use the original program or restore a backup",
  },
  RECORDS_MIGRATION_FAILED: {
    kind: "failed",
    zh: "业务记录的第 {number} 号结构变更（{name}）没有成功（{reason}）：数据未变；排除原因后重新启动",
    en: "Structure change {number} ({name}) of the records failed ({reason}): the data is unchanged; remove the cause and start again",
  },
  RECORDS_FAILED: {
    kind: "failed",
    zh: "业务记录的读写没有成功（{reason}）：本次操作完全没有生效，请重试；仍出现时请报告此错误",
    en: "Reading or writing the records failed ({reason}): nothing of this step took effect; try again, and report it if it stays",
  },
  RECORDS_BUSY: {
    kind: "failed",
    zh: "同一条记录正被多人同时修改，多次重试仍未成功：本次操作没有生效，请稍后再试",
    en: "Several people are changing the same record at once and repeated tries failed: nothing of this step took effect; try again in a moment",
  },
  RECORDS_UNLOGGED_WRITE: {
    kind: "failed",
    zh: "有改动没有写入操作日志，已全部撤回：请报告此错误",
    en: "A change was not written to the log and was undone as a whole: please report this",
  },
  RECORDS_KEY_REUSED: {
    kind: "asked-wrongly",
    zh: "Idempotency-Key {key} 已用于另一个请求：每个新请求请使用新的键",
    en: "Idempotency-Key {key} was used for another request: take a new key for each new request",
  },
  RECORDS_CHANGED_MEANWHILE: {
    kind: "asked-wrongly",
    zh: "{what} 已被他人修改（您看到的是第 {seen} 版，现为第 {current} 版）：您的修改没有保存，请刷新后再改",
    en: "{what} was changed by someone else (you saw version {seen}, it is now {current}): your change was not saved; reload and change it again",
  },
  RECORDS_NOT_FOUND: {
    kind: "asked-wrongly",
    zh: "没有 {what}，或您无权查看：请核对编号",
    en: "There is no {what}, or you may not see it: check its number",
  },
} as const;
