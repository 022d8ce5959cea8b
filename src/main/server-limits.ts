import { SluiceError } from "../errors/sluice-error.ts";
import { type RequestLimits, usualLimits } from "../http/request-limits.ts";
import type { Configuration } from "./configuration.ts";
import { writtenBytes } from "./memory-budget.ts";

/** How much of what a server takes. */
export interface ServerLimits {
  /** Of one upload. */
  readonly uploadBytes: number;
  readonly requests: RequestLimits;
}

/** The limits as they are written in the environment, none unless. */
export type WrittenLimits = Pick<Configuration, "uploadLimit" | "requestsPerMinute" | "signInsPerMinute">;

/** @throws SluiceError COMMAND_OPTION_BAD_VALUE */
export function serverLimits({ uploadLimit, requestsPerMinute, signInsPerMinute }: WrittenLimits): ServerLimits {
  return {
    uploadBytes: writtenBytes("SLUICE_UPLOAD_LIMIT", uploadLimit) ?? 4 * 2 ** 30,
    requests: {
      person: writtenCount("SLUICE_REQUESTS_PER_MINUTE", requestsPerMinute) ?? usualLimits.person,
      signIn: writtenCount("SLUICE_SIGN_INS_PER_MINUTE", signInsPerMinute) ?? usualLimits.signIn,
    },
  };
}

function writtenCount(option: string, written: string): number | undefined {
  if (written === "") return undefined;
  if (/^[1-9]\d{0,8}$/.test(written)) return Number(written);
  throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option, seen: written, wanted: "1…999999999" });
}
