export const storageErrors = {
  STORAGE_IN_USE: {
    kind: "failed",
    zh: "数据目录 {folder} 正被进程 {pid}（{holder}）使用：一次只能有一个进程打开，请先结束它，或用 --data 指定另一个目录",
    en: "Data folder {folder} is in use by process {pid} ({holder}): one process at a time; end it first, or name another folder with --data",
  },
  STORAGE_FOLDER_UNUSABLE: {
    kind: "failed",
    zh: "数据目录 {folder} 无法读写（{reason}）：请检查权限，或用 --data 指定另一个目录",
    en: "Data folder {folder} cannot be read and written ({reason}): check its permissions, or name another with --data",
  },
  STORAGE_DISK_FULL: {
    kind: "failed",
    zh: "磁盘已满，无法写入 {what}；已入库的数据完好。请腾出空间后重新导入",
    en: "The disk is full: {what} could not be written; what was stored before is intact. Free some space and import again",
  },
  STORAGE_WRITE_FAILED: {
    kind: "failed",
    zh: "写入 {what} 失败（{reason}）；已入库的数据完好。排除原因后重新导入即可",
    en: "Writing {what} failed ({reason}); what was stored before is intact. Remove the cause and import again",
  },
  STORAGE_READ_FAILED: {
    kind: "failed",
    zh: "读取 {what} 失败（{reason}）：请检查数据目录所在的磁盘",
    en: "Reading {what} failed ({reason}): check the disk that holds the data folder",
  },
  STORAGE_EVIDENCE_MISSING: {
    kind: "failed",
    zh: "证据库中没有原件 {sha256}：请重新导入该文件",
    en: "The evidence store holds no original {sha256}: import that file again",
  },
  STORAGE_EVIDENCE_ALTERED: {
    kind: "failed",
    zh: "原件 {sha256} 的内容已与其指纹不符（现为 {seen}）：文件被改动或磁盘损坏，请从来源重新导入",
    en: "Original {sha256} no longer matches its fingerprint (now {seen}): it was altered or the disk is damaged; import it again from its source",
  },
  STORAGE_EVIDENCE_ROW_MISSING: {
    kind: "failed",
    zh: "原件 {sha256} 的第 {sheet} 个工作表中读不到第 {row} 行：请重新导入该文件；仍出现时请报告此错误",
    en: "Row {row} of sheet {sheet} is not found in original {sha256}: import the file again; if it stays, please report this",
  },
  STORAGE_LEDGER_MISCOUNT: {
    kind: "failed",
    zh: "文件 {sha256} 在台账中应有 {wanted} 行（{table}），实有 {seen} 行：请重新导入该文件；仍出现时请报告此错误",
    en: "The ledger should hold {wanted} rows of file {sha256} in {table} and holds {seen}: import the file again; if it stays, please report this",
  },
  STORAGE_REGISTER_UNREADABLE: {
    kind: "failed",
    zh: "登记文件 {path} 不是有效内容（{reason}）：请从备份恢复，或移走该文件后重新登记",
    en: "Register {path} cannot be understood ({reason}): restore it from a backup, or move it away and record again",
  },
  STORAGE_LEGS_MISSING: {
    kind: "failed",
    zh: "账本库中没有完整的逐跳追踪数据（{name}）：请重新运行命令；仍出现时请报告此错误",
    en: "The ledger store holds no complete data for tracing hop by hop ({name}): run the command again; if it stays, please report this",
  },
  STORAGE_SNAPSHOT_DAMAGED: {
    kind: "failed",
    zh: "账本快照 {path} 已损坏或不属于本账本（{reason}）：未采用，将从账本重新推导",
    en: "The ledger's snapshot {path} is damaged or another ledger's ({reason}): it is not used, the ledger is derived anew",
  },
} as const;
