import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { AuditView, ConnectionView, DeliveriesView, DeliveryCounts, ProviderInfo, Role, RolesView, SourceRow, SourceTest, UsageKeysView, WeightsView } from '../../../extensions/contracts/settings.ts';
import { formFields } from '../platform/setting-field.ts';
import type { StoredEntry } from './audit-store.ts';
import { checklist, sourceState } from './checklist.ts';
import type { ConnectionFacts, DeliveryFacts, KeyFacts, Person, ProviderFacts, ReportFacts, SourceFacts, TriedDelivery, WeightsFacts } from './questions.ts';
import { type GivenRole, type Installer, roleOf } from './roles.ts';

const SHOWN_PROBLEMS = 5;
const SHOWN_KEYS = 100;
const LONGEST_REASON = 2000;
const LONGEST_COMMENT = 300;

/** Users' names by id; someone unknown (gone, or no owner) is null. */
export type Names = ReadonlyMap<number, string>;

/** The names of an account's people; the address where there is no name. */
export function namesOf(people: readonly Person[]): Names {
  return new Map(people.flatMap(({ userId, name, email }) => (name || email ? [[userId, name || email!] as const] : [])));
}

/** The tab "Connection". */
export function connectionView(facts: ConnectionFacts, around: { sources: readonly SourceFacts[]; weights: WeightsFacts; names: Names; role: Role; now: Date }): ConnectionView {
  return {
    ok: true,
    asOf: around.now.toISOString(),
    role: around.role,
    checks: checklist(facts, around.sources, around.weights, around.now),
    install: {
      state: facts.state,
      pauseReason: facts.pauseReason,
      hubDomain: facts.hubDomain,
      installedAt: facts.installedAt.toISOString(),
      installedBy: facts.installedBy === null ? null : (around.names.get(facts.installedBy) ?? null),
      timeZone: facts.timeZone,
      currency: facts.currency,
    },
    scopes: facts.scopes,
    properties: facts.properties,
    objects: facts.objects.map((object) => ({ ...object, problem: object.problem?.slice(0, 500) ?? null, updatedAt: object.updatedAt.toISOString() })),
    writes: facts.writes,
  };
}

/** A source as the tab "Sources" lists it. */
export function sourceRow(source: SourceFacts, providers: ReadonlyMap<string, ProviderFacts>, { now, language }: { now: Date; language: Language }): SourceRow {
  return {
    id: source.sourceId,
    provider: source.provider,
    name: source.name,
    state: sourceState(source, now),
    hasHook: (providers.get(source.provider)?.bodyLimit ?? 0) > 0,
    signed: source.signed,
    trustedIds: source.trustedIds,
    createdAt: source.createdAt.toISOString(),
    lastReceivedAt: source.lastReceivedAt?.toISOString() ?? null,
    lastError: source.lastError?.[language].slice(0, LONGEST_REASON) ?? null,
    waiting: source.deliveries.waiting,
    failed: source.deliveries.failed,
    skipped: Object.fromEntries(source.skipped.map(({ reason, records }) => [reason[language], records])),
    settings: source.settings as Record<string, unknown>,
  };
}

/** A survey tool with its form. */
export function providerInfo(provider: ProviderFacts, language: Language): ProviderInfo {
  return {
    id: provider.id,
    label: provider.label[language],
    hasHook: provider.bodyLimit > 0,
    takesFiles: provider.waitsForReport,
    trustedIds: provider.trustedIds,
    signs: signingOf(provider),
    fields: formFields(provider.settings, language),
  };
}

/** Tools that sign always; those whose settings say how; those that never do. */
function signingOf(provider: ProviderFacts): ProviderInfo['signs'] {
  if (provider.signs === 'always') return 'always';
  return provider.settings.some((field) => field.id === 'signature') ? 'optional' : 'never';
}

function countsOf({ rows, created, updated, duplicate, skipped, error, matched, review, unmatched }: ReportFacts): DeliveryCounts {
  return { rows, created, updated, duplicate, skipped, error, matched, review, unmatched };
}

function problemsOf(report: ReportFacts | null, language: Language): SourceTest['problems'] {
  return (report?.problems ?? []).slice(0, SHOWN_PROBLEMS).map((problem) => ({ ...problem, message: problem.message[language].slice(0, 1000) }));
}

/** A source's newest deliveries. */
export function deliveriesView(deliveries: readonly DeliveryFacts[], language: Language): DeliveriesView {
  return {
    ok: true,
    deliveries: deliveries.map(({ deliveryId, receivedAt, state, reason, report }) => ({
      id: deliveryId,
      receivedAt: receivedAt.toISOString(),
      state,
      reason: reason?.[language].slice(0, LONGEST_REASON) ?? null,
      counts: report && countsOf(report),
      problems: problemsOf(report, language),
    })),
  };
}

/** How the last delivery would be read; undefined: nothing was received yet. */
export function sourceTest(tried: TriedDelivery | undefined, language: Language): SourceTest {
  if (tried === undefined) return { ok: true, receivedAt: null, reason: null, counts: null, problems: [], answers: [] };
  return {
    ok: true,
    receivedAt: tried.receivedAt.toISOString(),
    reason: tried.reason?.[language].slice(0, LONGEST_REASON) ?? null,
    counts: tried.report && countsOf(tried.report),
    problems: problemsOf(tried.report, language),
    answers: tried.answers.map(({ type, score, scaleMin, scaleMax, person, comment, answeredAt }) => ({
      type,
      score,
      scale: [scaleMin, scaleMax],
      person: person?.slice(0, 300) ?? null,
      comment: comment?.slice(0, LONGEST_COMMENT) ?? null,
      answeredAt: answeredAt.toISOString(),
    })),
  };
}

/** The tab "Usage keys": those that work by age, then the revoked ones, newest first. */
export function usageKeysView(keys: readonly KeyFacts[], around: Pick<UsageKeysView, 'role' | 'address' | 'limits'> & { now: Date }): UsageKeysView {
  const { now, ...rest } = around;
  const working = keys.filter((key) => key.revokedAt === null);
  const revoked = keys.filter((key) => key.revokedAt !== null).reverse();
  return {
    ok: true,
    asOf: now.toISOString(),
    ...rest,
    keys: [...working, ...revoked].slice(0, SHOWN_KEYS).map(({ prefix, name, source, createdAt, lastUsedAt, revokedAt }) => ({
      prefix,
      name,
      source,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
    })),
  };
}

/** The tab "Health". */
export function weightsView(facts: WeightsFacts, { role, names, language }: { role: Role; names: Names; language: Language }): WeightsView {
  const who = (by: string) => names.get(Number(/^user:(\d+)$/.exec(by)?.[1])) ?? null;
  const newest = facts.versions[0];
  return {
    ok: true,
    role,
    version: facts.version,
    adoptedAt: newest?.adoptedAt.toISOString() ?? null,
    adoptedBy: newest === undefined ? null : who(newest.adoptedBy),
    signals: facts.signals.map((signal) => ({ ...signal, label: signal.label[language] })),
    scored: facts.scored,
    bands: facts.bands,
    dwellDays: facts.dwellDays,
    versions: facts.versions.map((version) => ({
      version: version.version,
      adoptedAt: version.adoptedAt.toISOString(),
      adoptedBy: who(version.adoptedBy),
      weights: version.weights.map((one) => ({ ...one, label: one.label[language] })),
    })),
  };
}

/** The tab "Roles": people of the account, and whoever else has a role. */
export function rolesView(people: readonly Person[], given: ReadonlyMap<number, GivenRole>, installer: Installer, you: { userId: number; role: Role }): RolesView {
  const known = new Map(people.map((person) => [person.userId, person]));
  const others = [...given.keys(), you.userId, ...(installer.installedBy === null ? [] : [installer.installedBy])].filter((userId) => !known.has(userId));
  const everybody: Person[] = [...people, ...[...new Set(others)].map((userId) => ({ userId, name: null, email: null }))];
  return {
    ok: true,
    role: you.role,
    people: everybody.slice(0, 1000).map(({ userId, name, email }) => ({
      userId: String(userId),
      name,
      email,
      role: roleOf(userId, given.get(userId), installer),
      installer: installer.installedBy === userId,
      you: userId === you.userId,
    })),
  };
}

/** A person by name where they are known; everything else by its id. */
function named(subject: string, names: Names): string {
  return names.get(Number(/^user:(\d+)$/.exec(subject)?.[1])) ?? subject;
}

/** No command changes a bulletin: nobody's change is its reader's, who has a link and no account. */
function isByReader({ userId, action }: StoredEntry): boolean {
  return userId === null && action.startsWith('bulletin.');
}

/** The tab "Audit": a page of entries, and where the next one begins. */
export function auditView(entries: readonly StoredEntry[], limit: number, names: Names): AuditView {
  const last = entries[limit - 1];
  return {
    ok: true,
    entries: entries.slice(0, limit).map((entry) => ({
      id: String(entry.entryId),
      at: entry.at.toISOString(),
      userId: entry.userId === null ? '' : String(entry.userId),
      who: entry.userId === null ? null : (names.get(entry.userId) ?? null),
      commandLine: entry.userId === null && !isByReader(entry),
      bulletinReader: isByReader(entry),
      action: entry.action,
      subject: named(entry.subject, names),
      before: entry.before,
      after: entry.after,
      requestId: entry.requestId,
    })),
    next: entries.length > limit && last ? String(last.entryId) : null,
  };
}
