import type { LegalRule, RuleMark } from "./legal-rule.ts";
import { sanctionRules } from "./sanction-rules.ts";

/** What is no law but our own choice is in force for every fact that a case may have. */
const always = { effectiveFrom: "2000-01-01", effectiveTo: null } as const;
const ours: { readonly basis: string; readonly mark: RuleMark } = { basis: "断流默认值", mark: "our-default" };

/** The rows that a new installation begins with (rule R2). A practitioner settles what is not marked `confirmed`. */
export const defaultRules: readonly LegalRule[] = [
  {
    code: "stop-payment",
    effectiveFrom: "2016-03-18",
    effectiveTo: null,
    basis: "银发〔2016〕86号 二(一)2",
    mark: "confirmed",
    params: { hours: 48, timesPerAccount: 2 },
  },
  { code: "stop-payment-review", ...always, ...ours, params: { withinHours: 12, releaseWithinHours: 2 } },
  { code: "protective-hold", ...always, ...ours, params: { longestHours: 72, liftWithinHours: 2 } },
  {
    code: "freeze",
    effectiveFrom: "2013-09-01",
    effectiveTo: null,
    basis:
      "公安机关办理刑事案件适用查封、冻结措施有关规定 第26条；程序规定（2020）第240-246条（重大案件、证券期限待核实）",
    mark: "confirmed-in-part",
    params: { ordinary: 6, major: 12, securities: 24 },
  },
  {
    code: "release",
    effectiveFrom: "2013-01-01",
    effectiveTo: null,
    basis: "刑事诉讼法 第145条；公安机关办理刑事案件程序规定",
    mark: "to-confirm",
    params: { days: 3 },
  },
  {
    code: "return-notice",
    effectiveFrom: "2016-09-18",
    effectiveTo: null,
    basis: "电信网络新型违法犯罪案件冻结资金返还若干规定 第八条",
    mark: "confirmed",
    params: { days: 30 },
  },
  {
    code: "bank-return",
    effectiveFrom: "2016-09-18",
    effectiveTo: null,
    basis: "电信网络新型违法犯罪案件冻结资金返还若干规定 第十二条",
    mark: "confirmed",
    params: { workingDays: 3 },
  },
  {
    code: "grievance",
    effectiveFrom: "2013-01-01",
    effectiveTo: null,
    basis: "刑事诉讼法 第117条；公安机关办理刑事案件程序规定（三十日以内作出处理决定）",
    mark: "to-confirm",
    params: { days: 30 },
  },
  { code: "victim-contact", ...always, ...ours, params: { days: 3 } },
  { code: "bank-answer", ...always, ...ours, params: { urgentMinutes: 30, ordinaryHours: 24 } },
  { code: "alarms", ...always, ...ours, params: { hoursBefore: [12, 4, 1], daysBefore: [30, 15, 7, 3, 1] } },
  {
    code: "approval-levels",
    ...always,
    basis: "县级以上公安机关负责人批准冻结（待核实）；返还规定 第六条设区的市一级以上；其余为断流默认值",
    mark: "to-confirm",
    params: {
      freeze: "county",
      higherFreeze: "city",
      return: "city",
      merge: "officer",
      sanction: "city",
      higherSanction: "province",
    },
  },
  {
    code: "sanction-complaint",
    ...always,
    basis: "《电信网络诈骗及其关联违法犯罪联合惩戒办法》第十二条、第十四至十六条（期限未查到，为断流默认值）",
    mark: "our-default",
    params: { serveWithinDays: 7, answerWithinDays: 15 },
  },
  { code: "caller-code", ...always, ...ours, params: { minutes: 30, tries: 3 } },
  {
    code: "log-retention",
    ...always,
    ...ours,
    params: { openDays: 1_825, searchDays: 1_825, exportDays: 1_825, signInDays: 1_095 },
  },
  { code: "person-deletion", ...always, ...ours, params: { days: 90 } },
  { code: "lookup-review", ...always, ...ours, params: { days: 14 } },
  ...sanctionRules,
];
