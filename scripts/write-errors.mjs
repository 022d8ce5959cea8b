// Writes docs/errors.md from the built catalogue. Run `npm run build` first; a house test compares the two.
import { writeFileSync } from "node:fs";
import { catalogue } from "../dist/src/errors/catalogue.js";

const rows = Object.entries(catalogue).map(([code, { kind, zh, en }]) => `| \`${code}\` | ${kind} | ${zh} | ${en} |`);
writeFileSync(
  new URL("../docs/errors.md", import.meta.url),
  `# Errors

Every error Sluice raises has a code that is never reused. \`asked-wrongly\` ends a command with exit code 2 and a request with
HTTP 400; \`failed\` with exit code 1 and HTTP 500. \`{name}\` stands for what was seen. Written by \`npm run docs\`.

| code | kind | 中文 | English |
|---|---|---|---|
${rows.join("\n")}
`,
);
