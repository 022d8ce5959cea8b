import { Input } from "antd";
import type { ReactNode } from "react";

interface PasswordFieldProps {
  readonly label: string;
  readonly kind: "current-password" | "new-password";
  readonly value: string;
  readonly change: (value: string) => void;
  /** Whether it is what the page begins with: then it has the focus. */
  readonly isFirst: boolean;
}

/** A password, hidden unless its eye is pressed. */
export function PasswordField({ label, kind, value, change, isFirst }: PasswordFieldProps): ReactNode {
  return (
    <label>
      {label}
      <Input.Password
        size="large"
        autoComplete={kind}
        required
        maxLength={1_000}
        autoFocus={isFirst}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  );
}
