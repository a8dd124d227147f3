// What Ajv says of other people's schemas and instances, one JSON object a line for 'agreement' to read.
// Arguments: the folder that holds node_modules, then "schemastore FOLDER" (a checkout of SchemaStore), "github" (npm's
// @octokit/webhooks-schemas and @octokit/webhooks-examples) or "openapi" (npm's @octokit/openapi-webhooks).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';

const [modules, source, folder] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'package.json'));
const options = { strict: false, validateFormats: false, logger: false, allErrors: false };
const catalogues = ['https://json.schemastore.org/', 'https://www.schemastore.org/', 'http://json.schemastore.org/'];

function engineFor(schema) {
  const name = String(schema.$schema ?? '').replace(/^https?:\/\//, '').replace(/#$/, '');
  if (name === 'json-schema.org/draft-04/schema') return new (require('ajv-draft-04').default)(options);
  if (name === 'json-schema.org/draft/2019-09/schema') return new (require('ajv/dist/2019').default)(options);
  if (name === 'json-schema.org/draft/2020-12/schema' || name === '') return new (require('ajv/dist/2020').default)(options);
  const ajv = new (require('ajv').default)(options);
  if (name === 'json-schema.org/draft-06/schema') ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-06.json'));
  return ajv;
}

function readJson(file) {
  const text = readFileSync(file, 'utf8');
  return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
}

// Compiles; what is missing is looked for in the catalogue's own folder.
function compile(schema, reference, schemas) {
  const known = [];
  for (;;) {
    const ajv = engineFor(schema);
    known.forEach(([uri, other]) => ajv.addSchema(other, uri));
    try {
      return ajv.compile(reference ? { ...schema, ...reference } : schema);
    } catch (error) {
      const uri = error.missingSchema;
      const file = catalogues.some(catalogue => uri?.startsWith(catalogue)) && schemas ? join(schemas, basename(uri, '.json') + '.json') : null;
      if (!file || !existsSync(file) || known.some(([other]) => other === uri)) throw error;
      known.push([uri, readJson(file)]);
    }
  }
}

function emit(schemaFile, root, instances, validate, error) {
  console.log(JSON.stringify({ schema: schemaFile, root, error, instances: instances.map(one => ({ ...one, valid: validate?.(one.value) })) }));
}

function filesBelow(path) {
  return existsSync(path)
    ? readdirSync(path).flatMap(name => (statSync(join(path, name)).isDirectory() ? filesBelow(join(path, name)) : [join(path, name)]))
    : [];
}

// Whatever JSON can hold, by way of JSON: dates become texts.
function read(file) {
  const text = readFileSync(file, 'utf8');
  const value = file.endsWith('.toml') ? require('smol-toml').parse(text) : /\.ya?ml$/.test(file) ? require('yaml').parse(text) : require('jsonc-parser').parse(text, [], { allowTrailingComma: true });
  return JSON.parse(JSON.stringify(value));
}

function instancesOf(path) {
  return filesBelow(path).filter(file => /\.(json|ya?ml|toml)$/.test(file)).flatMap(file => {
    try {
      return [{ name: file, value: read(file) }];
    } catch {
      return []; // several documents in one, tags of others
    }
  });
}

function schemastore() {
  const schemas = join(folder, 'src/schemas/json');
  console.log(JSON.stringify({ references: Object.fromEntries(catalogues.map(catalogue => [catalogue, schemas])) }));
  for (const name of readdirSync(schemas).filter(name => name.endsWith('.json')).sort()) {
    const file = join(schemas, name);
    const instances = ['test', 'negative_test'].flatMap(kind => instancesOf(join(folder, 'src', kind, basename(name, '.json'))));
    try {
      emit(file, '', instances, compile(readJson(file), null, schemas), null);
    } catch (error) {
      emit(file, '', instances, null, String(error.message));
    }
  }
}

function github() {
  const file = require.resolve('@octokit/webhooks-schemas/schema.json');
  const schema = readJson(file);
  const examples = require('@octokit/webhooks-examples');
  const all = (examples.default ?? examples).flatMap(event => event.examples.map((value, index) => ({ event: event.name, name: `${event.name} ${index}`, value })));
  console.log(JSON.stringify({ references: {} }));
  emit(file, '', all, compile(schema, null, null), null);
  for (const event of new Set(all.map(one => one.event))) {
    const root = `/definitions/${event}_event`;
    const { oneOf, anyOf, ...rest } = schema;
    const known = schema.definitions[`${event}_event`] !== undefined;
    const own = all.filter(one => one.event === event);
    // Each with its action left out, too: what does not fit has to be told alike.
    const broken = own.map(one => ({ ...one, name: `${one.name} without its first member`, value: Object.fromEntries(Object.entries(one.value).slice(1)) }));
    if (known) emit(file, root, [...own, ...broken], compile(rest, { $ref: `#${root}` }, null), null);
  }
}

function openapi() {
  const file = require.resolve('@octokit/openapi-webhooks/generated/api.github.com.json');
  const document = readJson(file);
  const examples = require('@octokit/webhooks-examples');
  const all = (examples.default ?? examples).flatMap(event => event.examples.map((value, index) => ({ event: event.name, name: `${event.name} ${index}`, value })));
  const ajv = new (require('ajv/dist/2020').default)(options).addSchema(document, 'openapi');
  console.log(JSON.stringify({ references: {} }));
  for (const webhook of Object.values(document.webhooks)) {
    const root = webhook.post.requestBody.content['application/json'].schema.$ref.slice(1);
    const own = all.filter(one => one.event === webhook.post.operationId.split('/')[0].replaceAll('-', '_'));
    if (own.length > 0) emit(file, root, own, ajv.compile({ $ref: `openapi#${root}` }), null);
  }
}

({ schemastore, github, openapi })[source]();
