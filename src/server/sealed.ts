import type { Secrets } from './platform/secrets.ts';

/**
 * Every column that holds sealed values -> the purpose they are sealed for, and whether they belong to no portal (0).
 * A test compares it with the catalogue: a column whose name ends in _sealed must be here, to be carried and rotated.
 */
export const sealedColumns: Readonly<Record<string, { purpose: string; portal: 'own' | 'none' }>> = {
  'installs.access_sealed': { purpose: 'hubspot-access-token', portal: 'own' },
  'installs.refresh_sealed': { purpose: 'hubspot-refresh-token', portal: 'own' },
  'hubspot_batches.body_sealed': { purpose: 'hubspot-batch', portal: 'none' },
  'sources.signing_secret_sealed': { purpose: 'survey-signing', portal: 'own' },
  'deliveries.body_sealed': { purpose: 'survey-delivery', portal: 'own' },
  'channels.settings_sealed': { purpose: 'alert-channel', portal: 'own' },
  'settings_changes.answer_sealed': { purpose: 'settings-answer', portal: 'own' },
};

/** Opens a value of one of these columns, to see whether the keys at hand do. @throws when they do not, or the column is unknown. */
export function openSealed(secrets: Secrets): (table: string, column: string, portalId: number, sealed: string) => void {
  return (table, column, portalId, sealed) => {
    const known = sealedColumns[`${table}.${column}`];
    if (known === undefined) throw new Error(`Nobody says what ${table}.${column} is sealed for.`);
    secrets.open(known.purpose, known.portal === 'own' ? portalId : 0, sealed);
  };
}
