// Kept requests, and their release.

import { get, query } from '/dashboard/api.js';
import { badge, el, field, table } from '/dashboard/dom.js';
import { requestLink } from '/dashboard/feed.js';
import { release, releaseAll, releaseOne } from '/dashboard/release.js';
import { time } from '/dashboard/text.js';

/** The kept requests that fit. */
export const capturesLink = filter => `#/captures${query(filter)}`;

export async function captures(route, page) {
  const { asked } = page;
  const routeName = el('input', { name: 'route', value: route || (asked.get('route') ?? ''), autocomplete: 'off' });
  const outcome = el('input', { name: 'outcome', value: asked.get('outcome') ?? '', autocomplete: 'off', placeholder: 'signature_invalid' });
  const client = el('input', { name: 'client', value: asked.get('client') ?? '', autocomplete: 'off' });
  const place = el('div');
  const answer = el('div', { role: 'status' });
  let rows = [];
  let next = null;

  const filter = () => Object.fromEntries(Object.entries({ route: routeName.value.trim(), outcome: outcome.value.trim(), client: client.value.trim() })
    .filter(([, value]) => value !== ''));

  async function act(work) {
    try {
      const result = await work();
      if (result) { answer.replaceChildren(result); await begin(); }
    } catch (error) {
      answer.replaceChildren(el('p', null, error.message));
    }
  }

  const columns = [
    { name: 'Received', class: 'short', of: row => time(row.receivedAt) },
    { name: 'Route', of: row => row.route },
    { name: 'Outcome', class: 'short', of: row => badge(row.outcome, 'refused') },
    { name: 'Client', of: row => row.client ?? '' },
    { name: 'Request', of: row => el('a', { href: requestLink(row.requestId), class: 'mono' }, row.requestId) },
    ...page.can(release)
      ? [{ name: 'Release', class: 'actions', of: row => el('button', { type: 'button', class: 'plain', 'aria-label': `Release ${row.requestId}`, onclick: () => act(() => releaseOne(row)) }, 'Release') }]
      : [],
  ];

  function draw() {
    place.replaceChildren(
      rows.length > 0
        ? table('Kept requests, newest first', columns, rows)
        : el('p', { class: 'card' }, 'No request that fits is kept. Refused and failed ones are, unless a route says otherwise.'),
      next ? el('p', { class: 'more' }, el('button', { type: 'button', class: 'plain', onclick: () => more().catch(error => page.tell(error.message)) }, 'Show more')) : '');
  }

  async function more() {
    const list = await get(`captures${query({ ...filter(), newest: true, limit: 100, after: next })}`, page.signal);
    rows = rows.concat(list.captures);
    next = list.next;
    draw();
  }

  async function begin() {
    page.remember(filter());
    [rows, next] = [[], null];
    await more();
    page.say(`${rows.length} requests`);
  }

  await begin();
  return el('div', null,
    el('h1', null, 'Captures'),
    el('form', { class: 'filters', onsubmit: event => { event.preventDefault(); begin().catch(error => page.tell(error.message)); } },
      field('Route', routeName), field('Outcome', outcome), field('Client', client),
      el('button', { type: 'submit' }, 'Filter'),
      page.can(release) ? el('button', { type: 'button', class: 'plain', onclick: () => act(() => releaseAll(filter())) }, 'Release all that verify…') : null),
    answer, place);
}
