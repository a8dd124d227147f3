// Another signature than the provider's, or the same written differently.
import { build } from '../webhooks.mjs';
import { read, remove, replaceItem, swap, withoutHeader, write } from '../places.mjs';

const always = () => true;
const inHex = oracle => (oracle.encoding ?? 'hex') === 'hex';
const inBase64 = oracle => oracle.encoding === 'base64';
const ownHeader = oracle => oracle.signature.header && !oracle.signature.inside;

/** `change` makes another value of the signature's; `needs` is what it must be like so that there is something to change. */
const onValue = (name, change, fits = always, needs = () => /./) => ({
  name: `signature: ${name}`,
  fits,
  make: async oracle => {
    const webhook = await buildWith(oracle, needs(oracle));
    return write(webhook, oracle.signature, change(read(webhook, oracle.signature)));
  },
});

const onWebhook = (name, change, fits = always, needs = () => /./) => ({
  name: `signature: ${name}`,
  fits,
  make: async oracle => change(await buildWith(oracle, needs(oracle)), oracle),
});

async function buildWith(oracle, needed) {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const webhook = await build(oracle, { text: `Marker ${attempt}` });
    if (needed.test(read(webhook, oracle.signature))) return webhook;
  }
  throw new Error(`${oracle.name}: no signature is like ${needed}.`);
}

const lastDigit = /[A-Za-z0-9+/_-](?==*$)/;
// ECDSA's signatures vary in length, and so in whether base64 pads them.
const padded = oracle => inBase64(oracle) ? /=$/ : /./;

const changed = digit => digit === '0' ? '1' : '0';
// Twisting the lowest bit of a base64 digit, which stands for nothing in the last one before a =.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const twisted = digit => alphabet[alphabet.indexOf(digit.replace('-', '+').replace('_', '/')) ^ 1];

const wrongOf = value => value.replace(/[A-Za-z0-9]/, changed);
const twice = (webhook, oracle, order) => replaceItem(webhook, oracle.signature, (item, old) =>
  order([beside(oracle, swap(item, old, wrongOf(old))), item]).join(oracle.signature.separator));
const beside = ({ signature }, item) => signature.beside?.(item) ?? item;
const headerTwice = (webhook, { signature: { header } }, order, wrong) => ({
  ...webhook,
  headers: webhook.headers.flatMap(([name, value]) =>
    name === header ? order([[name, wrong.headers.find(([key]) => key === name)[1]], [name, value]]) : [[name, value]]),
});
const inOrder = pair => pair;
const reversed = pair => [...pair].reverse();

export const ofSignatures = [
  { name: 'signature: by another secret', fits: always, make: oracle => build(oracle, { key: oracle.keys[1] }) },
  onWebhook('missing', (webhook, oracle) => remove(webhook, oracle.signature)),
  onWebhook('its header missing', (webhook, oracle) => withoutHeader(webhook, oracle.signature.header),
    oracle => oracle.signature.inside),
  onWebhook('its header empty', (webhook, oracle) => write(webhook, { header: oracle.signature.header }, ''),
    oracle => oracle.signature.inside),
  onValue('empty', () => ''),
  onValue('its last character cut off', value => value.slice(0, -1), always, oracle => inHex(oracle) ? /[^0]$/ : padded(oracle)), // of 00 an SDK reads 0 alike
  onValue('half of it', value => value.slice(0, value.length / 2)),
  onValue('its first digit changed', wrongOf),
  onValue('its last digit changed', value => value.replace(lastDigit, changed), inHex),
  onValue('its last digit changed in a bit that stands for nothing', value => value.replace(lastDigit, twisted),
    oracle => !inHex(oracle), padded),
  onValue('in upper case', value => value.toUpperCase(), inHex, () => /[a-f]/),
  onValue('without the padding', value => value.replace(/=+$/, ''), inBase64, padded),
  onValue('in the alphabet of base64url', value => value.replaceAll('+', '-').replaceAll('/', '_'), inBase64, () => /[+/]/),
  onValue('in base64 in place of hex', value => Buffer.from(value, 'hex').toString('base64'), inHex),
  onValue('in hex in place of base64', value => Buffer.from(value, 'base64').toString('hex'), oracle => !inHex(oracle)),
  onValue('letters behind it', value => value + 'zz', always, padded),
  onValue('a blank before it', value => ' ' + value),
  onValue('a blank behind it', value => value + ' '),
  onValue('a blank in its middle', value => value.slice(0, 10) + ' ' + value.slice(10)),
  onValue('in quotes', value => `"${value}"`, oracle => oracle.signature.header),
  onWebhook('a wrong one before it', (webhook, oracle) => twice(webhook, oracle, inOrder), oracle => oracle.signature.separator),
  onWebhook('a wrong one behind it', (webhook, oracle) => twice(webhook, oracle, reversed), oracle => oracle.signature.separator),
  onWebhook('a wrong one before it, with a comma between', (webhook, oracle) =>
    replaceItem(webhook, oracle.signature, (item, old) => `${swap(item, old, wrongOf(old))},${item}`),
  oracle => ownHeader(oracle) && !oracle.signature.separator),
  onWebhook('its header twice, a wrong one first', (webhook, oracle) =>
    headerTwice(webhook, oracle, inOrder, write(webhook, oracle.signature, wrongOf(read(webhook, oracle.signature)))),
  oracle => oracle.signature.header, padded),
  onWebhook('its header twice, a wrong one last', (webhook, oracle) =>
    headerTwice(webhook, oracle, reversed, write(webhook, oracle.signature, wrongOf(read(webhook, oracle.signature)))),
  oracle => oracle.signature.header, padded),
  onWebhook('its header twice, alike', (webhook, oracle) => headerTwice(webhook, oracle, inOrder, webhook),
    oracle => oracle.signature.header, padded),
  onWebhook("another scheme's prefix", (webhook, oracle) =>
    replaceItem(webhook, oracle.signature, item => item.replace(...oracle.scheme)), oracle => oracle.scheme),
  onWebhook('the prefix in upper case', (webhook, oracle) =>
    replaceItem(webhook, oracle.signature, item => item.replace(oracle.scheme[0], oracle.scheme[0].toUpperCase())),
  oracle => oracle.scheme),
  onWebhook('no prefix', (webhook, oracle) =>
    replaceItem(webhook, oracle.signature, item => item.replace(oracle.scheme[0], '')), oracle => oracle.scheme),
];
