import { noRecords, type OrderRecords, type OrderRegister } from "../order-register.ts";
import { openJsonRegister } from "./json-register.ts";

interface OrderFile extends OrderRecords {
  readonly format: "sluice-orders-1";
}

const empty: OrderFile = { format: "sluice-orders-1", ...noRecords };

/** The order register as one JSON file. */
export function openOrderFile(path: string): OrderRegister {
  const register = openJsonRegister(path, empty, isOrderFile);
  return {
    async records() {
      const { responses, answers, answersTold, sent } = await register.read();
      return { responses, answers, answersTold, sent };
    },
    async update(change) {
      await register.update((file) => ({ ...file, ...change(file) }));
    },
  };
}

function isOrderFile(value: unknown): value is OrderFile {
  if (typeof value !== "object" || value === null) return false;
  const lists = ["responses", "answers", "sent"].every((name) => Array.isArray(Reflect.get(value, name)));
  return lists && "format" in value && value.format === empty.format;
}
