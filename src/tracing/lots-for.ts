import type { AccountLots } from "./account-lots.ts";
import type { Doctrine } from "./doctrine.ts";
import { LotPool } from "./lot-pool.ts";
import { QueueLots } from "./queue-lots.ts";
import { RateableLots } from "./rateable-lots.ts";

/** Empty lots of `accounts` accounts under the doctrine. */
export function lotsFor(doctrine: Exclude<Doctrine, "poison">, accounts: number): AccountLots {
  switch (doctrine) {
    case "fifo":
    case "lifo":
    case "tainted-first":
      return new QueueLots(doctrine, new LotPool(accounts));
    case "pro-rata":
    case "libr":
      return new RateableLots(doctrine, new LotPool(accounts));
  }
}
