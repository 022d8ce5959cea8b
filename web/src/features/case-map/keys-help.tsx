import { Modal } from "antd";
import type { ReactNode } from "react";
import { useLanguage } from "../../design/language.tsx";

/** The list of the page's keys. */
export function KeysHelp({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const { say } = useLanguage();
  const keys = [
    ["/", say("keys.search")],
    ["0", say("keys.fit")],
    ["+ −", say("keys.zoom")],
    ["J K ↓ ↑", say("keys.step")],
    ["Enter ␣", say("keys.open")],
    ["Esc", say("keys.close")],
    ["?", say("keys.help")],
  ];
  return (
    <Modal open={open} onCancel={close} title={say("keys.title")} footer={null} width={460}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
