import { Alert, Flex, TextArea } from '@hubspot/ui-extensions';
import type { AddedUsageKey } from '../../contracts/settings.ts';
import type { PageTools } from './page-tools.ts';
import { SecretOnce } from './SecretOnce.tsx';

/** A new key, once, with a request that works as it stands but for the company. */
export function IssuedKey({ issued, tools, done }: { issued: AddedUsageKey; tools: PageTools; done: () => void }) {
  const words = tools.words.keys;
  return (
    <Flex direction="column" gap="sm">
      <Alert title={words.issuedTitle} variant="success">
        {words.issued}
      </Alert>
      <SecretOnce label={words.secret} value={issued.apiKey} words={words} tools={tools} done={done} />
      <TextArea label={words.example} name="example" readOnly rows={6} value={exampleOf(issued)} description={words.exampleHint} />
    </Flex>
  );
}

/** A request for a shell; `at` says now, so that it is never too old to be taken. */
export function exampleOf({ address, apiKey }: Pick<AddedUsageKey, 'address' | 'apiKey'>): string {
  return [
    `curl ${address} \\`,
    `  -H 'authorization: Bearer ${apiKey}' \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"domain": "example.com", "at": "'$(date -u +%FT%TZ)'", "logins": 120, "activeUsers": 34, "seats": 50}'`,
  ].join('\n');
}
