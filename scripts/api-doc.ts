import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z, type ZodType } from 'zod';
import * as bulletin from '../extensions/contracts/bulletin.ts';
import { CaseSettingsView, SavedCaseSettings } from '../extensions/contracts/case-settings.ts';
import * as cases from '../extensions/contracts/cases.ts';
import * as causes from '../extensions/contracts/causes.ts';
import * as channels from '../extensions/contracts/channels.ts';
import type { EndpointName, PageEndpointName } from '../extensions/contracts/endpoints.ts';
import { Refusal } from '../extensions/contracts/envelope.ts';
import * as handoff from '../extensions/contracts/handoff.ts';
import * as handoffSettings from '../extensions/contracts/handoff-settings.ts';
import { HealthView } from '../extensions/contracts/health.ts';
import * as home from '../extensions/contracts/home.ts';
import { HomeHandoffFigures, HomeHandoffs } from '../extensions/contracts/home-handoffs.ts';
import { NpsView } from '../extensions/contracts/nps.ts';
import * as playbooks from '../extensions/contracts/playbooks.ts';
import * as review from '../extensions/contracts/review.ts';
import * as settings from '../extensions/contracts/settings.ts';
import { SummaryView } from '../extensions/contracts/summary.ts';
import type { Route } from '../src/server/http/endpoint.ts';
import { createRooms } from '../src/server/modules.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { createLog } from '../src/server/platform/log.ts';
import { createMetrics } from '../src/server/platform/metrics.ts';
import { createSecrets } from '../src/server/platform/secrets.ts';

/** What each card route answers when it does not refuse. */
const ANSWERS: Record<EndpointName | PageEndpointName, ZodType> = {
  'GET /api/1/health/:companyId': HealthView,
  'GET /api/1/nps/:companyId': NpsView,
  'GET /api/1/summary/:companyId': SummaryView,
  'GET /api/1/settings/connection': settings.ConnectionView,
  'POST /api/1/settings/connection/repair': settings.Done,
  'GET /api/1/settings/sources': settings.SourcesView,
  'POST /api/1/settings/sources': settings.AddedSource,
  'GET /api/1/settings/sources/:sourceId/deliveries': settings.DeliveriesView,
  'POST /api/1/settings/sources/:sourceId/pause': settings.Done,
  'POST /api/1/settings/sources/:sourceId/settings': settings.Done,
  'POST /api/1/settings/sources/:sourceId/rerun': settings.Rerun,
  'POST /api/1/settings/sources/:sourceId/test': settings.SourceTest,
  'GET /api/1/settings/usage-keys': settings.UsageKeysView,
  'POST /api/1/settings/usage-keys': settings.AddedUsageKey,
  'POST /api/1/settings/usage-keys/:prefix/rotate': settings.AddedUsageKey,
  'POST /api/1/settings/usage-keys/:prefix/revoke': settings.Done,
  'GET /api/1/settings/weights': settings.WeightsView,
  'POST /api/1/settings/weights/preview': settings.WeightsPreview,
  'POST /api/1/settings/weights': settings.AdoptedWeights,
  'GET /api/1/settings/roles': settings.RolesView,
  'POST /api/1/settings/roles': settings.Done,
  'GET /api/1/settings/audit': settings.AuditView,
  'GET /api/1/home/companies': home.HomeCompanies,
  'GET /api/1/home/handoffs': HomeHandoffs,
  'GET /api/1/home/handoffs/figures': HomeHandoffFigures,
  'GET /api/1/home/review': review.HomeReview,
  'GET /api/1/home/review/decided': review.HomeDecided,
  'GET /api/1/home/review/companies': review.FoundCompanies,
  'POST /api/1/home/review/settle': review.SettledAnswer,
  'POST /api/1/home/review/dismiss': settings.Done,
  'POST /api/1/home/review/undo': settings.Done,
  'GET /api/1/home/sources': home.HomeSources,
  'GET /api/1/home/use': home.HomeUse,
  'GET /api/1/handoffs/deal/:dealId': handoff.DealHandoff,
  'POST /api/1/handoffs/deal/:dealId/start': handoff.Saved,
  'POST /api/1/handoffs/:handoffId/field': handoff.SavedText,
  'POST /api/1/handoffs/:handoffId/kick-off': handoff.SavedText,
  'POST /api/1/handoffs/:handoffId/steps': handoff.Saved,
  'POST /api/1/handoffs/:handoffId/read': handoff.Saved,
  'GET /api/1/onboarding/:companyId': handoff.Onboarding,
  'GET /api/1/settings/handoff': handoffSettings.HandoffChoices,
  'POST /api/1/settings/handoff/team': settings.Done,
  'POST /api/1/settings/handoff/starts': settings.Done,
  'GET /api/1/settings/company-properties': playbooks.CompanyProperties,
  'POST /api/1/settings/handoff/import': settings.Done,
  'GET /api/1/settings/playbooks': playbooks.PlaybooksView,
  'POST /api/1/settings/playbooks': playbooks.ClonedPlaybook,
  'POST /api/1/settings/playbooks/:playbookId/draft': playbooks.SavedPlaybook,
  'POST /api/1/settings/playbooks/:playbookId/change': playbooks.ChangedPlaybook,
  'GET /api/1/settings/playbooks/:playbookId/variation': playbooks.VariationView,
  'POST /api/1/settings/dry-run': playbooks.DryRunView,
  'GET /api/1/settings/calendar': playbooks.CalendarView,
  'POST /api/1/settings/calendar': playbooks.SavedPlaybook,
  'GET /api/1/cases/company/:companyId': cases.RecordCases,
  'GET /api/1/cases/contact/:contactId': cases.RecordCases,
  'POST /api/1/cases/:caseId/steps': cases.SteppedCase,
  'GET /api/1/home/cases': cases.HomeCases,
  'POST /api/1/home/cases/acknowledge': cases.AcknowledgedCases,
  'GET /api/1/home/cases/figures': cases.HomeCaseFigures,
  'GET /api/1/settings/cases': CaseSettingsView,
  'POST /api/1/settings/cases': SavedCaseSettings,
  'GET /api/1/settings/channels': channels.ChannelsView,
  'POST /api/1/settings/channels': channels.AddedChannel,
  'POST /api/1/settings/channels/:channelId/settings': settings.Done,
  'POST /api/1/settings/channels/:channelId/pause': settings.Done,
  'POST /api/1/settings/channels/:channelId/remove': settings.Done,
  'POST /api/1/settings/channels/:channelId/test': channels.ChannelTest,
  'GET /api/1/settings/causes': causes.CausesView,
  'POST /api/1/settings/causes': causes.SavedCauses,
  'POST /api/1/settings/causes/try': causes.TriedCauses,
  'POST /api/1/answers/:answerId/causes': causes.TaggedAnswer,
  'GET /api/1/settings/bulletin': bulletin.BulletinView,
  'POST /api/1/settings/bulletin': bulletin.SavedSubscription,
  'POST /api/1/settings/bulletin/:subscriptionId': bulletin.SavedSubscription,
  'POST /api/1/settings/bulletin/:subscriptionId/revoke': bulletin.SavedSubscription,
  'POST /api/1/settings/bulletin/:subscriptionId/test': bulletin.TestedSubscription,
};

/** What each other route is for; a test demands a text for every route, and a route for every text. */
export const PURPOSES: Record<string, string> = {
  'GET /oauth/install':
    'Begins the installation: sends the browser (302) to HubSpot with a state of its own, kept in a cookie of this path for some minutes.',
  'GET /oauth/callback':
    'Where HubSpot sends the browser back. 200 with a page when Baton is installed; 409, 422 or 503 with a page that says what to do. An installation begun at HubSpot comes without our state and is accepted: the account is only what HubSpot\'s token introspection says.',
  'POST /webhooks/hubspot':
    'HubSpot\'s webhooks, of all accounts: a JSON list of up to 100 events, at most 1 MB, signed (v3 over the raw bytes; the older signatures are not accepted). Stored as received, then answered 200, also for accounts Baton does not know; what they tell is read afterwards. 401: the signature is wrong or its time too far off. 503 with Retry-After: our trouble, send it again.',
  'POST /workflow-actions/recalculate-health':
    'The workflow action "Recalculate health" of HubSpot. The account is only what the signed body says. Signed by v3, or by v2 where HubSpot sends no v3 (only here; each execution counts once by its callback id). 200 with `outputFields`: `hs_execution_state` is `BLOCK` while the company is recalculated, which Baton then completes; `SUCCESS` with the current figures where the account does not allow completions; `FAIL_CONTINUE` where `status` is `disconnected`, `unknown-company` or `unreadable`. 401: the signature is wrong. 429 and 503: send it again; here Retry-After is in milliseconds. No other 4xx, because HubSpot would end the execution.',
  'POST /workflow-actions/start-handoff':
    'The workflow action "Start handoff" of HubSpot, for deals. Signed, answered and repeated as "Recalculate health". Outputs: `status` (`started`, `under-way`, `no-company`), `handoff_id`, `state`, `completeness`, `reason`; delivered again under one callback id it has one effect.',
  'POST /workflow-actions/complete-step':
    'The workflow action "Complete step" of HubSpot, for deals and companies, with the input `step`. Signed, answered and repeated as "Recalculate health". Outputs as of "Start handoff"; `status`: `made`, `incomplete` or `refused` (with `reason` in words), `no-handoff`. Delivered again under one callback id it has one effect.',
  'GET /hooks/:portalId/:sourceId/:secret': 'Tools that test an address before they use it get 200 (HEAD, too).',
  'POST /hooks/:portalId/:sourceId/:secret':
    'Takes a delivery of answers for one source: JSON for a webhook source, `text/csv` (up to 10 MB) for a CSV source. The delivery is stored before it is answered, and read afterwards; a CSV is read at once and the answer reports every row. `?dryRun=1` reports and stores nothing. 401: the secret or the signature is wrong. 413: too large. 422: a file that cannot be read, with the reason. 429 with Retry-After: the source or the account has sent too much this minute, or too many wrong secrets came. 503 with Retry-After: our trouble, send it again. Never 404 or 410. A paused source stores and answers 200. Texts are in the language that `?lang=` or Accept-Language asks for, English where neither does; scripts go by `code`.',
  'POST /v1/usage':
    'Takes one company\'s use of one day, with `Authorization: Bearer baton_…`; see [the usage API](usage-api.md). Stored before it is answered: 200 with `outcome` (`recorded`, `unchanged`, `older`, `duplicate`, `waiting`). 400: no JSON. 401: the key is missing, wrong or revoked. 413: over 8 kB. 422: an event that is not right, with the reason. 429 with Retry-After: the key\'s minute is used up. 503 with Retry-After: our trouble, send it again.',
  'POST /v1/usage/bulk':
    'Takes up to 1,000 events as a JSON list or as NDJSON (1 MB), and reports each row in `results`; what is right is taken beside what is wrong. 422 where no row is right. Otherwise as `/v1/usage`.',
  'GET /b/:token':
    'A bulletin\'s page, for whoever has its link: signed, for this issue and its companies alone, for 14 days. 403 with a page that tells nothing: the link is not ours, has expired, its reader was taken out or has left, or the account is not connected. It runs no script and loads nothing.',
  'GET /b/:token/preferences': 'The page on which a reader chooses frequency and language. 403 as above.',
  'POST /b/:token/preferences': 'Shows what will change (`frequency`, `language`); with `confirm=1` it is changed. 403 as above.',
  'GET /b/:token/unsubscribe': 'The page with the button that ends a subscription; nothing changes by looking. This link works for good. 403: it is not ours, or nobody of that subscription is known any more.',
  'POST /b/:token/unsubscribe': 'Ends a subscription, from the page or by one click in a mail program (RFC 8058). 200 also where it had ended.',
};

/** The routes of all rooms, without a database, a network or a HubSpot account. */
export async function liveRoutes(): Promise<Route[]> {
  const config = readConfig({
    HUBSPOT_APP_ID: '1',
    HUBSPOT_CLIENT_ID: 'unused',
    HUBSPOT_CLIENT_SECRET: 'unused',
    PUBLIC_URL: 'https://unused.example',
    BATON_KEYS: `unused:${randomBytes(32).toString('base64')}`,
  });
  const unused = (): never => {
    throw new Error('Listing the routes must not touch anything.');
  };
  const { rooms } = await createRooms({
    config,
    db: { engine: 'pglite', withPortal: unused, readPortal: unused, snapshotPortal: unused, withSystem: unused, close: unused },
    log: createLog('silent'),
    metrics: createMetrics(),
    now: unused,
    random: unused,
    randomBytes,
    fetch: unused,
    egress: { send: unused },
    mailer: { send: unused },
    secrets: createSecrets(config.keys, randomBytes),
    record: unused,
    enqueue: unused,
  });
  return rooms.flatMap((room) => room.routes);
}

/** docs/api.md as Markdown, from the routes and the contracts. */
export function apiDocument(routes: Route[]): string {
  const cards = routes.filter((route) => route.kind === 'card');
  const open = routes.filter((route) => route.kind !== 'card');
  return [
    '# Addresses of the server',
    '',
    '<!-- Written by scripts/api-doc.ts from the routes and contracts; a test compares. Do not edit by hand. -->',
    '',
    '## For operators',
    '',
    '- `GET /healthz`: 200 while the process answers.',
    '- `GET /readyz`: 200 while the server takes work; 503 while it starts, stops or has no database.',
    '',
    'Every answer carries `x-request-id`, which is also in the log.',
    '',
    '## For the cards',
    '',
    'Called through HubSpot\'s `hubspot.fetch`, which signs each request (v3). Who asks (`portalId`, `userId`, `userEmail`, `appId`) stands in the signed',
    'query and nowhere else. A wrong signature is 401; everything else is 200, with the view or a refusal. Within `/api/1`, answers only gain fields.',
    '',
    'The addresses of the settings page also ask for a role (admin, manager, rep) and answer while the account is paused. A change carries a `key` made',
    'by the page: asked again with it, as HubSpot does once when an answer fails, it happens once and answers the same.',
    '',
    '### A refusal',
    '',
    ...fieldsOf(Refusal),
    '',
    ...cards.flatMap((route) => {
      const name = `${route.method} ${route.path}`;
      return [`### ${name}`, '', 'Path and query:', '', ...fieldsOf(route.params, 'input'), ...fieldsOf(route.query, 'input'), '', ...(route.body ? ['Body (JSON):', '', ...fieldsOf(route.body, 'input'), ''] : []), 'Answer:', '', ...fieldsOf(ANSWERS[name as keyof typeof ANSWERS]), ''];
    }),
    '## For HubSpot\'s installation, for survey tools and for your own systems',
    '',
    ...open.flatMap((route) => [`### ${route.method} ${route.path}`, '', PURPOSES[`${route.method} ${route.path}`] ?? 'MISSING', '']),
  ].join('\n');
}

interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  pattern?: string;
}

/** One list item a field, indented by depth. @param io `input`: what has a default may be left out. */
function fieldsOf(shape: ZodType, io: 'input' | 'output' = 'output'): string[] {
  return linesOf(z.toJSONSchema(shape, { io }) as Schema, '');
}

function linesOf(schema: Schema, indent: string): string[] {
  const own = bare(schema);
  if (own.items !== undefined && own.prefixItems === undefined) return linesOf(own.items, indent);
  return Object.entries(own.properties ?? {}).flatMap(([name, field]) => {
    const optional = own.required?.includes(name) ? '' : ', optional';
    return [`${indent}- \`${name}\`: ${describe(field)}${optional}`, ...linesOf(field, `${indent}  `)];
  });
}

/** The schema without its "or null". */
function bare(schema: Schema): Schema {
  const others = schema.anyOf?.filter((one) => one.type !== 'null');
  return others?.length === 1 ? others[0]! : schema;
}

function describe(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(describe).join(' or ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => describe({ ...schema, type })).join(' or ');
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.prefixItems !== undefined) return `list of ${schema.prefixItems.map(describe).join(', ')}`;
  if (schema.type === 'array') return `list${schema.maxItems === undefined ? '' : ` of at most ${schema.maxItems}`}: ${describe(schema.items ?? {})}`;
  if (schema.type === 'string') return `text${schema.maxLength === undefined ? '' : ` of at most ${schema.maxLength}`}${schema.pattern === undefined ? '' : ` matching \`${schema.pattern}\``}`;
  if (schema.type === 'number' || schema.type === 'integer') return `${schema.type === 'integer' ? 'whole number' : 'number'}${range(schema)}`;
  return schema.type === 'boolean' ? 'true or false' : (schema.type ?? 'anything');
}

function range({ minimum, maximum }: Schema): string {
  const from = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : '';
  return `${from}${maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : ''}`;
}

if (import.meta.main) {
  const file = join(import.meta.dirname, '../docs/api.md');
  writeFileSync(file, apiDocument(await liveRoutes()));
  console.log(`Written: ${file}`);
}
