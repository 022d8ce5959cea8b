import type { Doctrine } from "./doctrine.ts";
import type { Words } from "./order-words.ts";

/** Doctrines as every artefact names them. */
export const doctrineWords: Readonly<Record<Doctrine, Words>> = {
  "tainted-first": { zh: "涉案优先", en: "tainted first" },
  fifo: { zh: "先进先出", en: "first in, first out" },
  lifo: { zh: "后进先出", en: "last in, first out" },
  "pro-rata": { zh: "按比例", en: "in proportion" },
  libr: { zh: "最低余额", en: "lowest intermediate balance" },
  poison: { zh: "污染（只看范围）", en: "reach only" },
};
