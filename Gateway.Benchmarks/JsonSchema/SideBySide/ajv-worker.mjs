// Ajv in a process of its own: answers each line "FILE MILLISECONDS" on standard input with the nanoseconds of CPU that one
// payload took from its bytes to the verdict. Arguments: the schema, the folder that holds node_modules.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [schemaFile, modules] = process.argv.slice(2);
const { default: Ajv2020 } = createRequire(join(modules, 'package.json'))('ajv/dist/2020');
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
const payloads = new Map();

function run(bytes, milliseconds) {
  const end = performance.now() + milliseconds;
  const before = process.cpuUsage();
  let count = 0;
  do {
    for (let i = 0; i < 8; i++, count++) {
      if (!validate(JSON.parse(bytes.toString('utf8')))) {
        throw new Error(JSON.stringify(validate.errors));
      }
    }
  } while (performance.now() < end);
  const used = process.cpuUsage(before);
  return ((used.user + used.system) * 1000) / count;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [file, milliseconds] = line.split(' ');
  if (!payloads.has(file)) {
    payloads.set(file, readFileSync(file));
  }

  console.log(run(payloads.get(file), Number(milliseconds)).toFixed(0));
}
