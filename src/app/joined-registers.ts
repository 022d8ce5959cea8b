import type { LossClaim, LossRegister } from "../storage/loss-register.ts";
import type { OrderRegister } from "../storage/order-register.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import type { Stores } from "../storage/stores.ts";
import { boundClaims } from "./bound-claims.ts";
import { orderNews } from "./order-news.ts";

type Registers = Pick<Stores, "losses" | "orders">;

/** News taken at once; the rest follows. */
const newsAtOnce = 500;

/**
 * The registers that the engine reads, brought to what the records say of bound losses and of orders. The records tell what
 * changed in the transaction that changes it (`engine_news`), and forget that only when the registers have it: whatever
 * fails in between is done again, and doing it again changes nothing. Claims and answers recorded otherwise stay.
 */
export class JoinedRegisters {
  readonly #records: RecordsStore;
  readonly #registers: Registers;
  #running: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;

  constructor(records: RecordsStore, registers: Registers) {
    this.#records = records;
    this.#registers = registers;
  }

  /** Brings the registers up to what the records told until now. Who asks meanwhile waits for one later round together. */
  settle(): Promise<void> {
    this.#waiting ??= this.#after(async () => {
      this.#waiting = undefined;
      for (let left = newsAtOnce; left === newsAtOnce; ) left = await this.#takeNews();
    });
    return this.#waiting;
  }

  /** The same from nothing: of every case and order, whatever was told of them or got lost (a restored folder). */
  settleAll(): Promise<void> {
    return this.#after(async () => {
      const { losses, orders } = this.#registers;
      const [claims, ofOrders] = await this.#records.asSystem(({ db }) =>
        Promise.all([boundClaims(db, "all"), orderNews(db, "all")]),
      );
      const before = await losses.bound();
      const gone = [...before].filter(([name, bound]) => bound.length > 0 && !claims.has(name));
      await this.#replaceClaims(new Map([...gone.map(([name]) => [name, []] as const), ...claims]), before);
      const known = (await orders.records()).ofOrders;
      if (!isSame(known, ofOrders)) await orders.update((records) => ({ ...records, ofOrders }));
    });
  }

  /** One round at a time: a later one never writes what an earlier one read. */
  #after(work: () => Promise<void>): Promise<void> {
    const done = this.#running.then(work);
    this.#running = done.catch(() => undefined);
    return done;
  }

  /** Takes what was told, writes it, and only then forgets it; answers how much there was. */
  async #takeNews(): Promise<number> {
    const { news, claims, ofOrders } = await this.#records.asSystem(async ({ db }) => {
      const told = await db.selectFrom("engine_news").selectAll().limit(newsAtOnce).execute();
      const about = (topic: "losses" | "answers"): readonly string[] => [
        ...new Set(told.filter((one) => one.topic === topic).map(({ subject }) => subject)),
      ];
      return {
        news: told,
        claims: await boundClaims(db, about("losses")),
        ofOrders: await orderNews(db, about("answers")),
      };
    });
    if (news.length === 0) return 0;
    if (claims.size > 0) await this.#replaceClaims(claims, await this.#registers.losses.bound());
    const told = new Set(news.filter(({ topic }) => topic === "answers").map(({ subject }) => subject));
    if (told.size > 0)
      await this.#registers.orders.update((records) => {
        const others = records.ofOrders.filter(({ orderId }) => !told.has(orderId));
        return { ...records, ofOrders: [...others, ...ofOrders].sort((a, b) => (a.number < b.number ? -1 : 1)) };
      });
    const ids = news.map(({ id }) => id);
    await this.#records.asSystem(({ db }) => db.deleteFrom("engine_news").where("id", "in", ids).execute());
    return news.length;
  }

  async #replaceClaims(claims: Claims, before: Claims): Promise<void> {
    const differing = [...claims].filter(([name, now]) => !isSame(before.get(name) ?? [], now));
    if (differing.length > 0) await this.#registers.losses.replaceBound(new Map(differing));
  }
}

type Claims = ReadonlyMap<string, readonly LossClaim[]>;

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The stores with registers that are brought up to the records before anybody reads them. */
export function joinedStores<Some extends Registers>(stores: Some, joined: JoinedRegisters): Some {
  const { losses, orders } = stores;
  const fresh = async <T>(read: () => Promise<T>): Promise<T> => {
    await joined.settle();
    return read();
  };
  const freshLosses: LossRegister = {
    ...losses,
    cases: () => fresh(() => losses.cases()),
    claims: (caseName) => fresh(() => losses.claims(caseName)),
    bound: () => fresh(() => losses.bound()),
  };
  const freshOrders: OrderRegister = { ...orders, records: () => fresh(() => orders.records()) };
  return { ...stores, losses: freshLosses, orders: freshOrders };
}
