export const webErrors = {
  WEB_BAD_REQUEST: {
    kind: "asked-wrongly",
    zh: "请求不合要求：{seen}。请对照 docs/openapi.json 修改请求。",
    en: "The request does not fit the interface: {seen}. Compare it with docs/openapi.json.",
  },
  WEB_TOO_MANY_REQUESTS: {
    kind: "asked-wrongly",
    zh: "一分钟内的请求超过 {most} 次：本次没有执行，请 {seconds} 秒后重试",
    en: "More than {most} requests came within a minute: this one was not carried out; try again in {seconds} s",
  },
  WEB_BODY_TOO_LARGE: {
    kind: "asked-wrongly",
    zh: "请求内容过大（{seen}）：请分几次发送；文件请上传到 /api/v1/imports",
    en: "The request's body is too large ({seen}): send it in parts; files go to /api/v1/imports",
  },
  WEB_HEADERS_TOO_LARGE: {
    kind: "asked-wrongly",
    zh: "请求的地址与头部合计超过 {limit} 字节：请缩短地址中的参数",
    en: "The request's address and headers are longer than {limit} bytes: shorten the parameters in its address",
  },
  WEB_NOT_FOUND: {
    kind: "asked-wrongly",
    zh: "没有这个地址：{seen}。请从首页 / 进入。",
    en: "There is nothing at {seen}. Start from the first page, /.",
  },
  CASE_REACHES_NO_TRANSFER: {
    kind: "asked-wrongly",
    zh: "本案的追踪没有到过编号为 {seen} 的交易。请核对编号，或换一条追踪规则后从资金图点开。",
    en: "The trace of this case reaches no transfer {seen}. Check its id, or open it from the money map under another doctrine.",
  },
  CASE_REACHES_NO_ACCOUNT: {
    kind: "asked-wrongly",
    zh: "本案的追踪没有到过账户“{seen}”，损失中也没有写明。请核对账号，或换一条追踪规则。",
    en: 'The trace of this case reaches no account "{seen}", and no loss of it names one. Check the number, or choose another doctrine.',
  },
  WEB_FOREIGN_HOST: {
    kind: "asked-wrongly",
    zh: "本服务不以“{seen}”为名。请用启动时显示的地址访问，或启动时以 --host 指明该名称。",
    en: 'This server is not called "{seen}". Use the address shown at its start, or start it with --host and that name.',
  },
  WEB_BAD_AS_OF: {
    kind: "asked-wrongly",
    zh: "截至时间写作“{seen}”，应为 2024-03-05 或 2024-03-05 14:03:22（北京时间）。",
    en: 'The as-of time reads "{seen}"; wanted is 2024-03-05 or 2024-03-05 14:03:22 (China time).',
  },
  WEB_CANNOT_LISTEN: {
    kind: "failed",
    zh: "无法在 {host}:{port} 上提供网页（{reason}）。请用 --port 换一个端口，或 --port 0 任选空闲端口。",
    en: "Cannot serve on {host}:{port} ({reason}). Choose another port with --port, or any free one with --port 0.",
  },
  WEB_PAGE_NOT_BUILT: {
    kind: "failed",
    zh: "在 {path} 没有找到构建好的页面。请运行 npm run build。",
    en: "There is no built page in {path}. Run npm run build.",
  },
  WEB_TOKEN_MISSING: {
    kind: "asked-wrongly",
    zh: "执行命令须出示数据目录锁文件中的令牌，而请求没有带。请在本机用 sluice 命令行，它会自动出示。",
    en: "Running a command takes the token from the data folder's lock file, and the request has none. Use the sluice command line on this machine, which shows it by itself.",
  },
  WEB_TOKEN_WRONG: {
    kind: "asked-wrongly",
    zh: "令牌不对：不是本服务所持数据目录的令牌。服务重启后令牌会变，请重新运行命令。",
    en: "The token is not the one of the data folder that this server holds. It changes when the server starts again: run the command again.",
  },
  WEB_UNEXPECTED: {
    kind: "failed",
    zh: "服务器内部出错，原因已写入日志。请重试；仍不行请把日志交给维护人员。",
    en: "The server failed; the reason is in its log. Try again, and if it stays, hand the log to whoever maintains it.",
  },
} as const;
