import type { RuleRow } from "./legal-rule.ts";

/** The dated rows of sanctions for renting, lending, selling or buying cards and accounts (断卡惩戒). */
export const sanctionRules: readonly RuleRow<"sanction">[] = [
  {
    code: "sanction",
    effectiveFrom: "2017-01-01",
    effectiveTo: "2019-03-31",
    basis: "银发〔2016〕261号",
    mark: "confirmed",
    params: {
      convictedYears: null,
      administrativeYears: 5,
      newAccountYears: 3,
      longestYears: null,
      listedFrom: null,
      covers: ["financial", "credit"],
    },
  },
  {
    code: "sanction",
    effectiveFrom: "2019-04-01",
    effectiveTo: "2022-11-30",
    basis: "银发〔2019〕85号",
    mark: "to-confirm",
    params: {
      convictedYears: null,
      administrativeYears: 5,
      newAccountYears: 5,
      longestYears: null,
      listedFrom: null,
      covers: ["financial", "credit"],
    },
  },
  {
    // The law names no period: that of 2019 goes on, and people convicted and further fields are added.
    code: "sanction",
    effectiveFrom: "2022-12-01",
    effectiveTo: "2024-11-30",
    basis: "反电信网络诈骗法 第31条；期限依银发〔2019〕85号",
    mark: "confirmed-in-part",
    params: {
      convictedYears: 5,
      administrativeYears: 5,
      newAccountYears: 5,
      longestYears: null,
      listedFrom: null,
      covers: ["financial", "telecom", "internet", "credit"],
    },
  },
  {
    code: "sanction",
    effectiveFrom: "2024-12-01",
    effectiveTo: null,
    basis: "《电信网络诈骗及其关联违法犯罪联合惩戒办法》",
    mark: "confirmed",
    params: {
      convictedYears: 3,
      administrativeYears: 2,
      newAccountYears: 2,
      longestYears: 5,
      listedFrom: 3,
      covers: ["financial", "telecom", "credit"],
    },
  },
];
