import type { HolderRecord } from "../flows/file-reading.ts";

/** The fields of a holder record that come from columns. */
export type HolderField = Exclude<keyof HolderRecord, "place" | "table" | "cells">;

/**
 * Which headings fill which field, in order of preference: the first that is there and filled. A bank card bound to a
 * wallet is not here: it is another account, and would make two accounts one.
 */
export const holderFieldTable: Readonly<Record<HolderField, readonly string[]>> = {
  card: ["交易卡号", "卡号", "账卡号", "查询卡号"],
  account: ["交易账号", "账号", "开户账号", "户口号", "用户ID", "支付宝用户ID", "微信号", "查询账号", "帐号"],
  holderName: [
    "账户开户名称",
    "客户名称",
    "开户名称",
    "账户人姓名",
    "客户姓名",
    "注册姓名",
    "账户名称",
    "户口名称",
    "户名",
    "姓名",
    "权利人",
    "昵称",
  ],
  idNo: ["开户人证件号码", "证照号码", "证件号码", "证件号", "注册身份证号", "证账号码", "身份证号"],
  bank: ["账号开户银行", "银行名称", "开户机构", "开户银行", "开户网点"],
  phone: [
    "联系电话",
    "开户联系方式",
    "联系手机",
    "绑定手机",
    "当前绑定手机号",
    "登录手机",
    "登陆手机",
    "住宅电话",
    "权利人联系方式",
  ],
  openedText: ["账号开户时间", "开户日期", "开户时间", "注册时间", "冻结开始日期", "发送时间"],
  closedText: ["销户日期", "销户时间", "冻结截止日期", "反馈时间"],
  state: ["账户状态", "户口状态", "冻结措施类型名称", "冻结措施类型", "反馈结果", "绑定状态", "权利类型"],
};

/** Headings that only tables about holders have, or that longer versions of them add. */
export const holderHeadings: readonly string[] = [
  ...Object.values(holderFieldTable).flat(),
  ..."用户Id,登陆邮箱,账户人姓名,冻结措施类型名称,任务流水号,查控主体类别,来源,质押权,权利金额".split(","),
];
