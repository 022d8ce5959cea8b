/** What is wrong with an evidence package, or with asking for one. */
export const packageErrors = {
  PACKAGE_UNREADABLE: {
    kind: "failed",
    zh: "证据包中的 {file} 无法读取（{seen}）：已被改动或损坏；请取得制作时的原包",
    en: "{file} of the evidence package cannot be read ({seen}): it was changed or damaged; get the package as it was made",
  },
  PACKAGE_CASE_UNKNOWN: {
    kind: "asked-wrongly",
    zh: "没有编号或追踪名为“{seen}”的案件：请核对案件编号",
    en: "There is no case of the number or trace name “{seen}”: check the number",
  },
  PACKAGE_OUT_TAKEN: {
    kind: "asked-wrongly",
    zh: "{path} 已存在或非空：证据包里只能有它自己的文件；请指定新的 .zip 文件名，或新的、空的文件夹",
    en: "{path} exists or holds files, and a package holds only its own: name a new .zip file, or a new or an empty folder",
  },
  PACKAGE_GONE: {
    kind: "asked-wrongly",
    zh: "证据包“{seen}”不存在或尚未制成：请重新制作",
    en: "The package “{seen}” is not there, or not made yet: make it again",
  },
} as const;
