import type { Band } from '../../../extensions/contracts/health.ts';
import { html, type Html } from '../lib/html.ts';
import { npsFigure, type NpsFigure } from '../lib/metrics/nps.ts';
import { answersOf, type Content } from './content.ts';
import type { Format } from './format.ts';
import { classesTold } from './tell.ts';
import type { Wording } from './wording.ts';

/** Drawing sizes, in units of the picture; it is as wide as there is room. */
const WIDTH = 440;
const HEIGHT = 220;
const LEFT = 34;
const RIGHT = 40;
const TOP = 14;
const BOTTOM = 26;
const PLOT = { width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM };

type Months = Content['nps']['months'];

/** A picture with its text, and its figures as a table for who does not see it. */
interface Chart {
  title: string;
  note: string | null;
  picture: Html | null;
  /** Where there is nothing to draw. */
  empty: string;
  head: string[];
  rows: string[][];
}

/** The three charts of a bulletin. */
export function chartsOf(content: Content, words: Wording, format: Format): Html {
  return html`${[npsChart(content.nps.months, words, format), answersChart(content.nps.months, words, format), mixChart(content, words, format)].map((chart) => figure(chart, words))}`;
}

function figure({ title, note, picture, empty, head, rows }: Chart, words: Wording): Html {
  if (picture === null) return html`<section class="card"><h2>${title}</h2><p class="quiet">${empty}</p></section>`;
  return html`<section class="card"><h2>${title}</h2>${picture}${note === null ? null : html`<p class="quiet small">${note}</p>`}
<details><summary>${words.charts.asTable}</summary><div class="scroll"><table><thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first!}</th>${rest.map((text) => html`<td>${text}</td>`)}</tr>`)}</tbody></table></div></details></section>`;
}

function picture(id: string, alt: string, inside: Html, height = HEIGHT): Html {
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}"><title id="${id}">${alt}</title>${inside}</svg>`;
}

const x = (index: number, count: number) => LEFT + (PLOT.width * (index + 0.5)) / count;

/** Every third month from the last one backwards has its name, so that none touches another. */
function monthNames(months: Months, format: Format): Html {
  return html`${months.map(({ month }, index) => ((months.length - 1 - index) % 3 === 0 ? html`<text x="${x(index, months.length).toFixed(1)}" y="${HEIGHT - 8}" text-anchor="middle">${format.month(month)}</text>` : html``))}`;
}

type Shown = NpsFigure & { index: number; nps: number; low: number; high: number };

function npsChart(months: Months, words: Wording, format: Format): Chart {
  const { charts } = words;
  const figures = months.map(({ standing }, index) => ({ ...npsFigure(standing), index }));
  const shown = figures.filter((one): one is Shown => one.nps !== null);
  const told = (one: Shown) => charts.npsPoint(format.month(months[one.index]!.month), format.number(one.nps), format.number(one.low), format.number(one.high), format.number(one.n));
  return {
    title: charts.nps, note: charts.npsNote, empty: charts.noPoints,
    picture: shown.length === 0 ? null : picture('chart-nps', charts.npsAlt(shown.map(told).join('; ')), npsLines(shown, months, format)),
    head: [charts.month, words.nps, charts.interval, charts.n],
    rows: figures.map(({ nps, low, high, n, index }) => [format.month(months[index]!.month), nps === null ? '–' : format.number(nps), nps === null ? '–' : `${format.number(low!)} … ${format.number(high!)}`, format.number(n)]),
  };
}

function npsLines(shown: readonly Shown[], months: Months, format: Format): Html {
  const bottom = Math.max(-100, Math.floor(Math.min(...shown.map(({ low }) => low)) / 25) * 25);
  const top = Math.min(100, Math.max(bottom + 25, Math.ceil(Math.max(...shown.map(({ high }) => high)) / 25) * 25));
  const y = (points: number) => TOP + (PLOT.height * (top - points)) / (top - bottom);
  const at = (index: number, points: number) => `${x(index, months.length).toFixed(1)},${y(points).toFixed(1)}`;
  const step = top - bottom > 100 ? 50 : 25;
  const ticks = Array.from({ length: Math.floor((top - bottom) / step) + 1 }, (_, index) => bottom + index * step);
  const last = shown.at(-1)!;
  const runs = runsOf(shown);
  return html`${ticks.map((tick) => html`<line class="${tick === 0 ? 'axis' : 'grid'}" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}"/><text x="${LEFT - 6}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${format.number(tick)}</text>`)}
${runs.map((run) => html`<polygon class="interval" points="${[...run.map(({ index, high }) => at(index, high)), ...[...run].reverse().map(({ index, low }) => at(index, low))].join(' ')}"/><polyline class="line" points="${run.map(({ index, nps }) => at(index, nps)).join(' ')}"/>`)}
${shown.map(({ index, nps, low, high }) => html`<line class="whisker" x1="${x(index, months.length).toFixed(1)}" x2="${x(index, months.length).toFixed(1)}" y1="${y(low).toFixed(1)}" y2="${y(high).toFixed(1)}"/><circle class="dot" cx="${x(index, months.length).toFixed(1)}" cy="${y(nps).toFixed(1)}" r="3.2"/>`)}
<text class="strong" x="${(x(last.index, months.length) + 9).toFixed(1)}" y="${(y(last.nps) + 4).toFixed(1)}">${format.number(last.nps)}</text>${monthNames(months, format)}`;
}

/** Months that follow one another; a gap is not bridged. */
function runsOf(shown: readonly Shown[]): Shown[][] {
  const runs: Shown[][] = [];
  for (const one of shown) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)!.index === one.index - 1) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

const CLASSES = ['detractors', 'passives', 'promoters'] as const;

function answersChart(months: Months, words: Wording, format: Format): Chart {
  const { charts } = words;
  const most = Math.max(...months.map(({ given }) => answersOf(given)));
  const told = months.filter(({ given }) => answersOf(given) > 0).map(({ month, given }) => charts.answersPoint(format.month(month), classesTold(given, words, format)));
  return {
    title: charts.answers, note: null, empty: charts.noAnswers,
    picture: most === 0 ? null : html`${legend(CLASSES.toReversed().map((name) => ({ look: name, text: words.classes[name] })))}${picture('chart-answers', charts.answersAlt(told.join('; ')), bars(months, most, format))}`,
    head: [charts.month, ...CLASSES.toReversed().map((name) => words.classes[name]), charts.n],
    rows: months.map(({ month, given }) => [format.month(month), ...CLASSES.toReversed().map((name) => format.number(given[name])), format.number(answersOf(given))]),
  };
}

function bars(months: Months, most: number, format: Format): Html {
  const base = TOP + PLOT.height;
  const width = (PLOT.width / months.length) * 0.66;
  return html`<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${base}" y2="${base}"/>${months.map(({ given }, index) => {
    let y = base;
    const parts = CLASSES.map((name) => {
      const height = (given[name] / most) * (PLOT.height - 14);
      y -= height;
      return height === 0 ? html`` : html`<rect class="${name}" x="${(x(index, months.length) - width / 2).toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}"/>`;
    });
    const n = answersOf(given);
    return html`${parts}${n === 0 ? null : html`<text x="${x(index, months.length).toFixed(1)}" y="${(y - 5).toFixed(1)}" text-anchor="middle">${format.number(n)}</text>`}`;
  })}${monthNames(months, format)}`;
}

function legend(entries: readonly { look: string; text: string }[]): Html {
  return html`<ul class="legend">${entries.map(({ look, text }) => html`<li><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${look}" width="12" height="12" rx="2"/></svg>${text}</li>`)}</ul>`;
}

const BANDS: readonly Band[] = ['healthy', 'watch', 'at-risk'];

function mixChart({ health: { mix } }: Content, words: Wording, format: Format): Chart {
  const { charts } = words;
  const total = { n: 0, money: 0 };
  for (const band of BANDS) {
    total.n += mix[band].n;
    total.money += mix[band].money;
  }
  const share = (band: Band) => (total.money === 0 ? '–' : format.percent(mix[band].money / total.money));
  const told = BANDS.map((band) => charts.mixPart(words.bands[band], format.number(mix[band].n), mix[band].n, format.money(mix[band].money), share(band)));
  const rows: [string, 'n' | 'money', number][] = [[charts.mixAccounts, 'n', total.n], [charts.mixMoney, 'money', total.money]];
  const drawn = rows.filter(([, , sum]) => sum > 0);
  return {
    title: charts.mix, note: null, empty: words.notScored,
    picture: total.n === 0 ? null : html`${picture('chart-mix', charts.mixAlt(told.join('; ')), mixBars(mix, drawn), drawn.length * 44 + 8)}${legend(BANDS.map((band, index) => ({ look: band, text: told[index]! })))}`,
    head: [words.move, charts.mixAccounts, charts.mixMoney, '%'],
    rows: BANDS.map((band) => [words.bands[band], format.number(mix[band].n), format.money(mix[band].money), share(band)]),
  };
}

function mixBars(mix: Content['health']['mix'], rows: readonly [string, 'n' | 'money', number][]): Html {
  return html`${rows.map(([label, of, total], row) => {
    let from = 0;
    const y = row * 44;
    return html`<text x="0" y="${y + 13}">${label}</text>${BANDS.map((band) => {
      const width = (mix[band][of] / total) * WIDTH;
      const part = width === 0 ? html`` : html`<rect class="${band}" x="${from.toFixed(1)}" y="${y + 19}" width="${Math.max(0, width - 2).toFixed(1)}" height="20" rx="2"/>`;
      from += width;
      return part;
    })}`;
  })}`;
}
