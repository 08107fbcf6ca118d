import type { Language } from '../../../../extensions/contracts/envelope.ts';
import { HandoffField } from '../../../../extensions/contracts/handoff.ts';
import { type CalendarView, type CompanyProperties, MOST_CHOICES, type PlaybookRow, type PlaybooksView, type VariationView } from '../../../../extensions/contracts/playbooks.ts';
import type { Role } from '../../../../extensions/contracts/role.ts';
import { brazilHolidays } from '../../lib/brazil-holidays.ts';
import { wilsonInterval } from '../../lib/statistics.ts';
import { contentOf } from './playbook-commands.ts';
import type { Steps } from './playbook.ts';
import type { runningBy, StoredPlaybook, workCalendar } from './playbook-store.ts';
import { holidayNames, offerNames } from './playbook-wording.ts';
import type { CompanyProperty, Deal, Pipeline, PortalFacts } from '../questions.ts';
import type { Variation } from './variation.ts';
import { fieldNames } from '../wording.ts';

/** What the list of playbooks is drawn from besides the playbooks. */
export interface ListDrawn {
  running: Awaited<ReturnType<typeof runningBy>>;
  steps: Steps;
  /** null: HubSpot does not tell now. */
  pipelines: readonly Pipeline[] | null;
  deals: readonly Deal[];
  names: ReadonlyMap<number, string>;
  portal: PortalFacts;
  role: Role;
  language: Language;
  now: Date;
}

/** The playbooks of the settings, with what is chosen from while one is edited. */
export function playbooksView(playbooks: readonly StoredPlaybook[], drawn: ListDrawn): PlaybooksView {
  const { language } = drawn;
  return {
    ok: true,
    asOf: drawn.now.toISOString(),
    role: drawn.role,
    currency: drawn.portal.currency,
    playbooks: playbooks.map((one) => playbookRow(one, drawn)),
    steps: [...drawn.steps.values()].map(({ id, leg, label, help, required }) => ({ id, leg, label: label[language], help: help[language], required: [...required] })),
    fields: HandoffField.options.map((id) => ({ id, label: fieldNames[id][language] })),
    pipelines: drawn.pipelines && drawn.pipelines.map(({ id, label }) => ({ id, label })),
    deals: drawn.deals.map(({ dealId, name, stageEnteredAt }) => ({ id: String(dealId), name, wonAt: stageEnteredAt?.toISOString() ?? null })),
  };
}

/** A playbook as the list and the editor show it. */
export function playbookRow(playbook: StoredPlaybook, { running, names }: Pick<ListDrawn, 'running' | 'names'>): PlaybookRow {
  const { id, revision, archived, draft, published, publishedAt, publishedBy } = playbook;
  return {
    id, revision, archived,
    version: published?.version ?? 0,
    publishedAt: publishedAt?.toISOString() ?? null,
    publishedBy: publishedBy === null ? null : (names.get(publishedBy) ?? String(publishedBy)),
    draft: draft !== null,
    content: contentOf(playbook),
    running: running.filter((one) => one.id === id).slice(0, 50).map(({ version, handoffs }) => ({ version, handoffs })),
  };
}

/** What conditions can ask of companies; null: HubSpot does not tell now. */
export function companyPropertiesView(properties: readonly CompanyProperty[] | null): CompanyProperties {
  const told = properties && properties.map(({ name, label, options }) => ({ name, label, choices: options.length, options: options.length > MOST_CHOICES ? [] : [...options] }));
  return { ok: true, properties: told };
}

/** Below this, a share says nothing. */
const FEWEST_FOR_SHARE = 5;

/** How a playbook's handoffs differ, with how sure the shares are. */
export function variationView(versions: readonly Variation[], { handoffs, language, now }: { handoffs: number; language: Language; now: Date }): VariationView {
  return {
    ok: true,
    asOf: now.toISOString(),
    handoffs,
    versions: versions.map(({ legs, steps, ...counts }) => ({
      ...counts,
      legs: legs.map(({ id: _, label, ...leg }) => ({ ...leg, label: label[language], interval: leg.passed < FEWEST_FOR_SHARE ? null : wilsonInterval(leg.inTime, leg.passed) })),
      steps: steps.map(({ leg: _, label, ...step }) => ({ ...step, label: label[language] })),
    })),
  };
}

/** When the account works, with ready lists of holidays for this year and the next. */
export function calendarView({ revision, calendar }: Awaited<ReturnType<typeof workCalendar>>, { role, language, now, timeZone }: { role: Role; language: Language; now: Date; timeZone: string }): CalendarView {
  const year = now.getUTCFullYear();
  return { ok: true, role, revision, calendar, accountZone: timeZone, zones: Intl.supportedValuesOf('timeZone'), offers: [year, year + 1].flatMap((one) => offersOf(one, language)) };
}

function offersOf(year: number, language: Language): CalendarView['offers'] {
  const days = brazilHolidays(year);
  return ([false, true] as const).map((optional) => ({
    id: `brazil-${year}-${optional ? 'optional' : 'national'}`,
    label: offerNames[language][optional ? 'optional' : 'national'](year),
    holidays: days.filter((one) => one.optional === optional).map(({ day, id }) => ({ day, name: holidayNames[id][language] })),
  }));
}
