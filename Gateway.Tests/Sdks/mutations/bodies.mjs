// What is sent is not what was signed.
import { build } from '../webhooks.mjs';
import { read, write } from '../places.mjs';

const onBody = (name, change, fits = () => true) => ({
  name: `body: ${name}`,
  fits,
  make: async oracle => {
    const webhook = await build(oracle);
    return { ...webhook, body: change(webhook.body, oracle) };
  },
});

const isForm = oracle => oracle.contentType?.includes('form') ?? false;
const isJson = oracle => !isForm(oracle);

/** The bytes with the first `from` replaced by `to`. */
const replaced = (body, from, to) => Buffer.from(body.toString('latin1').replace(from, to), 'latin1');

export const ofBodies = [
  onBody('a letter changed', (body, oracle) => replaced(body, ...(oracle.marker ?? ['Marker', 'Narker']))),
  onBody('a line feed behind it', body => Buffer.concat([body, Buffer.from('\n')])),
  onBody('a zero byte behind it', body => Buffer.concat([body, Buffer.from([0])])),
  onBody('a byte order mark before it', body => Buffer.concat([Buffer.from([0xEF, 0xBB, 0xBF]), body])),
  onBody('the last byte cut off', body => body.subarray(0, -1)),
  onBody('none', () => Buffer.alloc(0)),
  onBody('a blank between its tokens', body => replaced(body, ':', ': '), isJson),
  onBody('written anew, over several lines', body => Buffer.from(JSON.stringify(JSON.parse(body), null, 2)), isJson),
  onBody('a member twice', body => replaced(body, '{', '{"text":"first",'), isJson),
  onBody('an empty field behind it', body => Buffer.concat([body, Buffer.from('&')]), isForm),
  onBody('a field added', body => Buffer.concat([body, Buffer.from('&Added=1')]), isForm),
  onBody('a field of it twice', (body, oracle) => replaced(body, /^([^&]*)/, '$1&$1'), isForm),
  {
    // Who decodes the body before it is signed sees the same text.
    name: 'body: a byte that is no UTF-8 where U+FFFD was signed',
    fits: oracle => !oracle.marker,
    make: async oracle => {
      const webhook = await build(oracle, { text: 'Marker \uFFFD' });
      const [from, to] = isForm(oracle) ? ['%EF%BF%BD', '%FF'] : ['\xEF\xBF\xBD', '\xFF'];
      return { ...webhook, body: replaced(webhook.body, from, to) };
    },
  },
  {
    name: "body: another webhook's signature",
    fits: () => true,
    make: async oracle => {
      const at = Date.now();
      const [one, other] = [await build(oracle, { at }), await build(oracle, { at, text: 'Marker two' })];
      return write(one, oracle.signature, read(other, oracle.signature));
    },
  },
];
