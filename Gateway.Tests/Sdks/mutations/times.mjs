// Times, ids and URLs: signed rightly at the wrong time, or changed without being signed anew.
import { build } from '../webhooks.mjs';
import { read, remove, write } from '../places.mjs';

const hour = 3_600_000;
const hasTime = oracle => oracle.timestamp;
const textTime = oracle => oracle.timestamp?.header;

const signedAt = (name, offset) => ({
  name: `timestamp: ${name}, signed`,
  fits: hasTime,
  make: oracle => build(oracle, { at: Date.now() + offset }),
});

const onTime = (name, change, fits = hasTime) => ({
  name: `timestamp: ${name}`,
  fits,
  make: async oracle => {
    const webhook = await build(oracle);
    return write(webhook, oracle.timestamp, change(read(webhook, oracle.timestamp), oracle.timestamp.unit ?? 1000));
  },
});

const onId = (name, change) => ({
  name: `id: ${name}`,
  fits: oracle => oracle.id,
  make: async oracle => change(await build(oracle), oracle.id),
});

export const ofTimes = [
  signedAt('an hour old', -hour),
  signedAt('an hour ahead', hour),
  onTime('a second later, not signed', (value, unit) => String(Number(value) + 1000 / unit)),
  onTime('an hour later, not signed', (value, unit) => String(Number(value) + hour / unit)),
  {
    name: 'timestamp: missing',
    fits: hasTime,
    make: async oracle => remove(await build(oracle), oracle.timestamp),
  },
  onTime('empty', () => '', textTime),
  onTime('no number', () => 'now', textTime),
  onTime('letters behind it', value => value + 'abc', textTime),
  onTime('a zero before it', value => '0' + value),
  onTime('a plus before it', value => '+' + value, textTime),
  onTime('a fraction behind it', value => value + '.0'),
  onTime('a blank before it', value => ' ' + value, textTime),
  {
    name: 'timestamp: its header twice, another first',
    fits: oracle => oracle.timestamp?.header && !oracle.timestamp.inside,
    make: async oracle => {
      const webhook = await build(oracle);
      const { header } = oracle.timestamp;
      return { ...webhook, headers: webhook.headers.flatMap(([name, value]) => name === header ? [[name, '1'], [name, value]] : [[name, value]]) };
    },
  },
  onId('changed', (webhook, place) => write(webhook, place, read(webhook, place) + '1')),
  onId('missing', remove),
  onId('empty', (webhook, place) => write(webhook, place, '')),
  onId('a blank within it', (webhook, place) => write(webhook, place, read(webhook, place).replace(/^(.)/, '$1 '))),
  {
    name: 'url: a parameter behind it',
    fits: oracle => oracle.signsUrl,
    make: async oracle => {
      const webhook = await build(oracle);
      return { ...webhook, path: webhook.path + (webhook.path.includes('?') ? '&' : '?') + 'added=1' };
    },
  },
];
