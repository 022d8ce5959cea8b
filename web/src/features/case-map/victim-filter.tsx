import { Select } from "antd";
import { type ReactNode, useMemo } from "react";
import type { CaseView } from "../../../../src/contract/case-view.ts";
import { moneyText } from "../../design/figures.ts";
import { useLanguage } from "../../design/language.tsx";
import type { PageAddress } from "./page-address.ts";

interface VictimFilterProps {
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
  readonly view: CaseView | undefined;
}

/** Chooses one victim, whose money's path is then lit; a victim's several losses are one entry. */
export function VictimFilter({ address, change, view }: VictimFilterProps): ReactNode {
  const { say } = useLanguage();
  const options = useMemo(() => victimsOf(view), [view]);
  return (
    <label>
      {say("column.victim")}
      <Select
        aria-label={say("column.victim")}
        className="victim-filter"
        value={address.victim === "" ? null : address.victim}
        placeholder={say("victim.all")}
        options={[...options]}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={300}
        allowClear
        onChange={(victim: string | null | undefined) =>
          change({ victim: victim ?? "", alone: "", select: "", transfer: "" })
        }
      />
    </label>
  );
}

/** Victims by what they lost, most first, each with the sum. */
function victimsOf(view: CaseView | undefined): readonly { readonly value: string; readonly label: string }[] {
  const sums = new Map<string, { minor: number; readonly currency: string }>();
  for (const { victim, loss, lossMinor, currency } of view?.losses.rows ?? []) {
    const sum = sums.get(victim || loss) ?? { minor: 0, currency };
    sums.set(victim || loss, { ...sum, minor: sum.minor + lossMinor });
  }
  return [...sums]
    .sort(([, a], [, b]) => b.minor - a.minor)
    .map(([value, { minor, currency }]) => ({ value, label: `${value}  ${moneyText(minor, currency)}` }));
}
