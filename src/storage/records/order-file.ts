import { noRecords, type OrderRecords, type OrderRegister } from "../order-register.ts";
import { openJsonRegister } from "./json-register.ts";

interface OrderFile extends Omit<OrderRecords, "ofOrders"> {
  readonly format: "sluice-orders-1";
  /** Absent where the records had nothing to tell yet. */
  readonly ofOrders?: OrderRecords["ofOrders"];
}

const empty: OrderFile = { format: "sluice-orders-1", ...noRecords };

/** The order register as one JSON file. */
export function openOrderFile(path: string): OrderRegister {
  const register = openJsonRegister(path, empty, isOrderFile);
  return {
    async records() {
      return recordsIn(await register.read());
    },
    async update(change) {
      await register.update((file) => ({ ...file, ...change(recordsIn(file)) }));
    },
  };
}

function recordsIn({ responses, answers, answersTold, sent, ofOrders = [] }: OrderFile): OrderRecords {
  return { responses, answers, answersTold, sent, ofOrders };
}

function isOrderFile(value: unknown): value is OrderFile {
  if (typeof value !== "object" || value === null) return false;
  const lists = ["responses", "answers", "sent"].every((name) => Array.isArray(Reflect.get(value, name)));
  return lists && "format" in value && value.format === empty.format;
}
