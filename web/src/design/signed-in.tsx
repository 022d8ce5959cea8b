import { Button } from "antd";
import { createContext, type ReactNode, useContext } from "react";
import type { SessionView } from "../../../src/contract/session.ts";
import { type Say, useLanguage } from "./language.tsx";
import { type WordKey, wordsZhCn } from "./words-zh-cn.ts";

/** Who works at this screen, and how they leave it. */
export interface SignedIn {
  readonly session: SessionView;
  readonly signOut: () => void;
}

/** Given by the page's door to everything behind it. */
export const SignedInPerson = createContext<SignedIn | null>(null);

/** Who is signed in, and the way out; nothing where nobody is. */
export function WhoAmI(): ReactNode {
  const { say } = useLanguage();
  const signedIn = useContext(SignedInPerson);
  if (signedIn === null) return null;
  const { name, roles, unitCode } = signedIn.session;
  const roleNames = roles.map((role) => roleName(role, say)).join(say("role.between"));
  return (
    <span className="who-am-i">
      <span title={`${roleNames} · ${unitCode}`}>{name}</span>
      <Button type="text" onClick={signedIn.signOut}>
        {say("door.signOut")}
      </Button>
    </span>
  );
}

function roleName(role: string, say: Say): string {
  const key = `role.${role}`;
  return key in wordsZhCn ? say(key as WordKey) : role;
}
