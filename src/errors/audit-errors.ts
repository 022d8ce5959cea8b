export const auditErrors = {
  AUDIT_NOT_CANONICAL: {
    kind: "failed",
    zh: "审计记录无法写成唯一的字节：{place} 处为 {seen}；只可用文字、整数、是否、空值、列表与对象，请报告此错误",
    en: "An audit entry has no one form in bytes: at {place} stands {seen}; text, whole numbers, true, false, null, lists and objects are wanted, please report this",
  },
} as const;
