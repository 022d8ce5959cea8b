import { runSluice } from "./run-sluice.ts";

/** Somebody who is signed in at a running server. */
export interface SignedInOfficer {
  /** For requests: the session's token. */
  readonly headers: Readonly<Record<string, string>>;
  readonly login: string;
  readonly password: string;
  /** The case that the command line calls by this name. */
  caseId(name: string): Promise<string>;
}

/** The roles of an officer who works cases. */
const officer = "analyst,investigator,duty-officer";

/** Adds a person by the command line of a server, signs in with the one-time password and changes it. */
export async function signInOfficer(
  address: string,
  data: string,
  { login = "officer", roles = officer, bank = "" }: { login?: string; roles?: string; bank?: string } = {},
): Promise<SignedInOfficer> {
  const words = ["people", "add", "--login", login, "--name", "周警官", "--roles", roles, "--data", data, "--json"];
  const added = await runSluice(bank === "" ? words : [...words, "--bank", bank]);
  if (added.exitCode !== 0) throw new Error(added.stderr);
  const { password: old } = JSON.parse(added.stdout) as { readonly password: string };
  const password = "长江-大桥-1957-南京";
  const send = async (
    path: string,
    { method, authorization = "" }: { readonly method: "POST" | "PUT"; readonly authorization?: string },
    body: object,
  ): Promise<{ token?: string }> => {
    const headers = { "content-type": "application/json", ...(authorization === "" ? {} : { authorization }) };
    const answer = await fetch(`${address}/api/v1/session${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as { token?: string };
  };
  const { token = "" } = await send("", { method: "POST" }, { login, password: old, as: "token" });
  const headers = { authorization: `Bearer ${token}` };
  await send("/password", { method: "PUT", ...headers }, { old, new: password });
  return {
    headers,
    login,
    password,
    async caseId(name) {
      const answer = await fetch(`${address}/api/v1/cases?limit=500`, { headers });
      const { rows } = (await answer.json()) as { rows: readonly { id: string; number: string }[] };
      const found = rows.find(({ number }) => number === name);
      if (found === undefined) throw new Error(`${name} is not among ${rows.length} cases`);
      return found.id;
    },
  };
}
