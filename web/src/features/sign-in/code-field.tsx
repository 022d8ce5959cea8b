import { Input } from "antd";
import type { ReactNode } from "react";

interface CodeFieldProps {
  readonly label: string;
  readonly code: string;
  readonly change: (code: string) => void;
}

/** The six digits of an authenticator; blanks that it shows between them do not matter. */
export function CodeField({ label, code, change }: CodeFieldProps): ReactNode {
  return (
    <label>
      {label}
      <Input
        className="digits code-field"
        size="large"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        pattern="[0-9]{6}"
        autoFocus
        value={code}
        onChange={(event) => change(event.target.value.replace(/\D/g, "").slice(0, 6))}
      />
    </label>
  );
}
