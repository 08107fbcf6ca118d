import type { AuditView, ConnectionView, DeliveriesView, RolesView, SourceRow, SourcesView, UsageKeysView, WeightsPreview, WeightsView } from '../../extensions/contracts/settings.ts';

const AT = '2026-11-21T12:00:00.000Z';

/** An account whose set-up is done but for the looks. */
export function buildConnectionView(overrides: Partial<ConnectionView> = {}): ConnectionView {
  return {
    ok: true,
    asOf: AT,
    role: 'admin',
    checks: [{ id: 'connected', state: 'done' }, { id: 'scopes', state: 'trouble' }, { id: 'sources', state: 'todo' }, { id: 'cards', state: 'look' }],
    install: { state: 'active', pauseReason: null, hubDomain: 'acme.example', installedAt: AT, installedBy: 'Ana Reis', timeZone: 'America/Sao_Paulo', currency: 'BRL' },
    scopes: [{ scope: 'tickets', required: true, granted: false }, { scope: 'automation', required: false, granted: false }, { scope: 'crm.objects.deals.write', required: false, granted: false }],
    properties: { names: ['baton_nps'], drift: [{ name: 'baton_nps', expected: 'number', found: 'string' }] },
    objects: [{ type: 'companies', phase: 'importing', done: 40, total: 120, problem: null, updatedAt: AT }, { type: 'tickets', phase: 'skipped', done: 0, total: null, problem: 'scope-missing: tickets', updatedAt: AT }],
    writes: { waiting: 3, failed: 0 },
    ...overrides,
  };
}

export function buildSourceRow(overrides: Partial<SourceRow> = {}): SourceRow {
  return {
    id: 'csv', provider: 'csv', name: 'Pesquisa anual', state: 'failing', hasHook: true, signed: false, trustedIds: true, createdAt: AT, lastReceivedAt: AT,
    lastError: 'No column is the score.', waiting: 0, failed: 2, skipped: {}, settings: { type: 'nps' }, ...overrides,
  };
}

export function buildSourcesView(overrides: Partial<SourcesView> = {}): SourcesView {
  const field = { hint: null, choices: null, required: false };
  return {
    ok: true,
    asOf: AT,
    role: 'admin',
    sources: [buildSourceRow()],
    providers: [
      {
        id: 'csv', label: 'CSV file', hasHook: true, takesFiles: true, trustedIds: true, signs: 'never',
        fields: [
          { ...field, id: 'type', label: 'Survey type', input: 'text' },
          { ...field, id: 'columns', label: 'Columns', input: 'mapping', choices: [{ value: 'score', label: 'Score' }, { value: 'email', label: 'E-mail' }] },
          { ...field, id: 'scales', label: 'Scales', input: 'scales' },
          { ...field, id: 'forms', label: 'Forms', input: 'text' },
        ],
      },
    ],
    ...overrides,
  };
}

export function buildDeliveriesView(): DeliveriesView {
  const id = '5f6b0c1e-4f0b-4b56-9a0b-1f0f7d3c2a10';
  return { ok: true, deliveries: [{ id, receivedAt: AT, state: 'failed', reason: 'No column is the score.', counts: null, problems: [] }] };
}

export function buildWeightsView(overrides: Partial<WeightsView> = {}): WeightsView {
  const signals = [
    { id: 'deals', label: 'Deals', weight: 30, defaultWeight: 20, known: 80, mean: 0.6 },
    { id: 'nps', label: 'NPS', weight: 10, defaultWeight: 15, known: 40, mean: 0.5 },
  ];
  const version = (n: number, by: string | null) => ({ version: n, adoptedAt: AT, adoptedBy: by, weights: signals.map(({ id, label, weight }) => ({ signal: id, label, weight })) });
  return {
    ok: true, role: 'admin', version: 2, adoptedAt: AT, adoptedBy: 'Ana Reis', signals, scored: 84, bands: { healthy: 70, watch: 10, 'at-risk': 4 }, dwellDays: 2,
    versions: [version(2, 'Ana Reis'), version(1, null)], ...overrides,
  };
}

export function buildWeightsPreview(overrides: Partial<WeightsPreview> = {}): WeightsPreview {
  return {
    ok: true, scored: 84, before: { healthy: 70, watch: 10, 'at-risk': 4 }, after: { healthy: 69, watch: 11, 'at-risk': 4 }, up: 0, down: 1, approximate: false,
    moves: [{ companyId: '501', name: 'Padaria Aurora', from: 'healthy', to: 'watch', score: 70.2, newScore: 64.9 }], ...overrides,
  };
}

export function buildRolesView(overrides: Partial<RolesView> = {}): RolesView {
  return {
    ok: true,
    role: 'admin',
    people: [
      { userId: '1', name: 'Ana Reis', email: 'ana@acme.example', role: 'admin', installer: true, you: true },
      { userId: '2', name: 'Bia Souza', email: null, role: 'rep', installer: false, you: false },
    ],
    ...overrides,
  };
}

export function buildAuditView(overrides: Partial<AuditView> = {}): AuditView {
  return {
    ok: true,
    entries: [{ id: '7', at: AT, userId: '1', who: 'Ana Reis', commandLine: false, bulletinReader: false, action: 'role.changed', subject: 'user:2', before: { role: 'rep' }, after: { role: 'manager' }, requestId: 'r-1' }],
    next: null,
    ...overrides,
  };
}

/** A key in use and one that was revoked. */
export function buildUsageKeysView(overrides: Partial<UsageKeysView> = {}): UsageKeysView {
  return {
    ok: true, asOf: AT, role: 'admin', address: 'https://baton.example.com/v1/usage', limits: { minute: 600, event: 1, bulk: 10, keys: 20 },
    keys: [
      { prefix: '0a1b2c3d4e5f', name: 'Produto', source: 'app', createdAt: AT, lastUsedAt: AT, revokedAt: null },
      { prefix: '5f4e3d2c1b0a', name: 'Antiga', source: 'app', createdAt: AT, lastUsedAt: null, revokedAt: AT },
    ],
    ...overrides,
  };
}
