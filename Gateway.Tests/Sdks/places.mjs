// Where a value stands in a webhook, and how it is read, written and taken away.
// A place is { header: 'Name' } or { body: /pattern/ }; a header may have `inside`, too, a pattern with one group around the value.
// `separator`: what parts several signatures in one value. A webhook is { path, headers: [[name, value]], body: Buffer }.

export const read = (webhook, place) => match(webhook, place)?.[1];

/** The same webhook with another value at the place. */
export function write(webhook, place, value) {
  return replaceItem(webhook, place, (item, old) => swap(item, old, value));
}

/** The same webhook with the item at the place (`v1=VALUE` of `t=1,v1=VALUE`) replaced by what `change` makes of item and value. */
export function replaceItem(webhook, place, change) {
  const found = match(webhook, place);
  if (!found) throw new Error(`Nothing stands at ${JSON.stringify(place)}.`);
  const text = textOf(webhook, place);
  return withText(webhook, place, text.slice(0, found.index) + change(found[0], found[1]) + text.slice(found.index + found[0].length));
}

/** The same webhook without the header, without the field of a structured header, or with the body's member under another name. */
export function remove(webhook, place) {
  if (place.body) return replaceItem(webhook, place, item => item.replace(/[a-z]/i, 'x'));
  if (!place.inside) return withoutHeader(webhook, place.header);
  const rest = replaceItem(webhook, place, () => '');
  const text = textOf(rest, place).replace(/^[,; ]+|[,; ]+$/g, '').replace(/([,;]) *[,;]/, '$1');
  return text === '' ? withoutHeader(webhook, place.header) : withText(rest, place, text);
}

export const withoutHeader = (webhook, name) => ({ ...webhook, headers: webhook.headers.filter(([key]) => key !== name) });

/** The text that the item of a wrong signature has, beside the right one. */
export const swap = (item, old, value) => {
  const at = item.lastIndexOf(old);
  return item.slice(0, at) + value + item.slice(at + old.length);
};

const match = (webhook, place) => textOf(webhook, place)?.match(place.body ?? place.inside ?? /^(.*)$/s);

// Bytes as letters, so that nothing of the body is lost.
const textOf = (webhook, place) =>
  place.body ? webhook.body.toString('latin1') : webhook.headers.find(([name]) => name === place.header)?.[1];

const withText = (webhook, place, text) => place.body
  ? { ...webhook, body: Buffer.from(text, 'latin1') }
  : { ...webhook, headers: webhook.headers.map(([name, value]) => [name, name === place.header ? text : value]) };
