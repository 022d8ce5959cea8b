import { describe, expect, test } from "vitest";
import { parseLedgerAddress } from "./ledger-address.ts";

describe("SLUICE_LEDGER_URL", () => {
  test("names scheme, place, credentials, database and cluster", () => {
    expect(parseLedgerAddress("https://ann:p%40ss:w%2Frd@ch1.city:9443/ledger?cluster=city")).toEqual({
      scheme: "https",
      host: "ch1.city",
      port: 9443,
      user: "ann",
      password: "p@ss:w/rd",
      database: "ledger",
      cluster: "city",
    });
  });

  test("has ClickHouse's own port and user, and database sluice, when it names none", () => {
    const { port, user, password, database, cluster } = parseLedgerAddress("http://[::1]");
    expect([port, user, password, database, cluster]).toEqual([8123, "default", "", "sluice", null]);
  });

  test.each([
    "",
    "ch1:8123",
    "tcp://ch1:9000/ledger",
    "http:///ledger",
    "http://u:secret@ch1:0/ledger",
    "http://u:secret@ch1:70000/ledger",
    "http://u:secret@ch1/a-b",
    "http://u:secret@ch1/a/b",
    "http://u:secret@ch1/system",
    "http://u:secret@ch1/l?cluster=a'b",
    "http://u:secret@ch1/l?cluster=a&cluster=b",
    "http://u:secret@ch1/l?shards=2",
    "http://u:secret@ch1/l#x",
    "http://u:%zz@ch1/l",
  ])("refuses %j and does not tell the password", (text) => {
    let thrown: unknown;
    try {
      parseLedgerAddress(text);
    } catch (cause) {
      thrown = cause;
    }
    expect(thrown).toMatchObject({ code: "STORAGE_LEDGER_URL_BAD" });
    expect(thrown instanceof Error ? thrown.message : "").not.toContain("secret");
  });
});
