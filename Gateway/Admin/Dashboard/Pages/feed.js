// The latest webhooks, as they end.

import { get, query } from '/dashboard/api.js';
import { badge, choice, el, field, table } from '/dashboard/dom.js';
import { count, milliseconds, time } from '/dashboard/text.js';

const most = 200;

/** The latest webhooks that fit. */
export const feedLink = filter => `#/feed${query(filter)}`;

export const requestLink = id => `#/request/${encodeURIComponent(id)}`;

const columns = [
  { name: 'Time', class: 'short', of: row => el('a', { href: requestLink(row.requestId), title: `Request ${row.requestId}` }, time(row.receivedAt)) },
  { name: 'Route', of: row => row.route },
  { name: 'Outcome', class: 'short', of: row => badge(row.outcome, row.end) },
  { name: 'Status', class: 'number', of: row => [row.statusCode, row.mode === 'monitor' ? ' (monitor)' : ''] },
  { name: 'Stage', of: row => row.stage ?? '' },
  { name: 'Event or detail', class: 'long', of: row => [row.detail, row.tenant ? `tenant ${row.tenant}` : null, [row.eventType, row.eventId].filter(Boolean).join(' ')].filter(Boolean).join('; ') },
  { name: 'Client', of: row => row.client ?? '' },
  { name: 'Took', class: 'number', of: row => milliseconds(row.milliseconds) },
];

export async function feed(route, page) {
  const { asked } = page;
  const text = el('input', { type: 'search', name: 'text', value: asked.get('text') ?? '', autocomplete: 'off' });
  const routeName = el('input', { name: 'route', value: route || (asked.get('route') ?? ''), autocomplete: 'off' });
  const end = choice('end', [['', 'all'], ['passed', 'passed'], ['refused', 'refused'], ['failed', 'failed']], asked.get('end'));
  const outcome = el('input', { name: 'outcome', value: asked.get('outcome') ?? '', autocomplete: 'off', placeholder: 'signature_invalid' });
  const pause = el('button', { type: 'button', class: 'plain', 'aria-pressed': 'false' }, 'Pause');
  const place = el('div');
  let rows = [];
  let paused = false;

  const filter = () => ({ route: routeName.value, outcome: outcome.value.trim(), end: end.value, text: text.value });

  function draw() {
    place.replaceChildren(rows.length > 0
      ? table(`The latest webhooks, newest first${rows.length === most ? `, ${most} of them` : ''}`, columns, rows)
      : el('p', { class: 'card' }, 'Nothing that fits has ended since the start, or of late.'));
  }

  async function begin() {
    page.remember(filter());
    rows = (await get(`outcomes${query({ ...filter(), limit: most })}`, page.signal)).outcomes;
    draw();
    page.say(`${rows.length} webhooks`);
  }

  async function more() {
    if (paused) return;
    const fresh = (await get(`outcomes${query({ ...filter(), after: rows[0]?.number, limit: most })}`, page.signal)).outcomes;
    if (fresh.length === 0) return;
    rows = [...fresh, ...rows].slice(0, most);
    // Who is in the table keeps the place: it is drawn when the focus is elsewhere.
    if (!place.contains(document.activeElement) || document.activeElement.tagName !== 'A') draw();
    page.say(`${count(fresh.length)} more`);
  }

  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
  });
  await begin();
  page.every(2000, more);
  return el('div', null,
    el('h1', null, 'Live'),
    el('form', { class: 'filters', onsubmit: event => { event.preventDefault(); begin().catch(error => page.tell(error.message)); }, onchange: () => begin().catch(error => page.tell(error.message)) },
      field('Route', routeName), field('Ended', end), field('Outcome', outcome), field('Text', text),
      el('button', { type: 'submit' }, 'Filter'), pause),
    place,
    el('p', { class: 'more soft' }, 'Of a second, ten of a route that passed and ten others are listed; all are counted.'));
}
