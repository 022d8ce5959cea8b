export const backupErrors = {
  BACKUP_FOLDER_NOT_EMPTY: {
    kind: "asked-wrongly",
    zh: "{path} 不是空目录：备份只写入新目录或空目录",
    en: "{path} is not empty: a backup is written into a new or empty folder only",
  },
  BACKUP_NOT_A_BACKUP: {
    kind: "asked-wrongly",
    zh: "{path} 不是断流的备份（没有完整的 manifest.json）：请给出 sluice backup 写成的目录",
    en: "{path} is no backup of Sluice (it has no whole manifest.json): name a folder that sluice backup wrote",
  },
  BACKUP_DAMAGED: {
    kind: "failed",
    zh: "备份中的 {path} 已损坏或不完整（{reason}）：没有恢复任何内容，请换另一份备份",
    en: "{path} in the backup is damaged or incomplete ({reason}): nothing was restored; take another backup",
  },
  BACKUP_OTHER_STRUCTURE: {
    kind: "asked-wrongly",
    zh: "备份由断流 {version} 写成（记录结构 {seen}，本程序为 {known}）：请先用该版本恢复，再用本程序打开升级",
    en: "The backup was written by Sluice {version} (structure {seen} of the records, this program has {known}): restore it with that version, then open it with this one",
  },
  BACKUP_TARGET_IN_USE: {
    kind: "asked-wrongly",
    zh: "数据目录 {path} 已有数据：只能恢复到新的数据目录，请用 --data 另指定一个",
    en: "Data folder {path} holds data already: restore into a new one, named with --data",
  },
} as const;
