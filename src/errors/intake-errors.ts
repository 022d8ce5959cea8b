export const intakeErrors = {
  INTAKE_PATH_MISSING: {
    kind: "asked-wrongly",
    zh: "找不到“{path}”：请核对文件或文件夹的路径",
    en: "There is no “{path}”: check the path of the file or folder",
  },
  INTAKE_PATH_SPECIAL: {
    kind: "asked-wrongly",
    zh: "“{path}”是管道、设备或套接字：请给出文件、文件夹或 zip 的路径",
    en: "“{path}” is a pipe, a device or a socket: give the path of a file, a folder or a zip",
  },
  INTAKE_FOLDER_EMPTY: {
    kind: "asked-wrongly",
    zh: "文件夹“{path}”里没有文件：请核对路径",
    en: "There is no file in the folder “{path}”: check the path",
  },
  INTAKE_PATH_UNREADABLE: {
    kind: "failed",
    zh: "无法读取“{path}”（{reason}）：请检查权限或磁盘",
    en: "Cannot read “{path}” ({reason}): check permissions and the disk",
  },
  INTAKE_FILE_TOO_LARGE: {
    kind: "failed",
    zh: "文件有 {bytes} 字节，超过上限 {limit}：请拆分后重新导入",
    en: "The file has {bytes} bytes, more than the limit of {limit}: split it and import the parts",
  },
  INTAKE_UNPACKED_TOO_LARGE: {
    kind: "failed",
    zh: "解压后超过上限 {limit} 字节，可能是压缩炸弹：请核对来源，必要时分批导入",
    en: "Unpacks to more than the limit of {limit} bytes, perhaps a zip bomb: check its source, import it in parts",
  },
  INTAKE_RATIO_TOO_HIGH: {
    kind: "failed",
    zh: "压缩比 {ratio} 超过上限 {limit}，疑似压缩炸弹：请核对来源",
    en: "Compressed {ratio} to 1, above the limit of {limit}, as zip bombs are: check its source",
  },
  INTAKE_ZIP_DAMAGED: {
    kind: "failed",
    zh: "压缩包损坏（{reason}）：请重新获取",
    en: "The zip is damaged ({reason}): obtain it again",
  },
  INTAKE_ZIP_METHOD: {
    kind: "failed",
    zh: "压缩方式 {method} 不受支持：请用普通方式（deflate）重新压缩",
    en: "Compression method {method} is not supported: compress it again the ordinary way (deflate)",
  },
  INTAKE_ZIP_TOO_DEEP: {
    kind: "failed",
    zh: "压缩包嵌套超过 {limit} 层：请先解开外层再导入",
    en: "Zips are nested more than {limit} deep: unpack the outer ones first",
  },
  INTAKE_FOLDER_TOO_DEEP: {
    kind: "failed",
    zh: "文件夹嵌套超过 {limit} 层：请直接指定内层文件夹",
    en: "Folders are nested more than {limit} deep: name an inner folder instead",
  },
  INTAKE_ZIP_TOO_MANY_ENTRIES: {
    kind: "failed",
    zh: "压缩包内文件超过 {limit} 个：请分批导入",
    en: "The zips hold more than {limit} files: import them in parts",
  },
  INTAKE_UNSAFE_NAME: {
    kind: "failed",
    zh: "文件名“{name}”指向压缩包之外，已拒绝：请核对来源",
    en: "The entry name “{name}” points outside the zip and was refused: check its source",
  },
  INTAKE_NEEDS_PASSWORD: {
    kind: "failed",
    zh: "文件有密码：请向提供方索取密码，解密后重新导入",
    en: "The file needs a password: ask its sender for it, remove it and import again",
  },
  INTAKE_NOT_A_TABLE: {
    kind: "failed",
    zh: "这是{seen}，不是表格：请向提供方索取 csv、txt、xlsx 或 xls",
    en: "This is {seen}, not a table: ask its sender for csv, txt, xlsx or xls",
  },
  INTAKE_NO_TABLE: {
    kind: "failed",
    zh: "文件是一般文字，没有表头，也没有分列：请核对是否为流水，或向提供方索取带表头的 csv、txt、xlsx 或 xls",
    en: "The file is plain text without headings or columns: check that it is a statement, or ask its sender for csv, txt, xlsx or xls with headings",
  },
  INTAKE_EMPTY_FILE: {
    kind: "failed",
    zh: "文件是空的：请重新获取",
    en: "The file is empty: obtain it again",
  },
  INTAKE_RECORD_TOO_LONG: {
    kind: "failed",
    zh: "第 {row} 行超过 {limit} 个字符，不是流水表：请核对原件",
    en: "Line {row} has more than {limit} characters, which no statement has: check the original",
  },
  INTAKE_TOO_MANY_COLUMNS: {
    kind: "failed",
    zh: "第 {row} 行超过 {limit} 列，不是流水表：请核对原件",
    en: "Row {row} has more than {limit} columns, which no statement has: check the original",
  },
  INTAKE_TOO_MANY_ROWS: {
    kind: "failed",
    zh: "超过 {limit} 行：请拆分后导入",
    en: "There are more than {limit} rows: split the file and import the parts",
  },
  INTAKE_TOO_MANY_SHEETS: {
    kind: "failed",
    zh: "工作表超过 {limit} 个：请拆分后导入",
    en: "There are more than {limit} sheets: split the file and import the parts",
  },
  INTAKE_WORKBOOK_DAMAGED: {
    kind: "failed",
    zh: "工作簿损坏（{reason}）：请重新获取，或用 Excel 打开后另存",
    en: "The workbook is damaged ({reason}): obtain it again, or open it in Excel and save it anew",
  },
  INTAKE_PAGE_CUT: {
    kind: "failed",
    zh: "网页在表格中间结束：第 {row} 行之后的行缺失，请重新获取完整的文件",
    en: "The page ends inside a table: rows after row {row} are missing; obtain the whole file again",
  },
  INTAKE_NESTED_TOO_DEEP: {
    kind: "failed",
    zh: "标记嵌套超过 {limit} 层，不是正常的表格文件：请核对来源",
    en: "Elements are nested more than {limit} deep, which no table needs: check the file's source",
  },
  INTAKE_XLS_TOO_SLOW: {
    kind: "failed",
    zh: "解析旧版 xls 超过 {seconds} 秒，已停止：请用 Excel 另存为 xlsx 后导入",
    en: "Parsing the old xls took more than {seconds} s and was stopped: save it as xlsx in Excel and import that",
  },
  INTAKE_XLS_TOO_MUCH_MEMORY: {
    kind: "failed",
    zh: "解析旧版 xls 需要超过 {limit} MiB 内存，已停止：请用 Excel 另存为 xlsx 后导入",
    en: "Parsing the old xls needs more than {limit} MiB of memory and was stopped: save it as xlsx in Excel and import that",
  },
  INTAKE_READER_ENDED: {
    kind: "failed",
    zh: "读取文件的线程意外结束（{reason}）：请重新导入；若再次发生，请把该文件拆分后导入",
    en: "The thread that reads the file ended ({reason}): import again; if it ends again, split the file and import the parts",
  },
  INTAKE_UNKNOWN_LAYOUT: {
    kind: "asked-wrongly",
    zh: "没有名为“{seen}”的版式。可用的有：{known}",
    en: "There is no layout “{seen}”. There are: {known}",
  },
  INTAKE_UNKNOWN_FIELD: {
    kind: "asked-wrongly",
    zh: "没有名为“{seen}”的字段。可用的有：{known}",
    en: "There is no field “{seen}”. There are: {known}",
  },
  INTAKE_UNKNOWN_HEADING: {
    kind: "asked-wrongly",
    zh: "文件里没有列名“{seen}”。表头行有：{known}",
    en: "The file has no heading “{seen}”. Its heading row has: {known}",
  },
} as const;
