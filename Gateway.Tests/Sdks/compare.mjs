// Holds the presets against the providers' own SDKs: node compare.mjs [--only NAME] [--verbose] -- PROGRAM [ARGUMENT...]
// Exit code 1: a genuine webhook was refused, the gateway took what an SDK refuses, or sdks.json does not say why they differ.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askSdks, send, startGateway } from './judges.mjs';
import { mutations } from './mutations.mjs';
import { oracles } from './oracles.mjs';
import { differences, isLaxer, isStricter, isTaken, listOf, tableOf } from './table.mjs';
import { build } from './webhooks.mjs';

const fewestMutations = 15;
const genuine = [
  {}, { text: 'Marker Zoë 東京 🚀' }, { text: 'Marker "a\\b" \t</x> &=+%' }, { indent: 2 }, { text: 'Marker ' + 'x'.repeat(100_000) },
];

const end = process.argv.indexOf('--');
const options = process.argv.slice(2, end);
const program = process.argv.slice(end + 1);
const only = options.includes('--only') ? options[options.indexOf('--only') + 1] : undefined;
const isVerbose = options.includes('--verbose');

const readJson = async name => JSON.parse(await readFile(new URL(name, import.meta.url)));
const { sdks, stricter, documented } = await readJson('./sdks.json');
const { packages } = await readJson('./package-lock.json');
const oracleOf = new Map(oracles.map(oracle => [oracle.name, oracle]));
const chosen = sdks.filter(({ name }) => only === undefined || name === only);
const problems = [
  ...sdks.filter(({ name }) => !oracleOf.has(name)).map(({ name }) => `${name}: no oracle`),
  ...oracles.filter(({ name }) => !sdks.some(sdk => sdk.name === name)).map(({ name }) => `${name}: not in sdks.json`),
];
if (chosen.length === 0 || problems.length > 0) {
  console.log(problems.join('\n') || `There is no SDK '${only}'.`);
  process.exit(1);
}

const folder = await mkdtemp(join(tmpdir(), 'sdks-'));
const receiver = await askSdks(oracles);
let gateway;
const rows = [];
try {
  const presets = new Map(sdks.map(({ name, preset }) => [name, preset]));
  gateway = await startGateway(program, folder, chosen.map(({ name }) => oracleOf.get(name)), presets);
  for (const sdk of chosen) rows.push(await compare(sdk));
} finally {
  receiver.stop();
  await gateway?.stop();
  await rm(folder, { recursive: true });
}

console.log(tableOf(rows));
console.log(`\nTaken by both, though changed:\n${listOf(rows, isTaken)}`);
console.log(`\nThe gateway is stricter:\n${differences(rows, stricter)}`);
console.log(`\nThe provider documents it, and its SDK does not take it:\n${differences(rows, documented)}`);
if (problems.length > 0) console.log(`\nProblems:\n  ${problems.join('\n  ')}`);
process.exit(problems.length > 0 ? 1 : 0);

async function compare({ name, package: module, preset }) {
  const oracle = oracleOf.get(name);
  let genuineTaken = 0;
  for (const variant of genuine) {
    const { sdk, gateway, why } = await judge(name, 'genuine', await build(oracle, variant));
    if (sdk && gateway) genuineTaken++;
    else problems.push(`${name}: genuine, refused by the ${sdk ? 'gateway' : 'SDK'}: ${JSON.stringify(variant).slice(0, 60)}: ${why}`);
  }

  const cases = [];
  for (const mutation of mutations.filter(({ fits }) => fits(oracle))) {
    const verdict = { name: mutation.name, ...await judge(name, mutation.name, await mutation.make(oracle)) };
    verdict.isDocumented = isLaxer(verdict) && isExplained(documented, name, mutation.name);
    cases.push(verdict);
    if (isVerbose) console.log(`${name}: ${mutation.name}: ${verdict.why}`);
    if (isLaxer(verdict) && !verdict.isDocumented) problems.push(`${name}: the gateway is laxer: ${mutation.name}: ${verdict.why}`);
    if (isStricter(verdict) !== isExplained(stricter, name, mutation.name)) {
      const problem = isStricter(verdict) ? 'stricter, and no reason is written down' : 'not stricter, and a reason is written down';
      problems.push(`${name}: ${problem}: ${mutation.name}: ${verdict.why}`);
    }
  }

  if (cases.length < fewestMutations) problems.push(`${name}: only ${cases.length} mutations fit`);
  return { name, package: module, version: packages[`node_modules/${module}`].version, preset, genuine: genuine.length, genuineTaken, cases };
}

/** What SDK and gateway say of the same webhook. The gateway has taken what came through to the backend. */
async function judge(name, what, webhook) {
  const [said, answer] = await Promise.all([send(receiver.port, webhook), send(gateway.port, webhook)]);
  const { accepted, why = 'accepts' } = JSON.parse(said.text);
  const isForwarded = answer.status === 200 && answer.text === '{"arrived":true}';
  // Answered as a copy, throttled or failed: that says nothing about the webhook.
  if (!isForwarded && ![400, 401, 415, 422].includes(answer.status)) {
    throw new Error(`${name}: ${what}: the gateway neither forwards nor refuses: ${answer.status} ${answer.text}`);
  }
  return { sdk: accepted, gateway: isForwarded, why: `SDK: ${why}; gateway: ${answer.status}` };
}

function isExplained(reasons, name, mutation) {
  return reasons.some(({ where }) => where[mutation]?.includes(name));
}
