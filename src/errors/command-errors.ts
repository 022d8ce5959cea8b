export const commandErrors = {
  COMMAND_UNKNOWN: {
    kind: "asked-wrongly",
    zh: "没有“{seen}”这个命令{nearest}；可用命令：{known}。用 sluice help 查看说明",
    en: "There is no command “{seen}”{nearest}; the commands are: {known}. See sluice help",
  },
  COMMAND_OPTION_UNKNOWN: {
    kind: "asked-wrongly",
    zh: "命令 {command} 没有选项“{seen}”{nearest}；用 sluice {command} --help 查看全部选项",
    en: "The command {command} has no option “{seen}”{nearest}; sluice {command} --help lists them all",
  },
  COMMAND_OPTION_NEEDS_VALUE: {
    kind: "asked-wrongly",
    zh: "选项 {option} 后面要跟一个值（{placeholder}），但没有给出",
    en: "The option {option} wants a value ({placeholder}) and none was given",
  },
  COMMAND_OPTION_TAKES_NO_VALUE: {
    kind: "asked-wrongly",
    zh: "选项 {option} 不带值，却给出了“{seen}”；请去掉等号及其后的内容",
    en: "The option {option} takes no value and was given “{seen}”; leave the equals sign and the value out",
  },
  COMMAND_OPTION_TWICE: {
    kind: "asked-wrongly",
    zh: "选项 {option} 只能给一次，却给了 {count} 次；请只留一个",
    en: "The option {option} may be given once and was given {count} times; keep one",
  },
  COMMAND_OPTION_BAD_VALUE: {
    kind: "asked-wrongly",
    zh: "选项 {option} 的值“{seen}”不对：应为 {wanted}",
    en: "The value “{seen}” of the option {option} does not fit: {wanted} is wanted",
  },
  COMMAND_NOW_TOO_EARLY: {
    kind: "asked-wrongly",
    zh: "--now {seen} 早于所追踪账本的最后时刻 {end}：指令不能在已知交易之前发出；请改为其后的时间，或用 --as-of 只看当时为止的账本",
    en: "--now {seen} is before the end of what is traced, {end}: no order goes out before what is known; give a later time, or look at the ledger as of then with --as-of",
  },
  COMMAND_OPTIONS_CLASH: {
    kind: "asked-wrongly",
    zh: "选项 {first} 与 {second} 不能同时使用；请去掉其中一个",
    en: "The options {first} and {second} cannot be used together; leave one out",
  },
  COMMAND_OPTION_MISSING: {
    kind: "asked-wrongly",
    zh: "命令 {command} 必须给出选项 {option}；用 sluice {command} --help 查看说明",
    en: "The command {command} must be given the option {option}; see sluice {command} --help",
  },
  COMMAND_ARGUMENT_MISSING: {
    kind: "asked-wrongly",
    zh: "命令 {command} 缺少参数 {argument}；用法：{usage}",
    en: "The command {command} lacks the argument {argument}; usage: {usage}",
  },
  COMMAND_ARGUMENT_UNEXPECTED: {
    kind: "asked-wrongly",
    zh: "命令 {command} 不接受多出的参数“{seen}”；用法：{usage}",
    en: "The command {command} takes no further argument “{seen}”; usage: {usage}",
  },
  COMMAND_ARGUMENT_UNKNOWN: {
    kind: "asked-wrongly",
    zh: "命令 {command} 不认识“{seen}”：应为 {known} 之一",
    en: "The command {command} does not know “{seen}”: one of {known} is wanted",
  },
  COMMAND_CANCELLED: {
    kind: "failed",
    zh: "已按要求中止；账本保持一致，重新运行同一命令即可接着做完",
    en: "Stopped as asked; the ledger is consistent, and running the same command again completes the work",
  },
  COMMAND_SERVED_ALREADY: {
    kind: "failed",
    zh: "数据目录 {folder} 已由另一个 sluice 提供网页：{address}。请直接打开该地址；要换端口请先停止它",
    en: "Data folder {folder} is served already: {address}. Open that address; to change the port, stop that server first",
  },
  COMMAND_NOT_BY_SERVER: {
    kind: "asked-wrongly",
    zh: "命令 {command} 不经由服务器执行；请直接在命令行运行",
    en: "The command {command} is not run by a server; run it on the command line",
  },
  COMMAND_SERVER_LOST: {
    kind: "failed",
    zh: "与持有数据目录的服务器（{address}）的连接中断（{reason}），命令已停止；账本保持一致，请重新运行同一命令",
    en: "The connection to the server that holds the data folder ({address}) broke ({reason}) and the command was stopped; the ledger is consistent, run the same command again",
  },
  COMMAND_FILE_NOT_FOUND: {
    kind: "asked-wrongly",
    zh: "找不到文件“{path}”；请核对路径",
    en: "There is no file “{path}”; check the path",
  },
  COMMAND_NOT_A_FILE: {
    kind: "asked-wrongly",
    zh: "“{path}”不是普通文件，而是目录、管道或设备；请给出一个文件的路径",
    en: "“{path}” is no regular file but a folder, a pipe or a device; give the path of a file",
  },
  COMMAND_INPUT_UNREADABLE: {
    kind: "asked-wrongly",
    zh: "无法读取给出的文件“{path}”（{reason}）；请核对路径和读取权限",
    en: "The file given, “{path}”, cannot be read ({reason}); check the path and that you may read it",
  },
  COMMAND_FILE_NOT_READABLE: {
    kind: "failed",
    zh: "无法读写“{path}”（{reason}）；请检查权限和磁盘空间后重试",
    en: "“{path}” cannot be read or written ({reason}); check permissions and disk space and try again",
  },
  COMMAND_INTERNAL: {
    kind: "failed",
    zh: "程序内部错误：{reason}。数据没有改动到一半；请附上此信息报告给开发者",
    en: "An error inside the program: {reason}. No data is left half changed; please report this message to the developers",
  },
  DEMO_FOLDER_TAKEN: {
    kind: "asked-wrongly",
    zh: "目录“{folder}”里有别的文件（没有 {marker}），演示不会删除它们；请用 --folder 指定新目录",
    en: "The folder “{folder}” holds other files (and no {marker}); the demo will not delete them: name a new one with --folder",
  },
  IMPORT_FILES_UNREADABLE: {
    kind: "failed",
    zh: "{count} 个文件无法读取或只读入一部分（见上方报告），其余已处理；请修复后只导入这些文件",
    en: "{count} files could not be read, or only in part (the report names them), the others are done; repair these and import them alone",
  },
  LOSSES_HEADING_MISSING: {
    kind: "asked-wrongly",
    zh: "损失表“{path}”缺少列 {wanted}；请在第一行补上这个表头后重试",
    en: "The losses file “{path}” lacks the column {wanted}; add it to the first line and try again",
  },
  LOSSES_BAD_CELL: {
    kind: "asked-wrongly",
    zh: "损失表第 {line} 行“{column}”列的值“{seen}”不对：应为 {wanted}",
    en: "Losses file, line {line}, column “{column}”: “{seen}” does not fit, {wanted} is wanted",
  },
  LOSSES_DUPLICATE_ID: {
    kind: "asked-wrongly",
    zh: "损失表第 {line} 行的损失编号“{id}”在第 {firstLine} 行已出现；每笔损失的编号必须不同",
    en: "Losses file, line {line}: the loss “{id}” already stands on line {firstLine}; every loss needs its own id",
  },
  LOSSES_EMPTY: {
    kind: "asked-wrongly",
    zh: "损失表“{path}”没有一行损失；请核对文件",
    en: "The losses file “{path}” holds no loss; check the file",
  },
  CASE_TRACE_UNKNOWN: {
    kind: "asked-wrongly",
    zh: "本案没有编号“{seen}”的追踪；已存：{known}。用 sluice traces 查看",
    en: "The case has no trace “{seen}”; those kept are: {known}. See sluice traces",
  },
  CASE_UNKNOWN: {
    kind: "asked-wrongly",
    zh: "没有名为“{seen}”的案件；已有案件：{known}。用 sluice losses 登记损失",
    en: "There is no case “{seen}”; the cases are: {known}. Register losses with sluice losses",
  },
  CASE_AMBIGUOUS: {
    kind: "asked-wrongly",
    zh: "数据目录里有 {count} 个案件（{known}）；请用 --case 指定一个，或用 --all 一并追踪",
    en: "The data folder holds {count} cases ({known}); name one with --case, or trace them together with --all",
  },
  CASE_WITHOUT_BOUND_LOSS: {
    kind: "failed",
    zh: "{claims} 笔损失没有一笔能对上账本中的唯一一笔交易，无从追踪；用 sluice losses 查看原因，或先导入被害人付款账户或收款账户的流水",
    en: "None of the {claims} losses fits exactly one transfer of the ledger, so there is nothing to trace; see why with sluice losses, or import the statement of the paying or the receiving account",
  },
  BENCH_CLICKHOUSE_MISSING: {
    kind: "failed",
    zh: "本机没有 clickhouse-server（找过：{places}）：请先安装，例如 sudo apt-get install -y clickhouse-server",
    en: "There is no clickhouse-server on this machine (looked for: {places}): install it first, e.g. sudo apt-get install -y clickhouse-server",
  },
  BENCH_PEER_MISSING: {
    kind: "failed",
    zh: "对比对象 {peer} 无法运行：缺少 {program}；请先安装：{install}",
    en: "The peer {peer} cannot run: {program} is missing; install it first: {install}",
  },
  BENCH_PEER_FAILED: {
    kind: "failed",
    zh: "对比对象 {peer} 的 {program} 失败：{reason}；请排除后重试",
    en: "{program} of the peer {peer} failed: {reason}; remove the cause and try again",
  },
  BENCH_PEERS_DISAGREE: {
    kind: "failed",
    zh: "{peer} 的结果不同：本程序到达 {ours} 笔交易，它到达 {theirs} 笔，第一处不同在 {first}；请报告此错误",
    en: "{peer} answers otherwise: {ours} transfers reached here, {theirs} there, first different at {first}; please report this",
  },
} as const;
