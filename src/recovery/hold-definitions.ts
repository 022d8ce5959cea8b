/** What the figures of the wrongly held are of (rule R35), as they are shown beside them. */
export const holdDefinitions = {
  wrongful: {
    zh: "错冻率 =（经查与案件无关、申诉成立、复核未通过的止付和冻结）÷ 已生效的止付和冻结；不含保护性止付",
    en: "False-freeze rate: stop-payments and freezes found unconnected, upheld in grievance or refused at review, by all that took effect; protective holds are not counted",
  },
  ages: {
    zh: "冻结时长：在控措施自首次生效起的整天数，续冻不重新起算；中位数为偶数个时取较小的一个",
    en: "Age of holds: whole days since a measure in force first took effect, renewals included; of two middle ones the lower is the median",
  },
  overdue: {
    zh: "逾期未解除：应解除而期限已过、仍在控的措施；逾期解除：在期限之后才解除的",
    en: "Overdue releases: measures still in force past the time of their release; late: those released after it",
  },
} as const;
