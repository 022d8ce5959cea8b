export const accessErrors = {
  SIGN_IN_REFUSED: {
    kind: "asked-wrongly",
    zh: "用户名或密码不正确：请核对后重试（连续 {most} 次不正确将锁定 {minutes} 分钟）",
    en: "User name or password is wrong: check them and try again ({most} wrong tries in a row lock the account for {minutes} minutes)",
  },
  SIGN_IN_LOCKED: {
    kind: "asked-wrongly",
    zh: "该账号因多次登录失败已锁定，{until} 后可再试；忘记密码请找系统管理员重置",
    en: "This account is locked after several failed sign-ins until {until}; ask the administrator to reset a forgotten password",
  },
  SIGN_IN_CODE_NEEDED: {
    kind: "asked-wrongly",
    zh: "该账号启用了动态口令：请输入验证器上的 6 位数字",
    en: "This account has a second factor: enter the 6 digits of the authenticator",
  },
  SIGN_IN_CODE_WRONG: {
    kind: "asked-wrongly",
    zh: "动态口令不正确或已用过：请等验证器显示新的 6 位数字后再输入，并核对手机时间",
    en: "The code is wrong or was used before: wait for the next 6 digits, and check the phone's clock",
  },
  SIGN_IN_NEEDED: {
    kind: "asked-wrongly",
    zh: "尚未登录或登录已失效：请重新登录",
    en: "You are not signed in, or no longer: sign in again",
  },
  SIGN_IN_OWES: {
    kind: "asked-wrongly",
    zh: "继续之前请先完成：{what}",
    en: "Before you go on: {what}",
  },
  PASSWORD_REFUSED: {
    kind: "asked-wrongly",
    zh: "新密码不合要求（{reason}）：至少 10 个字符，不含用户名，不与旧密码相同",
    en: "The new password will not do ({reason}): at least 10 characters, without the user name, different from the old one",
  },
  CARD_RANGE_TWICE: {
    kind: "asked-wrongly",
    zh: "卡号段 {prefix}（{digits} 位）出现了两次：每段只能属于一家银行",
    en: "The range {prefix} of {digits} digits is given twice: it can be one bank's alone",
  },
  PERSON_NUMBER_REFUSED: {
    kind: "asked-wrongly",
    zh: "号码只有 {length} 位：须为完整的证件号码、手机号或卡号（至少 8 位）",
    en: "The number has {length} characters: a whole identity number, phone or card number is wanted, of 8 at least",
  },
  PERSON_LOGIN_TAKEN: {
    kind: "asked-wrongly",
    zh: "用户名 {login} 已被使用：请换一个",
    en: "The user name {login} is taken: choose another",
  },
  PERSON_ROLES_REFUSED: {
    kind: "asked-wrongly",
    zh: "不能赋予这些角色（{reason}）：请核对后重试",
    en: "These roles cannot be given ({reason}): correct them and try again",
  },
  PERSON_UNIT_UNKNOWN: {
    kind: "asked-wrongly",
    zh: "没有代码为 {code} 的单位：请先登记单位，或核对 12 位代码",
    en: "There is no unit with the code {code}: add the unit first, or check its 12 digits",
  },
  ACCESS_DENIED: {
    kind: "asked-wrongly",
    zh: "您无权进行此操作（{what}）：需要时请向本单位负责人或系统管理员申请",
    en: "You may not do this ({what}): ask your unit's head or the administrator where you need it",
  },
} as const;
