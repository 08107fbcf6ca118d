import { domainToASCII } from 'node:url';
import { cnpj as cnpjRule } from 'cpf-cnpj-validator';
import { getDomain } from 'tldts';

/*
 * How people and companies are written down: in the CRM, in survey answers, in reports of use. All rooms read them here,
 * because an answer finds its company only where both sides write it alike.
 */

/** An e-mail address in lower case, its domain in ASCII; undefined when it is none. */
export function emailAddress(text: string): string | undefined {
  const found = /^([^\s@<>(),;:"]{1,64})@([^\s@<>(),;:"]{3,255})$/.exec(text.trim().toLowerCase());
  const domain = found && domainToASCII(found[2]!);
  return domain && domain.includes('.') ? `${found[1]}@${domain}` : undefined;
}

/** The host that a domain's name, an e-mail or a web address names, in ASCII lower case; '' or the text itself when it names none. */
export function hostOf(text: string): string {
  const written = text.trim().toLowerCase();
  const host = written.includes('@') ? written.slice(written.lastIndexOf('@') + 1) : written;
  if (!host.includes('/')) return domainToASCII(host.replace(/\.$/, ''));
  return URL.canParse(host) ? new URL(host).hostname : host;
}

/** The registrable domain (acme.com.br) of a domain's name, an e-mail or a web address, in ASCII lower case; undefined when there is none. */
export function registrableDomain(text: string): string | undefined {
  return getDomain(hostOf(text), { allowPrivateDomains: false }) ?? undefined;
}

/**
 * A CNPJ, numeric or alphanumeric, as 14 bare signs. What becomes of one in a column of numbers (1,1222333000181E+13,
 * lost leading zeros) is mended only when the check digits come out right; undefined otherwise.
 */
export function bareCnpj(text: string): string | undefined {
  const written = text.trim().toUpperCase();
  const scientific = /^\d[.,]\d+E\+?\d{1,2}$/.test(written);
  const bare = scientific ? Number(written.replace(',', '.')).toFixed(0) : written.replace(/[.\-/\s]/g, '');
  const padded = /^\d{3,13}$/.test(bare) ? bare.padStart(14, '0') : bare;
  return /^[A-Z0-9]{12}\d{2}$/.test(padded) && cnpjRule.isValid(padded) ? padded : undefined;
}
