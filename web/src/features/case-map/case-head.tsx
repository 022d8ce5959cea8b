import { Button, InputNumber, Select, type SelectProps } from "antd";
import type { ReactNode } from "react";
import { type CaseView, offeredDoctrines } from "../../../../src/contract/case-view.ts";
import { useCaseDoctrine } from "../../api/questions.ts";
import { DoctrineLock } from "../../design/doctrine-lock.tsx";
import { useLanguage } from "../../design/language.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { AsOfPicker } from "./as-of-picker.tsx";
import { FindAccount } from "./find-account.tsx";
import type { PageAddress } from "./page-address.ts";
import { VictimFilter } from "./victim-filter.tsx";

interface CaseHeadProps {
  readonly caseId: string;
  readonly title: string;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
  readonly view: CaseView | undefined;
  readonly openHelp: () => void;
}

/** Which case, under which doctrine, as of when; and the search. One row that wraps. */
export function CaseHead({ caseId, title, address, change, view, openHelp }: CaseHeadProps): ReactNode {
  const { say } = useLanguage();
  const locked = useCaseDoctrine(caseId).data;
  const trace = { doctrine: address.doctrine, asOf: address.asOf };
  const actions = (
    <>
      <FindAccount {...{ caseId, address, change }} />
      <Button type="text" aria-label={say("keys.title")} title={say("keys.title")} onClick={openHelp}>
        ?
      </Button>
    </>
  );
  return (
    <PageHead title={title} place={{ caseId, page: "map", trace }} actions={actions}>
      <label>
        {say("doctrine")}
        <Select
          aria-label={say("doctrine")}
          value={address.doctrine === "" ? (view?.doctrine ?? null) : address.doctrine}
          onChange={(doctrine) => change({ doctrine, transfer: "" })}
          popupMatchSelectWidth={360}
          options={offeredDoctrines.map((value) => ({ value, label: say(`doctrine.${value}`) }))}
          optionRender={doctrineOption}
        />
      </label>
      {locked !== undefined && <DoctrineLock locked={locked} />}
      <label>
        {say("asOf")}
        <AsOfPicker asOf={address.asOf} ledgerTo={view?.ledgerTo ?? null} change={(asOf) => change({ asOf })} />
      </label>
      <FoldBelow {...{ address, change }} />
      <VictimFilter {...{ address, change, view }} />
    </PageHead>
  );
}

/** Below which amount accounts fold. */
function FoldBelow({ address, change }: Pick<CaseHeadProps, "address" | "change">): ReactNode {
  const { say } = useLanguage();
  return (
    <label>
      {say("foldBelow")}
      <InputNumber<number>
        aria-label={say("foldBelow")}
        prefix="¥"
        min={0}
        max={999_999_999}
        precision={0}
        step={1_000}
        controls={false}
        placeholder={say("foldBelow.none")}
        value={address.foldBelow === 0 ? null : address.foldBelow}
        onBlur={(event) => change({ foldBelow: Number(event.target.value.replace(/\D/g, "")) })}
        onPressEnter={(event) => event.currentTarget.blur()}
      />
    </label>
  );
}

const doctrineOption: NonNullable<SelectProps["optionRender"]> = ({ value }) => (
  <DoctrineOption doctrine={value as CaseView["doctrine"]} />
);

function DoctrineOption({ doctrine }: { readonly doctrine: CaseView["doctrine"] }): ReactNode {
  const { say } = useLanguage();
  return (
    <div className="doctrine-option">
      {say(`doctrine.${doctrine}`)} <span className="digits soft">{doctrine}</span>
      <div className="soft">{say(`doctrine.${doctrine}.why`)}</div>
    </div>
  );
}
