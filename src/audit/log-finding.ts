import type { Language } from "../errors/sluice-error.ts";

/** What can be wrong with a log (rules A5 to A10). */
export type FindingKind =
  /** The entry at `seq` is not the one that was sealed. */
  | "entry-changed"
  /** The entry sealed at `seq` is gone, and no checkpoint says that retention removed it. */
  | "entry-removed"
  /** The entry sealed at `seq` stands behind that of `otherSeq`. */
  | "entry-moved"
  /** Behind the entry of `seq` stands one that was never sealed. */
  | "entry-inserted"
  /** The entry of `seq` stands once more, behind that of `otherSeq`. */
  | "entry-duplicated"
  /** The entry at `seq` states a time well before that of one sealed earlier. */
  | "entry-backdated"
  /** A checkpoint says that the entry of `seq` was removed, and it still stands. */
  | "entry-not-retired"
  /** The seal at `seq` does not continue the one before it: it was changed, or that one was and made to fit what it seals. */
  | "seal-broken"
  /** The seals from `seq` to `otherSeq` are gone. */
  | "seal-removed"
  /** A seal of place `seq` stands behind that of `otherSeq`. */
  | "seal-out-of-place"
  /** The head at `seq` does not bear the signature of its key. */
  | "head-forged"
  /** The head at `seq` is signed with a key that is not known. */
  | "head-key-unknown"
  /** The log was rewritten somewhere from `seq` to `otherSeq`: the signed head at `otherSeq` says otherwise. */
  | "head-disagrees"
  /** A signed head shows that the log once went on from `seq` to `otherSeq`. */
  | "tail-cut"
  /** The retention checkpoint `id` does not bear the signature of a known key; it excuses nothing. */
  | "checkpoint-forged"
  /** Too much differs to be told piece by piece; the verification stopped at `seq`. */
  | "differs-throughout";

/** One place where the log is not as it was sealed. Places count from 1; 0 is before the first. */
export interface LogFinding {
  readonly kind: FindingKind;
  readonly seq: number;
  /** The second place, where the kind has one; else equal to `seq`. */
  readonly otherSeq: number;
  /** The entry's number, the checkpoint's id, or the empty string. */
  readonly id: string;
}

/** The finding in a sentence that names the place. */
export function describeFinding(finding: LogFinding, language: Language): string {
  return words[finding.kind][language]
    .replaceAll("{seq}", String(finding.seq))
    .replaceAll("{other}", String(finding.otherSeq))
    .replaceAll("{id}", finding.id);
}

const words: Readonly<Record<FindingKind, Readonly<Record<Language, string>>>> = {
  "entry-changed": {
    zh: "第 {seq} 条（编号 {id}）的内容与封存时不同，已被改动或替换",
    en: "Entry {seq} (number {id}) is not what was sealed: it was changed or replaced",
  },
  "entry-removed": {
    zh: "第 {seq} 条（编号 {id}）已被删除，且没有留存检查点说明",
    en: "Entry {seq} (number {id}) is gone, and no retention checkpoint accounts for it",
  },
  "entry-moved": {
    zh: "第 {seq} 条（编号 {id}）被挪到第 {other} 条之后",
    en: "Entry {seq} (number {id}) was moved behind entry {other}",
  },
  "entry-inserted": {
    zh: "第 {seq} 条之后插入了一条从未封存的记录（编号 {id}）",
    en: "Behind entry {seq} an entry was inserted that was never sealed (number {id})",
  },
  "entry-duplicated": {
    zh: "第 {seq} 条（编号 {id}）在第 {other} 条之后又出现一次",
    en: "Entry {seq} (number {id}) stands once more behind entry {other}",
  },
  "entry-backdated": {
    zh: "第 {seq} 条（编号 {id}）写明的时间远早于在它之前封存的记录：事后补入，或时钟曾被调回",
    en: "Entry {seq} (number {id}) states a time well before entries sealed earlier: written later, or the clock was set back",
  },
  "entry-not-retired": {
    zh: "留存检查点称第 {seq} 条（编号 {id}）已清除，但它仍在",
    en: "A retention checkpoint says that entry {seq} (number {id}) was removed, but it still stands",
  },
  "seal-removed": {
    zh: "第 {seq} 至 {other} 个封条缺失",
    en: "Seals {seq} to {other} are gone",
  },
  "seal-out-of-place": {
    zh: "第 {other} 个封条之后出现了标为第 {seq} 的封条：重复、插入或换位",
    en: "Behind seal {other} stands one of place {seq}: repeated, inserted or moved",
  },
  "seal-broken": {
    zh: "第 {seq} 个封条接不上它前面的封条：它或前一个（连同所封记录）被改动",
    en: "Seal {seq} does not continue the one before it: it was changed, or the one before and the entry it seals",
  },
  "head-forged": {
    zh: "第 {seq} 条处的签名链头签名无效：被改动或伪造",
    en: "The signed head at entry {seq} does not bear its key's signature: changed or forged",
  },
  "head-key-unknown": {
    zh: "第 {seq} 条处的签名链头所用密钥不在已知密钥之列",
    en: "The head at entry {seq} is signed with a key that is not known",
  },
  "head-disagrees": {
    zh: "第 {seq} 至 {other} 条之间的日志被整体改写：与第 {other} 条处的签名链头不符",
    en: "The log was rewritten between entries {seq} and {other}: the signed head at entry {other} says otherwise",
  },
  "tail-cut": {
    zh: "日志尾部被截去：签名链头证明曾有第 {seq} 至 {other} 条",
    en: "The end of the log was cut off: a signed head shows that entries {seq} to {other} existed",
  },
  "checkpoint-forged": {
    zh: "留存检查点 {id} 的签名无效，不予采信",
    en: "Retention checkpoint {id} does not bear a known key's signature and excuses nothing",
  },
  "differs-throughout": {
    zh: "自第 {seq} 条附近起差异过多，无法逐条说明，核验到此为止",
    en: "From about entry {seq} on too much differs to be told piece by piece; the verification stopped there",
  },
};
