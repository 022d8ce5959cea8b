export const jobErrors = {
  JOB_GIVEN_UP: {
    kind: "failed",
    zh: "该任务已 {attempts} 次在执行中随服务器一起中断，不再重试：可能正是它使服务器停止；请查看服务器日志，缩小任务后重新提交",
    en: "The server ended {attempts} times while this job ran, and it is not tried again: it may be what ends the server; look into the server's log and ask again with less at once",
  },
  JOB_UNEXPECTED: {
    kind: "failed",
    zh: "任务执行时内部出错，原因已写入服务器日志：请重试；仍不行请把日志交给维护人员",
    en: "The job failed inside; the reason is in the server's log: try again, and if it stays, hand the log to whoever maintains it",
  },
  JOB_ASKER_GONE: {
    kind: "failed",
    zh: "提交该任务的人员已停用，任务没有执行：请由在岗人员重新提交",
    en: "The account of the person who asked for this job is out of use, so it was not done: let someone else ask for it",
  },
  JOB_NOT_RESTORED: {
    kind: "failed",
    zh: "该任务在备份时尚未完成，备份恢复后不再继续：请重新提交",
    en: "This job was not finished when the backup was made, and a restored one does not go on: ask for it again",
  },
  EVENTS_TOO_MANY: {
    kind: "asked-wrongly",
    zh: "您已同时打开 {most} 处变更通知，这是上限：请关闭不用的页面后重试",
    en: "You follow changes from {most} places at once already, which is the most: close pages that you do not use and try again",
  },
  UPLOAD_TOO_LARGE: {
    kind: "asked-wrongly",
    zh: "上传的文件超过 {limit} 字节的上限：没有保存任何内容；请分批上传，或由管理员调大 SLUICE_UPLOAD_LIMIT",
    en: "The upload is larger than {limit} bytes; nothing of it was kept: send it in parts, or have the administrator raise SLUICE_UPLOAD_LIMIT",
  },
  UPLOAD_BROKEN_OFF: {
    kind: "asked-wrongly",
    zh: "上传在 {bytes} 字节处中断：没有保存任何内容，请重新上传",
    en: "The upload broke off after {bytes} bytes; nothing of it was kept: send it again",
  },
  UPLOAD_EMPTY: {
    kind: "asked-wrongly",
    zh: "上传的内容为空：请把文件本身作为请求体（Content-Type: application/octet-stream）发送",
    en: "The upload is empty: send the file itself as the request's body (Content-Type: application/octet-stream)",
  },
  UPLOAD_IN_FORM: {
    kind: "asked-wrongly",
    zh: "上传采用了表单格式（{seen}）：请把文件本身作为请求体（Content-Type: application/octet-stream）发送，文件名写在 name 参数中",
    en: "The upload came as a form ({seen}): send the file itself as the request's body (Content-Type: application/octet-stream), with its name as the parameter name",
  },
  UPLOAD_NAME_BAD: {
    kind: "asked-wrongly",
    zh: "文件名“{seen}”不可用：请在 name 参数中写明不含路径的文件名",
    en: "“{seen}” is no file name: give the file's name without a path as the parameter name",
  },
  UPLOAD_GONE: {
    kind: "failed",
    zh: "上传的文件（SHA-256 {sha256}）已不在数据目录中，无法导入：请重新上传",
    en: "The uploaded file (SHA-256 {sha256}) is no longer in the data folder and cannot be imported: send it again",
  },
} as const;
