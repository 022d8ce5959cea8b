import type { PaperKind, PaperTemplate, TemplateBlock } from "./paper-template.ts";

/** What all papers of an organ have alike. */
const frame = {
  issuer: "{{发文机关}}",
  signer: "{{发文机关}}",
  date: "{{成文日期}}",
  note: "联系人：{{联系人}}；联系电话：{{联系电话}}；联系地址：{{联系地址}}",
  copyTo: "{{抄送机关}}",
} as const;

const receipt: TemplateBlock = {
  text: "依据交易：付款账号{{付款账号}}，交易金额{{交易金额}}元，交易时间{{交易时间}}，交易流水号{{交易流水号}}。",
  when: "付款账号",
};
const officers: TemplateBlock = { text: "办案人员：{{办案人员}}。", when: "办案人员" };
const references: TemplateBlock = { text: "指令编号：{{指令编号}}。", when: "指令编号" };
const ofCase = "我局办理的“{{案件名称}}”（案件编号{{案件编号}}，立案文号{{立案文号}}）";

function toBank(mark: string, title: string, blocks: readonly TemplateBlock[]): PaperTemplate {
  return { ...frame, number: numbered(mark), title, addressee: "{{收文机关}}", blocks };
}

function numbered(mark: string): string {
  return `{{机关代字}}公（刑）${mark}字〔{{年份}}〕{{序号}}号`;
}

/**
 * The templates of a new installation. Names and legal basis follow the public rules; the wording is ours, and a centre puts
 * its own in the place of any.
 */
export const defaultTemplates: Readonly<Record<PaperKind, PaperTemplate>> = {
  query: toBank("查财", "协助查询财产通知书", [
    {
      text: `${ofCase}，因侦查工作需要，根据{{法律依据}}之规定，请你单位协助查询下列账户的开户资料、账户余额及交易明细，并将查询结果函告我局。`,
    },
    { table: "accounts" },
    receipt,
    references,
    officers,
  ]),
  "stop-payment": toBank("止付", "紧急止付通知书", [
    {
      text: "经被害人报案，下列账户涉嫌接收电信网络诈骗资金。根据{{法律依据}}之规定，请你单位核对户名、账号、汇款金额、交易时间，相符后立即对该账户采取紧急止付措施，止付金额{{金额大写}}（{{金额数字}}）。",
    },
    { table: "accounts" },
    receipt,
    { text: "止付期限为自止付时点起{{措施期限}}，请将止付时点、实际止付金额和账户余额反馈我局。" },
    references,
    officers,
  ]),
  "protective-hold": toBank("护付", "保护性止付告知书", [
    {
      text: "为防止{{户名}}继续遭受电信网络诈骗侵害，根据{{法律依据}}之规定，请你单位对其本人名下的下列账户采取保护性止付措施，至{{截止时间}}止。",
    },
    { table: "accounts" },
    { text: "止付原因：{{止付原因}}。" },
    { text: "请为账户持有人保留生活费用{{生活费大写}}（{{生活费数字}}）。", when: "生活费数字" },
    { text: "账户持有人要求解除的，应当及时解除。对本措施有异议的，可以向我局申诉。" },
    references,
    officers,
  ]),
  freeze: toBank("冻财", "协助冻结财产通知书", [
    {
      text: `${ofCase}，因侦查犯罪需要，根据{{法律依据}}之规定，请你单位协助冻结下列账户内的财产，冻结金额{{金额大写}}（{{金额数字}}）。`,
    },
    { table: "accounts" },
    receipt,
    {
      text: "冻结期限{{措施期限}}，自实际冻结之日起计算。该账户已被其他机关冻结的，请办理轮候冻结，并告知在先冻结的机关和期限。",
    },
    references,
    officers,
  ]),
  renewal: toBank("续冻财", "协助继续冻结财产通知书", [
    {
      text: `${ofCase}，经{{原措施文号}}冻结的下列账户，冻结期限将于{{起始时间}}届满。根据{{法律依据}}之规定，请你单位继续冻结，期限{{措施期限}}，自原期限届满时起计算。`,
    },
    { table: "accounts" },
    references,
    officers,
  ]),
  release: toBank("解财", "协助解除冻结（止付）财产通知书", [
    {
      text: "对{{原措施文号}}通知你单位采取措施的下列账户，根据{{法律依据}}之规定，请你单位予以解除，解除金额{{金额大写}}（{{金额数字}}）。",
    },
    { table: "accounts" },
    { text: "解除原因：{{解除原因}}。", when: "解除原因" },
    { text: "其中{{保留金额}}继续冻结。", when: "保留金额" },
    references,
    officers,
  ]),
  "return-order": toBank("返通", "电信网络新型违法犯罪冻结资金协助返还通知书", [
    {
      text: `${ofCase}，根据{{法律依据}}之规定和{{决定文号}}《电信网络新型违法犯罪冻结资金返还决定书》，请你单位协助将下列账户内冻结的资金{{返还总额大写}}（{{返还总额数字}}）返还被害人。`,
    },
    { table: "accounts" },
    { table: "shares" },
    { text: "请你单位当场办理；不能当场办理的，请在三个工作日内办结，并将返还回执送我局。" },
    references,
    officers,
  ]),
  "return-report": {
    ...frame,
    number: "",
    title: "呈请返还资金报告书",
    addressee: "",
    blocks: [
      {
        text: `${ofCase}，冻结在案的账户{{账号}}（户名{{户名}}，开户机构{{开户机构}}）内有冻结资金{{冻结金额大写}}（{{冻结金额数字}}）。`,
      },
      {
        text: "经逐笔溯源，权属按{{返还方式}}认定，涉及被害人{{被害人数}}名，拟返还{{返还总额大写}}（{{返还总额数字}}），明细如下：",
      },
      { table: "shares" },
      { text: "返还后账户内剩余{{剩余金额数字}}，继续冻结。" },
      { text: "公告情况：{{公告日期}}起在{{公告地点}}公告{{公告期限}}。", when: "公告日期" },
      { text: "根据{{法律依据}}之规定，呈请设区的市一级以上公安机关批准返还。" },
      officers,
      { text: "审批意见：" },
    ],
  },
  "return-decision": {
    ...frame,
    number: "{{决定文号}}",
    title: "电信网络新型违法犯罪冻结资金返还决定书",
    addressee: "",
    blocks: [
      {
        text: `${ofCase}，经查，账户{{账号}}（户名{{户名}}，开户机构{{开户机构}}）内冻结的资金权属明确。根据{{法律依据}}之规定，决定将其中{{返还总额大写}}（{{返还总额数字}}）返还下列被害人：`,
      },
      { table: "shares" },
      { text: "认定方法：{{返还方式}}。返还至被害人原汇出账户；不能接收的，返还至被害人提供的其他本人账户。" },
      officers,
    ],
  },
  "return-notice": {
    ...frame,
    number: "",
    title: "关于按比例返还冻结资金的公告",
    addressee: "",
    blocks: [
      {
        text: `${ofCase}，冻结在案的账户（尾号{{账号}}）内的资金无法逐笔认定权属。根据{{法律依据}}之规定，拟将冻结资金按比例返还被害人，共{{返还总额大写}}（{{返还总额数字}}），涉及被害人{{被害人数}}名。`,
      },
      { table: "shares" },
      {
        text: "公告期为{{公告期限}}，自{{公告日期}}起算。被害人和其他利害关系人对返还方案有异议的，请在公告期内以书面形式向我局提出；可能还有被害人的，请尽快与我局联系。",
      },
      { text: "公安机关办理资金返还不收取任何费用，不会发送链接，也不会索要密码和验证码。" },
    ],
  },
};
