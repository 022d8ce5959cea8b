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
  STORAGE_SNAPSHOT_DAMAGED_LATER: {
    kind: "failed",
    zh: "账本快照 {path} 的一部分已损坏（{reason}），用到它时才发现：没有给出结果，快照已删除；请重新运行，将从账本重新推导",
    en: "A part of the ledger's snapshot {path} is damaged ({reason}), which was found when it was needed: no answer was given, the snapshot is removed; run this again, the ledger is then derived anew",
  },
  STORAGE_SNAPSHOT_NOT_KEPT: {
    kind: "failed",
    zh: "账本快照 {path} 没有写成（{reason}）：本次结果不受影响，下次打开账本时重新推导，会慢一些；请检查磁盘空间和目录权限",
    en: "The ledger's snapshot {path} could not be written ({reason}): this answer is not affected, the ledger is derived anew when it is opened next, which takes longer; check the disk's space and the folder's permissions",
  },
  STORAGE_LEDGER_CHANGED: {
    kind: "failed",
    zh: "账本在本命令运行时被另一条命令改动：请重新运行本命令",
    en: "Another command changed the ledger while this one ran: run this command again",
  },
  STORAGE_LEDGER_URL_BAD: {
    kind: "asked-wrongly",
    zh: "SLUICE_LEDGER_URL 写错了（{seen}）：应为 http://用户:密码@主机:端口/数据库，集群再加 ?cluster=名称；数据库名只用字母、数字、下划线",
    en: "SLUICE_LEDGER_URL is wrong ({seen}): wanted http://user:password@host:port/database, for a cluster with ?cluster=name; a database's name has letters, digits and underscores only",
  },
  STORAGE_LEDGER_SERVER_DOWN: {
    kind: "failed",
    zh: "台账服务器 {server}（分片 {shard}/{shards}）没有应答（{reason}）：命令已停止，没有给出不完整的结果。请恢复该服务器（或核对 SLUICE_LEDGER_URL）后再运行同一命令；中断的导入由同一次导入补全",
    en: "Ledger server {server} (shard {shard}/{shards}) does not answer ({reason}): the command was stopped, nothing partial was given out. Bring that server back (or check SLUICE_LEDGER_URL) and run the same command again; an interrupted import is completed by the same import",
  },
  STORAGE_LEDGER_SERVER_FAILED: {
    kind: "failed",
    zh: "台账服务器 {server} 报错（{reason}）：命令已停止。请查看该服务器的日志，排除原因后再运行同一命令；已入库的数据完好",
    en: "Ledger server {server} reports an error ({reason}): the command was stopped. See that server's log, remove the cause and run the same command again; what was stored before is intact",
  },
  STORAGE_LEDGER_DENIED: {
    kind: "failed",
    zh: "台账服务器 {server} 拒绝了用户 {user}（{reason}）：请核对 SLUICE_LEDGER_URL 中的用户与密码，该用户须能在数据库 {database} 中建表、读写",
    en: "Ledger server {server} refuses user {user} ({reason}): check user and password in SLUICE_LEDGER_URL; the user must be able to create tables, read and write in database {database}",
  },
  STORAGE_LEDGER_SERVER_TOO_OLD: {
    kind: "failed",
    zh: "台账服务器 {server} 的版本是 {seen}，至少需要 {wanted}：请升级该服务器，或改用另一台",
    en: "Ledger server {server} is version {seen}, at least {wanted} is needed: upgrade it, or use another",
  },
  STORAGE_LEDGER_CLUSTER_UNKNOWN: {
    kind: "failed",
    zh: "台账服务器 {server} 不认识集群 {cluster}（它有：{known}）：请改正 SLUICE_LEDGER_URL，或在服务器的 remote_servers 中定义该集群，见 docs/cluster.md",
    en: "Ledger server {server} knows no cluster {cluster} (it has: {known}): correct SLUICE_LEDGER_URL, or define the cluster in the server's remote_servers, see docs/cluster.md",
  },
  STORAGE_LEDGER_TABLES_MISSING: {
    kind: "failed",
    zh: "台账服务器 {server}（分片 {shard}/{shards}）上没有表 {tables}，而台账已有数据或有副本：数据已丢失时请先从备份恢复该分片；新建带副本的集群请先执行 sluice ledger ddl 给出的语句，见 docs/cluster.md",
    en: "Ledger server {server} (shard {shard}/{shards}) lacks the tables {tables}, while the ledger has data or replicas: restore that shard from its backup if it lost them; for a new cluster with replicas run the statements of sluice ledger ddl first, see docs/cluster.md",
  },
  STORAGE_LEDGER_OWNED: {
    kind: "failed",
    zh: "台账 {database}（服务器 {server}）属于数据目录 {folder}：一个台账只归一个数据目录。请改用该目录或另一个数据库；确要移交时先在服务器上执行 DROP TABLE {database}.owner",
    en: "Ledger {database} on server {server} belongs to data folder {folder}: a ledger has one data folder. Use that folder or another database; to hand it over, run DROP TABLE {database}.owner on the server first",
  },
} as const;
