import { App, ConfigProvider, theme } from "antd";
import enUs from "antd/locale/en_US";
import zhCn from "antd/locale/zh_CN";
import { type ReactNode, useSyncExternalStore } from "react";
import { useLanguage } from "./language.tsx";

const darkQuery = matchMedia("(prefers-color-scheme: dark)");
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

/** Ant Design in the page's colours and language, dark or light as the system is. */
export function Themed({ children }: { readonly children: ReactNode }): ReactNode {
  const dark = useDark();
  const { language } = useLanguage();
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={language === "en" ? enUs : zhCn}
      componentSize="small"
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: dark ? "#7db0f5" : "#1d4f91",
          colorLink: dark ? "#7db0f5" : "#1d4f91",
          colorBgBase: dark ? "#181c22" : "#ffffff",
          colorTextBase: dark ? "#e4e7eb" : "#1a1f27",
          colorTextPlaceholder: dark ? "#9aa4b2" : "#59626f",
          ...(dark ? { colorBgElevated: "#1d222a" } : {}),
          borderRadius: 3,
          fontFamily: "inherit",
          motionDurationMid: "0.12s",
          motionDurationSlow: "0.16s",
        },
      }}
    >
      <App className="themed">{children}</App>
    </ConfigProvider>
  );
}

/** Whether the system asks for dark. */
export function useDark(): boolean {
  return useSyncExternalStore(
    (changed) => {
      darkQuery.addEventListener("change", changed);
      return () => darkQuery.removeEventListener("change", changed);
    },
    () => darkQuery.matches,
  );
}
