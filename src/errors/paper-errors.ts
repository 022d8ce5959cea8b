export const paperErrors = {
  PAPER_UNKNOWN_FIELD: {
    kind: "asked-wrongly",
    zh: "模板的 {part} 中有未知的占位符“{seen}”：可用的有 {known}，请改正模板",
    en: "{part} of the template names the unknown field “{seen}”: known are {known}; correct the template",
  },
  PAPER_BROKEN_FIELD: {
    kind: "asked-wrongly",
    zh: "模板的 {part} 中占位符不完整（“{seen}”）：应写作 {{账号}}，请补全两侧的大括号",
    en: "A field in {part} of the template is not complete (“{seen}”): write it as {{账号}}, with both pairs of braces",
  },
} as const;
