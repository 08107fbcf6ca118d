import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Names that lead inside a network or to a cloud's metadata, whatever they resolve to. */
const INNER_NAME = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|corp|home|arpa|onion)$|^(metadata|instance-data)\./;

/**
 * Why a host that a tenant names cannot be called, as far as can be said without asking anyone; null: it may be.
 * @param host in ASCII lower case, as the URL parser writes it.
 * @param ownHost the host of PUBLIC_URL: Baton does not call itself.
 */
export function hostFault(host: string, ownHost: string): string | null {
  if (ipaddr.isValid(host.replace(/^\[|\]$/g, '')) || !host.includes('.') || host.endsWith('.')) return 'The address must name a public host.';
  return INNER_NAME.test(host) || host === ownHost ? 'This host cannot be called.' : null;
}

/** Whether an address lies in the public internet: neither inside a network nor a wrapping of such an address. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return true;
  // Global unicast alone: outside lie IPv4-compatible and site-local addresses and local NAT64; 3fff::/20 is for documents.
  return address.match(ipaddr.parseCIDR('2000::/3')) && !address.match(ipaddr.parseCIDR('3fff::/20'));
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

/** The machine's resolver: every address of a name. */
export const resolveHost: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** The name leads inside a network. */
export class Refused extends Error {}

/**
 * A look-up for sockets that gives out public addresses only. The socket connects to the very address that was checked, so
 * that a name which answers differently the second time gains nothing.
 * @param allowed of the tests alone: addresses that are let through.
 */
export function checkedLookup(resolve: Resolve, allowed: ReadonlySet<string>): LookupFunction {
  async function checked(host: string): Promise<{ address: string; family: number }> {
    const found = await resolve(host);
    const [first] = found;
    if (first === undefined) throw new Error('The name has no address.');
    // One inner address among public ones is enough: an honest name has none.
    if (found.some(({ address }) => !isPublicAddress(address) && !allowed.has(address))) throw new Refused('The name leads inside a network.');
    return first;
  }
  return (host, _options, done) => {
    checked(host).then(
      ({ address, family }) => done(null, address, family),
      (error: Error) => done(error, '', 0),
    );
  };
}
