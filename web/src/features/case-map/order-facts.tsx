import type { ReactNode } from "react";
import type { FreezeRow } from "../../../../src/contract/order-lists.ts";
import { groupedNumber, percentText } from "../../design/figures.ts";
import { useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { NoteText } from "../../design/note-text.tsx";
import { RangedMoney } from "../../design/ranged-money.tsx";
import { waitText } from "./wait-text.ts";

interface OrderFactsProps {
  readonly order: FreezeRow;
  readonly openTransfer: (id: string) => void;
}

/** Why this account stands on the freeze list: what is disputed, what can be expected, and the receipt to name. */
export function OrderFacts({ order, openTransfer }: OrderFactsProps): ReactNode {
  const { say } = useLanguage();
  const { atRestMinor, range, currency, chancePpm, expectedMinor, responseMinutes, effect, seen } = order;
  return (
    <>
      <h3>
        {say("order.title")} <span className="soft">{say("order.rank", { n: order.rank })}</span>
      </h3>
      {order.looksInnocent !== null && (
        <p className="notice">
          <span className="tag">{say("freeze.lookAgain")}</span> <NoteText note={order.looksInnocent} />
        </p>
      )}
      {order.answer !== null && (
        <p className="notice">
          <NoteText note={order.answer} />
        </p>
      )}
      <dl className="figures">
        <div className="wide">
          <dt>{say("order.disputed")}</dt>
          <dd>
            <RangedMoney minor={atRestMinor} currency={currency} range={range} />
          </dd>
        </div>
        <Fact name={say("column.expected")}>
          <Money minor={expectedMinor} currency={currency} />
        </Fact>
        <Fact name={say("column.chance")}>{percentText(chancePpm)}</Fact>
        <Fact name={say("column.response")}>{waitText(responseMinutes, say)}</Fact>
        <Fact name={say("order.seen")}>
          <span className="time">{seen}</span>
        </Fact>
        <Fact name={say("order.effect")}>
          <span className="time">{effect}</span>
        </Fact>
        <Fact name={say("column.role")}>
          <NoteText note={order.role} />
        </Fact>
        <Fact name={say("column.since")}>
          <span className="time">{order.since}</span>
        </Fact>
        <ReceiptFact order={order} openTransfer={openTransfer} />
      </dl>
      <p className="soft small">{say("order.never")}</p>
    </>
  );
}

/** The receipt that a bank checks the order by; opens to the bank's row. */
function ReceiptFact({ order: { receipt, currency }, openTransfer }: OrderFactsProps): ReactNode {
  const { say } = useLanguage();
  return (
    <div className="wide">
      <dt>{say("column.receipt")}</dt>
      <dd>
        {receipt === null ? (
          say("receipt.none")
        ) : (
          <>
            <button type="button" className="link time" onClick={() => openTransfer(receipt.transfer)}>
              {receipt.at}
            </button>{" "}
            <span className="digits">{groupedNumber(receipt.payerNumber)}</span> {receipt.payerHolder}{" "}
            <Money minor={receipt.amountMinor} currency={currency} />{" "}
            <span className="soft">
              {receipt.serial === "" ? say("receipt.noSerial") : say("receipt.serial", { serial: receipt.serial })}
            </span>
          </>
        )}
      </dd>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
