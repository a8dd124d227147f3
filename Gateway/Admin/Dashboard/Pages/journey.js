// One request: stage by stage, what explains its refusal, and the cure.

import { get } from '/dashboard/api.js';
import { badge, el, facts, table } from '/dashboard/dom.js';
import { feedLink } from '/dashboard/feed.js';
import { release, releaseOne } from '/dashboard/release.js';
import { bytes, duration, milliseconds, time } from '/dashboard/text.js';

const mostShown = 16 * 1024;

function steps(known) {
  if (known.steps.length === 0) return el('p', { class: 'soft' }, 'No stage was asked, or the route has others by now.');
  return el('ol', { class: 'journey', 'aria-label': 'Stages' }, known.steps.map(step =>
    el('li', { class: step.result }, step.stage, el('span', { class: 'what' }, step.result))));
}

/** The lines of gateway explain: the finding in front, the rest behind it. */
function explanation(found) {
  if (found.problem) {
    return el('div', { class: 'card' }, el('p', null, 'The configuration file cannot be judged by:'), el('pre', { tabindex: '0' }, found.problem));
  }
  const first = ['Finding', 'Mistake', 'Cure', 'Proof', 'Only here', 'Then', 'Look at', 'Seen', 'Check', 'At its time'];
  const front = found.lines.filter(line => first.includes(line.name));
  const rest = found.lines.filter(line => line.name !== 'Stage' && !first.includes(line.name));
  const stages = new Set(['IpAllowList', 'RateLimit', 'Body', 'Handshake', 'Signature', 'Replay', 'Events', 'Where', 'Schema', 'Deduplication']);
  return el('div', { class: 'columns' },
    el('div', { class: `card finding ${found.isAccepted ? 'accepted' : ''}`, id: 'finding' },
      el('h3', null, found.isAccepted ? 'By the configuration file as it is now, it would be accepted.' : 'By the configuration file as it is now, it is refused.'),
      facts(front.map(line => [line.name, line.text]))),
    el('div', { class: 'card' },
      el('h3', null, 'Judged stage by stage'),
      facts(rest.filter(line => line.name !== '' && stages.has(line.name)).map(line => [line.name, line.text.replace(/ {2,}/, ': ')])),
      facts(rest.filter(line => line.name !== '' && !stages.has(line.name)).map(line => [line.name, line.text])),
      rest.filter(line => line.name === '' && line.text !== '').map(line => el('p', { class: 'soft' }, line.text))));
}

function bodyText(sheet) {
  if (sheet.bodyNote) return el('p', { class: 'soft' }, sheet.bodyNote);
  const raw = Uint8Array.from(atob(sheet.body), character => character.charCodeAt(0));
  const text = new TextDecoder('utf-8').decode(raw.subarray(0, mostShown));
  return [el('pre', { tabindex: '0', 'aria-label': 'Body' }, text), raw.length > mostShown ? el('p', { class: 'soft' }, `The first ${bytes(mostShown)} of ${bytes(raw.length)}.`) : null];
}

function copy(sheet) {
  return el('div', null,
    facts([
      ['Request', el('span', { class: 'mono' }, `${sheet.method} ${sheet.target}`)],
      ['Body', bytes(sheet.receivedBytes)],
      ['From a trusted proxy', sheet.isFromTrustedProxy ? 'yes' : 'no'],
      ['Hidden', sheet.hidden.length === 0 ? null : `${sheet.hidden.length} values, which are kept as a length and a hash only`],
    ]),
    el('h3', null, 'Headers'),
    table('Headers as they were sent', [
      { name: 'Name', of: header => el('span', { class: 'mono' }, header.name) },
      { name: 'Value', class: 'long', of: header => el('span', { class: 'mono' }, header.value) },
    ], sheet.headers),
    el('h3', null, 'Body'),
    bodyText(sheet));
}

export async function journey(requestId, page) {
  const known = await get(`requests/${encodeURIComponent(requestId)}`, page.signal);
  const { outcome, capture } = known;
  const what = outcome ?? capture;
  const found = el('div', null, el('p', { class: 'soft' }, 'Looking for the mistake…'));
  const kept = el('div', { class: 'card' });
  const answer = el('div', { role: 'status' });
  if (capture) {
    get(`captures/${capture.id}/explanation`, page.signal)
      .then(result => { found.replaceChildren(explanation(result)); page.say('The explanation is there.'); })
      .catch(error => { if (!page.signal.aborted) found.replaceChildren(el('p', null, error.message)); });
    get(`captures/${capture.id}`, page.signal)
      .then(sheet => kept.replaceChildren(copy(sheet)))
      .catch(error => { if (!page.signal.aborted) kept.replaceChildren(el('p', null, error.message)); });
  }
  return el('div', null,
    el('h1', null, 'Request ', el('span', { class: 'mono' }, requestId)),
    el('div', { class: 'card' },
      el('div', { class: 'head' }, el('h2', { class: 'visually-hidden' }, 'How it ended'), badge(what.outcome, outcome?.end ?? 'refused'),
        el('a', { href: feedLink({ route: what.route }) }, what.route), outcome ? badge(outcome.mode) : null),
      facts([
        ['Received', time(what.receivedAt)],
        ['Answered', outcome ? `${outcome.statusCode} after ${milliseconds(outcome.milliseconds)}` : null],
        ['Client', what.client ?? 'not known'],
        ['Detail', outcome?.detail],
        ['Event', outcome ? [outcome.eventType, outcome.eventId].filter(Boolean).join(' ') : null],
        ['Tenant', outcome?.tenant],
        ['Key', outcome?.keyId],
        ['Signed', outcome && outcome.ageSeconds !== null ? `${duration(outcome.ageSeconds)} before it arrived` : null],
        ['Body', outcome ? bytes(outcome.bytes) : null],
      ])),
    el('h2', null, 'Journey'),
    steps(known),
    capture ? [el('h2', null, 'Why'), found] : null,
    capture && page.can(release)
      ? el('p', { class: 'more' }, el('button', {
        type: 'button',
        async onclick() {
          try {
            const result = await releaseOne(capture);
            if (result) answer.replaceChildren(result);
          } catch (error) {
            answer.textContent = error.message;
          }
        },
      }, 'Release'))
      : null,
    answer,
    capture
      ? [el('h2', null, 'What is kept of it'), kept]
      : el('p', { class: 'more soft' }, outcome?.end === 'passed' ? 'Of what passes no copy is kept, unless the route says so.' : 'No copy of it is kept.'));
}
