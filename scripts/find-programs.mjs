// Before the tests: makes sure that the programs they drive are there, installs Debian's where that is allowed, or says the
// command.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";

const programs = [
  {
    name: "Chromium",
    use: "The browser tests",
    variable: "CHROMIUM_PATH",
    places: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"],
    packages: ["chromium", "fonts-noto-cjk"],
    version: (path) => execFileSync(path, ["--version"], { encoding: "utf8" }).trim(),
  },
  {
    name: "clickhouse-server",
    use: "The tests of a ledger on servers",
    variable: "CLICKHOUSE_SERVER_PATH",
    places: ["/usr/sbin/clickhouse-server", "/usr/bin/clickhouse-server"],
    packages: ["clickhouse-server"],
    // The oldest versions know no --version.
    version: (path) => path,
  },
  {
    name: "PostgreSQL",
    use: "The tests of records on a server",
    variable: "POSTGRES_PATH",
    places: ["/usr/lib/postgresql/15/bin/postgres", ...debianServers()],
    packages: ["postgresql"],
    version: (path) => execFileSync(path, ["--version"], { encoding: "utf8" }).trim(),
  },
];

/** Debian keeps each major version's programs in a folder of its own. */
function debianServers() {
  const folder = "/usr/lib/postgresql";
  return existsSync(folder) ? readdirSync(folder).map((version) => `${folder}/${version}/bin/postgres`) : [];
}

function find({ variable, places }) {
  return [process.env[variable], ...places].find((path) => path !== undefined && path !== "" && existsSync(path));
}

function install({ name, packages }) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log(`No ${name} found: installing Debian's for the tests…`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { stdio: ["ignore", "ignore", "inherit"], env };
  spawnSync("apt-get", ["update", "-q"], options);
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...packages], options);
}

for (const program of programs) {
  const { name, use, variable, packages, version } = program;
  if (process.env[variable] && !existsSync(process.env[variable])) {
    console.error(`${variable} is ${process.env[variable]}, where there is nothing. Correct it or unset it.`);
    process.exit(1);
  }
  if (find(program) === undefined) install(program);
  const found = find(program);
  if (found === undefined) {
    console.error(`${use} need ${name} and none was found. Install it with:\n`);
    console.error(`  sudo apt-get update && sudo apt-get install -y ${packages.join(" ")}\n`);
    console.error(`or set ${variable} to one that is installed, and run npm test again.`);
    process.exit(1);
  }
  console.log(`${name}: ${version(found)}`);
}
