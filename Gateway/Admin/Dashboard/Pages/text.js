// Numbers and times as people read them.

import { el } from '/dashboard/dom.js';

const number = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export const count = value => number.format(value);

export const percent = (part, all) => all === 0 ? '–' : `${(Math.floor(1000 * part / all) / 10).toFixed(part === 0 || part === all ? 0 : 1)} %`;

export function milliseconds(value) {
  if (value === null || value === undefined) return '–';
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return value >= 10 ? `${Math.round(value)} ms` : `${value.toFixed(value >= 1 ? 1 : 2)} ms`;
}

export function duration(seconds) {
  const [value, sign] = [Math.abs(seconds), seconds < 0 ? '−' : ''];
  if (value < 90) return `${sign}${Math.round(value)} s`;
  if (value < 5400) return `${sign}${Math.round(value / 60)} min`;
  if (value < 172800) return `${sign}${Math.round(value / 3600)} h`;
  return value < 2 * 365 * 86400 ? `${sign}${Math.round(value / 86400)} days` : `${sign}${Math.floor(value / (365 * 86400))} years`;
}

/** The time of day, or the day for what is older; whole in the title. */
export function time(iso) {
  if (!iso) return null;
  const at = new Date(iso);
  const isToday = Math.abs(Date.now() - at.getTime()) < 12 * 3600 * 1000;
  return el('time', { datetime: iso, title: at.toISOString() }, (isToday ? clock : day).format(at));
}

/** How long ago, or until when. */
export function ago(iso, now) {
  if (!iso) return null;
  const seconds = (new Date(now ?? Date.now()) - new Date(iso)) / 1000;
  return el('time', { datetime: iso, title: new Date(iso).toISOString() },
    seconds >= 0 ? `${duration(seconds)} ago` : `in ${duration(-seconds)}`);
}

export const bytes = value => value < 1024 ? `${value} bytes` : value < 1048576 ? `${(value / 1024).toFixed(1)} KB` : `${(value / 1048576).toFixed(1)} MB`;

export const sum = values => values.reduce((total, value) => total + value, 0);
