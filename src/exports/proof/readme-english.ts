/** `README.en.md` of a package. */
export const readmeEnglish: string = `# Proof of a trace of money

This folder proves where the money of the losses in \`losses.csv\` went, under the doctrine named in \`trace.json\`. It holds everything
the answer depends on and the answer itself. To check it, on any machine, without network and without the original data:

    sluice verify FOLDER

says \`match\` (exit code 0), or names every file, line and field that differs (exit code 1). The printed *fingerprint* is the SHA-256
of \`manifest.json\`; compare it with the one written down when the package was made (\`sluice verify FOLDER --expect FINGERPRINT\`).
Without Sluice, \`sha256sum\` of each file must equal its entry in \`manifest.json\`.

Amounts are whole numbers of the smallest unit (fen for CNY: 1234 is 12.34 yuan). Times are China time. An account is its number, with
\`#USD\` behind it for another currency than CNY; \`@…\` is what is no account (cash, fees). Files are CSV in UTF-8 with a byte order mark; when
opening one in a spreadsheet, import account numbers as text.

## Given: what the answer depends on

| file | what |
|---|---|
| \`trace.json\` | doctrine, as-of time (null: the ledger's end), dust, limit of counterparties, stops asked for, how far other orders were searched (\`rowBudget\`), version of the program |
| \`inputs.csv\` | every bank file of the ledger with its SHA-256: the originals can be asked for by it |
| \`transfers.csv\` | the extract: every transfer of every account that traced money reached, in this order or in another one tried, in the ledger's order (column \`order\`); a failed one moves nothing; \`reverses\` names the transfer undone; the balances stated after it bind |
| \`witnesses.csv\` | the rows of the banks' files that show each transfer: file, sheet, row, both counted from 1 |
| \`accounts.csv\` | \`complete\`: all transfers are here; \`stop\`: money that reaches it goes no further; \`outside\`: the other side of a transfer, never reached. \`opening_minor\` blank: unknown, counted as 0 |
| \`coverage.csv\` | for which times an account's own statement is held |
| \`ties.csv\` | rows of one account whose order the banks' times do not decide: the interval of each |
| \`losses.csv\`, \`own-accounts.csv\` | the losses (blank amount: what is left of the transfer); the victim's own accounts besides the payer |
| \`good-faith.csv\` | accounts at which the trace stops since a named officer found that the holder acquired in good faith, with the evidence |
| \`answers.csv\` | balances that banks told when asked: each binds behind the account's last transfer not later than it |

## Answer: made from the given files alone

| file | what |
|---|---|
| \`certificate.txt\` | the conservation of every hop, in words |
| \`balance-sheet.csv\` | each loss = at rest + exited + lost sight of + returned + written off |
| \`flows.csv\` | the traced amount on each transfer, by loss and hop (1: the loss's own transfer) |
| \`hops.csv\` | per loss, hop and account: in = out + stayed |
| \`account-sheet.csv\` | per loss and account: in = out + what ended there, and how |
| \`at-rest.csv\`, \`exits.csv\`, \`lost-sight.csv\`, \`returned.csv\`, \`written-off.csv\` | the ends of the money; \`last_seen\`: the statement ends before the as-of time |
| \`stops.csv\` | every stop, why it is one, and what left the ledger there |
| \`unexplained.csv\` | payments above what the account was seen to hold: never a victim's money |
| \`partly-seen.csv\` | transfers known from the counterparty only |
| \`guesses.csv\` | transfers whose order had to be guessed, and the traced money on each (or, under poison, whether it was reached) |
| \`order-search.csv\` | how the other orders of each group of tied rows were searched (\`group\` as in \`guesses.csv\`): all, a sample, or not tried; the last row says whether every combination of all groups was tried (\`all-together\`) or one group at a time (\`one-tie-at-a-time\`) |
| \`ranges.csv\` | every figure that depends on such an order: the smallest and the largest amount tried (blank loss: all losses; neither account nor transfer: the balance sheet) |
| \`interest.csv\` | interest that follows the losses' money: beside the balance sheet, not in it |
| \`reach.csv\` | under \`poison\` only: the transfers reached, by loss and hop; there is no sheet then |

## By hand

1. Take \`transfers.csv\` from top to bottom up to the as-of time. Keep for each account a list of lots (amount, origin), beginning with \`opening_minor\`.
2. A payment takes lots by the doctrine: \`fifo\` the oldest first; \`lifo\` the newest; \`tainted-first\` the losses' lots first, then the oldest; \`pro-rata\` every
   lot in proportion; \`libr\` money that is no victim's first, then the losses in proportion. Fractions go to the largest remainder.
   What is missing enters as unexplained. The pieces arrive at the payee in the order taken, with the hop one higher.
3. At the transfer of a loss, the loss's amount takes the victim's colour, hop 1. At a stop, money leaves the ledger; at an account
   whose statement does not cover the time it is lost sight of; at the victim's own account it is returned.
4. What is left in the lists is \`at-rest.csv\`. Compare the sums with \`balance-sheet.csv\`, and each account with \`account-sheet.csv\`.

The full rules are in Sluice's \`src/tracing/SPEC.md\` (T1 to T20) and \`src/exports/proof/SPEC.md\`.

## What this proof does not prove

That the banks' files are true, and that the extract was taken from them: for that, ask for the originals by the SHA-256 in
\`inputs.csv\` and look up the rows in \`witnesses.csv\`. A package made anew as a whole from other figures is consistent in itself; only its
fingerprint tells.
`;
