import { createHash, createHmac } from 'node:crypto';

// The twelve escapes HubSpot decodes before signing, and no other.
const decoded: Record<string, string> = {
  '%3A': ':', '%2F': '/', '%3F': '?', '%40': '@', '%21': '!', '%24': '$', '%27': "'", '%28': '(', '%29': ')', '%2A': '*',
  '%2C': ',', '%3B': ';',
};

/** The URI as HubSpot signs it. */
export function signedForm(uri: string): string {
  return uri.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (escape) => decoded[escape.toUpperCase()] ?? escape);
}

/** v3: base64 of HMAC-SHA256 over METHOD + decoded URI + body + timestamp (ms), keyed with the client secret. */
export function signatureV3(secret: string, method: string, uri: string, body: string, timestampMs: number): string {
  return createHmac('sha256', secret).update(`${method}${signedForm(uri)}${body}${timestampMs}`, 'utf8').digest('base64');
}

/** v2: hex SHA-256 of client secret + METHOD + URI + body. */
export function signatureV2(secret: string, method: string, uri: string, body: string): string {
  return createHash('sha256').update(`${secret}${method}${uri}${body}`, 'utf8').digest('hex');
}

/** All signature headers HubSpot sends with a request. */
export function signatureHeaders(secret: string, method: string, uri: string, body: string, at: Date): Record<string, string> {
  const timestampMs = at.getTime();
  return {
    'X-HubSpot-Signature': signatureV2(secret, method, uri, body),
    'X-HubSpot-Signature-Version': 'v2',
    'X-HubSpot-Signature-v3': signatureV3(secret, method, uri, body, timestampMs),
    'X-HubSpot-Request-Timestamp': String(timestampMs),
  };
}
