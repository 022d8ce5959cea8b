import type { Language } from "./sluice-error.ts";

/** What the operating system's error codes that a person can do something about mean. */
const reasons: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  EACCES: { zh: "没有权限", en: "no permission" },
  EPERM: { zh: "不允许此操作", en: "not permitted" },
  ENOENT: { zh: "文件或文件夹不存在", en: "no such file or folder" },
  EISDIR: { zh: "是文件夹，不是文件", en: "a folder, not a file" },
  EEXIST: { zh: "同名文件已存在", en: "a file of that name is there already" },
  ENOTDIR: { zh: "路径中有一段不是文件夹", en: "a part of the path is no folder" },
  ENOSPC: { zh: "磁盘已满", en: "the disk is full" },
  EROFS: { zh: "磁盘为只读", en: "the disk is read-only" },
  EMFILE: { zh: "打开的文件过多", en: "too many files are open" },
  ENAMETOOLONG: { zh: "路径过长", en: "the path is too long" },
  ECONNREFUSED: { zh: "拒绝连接", en: "the connection was refused" },
  ECONNRESET: { zh: "连接中断", en: "the connection was cut" },
  ETIMEDOUT: { zh: "超时没有应答", en: "no answer in time" },
  ENOTFOUND: { zh: "没有这个主机名", en: "no such host name" },
  EHOSTUNREACH: { zh: "主机不可达", en: "the host cannot be reached" },
  EIO: { zh: "磁盘读写出错", en: "the disk failed" },
};

/** A reason that begins with a system error code in a person's words and the code; any other as it is. */
export function inWords(reason: string, language: Language): string {
  const code = /^E[A-Z]+\b/.exec(reason)?.[0] ?? "";
  const words = Object.keys(reasons).includes(code) ? reasons[code]?.[language] : undefined;
  if (words === undefined) return reason;
  return language === "zh" ? `${words}，${code}` : `${words}, ${code}`;
}
