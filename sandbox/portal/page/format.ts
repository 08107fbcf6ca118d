/** Property values as text for people, in the reader's language and the account's zone and currency. */
import type { PropertyInfo } from './api.ts';

export interface Region {
  language: string;
  timeZone: string;
  currency: string;
}

const MONEY = new Set(['amount', 'annualrevenue', 'hs_mrr', 'hs_arr', 'hs_acv', 'total_revenue', 'mrr', 'arr']);

function instantOf(value: string): number {
  return /^\d{11,}$/.test(value) ? Number(value) : Date.parse(value);
}

/** `2026-11-21`, an ISO instant or milliseconds, as a date; time of day only where `withTime`. */
export function formatDate(value: string, region: Region, withTime = false): string {
  const plain = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const time = instantOf(value);
  if (Number.isNaN(time)) return value;
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeZone: plain ? 'UTC' : region.timeZone };
  if (withTime && !plain) options.timeStyle = 'short';
  return new Intl.DateTimeFormat(region.language, options).format(time);
}

/** An amount in the account's currency: whole units, or with so many decimals. */
export function formatMoney(value: number, region: Region, digits = 0): string {
  const options = { style: 'currency', currency: region.currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(region.language, options).format(value);
}

/** At most `digits` decimals. */
export function formatNumber(value: number, region: Region, digits = 1): string {
  return new Intl.NumberFormat(region.language, { maximumFractionDigits: digits }).format(value);
}

/** Empty text for an empty value. */
export function formatProperty(value: string | null, info: PropertyInfo | undefined, region: Region): string {
  if (value === null || value === '') return '';
  if (info?.type === 'date' || info?.type === 'datetime') return formatDate(value, region, info.type === 'datetime');
  if (info?.type === 'bool') return region.language.startsWith('pt') ? (value === 'true' ? 'Sim' : 'Não') : value === 'true' ? 'Yes' : 'No';
  const option = info?.options.find((one) => one.value === value);
  if (option) return option.label;
  if (info?.type !== 'number' || Number.isNaN(Number(value))) return value;
  return MONEY.has(info.name) ? formatMoney(Number(value), region) : formatNumber(Number(value), region, 2);
}
