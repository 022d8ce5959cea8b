export const auditErrors = {
  AUDIT_EMPTY: {
    kind: "failed",
    zh: "操作日志还是空的：先启动一次 sluice serve 并登录，再取链头",
    en: "The log is still empty: start sluice serve and sign in once, then take its head",
  },
  AUDIT_CHANGED: {
    kind: "failed",
    zh: "操作日志被删改，共 {count} 处（见上）：请立即保全数据目录与另存的链头，并报告审计员",
    en: "The log was changed in {count} places (see above): preserve the data folder and the kept heads at once, and tell the auditor",
  },
  AUDIT_HEAD_UNREADABLE: {
    kind: "asked-wrongly",
    zh: "{path} 不是日志链头：应为 sluice audit head 打印的一行",
    en: "{path} is no head of the log: wanted the line that sluice audit head printed",
  },
  AUDIT_NOT_CANONICAL: {
    kind: "failed",
    zh: "审计记录无法写成唯一的字节：{place} 处为 {seen}；只可用文字、整数、是否、空值、列表与对象，请报告此错误",
    en: "An audit entry has no one form in bytes: at {place} stands {seen}; text, whole numbers, true, false, null, lists and objects are wanted, please report this",
  },
} as const;
