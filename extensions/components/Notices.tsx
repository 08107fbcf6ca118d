import { Alert, Button, EmptyState, ErrorState, Flex, Text } from '@hubspot/ui-extensions';
import type { FailureReason } from '../api/call.ts';
import type { CompanyStatus, RefusalCode } from '../contracts/envelope.ts';
import type { Stale } from '../hooks/useView.ts';
import type { Reader } from '../wording/reader.ts';
import { HomeLink } from './HomeLink.tsx';

/** What to do about it, in words and with a button. */
function Cure({ text, reader, retry }: { text: string; reader: Reader; retry: () => void }) {
  return (
    <Flex direction="column" gap="sm" align="center">
      <Text>{text}</Text>
      <Retry reader={reader} retry={retry} />
    </Flex>
  );
}

function Retry({ reader, retry }: { reader: Reader; retry: () => void }) {
  return (
    <Button variant="secondary" size="sm" onClick={retry}>
      {reader.words.retry}
    </Button>
  );
}

/** A refusal with its cure in the reader's language; a code this card does not know yet shows the server's words. */
export function Refused({ code, cure, reader, retry }: { code: RefusalCode; cure: string; reader: Reader; retry: () => void }) {
  const refusals: Partial<Record<RefusalCode, { title: string; cure: string }>> = reader.words.refusals;
  const words = refusals[code] ?? { title: reader.words.updatingTitle, cure };
  return (
    <ErrorState title={words.title} type={code === 'role-too-low' || code === 'scope-missing' ? 'lock' : 'support'}>
      <Cure text={words.cure} reader={reader} retry={retry} />
    </ErrorState>
  );
}

/** The server could not be reached or did not answer. */
export function Trouble({ reason, reader, retry }: { reason: FailureReason; reader: Reader; retry: () => void }) {
  const { title, cure } = reader.words.errors[reason];
  return (
    <ErrorState title={title}>
      <Cure text={cure} reader={reader} retry={retry} />
    </ErrorState>
  );
}

/** Card and server are of different versions for a moment. */
export function Updating({ reader }: { reader: Reader }) {
  return (
    <Alert title={reader.words.updatingTitle} variant="info">
      {reader.words.updating}
    </Alert>
  );
}

/** Figures are shown, and are behind: since when, why, and what to do. What an admin wanted so is told, and is no fault. */
export function Notice({ stale: { since, part, told, intended }, reader, retry }: { stale: Stale; reader: Reader; retry: () => void }) {
  const { words, format } = reader;
  const connection = part === 'connection';
  return (
    <Alert title={words.staleTitle} variant={intended ? 'info' : 'warning'}>
      <Flex direction="column" gap="xs" align="start">
        <Text>
          {words.staleSince(format.instant(since))} {connection ? words.staleConnection : told}
        </Text>
        {part === 'surveys' && <HomeLink tab="sources" text={words.seeSources} />}
        {connection && <Retry reader={reader} retry={retry} />}
      </Flex>
    </Alert>
  );
}

/** A company without a score: not a customer, or not computed yet. */
export function NoScore({ status, reader }: { status: Exclude<CompanyStatus, 'scored'>; reader: Reader }) {
  const { words } = reader;
  const customer = status === 'preparing';
  return (
    <EmptyState
      title={customer ? words.preparingTitle : words.notCustomerTitle}
      layout="vertical"
      imageName={customer ? 'building' : 'companies'}
    >
      <Text>{customer ? words.preparing : words.notCustomer}</Text>
    </EmptyState>
  );
}
