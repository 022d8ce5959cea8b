/** What is wrong with a proof package, or with asking for one. */
export const proofErrors = {
  PROOF_FOLDER_NOT_EMPTY: {
    kind: "asked-wrongly",
    zh: "{path} 中已有文件（如 {seen}）：证明包里只能有它自己的文件；请指定新的或空的文件夹",
    en: "{path} already holds files (such as {seen}), and a proof package holds only its own; name a new or an empty folder",
  },
  PROOF_NOT_A_PACKAGE: {
    kind: "asked-wrongly",
    zh: "{path} 不是证明包：其中没有 manifest.json；请指定 sluice proof --out 写入的文件夹",
    en: "{path} is no proof package: it holds no manifest.json; name the folder that sluice proof --out wrote",
  },
  PROOF_DIFFERS: {
    kind: "failed",
    zh: "证明包与重新计算的结果不一致，共 {count} 处（见上）：不能采信；请取得制作时的原包",
    en: "The package differs from what was recomputed, in {count} places (above): do not rely on it; get the package as it was made",
  },
  PROOF_BAD_MANIFEST: {
    kind: "failed",
    zh: "{file} 无法读取（{seen}）：已被改动或损坏；应为 sluice proof 写入的原文件",
    en: "{file} cannot be read ({seen}): it was changed or damaged; wanted is the file that sluice proof wrote",
  },
  PROOF_UNKNOWN_FORMAT: {
    kind: "failed",
    zh: "{file} 的格式为 {seen}，本程序只认识 {wanted}；请改用生成该证明包的版本核验",
    en: "{file} is of the format {seen}, this program knows {wanted}; verify with the version that made the package",
  },
  PROOF_TOO_LARGE: {
    kind: "failed",
    zh: "{file} 有 {bytes} 字节，超过证明包单个文件的上限 {limit}；请用 --case 或 --as-of 缩小范围",
    en: "{file} has {bytes} bytes, above the limit of {limit} for a file of a package; narrow it with --case or --as-of",
  },
  PROOF_BAD_VALUE: {
    kind: "failed",
    zh: "{file} 第 {line} 行：{column} 为“{seen}”；应为 {wanted}",
    en: "{file}, line {line}: {column} is “{seen}”; wanted is {wanted}",
  },
  PROOF_BAD_TABLE: {
    kind: "failed",
    zh: "{file} 第 {line} 行不符合格式：{seen}；应为 {wanted}",
    en: "{file}, line {line}, is not as the format says: {seen}; wanted is {wanted}",
  },
} as const;
