// node verdicts.cjs SCHEMA FOLDER: for each .json file of the folder a line with its name and whether it fits the schema.
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv/dist/2020');

const [schema, folder] = process.argv.slice(2);
const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false, allErrors: false })
  .compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
for (const file of fs.readdirSync(folder).sort()) {
  console.log(`${path.basename(file, '.json')} ${validate(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')))}`);
}
