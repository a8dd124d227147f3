// Queued deliveries and dead letters.

import { get, query, send } from '/dashboard/api.js';
import { badge, choice, confirmed, el, facts, field, table } from '/dashboard/dom.js';
import { bytes, count, milliseconds, time } from '/dashboard/text.js';

const replay = 'POST /api/deliveries/replay';
const discard = 'POST /api/deliveries/discard';
const kinds = { dead: 'failed', waiting: 'refused', delivered: 'passed' };
const link = id => `#/delivery/${id}`;

const attempt = last => last ? `${last.result}${last.statusCode ? ` ${last.statusCode}` : ''}` : '';

/** One of both that can be done with a delivery. */
function button(text, row, work, danger) {
  return el('button', { type: 'button', class: danger ? 'danger' : 'plain', 'aria-label': `${text} ${row.eventId ?? row.id} for ${row.destination}`, onclick: work }, text);
}

function actions(row, page, act) {
  const one = { id: row.id, destination: row.destination };
  return [
    page.can(replay) && row.state !== 'waiting'
      ? [button('Replay', row, () => act(() => send('POST', 'deliveries/replay', one))), ' ']
      : null,
    page.can(discard) && row.state === 'dead'
      ? button('Discard', row, () => act(async () =>
        await confirmed('Discard this dead letter?', 'It is gone then, and nobody can deliver it any more.', 'Discard', true)
          ? send('POST', 'deliveries/discard', one) : null), true)
      : null,
  ];
}

/** The deliveries that fit. */
export const deliveriesLink = filter => `#/deliveries${query(filter)}`;

export async function deliveries(inState, page) {
  const { asked } = page;
  const inAddress = asked.get('state') ?? ([...asked].length === 0 ? 'dead' : 'all');
  const state = choice('state', [['', 'all'], ['dead', 'dead'], ['waiting', 'waiting'], ['delivered', 'delivered']], inState || (inAddress === 'all' ? '' : inAddress));
  const route = el('input', { name: 'route', value: asked.get('route') ?? '', autocomplete: 'off' });
  const event = el('input', { name: 'eventId', value: asked.get('eventId') ?? '', autocomplete: 'off' });
  const place = el('div');
  const answer = el('p', { role: 'status' });
  let rows = [];
  let next = null;

  const filter = () => Object.fromEntries(Object.entries({ state: state.value, route: route.value.trim(), eventId: event.value.trim() })
    .filter(([, value]) => value !== ''));

  async function act(work) {
    try {
      const result = await work();
      if (!result) return;
      answer.textContent = result.deliveries ? `${count(result.deliveries.length)} are delivered again.` : 'Done.';
      await begin();
    } catch (error) {
      answer.textContent = error.message;
    }
  }

  /** All that the filter leaves, a page of the API after the other, up to the time of the first. */
  async function replayAll() {
    const first = await send('POST', 'deliveries/replay', { ...filter(), dryRun: true });
    if (first.deliveries.length === 0) return first;
    const number = `${count(first.deliveries.length)}${first.next ? ' and more' : ''}`;
    if (!await confirmed('Deliver again?', `${number} deliveries (${Object.values(filter()).join(', ')}) go to their destinations once more.`, 'Replay')) return null;
    const all = [];
    let [after, until] = [undefined, undefined];
    do {
      const part = await send('POST', 'deliveries/replay', { ...filter(), after, until });
      all.push(...part.deliveries);
      [after, until] = [part.next ?? undefined, part.until];
    } while (after);
    return { deliveries: all };
  }

  const columns = [
    { name: 'Received', class: 'short', of: row => time(row.receivedAt) },
    { name: 'Route', of: row => row.route },
    { name: 'Destination', of: row => row.destination },
    { name: 'State', class: 'short', of: row => [badge(row.state, kinds[row.state]), row.reason ? ` ${row.reason}` : ''] },
    { name: 'Event', class: 'long', of: row => el('a', { href: link(row.id) }, [row.eventType, row.eventId ?? row.id].filter(Boolean).join(' ')) },
    { name: 'Attempts', class: 'number', of: row => [count(row.attempts), row.lastAttempt ? `, last ${attempt(row.lastAttempt)}` : ''] },
    { name: 'Next or since', class: 'short', of: row => time(row.at) },
    ...page.can(replay) ? [{ name: 'Do', class: 'actions', of: row => actions(row, page, act) }] : [],
  ];

  function draw() {
    place.replaceChildren(
      rows.length > 0 ? table('Deliveries, newest first', columns, rows) : el('p', { class: 'card' }, 'There is no delivery that fits.'),
      next ? el('p', { class: 'more' }, el('button', { type: 'button', class: 'plain', onclick: () => more().catch(error => page.tell(error.message)) }, 'Show more')) : '');
  }

  async function more() {
    const list = await get(`deliveries${query({ ...filter(), newest: true, limit: 100, after: next })}`, page.signal);
    rows = rows.concat(list.deliveries);
    next = list.next;
    draw();
  }

  async function begin() {
    page.remember({ ...filter(), state: state.value || 'all' });
    [rows, next] = [[], null];
    await more();
    page.say(`${rows.length} deliveries`);
  }

  await begin();
  return el('div', null,
    el('h1', null, 'Deliveries'),
    el('form', { class: 'filters', onsubmit: e => { e.preventDefault(); begin().catch(error => page.tell(error.message)); }, onchange: () => begin().catch(error => page.tell(error.message)) },
      field('State', state), field('Route', route), field('Event id', event),
      el('button', { type: 'submit' }, 'Filter'),
      page.can(replay) ? el('button', { type: 'button', class: 'plain', onclick: () => act(replayAll) }, 'Replay all…') : null),
    answer, place);
}

export async function delivery(id, page) {
  const event = await get(`deliveries/${encodeURIComponent(id)}`, page.signal);
  const answer = el('p', { role: 'status' });

  async function act(work) {
    try {
      const result = await work();
      if (result) answer.textContent = result.deliveries ? 'It is delivered again.' : 'Done.';
    } catch (error) {
      answer.textContent = error.message;
    }
  }

  return el('div', null,
    el('h1', null, 'Delivery'),
    el('div', { class: 'card' }, facts([
      ['Id', el('span', { class: 'mono' }, event.id)],
      ['Request', event.method ? el('span', { class: 'mono' }, `${event.method} ${event.path}`) : 'cannot be read: its key is not configured'],
      ['Client', event.client],
      ['Key', event.keyId],
      ['Body', event.bodyBytes === null ? null : `${bytes(event.bodyBytes)}, SHA-256 ${event.bodySha256}`],
    ])),
    answer,
    event.deliveries.map(row => [
      el('h2', null, row.destination, ' ', badge(row.state, kinds[row.state])),
      el('p', null, actions(row, page, act)),
      table(`Attempts for ${row.destination}, ${count(row.attempts)} in all`, [
        { name: 'At', class: 'short', of: one => time(one.at) },
        { name: 'Result', of: one => attempt(one) },
        { name: 'Took', class: 'number', of: one => milliseconds(one.milliseconds) },
      ], event.attempts[row.destination] ?? []),
    ]),
    event.headers ? [el('h2', null, 'Headers'), table('Headers; of what may be secret, the length', [
      { name: 'Name', of: header => el('span', { class: 'mono' }, header.key) },
      { name: 'Value', class: 'long', of: header => el('span', { class: 'mono' }, header.value) },
    ], event.headers)] : null);
}
